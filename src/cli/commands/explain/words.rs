//! Names of classes, codes, properties and values as people read them.

use crate::cli::render::{grouped, inert};
use crate::query::explain::{Detail, Entry, Place, Thing, Value};
use crate::query::prefix::shorten;

const ONTOLOGY: &str = "https://w3id.org/policygraph/ontology#";

/// `budget line` for the IRI of `BudgetLine`; terms of other vocabularies keep their short form.
pub(super) fn class_name(iri: &str) -> String {
    iri.strip_prefix(ONTOLOGY).map_or_else(|| inert(&shorten(iri)), in_words)
}

/// `BudgetLine` as `budget line`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    inert(&words)
}

/// A thing on a line: its name, else its class; then its IRI in short.
pub(super) fn thing_name(thing: &Thing) -> String {
    match &thing.label {
        Some(label) => inert(label),
        None if is_code(&thing.iri) => class_name(&thing.iri),
        None => match &thing.class {
            Some(class) => class_name(class),
            None => inert(&shorten(&thing.iri)),
        },
    }
}

/// What a page about a thing is headed with: its name, else its IRI in short.
pub(super) fn heading(thing: &Thing) -> String {
    inert(thing.label.as_deref().unwrap_or(&shorten(&thing.iri)))
}

/// Whether an IRI is a term of the vocabulary, such as a code or a class.
pub(super) fn is_code(iri: &str) -> bool {
    iri.starts_with(ONTOLOGY)
}

/// A value in words; amounts in yen have commas, and 億円 or 万円 beside them.
pub(super) fn value(name: &str, value: &Value) -> String {
    match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Integer(number) if name == "yen" || name.ends_with("Yen") => yen(*number),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => inert(text),
        Value::Thing(thing) => thing_name(thing),
    }
}

/// `1,900,000,000 yen (19億円)`
fn yen(number: i64) -> String {
    let Ok(amount) = u64::try_from(number) else {
        return format!("{number} yen");
    };
    let short = [(100_000_000, "億円"), (10_000, "万円")].into_iter().find_map(|(unit, name)| {
        // At most four digits behind the point, and no rounding.
        let exact = amount >= unit && (amount % unit).is_multiple_of(unit / 10_000);
        let digits = format!("{:04}", amount % unit / (unit / 10_000).max(1));
        let digits = digits.trim_end_matches('0');
        let point = if digits.is_empty() { "" } else { "." };
        exact.then(|| format!(" ({}{point}{digits}{name})", grouped(amount / unit)))
    });
    format!("{} yen{}", grouped(amount), short.unwrap_or_default())
}

/// Details in the order in which people read them; what is not listed comes last.
const ORDER: [&str; 9] = ["mark", "year", "phase", "precision", "coverage", "of", "for", "role", "kind"];

/// The details of an entry in words, those left out that stand elsewhere.
pub(super) fn details(details: &[Detail], without: &[&str]) -> Vec<String> {
    let find = |name: &str| details.iter().filter(|detail| detail.name == name).collect::<Vec<_>>();
    let mut words = Vec::new();
    let mut left_out = without.to_vec();
    // Its place says which it is.
    left_out.push("statement");
    // A cell is known by its kind and its year.
    if let [cell] = find("cell").as_slice() {
        let years: Vec<String> =
            find("year").iter().map(|year| format!(" FY{}", value("year", &year.value))).collect();
        words.push(format!("{}{}", cell_name(&cell.value), years.concat()));
        left_out.extend(["cell", "year"]);
    }
    let (owners, carriers) = (find("of"), find("for"));
    // Whose line it is goes without saying where the money is stated for the same.
    if owners.iter().all(|owner| carriers.iter().any(|carrier| carrier.value == owner.value)) {
        left_out.push("of");
    }
    let rank = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
    let mut names: Vec<&str> = details.iter().map(|detail| detail.name.as_str()).collect();
    names.sort_by_key(|name| (rank(name), *name));
    names.dedup();
    for name in names.into_iter().filter(|name| !left_out.contains(name)) {
        let values: Vec<&Value> = find(name).iter().map(|detail| &detail.value).collect();
        words.extend(words_of(name, &values));
    }
    words
}

/// `status` for the class of status statements.
pub(super) fn cell_name(class: &Value) -> String {
    match value("cell", class).as_str() {
        "status statement" => "status".to_owned(),
        "planned statement" => "plan".to_owned(),
        other => other.to_owned(),
    }
}

fn words_of(name: &str, values: &[&Value]) -> Option<String> {
    let is = |local: &str| {
        values.iter().all(
            |given| matches!(given, Value::Thing(thing) if thing.iri.strip_prefix(ONTOLOGY) == Some(local)),
        )
    };
    let texts: Vec<String> = values.iter().map(|given| value(name, given)).collect();
    let text = texts.join(", ");
    Some(match name {
        // What is usual is not said.
        "precision" if is("Exact") => return None,
        "kind" if is("Narrative") => return None,
        "cumulative" => return values.contains(&&Value::Flag(true)).then(|| "cumulative".to_owned()),
        "coverage" if is("PortionOfLine") => "portion (内数)".to_owned(),
        "year" => format!("FY{text}"),
        "line" => format!("line {text}"),
        "mark" => format!("({text})"),
        "for" => format!("for {text}"),
        "of" => format!("of the line of {text}"),
        _ => text,
    })
}

/// The value and unit of a reported quantity, or its date; nothing for other entries.
pub(super) fn quantity(entry: &Entry) -> Option<String> {
    if let Some(date) = entry.detail("date") {
        return Some(value("date", date));
    }
    let number = value("value", entry.detail("value")?);
    let unit = entry.detail("unit").map(|unit| value("unit", unit)).unwrap_or_default();
    Some(format!("{number}{unit}"))
}

/// `report.tsv:14, column 3, characters 1748-1763`; `plan.xlsx, table 2, row 14, …` where a document has tables.
pub(super) fn place(place: &Place) -> String {
    let mut parts: Vec<String> = place.file.iter().map(|file| inert(file)).collect();
    match (place.table, place.line, parts.first_mut()) {
        (None, Some(line), Some(file)) => *file = format!("{file}:{line}"),
        (None, Some(line), None) => parts.push(format!("line {line}")),
        (table, line, _) => {
            parts.extend(table.map(|table| format!("table {table}")));
            parts.extend(line.map(|line| format!("row {line}")));
        }
    }
    parts.extend(place.column.map(|column| format!("column {column}")));
    if let (Some(start), Some(end)) = (place.start, place.end) {
        parts.push(format!("characters {start}-{end}"));
    }
    if parts.is_empty() { inert(&shorten(&place.iri)) } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_are_written_twice() {
        assert_eq!(yen(1_900_000_000), "1,900,000,000 yen (19億円)");
        assert_eq!(yen(1_070_000_000), "1,070,000,000 yen (10.7億円)");
        assert_eq!(yen(90_000_000), "90,000,000 yen (9,000万円)");
        assert_eq!(yen(123_456_789), "123,456,789 yen (12,345.6789万円)");
        assert_eq!(yen(9_999), "9,999 yen");
        assert_eq!(yen(-1), "-1 yen");
    }

    #[test]
    fn terms_in_words() {
        assert_eq!(class_name("https://w3id.org/policygraph/ontology#BudgetLine"), "budget line");
        assert_eq!(class_name("https://example.org/X"), "https://example.org/X");
    }
}
