//! How fast the stored queries are, and the reports that answer four of them without SPARQL.
//!
//! The table is that of the environment variable `POLICYGRAPH_TABLE`, or the rows of the example many times over, with
//! a number in every heading so that each copy has items of its own. Every query runs on a store that was asked before. For
//! each report: the answer from facts in memory,
//! and the same with the facts taken from the plan.

#![allow(clippy::expect_used, reason = "a benchmark that cannot start should say so")]

use criterion::{Criterion, criterion_group, criterion_main};
use policygraph::export::quads_of;
use policygraph::facts::{Builder, Facts};
use policygraph::plan::{BuildOptions, Plan, build};
use policygraph::query::catalogue;
use policygraph::query::evaluate::answer;
use policygraph::rdf::Base;
use policygraph::report::Report;
use policygraph::source::read_bytes;
use policygraph::store::Store;
use std::hint::black_box;

/// The allocator of the command; making answers is mostly making many small texts.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const REPORT: &str = include_str!("../examples/medical-device-plan-2023/report.tsv");
/// Some 1,000 measures.
const COPIES: usize = 16;

fn table() -> Vec<u8> {
    if let Some(path) = std::env::var_os("POLICYGRAPH_TABLE") {
        return std::fs::read(path).expect("the table of POLICYGRAPH_TABLE");
    }
    let (title, rows) = REPORT.split_at(REPORT.find("\n\t\t").unwrap_or(0));
    let mut table = title.to_owned();
    for copy in 0..COPIES {
        table.push_str(
            &rows
                .replace("」に向けて", &format!("{copy}」に向けて"))
                .replace("の育成\t", &format!("の育成{copy}\t")),
        );
        table.push('\n');
    }
    table.into_bytes()
}

fn facts(plan: &Plan, base: &Base, report: Report) -> Facts {
    let mut builder = Builder::new(base.clone(), report.sections());
    builder.add_plan(plan).expect("facts");
    builder.finish()
}

fn queries(criterion: &mut Criterion) {
    let (document, table) = read_bytes("table.tsv", table()).expect("a table");
    let (plan, base) = (build(&document, &table, &BuildOptions::default()), Base::default());
    let mut group = criterion.benchmark_group("report");
    group.sample_size(10);
    for report in Report::ALL {
        let ready = facts(&plan, &base, report);
        group.bench_function(format!("{} from facts", report.name()), |bench| {
            bench.iter(|| black_box(report.answer(&ready)));
        });
        group.bench_function(format!("{} from the plan", report.name()), |bench| {
            bench.iter(|| black_box(report.answer(&facts(&plan, &base, report))));
        });
    }
    group.finish();
    let store = Store::new().expect("a store");
    store.load_quads(quads_of(&plan, &base).expect("quads")).expect("a loaded store");
    let mut group = criterion.benchmark_group("query");
    group.sample_size(10);
    for query in catalogue::all().expect("stored queries") {
        group.bench_function(query.name, |bench| bench.iter(|| black_box(answer(&store, query.text, &[]))));
    }
    group.finish();
}

criterion_group!(benches, queries);
criterion_main!(benches);
