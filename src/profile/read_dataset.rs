//! The table `[dataset]` of a profile.

use super::key::{PUBLISHER_KEYS, SOURCE_KEYS, THEME_KEYS};
use super::read::{Entry, Result, WEB_ADDRESS, table_keys};
use super::{
    Dataset, DatasetPublisher, DatasetSource, DatasetTheme, ProfileProblem, contact_iri, folder_iri, is_day,
    is_web_iri, theme_name,
};
use crate::register::is_corporate_number;
use toml::de::DeValue;

pub(super) fn read_dataset(entry: &Entry<'_, '_>) -> Result<Dataset> {
    let mut dataset = Dataset::default();
    for entry in entry.table("[dataset]", &table_keys("dataset"))? {
        match entry.key {
            "title" => dataset.title = Some(entry.text()?),
            "title_en" => dataset.title_en = Some(entry.text()?),
            "description" => dataset.description = Some(entry.text()?),
            "description_en" => dataset.description_en = Some(entry.text()?),
            "publisher" => dataset.publisher = Some(read_publisher(&entry)?),
            "contact" => {
                let wanted = "an address of mail, or one that starts with https:// or http://, in ASCII";
                dataset.contact = Some(entry.text_as(contact_iri, wanted)?);
            }
            "licence" | "license" => read_licence(&mut dataset.licence, &entry)?,
            "issued" => dataset.issued = Some(read_day(&entry)?),
            "version" => dataset.version = Some(entry.text()?),
            "keywords" => dataset.keywords = entry.texts()?,
            "keywords_en" => dataset.keywords_en = entry.texts()?,
            "themes" => dataset.themes = entry.items()?.iter().map(read_theme).collect::<Result<_>>()?,
            "spatial" => dataset.spatial = Some(entry.text_that(is_web_iri, WEB_ADDRESS)?),
            "url" => {
                let wanted =
                    "the address of a folder on the web: https:// or http://, in ASCII, without ? and #";
                dataset.url = Some(entry.text_as(folder_iri, wanted)?);
            }
            "previous" => dataset.previous = Some(entry.text_that(is_web_iri, WEB_ADDRESS)?),
            _ => dataset.source = read_source(&entry)?,
        }
    }
    Ok(dataset)
}

/// `licence` and `license` are one key.
fn read_licence(licence: &mut Option<String>, entry: &Entry<'_, '_>) -> Result<()> {
    if licence.is_some() {
        return Err(entry.at_key(ProfileProblem::Twice(entry.key.to_owned())));
    }
    *licence = Some(entry.text_that(is_web_iri, WEB_ADDRESS)?);
    Ok(())
}

/// `2024-04-01`, with quotation marks or as TOML writes dates.
fn read_day(entry: &Entry<'_, '_>) -> Result<String> {
    let wanted = "a day of the calendar such as 2024-04-01";
    match entry.value.get_ref() {
        DeValue::Datetime(date) => {
            let text = date.to_string();
            if is_day(&text) { Ok(text) } else { Err(entry.wrong_value(&format!("`{text}`"), wanted)) }
        }
        _ => entry.text_that(is_day, wanted),
    }
}

fn read_publisher(entry: &Entry<'_, '_>) -> Result<DatasetPublisher> {
    if entry.value.get_ref().is_str() {
        return Ok(DatasetPublisher { name: entry.text()?, ..DatasetPublisher::default() });
    }
    if !entry.value.get_ref().is_table() {
        return Err(entry.wrong_type("a name, or a table with name, name_en, homepage and corporate_number"));
    }
    let (mut publisher, mut named) = (DatasetPublisher::default(), false);
    for entry in entry.table("the publisher of a dataset", PUBLISHER_KEYS)? {
        match entry.key {
            "name" => (publisher.name, named) = (entry.text()?, true),
            "name_en" => publisher.name_en = Some(entry.text()?),
            "homepage" => publisher.homepage = Some(entry.text_that(is_web_iri, WEB_ADDRESS)?),
            _ => {
                let wanted = "a corporate number (13 digits, the first a check digit)";
                publisher.corporate_number = Some(entry.text_that(is_corporate_number, wanted)?);
            }
        }
    }
    if named { Ok(publisher) } else { Err(entry.at_value(ProfileProblem::MissingKey("name"))) }
}

fn read_theme(entry: &Entry<'_, '_>) -> Result<DatasetTheme> {
    if entry.value.get_ref().is_str() {
        // A portal shows themes by name, so a theme needs one.
        let wanted = "a data theme of the European Union; others are tables with iri and label";
        let iri = entry.text_that(|iri| theme_name(iri).is_some(), wanted)?;
        return Ok(DatasetTheme { iri, label: None });
    }
    if !entry.value.get_ref().is_table() {
        return Err(entry.wrong_type("an IRI, or a table with iri and label"));
    }
    let (mut theme, mut found) = (DatasetTheme::default(), false);
    for entry in entry.table("a theme", THEME_KEYS)? {
        match entry.key {
            "iri" => (theme.iri, found) = (entry.text_that(is_web_iri, WEB_ADDRESS)?, true),
            _ => theme.label = Some(entry.text()?),
        }
    }
    if !found {
        return Err(entry.at_value(ProfileProblem::MissingKey("iri")));
    }
    if theme.label.is_none() && theme_name(&theme.iri).is_none() {
        return Err(entry.at_value(ProfileProblem::MissingKey("label")));
    }
    Ok(theme)
}

fn read_source(entry: &Entry<'_, '_>) -> Result<DatasetSource> {
    let mut source = DatasetSource::default();
    for entry in entry.table("the source of a dataset", SOURCE_KEYS)? {
        match entry.key {
            "publisher" => source.publisher = Some(entry.text()?),
            "licence" | "license" => read_licence(&mut source.licence, &entry)?,
            "url" => source.url = Some(entry.text_that(is_web_iri, WEB_ADDRESS)?),
            "attribution" => source.attribution = Some(entry.text()?),
            _ => source.attribution_en = Some(entry.text()?),
        }
    }
    Ok(source)
}
