#!/usr/bin/env python3
"""Applies the patches that `policygraph diff` writes with another library, and compares.

    python3 tests/python/check_diff.py PROGRAM OLD NEW

PROGRAM is the policygraph command, OLD and NEW are tables. Checked, there and back: the patch, read row by row as
RDF Patch says and applied to the old graph in rdflib, gives a graph isomorphic to the new one, for the union of the
graphs and for each named graph; each row takes away a statement that is there, or adds one that is not.

Needs rdflib; no network. Run from the project root.
"""

import subprocess
import sys

import rdflib
from rdflib import Dataset
from rdflib.compare import isomorphic

# A literal is what stands in the file, not what a reader makes of it.
rdflib.NORMALIZE_LITERALS = False


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def dataset(text):
    data = Dataset()
    data.parse(data=text, format="nquads")
    return data


def quads(data):
    return set(data.quads())


def apply(old, patch):
    rows = patch.splitlines()
    assert rows[0] == "TX ." and rows[-1] == "TC .", "a patch is one transaction"
    changed = quads(old)
    for mark, rest in (row.split(" ", 1) for row in rows[1:-1]):
        (quad,) = quads(dataset(rest + "\n"))
        if mark == "D":
            assert quad in changed, f"not there: {rest}"
            changed.remove(quad)
        elif mark == "A":
            assert quad not in changed, f"there already: {rest}"
            changed.add(quad)
        else:
            sys.exit(f"no row of a patch: {mark} {rest}")
    result = Dataset()
    for subject, predicate, obj, graph in changed:
        result.graph(graph).add((subject, predicate, obj)) if graph else result.add((subject, predicate, obj))
    return result


def main():
    program, *tables = sys.argv[1:]
    for old, new in (tables, tables[::-1]):
        for extension, option in (("nq", []), ("nt", ["--merge-graphs"])):
            before, after = (dataset(run(program, "convert", "--quiet", "-f", extension, table)) for table in (old, new))
            patch = run(program, "diff", old, new, "-f", "patch", *option)
            changed = apply(before, patch)
            names = {graph.identifier for data in (changed, after) for graph in data.graphs()}
            for name in names:
                if not isomorphic(changed.graph(name), after.graph(name)):
                    sys.exit(f"{old} to {new}, {extension}: {name} is another graph")
            print(f"ok    {extension}: {len(patch.splitlines()) - 2} rows, {len(quads(after))} statements")


main()
