#!/usr/bin/env python3
"""Reads a bundle of `build` as a portal would, with other people's readers and checkers.

    python3 tests/python/check_catalog.py PROGRAM TABLE

PROGRAM is the policygraph command. Two bundles are built: one of the table with a profile that says all that can be said,
one of the table as it is. Checked: the catalogue keeps to the shapes of DCAT-AP 3.0.1 (pySHACL), and holds what it must, since an
empty one keeps to them, too; what is missing in the second one, and nothing else, breaks them; JSON-LD and compressed
files hold the triples of the Turtle files (rdflib); the figures of VoID are those that SPARQL counts (rdflib); the sums are right
(sha256sum); a portal that has the folder finds every file where the catalogue says.

Needs rdflib, pyshacl and the command sha256sum; no network. Run from the project root.
"""

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlparse

import rdflib
from pyshacl import validate
from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, VOID, XSD, Dataset, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ROOT / "tests/shapes/dcat-ap-3.0.1"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PGO = Namespace("https://w3id.org/policygraph/ontology#")
# A literal is what stands in the file, not what a reader makes of it.
rdflib.NORMALIZE_LITERALS = False

PROFILE = """
plan = "plan-of-the-check"
document = "plan-of-the-check-2022"

[dataset]
title = "検査用の題名"
title_en = "Title of the check"
description = "検査用の説明"
description_en = "Description of the check"
publisher = { name = "検査市", name_en = "City of the check", homepage = "https://city.example/" }
contact = "data@city.example"
licence = "https://creativecommons.org/licenses/by/4.0/"
issued = 2024-02-29
version = "1.0"
keywords = ["検査", "計画"]
keywords_en = ["check"]
themes = ["http://publications.europa.eu/resource/authority/data-theme/GOVE", { iri = "https://city.example/t/1", label = "市政" }]
spatial = "https://city.example/area"
url = "https://city.example/data/"
previous = "https://w3id.org/policygraph/id/dataset/plan-of-the-check-2021"
source = { publisher = "検査省", licence = "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0", url = "https://ministry.example/p", attribution = "検査省「計画」を加工して作成" }
"""

failed = []


def check(name, good, detail=""):
    print(("ok    " if good else "FAIL  ") + name + (f" ({detail})" if detail else ""))
    if not good:
        failed.append(name)


def build(program, table, folder, *options):
    subprocess.run([program, "build", table, "-o", folder, "--quiet", *options], check=True)
    return folder


def catalogue(folder):
    return Graph().parse(folder / "catalog.ttl")


def violations(data, shapes):
    """Node and path of each result."""
    _, report, _ = validate(data, shacl_graph=str(SHAPES / f"{shapes}.ttl"), advanced=False, inference="none")
    severe = [result for result in report.subjects(RDF.type, SH.ValidationResult) if (result, SH.resultSeverity, SH.Violation) in report]
    return sorted((str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultPath))) for result in severe)


def check_shapes(told, untold):
    for shapes in ("shapes", "range", "SHACL"):
        found = violations(told, shapes)
        check(f"a catalogue of which all is told keeps to {shapes}.ttl", not found, "; ".join(map(str, found[:5])))
    # The other one lacks exactly what nobody has said.
    catalog = next(untold.subjects(RDF.type, DCAT.Catalog))
    lacking = [] if (catalog, DCTERMS.publisher, None) in untold else [(str(catalog), str(DCTERMS.publisher))]
    for subject in [catalog, *untold.subjects(RDF.type, DCAT.Dataset)]:
        if (subject, DCTERMS.description, None) not in untold:
            lacking.append((str(subject), str(DCTERMS.description)))
    check("the other catalogue lacks something", bool(lacking), str(len(lacking)))
    for shapes, wanted in (("shapes", sorted(lacking)), ("range", []), ("SHACL", sorted(lacking))):
        found = violations(untold, shapes)
        check(f"of the other one, {shapes}.ttl misses only what nobody said", found == wanted, "; ".join(map(str, found[:5])))
    # The checker sees what it should see.
    broken = Graph()
    broken += told
    broken.remove((None, DCAT.accessURL, None))
    distributions = len(list(broken.subjects(RDF.type, DCAT.Distribution)))
    check("a broken catalogue is found out", len(violations(broken, "shapes")) == distributions, f"{distributions} distributions")


def check_content(data, folder):
    one = lambda kind: list(data.subjects(RDF.type, kind))  # noqa: E731
    check("one catalogue, one dataset, one series", [len(one(kind)) for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries)] == [1, 1, 1])
    dataset = one(DCAT.Dataset)[0]
    check("the catalogue lists it", (one(DCAT.Catalog)[0], DCAT.dataset, dataset) in data)
    check("no blank node", not [term for triple in data for term in triple if isinstance(term, rdflib.BNode)])
    check("no time of day", not [o for o in data.objects() if isinstance(o, Literal) and o.datatype == XSD.dateTime])
    wanted = {
        DCTERMS.title: {"検査用の題名@ja", "Title of the check@en"},
        DCTERMS.description: {"検査用の説明@ja", "Description of the check@en"},
        DCAT.keyword: {"検査@ja", "計画@ja", "check@en"},
        DCTERMS.issued: {"2024-02-29"},
        DCAT.version: {"1.0"},
        DCTERMS.license: {"https://creativecommons.org/licenses/by/4.0/"},
        DCAT.landingPage: {"https://city.example/data/"},
        DCAT.previousVersion: {"https://w3id.org/policygraph/id/dataset/plan-of-the-check-2021"},
        DCTERMS.spatial: {"https://city.example/area"},
    }
    shown = lambda term: f"{term}@{term.language}" if isinstance(term, Literal) and term.language else str(term)  # noqa: E731
    for predicate, values in wanted.items():
        found = {shown(term) for term in data.objects(dataset, predicate)}
        check(f"{predicate.split('/')[-1]} is what was told", found == values, str(found))
    publisher = data.value(dataset, DCTERMS.publisher)
    check("the publisher has both names", {str(name) for name in data.objects(publisher, FOAF.name)} == {"検査市", "City of the check"})
    themes = {str(label) for theme in data.objects(dataset, DCAT.theme) for label in data.objects(theme, SKOS.prefLabel)}
    check("themes have names", themes == {"Government and public sector", "市政"}, str(themes))
    check("the dataset is derived from one file", len(list(data.objects(dataset, PROV.wasDerivedFrom))) == 1)
    label = data.value(data.value(dataset, DCTERMS.provenance), RDFS.label)
    check("the attribution stands in it", str(label) == "検査省「計画」を加工して作成", str(label))
    check("and in the licence", str(label).replace("「", "") in (folder / "LICENSE-DATA.md").read_text("utf-8").replace("「", ""))


def check_files(data, folder, address):
    """Every distribution is a file of the folder, with its size and digest; every file of data has one."""
    seen = set()
    for distribution in data.subjects(RDF.type, DCAT.Distribution):
        url = str(data.value(distribution, DCAT.downloadURL))
        name = unquote(url.removeprefix(address))
        seen.add(name)
        path = folder / name
        content = path.read_bytes() if path.is_file() else b""
        checksum = data.value(distribution, SPDX.checksum)
        good = (
            path.is_file()
            and str(data.value(distribution, DCAT.byteSize)) == str(len(content))
            and str(data.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
            and (distribution, DCAT.accessURL, URIRef(url)) in data
            and ((distribution, DCAT.compressFormat, None) in data) == name.endswith(".gz")
        )
        check(f"{name} is as the catalogue says", good, url)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    kept = {name for name in names if name.startswith(("plan.", "plans/", "tables/")) and not name.endswith((".html", ".md"))}
    check("every file of data is listed", seen == kept and len(kept) >= 5, str(sorted(seen ^ kept)))


def triples_of(path, kind):
    opened = gzip.open(path) if path.suffix == ".gz" else open(path, "rb")
    with opened as file:
        if kind == "nquads":
            data = Dataset()
            data.parse(file, format=kind)
            return {(s, p, o) for s, p, o, _ in data.quads()}
        return set(Graph().parse(file, format=kind, publicID=folder_iri(path)))


def folder_iri(path):
    return path.resolve().parent.as_uri() + "/"


def check_syntaxes(folder):
    plan = triples_of(folder / "plan.ttl", "turtle")
    check("there are triples", len(plan) > 1000, str(len(plan)))
    for name, kind in (("plan.nt.gz", "nt"), ("plan.nq.gz", "nquads"), ("plan.jsonld", "json-ld")):
        check(f"rdflib reads the same triples from {name}", triples_of(folder / name, kind) == plan)
    same = triples_of(folder / "catalog.jsonld", "json-ld") ^ triples_of(folder / "catalog.ttl", "turtle")
    check("rdflib reads the same triples from catalog.jsonld", not same, str(sorted(same)[:2]))
    return plan


def check_figures(data, plan):
    graph = Graph()
    for triple in plan:
        graph.add(triple)
    dataset = next(data.subjects(RDF.type, DCAT.Dataset))
    number = lambda predicate: int(data.value(dataset, predicate))  # noqa: E731
    count = lambda query: int(next(iter(graph.query(query)))[0])  # noqa: E731
    for predicate, query in (
        (VOID.triples, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctSubjects, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctObjects, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        (VOID.classes, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        (VOID.properties, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
    ):
        check(f"{predicate.split('#')[-1]} is what SPARQL counts", number(predicate) == count(query), str(number(predicate)))
    for part, what, query in (
        (VOID.classPartition, (VOID["class"], VOID.entities), "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t"),
        (VOID.propertyPartition, (VOID.property, VOID.triples), "SELECT ?t (COUNT(*) AS ?n) { ?s ?t ?o } GROUP BY ?t"),
    ):
        said = {str(data.value(x, what[0])): int(data.value(x, what[1])) for x in data.objects(dataset, part)}
        counted = {str(row.t): int(row.n) for row in graph.query(query)}
        check(f"{part.split('#')[-1]} is what SPARQL counts", said == counted, f"{len(said)} parts")
    examples = list(data.objects(dataset, VOID.exampleResource))
    check("examples are in the graph", bool(examples) and all((example, None, None) in graph for example in examples), str(len(examples)))
    source = next(data.objects(dataset, PROV.wasDerivedFrom))
    check("the source is that of the graph", data.value(source, PGO.sha256) == graph.value(source, PGO.sha256) is not None)
    activity = next(data.objects(dataset, PROV.wasGeneratedBy))
    check("so is its conversion", (activity, PROV.used, source) in data and (activity, PROV.used, source) in graph)


def check_sums(folder):
    result = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    check("sha256sum agrees", result.returncode == 0, result.stderr.strip())
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    check("every file but the sums is in them", there - listed == {"SHA256SUMS"} and not listed - there, str(sorted(there ^ listed)))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    check("the manifest has the same digests", all(entry["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest() for name, entry in manifest.items()))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, table = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "told.toml").write_text(PROFILE, "utf-8")
        told_folder = build(program, table, work / "told", "--profile", work / "told.toml")
        untold_folder = build(program, table, work / "untold", "--no-profile")
        told, untold = catalogue(told_folder), catalogue(untold_folder)
        check_shapes(told, untold)
        check_content(told, told_folder)
        check_files(told, told_folder, "https://city.example/data/")
        check_files(untold, untold_folder, folder_iri(untold_folder / "catalog.ttl"))
        check_figures(told, check_syntaxes(told_folder))
        check_syntaxes(untold_folder)
        check_sums(told_folder)
        # Another base, and the options in place of a profile.
        base = "https://data.city.example/id/"
        options = ("--no-profile", "--base-iri", base, "--publisher", "検査市", "--description", "検査用の説明")
        other = catalogue(build(program, table, work / "other", *options))
        for shapes in ("shapes", "range", "SHACL"):
            check(f"with options and another base it keeps to {shapes}.ttl", not violations(other, shapes))
        outside = [s for s in other.subjects() if urlparse(str(s)).netloc == "w3id.org" and not str(s).startswith(str(PGO).rstrip("#"))]
        check("nothing of the dataset stands below the usual base", not outside, str(outside[:2]))
    print(f"{len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
