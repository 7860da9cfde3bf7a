//! The page of a stored query with its parameters as a form.

use crate::query::catalogue::StoredQuery;
use crate::query::evaluate::Answer;
use crate::query::parameters::{Parameter, ParameterKind};
use crate::site::frame::both;
use crate::site::{Site, Target, answer};
use maud::{Markup, html};

/// What was asked, and where the same is to be had in other forms.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Values of parameters, by name.
    pub given: &'a [(String, String)],
    /// Names of formats with addresses of the answer in them.
    pub files: &'a [(&'static str, String)],
}

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
                @for parameter in &parameters {
                    @let id = format!("parameter-{}", parameter.name());
                    label for=(id) { (words(parameter)) }
                    input id=(id) name=(parameter.name()) value=(value(query, parameter, asked)) maxlength="500";
                }
                button { (both("表示", "Show")) }
            }
        }
    }
}

fn words(parameter: &Parameter) -> Markup {
    let hint = match parameter.kind() {
        ParameterKind::Iri => both("名称・略称・IRI(空欄はすべて)", "name, mark or IRI; empty for any"),
        ParameterKind::Integer => both("数または年度(空欄はすべて)", "number or fiscal year; empty for any"),
        ParameterKind::Text => both("語句(空欄はすべて)", "text; empty for any"),
    };
    html! { code { (parameter.name()) } " " span.soft { (hint) } }
}

fn value<'v>(query: &'v StoredQuery, parameter: &Parameter, asked: &'v Asked<'_>) -> &'v str {
    let of = |pairs: &'v [(String, String)]| {
        pairs.iter().find(|(name, _)| parameter.answers_to(name)).map(|(_, value)| value.as_str())
    };
    of(asked.given).or_else(|| of(&query.header.defaults)).unwrap_or_default()
}
