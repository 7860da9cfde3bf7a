//! What is known behind the marks of a picture: the facts of its nodes and edges, with the words that say them.
//!
//! May live here: turning facts of the graph into what a [`Page`] shows beside its picture. A node is known by its kind and IRI,
//! an edge by its ends, so every view gets its details in the same way.

use crate::facts::{Facts, Relation, Thing};
use crate::view::drawing::Drawing;
use crate::view::language::Language;
use crate::view::links::Links;
use crate::view::network::{EdgeKind, Network, Node, NodeKind};
use crate::view::page::{Choice, EdgeDetail, Fact, NodeDetail, Page};
use std::collections::{BTreeMap, BTreeSet};

mod measure;
mod program;
mod quote;

use quote::Quotes;

/// Everything that details are made from.
struct Known<'k> {
    links: &'k Links,
    facts: &'k Facts,
    quotes: Quotes<'k>,
    language: Language,
    measures: BTreeMap<&'k str, usize>,
    programs: BTreeMap<&'k str, usize>,
    bodies: BTreeMap<&'k str, usize>,
    headings: BTreeMap<&'k str, usize>,
    /// Places of the rows of goals and bodies among the choices of the page.
    goal_choices: BTreeMap<usize, usize>,
    body_choices: BTreeMap<usize, usize>,
    /// The measures that use each program, in order.
    users: Vec<Vec<usize>>,
    /// The budget lines of each program.
    own_lines: crate::facts::Links,
    /// The budget statements for each program.
    stated: crate::facts::Links,
    /// The lines that each budget statement speaks of.
    lines_of: crate::facts::Links,
    /// The IRIs of the budget lines that are shown.
    shown_lines: BTreeSet<&'k str>,
    /// The programs that count as each program, itself among them: its parts, where parts are rolled up.
    families: Vec<Vec<Thing>>,
}

/// The page of a picture. `links` are those that the picture shows, `facts` are kept to the extent of pages, `notes` stand at
/// the foot.
pub fn page(drawing: Drawing, links: &Links, facts: &Facts, language: Language, notes: Vec<String>) -> Page {
    let known = Known::new(links, facts, language);
    let of_nodes = drawing.network.nodes.iter().map(|node| known.node(node)).collect();
    let of_edges = drawing.network.edges.iter().map(|edge| known.edge(&drawing.network, edge)).collect();
    Page {
        language,
        scene: drawing.scene,
        nodes: of_nodes,
        edges: of_edges,
        goals: known.goal_list(),
        bodies: known.body_list(),
        years: links
            .years
            .iter()
            .map(|row| Choice { mark: row.year.to_string(), label: row.name(language).to_owned() })
            .collect(),
        orders: drawing.orders,
        network: drawing.network,
        notes,
        site: None,
    }
}

/// The programs that count as each program.
///
/// Links whose parts are rolled up have no parts left, while the facts know them still.
fn families(links: &Links, facts: &Facts) -> Vec<Vec<Thing>> {
    let parts = facts.links(Relation::Wholes).reversed();
    let things: Vec<Option<Thing>> = links.programs.iter().map(|row| facts.thing(&row.iri)).collect();
    let is_part = |thing: Thing| facts.links(Relation::Wholes).of(thing).iter().any(|whole| *whole != thing);
    let rolled: BTreeSet<Thing> = links
        .programs
        .iter()
        .zip(&things)
        .filter_map(|(row, thing)| thing.filter(|thing| row.wholes.is_empty() && is_part(*thing)))
        .collect();
    let family = |thing: &Option<Thing>| {
        let mut family: Vec<Thing> = thing.iter().copied().collect();
        let mut at = 0;
        while let Some(next) = family.get(at) {
            let more: Vec<Thing> =
                parts.of(*next).iter().copied().filter(|part| rolled.contains(part)).collect();
            for part in more {
                if !family.contains(&part) {
                    family.push(part);
                }
            }
            at += 1;
        }
        family
    };
    things.iter().map(family).collect()
}

impl<'k> Known<'k> {
    fn new(links: &'k Links, facts: &'k Facts, language: Language) -> Self {
        fn places<'r, T>(rows: &'r [T], iri: impl Fn(&'r T) -> &'r str) -> BTreeMap<&'r str, usize> {
            rows.iter().enumerate().map(|(place, row)| (iri(row), place)).collect()
        }
        let headings = [&links.goals, &links.objectives, &links.groups].into_iter();
        let mut users = vec![Vec::new(); links.programs.len()];
        for used in &links.uses {
            if let Some(users) = users.get_mut(used.program) {
                users.push(used.measure);
            }
        }
        let numbered = |rows: BTreeSet<usize>| -> BTreeMap<usize, usize> {
            rows.into_iter().enumerate().map(|(choice, row)| (row, choice)).collect()
        };
        let listings = links.measures.iter().flat_map(|row| &row.listings);
        let responsible = links.measures.iter().flat_map(|row| row.leads.iter().chain(&row.supporting));
        Self {
            quotes: Quotes::new(facts, language),
            measures: places(&links.measures, |row| &row.iri),
            programs: places(&links.programs, |row| &row.iri),
            bodies: places(&links.bodies, |row| &row.iri),
            headings: headings.flat_map(|rows| places(rows, |row| &row.iri)).collect(),
            goal_choices: numbered(listings.filter_map(|listing| listing.under.goal).collect()),
            body_choices: numbered(responsible.copied().collect()),
            links,
            facts,
            language,
            users,
            own_lines: facts.links(Relation::Owners).reversed(),
            stated: facts.links(Relation::StatedFor).reversed(),
            lines_of: facts.links(Relation::Statements).reversed(),
            shown_lines: links.lines.iter().map(|line| line.iri.as_str()).collect(),
            families: families(links, facts),
        }
    }

    fn pick(&self, japanese: &'static str, english: &'static str) -> &'static str {
        self.language.pick(japanese, english)
    }

    fn body_name(&self, body: usize) -> &str {
        self.links.bodies.get(body).map(|row| row.name(self.language)).unwrap_or_default()
    }

    fn goal_list(&self) -> Vec<Choice> {
        let rows = self.goal_choices.keys().filter_map(|goal| self.links.goals.get(*goal));
        rows.map(|row| Choice { mark: row.mark.clone().unwrap_or_default(), label: row.label.clone() })
            .collect()
    }

    fn body_list(&self) -> Vec<Choice> {
        let rows = self.body_choices.keys().filter_map(|body| Some((*body, self.links.bodies.get(*body)?)));
        rows.map(|(body, row)| Choice { mark: row.mark.clone(), label: self.body_name(body).to_owned() })
            .collect()
    }

    fn node(&self, node: &Node) -> NodeDetail {
        match node.kind {
            NodeKind::Measure => self.measures.get(node.iri.as_str()).map(|place| self.measure(*place)),
            NodeKind::Program => self.programs.get(node.iri.as_str()).map(|place| self.program(*place)),
            NodeKind::Body => self.bodies.get(node.iri.as_str()).map(|place| self.body(*place)),
            NodeKind::Goal | NodeKind::Objective | NodeKind::Group => Some(self.heading(node)),
        }
        .unwrap_or_default()
    }

    fn body(&self, body: usize) -> NodeDetail {
        let mut detail = NodeDetail::default();
        if let Some(row) = self.links.bodies.get(body) {
            detail.names =
                std::iter::once(&row.mark).chain(&row.names).chain(&row.english).cloned().collect();
        }
        let choice = self.body_choices.get(&body).copied();
        detail.bodies = choice.into_iter().collect();
        let counts = self.links.measures.iter().fold((0, 0), |(leads, supports), row| {
            (
                leads + usize::from(row.leads.contains(&body)),
                supports + usize::from(row.supporting.contains(&body)),
            )
        });
        if counts.0 > 0 {
            detail.leads = detail.bodies.clone();
        }
        detail.facts.push(Fact {
            name: self.pick("施策", "Measures").to_owned(),
            text: match self.language {
                Language::Japanese => format!("主担当(◎) {}、その他の担当 {}", counts.0, counts.1),
                Language::English => format!("leads (◎) {}, supports {}", counts.0, counts.1),
            },
            ..Fact::default()
        });
        detail
    }

    fn heading(&self, node: &Node) -> NodeDetail {
        let place = self.headings.get(node.iri.as_str()).copied();
        let under = |listing: &crate::view::links::Listing| match node.kind {
            NodeKind::Goal => listing.under.goal,
            NodeKind::Objective => listing.under.objective,
            _ => listing.under.group,
        };
        let stands = |row: &&crate::view::links::MeasureRow| row.listings.iter().any(|l| under(l) == place);
        let measures = self.links.measures.iter().filter(stands).count();
        let goal = match node.kind {
            NodeKind::Goal => place,
            NodeKind::Objective => place.and_then(|place| self.links.objectives.get(place)?.under.goal),
            _ => place.and_then(|place| self.links.groups.get(place)?.under.goal),
        };
        let goals = goal.and_then(|goal| self.goal_choices.get(&goal).copied()).into_iter().collect();
        let fact = Fact {
            name: self.pick("施策", "Measures").to_owned(),
            text: measures.to_string(),
            ..Fact::default()
        };
        NodeDetail { goals, facts: vec![fact], ..NodeDetail::default() }
    }

    fn edge(&self, network: &Network, edge: &crate::view::network::Edge) -> EdgeDetail {
        let iri = |place: usize| network.nodes.get(place).map(|node| node.iri.as_str()).unwrap_or_default();
        let (source, target) = (iri(edge.source), iri(edge.target));
        let measure = || self.measures.get(source).copied();
        let program = |iri: &str| self.programs.get(iri).copied();
        match edge.kind {
            EdgeKind::Uses => {
                measure().zip(program(target)).map(|(measure, program)| self.used(measure, program))
            }
            EdgeKind::UsesPart => {
                measure().zip(program(target)).map(|(measure, program)| self.used_part(measure, program))
            }
            EdgeKind::Shares => Some(self.shared(source, target)),
            EdgeKind::WorksWith => {
                let body = |iri: &str| self.bodies.get(iri).copied();
                body(source).zip(body(target)).map(|(one, other)| self.together(one, other))
            }
            EdgeKind::Contains | EdgeKind::Relists | EdgeKind::PartOf => None,
        }
        .unwrap_or_default()
    }

    /// What two programs, or two measures, share.
    fn shared(&self, one: &str, other: &str) -> EdgeDetail {
        if let (Some(one), Some(other)) = (self.programs.get(one), self.programs.get(other)) {
            let users = |program: &usize| self.users.get(*program).map(Vec::as_slice).unwrap_or_default();
            let both = users(one).iter().filter(|measure| users(other).contains(measure));
            return self.listed_measures(both.copied().collect());
        }
        let (Some(one), Some(other)) = (self.measures.get(one), self.measures.get(other)) else {
            return EdgeDetail::default();
        };
        let programs = |measure: &usize| self.links.uses_of(*measure).iter().map(|used| used.program);
        let both = programs(one).filter(|program| programs(other).any(|also| also == *program));
        let rows = both.filter_map(|program| self.links.programs.get(program));
        let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
        let name = self.pick("共通の事業", "Shared programs").to_owned();
        EdgeDetail {
            facts: vec![Fact { name, text: names.join("、"), ..Fact::default() }],
            ..EdgeDetail::default()
        }
    }

    fn together(&self, one: usize, other: usize) -> EdgeDetail {
        let has = |row: &crate::view::links::MeasureRow, body: usize| {
            row.leads.contains(&body) || row.supporting.contains(&body)
        };
        let rows = self.links.measures.iter().enumerate();
        self.listed_measures(
            rows.filter(|(_, row)| has(row, one) && has(row, other)).map(|(place, _)| place).collect(),
        )
    }

    /// Measures with their places, as the facts of an edge.
    fn listed_measures(&self, measures: Vec<usize>) -> EdgeDetail {
        let fact = |measure: usize| {
            let row = self.links.measures.get(measure)?;
            Some(Fact {
                name: self.pick("共通の施策", "Shared measure").to_owned(),
                text: crate::view::text::opening(&row.text, 120),
                quoted: true,
                places: self.quotes.places(self.facts.thing(&row.iri)?),
            })
        };
        EdgeDetail { facts: measures.into_iter().filter_map(fact).collect(), ..EdgeDetail::default() }
    }

    /// The fiscal years of a use, as places among the choices.
    fn year_places(&self, years: &[i32]) -> Vec<usize> {
        let rows = self.links.years.iter().enumerate();
        rows.filter(|(_, row)| years.contains(&row.year)).map(|(place, _)| place).collect()
    }
}
