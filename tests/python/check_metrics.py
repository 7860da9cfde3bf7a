#!/usr/bin/env python3
"""Works the numbers of a graph of shared measures or programs out again with NetworkX, and compares.

    python3 tests/python/check_metrics.py PROJECTION.json...
    python3 tests/python/check_metrics.py --uses USES.json PROJECTION.json...

A PROJECTION is what `policygraph view projection ... --format json` writes: nodes with component, articulation, betweenness and
page_rank, edges with weight, jaccard and bridge. Which of two nodes an edge starts from does not matter. Compared are all
of these; the numbers of components go by size, then by the place of their first node. If nodes have a community, each
community has to hang together.

USES is a network in the same form whose edges of kind `uses` lead from measures to programs. With it, weights and Jaccard
numbers are worked out again, too.

Needs networkx with scipy; no network.
"""

import argparse
import json
import math
import sys
from pathlib import Path

import networkx as nx
from networkx.algorithms import bipartite

# NetworkX stops PageRank at a difference of `tol` for each node; how far that is from the end is seven times as much.
PAGE_RANK, BETWEENNESS, JACCARD = 1e-10, 1e-10, 1e-12

failed = []


def check(name, wrong):
    """Prints one line; `wrong` lists what differs."""
    wrong = list(wrong)
    print(("FAIL  " if wrong else "ok    ") + name)
    for line in wrong[:5]:
        print(f"        {line}")
    if wrong:
        failed.append(name)


def differ(found, expected, tolerance=0):
    """The places at which two dictionaries differ."""
    for key in sorted(found.keys() | expected.keys(), key=str):
        one, other = found.get(key), expected.get(key)
        if one is None or other is None or (abs(one - other) > tolerance if tolerance else one != other):
            yield f"{key}: {one}, NetworkX says {other}"


def read(path):
    network = json.loads(Path(path).read_text(encoding="utf-8"))
    ids = [node["id"] for node in network["nodes"]]
    check(f"{path}: {len(ids)} nodes, each with its own id", [] if ids and len(ids) == len(set(ids)) else ["not so"])
    return network


def pair(edge):
    return tuple(sorted((edge["source"], edge["target"])))


def check_numbers(network):
    nodes, edges = network["nodes"], network["edges"]
    graph = nx.Graph()
    graph.add_nodes_from(node["id"] for node in nodes)
    graph.add_weighted_edges_from((edge["source"], edge["target"], edge["weight"]) for edge in edges)
    simple = graph.number_of_edges() == len(edges) > 0 and nx.number_of_selfloops(graph) == 0 and len(graph) == len(nodes)
    check(f"{len(edges)} edges, each between two nodes of its own", [] if simple else ["not so"])

    def of_nodes(field):
        return {node["id"]: node.get(field) for node in nodes}

    place = {node["id"]: at for at, node in enumerate(nodes)}
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(place[node] for node in part)))
    check("component", differ(of_nodes("component"), {node: number for number, part in enumerate(parts) for node in part}))

    points = set(nx.articulation_points(graph))
    check("articulation", differ(of_nodes("articulation"), {node: node in points for node in graph}))
    bridges = {tuple(sorted(edge)) for edge in nx.bridges(graph)}
    check("bridge", differ({pair(edge): edge.get("bridge") for edge in edges}, {pair(edge): pair(edge) in bridges for edge in edges}))

    ranks = nx.pagerank(graph, alpha=0.85, weight="weight", tol=1e-12 / len(graph), max_iter=1000)
    check("page_rank", differ(of_nodes("page_rank"), ranks, PAGE_RANK))
    check("betweenness", differ(of_nodes("betweenness"), nx.betweenness_centrality(graph), BETWEENNESS))

    communities = {}
    for node in nodes:
        if "community" in node:
            communities.setdefault(node["community"], []).append(node["id"])
    check("communities hang together", (number for number, members in communities.items() if not nx.is_connected(graph.subgraph(members))))


def check_shared(network, uses):
    kinds = {node["id"]: node["kind"] for node in uses["nodes"]}
    graph = nx.Graph()
    graph.add_nodes_from(kinds)
    graph.add_edges_from((edge["source"], edge["target"]) for edge in uses["edges"] if edge["kind"] == "uses")
    kind = {node["kind"] for node in network["nodes"]}
    check("nodes of one kind", [] if kind in ({"program"}, {"measure"}) else [str(kind)])
    members = [node for node in kinds if {kinds[node]} == kind]
    check("all of the kind are there", {node["id"] for node in network["nodes"]} ^ set(members))
    for field, expected, tolerance in (
        ("weight", bipartite.weighted_projected_graph(graph, members), 0),
        ("jaccard", bipartite.overlap_weighted_projected_graph(graph, members, jaccard=True), JACCARD),
    ):
        wanted = {tuple(sorted((a, b))): weight for a, b, weight in expected.edges(data="weight")}
        check(f"{field} is that of the uses", differ({pair(edge): edge.get(field) for edge in network["edges"]}, wanted, tolerance))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("projections", nargs="+")
    arguments.add_argument("--uses")
    arguments = arguments.parse_args()
    uses = read(arguments.uses) if arguments.uses else None
    for path in arguments.projections:
        network = read(path)
        numbers = [value for part in ("nodes", "edges") for item in network[part] for value in item.values() if isinstance(value, float)]
        check("all numbers are finite", (number for number in numbers if not math.isfinite(number)))
        check_numbers(network)
        if uses is not None:
            check_shared(network, uses)
    if failed:
        sys.exit(f"{len(failed)} checks failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
