//! The words of statements and the places where they stand.

use crate::facts::{Facts, Links, Number, Relation, Text, Thing};
use crate::query::parameters::fold::fold;
use crate::rdf::vocab::pgo;
use crate::view::language::Language;
use crate::view::page::PagePlace;
use crate::view::text;

/// The longest quotation, in characters.
const LONGEST: usize = 240;

/// A status or plan cell of a measure.
pub(super) struct Statement<'f> {
    pub(super) thing: Thing,
    pub(super) text: &'f str,
    /// Whether it says what is planned, rather than what was done.
    planned: bool,
    status: bool,
    /// The calendar year in which its fiscal year starts, and its name.
    pub(super) year: Option<(i64, String)>,
}

/// Statements by measure, and places by thing.
pub(super) struct Quotes<'f> {
    facts: &'f Facts,
    language: Language,
    /// The statements about each measure.
    about: Links,
    status: Option<Thing>,
    planned: Option<Thing>,
}

impl<'f> Quotes<'f> {
    pub(super) fn new(facts: &'f Facts, language: Language) -> Self {
        Self {
            facts,
            language,
            about: facts.links(Relation::About).reversed(),
            status: facts.thing(pgo::STATUS_STATEMENT.iri),
            planned: facts.thing(pgo::PLANNED_STATEMENT.iri),
        }
    }

    /// The statements about a measure: by year, then what was done before what is planned, then by place.
    pub(super) fn statements(&self, measure: Thing) -> Vec<Statement<'f>> {
        let mut found: Vec<Statement<'f>> = Vec::new();
        for statement in self.about.of(measure) {
            let classes = self.facts.links(Relation::Classes).of(*statement);
            let is = |class: Option<Thing>| class.is_some_and(|class| classes.contains(&class));
            let years = self.facts.links(Relation::Years).of(*statement).iter();
            let year = years.filter_map(|year| {
                Some((self.facts.numbers(Number::StartYear).least(*year)?, self.year_name(*year)))
            });
            found.push(Statement {
                thing: *statement,
                text: self.facts.texts(Text::Statement, *statement).first().copied().unwrap_or_default(),
                planned: is(self.planned),
                status: is(self.status),
                year: year.min(),
            });
        }
        found.sort_by_cached_key(|statement| {
            let iri = self.facts.iri(statement.thing).unwrap_or_default();
            (statement.year.clone(), statement.planned, iri)
        });
        found
    }

    fn year_name(&self, year: Thing) -> String {
        let english = self.facts.texts(Text::EnglishLabel, year).first().copied();
        let japanese = self.facts.label(year).map(oxigraph::model::Literal::value);
        let (first, second) = match self.language {
            Language::Japanese => (japanese, english),
            Language::English => (english, japanese),
        };
        first.or(second).unwrap_or_default().to_owned()
    }

    /// What a statement is, for people: 令和4年度の状況.
    pub(super) fn name(&self, statement: &Statement<'_>) -> String {
        let year = statement.year.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
        let kind = match (statement.status, statement.planned) {
            (_, true) => self.language.pick("計画", "plan"),
            (true, _) => self.language.pick("状況", "status"),
            _ => self.language.pick("記載", "note"),
        };
        match (year.is_empty(), self.language) {
            (true, _) => kind.to_owned(),
            (false, Language::Japanese) => format!("{year}の{kind}"),
            (false, Language::English) => format!("{kind}, {year}"),
        }
    }

    /// Where a thing stands in its documents.
    pub(super) fn places(&self, thing: Thing) -> Vec<PagePlace> {
        let places = self.facts.links(Relation::Places).of(thing).iter();
        let mut places: Vec<PagePlace> = places.filter_map(|place| self.place(*place)).collect();
        places.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        places.dedup();
        places
    }

    fn place(&self, span: Thing) -> Option<PagePlace> {
        let files = self.facts.links(Relation::Sources).of(span).iter();
        let file = files.flat_map(|file| self.facts.texts(Text::FileName, *file)).min();
        Some(PagePlace {
            file: file.unwrap_or_default().to_owned(),
            line: self.facts.numbers(Number::Line).least(span)?,
            column: self.facts.numbers(Number::Column).least(span),
        })
    }
}

/// The sentences of a text in which one of some names stands, joined by `…` where something is left out; the opening of the
/// text if the name does not stand there in these words.
pub(super) fn sentences(text: &str, names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect();
    let parts = text.split_inclusive(['。', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut found = String::new();
    let mut left_out = false;
    for part in parts {
        let folded = fold(part);
        if !names.iter().any(|name| folded.contains(name)) {
            left_out = true;
            continue;
        }
        if !found.is_empty() && left_out {
            found.push_str(" … ");
        }
        found.push_str(part);
        left_out = false;
    }
    text::opening(if found.is_empty() { text } else { &found }, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_with_the_name_are_kept_and_gaps_shown() {
        let text = "・前段。「地域連携拠点」を整備した。中段。ＳａＭＤ事業も「地域連携拠点」で行う。";
        assert_eq!(
            sentences(text, &["地域連携拠点"]),
            "「地域連携拠点」を整備した。 … ＳａＭＤ事業も「地域連携拠点」で行う。"
        );
        assert_eq!(sentences(text, &["SaMD事業"]), "ＳａＭＤ事業も「地域連携拠点」で行う。");
        assert_eq!(sentences("前段。後段。", &["別の事業"]), "前段。後段。");
    }
}
