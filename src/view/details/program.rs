//! What is known of programs.

use crate::facts::{Number, Relation, Thing};
use crate::rdf::vocab::pgo;
use crate::view::details::Known;
use crate::view::language::Language;
use crate::view::page::{Fact, NodeDetail, PagePlace};
use crate::view::text::grouped;

impl Known<'_> {
    pub(super) fn program(&self, program: usize) -> NodeDetail {
        let Some(row) = self.links.programs.get(program) else {
            return NodeDetail::default();
        };
        let users = self.users.get(program).map(Vec::len).unwrap_or_default();
        let mut facts = vec![Fact {
            name: self.pick("使う施策", "Measures").to_owned(),
            text: users.to_string(),
            ..Fact::default()
        }];
        let list = |names: Vec<&str>| names.join(self.pick("、", ", "));
        if !row.names.is_empty() {
            let names = row.names.iter().map(String::as_str).collect();
            facts.push(Fact {
                name: self.pick("別名・誤記", "Other names").to_owned(),
                text: list(names),
                ..Fact::default()
            });
        }
        let wholes: Vec<&str> = row
            .wholes
            .iter()
            .filter_map(|whole| self.links.programs.get(*whole))
            .map(|row| row.label.as_str())
            .collect();
        if !wholes.is_empty() {
            facts.push(Fact {
                name: self.pick("上位の事業", "Part of").to_owned(),
                text: list(wholes),
                ..Fact::default()
            });
        }
        let money = self.money(program);
        let known = !money.is_empty();
        facts.extend(money);
        NodeDetail { names: row.names.clone(), money: Some(known), facts, ..NodeDetail::default() }
    }

    /// The budget lines of a program, and those that the text speaks of for it.
    fn money(&self, program: usize) -> Vec<Fact> {
        let family = self.families.get(program).map(Vec::as_slice).unwrap_or_default();
        let mut lines: Vec<Thing> = Vec::new();
        for member in family {
            lines.extend(self.own_lines.of(*member));
            for statement in self.stated.of(*member) {
                lines.extend(self.lines_of.of(*statement));
            }
        }
        lines.sort_by_cached_key(|line| (self.start_year(*line), self.facts.iri(*line)));
        lines.dedup();
        let shown = |line: &Thing| self.facts.iri(*line).is_some_and(|iri| self.shown_lines.contains(iri));
        lines.into_iter().filter(shown).filter_map(|line| self.line(line, family)).collect()
    }

    fn start_year(&self, line: Thing) -> Option<i64> {
        let years = self.facts.links(Relation::Years).of(line).iter();
        years.filter_map(|year| self.facts.numbers(Number::StartYear).least(*year)).min()
    }

    fn line(&self, line: Thing, family: &[Thing]) -> Option<Fact> {
        let yen = self.facts.numbers(Number::AmountYen).least(line)?;
        let is = |thing: Thing, relation: Relation, term: crate::rdf::vocab::Term| {
            let term = self.facts.thing(term.iri);
            term.is_some_and(|term| self.facts.links(relation).of(thing).contains(&term))
        };
        let phase = [
            (pgo::DRAFT_BUDGET, self.pick("案", "draft")),
            (pgo::SUPPLEMENTARY_BUDGET, self.pick("補正", "supplementary")),
            (pgo::DRAFT_SUPPLEMENTARY_BUDGET, self.pick("補正・案", "draft supplementary")),
        ]
        .into_iter()
        .find(|(term, _)| is(line, Relation::Phases, *term))
        .map(|(_, name)| self.pick_brackets(name));
        let own = family.iter().any(|member| self.own_lines.of(*member).contains(&line));
        let statements = self.facts.links(Relation::Statements).of(line);
        let of_program: Vec<Thing> = statements
            .iter()
            .copied()
            .filter(|statement| {
                let programs = self.facts.links(Relation::StatedFor).of(*statement);
                programs.iter().any(|program| family.contains(program))
            })
            .collect();
        let whole = of_program.iter().any(|statement| is(*statement, Relation::Coverages, pgo::WHOLE_LINE));
        // A line of its own of which the text only gives portions to others.
        let only_portions = own && of_program.is_empty();
        let speaking = if of_program.is_empty() { statements.to_vec() } else { of_program };
        let mut places: Vec<PagePlace> = speaking
            .iter()
            .flat_map(|statement| self.facts.links(Relation::Within).of(*statement))
            .flat_map(|statement| self.quotes.places(*statement))
            .collect();
        places.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        places.dedup();
        let year = self.start_year(line).and_then(|year| i32::try_from(year).ok());
        let row = self.links.years.iter().find(|row| Some(row.year) == year);
        let year = match (row, year) {
            (Some(row), _) => row.name(self.language).to_owned(),
            (None, Some(year)) => year.to_string(),
            (None, None) => String::new(),
        };
        let portion = match (whole, only_portions) {
            (true, _) => "",
            (false, true) => {
                self.pick("(その内数としてのみ記載)", " (the text only speaks of portions of it)")
            }
            (false, false) => self.pick("の内数", " (a portion of it)"),
        };
        let conflict = if self.facts.links(Relation::Conflicts).of(line).is_empty() {
            ""
        } else {
            self.pick("(別の額の記載もある)", " (another amount is stated, too)")
        };
        let unit = self.pick("円", " yen");
        Some(Fact {
            name: format!("{} {year}{}", self.pick("予算", "Budget"), phase.unwrap_or_default()),
            text: format!("{}{unit}{portion}{conflict}", grouped(i128::from(yen))),
            quoted: false,
            places,
        })
    }

    fn pick_brackets(&self, name: &str) -> String {
        match self.language {
            Language::Japanese => format!("({name})"),
            Language::English => format!(" ({name})"),
        }
    }
}
