#!/usr/bin/env python3
"""Reads what the program writes with other people's readers, and compares.

    python3 tests/python/check_exports.py PROGRAM TABLE

PROGRAM is the policygraph command. Checked: six RDF syntaxes hold the same triples (rdflib), N-Quads and TriG the same
graphs, rapper counts the same number; the plan JSON conforms to its schema, and converting it gives the same bytes as
converting the table; every stored query gives the same rows in the program, in rdflib and in pyoxigraph.

Needs rdflib, pyoxigraph, jsonschema and the command rapper; no network. Run from the project root.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import jsonschema
import pyoxigraph
import rdflib
from rdflib import Dataset, Graph

ROOT = Path(__file__).resolve().parents[2]
# A literal is what stands in the file, not what a reader makes of it.
rdflib.NORMALIZE_LITERALS = False

TRIPLES = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
QUADS = {"nq": "nquads", "trig": "trig"}
RAPPER = {"ttl": "turtle", "nt": "ntriples"}

failed = []


def check(name, good, detail=""):
    print(("ok    " if good else "FAIL  ") + name + (f" ({detail})" if detail else ""))
    if not good:
        failed.append(name)


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout


def differ(one, other):
    """A few statements that only one side has."""
    return "; ".join(str(item) for item in [*sorted(one - other)[:2], *sorted(other - one)[:2]])


def check_syntaxes(folder):
    sets = {}
    for extension, name in TRIPLES.items():
        sets[extension] = set(Graph().parse(folder / f"plan.{extension}", format=name))
    quads = {}
    for extension, name in QUADS.items():
        data = Dataset()
        data.parse(folder / f"plan.{extension}", format=name)
        quads[extension] = {(s, p, o, str(g)) for s, p, o, g in data.quads()}
        sets[extension] = {(s, p, o) for s, p, o, _ in quads[extension]}
    wanted = sets["nt"]
    check("there are triples", len(wanted) > 0, f"{len(wanted)}")
    for extension, found in sets.items():
        check(f"rdflib reads the same triples from {extension}", found == wanted, differ(found, wanted))
    check("rdflib reads the same graphs from nq and trig", quads["nq"] == quads["trig"])
    graphs = {graph for *_, graph in quads["nq"]}
    check("there are two graphs", len(graphs) == 2, " ".join(sorted(graphs)))
    blank = [term for triple in wanted for term in triple if isinstance(term, rdflib.BNode)]
    check("there is no blank node", not blank)
    lines = (folder / "plan.nt").read_text("utf-8").splitlines()
    check("no line of nt is there twice", len(lines) == len(set(lines)) == len(wanted))
    for extension, name in RAPPER.items():
        said = subprocess.run(
            ["rapper", "--count", "--input", name, (folder / f"plan.{extension}").as_uri()], check=True, capture_output=True, text=True
        ).stderr
        found = re.search(r"returned (\d+) triples", said)
        check(f"rapper counts the same in {extension}", found is not None and int(found[1]) == len(wanted), said.strip().splitlines()[-1])


def check_plan(program, folder):
    schema = json.loads((ROOT / "src/plan/plan.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    # Converted again, the plan has to give the same bytes, so its file is named as the program names it.
    plan = folder / "plan.json"
    problems = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(plan.read_text("utf-8"))))
    check("the plan JSON conforms to its schema", not problems, "; ".join(problem.message[:200] for problem in problems[:3]))
    for extension in ("ttl", "nq"):
        again = run(program, "convert", "--quiet", "--format", extension, plan)
        check(f"the plan JSON gives the same {extension} as the table", again == (folder / f"plan.{extension}").read_bytes())


def plain(value):
    """A value of a result as text; the parts of a list that a query joins come in any order."""
    return "、".join(sorted(value.split("、")))


def own_rows(program, name, table):
    answer = json.loads(run(program, "query", name, table, "--format", "json"))
    names = answer["head"]["vars"]
    rows = [tuple(plain(row[name]["value"]) if name in row else None for name in names) for row in answer["results"]["bindings"]]
    return names, rows


def rdflib_rows(graph, text, names):
    return [
        tuple(None if (value := row.get(name)) is None else plain(str(value)) for name in names)
        for row in (dict(zip(map(str, result.labels), result)) for result in graph.query(text))
    ]


def oxigraph_rows(store, text, names):
    return [
        tuple(None if (value := row[name]) is None else plain(value.value) for name in names)
        for row in store.query(text, use_default_graph_as_union=True)
    ]


def check_queries(program, table, folder):
    graph = Graph().parse(folder / "plan.ttl", format="turtle")
    store = pyoxigraph.Store()
    store.load(path=folder / "plan.nq", format=pyoxigraph.RdfFormat.N_QUADS)
    queries = sorted((ROOT / "queries").glob("*.rq"))
    check("there are stored queries", bool(queries), f"{len(queries)}")
    for query in queries:
        text = query.read_text("utf-8")
        names, own = own_rows(program, query.stem, table)
        check(f"{query.stem}: no row twice", len(own) == len(set(own)), f"{len(own)} rows")
        for engine, rows in (("rdflib", rdflib_rows(graph, text, names)), ("pyoxigraph", oxigraph_rows(store, text, names))):
            difference = "" if Counter(own) == Counter(rows) else f"{len(rows)} rows; {differ(set(map(str, own)), set(map(str, rows)))[:600]}"
            check(f"{query.stem}: the same rows in {engine}", not difference, difference)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, table = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for extension in (*TRIPLES, *QUADS):
            run(program, "convert", "--quiet", table, "--output", folder / f"plan.{extension}")
        run(program, "extract", table, "--output", folder / "plan.json")
        check_syntaxes(folder)
        check_plan(program, folder)
        check_queries(program, table, folder)
    print(f"{len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
