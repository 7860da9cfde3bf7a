//! What `build` says when it is done.

use crate::bundle::BundleFile;
use crate::catalog::{Missing, missing};
use crate::cli::description::Described;
use crate::cli::exit::{Exit, Failure, OrExit};
use crate::cli::render::{FindingCounts, counted, grouped, line_of};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::query::evaluate::{Answer, Source};
use crate::store::Store;
use oxigraph::model::Term;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// Programs, findings and places that are shown at most.
const SHOWN_PROGRAMS: usize = 8;
const SHOWN_CODES: usize = 8;
const SHOWN_PLACES: usize = 3;

/// What was found.
pub(super) struct Found<'f> {
    pub(super) plans: &'f [Plan],
    pub(super) store: &'f Store,
    pub(super) statements: u64,
    pub(super) described: &'f Described,
}

/// What is counted, by the class of the vocabulary.
const CLASSES: [(&str, &str); 7] = [
    ("goals", "Goal"),
    ("objectives", "Objective"),
    ("groups", "MeasureGroup"),
    ("measures", "Measure"),
    ("ministries", "Ministry"),
    ("programs", "Program"),
    ("budget lines", "BudgetLine"),
];

impl Found<'_> {
    fn count(&self, class: &str) -> Result<u64, Failure> {
        let query = format!(
            "PREFIX pgo: <https://w3id.org/policygraph/ontology#> SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a pgo:{class} }}"
        );
        let solutions = self.store.select(&query).or_exit(Exit::Query, || class.to_owned())?;
        let number = solutions.rows.first().and_then(|row| row.first()?.as_ref());
        Ok(match number {
            Some(Term::Literal(literal)) => literal.value().parse().unwrap_or(0),
            _ => 0,
        })
    }

    /// The counts of the manifest.
    pub(super) fn counts(&self) -> Result<Value, Failure> {
        let mut counts = json!({ "triples": self.statements, "documents": self.plans.len() });
        for (name, class) in CLASSES {
            if let Some(object) = counts.as_object_mut() {
                object.insert(name.replace(' ', "_"), self.count(class)?.into());
            }
        }
        Ok(counts)
    }

    /// The text for a person.
    pub(super) fn text(
        &self,
        inputs: &[String],
        ranking: &Answer,
        folder: &Path,
        files: &[BundleFile],
    ) -> Result<String, Failure> {
        let mut text = String::new();
        for plan in self.plans {
            let _ = writeln!(text, "{}", plan.document.title);
        }
        let _ = writeln!(text, "\nFound");
        for (name, class) in CLASSES {
            let _ = writeln!(text, "  {:>7} {name}", grouped(self.count(class)?));
        }
        let relisted: usize = self.plans.iter().map(relistings).sum();
        if relisted > 0 {
            let _ = writeln!(text, "  {:>7} items listed again, counted once", grouped(relisted as u64));
        }
        let _ = writeln!(text, "  {:>7} triples, read back with a second reader", grouped(self.statements));
        most_reused(&mut text, ranking);
        self.findings(&mut text, inputs);
        unsaid(&mut text, self.described);
        written(&mut text, folder, files);
        next_steps(&mut text, inputs, folder);
        Ok(text)
    }

    fn findings(&self, text: &mut String, inputs: &[String]) {
        let all: Vec<Diagnostic> = self.plans.iter().flat_map(|plan| plan.diagnostics.clone()).collect();
        let _ = writeln!(text, "\nFindings: {}", FindingCounts::of(&all));
        let by_code = counted(&all);
        for (code, list) in by_code.iter().take(SHOWN_CODES) {
            let _ = writeln!(text, "  {:>4} {} [{code}]", list.len(), code.severity());
            for finding in list.iter().take(SHOWN_PLACES) {
                let file =
                    all.iter().position(|one| std::ptr::eq(one, *finding)).and_then(|at| self.file_of(at));
                let line = (finding.line > 0).then(|| line_of(finding.table, finding.line));
                let place: Vec<&str> = file.into_iter().chain(line.as_deref()).collect();
                let place = if place.is_empty() { String::new() } else { format!("{}: ", place.join(", ")) };
                let quote = opening(&finding.quote, 24);
                let quote = if quote.is_empty() { String::new() } else { format!(" 「{quote}」") };
                let _ = writeln!(text, "         {place}{}{quote}", finding.message);
            }
            if list.len() > SHOWN_PLACES {
                let _ = writeln!(text, "         … and {} more", list.len() - SHOWN_PLACES);
            }
        }
        if by_code.len() > SHOWN_CODES {
            let _ = writeln!(text, "  … and {} more kinds", by_code.len() - SHOWN_CODES);
        }
        if let ([input], false) = (inputs, all.is_empty()) {
            let _ = writeln!(text, "  All of them, with the quoted cells: policygraph check {input}");
        }
    }
}

impl Found<'_> {
    /// The document of the finding at a position in the list of all; none where there is one document only.
    fn file_of(&self, finding: usize) -> Option<&str> {
        let mut before = 0;
        let of = |plan: &&Plan| {
            before += plan.diagnostics.len();
            finding < before
        };
        self.plans.iter().find(of).filter(|_| self.plans.len() > 1).map(|plan| plan.document.file.as_str())
    }
}

fn relistings(plan: &Plan) -> usize {
    plan.objectives.iter().filter(|item| item.relisted).count()
        + plan.groups.iter().filter(|item| item.relisted).count()
        + plan.measures.iter().filter(|item| item.relisted).count()
}

fn most_reused(text: &mut String, ranking: &Answer) {
    let Answer::Solutions(solutions) = ranking else {
        return;
    };
    let column = |name: &str| solutions.variables.iter().position(|variable| variable.as_str() == name);
    let (Some(program), Some(measures), Some(goals)) =
        (column("program"), column("measures"), column("goals"))
    else {
        return;
    };
    let value = |row: &[Option<Term>], at: usize| match row.get(at) {
        Some(Some(Term::Literal(literal))) => literal.value().to_owned(),
        _ => String::new(),
    };
    if solutions.rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nPrograms that most measures use");
    for row in solutions.rows.iter().take(SHOWN_PROGRAMS) {
        let (count, goals) = (value(row, measures), value(row, goals));
        let goals = if goals == "1" { "1 goal".to_owned() } else { format!("{goals} goals") };
        let _ = writeln!(text, "  {count:>7} measures, {goals}: {}", value(row, program));
    }
}

/// What nobody has said of the dataset, so that the catalogue does not say it.
fn unsaid(text: &mut String, described: &Described) {
    let Missing { needed, wanted } = missing(&described.description);
    if needed.is_empty() && wanted.is_empty() && described.disputed.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nNot said of the dataset, so left out of catalog.ttl (docs/publish.md)");
    let lists = [
        ("DCAT-AP needs:", needed),
        ("portals show:", wanted),
        ("profiles differ:", described.disputed.clone()),
    ];
    for (name, keys) in lists.into_iter().filter(|(_, keys)| !keys.is_empty()) {
        let _ = writeln!(text, "  {name:16} {}", keys.join(", "));
    }
}

/// Folders whose files are too many to be listed, with what they hold.
const FOLDERS: [(&str, &str); 6] = [
    ("answers/", "the answers to the stored queries, a CSV file and a page each"),
    ("tables/", "the graph as tables: CSV files, pages, and what their columns mean (CSVW)"),
    ("assets/", "style and script of the pages"),
    ("id/", "a page for each thing"),
    ("queries/", "the stored queries"),
    ("ontology/", "the vocabulary of the data: ontology, code lists, shapes, registers"),
];

fn written(text: &mut String, folder: &Path, files: &[BundleFile]) {
    let _ = writeln!(text, "\nWritten to {}", folder.display());
    let within = |file: &BundleFile, name: &str| file.name.starts_with(name);
    let single: Vec<&BundleFile> =
        files.iter().filter(|file| !FOLDERS.iter().any(|(name, _)| within(file, name))).collect();
    let width = single.iter().map(|file| file.name.len()).max().unwrap_or(0);
    for file in single {
        let _ = writeln!(text, "  {:width$}  {:>8}  {}", file.name, size(file.bytes), file.about);
    }
    for (name, about) in FOLDERS {
        let inside: Vec<&BundleFile> = files.iter().filter(|file| within(file, name)).collect();
        if !inside.is_empty() {
            let all = size(inside.iter().map(|file| file.bytes).sum());
            let _ = writeln!(text, "  {name:width$}  {all:>8}  {} files: {about}", inside.len());
        }
    }
}

fn next_steps(text: &mut String, inputs: &[String], folder: &Path) {
    let input = inputs.first().map_or("INPUT", String::as_str);
    let _ = writeln!(text, "\nNext");
    let _ = writeln!(text, "  open in a browser:    {}", folder.join("index.html").display());
    let _ = writeln!(text, "  what rests on what:   policygraph impact {input} --all");
    let _ = writeln!(text, "  ask:                  policygraph query programs-by-measures {input}");
    let _ = writeln!(text, "  see what can be asked: policygraph queries");
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn opening(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= most {
        line.to_owned()
    } else {
        line.chars().take(most).chain(['…']).collect()
    }
}
