//! How fast the graphs of program reuse and their metrics are, from the table of links to the numbers.
//!
//! The table is `csv/measure_program.csv` in the folder of the environment variable `POLICYGRAPH_DATA`: a heading, then the name of a
//! measure and of a program in each line. Without it, links are made up: 20,000 measures that use up to four of 4,000
//! programs, a few of them often. `benches/compare_views.py` sets the whole job against other libraries.

#![allow(clippy::expect_used, reason = "a benchmark that cannot start should say so")]

#[path = "../examples/reuse_metrics/links.rs"]
mod links;

use criterion::{Criterion, criterion_group, criterion_main};
use petgraph::graph::{DiGraph, UnGraph};
use policygraph::view::metric::{
    Bipartite, Effort, Link, Onto, Shared, Side, add_root, betweenness, components, cut, dominance,
    page_rank, project,
};
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;

/// The allocator of the command.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn table() -> String {
    if let Some(folder) = std::env::var_os("POLICYGRAPH_DATA") {
        let path = Path::new(&folder).join("csv/measure_program.csv");
        return std::fs::read_to_string(path).expect("the table of links in POLICYGRAPH_DATA");
    }
    let mut table = "measure_id,program_id\n".to_owned();
    let mut state = 1_u64;
    let mut draw = || {
        // A linear congruential generator; its upper bits are good enough here.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    for measure in 0..20_000 {
        for _ in 0..draw() % 5 {
            let (a, b) = (draw() % 4_000, draw() % 4_000);
            writeln!(table, "m{measure},p{}", a * b / 4_000).expect("a text takes everything");
        }
    }
    table
}

fn uses(links: &[Link], measures: usize, programs: usize) -> Bipartite {
    let count = |names: usize| u32::try_from(names).expect("few names");
    Bipartite::new(count(measures), count(programs), links.to_vec()).expect("links to what is there")
}

fn programs(uses: &Bipartite) -> UnGraph<u32, Shared> {
    project(uses, Onto::Programs, 1, u64::MAX).expect("as many pairs as there are")
}

/// From a root to programs, from them to measures; how many measures rest on each program.
fn resting(uses: &Bipartite) -> Vec<usize> {
    let mut graph = DiGraph::new();
    for side in uses.graph().node_weights() {
        graph.add_node(Some(*side));
    }
    for edge in uses.graph().raw_edges() {
        graph.add_edge(edge.target(), edge.source(), ());
    }
    let root = add_root(&mut graph, None, (), |side| matches!(side, Some(Side::Program(_))));
    let dominance = dominance(&graph, root);
    (0..uses.programs()).map(|program| dominance.dominated(uses.node(Side::Program(program))).len()).collect()
}

fn all_but_betweenness(table: &str) -> f64 {
    let read = links::read(table);
    let uses = uses(&read.links, read.measures.len(), read.programs.len());
    let graph = programs(&uses);
    black_box((components(&graph), cut(&graph), resting(&uses)));
    page_rank(&graph, |shared| f64::from(shared.count)).iter().sum()
}

fn views(criterion: &mut Criterion) {
    let table = table();
    let read = links::read(&table);
    let uses_of_all = uses(&read.links, read.measures.len(), read.programs.len());
    let graph = programs(&uses_of_all);
    let mut group = criterion.benchmark_group("views");
    group.sample_size(10);
    group.bench_function("read links", |bench| bench.iter(|| links::read(black_box(&table))));
    group.bench_function("bipartite", |bench| {
        bench.iter(|| uses(&read.links, read.measures.len(), read.programs.len()));
    });
    group.bench_function("programs by measures", |bench| bench.iter(|| programs(&uses_of_all)));
    group.bench_function("components", |bench| bench.iter(|| components(&graph)));
    group.bench_function("cut", |bench| bench.iter(|| cut(&graph)));
    group.bench_function("page rank", |bench| {
        bench.iter(|| page_rank(&graph, |shared| f64::from(shared.count)));
    });
    group.bench_function("dominance", |bench| bench.iter(|| resting(&uses_of_all)));
    group.bench_function("all of these", |bench| bench.iter(|| all_but_betweenness(black_box(&table))));
    group.bench_function("betweenness, default", |bench| bench.iter(|| betweenness(&graph, Effort::Budget)));
    group.finish();
}

criterion_group!(benches, views);
criterion_main!(benches);
