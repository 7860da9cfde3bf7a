//! The layers on the small plan, worked out by hand from the table at its head, and on the report.

use crate::support::scene::{check_drawing, groups, value};
use crate::{answers, default, report, short, small};
use policygraph::view::language::Language;
use policygraph::view::layers::graph::{Edge, LayerGraph, Node};
use policygraph::view::layers::{Layers, crossings};
use policygraph::view::links::{HeadingRow, Links, Listing, MeasureRow, ProgramRow, Under, UseRow};
use policygraph::view::network::{EdgeKind, Network, NodeKind, Value};
use policygraph::view::scene::{Fill, Key, Mark};
use policygraph::view::selection::Selection;
use std::collections::BTreeSet;

fn layers<'l>(links: &'l Links, selection: &Selection) -> Layers<'l> {
    Layers::new(links, selection, Language::Japanese)
}

/// Edges by the short names of their ends.
fn edges(network: &Network, kind: EdgeKind) -> BTreeSet<(String, String)> {
    let name = |node: usize| short(&network.nodes[node].iri).to_owned();
    let of = network.edges.iter().filter(|edge| edge.kind == kind);
    of.map(|edge| (name(edge.source), name(edge.target))).collect()
}

fn named(pairs: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

#[test]
fn every_layer_of_the_small_plan_is_joined_to_the_next() {
    let links = default(&small());
    let network = layers(&links, &Selection::default()).network();
    assert!(network.directed);
    let count = |kind| network.nodes.iter().filter(|node| node.kind == kind).count();
    let kinds = [NodeKind::Goal, NodeKind::Objective, NodeKind::Group, NodeKind::Measure, NodeKind::Program];
    assert_eq!(kinds.map(count), [2, 3, 2, 8, 6]);
    let contains = [
        ("1", "11"),
        ("1", "12"),
        ("2", "21"),
        ("11", "a"),
        ("11", "103"),
        ("12", "104"),
        ("12", "105"),
        ("21", "b"),
        ("21", "108"),
        ("a", "101"),
        ("a", "102"),
        ("b", "106"),
        ("b", "107"),
    ];
    assert_eq!(edges(&network, EdgeKind::Contains), named(&contains));
    assert_eq!(edges(&network, EdgeKind::PartOf), named(&[("network", "alpha"), ("kyoten", "beta")]));
    assert_eq!(edges(&network, EdgeKind::Uses).len(), 12);
    assert!(edges(&network, EdgeKind::Relists).is_empty());
    // alpha 4 and 5 in measure 1, kyoten likewise in measure 3, network only 4.
    let weight = |measure: &str, program: &str| {
        let is = |node: usize, name: &str| short(&network.nodes[node].iri) == name;
        let edge = network.edges.iter().find(|edge| is(edge.source, measure) && is(edge.target, program));
        edge.map(|edge| edge.weight)
    };
    assert_eq!(weight("101", "alpha"), Some(2.0));
    assert_eq!(weight("101", "network"), Some(1.0));
    assert_eq!(weight("103", "kyoten"), Some(2.0));
}

#[test]
fn nodes_tell_their_layer_and_counts() {
    let links = default(&small());
    let network = layers(&links, &Selection::default()).network();
    let of = |name: &str, field: &str| {
        let node = network.nodes.iter().find(|node| short(&node.iri) == name).unwrap();
        value(&network.node_fields, &node.values, field).cloned()
    };
    let number = |number: i64| Some(Value::Integer(number));
    for (name, layer) in
        [("1", 0), ("11", 1), ("a", 2), ("101", 3), ("gamma", 4), ("network", 4), ("alpha", 5)]
    {
        assert_eq!(of(name, "layer"), number(layer), "{name}");
    }
    // Under goal 1 stand measures 1 to 5; they use alpha, network, beta, kyoten and gamma.
    assert_eq!((of("1", "measures"), of("1", "programs")), (number(5), number(5)));
    assert_eq!((of("b", "measures"), of("b", "programs")), (number(2), number(2)));
    assert_eq!((of("alpha", "measures"), of("alpha", "measures_with_parts")), (number(4), number(5)));
    assert_eq!(of("103", "programs"), number(3));
    assert_eq!(of("103", "source_line"), number(7));
    assert_eq!(of("105", "ministries"), Some(Value::Text("◎経済産業省、厚生労働省".to_owned())));
    assert_eq!(of("1", "number"), Some(Value::Text("(1)".to_owned())));
}

#[test]
fn the_picture_draws_a_strand_for_each_use_and_lead() {
    let links = default(&small());
    let drawing = layers(&links, &Selection::default()).draw();
    check_drawing(&drawing);
    let marks = groups(&drawing.scene.marks);
    let strands: Vec<usize> = marks
        .iter()
        .filter(|(_, key, _)| matches!(key, Some(Key::Edge(_))))
        .map(|(_, _, marks)| marks.iter().filter(|mark| matches!(mark, Mark::Flow { .. })).count())
        .collect();
    // Measure 3 is led by two and uses three programs; nine more uses have one lead each. Two parts have lines.
    assert_eq!(strands.iter().sum::<usize>(), 3 * 2 + 9);
    assert_eq!(strands.iter().filter(|count| **count == 0).count(), 2);
    let title = "地域連携拠点\n令和4年度・令和5年度\n施策 異なる専門性を有する人材の関係を築く。\n◎厚生労働省、◎経済産業省\n原文 7行目";
    assert!(marks.iter().any(|(found, ..)| *found == title), "{marks:#?}");
    // Measure 4 alone names no program.
    assert_eq!(gaps(&drawing.scene.marks), 1);
    // Both years are wider than one.
    let widths: BTreeSet<String> = marks
        .iter()
        .flat_map(|(.., marks)| marks.iter())
        .filter_map(
            |mark| if let Mark::Flow { width, .. } = mark { Some(format!("{width:.1}")) } else { None },
        )
        .collect();
    assert_eq!(widths.into_iter().collect::<Vec<_>>(), ["1.3", "3.2"]);
}

/// How many measures end in the mark of a gap.
fn gaps(marks: &[Mark]) -> usize {
    let keyed = groups(marks).into_iter().filter(|(_, key, _)| key.is_some());
    keyed
        .flat_map(|(.., marks)| marks)
        .filter(|mark| matches!(mark, Mark::Rect { fill: Fill::Gap, .. }))
        .count()
}

#[test]
fn programs_of_the_small_plan_cross_as_little_as_they_can() {
    let links = default(&small());
    let layers = layers(&links, &Selection::default());
    let order: Vec<&str> =
        layers.programs().iter().map(|place| short(&links.programs[place.program].iri)).collect();
    let place = |name: &str| links.programs.iter().position(|row| short(&row.iri) == name).unwrap();
    let depths: BTreeSet<(&str, usize)> =
        layers.programs().iter().map(|at| (short(&links.programs[at.program].iri), at.depth)).collect();
    assert!(depths.contains(&("network", 1)) && depths.contains(&("kyoten", 1)));
    // All ways to put four families under each other; network stands under alpha, kyoten under beta.
    let families = [vec!["alpha", "network"], vec!["beta", "kyoten"], vec!["gamma"], vec!["delta"]];
    let mut best = u64::MAX;
    for a in 0..4 {
        for b in (0..4).filter(|b| *b != a) {
            for c in (0..4).filter(|c| ![a, b].contains(c)) {
                let all = [a, b, c, 6 - a - b - c].into_iter().flat_map(|family| &families[family]);
                let all: Vec<usize> = all.map(|name| place(name)).collect();
                best = best.min(layers.crossings(&all));
            }
        }
    }
    let ours: Vec<usize> = order.iter().map(|name| place(name)).collect();
    assert_eq!(layers.crossings(&ours), best, "{order:?}");
}

#[test]
fn a_second_listing_points_to_the_first_and_has_no_strands_of_its_own() {
    let selection = Selection { repeats: true, ..Selection::default() };
    let links = selection.apply(&small());
    let layers = layers(&links, &selection);
    let drawing = layers.draw();
    check_drawing(&drawing);
    assert_eq!(edges(&drawing.network, EdgeKind::Relists), named(&[("21", "102")]));
    let again = drawing.network.edges.iter().find(|edge| edge.kind == EdgeKind::Relists).unwrap();
    let line = value(&drawing.network.edge_fields, &again.values, "source_line");
    assert_eq!(line, Some(&Value::Integer(17)));
    let texts: Vec<&str> = drawing.scene.labels().iter().map(|label| label.text.as_str()).collect();
    assert!(texts.contains(&"(再掲)→ 6行目"), "{texts:?}");
    let flows = |marks: &[Mark]| marks.iter().filter(|mark| matches!(mark, Mark::Flow { .. })).count();
    let keyed = groups(&drawing.scene.marks);
    assert_eq!(keyed.iter().map(|(.., marks)| flows(marks)).sum::<usize>(), 15);
}

#[test]
fn a_measure_listed_again_is_shown_in_full_where_its_first_place_is_not() {
    let links = small();
    let selection = Selection { goals: [1].into(), repeats: true, ..Selection::default() };
    let links = selection.apply(&links);
    let layers = layers(&links, &selection);
    let texts: String = layers.layout().labels().iter().map(|label| label.text.as_str()).collect();
    assert!(texts.contains("(再掲)若手研究者を発掘し、支援する。"), "{texts}");
    assert!(!texts.contains("研究開発の中心地としての地位の確立"), "{texts}");
    // Measures 6, 7, 8 and the second listing of 2, under goal 2 only.
    let network = layers.network();
    let measures = network.nodes.iter().filter(|node| node.kind == NodeKind::Measure);
    assert_eq!(measures.map(|node| short(&node.iri)).collect::<Vec<_>>(), ["102", "106", "107", "108"]);
    assert_eq!(network.nodes.iter().filter(|node| node.kind == NodeKind::Goal).count(), 1);
}

#[test]
fn programs_in_a_circle_share_a_layer_and_all_are_drawn() {
    // Program 0 is part of 1 and 3; 1 and 2 are part of each other; 2 is part of 4.
    let wholes: [&[usize]; 5] = [&[1, 3], &[2], &[1, 4], &[], &[]];
    let program = |(place, wholes): (usize, &&[usize])| ProgramRow {
        iri: format!("urn:program/{place}"),
        label: format!("program {place}"),
        wholes: wholes.to_vec(),
        ..ProgramRow::default()
    };
    let links = Links {
        programs: wholes.iter().enumerate().map(program).collect(),
        measures: vec![MeasureRow {
            iri: "urn:measure/0".to_owned(),
            listings: vec![Listing::default()],
            ..MeasureRow::default()
        }],
        uses: vec![UseRow { measure: 0, program: 0, ..UseRow::default() }],
        ..Links::default()
    };
    let layers = layers(&links, &Selection::default());
    let drawing = layers.draw();
    check_drawing(&drawing);
    let found: Vec<Option<&Value>> = drawing
        .network
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Program)
        .map(|node| value(&drawing.network.node_fields, &node.values, "layer"))
        .collect();
    assert_eq!(found, [4, 5, 5, 5, 6].map(Value::Integer).iter().map(Some).collect::<Vec<_>>());
    let texts: Vec<&str> = drawing.scene.labels().iter().map(|label| label.text.as_str()).collect();
    for place in 0..5 {
        assert!(texts.contains(&format!("program {place}").as_str()), "{texts:?}");
    }
    // It stands under one of its wholes and tells the other.
    assert!(texts.iter().any(|text| text.ends_with("の部分でもある")), "{texts:?}");
}

/// A plan with an objective and a group that hold nothing.
fn with_empty_headings() -> Links {
    let heading = |iri: &str, under: Under| HeadingRow {
        iri: format!("urn:heading/{iri}"),
        label: iri.to_owned(),
        under,
        ..HeadingRow::default()
    };
    let goal = Under { goal: Some(0), ..Under::default() };
    let objective = |place| Under { objective: Some(place), ..goal };
    let group = Under { group: Some(0), ..objective(0) };
    Links {
        goals: vec![heading("goal", Under::default()), heading("empty goal", Under::default())],
        objectives: vec![heading("first", goal), heading("empty objective", goal), heading("third", goal)],
        groups: vec![heading("group", objective(0)), heading("empty group", objective(0))],
        measures: vec![group, objective(2)]
            .into_iter()
            .enumerate()
            .map(|(place, under)| MeasureRow {
                iri: format!("urn:measure/{place}"),
                text: format!("measure {place}"),
                listings: vec![Listing { under, line: None, again: false }],
                ..MeasureRow::default()
            })
            .collect(),
        ..Links::default()
    }
}

#[test]
fn headings_without_measures_stand_at_their_place() {
    let links = with_empty_headings();
    let scene = layers(&links, &Selection::default()).layout();
    let texts: Vec<&str> = scene.labels().iter().map(|label| label.text.as_str()).collect();
    let place =
        |text: &str| texts.iter().position(|other| *other == text).unwrap_or_else(|| panic!("{texts:?}"));
    let order = ["first", "group", "measure 0", "empty group", "empty objective", "third", "measure 1"];
    assert!(order.windows(2).all(|two| place(two[0]) < place(two[1])), "{texts:?}");
    assert_eq!(texts.iter().filter(|text| **text == "施策なし").count(), 3);
    // Narrowed to the measures of somebody, a heading without one says nothing.
    let narrowed = Selection { bodies: [0].into(), ..Selection::default() };
    let scene = layers(&links, &narrowed).layout();
    assert!(scene.labels().iter().all(|label| !label.text.starts_with("empty")));
    // Of a goal that is not chosen nothing is said either.
    let narrowed = Selection { goals: [0].into(), ..Selection::default() };
    let scene = layers(&links, &narrowed).layout();
    assert!(scene.labels().iter().all(|label| !label.text.contains("empty goal")));
    assert!(scene.labels().iter().any(|label| label.text == "empty objective"));
}

#[test]
fn the_report_has_a_strand_for_every_use_that_people_read() {
    let links = default(&report());
    let layers = layers(&links, &Selection::default());
    let drawing = layers.draw();
    check_drawing(&drawing);
    let uses = edges(&drawing.network, EdgeKind::Uses);
    assert_eq!(uses.len(), answers("12-program-measures").len());
    let measures = drawing.network.nodes.iter().filter(|node| node.kind == NodeKind::Measure);
    assert_eq!(measures.count(), 60);
    assert_eq!(gaps(&drawing.scene.marks), answers("37-measures-without-program").len());
    let strands = groups(&drawing.scene.marks)
        .into_iter()
        .flat_map(|(.., marks)| marks)
        .filter(|mark| matches!(mark, Mark::Flow { .. }))
        .count();
    let expected: usize = links.uses.iter().map(|used| links.measures[used.measure].leads.len().max(1)).sum();
    assert_eq!(strands, expected);
}

#[test]
fn every_text_of_the_report_is_shown_whole() {
    let links = report();
    for selection in [Selection::default(), Selection { repeats: true, ..Selection::default() }] {
        let shown = selection.apply(&links);
        let scene = layers(&shown, &selection).layout();
        // Lines of a text follow each other; where they break, a space may be left out.
        let packed = |text: &str| text.replace(|c: char| c.is_whitespace() || c.is_control(), "");
        let all = packed(&scene.labels().iter().map(|label| label.text.as_str()).collect::<String>());
        let texts = shown.measures.iter().map(|row| &row.text);
        let headings = shown.goals.iter().chain(&shown.objectives).chain(&shown.groups).map(|row| &row.label);
        let uses: BTreeSet<usize> = shown.uses.iter().map(|used| used.program).collect();
        let programs = uses.iter().map(|program| &shown.programs[*program].label);
        for text in texts.chain(headings).chain(programs) {
            assert!(all.contains(&packed(text)), "{text}");
        }
    }
}

/// The least that any order could cross if every two families, and every two parts under one whole, stood as is best for
/// them alone: no order that keeps families together can be below.
fn bound(links: &Links, layers: &Layers<'_>) -> u64 {
    let order = layers.programs();
    let entries =
        layers.outline().iter().flat_map(|goal| &goal.inside).flat_map(|objective| &objective.inside);
    let measures: Vec<usize> = entries
        .flat_map(|group| &group.inside)
        .filter(|entry| entry.main)
        .map(|entry| entry.measure)
        .collect();
    let lefts = |program: usize| -> Vec<usize> {
        let used = links.uses.iter().filter(|used| used.program == program);
        used.map(|used| measures.iter().position(|measure| *measure == used.measure).unwrap()).collect()
    };
    let cost = |above: usize, below: usize| -> u64 {
        let (above, below) = (lefts(above), lefts(below));
        above.iter().map(|one| below.iter().filter(|other| *other < one).count() as u64).sum()
    };
    // The way from the top to each program, as places in the order.
    let mut ways: Vec<Vec<usize>> = Vec::new();
    for (at, place) in order.iter().enumerate() {
        let mut way = ways.last().map(|way: &Vec<usize>| way[..place.depth].to_vec()).unwrap_or_default();
        way.push(at);
        ways.push(way);
    }
    let mut free: std::collections::BTreeMap<(usize, usize), (u64, u64)> = std::collections::BTreeMap::new();
    let mut fixed = 0;
    for (one, first) in ways.iter().enumerate() {
        for (other, second) in ways.iter().enumerate().skip(one + 1) {
            let (above, below) = (order[one].program, order[other].program);
            // Where the ways part, two blocks could change places; if one lies on the way to the other, not.
            match first.iter().zip(second).find(|(a, b)| a != b) {
                Some((a, b)) => {
                    let entry = free.entry((*a, *b)).or_default();
                    entry.0 += cost(above, below);
                    entry.1 += cost(below, above);
                }
                None => fixed += cost(above, below),
            }
        }
    }
    fixed + free.values().map(|(as_is, swapped)| as_is.min(swapped)).sum::<u64>()
}

#[test]
fn no_order_of_the_reports_families_crosses_less() {
    for rollup in [false, true] {
        let selection = Selection { rollup, ..Selection::default() };
        let links = selection.apply(&report());
        let layers = layers(&links, &selection);
        let order: Vec<usize> = layers.programs().iter().map(|place| place.program).collect();
        let bound = bound(&links, &layers);
        assert_eq!(layers.crossings(&order), bound, "rollup {rollup}");
    }
}

#[test]
fn crossings_are_counted_as_by_looking_at_every_two_uses() {
    let uses: Vec<(usize, usize)> = (0..60).map(|step| (step * step % 17, step * 7 % 11)).collect();
    let by_hand = uses
        .iter()
        .enumerate()
        .flat_map(|(place, one)| uses[place + 1..].iter().map(move |other| (one, other)))
        .filter(|(one, other)| (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1))
        .count();
    assert_eq!(crossings(uses), by_hand as u64);
    assert_eq!(crossings(Vec::new()), 0);
    assert_eq!(crossings(vec![(0, 1), (1, 0)]), 1);
}

#[test]
fn the_graph_of_the_report_reaches_every_used_program_from_a_goal() {
    let links = default(&report());
    let graph = LayerGraph::from_links(&links);
    let used: BTreeSet<usize> = links.uses.iter().map(|used| used.program).collect();
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<Node> = (0..links.goals.len()).map(Node::Goal).collect();
    while let Some(node) = waiting.pop() {
        for (edge, below) in graph.below(node) {
            if edge != Edge::PartOf && reached.insert(below) {
                waiting.push(below);
            }
        }
    }
    let programs: BTreeSet<usize> = reached
        .iter()
        .filter_map(|node| if let Node::Program(place) = node { Some(*place) } else { None })
        .collect();
    assert_eq!(programs, used);
    let all: usize = (0..3).map(|goal| graph.measures_under(Node::Goal(goal)).len()).sum();
    assert_eq!(all, 60);
}
