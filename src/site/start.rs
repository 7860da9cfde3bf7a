//! The start page of a dataset.
//!
//! May live here: what the page says, and the questions that its figures answer. What it lists (files, tables, queries) is given.

mod figures;
mod files;
mod said;

pub use figures::Figures;

use crate::bundle::BundleFile;
use crate::query::catalogue::{StoredQuery, page::title, themes};
use crate::query::prefix::shorten;
use crate::site::finding::Finding;
use crate::site::frame::Frame;
use crate::site::name::grouped;
use crate::site::sheet::count;
use crate::site::{Site, Target, dataset};
use crate::view::language::Language;
use maud::{Markup, html};

/// A table that can be looked at.
#[derive(Debug, Clone)]
pub struct TableEntry {
    /// Its name, as in [`Target::Table`].
    pub name: String,
    /// Its title in Japanese.
    pub title_ja: String,
    /// Its title in English.
    pub title_en: String,
    /// How many rows it has, where they have been counted.
    pub rows: Option<usize>,
    /// Name of its file, if there is one.
    pub file: Option<String>,
}

/// A stored query and how many rows its answer has.
#[derive(Debug, Clone)]
pub struct QueryEntry {
    /// The query.
    pub query: StoredQuery,
    /// Rows of its answer, where they have been counted.
    pub rows: Option<usize>,
    /// Name of the file with its answer.
    pub file: String,
}

/// What the start page lists.
#[derive(Clone, Copy)]
pub struct Contents<'c> {
    /// Numbers about the dataset.
    pub figures: &'c Figures,
    /// The files, with sizes and digests.
    pub files: &'c [BundleFile],
    /// The tables.
    pub tables: &'c [TableEntry],
    /// The queries.
    pub queries: &'c [QueryEntry],
    /// What was guessed or looks wrong in the documents.
    pub findings: &'c [Finding],
    /// Name of a file with the digests of all files.
    pub checksums: Option<&'c str>,
    /// Name of the file about the licence of the data.
    pub licence_text: Option<&'c str>,
    /// Of a graph that holds no plan the classes, with how many things are of each.
    pub classes: &'c [(String, usize)],
    /// Names of the picture of program reuse and of the page where it can be searched.
    pub picture: Option<(&'c str, &'c str)>,
}

/// The start page in a language.
pub fn page(site: &Site<'_>, contents: &Contents<'_>, language: Language) -> String {
    let site = &Site { language: Some(language), ..*site };
    let (name, name_language) = site.title(language);
    let content = html! {
        h1 lang=(name_language) { (name) }
        (said::introduction(site, language, contents.classes.is_empty()))
        @if contents.classes.is_empty() {
            (contents.figures.markup(site, language))
            (picture(site, contents, language))
            (contents.figures.reuse(site, language))
            (tables(site, contents.tables, language))
            (queries(site, contents.queries, language))
        } @else {
            (classes(site, contents.classes, language))
        }
        (files::markup(site, contents, language))
        (said::citation(site, language))
        (said::licence(site, contents, language))
        (unsure(site, contents, language))
    };
    let frame = Frame {
        title: name,
        json_ld: Some(dataset::json_ld(site.description)),
        has_tables: false,
        is_start: true,
    };
    frame.page(site, &content)
}

fn picture(site: &Site<'_>, contents: &Contents<'_>, language: Language) -> Markup {
    let address = |(picture, page)| {
        Some((site.links.href(Target::File(picture))?, site.links.href(Target::File(page))?))
    };
    let words = language.pick(
        "事業と施策の対応図。行が事業、列が施策で、印のあるところでその事業が用いられている",
        "Matrix of program reuse: rows are programs, columns are measures; a mark stands where a measure uses a program",
    );
    html! {
        @if let Some((picture, page)) = contents.picture.and_then(address) {
            section aria-labelledby="matrix" {
                h2 id="matrix" { (language.pick("事業の再利用", "Program reuse")) }
                p { (words) (language.pick("。", ".")) }
                p { a.button href=(page) { (language.pick("検索・絞り込みのできる図を開く", "Open the picture to search and filter")) } }
                a.picture href=(page) { img src=(picture) alt=(words) loading="lazy"; }
            }
        }
    }
}

fn tables(site: &Site<'_>, tables: &[TableEntry], language: Language) -> Markup {
    html! {
        section aria-labelledby="tables" {
            h2 id="tables" { (language.pick("表", "Tables")) }
            ul.cards {
                @for table in tables {
                    li {
                        @let words = language.pick(&table.title_ja, &table.title_en);
                        @if let Some(href) = site.links.href(Target::Table(&table.name)) { a href=(href) { (words) } } @else { (words) }
                        (rows(table.rows, language))
                        @if let Some(href) = table.file.as_ref().and_then(|file| site.links.href(Target::File(file))) { " " a href=(href) aria-label={ "CSV: " (words) } { "CSV" } }
                    }
                }
            }
        }
    }
}

fn rows(counted: Option<usize>, language: Language) -> Markup {
    html! {
        @if let Some(rows) = counted {
            " " span.soft { (grouped(count(rows))) (language.pick("行", if rows == 1 { " row" } else { " rows" })) }
        }
    }
}

/// What there is in a graph of any kind.
fn classes(site: &Site<'_>, classes: &[(String, usize)], language: Language) -> Markup {
    html! {
        section aria-labelledby="classes" {
            h2 id="classes" { (language.pick("何があるか", "What there is")) }
            ul.list {
                @for (iri, count_of) in classes {
                    li {
                        @let words = site.terms.label(iri).map_or_else(|| shorten(iri), |(japanese, english)| language.pick(japanese, english).to_owned());
                        @if let Some(href) = site.links.href(Target::Class(iri)) { a href=(href) { (words) } } @else { (words) }
                        " " span.soft { (grouped(count(*count_of))) }
                    }
                }
            }
        }
    }
}

/// Japanese names of the themes of the stored queries.
const THEMES: [(&str, &str); 9] = [
    ("structure", "計画の構造"),
    ("ministry", "府省庁"),
    ("program", "事業"),
    ("measure", "施策"),
    ("budget", "予算"),
    ("result", "実績"),
    ("evidence", "出典"),
    ("quality", "データの質"),
    ("dataset", "データセット"),
];

fn queries(site: &Site<'_>, queries: &[QueryEntry], language: Language) -> Markup {
    let stored: Vec<&StoredQuery> = queries.iter().map(|entry| &entry.query).collect();
    let theme_name = |theme: &str| match (language, THEMES.iter().find(|(name, _)| *name == theme)) {
        (Language::Japanese, Some((_, japanese))) => (*japanese).to_owned(),
        _ => title(theme),
    };
    html! {
        section aria-labelledby="answers" {
            h2 id="answers" { (language.pick("質問と答え", "Questions and answers")) }
            p { (language.pick(
                "保存済みの SPARQL クエリとその答えです。答えは表のページと CSV ファイルで見られます。",
                "Stored SPARQL queries with their answers, as pages and as CSV files.",
            )) }
            @for (theme, members) in themes(stored) {
                h3 { (theme_name(theme)) }
                ul.list {
                    @for query in members {
                        @if let Some(entry) = queries.iter().find(|entry| entry.query.number == query.number) {
                            li {
                                @let words = language.pick(&query.header.title, &query.header.summary);
                                span.soft { (query.number) } " "
                                @if let Some(href) = site.links.href(Target::Query(query)) { a href=(href) { (words) } } @else { (words) }
                                (rows(entry.rows, language))
                                @if let Some(href) = site.links.href(Target::File(&entry.file)) { " " a href=(href) aria-label={ "CSV: " (words) } { "CSV" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn unsure(site: &Site<'_>, contents: &Contents<'_>, language: Language) -> Markup {
    let missing = said::missing(site.description, language);
    html! {
        section aria-labelledby="unsure" {
            h2 id="unsure" { (language.pick("不足している点・確かでない点", "What is missing or unsure")) }
            ul.list {
                @for (query, rows) in &contents.figures.unsure {
                    @if *rows > 0 {
                        li {
                            @let words = language.pick(&query.header.title, &query.header.summary);
                            @if let Some(href) = site.links.href(Target::Query(query)) { a href=(href) { (words) } } @else { (words) }
                            ": " (grouped(count(*rows))) (language.pick("件", ""))
                        }
                    }
                }
                @if !contents.findings.is_empty() && let Some(href) = site.links.href(Target::Findings) {
                    li { a href=(href) { (language.pick("読み取り時の確認事項", "Findings while reading")) } ": " (grouped(count(contents.findings.len()))) (language.pick("件", "")) }
                }
                @if !missing.is_empty() {
                    li { (language.pick("公表者が示していない事項: ", "Not stated by the publisher: ")) (missing.join(language.pick("、", ", "))) }
                }
            }
            @if contents.findings.is_empty() && missing.is_empty() && contents.figures.unsure.iter().all(|(_, rows)| *rows == 0) {
                p { (language.pick("ありません。", "Nothing.")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_a_japanese_name() {
        for query in crate::query::catalogue::all().unwrap() {
            assert!(THEMES.iter().any(|(name, _)| *name == query.theme()), "{}", query.theme());
        }
    }
}
