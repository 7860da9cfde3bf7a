//! What a profile says about columns: it goes before all that titles and cells tell.

use super::title::Title;
use super::{Assumption, Layout};
use crate::plan::model::{Column, ColumnRole};
use crate::profile::{ColumnProfile, Profile, Role};

/// What a profile says about one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    column: ColumnProfile,
    /// The year that the first header names.
    printed_year: Option<i32>,
}

impl Layout {
    /// Takes over what a profile says about the columns of a table of the document.
    pub(in crate::plan) fn take(&mut self, profile: &Profile, table: u32) {
        let last = profile.columns.iter().filter(|known| known.is_of(table)).map(|known| known.column).max();
        let width = last.map_or(0, |last| last.saturating_add(1));
        let first_new = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        self.columns.extend((first_new..width).map(super::item));
        let given = |column: &Column| {
            let known = *profile.column(table, column.column)?;
            Some(Given { column: known, printed_year: printed_year(column) })
        };
        self.given = self.columns.iter().filter_map(given).collect();
        self.settle();
        self.take_unit();
        let given = &self.given;
        self.assumptions.retain(|(column, assumption)| {
            let known = given.iter().find(|known| known.column.column == *column);
            known.is_none_or(|known| match assumption {
                Assumption::Role => known.column.role.is_none(),
                Assumption::Year | Assumption::SeveralYears => known.column.fiscal_year.is_none(),
            })
        });
    }

    /// Makes the columns what the profile says, whatever a header has made of them.
    pub(super) fn settle(&mut self) {
        for known in &self.given {
            if let Some(column) = self.columns.get_mut(known.column.column as usize) {
                settle(column, known);
            }
        }
    }

    /// Whether a profile says what a column holds.
    pub(in crate::plan) fn gives_role(&self, column: u32) -> bool {
        self.given.iter().any(|known| known.column.column == column && known.column.role.is_some())
    }

    /// Whether a profile says what all columns hold that are no items.
    pub(in crate::plan) fn is_given(&self) -> bool {
        let mut others = self.columns.iter().filter(|column| column.role != ColumnRole::Item);
        let is_given = |column: &Column| self.gives_role(column.column);
        self.columns.iter().any(is_given) && others.all(is_given)
    }
}

fn printed_year(column: &Column) -> Option<i32> {
    Title::read(column.title.as_deref()?).year.one()
}

fn settle(column: &mut Column, given: &Given) {
    let known = &given.column;
    let year = printed_year(column);
    if let Some(role) = known.role.map(ColumnRole::from)
        && role != column.role
    {
        column.role = role;
        // What the title says beside the role depends on the role.
        let title = column.title.as_deref().map(Title::read);
        let money = title.as_ref().filter(|_| role == ColumnRole::Budget);
        column.fiscal_year = year.filter(|_| role.is_told());
        column.unit = money.and_then(|title| title.unit);
        column.draft = money.is_some_and(|title| title.draft);
        column.supplementary = money.is_some_and(|title| title.supplementary);
    }
    // The header of a later page may begin another year.
    let is_first = year.is_none() || year == given.printed_year;
    if let Some(year) = known.fiscal_year.filter(|_| is_first) {
        column.fiscal_year = Some(i32::from(year.start_year()));
    }
    column.unit = known.unit.or(column.unit);
    column.draft = known.draft.unwrap_or(column.draft);
    column.supplementary = known.supplementary.unwrap_or(column.supplementary);
}

impl From<Role> for ColumnRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Item => Self::Item,
            Role::Number => Self::Number,
            Role::Detail => Self::Detail,
            Role::Ministries => Self::Ministries,
            Role::Status => Self::Status,
            Role::Plan => Self::Plan,
            Role::Budget => Self::Budget,
            Role::Note => Self::Note,
            Role::Ignored => Self::Ignored,
        }
    }
}

impl From<ColumnRole> for Role {
    fn from(role: ColumnRole) -> Self {
        match role {
            ColumnRole::Item => Self::Item,
            ColumnRole::Number => Self::Number,
            ColumnRole::Detail => Self::Detail,
            ColumnRole::Ministries => Self::Ministries,
            ColumnRole::Status => Self::Status,
            ColumnRole::Plan => Self::Plan,
            ColumnRole::Budget => Self::Budget,
            ColumnRole::Note => Self::Note,
            ColumnRole::Ignored => Self::Ignored,
        }
    }
}
