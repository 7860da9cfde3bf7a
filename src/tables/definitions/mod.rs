//! The tables, one by one.

mod code;
mod document;
mod item;
mod money;
mod program;
mod statement;

use super::column::{Column, Datatype, From, Part, Words};
use super::table::Table;
use crate::rdf::vocab::{Term, oa, pgo};
use std::sync::LazyLock;

/// Every table, in the order in which people look at them.
pub fn definitions() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
        vec![
            item::goals(),
            item::objectives(),
            item::groups(),
            item::measures(),
            item::relistings(),
            item::responsibilities(),
            item::bodies(),
            program::programs(),
            program::names(),
            program::uses(),
            program::parts(),
            program::lookalikes(),
            statement::statements(),
            statement::mentions(),
            statement::body_mentions(),
            money::lines(),
            money::line_programs(),
            money::statements(),
            money::statement_programs(),
            statement::quantities(),
            statement::dates(),
            document::documents(),
            document::fiscal_years(),
        ]
    });
    &TABLES
}

/// What a table is called and what a row is.
struct Head {
    name: &'static str,
    en: &'static str,
    ja: &'static str,
    about_en: &'static str,
    about_ja: &'static str,
}

impl Head {
    /// A table of things of a class, with a row for each.
    fn of(self, class: Term, rows: &'static str, row_title: &'static str, columns: Vec<Column>) -> Table {
        Table { class: Some(class), ..self.table(rows, &["row"], row_title, columns) }
    }

    /// A table of links, with several columns as its key.
    fn linking(
        self,
        rows: &'static str,
        variables: &'static [&'static str],
        row_title: &'static str,
        columns: Vec<Column>,
    ) -> Table {
        self.table(rows, variables, row_title, columns)
    }

    fn table(
        self,
        rows: &'static str,
        variables: &'static [&'static str],
        row_title: &'static str,
        columns: Vec<Column>,
    ) -> Table {
        Table {
            name: self.name,
            title: Words { en: self.en, ja: self.ja },
            about: Words { en: self.about_en, ja: self.about_ja },
            columns,
            keys: variables.len(),
            row_title,
            rows,
            variables,
            class: None,
        }
    }
}

/// The column that is the key: the IRI of what a row is about.
fn key(name: &'static str, en: &'static str, ja: &'static str) -> Column {
    Column::new(name, en, ja, Datatype::Iri, From::Key(0)).required()
}

/// The IRI of another thing, by a pattern.
fn link(name: &'static str, en: &'static str, ja: &'static str, pattern: &'static str) -> Column {
    Column::new(name, en, ja, Datatype::Iri, From::Ask(pattern))
}

/// The label of what another column refers to.
fn label(name: &'static str, en: &'static str, ja: &'static str, of: &'static str) -> Column {
    Column::new(name, en, ja, Datatype::Text, From::LabelOf(of))
}

/// Words, by a pattern.
fn text(name: &'static str, en: &'static str, ja: &'static str, pattern: &'static str) -> Column {
    Column::new(name, en, ja, Datatype::Text, From::Ask(pattern))
}

/// The words in the document that a row was read from.
fn as_written() -> Column {
    text("as_written", "as written", "原文の表記", "?row pgo:evidence/oa:hasSelector/oa:exact ?value .")
        .about("The words of the document, with any markup in them.", "原文の文字列(マークアップを含む)。")
        .says_of("{+place_iri}#selector", oa::EXACT)
}

/// The columns of the fiscal year that a pattern gives.
fn fiscal_year(pattern: &'static str) -> [Column; 3] {
    [
        Column::new(
            "fiscal_year",
            "fiscal year",
            "年度(西暦)",
            Datatype::Integer,
            From::YearOf("fiscal_year_iri"),
        )
        .about("Calendar year in which it begins, on 1 April.", "年度が始まる年(4月1日開始)の西暦。"),
        label("fiscal_year_label", "fiscal year (label)", "年度", "fiscal_year_iri"),
        link("fiscal_year_iri", "fiscal year (IRI)", "年度(IRI)", pattern).references("fiscal-years"),
    ]
}

/// The columns of the place in the document where a row was read. Of several places, the first.
fn place() -> [Column; 8] {
    let number = |name, en, ja, part| Column::new(name, en, ja, Datatype::Integer, From::Place(part));
    [
        label("document", "document", "文書", "document_iri"),
        number("table", "sheet or table", "シート・表の番号", Part::Table)
            .about("From 1; empty in a running text.", "1から数える。表を分けない文書では空。")
            .says_of("{+place_iri}", pgo::TABLE),
        number("line", "line", "行", Part::Line)
            .about("Line of the file, or row of the sheet or table, from 1.", "ファイルの行、またはシート・表の行(1から)。")
            .says_of("{+place_iri}", pgo::LINE),
        number("column", "column", "列", Part::Column)
            .about("Cell of the line, from 1.", "行の中のセルの番号(1から)。")
            .says_of("{+place_iri}", pgo::COLUMN),
        number("start", "first character", "開始文字位置", Part::Start)
            .about(
                "In Unicode code points from 0: of the file, or of the cell where a sheet or table is given.",
                "Unicode コードポイント単位(0から)。ファイルの先頭から、シート・表がある場合はセルの先頭から。",
            )
            .says_of("{+place_iri}#selector", oa::START),
        number("end", "character after the last", "終了文字位置", Part::End)
            .about("The first character that no longer belongs.", "最後の文字の次の位置。")
            .says_of("{+place_iri}#selector", oa::END),
        Column::new("place_iri", "place (IRI)", "位置(IRI)", Datatype::Iri, From::Place(Part::Iri))
            .says(pgo::EVIDENCE),
        Column::new("document_iri", "document (IRI)", "文書(IRI)", Datatype::Iri, From::Place(Part::Document))
            .references("documents")
            .says_of("{+place_iri}", oa::HAS_SOURCE),
    ]
}
