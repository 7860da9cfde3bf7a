#!/usr/bin/env python3
"""Reads one network in every format with other people's readers, and compares.

    python3 tests/python/check_networks.py FILE.graphml FILE.gexf FILE.dot FILE.json NODES.csv EDGES.csv

All files hold the same network, as `policygraph view` writes it. Checked: the JSON conforms to its schema; NetworkX and
igraph read the GraphML, NetworkX the GEXF, the standard library the tables, each with the same nodes, edges and values of
the same types as the JSON; `dot` draws the DOT without a warning, with every label, title and link as it is.

Needs networkx, igraph, jsonschema and the command dot; no network. Run from the project root.
"""

import csv
import json
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import igraph
import jsonschema
import networkx

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
# Members of an edge that say what it joins.
ENDS = ("source", "target")

failed = []
warnings.simplefilter("error")


def check(name, good, detail=""):
    print(("ok    " if good else "FAIL  ") + name + (f" ({detail})" if detail else ""))
    if not good:
        failed.append(name)


def same(name, found, wanted):
    """Both are lists of things; order does not count, types do."""
    found, wanted = (Counter(json.dumps(thing, sort_keys=True) for thing in things) for things in (found, wanted))
    missing, more = wanted - found, found - wanted
    detail = f"{wanted.total()}" if not missing and not more else f"missing {list(missing)[:2]}; more {list(more)[:2]}"
    check(name, not missing and not more, detail[:600])


def plain(things):
    """Empty texts count as absent: some readers do not tell them apart."""
    return [{name: value for name, value in thing.items() if value != ""} for thing in things]


def unordered(network, edges):
    """Edges without a direction may come back the other way round."""
    if network["directed"]:
        return edges
    return [{**edge, "source": min(edge["source"], edge["target"]), "target": max(edge["source"], edge["target"])} for edge in edges]


def number(value):
    """A number or a flag as text."""
    return json.dumps(value).replace("e-0", "e-").replace("e+", "e")


def check_json(path):
    network = json.loads(path.read_text("utf-8"))
    schema = json.loads((ROOT / "src/view/write/network.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    problems = list(jsonschema.Draft202012Validator(schema).iter_errors(network))
    check("JSON conforms to its schema", not problems, "; ".join(problem.message[:200] for problem in problems[:3]))
    ids = [node["id"] for node in network["nodes"]]
    check("ids are each there once", len(ids) == len(set(ids)), f"{len(ids)}")
    check("every edge joins two nodes", all(edge[end] in set(ids) for edge in network["edges"] for end in ENDS), f"{len(network['edges'])}")
    return network


def check_networkx(name, graph, network, dropped):
    check(f"{name}: direction", graph.is_directed() == network["directed"])
    same(f"{name}: nodes", plain({"id": node, **values} for node, values in graph.nodes(data=True)), plain(network["nodes"]))
    found = []
    for source, target, values in graph.edges(data=True):
        values = {key: value for key, value in values.items() if key not in dropped}
        found.append({"source": source, "target": target, **values})
    same(f"{name}: edges", unordered(network, plain(found)), unordered(network, plain(network["edges"])))


def check_igraph(path, network):
    graph = igraph.Graph.Read_GraphML(str(path))
    check("GraphML in igraph: direction", graph.is_directed() == network["directed"])
    # igraph holds every number as a float; it tells absent numbers as NaN, absent texts as empty and absent flags as false.
    held = lambda values: {name: float(value) if type(value) is int else value for name, value in values.items() if value == value and value is not False and value != ""}
    same("GraphML in igraph: nodes", [held(vertex.attributes()) for vertex in graph.vs], [held(node) for node in network["nodes"]])
    found = []
    for edge in graph.es:
        values = {name: value for name, value in held(edge.attributes()).items() if name != "id"}
        found.append({"source": graph.vs[edge.source]["id"], "target": graph.vs[edge.target]["id"], **values})
    same("GraphML in igraph: edges", unordered(network, found), unordered(network, [held(edge) for edge in network["edges"]]))
    kinds = {type(value) for value in graph.es["weight"]} if graph.ecount() else {float}
    check("GraphML in igraph: weights are floats", kinds == {float})


def cells(path):
    """The rows of a table, without the apostrophe that keeps a spreadsheet from running a text."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    lines = text.splitlines(keepends=True)
    check(f"{path.name}: the head ends with CR LF", bool(lines) and lines[0].endswith("\r\n"))
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    runs = [cell for row in rows for cell in row.values() if re.match(r"\s*[=+@＝＋－＠-]", cell) and not re.fullmatch(r"-[0-9.e-]+", cell)]
    check(f"{path.name}: no cell is a formula", not runs, str(runs[:3]))
    return [{name: cell.removeprefix("'") for name, cell in row.items() if cell} for row in rows]


def as_cells(thing):
    """The members of a node or an edge as texts under the names that Gephi knows."""
    known = {"id": "Id", "label": "Label", "kind": "Kind", "title": "Title", "iri": "Iri", "source": "Source", "target": "Target", "weight": "Weight"}
    text = lambda value: value if isinstance(value, str) else number(value)
    return {known.get(name, name): text(value) for name, value in thing.items() if value != ""}


def check_tables(nodes, edges, network):
    same("CSV: nodes", cells(nodes), [as_cells(node) for node in network["nodes"]])
    titles = {node["id"]: node["title"] for node in network["nodes"]}
    direction = "Directed" if network["directed"] else "Undirected"
    wanted = []
    for edge in network["edges"]:
        ends = {"SourceTitle": titles[edge["source"]], "TargetTitle": titles[edge["target"]]}
        wanted.append({**as_cells(edge), "Type": direction, **{name: title for name, title in ends.items() if title}})
    same("CSV: edges", cells(edges), wanted)


def drawn(text):
    """A text as Graphviz draws it: tabs and hard blanks are blanks, and line ends are of one kind."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")


def check_dot(path, network):
    run = subprocess.run(["dot", "-Tsvg", str(path)], capture_output=True)
    said = run.stderr.decode("utf-8", "replace").strip()
    check("DOT: dot draws it and says nothing", run.returncode == 0 and not said, said[:300])
    if run.returncode != 0:
        return
    nodes, edges = [], []
    for group in ElementTree.fromstring(run.stdout).iter(f"{SVG}g"):
        link = group.find(f".//{SVG}a")
        classes = group.get("class", "").split()
        if "node" in classes:
            label = "".join(text.text or "" for text in group.iter(f"{SVG}text"))
            nodes.append([group.find(f"{SVG}title").text, classes[1:], drawn(label), drawn(link.get(f"{XLINK}title")), link.get(f"{XLINK}href")])
        elif "edge" in classes:
            edges.append([group.find(f"{SVG}title").text, classes[1:], link.get(f"{XLINK}title")])
    link_of = lambda iri: iri if re.match("https?://", iri) else None
    # A node without a title shows its id.
    wanted = [[node["id"], [node["kind"]], drawn(node["label"]), drawn(node["title"]) or node["id"], link_of(node["iri"])] for node in network["nodes"]]
    same("DOT: every node with its kind, label, title and link", nodes, wanted)
    joint = "->" if network["directed"] else "--"
    wanted = [[f"{edge['source']}{joint}{edge['target']}", [edge["kind"]], f"{edge['kind']} {number(edge['weight']).removesuffix('.0')}"] for edge in network["edges"]]
    same("DOT: every edge with its kind and weight", edges, wanted)


def main():
    if len(sys.argv) != 7:
        sys.exit(__doc__)
    graphml, gexf, dot, of_json, nodes, edges = map(Path, sys.argv[1:])
    network = check_json(of_json)
    check_networkx("GraphML in NetworkX", networkx.read_graphml(graphml), network, {"id"})
    # GEXF says the kind of an edge as its label, too.
    check_networkx("GEXF in NetworkX", networkx.read_gexf(gexf), network, {"id", "label"})
    check_igraph(graphml, network)
    check_tables(nodes, edges, network)
    check_dot(dot, network)
    print(f"{len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
