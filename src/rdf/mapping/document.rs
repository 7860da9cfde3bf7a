//! The plan, its report and the input file; bodies and fiscal years.

use super::{Emit, Mapping};
use crate::notation::fiscal_year::FiscalYear;
use crate::plan::BodyKind;
use crate::rdf::vocab::{dcat, dcterms, org, pgo, prov, rdf, skos, time, xsd};
use crate::rdf::{Kind, Literal, Sink};

impl Mapping<'_> {
    pub(super) fn document<S: Sink>(&self, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let document = &self.plan.document;
        emit.node.start(Kind::Plan, &document.plan).term(rdf::TYPE, pgo::PLAN).literal(
            skos::PREF_LABEL,
            Literal::Document,
            &document.title,
        );
        self.children_of("", emit);
        emit.send()?;

        emit.node
            .start(Kind::Report, &document.id)
            .term(rdf::TYPE, pgo::PROGRESS_REPORT)
            .literal(skos::PREF_LABEL, Literal::Document, &document.title)
            .resource(pgo::REPORTS_ON, Kind::Plan, &document.plan);
        if let Some(publisher) = &document.publisher {
            emit.node.resource(dcterms::PUBLISHER, Kind::Body, &publisher.body);
        }
        if let Some(licence) = document.licence_iri() {
            emit.node.iri(dcterms::LICENSE, licence);
        }
        // Several columns, and those of several tables, may be of one year.
        let mut years: Vec<i32> = Vec::new();
        for year in document.columns.iter().filter_map(|column| column.fiscal_year) {
            if !years.contains(&year) {
                emit.node.resource(pgo::FISCAL_YEAR, Kind::FiscalYear, &year);
                years.push(year);
            }
        }
        emit.node.resource(prov::WAS_DERIVED_FROM, Kind::Document, self.index.document);
        emit.send()?;

        emit.node
            .start(Kind::Document, self.index.document)
            .term(rdf::TYPE, pgo::SOURCE_DOCUMENT)
            .literal(skos::PREF_LABEL, Literal::Document, &document.file)
            .literal(pgo::FILE_NAME, Literal::Plain, &document.file)
            .literal(pgo::SHA256, Literal::Plain, &document.sha256);
        emit.send()?;
        self.provenance(emit)
    }

    pub(super) fn body<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some(body) = self.plan.bodies.get(at) else {
            return Ok(());
        };
        let class = match body.kind {
            BodyKind::Ministry => pgo::MINISTRY,
            BodyKind::Implementing => pgo::IMPLEMENTING_BODY,
            BodyKind::Collective => pgo::COLLECTIVE_BODY,
            BodyKind::Unresolved => pgo::UNRESOLVED_BODY,
        };
        emit.node.start(Kind::Body, &body.key).term(rdf::TYPE, class);
        if matches!(body.kind, BodyKind::Ministry | BodyKind::Implementing) {
            emit.node.term(rdf::TYPE, org::FORMAL_ORGANIZATION);
        }
        emit.node.literal(skos::PREF_LABEL, Literal::Document, &body.name);
        if let Some(name) = &body.name_en {
            emit.node.literal(skos::PREF_LABEL, Literal::English, name);
        }
        for mark in &body.marks {
            emit.node.literal(skos::NOTATION, Literal::Plain, mark);
        }
        if let Some(number) = &body.corporate_number {
            emit.node.literal(org::IDENTIFIER, Literal::Typed(pgo::CORPORATE_NUMBER), number);
        }
        if let Some(parent) = &body.parent {
            emit.node.resource(org::SUB_ORGANIZATION_OF, Kind::Body, parent);
        }
        emit.send()
    }

    pub(super) fn fiscal_year<S: Sink>(&self, at: usize, emit: &mut Emit<'_, S>) -> Result<(), S::Error> {
        let Some(&year) = self.index.fiscal_years.get(at) else {
            return Ok(());
        };
        let next = year.saturating_add(1);
        emit.node
            .start(Kind::FiscalYear, &year)
            .term(rdf::TYPE, pgo::FISCAL_YEAR_CLASS)
            .term(rdf::TYPE, time::PROPER_INTERVAL)
            .term(rdf::TYPE, dcterms::PERIOD_OF_TIME)
            .literal(skos::PREF_LABEL, Literal::Document, &japanese_name(year))
            .literal(skos::PREF_LABEL, Literal::English, &format!("fiscal year {year}"))
            .integer(pgo::START_YEAR, year)
            .literal(dcat::START_DATE, Literal::Typed(xsd::DATE), &format!("{year:04}-04-01"))
            .literal(dcat::END_DATE, Literal::Typed(xsd::DATE), &format!("{next:04}-03-31"));
        if self.index.fiscal_years.contains(&year.saturating_sub(1)) {
            emit.node.resource(time::INTERVAL_MET_BY, Kind::FiscalYear, &year.saturating_sub(1));
        }
        emit.send()
    }
}

/// 令和4年度, or the number for a year that no era holds.
fn japanese_name(year: i32) -> String {
    let known = u16::try_from(year).ok().and_then(FiscalYear::new);
    known.map_or_else(|| year.to_string(), |year| year.to_string())
}
