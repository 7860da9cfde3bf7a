//! The page of a thing.

use super::json_ld::json_ld;
use super::read::{Fact, Known, Place, Thing, Words};
use crate::query::prefix::shorten;
use crate::site::frame::{Frame, both};
use crate::site::name::{grouped, iri_link, last_part, outside, term_name, yen_en, yen_ja};
use crate::site::sheet::count;
use crate::site::{Site, Target};
use crate::view::language::Language;
use crate::view::text::opening;
use maud::{Markup, html};
use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;

/// Facts of one property that a page shows at most; the graph has all of them.
const MOST: usize = 300;
/// Characters of a name in a list or heading; the facts have it in full.
const LONGEST: usize = 100;
/// Characters of a title.
const TITLE: usize = 60;

/// The page of a thing. `graph` names the file that holds the whole graph as Turtle.
pub fn page(site: &Site<'_>, thing: &Thing, graph: &str) -> String {
    let files = html! {
        p.files {
            @if let Some(href) = site.links.href(Target::File(graph)) { a href=(href) { (both("グラフ全体(Turtle)", "The whole graph (Turtle)")) } }
        }
    };
    whole(site, thing, &files)
}

/// The page of a thing with addresses of what is said of it, by the endings of syntaxes.
pub fn page_with_data(site: &Site<'_>, thing: &Thing, data: &[(&str, String)]) -> String {
    let files = html! {
        p.files { (both("データ: ", "Data: ")) @for (ending, href) in data { a href=(href) { (ending) } } }
    };
    whole(site, thing, &files)
}

fn whole(site: &Site<'_>, thing: &Thing, files: &Markup) -> String {
    let (name, language) = heading(site, thing);
    let content = html! {
        p.kind { (classes(site, thing)) }
        h1 lang=[language.as_deref()] { (opening(&name, LONGEST)) }
        @for (other, language) in thing.names.iter().skip(1) { p.names lang=[language.as_deref()] { (other) } }
        p { code.iri { (thing.iri) } }
        (files)
        (places(&thing.places))
        (section(site, "facts", "この項目について", "Facts", &thing.facts, false))
        (section(site, "towards", "この項目を指すもの", "What points to it", &thing.towards, true))
    };
    let title = opening(&name, TITLE);
    let frame = Frame {
        language: Language::Japanese,
        title: (&title, "ja"),
        json_ld: Some(json_ld(thing)),
        has_tables: false,
        is_start: false,
    };
    frame.page(site, &content)
}

/// What a page about the thing is headed with.
fn heading(site: &Site<'_>, thing: &Thing) -> Words {
    if let Some(name) = thing.names.first() {
        return name.clone();
    }
    let known = Known {
        classes: thing.classes.clone(),
        label: None,
        quote: thing.places.first().and_then(|place| place.quote.clone()),
        yen: number(thing, "amountYen"),
        year: None,
        first: None,
    };
    name(site, &thing.iri, &known)
}

fn number(thing: &Thing, property: &str) -> Option<i64> {
    let fact = thing.facts.iter().find(|fact| term_name(&fact.property) == Some(property))?;
    match &fact.value {
        Term::Literal(literal) => literal.value().parse().ok(),
        _ => None,
    }
}

fn classes(site: &Site<'_>, thing: &Thing) -> Markup {
    html! {
        @for (place, class) in thing.classes.iter().enumerate() {
            @if place > 0 { ", " }
            (term(site, class))
        }
    }
}

/// A term: both labels if it is one of ours, else its short name.
fn term(site: &Site<'_>, iri: &str) -> Markup {
    match site.terms.label(iri) {
        Some((japanese, english)) => iri_link(site.links, iri, &both(japanese, english)),
        None => match OTHERS.iter().find(|(known, _, _)| *known == iri) {
            Some((_, japanese, english)) => {
                html! { a href=(iri) rel="external noreferrer" { (both(japanese, english)) } }
            }
            None => outside(iri, &shorten(iri)),
        },
    }
}

/// Labels of terms of other vocabularies that the graph uses, in the order of showing. Those of this list that name a thing
/// come before its other facts.
const OTHERS: [(&str, &str, &str); 19] = [
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "種類", "type"),
    ("http://www.w3.org/2004/02/skos/core#prefLabel", "名称", "name"),
    ("http://www.w3.org/2004/02/skos/core#altLabel", "別名", "other name"),
    ("http://www.w3.org/2004/02/skos/core#hiddenLabel", "誤記された名称", "misprinted name"),
    ("http://www.w3.org/2004/02/skos/core#notation", "記号", "notation"),
    ("http://www.w3.org/ns/org#identifier", "識別番号", "identifier"),
    ("http://www.w3.org/ns/oa#hasSource", "元文書", "source document"),
    ("http://www.w3.org/ns/oa#hasSelector", "範囲", "selector"),
    ("http://www.w3.org/ns/oa#exact", "原文", "exact words"),
    ("http://www.w3.org/ns/oa#start", "最初の文字の位置", "first character"),
    ("http://www.w3.org/ns/oa#end", "最後の文字の次の位置", "character behind the last"),
    ("http://www.w3.org/ns/prov#wasDerivedFrom", "もとにした文書", "derived from"),
    ("http://www.w3.org/ns/prov#wasGeneratedBy", "作成した処理", "generated by"),
    ("http://www.w3.org/ns/prov#used", "入力", "used"),
    ("http://www.w3.org/ns/prov#wasAssociatedWith", "処理したソフトウェア", "associated with"),
    ("http://www.w3.org/ns/dcat#version", "版", "version"),
    ("http://purl.org/dc/terms/license", "ライセンス", "licence"),
    ("http://purl.org/dc/terms/publisher", "公表者", "publisher"),
    ("http://purl.org/dc/terms/title", "表題", "title"),
];

/// How many of [`OTHERS`] name a thing.
const NAMING: usize = 5;

fn place_of_other(property: &str) -> usize {
    OTHERS.iter().take(NAMING).position(|(known, _, _)| *known == property).unwrap_or(NAMING)
}

/// The words that name a thing: its label, else its class with the words of the document, an amount or the end of its IRI.
fn name(site: &Site<'_>, iri: &str, known: &Known) -> Words {
    if let Some(label) = &known.label {
        return label.clone();
    }
    if let Some((japanese, _)) = site.terms.label(iri) {
        return (japanese.to_owned(), Some("ja".to_owned()));
    }
    let class =
        known.classes.iter().find_map(|class| site.terms.label(class)).map_or("", |(japanese, _)| japanese);
    let year = known.year.map(|year| format!("{year}年度 ")).unwrap_or_default();
    let words = match (&known.quote, known.yen) {
        (_, Some(yen)) => format!("{class} {year}{}", yen_ja(yen)),
        (Some((quote, _)), None) => format!("{class} {year}「{quote}」"),
        (None, None) if class.is_empty() => shorten(iri),
        (None, None) => format!("{class} {}", last_part(iri)),
    };
    (words, Some("ja".to_owned()))
}

fn places(places: &[Place]) -> Markup {
    html! {
        @if !places.is_empty() {
            section aria-labelledby="evidence" {
                h2 id="evidence" { (both("原文", "Words of the document")) }
                @for place in places.iter().take(MOST) {
                    figure {
                        blockquote {
                            @match (&place.quote, &place.around) {
                                (Some((quote, language)), Some((before, after))) => {
                                    span lang=[language.as_deref()] { (before) mark { (quote) } (after) }
                                }
                                (Some((quote, language)), None) => mark lang=[language.as_deref()] { (quote) },
                                (None, _) => span { "–" },
                            }
                        }
                        figcaption { (whereabouts(place)) }
                    }
                }
                @if places.len() > MOST { (more(places.len())) }
            }
        }
    }
}

fn whereabouts(place: &Place) -> Markup {
    let japanese = [
        place.table.map(|number| format!("表{number}")),
        place.line.map(|number| format!("{number}行")),
        place.column.map(|number| format!("{number}列")),
        place.start.zip(place.end).map(|(start, end)| format!("文字{start}–{end}")),
    ];
    let english = [
        place.table.map(|number| format!("table {number}")),
        place.line.map(|number| format!("line {number}")),
        place.column.map(|number| format!("column {number}")),
        place.start.zip(place.end).map(|(start, end)| format!("characters {start}–{end}")),
    ];
    let join = |parts: [Option<String>; 4]| parts.into_iter().flatten().collect::<Vec<_>>();
    html! {
        @if let Some(file) = &place.file { code { (file) } " " }
        (both(&join(japanese).join("・"), &join(english).join(", ")))
    }
}

fn more(all: usize) -> Markup {
    let all = grouped(count(all));
    both(&format!("全{all}件のうち最初の{MOST}件。"), &format!("The first {MOST} of {all}."))
}

/// Facts by property, in the order of the vocabulary.
fn section(
    site: &Site<'_>,
    id: &str,
    japanese: &str,
    english: &str,
    facts: &[Fact],
    is_towards: bool,
) -> Markup {
    let mut properties: Vec<&str> = facts.iter().map(|fact| fact.property.as_str()).collect();
    // What points to a thing: plan items before statements, in the order of the classes in the vocabulary.
    let class = |property: &str| {
        let of = facts.iter().filter(|fact| is_towards && fact.property == property);
        of.flat_map(|fact| &fact.known.classes).map(|class| site.terms.rank(class)).min()
    };
    properties.sort_by_cached_key(|property| {
        (place_of_other(property), class(property), site.terms.rank(property), (*property).to_owned())
    });
    properties.dedup();
    html! {
        @if !facts.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (both(japanese, english)) }
                dl.facts {
                    @for property in properties {
                        @let of: Vec<&Fact> = facts.iter().filter(|fact| fact.property == property).collect();
                        dt {
                            @if is_towards { span aria-hidden="true" { "← " } }
                            (term(site, property))
                            @if of.iter().all(|fact| fact.is_derived) { " " span.badge { (both("導出", "derived")) } }
                        }
                        dd { (values(site, property, &of)) }
                    }
                }
            }
        }
    }
}

fn values(site: &Site<'_>, property: &str, facts: &[&Fact]) -> Markup {
    html! {
        @if let [fact] = facts { (value(site, property, fact)) }
        @else {
            ul { @for fact in facts.iter().take(MOST) { li { (value(site, property, fact)) } } }
            @if facts.len() > MOST { p.note { (more(facts.len())) } }
        }
    }
}

fn value(site: &Site<'_>, property: &str, fact: &Fact) -> Markup {
    match &fact.value {
        Term::BlankNode(_) => html! { "–" },
        Term::NamedNode(node) if site.terms.label(node.as_str()).is_some() => term(site, node.as_str()),
        Term::NamedNode(node) if fact.known.classes.is_empty() && fact.known.label.is_none() => {
            iri_link(site.links, node.as_str(), &html! { (shorten(node.as_str())) })
        }
        Term::NamedNode(node) => {
            let (words, language) = name(site, node.as_str(), &fact.known);
            iri_link(
                site.links,
                node.as_str(),
                &html! { span lang=[language.as_deref()] { (opening(&words, LONGEST)) } },
            )
        }
        Term::Literal(literal) => match literal.value().parse::<i64>() {
            Ok(yen) if literal.datatype() == xsd::INTEGER && property.ends_with("Yen") => {
                both(&yen_ja(yen), &yen_en(yen))
            }
            _ => html! { span.text lang=[literal.language()] { (literal.value()) } },
        },
    }
}
