//! The order in which graphs are sent, counted and put in place of the old ones.

use std::time::Duration;

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};

use super::client::{Client, SendError};
use super::content::{Bounds, GraphContent};
use super::count::{Counter, chain};
use super::load::{Loader, update};
use super::report::{Method, Report, State};
use super::service::Service;

/// How much at once, how long, how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Most bytes of N-Triples in one request; less is sent by SPARQL Update.
    pub bytes: usize,
    /// Most statements in one request; less are sent by SPARQL Update.
    pub triples: usize,
    /// The time for one request.
    pub timeout: Duration,
    /// How often a request is sent again.
    pub retries: u32,
}

impl Default for Options {
    /// 8 MiB, 50,000 statements, two minutes, four times.
    fn default() -> Self {
        Self { bytes: 8 << 20, triples: 50_000, timeout: Duration::from_secs(120), retries: 4 }
    }
}

/// Replaces graphs in a store. What goes wrong is in the report, with what stands then.
pub fn push(graphs: &[GraphContent], service: &Service, options: &Options) -> Report {
    let client = Client::new(service, options.timeout, options.retries);
    let mut report = match (&service.graph_store, &service.update) {
        (Some(address), update) => {
            let loader = Loader::GraphStore(&client, address);
            let run = Run { graphs, client: &client, loader, update: update.as_deref(), options };
            match run.all(service) {
                Outcome::Report(report) => report,
                // The address may be one for updates.
                Outcome::Unsupported(error) => {
                    let update = update.as_deref().unwrap_or(address);
                    let loader = Loader::Update(&client, update);
                    let run = Run { graphs, client: &client, loader, update: Some(update), options };
                    let mut report = run.all(service).into_report(&run);
                    if let Some(second) = report.error.take() {
                        report.error =
                            Some(format!("{second} (the graph store protocol before: {})", chain(&error)));
                    }
                    report
                }
            }
        }
        (None, update) => {
            let address = update.as_deref().unwrap_or_default();
            let loader = Loader::Update(&client, address);
            let run = Run { graphs, client: &client, loader, update: Some(address), options };
            run.all(service).into_report(&run)
        }
    };
    (report.requests, report.repeated) = client.requests();
    report
}

/// What came of a way to send.
enum Outcome {
    Report(Report),
    /// The first request was answered with what says that there is no such way; nothing was changed.
    Unsupported(SendError),
}

impl Outcome {
    fn into_report(self, run: &Run<'_>) -> Report {
        match self {
            Self::Report(report) => report,
            Self::Unsupported(error) => {
                let mut report = run.report();
                report.error = Some(chain(&error));
                report
            }
        }
    }
}

struct Run<'r> {
    graphs: &'r [GraphContent],
    client: &'r Client,
    loader: Loader<'r>,
    /// Where updates go, if the store takes them.
    update: Option<&'r str>,
    options: &'r Options,
}

impl Run<'_> {
    fn report(&self) -> Report {
        let method = match self.loader {
            Loader::GraphStore(..) => Method::GraphStore,
            Loader::Update(..) => Method::Update,
        };
        let graphs = self.graphs.iter().map(|graph| (graph.name(), graph.triples())).collect();
        Report::new(method, self.update.is_some(), graphs)
    }

    fn all(&self, service: &Service) -> Outcome {
        let mut report = self.report();
        let mut counts = Counts {
            counters: Counter::all_of(service, self.update, self.options.timeout),
            is_asked_for: service.query.is_some(),
            retries: self.options.retries,
            problem: None,
        };
        let outcome = match self.update {
            Some(update) => self.staged(update, &mut counts, &mut report),
            None => self.direct(&mut counts, &mut report),
        };
        if let Err(error) = outcome {
            return Outcome::Unsupported(error);
        }
        let is_verified = counts.problem.is_none() || !counts.is_asked_for;
        if !is_verified && report.error.is_none() {
            report.error = Some("the graphs could not be counted".to_owned());
        }
        report.uncounted = counts.problem;
        report.complete =
            report.error.is_none() && report.graphs.iter().all(|graph| graph.state == State::Replaced);
        Outcome::Report(report)
    }

    /// Fills a graph beside each, counts, and copies all over the old ones at once.
    fn staged(&self, address: &str, counts: &mut Counts, report: &mut Report) -> Result<(), SendError> {
        let beside: Vec<NamedNode> = self.graphs.iter().map(|graph| staging(graph.name())).collect();
        // How many graphs beside there are, as far as is known.
        let mut begun = 0;
        let mut error = None;
        for (graph, beside) in self.graphs.iter().zip(&beside) {
            match self.fill(graph, beside.as_str()) {
                Ok(()) => {}
                Err((Progress::Nothing, stop)) if begun == 0 && stop.is_unsupported() => return Err(stop),
                Err((progress, stop)) => {
                    begun += usize::from(matches!(progress, Progress::Some) || stop.may_be_done());
                    error = Some(chain(&stop));
                    break;
                }
            }
            begun += 1;
            let counted = counts.of(beside);
            if let Some(counted) = counted.filter(|counted| *counted != graph.triples()) {
                error = Some(format!(
                    "of {} triples of {} the store holds {counted}",
                    graph.triples(),
                    graph.name()
                ));
                break;
            }
        }
        let used = beside.get(..begun).unwrap_or_default();
        if let Some(error) = error {
            report.error = Some(error);
            self.remove(address, used, report);
            return Ok(());
        }
        let steps: Vec<String> = self
            .graphs
            .iter()
            .zip(&beside)
            .map(|(graph, beside)| match graph.triples() {
                0 => format!("DROP SILENT GRAPH {}", graph.name()),
                _ => format!("COPY {beside} TO {}", graph.name()),
            })
            .collect();
        // The graphs beside stay until the end, so this may be done twice.
        let copied = update(self.client, address, &steps.join(" ;\n"), true);
        let state = match &copied {
            Ok(()) => State::Replaced,
            Err(error) if error.may_be_done() => State::Unknown,
            Err(_) => State::Unchanged,
        };
        report.graphs.iter_mut().for_each(|graph| graph.state = state);
        self.count_all(counts, report);
        if let Err(error) = &copied {
            report.error = Some(chain(error));
        }
        if state == State::Unknown {
            // The store may still be copying from them.
            report.left = names(used);
        } else {
            self.remove(address, used, report);
        }
        Ok(())
    }

    /// Replaces each graph by its first piece and adds the others.
    fn direct(&self, counts: &mut Counts, report: &mut Report) -> Result<(), SendError> {
        let mut is_first = true;
        for (at, graph) in self.graphs.iter().enumerate() {
            let result = self.fill(graph, graph.name().as_str());
            let state = match &result {
                Ok(()) => State::Replaced,
                Err((Progress::Nothing, error)) if error.may_be_done() => State::Unknown,
                Err((Progress::Nothing, _)) => State::Unchanged,
                Err((Progress::Some, _)) => State::Partial,
            };
            if let Some(graph) = report.graphs.get_mut(at) {
                graph.state = state;
            }
            match result {
                Ok(()) => {}
                Err((Progress::Nothing, error)) if is_first && error.is_unsupported() => return Err(error),
                Err((_, error)) => {
                    report.error = Some(chain(&error));
                    break;
                }
            }
            is_first = false;
        }
        self.count_all(counts, report);
        Ok(())
    }

    fn fill(&self, graph: &GraphContent, name: &str) -> Result<(), (Progress, SendError)> {
        let asked = Bounds { bytes: self.options.bytes, triples: self.options.triples };
        let pieces = graph.pieces(self.loader.bounds(asked));
        let mut pieces = pieces.iter();
        self.loader.begin(name, pieces.next()).map_err(|error| (Progress::Nothing, error))?;
        pieces.try_for_each(|piece| self.loader.add(name, piece)).map_err(|error| (Progress::Some, error))
    }

    /// Asks how much each graph holds; one that was replaced and holds another number is none of the kind.
    fn count_all(&self, counts: &mut Counts, report: &mut Report) {
        for (content, graph) in self.graphs.iter().zip(&mut report.graphs) {
            graph.counted = counts.of(content.name());
            let differs = graph.counted.is_some_and(|counted| counted != graph.triples);
            if differs && graph.state == State::Replaced {
                graph.state = State::Partial;
                report.error.get_or_insert_with(|| "the store does not hold what was sent".to_owned());
            }
        }
    }

    /// Removes the graphs beside.
    fn remove(&self, address: &str, beside: &[NamedNode], report: &mut Report) {
        let steps: Vec<String> = beside.iter().map(|graph| format!("DROP SILENT GRAPH {graph}")).collect();
        if steps.is_empty() {
            return;
        }
        if let Err(error) = update(self.client, address, &steps.join(" ;\n"), true) {
            report.left = names(beside);
            report.error.get_or_insert_with(|| chain(&error));
        }
    }
}

fn names(graphs: &[NamedNode]) -> Vec<String> {
    graphs.iter().map(|graph| graph.as_str().to_owned()).collect()
}

/// How far a graph has come.
enum Progress {
    /// Not even its first piece is known to be there.
    Nothing,
    /// At least the first piece is there.
    Some,
}

/// Who counts, and why nobody does.
struct Counts {
    counters: Vec<Counter>,
    is_asked_for: bool,
    retries: u32,
    problem: Option<String>,
}

impl Counts {
    /// Who cannot count is not asked again.
    fn of(&mut self, graph: &NamedNode) -> Option<usize> {
        while let Some(counter) = self.counters.first() {
            match counter.count(graph, self.retries) {
                Ok(counted) => {
                    self.problem = None;
                    return Some(counted);
                }
                Err(problem) => {
                    self.problem = Some(problem);
                    self.counters.remove(0);
                }
            }
        }
        None
    }
}

/// The graph beside a graph: always the same, so that what an earlier run left is replaced.
fn staging(graph: &NamedNode) -> NamedNode {
    use std::fmt::Write as _;
    let mut name = "urn:policygraph:staging:".to_owned();
    for byte in Sha256::digest(graph.as_str().as_bytes()).iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    NamedNode::new_unchecked(name)
}
