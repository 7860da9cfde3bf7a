//! What every page has around its content: head, way back, foot.

use crate::query::catalogue;
use crate::site::name::{is_forbidden, script_json};
use crate::site::{Site, Target};
use crate::view::language::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

/// The style sheet of the pages.
pub const STYLE: &str = include_str!("style.css");

/// The script of the pages: filters and orders for tables. Nothing needs it.
pub const SCRIPT: &str = include_str!("table.js");

/// Nothing from elsewhere, and no script or style but the files beside the pages. Forms go to where the pages come from, if that
/// answers any.
fn policy(site: &Site<'_>) -> String {
    let forms = if site.links.href(Target::Search).is_some() { "'self'" } else { "'none'" };
    format!(
        "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action {forms}"
    )
}

/// A page before it is text.
pub(super) struct Frame<'f> {
    /// Title of the page, without that of the dataset.
    pub(super) title: &'f str,
    /// What is said of the page to machines.
    pub(super) json_ld: Option<Value>,
    /// Whether it has tables that the script helps with.
    pub(super) has_tables: bool,
    /// Whether it is the start page itself.
    pub(super) is_start: bool,
}

impl Frame<'_> {
    /// The whole page.
    pub(super) fn page(&self, site: &Site<'_>, content: &Markup) -> String {
        let language = site.main_language();
        let pick = |japanese, english| language.pick(japanese, english);
        let only = site.language.map(|language| format!("only-{}", language.tag()));
        let (dataset, dataset_language) = site.title(language);
        let page = html! {
            (DOCTYPE)
            html lang=(language.tag()) class=[only] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta http-equiv="Content-Security-Policy" content=(policy(site));
                    title { @if self.is_start { (dataset) } @else { (self.title) " – " (dataset) } }
                    @if let Some(style) = site.links.href(Target::Style) { link rel="stylesheet" href=(style); }
                    @if self.has_tables && let Some(script) = site.links.href(Target::Script) {
                        script src=(script) defer {}
                    }
                    @if let Some(json) = &self.json_ld {
                        script type="application/ld+json" { (PreEscaped(script_json(json))) }
                    }
                }
                body {
                    a.skip href="#main" { (pick("本文へ", "Skip to content")) }
                    header {
                        @if !self.is_start && let Some(start) = site.links.href(Target::Start(language)) {
                            a.home href=(start) lang=(dataset_language) { (dataset) }
                        }
                        (switch(site))
                        (self.navigation(site))
                        (search(site))
                    }
                    main id="main" tabindex="-1" { (content) }
                    footer {
                        @if let Some(start) = site.links.href(Target::Start(language)) {
                            p { a href={ (start) "#licence" } { (pick("ライセンスと出典", "Licence and attribution")) } }
                        }
                        p { (pick("policygraph で作成。文書にないことは記していません。", "Made with policygraph. What the documents do not say is not said here.")) }
                    }
                }
            }
        };
        clean(page.into_string())
    }

    fn navigation(&self, site: &Site<'_>) -> Markup {
        let language = site.main_language();
        let pick = |japanese, english| language.pick(japanese, english);
        let start =
            if self.is_start { Some(String::new()) } else { site.links.href(Target::Start(language)) };
        html! {
            nav aria-label=(pick("このデータセット", "This dataset")) {
                ul {
                    @if let Some(href) = live(site, Target::Plan) { li { a href=(href) { (pick("計画", "Plan")) } } }
                    @for (query, japanese, english) in QUERIES {
                        @if let Some(href) = catalogue::find(query).ok().and_then(|query| live(site, Target::Query(&query))) {
                            li { a href=(href) { (pick(japanese, english)) } }
                        }
                    }
                    @for (target, words) in [
                        (Target::Picture, pick("図", "Matrix")),
                        (Target::Impact, pick("影響", "Impact")),
                        (Target::Editor, "SPARQL"),
                    ] {
                        @if let Some(href) = live(site, target) { li { a href=(href) { (words) } } }
                    }
                    @if let Some(start) = start {
                        @for (anchor, words) in [
                            ("tables", pick("表", "Tables")),
                            ("answers", pick("質問と答え", "Questions")),
                            ("files", pick("ダウンロード", "Downloads")),
                        ] {
                            li { a href={ (start) "#" (anchor) } { (words) } }
                        }
                    }
                    @if let Some(href) = site.links.href(Target::Terms) { li { a href=(href) { (pick("用語", "Vocabulary")) } } }
                    @if let Some(href) = site.links.href(Target::Findings) { li { a href=(href) { (pick("確認事項", "Findings")) } } }
                }
            }
        }
    }
}

/// Stored queries that everybody looks for first: ministries, programs, money.
const QUERIES: [(&str, &str, &str); 3] = [
    ("ministry-measures", "府省庁", "Ministries"),
    ("programs-by-measures", "事業", "Programs"),
    ("budget-lines", "予算", "Budget"),
];

/// The way to the other language.
fn switch(site: &Site<'_>) -> Markup {
    let (other, words) = match site.main_language() {
        Language::Japanese => (Language::English, "English"),
        Language::English => (Language::Japanese, "日本語"),
    };
    html! {
        @if let Some(href) = site.links.here(other) {
            a.switch href=(href) lang=(other.tag()) hreflang=(other.tag()) { (words) }
        }
    }
}

fn search(site: &Site<'_>) -> Markup {
    let (words, _) = site.pick("名称で探す", "Search names");
    html! {
        @if let Some(action) = site.links.href(Target::Search) {
            form.search role="search" action=(action) {
                (carried(site))
                input type="search" name="q" aria-label=(words) placeholder=(words) maxlength="200";
                button { (site.pick("検索", "Search").0) }
            }
        }
    }
}

/// What a form sends along, so that its answer is in the language that was chosen.
pub(super) fn carried(site: &Site<'_>) -> Markup {
    html! {
        @if let Some(language) = site.links.carried() { input type="hidden" name="lang" value=(language.tag()); }
    }
}

/// The address of a page that only a server has, or that only its pages name in their head.
fn live(site: &Site<'_>, target: Target<'_>) -> Option<String> {
    site.links.href(Target::Search).and_then(|_| site.links.href(target))
}

/// A text in Japanese and in English. The style sheet leaves out one of them on a page in one language.
pub(super) fn both(japanese: &str, english: &str) -> Markup {
    html! { span.ja lang="ja" { (japanese) } " " span.en lang="en" { (english) } }
}

/// A paragraph in Japanese and in English, likewise.
pub(super) fn paragraphs(japanese: &str, english: &str) -> Markup {
    html! { p.ja lang="ja" { (japanese) } p.en lang="en" { (english) } }
}

/// Leaves out characters that no HTML document may hold, escaped or not.
fn clean(page: String) -> String {
    if page.chars().any(is_forbidden) {
        page.chars().filter(|character| !is_forbidden(*character)).collect()
    } else {
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_html_forbids_are_left_out() {
        assert_eq!(clean("a\0b\u{1b}\u{ffff}\u{1fffe}\u{fdd0}\r\n\tあ".to_owned()), "ab\n\tあ");
    }
}
