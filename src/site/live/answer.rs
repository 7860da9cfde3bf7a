//! The page of a stored query with its parameters as a form.

use crate::query::catalogue::StoredQuery;
use crate::query::evaluate::Answer;
use crate::query::parameters::{Parameter, ParameterKind};
use crate::site::frame::{both, carried};
use crate::site::{Site, Target, answer, columns};
use indexmap::IndexSet;
use maud::{Markup, html};
use oxigraph::model::Term;

/// What was asked, and where the same is to be had in other forms.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Values of parameters, by name.
    pub given: &'a [(String, String)],
    /// Names of formats with addresses of the answer in them.
    pub files: &'a [(&'static str, String)],
    /// The answer to the query without parameters: a parameter can have the values that it has there.
    pub open: Option<&'a Answer>,
}

/// Values that a form offers for a parameter; of more nobody reads the list.
const MOST: usize = 500;

/// The page: the answer, or why there is none.
pub fn page(site: &Site<'_>, query: &StoredQuery, asked: &Asked<'_>, found: Result<&Answer, &str>) -> String {
    let before = html! {
        p.files { @for (name, href) in asked.files { a href=(href) { (name) } } }
        (form(site, query, asked))
    };
    let shown = match found {
        Ok(found) => answer::of(site, query, found),
        Err(message) => html! { p.trouble role="alert" lang="en" { (message) } },
    };
    answer::whole(site, query, &before, &shown)
}

fn form(site: &Site<'_>, query: &StoredQuery, asked: &Asked<'_>) -> Markup {
    let parameters = query.parameters();
    html! {
        @if !parameters.is_empty() && let Some(action) = site.links.href(Target::Query(query)) {
            form.form action=(action) {
                (carried(site))
                @for parameter in &parameters {
                    @let id = format!("parameter-{}", parameter.name());
                    @let offered = offered(site, parameter, asked.open);
                    @let list = (!offered.is_empty()).then(|| format!("{id}-values"));
                    label for=(id) { (words(parameter)) }
                    input id=(id) name=(parameter.name()) value=(value(query, parameter, asked)) list=[&list] maxlength="500";
                    @if let Some(list) = &list { datalist id=(list) { @for value in offered { option value=(value) {} } } }
                }
                button { (both("表示", "Show")) }
            }
        }
    }
}

/// The values of a parameter in an answer, by their names, each once and in the order of the answer.
fn offered(site: &Site<'_>, parameter: &Parameter, open: Option<&Answer>) -> Vec<String> {
    let Some(Answer::Solutions(solutions)) = open else {
        return Vec::new();
    };
    let place = solutions.variables.iter().position(|variable| variable.as_str() == parameter.variable());
    let terms = solutions.rows.iter().filter_map(|row| row.get(place?)?.as_ref());
    let name = |term: &Term| match term {
        Term::NamedNode(node) => Some(site.names?.label(node.as_str())?.0.to_owned()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::BlankNode(_) => None,
    };
    let names: IndexSet<String> = terms.filter_map(name).collect();
    if names.len() > MOST { Vec::new() } else { names.into_iter().collect() }
}

fn words(parameter: &Parameter) -> Markup {
    let hint = match parameter.kind() {
        ParameterKind::Iri => both("名称・略称・IRI(空欄はすべて)", "name, mark or IRI; empty for any"),
        ParameterKind::Integer => both("数または年度(空欄はすべて)", "number or fiscal year; empty for any"),
        ParameterKind::Text => both("語句(空欄はすべて)", "text; empty for any"),
    };
    html! { (columns::heading(parameter.name())) " " span.soft { (hint) } }
}

fn value<'v>(query: &'v StoredQuery, parameter: &Parameter, asked: &'v Asked<'_>) -> &'v str {
    let of = |pairs: &'v [(String, String)]| {
        pairs.iter().find(|(name, _)| parameter.answers_to(name)).map(|(_, value)| value.as_str())
    };
    of(asked.given).or_else(|| of(&query.header.defaults)).unwrap_or_default()
}
