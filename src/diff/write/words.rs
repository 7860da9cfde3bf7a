//! Differences in words.

use crate::diff::{Action, Change, Column, Kind, Pairing, Piece, Value, Values};

/// A column and year: `results FY2022`.
pub(super) fn column(change: &Change) -> String {
    match (change.column, change.fiscal_year) {
        (Some(column), Some(year)) => format!("{} FY{year}", column_name(column)),
        (Some(column), None) => column_name(column).to_owned(),
        (None, Some(year)) => format!("FY{year}"),
        (None, None) => String::new(),
    }
}

fn column_name(column: Column) -> &'static str {
    match column {
        Column::Results => "results",
        Column::Plans => "plans",
        Column::Other => "other cells",
    }
}

/// A code of the vocabulary as words; what is no code of ours stays as it is.
fn code(name: &str) -> String {
    let words = match name {
        "EnactedBudget" => "enacted",
        "DraftBudget" => "draft",
        "SupplementaryBudget" => "supplementary",
        "DraftSupplementaryBudget" => "draft supplementary",
        "WholeLine" => "whole line",
        "PortionOfLine" => "portion of a line",
        "AmountNotGiven" => "amount not given",
        "Exact" => "exact",
        "Approximate" => "about",
        "Narrative" => "text",
        "Completed" => "completed",
        "CrossReference" => "reference to another cell",
        "NothingReported" => "nothing reported",
        "Adopted" => "adopted",
        "Supported" => "supported",
        "OtherCount" => "count",
        other => other,
    };
    words.to_owned()
}

/// A value in words.
pub(super) fn value(value: Option<&Value>) -> String {
    match value {
        None => "–".to_owned(),
        Some(Value::Text(text)) => code(text),
        Some(Value::Number(number)) => grouped(*number),
        Some(Value::List(list)) => list.join("、"),
    }
}

/// A number with commas.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn side(values: Option<&Values>, name: &str) -> Option<String> {
    let found = values?.get(name)?;
    Some(value(Some(found)))
}

/// Whatever of both sides is there, with an arrow between them.
fn arrow(change: &Change, tell: impl Fn(&Values) -> String) -> String {
    match (&change.before, &change.after) {
        (Some(was), Some(is)) => format!("{} → {}", tell(was), tell(is)),
        (Some(only), None) | (None, Some(only)) => tell(only),
        (None, None) => String::new(),
    }
}

/// A name of either side; the new one's first.
fn either(change: &Change, name: &str) -> String {
    side(change.after.as_ref(), name).or_else(|| side(change.before.as_ref(), name)).unwrap_or_default()
}

/// How two things were recognised as one, where it is not plain.
fn recognised(change: &Change) -> String {
    match change.pairing {
        Some(Pairing::NearText(percent)) => format!(" (near text, {percent} %)"),
        Some(Pairing::SameMeasures(percent)) => format!(" (same measures below, {percent} %)"),
        Some(Pairing::OtherName) => " (known by the other name, too)".to_owned(),
        _ => String::new(),
    }
}

/// A difference in a line.
pub(super) fn headline(change: &Change) -> String {
    let what = change.what.unwrap_or_default();
    match change.kind {
        Kind::Document => document(change, what),
        Kind::Year => {
            let number = |name| either(change, name);
            let statements =
                format!("{} statements of {} measures", number("statements"), number("measures"));
            let rest = format!("{} programs, {} budget lines", number("programs"), number("budget_lines"));
            format!("{}: {statements}, {rest}", column(change))
        }
        Kind::Goal | Kind::Objective | Kind::Group | Kind::Measure => item(change, what),
        Kind::Relisting => format!("listed again: {}", either(change, "item")),
        Kind::Ministry => {
            let roles = arrow(change, |values| value(values.get("role")));
            format!("ministry {}: {roles}", either(change, "ministry"))
        }
        Kind::Use => {
            let places = side(change.after.as_ref().or(change.before.as_ref()), "in");
            let places = places.map(|places| format!(" ({places})")).unwrap_or_default();
            let year = change.fiscal_year.map(|year| format!("FY{year}: ")).unwrap_or_default();
            format!("{year}uses {}{places}", either(change, "program"))
        }
        Kind::Mention if what == "measure" => format!("its own words name {}", either(change, "program")),
        Kind::Mention => format!("{}: names {}", column(change), either(change, "program")),
        Kind::Body => format!("{}: names {}", column(change), either(change, "body")),
        Kind::Statement => {
            let states = match (&change.before, &change.after) {
                (Some(was), Some(is)) if was.get("state") != is.get("state") => {
                    format!(": {} → {}", value(was.get("state")), value(is.get("state")))
                }
                _ => String::new(),
            };
            format!("{}{states}", column(change))
        }
        Kind::Coverage => {
            let programs = either(change, "programs");
            let of = if programs.is_empty() { String::new() } else { format!(" of {programs}") };
            let coverage = arrow(change, |values| value(values.get("coverage")));
            format!("{}: money{of}: {coverage}", column(change))
        }
        Kind::Quantity => {
            let number = arrow(change, |values| {
                let plain = match values.get("value") {
                    Some(Value::Number(number)) => grouped(*number),
                    other => value(other),
                };
                format!("{plain}{}", values.get_text("unit").unwrap_or_default())
            });
            let program = either(change, "program");
            let of = if program.is_empty() { String::new() } else { format!(", {program}") };
            format!("{}: {} {number}{of}", column(change), either(change, "count"))
        }
        Kind::Date => {
            format!("{}: date {}", column(change), arrow(change, |values| value(values.get("date"))))
        }
        Kind::Program => program(change, what),
        Kind::Money => money(change),
    }
}

fn document(change: &Change, what: &'static str) -> String {
    match change.action {
        Action::Added | Action::Removed => "report".to_owned(),
        _ if what == "title" => "title".to_owned(),
        _ => format!("{what}: {}", arrow(change, |values| value(values.get(what)))),
    }
}

fn item(change: &Change, what: &'static str) -> String {
    let place = |values: &Values| match values.get("place") {
        Some(Value::List(names)) => names.join(" › "),
        _ => "the plan itself".to_owned(),
    };
    match (change.action, what) {
        (Action::Added | Action::Removed, _) => change.kind.to_string(),
        (Action::Moved, "place") => format!("moved{}: {}", recognised(change), arrow(change, place)),
        (Action::Moved, _) => {
            let position = |values: &Values| value(values.get("position"));
            format!(
                "moved among its neighbours: place {} of {}",
                arrow(change, position),
                either(change, "of")
            )
        }
        (Action::Reworded, "details") => "further words".to_owned(),
        (Action::Reworded, _) => format!("reworded{}", recognised(change)),
        _ => format!("{what}: {}", arrow(change, |values| value(values.get(what)))),
    }
}

fn program(change: &Change, what: &'static str) -> String {
    let measures = change.thing().map_or(0, |thing| thing.measures.len());
    let in_measures = format!("in {measures} measure{}", if measures == 1 { "" } else { "s" });
    match (change.action, what) {
        (Action::Added | Action::Removed, _) => format!("program, {in_measures}"),
        (Action::Reworded, _) => format!("renamed{}, {in_measures}", recognised(change)),
        _ => format!("{what}: {}", arrow(change, |values| value(values.get(what)))),
    }
}

fn money(change: &Change) -> String {
    let line = |values: &Values| {
        let about = if values.get_text("precision") == Some("Approximate") { "about " } else { "" };
        let phase = value(values.get("phase"));
        format!("{phase} {about}{} yen", value(values.get("amount_yen")))
    };
    format!("{}: {}", column(change), arrow(change, line))
}

/// Words that follow a headline, a line each.
pub(super) fn further(change: &Change) -> Vec<String> {
    if change.kind != Kind::Measure {
        return Vec::new();
    }
    let (Action::Added | Action::Removed, Some(values)) =
        (change.action, change.after.as_ref().or(change.before.as_ref()))
    else {
        return Vec::new();
    };
    values.0.iter().map(|(name, found)| format!("{name}: {}", value(Some(found)))).collect()
}

/// What of a text changed; of a cell that came or went, all of it.
pub(super) fn pieces(change: &Change) -> Vec<Piece> {
    let whole = |values: &Option<Values>| values.as_ref()?.get_text("text").map(str::to_owned);
    match (change.kind, change.action) {
        (Kind::Statement, Action::Added) => whole(&change.after).map(Piece::Added).into_iter().collect(),
        (Kind::Statement, Action::Removed) => whole(&change.before).map(Piece::Removed).into_iter().collect(),
        (_, Action::Reworded) if change.excerpt.is_empty() => {
            let text = |values: &Option<Values>| values.as_ref()?.get_text("details").map(str::to_owned);
            let gone = text(&change.before).map(Piece::Removed);
            gone.into_iter().chain(text(&change.after).map(Piece::Added)).collect()
        }
        _ => change.excerpt.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
        assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
    }
}
