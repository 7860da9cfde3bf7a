//! Rules that a stored query keeps, so that it runs unchanged in any SPARQL engine, tools of the field can read its
//! header, its parameters work and its answer has one order.

use std::collections::BTreeSet;
use std::fmt;

use crate::query::parameters::declared;

pub(in crate::query) mod algebra;
mod head;
mod scan;

use algebra::{Order, Select};
use scan::{Kind, Token, tokens};

/// A rule of the linter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// The file is called `NN-name.rq`: two digits, small letters and hyphens.
    FileName,
    /// The grlc block opens the file and can be read: spaces, not tabs; every part is there and is plain YAML.
    Header,
    /// `# @title` follows the block and is in Japanese.
    Title,
    /// There is a tag, and tags are small letters and hyphens.
    Tags,
    /// Defaults stand in the header (`[]` for none) and belong to parameters.
    Defaults,
    /// The text is a SPARQL query.
    Syntax,
    /// The query is a SELECT with named columns, not `SELECT *`.
    Columns,
    /// Every prefix is declared, once, and used.
    Prefixes,
    /// Parameters are `?_x`, `?_x_iri` or `?_x_integer`; columns are small letters, digits and underscores.
    VariableStyle,
    /// A parameter is bound by a triple pattern, so that leaving it out means *any*.
    ParameterBound,
    /// A parameter is a column, so that a value that was read can be given back.
    ParameterColumn,
    /// Rows are ordered in one way: the last key is an IRI, or the keys have every thing and parameter that the rows are
    /// grouped by.
    Order,
    /// No `SUM(DISTINCT …)`: equal amounts of different lines would count once.
    SumDistinct,
    /// No `FROM`, `SERVICE` or `GRAPH`: the query is about whatever graph it is asked of.
    Dataset,
    /// Labels are taken in one language.
    LabelLanguage,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 15] = [
        Self::FileName,
        Self::Header,
        Self::Title,
        Self::Tags,
        Self::Defaults,
        Self::Syntax,
        Self::Columns,
        Self::Prefixes,
        Self::VariableStyle,
        Self::ParameterBound,
        Self::ParameterColumn,
        Self::Order,
        Self::SumDistinct,
        Self::Dataset,
        Self::LabelLanguage,
    ];

    /// Its printed form.
    ///
    /// ```
    /// assert_eq!(policygraph::query::lint::Rule::SumDistinct.as_str(), "sum-distinct");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FileName => "file-name",
            Self::Header => "header",
            Self::Title => "title",
            Self::Tags => "tags",
            Self::Defaults => "defaults",
            Self::Syntax => "syntax",
            Self::Columns => "columns",
            Self::Prefixes => "prefixes",
            Self::VariableStyle => "variable-style",
            Self::ParameterBound => "parameter-bound",
            Self::ParameterColumn => "parameter-column",
            Self::Order => "order",
            Self::SumDistinct => "sum-distinct",
            Self::Dataset => "dataset",
            Self::LabelLanguage => "label-language",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A place where a query breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintFinding {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// The rule.
    pub rule: Rule,
    /// What is wrong, in words.
    pub message: String,
}

/// Everything that is wrong with a query; `file` is the name of its file without a folder. In the order of the lines.
///
/// ```
/// use policygraph::query::lint::{Rule, lint};
/// let findings = lint("01-all.rq", "#+ summary: All\nSELECT * { ?s ?p ?o }");
/// assert!(findings.iter().any(|finding| finding.rule == Rule::Columns && finding.line == 2));
/// ```
pub fn lint(file: &str, text: &str) -> Vec<LintFinding> {
    let mut report = Report::default();
    check_file_name(file, &mut report);
    head::check(text, &mut report);
    let tokens = tokens(text);
    check_words(&tokens, &mut report);
    check_prefixes(&tokens, &mut report);
    match algebra::read(text) {
        Ok(Some(select)) => check_select(&select, text, &tokens, &mut report),
        Ok(None) => report.add(1, Rule::Columns, "a stored query is a SELECT"),
        Err(error) => {
            let message = error.to_string();
            report.add(line_of_error(&message), Rule::Syntax, message);
        }
    }
    let mut findings = report.findings;
    findings.sort_by(|a, b| (a.line, a.rule, &a.message).cmp(&(b.line, b.rule, &b.message)));
    findings.dedup();
    findings
}

/// Findings while they are gathered.
#[derive(Debug, Default)]
struct Report {
    findings: Vec<LintFinding>,
}

impl Report {
    fn add(&mut self, line: usize, rule: Rule, message: impl Into<String>) {
        self.findings.push(LintFinding { line: line.max(1), rule, message: message.into() });
    }
}

/// The parser's message is the only place where it says the line: `error at 3:5: …`.
fn line_of_error(message: &str) -> usize {
    let place = message.split("error at ").nth(1).and_then(|rest| rest.split(':').next());
    place.and_then(|line| line.parse().ok()).unwrap_or(1)
}

fn is_small(text: &str, also: char) -> bool {
    let belongs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == also;
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(belongs) && !text.ends_with(also)
}

fn check_file_name(file: &str, report: &mut Report) {
    let Some(stem) = file.strip_suffix(".rq") else {
        return report.add(1, Rule::FileName, format!("`{file}` does not end in .rq"));
    };
    let good = stem.split_once('-').is_some_and(|(number, name)| {
        number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && is_small(name, '-')
    });
    if !good {
        report.add(1, Rule::FileName, format!("`{file}` is not NN-name.rq"));
    }
}

/// What words next to each other show.
fn check_words(tokens: &[Token], report: &mut Report) {
    for (at, token) in tokens.iter().enumerate() {
        let after =
            |steps: usize, keyword: &str| tokens.get(at + steps).is_some_and(|token| token.is(keyword));
        for keyword in ["FROM", "SERVICE", "GRAPH"] {
            if token.is(keyword) {
                report.add(
                    token.line,
                    Rule::Dataset,
                    format!("{keyword} ties the query to some graph or place"),
                );
            }
        }
        let skip = usize::from(after(1, "DISTINCT") || after(1, "REDUCED"));
        if token.is("SELECT") && after(1 + skip, "*") {
            report.add(token.line, Rule::Columns, "SELECT * leaves open which columns there are");
        }
        if token.is("SUM") && after(1, "(") && after(2, "DISTINCT") {
            report.add(
                token.line,
                Rule::SumDistinct,
                "SUM(DISTINCT …) counts equal amounts of different things once",
            );
        }
        if token.kind == Kind::Variable && token.text.starts_with('_') && !is_parameter(&token.text) {
            report.add(
                token.line,
                Rule::VariableStyle,
                format!("?{} is no name for a parameter", token.text),
            );
        }
    }
}

fn is_parameter(variable: &str) -> bool {
    variable.strip_prefix('_').is_some_and(|name| is_small(name, '_') && name != "iri" && name != "integer")
}

fn check_prefixes(tokens: &[Token], report: &mut Report) {
    let mut known: Vec<&Token> = Vec::new();
    let mut used = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Prefixed) {
        if at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| before.is("PREFIX")) {
            if known.iter().any(|other| other.text == token.text) {
                report.add(token.line, Rule::Prefixes, format!("{} is declared twice", token.text));
            }
            known.push(token);
            continue;
        }
        let prefix = token.text.split(':').next().unwrap_or_default();
        // A blank node has a label, not a prefix.
        if prefix != "_"
            && used.insert(prefix)
            && !known.iter().any(|other| other.text.trim_end_matches(':') == prefix)
        {
            report.add(token.line, Rule::Prefixes, format!("{prefix}: is not declared"));
        }
    }
    for token in known {
        if !used.contains(token.text.trim_end_matches(':')) {
            report.add(token.line, Rule::Prefixes, format!("{} is not used", token.text));
        }
    }
}

fn check_select(select: &Select, text: &str, tokens: &[Token], report: &mut Report) {
    let first = |name: &str| {
        let found = tokens.iter().find(|token| token.kind == Kind::Variable && token.text == name);
        found.map_or(1, |token| token.line)
    };
    let bound = select.bound();
    for parameter in declared(text) {
        let name = parameter.variable();
        if !select.columns.iter().any(|column| column == name) {
            report.add(first(name), Rule::ParameterColumn, format!("?{name} is not a column"));
        } else if !bound.contains(name) {
            let message = format!("?{name} is not bound by a triple pattern that every row needs");
            report.add(first(name), Rule::ParameterBound, message);
        }
    }
    for column in select.columns.iter().filter(|column| !column.starts_with('_') && !is_small(column, '_')) {
        let message = format!("?{column} is a column; columns are small letters, digits and underscores");
        report.add(first(column), Rule::VariableStyle, message);
    }
    let line =
        tokens.iter().rev().find(|token| token.is("ORDER")).or(tokens.last()).map_or(1, |token| token.line);
    match select.order() {
        Order::None => report.add(line, Rule::Order, "there is no ORDER BY"),
        Order::Partial => {
            report.add(line, Rule::Order, "ORDER BY does not tell all rows apart; end it in an IRI column");
        }
        Order::Total => {}
    }
    let asked: BTreeSet<&str> = tokens
        .windows(3)
        .filter_map(|window| match window {
            [lang, open, variable] if lang.is("LANG") && open.is("(") => Some(variable.text.as_str()),
            _ => None,
        })
        .collect();
    for label in select.labels().into_iter().filter(|label| !asked.contains(label)) {
        // Where the label is taken, not where it is shown.
        let taken = tokens.windows(2).find(|pair| {
            matches!(pair, [before, variable] if before.kind == Kind::Prefixed && variable.text == label)
        });
        let line = taken.and_then(|pair| pair.last()).map_or_else(|| first(label), |token| token.line);
        report.add(line, Rule::LabelLanguage, format!("?{label} takes labels of every language"));
    }
}

#[cfg(test)]
mod tests;
