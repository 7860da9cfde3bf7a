//! The metrics of program reuse against their definitions, on random graphs.
//!
//! What a metric should be is worked out here in the plainest way there is: by sets, by taking a node or an edge away, by
//! counting all shortest paths. Some are compared with petgraph's own algorithms, too.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use petgraph::algo::{articulation_points::articulation_points, bridges::bridges, dominators::simple_fast};
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;
use policygraph::view::metric::{
    Betweenness, Bipartite, Effort, Link, Onto, Shared, Side, TooManyPaths, add_root, betweenness,
    components, cut, dominance, page_rank, project,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// Links between up to 12 measures and 12 programs.
fn links() -> impl Strategy<Value = Vec<(u32, u32, u32)>> {
    prop::collection::vec((0..12_u32, 0..12_u32, 1..4_u32), 0..40)
}

/// Up to `nodes` nodes and the ends of edges, loops and edges between the same nodes among them.
fn edges(nodes: u32, edges: usize) -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
    (1..=nodes)
        .prop_flat_map(move |nodes| (Just(nodes), prop::collection::vec((0..nodes, 0..nodes), 0..edges)))
}

fn uses(links: &[(u32, u32, u32)]) -> Bipartite {
    let links = links.iter().map(|(measure, program, weight)| Link {
        measure: *measure,
        program: *program,
        weight: *weight,
    });
    Bipartite::new(12, 12, links.collect()).unwrap()
}

fn undirected(nodes: u32, edges: &[(u32, u32)]) -> UnGraph<(), u32> {
    let mut graph = UnGraph::new_undirected();
    (0..nodes).for_each(|_| {
        graph.add_node(());
    });
    for (at, (source, target)) in (1..).zip(edges) {
        graph.add_edge((*source).into(), (*target).into(), at);
    }
    graph
}

fn directed(nodes: u32, edges: &[(u32, u32)]) -> DiGraph<(), ()> {
    let mut graph = DiGraph::new();
    (0..nodes).for_each(|_| {
        graph.add_node(());
    });
    graph.extend_with_edges(edges);
    graph
}

/// For each node, what can be reached from it, itself included, if `gone` is taken away.
fn reached(nodes: u32, edges: &[(u32, u32)], gone: Option<u32>) -> Vec<BTreeSet<u32>> {
    let mut reached: Vec<BTreeSet<u32>> = (0..nodes).map(|node| BTreeSet::from([node])).collect();
    for _ in 0..nodes {
        for (source, target) in
            edges.iter().filter(|(source, target)| Some(*source) != gone && Some(*target) != gone)
        {
            for from in &mut reached {
                if from.contains(source) {
                    from.insert(*target);
                }
            }
        }
    }
    reached
}

fn both_ways(edges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    edges.iter().flat_map(|(source, target)| [(*source, *target), (*target, *source)]).collect()
}

/// How many components there are without a node.
fn parts(nodes: u32, edges: &[(u32, u32)], gone: Option<u32>) -> usize {
    let reached = reached(nodes, &both_ways(edges), gone);
    let parts: BTreeSet<_> =
        (0..nodes).filter(|node| Some(*node) != gone).map(|node| &reached[node as usize]).collect();
    parts.len()
}

/// Betweenness by its definition: distances by Floyd and Warshall, then paths counted by distance.
fn betweenness_by_counting(nodes: u32, edges: &[(u32, u32)]) -> Vec<f64> {
    let n = nodes as usize;
    let far = n + 1;
    let pairs: BTreeSet<(usize, usize)> =
        both_ways(edges).iter().filter(|(a, b)| a != b).map(|(a, b)| (*a as usize, *b as usize)).collect();
    let mut distance: Vec<Vec<usize>> =
        (0..n).map(|a| (0..n).map(|b| if a == b { 0 } else { far }).collect()).collect();
    for (a, b) in &pairs {
        distance[*a][*b] = 1;
    }
    for via in 0..n {
        for a in 0..n {
            for b in 0..n {
                distance[a][b] = distance[a][b].min(distance[a][via] + distance[via][b]);
            }
        }
    }
    let mut paths = vec![vec![0.0; n]; n];
    for a in 0..n {
        paths[a][a] = 1.0;
        for length in 1..=n {
            for b in (0..n).filter(|b| distance[a][*b] == length) {
                let before = (0..n).filter(|c| pairs.contains(&(*c, b)) && distance[a][*c] + 1 == length);
                paths[a][b] = before.map(|c| paths[a][c]).sum();
            }
        }
    }
    let mut shares = vec![0.0; n];
    for (v, share) in shares.iter_mut().enumerate() {
        for a in (0..n).filter(|a| *a != v) {
            for b in (0..a).filter(|b| *b != v && distance[a][*b] < far) {
                if distance[a][v] + distance[v][b] == distance[a][b] {
                    *share += paths[a][v] * paths[v][b] / paths[a][b];
                }
            }
        }
        if n > 2 {
            #[expect(clippy::cast_precision_loss, reason = "a few nodes")]
            let all = ((n - 1) * (n - 2) / 2) as f64;
            *share /= all;
        }
    }
    shares
}

fn close(one: &[f64], other: &[f64], tolerance: f64) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.len(), other.len());
    for (at, (one, other)) in one.iter().zip(other).enumerate() {
        prop_assert!((one - other).abs() <= tolerance, "{at}: {one} and {other}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_two_have_in_common_is_that_of_their_sets(links in links(), least in 0..4_u32, programs in any::<bool>()) {
        let onto = if programs { Onto::Programs } else { Onto::Measures };
        let mut sets = vec![BTreeSet::new(); 12];
        for (measure, program, _) in &links {
            let (node, shared) = if programs { (program, measure) } else { (measure, program) };
            sets[*node as usize].insert(*shared);
        }
        let mut expected = Vec::new();
        for a in 0..12 {
            for b in a + 1..12 {
                let (count, either) = (sets[a].intersection(&sets[b]).count(), sets[a].union(&sets[b]).count());
                if count >= (least as usize).max(1) {
                    expected.push((a, b, count, either));
                }
            }
        }
        let graph = project(&uses(&links), onto, least, expected.len() as u64).unwrap();
        let found: Vec<_> = graph
            .edge_references()
            .map(|edge| {
                let Shared { count, either } = *edge.weight();
                (edge.source().index(), edge.target().index(), count as usize, either as usize)
            })
            .collect();
        prop_assert_eq!(&found, &expected);
        let degrees: Vec<usize> = graph.node_weights().map(|degree| *degree as usize).collect();
        prop_assert_eq!(degrees, sets.iter().map(BTreeSet::len).collect::<Vec<_>>());
        if !expected.is_empty() {
            let refused = project(&uses(&links), onto, least, expected.len() as u64 - 1).unwrap_err();
            prop_assert_eq!((refused.pairs, refused.counted), (expected.len() as u64, true));
        }
    }

    #[test]
    fn a_measure_and_a_program_are_joined_once(links in links()) {
        let mut weights = BTreeMap::new();
        for (measure, program, weight) in &links {
            *weights.entry((*measure, *program)).or_insert(0) += weight;
        }
        let uses = uses(&links);
        let found: BTreeMap<_, _> = uses
            .graph()
            .edge_references()
            .map(|edge| match (uses.graph()[edge.source()], uses.graph()[edge.target()]) {
                (Side::Measure(measure), Side::Program(program)) => ((measure, program), *edge.weight()),
                other => panic!("{other:?}"),
            })
            .collect();
        prop_assert_eq!(uses.graph().edge_count(), weights.len());
        prop_assert_eq!(found, weights.clone());
        for number in 0..12 {
            let programs: Vec<u32> = weights.keys().filter(|(measure, _)| *measure == number).map(|key| key.1).collect();
            prop_assert_eq!(uses.programs_of(number), programs);
            let measures: Vec<u32> = weights.keys().filter(|(_, program)| *program == number).map(|key| key.0).collect();
            prop_assert_eq!(uses.measures_of(number), measures);
            prop_assert_eq!(uses.graph()[uses.node(Side::Program(number))], Side::Program(number));
            prop_assert_eq!(uses.graph()[uses.node(Side::Measure(number))], Side::Measure(number));
        }
    }

    #[test]
    fn components_are_what_can_be_reached((nodes, edges) in edges(14, 16)) {
        let graph = undirected(nodes, &edges);
        let found = components(&graph);
        let mut expected: Vec<BTreeSet<u32>> = reached(nodes, &both_ways(&edges), None);
        expected.sort_by_key(|part| (usize::MAX - part.len(), part.first().copied()));
        expected.dedup();
        prop_assert_eq!(&found.sizes, &expected.iter().map(BTreeSet::len).collect::<Vec<_>>());
        for (number, part) in (0..).zip(&expected) {
            prop_assert!(part.iter().all(|node| found.of[*node as usize] == number));
        }
    }

    #[test]
    fn without_what_cuts_there_are_more_parts((nodes, edges) in edges(12, 18)) {
        let graph = undirected(nodes, &edges);
        let found = cut(&graph);
        let whole = parts(nodes, &edges, None);
        let points: Vec<bool> = (0..nodes).map(|node| parts(nodes, &edges, Some(node)) > whole).collect();
        prop_assert_eq!(&found.articulation, &points);
        let without = |at: usize| [&edges[..at], &edges[at + 1..]].concat();
        let bridge: Vec<bool> = (0..edges.len()).map(|at| parts(nodes, &without(at), None) > whole).collect();
        prop_assert_eq!(found.bridge, bridge);
    }

    #[test]
    fn petgraph_finds_the_same_cuts((nodes, edges) in edges(60, 90)) {
        // petgraph's are for graphs without loops and second edges.
        let simple: BTreeSet<(u32, u32)> =
            edges.iter().filter(|(a, b)| a != b).map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let graph = undirected(nodes, &simple.into_iter().collect::<Vec<_>>());
        let found = cut(&graph);
        let points = articulation_points(&graph);
        prop_assert_eq!(found.articulation, graph.node_indices().map(|node| points.contains(&node)).collect::<Vec<_>>());
        let of_petgraph: BTreeSet<usize> = bridges(&graph).map(|edge| edge.id().index()).collect();
        let own: BTreeSet<usize> = (0..found.bridge.len()).filter(|edge| found.bridge[*edge]).collect();
        prop_assert_eq!(own, of_petgraph);
    }

    #[test]
    fn betweenness_is_the_share_of_all_shortest_paths((nodes, edges) in edges(16, 40)) {
        let found = betweenness(&undirected(nodes, &edges), Effort::Exact).unwrap();
        close(&found.values, &betweenness_by_counting(nodes, &edges), 1e-12)?;
        prop_assert!(found.pivots.is_none() && found.errors.iter().all(|error| *error == 0.0));
    }

    #[test]
    fn betweenness_of_programs_is_the_share_of_all_shortest_paths(links in links()) {
        let graph = project(&uses(&links), Onto::Programs, 1, 1_000).unwrap();
        let edges: Vec<(u32, u32)> =
            graph.raw_edges().iter().map(|edge| (index(edge.source()), index(edge.target()))).collect();
        let found = betweenness(&graph, Effort::Budget).unwrap();
        close(&found.values, &betweenness_by_counting(12, &edges), 1e-12)?;
    }

    #[test]
    fn ranks_are_where_a_reader_is((nodes, edges) in edges(14, 30)) {
        let ranks = page_rank(&undirected(nodes, &edges), |weight| f64::from(*weight));
        let n = nodes as usize;
        let mut weights = vec![vec![0.0; n]; n];
        for (at, (a, b)) in (1_u32..).zip(&edges).filter(|(_, (a, b))| a != b) {
            weights[*a as usize][*b as usize] += f64::from(at);
            weights[*b as usize][*a as usize] += f64::from(at);
        }
        // 0.85 to the 300th is below 10 to the -21st.
        let mut reader = vec![1.0 / f64::from(nodes); n];
        for _ in 0..300 {
            let mut next = vec![0.15 / f64::from(nodes); n];
            for a in 0..n {
                let all: f64 = weights[a].iter().sum();
                for b in 0..n {
                    let step = if all > 0.0 { weights[a][b] / all } else { 1.0 / f64::from(nodes) };
                    next[b] += 0.85 * reader[a] * step;
                }
            }
            reader = next;
        }
        close(&ranks, &reader, 2e-12)?;
        prop_assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 2e-12);
    }

    #[test]
    fn what_a_node_dominates_is_lost_without_it((nodes, edges) in edges(10, 24)) {
        let graph = directed(nodes, &edges);
        let found = dominance(&graph, 0.into());
        let of_petgraph = simple_fast(&graph, 0.into());
        let whole = &reached(nodes, &edges, None)[0];
        for node in 0..nodes {
            prop_assert_eq!(found.reaches(node.into()), whole.contains(&node));
            prop_assert_eq!(found.immediate(node.into()), of_petgraph.immediate_dominator(node.into()));
            let left = if node == 0 { BTreeSet::new() } else { reached(nodes, &edges, Some(node))[0].clone() };
            let lost: BTreeSet<u32> = whole.difference(&left).copied().filter(|_| whole.contains(&node)).collect();
            let dominated: BTreeSet<u32> = found.dominated(node.into()).iter().map(|node| index(*node)).collect();
            prop_assert_eq!(found.dominated(node.into()).len(), dominated.len());
            let itself = dominated.iter().copied().chain(whole.get(&node).copied()).collect::<BTreeSet<_>>();
            prop_assert_eq!(&itself, &lost);
            for other in 0..nodes {
                prop_assert_eq!(found.dominates(node.into(), other.into()), lost.contains(&other));
            }
        }
    }

    #[test]
    fn a_root_leads_to_what_no_other_leads_to((nodes, edges) in edges(10, 14), split in 0..10_u32) {
        // Nodes below `split` are programs.
        let mut graph = DiGraph::new();
        (0..nodes).for_each(|node| {
            graph.add_node(node < split);
        });
        graph.extend_with_edges(edges.iter().map(|(a, b)| (*a, *b, ())));
        let before = graph.edge_count();
        let root = add_root(&mut graph, false, (), |program| *program);
        let inside: Vec<(u32, u32)> = edges.iter().copied().filter(|(a, b)| *a < split && *b < split).collect();
        let reached = reached(nodes, &inside, None);
        let leads = |a: u32, b: u32| reached[a as usize].contains(&b);
        let programs = 0..nodes.min(split);
        let entries: Vec<u32> =
            programs.clone().filter(|v| programs.clone().all(|u| !leads(u, *v) || leads(*v, u))).collect();
        let found: Vec<u32> = graph.raw_edges()[before..].iter().map(|edge| index(edge.target())).collect();
        prop_assert_eq!(root.index(), nodes as usize);
        prop_assert!(graph.raw_edges()[before..].iter().all(|edge| edge.source() == root));
        prop_assert_eq!(found, entries);
    }
}

fn index(node: NodeIndex) -> u32 {
    u32::try_from(node.index()).unwrap()
}

/// Nodes in a ring, each joined to the next one and to others further on, more densely at the start.
fn ring(nodes: u32) -> UnGraph<(), u32> {
    let steps = |node: u32| [1, 2 + node * node % 17, 3 + node * 7919 % (nodes / 8 + 1)];
    let edges: Vec<(u32, u32)> = (0..nodes)
        .flat_map(|node| steps(node).map(|step| (node, (node + step * node.div_ceil(7)) % nodes)))
        .collect();
    undirected(nodes, &edges)
}

#[test]
fn the_kite_has_the_published_values() {
    // Krackhardt's kite; values as in NetworkX' own tests, of 36 pairs.
    let kite = [
        (0, 1),
        (0, 2),
        (0, 3),
        (0, 5),
        (1, 3),
        (1, 4),
        (1, 6),
        (2, 3),
        (2, 5),
        (3, 4),
        (3, 5),
        (3, 6),
        (4, 6),
        (5, 6),
        (5, 7),
        (6, 7),
        (7, 8),
        (8, 9),
    ];
    let found = betweenness(&undirected(10, &kite), Effort::Exact).unwrap().values;
    let published = [0.833, 0.833, 0.0, 3.667, 0.0, 8.333, 8.333, 14.0, 8.0, 0.0];
    for (found, published) in found.iter().zip(published) {
        assert!((found * 36.0 - published).abs() < 0.0005, "{found} {published}");
    }
}

#[test]
fn in_a_circle_all_are_equal() {
    let nodes = 500;
    let edges: Vec<(u32, u32)> = (0..nodes).map(|node| (node, (node + 1) % nodes)).collect();
    let found = betweenness(&undirected(nodes, &edges), Effort::Exact).unwrap();
    // Of each node, (n - 2)² / 8 of (n - 1)(n - 2) / 2 pairs.
    let n = f64::from(nodes);
    let expected = (n - 2.0) / (4.0 * (n - 1.0));
    assert!(found.values.iter().all(|value| (value - expected).abs() < 1e-12), "{found:?}");
}

#[test]
fn threads_change_nothing() {
    let graph = ring(500);
    let on = |threads: usize, effort: Effort| -> Betweenness {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| betweenness(&graph, effort).unwrap())
    };
    let bits = |found: &Betweenness| -> Vec<(u64, u64)> {
        found
            .values
            .iter()
            .zip(&found.errors)
            .map(|(value, error)| (value.to_bits(), error.to_bits()))
            .collect()
    };
    for effort in [Effort::Exact, Effort::Pivots(NonZeroU32::new(300).unwrap())] {
        let one = on(1, effort);
        assert_eq!(bits(&one), bits(&on(2, effort)), "{effort:?}");
        assert_eq!(bits(&one), bits(&on(3, effort)), "{effort:?}");
    }
}

#[test]
fn estimates_are_as_near_as_they_say() {
    let graph = ring(600);
    let exact = betweenness(&graph, Effort::Exact).unwrap();
    let some = betweenness(&graph, Effort::Pivots(NonZeroU32::new(200).unwrap())).unwrap();
    assert_eq!(some.pivots, Some(200));
    let near = exact.values.iter().zip(&some.values);
    assert!(near.clone().all(|(exact, found)| (found - exact).abs() <= some.within), "{}", some.within);
    let largest = some.errors.iter().copied().fold(0.0, f64::max);
    let off: f64 = near.map(|(exact, found)| (found - exact).abs()).fold(0.0, f64::max);
    assert!(0.0 < off && off < 4.0 * largest && largest < 0.02, "{off} {largest}");
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    assert!((sum(&some.values) / sum(&exact.values) - 1.0).abs() < 0.05);
    // As many pivots as nodes leave nothing to estimate.
    let all = betweenness(&graph, Effort::Pivots(NonZeroU32::new(600).unwrap())).unwrap();
    assert_eq!(all, exact);
}

#[test]
fn more_paths_than_can_be_counted_are_an_error() {
    // Layers of two nodes, each joined to both of the next layer: 2 to the 1,039th paths.
    let edges: Vec<(u32, u32)> = (0..1_040)
        .flat_map(|at| {
            [(2 * at, 2 * at + 2), (2 * at, 2 * at + 3), (2 * at + 1, 2 * at + 2), (2 * at + 1, 2 * at + 3)]
        })
        .collect();
    let layers = |layers: usize| undirected(2 * u32::try_from(layers).unwrap() + 2, &edges[..4 * layers]);
    assert!(matches!(betweenness(&layers(1_040), Effort::Exact), Err(TooManyPaths { .. })));
    assert!(betweenness(&layers(300), Effort::Exact).unwrap().values.iter().all(|value| value.is_finite()));
}
