//! Which of several representations a client wants: the `Accept` fields of RFC 9110.

use axum::http::{HeaderMap, header};

/// What a client accepts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Accept {
    ranges: Vec<Range>,
}

#[derive(Clone, Debug, PartialEq)]
struct Range {
    /// In small letters; `*` stands for any.
    kind: String,
    subtype: String,
    /// In thousandths.
    quality: u16,
}

impl Range {
    /// Reads `type/subtype;q=0.5`; nothing if it is none. Parameters other than `q` do not narrow a range: no
    /// representation here has any but its charset.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        if kind.is_empty() || subtype.is_empty() {
            return None;
        }
        let mut quality = 1000;
        for parameter in parts {
            if let Some((name, value)) = parameter.split_once('=')
                && name.trim().eq_ignore_ascii_case("q")
            {
                quality = thousandths(value.trim())?;
            }
        }
        Some(Self { kind: kind.to_ascii_lowercase(), subtype: subtype.to_ascii_lowercase(), quality })
    }

    /// How closely it names a media type, from 1 for `*/*` to 3; 0 if it does not.
    fn closeness(&self, kind: &str, subtype: &str) -> u8 {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => 1,
            (own, "*") if own == kind => 2,
            (own, sub) if own == kind && sub == subtype => 3,
            _ => 0,
        }
    }
}

/// `0.25` as 250.
pub(super) fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.len() > 3 || !is_number(whole) || !is_number(fraction) || whole.is_empty() {
        return None;
    }
    let padded = format!("{whole}{fraction:0<3}");
    padded.parse().ok().filter(|quality| *quality <= 1000)
}

impl Accept {
    /// Reads the header. Without one, or with nothing in it that can be read, everything is accepted.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT);
        let texts = values.iter().filter_map(|value| value.to_str().ok());
        Self { ranges: texts.flat_map(|text| text.split(',')).filter_map(Range::parse).collect() }
    }

    /// The representation that is wanted most; of several wanted alike the one that is named most closely, then the
    /// first. Nothing if none is accepted.
    pub(super) fn choose<T: Copy>(&self, offers: &[(&str, T)]) -> Option<T> {
        if self.ranges.is_empty() {
            return offers.first().map(|(_, offer)| *offer);
        }
        let mut best: Option<((u16, u8), T)> = None;
        for (media_type, offer) in offers {
            let wish = self.wish(media_type);
            if wish.0 > 0 && best.is_none_or(|(other, _)| wish > other) {
                best = Some((wish, *offer));
            }
        }
        best.map(|(_, offer)| offer)
    }

    /// Quality and closeness of the range that speaks of a media type most closely.
    fn wish(&self, media_type: &str) -> (u16, u8) {
        let (kind, subtype) = media_type.split_once('/').unwrap_or((media_type, ""));
        let ranges = self.ranges.iter().map(|range| (range.closeness(kind, subtype), range.quality));
        ranges
            .filter(|(closeness, _)| *closeness > 0)
            .max()
            .map_or((0, 0), |(closeness, quality)| (quality, closeness))
    }
}

/// Whether a client takes answers in gzip.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING);
    let codings = values.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(','));
    let mut any = false;
    for coding in codings {
        let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
        let quality = parameters.trim().strip_prefix("q=").map_or(Some(1000), thousandths);
        let is_wanted = quality.is_some_and(|quality| quality > 0);
        match name.trim() {
            name if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => {
                return is_wanted;
            }
            "*" => any = is_wanted,
            _ => {}
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_unless_it_is_refused() {
        for (codings, expected) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, GZIP;q=0.2", true),
            ("gzip;q=0, *", false),
            ("*;q=0.5", true),
            ("identity", false),
            ("gzip;q=0.000", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, codings.parse().unwrap());
            assert_eq!(takes_gzip(&headers), expected, "{codings}");
        }
    }

    const OFFERS: [(&str, u8); 3] = [("text/turtle", 1), ("application/ld+json", 2), ("text/html", 3)];

    fn chosen(accept: &str) -> Option<u8> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        Accept::of(&headers).choose(&OFFERS)
    }

    #[test]
    fn quality_goes_before_closeness_and_closeness_before_order() {
        for (accept, expected) in [
            ("*/*", Some(1)),
            ("text/html, */*", Some(3)),
            ("text/html;q=0.5, application/*;q=0.9", Some(2)),
            ("TEXT/*;q=0.2, text/html;Q=0.3", Some(3)),
            ("text/turtle;q=0, text/*", Some(3)),
            ("image/png", None),
            ("text/html;q=0", None),
            ("text/turtle; charset=utf-8; q=1.0", Some(1)),
            // Nothing in it can be read, which says nothing about what is wanted.
            ("nonsense", Some(1)),
            ("text/html;q=7, text/turtle;q=0.001", Some(1)),
        ] {
            assert_eq!(chosen(accept), expected, "{accept}");
        }
    }

    #[test]
    fn several_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT, "image/png".parse().unwrap());
        headers.append(header::ACCEPT, "text/html".parse().unwrap());
        assert_eq!(Accept::of(&headers).choose(&OFFERS), Some(3));
    }
}
