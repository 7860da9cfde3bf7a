use super::*;
use crate::source::{Cell, Row};
use std::fmt::Write as _;

/// The rows of a page: number of the table, line, and texts, with `^` before those of merged areas.
fn rows(page: &str) -> Vec<String> {
    let (document, table) = read("page.html".to_owned(), page.as_bytes().to_vec()).unwrap();
    let shown = |cell: &Cell| format!("{}{}", if cell.merged { "^" } else { "" }, cell.text(&document));
    let row = |row: &Row| row.cells.iter().map(shown).collect::<Vec<_>>().join("|");
    table.rows.iter().map(|line| format!("{}.{} {}", line.table, line.line, row(line))).collect()
}

#[test]
fn headings_and_tables_come_in_order() {
    let page = "<!DOCTYPE html><html><head><title>計画|省</title><style>td{}</style></head><body>
        <div>サイト</div><h1>計画の<br>進捗</h1>
        <ul><li><a href='/'>ホーム</a></li></ul><nav>現在位置</nav><p>(単位:百万円)</p>
        <h2>1 目標</h2><table><caption>表1</caption><tr><th>施策<th>実績<tr><td>甲<td>乙</table>
        <h2>2 目標</h2><table><tbody><tr><td>丙</td><td></td><td>丁</td></tr></tbody></table><p>注</p>";
    assert_eq!(
        rows(page),
        [
            "1.1 計画の\n進捗",
            "1.2 (単位:百万円)",
            "1.3 1 目標",
            "1.4 表1",
            "1.5 施策|実績",
            "1.6 甲|乙",
            "2.1 2 目標",
            "2.2 丙||丁",
            "2.3 注",
        ]
    );
    let (_, table) = read("page.html".to_owned(), page.as_bytes().to_vec()).unwrap();
    let names: Vec<_> = table.parts.iter().map(|part| (part.number, part.name.as_deref())).collect();
    assert_eq!(names, [(1, Some("表1")), (2, None)]);
}

#[test]
fn the_title_stands_in_for_a_main_heading() {
    assert_eq!(
        rows("<title>計画</title><p>前書き<table><td>甲</table>"),
        ["1.1 計画", "1.2 前書き", "1.3 甲"]
    );
    // The name of the site is a link, the page's own heading is none.
    assert_eq!(
        rows("<title>x</title><h1><a href=/>省</a></h1><p>検索</p><h1>計画</h1><table><td>甲</table>"),
        ["1.1 計画", "1.2 甲"]
    );
}

#[test]
fn merged_cells() {
    let page = "<table><tr><td rowspan=2>a<td colspan='2'>b<td>c<tr><td>d<td>e<td>f<tr><td>g</table>";
    assert_eq!(rows(page), ["1.1 a|b|^b|c", "1.2 ^a|d|e|f", "1.3 g|||"]);
    // 0 is the rest of the group; no cell leaves its group.
    let page =
        "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</tbody><tr><td rowspan=9>e<td>f</table>
        <table><thead><tr><td rowspan=5>x<td>y</thead><tr><td>z</table>";
    assert_eq!(rows(page), ["1.1 a|b", "1.2 ^a|c", "1.3 ^a|d", "1.4 e|f", "2.1 x|y", "2.2 z|"]);
}

#[test]
fn the_text_of_a_cell() {
    for (cell, text) in [
        ("一<br>二<br/><br>三", "一\n二\n三"),
        ("<p>一</p>\n<p>二</p>", "一\n二"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("R&amp;D &lt;p&gt;&nbsp;&#12539;", "R&D <p>\u{a0}・"),
        ("国土\n   交通省  AMED\nの", "国土交通省 AMED の"),
        ("  <b>太</b><span>字</span>　", "太字　"),
        ("<ruby>施策<rp>(</rp><rt>しさく</rt><rp>)</rp></ruby>名", "施策名"),
        ("<ruby>施<rt>し<rb>策<rt>さく</ruby>名", "施策名"),
        ("前<!-- <td>隠 -->後<script>'<td>'</script><template><td>x</td></template>", "前後"),
        ("<a href=x>報告書</a>", "報告書"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<a title='>'>甲</a", "甲"),
        ("<svg><title>図</title></svg>甲", "甲"),
        ("H<sub>2</sub>O", "H2O"),
    ] {
        assert_eq!(
            rows(&format!("<table><tr><td>{cell}</td><td>次</td></tr></table>")),
            [format!("1.1 {text}|次")],
            "{cell}"
        );
    }
}

#[test]
fn tables_in_tables() {
    // Tables that only lay out the page give way to those inside.
    let page = "<table><tr><td>案内<td><h1>計画</h1><table><tr><td>長い施策の名<td>実績</table>
        <table><tr><td>次の施策の名<td>予定</table></table>";
    assert_eq!(rows(page), ["1.1 計画", "1.2 長い施策の名|実績", "2.1 次の施策の名|予定"]);
    // In a table of data, the table in a cell is text of the cell.
    let page = "<table><tr><th>施策<th>実績<tr><td>甲<td>内訳<table><tr><td>a<td>1<tr><td>b<td>2</table>以上</table>";
    assert_eq!(rows(page), ["1.1 施策|実績", "1.2 甲|内訳\na 1\nb 2\n以上"]);
}

#[test]
fn tags_in_the_wrong_place() {
    for (page, expected) in [
        ("<table>迷子<tr><td>甲</table>", vec!["1.1 迷子", "1.2 甲"]),
        ("</table></td><table><td>甲", vec!["1.1 甲"]),
        ("<td>甲<tr><td>乙", vec!["1.1 甲", "1.2 乙"]),
        ("<table><tr><td>甲</td></td></tr></tr><td>乙</table>", vec!["1.1 甲", "1.2 乙"]),
        ("<table></table><table><tr><td> </td></tr></table><table><td>甲</table>", vec!["1.1 甲"]),
        ("<table><caption>題<tr><td>甲</table>", vec!["1.1 題", "1.2 甲"]),
    ] {
        assert_eq!(rows(page), expected, "{page}");
    }
}

#[test]
fn depth_and_absurd_spans_cost_nothing() {
    let deep = |open: &str, close: &str| {
        format!("<table><td>甲</table>{}<table><td>乙</table>{}", open.repeat(100_000), close.repeat(100_000))
    };
    assert_eq!(rows(&deep("<div>", "</div>")), ["1.1 甲", "2.1 乙"]);
    assert_eq!(rows(&deep("<div>", "")), ["1.1 甲", "2.1 乙"]);
    assert_eq!(rows(&deep("<b><svg>", "")), ["1.1 甲"]);
    assert_eq!(rows(&deep("<table><tr><td>", "</td></tr></table>")).len(), 2);
    assert_eq!(rows(&deep("<table>", "")).len(), 2);
    let page = "<table><tr><td rowspan=1000000000 colspan=99999999999999999999>甲<td>乙<tr><td>丙</table>";
    assert_eq!(rows(page).len(), 2);
    let mut wide = "<table>".to_owned();
    for _ in 0..20_000 {
        wide.push_str("<tr><td colspan=1000>x<td>y");
    }
    assert!(matches!(read("p".to_owned(), wide.into_bytes()), Err(SourceError::TooManyCells { .. })));
}

#[test]
fn the_page_declares_its_encoding() {
    // Too short for a guess.
    let mut text = "<meta charset=\"Shift_JIS\"><table><td>省</table>".to_owned();
    let bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    let (document, _) = read("p.html".to_owned(), bytes).unwrap();
    assert_eq!(document.text, "省");
    assert_eq!(document.diagnostics.len(), 1);
    // What is declared is not what the page is in: it was saved anew.
    let (document, _) = read("p.html".to_owned(), text.clone().into_bytes()).unwrap();
    assert_eq!((document.text.as_str(), document.diagnostics.len()), ("省", 0));
    text = text.replace("meta charset=\"", "meta http-equiv=Content-Type content=\"text/html; charset=");
    let bytes = encoding_rs::EUC_JP.encode(&text.replace("Shift_JIS", "euc-jp")).0.into_owned();
    assert_eq!(read("p.html".to_owned(), bytes).unwrap().0.text, "省");
}

#[test]
fn a_page_without_text_is_empty() {
    let empty = read("p.html".to_owned(), b"<html><table><td></table>".to_vec());
    assert!(matches!(empty, Err(SourceError::Decode(encoding::DecodeError::Empty))));
}

#[test]
fn no_page_stops_it() {
    use proptest::prelude::*;
    let pieces = [
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<th rowspan=2>",
        "</td>",
        "<caption>",
        "<tbody>",
        "<h1>",
        "</h1>",
        "<a href>",
        "<p>",
        "<template>",
        "</template>",
        "<rt>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<br>",
        "<pre>",
        "甲",
        "乙 ",
        "&amp;",
        "<!--",
        "-->",
        "<td colspan=3>",
        "<nav>",
        "</nav>",
        "<",
        "\0",
    ];
    proptest!(|(picks in prop::collection::vec(0..pieces.len(), 0..60))| {
        let mut page = String::new();
        for pick in picks {
            let _ = write!(page, "{}", pieces[pick]);
        }
        if let Ok((document, table)) = read("p.html".to_owned(), page.into_bytes()) {
            for row in &table.rows {
                prop_assert!(row.cells.iter().all(|cell| document.text.get(cell.range.clone()).is_some()));
            }
            prop_assert!(table.rows.is_sorted_by_key(|row| (row.table, row.line)));
        }
    });
}
