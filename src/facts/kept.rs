//! Which properties of the graph are kept, and as what.

use crate::rdf::vocab::{Term, pgo, rdf, skos};

/// A relation between things. Its name says which way the links go, which is not always the property's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// A measure uses programs.
    Uses,
    /// A measure stands under goals, usually one.
    Goals,
    /// A measure hangs on groups or objectives, usually one.
    Parents,
    /// A group hangs on objectives or groups, usually one.
    Above,
    /// An objective hangs on goals or plans, usually one.
    Tops,
    /// A plan or an objective is one; other classes are not kept.
    Classes,
    /// A measure has lead ministries (◎).
    Leads,
    /// A measure has responsible ministries, leads among them.
    Responsible,
    /// A measure was read from places: its text, and further lines of it.
    Places,
    /// A budget line is of programs or of a measure.
    Owners,
    /// A budget line is of a fiscal year.
    Years,
    /// A budget line is in a phase.
    Phases,
    /// A draft line was replaced by another line.
    Newer,
    /// A line has another amount than other lines of the same year and phase.
    Conflicts,
    /// Budget statements speak of a line.
    Statements,
    /// A budget statement gives the line whole, a portion of it, or no amount.
    Coverages,
}

impl Relation {
    /// How many there are.
    pub const COUNT: usize = 16;
}

/// A whole number of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    /// The place of an item in reading order, from 1.
    Ordinal,
    /// The line of a place in the source, from 1.
    Line,
    /// The calendar year in which a fiscal year starts.
    StartYear,
    /// The amount of a budget line, in yen.
    AmountYen,
}

impl Number {
    /// How many there are.
    pub const COUNT: usize = 4;
}

/// What becomes of a statement of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// A link from the subject to the object.
    Link(Relation),
    /// A link from the object to the subject.
    Back(Relation),
    /// A number of the subject.
    Number(Number),
    /// The label of the subject.
    Label,
}

/// A property that is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) property: Term,
    pub(super) take: Take,
    /// Whether only things count that were met before: the property is one of many other things, too.
    pub(super) of_known: bool,
}

const fn kept(property: Term, take: Take) -> Kept {
    Kept { property, take, of_known: false }
}

const fn of_known(property: Term, take: Take) -> Kept {
    Kept { property, take, of_known: true }
}

/// Every property that is kept, in the order in which a store is read.
pub(super) const KEPT: [Kept; 22] = [
    kept(pgo::USES_PROGRAM, Take::Link(Relation::Uses)),
    kept(pgo::AMOUNT_YEN, Take::Number(Number::AmountYen)),
    kept(pgo::START_YEAR, Take::Number(Number::StartYear)),
    kept(pgo::UNDER_GOAL, Take::Link(Relation::Goals)),
    kept(pgo::HAS_MEASURE, Take::Back(Relation::Parents)),
    kept(pgo::HAS_MEASURE_GROUP, Take::Back(Relation::Above)),
    kept(pgo::HAS_OBJECTIVE, Take::Back(Relation::Tops)),
    of_known(rdf::TYPE, Take::Link(Relation::Classes)),
    kept(pgo::LEAD_MINISTRY, Take::Link(Relation::Leads)),
    kept(pgo::RESPONSIBLE_MINISTRY, Take::Link(Relation::Responsible)),
    kept(pgo::REFERS_TO_LINE, Take::Back(Relation::Statements)),
    // Mentions and counted results are of programs, too, and statements of years.
    of_known(pgo::OF_PROGRAM, Take::Link(Relation::Owners)),
    of_known(pgo::OF_MEASURE, Take::Link(Relation::Owners)),
    of_known(pgo::FISCAL_YEAR, Take::Link(Relation::Years)),
    of_known(pgo::PHASE, Take::Link(Relation::Phases)),
    of_known(pgo::SUPERSEDED_BY, Take::Link(Relation::Newer)),
    of_known(pgo::CONFLICTS_WITH, Take::Link(Relation::Conflicts)),
    of_known(pgo::COVERAGE, Take::Link(Relation::Coverages)),
    of_known(pgo::EVIDENCE, Take::Link(Relation::Places)),
    of_known(pgo::LINE, Take::Number(Number::Line)),
    of_known(pgo::ORDINAL, Take::Number(Number::Ordinal)),
    of_known(skos::PREF_LABEL, Take::Label),
];

/// The classes that are kept.
pub(super) const CLASSES: [Term; 2] = [pgo::PLAN, pgo::OBJECTIVE];
