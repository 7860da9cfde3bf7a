//! The files that hold the data.

use super::graph::Value;
use super::{Bundle, Graph, Names, code, dataset};
use crate::bundle::{BundleFile, MediaType};
use crate::rdf::vocab::{dcat, dcterms, spdx, void, xsd};

/// Whether a file holds the data themselves, for machines: no picture, answer, page or description of them.
pub(super) fn is_data(file: &BundleFile) -> bool {
    if matches!(file.media_type, MediaType::Html | MediaType::Markdown) {
        return false;
    }
    let name = file.name.as_str();
    let top = !name.contains('/') && name.starts_with("plan.");
    top || name.starts_with("plans/") || name.starts_with("tables/")
}

/// Whether a file holds the graph.
fn is_graph(file: &BundleFile) -> bool {
    matches!(
        file.media_type,
        MediaType::JsonLd | MediaType::NQuads | MediaType::NTriples | MediaType::TriG | MediaType::Turtle
    )
}

/// A distribution for each file that holds data.
pub(super) fn distributions(graph: &mut Graph, bundle: &Bundle<'_>, names: &Names<'_>) {
    let description = bundle.description;
    for file in bundle.files.iter().filter(|file| is_data(file)) {
        let iri = names.distribution(&file.name);
        let place = place(description.url.as_deref(), &file.name);
        let dump = is_graph(file).then_some(&place);
        graph
            .node(&names.dataset())
            .iri(dcat::DISTRIBUTION, &iri)
            .each(dump, |node, place| node.add(void::DATA_DUMP, place.clone()));
        let checksum = format!("{iri}#checksum");
        graph
            .node(&iri)
            .a(dcat::DISTRIBUTION_CLASS)
            .plain(dcterms::TITLE, &file.name)
            .text(dcterms::DESCRIPTION, &file.about_ja, "ja")
            .text(dcterms::DESCRIPTION, &file.about, "en")
            .add(dcat::ACCESS_URL, place.clone())
            .add(dcat::DOWNLOAD_URL, place)
            .iri(dcat::MEDIA_TYPE, code::media_type(file.media_type.as_str()))
            .each(code::file_type(file.media_type), |node, kind| node.iri(dcterms::FORMAT, kind))
            .each(file.is_compressed().then(|| code::media_type("application/gzip")), |node, kind| {
                node.iri(dcat::COMPRESS_FORMAT, kind)
            })
            .typed(dcat::BYTE_SIZE, &file.bytes, xsd::NON_NEGATIVE_INTEGER)
            .iri(spdx::CHECKSUM, &checksum)
            .each(&description.licence, |node, licence| node.iri(dcterms::LICENSE, licence))
            .each(&description.issued, |node, day| node.typed(dcterms::ISSUED, day, xsd::DATE))
            .each(dataset::languages(description), |node, language| node.iri(dcterms::LANGUAGE, language))
            .each(is_graph(file).then_some(dataset::ONTOLOGY), |node, ontology| {
                node.iri(dcterms::CONFORMS_TO, ontology)
            });
        graph.node(&checksum).a(spdx::CHECKSUM_CLASS).add(spdx::ALGORITHM, Value::Term(spdx::SHA256)).typed(
            spdx::CHECKSUM_VALUE,
            &file.sha256,
            xsd::HEX_BINARY,
        );
    }
}

/// Where a file of the bundle is: below the address of the bundle, else beside the catalogue.
fn place(url: Option<&str>, name: &str) -> Value {
    use std::fmt::Write as _;
    let mut path = String::new();
    for byte in name.bytes() {
        // A colon would make the first part a scheme.
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
    url.map_or_else(|| Value::File(path.clone()), |url| Value::Iri(format!("{url}{path}")))
}
