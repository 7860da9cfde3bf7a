//! What made a graph, and from which file: asked as a user would, in the graph itself.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test may panic")]

mod support;

use oxigraph::io::{RdfFormat as Syntax, RdfParser};
use oxigraph::model::{Quad, Term};
use policygraph::export::{self, RdfFormat};
use policygraph::plan::Plan;
use policygraph::rdf::Base;
use std::borrow::Cow;
use std::convert::Infallible;
use support::{BASE, Graph, plan_of, quads, report_graph, report_plan};

const PROV: &str = "http://www.w3.org/ns/prov#";

/// Version, name of the program and digest of the file behind each graph.
const QUESTION: &str = "
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    SELECT ?graph ?name ?version ?sha256 {
      ?graph prov:wasGeneratedBy ?conversion .
      ?conversion a prov:Activity ; prov:used [ a pgo:SourceDocument ; pgo:sha256 ?sha256 ] ; prov:wasAssociatedWith ?software .
      ?software a prov:SoftwareAgent ; skos:prefLabel ?name ; dcat:version ?version .
    } ORDER BY ?graph";

#[test]
fn a_graph_names_the_version_and_the_file() {
    let plan = report_plan();
    let graph = format!("{BASE}graph/{}", plan.document.id);
    let version = env!("CARGO_PKG_VERSION");
    let row = |graph: String| {
        vec![graph, format!("policygraph {version}"), version.to_owned(), plan.document.sha256.clone()]
    };
    assert_eq!(report_graph().select(QUESTION), [row(graph.clone()), row(format!("{graph}/derived"))]);
    // These are the very graphs that the quads stand in.
    for name in [graph.clone(), format!("{graph}/derived")] {
        assert!(quads(plan).iter().any(|quad| quad.graph_name.to_string() == format!("<{name}>")), "{name}");
    }
}

#[test]
fn how_it_was_made_follows_from_no_word_of_the_document() {
    let of_prov = |quad: &&Quad| {
        quad.predicate.as_str().starts_with(PROV) && !quad.predicate.as_str().ends_with("wasDerivedFrom")
    };
    let all = quads(report_plan());
    let said: Vec<&Quad> = all.iter().filter(of_prov).collect();
    assert_eq!(said.len(), 4);
    assert!(said.iter().all(|quad| quad.graph_name.to_string().ends_with("/derived>")), "{said:?}");
    // No clock: nothing carries a time of day.
    let timed = |quad: &&Quad| match &quad.object {
        Term::Literal(literal) => literal.datatype().as_str().ends_with("#dateTime"),
        _ => false,
    };
    assert_eq!(all.iter().find(timed), None);
}

#[test]
fn documents_that_are_merged_share_the_program() {
    let table = |title: &str| {
        plan_of(format!(
            "{title}\n\t\t令和4年度の実績\t令和5年度の予定\n\t・基地を建てる。【◎文】\t「月面基地支援事業」で実施した。\t対応済み\n"
        ))
    };
    let plans = [table("月面計画"), table("火星計画")];
    let plan = |at: usize| -> Result<Cow<'_, Plan>, Infallible> { Ok(Cow::Borrowed(plans.get(at).unwrap())) };
    for (format, syntax) in [(RdfFormat::Turtle, Syntax::Turtle), (RdfFormat::NTriples, Syntax::NTriples)] {
        let mut out = Vec::new();
        export::write_plans(2, &plan, &Base::default(), format, false, &mut out).unwrap();
        let read: Vec<Quad> =
            RdfParser::from_format(syntax).for_reader(out.as_slice()).map(Result::unwrap).collect();
        let graph = Graph::from_quads(read);
        let count = |class: &str| {
            graph.number(&format!("SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a <{PROV}{class}> }}"))
        };
        assert_eq!((count("SoftwareAgent"), count("Activity"), count("Entity")), (1, 2, 4));
        assert_eq!(graph.select(QUESTION).len(), 4, "each graph of its own file");
        let software = format!("<{BASE}software/policygraph-{}>", env!("CARGO_PKG_VERSION"));
        let facts = graph.number(&format!("SELECT (COUNT(*) AS ?n) {{ {software} ?p ?o }}"));
        assert_eq!(facts, 3, "each fact about it once");
    }
}
