//! `LICENSE-DATA.md`: under which licence the data are, and how to name where they come from.

use crate::bundle::{Description, SourceDocument};
use std::fmt::Write as _;

/// Licences by the start of their address, with their names in Japanese and English.
const NAMES: [(&str, &str, &str); 4] = [
    ("https://www.digital.go.jp/resources/open_data/public_data_license_v1.0", PDL_JA, PDL_EN),
    (
        "https://creativecommons.org/licenses/by/4.0",
        "クリエイティブ・コモンズ 表示 4.0 国際 (CC BY 4.0)",
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
    ),
    (
        "https://creativecommons.org/licenses/by-sa/4.0",
        "クリエイティブ・コモンズ 表示-継承 4.0 国際 (CC BY-SA 4.0)",
        "Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)",
    ),
    ("https://creativecommons.org/publicdomain/zero/1.0", "CC0 1.0 全世界", "CC0 1.0 Universal"),
];
const PDL_JA: &str = "公共データ利用規約(第1.0版)";
const PDL_EN: &str = "Public Data License (Version 1.0)";

/// The text, first in Japanese, then in English. It says what the description says, and names what nobody has said.
pub fn licence_text(description: &Description) -> String {
    let mut out = String::new();
    japanese(&mut out, description);
    out.push_str("\n---\n\n");
    english(&mut out, description);
    out
}

/// Writing to a String cannot fail, so what it returns is dropped here and below.
fn japanese(out: &mut String, description: &Description) {
    let _ = writeln!(out, "# データのライセンスと出典\n\n{}\n", inert(&description.title));
    let _ = match &description.licence {
        Some(licence) => writeln!(out, "このデータは {} のもとで利用できます。", named(licence, true)),
        None => writeln!(out, "このデータのライセンスは、公開者によって示されていません。"),
    };
    if let Some(publisher) = &description.publisher {
        let _ = writeln!(out, "\nデータの公開者: {}", inert(&publisher.name));
    }
    for source in &description.sources {
        let _ = writeln!(out, "\n## 出典\n");
        let _ = match attribution(source, true) {
            Some(words) => {
                writeln!(out, "利用するときは、次のように出典を記載してください。\n\n> {}", inert(&words))
            }
            None => writeln!(out, "出典の記載方法は示されていません。原文書の利用条件を確認してください。"),
        };
        let publisher = source.publisher.as_deref();
        list(
            out,
            source,
            &[("文書", Some(&source.title)), ("公表者", publisher)],
            ("掲載場所", "ライセンス", "ファイル"),
            true,
        );
    }
    let _ = writeln!(
        out,
        "\nこのデータは、原文書の表から機械的に読み取り、加工したものです。原文書そのものではありません。"
    );
}

fn english(out: &mut String, description: &Description) {
    let title = description.title_en.as_ref().unwrap_or(&description.title);
    let _ = writeln!(out, "# Licence and sources of the data\n\n{}\n", inert(title));
    let _ = match &description.licence {
        Some(licence) => writeln!(out, "The data may be used under {}.", named(licence, false)),
        None => writeln!(out, "Their publisher has not said under which licence the data may be used."),
    };
    if let Some(publisher) = &description.publisher {
        let name = publisher.name_en.as_ref().unwrap_or(&publisher.name);
        let _ = writeln!(out, "\nPublisher of the data: {}", inert(name));
    }
    for source in &description.sources {
        let _ = writeln!(out, "\n## Source\n");
        let _ = match attribution(source, false) {
            Some(words) => {
                writeln!(out, "When you use the data, name their source like this:\n\n> {}", inert(&words))
            }
            None => writeln!(out, "How to name the source has not been said; see the terms of the document."),
        };
        let publisher = source.publisher.as_deref();
        list(
            out,
            source,
            &[("document", Some(&source.title)), ("published by", publisher)],
            ("where", "licence", "file"),
            false,
        );
    }
    let _ = writeln!(
        out,
        "\nThe data were read from the table of the document by machine and processed. They are not the document itself."
    );
}

/// How a document is to be named: in the words that are given; else in the form that its licence shows, if its publisher is
/// known, too.
pub(super) fn attribution(source: &SourceDocument, japanese: bool) -> Option<String> {
    let given = if japanese { None } else { source.attribution_en.as_ref() };
    if let Some(words) = given.or(source.attribution.as_ref()) {
        return Some(words.clone());
    }
    let (publisher, licence) = (source.publisher.as_ref()?, source.licence.as_ref()?);
    let (name_ja, name_en) = name_of(licence)?;
    let place = source.url.as_ref();
    Some(if japanese {
        let place = place.map_or_else(String::new, |url| format!("({url})"));
        format!("「{}」({publisher}){place}を加工して作成、{name_ja}({licence})", source.title)
    } else {
        let place = place.map_or_else(String::new, |url| format!(", {url}"));
        format!("Made by processing “{}” ({publisher}{place}), {name_en} ({licence})", source.title)
    })
}

/// What is known of a document.
fn list(
    out: &mut String,
    source: &SourceDocument,
    texts: &[(&str, Option<&str>)],
    (place, licence, file): (&str, &str, &str),
    japanese: bool,
) {
    out.push('\n');
    for (name, text) in texts {
        if let Some(text) = text {
            let _ = writeln!(out, "- {name}: {}", inert(text));
        }
    }
    if let Some(url) = &source.url {
        let _ = writeln!(out, "- {place}: <{url}>");
    }
    if let Some(iri) = &source.licence {
        let _ = writeln!(out, "- {licence}: {}", named(iri, japanese));
    }
    let _ = writeln!(out, "- {file}: {} (SHA-256 `{}`)", inert(&source.file), inert(&source.sha256));
}

/// A licence by name, as far as it is known, and address.
fn named(iri: &str, japanese: bool) -> String {
    match name_of(iri) {
        Some((name, _)) if japanese => format!("{name} <{iri}>"),
        Some((_, name)) => format!("{name} <{iri}>"),
        None => format!("<{iri}>"),
    }
}

/// The names of a licence in Japanese and English.
fn name_of(iri: &str) -> Option<(&'static str, &'static str)> {
    let known = NAMES.iter().find(|(start, ..)| {
        iri.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    known.map(|(_, japanese, english)| (*japanese, *english))
}

/// A text that Markdown shows as it is: on one line, its marks escaped.
fn inert(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_control() {
            out.push(' ');
            continue;
        }
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> SourceDocument {
        SourceDocument {
            title: "月面計画の進捗".to_owned(),
            file: "moon.tsv".to_owned(),
            sha256: "00".repeat(32),
            ..SourceDocument::default()
        }
    }

    #[test]
    fn a_source_is_named_as_it_is_told_or_as_its_licence_shows() {
        assert_eq!(attribution(&source(), true), None, "nothing is told");
        let publisher = SourceDocument { publisher: Some("宇宙庁".to_owned()), ..source() };
        assert_eq!(attribution(&publisher, true), None, "no licence is told");
        let licence = "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0";
        let licensed = SourceDocument { licence: Some(licence.to_owned()), ..publisher };
        assert_eq!(
            attribution(&licensed, true).unwrap(),
            format!("「月面計画の進捗」(宇宙庁)を加工して作成、公共データ利用規約(第1.0版)({licence})")
        );
        let unknown = SourceDocument { licence: Some("https://a.jp/terms".to_owned()), ..licensed.clone() };
        assert_eq!(attribution(&unknown, true), None, "what this licence wants is not known");
        let told = SourceDocument { attribution: Some("宇宙庁「月」".to_owned()), ..licensed };
        assert_eq!(attribution(&told, true).as_deref(), Some("宇宙庁「月」"));
        assert_eq!(attribution(&told, false).as_deref(), Some("宇宙庁「月」"));
    }

    #[test]
    fn texts_stay_texts() {
        let hostile = "<script>alert(1)</script>\n# x [a](javascript:b) `c`";
        let source =
            SourceDocument { title: hostile.to_owned(), attribution: Some(hostile.to_owned()), ..source() };
        let description =
            Description { title: hostile.to_owned(), sources: vec![source], ..Description::default() };
        let text = licence_text(&description);
        // What has a backslash before it means nothing in Markdown.
        let meant = text.replace("\\<", "").replace("\\[", "");
        assert!(!meant.contains("<script") && !meant.contains("\n# x") && !meant.contains("[a"), "{text}");
        let told = "このデータのライセンスは、公開者によって示されていません。";
        assert!(text.contains(told) && !text.contains("公開者:"), "{text}");
    }
}
