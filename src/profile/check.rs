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

    proptest! {
        #[test]
        fn what_is_taken_for_an_iri_is_one(text in "https?://[ -~]{0,20}") {
            prop_assert!(!is_web_iri(&text) || oxigraph::model::NamedNode::new(&text).is_ok(), "{}", text);
        }
    }
}
