//! Six syntaxes, one set of statements: whatever is written is read back by two families of parsers and compared.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use oxigraph::io::{JsonLdProfileSet, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
use policygraph::export::{self, RdfFormat, verify};
use policygraph::plan::Plan;
use policygraph::rdf::Base;
use rio_api::model as rio;
use rio_api::parser::{QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, NTriplesParser, TriGParser, TurtleError, TurtleParser};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::convert::Infallible;
use support::{BASE, plan_of, quads, report, report_plan, written, written_below};

type Statements = BTreeSet<String>;

/// The statements of a file, by the parsers that the store uses.
fn read(format: RdfFormat, bytes: &[u8]) -> Statements {
    let format = match format {
        RdfFormat::Turtle => oxigraph::io::RdfFormat::Turtle,
        RdfFormat::NTriples => oxigraph::io::RdfFormat::NTriples,
        RdfFormat::NQuads => oxigraph::io::RdfFormat::NQuads,
        RdfFormat::TriG => oxigraph::io::RdfFormat::TriG,
        RdfFormat::JsonLd => oxigraph::io::RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        RdfFormat::RdfXml => oxigraph::io::RdfFormat::RdfXml,
    };
    let quads = RdfParser::from_format(format).for_reader(bytes);
    quads.map(|quad| quad.unwrap_or_else(|error| panic!("{format}: {error}")).to_string()).collect()
}

/// The statements of a file, by parsers that others wrote before; none for the two syntaxes that they do not know.
fn read_otherwise(format: RdfFormat, bytes: &[u8]) -> Option<Statements> {
    let node = |node: rio::NamedNode<'_>| NamedNode::new(node.iri).unwrap();
    let quad = |triple: rio::Triple<'_>, graph: GraphName| {
        let rio::Subject::NamedNode(subject) = triple.subject else { panic!("{triple}") };
        let object: Term = match triple.object {
            rio::Term::NamedNode(object) => node(object).into(),
            rio::Term::Literal(rio::Literal::Simple { value }) => Literal::new_simple_literal(value).into(),
            rio::Term::Literal(rio::Literal::LanguageTaggedString { value, language }) => {
                Literal::new_language_tagged_literal(value, language).unwrap().into()
            }
            rio::Term::Literal(rio::Literal::Typed { value, datatype }) => {
                Literal::new_typed_literal(value, node(datatype)).into()
            }
            other => panic!("{other}"),
        };
        Quad::new(node(subject), node(triple.predicate), object, graph).to_string()
    };
    let mut found = Statements::new();
    let mut triple = |triple: rio::Triple<'_>| -> Result<(), TurtleError> {
        found.insert(quad(triple, GraphName::DefaultGraph));
        Ok(())
    };
    match format {
        RdfFormat::Turtle => TurtleParser::new(bytes, None).parse_all(&mut triple).unwrap(),
        RdfFormat::NTriples => NTriplesParser::new(bytes).parse_all(&mut triple).unwrap(),
        RdfFormat::NQuads | RdfFormat::TriG => {
            let mut take = |read: rio::Quad<'_>| -> Result<(), TurtleError> {
                let Some(rio::GraphName::NamedNode(graph)) = read.graph_name else { panic!("{read}") };
                let triple =
                    rio::Triple { subject: read.subject, predicate: read.predicate, object: read.object };
                found.insert(quad(triple, node(graph).into()));
                Ok(())
            };
            if format == RdfFormat::NQuads {
                NQuadsParser::new(bytes).parse_all(&mut take).unwrap();
            } else {
                TriGParser::new(bytes, None).parse_all(&mut take).unwrap();
            }
        }
        RdfFormat::JsonLd | RdfFormat::RdfXml => return None,
    }
    Some(found)
}

/// The statements that a plan is to give in a syntax.
fn wanted(plans: &[&Plan], format: RdfFormat) -> Statements {
    let all = plans.iter().flat_map(|plan| quads(plan));
    all.map(|quad| {
        if format.keeps_graphs() {
            quad.to_string()
        } else {
            Quad { graph_name: GraphName::DefaultGraph, ..quad }.to_string()
        }
    })
    .collect()
}

fn assert_same(what: &str, have: &Statements, want: &Statements) {
    let missing: Vec<_> = want.difference(have).take(5).collect();
    let extra: Vec<_> = have.difference(want).take(5).collect();
    assert!(missing.is_empty() && extra.is_empty(), "{what}\nmissing: {missing:#?}\nextra: {extra:#?}");
}

fn merged(plans: &[&Plan], format: RdfFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let plan = |at: usize| Ok::<_, Infallible>(Cow::Borrowed(plans[at]));
    export::write_plans(plans.len(), &plan, &Base::default(), format, false, &mut bytes).unwrap();
    bytes
}

/// The second half of the document: shorter, with everything in it that the whole has.
fn half() -> String {
    let lines: Vec<&str> = report().split('\n').collect();
    [&lines[..5], &lines[87..]].concat().join("\n")
}

/// Next year's report on the same plan: the same headings, other years.
fn next_edition(text: &str) -> Plan {
    let text = text.replace("令和5年度の取組予定", "令和6年度の取組予定");
    plan_of(text.replace("令和4年度の実績・状況", "令和5年度の実績・状況"))
}

/// Five times the document, each under goals of its own: more than one chunk of everything.
fn large() -> Plan {
    let lines: Vec<&str> = report().split('\n').collect();
    let mut text = lines[..5].join("\n");
    for part in 1..=5 {
        for line in &lines[5..] {
            text += "\n";
            text += &line.replace("に向けて", &format!("に向けて第{part}部"));
        }
    }
    plan_of(text)
}

#[test]
fn every_syntax_says_the_same_to_every_parser() {
    let plan = report_plan();
    for format in RdfFormat::ALL {
        let bytes = written(plan, format);
        let want = wanted(&[plan], format);
        assert!(want.len() > 5000);
        assert_same(format.name(), &read(format, &bytes), &want);
        if let Some(have) = read_otherwise(format, &bytes) {
            assert_same(&format!("{} by the second parser", format.name()), &have, &want);
        }
    }
}

#[test]
fn no_statement_is_written_twice() {
    for format in [RdfFormat::NTriples, RdfFormat::NQuads] {
        let bytes = written(report_plan(), format);
        let lines: Vec<&str> = std::str::from_utf8(&bytes).unwrap().lines().collect();
        assert_eq!(lines.len(), lines.iter().collect::<BTreeSet<_>>().len(), "{}", format.name());
    }
}

#[test]
fn a_document_given_twice_says_nothing_twice() {
    let plan = plan_of(half());
    for format in [RdfFormat::NTriples, RdfFormat::NQuads] {
        let (once, twice) = (written(&plan, format), merged(&[&plan, &plan], format));
        let sorted = |bytes: &[u8]| {
            let mut lines: Vec<String> =
                std::str::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        assert!(sorted(&once) == sorted(&twice), "{}", format.name());
    }
}

#[test]
fn several_documents_are_the_union_of_each() {
    let (one, next) = (plan_of(half()), next_edition(&half()));
    assert!(one.objectives.iter().any(|objective| objective.relisted));
    assert_ne!(one.document.id, next.document.id, "an edition of its own");
    assert_eq!(one.document.plan, next.document.plan, "of the same plan");
    let both = [&one, &next];
    for format in RdfFormat::ALL {
        let bytes = merged(&both, format);
        assert_same(format.name(), &read(format, &bytes), &wanted(&both, format));
        // A document given twice says nothing new.
        let twice = merged(&[&one, &one], format);
        assert_same(&format!("{} twice", format.name()), &read(format, &twice), &wanted(&[&one], format));
    }
}

#[test]
fn the_same_bytes_on_every_run_and_number_of_threads() {
    let plan = large();
    assert!(plan.statements.len() > 512, "{}: one chunk only", plan.statements.len());
    let run = |threads: usize| -> Vec<Vec<u8>> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        // Reading in that many threads, too.
        pool.install(|| {
            let read = large();
            let mut files: Vec<Vec<u8>> =
                RdfFormat::ALL.into_iter().map(|format| written(&read, format)).collect();
            files.push(serde_json::to_vec(&read).unwrap());
            files.push(merged(&[&read, report_plan()], RdfFormat::Turtle));
            files
        })
    };
    let one = run(1);
    assert!(one == run(2), "two threads");
    assert!(one == run(1), "a second run");
}

#[test]
fn a_large_document_says_the_same_across_chunks() {
    let plan = large();
    let want = wanted(&[&plan], RdfFormat::NTriples);
    for format in [RdfFormat::Turtle, RdfFormat::NTriples, RdfFormat::JsonLd] {
        assert_same(format.name(), &read(format, &written(&plan, format)), &want);
    }
    assert_same(
        "TriG",
        &read(RdfFormat::TriG, &written(&plan, RdfFormat::TriG)),
        &wanted(&[&plan], RdfFormat::TriG),
    );
}

#[test]
fn the_plan_json_gives_the_same_bytes_as_the_table() {
    for plan in [report_plan(), &next_edition(&half())] {
        let json = serde_json::to_string_pretty(plan).unwrap();
        let read: Plan = serde_json::from_str(&json).unwrap();
        assert_eq!(&read, plan);
        for format in RdfFormat::ALL {
            assert!(written(&read, format) == written(plan, format), "{}", format.name());
        }
    }
}

#[test]
fn another_base_changes_the_names_of_things_only() {
    let other = "http://example.org/データ/".replace("データ", "data%20sets");
    for format in [RdfFormat::Turtle, RdfFormat::NTriples, RdfFormat::NQuads, RdfFormat::TriG] {
        let usual = String::from_utf8(written(report_plan(), format)).unwrap();
        let below = String::from_utf8(written_below(report_plan(), format, &other)).unwrap();
        assert_ne!(usual, below);
        assert!(below == usual.replace(BASE, &other), "{}", format.name());
        assert!(below.contains("https://w3id.org/policygraph/ontology#"), "{}", format.name());
    }
    for format in [RdfFormat::JsonLd, RdfFormat::RdfXml] {
        let below = read(format, &written_below(report_plan(), format, &other));
        let want = wanted(&[report_plan()], format).iter().map(|line| line.replace(BASE, &other)).collect();
        assert_same(format.name(), &below, &want);
    }
}

/// Turtle without its literals' words and its comments, which may hold anything.
fn without_words(turtle: &str) -> String {
    let mut bare = String::new();
    for line in turtle.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let mut characters = line.chars();
        let mut inside = false;
        while let Some(c) = characters.next() {
            match c {
                '"' => {
                    inside = !inside;
                    bare.push('"');
                }
                '\\' if inside => _ = characters.next(),
                c if !inside => bare.push(c),
                _ => {}
            }
        }
        assert!(!inside, "a literal runs over the end of its line: {line}");
        bare.push('\n');
    }
    bare
}

#[test]
fn turtle_is_made_for_people() {
    let next = next_edition(report());
    for (what, bytes) in [
        ("one document", written(report_plan(), RdfFormat::Turtle)),
        ("two documents", merged(&[report_plan(), &next], RdfFormat::Turtle)),
    ] {
        let bare = without_words(std::str::from_utf8(&bytes).unwrap());
        let (mut prefixes, mut subjects) = (Vec::new(), BTreeSet::new());
        for line in bare.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')) {
            if let Some(declaration) = line.strip_prefix("@prefix ") {
                assert!(subjects.is_empty(), "{what}: a prefix in the middle: {line}");
                prefixes.push(declaration.split_once(':').unwrap().0.to_owned());
                continue;
            }
            let mut words = line.split(' ');
            let subject = words.next().unwrap();
            assert_eq!(words.next(), Some("a"), "{what}: the type does not come first: {line}");
            assert!(subjects.insert(subject.to_owned()), "{what}: {subject} has two blocks");
        }
        assert!(subjects.len() > 1500, "{what}: {} blocks", subjects.len());
        assert_eq!(prefixes.len(), prefixes.iter().collect::<BTreeSet<_>>().len(), "{what}: declared twice");
        let body: String = bare.lines().filter(|line| !line.starts_with('@')).collect::<Vec<_>>().join("\n");
        let used: BTreeSet<&str> = body
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | ',' | ';' | '^'))
            .filter(|word| !word.starts_with('<'))
            .filter_map(|word| Some(word.split_once(':')?.0))
            .collect();
        assert_eq!(
            prefixes.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            used,
            "{what}: declared and used prefixes"
        );
    }
}

#[test]
fn trig_and_quads_keep_what_is_said_and_what_follows_apart() {
    for format in [RdfFormat::NQuads, RdfFormat::TriG] {
        let statements = read(format, &written(report_plan(), format));
        let derived = statements.iter().filter(|quad| quad.ends_with("/derived>")).count();
        assert!(derived > 100 && derived < statements.len() / 2, "{}: {derived}", format.name());
        for (property, follows) in
            [("usesProgram", true), ("underGoal", true), ("evidence", false), ("amountYen", false)]
        {
            let named = format!("ontology#{property}>");
            let mut quads = statements.iter().filter(|quad| quad.contains(&named)).peekable();
            assert!(quads.peek().is_some(), "{property}");
            assert!(
                quads.all(|quad| quad.ends_with("/derived>") == follows),
                "{}: {property}",
                format.name()
            );
        }
    }
}

#[test]
fn the_second_reader_notices_one_changed_character() {
    let plan = &plan_of(half());
    for format in RdfFormat::ALL.into_iter().filter(|format| format.can_be_verified()) {
        let mut bytes = Vec::new();
        let summary = export::write_plan(plan, &Base::default(), format, true, &mut bytes).unwrap();
        let digest = summary.digest.unwrap();
        assert_eq!(summary.statements, wanted(&[plan], format).len() as u64, "{}", format.name());
        verify::verify(format, bytes.as_slice(), digest)
            .unwrap_or_else(|error| panic!("{}: {error}", format.name()));
        let text = String::from_utf8(bytes).unwrap();
        // JSON-LD has the language as a key of the texts in it.
        let language = if format == RdfFormat::JsonLd { ("\"ja\":\"", "\"en\":\"") } else { ("@ja", "@en") };
        for (from, to) in [("厚生労働省", "厚生労動省"), ("4400000000", "4400000001"), language] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{}: nothing to change", format.name());
            assert!(
                verify::verify(format, changed.as_bytes(), digest).is_err(),
                "{}: {from} to {to}",
                format.name()
            );
        }
        let cut = &text[..text.trim_end().rfind('\n').unwrap()];
        assert!(verify::verify(format, cut.as_bytes(), digest).is_err(), "{}: cut", format.name());
    }
}
