//! Differences in the order in which people read them: by section, by thing, point by point.

use super::words;
use crate::diff::{Action, Change, Kind, Piece, Thing};

/// One difference in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What happened.
    pub action: Action,
    /// It in a line.
    pub head: String,
    /// Further lines.
    pub further: Vec<String>,
    /// What of a text changed.
    pub pieces: Vec<Piece>,
}

impl Point {
    /// Whether the line begins with what happened, so that it need not stand before it.
    pub fn says_action(&self) -> bool {
        self.head.starts_with(self.action.as_str())
    }
}

/// The differences at one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the thing is called; empty where the points stand for themselves.
    pub title: String,
    /// What it is and where it stands: `measure, line 14`.
    pub place: String,
    /// The headings between the section's and it.
    pub under: Vec<String>,
    /// The differences.
    pub points: Vec<Point>,
}

/// The differences of a part of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// The things with differences.
    pub entries: Vec<Entry>,
}

/// All differences in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Reports and columns, then a section for each goal, then programs and money.
    pub sections: Vec<Section>,
}

impl Outline {
    pub(super) fn new(changes: &[Change]) -> Self {
        let mut outline = Self::default();
        let mut before: Option<(String, String)> = None;
        for change in changes {
            let section = section(change);
            if outline.sections.last().is_none_or(|last| last.title != section) {
                outline.sections.push(Section { title: section.clone(), entries: Vec::new() });
                before = None;
            }
            let entries = outline.sections.last_mut().map(|section| &mut section.entries);
            let Some(entries) = entries else { continue };
            let key = (section, iri(change));
            if before.as_ref() != Some(&key) {
                entries.push(entry(change));
                before = Some(key);
            }
            if let Some(entry) = entries.last_mut() {
                entry.points.push(Point {
                    action: change.action,
                    head: words::headline(change),
                    further: words::further(change),
                    pieces: words::pieces(change),
                });
            }
        }
        outline
    }
}

fn section(change: &Change) -> String {
    match change.kind {
        Kind::Document | Kind::Year => "The report".to_owned(),
        Kind::Program => "Programs".to_owned(),
        Kind::Money => "Budget lines".to_owned(),
        _ => match &change.goal {
            Some(goal) => format!("Goal: {}", goal.label),
            None => "Under no goal".to_owned(),
        },
    }
}

/// What the points of one entry have in common. Lines of the same programs stand together.
fn iri(change: &Change) -> String {
    match (change.kind, change.thing()) {
        (_, None) => String::new(),
        (Kind::Money, Some(thing)) => thing.name.label.clone(),
        (_, Some(thing)) => thing.name.iri.clone(),
    }
}

fn entry(change: &Change) -> Entry {
    let title = change.thing().map_or_else(String::new, |thing| thing.name.label.clone());
    let under = match change.thing() {
        Some(thing) => thing.under.iter().skip(1).map(|name| name.label.clone()).collect(),
        None => Vec::new(),
    };
    Entry { title, place: place(change), under, points: Vec::new() }
}

fn place(change: &Change) -> String {
    let line = |thing: &Option<Thing>| thing.as_ref().and_then(|thing| thing.line);
    match (line(&change.old), line(&change.new)) {
        (None, None) => String::new(),
        (Some(was), None) => format!("line {was} of the old edition"),
        (None, Some(is)) => format!("line {is}"),
        (Some(was), Some(is)) if was == is => format!("line {is}"),
        (Some(was), Some(is)) => format!("line {is}, before {was}"),
    }
}
