//! How fast reports are, against the stored queries that they answer.
//!
//! The table is that of the environment variable `POLICYGRAPH_TABLE`, or the rows of the example many times over, with
//! a number in every heading so that each copy has items of its own. For each report: the answer from facts in memory,
//! the same with the facts taken from the plan, and the stored query on a store that was asked before.

#![allow(clippy::expect_used, reason = "a benchmark that cannot start should say so")]

use criterion::{Criterion, criterion_group, criterion_main};
use policygraph::export::quads_of;
use policygraph::plan::{BuildOptions, Plan, build};
use policygraph::query::catalogue;
use policygraph::query::evaluate::answer;
use policygraph::rdf::Base;
use policygraph::report::{Builder, Facts, Report};
use policygraph::source::read_bytes;
use policygraph::store::Store;
use std::hint::black_box;

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

fn reports(criterion: &mut Criterion) {
    let (document, table) = read_bytes("table.tsv", table()).expect("a table");
    let (plan, base) = (build(&document, &table, &BuildOptions::default()), Base::default());
    let store = Store::new().expect("a store");
    store.load_quads(quads_of(&plan, &base).expect("quads")).expect("a loaded store");
    for report in Report::ALL {
        let query = catalogue::find(report.name()).expect("a stored query").text;
        let ready = facts(&plan, &base, report);
        let mut group = criterion.benchmark_group(report.name());
        group.sample_size(10);
        group.bench_function("from facts", |bench| bench.iter(|| black_box(report.answer(&ready))));
        group.bench_function("from the plan", |bench| {
            bench.iter(|| black_box(report.answer(&facts(&plan, &base, report))));
        });
        group.bench_function("in SPARQL", |bench| bench.iter(|| black_box(answer(&store, query, &[]))));
        group.finish();
    }
}

criterion_group!(benches, reports);
criterion_main!(benches);
