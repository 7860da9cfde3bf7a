#!/usr/bin/env python3
"""A server as clients of the field use it: SPARQLWrapper, rdflib's SPARQLStore, a validator of OpenAPI, plain HTTP.

    check_server.py PROGRAM REPORT

The graph that they see is compared with the one that `convert` writes, as rdflib reads it.
"""
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from openapi_spec_validator import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

PGO = Namespace("https://w3id.org/policygraph/ontology#")
failed = []


def check(what, good, detail=""):
    print(("ok    " if good else "WRONG ") + what + ("" if good else f": {detail}"))
    if not good:
        failed.append(what)


def get(url, accept="*/*", data=None, headers=None):
    request = urllib.request.Request(url, data=data, headers={"Accept": accept, **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def clients(base, graph):
    measures = len(set(graph.subjects(predicate=None, object=PGO.Measure)))
    query = f"SELECT (COUNT(DISTINCT ?m) AS ?n) {{ ?m a <{PGO.Measure}> }}"
    wrapper = SPARQLWrapper(f"{base}/sparql")
    wrapper.setQuery(query)
    for method in ("GET", POST):
        wrapper.setMethod(method)
        wrapper.setReturnFormat(JSON)
        value = wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"]
        check(f"SPARQLWrapper {method} JSON", int(value) == measures, value)
        wrapper.setReturnFormat(XML)
        check(f"SPARQLWrapper {method} XML", f">{measures}<" in wrapper.queryAndConvert().toxml())
        wrapper.setReturnFormat(CSV)
        check(f"SPARQLWrapper {method} CSV", wrapper.queryAndConvert().split() == [b"n", str(measures).encode()])
    wrapper.setMethod("GET")
    wrapper.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    wrapper.setReturnFormat(TURTLE)
    constructed = Graph().parse(data=wrapper.queryAndConvert(), format="turtle")
    check("SPARQLWrapper CONSTRUCT", set(constructed) == set(graph), f"{len(constructed)} of {len(graph)}")
    wrapper.setQuery("ASK {")
    try:
        wrapper.query()
        check("a wrong query is refused", False)
    except Exception as error:
        check("a wrong query is refused", "Bad" in type(error).__name__, repr(error))

    remote = Graph(SPARQLStore(f"{base}/sparql"))
    check("SPARQLStore counts", len(list(remote.subjects(predicate=None, object=PGO.Measure, unique=True))) == measures)
    goal = next(graph.subjects(predicate=None, object=PGO.Goal))
    check("SPARQLStore looks up", set(remote.predicate_objects(goal)) == set(graph.predicate_objects(goal)))

    for accept, kind in [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ]:
        status, headers, body = get(f"{base}/store?default", accept)
        same = set(Graph().parse(data=body, format=kind)) == set(graph)
        check(f"/store as {accept}", status == 200 and headers["Content-Type"].startswith(accept) and same, status)
    status, _, body = get(f"{base}/sparql", "text/turtle")
    described = Graph().parse(data=body, format="turtle")
    SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
    VOID = Namespace("http://rdfs.org/ns/void#")
    check("the description names the endpoint", (None, SD.endpoint, URIRef(f"{base}/sparql")) in described)
    dataset = described.value(None, SD.defaultDataset, None) or next(described.objects(predicate=SD.defaultDataset))
    check("the description counts triples", int(described.value(dataset, VOID.triples)) == len(graph))


def openapi(base):
    _, _, body = get(f"{base}/openapi.json")
    document = json.loads(body)
    try:
        validate(document)
        check("openapi.json is valid", True)
    except Exception as error:
        check("openapi.json is valid", False, error)
    answered = 0
    for path, item in document["paths"].items():
        status, headers, body = get(base + path)
        declared = item["get"]["responses"]["200"]["content"]
        kind = headers["Content-Type"].split(";")[0]
        if status != 200 or kind not in declared:
            check(path, False, (status, kind))
        answered += 1
    check("every path of openapi.json answers as it says", answered > 100, answered)


def limits(base):
    """The next question is answered within a second, and memory comes back."""
    rows = " ".join(str(number) for number in range(900))
    values = " ".join(f"VALUES ?{name} {{ {rows} }}" for name in "abc")
    hostile = [
        f"SELECT (COUNT(*) AS ?n) {{ {values} }}",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d",
        "ASK { " + "{" * 900 + "}" * 900 + " }",
    ]
    for query in hostile:
        data = urllib.parse.urlencode({"query": query}).encode()
        status, _, _ = get(f"{base}/sparql", data=data)
        begun = time.monotonic()
        after, _, body = get(f"{base}/sparql?query=ASK%7B%7D", "application/sparql-results+json")
        took = time.monotonic() - begun
        check(f"refused: {query[:40]}", status in (400, 413, 500, 504), status)
        check("ASK {} is answered within a second after it", after == 200 and took < 1 and json.loads(body)["boolean"], took)


def main(program, report):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.nt"
        subprocess.run([program, "convert", "--quiet", report, "-o", path], check=True)
        graph = Graph().parse(path, format="nt")
        command = [program, "serve", report, "--bind", "127.0.0.1:0", "--timeout", "3"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            base = None
            for line in server.stderr:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    base = found.group(0)
                    break
            clients(base, graph)
            openapi(base)
            limits(base)
        finally:
            server.terminate()
            check("it ends when it is told to", server.wait(timeout=30) == 0)
    print(f"{len(failed)} failed")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
