//! The plan as a tree: goals, objectives, groups, measures.

use crate::query::evaluate::Solutions;
use crate::site::Site;
use crate::site::frame::{Frame, both};
use crate::site::name::iri_link;
use crate::site::read::{Row, rows};
use indexmap::IndexMap;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of the tree that are shown at most; a plan has four.
const DEEPEST: usize = 12;

struct Item<'s> {
    iri: &'s str,
    label: &'s str,
    number: Option<&'s str>,
    level: &'s str,
}

/// What is asked for the page beside the stored query `plan-structure`: which plan the items at the top are of.
pub const PLANS: &str = "PREFIX pgo: <https://w3id.org/policygraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?plan_iri ?plan ?item_iri WHERE {
  ?plan_iri a pgo:Plan ; pgo:hasGoal|pgo:hasMeasureGroup|pgo:hasMeasure ?item_iri .
  OPTIONAL { ?plan_iri skos:prefLabel ?plan . FILTER(LANG(?plan) = \"ja\") }
} ORDER BY ?plan ?plan_iri";

/// The page with the tree; `structure` answers the stored query `plan-structure`, `plans` answers [`PLANS`].
pub fn page(site: &Site<'_>, structure: &Solutions, plans: &Solutions) -> String {
    let tree = Tree::new(structure);
    let plans = Plans::new(plans);
    let content = html! {
        h1 { (both("計画の構成", "Structure of the plan")) }
        @if tree.roots.is_empty() {
            p.note { (both("計画の項目はありません。", "There are no items of a plan.")) }
        } @else {
            @let shown = &mut BTreeSet::new();
            @if plans.names.len() > 1 {
                @for (plan, name) in &plans.names {
                    @let roots: Vec<&str> = tree.roots.iter().filter(|root| plans.of.get(*root) == Some(plan)).copied().collect();
                    @if !roots.is_empty() {
                        h2 { (iri_link(site.links, plan, &html! { (name) })) }
                        div.tree { (tree.list(site, &roots, 0, shown)) }
                    }
                }
                @let roots: Vec<&str> = tree.roots.iter().filter(|root| !plans.of.contains_key(*root)).copied().collect();
                @if !roots.is_empty() { div.tree { (tree.list(site, &roots, 0, shown)) } }
            } @else {
                div.tree { (tree.list(site, &tree.roots, 0, shown)) }
            }
        }
    };
    let frame = Frame {
        title: site.pick("計画の構成", "Structure of the plan").0,
        json_ld: None,
        has_tables: false,
        is_start: false,
    };
    frame.page(site, &content)
}

/// The plans with their names, and which of them each item at the top is of.
struct Plans<'s> {
    names: IndexMap<&'s str, &'s str>,
    of: BTreeMap<&'s str, &'s str>,
}

impl<'s> Plans<'s> {
    fn new(plans: &'s Solutions) -> Self {
        let (mut names, mut of) = (IndexMap::new(), BTreeMap::new());
        for row in rows(plans) {
            if let (Some(plan), Some(item)) = (row.text("plan_iri"), row.text("item_iri")) {
                names.entry(plan).or_insert_with(|| row.text("plan").unwrap_or(plan));
                of.entry(item).or_insert(plan);
            }
        }
        Self { names, of }
    }
}

#[derive(Default)]
struct Tree<'s> {
    roots: Vec<&'s str>,
    items: BTreeMap<&'s str, Item<'s>>,
    below: BTreeMap<&'s str, Vec<&'s str>>,
}

impl<'s> Tree<'s> {
    fn new(structure: &'s Solutions) -> Self {
        let mut tree = Self::default();
        let all: Vec<Row<'s>> = rows(structure).collect();
        for row in &all {
            if let Some(iri) = row.text("item_iri") {
                let label = row.text("label").unwrap_or(iri);
                let (number, level) = (row.text("number"), row.text("level").unwrap_or_default());
                tree.items.entry(iri).or_insert(Item { iri, label, number, level });
            }
        }
        let mut seen = BTreeSet::new();
        for row in &all {
            let Some(iri) = row.text("item_iri") else { continue };
            let parent = row.text("parent_iri").filter(|parent| tree.items.contains_key(parent));
            if seen.insert((parent, iri)) {
                match parent {
                    Some(parent) => tree.below.entry(parent).or_default().push(iri),
                    None => tree.roots.push(iri),
                }
            }
        }
        tree
    }

    /// A list of items; what stands under one that was shown before is not shown again.
    fn list(&self, site: &Site<'_>, iris: &[&'s str], depth: usize, shown: &mut BTreeSet<&'s str>) -> Markup {
        html! {
            ul {
                @for item in iris.iter().filter_map(|iri| self.items.get(iri)) {
                    @let below = self.below.get(item.iri).filter(|_| depth < DEEPEST && shown.insert(item.iri));
                    li {
                        @match below {
                            Some(below) => details open[depth == 0] {
                                summary { (words(item)) (item.label) " " span.soft { "(" (below.len()) ")" } }
                                p.own { (iri_link(site.links, item.iri, &html! { (both("ページを開く", "Open its page")) span.unseen { ": " (item.label) } })) }
                                (self.list(site, below, depth + 1, shown))
                            },
                            None => { (words(item)) (iri_link(site.links, item.iri, &html! { (item.label) })) },
                        }
                    }
                }
            }
        }
    }
}

/// What stands before the name of an item.
fn words(item: &Item<'_>) -> Markup {
    let level = match item.level {
        "goal" => Some(both("目標", "Goal")),
        "objective" => Some(both("目的", "Objective")),
        "measure" => Some(both("施策", "Measure")),
        _ => None,
    };
    html! {
        @if let Some(level) = level { span.badge { (level) } " " }
        @if let Some(number) = item.number { span.soft { (number) } " " }
    }
}
