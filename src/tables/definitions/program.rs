//! Programs, their names, and where they are used.

use super::{Head, code, key, label, link, text};
use crate::rdf::vocab::{pgo, skos};
use crate::tables::column::{Column, Datatype, From, Level};
use crate::tables::table::Table;

pub(super) fn programs() -> Table {
    let columns = vec![
        key("program_iri", "program (IRI)", "事業(IRI)"),
        text("program", "program", "事業", "?row skos:prefLabel ?value .").required().says(skos::PREF_LABEL),
        Column::new(
            "measures",
            "measures",
            "施策数",
            Datatype::Integer,
            From::Count("?value pgo:usesProgram ?row ."),
        )
        .about(
            "How many measures use it: their status or plan cells name it.",
            "この事業を用いる施策(状況・予定の欄に事業名があるもの)の数。",
        ),
        Column::new(
            "goals",
            "goals",
            "目標数",
            Datatype::Integer,
            From::Count("?row pgo:contributesToGoal ?value ."),
        )
        .about("How many goals these measures stand under.", "それらの施策が属する目標の数。"),
        label("part_of", "part of", "上位の事業", "part_of_iris").many(),
        label("possibly_same_as", "possibly the same as", "同一の可能性がある事業", "possibly_same_as_iris")
            .many()
            .about("Alike in name; not merged.", "名称が似た事業。統合はしていない。"),
        text("other_names", "other names", "別名", "?row skos:altLabel ?value .")
            .many()
            .about("For reading; exact list in program-names.", "閲覧用。正確な一覧は program-names。"),
        Column::new(
            "review_sheet_number",
            "review sheet number",
            "行政事業レビューシート番号",
            Datatype::Plain,
            From::Ask("?row pgo:reviewSheetNumber ?value ."),
        )
        .says(pgo::REVIEW_SHEET_NUMBER),
        link("part_of_iris", "part of (IRIs)", "上位の事業(IRI)", "?row pgo:partOfProgram ?value .").many(),
        link(
            "possibly_same_as_iris",
            "possibly the same as (IRIs)",
            "同一の可能性がある事業(IRI)",
            "?row pgo:possiblySameAs ?value .",
        )
        .many(),
        link(
            "goal_iris",
            "goals (IRIs)",
            "目標(IRI)",
            "?row pgo:contributesToGoal ?value . ?value pgo:evidence ?place .",
        )
        .many(),
    ];
    Head {
        name: "programs",
        en: "Programs",
        ja: "事業",
        about_en: "A row for each program, in the order of their first places.",
        about_ja: "事業ごとに一行。初出順。",
    }
    .of(
        pgo::PROGRAM,
        "?row a pgo:Program . OPTIONAL { ?mention pgo:ofProgram ?row ; pgo:evidence ?place }",
        "program",
        columns,
    )
}

pub(super) fn names() -> Table {
    let columns = vec![
        key("program_iri", "program (IRI)", "事業(IRI)").references("programs"),
        Column::new("kind", "kind (SKOS)", "種別(SKOS)", Datatype::Code(code::NAME_KINDS), From::Key(1))
            .required(),
        Column::new("name", "name", "名称", Datatype::Text, From::Key(2))
            .required()
            .says_by("http://www.w3.org/2004/02/skos/core#{kind}"),
        Column::new("kind_label", "kind", "種別", Datatype::Text, From::WordOf("kind")),
        label("program", "program", "事業", "program_iri"),
    ];
    Head {
        name: "program-names",
        en: "Names of programs",
        ja: "事業の名称",
        about_en: "A row for each name of a program: main name, other names, misprints.",
        about_ja: "事業の名称ごとに一行(正式名、別名、誤記)。",
    }
    .linking(
        "?row a pgo:Program . { ?row skos:prefLabel ?name BIND(\"prefLabel\" AS ?kind) } UNION
         { ?row skos:altLabel ?name BIND(\"altLabel\" AS ?kind) } UNION
         { ?row skos:hiddenLabel ?name BIND(\"hiddenLabel\" AS ?kind) }
         OPTIONAL { ?row skos:prefLabel ?order }",
        &["row", "kind", "name"],
        "name",
        columns,
    )
}

pub(super) fn uses() -> Table {
    let columns = vec![
        key("measure_iri", "measure (IRI)", "施策(IRI)").references("measures"),
        Column::new("program_iri", "program (IRI)", "事業(IRI)", Datatype::Iri, From::Key(1))
            .required()
            .references("programs")
            .says(pgo::USES_PROGRAM),
        label("measure", "measure", "施策", "measure_iri"),
        label("program", "program", "事業", "program_iri"),
        label("goal", "goal", "目標", "goal_iri"),
        Column::new(
            "goal_iri",
            "goal (IRI)",
            "目標(IRI)",
            Datatype::Iri,
            From::Above("measure_iri", Level::Goal),
        )
        .references("goals"),
    ];
    Head {
        name: "measure-programs",
        en: "Programs that measures use",
        ja: "施策と事業の対応",
        about_en: "A row for each pair of a measure and a program that its status or plan cells name, in the order of the first such place.",
        about_ja: "施策と、その状況・予定の欄に現れる事業の組ごとに一行。初出順。",
    }
    .linking(
        "?row pgo:usesProgram ?program .
         OPTIONAL { ?statement pgo:aboutMeasure ?row . ?said pgo:inStatement ?statement ; pgo:ofProgram|pgo:statedFor ?program ; pgo:evidence ?place }",
        &["row", "program"],
        "program",
        columns,
    )
}

/// Links between programs.
fn between(
    head: Head,
    rows: &'static str,
    property: crate::rdf::vocab::Term,
    en: &'static str,
    ja: &'static str,
) -> Table {
    let columns = vec![
        key("program_iri", "program (IRI)", "事業(IRI)").references("programs"),
        Column::new("other_iri", en, ja, Datatype::Iri, From::Key(1))
            .required()
            .references("programs")
            .says(property),
        label("program", "program", "事業", "program_iri"),
        label("other", "name of the other", "相手の名称", "other_iri"),
    ];
    head.linking(rows, &["row", "other"], "program", columns)
}

pub(super) fn parts() -> Table {
    let head = Head {
        name: "program-parts",
        en: "Parts of programs",
        ja: "事業の内訳",
        about_en: "A row for each program that is part of another.",
        about_ja: "ほかの事業の一部である事業ごとに一行。",
    };
    let rows =
        "?row pgo:partOfProgram ?other . OPTIONAL { ?mention pgo:ofProgram ?row ; pgo:evidence ?place }";
    between(head, rows, pgo::PART_OF_PROGRAM, "the whole (IRI)", "上位の事業(IRI)")
}

pub(super) fn lookalikes() -> Table {
    let head = Head {
        name: "program-lookalikes",
        en: "Programs that may be the same",
        ja: "同一の可能性がある事業",
        about_en: "A row for each pair of programs whose names are alike and that nobody has merged, from either side.",
        about_ja: "名称が似ており統合されていない事業の組(双方向)ごとに一行。",
    };
    let rows =
        "?row pgo:possiblySameAs ?other . OPTIONAL { ?mention pgo:ofProgram ?row ; pgo:evidence ?place }";
    between(head, rows, pgo::POSSIBLY_SAME_AS, "the other (IRI)", "相手の事業(IRI)")
}
