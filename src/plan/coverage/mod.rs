//! What the facts of a plan leave uncovered of its status and plan cells, so that a person sees what was not understood.
//!
//! Worked out from the plan alone: the cells as they stand in the file, and the places of names of programs and bodies, amounts, results and
//! dates in them. Most of such a cell is plain prose, which is never a fact; so the stretches that look like one come
//! first: money, quoted names, numbers. Blanks, punctuation, brackets, bullets and markup are neutral and not counted.

mod look;

use super::model::{ColumnRole, ItemId, Plan, Statement, StatementContent};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::markup::Plain;
use crate::source::Span;
use look::{Look, is_label};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// How far the facts of a document cover its status and plan cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The cells, in reading order; empty ones are left out.
    pub cells: Vec<CellCoverage>,
}

/// How far facts cover one status or plan cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellCoverage {
    /// Identifier of the measure that the cell is about.
    pub measure: ItemId,
    /// Whether the cell reports results or plans.
    pub role: ColumnRole,
    /// Fiscal year of the column.
    pub fiscal_year: Option<i32>,
    /// Where the cell stands.
    #[serde(skip)]
    pub span: Span,
    /// Characters that count: letters, kana, kanji and digits.
    pub characters: u32,
    /// How many of them facts cover.
    pub covered: u32,
    /// The stretches that facts cover, in order: first character of the cell as it stands in the file, and that after the
    /// last one.
    #[serde(skip)]
    pub facts: Vec<(u32, u32)>,
    /// The stretches that no fact covers, in order.
    pub uncovered: Vec<Uncovered>,
}

/// A stretch of a cell that no fact covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Uncovered {
    /// First character in the cell as it stands in the file, from 0, in code points.
    pub start: u32,
    /// Character after the last one.
    pub end: u32,
    /// The words, as they stand in the file.
    pub text: String,
    /// What the stretch looks like.
    pub kind: UncoveredKind,
}

/// What an uncovered stretch looks like. The order is that of how much it deserves a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UncoveredKind {
    /// Digits with 円 or another currency.
    Money,
    /// A quotation that ends like a program: 「…事業」.
    Program,
    /// Words without quotation marks that end like a program.
    Name,
    /// Another quotation.
    Quote,
    /// Digits with a unit.
    Number,
    /// Words that end like a public body or organization, or name one that the plan holds responsible or names elsewhere.
    Body,
    /// A year or fiscal year.
    Year,
    /// Plain prose.
    Text,
}

impl UncoveredKind {
    /// Every kind, most deserving first.
    pub const ALL: [Self; 8] = [
        Self::Money,
        Self::Program,
        Self::Name,
        Self::Quote,
        Self::Number,
        Self::Body,
        Self::Year,
        Self::Text,
    ];

    /// The stable printed form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Program => "program",
            Self::Name => "name",
            Self::Quote => "quote",
            Self::Number => "number",
            Self::Body => "body",
            Self::Year => "year",
            Self::Text => "text",
        }
    }
}

/// Sums over cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CoverageTotals {
    /// Number of cells.
    pub cells: u64,
    /// Characters that count.
    pub characters: u64,
    /// How many of them facts cover.
    pub covered: u64,
}

impl CoverageTotals {
    /// The covered share in tenths of a percent, rounded down; 1000 of nothing.
    pub fn per_mille(&self) -> u64 {
        (self.covered * 1000).checked_div(self.characters).unwrap_or(1000)
    }
}

impl std::ops::AddAssign for CoverageTotals {
    fn add_assign(&mut self, other: Self) {
        self.cells += other.cells;
        self.characters += other.characters;
        self.covered += other.covered;
    }
}

impl Coverage {
    /// The sums over all cells.
    pub fn totals(&self) -> CoverageTotals {
        let mut totals = CoverageTotals::default();
        for cell in &self.cells {
            let (characters, covered) = (u64::from(cell.characters), u64::from(cell.covered));
            totals += CoverageTotals { cells: 1, characters, covered };
        }
        totals
    }

    /// How many stretches there are of a kind.
    pub fn count(&self, kind: UncoveredKind) -> usize {
        self.cells.iter().flat_map(|cell| &cell.uncovered).filter(|stretch| stretch.kind == kind).count()
    }
}

/// How far the facts of a plan cover its status and plan cells.
///
/// A cell that as a whole says that the work is done, that there is nothing to report, or to look elsewhere is understood
/// as a whole.
///
/// ```
/// use policygraph::plan::{BuildOptions, build, coverage, UncoveredKind};
/// use policygraph::source::{Document, Table};
///
/// let table = "計画\n\t\t令和4年度の実績\t令和5年度の予定\n\t・基地を建てる。【◎文】\t約3千ドルで実施した。\t対応済み\n";
/// let document = Document::from_bytes("moon.tsv", table.into())?;
/// let plan = build(&document, &Table::read(&document)?, &BuildOptions::default());
/// let coverage = coverage(&plan);
/// let status = &coverage.cells[0];
/// assert_eq!((status.uncovered[0].kind, status.uncovered[0].text.as_str()), (UncoveredKind::Money, "約3千ドル"));
/// # Ok::<(), policygraph::source::SourceError>(())
/// ```
pub fn coverage(plan: &Plan) -> Coverage {
    let facts = Facts::of(plan);
    let look = Look::new(plan);
    let cells = plan.statements.par_iter().map(|statement| facts.cell(statement, &look));
    Coverage { cells: cells.filter(|cell| cell.characters > 0).collect() }
}

/// A finding for each stretch that looks like money or like a quoted program and that no fact covers.
pub(super) fn not_understood(plan: &Plan) -> Vec<Diagnostic> {
    let facts = Facts::of(plan);
    let look = Look::strongest();
    let findings = plan
        .statements
        .par_iter()
        .filter(|statement| look.may_find(&statement.text))
        .flat_map_iter(|statement| {
            let cell = facts.cell(statement, &look);
            let strong = cell.uncovered.into_iter().filter(|stretch| stretch.kind <= UncoveredKind::Program);
            strong.map(|stretch| finding(statement, &stretch)).collect::<Vec<_>>()
        });
    findings.collect()
}

fn finding(statement: &Statement, stretch: &Uncovered) -> Diagnostic {
    let message = match stretch.kind {
        UncoveredKind::Money => "the words look like money, but no amount was read",
        _ => "the words look like the name of a program, but none was read",
    };
    let span = Span { start: stretch.start, end: stretch.end, ..statement.span };
    Diagnostic::at(Code::NotUnderstood, &span, &stretch.text, message)
}

/// The places of all facts, by cell.
struct Facts(BTreeMap<(u32, u32, u32), Vec<Range<u32>>>);

impl Facts {
    fn of(plan: &Plan) -> Self {
        let mut by_cell: BTreeMap<(u32, u32, u32), Vec<Range<u32>>> = BTreeMap::new();
        let spans = plan.mentions.iter().map(|fact| fact.span);
        let spans = spans.chain(plan.body_mentions.iter().map(|fact| fact.span));
        let spans = spans.chain(plan.budgets.iter().map(|fact| fact.span));
        let spans = spans.chain(plan.quantities.iter().map(|fact| fact.span));
        for span in spans.chain(plan.dates.iter().map(|fact| fact.span)) {
            by_cell.entry(span.cell()).or_default().push(span.start..span.end);
        }
        for ranges in by_cell.values_mut() {
            ranges.sort_unstable_by_key(|range| (range.start, range.end));
        }
        Self(by_cell)
    }

    /// How far they cover a cell.
    fn cell(&self, statement: &Statement, look: &Look) -> CellCoverage {
        let raw = statement.surface();
        let plain = Plain::read(raw);
        let mut letters = letters(raw, &plain);
        if statement.content == StatementContent::Narrative {
            self.cover(statement, &mut letters);
        } else {
            for letter in &mut letters {
                letter.state = State::Covered;
            }
        }
        let counted = letters.iter().filter(|letter| letter.counts);
        let characters = counted.clone().count();
        let covered = counted.filter(|letter| letter.state == State::Covered).count();
        CellCoverage {
            measure: statement.measure.clone(),
            role: statement.role,
            fiscal_year: statement.fiscal_year,
            span: statement.span,
            characters: u32::try_from(characters).unwrap_or(u32::MAX),
            covered: u32::try_from(covered).unwrap_or(u32::MAX),
            facts: letters
                .chunk_by(|a, b| (a.state == State::Covered) == (b.state == State::Covered))
                .filter(|run| run.first().is_some_and(|letter| letter.state == State::Covered))
                .filter_map(|run| Some((run.first()?.raw.start, run.last()?.raw.end)))
                .collect(),
            uncovered: uncovered(raw, plain.as_str(), &mut letters, look),
        }
    }

    fn cover(&self, statement: &Statement, letters: &mut [Letter]) {
        let Some(ranges) = self.0.get(&statement.span.cell()) else {
            return;
        };
        let (mut ranges, mut end) = (ranges.iter().peekable(), 0);
        for letter in letters {
            while let Some(range) = ranges.next_if(|range| range.start <= letter.raw.start) {
                end = end.max(range.end);
            }
            if letter.raw.start < end {
                letter.state = State::Covered;
            }
        }
    }
}

/// A character of a cell's plain text.
struct Letter {
    /// First byte in the plain text.
    at: usize,
    /// Bytes of the cell as it stands in the file that it comes from.
    bytes: Range<usize>,
    /// The same in characters.
    raw: Range<u32>,
    /// Whether it is none of the neutral ones.
    counts: bool,
    state: State,
    /// Whether a sentence or line ends here.
    ends: bool,
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing so far.
    Open,
    /// A fact.
    Covered,
    /// A stretch that looks like something.
    Told,
}

fn letters(raw: &str, plain: &Plain<'_>) -> Vec<Letter> {
    let text = plain.as_str();
    let starts: Vec<usize> =
        if plain.is_verbatim() { Vec::new() } else { raw.char_indices().map(|(at, _)| at).collect() };
    let character = |byte: usize| u32::try_from(starts.partition_point(|at| *at < byte)).unwrap_or(u32::MAX);
    (0_u32..)
        .zip(text.char_indices())
        .map(|(number, (at, c))| {
            let bytes = plain.raw_range(at..at + c.len_utf8());
            let raw = if plain.is_verbatim() {
                number..number + 1
            } else {
                character(bytes.start)..character(bytes.end)
            };
            let counts = c.is_alphanumeric() && !is_label(text, at, c);
            Letter { at, bytes, raw, counts, state: State::Open, ends: matches!(c, '。' | '\n') }
        })
        .collect()
}

/// The stretches of a text that no fact covers, in order: those that look like something, and the prose between.
fn uncovered(raw: &str, text: &str, letters: &mut [Letter], look: &Look) -> Vec<Uncovered> {
    let mut found = Vec::new();
    for (range, kind) in look.find(text) {
        let first = letters.partition_point(|letter| letter.at < range.start);
        let last = letters.partition_point(|letter| letter.at < range.end);
        let Some(part) = letters.get_mut(first..last) else { continue };
        let is_free = part.iter().all(|letter| letter.state == State::Open);
        if is_free && part.iter().any(|letter| letter.counts) {
            for letter in part.iter_mut() {
                letter.state = State::Told;
            }
            found.extend(stretch(raw, part, kind));
        }
    }
    if look.takes_prose() {
        let is_open = |letter: &Letter| letter.state == State::Open && !letter.ends;
        let runs = letters.chunk_by(|a, b| is_open(a) == is_open(b));
        for run in runs.filter(|run| run.first().is_some_and(is_open)) {
            let first = run.iter().position(|letter| letter.counts);
            let last = run.iter().rposition(|letter| letter.counts);
            if let (Some(first), Some(last)) = (first, last) {
                found.extend(stretch(raw, run.get(first..=last).unwrap_or_default(), UncoveredKind::Text));
            }
        }
    }
    found.sort_by_key(|stretch| (stretch.start, stretch.end));
    found
}

fn stretch(raw: &str, part: &[Letter], kind: UncoveredKind) -> Option<Uncovered> {
    let (first, last) = (part.first()?, part.last()?);
    let words = raw.get(first.bytes.start..last.bytes.end)?.to_owned();
    Some(Uncovered { start: first.raw.start, end: last.raw.end, text: words, kind })
}
