//! What the matrix says in its own words.

use crate::view::language::{Language, Words};
use crate::view::matrix::{Cell, Column, Matrix, Order, Row};
use crate::view::text;

pub(super) const NO_HEADING: Words = Words("見出しなし", "no heading");
pub(super) const NO_PROGRAM: Words = Words("事業名なし", "names no program");
pub(super) const NO_YEAR: Words = Words("年度の記載なし", "fiscal year not stated");
pub(super) const NO_LEAD: Words = Words("主担当(◎)の記載なし", "no lead (◎) stated");
pub(super) const NO_MEASURES: Words = Words("施策がありません。", "There are no measures.");
pub(super) const PROGRAMS_OF_MEASURE: Words = Words("施策ごとの事業数", "Programs of each measure");
pub(super) const MEASURES: Words = Words("施策(原文の行)", "Measures (source line)");
pub(super) const LEADS: Words = Words("色 = 主担当(◎)の府省庁:", "Colour = lead (◎) ministry:");
pub(super) const SIGNS: Words = Words("印:", "Signs:");
pub(super) const PARTS_SIGN: Words =
    Words("部分の事業だけを使う施策", "measure uses only a part of the program");
pub(super) const GAP_SIGN: Words = Words("事業名のない施策", "measure that names no program");
pub(super) const RULE_SIGN: Words =
    Words("この線より上は2つ以上の施策で使われる事業", "above this line: programs of two or more measures");
pub(super) const AGAIN: Words = Words("(再掲)", "(listed again) ");
pub(super) const KEY: Words = Words("目標と目的", "Goals and objectives");

/// How the counts are meant.
pub(super) const NOTE: Words = Words(
    "施策数は、状況又は計画の欄でその事業を挙げる施策の数(どの年度でも、再掲は一度)。( )内は、その事業の\
     部分に当たる事業だけを挙げる施策も含めた数。",
    "Measures: how many name the program in a status or plan cell, in any year shown, each once even if listed again. In \
     brackets: with the measures that name only a part of the program.",
);

/// How the counts are meant where second listings count.
pub(super) const NOTE_REPEATS: Words = Words(
    "施策数は、状況又は計画の欄でその事業を挙げる施策の掲載箇所の数(どの年度でも、再掲も数える)。( )内は、その事業の\
     部分に当たる事業だけを挙げる施策も含めた施策の数(再掲は一度)。",
    "Listings: at how many places the measures stand that name the program in a status or plan cell, second listings \
     counted. In brackets: measures with those that name only a part of the program, each once.",
);

/// The title of the picture.
pub(super) fn title(matrix: &Matrix) -> String {
    let name = matrix.language.pick("事業と施策", "Programs and measures");
    match matrix.title.as_str() {
        "" => name.to_owned(),
        plan => format!("{plan}{}{name}", matrix.language.pick(":", ": ")),
    }
}

/// The picture in a sentence or two.
pub(super) fn summary(matrix: &Matrix) -> String {
    let measures = matrix.columns.iter().filter(|column| !column.again);
    let (count, without) = measures
        .fold((0, 0), |(all, without), column| (all + 1, without + usize::from(column.programs == 0)));
    let again = matrix.columns.len() - count;
    let reused = matrix.rows.iter().filter(|row| row.reuse.measures_with_parts >= 2).count();
    let rows = matrix.rows.len();
    // Where parts are rolled up, or there are none, none stands below its whole.
    let has_parts = matrix.rows.iter().any(|row| row.depth > 0);
    match matrix.language {
        Language::Japanese => format!(
            "{rows}事業(うち2つ以上の施策で使われるもの{reused}) × {count}施策(うち事業名のないもの{without}{})。\
             行は事業{}、列は施策(計画の順、数字は原文の行)。",
            if again > 0 { format!("、ほかに再掲{again}") } else { String::new() },
            if has_parts { "(部分の事業は親の下)" } else { "" },
        ),
        Language::English => format!(
            "{rows} programs ({reused} used by two or more measures) × {count} measures ({without} name no program{}). \
             Rows are programs{}; columns are measures in the order of the plan, with their source line.",
            if again > 0 { format!("; {again} more listings") } else { String::new() },
            if has_parts { ", parts below their whole" } else { "" },
        ),
    }
}

/// What stands over the counts at the right.
pub(super) fn count_head(matrix: &Matrix) -> &'static str {
    let differ = matrix.rows.iter().any(|row| row.reuse.measures != row.reuse.measures_with_parts);
    match (matrix.repeats, differ) {
        (true, true) => matrix.language.pick("掲載数(部分を含む施策数)", "Listings (measures with parts)"),
        (true, false) => matrix.language.pick("掲載数", "Listings"),
        (false, true) => matrix.language.pick("施策数(部分を含む)", "Measures (with parts)"),
        (false, false) => matrix.language.pick("施策数", "Measures"),
    }
}

/// How many years stand in a cell, and which.
pub(super) fn years_sign(matrix: &Matrix) -> String {
    let names: Vec<&str> = matrix.years.iter().map(|year| year.label.as_str()).collect();
    let lead = if names.len() > 1 { matrix.language.pick("左から", "from left: ") } else { "" };
    format!("{lead}{}", names.join(matrix.language.pick("・", ", ")))
}

/// What a reader is told when pointing at a measure.
pub(super) fn column_title(matrix: &Matrix, column: &Column) -> String {
    let named = |places: &[usize], mark: &str| -> Vec<String> {
        let found = places.iter().filter_map(|place| matrix.bodies.get(*place));
        found.map(|body| format!("{mark}{}", body.label)).collect()
    };
    let mut bodies = named(&column.leads, "◎");
    bodies.extend(named(&column.supporting, ""));
    let place = match (column.line, matrix.language) {
        (None, _) => String::new(),
        (Some(line), Language::Japanese) => format!("\n原文 {line}行目"),
        (Some(line), Language::English) => format!("\nsource line {line}"),
    };
    let again = if column.again { AGAIN.of(matrix.language) } else { "" };
    format!(
        "{} {again}{}\n{}{place}",
        matrix.language.pick("施策", "Measure"),
        text::opening(&column.text, 80),
        bodies.join(matrix.language.pick("、", ", ")),
    )
}

/// What a reader is told when pointing at a cell.
pub(super) fn cell_title(matrix: &Matrix, row: &Row, column: &Column, cell: &Cell) -> String {
    let about = column_title(matrix, column);
    match cell {
        Cell::PartOnly => {
            let only = matrix.language.pick("(部分の事業だけ)", " (only a part)");
            format!("{}{only}\n{about}", row.label)
        }
        Cell::Uses(years) => {
            let in_cell = matrix.years.iter().filter(|year| years.contains(&year.year));
            let names: Vec<&str> = in_cell.map(|year| year.label.as_str()).collect();
            let names = match names.as_slice() {
                [] => NO_YEAR.of(matrix.language).to_owned(),
                names => names.join(matrix.language.pick("・", ", ")),
            };
            format!("{}\n{names}\n{about}", row.label)
        }
    }
}

/// What a reader is told when pointing at a program.
pub(super) fn row_title(matrix: &Matrix, row: &Row) -> String {
    let (own, all) = (row.reuse.measures, row.reuse.measures_with_parts);
    match matrix.language {
        Language::Japanese => format!("{}\n使う施策 {own}、部分の事業を含めて {all}", row.label),
        Language::English => format!("{}\n{own} measures, {all} with parts", row.label),
    }
}

/// How the counts of a row are written.
pub(super) fn count_text(matrix: &Matrix, row: &Row) -> String {
    let own = if matrix.repeats { row.reuse.listings } else { row.reuse.measures };
    if row.reuse.measures == row.reuse.measures_with_parts {
        own.to_string()
    } else {
        format!("{own} ({})", row.reuse.measures_with_parts)
    }
}

/// The name of an order of rows.
pub(super) fn order(order: Order, language: Language) -> &'static str {
    match order {
        Order::Reuse => language.pick("使う施策の多い順", "most measures first"),
        Order::First => language.pick("計画での登場順", "order of the plan"),
        Order::Name => language.pick("名前順", "by name"),
        Order::Budget => language.pick("予算額の大きい順", "most money first"),
    }
}
