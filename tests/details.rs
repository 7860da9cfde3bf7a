//! What pages show behind their marks, checked against the document.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

mod support;

use policygraph::facts::{Builder, Extent};
use policygraph::rdf::Base;
use policygraph::view::details::page;
use policygraph::view::language::Language;
use policygraph::view::links::Links;
use policygraph::view::matrix::{Matrix, Order};
use policygraph::view::network::{EdgeKind, NodeKind};
use policygraph::view::page::{Fact, Page};
use policygraph::view::selection::Selection;
use support::report_plan;

fn report_page(language: Language) -> Page {
    let mut builder = Builder::for_views(Base::default(), Extent::Pages);
    builder.add_plan(report_plan()).unwrap();
    let facts = builder.finish();
    let links = Selection::default().apply(&Links::from_facts(&facts));
    page(Matrix::new(&links, Order::Reuse, language).drawing(&links), &links, &facts, language, Vec::new())
}

fn node(page: &Page, kind: NodeKind, title: &str) -> usize {
    page.network.nodes.iter().position(|node| node.kind == kind && node.title == title).unwrap()
}

fn lines(fact: &Fact) -> Vec<(i64, Option<i64>)> {
    fact.places.iter().map(|place| (place.line, place.column)).collect()
}

/// The line of a measure, by its first fact, which quotes it.
fn line_of(page: &Page, node: usize) -> i64 {
    page.nodes[node].facts[0].places[0].line
}

#[test]
fn a_cell_quotes_the_sentences_that_name_the_program() {
    let page = report_page(Language::Japanese);
    let program = node(&page, NodeKind::Program, "地域連携拠点");
    let edges = page.network.edges.iter().zip(&page.edges);
    let mut found = 0;
    for (edge, detail) in edges.filter(|(edge, _)| edge.kind == EdgeKind::Uses && edge.target == program) {
        let line = line_of(&page, edge.source);
        for fact in &detail.facts {
            // In the document the status of 2022 is the third cell of a line, the plan for 2023 the fourth.
            let cell = if fact.name == "令和4年度の状況" { 3 } else { 4 };
            assert_eq!(lines(fact), [(line, Some(cell))], "{}", fact.name);
            assert!(fact.quoted && fact.text.contains("地域連携拠点"), "{}", fact.text);
            found += 1;
        }
        assert_eq!(detail.years.len(), detail.facts.len());
    }
    // 10 measures name it (14, 17, 21, 25, 34, 35, 36, 40, 43, 49), most in both years.
    assert!(found > 15, "{found}");
}

#[test]
fn a_program_tells_its_money_and_where_it_stands() {
    let page = report_page(Language::Japanese);
    let program = node(
        &page,
        NodeKind::Program,
        "保健医療分野におけるAI研究開発加速に向けた人材養成産学協働プロジェクト",
    );
    let detail = &page.nodes[program];
    assert_eq!(detail.money, Some(true));
    let money: Vec<(&str, &str)> = detail
        .facts
        .iter()
        .filter(|fact| fact.name.starts_with("予算"))
        .map(|fact| (fact.name.as_str(), fact.text.as_str()))
        .collect();
    // Line 10: 令和4年度予算:2億円, 令和5年度予算(案):1億円.
    assert_eq!(money, [("予算 令和4年度", "200,000,000円"), ("予算 令和5年度(案)", "100,000,000円")]);
    let place = detail.facts.iter().find(|fact| fact.name == "予算 令和4年度").unwrap();
    assert!(lines(place).contains(&(10, Some(3))), "{place:?}");
    // A part has a portion of its whole's line only.
    let part = &page.nodes[node(&page, NodeKind::Program, "地域連携拠点")];
    assert!(part.facts.iter().any(|fact| fact.text == "1,900,000,000円の内数"), "{:?}", part.facts);
    let none = &page.nodes[node(&page, NodeKind::Program, "SaMDフォーラム")];
    assert_eq!(none.money, Some(false));
}

#[test]
fn a_measure_tells_its_words_ministries_and_headings() {
    let page = report_page(Language::English);
    let measure = (0..page.network.nodes.len())
        .find(|place| page.network.nodes[*place].kind == NodeKind::Measure && line_of(&page, *place) == 14)
        .unwrap();
    let detail = &page.nodes[measure];
    let fact = |name: &str| detail.facts.iter().find(|fact| fact.name == name).unwrap();
    // 【文、◎経】
    assert_eq!(
        fact("Ministries").text,
        "◎Ministry of Economy, Trade and Industry, Ministry of Education, Culture, Sports, Science and Technology"
    );
    assert!(
        fact("Stands under").text.starts_with("1 医療機器の研究開発の中心地"),
        "{:?}",
        fact("Stands under")
    );
    assert_eq!((detail.leads.len(), detail.bodies.len(), detail.goals.as_slice()), (1, 2, [0].as_slice()));
    assert_eq!(page.bodies[detail.leads[0]].mark, "経");
    assert_eq!(page.goals.len(), 3);
    assert!(page.orders.iter().all(|order| {
        let mut rows = order.nodes.clone();
        rows.sort_unstable();
        rows.iter().copied().eq(0..page.orders[0].nodes.len())
    }));
}

fn page_of(selection: &Selection) -> Page {
    let mut builder = Builder::for_views(Base::default(), Extent::Pages);
    builder.add_plan(report_plan()).unwrap();
    let facts = builder.finish();
    let links = selection.apply(&Links::from_facts(&facts));
    let language = Language::Japanese;
    page(Matrix::new(&links, Order::Reuse, language).drawing(&links), &links, &facts, language, Vec::new())
}

#[test]
fn parts_that_are_rolled_up_bring_their_words_along() {
    let page = page_of(&Selection { rollup: true, ..Selection::default() });
    let program = node(&page, NodeKind::Program, "医工連携イノベーション推進事業");
    // Line 35 names 地域連携拠点 only, a part of it.
    let (_, detail) = page
        .network
        .edges
        .iter()
        .zip(&page.edges)
        .find(|(edge, _)| {
            edge.kind == EdgeKind::Uses && edge.target == program && line_of(&page, edge.source) == 35
        })
        .unwrap();
    assert!(detail.facts.iter().any(|fact| fact.text.contains("地域連携拠点")), "{:?}", detail.facts);
    assert_eq!(page.nodes[program].money, Some(true));
}

#[test]
fn money_of_years_that_are_not_shown_is_not_told() {
    let page = page_of(&Selection { years: [2023].into(), ..Selection::default() });
    let facts = page.nodes.iter().flat_map(|node| &node.facts);
    let money: Vec<&str> =
        facts.filter(|fact| fact.name.starts_with("予算")).map(|fact| fact.name.as_str()).collect();
    assert!(!money.is_empty() && money.iter().all(|name| name.contains("令和5年度")), "{money:?}");
}
