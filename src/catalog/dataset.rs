//! The catalogue, the dataset and its series.

use super::graph::Facts;
use super::{Bundle, Graph, Names, code, names};
use crate::bundle::{Agent, Description};
use crate::rdf::vocab::{Term, dcat, dcterms, foaf, org, pgo, prov, rdfs, skos, vcard, void, xsd};
use crate::rdf::{Kind, document_key};

/// The catalogue: one for each bundle, that portals harvest.
pub(super) fn catalog(graph: &mut Graph, bundle: &Bundle<'_>, names: &Names<'_>) {
    let description = bundle.description;
    titled(graph.node(&names.catalog()).a(dcat::CATALOG), description)
        .each(names.publisher(), |node, publisher| node.iri(dcterms::PUBLISHER, publisher))
        .each(&description.licence, |node, licence| node.iri(dcterms::LICENSE, licence))
        .each(&description.issued, |node, day| node.typed(dcterms::ISSUED, day, xsd::DATE))
        .each(languages(description), |node, language| node.iri(dcterms::LANGUAGE, language))
        .iri(dcat::DATASET, names.dataset());
}

/// The dataset, in the words of DCAT, of provenance and of `VoID`.
pub(super) fn dataset(graph: &mut Graph, bundle: &Bundle<'_>, names: &Names<'_>) {
    let (description, base) = (bundle.description, bundle.base);
    let node = graph.node(&names.dataset()).a(dcat::DATASET_CLASS).a(void::DATASET);
    let node = titled(node, description)
        .plain(dcterms::IDENTIFIER, &names.dataset())
        .each(names.publisher(), |node, publisher| node.iri(dcterms::PUBLISHER, publisher))
        .each(&description.contact, |node, _| node.iri(dcat::CONTACT_POINT, names.part("contact")))
        .each(&description.licence, |node, licence| node.iri(dcterms::LICENSE, licence))
        .each(&description.issued, |node, day| node.typed(dcterms::ISSUED, day, xsd::DATE))
        .each(&description.version, |node, version| node.plain(dcat::VERSION, version))
        .each(languages(description), |node, language| node.iri(dcterms::LANGUAGE, language))
        .each(&description.keywords, |node, word| node.text(dcat::KEYWORD, word, &description.language))
        .each(&description.keywords_en, |node, word| node.text(dcat::KEYWORD, word, "en"))
        .each(&description.themes, |node, theme| node.iri(dcat::THEME, &theme.iri))
        .each(&description.spatial, |node, area| node.iri(dcterms::SPATIAL, area))
        .each(&description.fiscal_years, |node, year| {
            node.iri(dcterms::TEMPORAL, base.iri(Kind::FiscalYear, &year.to_string()))
        })
        .each(&description.url, |node, url| node.iri(dcat::LANDING_PAGE, url))
        .iri(dcterms::CONFORMS_TO, ONTOLOGY)
        .each(names::plans(description), |node, plan| node.iri(dcat::IN_SERIES, names.series(plan)))
        .each(&description.previous, |node, previous| {
            node.iri(dcat::PREV, &previous.iri).iri(dcat::PREVIOUS_VERSION, &previous.iri)
        });
    let attributed = description.sources.iter().any(|source| source.attribution.is_some());
    node.each(attributed.then(|| names.part("provenance")), |node, iri| node.iri(dcterms::PROVENANCE, iri))
        .each(&description.sources, |node, source| {
            let key = document_key(&source.sha256);
            node.iri(prov::WAS_DERIVED_FROM, base.iri(Kind::Document, key))
                .iri(prov::WAS_GENERATED_BY, base.iri(Kind::Conversion, key))
        });
    if attributed {
        let language = &description.language;
        graph
            .node(&names.part("provenance"))
            .each(
                description.sources.iter().filter_map(|source| source.attribution.as_ref()),
                |node, words| node.text(rdfs::LABEL, words, language),
            )
            .each(
                description.sources.iter().filter_map(|source| source.attribution_en.as_ref()),
                |node, words| node.text(rdfs::LABEL, words, "en"),
            );
    }
    about(graph, description, names);
    years(graph, bundle);
}

/// The series of the editions of each plan.
pub(super) fn series(graph: &mut Graph, bundle: &Bundle<'_>, names: &Names<'_>) {
    let description = bundle.description;
    for plan in names::plans(description) {
        let source = description.sources.iter().find(|source| source.plan == plan);
        let (title, language) =
            source.map_or((plan, "und"), |source| (source.title.as_str(), source.language.as_str()));
        let title = if title.trim().is_empty() { plan } else { title };
        graph
            .node(&names.series(plan))
            .a(dcat::DATASET_SERIES)
            .text(dcterms::TITLE, title, language)
            .text(dcterms::DESCRIPTION, &format!("「{title}」のデータの各版"), "ja")
            .text(dcterms::DESCRIPTION, &format!("The editions of the data of “{title}”"), "en")
            .each(names.publisher(), |node, publisher| node.iri(dcterms::PUBLISHER, publisher));
    }
}

/// The ontology that the data keep to.
pub(super) const ONTOLOGY: &str = "https://w3id.org/policygraph/ontology";

/// Title and description, in both languages as far as they are told.
fn titled<'g>(node: Facts<'g>, description: &Description) -> Facts<'g> {
    let both = |node: Facts<'g>, property: Term, own: Option<&String>, english: Option<&String>| {
        node.each(own, |node, text| node.text(property, text, &description.language))
            .each(english, |node, text| node.text(property, text, "en"))
    };
    let node = both(node, dcterms::TITLE, Some(&description.title), description.title_en.as_ref());
    both(node, dcterms::DESCRIPTION, description.description.as_ref(), description.description_en.as_ref())
}

/// The languages of the documents, each once.
pub(super) fn languages(description: &Description) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for source in &description.sources {
        if let Some(language) = code::language(&source.language)
            && !languages.contains(&language)
        {
            languages.push(language);
        }
    }
    languages
}

/// Publisher, contact and themes.
fn about(graph: &mut Graph, description: &Description, names: &Names<'_>) {
    if let (Some(publisher), Some(iri)) = (&description.publisher, names.publisher()) {
        agent(graph.node(&iri), publisher, &description.language);
    }
    if let Some(contact) = &description.contact {
        let property = if contact.starts_with("mailto:") { vcard::HAS_EMAIL } else { vcard::HAS_URL };
        graph.node(&names.part("contact")).a(vcard::KIND).iri(property, contact);
    }
    for theme in &description.themes {
        graph
            .node(&theme.iri)
            .a(skos::CONCEPT)
            .each(&theme.label, |node, label| node.text(skos::PREF_LABEL, label, &description.language))
            .each(&theme.label_en, |node, label| node.text(skos::PREF_LABEL, label, "en"));
    }
}

fn agent(node: Facts<'_>, agent: &Agent, language: &str) {
    node.a(foaf::AGENT)
        .text(foaf::NAME, &agent.name, language)
        .each(&agent.name_en, |node, name| node.text(foaf::NAME, name, "en"))
        .each(&agent.homepage, |node, page| node.iri(foaf::HOMEPAGE, page))
        .each(&agent.corporate_number, |node, number| {
            node.plain(dcterms::IDENTIFIER, number).typed(org::IDENTIFIER, number, pgo::CORPORATE_NUMBER)
        });
}

/// The fiscal years that the dataset is about, as the graph has them.
fn years(graph: &mut Graph, bundle: &Bundle<'_>) {
    for year in &bundle.description.fiscal_years {
        graph
            .node(&bundle.base.iri(Kind::FiscalYear, &year.to_string()))
            .a(dcterms::PERIOD_OF_TIME)
            .typed(dcat::START_DATE, &format!("{year:04}-04-01"), xsd::DATE)
            .typed(dcat::END_DATE, &format!("{:04}-03-31", year.saturating_add(1)), xsd::DATE);
    }
}
