//! Workbooks: one made with another program, and ones put together part by part.

use super::{assert_quotes, assert_same, cells, escaped, placed_measures, plan_of};
use crate::support::{path, report_plan, written};
use policygraph::diagnostic::Code;
use policygraph::export::RdfFormat;
use policygraph::source::{SourceError, read_bytes};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sheet of a workbook: its name, its state, and its rows with what follows them as XML.
struct Sheet<'s> {
    name: &'s str,
    state: &'s str,
    data: String,
}

/// A workbook with the least parts that a reader needs.
fn workbook(sheets: &[Sheet<'_>], shared: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let (mut entries, mut relations, mut types) = (String::new(), String::new(), String::new());
    let mut parts = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        let Sheet { name, state, data } = sheet;
        let _ = write!(
            entries,
            r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#
        );
        let _ = write!(
            relations,
            r#"<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        let _ = write!(
            types,
            r#"<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
        );
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<worksheet xmlns="{main}">{data}</worksheet>"#),
        ));
    }
    let _ = write!(
        relations,
        r#"<Relationship Id="rIdS" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>"#
    );
    let _ = write!(relations, r#"<Relationship Id="rIdT" Type="{office}/styles" Target="styles.xml"/>"#);
    parts.extend([
        (
            "[Content_Types].xml".to_owned(),
            format!(r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>"#),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{entries}</sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(r#"<Relationships xmlns="{package}/relationships">{relations}</Relationships>"#),
        ),
        ("xl/sharedStrings.xml".to_owned(), format!(r#"<sst xmlns="{main}">{shared}</sst>"#)),
        (
            // Format 14 is a date; the second style of cells has it.
            "xl/styles.xml".to_owned(),
            format!(r#"<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
        ),
    ]);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// `A1` for the first cell of the first row.
fn name_of(row: usize, column: usize) -> String {
    format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1)
}

/// Rows of texts as the data of a sheet; empty cells are left out, as programs write them.
fn sheet_data(rows: &[Vec<&str>]) -> String {
    let mut data = "<sheetData>".to_owned();
    for (row, cells) in rows.iter().enumerate() {
        let _ = write!(data, r#"<row r="{}">"#, row + 1);
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (name, text) = (name_of(row, column), escaped(text));
            let _ = write!(
                data,
                r#"<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#
            );
        }
        data.push_str("</row>");
    }
    data + "</sheetData>"
}

fn one_sheet(data: &str) -> Vec<u8> {
    workbook(&[Sheet { name: "表", state: "visible", data: data.to_owned() }], "")
}

/// The texts of a workbook's cells, row by row, as `table.line a|b`, with `^` before those of merged areas.
fn rows(bytes: Vec<u8>) -> Vec<String> {
    let (document, table) = read_bytes("t.xlsx", bytes).unwrap();
    let row = |row: &policygraph::source::Row| {
        let cells = row.cells.iter();
        let texts =
            cells.map(|cell| format!("{}{}", if cell.merged { "^" } else { "" }, cell.text(&document)));
        format!("{}.{} {}", row.table, row.line, texts.collect::<Vec<_>>().join("|"))
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn the_report_says_the_same_as_a_workbook() {
    let rows = cells();
    let plan = plan_of("report.xlsx", &one_sheet(&sheet_data(&rows)));
    assert_same("xlsx", &plan, report_plan());
    assert_quotes("xlsx", &plan, |table, row, column| {
        assert_eq!(table, 1);
        rows[row][column].to_owned()
    });
}

/// The goals of the report on sheets of their own make the same plan; places name the sheet.
#[test]
fn a_plan_over_several_sheets_is_one_plan() {
    let rows = cells();
    let second = rows.iter().position(|row| row[0].starts_with("(2)")).unwrap();
    let header = rows[4].clone();
    let (one, two) = rows.split_at(second);
    let two: Vec<Vec<&str>> = [vec![header], two.to_vec()].concat();
    let sheet = |name, rows: &[Vec<&str>]| Sheet { name, state: "visible", data: sheet_data(rows) };
    let plan = plan_of("report.xlsx", &workbook(&[sheet("1", one), sheet("2", &two)], ""));
    let wanted = report_plan();
    let measures = |plan: &policygraph::plan::Plan| -> Vec<_> {
        let measures = plan.measures.iter();
        measures.map(|measure| (measure.id.clone(), measure.goal, measure.ministries.len())).collect()
    };
    assert_eq!(measures(&plan), measures(wanted));
    assert_eq!((plan.statements.len(), plan.budgets.len()), (wanted.statements.len(), wanted.budgets.len()));
    let second_line = u32::try_from(second).unwrap();
    let place =
        |goal: Option<u32>, line: u32| if goal == Some(1) { (1, line) } else { (2, line - second_line + 1) };
    for (measure, original) in plan.measures.iter().zip(&wanted.measures) {
        assert_eq!((measure.span.table, measure.span.line), place(original.goal, original.span.line));
    }
    assert_quotes("sheets", &plan, |table, row, column| {
        let sheet = if table == 1 { one } else { &two };
        sheet[row][column].to_owned()
    });
}

#[test]
fn a_workbook_of_another_program() {
    let bytes = std::fs::read(path("tests/fixtures/tables/sheets.xlsx")).unwrap();
    assert_eq!(
        rows(bytes.clone()),
        [
            "1.1 海洋計画の進捗状況|^海洋計画の進捗状況|^海洋計画の進捗状況|^海洋計画の進捗状況",
            "1.3 取組|^取組|令和4年度の実績|令和5年度の予定",
            "1.4 (1)「海洋の保全」に向けて|^(1)「海洋の保全」に向けて|^(1)「海洋の保全」に向けて|^(1)「海洋の保全」に向けて",
            "1.5 【藻場の再生】|・藻場を調査する。【◎環】|「藻場再生事業」(令和4年度予算:2億円)で\n調査した。|調査を続ける。",
            "1.6 ^【藻場の再生】|・藻場を造成する。【◎農】|「干潟造成事業」を実施した。|12ヘクタールを造成する。",
            "2.1 |取組|令和4年度の実績|令和5年度の予定",
            "2.2 (2)「海洋の利用」に向けて|||",
            "2.3 |【港の整備】||",
            "2.4 |・港を整備する。【◎国】|10.2|2023-12-01",
            "3.2 |控え",
        ]
    );
    let (document, table) = read_bytes("sheets.xlsx", bytes.clone()).unwrap();
    let names: Vec<_> = table.parts.iter().filter_map(|part| part.name.as_deref()).collect();
    assert_eq!(names, ["目標1", "目標2", "作業用"]);
    let findings: Vec<_> = document.diagnostics.iter().map(|finding| (finding.code, finding.table)).collect();
    assert_eq!(findings, [(Code::SheetHidden, 3)]);

    let plan = plan_of("sheets.xlsx", &bytes);
    assert_eq!(
        placed_measures(&plan),
        [
            ("藻場を調査する。", Some(1), Some("藻場の再生"), (1, 5, 1)),
            ("藻場を造成する。", Some(1), Some("藻場の再生"), (1, 6, 1)),
            ("港を整備する。", Some(2), Some("港の整備"), (2, 4, 1)),
        ]
    );
    // The years of the columns stand on both sheets; every fact is written once.
    let triples = written(&plan, RdfFormat::NTriples);
    let mut lines: Vec<&[u8]> = triples.split(|byte| *byte == b'\n').collect();
    lines.sort_unstable();
    assert!(lines.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(plan.budgets.len(), 1);
    assert_eq!((plan.budgets[0].amount, plan.budgets[0].span.cell()), (Some(200_000_000), (1, 5, 2)));
}

#[test]
fn what_a_person_sees_is_the_text() {
    let shared = "<si><r><t>太</t></r><r><t>字</t></r></si>\
         <si><t>施策</t><rPh sb=\"0\" eb=\"2\"><t>シサク</t></rPh><phoneticPr fontId=\"1\"/></si>\
         <si><t>一_x000D_\n二</t></si><si><t xml:space=\"preserve\"> a &amp; b </t></si>";
    let cells = r#"<sheetData><row r="1">
        <c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>
        <row r="2"><c r="A2"><v>1900000000</v></c><c r="B2"><v>10.199999999999999</v></c><c r="C2" s="1"><v>44896</v></c>
        <c r="D2" t="b"><v>1</v></c></row>
        <row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4" t="str"><f>A1</f><v>式の値</v></c>
        <c r="C4" s="1"><v>44896.75</v></c><c r="D4"><v>1.0E2</v></c></row></sheetData>"#;
    let bytes = workbook(&[Sheet { name: "表", state: "visible", data: cells.to_owned() }], shared);
    assert_eq!(
        rows(bytes.clone()),
        [
            "1.1 太字|施策|一\n二| a & b ",
            "1.2 1900000000|10.2|2022-12-01|TRUE",
            "1.4 |式の値|2022-12-01T18:00:00|100"
        ]
    );
    let (document, _) = read_bytes("t.xlsx", bytes).unwrap();
    let [finding] = document.diagnostics.as_slice() else { panic!("{:?}", document.diagnostics) };
    assert_eq!((finding.code, finding.table, finding.line, finding.column), (Code::CellError, 1, 4, 0));
    assert_eq!(finding.quote, "#REF!");
}

#[test]
fn damaged_workbooks_are_refused() {
    let good = one_sheet(&sheet_data(&cells()));
    assert!(read_bytes("t.xlsx", good.clone()).is_ok());
    for length in [4, 30, 100, good.len() / 2, good.len() - 1] {
        let cut = good[..length].to_vec();
        assert!(matches!(read_bytes("t.xlsx", cut), Err(SourceError::Workbook(_))), "{length}");
    }
    for (what, bytes) in [
        ("no sheets", workbook(&[], "")),
        ("an empty sheet", one_sheet("<sheetData/>")),
        ("a sheet of blanks", one_sheet(&sheet_data(&[vec![" ", "\u{3000}"]]))),
    ] {
        assert!(matches!(read_bytes("t.xlsx", bytes), Err(SourceError::Decode(_))), "{what}");
    }
    for (what, data) in [
        ("no data", ""),
        ("an unclosed tag", "<sheetData><row r=\"1\"><c r=\"A1\">"),
        (
            "a text that is not there",
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData>",
        ),
        ("merged cells without an end", "<sheetData/><mergeCells><mergeCell ref=\"A1:B\"/></mergeCells>"),
    ] {
        assert!(matches!(read_bytes("t.xlsx", one_sheet(data)), Err(SourceError::Workbook(_))), "{what}");
    }
}

/// Numbers that are too large to be computed with.
#[test]
fn a_cell_beyond_all_rows_and_columns_stops_nothing() {
    for cell in ["A99999999999", "ZZZZZZZ1", "ZZZZZZZZZZZZZZZZZZZZZZ1"] {
        let data = format!("<sheetData><row r=\"1\"><c r=\"{cell}\"><v>7</v></c></row></sheetData>");
        if let Err(error) = read_bytes("t.xlsx", one_sheet(&data)) {
            let is_refusal = matches!(
                error,
                SourceError::WorkbookDamaged | SourceError::Workbook(_) | SourceError::TooManyCells { .. }
            );
            assert!(is_refusal, "{cell}: {error}");
        }
    }
}

#[test]
fn any_damage_is_refused_or_read() {
    use proptest::prelude::*;
    let good = one_sheet(&sheet_data(&cells()[..12]));
    proptest!(ProptestConfig::with_cases(64), |(at in 0..good.len(), byte in any::<u8>())| {
        let mut damaged = good.clone();
        damaged[at] = byte;
        let _ = read_bytes("t.xlsx", damaged);
    });
}

#[test]
fn absurd_areas_and_shared_texts_do_no_harm() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"C1048576\"><v>2</v></c></row>\
         </sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    assert_eq!(rows(one_sheet(data)), ["1.1 1|^1|^1"]);
    // One long text that very many cells share.
    let shared = format!("<si><t>{}</t></si>", "あ".repeat(1 << 20));
    let cell = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let data = format!("<sheetData><row>{cell}</row></sheetData>");
    let bytes = workbook(&[Sheet { name: "表", state: "visible", data }], &shared);
    assert!(matches!(read_bytes("t.xlsx", bytes), Err(SourceError::TooLarge { .. })));
    // A stray cell at the far end of every row.
    let mut data = "<sheetData>".to_owned();
    for row in 1..=600 {
        let _ =
            write!(data, "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>1</v></c></row>");
    }
    let result = read_bytes("t.xlsx", one_sheet(&(data + "</sheetData>")));
    assert!(matches!(result, Err(SourceError::TooManyCells { .. })));
}
