//! The tables of `tests/answers`, and how an answer is brought to their form (see `derive.py` for the form).

use crate::support::{Graph, path, plain, report_graph};
use oxigraph::model::{Term, Variable};
use policygraph::query::evaluate::Solutions;
use policygraph::query::prefix;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What one stored query has to answer.
pub(crate) struct Expected {
    /// `05`
    pub(crate) number: String,
    /// `measures-led`
    pub(crate) name: String,
    /// All columns of the query.
    pub(crate) columns: Vec<String>,
    pub(crate) keys: Vec<Key>,
    pub(crate) rows: Vec<Vec<String>>,
    /// The order of the rows counts.
    pub(crate) in_order: bool,
    /// Rows whose first cell the table does not have are not judged.
    pub(crate) partly: bool,
}

/// A column of a table: the columns of the query it is made from, and how.
pub(crate) struct Key {
    names: Vec<String>,
    how: String,
}

impl Expected {
    /// All tables, by number.
    pub(crate) fn all() -> Vec<Self> {
        let mut files: Vec<_> = fs::read_dir(path("tests/answers"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
            .collect();
        files.sort();
        let table = |path: &std::path::PathBuf| {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let (number, name) = stem.split_once('-').unwrap();
            Self::read(number, name, &fs::read_to_string(path).unwrap())
        };
        files.iter().map(table).collect()
    }

    fn read(number: &str, name: &str, text: &str) -> Self {
        let (comments, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("# "));
        let mut rows = rest.into_iter().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let keys: Vec<Key> = rows.next().unwrap().iter().map(|column| Key::read(column)).collect();
        let rows: Vec<_> = rows.collect();
        assert!(rows.iter().all(|row| row.len() == keys.len()), "{name}");
        let columns = comments.iter().find_map(|line| line.strip_prefix("# columns: ")).unwrap();
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            columns: columns.split(' ').map(str::to_owned).collect(),
            keys,
            rows,
            in_order: comments.contains(&"# in order"),
            partly: comments.contains(&"# partly"),
        }
    }

    /// What differs from an answer, one sentence each; nothing if it is right.
    pub(crate) fn differences(&self, solutions: &Solutions, things: &Things) -> Vec<String> {
        let columns: Vec<&str> = solutions.variables.iter().map(Variable::as_str).collect();
        if columns != self.columns {
            return vec![format!("the columns are {}", columns.join(" "))];
        }
        let mut wrong = things.labels_beside_iris(solutions);
        let mut have: Vec<Vec<String>> = solutions
            .rows
            .iter()
            .map(|row| self.keys.iter().map(|key| key.value(&columns, row, things)).collect())
            .collect();
        if self.partly {
            let judged: BTreeSet<&String> = self.rows.iter().map(|row| &row[0]).collect();
            have.retain(|row| judged.contains(&row[0]));
        }
        let (have_counted, want_counted) = (counted(&have), counted(&self.rows));
        for (row, times) in &want_counted {
            let found = have_counted.get(row).copied().unwrap_or_default();
            if found < *times {
                wrong.push(format!("missing: {}", row.join(" | ")));
            }
        }
        for (row, times) in &have_counted {
            let wanted = want_counted.get(row).copied().unwrap_or_default();
            if *times > wanted {
                wrong.push(format!("not expected: {}", row.join(" | ")));
            }
        }
        if wrong.is_empty() && self.in_order && have != self.rows {
            let at = have.iter().zip(&self.rows).position(|(have, want)| have != want).unwrap();
            wrong.push(format!("row {} is out of order: {}", at + 1, have[at].join(" | ")));
        }
        wrong
    }
}

fn counted(rows: &[Vec<String>]) -> BTreeMap<&Vec<String>, usize> {
    let mut counted = BTreeMap::new();
    for row in rows {
        *counted.entry(row).or_default() += 1;
    }
    counted
}

fn sorted_names(list: &str) -> String {
    let mut names: Vec<&str> = list.split('、').collect();
    names.sort_unstable();
    names.join("、")
}

impl Key {
    fn read(column: &str) -> Self {
        let (names, how) = column.split_once(':').unwrap_or((column, ""));
        Self { names: names.split('+').map(str::to_owned).collect(), how: how.to_owned() }
    }

    fn value(&self, columns: &[&str], row: &[Option<Term>], things: &Things) -> String {
        let cell = |name: &String| {
            let place = columns.iter().position(|column| column == name);
            let place = place.unwrap_or_else(|| panic!("the table asks for the column {name}"));
            row[place].as_ref().map(plain).unwrap_or_default()
        };
        let text = self.names.iter().map(cell).collect::<Vec<_>>().join("、");
        let look = |map: &BTreeMap<String, String>| {
            map.get(&text).cloned().unwrap_or_else(|| prefix::shorten(&text))
        };
        match self.how.as_str() {
            "" => prefix::shorten(&text),
            "line" if things.plans.contains(&text) => String::new(),
            "line" => look(&things.lines),
            "goal" => look(&things.marks),
            "name" if things.measures.contains(&text) => format!("line {}", things.lines[&text]),
            "name" => look(&things.labels),
            "local" => text.rsplit(['#', '/', ':']).next().unwrap().to_owned(),
            "set" => sorted_names(&text),
            other => panic!("{other} is no way to bring a column to the form of the table"),
        }
    }
}

/// What stands behind the IRIs of the report's graph.
pub(crate) struct Things {
    labels: BTreeMap<String, String>,
    /// Source lines of goals, objectives, groups and measures.
    lines: BTreeMap<String, String>,
    /// Numbers of goals.
    marks: BTreeMap<String, String>,
    measures: BTreeSet<String>,
    plans: BTreeSet<String>,
}

/// Columns with an IRI and the columns with its label.
const LABELS: [(&str, &str); 17] = [
    ("_goal_iri", "goal"),
    ("_program_iri", "program"),
    ("_ministry_iri", "ministry"),
    ("_measure_iri", "measure"),
    ("measure_iri", "measure"),
    ("other_measure_iri", "other_measure"),
    ("objective_iri", "objective"),
    ("item_iri", "label"),
    ("under_iri", "listed_under"),
    ("partner_iri", "partner"),
    ("first_iri", "first"),
    ("second_iri", "second"),
    ("other_iri", "other"),
    ("body_iri", "body"),
    ("of_program_iri", "of_program"),
    ("thing_iri", "label"),
    ("value_iri", "value"),
];

impl Things {
    pub(crate) fn of_report() -> Self {
        let graph = report_graph();
        let pairs = |query: &str| -> BTreeMap<String, String> {
            graph.select(query).into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
        };
        Self {
            labels: pairs("SELECT ?s ?label { ?s skos:prefLabel ?label FILTER(LANG(?label) = 'ja') }"),
            lines: pairs(
                "SELECT ?s ?line { VALUES ?class { pgo:Goal pgo:Objective pgo:MeasureGroup pgo:Measure }
                   ?s a ?class ; pgo:evidence/pgo:line ?line }",
            ),
            marks: pairs("SELECT ?s ?mark { ?s a pgo:Goal ; skos:notation ?mark }"),
            measures: all(graph, "pgo:Measure"),
            plans: all(graph, "pgo:Plan"),
        }
    }

    /// A label that is not the one of the IRI beside it, or a line that is not the measure's.
    fn labels_beside_iris(&self, solutions: &Solutions) -> Vec<String> {
        let place = |name: &str| solutions.variables.iter().position(|variable| variable.as_str() == name);
        let lines = [("measure_iri", "source_line", &self.lines)];
        let pairs = LABELS.iter().map(|(iri, label)| (*iri, *label, &self.labels)).chain(lines);
        let mut wrong = BTreeSet::new();
        for (iri, beside, map) in pairs {
            let (Some(iri), Some(label)) = (place(iri), place(beside)) else { continue };
            for row in &solutions.rows {
                let Some(thing) = row[iri].as_ref().map(plain) else { continue };
                let have = row[label].as_ref().map(plain).unwrap_or_default();
                // A result without a program stands for its measure, and names no program.
                let is_measure = have.is_empty() && beside == "program" && self.lines.contains_key(&thing);
                if map.get(&thing) != Some(&have) && !is_measure {
                    wrong.insert(format!("{beside} of {} is {have:?}", prefix::shorten(&thing)));
                }
            }
        }
        wrong.into_iter().collect()
    }
}

fn all(graph: &Graph, class: &str) -> BTreeSet<String> {
    graph.column(&format!("SELECT ?s {{ ?s a {class} }}")).into_iter().collect()
}
