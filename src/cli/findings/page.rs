//! The page of each code: what it means, an example, and what to do.

use crate::diagnostic::Code;
use std::io::{self, Write};

macro_rules! pages {
    ($($code:literal)+) => {
        /// The pages by the printed form of their codes; a test compares them with the codes and with the folder.
        const PAGES: &[(&str, &str)] =
            &[$(($code, include_str!(concat!("../../../docs/findings/", $code, ".md")))),+];
    };
}

pages! {
    "encoding-assumed"
    "control-character"
    "quote-unclosed"
    "sheet-hidden"
    "cell-error"
    "column-count"
    "header-missing"
    "column-year-missing"
    "column-assumed"
    "column-not-read"
    "cell-shared"
    "total-row"
    "title-missing"
    "heading-depth-assumed"
    "loose-text"
    "measure-missing"
    "measure-without-heading"
    "repeated-item"
    "relisting-unresolved"
    "responsibility-elsewhere"
    "responsibility-missing"
    "sections-assumed"
    "responsibility-unread"
    "body-unknown"
    "bracket-unclosed"
    "amount-blank"
    "amount-unreadable"
    "amount-without-program"
    "amount-not-a-line"
    "year-outside-column"
    "year-unreadable"
    "year-missing"
    "amount-conflict"
    "possibly-same-program"
    "not-understood"
}

/// The page of a code, in Markdown.
pub(crate) fn page(code: Code) -> &'static str {
    PAGES.iter().find(|(name, _)| *name == code.as_str()).map_or("", |(_, page)| page)
}

/// What a code means, in plain words: the first paragraph of that section of its page.
pub(super) fn meaning(code: Code) -> String {
    let section = page(code).split("## What it means\n").nth(1).unwrap_or_default();
    section.trim_start().lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where the page of a code stands: in the repository that the package names, else a path in it.
pub(super) fn address(code: Code) -> String {
    let repository = env!("CARGO_PKG_REPOSITORY").trim_end_matches('/');
    let path = format!("docs/findings/{code}.md");
    if repository.is_empty() { path } else { format!("{repository}/blob/HEAD/{path}") }
}

/// Every code with its severity and what it is about.
pub(crate) fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
    for code in Code::ALL {
        writeln!(out, "{:width$}  {:7}  {}", code.as_str(), code.severity().to_string(), code.summary())?;
    }
    Ok(())
}

/// Every code as JSON.
pub(crate) fn list_json(out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<serde_json::Value> = Code::ALL
        .iter()
        .map(|code| {
            serde_json::json!({
                "code": code.as_str(),
                "severity": code.severity(),
                "summary": code.summary(),
                "advice": code.advice(),
                "help": address(*code),
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}
