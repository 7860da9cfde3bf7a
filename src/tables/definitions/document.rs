//! The documents, and the fiscal years that they speak of.

use super::{Head, key, label, link, text};
use crate::rdf::vocab::{dcat, pgo, skos};
use crate::tables::column::{Column, Datatype, From};
use crate::tables::table::Table;

pub(super) fn documents() -> Table {
    let plain = |name, en, ja, pattern| Column::new(name, en, ja, Datatype::Plain, From::Ask(pattern));
    let columns = vec![
        key("document_iri", "document (IRI)", "文書(IRI)"),
        plain("file", "file", "ファイル名", "?row pgo:fileName ?value .").says(pgo::FILE_NAME),
        plain("sha256", "SHA-256", "SHA-256", "?row pgo:sha256 ?value .").says(pgo::SHA256),
        label("report", "report", "報告", "report_iri"),
        label("plan", "plan", "計画", "plan_iri"),
        Column::new(
            "fiscal_years",
            "fiscal years reported",
            "報告対象年度(西暦)",
            Datatype::Integer,
            From::Ask("?report prov:wasDerivedFrom ?row ; pgo:fiscalYear/pgo:startYear ?value ."),
        )
        .many(),
        label("publisher", "publisher", "公表者", "publisher_iri"),
        link(
            "licence",
            "licence",
            "ライセンス",
            "?report prov:wasDerivedFrom ?row ; dcterms:license ?value .",
        ),
        link(
            "report_iri",
            "report (IRI)",
            "報告(IRI)",
            "?value prov:wasDerivedFrom ?row ; a pgo:ProgressReport .",
        ),
        link(
            "plan_iri",
            "plan (IRI)",
            "計画(IRI)",
            "?report prov:wasDerivedFrom ?row ; pgo:reportsOn ?value .",
        ),
        link(
            "publisher_iri",
            "publisher (IRI)",
            "公表者(IRI)",
            "?report prov:wasDerivedFrom ?row ; dcterms:publisher ?value .",
        ),
    ];
    Head {
        name: "documents",
        en: "Documents",
        ja: "文書",
        about_en: "A row for each document that was read, in the order of their names.",
        about_ja: "読み込んだ文書ごとに一行。ファイル名順。",
    }
    .of(
        pgo::SOURCE_DOCUMENT,
        "?row a pgo:SourceDocument . OPTIONAL { ?row pgo:fileName ?order }",
        "file",
        columns,
    )
}

pub(super) fn fiscal_years() -> Table {
    let columns = vec![
        key("fiscal_year_iri", "fiscal year (IRI)", "年度(IRI)"),
        Column::new(
            "fiscal_year",
            "fiscal year",
            "年度(西暦)",
            Datatype::Integer,
            From::Ask("?row pgo:startYear ?value ."),
        )
        .about("Calendar year in which it begins.", "年度が始まる年の西暦。")
        .says(pgo::START_YEAR),
        text(
            "label",
            "label",
            "年度",
            "?row skos:prefLabel ?value . FILTER(!LANGMATCHES(LANG(?value), \"en\"))",
        )
        .says(skos::PREF_LABEL),
        Column::new(
            "label_en",
            "label in English",
            "年度(英語)",
            Datatype::English,
            From::Ask("?row skos:prefLabel ?value . FILTER(LANGMATCHES(LANG(?value), \"en\"))"),
        )
        .says(skos::PREF_LABEL),
        Column::new(
            "start_date",
            "first day",
            "開始日",
            Datatype::Date,
            From::Ask("?row dcat:startDate ?value ."),
        )
        .says(dcat::START_DATE),
        Column::new(
            "end_date",
            "last day",
            "終了日",
            Datatype::Date,
            From::Ask("?row dcat:endDate ?value ."),
        )
        .says(dcat::END_DATE),
    ];
    Head {
        name: "fiscal-years",
        en: "Fiscal years",
        ja: "年度",
        about_en: "A row for each fiscal year that the documents speak of.",
        about_ja: "文書に現れる年度ごとに一行。",
    }
    .of(
        pgo::FISCAL_YEAR_CLASS,
        "?row a pgo:FiscalYear . OPTIONAL { ?row pgo:startYear ?order }",
        "label",
        columns,
    )
}
