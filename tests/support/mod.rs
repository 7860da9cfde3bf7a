//! What several test files share: the example document, the steps from bytes to bytes, and questions to a graph.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test file uses a part of this; a failing test may panic"
)]

pub mod http;
pub mod scene;

use oxigraph::model::{NamedNode, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use policygraph::export::{self, RdfFormat};
use policygraph::plan::{BuildOptions, Plan, build};
use policygraph::rdf::Base;
use policygraph::source::{Document, SourceError, Table};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub const PGO: &str = "https://w3id.org/policygraph/ontology#";
pub const BASE: &str = "https://w3id.org/policygraph/id/";

/// Classes whose things are read from a place in the text; one without a place would be an invention.
pub const READ: [&str; 13] = [
    "Goal",
    "Objective",
    "MeasureGroup",
    "Measure",
    "Relisting",
    "Responsibility",
    "StatusStatement",
    "PlannedStatement",
    "ProgramMention",
    "BodyMention",
    "BudgetStatement",
    "ReportedQuantity",
    "ReportedDate",
];

/// A path in the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A text file of the repository.
pub fn text(relative: &str) -> String {
    std::fs::read_to_string(path(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// A JSON file of the repository.
pub fn json(relative: &str) -> serde_json::Value {
    serde_json::from_str(&text(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// The example document, 125 lines.
pub fn report_path() -> PathBuf {
    path("examples/medical-device-plan-2023/report.tsv")
}

/// The example document's text.
pub fn report() -> &'static str {
    static REPORT: LazyLock<String> = LazyLock::new(|| std::fs::read_to_string(report_path()).unwrap());
    &REPORT
}

/// The plan of the example document.
pub fn report_plan() -> &'static Plan {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| plan_of(report()));
    &PLAN
}

/// The graph of the example document.
pub fn report_graph() -> &'static Graph {
    static GRAPH: LazyLock<Graph> = LazyLock::new(|| Graph::of(report_plan()));
    &GRAPH
}

/// From bytes to a plan.
pub fn read(bytes: &[u8]) -> Result<Plan, SourceError> {
    let document = Document::from_bytes("report.tsv", bytes.to_vec())?;
    let table = Table::read(&document)?;
    Ok(build(&document, &table, &BuildOptions::default()))
}

/// The plan of a text that can be read.
pub fn plan_of(text: impl AsRef<[u8]>) -> Plan {
    read(text.as_ref()).unwrap_or_else(|error| panic!("{error}"))
}

/// A plan in a syntax.
pub fn written(plan: &Plan, format: RdfFormat) -> Vec<u8> {
    written_below(plan, format, BASE)
}

/// A plan in a syntax, with another base IRI.
pub fn written_below(plan: &Plan, format: RdfFormat, base: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    export::write_plan(plan, &Base::new(base).unwrap(), format, false, &mut bytes)
        .unwrap_or_else(|error| panic!("{format}: {error}"));
    bytes
}

/// The quads of a plan.
pub fn quads(plan: &Plan) -> Vec<Quad> {
    export::quads_of(plan, &Base::default()).unwrap()
}

/// A class or property of our ontology.
pub fn pgo(local: &str) -> NamedNode {
    NamedNode::new(format!("{PGO}{local}")).unwrap()
}

/// The JSON strings of an array.
pub fn strings(value: &serde_json::Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// The JSON integers of an array.
pub fn integers(value: &serde_json::Value) -> Vec<i64> {
    value.as_array().into_iter().flatten().map(|item| item.as_i64().unwrap()).collect()
}

/// The graph of a plan, with both of its named graphs taken together.
pub struct Graph(pub Store);

impl Graph {
    pub fn of(plan: &Plan) -> Self {
        Self::from_quads(quads(plan))
    }

    pub fn from_quads(quads: Vec<Quad>) -> Self {
        let store = Store::new().unwrap();
        store.extend(quads).unwrap();
        Self(store)
    }

    /// The rows that a SELECT query gives; literals as their values, nothing as the empty text.
    pub fn select(&self, query: &str) -> Vec<Vec<String>> {
        let query = format!(
            "PREFIX pgo: <{PGO}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
             PREFIX oa: <http://www.w3.org/ns/oa#> {query}"
        );
        let mut prepared =
            SparqlEvaluator::new().parse_query(&query).unwrap_or_else(|error| panic!("{error}\n{query}"));
        prepared.dataset_mut().set_default_graph_as_union();
        let QueryResults::Solutions(solutions) = prepared.on_store(&self.0).execute().unwrap() else {
            panic!("not a SELECT query: {query}")
        };
        solutions
            .map(|row| {
                row.unwrap()
                    .values()
                    .iter()
                    .map(|term| term.as_ref().map(plain).unwrap_or_default())
                    .collect()
            })
            .collect()
    }

    /// The first column of the rows that a query gives.
    pub fn column(&self, query: &str) -> Vec<String> {
        self.select(query).into_iter().map(|mut row| row.swap_remove(0)).collect()
    }

    /// The first column, as numbers.
    pub fn numbers(&self, query: &str) -> Vec<i64> {
        self.column(query)
            .iter()
            .map(|value| value.parse().unwrap_or_else(|_| panic!("{value} is no number")))
            .collect()
    }

    /// The one number that a query gives.
    pub fn number(&self, query: &str) -> i64 {
        let numbers = self.numbers(query);
        assert_eq!(numbers.len(), 1, "{query}");
        numbers[0]
    }
}

/// An IRI, or a literal's value.
pub fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => panic!("a blank node: {node}"),
    }
}

/// How a command ended.
#[cfg(feature = "cli")]
#[derive(Debug, Clone)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the command in a folder; `code` is -1 if a signal ended it.
#[cfg(feature = "cli")]
pub fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Ended {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_policygraph"));
    command
        .current_dir(folder)
        .args(arguments)
        .write_stdin(input)
        .timeout(std::time::Duration::from_secs(60));
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs the command in the repository's root.
#[cfg(feature = "cli")]
pub fn run(arguments: &[&str]) -> Ended {
    run_in(&path(""), arguments, b"")
}

/// All files below a folder, by their paths from there.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn add(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    add(folder, folder, &mut found);
    found
}
