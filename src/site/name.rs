//! How values are written for people.

use crate::site::{Links, Target};
use maud::{Markup, html};
use std::fmt::Write as _;

const ONTOLOGY: &str = "https://w3id.org/policygraph/ontology#";

/// Whether an address may be a link: of the web, or of mail. Anything else could be a script.
pub(super) fn is_web(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// A link to a page elsewhere, or its address as text if it is none of the web.
pub(super) fn outside(address: &str, words: &str) -> Markup {
    html! {
        @if is_web(address) { a href=(address) rel="external noreferrer" { (words) } } @else { (words) }
    }
}

/// The IRI of a thing as a link: to its page, its term, or its address on the web.
pub(super) fn iri_link(links: &dyn Links, iri: &str, words: &Markup) -> Markup {
    let own = links.href(Target::Thing(iri)).or_else(|| links.href(Target::Term(iri)));
    html! {
        @if let Some(href) = own { a href=(href) { (words) } }
        @else if is_web(iri) { a href=(iri) rel="external noreferrer" { (words) } }
        @else { (words) }
    }
}

/// Whether an IRI is one of our vocabulary; its name there.
pub(super) fn term_name(iri: &str) -> Option<&str> {
    iri.strip_prefix(ONTOLOGY)
}

/// The last part of an IRI.
pub(super) fn last_part(iri: &str) -> &str {
    iri.rsplit(['#', '/']).find(|part| !part.is_empty()).unwrap_or(iri)
}

/// `11,483`
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// `19億円`, `3億4,567万円`, `1,234円`: the same amount, in the units that Japanese readers use.
pub(super) fn yen_ja(yen: i64) -> String {
    let (negative, yen) = (yen < 0, yen.unsigned_abs());
    let parts = [
        (yen / 1_000_000_000_000, "兆"),
        (yen / 100_000_000 % 10_000, "億"),
        (yen / 10_000 % 10_000, "万"),
        (yen % 10_000, ""),
    ];
    let mut text = String::new();
    for (number, unit) in parts.iter().filter(|(number, _)| *number > 0) {
        text.push_str(&grouped(i64::try_from(*number).unwrap_or(i64::MAX)));
        text.push_str(unit);
    }
    if text.is_empty() {
        text.push('0');
    }
    format!("{}{text}円", if negative { "-" } else { "" })
}

/// `1,900,000,000 yen`
pub(super) fn yen_en(yen: i64) -> String {
    format!("{} yen", grouped(yen))
}

/// A size in bytes.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// JSON that may stand in a `script` element: nothing in it can end the element or open a comment, and it has no character that
/// HTML forbids.
pub(super) fn script_json(value: &serde_json::Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        let is_plain = !matches!(character, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        if is_plain && !is_forbidden(character) {
            text.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

/// Whether no HTML document may hold a character, escaped or not.
pub(super) fn is_forbidden(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\t' | '\n');
    is_control || matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_in_both_languages() {
        for (yen, expected) in [
            (0, "0円"),
            (9_999, "9,999円"),
            (1_900_000_000, "19億円"),
            (1_070_000_000, "10億7,000万円"),
            (123_456_789_012_345, "123兆4,567億8,901万2,345円"),
            (-20_000, "-2万円"),
        ] {
            assert_eq!(yen_ja(yen), expected);
        }
        assert_eq!(yen_en(14_610_000_000), "14,610,000,000 yen");
        assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(
            is_web("https://example.org/") && is_web("HTTP://example.org/") && is_web("mailto:a@example.org")
        );
        for bad in ["javascript:alert(1)", "data:text/html,x", " https://example.org", "", "あ"] {
            assert!(!is_web(bad), "{bad}");
        }
    }

    #[test]
    fn json_cannot_end_its_script_element() {
        let hostile = "</script><!--&\u{2028}\u{7f}\u{85}\u{fffe}\u{1fffe}\"\n";
        let json = script_json(&serde_json::json!({ "a": hostile }));
        assert!(!json.contains(['<', '>', '&', '\n']) && !json.contains(is_forbidden));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["a"], hostile);
    }
}
