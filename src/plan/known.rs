//! What is known before a document is read: the registers, and what the profile of its plan adds to them.

use super::builder::BuildOptions;
use super::id::{name_key, plan_key};
use crate::notation::body::BodyNames;
use crate::notation::program::{NameOptions, Operators};
use crate::notation::responsibility::ResponsibilityOptions;
use crate::profile::{KnownKind, Profile};
use crate::register::{self, BodyKind, Register};
use crate::source::{Document, Row, Table};
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::LazyLock;

/// Whose programs and bodies a bare name means, if the profile does not say.
const NATIONAL: &str = "jp";

/// Registers and profile, ready for use.
#[derive(Debug)]
pub(super) struct Known<'k> {
    pub(super) register: Cow<'k, Register>,
    pub(super) profile: &'k Profile,
}

impl<'k> Known<'k> {
    pub(super) fn new(options: &BuildOptions<'k>) -> Self {
        let BuildOptions { register, profile } = *options;
        let mut known = Self { register: Cow::Borrowed(register), profile };
        if !profile.bodies.known.is_empty() {
            let bodies: Vec<register::Body> = known.listed_bodies().collect();
            known.register.to_mut().bodies.extend(bodies);
        }
        known
    }

    fn listed_bodies(&self) -> impl Iterator<Item = register::Body> {
        self.profile.bodies.known.iter().map(|body| register::Body {
            slug: self.body_key(&body.name),
            kind: match body.kind {
                KnownKind::Ministry => BodyKind::Ministry,
                KnownKind::Implementing => BodyKind::ImplementingBody,
                KnownKind::Collective => BodyKind::CollectiveBody,
            },
            name: body.name.clone(),
            name_en: body.name_en.clone(),
            marks: body.short.clone(),
            ..register::Body::default()
        })
    }

    /// Whose programs and bodies a bare name means.
    pub(super) fn jurisdiction(&self) -> &'k str {
        self.profile.jurisdiction.as_deref().unwrap_or(NATIONAL)
    }

    /// The key of a body that no register knows.
    pub(super) fn body_key(&self, name: &str) -> String {
        name_key('b', self.jurisdiction(), name)
    }

    /// The key of the plan: that of the profile, else one made of the title.
    pub(super) fn plan_key(&self, title: &str) -> String {
        self.profile.plan.clone().unwrap_or_else(|| plan_key(title))
    }

    /// What counts as a body in a column of bodies, where hardly anything else than bodies can stand.
    pub(super) fn in_columns(&self) -> ResponsibilityOptions {
        ResponsibilityOptions { sections: self.profile.bodies.sections.unwrap_or(true) }
    }

    /// What names of programs look like, and what may stand before them.
    pub(super) fn names(&self) -> NameOptions {
        let bodies = self.register.bodies.iter().filter(|body| body.kind != BodyKind::CollectiveBody);
        let names =
            bodies.flat_map(|body| std::iter::once(&body.name).chain(&body.alt_names).chain(&body.marks));
        let programs = &self.profile.programs;
        NameOptions::new(Operators::new(names.cloned()))
            .with_suffixes(&programs.suffixes)
            .without_names(programs.not_programs.iter().map(String::as_str))
    }

    /// The bodies that cells may name: those that carry programs out. Ministries are left to the columns and brackets that
    /// hold them responsible.
    pub(super) fn bodies_in_text(&self) -> impl Deref<Target = BodyNames> + use<> {
        // To prepare the search takes longer than to read a small table.
        static EMBEDDED: LazyLock<BodyNames> =
            LazyLock::new(|| BodyNames::implementing(&Register::embedded().bodies));
        if std::ptr::eq(self.register.as_ref(), Register::embedded()) {
            Names::Embedded(&EMBEDDED)
        } else {
            Names::Own(Box::new(BodyNames::implementing(&self.register.bodies)))
        }
    }

    /// The table without the rows that the profile passes over.
    pub(super) fn without_ignored<'t>(&self, table: &'t Table, document: &Document) -> Cow<'t, Table> {
        let ignore = &self.profile.ignore;
        if ignore.is_empty() {
            return Cow::Borrowed(table);
        }
        let first_words = |row: &Row| {
            let mut texts = row.cells.iter().map(|cell| cell.text(document).trim());
            texts.find(|text| !text.is_empty()).unwrap_or_default().to_owned()
        };
        let kept = table.rows.iter().filter(|row| !ignore.covers(row.line, &first_words(row)));
        Cow::Owned(Table { rows: kept.cloned().collect(), ..table.clone() })
    }
}

/// Names that are at hand, or made for one document.
enum Names {
    Embedded(&'static BodyNames),
    Own(Box<BodyNames>),
}

impl Deref for Names {
    type Target = BodyNames;

    fn deref(&self) -> &BodyNames {
        match self {
            Self::Embedded(names) => names,
            Self::Own(names) => names,
        }
    }
}
