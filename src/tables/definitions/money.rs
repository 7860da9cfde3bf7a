//! Money: budget lines, and the places that speak of them.

use super::{Head, as_written, code, fiscal_year, key, label, link, place};
use crate::rdf::vocab::pgo;
use crate::tables::column::{Column, Datatype, From};
use crate::tables::table::Table;

pub(super) fn lines() -> Table {
    let mut columns = vec![
        key("budget_line_iri", "budget line (IRI)", "予算額(IRI)"),
        label("programs", "programs", "事業", "program_iris").many(),
        label("measure", "measure", "施策", "measure_iri").about(
            "For an amount that the document gives to a measure without naming a program.",
            "事業名がなく施策に対して書かれた金額の場合。",
        ),
    ];
    columns.extend(
        fiscal_year("?row pgo:fiscalYear ?value .").map(|column| {
            if column.name == "fiscal_year_iri" { column.says(pgo::FISCAL_YEAR) } else { column }
        }),
    );
    columns.extend([
        Column::new("phase", "phase (code)", "予算の段階(コード)", Datatype::Code(code::PHASES), From::Ask("?row pgo:phase ?value ."))
            .says(pgo::PHASE),
        Column::new("phase_label", "phase", "予算の段階", Datatype::Text, From::WordOf("phase")),
        Column::new("amount_yen", "amount in yen", "金額(円)", Datatype::Integer, From::Ask("?row pgo:amountYen ?value ."))
            .about("Exact as stated; each line once, so amounts may be added up.", "記載どおりの金額。予算額ごとに一行なので合計できる。")
            .says(pgo::AMOUNT_YEN),
        Column::new(
            "rounding_unit_yen",
            "rounding unit in yen",
            "丸めの単位(円)",
            Datatype::Integer,
            From::Ask("?row pgo:roundingUnitYen ?value ."),
        )
        .about("The last digit that the document gives: 1.3億円 is rounded to 10,000,000.", "記載された最小の桁。1.3億円なら 10,000,000。")
        .says(pgo::ROUNDING_UNIT_YEN),
        Column::new("precision", "precision (code)", "精度(コード)", Datatype::Code(code::PRECISIONS), From::Ask("?row pgo:precision ?value ."))
            .says(pgo::PRECISION),
        Column::new("precision_label", "precision", "精度", Datatype::Text, From::WordOf("precision")),
        Column::new(
            "stated_whole",
            "stated whole",
            "全額の記載あり",
            Datatype::Boolean,
            From::Any("?value pgo:refersToLine ?row ; pgo:coverage pgo:WholeLine ."),
        )
        .about(
            "False where every place speaks only of a portion of it (の内数): then no more than this is known to be spent on what the plan names.",
            "すべての記載が「の内数」の場合は false。計画の分がいくらかは、この額以下としか分からない。",
        ),
        Column::new("statements", "budget statements", "記載数", Datatype::Integer, From::Count("?value pgo:refersToLine ?row ."))
            .about("How many places speak of it.", "この予算額に触れている箇所の数。"),
        link("superseded_by_iris", "superseded by (IRIs)", "置き換えた予算額(IRI)", "?row pgo:supersededBy ?value .")
            .many()
            .about("The enacted line that replaced a draft; add up only one of them.", "予算案を置き換えた成立予算。合計するときは一方だけを数える。"),
        link("conflicts_with_iris", "conflicts with (IRIs)", "食い違う予算額(IRI)", "?row pgo:conflictsWith ?value .")
            .many()
            .about("Lines of the same program, year and phase with other amounts.", "同じ事業・年度・段階で金額が異なる予算額。"),
        link("program_iris", "programs (IRIs)", "事業(IRI)", "?row pgo:ofProgram ?value .").many(),
        link("measure_iri", "measure (IRI)", "施策(IRI)", "?row pgo:ofMeasure ?value .")
            .references("measures")
            .says(pgo::OF_MEASURE),
    ]);
    Head {
        name: "budget-lines",
        en: "Budget lines",
        ja: "予算額",
        about_en: "A row for each appropriation: one program, fiscal year and phase, one amount. In the order of the first places that speak of it.",
        about_ja: "予算額(事業・年度・段階ごとの金額)ごとに一行。初出順。",
    }
    .of(
        pgo::BUDGET_LINE,
        "?row a pgo:BudgetLine . OPTIONAL { ?statement pgo:refersToLine ?row ; pgo:evidence ?place }",
        "programs",
        columns,
    )
}

pub(super) fn line_programs() -> Table {
    let columns = vec![
        key("budget_line_iri", "budget line (IRI)", "予算額(IRI)").references("budget-lines"),
        Column::new("program_iri", "program (IRI)", "事業(IRI)", Datatype::Iri, From::Key(1))
            .required()
            .references("programs")
            .says(pgo::OF_PROGRAM),
        label("program", "program", "事業", "program_iri"),
    ];
    Head {
        name: "budget-line-programs",
        en: "Programs of budget lines",
        ja: "予算額と事業の対応",
        about_en: "A row for each program of a budget line. A line of several programs stands in several rows: do not add its amount up here.",
        about_ja: "予算額の対象事業ごとに一行。複数事業の予算額は複数行になるため、ここで金額を合計しないこと。",
    }
    .linking(
        "?row a pgo:BudgetLine ; pgo:ofProgram ?program . OPTIONAL { ?statement pgo:refersToLine ?row ; pgo:evidence ?place }",
        &["row", "program"],
        "program",
        columns,
    )
}

pub(super) fn statements() -> Table {
    let mut columns = vec![
        key("budget_statement_iri", "budget statement (IRI)", "予算の記載(IRI)"),
        as_written(),
        label("programs", "stated for", "対象事業", "program_iris").many(),
        Column::new(
            "coverage",
            "coverage (code)",
            "予算額との関係(コード)",
            Datatype::Code(code::COVERAGES),
            From::Ask("?row pgo:coverage ?value ."),
        )
        .about(
            "Whether the place gives the line whole, speaks of a portion of it, or leaves the amount blank. It has no amount of its own: that of the line must not be counted twice.",
            "全額か、内数か、金額の記載なしか。二重計上を避けるため、金額は予算額(budget-lines)にだけある。",
        )
        .says(pgo::COVERAGE),
        Column::new("coverage_label", "coverage", "予算額との関係", Datatype::Text, From::WordOf("coverage")),
    ];
    columns.extend(fiscal_year(
        "{ ?row pgo:refersToLine/pgo:fiscalYear ?value } UNION { ?row pgo:fiscalYear ?value }",
    ));
    columns.extend([
        label("measure", "measure", "施策", "measure_iri"),
        link("budget_line_iri", "budget line (IRI)", "予算額(IRI)", "?row pgo:refersToLine ?value .")
            .references("budget-lines")
            .says(pgo::REFERS_TO_LINE),
        link(
            "same_line_as_iri",
            "same line as (IRI)",
            "同じ予算を指す記載(IRI)",
            "?row pgo:sameLineAs ?value .",
        )
        .references("budget-statements")
        .about("The statement before, for 同予算 and its like.", "「同予算」などが指す直前の記載。")
        .says(pgo::SAME_LINE_AS),
        link("program_iris", "stated for (IRIs)", "対象事業(IRI)", "?row pgo:statedFor ?value .").many(),
        link("statement_iri", "statement (IRI)", "記述(IRI)", "?row pgo:inStatement ?value .")
            .references("statements")
            .says(pgo::IN_STATEMENT),
        link("measure_iri", "measure (IRI)", "施策(IRI)", "?row pgo:inStatement/pgo:aboutMeasure ?value .")
            .references("measures"),
    ]);
    columns.extend(place());
    Head {
        name: "budget-statements",
        en: "Budget statements",
        ja: "予算の記載",
        about_en: "A row for each place that speaks of a budget line.",
        about_ja: "予算額に触れている箇所ごとに一行。",
    }
    .of(
        pgo::BUDGET_STATEMENT,
        "?row a pgo:BudgetStatement . OPTIONAL { ?row pgo:evidence ?place }",
        "as_written",
        columns,
    )
}

pub(super) fn statement_programs() -> Table {
    let columns = vec![
        key("budget_statement_iri", "budget statement (IRI)", "予算の記載(IRI)")
            .references("budget-statements"),
        Column::new("program_iri", "program (IRI)", "事業(IRI)", Datatype::Iri, From::Key(1))
            .required()
            .references("programs")
            .says(pgo::STATED_FOR),
        label("program", "program", "事業", "program_iri"),
    ];
    Head {
        name: "budget-statement-programs",
        en: "Programs of budget statements",
        ja: "予算の記載と事業の対応",
        about_en: "A row for each program that a budget statement is made for.",
        about_ja: "予算の記載の対象事業ごとに一行。",
    }
    .linking(
        "?row a pgo:BudgetStatement ; pgo:statedFor ?program . OPTIONAL { ?row pgo:evidence ?place }",
        &["row", "program"],
        "program",
        columns,
    )
}
