//! Pairs on the small plan, worked out by hand from the table at its head, and on the report against the stored queries.

use crate::support::scene::{check_drawing, groups, value};
use crate::{default, report, short, small, support};
use oxigraph::model::Term;
use policygraph::query::catalogue;
use policygraph::query::evaluate::{Answer, answer};
use policygraph::store::{Store, TextFormat};
use policygraph::view::language::Language;
use policygraph::view::links::{BodyRow, Links, MeasureRow, ProgramRow, UseRow};
use policygraph::view::network::{EdgeKind, Network, Value};
use policygraph::view::pairs::order::components;
use policygraph::view::pairs::{MOST_PAIRS, Pairs, PairsError, Tie, measures, ministries, projection};
use policygraph::view::scene::{Fill, Key, Mark};
use std::collections::{BTreeMap, BTreeSet};

fn programs_of(links: &Links) -> Pairs {
    projection(links, Language::Japanese).unwrap()
}

fn ministries_of(links: &Links) -> Pairs {
    ministries(links, Language::Japanese).unwrap()
}

/// Ties by the short names of both, with what they share.
fn named(pairs: &Pairs) -> BTreeMap<(&str, &str), Tie> {
    let name = |item: usize| short(&pairs.items[item].iri);
    pairs.ties.iter().map(|tie| ((name(tie.first), name(tie.second)), *tie)).collect()
}

fn tie(ties: &BTreeMap<(&str, &str), Tie>, one: &str, other: &str) -> Tie {
    let is = |pair: &(&str, &str)| *pair == (one, other) || *pair == (other, one);
    *ties.iter().find(|(pair, _)| is(pair)).unwrap_or_else(|| panic!("{ties:?}")).1
}

#[test]
fn programs_of_the_small_plan_share_measures() {
    let pairs = programs_of(&default(&small()));
    let ties = named(&pairs);
    assert_eq!(ties.len(), 5);
    // Measures 2 and 3 use alpha and beta; alpha has 4 measures, beta 2.
    let alpha_beta = tie(&ties, "alpha", "beta");
    assert_eq!((alpha_beta.shared, alpha_beta.is_part), (2, false));
    assert!((pairs.jaccard(&alpha_beta) - 2.0 / 4.0).abs() < 1e-12);
    // Measure 1; network is part of alpha: 1 of 4 + 2 - 1.
    let alpha_network = tie(&ties, "alpha", "network");
    assert_eq!((alpha_network.shared, alpha_network.is_part), (1, true));
    assert!((pairs.jaccard(&alpha_network) - 1.0 / 5.0).abs() < 1e-12);
    for (one, other, is_part) in
        [("alpha", "kyoten", false), ("beta", "kyoten", true), ("gamma", "network", false)]
    {
        let found = tie(&ties, one, other);
        assert_eq!((found.shared, found.is_part), (1, is_part), "{one} {other}");
    }
}

#[test]
fn measures_of_the_small_plan_share_programs() {
    let network = measures(&default(&small()), Language::Japanese).unwrap();
    assert!(!network.directed);
    let name = |node: usize| short(&network.nodes[node].iri);
    let found: BTreeSet<(&str, &str, String)> = network
        .edges
        .iter()
        .map(|edge| (name(edge.source), name(edge.target), edge.weight.to_string()))
        .collect();
    let expected = [
        ("101", "102", "1"),
        ("101", "103", "1"),
        ("101", "105", "1"),
        ("101", "108", "1"),
        ("102", "103", "2"),
        ("102", "108", "1"),
        ("103", "108", "1"),
        ("105", "106", "1"),
    ];
    assert_eq!(found, expected.map(|(one, other, weight)| (one, other, weight.to_owned())).into());
    assert!(network.edges.iter().all(|edge| edge.kind == EdgeKind::Shares));
    // All eight are there: measure 4 names no program, and measure 7 shares its own with nobody.
    assert_eq!(network.nodes.len(), 8);
}

#[test]
fn bodies_of_the_small_plan_share_measures() {
    let pairs = ministries_of(&default(&small()));
    let ties = named(&pairs);
    // 厚 and 経: measures 3, 5, 6, both lead 3. 経 and 文: measure 2.
    assert_eq!(ties.len(), 2);
    let found = tie(&ties, "mhlw", "meti");
    assert_eq!((found.shared, found.both_lead), (3, 1));
    let found = tie(&ties, "meti", "mext");
    assert_eq!((found.shared, found.both_lead), (1, 0));
    let own: BTreeSet<(&str, usize, usize)> =
        pairs.items.iter().map(|item| (short(&item.iri), item.has.len(), item.leads)).collect();
    assert_eq!(own, [("mhlw", 5, 4), ("meti", 4, 3), ("mext", 2, 1), ("cao", 1, 1)].into());
    let network = pairs.network();
    let of = |name: &str, field: &str| {
        let node = network.nodes.iter().find(|node| short(&node.iri) == name).unwrap();
        value(&network.node_fields, &node.values, field).cloned()
    };
    assert_eq!(of("meti", "supports"), Some(Value::Integer(1)));
    // 3 of 5 + 4 - 3.
    let edge = network.edges.iter().find(|edge| edge.weight > 2.0).unwrap();
    assert_eq!(value(&network.edge_fields, &edge.values, "jaccard"), Some(&Value::Real(0.5)));
    assert_eq!(value(&network.edge_fields, &edge.values, "both_lead"), Some(&Value::Integer(1)));
}

/// The cells of a picture by their edge: fill of the ground, and the number.
fn cells(drawing: &policygraph::view::drawing::Drawing) -> Vec<(usize, Fill, String)> {
    let mut found = Vec::new();
    for (_, key, marks) in groups(&drawing.scene.marks) {
        if let (Some(Key::Edge(edge)), [Mark::Rect { fill, .. }, rest @ ..]) = (key, marks) {
            let number = rest
                .iter()
                .find_map(|mark| if let Mark::Text(label) = mark { Some(&label.text) } else { None });
            found.push((edge, *fill, number.cloned().unwrap_or_default()));
        }
    }
    found
}

#[test]
fn the_triangle_shows_each_tie_once_and_single_measures_hollow() {
    let links = default(&small());
    let drawing = programs_of(&links).draw();
    check_drawing(&drawing);
    let cells = cells(&drawing);
    let edges: BTreeSet<usize> = cells.iter().map(|(edge, ..)| *edge).collect();
    assert_eq!((cells.len(), edges.len()), (5, 5));
    for (edge, fill, number) in &cells {
        let weight = drawing.network.edges[*edge].weight;
        assert_eq!(*number, weight.to_string());
        assert_eq!(*fill == Fill::Colour("#ffffff"), weight < 2.0);
    }
    // delta shares nothing and still has its place.
    let texts: Vec<&str> = drawing.scene.labels().iter().map(|label| label.text.as_str()).collect();
    let alone = texts.iter().position(|text| text.starts_with("他の事業と施策を分かち合わない")).unwrap();
    let delta = texts.iter().position(|text| text.starts_with("SaMD<調査>")).unwrap();
    assert!(alone < delta, "{texts:?}");
}

#[test]
fn the_square_shows_shared_measures_below_and_those_led_by_both_above() {
    let links = default(&small());
    let drawing = ministries_of(&links).draw();
    check_drawing(&drawing);
    // Two ties below the diagonal, one of them with a measure led by both above it.
    let mut numbers: Vec<String> = cells(&drawing).into_iter().map(|(.., number)| number).collect();
    numbers.sort();
    assert_eq!(numbers, ["1", "1", "3"]);
    let texts: Vec<&str> = drawing.scene.labels().iter().map(|label| label.text.as_str()).collect();
    for count in ["4 / 1", "3 / 1", "1 / 1", "1 / 0"] {
        assert!(texts.contains(&count), "{count} {texts:?}");
    }
}

/// The rows of a stored query on the report, as texts.
fn query(name: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let store = Store::new().unwrap();
    let bytes = support::written(support::report_plan(), policygraph::export::RdfFormat::Turtle);
    store.load_text(TextFormat::Turtle, bytes.as_slice()).unwrap();
    let Answer::Solutions(solutions) = answer(&store, catalogue::find(name).unwrap().text, &[]).unwrap()
    else {
        panic!("{name} is not a SELECT");
    };
    let place =
        |name: &str| solutions.variables.iter().position(|variable| variable.as_str() == name).unwrap();
    let cell = |term: &Option<Term>| term.as_ref().map(support::plain).unwrap_or_default();
    let row = |row: &Vec<Option<Term>>| columns.iter().map(|column| cell(&row[place(column)])).collect();
    solutions.rows.iter().map(row).collect()
}

#[test]
fn the_reports_ministries_share_what_the_stored_query_says() {
    let pairs = ministries_of(&default(&report()));
    let asked: BTreeSet<Vec<String>> =
        query("ministry-pairs", &["first_iri", "second_iri", "shared", "both_lead"]).into_iter().collect();
    let iri = |item: usize| pairs.items[item].iri.clone();
    let ours: BTreeSet<Vec<String>> = pairs
        .ties
        .iter()
        .map(|tie| vec![iri(tie.first), iri(tie.second), tie.shared.to_string(), tie.both_lead.to_string()])
        .collect();
    assert_eq!(ours, asked);
    assert!(ours.len() > 5);
}

#[test]
fn the_reports_programs_share_what_the_stored_query_lists() {
    let pairs = programs_of(&default(&report()));
    let mut of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in query("program-measures", &["_program_iri", "measure_iri"]) {
        of.entry(row[0].clone()).or_default().insert(row[1].clone());
    }
    let mut expected = BTreeSet::new();
    for (one, first) in &of {
        for (other, second) in
            of.range::<String, _>((std::ops::Bound::Excluded(one.clone()), std::ops::Bound::Unbounded))
        {
            let shared = first.intersection(second).count();
            if shared > 0 {
                expected.insert((one.clone(), other.clone(), shared));
            }
        }
    }
    let ours: BTreeSet<(String, String, usize)> = pairs
        .ties
        .iter()
        .map(|tie| {
            let mut both = [pairs.items[tie.first].iri.clone(), pairs.items[tie.second].iri.clone()];
            both.sort();
            let [one, other] = both;
            (one, other, tie.shared)
        })
        .collect();
    assert_eq!(ours, expected);
    // The measure of line 63 names nine programs, which makes 36 pairs.
    let of_63: Vec<&Tie> = pairs
        .ties
        .iter()
        .filter(|tie| {
            let links = pairs.shared(tie);
            links.iter().any(|measure| report_line(*measure) == Some(63))
        })
        .collect();
    assert_eq!(of_63.len(), 36);
}

fn report_line(measure: usize) -> Option<i64> {
    static LINES: std::sync::LazyLock<Vec<Option<i64>>> =
        std::sync::LazyLock::new(|| report().measures.iter().map(MeasureRow::line).collect());
    LINES[measure]
}

#[test]
fn every_program_of_the_report_stands_in_the_picture_once() {
    let links = default(&report());
    let drawing = programs_of(&links).draw();
    check_drawing(&drawing);
    let nodes: Vec<usize> = groups(&drawing.scene.marks)
        .into_iter()
        .filter_map(|(_, key, _)| if let Some(Key::Node(node)) = key { Some(node) } else { None })
        .collect();
    let used: BTreeSet<usize> = links.uses.iter().map(|used| used.program).collect();
    assert_eq!(nodes.len(), used.len());
    assert_eq!(nodes.into_iter().collect::<BTreeSet<_>>(), (0..used.len()).collect());
    check_drawing(&ministries_of(&links).draw());
}

fn made_of(ties: &[(usize, usize, usize)]) -> Vec<Tie> {
    let tie = |(first, second, shared): &(usize, usize, usize)| Tie {
        first: *first,
        second: *second,
        shared: *shared,
        both_lead: 0,
        is_part: false,
    };
    ties.iter().map(tie).collect()
}

#[test]
fn components_stand_by_size_and_strongly_tied_things_together() {
    // 0-1-2-3 in a row with the strongest tie in the middle, 4-5 apart, 6 alone.
    let ties = made_of(&[(0, 2, 1), (1, 2, 5), (1, 3, 1), (4, 5, 9)]);
    let found = components(7, &ties);
    assert_eq!(found.len(), 3);
    assert!(found[0] == [0, 2, 1, 3] || found[0] == [3, 1, 2, 0], "{found:?}");
    assert_eq!(found[1..], [vec![4, 5], vec![6]]);
}

#[test]
fn the_order_is_as_short_as_any_on_small_graphs() {
    fn shortest(rest: &mut Vec<usize>, order: &mut Vec<usize>, ties: &[Tie]) -> usize {
        if rest.is_empty() {
            return length(order, ties);
        }
        let mut best = usize::MAX;
        for place in 0..rest.len() {
            let item = rest.remove(place);
            order.push(item);
            best = best.min(shortest(rest, order, ties));
            order.pop();
            rest.insert(place, item);
        }
        best
    }
    fn length(order: &[usize], ties: &[Tie]) -> usize {
        let place = |item: usize| order.iter().position(|other| *other == item).unwrap();
        ties.iter().map(|tie| tie.shared * place(tie.first).abs_diff(place(tie.second))).sum()
    }
    // A path, a star, a cycle, and a clique with a tail.
    let graphs: [&[(usize, usize, usize)]; 4] = [
        &[(0, 3, 2), (1, 3, 1), (1, 4, 3), (2, 4, 1), (2, 5, 2)],
        &[(0, 1, 3), (0, 2, 2), (0, 3, 1), (0, 4, 1), (0, 5, 1)],
        &[(0, 2, 1), (2, 4, 1), (1, 4, 1), (1, 3, 1), (3, 5, 1), (0, 5, 1)],
        &[(0, 1, 2), (0, 2, 2), (1, 2, 2), (2, 3, 1), (3, 4, 1), (4, 5, 4)],
    ];
    for graph in graphs {
        let ties = made_of(graph);
        let found = components(6, &ties);
        assert_eq!(found.len(), 1);
        let best = shortest(&mut (0..6).collect(), &mut Vec::new(), &ties);
        assert_eq!(length(&found[0], &ties), best, "{graph:?} {found:?}");
    }
}

#[test]
fn a_program_of_very_many_measures_is_refused_with_its_count() {
    let count = 3_200;
    let links = Links {
        measures: vec![MeasureRow::default(); count],
        programs: vec![ProgramRow::default()],
        uses: (0..count).map(|measure| UseRow { measure, program: 0, ..UseRow::default() }).collect(),
        ..Links::default()
    };
    // 3200 · 3199 / 2.
    let error = measures(&links, Language::Japanese).unwrap_err();
    assert_eq!(error, PairsError::TooMany { pairs: 5_118_400, what: "measures" });
    assert!(error.to_string().contains("narrow"), "{error}");
    const { assert!(MOST_PAIRS == 5_000_000) };
    // The other way round there is nothing to count.
    assert!(programs_of(&links).ties.is_empty());
}

#[test]
fn bodies_with_the_same_mark_are_told_apart_by_numbers() {
    let body = |place: usize| BodyRow {
        iri: format!("urn:org/{place}"),
        label: format!("委員会{place}"),
        mark: "委".to_owned(),
        ..BodyRow::default()
    };
    let links = Links {
        bodies: (0..3).map(body).collect(),
        measures: vec![MeasureRow { leads: vec![0, 1, 2], ..MeasureRow::default() }],
        ..Links::default()
    };
    let drawing = ministries_of(&links).draw();
    check_drawing(&drawing);
    let texts: Vec<String> = drawing.scene.labels().iter().map(|label| label.text.clone()).collect();
    // Once at the row and once over the column, beside the counts.
    assert!(texts.iter().filter(|text| *text == "2").count() >= 2, "{texts:?}");
}

#[test]
fn an_empty_network_is_of_its_kind_too() {
    let empty: Network = ministries_of(&Links::default()).network();
    assert_eq!(empty.edge_fields.last().unwrap().name, "both_lead");
    assert!(empty.nodes.is_empty());
    check_drawing(&ministries_of(&Links::default()).draw());
    check_drawing(&programs_of(&Links::default()).draw());
}
