"""Holds the tables of a build against their own metadata and against the graph, with other programs than the one that wrote them.

    check_tables.py FOLDER    # as `policygraph build` wrote it
    check_tables.py --sound FOLDER    # without the counts that only a whole graph gives

1. `csvw` and `csvw_functions`, two implementations of CSV on the Web, validate the metadata with all tables.
2. A reader of our own checks what the metadata say: headings, datatypes, keys, what is required.
3. `csvw_functions` turns the tables into RDF; every statement has to be in plan.ttl.
4. Counts and sums are those that rdflib finds in plan.ttl.
5. Each of these checks has to notice a table that is wrong.
"""

import collections
import csv
import functools
import http.server
import io
import json
import pathlib
import re
import shutil
import sys
import tempfile
import threading
import warnings

import csvw
import csvw_functions
import rdflib

PGO = rdflib.Namespace("https://w3id.org/policygraph/ontology#")
RDF = rdflib.RDF

# Tables with a row for each thing of a class.
CLASSES = {
    "goals": ["Goal"],
    "objectives": ["Objective"],
    "groups": ["MeasureGroup"],
    "measures": ["Measure"],
    "relistings": ["Relisting"],
    "responsibilities": ["Responsibility"],
    "bodies": ["Ministry", "ImplementingBody", "CollectiveBody", "UnresolvedBody"],
    "programs": ["Program"],
    "statements": ["StatusStatement", "PlannedStatement", "Statement"],
    "mentions": ["ProgramMention"],
    "body-mentions": ["BodyMention"],
    "budget-lines": ["BudgetLine"],
    "budget-statements": ["BudgetStatement"],
    "quantities": ["ReportedQuantity"],
    "dates": ["ReportedDate"],
    "documents": ["SourceDocument"],
    "fiscal-years": ["FiscalYear"],
}

# Tables with a row for each statement of a property.
LINKS = {
    "measure-programs": "usesProgram",
    "program-parts": "partOfProgram",
    "program-lookalikes": "possiblySameAs",
    "budget-statement-programs": "statedFor",
}

PATTERNS = {
    "integer": re.compile(r"-?[0-9]+"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"),
    "gYearMonth": re.compile(r"-?[0-9]{4,}-[0-9]{2}"),
    "anyURI": re.compile(r"https?://[^\s\"<>\\^`{|}]+"),
    "string": re.compile(r"[\s\S]+"),
}


def rows_of(path):
    """A CSV file as its heading and rows, with what the form of the files promises."""
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf"), f"{path}: a byte order mark"
    assert data.endswith(b"\r\n"), f"{path}: the last line is not ended"
    heading, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    return heading, rows


def problems_of(folder):
    """What the tables hold against what the metadata say of them."""
    problems = []
    metadata = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    files = {table["url"] for table in metadata["tables"]}
    present = {path.name for path in folder.glob("*.csv")}
    if files != present:
        problems.append(f"described {sorted(files)}, there are {sorted(present)}")
    tables = {}
    for table in metadata["tables"]:
        heading, rows = rows_of(folder / table["url"])
        columns = [column for column in table["tableSchema"]["columns"] if not column.get("virtual")]
        names = [column["name"] for column in columns]
        if heading != names:
            problems.append(f"{table['url']}: heading {heading}, columns {names}")
        for number, row in enumerate(rows, 2):
            if len(row) != len(names):
                problems.append(f"{table['url']} row {number}: {len(row)} cells")
        tables[table["url"]] = (columns, rows, names)
    for table in metadata["tables"]:
        columns, rows, names = tables[table["url"]]
        schema = table["tableSchema"]
        for at, column in enumerate(columns):
            datatype = column["datatype"]
            base, pattern = (datatype, None) if isinstance(datatype, str) else (datatype["base"], datatype["format"])
            for number, row in enumerate(rows, 2):
                cell = row[at]
                if not cell:
                    if column.get("required"):
                        problems.append(f"{table['url']} row {number}: no {column['name']}")
                    continue
                for value in cell.split(column["separator"]) if "separator" in column else [cell]:
                    if not PATTERNS[base].fullmatch(value) or (pattern and not re.search(pattern, value)):
                        problems.append(f"{table['url']} row {number}: {column['name']} is {value!r}")
        key = [names.index(name) for name in schema["primaryKey"]]
        for value, times in collections.Counter(tuple(row[at] for at in key) for row in rows).items():
            if times > 1 or not all(value):
                problems.append(f"{table['url']}: key {value} {times} times")
        for foreign in schema.get("foreignKeys", []):
            at = names.index(foreign["columnReference"])
            _, others, other_names = tables[foreign["reference"]["resource"]]
            other = other_names.index(foreign["reference"]["columnReference"])
            known = {row[other] for row in others}
            for row in rows:
                if row[at] not in known:
                    problems.append(f"{table['url']}: {foreign['columnReference']} {row[at]!r} leads nowhere")
    return problems


def csvw_agrees(folder):
    """Whether the package csvw finds nothing wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return csvw.CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid
        except ValueError:
            return False


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def with_rows(folder):
    """A copy of the tables without those that have a heading alone, which csvw_functions cannot read."""
    copy = pathlib.Path(tempfile.mkdtemp())
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    metadata = json.loads((copy / "csv-metadata.json").read_text(encoding="utf-8"))
    # No foreign key leads from a row into a table without rows.
    metadata["tables"] = [table for table in metadata["tables"] if rows_of(copy / table["url"])[1]]
    (copy / "csv-metadata.json").write_text(json.dumps(metadata, ensure_ascii=False), encoding="utf-8")
    return copy


def annotated(folder):
    """The tables as csvw_functions reads them, and what it finds wrong. It reads paths as on Windows, so it gets an address."""
    folder = with_rows(folder)
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                address = f"http://127.0.0.1:{server.server_address[1]}/csv-metadata.json"
                group = csvw_functions.create_annotated_table_group(address, validate=True)
        finally:
            server.shutdown()
            shutil.rmtree(folder)
    return group, csvw_functions.get_errors(group)


def functions_disagree(folder):
    """Whether the package csvw_functions finds anything wrong."""
    try:
        return bool(annotated(folder)[1])
    except csvw_functions.CSVWError:
        return True


def statements_of(group):
    """The statements that the tables stand for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = csvw_functions.create_rdf(group, mode="minimal")
    graph = rdflib.Graph().parse(data=text, format="nt")
    # A text of the type xsd:string is one without a type.
    plain = lambda term: rdflib.Literal(str(term)) if getattr(term, "datatype", None) == rdflib.XSD.string else term
    return {(subject, predicate, plain(thing)) for subject, predicate, thing in graph}


def check_counts(folder, graph):
    rows = {name: rows_of(folder / f"{name}.csv") for name in [*CLASSES, *LINKS, "budget-line-programs", "program-names"]}
    for name, classes in CLASSES.items():
        things = {str(thing) for kind in classes for thing in graph.subjects(RDF.type, PGO[kind])}
        assert {row[0] for row in rows[name][1]} == things, name
    for name, property in LINKS.items():
        links = {(str(subject), str(thing)) for subject, thing in graph.subject_objects(PGO[property])}
        assert {(row[0], row[1]) for row in rows[name][1]} == links, name
    names = sum(1 for program in graph.subjects(RDF.type, PGO.Program)
                for kind in ("prefLabel", "altLabel", "hiddenLabel") for _ in graph.objects(program, rdflib.SKOS[kind]))
    assert len(rows["program-names"][1]) == names
    heading, lines = rows["budget-lines"]
    amount, year = heading.index("amount_yen"), heading.index("fiscal_year")
    found, expected = collections.Counter(), collections.Counter()
    for row in lines:
        found[int(row[year])] += int(row[amount])
    for line, yen in graph.subject_objects(PGO.amountYen):
        expected[int(graph.value(graph.value(line, PGO.fiscalYear), PGO.startYear))] += int(yen)
    assert found == expected, (found, expected)
    heading, measures = rows["measures"]
    for column, property in (("lead_ministry_iris", "leadMinistry"), ("supporting_ministry_iris", "supportingMinistry")):
        at = heading.index(column)
        found = {(row[0], body) for row in measures for body in row[at].split()}
        assert found == {(str(measure), str(body)) for measure, body in graph.subject_objects(PGO[property])}, property
    return sum(len(one) for _, one in rows.values())


def wrong_tables(folder):
    """Copies of the tables, each with one thing wrong: what, whether every reader has to see it, and where."""
    def change(name, edit):
        copy = pathlib.Path(tempfile.mkdtemp())
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        path = copy / name
        path.write_bytes(edit(path.read_bytes()))
        return copy

    twice = lambda data: data + data.split(b"\r\n")[-2] + b"\r\n"
    yield "a row twice", True, change("goals.csv", twice)
    yield "a row missing that others refer to", True, change("measures.csv", lambda data: b"\r\n".join(data.split(b"\r\n")[:-2] + [b""]))
    yield "a word for a number", True, change("budget-lines.csv", lambda data: re.sub(rb",[0-9]+0000000,", b",much,", data, count=1))
    yield "a code that is none", True, change("budget-lines.csv", lambda data: data.replace(b",EnactedBudget,", b",Enacted,", 1))
    # The other readers go by the order of columns.
    yield "another heading", False, change("goals.csv", lambda data: data.replace(b"goal_iri,notation", b"goal_iri,number", 1))


def main():
    sound_only = sys.argv[1] == "--sound"
    folder = pathlib.Path(sys.argv[-1])
    tables = folder / "tables"
    problems = problems_of(tables)
    assert not problems, "\n".join(problems[:20])
    assert csvw_agrees(tables), "csvw finds the tables invalid"
    group, errors = annotated(tables)
    assert not errors, errors[:10]
    graph = rdflib.Graph().parse(folder / "plan.ttl")
    statements = statements_of(group)
    invented = statements - set(graph)
    assert not invented, sorted(invented)[:10]
    rows = check_counts(tables, graph)
    print(f"{rows} rows, {len(statements)} of {len(graph)} statements from the tables alone")
    if sound_only:
        return
    assert len(statements) > len(graph) / 2, "the tables hardly say anything"
    for what, for_all, copy in wrong_tables(tables):
        try:
            assert problems_of(copy), f"{what}: our reader sees nothing"
            assert not for_all or not csvw_agrees(copy), f"{what}: csvw sees nothing"
            assert not for_all or functions_disagree(copy), f"{what}: csvw_functions sees nothing"
        finally:
            shutil.rmtree(copy)


main()
