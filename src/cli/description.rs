//! What is said of the dataset: by options, by the profiles, by the documents. Nothing is made up.

use super::args::DatasetArgs;
use super::input::Setting;
use crate::bundle::{Agent, Description, Previous, SourceDocument, Theme};
use crate::notation::fiscal_year::FiscalYear;
use crate::plan::Plan;
use crate::profile::{Dataset, DatasetPublisher, theme_name};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Titles of documents that stand in for the title of the dataset at most.
const MOST_TITLES: usize = 3;

/// The description of a dataset, and what it lacks.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) description: Description,
    /// Keys of `[dataset]` on which the profiles of the documents disagree; their values are left out.
    pub(crate) disputed: Vec<&'static str>,
}

/// Describes what is made of some documents. Options go before profiles; the title is that of the documents if nobody
/// gives one, and nothing else is taken from them but themselves.
pub(crate) fn describe(
    setting: &Setting,
    inputs: &[PathBuf],
    plans: &[Plan],
    options: &DatasetArgs,
) -> Described {
    let said: Vec<&Dataset> = inputs.iter().map(|input| setting.dataset(input)).collect();
    let mut agreed = Agreed { said: &said, disputed: Vec::new() };
    let publisher = agreed.on("publisher", options.publisher.is_some(), |said| said.publisher.clone());
    let description = Description {
        title: options
            .title
            .clone()
            .or_else(|| agreed.on("title", options.title.is_some(), |said| said.title.clone()))
            .unwrap_or_else(|| title_of(plans)),
        title_en: agreed.on("title_en", false, |said| said.title_en.clone()),
        description: agreed.text("description", options.description.as_ref(), |said| &said.description),
        description_en: agreed.on("description_en", false, |said| said.description_en.clone()),
        language: plans.first().map_or("und", |plan| plan.document.language_tag()).to_owned(),
        publisher: publisher_of(options.publisher.as_deref(), publisher, &said),
        contact: agreed.text("contact", options.contact.as_ref(), |said| &said.contact),
        licence: agreed.text("licence", options.licence.as_ref(), |said| &said.licence),
        issued: agreed.text("issued", options.issued.as_ref(), |said| &said.issued),
        version: agreed.text("version", options.edition_version.as_ref(), |said| &said.version),
        keywords: agreed.list("keywords", |said| &said.keywords),
        keywords_en: agreed.list("keywords_en", |said| &said.keywords_en),
        themes: agreed.list("themes", |said| &said.themes).into_iter().map(theme).collect(),
        spatial: agreed.on("spatial", false, |said| said.spatial.clone()),
        fiscal_years: fiscal_years(plans),
        url: agreed.text("url", options.url.as_ref(), |said| &said.url),
        previous: agreed
            .text("previous", options.previous.as_ref(), |said| &said.previous)
            .map(|iri| Previous { iri }),
        sources: plans.iter().zip(&said).map(|(plan, said)| source(plan, said)).collect(),
    };
    Described { description, disputed: agreed.disputed }
}

/// What the profiles of all documents say in common; a profile without a key says nothing about it.
struct Agreed<'s> {
    said: &'s [&'s Dataset],
    disputed: Vec<&'static str>,
}

impl Agreed<'_> {
    /// The value of a key, if no two profiles differ about it. What an option gives cannot be disputed.
    fn on<T: PartialEq>(
        &mut self,
        key: &'static str,
        by_option: bool,
        value: impl Fn(&Dataset) -> Option<T>,
    ) -> Option<T> {
        let mut values = self.said.iter().filter_map(|said| value(said));
        let first = values.next()?;
        if values.all(|other| other == first) {
            return Some(first);
        }
        if !by_option {
            self.disputed.push(key);
        }
        None
    }

    fn text(
        &mut self,
        key: &'static str,
        option: Option<&String>,
        value: impl Fn(&Dataset) -> &Option<String>,
    ) -> Option<String> {
        option.cloned().or_else(|| self.on(key, false, |said| value(said).clone()))
    }

    fn list<T: PartialEq + Clone>(
        &mut self,
        key: &'static str,
        value: impl Fn(&Dataset) -> &Vec<T>,
    ) -> Vec<T> {
        let listed = |said: &Dataset| Some(value(said).clone()).filter(|list| !list.is_empty());
        self.on(key, false, listed).unwrap_or_default()
    }
}

/// The publisher that an option names, with what a profile knows of one of that name; else that of the profiles.
fn publisher_of(option: Option<&str>, agreed: Option<DatasetPublisher>, said: &[&Dataset]) -> Option<Agent> {
    let publisher = match option {
        None => agreed?,
        Some(name) => {
            let known = said.iter().filter_map(|said| said.publisher.as_ref());
            let known = known.into_iter().find(|known| known.name == name).cloned();
            known.unwrap_or_else(|| DatasetPublisher { name: name.to_owned(), ..DatasetPublisher::default() })
        }
    };
    Some(Agent {
        name: publisher.name,
        name_en: publisher.name_en,
        homepage: publisher.homepage,
        corporate_number: publisher.corporate_number,
    })
}

fn theme(theme: crate::profile::DatasetTheme) -> Theme {
    let label_en = theme_name(&theme.iri).map(str::to_owned);
    Theme { iri: theme.iri, label: theme.label, label_en }
}

/// The titles of the documents, each once.
fn title_of(plans: &[Plan]) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for plan in plans {
        let title = plan.document.title.trim();
        let title = if title.is_empty() { plan.document.id.as_str() } else { title };
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    let shown = titles.iter().take(MOST_TITLES).copied().collect::<Vec<_>>().join(" / ");
    let more = titles.len().saturating_sub(MOST_TITLES);
    if more == 0 { shown } else { format!("{shown} / … (+{more})") }
}

fn fiscal_years(plans: &[Plan]) -> Vec<i32> {
    let columns = plans.iter().flat_map(|plan| &plan.document.columns);
    // A plan as JSON may name years that no calendar has.
    let known = |year: i32| u16::try_from(year).ok().and_then(FiscalYear::new).is_some();
    columns
        .filter_map(|column| column.fiscal_year)
        .filter(|year| known(*year))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// The document of a plan, as the attribution names it: its own words, and those of `source` in its profile.
fn source(plan: &Plan, said: &Dataset) -> SourceDocument {
    let (document, said) = (&plan.document, &said.source);
    SourceDocument {
        id: document.id.clone(),
        plan: document.plan.clone(),
        title: document.title.clone(),
        language: document.language_tag().to_owned(),
        file: document.file.clone(),
        sha256: document.sha256.clone(),
        publisher: said
            .publisher
            .clone()
            .or_else(|| document.publisher.as_ref().map(|publisher| publisher.name.clone())),
        licence: said.licence.clone().or_else(|| document.licence_iri().map(str::to_owned)),
        url: said.url.clone(),
        attribution: said.attribution.clone(),
        attribution_en: said.attribution_en.clone(),
    }
}
