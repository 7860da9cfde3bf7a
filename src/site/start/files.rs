//! The files of a dataset, to be downloaded.

use super::Contents;
use crate::bundle::{BundleFile, MediaType};
use crate::site::name::size;
use crate::site::{Site, Target};
use crate::view::language::Language;
use maud::{Markup, html};

/// The files that stand on their own, then those that stand elsewhere on the page as well.
pub(super) fn markup(site: &Site<'_>, contents: &Contents<'_>, language: Language) -> Markup {
    let is_listed = |file: &&BundleFile| {
        let name = file.name.as_str();
        !contents.queries.iter().any(|entry| entry.file == name)
            && file.media_type != MediaType::Sparql
            && !matches!(file.media_type, MediaType::Css | MediaType::JavaScript)
            && !contents.tables.iter().any(|entry| entry.file.as_deref() == Some(name))
            && (file.media_type != MediaType::Html || contents.picture.is_some_and(|(_, page)| page == name))
    };
    if contents.files.is_empty() {
        return graph(site, language);
    }
    html! {
        section aria-labelledby="files" {
            h2 id="files" { (language.pick("ダウンロード", "Downloads")) }
            section.sheet aria-labelledby="files-caption" tabindex="0" {
                table {
                    caption id="files-caption" { (language.pick("ファイルとそのハッシュ値", "Files and their digests")) }
                    thead { tr {
                        th scope="col" { (language.pick("ファイル", "File")) }
                        th scope="col" { (language.pick("内容", "What it is")) }
                        th scope="col" { (language.pick("種類", "Kind")) }
                        th.n scope="col" { (language.pick("大きさ", "Size")) }
                        th scope="col" { "SHA-256" }
                    } }
                    tbody {
                        @for file in contents.files.iter().filter(is_listed) {
                            tr {
                                th scope="row" {
                                    @match site.links.href(Target::File(&file.name)) {
                                        Some(href) => a href=(href) { (file.name) },
                                        None => (file.name),
                                    }
                                }
                                td { (language.pick(&file.about_ja, &file.about)) }
                                td { code { (file.media_type.as_str()) } @if file.is_compressed() { " (gzip)" } }
                                td.n { (size(file.bytes)) }
                                td.long { code.digest { (file.sha256) } }
                            }
                        }
                    }
                }
            }
            p {
                (language.pick("表と答えの CSV ファイルへのリンクは上の一覧にあります。", "The CSV files of tables and answers are linked in the lists above."))
                @if let Some((name, href)) = contents.checksums.and_then(|name| Some((name, site.links.href(Target::File(name))?))) {
                    " " (language.pick("すべてのファイルのハッシュ値: ", "Digests of all files: ")) a href=(href) { (name) }
                }
            }
        }
    }
}

/// Where there are no files: what the graph can be had as.
fn graph(site: &Site<'_>, language: Language) -> Markup {
    html! {
        section aria-labelledby="files" {
            h2 id="files" { (language.pick("ダウンロード", "Downloads")) }
            ul.list {
                @if let Some(href) = site.links.href(Target::File("plan.ttl")) {
                    li { a href=(href) { (language.pick("グラフ全体(Turtle)", "The whole graph (Turtle)")) } }
                }
                @if let Some(href) = site.links.href(Target::Editor) {
                    li { a href=(href) { (language.pick("SPARQL の答え(CSV、JSON など)", "Answers in SPARQL (CSV, JSON and others)")) } }
                }
            }
            p { (language.pick("表と答えの CSV ファイルへのリンクは上の一覧にあります。", "The CSV files of tables and answers are linked in the lists above.")) }
        }
    }
}
