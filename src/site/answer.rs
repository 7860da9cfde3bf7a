//! The page with the answer to a stored query.

use crate::query::catalogue::StoredQuery;
use crate::query::evaluate::{Answer, Solutions};
use crate::query::prefix::shorten;
use crate::query::results::headings;
use crate::site::columns;
use crate::site::frame::{Frame, both};
use crate::site::name::{grouped, iri_link, outside, term_name};
use crate::site::sheet::{Column, MOST_ROWS, Sheet, is_long};
use crate::site::{Site, Target};
use crate::view::language::Language;
use crate::view::text::opening;
use maud::{Markup, html};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Term, Variable};

/// Characters of a name that stands for an IRI.
const LONGEST: usize = 80;

/// The page of a query and its answer. `csv` names the file with the whole answer.
pub fn page(site: &Site<'_>, query: &StoredQuery, answer: &Answer, csv: &str) -> String {
    let files = html! {
        p.files {
            @if let Some(href) = site.links.href(Target::File(csv)) {
                a href=(href) { (both("この答え(CSV)", "This answer (CSV)")) }
            }
        }
    };
    whole(site, query, &files, &of(site, query, answer))
}

/// The page with what stands before the answer, and the answer.
pub(super) fn whole(site: &Site<'_>, query: &StoredQuery, before: &Markup, answer: &Markup) -> String {
    let header = &query.header;
    let content = html! {
        p.kind { (both("質問", "Stored query")) " " (query.number) }
        h1 { (both(&header.title, &header.summary)) }
        @for part in parts(&header.description) { p.note lang="en" { (with_code(part)) } }
        (before)
        (answer)
        details {
            summary { (both("SPARQL", "query text")) }
            pre tabindex="0" { code { (query.text) } }
        }
    };
    let (words, _) = site.pick(&header.title, &header.summary);
    let title = format!("{} {words}", query.number);
    let frame = Frame { title: &title, json_ld: None, has_tables: true, is_start: false };
    frame.page(site, &content)
}

/// Words between backticks as code.
fn with_code(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty())
}

/// The answer to a stored query.
pub(super) fn of(site: &Site<'_>, query: &StoredQuery, answer: &Answer) -> Markup {
    shown(site, query.name, &both(&query.header.title, &query.header.summary), answer)
}

/// An answer; `id` names its table.
pub(super) fn shown(site: &Site<'_>, id: &str, caption: &Markup, answer: &Answer) -> Markup {
    let total = if let Answer::Solutions(solutions) = answer { solutions.rows.len() } else { 1 };
    with_headings(site, id, caption, (answer, total), columns::heading)
}

/// An answer to a query of anybody, of which there are only the first rows, of so many.
pub(super) fn beginning(
    site: &Site<'_>,
    id: &str,
    caption: &Markup,
    answer: &Answer,
    total: usize,
) -> Markup {
    with_headings(site, id, caption, (answer, total), columns::as_named)
}

fn with_headings(
    site: &Site<'_>,
    id: &str,
    caption: &Markup,
    (answer, total): (&Answer, usize),
    heading: fn(&str) -> Markup,
) -> Markup {
    match answer {
        Answer::Boolean(value) => html! { p { (if *value { "true" } else { "false" }) } },
        Answer::Triples(triples) => html! { p { (triples.len()) } },
        Answer::Solutions(solutions) if solutions.rows.is_empty() => html! {
            p.note { (both("該当するものはありません。", "There is nothing of this kind.")) }
        },
        Answer::Solutions(solutions) => {
            Sheet { total, ..sheet(site, id, caption, solutions, heading) }.markup()
        }
    }
}

/// The answer as a table: an IRI that stands beside a name becomes the link of that name.
fn sheet<'q>(
    site: &Site<'_>,
    id: &'q str,
    caption: &Markup,
    solutions: &Solutions,
    heading: fn(&str) -> Markup,
) -> Sheet<'q> {
    let names: Vec<&str> = solutions.variables.iter().map(Variable::as_str).collect();
    let place = |name: &str| names.iter().position(|other| *other == name);
    // `_program_iri` or `program_iri` is the address of `program`.
    let named_by = |name: &str| {
        let bare = name.strip_suffix("_iri")?;
        place(bare.strip_prefix('_').unwrap_or(bare))
    };
    let address_of = |name: &str| place(&format!("{name}_iri")).or_else(|| place(&format!("_{name}_iri")));
    let shown: Vec<usize> =
        (0..names.len()).filter(|at| names.get(*at).is_none_or(|name| named_by(name).is_none())).collect();
    // A thing is shown by its name.
    let titles: Vec<String> = headings(solutions)
        .map(|title| title.strip_suffix("_iri").map(str::to_owned).unwrap_or(title))
        .collect();
    let columns = shown.iter().map(|at| Column {
        head: titles.get(*at).map(|title| heading(title)).unwrap_or_default(),
        is_number: is_number(solutions, *at),
        is_long: is_long(solutions.rows.iter().filter_map(|row| match row.get(*at)?.as_ref()? {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })),
    });
    let cell = |row: &[Option<Term>], at: usize| {
        let address =
            names.get(at).and_then(|name| address_of(name)).and_then(|place| row.get(place)?.as_ref());
        value(site, row.get(at).and_then(Option::as_ref), address, titles.get(at).map_or("", String::as_str))
    };
    Sheet {
        id,
        caption: caption.clone(),
        columns: columns.collect(),
        rows: solutions
            .rows
            .iter()
            .take(MOST_ROWS)
            .map(|row| shown.iter().map(|at| cell(row, *at)).collect())
            .collect(),
        total: solutions.rows.len(),
    }
}

fn is_number(solutions: &Solutions, at: usize) -> bool {
    let mut values = solutions.rows.iter().filter_map(|row| row.get(at)?.as_ref()).peekable();
    let is = |term: &Term| matches!(term, Term::Literal(literal) if [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE].contains(&literal.datatype()));
    values.peek().is_some() && values.all(is)
}

/// A value of an answer; `address` is what it names.
fn value(site: &Site<'_>, term: Option<&Term>, address: Option<&Term>, column: &str) -> Markup {
    let words = match term {
        None => html! {},
        Some(Term::NamedNode(node)) => return named(site, node.as_str()),
        Some(Term::BlankNode(_)) => html! { "–" },
        Some(Term::Literal(literal)) => {
            let is_year = column.contains("year");
            match literal.value().parse::<i64>() {
                Ok(number) if literal.datatype() == xsd::INTEGER && !is_year => html! { (grouped(number)) },
                _ => html! { span lang=[literal.language()] { (literal.value()) } },
            }
        }
    };
    match address {
        Some(Term::NamedNode(node)) if term.is_some() => {
            let words = in_english(site, node.as_str(), term).unwrap_or(words);
            iri_link(site.links, node.as_str(), &words)
        }
        _ => words,
    }
}

/// The name of a thing on a page in English, if it has one there and is called by its name.
fn in_english(site: &Site<'_>, iri: &str, term: Option<&Term>) -> Option<Markup> {
    let names = site.names.filter(|_| site.language == Some(Language::English))?;
    let is_name = matches!(term, Some(Term::Literal(literal)) if names.label(iri)?.0 == literal.value());
    let name = names.english(iri).filter(|_| is_name)?;
    Some(html! { span lang="en" { (name) } })
}

/// An IRI that stands for itself.
pub(super) fn named(site: &Site<'_>, iri: &str) -> Markup {
    match site.terms.label(iri) {
        Some((japanese, english)) if term_name(iri).is_some() => {
            iri_link(site.links, iri, &both(japanese, english))
        }
        _ => match label(site, iri) {
            Some((name, language)) => {
                iri_link(site.links, iri, &html! { span lang=[language] { (opening(name, LONGEST)) } })
            }
            None if site.links.href(Target::Thing(iri)).is_some() => {
                iri_link(site.links, iri, &html! { code { (shorten(iri)) } })
            }
            None => outside(iri, &shorten(iri)),
        },
    }
}

/// The name of a thing, in the language of the page if it has one there.
fn label<'s>(site: &Site<'s>, iri: &str) -> Option<(&'s str, Option<&'s str>)> {
    let names = site.names?;
    let english = names.english(iri).filter(|_| site.language == Some(Language::English));
    english.map(|name| (name, Some("en"))).or_else(|| names.label(iri))
}
