//! How fast a table becomes a graph: the report itself, and a table of its rows many times over.
//!
//! `cargo bench` prints the times and keeps them under `target/criterion`. The large table repeats the report with a
//! number in every heading, so that each copy has items of its own.

#![allow(clippy::expect_used, reason = "a benchmark that cannot start should say so")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use policygraph::export::{RdfFormat, write_plan};
use policygraph::plan::{BuildOptions, Plan, build};
use policygraph::rdf::Base;
use policygraph::source::read_bytes;
use std::hint::black_box;
use std::io;

const REPORT: &str = include_str!("../examples/medical-device-plan-2023/report.tsv");
/// Some 5,000 measures.
const COPIES: usize = 80;

fn tables() -> [(&'static str, String); 2] {
    let (title, rows) = REPORT.split_at(REPORT.find("\n\t\t").unwrap_or(0));
    let mut large = title.to_owned();
    for copy in 0..COPIES {
        large.push_str(
            &rows
                .replace("」に向けて", &format!("{copy}」に向けて"))
                .replace("の育成\t", &format!("の育成{copy}\t")),
        );
        large.push('\n');
    }
    [("report", REPORT.to_owned()), ("report x 80", large)]
}

fn read(text: &str) -> Plan {
    let (document, table) = read_bytes("report.tsv", text.as_bytes().to_vec()).expect("a table");
    build(&document, &table, &BuildOptions::default())
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.sample_size(20);
    for (name, text) in tables() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bench, text| {
            bench.iter(|| black_box(read(text)));
        });
    }
    group.finish();
}

fn writing(criterion: &mut Criterion) {
    for format in [RdfFormat::NTriples, RdfFormat::Turtle] {
        let mut group = criterion.benchmark_group(format!("write {}", format.name()));
        group.sample_size(20);
        for (name, text) in tables() {
            let (plan, base) = (read(&text), Base::default());
            let triples = write_plan(&plan, &base, format, false, &mut io::sink())
                .expect("a sink takes everything")
                .statements;
            group.throughput(Throughput::Elements(triples));
            group.bench_with_input(BenchmarkId::from_parameter(name), &plan, |bench, plan| {
                bench.iter(|| write_plan(plan, &base, format, false, &mut io::sink()));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, reading, writing);
criterion_main!(benches);
