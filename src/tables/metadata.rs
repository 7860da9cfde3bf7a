//! What the tables mean, as CSVW metadata: `csv-metadata.json`, the name under which readers look for it beside the files.
//!
//! One table group for all files. Columns have titles and descriptions in English and Japanese, datatypes, keys and foreign
//! keys, and the statement of the graph that a cell stands for, so that a converter from CSVW to RDF gives statements of the
//! graph and no others. That every row has a value is declared where the rows keep to it, and so are foreign keys: of the
//! standard a foreign key asks that every row has a value that is there, so none is declared for a column with empty cells.

use super::column::{Column, Datatype, Property, Words};
use super::read::Rows;
use super::table::Table;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

#[derive(Serialize)]
struct Group<'t> {
    #[serde(rename = "@context")]
    context: (&'static str, Context),
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "dc:title")]
    title: Vec<Said>,
    #[serde(rename = "dc:conformsTo")]
    conforms_to: Reference,
    lang: &'t str,
    dialect: Dialect,
    tables: Vec<TableDescription>,
}

#[derive(Serialize)]
struct Context {
    #[serde(rename = "@language")]
    language: &'static str,
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: &'static str,
}

/// Words in one language.
#[derive(Serialize)]
struct Said {
    #[serde(rename = "@value")]
    value: &'static str,
    #[serde(rename = "@language")]
    language: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "so the standard has it")]
struct Dialect {
    encoding: &'static str,
    delimiter: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    line_terminators: [&'static str; 1],
    header: bool,
    header_row_count: u8,
    skip_blank_rows: bool,
    skip_initial_space: bool,
    trim: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TableDescription {
    url: String,
    #[serde(rename = "dc:title")]
    title: Vec<Said>,
    #[serde(rename = "dc:description")]
    description: Vec<Said>,
    table_schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    about_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    row_titles: Option<[&'static str; 1]>,
    primary_key: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
    columns: Vec<ColumnDescription>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ForeignKey {
    column_reference: &'static str,
    reference: Target,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    resource: String,
    column_reference: &'static str,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct ColumnDescription {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    titles: Option<Titles>,
    #[serde(rename = "dc:description", skip_serializing_if = "Vec::is_empty")]
    description: Vec<Said>,
    #[serde(skip_serializing_if = "Option::is_none")]
    datatype: Option<DatatypeDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'static str>,
    #[serde(skip_serializing_if = "is_not")]
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<&'static str>,
    #[serde(rename = "virtual", skip_serializing_if = "is_not")]
    is_virtual: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    about_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    property_url: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_url: Option<String>,
    #[serde(skip_serializing_if = "is_not")]
    suppress_output: bool,
}

/// A reader compares the heading in the file with all titles, so the column's name is one of them.
#[derive(Serialize)]
struct Titles {
    en: [&'static str; 2],
    ja: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum DatatypeDescription {
    Name(&'static str),
    Codes { base: &'static str, format: String },
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_not(value: &bool) -> bool {
    !value
}

/// Writes the metadata of tables that stand together in one folder, `language` being the tag of their texts.
pub fn write_metadata(tables: &[Rows], language: &str, mut writer: impl Write) -> io::Result<()> {
    let group = Group {
        context: ("http://www.w3.org/ns/csvw", Context { language: "en" }),
        kind: "TableGroup",
        title: said(Words {
            en: "Government plan and its progress, as tables",
            ja: "政府計画とその取組状況(表形式)",
        }),
        conforms_to: Reference { id: "https://w3id.org/policygraph/ontology" },
        lang: language,
        dialect: Dialect {
            encoding: "utf-8",
            delimiter: ",",
            quote_char: "\"",
            double_quote: true,
            line_terminators: ["\r\n"],
            header: true,
            header_row_count: 1,
            skip_blank_rows: false,
            skip_initial_space: false,
            trim: false,
        },
        tables: tables.iter().map(|rows| describe(rows, tables)).collect(),
    };
    serde_json::to_writer_pretty(&mut writer, &group)?;
    writer.write_all(b"\n")?;
    writer.flush()
}

fn said(words: Words) -> Vec<Said> {
    [("en", words.en), ("ja", words.ja)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(language, value)| Said { value, language })
        .collect()
}

fn describe(rows: &Rows, all: &[Rows]) -> TableDescription {
    let table = rows.table;
    let mut columns: Vec<ColumnDescription> =
        table.columns.iter().map(|column| describe_column(column, rows)).collect();
    if let Some(class) = table.class {
        columns.push(ColumnDescription {
            name: Some("class_iri"),
            is_virtual: true,
            property_url: Some("rdf:type"),
            value_url: Some(class.iri.to_owned()),
            ..ColumnDescription::default()
        });
    }
    TableDescription {
        url: table.file(),
        title: said(table.title),
        description: said(table.about),
        table_schema: Schema {
            about_url: table.key().next().map(|column| variable(column.name)).unwrap_or_default(),
            // Readers stumble over rows without a title.
            row_titles: rows.column(table.row_title).all(|cell| cell.is_some()).then_some([table.row_title]),
            primary_key: table.key().map(|column| column.name).collect(),
            foreign_keys: foreign_keys(table, rows, all),
            columns,
        },
    }
}

fn describe_column(column: &Column, rows: &Rows) -> ColumnDescription {
    let template = |text: &str| text.replace("this}", &format!("{}}}", column.name));
    let says = column.says;
    ColumnDescription {
        name: Some(column.name),
        titles: Some(Titles { en: [column.title.en, column.name], ja: column.title.ja }),
        description: said(column.about),
        datatype: Some(datatype(column.datatype)),
        lang: match column.datatype {
            Datatype::Text => None,
            Datatype::English => Some("en"),
            _ => Some("und"),
        },
        required: column.required && rows.column(column.name).all(|cell| cell.is_some()),
        // Words may hold what stands between them, so only lists of other values can be taken apart.
        separator: column.separator.filter(|_| !matches!(column.datatype, Datatype::Text | Datatype::Plain)),
        is_virtual: false,
        about_url: says.and_then(|says| says.about).map(template),
        property_url: says.map(|says| match says.property {
            Property::Term(term) => term.iri,
            Property::Template(template) => template,
        }),
        value_url: says.and_then(|says| says.value).map(template),
        suppress_output: says.is_none(),
    }
}

fn variable(name: &str) -> String {
    format!("{{+{name}}}")
}

fn datatype(datatype: Datatype) -> DatatypeDescription {
    match datatype {
        Datatype::Iri => DatatypeDescription::Name("anyURI"),
        Datatype::Text | Datatype::English | Datatype::Plain => DatatypeDescription::Name("string"),
        Datatype::Integer => DatatypeDescription::Name("integer"),
        Datatype::Boolean => DatatypeDescription::Name("boolean"),
        Datatype::Date => DatatypeDescription::Name("date"),
        Datatype::Month => DatatypeDescription::Name("gYearMonth"),
        Datatype::Code(codes) => {
            let names: Vec<&str> = codes.iter().map(|code| code.name).collect();
            DatatypeDescription::Codes { base: "string", format: format!("^({})$", names.join("|")) }
        }
    }
}

/// The references of a table that all its rows have and that all lead somewhere.
fn foreign_keys(table: &Table, rows: &Rows, all: &[Rows]) -> Vec<ForeignKey> {
    let mut keys: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut found = Vec::new();
    for column in table.columns.iter().filter(|column| column.separator.is_none()) {
        let Some(target) = column.references.and_then(|name| all.iter().find(|rows| rows.table.name == name))
        else {
            continue;
        };
        let Some(key) = target.table.key().next() else {
            continue;
        };
        let known =
            keys.entry(target.table.name).or_insert_with(|| target.column(key.name).flatten().collect());
        if rows.column(column.name).all(|cell| cell.is_some_and(|value| known.contains(value))) {
            found.push(ForeignKey {
                column_reference: column.name,
                reference: Target { resource: target.table.file(), column_reference: key.name },
            });
        }
    }
    found
}
