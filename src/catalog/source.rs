//! Where the data come from: the documents, the program, and how the one became data by the other. No clock.

use super::{Bundle, Graph};
use crate::rdf::vocab::{dcat, dcterms, foaf, pgo, prov, rdfs, skos};
use crate::rdf::{Kind, document_key};

/// The documents and the conversion of each, under the IRIs that the graph gives them.
pub(super) fn sources(graph: &mut Graph, bundle: &Bundle<'_>) {
    let base = bundle.base;
    let (program, version) = bundle.program;
    let software = base.iri(Kind::Software, &format!("{program}-{version}"));
    for source in &bundle.description.sources {
        let key = document_key(&source.sha256);
        let document = base.iri(Kind::Document, key);
        graph
            .node(&document)
            .a(prov::ENTITY)
            .a(pgo::SOURCE_DOCUMENT)
            .text(dcterms::TITLE, &source.title, &source.language)
            .plain(pgo::FILE_NAME, &source.file)
            .plain(pgo::SHA256, &source.sha256)
            .each(&source.licence, |node, licence| node.iri(dcterms::LICENSE, licence))
            .each(&source.url, |node, url| node.iri(foaf::PAGE, url))
            .each(&source.attribution, |node, words| node.text(rdfs::LABEL, words, &source.language));
        if let Some(url) = &source.url {
            graph.node(url).a(foaf::DOCUMENT);
        }
        graph
            .node(&base.iri(Kind::Conversion, key))
            .a(prov::ACTIVITY)
            .iri(prov::USED, &document)
            .iri(prov::WAS_ASSOCIATED_WITH, &software);
    }
    graph
        .node(&software)
        .a(prov::SOFTWARE_AGENT)
        .text(skos::PREF_LABEL, &format!("{program} {version}"), "en")
        .plain(dcat::VERSION, version);
}
