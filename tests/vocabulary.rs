//! The vocabulary in the code, in the ontology, in the graph and in the queries is one and the same.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use policygraph::rdf::vocab;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use support::{PGO, path, pgo, quads, report_plan, text};

/// Namespaces of the project, whose terms no other vocabulary defines.
const OWN: &str = "https://w3id.org/policygraph";

/// The statements of a Turtle file of the repository.
fn turtle(file: &PathBuf) -> Vec<Quad> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_reader(fs::File::open(file).unwrap());
    parser.map(|quad| quad.unwrap_or_else(|error| panic!("{}: {error}", file.display()))).collect()
}

fn ontology() -> Vec<Quad> {
    ["ontology/policygraph.ttl", "ontology/codes.ttl"].iter().flat_map(|file| turtle(&path(file))).collect()
}

/// Files with an extension below a folder; none if there is no such folder.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(path(folder)).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

fn iri(node: &NamedOrBlankNode) -> Option<&str> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// Names of our own terms that the ontology and the code lists define.
fn defined() -> BTreeSet<String> {
    let kinds = [
        "http://www.w3.org/2002/07/owl#Class",
        "http://www.w3.org/2002/07/owl#ObjectProperty",
        "http://www.w3.org/2002/07/owl#DatatypeProperty",
        "http://www.w3.org/2000/01/rdf-schema#Datatype",
        "http://www.w3.org/2004/02/skos/core#Concept",
        "http://www.w3.org/2004/02/skos/core#ConceptScheme",
    ];
    ontology()
        .iter()
        .filter(|quad| {
            quad.predicate == rdf::TYPE && kinds.iter().any(|kind| support::plain(&quad.object) == *kind)
        })
        .filter_map(|quad| Some(iri(&quad.subject)?.strip_prefix(PGO)?.to_owned()))
        .collect()
}

/// Terms of other vocabularies, by what they are.
fn external() -> BTreeMap<String, String> {
    let list = text("tests/vocab/external-terms.tsv");
    list.lines()
        .skip(1)
        .map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            (fields.next().unwrap(), fields.next().unwrap())
        })
        .collect()
}

#[test]
fn the_code_knows_exactly_the_terms_of_the_ontology() {
    let defined = defined();
    let known: BTreeSet<String> = vocab::pgo::ALL.iter().map(|term| term.local.to_owned()).collect();
    assert_eq!(known.len(), vocab::pgo::ALL.len(), "a term stands twice in the code");
    let difference =
        |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert!(defined.len() > 90, "{}", defined.len());
    assert_eq!(difference(&known, &defined), [""; 0], "in the code, not in the ontology");
    assert_eq!(difference(&defined, &known), [""; 0], "in the ontology, not in the code");
    for term in vocab::pgo::ALL {
        assert_eq!(
            (term.iri, term.angled),
            (format!("{PGO}{}", term.local).as_str(), format!("<{PGO}{}>", term.local).as_str())
        );
    }
}

#[test]
fn the_code_takes_only_terms_that_other_vocabularies_define() {
    let external = external();
    let others = [
        vocab::rdf::ALL,
        vocab::skos::ALL,
        vocab::oa::ALL,
        vocab::org::ALL,
        vocab::time::ALL,
        vocab::dcat::ALL,
        vocab::dcterms::ALL,
        vocab::prov::ALL,
        vocab::xsd::ALL,
        vocab::rdfs::ALL,
        vocab::foaf::ALL,
        vocab::vcard::ALL,
        vocab::spdx::ALL,
        vocab::void::ALL,
    ];
    for term in others.concat() {
        assert!(external.contains_key(term.iri), "{term} is in no list");
    }
}

#[test]
fn every_term_in_the_graph_exists() {
    let (own, external) = (defined(), external());
    let exists = |iri: &str| {
        iri.strip_prefix(PGO).map_or_else(|| external.contains_key(iri), |local| own.contains(local))
    };
    let mut used = BTreeSet::new();
    for quad in quads(report_plan()) {
        used.insert(quad.predicate.clone());
        match quad.object {
            Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
                used.insert(class);
            }
            // A code, such as pgo:LeadRole.
            Term::NamedNode(node) if node.as_str().starts_with(PGO) => {
                used.insert(node);
            }
            Term::Literal(literal) => _ = used.insert(literal.datatype().into_owned()),
            _ => {}
        }
    }
    let unknown: Vec<&NamedNode> =
        used.iter().filter(|term| !exists(term.as_str())).filter(|term| **term != rdf::LANG_STRING).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(used.contains(&pgo("usesProgram")) && used.len() > 60, "{}", used.len());
    assert!(
        !exists(&format!("{PGO}Nothing")) && !exists("http://www.w3.org/2004/02/skos/core#preferredLabel")
    );
}

#[test]
fn domains_and_ranges_hold_in_the_graph() {
    // Where the ontology gives a property exactly one domain or range, every use must have an instance of it.
    let ontology = ontology();
    let mut above: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in ontology.iter().filter(|quad| quad.predicate == rdfs::SUB_CLASS_OF) {
        above.entry(iri(&quad.subject).unwrap().to_owned()).or_default().insert(support::plain(&quad.object));
    }
    let quads = quads(report_plan());
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate == rdf::TYPE) {
        let types = types.entry(iri(&quad.subject).unwrap().to_owned()).or_default();
        let mut open = vec![support::plain(&quad.object)];
        while let Some(class) = open.pop() {
            open.extend(above.get(&class).into_iter().flatten().cloned());
            types.insert(class);
        }
    }
    let mut checked = 0;
    for (predicate, at_subject) in [(rdfs::DOMAIN, true), (rdfs::RANGE, false)] {
        let rules: BTreeMap<String, String> = ontology
            .iter()
            .filter(|quad| quad.predicate == predicate)
            .map(|quad| (iri(&quad.subject).unwrap().to_owned(), support::plain(&quad.object)))
            .filter(|(_, class)| class.starts_with(PGO))
            .collect();
        for quad in &quads {
            let Some(class) = rules.get(quad.predicate.as_str()) else {
                continue;
            };
            let node = if at_subject {
                iri(&quad.subject).unwrap().to_owned()
            } else {
                support::plain(&quad.object)
            };
            // Codes are instances by their definition, and datatypes have no instances.
            if node.starts_with(PGO) || matches!(quad.object, Term::Literal(_)) && !at_subject {
                continue;
            }
            assert!(
                types.get(&node).is_some_and(|types| types.contains(class)),
                "{predicate}: {quad} is no {class}"
            );
            checked += 1;
        }
    }
    assert!(checked > 3000, "{checked}");
}

#[test]
fn the_ontology_takes_only_terms_that_other_vocabularies_define() {
    let external = external();
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    let pointing = [
        rdf::TYPE.as_str(),
        rdf::FIRST.as_str(),
        rdfs::SUB_CLASS_OF.as_str(),
        rdfs::SUB_PROPERTY_OF.as_str(),
        rdfs::DOMAIN.as_str(),
        rdfs::RANGE.as_str(),
        "http://purl.org/dc/dcam/domainIncludes",
        "http://purl.org/dc/dcam/rangeIncludes",
    ];
    // In shapes every IRI that a SHACL property points to is a term; so is whatever a match leads to.
    let points = |predicate: &str| {
        pointing.contains(&predicate)
            || predicate.starts_with("http://www.w3.org/ns/shacl#")
            || predicate.starts_with("http://www.w3.org/2004/02/skos/core#") && predicate.ends_with("Match")
    };
    let mut all = files("ontology", "ttl");
    assert!(all.len() >= 6, "{all:?}");
    all.extend(files("ontology/examples", "ttl"));
    for file in all {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for quad in turtle(&file) {
            let mut terms = vec![quad.predicate.as_str().to_owned()];
            match &quad.object {
                Term::NamedNode(node) if points(quad.predicate.as_str()) => {
                    terms.push(node.as_str().to_owned());
                }
                Term::Literal(literal) if literal.language().is_none() => {
                    terms.push(literal.datatype().as_str().to_owned());
                }
                _ => {}
            }
            used.extend(
                terms.into_iter().filter(|term| !term.starts_with(OWN)).map(|term| (term, name.clone())),
            );
        }
    }
    let unknown: Vec<_> = used.iter().filter(|(term, _)| !external.contains_key(*term)).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert!(
        used.contains_key("http://www.w3.org/ns/org#FormalOrganization")
            && used.contains_key(xsd::INTEGER.as_str())
    );
}

#[test]
fn our_own_terms_in_ontology_files_are_defined() {
    let defined = defined();
    for file in files("ontology", "ttl").into_iter().chain(files("ontology/examples", "ttl")) {
        for quad in turtle(&file) {
            let object = match &quad.object {
                Term::NamedNode(node) => Some(node.as_str().to_owned()),
                Term::Literal(literal) => Some(literal.datatype().as_str().to_owned()),
                Term::BlankNode(_) => None,
            };
            let terms =
                [iri(&quad.subject).map(str::to_owned), Some(quad.predicate.as_str().to_owned()), object];
            for term in terms.into_iter().flatten() {
                if let Some(local) = term.strip_prefix(PGO) {
                    assert!(defined.contains(local), "{}: pgo:{local}", file.display());
                }
            }
        }
    }
}

#[test]
fn every_term_has_label_and_definition_in_both_languages() {
    let mut said: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let definition = "http://www.w3.org/2004/02/skos/core#definition";
    for quad in ontology() {
        let what = if quad.predicate == rdfs::LABEL {
            "label"
        } else if quad.predicate.as_str() == definition {
            "definition"
        } else {
            continue;
        };
        if let (Some(subject), Term::Literal(literal)) = (iri(&quad.subject), &quad.object) {
            assert!(!literal.value().trim().is_empty(), "{quad}");
            // English definitions quote the words of the documents.
            let japanese = literal.value().chars().any(|c| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿'));
            let english = literal.value().starts_with(|c: char| c.is_ascii_alphabetic());
            let sound = if literal.language() == Some("ja") { japanese } else { english };
            assert!(sound || what == "label", "{quad} is in another language than it says");
            said.entry(subject.to_owned())
                .or_default()
                .insert((what.to_owned(), literal.language().unwrap().to_owned()));
        }
    }
    for local in defined() {
        let has = said.get(&format!("{PGO}{local}")).cloned().unwrap_or_default();
        for what in ["label", "definition"] {
            for language in ["en", "ja"] {
                assert!(
                    has.contains(&(what.to_owned(), language.to_owned())),
                    "pgo:{local} has no {what} in {language}"
                );
            }
        }
    }
}

/// The `pgo:` names in a query, comments left out.
fn names(query: &str) -> BTreeSet<String> {
    let code =
        query.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for marker in ["pgo:", PGO] {
        for (at, _) in code.match_indices(marker) {
            let name: String = code[at + marker.len()..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            names.insert(name);
        }
    }
    // The prefix declarations name no term.
    names.remove("");
    names
}

#[test]
fn the_queries_use_only_terms_that_exist() {
    let defined = defined();
    let mut used = BTreeSet::new();
    for file in ["queries", "src/view/queries"].iter().flat_map(|folder| files(folder, "rq")) {
        let query = fs::read_to_string(&file).unwrap();
        let names = names(&query);
        // The size of a dataset is asked of any class.
        let of_any_data = file.ends_with("31-dataset-size.rq");
        assert!(!names.is_empty() || of_any_data, "{} uses no term of ours", file.display());
        for name in &names {
            assert!(defined.contains(name), "{}: pgo:{name} is in no ontology", file.display());
        }
        used.extend(names);
    }
    assert!(used.contains("usesProgram") && used.contains("amountYen"), "{used:?}");
}

#[test]
fn the_context_has_a_name_for_every_term() {
    let context = support::json("ontology/context.jsonld");
    let context = context["@context"].as_object().unwrap();
    let expand = |id: &str| match id.split_once(':') {
        Some((prefix, local)) => context
            .get(prefix)
            .and_then(|namespace| namespace.as_str())
            .map(|namespace| format!("{namespace}{local}")),
        None => None,
    };
    let named: BTreeSet<String> = context
        .values()
        .filter_map(|value| expand(value.as_str().or_else(|| value["@id"].as_str())?))
        .collect();
    for quad in quads(report_plan()) {
        let term = if quad.predicate == rdf::TYPE {
            support::plain(&quad.object)
        } else {
            quad.predicate.as_str().to_owned()
        };
        assert!(named.contains(&term), "{term} has no short name");
    }
}
