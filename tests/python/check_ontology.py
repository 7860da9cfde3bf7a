#!/usr/bin/env python3
"""Checks the ontology, its shapes, registers, examples and JSON-LD context, offline.

    python3 tests/python/check_ontology.py                  all checks
    python3 tests/python/check_ontology.py --data FILE.ttl  validate an exported file against the shapes

Needs rdflib and pyshacl. Run from the project root.
"""

import argparse
import csv
import functools
import json
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pyshacl import validate
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS, VANN, XSD

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
IRI = URIRef("https://w3id.org/policygraph/ontology")
PGO = Namespace("https://w3id.org/policygraph/ontology#")
PGS = Namespace("https://w3id.org/policygraph/shapes#")
OA = Namespace("http://www.w3.org/ns/oa#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
OWN = "https://w3id.org/policygraph"
TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype, SKOS.Concept, SKOS.ConceptScheme)

results = {"passed": 0, "failed": 0}


def check(name, problems):
    """Prints one line; `problems` is a list of what is wrong."""
    problems = list(problems)
    results["failed" if problems else "passed"] += 1
    print(("FAIL  " if problems else "ok    ") + name)
    for problem in problems[:10]:
        print(f"        {problem}")
    if len(problems) > 10:
        print(f"        and {len(problems) - 10} more")


def load(*paths):
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@functools.cache
def shapes():
    return load(ONTOLOGY / "shapes.ttl")


def shapes_of(graph):
    """Runs the shapes; returns the results as (source shape, focus node, value, message)."""
    _, report, _ = validate(graph, shacl_graph=shapes(), inplace=True)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(report.objects(result, SH.resultMessage), key=lambda m: (m.language != "en", m))
        found.append(
            (report.value(result, SH.sourceShape), report.value(result, SH.focusNode), report.value(result, SH.value), messages[0] if messages else "")
        )
    return sorted(found, key=lambda row: tuple(str(part) for part in row))


def check_invalid(path):
    """A file that breaks one rule: returns (the rule it names, what is wrong with it)."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    match = re.fullmatch(r"# breaks: pgs:(\S+)", first)
    if not match:
        return None, ["the first line must be '# breaks: pgs:Name'"]
    wanted = PGS[match.group(1)]
    found = {row[0] for row in shapes_of(load(path))}
    return match.group(1), [] if found == {wanted} else [f"expected {wanted}, got {sorted(map(str, found)) or 'nothing'}"]


def check_valid(path):
    return [f"{row[0]} at {row[1]}: {row[3]}" for row in shapes_of(load(path))]


def both_languages(graph, subject, predicate):
    return {"en", "ja"} <= {value.language for value in graph.objects(subject, predicate)}


def terms(graph):
    return sorted({s for kind in TERM_TYPES for s in graph.subjects(RDF.type, kind) if str(s).startswith(str(PGO))})


def parse_all():
    paths = sorted(ONTOLOGY.rglob("*.ttl"))
    problems = []
    for path in paths:
        try:
            load(path)
        except Exception as error:  # any parser error is a finding
            problems.append(f"{path.relative_to(ROOT)}: {error}")
    check(f"all {len(paths)} Turtle files parse", problems)
    return not problems


def check_terms():
    graph = load(ONTOLOGY / "policygraph.ttl", ONTOLOGY / "codes.ttl")
    names = terms(graph)
    for predicate, what in ((RDFS.label, "label"), (SKOS.definition, "definition")):
        check(f"each of {len(names)} terms has a {what} in English and Japanese", [t for t in names if not both_languages(graph, t, predicate)])
    check("each term is defined by the ontology", [t for t in names if (t, RDFS.isDefinedBy, IRI) not in graph])
    subjects = {s for s in graph.subjects() if str(s).startswith(str(PGO))}
    check("nothing else is declared in the namespace", subjects - set(names))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    problems = [c for c in concepts if not (graph.value(c, SKOS.inScheme) and graph.value(c, SKOS.notation) and both_languages(graph, c, SKOS.prefLabel))]
    problems += [c for c in concepts if set(graph.objects(c, SKOS.inScheme)) != set(graph.objects(c, SKOS.topConceptOf))]
    problems += [c for c in concepts if (graph.value(c, SKOS.inScheme), SKOS.hasTopConcept, c) not in graph]
    check(f"each of {len(concepts)} concepts has scheme, notation and labels", problems)
    used, problems = set(), []
    for path in [*ONTOLOGY.glob("*.ttl"), *(ONTOLOGY / "examples").rglob("*.ttl")]:
        for triple in load(path):
            for node in triple:
                if str(node).startswith(str(PGO)) and isinstance(node, URIRef):
                    used.add(node)
                if isinstance(node, Literal) and str(node.datatype).startswith(str(PGO)):
                    used.add(node.datatype)
    query_terms = re.findall(r"\bpgo:(\w+)", (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8"))
    used |= {PGO[name] for name in query_terms}
    check("every pgo: name used anywhere is a term", sorted(used - set(names)))
    check("no blank nodes in ontology, codes, registers and matches", sorted(
        p.name for p in ONTOLOGY.glob("*.ttl") if p.name != "shapes.ttl" and any(isinstance(n, BNode) for t in load(p) for n in t)))


def check_foops():
    graph = load(ONTOLOGY / "policygraph.ttl")
    text = (ONTOLOGY / "policygraph.ttl").read_text(encoding="utf-8")

    def missing(*predicates):
        return [f"no {p}" for p in predicates if graph.value(IRI, p) is None]

    check("FOOPS OM1 minimum metadata", missing(DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator, VANN.preferredNamespaceUri))
    check("FOOPS OM2 recommended metadata", missing(VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created, DCTERMS.bibliographicCitation))
    check("FOOPS OM3 detailed metadata (without DOI and logo)", missing(DCTERMS.publisher, BIBO.status, DCTERMS.source, DCTERMS.issued, DCTERMS.modified))
    licence = graph.value(IRI, DCTERMS.license)
    check("FOOPS OM4 licence is an http IRI", [] if isinstance(licence, URIRef) and str(licence).startswith("http") else [licence])
    check("FOOPS OM5 provenance", missing(DCTERMS.creator, DCTERMS.created, DCTERMS.issued, DCTERMS.publisher))
    check("FOOPS VER1 version IRI differs from ontology IRI", [] if graph.value(IRI, OWL.versionIRI) not in (None, IRI) else ["same or missing"])
    check("version IRI ends with owl:versionInfo", [] if str(graph.value(IRI, OWL.versionIRI)).endswith("/" + str(graph.value(IRI, OWL.versionInfo))) else ["differs"])
    check("FOOPS FIND1 prefix declared", [] if f"@prefix {graph.value(IRI, VANN.preferredNamespacePrefix)}: <{PGO}>" in text else ["no such prefix"])
    check("FOOPS URI2 one ontology with the expected IRI", [] if list(graph.subjects(RDF.type, OWL.Ontology)) == [IRI] else ["another IRI"])
    check("FOOPS PURL1, HTTP1 persistent https IRI", [] if str(IRI).startswith("https://w3id.org/") else [IRI])
    known = [DCTERMS, VANN, OWL]
    check("FOOPS VOC1 metadata from known vocabularies", [] if all(any(str(p).startswith(str(ns)) for p in graph.predicates(IRI)) for ns in known) else ["too few"])
    extends = [o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in graph.objects(None, p) if not str(o).startswith(str(PGO))]
    check("FOOPS VOC2 extends other vocabularies", [] if extends else ["none"])
    for name, predicate in (("VOC3 a label", RDFS.label), ("VOC4 a description", SKOS.definition)):
        check(f"FOOPS {name} on all terms", [t for t in terms(graph) if graph.value(t, predicate) is None])
    check("titles and descriptions in both languages", [p for p in (DCTERMS.title, DCTERMS.description) if not both_languages(graph, IRI, p)])


def expand(term, context):
    """The IRI of a name in the context, or None."""
    value = context.get(term)
    value = value.get("@id") if isinstance(value, dict) else value
    if not isinstance(value, str) or value.startswith("@"):
        return None
    prefix, _, local = value.partition(":")
    return context[prefix] + local if local and prefix in context and isinstance(context[prefix], str) and not local.startswith("//") else None


def check_external():
    known = {}
    with open(ROOT / "tests/vocab/external-terms.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            known.setdefault(row["iri"], row["kind"])
    problems, count = [], 0
    pointing = (RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, SH.path, SH["class"], SH.datatype, SH.targetClass, SH.targetSubjectsOf,
                SH.targetObjectsOf, SH.hasValue, SH.nodeKind, SH.inversePath, SKOS.closeMatch, SKOS.exactMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch,
                URIRef("http://purl.org/dc/dcam/domainIncludes"), URIRef("http://purl.org/dc/dcam/rangeIncludes"), RDF.first)
    for path in [*sorted(ONTOLOGY.glob("*.ttl")), *sorted((ONTOLOGY / "examples").rglob("*.ttl"))]:
        used = set()
        for s, p, o in load(path):
            used.add(p)
            if p in pointing and isinstance(o, URIRef):
                used.add(o)
            if isinstance(o, Literal) and o.datatype:
                used.add(o.datatype)
        used = {u for u in used if not str(u).startswith(OWN)}
        count += len(used)
        problems += [f"{path.name}: {u}" for u in sorted(used) if str(u) not in known]
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for term in context:
        iri = expand(term, context)
        if iri and not iri.startswith(OWN):
            count += 1
            if iri not in known:
                problems.append(f"context.jsonld: {iri}")
    check(f"external terms exist in their vocabularies ({count} uses)", problems)


def check_shapes():
    graph = shapes()
    named = [s for kind in (SH.NodeShape, SH.PropertyShape) for s in graph.subjects(RDF.type, kind)]
    check(f"each of {len(named)} shapes is named", [s for s in named if not isinstance(s, URIRef)])
    constraints = [*named, *graph.subjects(RDF.type, SH.SPARQLConstraint)]
    rules = {s for s in constraints if graph.value(s, SH.message)}
    check(f"each of {len(rules)} rules has a message in English and Japanese", [r for r in rules if not both_languages(graph, r, SH.message)])
    linked = set(graph.objects(None, SH.property))
    check("every property shape belongs to a node shape", [s for s in graph.subjects(RDF.type, SH.PropertyShape) if s not in linked])
    check("every link of a node shape leads to a shape", [s for s in linked if (s, RDF.type, SH.PropertyShape) not in graph])
    classes = set(load(ONTOLOGY / "policygraph.ttl").subjects(RDF.type, OWL.Class))
    check("every class has a shape", sorted(classes - set(graph.objects(None, SH.targetClass)) - {PGO.PlanItem}))
    # A SPARQL rule is named by the node shape that carries it.
    return {str(graph.value(predicate=SH.sparql, object=r) or r)[len(str(PGS)):] for r in rules}


def check_registers():
    paths = [p for p in (ONTOLOGY / "organizations.ttl", ONTOLOGY / "programs.ttl") if p.exists()]
    for path in paths:
        check(f"{path.name} conforms", check_valid(path))
    graph = load(ONTOLOGY / "organizations.ttl")
    owner, problems = {}, []
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.notation):
        for body, name in graph.subject_objects(predicate):
            if owner.setdefault(str(name), body) != body:
                problems.append(f"{name}: {body} and {owner[str(name)]}")
    check(f"each of {len(owner)} names and marks belongs to one body", problems)
    # A profile may know a section of a city by its Japanese name alone; the register names all ministries in both languages.
    english = {body for body, label in graph.subject_objects(SKOS.prefLabel) if label.language == "en"}
    check("every ministry of the register has an English name", [b for b in graph.subjects(RDF.type, PGO.Ministry) if b not in english])


def check_examples(rules):
    valid = sorted((ONTOLOGY / "examples").glob("*.ttl"))
    invalid = sorted((ONTOLOGY / "examples/invalid").glob("*.ttl"))
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, problems in zip(valid, pool.map(check_valid, valid)):
            check(f"conforms: {path.name}", problems)
        broken = set()
        for path, (rule, problems) in zip(invalid, pool.map(check_invalid, invalid)):
            broken.add(rule)
            check(f"breaks {rule} only: {path.name}", problems)
    check("every rule has a file that breaks it", sorted(rules - broken))
    problems = []
    for path in valid:
        graph = load(path)
        for selector in graph.subjects(RDF.type, OA.TextQuoteSelector):
            start, end = graph.value(selector, OA.start).value, graph.value(selector, OA.end).value
            if end - start != len(graph.value(selector, OA.exact)):
                problems.append(f"{path.name}: {selector}")
    check("quotes in the examples are as long as their places", problems)


def check_context():
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))
    base = "https://w3id.org/policygraph/id/"
    document = {
        "@context": context["@context"],
        "@graph": [
            {"id": base + "goal/0123456789abcdef", "type": "Goal", "prefLabel": {"ja": "目標", "en": "goal"}, "notation": "(1)", "ordinal": 1, "hasObjective": base + "objective/0"},
            {"id": base + "statement/0.1-2", "type": "StatusStatement", "text": "本文", "aboutMeasure": base + "measure/0", "statementKind": "pgo:Narrative"},
            {"id": base + "line/x", "type": "BudgetLine", "amountYen": 1300000000, "phase": "pgo:DraftBudget"},
            {"id": base + "quantity/0.1-2", "quantityValue": 22, "cumulative": True, "unitText": "件"},
            {"id": base + "date/0.1-2", "dateValue": {"@value": "2022-12", "@type": "xsd:gYearMonth"}},
            {"id": base + "fy/2022", "type": ["FiscalYear", "ProperInterval"], "startDate": "2022-04-01", "startYear": 2022, "intervalMetBy": base + "fy/2021"},
            {"id": base + "span/0.1-2#selector", "type": ["TextPositionSelector", "TextQuoteSelector"], "start": 1, "end": 2, "exact": "文"},
            {"id": base + "org/meti", "identifier": "4000012090001", "subOrganizationOf": base + "org/x"},
            {"id": base + "report/r", "title": {"ja": "報告"}, "wasDerivedFrom": base + "doc/0"},
            {"id": base + "statement/0.1-2", "mentionsBody": base + "org/x"},
            {"id": base + "body-mention/0.1-2", "type": "BodyMention", "ofBody": base + "org/x"},
            {"id": base + "conversion/0", "type": "Activity", "used": base + "doc/0", "wasAssociatedWith": base + "software/s"},
            {"id": base + "software/s", "type": "SoftwareAgent", "version": "0.1.0"},
            {"id": base + "graph/g", "type": "Entity", "wasGeneratedBy": base + "conversion/0"},
        ],
    }
    got = Graph().parse(data=json.dumps(document), format="json-ld")
    wanted = Graph().parse(format="turtle", data="""
        @prefix i: <https://w3id.org/policygraph/id/> . @prefix pgo: <https://w3id.org/policygraph/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix time: <http://www.w3.org/2006/time#> . @prefix oa: <http://www.w3.org/ns/oa#> . @prefix org: <http://www.w3.org/ns/org#> .
        @prefix dcterms: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        i:goal\\/0123456789abcdef a pgo:Goal ; skos:prefLabel "目標"@ja , "goal"@en ; skos:notation "(1)" ; pgo:ordinal 1 ; pgo:hasObjective i:objective\\/0 .
        i:statement\\/0.1-2 a pgo:StatusStatement ; pgo:text "本文"@ja ; pgo:aboutMeasure i:measure\\/0 ; pgo:statementKind pgo:Narrative .
        i:line\\/x a pgo:BudgetLine ; pgo:amountYen 1300000000 ; pgo:phase pgo:DraftBudget .
        i:quantity\\/0.1-2 pgo:quantityValue 22 ; pgo:cumulative true ; pgo:unitText "件"@ja .
        i:date\\/0.1-2 pgo:dateValue "2022-12"^^xsd:gYearMonth .
        i:fy\\/2022 a pgo:FiscalYear , time:ProperInterval ; dcat:startDate "2022-04-01"^^xsd:date ; pgo:startYear 2022 ; time:intervalMetBy i:fy\\/2021 .
        <https://w3id.org/policygraph/id/span/0.1-2#selector> a oa:TextPositionSelector , oa:TextQuoteSelector ; oa:start 1 ; oa:end 2 ; oa:exact "文"@ja .
        i:org\\/meti org:identifier "4000012090001"^^pgo:CorporateNumber ; org:subOrganizationOf i:org\\/x .
        i:report\\/r dcterms:title "報告"@ja ; prov:wasDerivedFrom i:doc\\/0 .
        i:statement\\/0.1-2 pgo:mentionsBody i:org\\/x .
        i:body-mention\\/0.1-2 a pgo:BodyMention ; pgo:ofBody i:org\\/x .
        i:conversion\\/0 a prov:Activity ; prov:used i:doc\\/0 ; prov:wasAssociatedWith i:software\\/s .
        i:software\\/s a prov:SoftwareAgent ; dcat:version "0.1.0" .
        i:graph\\/g a prov:Entity ; prov:wasGeneratedBy i:conversion\\/0 .
    """)
    check("context.jsonld gives the expected triples", [f"missing {t}" for t in set(wanted) - set(got)] + [f"unexpected {t}" for t in set(got) - set(wanted)])
    graph = load(ONTOLOGY / "policygraph.ttl")
    expanded = {expand(term, context["@context"]) for term in context["@context"]}
    check("context.jsonld has every class and property", [t for t in terms(graph) if str(t) not in expanded])
    wrong = []
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in graph.subjects(RDF.type, kind):
            entry = context["@context"].get(str(term)[len(str(PGO)):])
            if (kind == OWL.ObjectProperty) != (isinstance(entry, dict) and entry.get("@type") == "@id"):
                wrong.append(f"{term}: {entry}")
            datatype = graph.value(term, RDFS.range)
            if kind == OWL.DatatypeProperty and datatype in (XSD.integer, XSD.boolean):
                if not isinstance(entry, dict) or entry.get("@type") != "xsd:" + str(datatype).split("#")[1]:
                    wrong.append(f"{term}: {entry}")
    check("context.jsonld types the values as the ontology says", wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", metavar="FILE.ttl", nargs="+", help="validate these files together against the shapes and do nothing else")
    arguments = parser.parse_args()
    if arguments.data:
        found = shapes_of(load(*arguments.data))
        for shape, focus, value, message in found[:50]:
            print(f"{str(shape).replace(str(PGS), 'pgs:')}\t{focus}\t{'' if value is None else value}\t{message}")
        print(f"{len(found)} violations")
        return 1 if found else 0
    if parse_all():
        check_terms()
        check_foops()
        check_external()
        rules = check_shapes()
        check_registers()
        check_examples(rules)
        check_context()
    print(f"{results['passed']} passed, {results['failed']} failed")
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
