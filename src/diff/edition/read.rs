//! From statements to an edition.

use super::raw::{Raw, natural};
use super::{Body, Cell, Edition, Item, Level, Line, Money, Owner, Program, Quantity, Report};
use crate::diff::change::Column;
use crate::diff::statements::Statements;
use crate::rdf::vocab::{Term, dcterms, pgo, skos};
use crate::source::text::fold_key;
use std::collections::HashMap;

/// Numbers of things by their IRIs.
type Numbers<'q> = HashMap<&'q str, usize>;

impl<'q> Edition<'q> {
    /// Reads what is compared. Things without an IRI are passed over.
    pub fn new(statements: &'q Statements) -> Self {
        let raw = Raw::new(statements.quads());
        let mut edition = Self { reports: reports(&raw), ..Self::default() };
        let bodies = edition.read_bodies(&raw);
        let programs = edition.read_programs(&raw);
        let items = edition.read_items(&raw, &bodies, &programs);
        let lines = edition.read_lines(&raw, &items, &programs);
        let cells = edition.read_cells(&raw, &items, &programs, &bodies);
        edition.read_money(&raw, &cells, &programs, &lines);
        edition.read_results(&raw, &cells, &programs);
        edition.link_back();
        edition
    }

    fn read_bodies(&mut self, raw: &Raw<'q>) -> Numbers<'q> {
        let classes = [pgo::MINISTRY, pgo::IMPLEMENTING_BODY, pgo::COLLECTIVE_BODY, pgo::UNRESOLVED_BODY];
        let mut numbers = Numbers::new();
        for iri in classes.into_iter().flat_map(|class| raw.of_class(class)) {
            numbers.entry(iri).or_insert_with(|| {
                let label = raw.label(iri);
                self.bodies.push(Body { iri, label, key: fold_key(label) });
                self.bodies.len() - 1
            });
        }
        numbers
    }

    fn read_programs(&mut self, raw: &Raw<'q>) -> Numbers<'q> {
        let mut numbers = Numbers::new();
        for iri in raw.of_class(pgo::PROGRAM) {
            numbers.insert(iri, self.programs.len());
            let label = raw.label(iri);
            let mut aliases = raw.texts(iri, skos::ALT_LABEL);
            aliases.extend(raw.texts(iri, skos::HIDDEN_LABEL));
            aliases.sort_unstable();
            aliases.dedup();
            self.programs.push(Program {
                iri,
                label,
                key: fold_key(label),
                aliases,
                parents: Vec::new(),
                review_sheets: raw.texts(iri, pgo::REVIEW_SHEET_NUMBER),
                measures: Vec::new(),
            });
        }
        for program in &mut self.programs {
            program.parents = known(&numbers, raw.links(program.iri, pgo::PART_OF_PROGRAM));
        }
        numbers
    }

    fn read_items(&mut self, raw: &Raw<'q>, bodies: &Numbers<'q>, programs: &Numbers<'q>) -> Numbers<'q> {
        let mut found: Vec<(i64, &'q str, Level)> = Vec::new();
        let mut levels: HashMap<&'q str, Level> = HashMap::new();
        for (level, class) in [
            (Level::Goal, pgo::GOAL),
            (Level::Objective, pgo::OBJECTIVE),
            (Level::Group, pgo::MEASURE_GROUP),
            (Level::Measure, pgo::MEASURE),
        ] {
            for iri in raw.of_class(class) {
                levels.entry(iri).or_insert_with(|| {
                    found.push((raw.number(iri, pgo::ORDINAL).unwrap_or(i64::MAX), iri, level));
                    level
                });
            }
        }
        found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| natural(a.1, b.1)));
        let numbers: Numbers<'q> = found.iter().enumerate().map(|(at, (_, iri, _))| (*iri, at)).collect();
        self.items =
            found.iter().map(|(_, iri, level)| item(raw, iri, *level, bodies, programs, &numbers)).collect();
        self.hang(raw, &numbers);
        for iri in raw.of_class(pgo::RESPONSIBILITY) {
            let measure = raw.link(iri, pgo::FOR_MEASURE).and_then(|measure| numbers.get(measure));
            let body = raw.link(iri, pgo::RESPONSIBLE_BODY).and_then(|body| bodies.get(body));
            if let (Some(item), Some(body)) = (measure.and_then(|at| self.items.get_mut(*at)), body) {
                item.bodies.push((*body, raw.code(iri, pgo::ROLE) == pgo::LEAD_ROLE.local));
            }
        }
        for iri in raw.of_class(pgo::PROGRAM_MENTION) {
            let measure = raw.link(iri, pgo::IN_MEASURE).and_then(|measure| numbers.get(measure));
            if let Some(item) = measure.and_then(|at| self.items.get_mut(*at)) {
                item.names.extend(known(programs, raw.links(iri, pgo::OF_PROGRAM)));
            }
        }
        for item in &mut self.items {
            item.bodies.sort_unstable();
            item.bodies.dedup();
            item.names.sort_unstable();
            item.names.dedup();
        }
        numbers
    }

    /// Hangs items on each other. A graph may hold several documents that place an item differently: the first place counts.
    fn hang(&mut self, raw: &Raw<'q>, numbers: &Numbers<'q>) {
        let properties = [pgo::HAS_OBJECTIVE, pgo::HAS_MEASURE_GROUP, pgo::HAS_MEASURE];
        for parent in 0..self.items.len() {
            let Some((iri, level)) = self.items.get(parent).map(|item| (item.iri, item.level)) else {
                continue;
            };
            let mut children = known(
                numbers,
                properties.into_iter().flat_map(|property| raw.links(iri, property)).collect(),
            );
            // What hangs on something of its own level or below would be its own ancestor.
            children.retain(|child| {
                self.items.get_mut(*child).is_some_and(|child| {
                    let hangs = child.parent.is_none() && child.level > level;
                    if hangs {
                        child.parent = Some(parent);
                    }
                    hangs
                })
            });
            if let Some(item) = self.items.get_mut(parent) {
                item.children = children;
            }
        }
    }

    fn read_lines(&mut self, raw: &Raw<'q>, items: &Numbers<'q>, programs: &Numbers<'q>) -> Numbers<'q> {
        let mut numbers = Numbers::new();
        for iri in raw.of_class(pgo::BUDGET_LINE) {
            let measure = raw.link(iri, pgo::OF_MEASURE).and_then(|measure| items.get(measure));
            let owner = match measure {
                Some(measure) => Owner::Measure(*measure),
                None => Owner::Programs(known(programs, raw.links(iri, pgo::OF_PROGRAM))),
            };
            numbers.insert(iri, self.lines.len());
            self.lines.push(Line {
                iri,
                owner,
                year: raw.year(iri),
                phase: raw.code(iri, pgo::PHASE),
                amount: raw.text(iri, pgo::AMOUNT_YEN),
                rounding: raw.text(iri, pgo::ROUNDING_UNIT_YEN),
                precision: raw.code(iri, pgo::PRECISION),
                measures: Vec::new(),
            });
        }
        numbers
    }

    fn read_cells(
        &mut self,
        raw: &Raw<'q>,
        items: &Numbers<'q>,
        programs: &Numbers<'q>,
        bodies: &Numbers<'q>,
    ) -> Numbers<'q> {
        let mut numbers = Numbers::new();
        for (column, class) in [
            (Column::Results, pgo::STATUS_STATEMENT),
            (Column::Plans, pgo::PLANNED_STATEMENT),
            (Column::Other, pgo::STATEMENT),
        ] {
            for iri in raw.of_class(class) {
                let measure = raw.link(iri, pgo::ABOUT_MEASURE).and_then(|measure| items.get(measure));
                let (Some(measure), false) = (measure, numbers.contains_key(iri)) else {
                    continue;
                };
                numbers.insert(iri, self.cells.len());
                if let Some(item) = self.items.get_mut(*measure) {
                    item.cells.push(self.cells.len());
                }
                self.cells.push(Cell {
                    measure: *measure,
                    column,
                    year: raw.year(iri),
                    state: raw.code(iri, pgo::STATEMENT_KIND),
                    text: raw.text(iri, pgo::TEXT),
                    programs: known(programs, raw.links(iri, pgo::MENTIONS_PROGRAM)),
                    bodies: known(bodies, raw.links(iri, pgo::MENTIONS_BODY)),
                    money: Vec::new(),
                    quantities: Vec::new(),
                    dates: Vec::new(),
                });
            }
        }
        numbers
    }

    fn read_money(
        &mut self,
        raw: &Raw<'q>,
        cells: &Numbers<'q>,
        programs: &Numbers<'q>,
        lines: &Numbers<'q>,
    ) {
        for iri in raw.of_class(pgo::BUDGET_STATEMENT) {
            let Some(cell) = self.cell_of(raw, iri, cells) else {
                continue;
            };
            let line = raw.link(iri, pgo::REFERS_TO_LINE).and_then(|line| lines.get(line)).copied();
            let measure = cell.measure;
            cell.money.push(Money {
                programs: known(programs, raw.links(iri, pgo::STATED_FOR)),
                line,
                coverage: raw.code(iri, pgo::COVERAGE),
            });
            if let Some(line) = line.and_then(|line| self.lines.get_mut(line)) {
                line.measures.push(measure);
            }
        }
    }

    fn read_results(&mut self, raw: &Raw<'q>, cells: &Numbers<'q>, programs: &Numbers<'q>) {
        for iri in raw.of_class(pgo::REPORTED_QUANTITY) {
            if let Some(cell) = self.cell_of(raw, iri, cells) {
                cell.quantities.push(Quantity {
                    kind: raw.code(iri, pgo::QUANTITY_KIND),
                    unit: raw.text(iri, pgo::UNIT_TEXT),
                    program: raw
                        .link(iri, pgo::OF_PROGRAM)
                        .and_then(|program| programs.get(program))
                        .copied(),
                    cumulative: matches!(raw.text(iri, pgo::CUMULATIVE), "true" | "1"),
                    value: raw.text(iri, pgo::QUANTITY_VALUE),
                });
            }
        }
        for iri in raw.of_class(pgo::REPORTED_DATE) {
            if let Some(cell) = self.cell_of(raw, iri, cells) {
                cell.dates.push(raw.text(iri, pgo::DATE_VALUE));
            }
        }
    }

    fn cell_of(&mut self, raw: &Raw<'q>, iri: &str, cells: &Numbers<'q>) -> Option<&mut Cell<'q>> {
        let cell = cells.get(raw.link(iri, pgo::IN_STATEMENT)?)?;
        self.cells.get_mut(*cell)
    }

    /// Tells programs which measures name them.
    fn link_back(&mut self) {
        for (at, item) in self.items.iter().enumerate() {
            let named = item.cells.iter().filter_map(|cell| self.cells.get(*cell));
            let named = named.flat_map(|cell| &cell.programs).chain(&item.uses).chain(&item.names);
            for program in named {
                if let Some(program) = self.programs.get_mut(*program)
                    && program.measures.last() != Some(&at)
                {
                    program.measures.push(at);
                }
            }
        }
        for line in &mut self.lines {
            line.measures.sort_unstable();
            line.measures.dedup();
        }
    }
}

fn reports<'q>(raw: &Raw<'q>) -> Vec<Report<'q>> {
    let of = |class: Term| {
        let all = raw.of_class(class).map(|iri| Report {
            iri,
            title: raw.label(iri),
            publishers: (raw.links(iri, dcterms::PUBLISHER).into_iter())
                .map(|publisher| raw.label(publisher))
                .collect(),
            licences: raw.links(iri, dcterms::LICENSE),
        });
        all.collect::<Vec<_>>()
    };
    of(pgo::PROGRESS_REPORT)
}

fn item<'q>(
    raw: &Raw<'q>,
    iri: &'q str,
    level: Level,
    bodies: &Numbers<'q>,
    programs: &Numbers<'q>,
    items: &Numbers<'q>,
) -> Item<'q> {
    let label = raw.label(iri);
    let in_charge = |property: Term, lead: bool| {
        known(bodies, raw.links(iri, property)).into_iter().map(move |body| (body, lead))
    };
    Item {
        iri,
        level,
        label,
        key: fold_key(label),
        details: raw.texts(iri, dcterms::DESCRIPTION),
        notations: raw.texts(iri, skos::NOTATION),
        parent: None,
        children: Vec::new(),
        relists: known(items, raw.links(iri, pgo::RELISTS)),
        bodies: in_charge(pgo::LEAD_MINISTRY, true)
            .chain(in_charge(pgo::SUPPORTING_MINISTRY, false))
            .collect(),
        uses: known(programs, raw.links(iri, pgo::USES_PROGRAM)),
        names: Vec::new(),
        cells: Vec::new(),
        line: raw.line(iri),
    }
}

/// The numbers of the things that are known, ascending, each once.
fn known(numbers: &Numbers<'_>, iris: Vec<&str>) -> Vec<usize> {
    let mut found: Vec<usize> = iris.into_iter().filter_map(|iri| numbers.get(iri).copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}
