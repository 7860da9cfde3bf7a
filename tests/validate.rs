//! Graphs against shapes. What has to come out is written in the cases by hand, and `tests/python/check_validate.py` holds
//! it, all examples and many more against pySHACL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

mod support;

use oxigraph::model::Term;
use policygraph::query::evaluate::EvaluateError;
use policygraph::query::limits::{LimitError, Limits};
use policygraph::store::TextFormat;
use policygraph::validate::{
    Data, DataPlace, Report, Severity, Shapes, ShapesError, ValidateError, ValidationResult, validate,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;
use support::{path, quads, report_plan};

/// The shapes of the ontology.
static OWN: LazyLock<Shapes> = LazyLock::new(|| Shapes::own().unwrap());

const PREFIXES: &str = "\
@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
";

fn turtle(name: &str, text: &str) -> Data {
    let mut data = Data::default();
    data.add_text(name, TextFormat::Turtle, text.as_bytes())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    data
}

fn shapes(text: &str) -> Result<Shapes, ShapesError> {
    Shapes::new(turtle("shapes.ttl", &format!("{PREFIXES}{text}")))
}

/// The results of shapes and data that stand in one text.
fn check(text: &str) -> Result<Report, ValidateError> {
    let text = format!("{PREFIXES}{text}");
    validate(turtle("case.ttl", &text), &Shapes::new(turtle("case.ttl", &text))?, &Limits::NONE)
}

fn against_own(text: &str) -> Report {
    validate(turtle("data.ttl", text), &OWN, &Limits::NONE).unwrap()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ttl"));
    files.sort();
    files
}

/// A term as the cases write it, without quotation marks.
fn shown(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().replace("http://example.org/", "ex:"),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(_) => "_".to_owned(),
    }
}

fn row(result: &ValidationResult) -> String {
    let path = result.path.as_ref().map(|path| path.to_short().replace("http://example.org/", "ex:"));
    let severity = match &result.severity {
        Severity::Violation => String::new(),
        Severity::Warning => " Warning".to_owned(),
        Severity::Info => " Info".to_owned(),
        Severity::Other(iri) => format!(" {}", iri.as_str()),
    };
    format!(
        "{} {} {} {}{severity}",
        shown(&result.focus),
        path.as_deref().unwrap_or("-"),
        result.value.as_ref().map_or("-".to_owned(), shown),
        result.component.trim_end_matches("ConstraintComponent"),
    )
}

#[test]
fn the_cases_give_what_they_say() {
    let files = files("tests/fixtures/shacl");
    assert!(files.len() >= 18);
    let mut components = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut expected: Vec<String> = (text.lines())
            .filter_map(|line| line.strip_prefix("# result: "))
            .map(|line| line.replace('"', "").trim_end_matches(" Violation").to_owned())
            .collect();
        let report = validate(
            turtle("case.ttl", &text),
            &Shapes::new(turtle("case.ttl", &text)).unwrap(),
            &Limits::NONE,
        );
        let report = report.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut found: Vec<String> = report.results.iter().map(row).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{}", file.display());
        components.extend(report.results.iter().map(|result| result.component));
    }
    // Every component of SHACL that gives results: sh:property gives those of its shape.
    assert_eq!(components.len(), 29, "{components:?}");
}

#[test]
fn good_examples_conform_and_each_bad_one_breaks_the_shape_that_it_names() {
    for file in files("ontology/examples") {
        let report = against_own(&fs::read_to_string(&file).unwrap());
        assert!(report.conforms(), "{}: {:?}", file.display(), report.results);
    }
    let bad = files("ontology/examples/invalid");
    assert!(bad.len() >= 90);
    for file in bad {
        let text = fs::read_to_string(&file).unwrap();
        let wanted = text.lines().next().unwrap().strip_prefix("# breaks: pgs:").unwrap();
        let report = against_own(&text);
        let found: BTreeSet<String> = report.results.iter().map(|result| shown(&result.shape)).collect();
        let wanted = format!("https://w3id.org/policygraph/shapes#{wanted}");
        assert_eq!(found, BTreeSet::from([wanted]), "{}", file.display());
        for result in &report.results {
            let place = result.place.unwrap_or_else(|| panic!("{}: no place", file.display()));
            let line = text.lines().nth(place.line as usize - 1).unwrap();
            // The line of the statement that says the value.
            if let (Some(value), Some(path)) = (&result.value, &result.path) {
                let short = |iri: &str| iri.rsplit(['#', '/']).next().unwrap().to_owned();
                let said = match value {
                    Term::NamedNode(node) => short(node.as_str()),
                    other => shown(other),
                };
                let is_inverse = path.to_short().starts_with('^');
                assert!(is_inverse || line.contains(&said), "{}: {said} is not in: {line}", file.display());
            }
            assert!(result.message("en") != result.message("ja"), "{}", file.display());
        }
    }
}

#[test]
fn the_report_and_the_registers_conform() {
    let mut data = Data::default();
    data.add_quads(quads(report_plan())).unwrap();
    let report = validate(data, &OWN, &Limits::default()).unwrap();
    assert!(report.conforms(), "{:?}", report.results);
    assert!(report.statements > 10_000);
    for register in ["ontology/organizations.ttl", "ontology/programs.ttl"] {
        assert!(against_own(&support::text(register)).conforms(), "{register}");
    }
}

#[test]
fn a_result_names_the_place_in_the_text_and_in_the_document() {
    let text = "\
@prefix pgo: <https://w3id.org/policygraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
<urn:plan> a pgo:Plan ; skos:prefLabel \"計画\"@ja ;
  pgo:hasGoal <urn:goal> .
<urn:goal>
  a pgo:Goal ;
  skos:prefLabel \"\"\"目標

の名\"\"\"@ja , \"goal\"@en ;
  pgo:ordinal
    0 ;
  pgo:evidence <urn:span-2> , <urn:span-1> .
";
    let spans = "\
<urn:span-1> <https://w3id.org/policygraph/ontology#line> \"6\"^^<http://www.w3.org/2001/XMLSchema#integer> .

# a comment
<urn:span-1> <https://w3id.org/policygraph/ontology#column> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:span-1> <http://www.w3.org/ns/oa#hasSource> <urn:doc> .
<urn:doc> <https://w3id.org/policygraph/ontology#fileName> \"a.tsv\" .
<urn:span-2> <https://w3id.org/policygraph/ontology#line> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:span-2> <http://www.w3.org/ns/oa#hasSource> <urn:doc> .
";
    let mut data = turtle("goal.ttl", text);
    data.add_text("spans.nt", TextFormat::NTriples, spans.as_bytes()).unwrap();
    let report = validate(data, &OWN, &Limits::NONE).unwrap();
    let result = report.results.iter().find(|result| shown(&result.shape).ends_with("#Ordinal")).unwrap();
    assert_eq!(result.place, Some(DataPlace { text: 0, line: 12 }));
    assert_eq!(report.text(result.place.unwrap()), Some("goal.ttl"));
    let source = result.source.clone().unwrap();
    assert_eq!((source.file.as_deref(), source.line, source.column), (Some("a.tsv"), Some(6), Some(1)));
    assert_eq!((result.label("ja"), result.label("en")), (Some("目標\n\nの名"), Some("goal")));
    // The spans lack their class and more; the lines of an N-Triples text count blank ones and comments.
    let span = report.results.iter().find(|result| shown(&result.focus) == "urn:span-2").unwrap();
    assert_eq!((span.place, report.texts.len()), (Some(DataPlace { text: 1, line: 7 }), 2));
}

#[test]
fn lines_are_the_same_in_every_syntax() {
    let data = [
        (TextFormat::Turtle, "<urn:a> <urn:p> 1 ;\n <urn:q> 2 .\n\n<urn:b> <urn:p> 3 . "),
        (TextFormat::TriG, "<urn:g> {\n<urn:a> <urn:q> 2 .\n\n<urn:b> <urn:p> 3 }"),
        (TextFormat::NQuads, "\n<urn:a> <urn:q> \"2\" <urn:g> .\n\n<urn:b> <urn:p> \"3\" <urn:h> ."),
    ];
    let shapes = shapes("ex:S a sh:NodeShape ; sh:targetSubjectsOf <urn:q> ; sh:property [ sh:path <urn:q> ; sh:in () ] . ex:T a sh:NodeShape ; sh:targetNode <urn:b> ; sh:property [ sh:path <urn:p> ; sh:in () ] .").unwrap();
    for (format, text) in data {
        let mut data = Data::default();
        data.add_text("data", format, text.as_bytes()).unwrap();
        let report = validate(data, &shapes, &Limits::NONE).unwrap();
        let lines: Vec<u32> = report.results.iter().map(|result| result.place.unwrap().line).collect();
        assert_eq!(lines, [2, 4], "{format:?}");
    }
}

#[test]
fn statements_of_several_graphs_are_one_graph_and_count_once() {
    let text = "<urn:a> <urn:p> \"1\" <urn:g> .\n<urn:a> <urn:p> \"1\" <urn:h> .\n";
    let mut data = Data::default();
    data.add_text("data.nq", TextFormat::NQuads, text.as_bytes()).unwrap();
    let rule = "ex:R sh:select \"SELECT $this ?value WHERE { $this <urn:p> ?value }\" .";
    let shapes = shapes(&format!("ex:S a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property [ sh:path <urn:p> ; sh:maxCount 1 ] ; sh:sparql ex:R . {rule}")).unwrap();
    let report = validate(data, &shapes, &Limits::NONE).unwrap();
    assert_eq!(report.statements, 1);
    assert_eq!(report.results.iter().map(row).collect::<Vec<_>>(), ["urn:a - 1 SPARQL"]);
}

#[test]
fn neither_the_ontology_nor_the_shapes_are_mixed_into_the_data() {
    let shape = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D . ex:C rdfs:subClassOf ex:D .";
    let data = turtle("data.ttl", "<urn:a> a <http://example.org/C> .");
    let report = validate(data, &shapes(shape).unwrap(), &Limits::NONE).unwrap();
    assert_eq!(report.results.len(), 1);
    assert!(check(&format!("{shape} <urn:a> a ex:C .")).unwrap().conforms());
}

#[test]
fn a_sequence_goes_backwards_and_terms_are_compared_as_they_are_written() {
    // pySHACL 0.40.1 finds nothing against the direction of a sequence, where SPARQL finds ex:v; and it reads 01 as 1.
    let text = "ex:S sh:path [ sh:inversePath ( ex:q ex:t ) ] ; sh:targetNode ex:a ; sh:in () .
        ex:T sh:path ex:p ; sh:targetNode ex:a ; sh:in ( 1 ) .
        ex:v ex:q ex:w . ex:w ex:t ex:a . ex:a ex:p 01 .";
    let found: BTreeSet<String> = check(text).unwrap().results.iter().map(row).collect();
    assert_eq!(found, ["ex:a ^(ex:q/ex:t) ex:v In", "ex:a ex:p 01 In"].map(str::to_owned).into());
}

#[test]
fn a_message_has_the_values_of_its_rule() {
    let report = check(
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql ex:R . ex:a ex:p 7 .
         ex:R sh:select \"SELECT $this ?n WHERE { $this <http://example.org/p> ?n }\" ; sh:message \"{$this} has {?n}, not {?m}\"@en .",
    )
    .unwrap();
    assert_eq!(report.results[0].message("ja"), "http://example.org/a has 7, not {?m}");
}

#[test]
fn the_node_is_known_in_groups_and_subqueries_of_a_rule() {
    // The same wherever the rule asks for it; the first is evaluated once for all nodes, the others for each.
    for query in [
        "SELECT $this WHERE { $this <urn:p> ?o FILTER (?o > 1) }",
        "SELECT $this WHERE { { FILTER (bound($this)) } $this <urn:p> ?o FILTER (?o > 1) }",
        "SELECT $this WHERE { BIND ($this AS ?that) FILTER EXISTS { ?that <urn:p> ?o FILTER (?o > 1) } }",
        "SELECT $this WHERE { { SELECT * WHERE { $this <urn:p> ?o FILTER (?o > 1) } } }",
        "SELECT $this WHERE { { SELECT $this (MAX(?o) AS ?most) WHERE { $this <urn:p> ?o } GROUP BY $this } FILTER (?most > 1) }",
        "SELECT $this WHERE { $this <urn:p> ?o FILTER (?o > 1) } LIMIT 1",
        "SELECT DISTINCT $this WHERE { ?any <urn:p> ?o . OPTIONAL { $this <urn:p> ?own } FILTER (?own > 1) }",
    ] {
        let text = format!(
            "ex:S a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:sparql [ sh:select \"{query}\" ] .
             <urn:a> <urn:p> 1 . <urn:b> <urn:p> 1 , 2 ."
        );
        let found: Vec<String> = check(&text).unwrap().results.iter().map(row).collect();
        assert_eq!(found, ["urn:b - urn:b SPARQL"], "{query}");
    }
    for inner in ["SELECT ?a ?b WHERE { ?a ?b ?c }", "SELECT * WHERE { FILTER EXISTS { $this <urn:p> 2 } }"] {
        let query = format!("SELECT $this WHERE {{ {{ {inner} }} }}");
        let text =
            format!("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"{query}\" ] .");
        assert!(matches!(shapes(&text), Err(ShapesError::Malformed { .. })), "{inner}");
    }
}

#[test]
fn the_report_graph_says_what_the_results_say() {
    let text = support::text("ontology/examples/invalid/Measure-parent.ttl");
    let triples = against_own(&text).to_triples();
    let count = |local: &str| {
        triples
            .iter()
            .filter(|triple| triple.predicate.as_str() == format!("http://www.w3.org/ns/shacl#{local}"))
            .count()
    };
    assert_eq!((count("conforms"), count("result"), count("resultPath"), count("inversePath")), (1, 1, 1, 1));
    assert_eq!(count("resultMessage"), 2);
    let report = against_own("").to_triples();
    assert_eq!(report.len(), 2);
    assert_eq!(report[1].object.to_string(), "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>");
}

#[test]
fn what_shapes_ask_and_is_not_supported_is_an_error() {
    for (text, named) in [
        ("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:rule [] .", "sh:rule"),
        ("ex:S a sh:NodeShape ; sh:target [ sh:select \"SELECT ?this {}\" ] ; sh:class ex:C .", "sh:target"),
        ("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:js [] .", "sh:js"),
        (
            "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:expression [] ] .",
            "sh:expression",
        ),
        ("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:minListLength 1 .", "sh:minListLength"),
        ("ex:S a sh:NodeShape ; sh:targetNode ex:a . ex:C sh:parameter [ sh:path ex:own ] .", "sh:parameter"),
        (
            "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"SELECT $this WHERE { $this ?p $shapesGraph }\" ] .",
            "$shapesGraph",
        ),
    ] {
        let error = shapes(text).unwrap_err();
        assert!(
            matches!(&error, ShapesError::Unsupported { term, .. } if term == named),
            "{text}: {error:?}"
        );
    }
}

#[test]
fn shapes_that_are_not_well_formed_are_an_error() {
    for text in [
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:minCount 1 .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:uniqueLang true .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:lessThan ex:p .",
        "ex:S a sh:PropertyShape ; sh:targetNode ex:a ; sh:class ex:C .",
        "ex:S a sh:NodeShape ; sh:path ex:p ; sh:targetNode ex:a .",
        "ex:S sh:path ex:p , ex:q ; sh:targetNode ex:a .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:datatype xsd:int , xsd:long .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:minCount -1 .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:minCount \"1\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:nodeKind sh:Iri .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:in ex:list .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:in ex:l . ex:l rdf:first 1 ; rdf:rest ex:l .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:in ex:l . ex:l rdf:first 1 ; rdf:rest rdf:nil , ex:m .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:pattern \"(\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:pattern \"(?=a)\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:pattern \"((a{1000}){1000}){1000}\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:pattern \"a\" ; sh:flags \"z\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:deactivated \"maybe\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:message 1 .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:severity \"bad\" .",
        "ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:qualifiedValueShape [ sh:class ex:C ] .",
        "ex:S sh:path [ sh:inversePath ex:p ; sh:zeroOrMorePath ex:q ] ; sh:targetNode ex:a .",
        "ex:S sh:path [ sh:alternativePath ( ex:p ) ] ; sh:targetNode ex:a .",
        "ex:S sh:path \"p\" ; sh:targetNode ex:a .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:Nowhere .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:class ex:C ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:node [ sh:path ex:p ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:or ( ex:Nowhere ) .",
        "ex:S a sh:NodeShape ; sh:targetNode _:b .",
        "ex:S a sh:NodeShape ; sh:targetClass \"C\" .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql ex:R .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"ASK {}\" ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"SELECT $this { $this ?p ?o MINUS { ?o ?p 1 } }\" ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"SELECT $this { VALUES $this { 1 } }\" ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"SELECT $this { GRAPH ?g { $this ?p ?o } }\" ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"SELECT $this FROM <urn:g> { $this ?p ?o }\" ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:prefixes ex: ; sh:select \"SELECT $this {}\" ] . ex: sh:declare [ sh:prefix \"p\" ; sh:namespace \"urn:>\" ] .",
    ] {
        let error = shapes(text).unwrap_err();
        assert!(matches!(error, ShapesError::Malformed { .. }), "{text}: {error:?}");
    }
    for text in ["", "ex:S a sh:NodeShape ; sh:class ex:C .", "ex:a ex:p 1 ."] {
        assert!(matches!(shapes(text), Err(ShapesError::Nothing)), "{text}");
    }
    for select in
        ["SELECT", "SELECT $this { SERVICE <urn:x> { $this ?p ?o } }", "SELECT $this { $this no:prefix 1 }"]
    {
        let text =
            format!("ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql [ sh:select \"{select}\" ] .");
        assert!(matches!(shapes(&text), Err(ShapesError::Sparql { .. })), "{text}");
    }
}

#[test]
fn slips_are_passed_over_where_that_is_wanted_and_told() {
    let text = format!(
        "{PREFIXES}ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property ex:Nowhere , [ sh:path ex:p ; sh:shape ex:T ; sh:minCount 1 ] ."
    );
    assert!(Shapes::new(turtle("s.ttl", &text)).is_err());
    let shapes = Shapes::lenient(turtle("s.ttl", &text)).unwrap();
    assert_eq!(shapes.passed_over().len(), 2, "{:?}", shapes.passed_over());
    let report = validate(Data::default(), &shapes, &Limits::NONE).unwrap();
    assert_eq!(report.results.iter().map(row).collect::<Vec<_>>(), ["ex:a ex:p - MinCount"]);
    let text =
        format!("{PREFIXES}ex:S sh:path ex:p ; sh:targetNode ex:a . ex:C sh:parameter [ sh:path ex:own ] .");
    assert!(Shapes::lenient(turtle("s.ttl", &text)).is_err());
}

#[test]
fn a_circle_through_the_opposite_is_an_error_and_others_end() {
    for text in [
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:not ex:S .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:qualifiedValueShape ex:S ; sh:qualifiedMinCount 1 ] .",
        "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:or ( ex:T ) . ex:T a sh:NodeShape ; sh:xone ( ex:S ex:U ) . ex:U a sh:NodeShape .",
    ] {
        assert!(matches!(shapes(text), Err(ShapesError::Circle { .. })), "{text}");
    }
    // Each shape names itself, on data that go in a circle.
    let text = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:node ex:S ; sh:and ( ex:S ) ; sh:or ( ex:S ) ; sh:property ex:P .
        ex:P sh:path ex:p ; sh:property ex:P ; sh:node ex:S ; sh:minCount 1 .
        ex:a ex:p ex:b . ex:b ex:p ex:a , ex:c . ex:c ex:p ex:c .";
    assert!(check(text).unwrap().conforms());
}

#[test]
fn a_chain_of_shapes_without_an_end_in_sight_is_an_error() {
    let chain =
        (0..5_000).map(|at| format!("ex:n{at} ex:next ex:n{} .\n", at + 1)).collect::<Vec<_>>().concat();
    let text = format!(
        "ex:S a sh:NodeShape ; sh:targetNode ex:n0 ; sh:property [ sh:path ex:next ; sh:node ex:S ] .\n{chain}"
    );
    assert!(matches!(check(&text), Err(ValidateError::Depth { .. })));
    // The same as a path has no such end.
    let text = format!(
        "ex:S a sh:NodeShape ; sh:targetNode ex:n0 ; sh:property [ sh:path [ sh:oneOrMorePath ex:next ] ; sh:maxCount 4999 ] .\n{chain}"
    );
    assert_eq!(check(&text).unwrap().results.len(), 1);
}

#[test]
fn paths_that_stand_deep_in_one_another_are_an_error() {
    let nested = |depth: usize| {
        let path = (0..depth).fold("ex:p".to_owned(), |path, _| format!("[ sh:inversePath {path} ]"));
        shapes(&format!("ex:S sh:path {path} ; sh:targetNode ex:a ; sh:maxCount 0 ."))
    };
    assert!(nested(40).is_ok());
    assert!(matches!(nested(100), Err(ShapesError::Malformed { .. })));
    let circle = shapes("ex:S sh:path _:p ; sh:targetNode ex:a . _:p sh:inversePath _:p .");
    assert!(matches!(circle, Err(ShapesError::Malformed { .. })));
    let broad = (0..20_000).map(|at| format!("ex:p{at}")).collect::<Vec<_>>().join(" ");
    let report = check(&format!(
        "ex:S sh:path [ sh:alternativePath ( {broad} ) ] ; sh:targetNode ex:a ; sh:maxCount 0 . ex:a ex:p7 1 ."
    ));
    assert_eq!(report.unwrap().results.len(), 1);
}

#[test]
fn large_lists_and_patterns_that_try_everything_end() {
    let members = (0..100_000).map(|at| at.to_string()).collect::<Vec<_>>().join(" ");
    let text =
        format!("ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:in ( {members} ) . ex:a ex:p 99999 , 100000 .");
    let report = check(&text).unwrap();
    assert_eq!(report.results.iter().map(row).collect::<Vec<_>>(), ["ex:a ex:p 100000 In"]);
    // The message names some of them only.
    assert!(report.results[0].message("en").len() < 200);
    let many = "a".repeat(50_000);
    let text =
        format!("ex:S sh:path ex:p ; sh:targetNode ex:a ; sh:pattern \"^(a+)+$\" . ex:a ex:p \"{many}!\" .");
    assert_eq!(check(&text).unwrap().results.len(), 1);
}

#[test]
fn a_check_over_its_limit_of_time_gives_no_report() {
    // Every way through 40 layers of two nodes, which lead back to the first.
    let layers = (0..40)
        .map(|at| {
            let next = (at + 1) % 40;
            format!("ex:a{at} ex:p ex:a{next} , ex:b{next} . ex:b{at} ex:p ex:a{next} , ex:b{next} .\n")
        })
        .collect::<Vec<_>>()
        .concat();
    let text = format!("{PREFIXES}ex:S sh:targetNode ex:a0 ; sh:path ex:p ; sh:property ex:S .\n{layers}");
    let limits = Limits { time: Some(Duration::from_millis(200)), ..Limits::NONE };
    let result =
        validate(turtle("case.ttl", &text), &Shapes::new(turtle("case.ttl", &text)).unwrap(), &limits);
    let Err(ValidateError::Evaluate(EvaluateError::Limit(LimitError::Time { .. }))) = result else {
        panic!("{result:?}")
    };
}

#[test]
fn odd_data_give_results_and_no_panic() {
    let text = "
        @prefix pgo: <https://w3id.org/policygraph/ontology#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        pgo:Goal a pgo:Goal ; pgo:evidence pgo:Goal , 1 ; pgo:line \"x\" , -1 , 99999999999999999999 .
        _:b a pgo:Measure , pgo:Goal ; pgo:hasMeasure _:b ; pgo:partOfProgram _:b ; pgo:ordinal \"\"@ja .
        <urn:s> a pgo:TextSpan ; oa:hasSource \"text\" ; oa:hasSelector <urn:s> ; oa:start \"1\" , 2 ; oa:end <urn:s> .
        <urn:o> a pgo:Ministry ; <http://www.w3.org/ns/org#identifier> \"十三桁ではない\"^^pgo:CorporateNumber , \"\" .";
    let report = against_own(text);
    assert!(report.results.len() > 20);
    assert_eq!(report, against_own(text));
}

#[cfg(feature = "cli")]
mod command {
    use super::support::{run, run_in, text};
    use serde_json::Value;
    use std::fs;

    const BAD: &str = "ontology/examples/invalid/Ordinal.ttl";

    #[test]
    fn exit_codes_follow_the_severities() {
        assert_eq!(run(&["validate", "ontology/examples/01-plan-tree.ttl"]).code, 0);
        assert_eq!(run(&["validate", "examples/medical-device-plan-2023/report.tsv"]).code, 0);
        assert_eq!(run(&["validate", BAD]).code, 1);
        assert_eq!(run(&["validate", BAD, "--fail-on", "error"]).code, 1);
        assert_eq!(run(&["validate", BAD, "--fail-on", "none"]).code, 0);
        let folder = tempfile::tempdir().unwrap();
        let shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:severity sh:Warning ; sh:class <urn:c> .";
        fs::write(folder.path().join("s.ttl"), shape).unwrap();
        fs::write(folder.path().join("d.nt"), "").unwrap();
        for (limit, code) in [("violation", 0), ("warning", 1), ("info", 1), ("none", 0)] {
            let ended =
                run_in(folder.path(), &["validate", "d.nt", "--shapes", "s.ttl", "--fail-on", limit], b"");
            assert_eq!(ended.code, code, "{limit}: {}", ended.err);
            assert!(ended.err.contains("1 warning"), "{}", ended.err);
        }
    }

    #[test]
    fn an_input_that_cannot_be_read_names_line_and_column_and_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bad.ttl"), "<urn:a> <urn:b> <urn:c> .\n<urn:a> oops .\n").unwrap();
        fs::write(folder.path().join("good.ttl"), "<urn:a> <urn:b> <urn:c> .").unwrap();
        let ended = run_in(folder.path(), &["validate", "good.ttl", "bad.ttl", "-o", "out.ttl"], b"");
        assert_eq!(ended.code, 3, "{}", ended.err);
        assert!(
            ended.err.contains("bad.ttl") && ended.err.contains("line 2 between columns 9 and 13"),
            "{}",
            ended.err
        );
        for arguments in [["validate", "missing.ttl"], ["validate", "graph.jsonld"], ["validate", "."]] {
            assert_eq!(run_in(folder.path(), &arguments, b"").code, 3, "{arguments:?}");
        }
        let shapes = run_in(folder.path(), &["validate", "good.ttl", "--shapes", "bad.ttl"], b"");
        assert_eq!(shapes.code, 3, "{}", shapes.err);
        // Shapes that ask for nothing, or for too much, are a wrong question.
        let shapes = run_in(folder.path(), &["validate", "good.ttl", "--shapes", "good.ttl"], b"");
        assert_eq!(shapes.code, 4, "{}", shapes.err);
        for arguments in [["--format", "docx"], ["--bom", "--quiet"], ["--shapes", "x.tsv"]] {
            let ended = run_in(folder.path(), &["validate", "good.ttl", arguments[0], arguments[1]], b"");
            assert_eq!(ended.code, 2, "{arguments:?} {}", ended.err);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        let ended = run_in(folder.path(), &["validate", "good.ttl", "-o", "no/out.ttl"], b"");
        assert_eq!(ended.code, 5, "{}", ended.err);
    }

    #[test]
    fn json_and_tables_say_the_same() {
        let json: Value = serde_json::from_str(&run(&["validate", BAD, "--format", "json"]).out).unwrap();
        assert_eq!((json["conforms"].as_bool(), json["violations"].as_u64()), (Some(false), Some(1)));
        let result = &json["results"][0];
        let line = text(BAD).lines().position(|line| line.contains("pgo:ordinal 0")).unwrap() + 1;
        assert_eq!(result["place"]["line"].as_u64(), Some(line as u64));
        assert_eq!(result["source"]["line"].as_u64(), Some(8));
        assert_eq!(result["value"]["value"], "0");
        assert_eq!(result["path"], "<https://w3id.org/policygraph/ontology#ordinal>");
        let english = run(&["validate", BAD, "--format", "csv"]).out;
        let japanese = run(&["validate", BAD, "--format", "csv", "--lang", "ja"]).out;
        assert!(english.contains("pgo:ordinal is an integer from 1."), "{english}");
        assert!(japanese.contains("pgo:ordinal は1以上の整数です。"), "{japanese}");
        assert!(english.contains(&format!("{BAD}:{line},report.tsv:8:2,")), "{english}");
        assert!(run(&["validate", BAD]).out.contains("MinInclusive"));
        let good = run(&["validate", "ontology/examples/09-date.ttl"]);
        assert_eq!((good.out.as_str(), good.err.starts_with("conforms: ")), ("", true), "{}", good.err);
        let quiet = run(&["validate", "ontology/examples/09-date.ttl", "--quiet", "--format", "tsv"]);
        assert_eq!((quiet.err.as_str(), quiet.out.lines().count()), ("", 1));
    }

    #[test]
    fn the_report_graph_conforms_to_itself_in_every_syntax_and_comes_out_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let bad = super::path(BAD);
        for format in ["ttl", "nt", "nq", "trig", "jsonld", "rdf"] {
            let once = run(&["validate", BAD, "--format", format, "--quiet"]);
            assert_eq!((once.code, once.err.as_str()), (1, ""));
            assert_eq!(once.out, run(&["validate", BAD, "--format", format]).out, "{format}");
            let name = format!("report.{format}");
            run_in(folder.path(), &["validate", bad.to_str().unwrap(), "-o", &name], b"");
            assert_eq!(fs::read_to_string(folder.path().join(&name)).unwrap(), once.out, "{format}");
        }
        let query = "SELECT ?f WHERE { ?r a <http://www.w3.org/ns/shacl#ValidationResult> ; <http://www.w3.org/ns/shacl#focusNode> ?f }";
        fs::write(folder.path().join("q.rq"), query).unwrap();
        let answer = run_in(folder.path(), &["query", "q.rq", "report.ttl", "--format", "csv"], b"");
        assert!(answer.out.contains("id/measure/"), "{}{}", answer.out, answer.err);
    }

    #[test]
    fn a_table_and_its_graph_give_the_same_results() {
        let folder = tempfile::tempdir().unwrap();
        let shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix pgo: <https://w3id.org/policygraph/ontology#> .
            <urn:s> a sh:NodeShape ; sh:targetClass pgo:Goal ; sh:property [ sh:path pgo:hasObjective ; sh:maxCount 1 ; sh:message \"one\" ] .";
        fs::write(folder.path().join("s.ttl"), shape).unwrap();
        let table = super::support::report_path();
        let table = table.to_str().unwrap();
        for name in ["plan.ttl", "plan.nq"] {
            run_in(folder.path(), &["convert", table, "-o", name, "--quiet"], b"");
        }
        let rows = |input: &str| {
            let ended =
                run_in(folder.path(), &["validate", input, "--shapes", "s.ttl", "--format", "json"], b"");
            assert_eq!(ended.code, 1, "{}", ended.err);
            let json: Value = serde_json::from_str(&ended.out).unwrap();
            let mut rows: Vec<String> = (json["results"].as_array().unwrap().iter())
                .map(|result| format!("{} {}", result["focus"]["value"], result["source"]))
                .collect();
            rows.sort();
            rows
        };
        assert!(!rows(table).is_empty());
        assert_eq!(rows(table), rows("plan.ttl"));
        assert_eq!(rows(table), rows("plan.nq"));
    }
}
