//! The language of pages: the one that an address names, else the one that the browser would rather have.

use super::parameter;
use crate::serve::negotiate::thousandths;
use crate::serve::reply::Refusal;
use crate::view::language::Language;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::serve) struct Chosen {
    pub(in crate::serve) language: Language,
    /// Whether the address names it; then links do, too.
    pub(in crate::serve) is_named: bool,
}

impl Chosen {
    pub(in crate::serve) fn of(parts: &Parts) -> Result<Self, Refusal> {
        let named = Self::named(parameter(parts, "lang")?.as_deref());
        Ok(named.unwrap_or_else(|| Self { language: preferred(&parts.headers), is_named: false }))
    }

    /// A language that is named, if it is one that pages are in.
    pub(in crate::serve) fn named(tag: Option<&str>) -> Option<Self> {
        let language = match tag {
            Some("en") => Language::English,
            Some("ja") => Language::Japanese,
            _ => return None,
        };
        Some(Self { language, is_named: true })
    }
}

/// The language that is wanted most. Without a wish it is Japanese, as the documents are; who wants neither may sooner
/// read English.
fn preferred(headers: &HeaderMap) -> Language {
    let values = headers.get_all(header::ACCEPT_LANGUAGE);
    let ranges = values.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    let wishes: Vec<(String, u16)> = ranges.filter_map(wish).collect();
    let most = |language: &str| {
        wishes.iter().filter(|(other, _)| other == language).map(|(_, quality)| *quality).max()
    };
    let japanese = most("ja").or_else(|| most("*")).unwrap_or(0);
    let english = most("en").unwrap_or(0);
    if wishes.is_empty() || (japanese > 0 && japanese >= english) {
        Language::Japanese
    } else {
        Language::English
    }
}

/// `en-US;q=0.9` as `en` with its quality.
fn wish(range: &str) -> Option<(String, u16)> {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let quality = match parameters.trim().strip_prefix("q=") {
        Some(quality) => thousandths(quality.trim())?,
        None => 1000,
    };
    let language = tag.trim().split('-').next().filter(|language| !language.is_empty())?;
    Some((language.to_ascii_lowercase(), quality))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_would_rather_have() {
        for (wish, expected) in [
            (None, Language::Japanese),
            (Some(""), Language::Japanese),
            (Some("ja,en-US;q=0.9,en;q=0.8"), Language::Japanese),
            (Some("en-US,en;q=0.9,ja;q=0.8"), Language::English),
            (Some("en;q=0.3, JA-jp;q=0.5"), Language::Japanese),
            (Some("fr-FR, fr;q=0.9"), Language::English),
            (Some("*"), Language::Japanese),
            (Some("ja;q=0, *;q=0.5"), Language::English),
            (Some("en;q=x, ja"), Language::Japanese),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(wish) = wish {
                headers.insert(header::ACCEPT_LANGUAGE, wish.parse().unwrap());
            }
            assert_eq!(preferred(&headers), expected, "{wish:?}");
        }
    }
}
