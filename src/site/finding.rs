//! The page of what was guessed or looks wrong in the documents.

use crate::site::Site;
use crate::site::frame::{Frame, both, paragraphs};
use crate::site::sheet::{Column, MOST_ROWS, Sheet};
use maud::html;

/// Something that a person may want to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How serious it is: `error`, `warning` or `info`.
    pub severity: String,
    /// Its code.
    pub code: String,
    /// What was found, in English.
    pub message: String,
    /// Name of the document.
    pub file: String,
    /// Where: `line 17, column 3`.
    pub place: String,
    /// The words in question.
    pub quote: String,
}

/// The page of findings, in the order in which they are given.
pub fn page(site: &Site<'_>, findings: &[Finding]) -> String {
    let head =
        |japanese, english, is_long| Column { head: both(japanese, english), is_number: false, is_long };
    let row = |finding: &Finding| {
        vec![
            html! { code { (finding.code) } },
            html! { span lang="en" { (finding.severity) } },
            html! { span lang="en" { (finding.message) } },
            html! { code { (finding.file) } " " span lang="en" { (finding.place) } },
            html! { @if !finding.quote.is_empty() { q { (finding.quote) } } },
        ]
    };
    let sheet = Sheet {
        id: "findings",
        caption: both("確認事項", "Findings"),
        columns: vec![
            head("種類", "Code", false),
            head("程度", "Severity", false),
            head("内容", "What", true),
            head("位置", "Where", false),
            head("原文", "Words", true),
        ],
        rows: findings.iter().take(MOST_ROWS).map(row).collect(),
        total: findings.len(),
    };
    let content = html! {
        h1 { (both("確認事項", "Findings")) }
        (paragraphs(
            "文書を読み取る際に推定した点や、不審な点です。データは変えずに、ここに記しています。",
            "What was guessed while the documents were read, or looks wrong in them. Nothing was changed for it; it is only said here.",
        ))
        @if findings.is_empty() { p.note { (both("ありません。", "Nothing.")) } } @else { (sheet.markup()) }
    };
    let frame = Frame {
        title: site.pick("確認事項", "Findings").0,
        json_ld: None,
        has_tables: true,
        is_start: false,
    };
    frame.page(site, &content)
}
