//! Which properties of the graph are kept, and as what.

use crate::rdf::vocab::{Term, oa, pgo, rdf, skos};

/// How much of a graph is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// What reports need.
    Answers,
    /// And what views need: who names which program in which year, parts, second listings, other names.
    Views,
    /// And what pages show: the words of statements, and the places where they stand.
    Pages,
}

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
    /// A plan or an objective is one; for views also goals, groups, measures, programs and statements. Other classes are
    /// not kept.
    Classes,
    /// A measure has lead ministries (◎).
    Leads,
    /// A measure has responsible ministries, leads among them.
    Responsible,
    /// A measure was read from places: its text, and further lines of it. For views a second listing, too, and for pages
    /// a statement.
    Places,
    /// A budget line is of programs or of a measure.
    Owners,
    /// A budget line is of a fiscal year; for views a statement, too.
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
    /// A goal is of plans.
    Plans,
    /// A program is part of programs.
    Wholes,
    /// A statement is about a measure.
    About,
    /// A statement names programs.
    Mentions,
    /// An item has other items listed under it a second time (再掲).
    Relists,
    /// A second listing is of an item.
    RelistedItem,
    /// A second listing stands under an item.
    RelistedUnder,
    /// A budget statement is for programs.
    StatedFor,
    /// A budget statement stands in a statement.
    Within,
    /// A place is in a source document.
    Sources,
}

impl Relation {
    /// How many there are.
    pub const COUNT: usize = 26;
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
    /// The cell of a place in its line, from 1.
    Column,
}

/// Words of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// Its label in English.
    EnglishLabel,
    /// A short mark: 厚, (1).
    Notation,
    /// Another name, or a misprint of its name; a label in a third language, too.
    OtherName,
    /// What a statement says.
    Statement,
    /// The name of a source document's file.
    FileName,
}

impl Text {
    /// How many there are.
    pub const COUNT: usize = 5;
}

impl Number {
    /// How many there are.
    pub const COUNT: usize = 5;
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
    /// The label of the subject. One in another language than Japanese becomes words of the subject.
    Label,
    /// Words of the subject.
    Text(Text),
}

/// A property that is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) property: Term,
    pub(super) take: Take,
    /// Whether only things count that were met before: the property is one of many other things, too.
    pub(super) of_known: bool,
    /// From which extent on it is kept.
    pub(super) extent: Extent,
}

impl Kept {
    const fn new(property: Term, take: Take) -> Self {
        Self { property, take, of_known: false, extent: Extent::Answers }
    }

    const fn of_known(self) -> Self {
        Self { of_known: true, ..self }
    }

    const fn from(self, extent: Extent) -> Self {
        Self { extent, ..self }
    }
}

const fn link(property: Term, relation: Relation) -> Kept {
    Kept::new(property, Take::Link(relation))
}

const fn back(property: Term, relation: Relation) -> Kept {
    Kept::new(property, Take::Back(relation))
}

const fn number(property: Term, number: Number) -> Kept {
    Kept::new(property, Take::Number(number))
}

const fn text(property: Term, text: Text) -> Kept {
    Kept::new(property, Take::Text(text)).of_known()
}

/// Every property that is kept, in the order in which a store is read.
pub(super) const KEPT: [Kept; 39] = [
    // For views everything of a class counts, even if nothing else is said of it.
    link(rdf::TYPE, Relation::Classes).from(Extent::Views),
    link(pgo::USES_PROGRAM, Relation::Uses),
    number(pgo::AMOUNT_YEN, Number::AmountYen),
    number(pgo::START_YEAR, Number::StartYear),
    link(pgo::UNDER_GOAL, Relation::Goals),
    back(pgo::HAS_MEASURE, Relation::Parents),
    back(pgo::HAS_MEASURE_GROUP, Relation::Above),
    back(pgo::HAS_OBJECTIVE, Relation::Tops),
    link(rdf::TYPE, Relation::Classes).of_known(),
    link(pgo::LEAD_MINISTRY, Relation::Leads),
    link(pgo::RESPONSIBLE_MINISTRY, Relation::Responsible),
    back(pgo::REFERS_TO_LINE, Relation::Statements),
    back(pgo::HAS_GOAL, Relation::Plans).from(Extent::Views),
    link(pgo::PART_OF_PROGRAM, Relation::Wholes).from(Extent::Views),
    link(pgo::ABOUT_MEASURE, Relation::About).from(Extent::Views),
    link(pgo::MENTIONS_PROGRAM, Relation::Mentions).from(Extent::Views),
    link(pgo::RELISTS, Relation::Relists).from(Extent::Views),
    link(pgo::RELISTED_ITEM, Relation::RelistedItem).from(Extent::Views),
    link(pgo::RELISTED_UNDER, Relation::RelistedUnder).from(Extent::Views),
    link(pgo::STATED_FOR, Relation::StatedFor).of_known().from(Extent::Views),
    // Of budget statements; mentions and counted results have it, too.
    link(pgo::IN_STATEMENT, Relation::Within).of_known().from(Extent::Pages),
    // Mentions and counted results are of programs, too.
    link(pgo::OF_PROGRAM, Relation::Owners).of_known(),
    link(pgo::OF_MEASURE, Relation::Owners).of_known(),
    link(pgo::FISCAL_YEAR, Relation::Years).of_known(),
    link(pgo::PHASE, Relation::Phases).of_known(),
    link(pgo::SUPERSEDED_BY, Relation::Newer).of_known(),
    link(pgo::CONFLICTS_WITH, Relation::Conflicts).of_known(),
    link(pgo::COVERAGE, Relation::Coverages).of_known(),
    link(pgo::EVIDENCE, Relation::Places).of_known(),
    number(pgo::LINE, Number::Line).of_known(),
    number(pgo::COLUMN, Number::Column).of_known().from(Extent::Pages),
    number(pgo::ORDINAL, Number::Ordinal).of_known(),
    link(oa::HAS_SOURCE, Relation::Sources).of_known().from(Extent::Pages),
    Kept::new(skos::PREF_LABEL, Take::Label).of_known(),
    text(skos::NOTATION, Text::Notation).from(Extent::Views),
    text(skos::ALT_LABEL, Text::OtherName).from(Extent::Views),
    text(skos::HIDDEN_LABEL, Text::OtherName).from(Extent::Views),
    text(pgo::TEXT, Text::Statement).from(Extent::Pages),
    text(pgo::FILE_NAME, Text::FileName).from(Extent::Pages),
];

/// The classes that are kept.
pub(super) const fn classes(extent: Extent) -> &'static [Term] {
    const ALL: [Term; 8] = [
        pgo::PLAN,
        pgo::OBJECTIVE,
        pgo::GOAL,
        pgo::MEASURE_GROUP,
        pgo::MEASURE,
        pgo::PROGRAM,
        pgo::STATUS_STATEMENT,
        pgo::PLANNED_STATEMENT,
    ];
    match extent {
        Extent::Answers => &[pgo::PLAN, pgo::OBJECTIVE],
        Extent::Views | Extent::Pages => &ALL,
    }
}
