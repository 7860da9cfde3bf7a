//! What the cells say: statements, names in them, counted results, dates.

use super::{Head, as_written, code, fiscal_year, key, label, link, place, text};
use crate::rdf::vocab::{Term, pgo, rdf};
use crate::tables::column::{Column, Datatype, From};
use crate::tables::table::Table;

/// The columns of the statement in which something is said, and of the measure that this is about.
fn within() -> [Column; 3] {
    [
        label("measure", "measure", "施策", "measure_iri"),
        link("statement_iri", "statement (IRI)", "記述(IRI)", "?row pgo:inStatement ?value .")
            .references("statements")
            .says(pgo::IN_STATEMENT),
        link("measure_iri", "measure (IRI)", "施策(IRI)", "?row pgo:inStatement/pgo:aboutMeasure ?value .")
            .references("measures"),
    ]
}

pub(super) fn statements() -> Table {
    let mut columns = vec![
        key("statement_iri", "statement (IRI)", "記述(IRI)"),
        label("measure", "measure", "施策", "measure_iri"),
        Column::new(
            "class",
            "what it tells (class)",
            "内容(クラス)",
            Datatype::Code(code::STATEMENT_CLASSES),
            From::Ask(
                "?row a ?value . VALUES ?value { pgo:StatusStatement pgo:PlannedStatement pgo:Statement }",
            ),
        )
        .about("By the head of its column in the document.", "文書の列見出しによる。")
        .says(rdf::TYPE),
        Column::new("class_label", "what it tells", "内容", Datatype::Text, From::WordOf("class")),
    ];
    columns.extend(fiscal_year("?row pgo:fiscalYear ?value .").map(year_says));
    columns.extend([
        Column::new(
            "kind",
            "kind (code)",
            "記述の種類(コード)",
            Datatype::Code(code::STATEMENT_KINDS),
            From::Ask("?row pgo:statementKind ?value ."),
        )
        .says(pgo::STATEMENT_KIND),
        Column::new("kind_label", "kind", "記述の種類", Datatype::Text, From::WordOf("kind")),
        text("text", "text", "本文", "?row pgo:text ?value .").says(pgo::TEXT),
        link("measure_iri", "measure (IRI)", "施策(IRI)", "?row pgo:aboutMeasure ?value .")
            .references("measures")
            .says(pgo::ABOUT_MEASURE),
    ]);
    columns.extend(place());
    Head {
        name: "statements",
        en: "Statements",
        ja: "状況・予定の記述",
        about_en: "A row for each cell that tells of a measure: results and status of a year, plans for a year, remarks.",
        about_ja: "施策について述べるセル(年度の実績・状況、予定、備考)ごとに一行。",
    }
    .linking(
        "VALUES ?class { pgo:StatusStatement pgo:PlannedStatement pgo:Statement } ?row a ?class . OPTIONAL { ?row pgo:evidence ?place }",
        &["row"],
        "text",
        columns,
    )
}

/// The year of a statement is one of its own facts.
fn year_says(column: Column) -> Column {
    if column.name == "fiscal_year_iri" { column.says(pgo::FISCAL_YEAR) } else { column }
}

pub(super) fn mentions() -> Table {
    let mut columns = vec![
        key("mention_iri", "mention (IRI)", "出現(IRI)"),
        label("program", "program", "事業", "program_iri"),
        as_written(),
        label("measure", "measure", "施策", "measure_iri"),
        Column::new(
            "in_measure_text",
            "in the measure's own text",
            "施策の本文中",
            Datatype::Boolean,
            From::Any("?row pgo:inMeasure ?value ."),
        )
        .about(
            "Then it does not count as a use of the program.",
            "true の場合、事業の利用としては数えない。",
        ),
    ];
    columns.extend(fiscal_year("?row pgo:inStatement/pgo:fiscalYear ?value ."));
    columns.extend([
        link("program_iri", "program (IRI)", "事業(IRI)", "?row pgo:ofProgram ?value .")
            .references("programs")
            .says(pgo::OF_PROGRAM),
        link("statement_iri", "statement (IRI)", "記述(IRI)", "?row pgo:inStatement ?value .")
            .references("statements")
            .says(pgo::IN_STATEMENT),
        link(
            "measure_iri",
            "measure (IRI)",
            "施策(IRI)",
            "{ ?row pgo:inStatement/pgo:aboutMeasure ?value } UNION { ?row pgo:inMeasure ?value }",
        )
        .references("measures"),
    ]);
    columns.extend(place());
    named(
        "mentions",
        "Mentions of programs",
        "事業名の出現",
        "A row for each place that names a program.",
        "事業名が現れる箇所ごとに一行。",
    )
    .of(
        pgo::PROGRAM_MENTION,
        "?row a pgo:ProgramMention . OPTIONAL { ?row pgo:evidence ?place }",
        "as_written",
        columns,
    )
}

pub(super) fn body_mentions() -> Table {
    let mut columns = vec![
        key("body_mention_iri", "mention (IRI)", "出現(IRI)"),
        label("body", "body", "機関", "body_iri"),
        as_written(),
        link("body_iri", "body (IRI)", "機関(IRI)", "?row pgo:ofBody ?value .")
            .references("bodies")
            .says(pgo::OF_BODY),
    ];
    columns.extend(within());
    columns.extend(place());
    named(
        "body-mentions",
        "Mentions of bodies",
        "機関名の出現",
        "A row for each place in a statement that names a public body.",
        "記述の中で機関名が現れる箇所ごとに一行。",
    )
    .of(
        pgo::BODY_MENTION,
        "?row a pgo:BodyMention . OPTIONAL { ?row pgo:evidence ?place }",
        "as_written",
        columns,
    )
}

pub(super) fn quantities() -> Table {
    let mut columns = vec![
        key("quantity_iri", "quantity (IRI)", "数量(IRI)"),
        number("value", "value", "数値", "?row pgo:quantityValue ?value .", pgo::QUANTITY_VALUE),
        text("unit", "unit", "単位", "?row pgo:unitText ?value .").says(pgo::UNIT_TEXT),
        Column::new(
            "kind",
            "kind (code)",
            "数量の種類(コード)",
            Datatype::Code(code::QUANTITY_KINDS),
            From::Ask("?row pgo:quantityKind ?value ."),
        )
        .says(pgo::QUANTITY_KIND),
        Column::new("kind_label", "kind", "数量の種類", Datatype::Text, From::WordOf("kind")),
        Column::new(
            "cumulative",
            "cumulative",
            "累計",
            Datatype::Boolean,
            From::Ask("?row pgo:cumulative ?value ."),
        )
        .about("Counted over several years, not in one.", "複数年度の累計であれば true。")
        .says(pgo::CUMULATIVE),
        label("program", "program", "事業", "program_iri"),
        as_written(),
    ];
    columns.extend(fiscal_year("?row pgo:fiscalYear ?value .").map(year_says));
    columns.push(
        link("program_iri", "program (IRI)", "事業(IRI)", "?row pgo:ofProgram ?value .")
            .references("programs")
            .says(pgo::OF_PROGRAM),
    );
    columns.extend(within());
    columns.extend(place());
    named(
        "quantities",
        "Counted results",
        "報告された数量",
        "A row for each counted result that a statement reports.",
        "記述で報告された数量ごとに一行。",
    )
    .of(
        pgo::REPORTED_QUANTITY,
        "?row a pgo:ReportedQuantity . OPTIONAL { ?row pgo:evidence ?place }",
        "as_written",
        columns,
    )
}

pub(super) fn dates() -> Table {
    let mut columns = vec![
        key("date_iri", "date (IRI)", "日付(IRI)"),
        Column::new(
            "date",
            "day",
            "日",
            Datatype::Date,
            From::Ask("?row pgo:dateValue ?value . FILTER(DATATYPE(?value) = xsd:date)"),
        )
        .says(pgo::DATE_VALUE),
        Column::new(
            "month",
            "month",
            "月",
            Datatype::Month,
            From::Ask("?row pgo:dateValue ?value . FILTER(DATATYPE(?value) = xsd:gYearMonth)"),
        )
        .about("Where the document names no day.", "日の記載がない場合。")
        .says(pgo::DATE_VALUE),
        as_written(),
    ];
    columns.extend(within());
    columns.extend(place());
    named(
        "dates",
        "Reported dates",
        "報告された日付",
        "A row for each calendar date that a statement names.",
        "記述に現れる日付ごとに一行。",
    )
    .of(
        pgo::REPORTED_DATE,
        "?row a pgo:ReportedDate . OPTIONAL { ?row pgo:evidence ?place }",
        "as_written",
        columns,
    )
}

fn number(
    name: &'static str,
    en: &'static str,
    ja: &'static str,
    pattern: &'static str,
    property: Term,
) -> Column {
    Column::new(name, en, ja, Datatype::Integer, From::Ask(pattern)).says(property)
}

fn named(
    name: &'static str,
    en: &'static str,
    ja: &'static str,
    about_en: &'static str,
    about_ja: &'static str,
) -> Head {
    Head { name, en, ja, about_en, about_ja }
}
