//! Things as differences name them.

use crate::diff::change::{Name, Thing};
use crate::diff::edition::{Edition, Level, Owner};

impl Edition<'_> {
    pub(super) fn item_name(&self, at: usize) -> Option<Name> {
        self.items.get(at).map(|item| Name { iri: item.iri.to_owned(), label: item.label.to_owned() })
    }

    pub(super) fn item_thing(&self, at: usize) -> Option<Thing> {
        let item = self.items.get(at)?;
        let leads = item.bodies.iter().filter(|(_, lead)| *lead);
        Some(Thing {
            name: self.item_name(at)?,
            line: item.line,
            under: self.path(at),
            leads: leads.map(|(body, _)| self.body_label(*body).to_owned()).collect(),
            measures: Vec::new(),
        })
    }

    /// What an item stands under, from the goal down.
    pub(super) fn path(&self, at: usize) -> Vec<Name> {
        let own = self.items.get(at).map(|item| item.level);
        let levels = Level::HEADINGS.into_iter().filter(|level| own.is_some_and(|own| *level < own));
        levels.filter_map(|level| self.item_name(self.above(at, level)?)).collect()
    }

    pub(super) fn program_thing(&self, at: usize) -> Option<Thing> {
        let program = self.programs.get(at)?;
        Some(Thing {
            name: Name { iri: program.iri.to_owned(), label: program.label.to_owned() },
            line: None,
            under: Vec::new(),
            leads: Vec::new(),
            measures: self.names_of(&program.measures),
        })
    }

    /// A budget line, named as its programs are, or as the measure whose money it is.
    pub(super) fn line_thing(&self, at: usize) -> Option<Thing> {
        let line = self.lines.get(at)?;
        let label = match &line.owner {
            Owner::Programs(programs) => self.program_labels(programs).join("、"),
            Owner::Measure(measure) => self.items.get(*measure).map_or("", |item| item.label).to_owned(),
        };
        Some(Thing {
            name: Name { iri: line.iri.to_owned(), label },
            line: None,
            under: Vec::new(),
            leads: Vec::new(),
            measures: self.names_of(&line.measures),
        })
    }

    fn names_of(&self, items: &[usize]) -> Vec<Name> {
        items.iter().filter_map(|item| self.item_name(*item)).collect()
    }

    /// Names of programs, in order.
    pub(super) fn program_labels(&self, programs: &[usize]) -> Vec<String> {
        let mut labels: Vec<String> =
            programs.iter().map(|program| self.program_label(*program).to_owned()).collect();
        labels.sort();
        labels
    }
}
