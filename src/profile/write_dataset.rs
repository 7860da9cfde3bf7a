//! The table `[dataset]` as TOML.

use super::write::{joined, quoted, quoted_list};
use super::{Dataset, DatasetPublisher, DatasetSource, DatasetTheme};

/// The value of a key of `[dataset]`.
pub(super) fn dataset_value(dataset: &Dataset, key: &str) -> Option<String> {
    let text = |text: &Option<String>| text.as_deref().map(quoted);
    let list = |list: &[String]| (!list.is_empty()).then(|| quoted_list(list));
    match key {
        "title" => text(&dataset.title),
        "title_en" => text(&dataset.title_en),
        "description" => text(&dataset.description),
        "description_en" => text(&dataset.description_en),
        "publisher" => dataset.publisher.as_ref().map(publisher),
        "contact" => text(&dataset.contact),
        "licence" => text(&dataset.licence),
        "issued" => text(&dataset.issued),
        "version" => text(&dataset.version),
        "keywords" => list(&dataset.keywords),
        "keywords_en" => list(&dataset.keywords_en),
        "themes" => {
            let themes = &dataset.themes;
            (!themes.is_empty()).then(|| format!("[{}]", joined(themes.iter().map(theme))))
        }
        "spatial" => text(&dataset.spatial),
        "url" => text(&dataset.url),
        "previous" => text(&dataset.previous),
        "source" => (dataset.source != DatasetSource::default()).then(|| source(&dataset.source)),
        _ => None,
    }
}

fn publisher(publisher: &DatasetPublisher) -> String {
    let others = [
        ("name_en", &publisher.name_en),
        ("homepage", &publisher.homepage),
        ("corporate_number", &publisher.corporate_number),
    ];
    let others = members(&others);
    if others.is_empty() {
        return quoted(&publisher.name);
    }
    let name = format!("name = {}", quoted(&publisher.name));
    format!("{{ {} }}", joined(std::iter::once(name).chain(others)))
}

fn theme(theme: &DatasetTheme) -> String {
    match &theme.label {
        None => quoted(&theme.iri),
        Some(label) => format!("{{ iri = {}, label = {} }}", quoted(&theme.iri), quoted(label)),
    }
}

fn source(source: &DatasetSource) -> String {
    let members = members(&[
        ("publisher", &source.publisher),
        ("licence", &source.licence),
        ("url", &source.url),
        ("attribution", &source.attribution),
        ("attribution_en", &source.attribution_en),
    ]);
    format!("{{ {} }}", joined(members.into_iter()))
}

/// The members of an inline table that have a value.
fn members(all: &[(&str, &Option<String>)]) -> Vec<String> {
    all.iter().filter_map(|(key, value)| Some(format!("{key} = {}", quoted(value.as_deref()?)))).collect()
}
