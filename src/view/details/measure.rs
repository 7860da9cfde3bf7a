//! What is known of measures, and of their uses of programs.

use crate::view::details::Known;
use crate::view::details::quote::sentences;
use crate::view::language::Language;
use crate::view::page::{EdgeDetail, Fact, NodeDetail};
use crate::view::text;
use std::collections::BTreeSet;

/// How much of a cell is shown where no program is looked for, in characters.
const OPENING: usize = 160;

impl Known<'_> {
    pub(super) fn measure(&self, measure: usize) -> NodeDetail {
        let Some(row) = self.links.measures.get(measure) else {
            return NodeDetail::default();
        };
        let mut facts = Vec::new();
        if let Some(thing) = self.facts.thing(&row.iri) {
            facts.push(Fact {
                name: self.pick("施策", "Measure").to_owned(),
                text: row.text.clone(),
                quoted: true,
                places: self.quotes.places(thing),
            });
        }
        facts.extend(self.ministries(&row.leads, &row.supporting));
        let mut goals: BTreeSet<usize> = BTreeSet::new();
        for listing in &row.listings {
            goals.extend(listing.under.goal);
            facts.push(self.listing(listing));
        }
        if let Some(thing) = self.facts.thing(&row.iri) {
            for statement in self.quotes.statements(thing) {
                facts.push(Fact {
                    name: self.quotes.name(&statement),
                    text: text::opening(statement.text, OPENING),
                    quoted: true,
                    places: self.quotes.places(statement.thing),
                });
            }
        }
        let choices = |rows: &[usize]| -> Vec<usize> {
            rows.iter().filter_map(|body| self.body_choices.get(body).copied()).collect()
        };
        let mut bodies = choices(&row.leads);
        bodies.extend(choices(&row.supporting));
        NodeDetail {
            goals: goals.iter().filter_map(|goal| self.goal_choices.get(goal).copied()).collect(),
            leads: choices(&row.leads),
            bodies,
            facts,
            ..NodeDetail::default()
        }
    }

    fn ministries(&self, leads: &[usize], supporting: &[usize]) -> Option<Fact> {
        let mut names: Vec<String> = leads.iter().map(|body| format!("◎{}", self.body_name(*body))).collect();
        names.extend(supporting.iter().map(|body| self.body_name(*body).to_owned()));
        let text = names.join(self.pick("、", ", "));
        let name = self.pick("担当", "Ministries").to_owned();
        (!text.is_empty()).then(|| Fact { name, text, ..Fact::default() })
    }

    /// The headings over a listing, from the goal down.
    fn listing(&self, listing: &crate::view::links::Listing) -> Fact {
        let label = |rows: &[crate::view::links::HeadingRow], place: Option<usize>| {
            place.and_then(|place| rows.get(place)).map(|row| {
                let mark = row.mark.as_ref().map(|mark| format!("{mark} ")).unwrap_or_default();
                format!("{mark}{}", row.label)
            })
        };
        let steps = [
            label(&self.links.goals, listing.under.goal),
            label(&self.links.objectives, listing.under.objective),
            label(&self.links.groups, listing.under.group),
        ];
        let name = if listing.again { ("再掲", "Listed again under") } else { ("位置", "Stands under") };
        Fact {
            name: self.pick(name.0, name.1).to_owned(),
            text: steps.into_iter().flatten().collect::<Vec<_>>().join(" › "),
            ..Fact::default()
        }
    }

    /// What the cells of a measure say of a program.
    pub(super) fn used(&self, measure: usize, program: usize) -> EdgeDetail {
        let (Some(row), Some(named)) = (self.links.measures.get(measure), self.links.programs.get(program))
        else {
            return EdgeDetail::default();
        };
        let used = self.links.uses_of(measure).iter().find(|used| used.program == program);
        let years = used.map(|used| used.years.as_slice()).unwrap_or_default();
        let family = self.families.get(program).map(Vec::as_slice).unwrap_or_default();
        let mut called: Vec<&str> = vec![&named.label];
        called.extend(named.names.iter().map(String::as_str));
        for member in family {
            called.extend(self.facts.label(*member).map(oxigraph::model::Literal::value));
            called.extend(self.facts.texts(crate::facts::Text::OtherName, *member));
        }
        let mut facts = Vec::new();
        let measure = self.facts.thing(&row.iri);
        for statement in measure.map(|thing| self.quotes.statements(thing)).unwrap_or_default() {
            let mentions = self.facts.links(crate::facts::Relation::Mentions).of(statement.thing);
            let shown = statement.year.as_ref().is_none_or(|(year, _)| {
                years.is_empty() || years.iter().any(|shown| i64::from(*shown) == *year)
            });
            if shown && family.iter().any(|member| mentions.contains(member)) {
                facts.push(Fact {
                    name: self.quotes.name(&statement),
                    text: sentences(statement.text, &called),
                    quoted: true,
                    places: self.quotes.places(statement.thing),
                });
            }
        }
        EdgeDetail { years: self.year_places(years), facts }
    }

    /// Which parts of a program a measure uses that does not use it itself.
    pub(super) fn used_part(&self, measure: usize, program: usize) -> EdgeDetail {
        let mut years = BTreeSet::new();
        let mut names = Vec::new();
        for used in self.links.uses_of(measure) {
            if self.is_part(used.program, program)
                && let Some(row) = self.links.programs.get(used.program)
            {
                names.push(row.label.as_str());
                years.extend(used.years.iter().copied());
            }
        }
        let years: Vec<i32> = years.into_iter().collect();
        let text = match self.language {
            Language::Japanese => format!("部分の事業だけを挙げる:{}", names.join("、")),
            Language::English => format!("names only parts of it: {}", names.join(", ")),
        };
        let name = self.pick("部分", "Parts").to_owned();
        EdgeDetail { years: self.year_places(&years), facts: vec![Fact { name, text, ..Fact::default() }] }
    }

    /// Whether a program is part of another, at any depth.
    fn is_part(&self, part: usize, whole: usize) -> bool {
        let mut seen = BTreeSet::from([part]);
        let mut waiting = vec![part];
        while let Some(next) = waiting.pop() {
            let wholes = self.links.programs.get(next).map(|row| row.wholes.as_slice()).unwrap_or_default();
            if wholes.contains(&whole) {
                return true;
            }
            waiting.extend(wholes.iter().copied().filter(|above| seen.insert(*above)));
        }
        false
    }
}
