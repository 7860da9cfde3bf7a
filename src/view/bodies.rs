//! The bodies responsible for measures, in the one order that gives each its colour in every picture.

use crate::view::language::Language;
use crate::view::links::Links;

/// A body that is responsible for some measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The body, as a place in [`Links::bodies`].
    pub body: usize,
    /// Its name.
    pub label: String,
    /// Its mark, a character or two.
    pub mark: String,
    /// How many measures it leads.
    pub leads: usize,
}

/// The bodies by the measures they lead, and the place of each row among them.
pub(crate) fn bodies(links: &Links, language: Language) -> (Vec<Body>, Vec<usize>) {
    let mut leads = vec![0; links.bodies.len()];
    for lead in links.measures.iter().flat_map(|row| &row.leads) {
        if let Some(count) = leads.get_mut(*lead) {
            *count += 1;
        }
    }
    let mut bodies: Vec<Body> = links
        .bodies
        .iter()
        .zip(leads)
        .enumerate()
        .map(|(body, (row, leads))| Body {
            body,
            label: row.name(language).to_owned(),
            mark: row.mark.clone(),
            leads,
        })
        .collect();
    // Rows stand by IRI.
    bodies.sort_by_key(|body| (std::cmp::Reverse(body.leads), body.body));
    let mut places = vec![0; bodies.len()];
    for (place, body) in bodies.iter().enumerate() {
        if let Some(slot) = places.get_mut(body.body) {
            *slot = place;
        }
    }
    (bodies, places)
}
