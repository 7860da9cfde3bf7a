//! What keys, tags and addresses must look like, so that every IRI made of them is sound.

/// Whether a text can be a key of a plan, a document or a jurisdiction: it stands in IRIs as it is.
///
/// ```
/// use policygraph::profile::is_key;
/// assert!(is_key("iryokiki-2") && !is_key("医療機器") && !is_key(".."));
/// ```
pub fn is_key(text: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.len() <= 100
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(sound)
}

/// Whether a text has the form of a language tag (BCP 47): `ja`, `en-GB`.
pub fn is_language_tag(text: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.split('-').all(is_part)
}

/// Whether a text is the address of something on the web, in ASCII: `https://creativecommons.org/licenses/by/4.0/`.
pub fn is_web_iri(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte);
    let is_escaped =
        |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let port = host.split_once(':').map_or("", |(_, port)| port);
    rest.bytes().all(sound)
        && host.starts_with(|first: char| first.is_ascii_alphanumeric())
        && host.bytes().all(is_host)
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && rest.split('%').skip(1).all(is_escaped)
        && rest.matches('#').count() <= 1
}

/// Whether a text is a day of the calendar: `2024-02-29`.
///
/// ```
/// use policygraph::profile::is_day;
/// assert!(is_day("2024-02-29") && !is_day("2023-02-29") && !is_day("2023-2-1"));
/// ```
pub fn is_day(text: &str) -> bool {
    let number = |part: &str, digits: usize| {
        let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if sound { part.parse::<u32>().ok() } else { None }
    };
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leaps => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

/// The IRI of a contact: an address on the web as it is, one of electronic mail with `mailto:` before it. None if the text
/// is neither.
///
/// ```
/// use policygraph::profile::contact_iri;
/// assert_eq!(contact_iri("open@example.org").as_deref(), Some("mailto:open@example.org"));
/// assert_eq!(contact_iri("03-0000-0000"), None);
/// ```
pub fn contact_iri(text: &str) -> Option<String> {
    if is_web_iri(text) {
        return Some(text.to_owned());
    }
    let address = text.strip_prefix("mailto:").unwrap_or(text);
    let (name, host) = address.split_once('@')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._+".contains(&byte);
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let sound =
        !name.is_empty() && name.bytes().all(is_name) && host.contains('.') && host.split('.').all(is_part);
    sound.then(|| format!("mailto:{address}"))
}

/// The address of a folder on the web, with `/` at its end. None if the text is no such address.
///
/// ```
/// use policygraph::profile::folder_iri;
/// assert_eq!(folder_iri("https://example.org/data").as_deref(), Some("https://example.org/data/"));
/// assert_eq!(folder_iri("https://example.org/?id=1"), None);
/// ```
pub fn folder_iri(text: &str) -> Option<String> {
    let sound = is_web_iri(text) && !text.contains(['?', '#']);
    sound.then(|| format!("{}/", text.strip_suffix('/').unwrap_or(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_sound() {
        for (text, sound) in [
            ("https://creativecommons.org/licenses/by/4.0/", true),
            ("http://localhost:8080/a?b=c#d", true),
            ("https://example.org/%E5%85%AC", true),
            ("https://example.org/%zz", false),
            ("https://example.org/a b", false),
            ("https://例え.jp/", false),
            ("https:///x", false),
            ("https://e:x/", false),
            ("https://[::1]/", false),
            ("CC BY 4.0", false),
            ("urn:x", false),
            ("", false),
        ] {
            assert_eq!(is_web_iri(text), sound, "{text}");
        }
        for (text, sound) in [("ja", true), ("ja-JP", true), ("日本語", false), ("ja_JP", false), ("", false)]
        {
            assert_eq!(is_language_tag(text), sound, "{text}");
        }
        for (text, sound) in [("jp-13", true), ("a.b_c", true), ("..", false), ("a/b", false), ("", false)] {
            assert_eq!(is_key(text), sound, "{text}");
        }
    }

    #[test]
    fn what_is_said_of_datasets() {
        for (text, sound) in [
            ("2023-03-28", true),
            ("2000-02-29", true),
            ("1900-02-29", false),
            ("2023-04-31", false),
            ("2023-00-10", false),
            ("2023-13-01", false),
            ("0000-01-01", false),
            ("2023-03-28T00:00:00Z", false),
            ("+023-03-28", false),
            ("令和5年3月28日", false),
        ] {
            assert_eq!(is_day(text), sound, "{text}");
        }
        for (text, iri) in [
            ("mailto:a.b+c@example.go.jp", Some("mailto:a.b+c@example.go.jp")),
            ("https://example.org/form", Some("https://example.org/form")),
            ("a@b", None),
            ("a b@example.org", None),
            ("a@example..org", None),
            ("a@example.org?subject=x", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(contact_iri(text).as_deref(), iri, "{text}");
        }
        for (text, iri) in [
            ("https://example.org", Some("https://example.org/")),
            ("https://example.org/a/", Some("https://example.org/a/")),
            ("https://example.org/a#b", None),
            ("file:///srv", None),
        ] {
            assert_eq!(folder_iri(text).as_deref(), iri, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_for_an_iri_is_one(text in "https?://[ -~]{0,20}") {
            prop_assert!(!is_web_iri(&text) || oxigraph::model::NamedNode::new(&text).is_ok(), "{}", text);
        }
    }
}
