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
use policygraph::view::links::{BodyRow, HeadingRow, Links, MeasureRow, ProgramRow, UseRow, YearRow};
use policygraph::view::matrix::layout::layout;
use policygraph::view::matrix::{Cell, Matrix};
use policygraph::view::reuse::reuse;
use policygraph::view::scene::{Area, Fill, Mark, Scene};
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

fn links() -> Links {
    Links::read(&store()).unwrap()
}

fn short(iri: &str) -> &str {
    iri.rsplit_once('/').unwrap().1
}

/// A plan of any size, as rows: programs in families of four, every seventh measure without a program.
fn made_up(programs: usize, measures: usize, label: &str) -> Links {
    let heading = |kind: &str, place: usize| HeadingRow {
        iri: format!("{ID}{kind}/{place:05}"),
        label: format!("{label}{kind}"),
        mark: None,
    };
    let measure = |place: usize| MeasureRow {
        iri: format!("{ID}measure/{place:05}"),
        text: label.repeat(3),
        line: Some(i64::try_from(place * 97).unwrap()),
        goal: Some(heading("goal", place / 40).iri),
        objective: Some(heading("objective", place / 5).iri),
        leads: (0..place % 4).map(|lead| format!("{ID}org/{:02}", (place + lead) % 23)).collect(),
        supporting: Vec::new(),
    };
    let program = |place: usize| ProgramRow {
        iri: format!("{ID}program/{place:05}"),
        label: format!("{label}{place}"),
        wholes: if place.is_multiple_of(4) {
            Vec::new()
        } else {
            vec![format!("{ID}program/{:05}", place - 1)]
        },
    };
    let mut uses = Vec::new();
    for place in (0..measures).filter(|place| place % 7 != 3 && programs > 0) {
        let chosen: BTreeSet<usize> = (0..3).map(|step| (place * 5 + step * 31) % programs).collect();
        for (step, program) in chosen.into_iter().enumerate() {
            let years = [2022, 2023].into_iter().take((place + step) % 3).collect();
            uses.push(UseRow {
                measure: format!("{ID}measure/{place:05}"),
                program: format!("{ID}program/{program:05}"),
                years,
            });
        }
    }
    let year = |year: i32| YearRow { year, label: format!("令和{}年度", year - 2018) };
    let body = |place: usize| BodyRow {
        iri: format!("{ID}org/{place:02}"),
        label: format!("{label}{place}"),
        mark: label.chars().take(1 + place % 2).collect(),
    };
    Links {
        plans: vec![label.repeat(4)],
        years: vec![year(2022), year(2023)],
        goals: (0..measures.div_ceil(40)).map(|place| heading("goal", place)).collect(),
        objectives: (0..measures.div_ceil(5)).map(|place| heading("objective", place)).collect(),
        bodies: (0..23).map(body).collect(),
        measures: (0..measures).map(measure).collect(),
        programs: (0..programs).map(program).collect(),
        uses,
    }
}

#[test]
fn the_graph_joins_measures_programs_and_parts() {
    let graph = UseGraph::from_links(&links());
    // 8 measures and 6 programs; 12 uses and 2 parts.
    assert_eq!(graph.graph().node_count(), 14);
    assert_eq!(graph.graph().edge_count(), 14);
    let parts = graph.graph().edge_weights().filter(|edge| **edge == Edge::PartOf).count();
    assert_eq!(parts, 2);
    let alpha = format!("{ID}program/alpha");
    let years: Vec<(&str, Vec<i32>)> = graph
        .measures_of(&alpha)
        .into_iter()
        .map(|(measure, years)| {
            (short(measure).trim_start_matches("0000000000000"), years.iter().copied().collect())
        })
        .collect();
    let expected =
        [("101", vec![2022, 2023]), ("102", vec![2022, 2023]), ("103", vec![2022]), ("108", vec![2023])];
    assert_eq!(years, expected);
}

#[test]
fn reuse_with_and_without_parts() {
    let counts: Vec<(String, usize, usize)> = reuse(&UseGraph::from_links(&links()))
        .into_iter()
        .map(|count| (short(&count.program).to_owned(), count.measures, count.measures_with_parts))
        .collect();
    let expected = [
        ("alpha", 4, 5),
        ("beta", 2, 2),
        ("gamma", 2, 2),
        ("network", 2, 2),
        ("delta", 1, 1),
        ("kyoten", 1, 1),
    ];
    assert_eq!(counts, expected.map(|(name, own, all)| (name.to_owned(), own, all)));
}

#[test]
fn rows_stand_by_reuse_with_parts_under_their_whole() {
    let matrix = Matrix::from_links(&links());
    let rows: Vec<(&str, usize)> = matrix.rows.iter().map(|row| (short(&row.iri), row.depth)).collect();
    // beta is first used in the second column, gamma in the fifth.
    let expected = [("alpha", 0), ("network", 1), ("beta", 0), ("kyoten", 1), ("gamma", 0), ("delta", 0)];
    assert_eq!(rows, expected);
    assert_eq!(matrix.reused_rows, 5);
}

#[test]
fn columns_stand_in_the_order_of_the_plan_under_their_heads() {
    let matrix = Matrix::from_links(&links());
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
    reversed.objectives.reverse();
    let matrix = Matrix::from_links(&reversed);
    let order: Vec<i64> = matrix.columns.iter().filter_map(|column| column.line).collect();
    assert_eq!(order, [5, 6, 7, 9, 10, 13, 14, 16]);
}

#[test]
fn cells_tell_years_and_use_through_a_part() {
    let matrix = Matrix::from_links(&links());
    let alpha = &matrix.rows[0].cells;
    let both: BTreeSet<i32> = [2022, 2023].into();
    let expected = [
        (0, Cell::Uses(both.clone())),
        (1, Cell::Uses(both)),
        (2, Cell::Uses([2022].into())),
        (4, Cell::PartOnly),
        (7, Cell::Uses([2023].into())),
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
    assert_eq!(Links::read(&backwards).unwrap(), links());
}

fn svg(links: &Links) -> String {
    let mut bytes = Vec::new();
    write_matrix(&Matrix::from_links(links), &mut bytes).unwrap();
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
    check(&layout(&Matrix::from_links(&links())));
}

#[test]
fn nothing_overlaps_whatever_the_size_and_the_labels() {
    let long =
        "医療機器の研究開発に関するWHO事前認証及び推奨の取得並びに「SaMD」(プログラム医療機器)".repeat(4);
    let unbroken = "W".repeat(150);
    for label in ["事業", "Programme ", long.as_str(), unbroken.as_str()] {
        for (programs, measures) in [(0, 0), (0, 3), (1, 1), (3, 2), (40, 61), (400, 150)] {
            check(&layout(&Matrix::from_links(&made_up(programs, measures, label))));
        }
    }
}

#[test]
fn no_title_of_a_head_is_cut() {
    let long = "研究開発拠点や企業の連携強化".repeat(9);
    let matrix = Matrix::from_links(&made_up(5, 12, &long));
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
    let scene = layout(&Matrix::from_links(&links()));
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
