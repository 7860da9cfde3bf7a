#!/usr/bin/env python3
"""Sets the metrics of program reuse against NetworkX, rustworkx and igraph, on the same table of links, in turn.

    cargo build --release --example reuse_metrics
    python3 benches/compare_views.py TABLE [--runs N] [--betweenness] [--peers igraph,rustworkx] [--ours PROGRAM]

TABLE has a heading, then the name of a measure and of a program in each line, separated by commas; `generate.py` of the
benchmark data calls it csv/measure_program.csv. Every run is a process of its own that reads the table and works out
the programs by shared measures, its components, articulation points and bridges, PageRank by shared measures, and, if asked for,
exact betweenness. Printed are medians of wall and CPU seconds, and how many times ours they are. The numbers of nodes, edges,
components, articulation points and bridges and the five programs of highest PageRank and betweenness have to be equal.

Ours also finds what rests on each program, and reuse; the others have nothing like it. Needs the libraries, and scipy for NetworkX.
Without PROGRAM, target/release/examples/reuse_metrics is run, below CARGO_TARGET_DIR if that is set.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ("nodes", "edges", "components", "articulation_points", "bridges")
PEERS = ("igraph", "rustworkx", "networkx")


def read_links(path):
    with open(path, encoding="utf-8") as lines:
        next(lines)
        return [tuple(line.split(",", 2)[:2]) for line in lines]


def top(names, values):
    return [name for name, _ in sorted(zip(names, values), key=lambda item: (-item[1], item[0]))[:5]]


def shared_counts(links):
    """For each pair of programs, as places in the sorted names, the measures that use both."""
    names = sorted({program for _, program in links})
    places = {name: place for place, name in enumerate(names)}
    programs = {}
    for measure, program in links:
        programs.setdefault(measure, set()).add(places[program])
    counts = {}
    for members in programs.values():
        members = sorted(members)
        for at, one in enumerate(members):
            for other in members[at + 1 :]:
                counts[one, other] = counts.get((one, other), 0) + 1
    return names, counts


def by_networkx(links, betweenness):
    import networkx as nx

    uses = nx.Graph()
    uses.add_edges_from((("measure", measure), ("program", program)) for measure, program in links)
    programs = sorted({("program", program) for _, program in links})
    graph = nx.bipartite.weighted_projected_graph(uses, programs)
    names = [name for _, name in programs]
    ranks = nx.pagerank(graph)
    found = {
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "components": nx.number_connected_components(graph),
        "articulation_points": len(set(nx.articulation_points(graph))),
        "bridges": sum(1 for _ in nx.bridges(graph)),
        "top_pagerank": top(names, [ranks[program] for program in programs]),
    }
    if betweenness:
        values = nx.betweenness_centrality(graph)
        found["top_betweenness"] = top(names, [values[program] for program in programs])
    return found


def by_rustworkx(links, betweenness):
    import rustworkx as rx

    # There is no projection in the library.
    names, counts = shared_counts(links)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(names)
    graph.add_edges_from([(one, other, count) for (one, other), count in counts.items()])
    ranks = rx.pagerank(graph.to_directed(), weight_fn=float)
    found = {
        "nodes": graph.num_nodes(),
        "edges": graph.num_edges(),
        "components": rx.number_connected_components(graph),
        "articulation_points": len(rx.articulation_points(graph)),
        "bridges": len(rx.bridges(graph)),
        "top_pagerank": top(names, [ranks[place] for place in range(len(names))]),
    }
    if betweenness:
        values = rx.betweenness_centrality(graph)
        found["top_betweenness"] = top(names, [values[place] for place in range(len(names))])
    return found


def by_igraph(links, betweenness):
    import igraph

    measures, programs = sorted({measure for measure, _ in links}), sorted({program for _, program in links})
    places = {("m", name): place for place, name in enumerate(measures)}
    places.update({("p", name): place for place, name in enumerate(programs, len(measures))})
    edges = [(places["m", measure], places["p", program]) for measure, program in links]
    uses = igraph.Graph(n=len(places), edges=edges)
    uses.vs["type"] = [False] * len(measures) + [True] * len(programs)
    graph = uses.bipartite_projection(which=1, multiplicity=True)
    found = {
        "nodes": graph.vcount(),
        "edges": graph.ecount(),
        "components": len(graph.connected_components()),
        "articulation_points": len(graph.articulation_points()),
        "bridges": len(graph.bridges()),
        "top_pagerank": top(programs, graph.pagerank(weights="weight")),
    }
    if betweenness:
        found["top_betweenness"] = top(programs, graph.betweenness())
    return found


def run(command):
    """One process: what it printed, wall seconds, CPU seconds."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(printed), wall, cpu


def main():
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    arguments = argparse.ArgumentParser()
    arguments.add_argument("table")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--betweenness", action="store_true")
    arguments.add_argument("--peers", default="igraph,rustworkx")
    arguments.add_argument("--ours", default=str(target / "release" / "examples" / "reuse_metrics"))
    arguments.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    arguments = arguments.parse_args()
    if arguments.peer:
        print(json.dumps(globals()[f"by_{arguments.peer}"](read_links(arguments.table), arguments.betweenness)))
        return

    peers = arguments.peers.split(",")
    commands = {"ours": [arguments.ours, arguments.table, "exact" if arguments.betweenness else "none"]}
    for peer in peers:
        commands[peer] = [sys.executable, __file__, arguments.table, "--peer", peer] + ["--betweenness"] * arguments.betweenness
    found, walls, cpus = {}, {name: [] for name in commands}, {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            found[name], wall, cpu = run(command)
            walls[name].append(wall)
            cpus[name].append(cpu)

    wall = {name: statistics.median(times) for name, times in walls.items()}
    cpu = {name: statistics.median(times) for name, times in cpus.items()}
    print(f"{'':12}{'wall s':>9}{'(least)':>10}{'CPU s':>9}{'wall, ours = 1':>17}{'CPU, ours = 1':>16}")
    for name in commands:
        ratios = f"{wall[name] / wall['ours']:17.1f}{cpu[name] / cpu['ours']:16.1f}"
        print(f"{name:12}{wall[name]:9.3f}{f'({min(walls[name]):.3f})':>10}{cpu[name]:9.3f}{ratios}")

    fields = (*COUNTS, "top_pagerank", *["top_betweenness"] * arguments.betweenness)
    differences = [
        f"{field}: {found['ours'][field]}, {peer} says {found[peer][field]}"
        for peer in peers
        for field in fields
        if found["ours"][field] != found[peer][field]
    ]
    print(", ".join(f"{field} {found['ours'][field]}" for field in COUNTS))
    print("\n".join(differences) or f"the same {len(fields)} answers from all")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
