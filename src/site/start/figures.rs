//! Numbers about a dataset.

use super::said::year_name;
use crate::query::catalogue::{self, StoredQuery};
use crate::query::evaluate::{Solutions, Source};
use crate::site::name::{grouped, iri_link, yen_en, yen_ja};
use crate::site::read::{ask, rows};
use crate::site::{PageError, Site, Target};
use crate::view::language::Language;
use maud::{Markup, html};

/// What is counted: class, Japanese and English name.
const CLASSES: [(&str, &str, &str); 8] = [
    ("Goal", "目標", "goals"),
    ("Objective", "目的", "objectives"),
    ("MeasureGroup", "施策の見出し", "groups of measures"),
    ("Measure", "施策", "measures"),
    ("Ministry", "府省庁", "ministries"),
    ("Program", "事業", "programs"),
    ("BudgetLine", "予算額", "budget lines"),
    ("ReportedQuantity", "報告された数量", "reported quantities"),
];

/// Stored queries that list what is missing or unsure.
const UNSURE: [&str; 6] = [
    "measures-without-lead",
    "measures-without-program",
    "measures-without-money",
    "possibly-same-programs",
    "uncertain-amounts",
    "conflicting-lines",
];

/// Programs that the start page shows.
const MOST_REUSED: usize = 10;

/// What the start page says in numbers.
#[derive(Debug, Clone)]
pub struct Figures {
    /// How many things of each of [`CLASSES`] there are.
    counts: Vec<i64>,
    money: Vec<Money>,
    reuse: Vec<Reuse>,
    /// Stored queries about what is missing or unsure, with the rows of their answers.
    pub(super) unsure: Vec<(StoredQuery, usize)>,
    budget: Option<StoredQuery>,
    ranking: Option<StoredQuery>,
}

/// The bounds of a year's money.
#[derive(Debug, Clone)]
struct Money {
    year: i32,
    lower: i64,
    upper: i64,
}

/// A program and the measures that use it.
#[derive(Debug, Clone)]
struct Reuse {
    iri: String,
    label: String,
    measures: i64,
}

impl Figures {
    /// Whether there is nothing of a plan.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|count| *count == 0)
    }

    /// Counts what a source holds.
    pub fn read(source: &dyn Source) -> Result<Self, PageError> {
        let counts = CLASSES.iter().map(|(class, _, _)| {
            let query = format!(
                "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <https://w3id.org/policygraph/ontology#{class}> }}"
            );
            let solutions = ask(source, "number of things", &query, None)?;
            Ok(rows(&solutions).find_map(|row| row.integer("n")).unwrap_or_default())
        });
        let counts = counts.collect::<Result<_, PageError>>()?;
        let budget = stored("budget-totals");
        let ranking = stored("programs-by-measures");
        let unsure = UNSURE.iter().filter_map(|name| stored(name)).map(|query| {
            let number = answer(source, Some(&query))?.rows.len();
            Ok((query, number))
        });
        Ok(Self {
            counts,
            money: money(&answer(source, budget.as_ref())?),
            reuse: reuse(&answer(source, ranking.as_ref())?),
            unsure: unsure.collect::<Result<_, PageError>>()?,
            budget,
            ranking,
        })
    }

    /// Counts and money.
    pub(super) fn markup(&self, site: &Site<'_>, language: Language) -> Markup {
        let amount = |yen| language.pick(&yen_ja(yen), &yen_en(yen)).to_owned();
        html! {
            section aria-labelledby="figures" {
                h2 id="figures" { (language.pick("数字で見る", "Figures")) }
                dl.figures {
                    @for ((_, japanese, english), number) in CLASSES.iter().zip(&self.counts) {
                        @if *number > 0 { div { dt { (language.pick(japanese, english)) } dd { (grouped(*number)) } } }
                    }
                }
                @if !self.money.is_empty() {
                    h3 { (language.pick("文書に示された予算額(年度別)", "Money stated in the documents, by fiscal year")) }
                    p { (language.pick(
                        "同じ予算額は一度だけ数えています。下限は全額が示されたものの合計、上限はこれに、内数としてのみ示されたものの全額を加えた額です。内数の割合は文書に示されていません。",
                        "Each budget line counts once. The lower bound adds the lines that are stated whole; the upper bound adds to these, in full, the lines that are only stated as a portion (内数), whose share the documents do not say.",
                    )) }
                    section.sheet aria-labelledby="money-caption" tabindex="0" {
                        table {
                            caption id="money-caption" { (language.pick("年度別の予算額の下限と上限", "Bounds of the money by fiscal year")) }
                            thead { tr {
                                th scope="col" { (language.pick("年度", "Fiscal year")) }
                                th.n scope="col" { (language.pick("下限", "Lower bound")) }
                                th.n scope="col" { (language.pick("上限", "Upper bound")) }
                            } }
                            tbody {
                                @for money in &self.money {
                                    tr {
                                        th scope="row" { (year_name(money.year, language)) }
                                        td.n { (amount(money.lower)) }
                                        td.n { (amount(money.upper)) }
                                    }
                                }
                            }
                        }
                    }
                    (more(site, self.budget.as_ref(), language))
                }
            }
        }
    }

    /// The programs that most measures use.
    pub(super) fn reuse(&self, site: &Site<'_>, language: Language) -> Markup {
        let most = self.reuse.iter().map(|reuse| reuse.measures).max().unwrap_or(1).max(1);
        html! {
            @if !self.reuse.is_empty() {
                section aria-labelledby="reuse" {
                    h3 id="reuse" { (language.pick("多くの施策で用いられる事業", "Programs that most measures use")) }
                    ol.bars {
                        @for reuse in &self.reuse {
                            li {
                                (iri_link(site.links, &reuse.iri, &html! { span lang="ja" { (reuse.label) } }))
                                " " span.soft { (grouped(reuse.measures)) (language.pick("施策", " measures")) }
                                svg.bar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
                                    rect width=(reuse.measures.saturating_mul(100) / most) height="4" {}
                                }
                            }
                        }
                    }
                    (more(site, self.ranking.as_ref(), language))
                }
            }
        }
    }
}

fn stored(name: &str) -> Option<StoredQuery> {
    catalogue::find(name).ok()
}

fn answer(source: &dyn Source, query: Option<&StoredQuery>) -> Result<Solutions, PageError> {
    match query {
        Some(query) => ask(source, "answer to a stored query", query.text, None),
        None => Ok(Solutions::default()),
    }
}

fn money(solutions: &Solutions) -> Vec<Money> {
    let row = |row: crate::site::read::Row<'_>| {
        Some(Money {
            year: i32::try_from(row.integer("_year_integer")?).ok()?,
            lower: row.integer("lower")?,
            upper: row.integer("upper")?,
        })
    };
    rows(solutions).filter_map(row).collect()
}

fn reuse(solutions: &Solutions) -> Vec<Reuse> {
    let row = |row: crate::site::read::Row<'_>| {
        Some(Reuse {
            iri: row.text("_program_iri")?.to_owned(),
            label: row.text("program")?.to_owned(),
            measures: row.integer("measures")?,
        })
    };
    rows(solutions).filter_map(row).take(MOST_REUSED).collect()
}

fn more(site: &Site<'_>, query: Option<&StoredQuery>, language: Language) -> Markup {
    html! {
        @if let Some(href) = query.and_then(|query| site.links.href(Target::Query(query))) {
            p { a href=(href) { (language.pick("すべて見る", "See all")) } }
        }
    }
}
