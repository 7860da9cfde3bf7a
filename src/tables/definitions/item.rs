//! The tree of the plan, second listings, and who is responsible.

use super::{Head, as_written, code, key, label, link, place, text};
use crate::rdf::vocab::{org, pgo, rdf, skos};
use crate::tables::column::{Column, Datatype, From, Level, Property};
use crate::tables::table::Table;

/// What stands right above an item of the tree.
fn parent(row: &'static str, property: crate::rdf::vocab::Term, value: &'static str) -> Column {
    Column::new("parent_iri", "right above (IRI)", "直上の項目(IRI)", Datatype::Iri, From::Parent(row))
        .about(
            "The plan, goal, objective or group that it hangs on.",
            "この項目が直接属する計画・目標・目的・見出し。",
        )
        .says_back(Property::Term(property), value)
}

fn above(name: &'static str, en: &'static str, ja: &'static str, of: &'static str, level: Level) -> Column {
    Column::new(name, en, ja, Datatype::Iri, From::Above(of, level))
}

fn notation() -> Column {
    Column::new("notation", "number", "番号", Datatype::Plain, From::Ask("?row skos:notation ?value ."))
        .about("As the document numbers it.", "文書での番号。")
        .says(skos::NOTATION)
}

/// The documents that list an item, where there are several.
fn documents() -> Column {
    link(
        "document_iris",
        "all documents (IRIs)",
        "掲載文書すべて(IRI)",
        "?row pgo:evidence ?place . ?place oa:hasSource ?value .",
    )
    .many()
    .about(
        "Every document that lists it; the place beside is in the first.",
        "この項目を載せている文書すべて。位置は最初の文書のもの。",
    )
}

pub(super) fn goals() -> Table {
    let mut columns = vec![
        key("goal_iri", "goal (IRI)", "目標(IRI)"),
        notation(),
        text("goal", "goal", "目標", "?row skos:prefLabel ?value .").required().says(skos::PREF_LABEL),
        Column::new(
            "measures",
            "measures",
            "施策数",
            Datatype::Integer,
            From::Count("?value pgo:underGoal ?row ."),
        )
        .about(
            "How many measures stand under it, re-listed ones not counted.",
            "属する施策の数(再掲を除く)。",
        ),
        label("plan", "plan", "計画", "plan_iri"),
        Column::new("plan_iri", "plan (IRI)", "計画(IRI)", Datatype::Iri, From::Parent("goal_iri"))
            .says_back(Property::Term(pgo::HAS_GOAL), "{+goal_iri}"),
    ];
    columns.extend(place());
    columns.push(documents());
    Head {
        name: "goals",
        en: "Goals",
        ja: "目標",
        about_en: "A row for each goal of the plan, in reading order.",
        about_ja: "計画の目標ごとに一行。掲載順。",
    }
    .of(pgo::GOAL, "?row a pgo:Goal . OPTIONAL { ?row pgo:evidence ?place }", "goal", columns)
}

pub(super) fn objectives() -> Table {
    let mut columns = vec![
        key("objective_iri", "objective (IRI)", "目的(IRI)"),
        text("objective", "objective", "目的", "?row skos:prefLabel ?value .")
            .required()
            .says(skos::PREF_LABEL),
        label("goal", "goal", "目標", "goal_iri"),
        above("goal_iri", "goal (IRI)", "目標(IRI)", "objective_iri", Level::Goal).references("goals"),
        parent("objective_iri", pgo::HAS_OBJECTIVE, "{+objective_iri}"),
    ];
    columns.extend(place());
    columns.push(documents());
    Head {
        name: "objectives",
        en: "Objectives",
        ja: "目的",
        about_en: "A row for each objective, in reading order; re-listed ones once.",
        about_ja: "目的ごとに一行。掲載順。再掲された目的も一行。",
    }
    .of(
        pgo::OBJECTIVE,
        "?row a pgo:Objective . OPTIONAL { ?row pgo:evidence ?place }",
        "objective",
        columns,
    )
}

pub(super) fn groups() -> Table {
    let mut columns = vec![
        key("group_iri", "group of measures (IRI)", "施策の見出し(IRI)"),
        text("group", "group of measures", "施策の見出し", "?row skos:prefLabel ?value .")
            .required()
            .says(skos::PREF_LABEL),
        label("objective", "objective", "目的", "objective_iri"),
        label("goal", "goal", "目標", "goal_iri"),
        above("objective_iri", "objective (IRI)", "目的(IRI)", "group_iri", Level::Objective)
            .references("objectives"),
        above("goal_iri", "goal (IRI)", "目標(IRI)", "group_iri", Level::Goal).references("goals"),
        parent("group_iri", pgo::HAS_MEASURE_GROUP, "{+group_iri}"),
    ];
    columns.extend(place());
    columns.push(documents());
    Head {
        name: "groups",
        en: "Groups of measures",
        ja: "施策の見出し",
        about_en: "A row for each heading that gathers measures, in reading order; re-listed ones once.",
        about_ja: "施策をまとめる見出しごとに一行。掲載順。再掲された見出しも一行。",
    }
    .of(
        pgo::MEASURE_GROUP,
        "?row a pgo:MeasureGroup . OPTIONAL { ?row pgo:evidence ?place }",
        "group",
        columns,
    )
}

pub(super) fn measures() -> Table {
    let mut columns = vec![
        key("measure_iri", "measure (IRI)", "施策(IRI)"),
        notation(),
        text("measure", "measure", "施策", "?row skos:prefLabel ?value .").required().says(skos::PREF_LABEL),
        text("description", "what it is about", "概要", "?row dcterms:description ?value .")
            .many()
            .about("From cells beside its name.", "施策名とは別の欄の記載。"),
        label("lead_ministries", "lead ministries", "主担当府省庁", "lead_ministry_iris").many(),
        label("supporting_ministries", "supporting ministries", "担当府省庁(主担当以外)", "supporting_ministry_iris")
            .many(),
        Column::new("programs", "programs", "事業数", Datatype::Integer, From::Count("?row pgo:usesProgram ?value ."))
            .about(
                "How many programs its status and plan cells name; which, see measure-programs.",
                "状況・予定の欄に現れる事業の数。内訳は measure-programs。",
            ),
        label("group", "group of measures", "施策の見出し", "group_iri"),
        label("objective", "objective", "目的", "objective_iri"),
        label("goal", "goal", "目標", "goal_iri"),
        above("group_iri", "group of measures (IRI)", "施策の見出し(IRI)", "measure_iri", Level::Group)
            .references("groups"),
        above("objective_iri", "objective (IRI)", "目的(IRI)", "measure_iri", Level::Objective)
            .references("objectives"),
        above("goal_iri", "goal (IRI)", "目標(IRI)", "measure_iri", Level::Goal)
            .references("goals")
            .says(pgo::UNDER_GOAL),
        parent("measure_iri", pgo::HAS_MEASURE, "{+measure_iri}"),
        link(
            "lead_ministry_iris",
            "lead ministries (IRIs)",
            "主担当府省庁(IRI)",
            "?row pgo:leadMinistry ?value . OPTIONAL { ?entry pgo:forMeasure ?row ; pgo:responsibleBody ?value ; pgo:evidence ?place }",
        )
        .many(),
        link(
            "supporting_ministry_iris",
            "supporting ministries (IRIs)",
            "担当府省庁(主担当以外)(IRI)",
            "?row pgo:supportingMinistry ?value . OPTIONAL { ?entry pgo:forMeasure ?row ; pgo:responsibleBody ?value ; pgo:evidence ?place }",
        )
        .many(),
    ];
    columns.extend(place());
    columns.push(documents());
    Head {
        name: "measures",
        en: "Measures",
        ja: "施策",
        about_en: "A row for each measure, in reading order; re-listed ones once.",
        about_ja: "施策ごとに一行。掲載順。再掲された施策も一行。",
    }
    .of(pgo::MEASURE, "?row a pgo:Measure . OPTIONAL { ?row pgo:evidence ?place }", "measure", columns)
}

pub(super) fn relistings() -> Table {
    let mut columns = vec![
        key("relisting_iri", "re-listing (IRI)", "再掲(IRI)"),
        label("item", "re-listed item", "再掲された項目", "item_iri"),
        label("under", "listed again under", "再掲先", "under_iri"),
        Column::new(
            "form",
            "form (code)",
            "再掲の形式(コード)",
            Datatype::Code(code::FORMS),
            From::Ask("?row pgo:relistingForm ?value ."),
        )
        .says(pgo::RELISTING_FORM),
        Column::new("form_label", "form", "再掲の形式", Datatype::Text, From::WordOf("form")),
        link("item_iri", "re-listed item (IRI)", "再掲された項目(IRI)", "?row pgo:relistedItem ?value .")
            .says(pgo::RELISTED_ITEM),
        link("under_iri", "listed again under (IRI)", "再掲先(IRI)", "?row pgo:relistedUnder ?value .")
            .says(pgo::RELISTED_UNDER),
    ];
    columns.extend(place());
    Head {
        name: "relistings",
        en: "Re-listings",
        ja: "再掲",
        about_en: "A row for each second listing (再掲) of an objective, group or measure.",
        about_ja: "目的・見出し・施策の再掲ごとに一行。",
    }
    .of(pgo::RELISTING, "?row a pgo:Relisting . OPTIONAL { ?row pgo:evidence ?place }", "item", columns)
}

pub(super) fn responsibilities() -> Table {
    let mut columns = vec![
        key("responsibility_iri", "responsibility (IRI)", "担当(IRI)"),
        label("measure", "measure", "施策", "measure_iri"),
        label("body", "body", "機関", "body_iri"),
        Column::new(
            "role",
            "role (code)",
            "役割(コード)",
            Datatype::Code(code::ROLES),
            From::Ask("?row pgo:role ?value ."),
        )
        .says(pgo::ROLE),
        Column::new("role_label", "role", "役割", Datatype::Text, From::WordOf("role")),
        as_written(),
        link("measure_iri", "measure (IRI)", "施策(IRI)", "?row pgo:forMeasure ?value .")
            .references("measures")
            .says(pgo::FOR_MEASURE),
        link("body_iri", "body (IRI)", "機関(IRI)", "?row pgo:responsibleBody ?value .")
            .references("bodies")
            .says(pgo::RESPONSIBLE_BODY),
    ];
    columns.extend(place());
    Head {
        name: "responsibilities",
        en: "Responsibilities",
        ja: "担当",
        about_en: "A row for each body that a measure names as responsible: which body, in which role.",
        about_ja: "施策の担当として書かれた機関ごとに一行(機関と役割)。",
    }
    .of(
        pgo::RESPONSIBILITY,
        "?row a pgo:Responsibility . OPTIONAL { ?row pgo:evidence ?place }",
        "body",
        columns,
    )
}

pub(super) fn bodies() -> Table {
    let columns = vec![
        key("body_iri", "body (IRI)", "機関(IRI)"),
        text("body", "name", "名称", "?row skos:prefLabel ?value . FILTER(!LANGMATCHES(LANG(?value), \"en\"))")
            .says(skos::PREF_LABEL),
        Column::new(
            "body_en",
            "name in English",
            "名称(英語)",
            Datatype::English,
            From::Ask("?row skos:prefLabel ?value . FILTER(LANGMATCHES(LANG(?value), \"en\"))"),
        )
        .says(skos::PREF_LABEL),
        Column::new(
            "class",
            "kind (class)",
            "種別(クラス)",
            Datatype::Code(code::BODY_CLASSES),
            From::Ask("?row a ?value . VALUES ?value { pgo:Ministry pgo:ImplementingBody pgo:CollectiveBody pgo:UnresolvedBody }"),
        )
        .says(rdf::TYPE),
        Column::new("class_label", "kind", "種別", Datatype::Text, From::WordOf("class")),
        Column::new("marks", "short forms", "略称", Datatype::Plain, From::Ask("?row skos:notation ?value .")).many(),
        Column::new("corporate_number", "corporate number", "法人番号", Datatype::Plain, From::Ask("?row org:identifier ?value ."))
            .about("Thirteen digits.", "13桁。"),
        label("parent", "part of", "上位機関", "parent_iri"),
        Column::new(
            "measures",
            "measures",
            "施策数",
            Datatype::Integer,
            From::Count("?entry pgo:responsibleBody ?row ; pgo:forMeasure ?value ."),
        )
        .about("How many measures name it as responsible.", "担当として書かれた施策の数。"),
        link("parent_iri", "part of (IRI)", "上位機関(IRI)", "?row org:subOrganizationOf ?value .")
            .says(org::SUB_ORGANIZATION_OF),
    ];
    Head {
        name: "bodies",
        en: "Public bodies",
        ja: "機関",
        about_en: "A row for each public body that the documents name, in the order of their first places.",
        about_ja: "文書に現れる機関ごとに一行。初出順。",
    }
    .linking(
        "VALUES ?class { pgo:Ministry pgo:ImplementingBody pgo:CollectiveBody pgo:UnresolvedBody } ?row a ?class .
         OPTIONAL { { ?entry pgo:responsibleBody ?row } UNION { ?entry pgo:ofBody ?row } ?entry pgo:evidence ?place }",
        &["row"],
        "body",
        columns,
    )
}
