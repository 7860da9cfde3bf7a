//! The plan: what a progress table says, as plain data.
//!
//! May live here: the model and what turns rows into it. This is the only place that knows what a row means.
//! The model is the pivot of the program: `extract` writes it as JSON, every command reads that JSON in place of
//! a table, and the mapping to RDF reads nothing else.
//!
//! | here | in the documents |
//! |---|---|
//! | [`Goal`] | 「…」に向けて, numbered (1) (2) (3) |
//! | [`Objective`] | 【…】 |
//! | [`MeasureGroup`] | a heading over measures |
//! | [`Measure`] | 施策, the text with its responsible ministries |
//! | [`Statement`] | one cell of results (取組の状況) or plans (予定) |
//! | [`Program`] | 事業: a program, project, network, hub, service, named event or study |
//! | [`BudgetStatement`] | one place that speaks of money, `令和4年度予算:19億円の内数` |
//! | [`BudgetLine`] | one appropriation of one program, fiscal year and phase |
//! | [`Relisting`] | 再掲 |

mod agreement;
mod alike;
mod budget_line;
mod builder;
mod cell;
mod coverage;
mod describe;
pub mod id;
mod item;
mod json;
mod known;
mod layout;
mod link;
mod model;
mod program_table;
mod reader;
mod writer;

pub use alike::{Likeness, Suspect, Suspicion, suspected_aliases};
pub use budget_line::{BudgetLine, LineOwner, Phase};
pub use builder::{BuildOptions, build};
pub use coverage::{CellCoverage, Coverage, CoverageTotals, Uncovered, UncoveredKind, coverage};
pub use describe::profile_of;
pub use json::PlanError;

pub use model::{
    Body, BodyKind, BodyMention, BudgetRole, BudgetStatement, Column, ColumnRole, DateStatement, Detail,
    DocumentInfo, Goal, HeadingDepth, ItemId, Measure, MeasureGroup, Mention, MentionForm, Objective, Plan,
    Program, Publisher, Quantity, QuantityKind, Relisting, RelistingForm, Responsibility, Statement,
    StatementContent, YearSource,
};
