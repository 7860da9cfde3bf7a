//! What literals mean: whether a text is one of a datatype, and which of two values is less.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef};
use oxsdatatypes::{
    Date, DateTime, DayTimeDuration, Double, Duration, Float, GDay, GMonth, GMonthDay, GYear, GYearMonth,
    Time, YearMonthDuration,
};
use std::cmp::Ordering;
use std::str::FromStr;

/// Least and greatest value of the datatypes derived from `xsd:integer`; nothing where there is no bound.
const INTEGERS: [(NamedNodeRef<'static>, Option<&str>, Option<&str>); 13] = [
    (xsd::INTEGER, None, None),
    (xsd::LONG, Some("-9223372036854775808"), Some("9223372036854775807")),
    (xsd::INT, Some("-2147483648"), Some("2147483647")),
    (xsd::SHORT, Some("-32768"), Some("32767")),
    (xsd::BYTE, Some("-128"), Some("127")),
    (xsd::NON_NEGATIVE_INTEGER, Some("0"), None),
    (xsd::POSITIVE_INTEGER, Some("1"), None),
    (xsd::NON_POSITIVE_INTEGER, None, Some("0")),
    (xsd::NEGATIVE_INTEGER, None, Some("-1")),
    (xsd::UNSIGNED_LONG, Some("0"), Some("18446744073709551615")),
    (xsd::UNSIGNED_INT, Some("0"), Some("4294967295")),
    (xsd::UNSIGNED_SHORT, Some("0"), Some("65535")),
    (xsd::UNSIGNED_BYTE, Some("0"), Some("255")),
];

/// Whether a text is one of a datatype. Of datatypes that are not known, any text is.
pub(super) fn is_well_formed(text: &str, datatype: NamedNodeRef<'_>) -> bool {
    fn parses<T: FromStr>(text: &str) -> bool {
        text.parse::<T>().is_ok()
    }
    if let Some((_, least, greatest)) = INTEGERS.iter().find(|(known, ..)| *known == datatype) {
        let Some(value) = Exact::parse(text).filter(|_| !text.contains('.')) else { return false };
        let bound = |bound: Option<&'static str>| bound.and_then(Exact::parse);
        return bound(*least).is_none_or(|least| value.compare(&least).is_ge())
            && bound(*greatest).is_none_or(|greatest| value.compare(&greatest).is_le());
    }
    match datatype {
        xsd::DECIMAL => Exact::parse(text).is_some(),
        xsd::DOUBLE => parses::<Double>(text),
        xsd::FLOAT => parses::<Float>(text),
        xsd::BOOLEAN => boolean(text).is_some(),
        xsd::DATE_TIME => parses::<DateTime>(text),
        xsd::DATE_TIME_STAMP => text.parse::<DateTime>().is_ok_and(|value| value.timezone_offset().is_some()),
        xsd::DATE => parses::<Date>(text),
        xsd::TIME => parses::<Time>(text),
        xsd::G_YEAR => parses::<GYear>(text),
        xsd::G_YEAR_MONTH => parses::<GYearMonth>(text),
        xsd::G_MONTH => parses::<GMonth>(text),
        xsd::G_MONTH_DAY => parses::<GMonthDay>(text),
        xsd::G_DAY => parses::<GDay>(text),
        xsd::DURATION => parses::<Duration>(text),
        xsd::DAY_TIME_DURATION => parses::<DayTimeDuration>(text),
        xsd::YEAR_MONTH_DURATION => parses::<YearMonthDuration>(text),
        xsd::HEX_BINARY => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        _ => true,
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A literal that can be compared with others.
#[derive(Debug, Clone)]
pub(super) enum Value<'t> {
    Exact(Exact<'t>),
    Float(f64),
    Boolean(bool),
    Text(&'t str),
    DateTime(DateTime),
    Date(Date),
    Time(Time),
    YearMonth(GYearMonth),
    Year(GYear),
    Duration(Duration),
}

impl<'t> Value<'t> {
    /// The value of a literal; nothing if its text is none of its datatype, or its datatype has no order.
    pub(super) fn of(literal: &'t Literal) -> Option<Self> {
        let (text, datatype) = (literal.value(), literal.datatype());
        if literal.language().is_some() || !is_well_formed(text, datatype) {
            return None;
        }
        match datatype {
            xsd::STRING => Some(Self::Text(text)),
            xsd::BOOLEAN => boolean(text).map(Self::Boolean),
            xsd::DOUBLE => Some(Self::Float(f64::from(text.parse::<Double>().ok()?))),
            xsd::FLOAT => Some(Self::Float(f64::from(f32::from(text.parse::<Float>().ok()?)))),
            xsd::DATE_TIME | xsd::DATE_TIME_STAMP => text.parse().ok().map(Self::DateTime),
            xsd::DATE => text.parse().ok().map(Self::Date),
            xsd::TIME => text.parse().ok().map(Self::Time),
            xsd::G_YEAR_MONTH => text.parse().ok().map(Self::YearMonth),
            xsd::G_YEAR => text.parse().ok().map(Self::Year),
            xsd::DURATION | xsd::DAY_TIME_DURATION | xsd::YEAR_MONTH_DURATION => {
                text.parse().ok().map(Self::Duration)
            }
            xsd::DECIMAL => Exact::parse(text).map(Self::Exact),
            other if INTEGERS.iter().any(|(known, ..)| *known == other) => {
                Exact::parse(text).map(Self::Exact)
            }
            _ => None,
        }
    }

    /// Which of two values is less; nothing where they are of different kinds, or no order holds between them.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Exact(one), Self::Exact(other)) => Some(one.compare(other)),
            (Self::Float(one), Self::Float(other)) => one.partial_cmp(other),
            (Self::Exact(one), Self::Float(other)) => one.to_float().partial_cmp(other),
            (Self::Float(one), Self::Exact(other)) => one.partial_cmp(&other.to_float()),
            (Self::Boolean(one), Self::Boolean(other)) => Some(one.cmp(other)),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::DateTime(one), Self::DateTime(other)) => one.partial_cmp(other),
            (Self::Date(one), Self::Date(other)) => one.partial_cmp(other),
            (Self::Time(one), Self::Time(other)) => one.partial_cmp(other),
            (Self::YearMonth(one), Self::YearMonth(other)) => one.partial_cmp(other),
            (Self::Year(one), Self::Year(other)) => one.partial_cmp(other),
            (Self::Duration(one), Self::Duration(other)) => one.partial_cmp(other),
            _ => None,
        }
    }
}

/// A decimal number of any length.
#[derive(Debug, Clone)]
pub(super) struct Exact<'t> {
    is_negative: bool,
    /// Digits without zeros in front.
    whole: &'t str,
    /// Digits without zeros at the end.
    fraction: &'t str,
    text: &'t str,
}

impl<'t> Exact<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_zero = whole.is_empty() && fraction.is_empty();
        Some(Self { is_negative: text.starts_with('-') && !is_zero, whole, fraction, text })
    }

    fn compare(&self, other: &Self) -> Ordering {
        let size = |one: &Self, other: &Self| {
            (one.whole.len(), one.whole, one.fraction).cmp(&(other.whole.len(), other.whole, other.fraction))
        };
        match (self.is_negative, other.is_negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(self, other),
            (true, true) => size(other, self),
        }
    }

    fn to_float(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(
        one: &str,
        one_type: NamedNodeRef<'_>,
        other: &str,
        other_type: NamedNodeRef<'_>,
    ) -> Option<Ordering> {
        let one = Literal::new_typed_literal(one, one_type);
        let other = Literal::new_typed_literal(other, other_type);
        Value::of(&one)?.compare(&Value::of(&other)?)
    }

    #[test]
    fn numbers_of_any_length_are_compared_exactly() {
        let integer = |one, other| order(one, xsd::INTEGER, other, xsd::INTEGER);
        assert_eq!(integer("9", "10"), Some(Ordering::Less));
        assert_eq!(integer("-9", "-10"), Some(Ordering::Greater));
        assert_eq!(integer("-0", "+0"), Some(Ordering::Equal));
        assert_eq!(
            integer("1000000000000000000000000000000", "999999999999999999999999999999"),
            Some(Ordering::Greater)
        );
        assert_eq!(order("1.50", xsd::DECIMAL, "1.5", xsd::DECIMAL), Some(Ordering::Equal));
        assert_eq!(order("0.05", xsd::DECIMAL, "0.5", xsd::DECIMAL), Some(Ordering::Less));
        assert_eq!(order("2", xsd::INTEGER, "1.9e0", xsd::DOUBLE), Some(Ordering::Greater));
        assert_eq!(order("NaN", xsd::DOUBLE, "1", xsd::DOUBLE), None);
        assert_eq!(order("1", xsd::INTEGER, "1", xsd::STRING), None);
        assert_eq!(order("2022-04-01", xsd::DATE, "2023-03-31", xsd::DATE), Some(Ordering::Less));
    }

    #[test]
    fn a_text_is_of_its_datatype_or_not() {
        for (text, datatype, expected) in [
            ("12", xsd::INTEGER, true),
            ("1.0", xsd::INTEGER, false),
            ("", xsd::INTEGER, false),
            ("99999999999999999999999", xsd::INTEGER, true),
            ("128", xsd::BYTE, false),
            ("-128", xsd::BYTE, true),
            ("0", xsd::POSITIVE_INTEGER, false),
            ("1e3", xsd::DECIMAL, false),
            (".5", xsd::DECIMAL, true),
            (".", xsd::DECIMAL, false),
            ("INF", xsd::DOUBLE, true),
            ("yes", xsd::BOOLEAN, false),
            ("2022-02-30", xsd::DATE, false),
            ("2022-12", xsd::G_YEAR_MONTH, true),
            ("2022-13", xsd::G_YEAR_MONTH, false),
            ("P1Y", xsd::DURATION, true),
            ("0g", xsd::HEX_BINARY, false),
            ("anything", xsd::STRING, true),
        ] {
            assert_eq!(is_well_formed(text, datatype), expected, "{text} {datatype}");
        }
    }
}
