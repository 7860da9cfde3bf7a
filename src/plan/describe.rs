//! The profile of a document: how it was read, written down so that somebody can correct it.

use super::model::{BodyKind, Column, HeadingDepth, Plan};
use crate::diagnostic::{Code, Diagnostic};
use crate::notation::responsibility::is_section;
use crate::profile::{ColumnProfile, DepthKey, KnownBody, Profile, Remarks, Role};

/// The profile that describes how a document was read, with remarks on what was assumed. `given` is the profile with which
/// it was read; what it says is kept.
///
/// Reading the document again with this profile gives the same plan, but for the bodies that no register knew: these are
/// listed as known now. Nothing has to be assumed any more.
pub fn profile_of(plan: &Plan, given: &Profile) -> (Profile, Remarks) {
    let document = &plan.document;
    let mut remarks = Remarks::default();
    let mut profile = given.clone();
    let assumed = |code: Code| plan.diagnostics.iter().any(|finding| finding.code == code);
    if given.title.is_none() {
        let from = if assumed(Code::TitleMissing) {
            "Assumed: the name of the file, since no title stands above the table."
        } else {
            "As it stands above the table."
        };
        remarks.add("", "title", from);
        profile.title = Some(document.title.clone());
    }
    if given.plan.is_none() {
        remarks.add("", "plan", "Made of the title without years. It is part of every IRI of the plan.");
        profile.plan = Some(document.plan.clone());
    }
    if given.document.is_none() {
        remarks.add(
            "",
            "document",
            &format!("Now {}: from the plan and the year of the results.", document.id),
        );
    }
    if given.jurisdiction.is_none() {
        remarks.add("", "jurisdiction", "Assumed.");
        profile.jurisdiction = Some(document.jurisdiction.clone());
    }
    if given.language.is_none() {
        remarks.add("", "language", "Assumed.");
        profile.language = Some(document.language.clone());
    }
    profile.columns = document.columns.iter().map(column).collect();
    profile.columns.sort_by_key(|column| (column.table, column.column));
    for (at, column) in profile.columns.iter().enumerate() {
        let read = document.columns.iter().find(|read| is_same(read, column));
        if let Some(title) = read.and_then(|read| read.title.as_deref()) {
            remarks.add(&format!("columns.{at}"), "", &format!("「{title}」"));
        }
        for finding in plan.diagnostics.iter().filter(|finding| is_about(finding, column)) {
            remarks.add(&format!("columns.{at}"), "", &format!("Assumed: {}.", finding.message));
        }
    }
    if assumed(Code::HeaderMissing) {
        remarks.add("columns", "", "Assumed: no row names the columns.");
    }
    profile.headings = document.headings.iter().filter_map(heading).collect();
    if assumed(Code::HeadingDepthAssumed) {
        remarks.add("headings", "", "Assumed: from the order in which the marks first appear.");
    }
    if assumed(Code::SectionsAssumed) {
        remarks.add("bodies", "sections", "Assumed: most brackets name sections.");
        profile.bodies.sections = Some(true);
    }
    list_unknown_bodies(plan, &mut profile, &mut remarks);
    (profile, remarks)
}

fn column(read: &Column) -> ColumnProfile {
    let year = super::layout::fiscal_year(read.fiscal_year);
    ColumnProfile {
        table: (read.table > 0).then_some(read.table),
        column: read.column,
        role: Some(Role::from(read.role)),
        fiscal_year: year,
        unit: read.unit,
        draft: read.draft.then_some(true),
        supplementary: read.supplementary.then_some(true),
    }
}

fn is_same(read: &Column, column: &ColumnProfile) -> bool {
    read.column == column.column && read.table == column.table.unwrap_or(0)
}

/// Whether a finding tells what was assumed about a column.
fn is_about(finding: &Diagnostic, column: &ColumnProfile) -> bool {
    matches!(finding.code, Code::ColumnAssumed | Code::ColumnNotRead)
        && (finding.table, finding.column) == (column.table.unwrap_or(0), column.column)
}

fn heading(read: &HeadingDepth) -> Option<(DepthKey, u8)> {
    let key = match read.column {
        Some(column) => DepthKey::Column(column),
        None => DepthKey::Mark(read.marker.parse().ok()?),
    };
    Some((key, u8::try_from(read.depth).ok()?))
}

fn list_unknown_bodies(plan: &Plan, profile: &mut Profile, remarks: &mut Remarks) {
    let sections = profile.bodies.sections == Some(true);
    let is_publisher =
        |key: &str| plan.document.publisher.as_ref().is_some_and(|publisher| publisher.body == key);
    let unknown = plan.bodies.iter().filter(|body| body.kind == BodyKind::Unresolved);
    let unknown: Vec<KnownBody> = unknown
        .filter(|body| !(is_publisher(&body.key) || sections && is_section(&body.name)))
        .map(|body| KnownBody::new(&body.name))
        .collect();
    if !unknown.is_empty() {
        let remark = format!("Assumed: no register has the last {} of these.", unknown.len());
        remarks.add("bodies", "known", &remark);
        profile.bodies.known.extend(unknown);
    }
}
