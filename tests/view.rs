//! The matrix on the small plan, worked out by hand, and its layout on plans of other shapes.
#![allow(clippy::string_slice)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failing test may panic; the lint sees only the test functions, not what they share"
)]

use std::collections::BTreeSet;

use policygraph::store::{Store, TextFormat};
use policygraph::view::graph::{Edge, UseGraph};
use policygraph::view::language::Language;
use policygraph::view::links::{
    BodyRow, HeadingRow, Links, Listing, MeasureRow, ProgramRow, Under, UseRow, YearRow,
};
use policygraph::view::matrix::layout::layout;
use policygraph::view::matrix::{Cell, Matrix, Order};
use policygraph::view::reuse::reuse;
use policygraph::view::scene::{Area, Fill, Mark, Scene};
use policygraph::view::selection::Selection;
use policygraph::view::svg::matrix::write_matrix;
use quick_xml::Reader;
use quick_xml::events::Event;

const PLAN: &str = include_str!("fixtures/small-plan.ttl");
const ID: &str = "https://w3id.org/policygraph/id/";

fn store() -> Store {
    let store = Store::new().unwrap();
    store.load_text(TextFormat::Turtle, PLAN.as_bytes()).unwrap();
    store
}

/// The small plan as it is shown: without second listings.
fn links() -> Links {
    Selection::default().apply(&Links::read(&store()).unwrap())
}

fn matrix(links: &Links) -> Matrix {
    Matrix::new(links, Order::Reuse, Language::Japanese)
}

fn short(iri: &str) -> &str {
    iri.rsplit_once('/').unwrap().1
}

/// A plan of any size, as rows: programs in families of four, every seventh measure without a program.
fn made_up(programs: usize, measures: usize, label: &str) -> Links {
    let heading = |kind: &str, place: usize, goal: Option<usize>| HeadingRow {
        iri: format!("{ID}{kind}/{place:05}"),
        label: format!("{label}{kind}"),
        under: Under { goal, ..Under::default() },
        ..HeadingRow::default()
    };
    let measure = |place: usize| MeasureRow {
        iri: format!("{ID}measure/{place:05}"),
        text: label.repeat(3),
        listings: vec![Listing {
            under: Under { goal: Some(place / 40), objective: Some(place / 5), group: None },
            line: Some(i64::try_from(place * 97).unwrap()),
            again: false,
        }],
        leads: (0..place % 4).map(|lead| (place + lead) % 23).collect::<BTreeSet<_>>().into_iter().collect(),
        supporting: Vec::new(),
    };
    let program = |place: usize| ProgramRow {
        iri: format!("{ID}program/{place:05}"),
        label: format!("{label}{place}"),
        names: Vec::new(),
        wholes: if place.is_multiple_of(4) { Vec::new() } else { vec![place - 1] },
    };
    let mut uses = Vec::new();
    for place in (0..measures).filter(|place| place % 7 != 3 && programs > 0) {
        let chosen: BTreeSet<usize> = (0..3).map(|step| (place * 5 + step * 31) % programs).collect();
        for (step, program) in chosen.into_iter().enumerate() {
            let years = [2022, 2023].into_iter().take((place + step) % 3).collect();
            uses.push(UseRow { measure: place, program, years, ..UseRow::default() });
        }
    }
    let year = |year: i32| YearRow { year, label: format!("令和{}年度", year - 2018), english: None };
    let body = |place: usize| BodyRow {
        iri: format!("{ID}org/{place:02}"),
        label: format!("{label}{place}"),
        mark: label.chars().take(1 + place % 2).collect(),
        ..BodyRow::default()
    };
    Links {
        plans: vec![label.repeat(4)],
        years: vec![year(2022), year(2023)],
        goals: (0..measures.div_ceil(40)).map(|place| heading("goal", place, None)).collect(),
        objectives: (0..measures.div_ceil(5))
            .map(|place| heading("objective", place, Some(place / 8)))
            .collect(),
        groups: Vec::new(),
        bodies: (0..23).map(body).collect(),
        measures: (0..measures).map(measure).collect(),
        programs: (0..programs).map(program).collect(),
        uses,
        lines: Vec::new(),
    }
}

/// The place of a program of the small plan.
fn program(links: &Links, name: &str) -> usize {
    let iri = format!("{ID}program/{name}");
    links.programs.iter().position(|row| row.iri == iri).unwrap()
}

#[test]
fn the_graph_joins_measures_programs_and_parts() {
    let graph = UseGraph::from_links(&links());
    // 8 measures and 6 programs; 12 uses and 2 parts.
    assert_eq!(graph.graph().node_count(), 14);
    assert_eq!(graph.graph().edge_count(), 14);
    let parts = graph.graph().edge_weights().filter(|edge| **edge == Edge::PartOf).count();
    assert_eq!(parts, 2);
    let links = links();
    let alpha = program(&links, "alpha");
    let years: Vec<(&str, &[i32])> = graph
        .uses_of(alpha)
        .into_iter()
        .map(|place| {
            let used = &links.uses[place];
            let iri = &links.measures[used.measure].iri;
            (short(iri).trim_start_matches("0000000000000"), used.years.as_slice())
        })
        .collect();
    let expected: [(&str, &[i32]); 4] =
        [("101", &[2022, 2023]), ("102", &[2022, 2023]), ("103", &[2022]), ("108", &[2023])];
    assert_eq!(years, expected);
}

#[test]
fn reuse_with_and_without_parts() {
    let links = links();
    let mut counts: Vec<(&str, usize, usize)> = reuse(&links, &UseGraph::from_links(&links))
        .into_iter()
        .map(|count| (short(&links.programs[count.program].iri), count.measures, count.measures_with_parts))
        .collect();
    counts.sort_unstable();
    let expected = [
        ("alpha", 4, 5),
        ("beta", 2, 2),
        ("delta", 1, 1),
        ("gamma", 2, 2),
        ("kyoten", 1, 1),
        ("network", 2, 2),
    ];
    assert_eq!(counts, expected);
}

#[test]
fn rows_stand_by_reuse_with_parts_under_their_whole() {
    let matrix = matrix(&links());
    let rows: Vec<(&str, usize)> = matrix.rows.iter().map(|row| (short(&row.iri), row.depth)).collect();
    // beta is first used in the second column, gamma in the fifth.
    let expected = [("alpha", 0), ("network", 1), ("beta", 0), ("kyoten", 1), ("gamma", 0), ("delta", 0)];
    assert_eq!(rows, expected);
    assert_eq!(matrix.reused_rows, 5);
}

#[test]
fn columns_stand_in_the_order_of_the_plan_under_their_heads() {
    let matrix = matrix(&links());
    let lines: Vec<i64> = matrix.columns.iter().filter_map(|column| column.line).collect();
    assert_eq!(lines, [5, 6, 7, 9, 10, 13, 14, 16]);
    let counts: Vec<usize> = matrix.columns.iter().map(|column| column.programs).collect();
    assert_eq!(counts, [2, 2, 3, 0, 2, 1, 1, 1]);
    let heads: Vec<(&str, std::ops::Range<usize>)> =
        matrix.objectives.iter().map(|head| (head.number.as_str(), head.columns.clone())).collect();
    assert_eq!(heads, [("1-1", 0..3), ("1-2", 3..5), ("2-1", 5..8)]);
    let goals: Vec<std::ops::Range<usize>> = matrix.goals.iter().map(|head| head.columns.clone()).collect();
    assert_eq!(goals, [0..5, 5..8]);
}

#[test]
fn objectives_stand_in_the_order_of_their_measures_though_their_own_order_is_lost() {
    let mut reversed = links();
    let last = reversed.objectives.len() - 1;
    reversed.objectives.reverse();
    for listing in reversed.measures.iter_mut().flat_map(|row| &mut row.listings) {
        listing.under.objective = listing.under.objective.map(|place| last - place);
    }
    let matrix = matrix(&reversed);
    let order: Vec<i64> = matrix.columns.iter().filter_map(|column| column.line).collect();
    assert_eq!(order, [5, 6, 7, 9, 10, 13, 14, 16]);
}

#[test]
fn what_is_listed_again_says_so() {
    let all = Links::read(&store()).unwrap();
    let again = Selection { repeats: true, ..Selection::default() }.apply(&all);
    let listed = matrix(&again);
    let second = listed.columns.iter().filter(|column| column.again).count();
    assert_eq!(listed.columns.len(), 8 + second);
    assert!(second > 0);
    // A head is marked just if all that stands under it is listed a second time.
    for head in &listed.objectives {
        let all_again = listed.columns[head.columns.clone()].iter().all(|column| column.again);
        assert_eq!(head.label.starts_with("(再掲)"), all_again, "{}", head.label);
    }
}

#[test]
fn cells_tell_years_and_use_through_a_part() {
    let matrix = matrix(&links());
    let alpha = &matrix.rows[0].cells;
    // Columns stand in the order of the measures here.
    let expected = [
        (0, Cell::Uses(vec![2022, 2023])),
        (1, Cell::Uses(vec![2022, 2023])),
        (2, Cell::Uses(vec![2022])),
        (4, Cell::PartOnly),
        (7, Cell::Uses(vec![2023])),
    ];
    assert_eq!(alpha.clone(), expected.into_iter().collect());
    // 厚 leads m1, m3, m6, m7; 経 m2, m3, m5; 内 m8; 文 m4.
    let bodies: Vec<(&str, usize)> =
        matrix.bodies.iter().map(|body| (body.mark.as_str(), body.leads)).collect();
    assert_eq!(bodies, [("厚", 4), ("経", 3), ("内", 1), ("文", 1)]);
    assert_eq!(matrix.columns[2].leads, [0, 1]);
    assert_eq!((matrix.columns[4].leads.clone(), matrix.columns[4].supporting.clone()), (vec![1], vec![0]));
}

#[test]
fn the_order_does_not_depend_on_the_order_of_loading() {
    let lines: BTreeSet<String> = {
        let store = store();
        let query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }";
        let policygraph::query::evaluate::Answer::Triples(triples) =
            policygraph::query::evaluate::answer(&store, query, &[]).unwrap()
        else {
            panic!("not triples")
        };
        triples.iter().map(|triple| format!("{triple} .\n")).collect()
    };
    let backwards = Store::new().unwrap();
    for line in lines.iter().rev() {
        backwards.load_text(TextFormat::NTriples, line.as_bytes()).unwrap();
    }
    assert_eq!(Links::read(&backwards).unwrap(), Links::read(&store()).unwrap());
}

fn svg(links: &Links) -> String {
    let mut bytes = Vec::new();
    write_matrix(&matrix(links), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The texts of all `name` elements, with every entity resolved.
fn texts_of(svg: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    let (mut inside, mut depth, mut texts) = (false, 0, Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                depth += 1;
                inside = tag.name().as_ref() == name;
                if inside {
                    texts.push(String::new());
                }
            }
            Event::End(_) => {
                depth -= 1;
                inside = false;
            }
            Event::Text(text) if inside => texts.last_mut().unwrap().push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if inside => {
                let character = match reference.as_ref() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("{other}"),
                };
                texts.last_mut().unwrap().push(character);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    texts
}

#[test]
fn the_svg_is_well_formed_and_tells_each_cell() {
    let svg = svg(&links());
    let labels = texts_of(&svg, "text");
    assert!(labels.contains(&"SaMD<調査>&「評価」事業".to_owned()), "{labels:?}");
    let titles = texts_of(&svg, "title");
    assert_eq!(titles[0], "見本の計画:事業と施策");
    let cell = "地域連携拠点\n令和4年度・令和5年度\n施策 異なる専門性を有する人材の関係を築く。\n◎厚生労働省、◎経済産業省\n原文 7行目";
    assert!(titles.contains(&cell.to_owned()), "{titles:#?}");
    let gap = titles.iter().find(|title| title.ends_with("事業名なし")).unwrap();
    assert!(gap.contains("大学の設備の共用を進める。"), "{gap}");
    assert_eq!(texts_of(&svg, "desc").len(), 1);
    assert!(svg.contains("Noto Sans CJK JP"));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(svg(&links()), svg(&links()));
}

#[test]
fn hostile_text_cannot_leave_its_element() {
    let mut links = links();
    links.programs[0].label = "</title><script>alert(1)</script>\u{0}]]>".to_owned();
    let svg = svg(&links);
    assert!(!svg.contains("<script"), "{svg}");
    assert!(!svg.contains('\u{0}'));
    let found = texts_of(&svg, "title");
    assert!(found.iter().any(|title| title.starts_with("</title><script>alert(1)</script>]]>")), "{found:?}");
}

/// Whether texts overlap or leave the picture; shapes too must stay inside.
fn check(scene: &Scene) {
    let page = Area { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    let mut boxes: Vec<(Area, &str)> =
        scene.labels().into_iter().map(|label| (label.area(), label.text.as_str())).collect();
    for (area, text) in &boxes {
        assert!(inside(area, &page), "{text} leaves the picture: {area:?} {page:?}");
    }
    check_shapes(&scene.marks, &page);
    boxes.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    for (place, (area, text)) in boxes.iter().enumerate() {
        for (other, other_text) in
            boxes[place + 1..].iter().take_while(|(other, _)| other.y < area.y + area.height)
        {
            assert!(!area.overlaps(other), "{text} {area:?} overlaps {other_text} {other:?}");
        }
    }
}

fn inside(area: &Area, page: &Area) -> bool {
    area.x >= page.x
        && area.y >= page.y
        && area.x + area.width <= page.width
        && area.y + area.height <= page.height
}

fn check_shapes(marks: &[Mark], page: &Area) {
    for mark in marks {
        match mark {
            Mark::Rect { area, .. } => assert!(inside(area, page), "{area:?}"),
            Mark::Line { from, to, .. } | Mark::Flow { from, to, .. } => {
                for (x, y) in [from, to] {
                    assert!(*x >= 0.0 && *y >= 0.0 && *x <= page.width && *y <= page.height);
                }
            }
            Mark::Group { marks, .. } => check_shapes(marks, page),
            Mark::Ring { .. } | Mark::Text(_) => {}
        }
    }
}

#[test]
fn nothing_overlaps_on_the_small_plan() {
    check(&layout(&matrix(&links())));
}

#[test]
fn nothing_overlaps_whatever_the_size_and_the_labels() {
    let long =
        "医療機器の研究開発に関するWHO事前認証及び推奨の取得並びに「SaMD」(プログラム医療機器)".repeat(4);
    let unbroken = "W".repeat(150);
    for label in ["事業", "Programme ", long.as_str(), unbroken.as_str()] {
        for (programs, measures) in [(0, 0), (0, 3), (1, 1), (3, 2), (40, 61), (400, 150)] {
            check(&layout(&matrix(&made_up(programs, measures, label))));
        }
    }
}

#[test]
fn no_title_of_a_head_is_cut() {
    let long = "研究開発拠点や企業の連携強化".repeat(9);
    let matrix = matrix(&made_up(5, 12, &long));
    let scene = layout(&matrix);
    let everything: String = scene.labels().into_iter().map(|label| label.text.as_str()).collect();
    for head in matrix.goals.iter().chain(&matrix.objectives) {
        assert!(everything.contains(&head.label), "{}", head.number);
    }
    for row in &matrix.rows {
        assert!(everything.contains(&row.label), "{}", row.label);
    }
}

#[test]
fn a_measure_without_a_program_has_a_column_of_its_own() {
    let scene = layout(&matrix(&links()));
    let gaps = |marks: &[Mark]| {
        marks.iter().filter(|mark| matches!(mark, Mark::Rect { fill: Fill::Gap, .. })).count()
    };
    let columns: usize = scene
        .marks
        .iter()
        .map(|mark| match mark {
            Mark::Group { marks, .. } => gaps(marks),
            _ => 0,
        })
        .sum();
    assert_eq!(columns, 1);
}
