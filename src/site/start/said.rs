//! What the publisher says of the dataset, and what was not said.

use super::Contents;
use crate::bundle::{Agent, Description, SourceDocument};
use crate::site::name::outside;
use crate::site::{Site, Target};
use crate::view::language::Language;
use maud::{Markup, html};

/// What this is.
pub(super) fn introduction(site: &Site<'_>, language: Language, is_plan: bool) -> Markup {
    let said = site.description;
    let (text, text_language) = match (language, &said.description, &said.description_en) {
        (Language::English, _, Some(english)) => (Some(english), "en"),
        (_, Some(own), _) => (Some(own), said.language.as_str()),
        (_, None, english) => (english.as_ref(), "en"),
    };
    let (keywords, keyword_language) = match language {
        Language::English if !said.keywords_en.is_empty() => (&said.keywords_en, "en"),
        _ => (&said.keywords, said.language.as_str()),
    };
    html! {
        @if let Some(text) = text { p lang=(text_language) { (text) } }
        @if is_plan { p { (language.pick(
            "政府の計画の取組状況を示す文書から作られたデータセットです。どの事実にも、文書中の位置と言葉が付いています。",
            "A dataset made from documents that report the progress of a government plan. Every fact has its place and its words in the document.",
        )) } }
        dl.facts {
            @if let Some(publisher) = &said.publisher { dt { (language.pick("公表者", "Publisher")) } dd { (agent(publisher, language)) } }
            @if let Some(contact) = &said.contact { dt { (language.pick("問い合わせ先", "Contact")) } dd { (outside(contact, contact.strip_prefix("mailto:").unwrap_or(contact))) } }
            @if let Some(issued) = &said.issued { dt { (language.pick("公表日", "Issued")) } dd { time datetime=(issued) { (issued) } } }
            @if let Some(version) = &said.version { dt { (language.pick("版", "Version")) } dd { (version) } }
            @if let Some(previous) = &said.previous { dt { (language.pick("前の版", "Previous edition")) } dd { (outside(&previous.iri, &previous.iri)) } }
            @if !keywords.is_empty() { dt { (language.pick("キーワード", "Keywords")) } dd lang=(keyword_language) { (keywords.join(language.pick("、", ", "))) } }
            @if !said.fiscal_years.is_empty() {
                dt { (language.pick("対象年度", "Fiscal years")) }
                dd { (said.fiscal_years.iter().map(|year| year_name(*year, language)).collect::<Vec<_>>().join(language.pick("、", ", "))) }
            }
            @if !said.sources.is_empty() {
                dt { (language.pick("元の文書", "Source documents")) }
                dd { ul { @for document in &said.sources { li { (source(document, language)) } } } }
            }
        }
    }
}

fn agent(agent: &Agent, language: Language) -> Markup {
    let name = match (language, &agent.name_en) {
        (Language::English, Some(name)) => name,
        _ => &agent.name,
    };
    match &agent.homepage {
        Some(homepage) => outside(homepage, name),
        None => html! { (name) },
    }
}

/// A fiscal year by the calendar year in which it starts.
pub(super) fn year_name(start: i32, language: Language) -> String {
    match language {
        Language::Japanese => format!("{start}年度"),
        Language::English => format!("FY{start}"),
    }
}

fn source(document: &SourceDocument, language: Language) -> Markup {
    let tag = document.language.as_str();
    let title = if document.title.is_empty() { &document.file } else { &document.title };
    html! {
        @match &document.url { Some(url) => span lang=(tag) { (outside(url, title)) }, None => span lang=(tag) { (title) } }
        @if let Some(publisher) = &document.publisher { " (" span lang=(tag) { (publisher) } ")" }
        br;
        span.soft { (language.pick("ファイル ", "file ")) code { (document.file) } " SHA-256 " code.digest { (document.sha256) } }
    }
}

/// How to cite: only what was said.
pub(super) fn citation(site: &Site<'_>, language: Language) -> Markup {
    let said = site.description;
    let (title, tag) = site.title(language);
    let publisher = said.publisher.as_ref().map(|agent| match (language, &agent.name_en) {
        (Language::English, Some(name)) => name.as_str(),
        _ => agent.name.as_str(),
    });
    let after = [said.version.as_deref(), said.issued.as_deref()].into_iter().flatten();
    html! {
        section aria-labelledby="cite" {
            h2 id="cite" { (language.pick("引用の仕方", "How to cite")) }
            p.cite lang=(tag) {
                @if let Some(publisher) = publisher { (publisher) (language.pick("", ", ")) }
                (language.pick("「", "“")) (title) (language.pick("」", "”"))
                @for part in after { (language.pick("、", ", ")) (part) }
                (language.pick("。", "."))
                @if let Some(url) = &said.url { " " (outside(url, url)) }
            }
            p { (language.pick(
                "個々の事実を引用するときは、その IRI と、元の文書中の位置(行・列・文字)を示してください。",
                "To cite a single fact, give its IRI and its place in the source document: line, column, characters.",
            )) }
        }
    }
}

/// Names of licences that Japanese public data often has.
const LICENCES: [(&str, &str, &str); 3] = [
    (
        "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
        "公共データ利用規約(第1.0版)",
        "Public Data License (Version 1.0)",
    ),
    (
        "https://creativecommons.org/licenses/by/4.0/",
        "クリエイティブ・コモンズ 表示 4.0 国際 (CC BY 4.0)",
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    ),
    ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0 全世界", "CC0 1.0 Universal"),
];

fn licence_link(iri: &str, language: Language) -> Markup {
    let plain = |iri: &str| iri.trim_end_matches('/').to_owned();
    let known = LICENCES.iter().find(|(known, _, _)| plain(known) == plain(iri));
    outside(iri, known.map_or(iri, |(_, japanese, english)| language.pick(japanese, english)))
}

/// The words that name a source, with their language.
fn attribution(document: &SourceDocument, language: Language) -> Option<(&str, &str)> {
    let own = document.attribution.as_deref().map(|words| (words, document.language.as_str()));
    match (language, &document.attribution_en) {
        (Language::English, Some(words)) => Some((words, "en")),
        _ => own,
    }
}

/// Licence and attribution of the dataset and of its documents.
pub(super) fn licence(site: &Site<'_>, contents: &Contents<'_>, language: Language) -> Markup {
    let said = site.description;
    let not_stated = || html! { (language.pick("示されていません", "not stated")) };
    html! {
        section aria-labelledby="licence" {
            h2 id="licence" { (language.pick("ライセンスと出典", "Licence and attribution")) }
            dl.facts {
                dt { (language.pick("データセット", "Dataset")) }
                dd { (said.licence.as_ref().map_or_else(not_stated, |iri| licence_link(iri, language))) }
                @for document in &said.sources {
                    dt lang=(document.language) { (if document.title.is_empty() { &document.file } else { &document.title }) }
                    dd {
                        (document.licence.as_ref().map_or_else(not_stated, |iri| licence_link(iri, language)))
                        @if let Some((attribution, tag)) = attribution(document, language) { p.cite lang=(tag) { (attribution) } }
                    }
                }
            }
            @if let Some(name) = contents.licence_text && let Some(href) = site.links.href(Target::File(name)) {
                p { a href=(href) { (name) } " " (language.pick("(利用条件と出典の記載方法)", "(terms of use, and how to name the source)")) }
            }
        }
    }
}

/// What the publisher has not said and users of open data look for.
pub(super) fn missing(said: &Description, language: Language) -> Vec<&'static str> {
    [
        (said.publisher.is_none(), "公表者", "publisher"),
        (said.contact.is_none(), "問い合わせ先", "contact"),
        (said.licence.is_none(), "ライセンス", "licence"),
        (said.issued.is_none(), "公表日", "date of issue"),
        (said.description.is_none(), "説明", "description"),
        (said.url.is_none(), "掲載先のアドレス", "address on the web"),
    ]
    .into_iter()
    .filter(|(is_missing, _, _)| *is_missing)
    .map(|(_, japanese, english)| language.pick(japanese, english))
    .collect()
}
