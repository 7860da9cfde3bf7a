//! What is said of the dataset that `build` writes. Each goes before what the profile says in `[dataset]`.

use crate::profile::{contact_iri, folder_iri, is_day, is_web_iri};
use crate::source::document::is_forbidden;
use clap::Args;

/// What the publisher says of the dataset (docs/publish.md); what nobody says is left out.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Description of the dataset")]
pub(crate) struct DatasetArgs {
    /// Title of the dataset; else that of the profile, else that of the document.
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub(crate) title: Option<String>,
    /// What the dataset is.
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub(crate) description: Option<String>,
    /// Name of who publishes the dataset.
    #[arg(long, value_name = "NAME", value_parser = line)]
    pub(crate) publisher: Option<String>,
    /// Who answers questions: an address of mail or on the web.
    #[arg(long, value_name = "ADDRESS", value_parser = contact)]
    pub(crate) contact: Option<String>,
    /// IRI of the licence of the dataset.
    #[arg(long, alias = "license", value_name = "IRI", value_parser = iri)]
    pub(crate) licence: Option<String>,
    /// Day on which this edition is published.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) issued: Option<String>,
    /// Version of this edition.
    #[arg(long, value_name = "TEXT", value_parser = line)]
    pub(crate) edition_version: Option<String>,
    /// Address below which the folder is put on the web.
    #[arg(long, value_name = "URL", value_parser = folder)]
    pub(crate) url: Option<String>,
    /// IRI of the dataset of the edition before this one.
    #[arg(long, value_name = "IRI", value_parser = iri)]
    pub(crate) previous: Option<String>,
}

fn line(text: &str) -> Result<String, &'static str> {
    let sound = !text.trim().is_empty() && !text.chars().any(|c| c.is_control() || is_forbidden(c));
    if sound { Ok(text.to_owned()) } else { Err("one line of text is wanted, without control characters") }
}

fn iri(text: &str) -> Result<String, &'static str> {
    let wanted = "an address that starts with https:// or http:// is wanted, in ASCII";
    if is_web_iri(text) { Ok(text.to_owned()) } else { Err(wanted) }
}

fn folder(text: &str) -> Result<String, &'static str> {
    folder_iri(text)
        .ok_or("the address of a folder on the web is wanted: https:// or http://, in ASCII, without ? and #")
}

fn contact(text: &str) -> Result<String, &'static str> {
    contact_iri(text)
        .ok_or("an address of mail is wanted, or one that starts with https:// or http://, in ASCII")
}

fn day(text: &str) -> Result<String, &'static str> {
    if is_day(text) { Ok(text.to_owned()) } else { Err("a day of the calendar such as 2024-04-01 is wanted") }
}
