//! The tables of a graph: counted against what people read in the report, held against their own definitions on other
//! plans, and written so that any reader of CSV gets every text back.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a failing test may panic"
)]

mod support;

use policygraph::export::quads_of;
use policygraph::plan::Plan;
use policygraph::rdf::Base;
use policygraph::store::Store;
use policygraph::tables::{
    Column, Datatype, Reader, Rows, definitions, find, to_markdown, write_csv, write_metadata,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use support::{json, path, plan_of, report, report_plan, text};

/// All tables of some plans, and the language of their texts.
fn tables_of(plans: &[&Plan]) -> (Vec<Rows>, String) {
    let store = Store::new().unwrap();
    for plan in plans {
        store.load_quads(quads_of(plan, &Base::default()).unwrap()).unwrap();
    }
    tables_in(&store)
}

fn tables_in(store: &Store) -> (Vec<Rows>, String) {
    let reader = Reader::new(store).unwrap();
    let tables = definitions().iter().map(|table| reader.read(table).unwrap()).collect();
    (tables, reader.language().to_owned())
}

fn report_tables() -> &'static [Rows] {
    static TABLES: LazyLock<Vec<Rows>> = LazyLock::new(|| tables_of(&[report_plan()]).0);
    &TABLES
}

fn table<'t>(tables: &'t [Rows], name: &str) -> &'t Rows {
    tables.iter().find(|rows| rows.table.name == name).unwrap_or_else(|| panic!("no table {name}"))
}

/// Rows as maps from the names of columns; empty cells are absent.
fn maps(rows: &Rows) -> Vec<BTreeMap<&'static str, &str>> {
    let columns = &rows.table.columns;
    rows.rows
        .iter()
        .map(|row| {
            assert_eq!(row.len(), columns.len());
            let cells = columns.iter().map(|column| column.name).zip(row.iter().map(Option::as_deref));
            cells.filter_map(|(name, cell)| Some((name, cell?))).collect()
        })
        .collect()
}

fn count(tables: &[Rows], name: &str, column: &str, value: &str) -> usize {
    table(tables, name).column(column).filter(|cell| *cell == Some(value)).count()
}

fn lines_of(rows: &[BTreeMap<&str, &str>]) -> Vec<u64> {
    rows.iter().map(|row| row["line"].parse().unwrap()).collect()
}

fn csv_of(rows: &Rows) -> String {
    let mut bytes = Vec::new();
    write_csv(rows, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn metadata_of(tables: &[Rows], language: &str) -> Value {
    let mut bytes = Vec::new();
    write_metadata(tables, language, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// CSV as RFC 4180 has it, read character by character.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut characters = text.chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match (quoted, character) {
            (true, '"') if characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            (true, '"') => quoted = false,
            (false, '"') => {
                assert!(cell.is_empty(), "a quote within a cell that is not quoted");
                quoted = true;
            }
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {
                assert_eq!(characters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (false, '\n') => panic!("a bare line feed"),
            (_, other) => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the last line is not closed");
    rows
}

/// Everything that has to hold of any tables whatever is in them.
fn assert_sound(what: &str, tables: &[Rows]) {
    let keys: BTreeMap<&str, BTreeSet<&str>> = tables
        .iter()
        .map(|rows| (rows.table.name, rows.column(rows.table.columns[0].name).flatten().collect()))
        .collect();
    for rows in tables {
        let table = rows.table;
        let what = format!("{what}, {}", table.name);
        let mut seen = BTreeSet::new();
        for row in &rows.rows {
            assert_eq!(row.len(), table.columns.len(), "{what}");
            let key: Vec<&Option<String>> = row.iter().take(table.keys).collect();
            assert!(key.iter().all(|cell| cell.is_some()), "{what}: {row:?}");
            assert!(seen.insert(key), "{what}: twice {row:?}");
            for (column, cell) in table.columns.iter().zip(row) {
                match cell {
                    Some(cell) => assert_cell(&what, column, cell, &keys),
                    None => assert!(!column.required, "{what}: {} is empty in {row:?}", column.name),
                }
            }
        }
        let expected: Vec<Vec<String>> =
            std::iter::once(table.columns.iter().map(|column| column.name.to_owned()).collect::<Vec<_>>())
                .chain(
                    rows.rows
                        .iter()
                        .map(|row| row.iter().map(|cell| cell.clone().unwrap_or_default()).collect()),
                )
                .collect();
        assert_eq!(read_csv(&csv_of(rows)), expected, "{what}");
    }
}

fn assert_cell(what: &str, column: &Column, cell: &str, keys: &BTreeMap<&str, BTreeSet<&str>>) {
    let name = column.name;
    let is_whole = |text: &str| text.parse::<i128>().is_ok();
    let is_date = |text: &str, parts: usize| {
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        lengths == [4, 2, 2][..parts] && text.split('-').all(is_whole)
    };
    let values: Vec<&str> = match column.separator {
        Some(" ") => cell.split(' ').collect(),
        _ => vec![cell],
    };
    for value in values {
        let fits = match column.datatype {
            Datatype::Iri => value.starts_with("http"),
            Datatype::Integer => is_whole(value),
            Datatype::Boolean => ["true", "false"].contains(&value),
            Datatype::Date => is_date(value, 3),
            Datatype::Month => is_date(value, 2),
            Datatype::Code(codes) => codes.iter().any(|code| code.name == value),
            Datatype::Text | Datatype::English | Datatype::Plain => !value.is_empty(),
        };
        assert!(fits, "{what}: {name} holds {value:?}");
        if let Some(target) = column.references {
            assert!(keys[target].contains(value), "{what}: {name} leads nowhere: {value}");
        }
    }
}

#[test]
fn the_report_has_as_many_rows_as_people_counted() {
    let tables = report_tables();
    assert_sound("the report", tables);
    let gold = json("tests/gold/hand-counts.json");
    let counted = |name: &str| usize::try_from(gold["structure"][name].as_u64().unwrap()).unwrap();
    for name in ["goals", "objectives", "groups", "measures"] {
        assert_eq!(table(tables, name).rows.len(), counted(name), "{name}");
    }
    // 101 entries of brackets, 78 of them ◎; 58 amounts; 18 dates and 30 quantities apart from the repeated line 125.
    let entries: u64 =
        gold["ministries"].as_array().unwrap().iter().map(|one| one["measures"].as_u64().unwrap()).sum();
    for (name, rows) in [
        ("responsibilities", usize::try_from(entries).unwrap()),
        ("relistings", 4),
        ("budget-statements", 58),
        ("budget-lines", 15),
        ("quantities", 30),
        ("dates", 18),
        ("body-mentions", 13),
        ("bodies", 9),
        ("documents", 1),
        ("fiscal-years", 2),
    ] {
        assert_eq!(table(tables, name).rows.len(), rows, "{name}");
    }
    assert_eq!(count(tables, "responsibilities", "role", "LeadRole"), 78);
    assert!(tables.iter().all(|rows| rows.left_out == 0), "something was left out");
}

#[test]
fn goals_objectives_and_groups_stand_in_the_order_of_the_report() {
    let tables = report_tables();
    let gold = json("tests/gold/hand-counts.json");
    let goals = maps(table(tables, "goals"));
    let measures: Vec<&str> = goals.iter().map(|goal| goal["measures"]).collect();
    assert_eq!(measures, ["46", "10", "4"]);
    assert_eq!(goals.iter().map(|goal| goal["notation"]).collect::<Vec<_>>(), ["1", "2", "3"]);
    for (name, structure) in [("objectives", "objectives_by_goal"), ("groups", "groups_by_goal")] {
        for (number, goal) in ["1", "2", "3"].into_iter().zip(&goals) {
            let expected = gold["structure"][structure][number].as_u64().unwrap();
            assert_eq!(count(tables, name, "goal_iri", goal["goal_iri"]) as u64, expected, "{name} {number}");
        }
    }
    for name in ["goals", "objectives", "groups", "measures", "statements", "mentions", "quantities"] {
        let lines = lines_of(&maps(table(tables, name)));
        assert!(lines.is_sorted(), "{name}: {lines:?}");
    }
}

#[test]
fn measures_name_the_ministries_that_people_read() {
    let tables = report_tables();
    let measures = maps(table(tables, "measures"));
    for ministry in json("tests/gold/hand-counts.json")["ministries"].as_array().unwrap() {
        let name = ministry["name"].as_str().unwrap();
        for (column, gold) in [("lead_ministries", "led_lines"), ("supporting_ministries", "supported_lines")]
        {
            let named = measures
                .iter()
                .filter(|row| row.get(column).is_some_and(|cell| cell.split(" | ").any(|one| one == name)));
            let lines: Vec<u64> = named.map(|row| row["line"].parse().unwrap()).collect();
            let expected: Vec<u64> =
                ministry[gold].as_array().unwrap().iter().map(|line| line.as_u64().unwrap()).collect();
            assert_eq!(lines, expected, "{name}, {column}");
        }
    }
    // Line 66 points elsewhere in its bracket and names nobody.
    let line = |number: &str| measures.iter().find(|row| row["line"] == number).unwrap();
    assert_eq!(line("14")["lead_ministries"], "経済産業省");
    assert_eq!(line("14")["supporting_ministries"], "文部科学省");
    assert!(!line("66").contains_key("lead_ministries"));
}

#[test]
fn budget_lines_are_those_that_people_read_each_once() {
    let tables = report_tables();
    let lines = maps(table(tables, "budget-lines"));
    let statements = maps(table(tables, "budget-statements"));
    let gold = json("tests/gold/hand-counts.json");
    let mut open: BTreeSet<&str> = lines.iter().map(|line| line["budget_line_iri"]).collect();
    for expected in gold["budgets"]["lines"].as_array().unwrap() {
        let phase = match expected["phase"].as_str().unwrap() {
            "enacted" => "EnactedBudget",
            _ => "DraftBudget",
        };
        let (year, amount) = (expected["fiscal_year"].to_string(), expected["amount_yen"].to_string());
        let places = |name: &str| -> Vec<String> {
            expected[name].as_array().unwrap().iter().map(Value::to_string).collect()
        };
        let (mut whole, mut portion) = (places("whole_lines"), places("portion_lines"));
        let stated = |line: &str, coverage: &str| -> Vec<String> {
            let of = statements.iter().filter(|statement| statement.get("budget_line_iri") == Some(&line));
            let mut lines: Vec<String> = of
                .filter(|statement| statement["coverage"] == coverage)
                .map(|statement| statement["line"].to_owned())
                .collect();
            lines.sort();
            lines.dedup();
            lines
        };
        whole.sort();
        portion.sort();
        let found = lines.iter().find(|line| {
            let iri = line["budget_line_iri"];
            line["fiscal_year"] == year
                && line["amount_yen"] == amount
                && line["phase"] == phase
                && stated(iri, "WholeLine") == whole
                && stated(iri, "PortionOfLine") == portion
        });
        let found = found.unwrap_or_else(|| panic!("no line {expected}"));
        assert_eq!(found["stated_whole"], expected["whole_seen"].to_string(), "{expected}");
        assert_eq!(found.contains_key("measure"), expected["program"].is_null(), "{expected}");
        let precision = if expected["approximate"] == true { "Approximate" } else { "Exact" };
        assert_eq!(found["precision"], precision, "{expected}");
        assert!(open.remove(found["budget_line_iri"]), "{expected} twice");
    }
    assert!(open.is_empty(), "{open:?}");
    // What is stated whole, and everything, in yen: the bounds that people worked out.
    for total in gold["budgets"]["totals"].as_array().unwrap() {
        let year = total["fiscal_year"].to_string();
        let sum = |whole: bool| -> u64 {
            let of = lines.iter().filter(|line| line["fiscal_year"] == year);
            of.filter(|line| !whole || line["stated_whole"] == "true")
                .map(|line| line["amount_yen"].parse::<u64>().unwrap())
                .sum()
        };
        let expected = ["lower_yen", "upper_yen"].map(|name| total[name].as_u64().unwrap());
        assert_eq!([sum(true), sum(false)], expected, "{year}");
    }
}

#[test]
fn relistings_are_the_four_of_the_report() {
    let tables = report_tables();
    let relistings = maps(table(tables, "relistings"));
    let items: BTreeMap<&str, &str> = ["objectives", "groups", "measures"]
        .into_iter()
        .flat_map(|name| table(tables, name).rows.iter().map(|row| row[0].as_deref().unwrap()))
        .zip(
            ["objectives", "groups", "measures"]
                .into_iter()
                .flat_map(|name| table(tables, name).column("line").map(Option::unwrap)),
        )
        .collect();
    let found: Vec<(&str, &str, &str)> =
        relistings.iter().map(|row| (row["line"], items[row["item_iri"]], row["form"])).collect();
    let expected = [
        ("113", "74", "ByReference"),
        ("115", "97", "ByReference"),
        ("124", "95", "ByRepetition"),
        ("125", "96", "ByRepetition"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn places_lead_to_the_words_in_the_document() {
    let characters: Vec<char> = report().chars().collect();
    let mut seen = 0;
    for name in ["mentions", "budget-statements", "quantities", "dates", "responsibilities", "body-mentions"]
    {
        for row in maps(table(report_tables(), name)) {
            let at = |name: &str| row[name].parse::<usize>().unwrap();
            let words: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(words, row["as_written"], "{name}");
            let before: String = characters[..at("start")].iter().collect();
            assert_eq!(before.matches('\n').count() + 1, at("line"), "{name}: {words}");
            let line = before.rsplit('\n').next().unwrap();
            assert_eq!(line.matches('\t').count() + 1, at("column"), "{name}: {words}");
            seen += 1;
        }
    }
    assert!(seen > 400, "{seen}");
}

#[test]
fn other_plans_keep_to_the_definitions_alone_and_together() {
    let folder = path("tests/fixtures/plans");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    files.sort();
    let plans: Vec<Plan> = files.iter().map(|file| plan_of(std::fs::read(file).unwrap())).collect();
    assert!(plans.len() > 20, "{}", plans.len());
    for (file, plan) in files.iter().zip(&plans) {
        assert_sound(&file.display().to_string(), &tables_of(&[plan]).0);
    }
    let all: Vec<&Plan> = plans.iter().collect();
    let (tables, language) = tables_of(&all);
    assert_sound("all plans", &tables);
    assert_eq!(language, "ja");
    assert_eq!(table(&tables, "documents").rows.len(), plans.len());
    let measures: BTreeSet<&str> =
        plans.iter().flat_map(|plan| &plan.measures).map(|measure| measure.id.as_str()).collect();
    assert_eq!(table(&tables, "measures").rows.len(), measures.len());
    // The order of the inputs makes no difference.
    let backwards: Vec<&Plan> = plans.iter().rev().collect();
    let again = tables_of(&backwards).0;
    for (one, other) in tables.iter().zip(&again) {
        assert_eq!(csv_of(one), csv_of(other), "{}", one.table.name);
    }
}

#[test]
fn two_editions_share_the_rows_of_the_plan_and_keep_what_each_says() {
    // The same plan a year later, as far as its words go: one digit of one amount differs.
    let edited = report().replacen("13億円", "14億円", 1);
    assert_ne!(edited, report());
    let second = plan_of(&edited);
    let (tables, _) = tables_of(&[report_plan(), &second]);
    assert_sound("two editions", &tables);
    let one = report_tables();
    for name in ["goals", "objectives", "groups", "measures", "bodies"] {
        assert_eq!(table(&tables, name).rows.len(), table(one, name).rows.len(), "{name}");
    }
    for name in ["statements", "mentions", "budget-statements", "quantities", "responsibilities"] {
        assert_eq!(table(&tables, name).rows.len(), 2 * table(one, name).rows.len(), "{name}");
    }
    assert_eq!(table(&tables, "documents").rows.len(), 2);
    let documents: Vec<&str> = table(&tables, "documents").column("document_iri").flatten().collect();
    for row in maps(table(&tables, "measures")) {
        let listed: Vec<&str> = row["document_iris"].split(' ').collect();
        assert_eq!(listed, documents, "{}", row["measure"]);
        assert_eq!(row["document_iri"], documents[0]);
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn rows_of_workbooks_stand_in_the_order_of_sheets_and_name_them() {
    let bytes = std::fs::read(path("tests/fixtures/tables/sheets.xlsx")).unwrap();
    let (document, read) = policygraph::source::read_bytes("sheets.xlsx", bytes).unwrap();
    let plan = policygraph::plan::build(&document, &read, &policygraph::plan::BuildOptions::default());
    let (tables, _) = tables_of(&[&plan]);
    assert_sound("a workbook", &tables);
    let statements = maps(table(&tables, "statements"));
    let places: Vec<[u64; 3]> = statements
        .iter()
        .map(|row| ["table", "line", "column"].map(|name| row[name].parse().unwrap()))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    let sheets: BTreeSet<u64> = places.iter().map(|place| place[0]).collect();
    assert_eq!(sheets.len(), 2, "{sheets:?}");
}

#[test]
fn another_base_is_in_every_iri_of_ours() {
    let store = Store::new().unwrap();
    let base = Base::new("https://data.example.jp/plan/").unwrap();
    store.load_quads(quads_of(report_plan(), &base).unwrap()).unwrap();
    let (tables, _) = tables_in(&store);
    assert_sound("another base", &tables);
    for (rows, default) in tables.iter().zip(report_tables()) {
        let written = csv_of(rows);
        assert!(!written.contains(support::BASE), "{}", rows.table.name);
        assert_eq!(written, csv_of(default).replace(support::BASE, base.as_str()), "{}", rows.table.name);
    }
}

#[test]
fn a_plan_that_contradicts_itself_has_no_foreign_keys_that_fail() {
    let json = serde_json::to_value(report_plan()).unwrap();
    let mut plan: Plan = serde_json::from_value(json).unwrap();
    plan.measures.clear();
    plan.bodies.reverse();
    plan.programs.extend_from_within(..);
    let (tables, language) = tables_of(&[&plan]);
    let metadata = metadata_of(&tables, &language);
    let statements =
        (metadata["tables"].as_array().unwrap().iter()).find(|one| one["url"] == "statements.csv").unwrap();
    let keys: Vec<&str> = (statements["tableSchema"]["foreignKeys"].as_array().into_iter().flatten())
        .map(|key| key["columnReference"].as_str().unwrap())
        .collect();
    assert!(keys.contains(&"document_iri") && !keys.contains(&"measure_iri"), "{keys:?}");
    let programs: Vec<&str> = table(&tables, "programs").column("program_iri").flatten().collect();
    let distinct: BTreeSet<&str> = programs.iter().copied().collect();
    assert_eq!((programs.len(), distinct.len()), (57, 57));
}

#[test]
fn a_graph_without_anything_gives_headings() {
    let (tables, language) = tables_in(&Store::new().unwrap());
    assert_eq!(language, "und");
    for rows in &tables {
        let names: Vec<&str> = rows.table.columns.iter().map(|column| column.name).collect();
        assert_eq!(csv_of(rows), names.join(",") + "\r\n");
    }
    let metadata = metadata_of(&tables, &language);
    assert_eq!(metadata["tables"].as_array().unwrap().len(), definitions().len());
    // A plan with a title alone.
    let plan = plan_of("計画の進捗\n\t\t令和4年度の実績・状況\t令和5年度の取組予定\n");
    let (tables, _) = tables_of(&[&plan]);
    assert_sound("a title alone", &tables);
    assert_eq!(table(&tables, "documents").rows.len(), 1);
    assert!(table(&tables, "measures").rows.is_empty());
}

#[test]
fn hostile_texts_come_back_as_they_were() {
    let texts = [
        "\"quoted\", and \"\"twice\"\"",
        "a\nb\r\nc\rd",
        "a,b\t,c",
        "=1+1",
        "@SUM(A1)",
        " blanks around ",
        "\u{3000}wide\u{3000}",
        "'",
        "\"",
        ",",
        "\u{feff}mark",
        "a | b",
        "</td>&amp;<script>alert(1)</script>",
        "\u{202e}right to left",
        "{+measure_iri}",
    ];
    let json = serde_json::to_value(report_plan()).unwrap();
    let mut plan: Plan = serde_json::from_value(json).unwrap();
    for (measure, words) in plan.measures.iter_mut().zip(texts) {
        measure.text = words.to_owned();
    }
    for (statement, words) in plan.statements.iter_mut().zip(texts) {
        statement.text = words.to_owned();
    }
    let (tables, language) = tables_of(&[&plan]);
    assert_sound("hostile texts", &tables);
    let measures: Vec<&str> = table(&tables, "measures").column("measure").flatten().collect();
    assert_eq!(measures[..texts.len()], texts);
    let statements: Vec<&str> = table(&tables, "statements").column("text").flatten().collect();
    assert_eq!(statements[..texts.len()], texts);
    // Words for people hold them, too.
    assert_eq!(table(&tables, "responsibilities").column("measure").next().unwrap(), Some(texts[0]));
    metadata_of(&tables, &language);
}

#[test]
fn what_a_stranger_says_twice_doubles_no_row() {
    let store = Store::new().unwrap();
    let turtle = r#"
        @prefix pgo: <https://w3id.org/policygraph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix : <https://example.org/> .
        :m a pgo:Measure ; skos:prefLabel "second"@ja, "first"@ja, "eins"@de ; pgo:underGoal :g ; pgo:evidence :s1, :s2 .
        :g a pgo:Goal ; skos:prefLabel "goal" ; pgo:hasMeasure :m . :m pgo:hasMeasure :g .
        [] a pgo:Measure ; skos:prefLabel "nobody"@ja .
        :s1 oa:hasSource :d ; pgo:line 7, 3 ; pgo:column 1 ; oa:hasSelector :x . :x oa:start 5 ; oa:end 6 .
        :s2 oa:hasSource :d ; pgo:line "seven" ; pgo:column 1 ; oa:hasSelector :x .
        :l a pgo:BudgetLine ; pgo:amountYen 12345678901234567890123456789, "many"^^<http://www.w3.org/2001/XMLSchema#integer> ;
          pgo:phase pgo:NoPhase .
        :r a pgo:Responsibility ; pgo:forMeasure :nowhere ; pgo:responsibleBody "a word" .
    "#;
    let quads: Vec<_> = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle)
        .for_slice(turtle)
        .collect::<Result<_, _>>()
        .unwrap();
    store.load_quads(quads).unwrap();
    let (tables, language) = tables_in(&store);
    let measures = maps(table(&tables, "measures"));
    assert_eq!(measures.len(), 1);
    assert_eq!((measures[0]["measure"], measures[0]["line"]), ("first", "3"));
    assert_eq!(table(&tables, "measures").left_out, 2, "the other labels");
    let lines = maps(table(&tables, "budget-lines"));
    assert_eq!(lines[0]["amount_yen"], "12345678901234567890123456789");
    assert!(!lines[0].contains_key("phase"));
    assert_eq!(table(&tables, "budget-lines").left_out, 2);
    // A reference that leads nowhere is shown, but is no foreign key.
    let metadata = metadata_of(&tables, &language);
    let described = metadata["tables"].as_array().unwrap();
    let responsibilities = described.iter().find(|one| one["url"] == "responsibilities.csv").unwrap();
    assert_eq!(responsibilities["tableSchema"]["foreignKeys"], Value::Null);
    assert_eq!(maps(table(&tables, "responsibilities"))[0]["measure_iri"], "https://example.org/nowhere");
}

#[test]
fn the_metadata_describe_every_column_and_the_keys_that_hold() {
    let (tables, language) = tables_of(&[report_plan()]);
    let metadata = metadata_of(&tables, &language);
    assert_eq!(metadata["lang"], "ja");
    assert_eq!(metadata["dialect"]["lineTerminators"], serde_json::json!(["\r\n"]));
    let described = metadata["tables"].as_array().unwrap();
    let mut foreign = BTreeSet::new();
    for (rows, one) in tables.iter().zip(described) {
        let table = rows.table;
        assert_eq!(one["url"], table.file());
        let schema = &one["tableSchema"];
        let real = |column: &&Value| column["virtual"] != true;
        let columns: Vec<&Value> = schema["columns"].as_array().unwrap().iter().filter(real).collect();
        assert_eq!(columns.len(), table.columns.len());
        for (column, described) in table.columns.iter().zip(columns) {
            assert_eq!(described["name"], column.name);
            let titles = &described["titles"];
            assert!(titles["en"].as_array().unwrap().iter().any(|title| title == column.name));
            assert!(!titles["ja"].as_str().unwrap().is_empty());
            let says = described["propertyUrl"].is_string();
            assert_ne!(says, described["suppressOutput"] == true, "{} {}", table.name, column.name);
        }
        let key: Vec<&str> = table.key().map(|column| column.name).collect();
        assert_eq!(schema["primaryKey"], serde_json::json!(key));
        for one in schema["foreignKeys"].as_array().into_iter().flatten() {
            let column = one["columnReference"].as_str().unwrap();
            assert!(foreign.insert((table.name, column)));
            let target = find(table.column(column).unwrap().references.unwrap()).unwrap();
            assert_eq!(one["reference"]["resource"], target.file());
            assert_eq!(one["reference"]["columnReference"], target.columns[0].name);
        }
    }
    // Every responsibility has its measure, and every measure of the report its goal; not every mention stands in a statement.
    for one in [("responsibilities", "measure_iri"), ("measures", "goal_iri"), ("mentions", "program_iri")] {
        assert!(foreign.contains(&one), "{one:?}");
    }
    assert!(!foreign.contains(&("mentions", "statement_iri")));
}

#[test]
fn definitions_are_complete_and_their_references_are_keys() {
    let mut names = BTreeSet::new();
    for table in definitions() {
        assert!(names.insert(table.name), "{} twice", table.name);
        assert_eq!(find(table.name).unwrap().name, table.name);
        for words in [table.title, table.about] {
            assert!(!words.en.is_empty() && !words.ja.is_empty(), "{}", table.name);
        }
        assert!(table.column(table.row_title).is_some(), "{}", table.name);
        assert!(table.key().all(|column| column.required));
        let mut columns = BTreeSet::new();
        for column in &table.columns {
            let name = format!("{}.{}", table.name, column.name);
            assert!(columns.insert(column.name), "{name} twice");
            assert!(
                column.name.bytes().all(|byte| byte.is_ascii_lowercase() || b"_0123456789".contains(&byte))
            );
            assert!(!column.title.en.is_empty() && !column.title.ja.is_empty(), "{name}");
            assert_eq!(column.about.en.is_empty(), column.about.ja.is_empty(), "{name}");
            if let Some(target) = column.references {
                assert!(find(target).is_some(), "{name}");
                assert_eq!(column.datatype, Datatype::Iri, "{name}");
            }
            assert_eq!(
                column.name.ends_with("_iri"),
                column.datatype == Datatype::Iri && column.separator.is_none() && column.name != "licence",
                "{name}"
            );
        }
    }
    for table in ["goals", "objectives", "groups", "measures", "responsibilities", "programs", "mentions"] {
        assert!(names.contains(table), "{table}");
    }
    for table in ["budget-lines", "budget-statements", "quantities"] {
        assert!(names.contains(table), "{table}");
    }
}

#[test]
fn codes_have_the_labels_of_the_ontology() {
    let store = Store::new().unwrap();
    for file in ["ontology/codes.ttl", "ontology/policygraph.ttl"] {
        let turtle = text(file);
        let quads: Vec<_> = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle)
            .for_slice(&turtle)
            .collect::<Result<_, _>>()
            .unwrap();
        store.load_quads(quads).unwrap();
    }
    let mut seen = 0;
    for column in definitions().iter().flat_map(|table| &table.columns) {
        let Datatype::Code(codes) = column.datatype else { continue };
        // The kinds of names are properties of SKOS.
        for code in codes.iter().filter(|code| !code.name.ends_with("Label")) {
            let query = format!(
                "SELECT ?label WHERE {{ pgo:{} <http://www.w3.org/2000/01/rdf-schema#label>|skos:prefLabel ?label }} ORDER BY LANG(?label)",
                code.name
            );
            let prefixed = format!(
                "PREFIX pgo: <{}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}",
                support::PGO
            );
            let labels: Vec<String> = policygraph::query::evaluate::Source::select(&store, &prefixed)
                .unwrap()
                .rows
                .into_iter()
                .map(|row| support::plain(row[0].as_ref().unwrap()))
                .collect();
            assert_eq!(labels, [code.label.en, code.label.ja], "{}", code.name);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn the_page_of_the_tables_is_what_their_definitions_say() {
    let page = text("docs/tables.md");
    let marker = "cargo test --test tables`. -->\n\n";
    let at = page.find(marker).unwrap() + marker.len();
    let expected = page[..at].to_owned() + &to_markdown();
    if std::env::var_os("POLICYGRAPH_REWRITE").is_some() {
        std::fs::write(path("docs/tables.md"), &expected).unwrap();
        return;
    }
    assert!(page == expected, "docs/tables.md differs; set POLICYGRAPH_REWRITE=1 to rewrite");
}
