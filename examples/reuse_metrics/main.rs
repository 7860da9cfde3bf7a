//! Uses the library's graph metrics: reads which measure uses which program, prints what holds the programs together, as a
//! line of JSON with the seconds that each step took.
//!
//! ```sh
//! cargo run --release --example reuse_metrics -- csv/measure_program.csv [none|budget|exact|PIVOTS]
//! ```
//!
//! The table has a heading and comma-separated columns, the first for the measure, the second for the program. The last argument
//! says how betweenness is found, if it is.

mod links;

use petgraph::graph::{DiGraph, UnGraph};
use policygraph::view::metric::{
    Betweenness, Bipartite, Dominance, Effort, Onto, Shared, Side, add_root, betweenness, components, cut,
    dominance, page_rank, project,
};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::Write;
use std::time::Instant;

/// The allocator of the command.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of pairs at which a picture or a file of them is of no use any more.
const MOST_PAIRS: u64 = 10_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, effort) = match arguments.as_slice() {
        [path] => (path, Some(Effort::Budget)),
        [path, effort] => (path, read_effort(effort)?),
        _ => return Err("usage: reuse_metrics TABLE [none|budget|exact|PIVOTS]".into()),
    };
    let mut clock = Clock { last: Instant::now(), seconds: Map::new() };

    let table = std::fs::read_to_string(path)?;
    let links = links::read(&table);
    clock.mark("read");
    let (measures, programs) = (u32::try_from(links.measures.len())?, u32::try_from(links.programs.len())?);
    let uses = Bipartite::new(measures, programs, links.links)?;
    clock.mark("bipartite");
    let graph = project(&uses, Onto::Programs, 1, MOST_PAIRS)?;
    clock.mark("project");
    let (components, cut) = (components(&graph), cut(&graph));
    clock.mark("structure");
    let ranks = page_rank(&graph, |shared| f64::from(shared.count));
    clock.mark("pagerank");
    let dominance = what_rests_on_programs(&uses);
    // The measures that would be without any program if one ended.
    let alone = (0..programs).map(|program| dominance.dominated(uses.node(Side::Program(program))).len());
    let (alone, reuse) =
        (alone.collect::<Vec<_>>(), (0..programs).map(|program| uses.measures_of(program).len()));
    let reused = reuse.filter(|measures| *measures > 1).count();
    clock.mark("dominance");
    let between = effort.map(|effort| betweenness(&graph, effort)).transpose()?;
    clock.mark("betweenness");

    let top = |values: &[f64]| top(values, &links.programs);
    let found = json!({
        "nodes": graph.node_count(),
        "edges": graph.edge_count(),
        "reused": reused,
        "always_together": together(&graph),
        "components": components.sizes.len(),
        "articulation_points": cut.articulation.iter().filter(|point| **point).count(),
        "bridges": cut.bridge.iter().filter(|bridge| **bridge).count(),
        "top_pagerank": top(&ranks),
        "rest_on_one_program": alone.iter().sum::<usize>(),
        "top_betweenness": between.as_ref().map(|between| top(&between.values)),
        "largest_error": between.as_ref().map(largest_error),
        "pivots": between.as_ref().and_then(|between| between.pivots),
        "seconds": clock.seconds,
    });
    writeln!(std::io::stdout().lock(), "{found}")?;
    Ok(())
}

fn read_effort(name: &str) -> Result<Option<Effort>, Box<dyn Error>> {
    Ok(match name {
        "none" => None,
        "budget" => Some(Effort::Budget),
        "exact" => Some(Effort::Exact),
        pivots => Some(Effort::Pivots(pivots.parse()?)),
    })
}

/// Seconds of each step.
struct Clock {
    last: Instant,
    seconds: Map<String, Value>,
}

impl Clock {
    fn mark(&mut self, step: &str) {
        let now = Instant::now();
        let seconds = (now - self.last).as_secs_f64();
        self.seconds.insert(step.to_owned(), json!((seconds * 1e5).round() / 1e5));
        self.last = now;
    }
}

/// From a root to the programs, and from them to the measures, at the nodes that these have in `uses`.
fn what_rests_on_programs(uses: &Bipartite) -> Dominance {
    let nodes = uses.graph();
    let mut graph =
        DiGraph::with_capacity(nodes.node_count() + 1, nodes.edge_count() + uses.programs() as usize);
    for side in nodes.node_weights() {
        graph.add_node(Some(*side));
    }
    for edge in nodes.raw_edges() {
        graph.add_edge(edge.target(), edge.source(), ());
    }
    let root = add_root(&mut graph, None, (), |side| matches!(side, Some(Side::Program(_))));
    dominance(&graph, root)
}

/// How many pairs of programs are used by just the same measures, of two or more.
fn together(graph: &UnGraph<u32, Shared>) -> usize {
    graph.edge_weights().filter(|shared| shared.count > 1 && shared.count == shared.either).count()
}

/// The five names with the largest values.
fn top<'a>(values: &[f64], names: &[&'a str]) -> Vec<&'a str> {
    let mut order: Vec<(f64, &str)> = values.iter().copied().zip(names.iter().copied()).collect();
    order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    order.truncate(5);
    order.into_iter().map(|(_, name)| name).collect()
}

fn largest_error(between: &Betweenness) -> f64 {
    between.errors.iter().copied().fold(0.0, f64::max)
}
