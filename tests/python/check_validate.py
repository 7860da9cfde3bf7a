#!/usr/bin/env python3
"""Compares `policygraph validate` with pySHACL, offline.

    python3 tests/python/check_validate.py PROGRAM TABLE

On all examples of the ontology, good and bad, on copies of the good ones with one change each, on the graph of TABLE and on
the cases of tests/fixtures/shacl, the two must give the same results: focus node, path, value, component, severity and shape.
The ontology is mixed in by neither. Needs rdflib and pyshacl. Run from the project root.
"""

import logging
import os
import random
import subprocess
import sys
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pyshacl import validate
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ROOT / "ontology/shapes.ttl"
PGO = Namespace("https://w3id.org/policygraph/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
PROGRAM = ""
CLASSES = ["Goal", "Objective", "Measure", "Program", "BudgetLine", "FiscalYear", "TextSpan", "Ministry"]


def term(node):
    """Blank nodes have other names in each tool."""
    return "_" if isinstance(node, BNode) else node.n3()


def path_text(graph, node):
    if node is None or isinstance(node, URIRef):
        return str(node)
    if (node, RDF.first, None) in graph:
        return "(" + "/".join(path_text(graph, step) for step in graph.items(node)) + ")"
    for kind in (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath):
        inner = graph.value(node, kind)
        if inner is not None:
            return f"{kind.rsplit('#')[-1]}({path_text(graph, inner)})"
    ways = graph.value(node, SH.alternativePath)
    return "(" + "|".join(path_text(graph, way) for way in graph.items(ways)) + ")"


def results(report):
    """The results of a report; those that only explain another one are left out."""
    found = set()
    for result in report.objects(None, SH.result):
        row = [term(report.value(result, SH.focusNode)), path_text(report, report.value(result, SH.resultPath))]
        for predicate in (SH.value, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceShape):
            value = report.value(result, predicate)
            row.append("" if value is None else term(value))
        found.add(tuple(row))
    return found


def ours(data, shapes=None):
    command = [PROGRAM, "validate", str(data), "--format", "ttl", "--quiet"] + (["--shapes", str(shapes)] if shapes else [])
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return None, [f"exit {done.returncode}: {done.stderr.strip()}"]
    report = Graph().parse(data=done.stdout, format="turtle")
    found = results(report)
    conforms = next(report.objects(None, SH.conforms)).toPython()
    fails = any(severity not in (SH.Info.n3(), SH.Warning.n3()) for *_, severity, _ in found)
    agree = conforms == (not found) and done.returncode == int(fails)
    problems = [] if agree else ["conforms, results and exit code disagree"]
    return found, problems


def compare(data, shapes=None):
    """What differs, and the number of results."""
    found, problems = ours(data, shapes)
    if found is None:
        return problems, 0
    graph = Graph().parse(data, format="turtle")
    shapes_graph = Graph().parse(shapes or SHAPES, format="turtle")
    _, report, _ = validate(graph, shacl_graph=shapes_graph, inplace=True)
    wanted = results(report)
    problems += [f"missing {row}" for row in sorted(wanted - found)] + [f"too much {row}" for row in sorted(found - wanted)]
    return problems, len(wanted)


def compare_job(job):
    return compare(*job)


def changes(graph, chance):
    """Copies of a graph with one change each: (what, graph)."""
    triples = sorted(graph, key=lambda triple: tuple(part.n3() for part in triple))
    typed = [t for t in triples if t[1] == RDF.type and str(t[2]).startswith(str(PGO))]
    literals = [t for t in triples if isinstance(t[2], Literal)]
    numbers = [t for t in literals if t[2].datatype == XSD.integer]
    tagged = [t for t in literals if t[2].language]
    links = [t for t in triples if isinstance(t[2], URIRef) and t[1] != RDF.type]

    def changed(old, *new):
        copy = Graph()
        for triple in triples:
            if triple != old:
                copy.add(triple)
        for triple in new:
            copy.add(triple)
        return copy

    for _ in range(2):
        s, p, o = chance.choice(triples)
        yield f"removed {p}", changed((s, p, o))
        s, p, o = chance.choice(links)
        yield f"second value of {p}", changed(None, (s, p, chance.choice(links)[2]))
        yield f"{p} to a literal", changed((s, p, o), (s, p, Literal("x")))
        yield f"{p} to a blank node", changed((s, p, o), (s, p, BNode()))
    s, p, o = chance.choice(typed)
    yield f"class {o} to another", changed((s, p, o), (s, p, PGO[chance.choice(CLASSES)]))
    yield f"no class {o}", changed((s, p, o))
    yield f"class {o} to one below it", changed((s, p, o), (s, p, PGO.Below), (PGO.Below, RDFS.subClassOf, o))
    s, p, o = chance.choice(literals)
    yield f"{p} with another datatype", changed((s, p, o), (s, p, Literal(str(o), datatype=XSD.token)))
    # A number that is none would be compared by its text there.
    other = Literal(int(o) + 1) if o.datatype == XSD.integer else Literal(str(o) + "!", lang=o.language, datatype=None if o.language else o.datatype)
    yield f"two values of {p}", changed(None, (s, p, other))
    if numbers:
        s, p, o = chance.choice(numbers)
        yield f"{p} below zero", changed((s, p, o), (s, p, Literal(-7)))
        if p not in (OA.start, OA.end):
            # pySHACL orders texts that are no numbers; nothing is less than one of them.
            yield f"{p} as no number", changed((s, p, o), (s, p, Literal("seven", datatype=XSD.integer)))
        yield f"{p} as a decimal", changed((s, p, o), (s, p, Literal("1.5", datatype=XSD.decimal)))
    if tagged:
        s, p, o = chance.choice(tagged)
        yield f"{p} in another language", changed((s, p, o), (s, p, Literal(str(o), lang="fr")))
        yield f"{p} without a language", changed((s, p, o), (s, p, Literal(str(o))))


def main():
    table = sys.argv[2]
    start(sys.argv[1])
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        report = folder / "report.ttl"
        subprocess.run([PROGRAM, "convert", table, "-o", str(report), "--quiet"], check=True)
        jobs = [("the report", (report, None))]
        for path in sorted((ROOT / "ontology/examples").rglob("*.ttl")):
            jobs.append((str(path.relative_to(ROOT)), (path, None)))
        for path in sorted((ROOT / "tests/fixtures/shacl").glob("*.ttl")):
            jobs.insert(0, (str(path.relative_to(ROOT)), (path, path)))
        for path in sorted((ROOT / "ontology/examples").glob("*.ttl")):
            chance = random.Random(path.name)
            for number, (what, graph) in enumerate(changes(Graph().parse(path, format="turtle"), chance)):
                copy = folder / f"{path.stem}-{number}.ttl"
                graph.serialize(copy, format="turtle", encoding="utf-8")
                jobs.append((f"{path.name}, {what}", (copy, None)))
        # Several changes at once in the whole report.
        graph = Graph().parse(report, format="turtle")
        chance = random.Random("report")
        triples = sorted(graph, key=lambda triple: tuple(part.n3() for part in triple))
        for s, p, o in chance.sample(triples, 60):
            graph.remove((s, p, o))
        for s, p, o in chance.sample(triples, 30):
            graph.add((s, p, chance.choice(triples)[2]))
        graph.serialize(folder / "changed.ttl", format="turtle", encoding="utf-8")
        jobs.insert(0, ("the report with 90 changes", (folder / "changed.ttl", None)))
        results_seen, broken = 0, 0
        with ProcessPoolExecutor(max_workers=os.cpu_count(), initializer=start, initargs=(PROGRAM,)) as pool:
            for (name, _), (problems, count) in zip(jobs, pool.map(compare_job, [job for _, job in jobs], chunksize=4)):
                results_seen += count
                broken += count > 0
                if problems:
                    failed += 1
                    print(f"FAIL  {name}")
                    for problem in problems[:6]:
                        print(f"        {problem}")
        print(f"{len(jobs)} graphs, {broken} of them with {results_seen} results; {failed} differ from pySHACL")
    return 1 if failed or broken < 100 else 0


def start(program):
    global PROGRAM
    # What is wrong with a literal is in the results.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    PROGRAM = program


if __name__ == "__main__":
    sys.exit(main())
