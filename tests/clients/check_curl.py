#!/usr/bin/env python3
"""A server as curl sees it: every address in every format and by every way of asking, with the fields of each response.

    check_curl.py PROGRAM INPUT

What is the same has to be the same in every format: each answer is read and compared with the others, and graphs with what
`convert` writes, as rdflib reads it.
"""
import csv
import gzip
import html.parser
import io
import json
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.plugins.sparql import prepareQuery
from rdflib.util import from_n3

PGO = Namespace("https://w3id.org/policygraph/ontology#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
ID = "https://w3id.org/policygraph/id/"
# Media type, ending, name of the reader.
TRIPLES = [
    ("text/turtle", "ttl", "turtle"),
    ("application/n-triples", "nt", "nt"),
    ("application/n-quads", "nq", "nquads"),
    ("application/trig", "trig", "trig"),
    ("application/ld+json", "jsonld", "json-ld"),
    ("application/rdf+xml", "rdf", "xml"),
]
ROWS = [
    ("application/sparql-results+json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
]
failed = []
asked = 0


def check(what, good, detail=""):
    print(("ok    " if good else "WRONG ") + what + ("" if good else f": {str(detail)[:400]}"))
    if not good:
        failed.append(what)


class Response:
    """The last response that a call of curl got."""

    def __init__(self, head, body):
        self.blocks = [block.splitlines() for block in re.split(r"\r?\n\r?\n", head) if block.strip()]
        self.statuses = [int(block[0].split()[1]) for block in self.blocks]
        self.status = self.statuses[-1]
        self.fields = [tuple(part.strip() for part in line.split(":", 1)) for line in self.blocks[-1][1:]]
        self.body = body

    def all(self, name):
        return [value for field, value in self.fields if field.lower() == name.lower()]

    def get(self, name):
        return ", ".join(self.all(name))

    def media_type(self):
        return self.get("Content-Type").split(";")[0].strip()

    def is_utf8(self):
        return re.search(r"charset=\"?utf-8\"?", self.get("Content-Type"), re.I) is not None

    def vary(self):
        return {name.strip().lower() for name in self.get("Vary").split(",")}

    def allow(self):
        return {name.strip() for name in self.get("Allow").split(",") if name.strip()}


def curl(url, *arguments, accept=None):
    """Asks with curl. No settings of a user and no proxy stand between, and nothing is waited for without end."""
    global asked
    asked += 1
    with tempfile.TemporaryDirectory() as folder:
        head, body = Path(folder) / "head", Path(folder) / "body"
        body.touch()
        command = ["curl", "-q", "-sS", "--noproxy", "*", "--globoff", "--max-time", "60", "-D", head, "-o", body]
        if accept is not None:
            command += ["-H", f"Accept: {accept}"]
        done = subprocess.run([*command, *arguments, url], capture_output=True, text=True, timeout=90)
        if done.returncode != 0:
            raise RuntimeError(f"curl {' '.join(map(str, arguments))} {url}: {done.stderr.strip()}")
        return Response(head.read_text("utf-8"), body.read_bytes())


def triples(body, reader):
    """The triples of a text; formats with graphs must have them in none, where a reader of triples looks."""
    if reader in ("nquads", "trig"):
        data = Dataset()
        data.parse(data=body, format=reader)
        quads = list(data.quads())
        inside = [quad for quad in quads if quad[3] is not None and str(quad[3]) != "urn:x-rdflib:default"]
        if inside:
            raise ValueError(f"{len(inside)} triples stand in graphs, such as {inside[0][3]}")
        return {quad[:3] for quad in quads}
    return set(Graph().parse(data=body, format=reader))


def cell(term):
    """A term as kind, text, language and datatype; texts say no datatype, and numbers are compared by their text."""
    if term is None:
        return None
    if isinstance(term, URIRef):
        return ("uri", str(term), None, None)
    datatype = None if term.datatype in (None, XSD.string) else str(term.datatype)
    return ("literal", str(term), term.language and term.language.lower(), datatype)


def literal(text, language, datatype):
    if datatype == str(XSD.string):
        datatype = None
    return ("literal", text, language and language.lower(), datatype)


def rows_of_json(body):
    document = json.loads(body)
    if "boolean" in document:
        return document["boolean"]

    def read(value):
        if value is None:
            return None
        if value["type"] == "uri":
            return ("uri", value["value"], None, None)
        return literal(value["value"], value.get("xml:lang"), value.get("datatype"))

    names = document["head"]["vars"]
    return names, [[read(row.get(name)) for name in names] for row in document["results"]["bindings"]]


def rows_of_xml(body):
    space = "{http://www.w3.org/2005/sparql-results#}"
    root = ElementTree.fromstring(body)
    answer = root.find(f"{space}boolean")
    if answer is not None:
        return {"true": True, "false": False}[answer.text.strip()]
    names = [variable.get("name") for variable in root.findall(f"{space}head/{space}variable")]

    def read(value):
        if value.tag == f"{space}uri":
            return ("uri", value.text, None, None)
        language = value.get("{http://www.w3.org/XML/1998/namespace}lang")
        return literal(value.text or "", language, value.get("datatype"))

    rows = []
    for row in root.findall(f"{space}results/{space}result"):
        found = {binding.get("name"): read(binding[0]) for binding in row}
        rows.append([found.get(name) for name in names])
    return names, rows


def rows_of_csv(body):
    text = body.decode("utf-8")
    if text.strip() in ("true", "false"):
        return text.strip() == "true"
    if re.search(r"(?<!\r)\n", re.sub(r'"(?:[^"]|"")*"', "", text)):
        raise ValueError("a line does not end as RFC 4180 has it")
    names, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    # A row of one empty cell is an empty line.
    return names, [row or [""] for row in rows]


def rows_of_tsv(body):
    text = body.decode("utf-8")
    if text.strip() in ("true", "false"):
        return text.strip() == "true"
    if not text.endswith("\n"):
        raise ValueError("the last line has no end")
    names, *rows = [line.split("\t") for line in text[:-1].split("\n")]
    if not all(name.startswith("?") for name in names):
        raise ValueError(f"names of columns: {names}")

    def read(text):
        if text == "":
            return None
        # Numbers may stand without quotes, where the reader would lose how they are written.
        for pattern, datatype in [
            (r"[+-]?\d+", XSD.integer),
            (r"[+-]?\d*\.\d+", XSD.decimal),
            (r"[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d+", XSD.double),
            (r"true|false", XSD.boolean),
        ]:
            if re.fullmatch(pattern, text):
                return literal(text, None, str(datatype))
        return cell(from_n3(text))

    return [name[1:] for name in names], [[read(text) for text in row] for row in rows]


READERS = {"json": rows_of_json, "xml": rows_of_xml, "csv": rows_of_csv, "tsv": rows_of_tsv}


def without_types(answer):
    """What CSV can tell of an answer."""
    if isinstance(answer, bool):
        return answer
    names, rows = answer
    return names, [["" if value is None else value[1] for value in row] for row in rows]


def compare_rows(what, responses, expected=None):
    """Responses by the ending of their format: the same rows in each, of the right media type."""
    read = {}
    for (media_type, ending) in ROWS:
        response = responses[ending]
        try:
            read[ending] = READERS[ending](response.body)
        except Exception as error:
            check(f"{what} as {ending}", False, f"{response.status} {response.get('Content-Type')} {error!r}")
            return None
        if (response.status, response.media_type(), response.is_utf8()) != (200, media_type, True):
            check(f"{what} as {ending}", False, (response.status, response.get("Content-Type")))
            return None
    first = read["json"]
    typed = all(read[ending] == first for ending in ("xml", "tsv"))
    plain = read["csv"] == without_types(first)
    detail = {ending: answer if isinstance(answer, bool) else answer[1][:2] for ending, answer in read.items()}
    check(f"{what}: the same in JSON, XML, CSV and TSV", typed and plain, detail)
    if expected is not None:
        check(f"{what}: as expected", first == expected, f"{first} instead of {expected}")
    return first


def compare_triples(what, responses, expected=None):
    first = None
    for media_type, ending, reader in TRIPLES:
        response = responses[ending]
        try:
            found = triples(response.body, reader)
        except Exception as error:
            check(f"{what} as {ending}", False, f"{response.status} {response.get('Content-Type')} {error!r}")
            return None
        if (response.status, response.media_type(), response.is_utf8()) != (200, media_type, True):
            check(f"{what} as {ending}", False, (response.status, response.get("Content-Type")))
            return None
        first = found if first is None else first
        if found != first:
            check(f"{what} as {ending}", False, f"{len(found)} triples, {len(first)} in Turtle")
            return None
    good = bool(first) and (expected is None or first == expected)
    check(f"{what}: the same in all formats of triples", good, f"{len(first)} of {len(expected or first)}")
    return first


def ways(base, query, folder):
    """The three ways to ask a question, as arguments of curl."""
    file = folder / "query.rq"
    file.write_text(query, "utf-8")
    endpoint = f"{base}/sparql"
    return [
        ("GET", endpoint, ["-G", "--data-urlencode", f"query={query}"]),
        ("a form", endpoint, ["--data-urlencode", f"query={query}"]),
        ("a query as it is", endpoint, ["-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}"]),
    ]


def sparql(base, graph, folder):
    goal = sorted(graph.subjects(RDF.type, PGO.Goal))[0]
    measures = len(set(graph.subjects(RDF.type, PGO.Measure)))
    about_goal = {triple for triple in graph if triple[0] == goal}
    # Every kind of term, characters that each format has to escape, a cell without a value, an order that is given.
    kinds = (
        'SELECT ?n ?a ?b { VALUES (?n ?a ?b) { (1 "x\\t\\n\\"y\\" \\\\ , ; 医療𠮷"@ja UNDEF) (2 "<&>\'" true) '
        '(3 "" 1.5) (4 <http://example.org/%E5%8C%BB?a=1&b=2> "2023-04-01"^^<http://www.w3.org/2001/XMLSchema#date>) } } ORDER BY ?n'
    )
    expected = (
        ["n", "a", "b"],
        [
            [literal("1", None, str(XSD.integer)), literal('x\t\n"y" \\ , ; 医療𠮷', "ja", None), None],
            [literal("2", None, str(XSD.integer)), literal("<&>'", None, None), literal("true", None, str(XSD.boolean))],
            [literal("3", None, str(XSD.integer)), literal("", None, None), literal("1.5", None, str(XSD.decimal))],
            [
                literal("4", None, str(XSD.integer)),
                ("uri", "http://example.org/%E5%8C%BB?a=1&b=2", None, None),
                literal("2023-04-01", None, str(XSD.date)),
            ],
        ],
    )
    labels = (
        f"SELECT ?m ?label ?p {{ ?m a <{PGO.Measure}> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?label "
        f"OPTIONAL {{ ?m <{PGO.usesProgram}> ?p }} }} ORDER BY ?m ?p"
    )
    by_rdflib = [[cell(value) for value in row] for row in graph.query(labels)]
    row_questions = [
        ("SELECT, all kinds of terms", kinds, expected),
        # A reader of XML makes a line feed of it unless it is escaped.
        ("SELECT, a carriage return", 'SELECT ?a { BIND("a\\rb" AS ?a) }', (["a"], [[literal("a\rb", None, None)]])),
        ("SELECT, labels", labels, (["m", "label", "p"], by_rdflib)),
        (
            "SELECT, a count",
            f"SELECT (COUNT(*) AS ?n) {{ ?m a <{PGO.Measure}> }}",
            (["n"], [[literal(str(measures), None, str(XSD.integer))]]),
        ),
        ("SELECT, nothing", "SELECT ?s ?o { ?s <urn:none> ?o }", (["s", "o"], [])),
        ("ASK, yes", f"ASK {{ <{goal}> a <{PGO.Goal}> }}", True),
        ("ASK, no", f"ASK {{ <{goal}> a <{PGO.Measure}> }}", False),
    ]
    for what, query, expected in row_questions:
        for way, endpoint, arguments in ways(base, query, folder):
            if "carriage" in what and way != "a form":
                continue
            responses = {ending: curl(endpoint, *arguments, accept=media_type) for media_type, ending in ROWS}
            compare_rows(f"{what}, by {way}", responses, expected)
            check(f"{what}, by {way}: Vary", all("accept" in one.vary() for one in responses.values()))
    thing, that = URIRef("urn:s"), URIRef("urn:p")
    texts = [
        Literal('x\t\n"y" \\ <&>\' ]]> 医療𠮷', lang="ja"),
        Literal(""),
        Literal(" x "),
        Literal("1.5", datatype=XSD.decimal),
        Literal("true", datatype=XSD.boolean),
        URIRef("http://example.org/%E5%8C%BB?a=1&b=2"),
    ]
    all_kinds = {(thing, that, text) for text in texts}
    everything = "CONSTRUCT WHERE { ?s ?p ?o }"
    for what, query, expected in [
        ("CONSTRUCT", f"CONSTRUCT WHERE {{ <{goal}> ?p ?o }}", about_goal),
        ("CONSTRUCT of everything", everything, set(graph)),
        (
            "CONSTRUCT, all kinds of terms",
            f"CONSTRUCT {{ {thing.n3()} {that.n3()} {', '.join(text.n3() for text in texts)} }} {{}}",
            all_kinds,
        ),
        ("CONSTRUCT, a carriage return", 'CONSTRUCT { <urn:s> <urn:p> "a\\rb" } {}', {(thing, that, Literal("a\rb"))}),
        ("DESCRIBE", f"DESCRIBE <{goal}>", about_goal),
    ]:
        for way, endpoint, arguments in ways(base, query, folder):
            if (query == everything or "carriage" in what) and way != "a form":
                continue
            responses = {ending: curl(endpoint, *arguments, accept=media_type) for media_type, ending, _ in TRIPLES}
            compare_triples(f"{what}, by {way}", responses, expected)
            check(f"{what}, by {way}: Vary", all("accept" in one.vary() for one in responses.values()))
    # Other names of the same formats, as clients send them.
    for accept, query, reader in [
        ("application/json", "ASK {}", rows_of_json),
        ("text/xml", "ASK {}", rows_of_xml),
        ("application/xml", "ASK {}", rows_of_xml),
        ("application/sparql-results+json;q=1.0, application/sparql-results+xml;q=0.7", "ASK {}", rows_of_json),
        ("text/turtle;q=0.1, text/csv;q=0.2, */*;q=0.1", "ASK {}", rows_of_csv),
        ("*/*", "ASK {}", rows_of_json),
    ]:
        response = curl(f"{base}/sparql", "--data-urlencode", f"query={query}", accept=accept)
        check(f"Accept: {accept}", response.status == 200 and reader(response.body) is True, response.get("Content-Type"))
    response = curl(f"{base}/sparql", "--data-urlencode", "query=ASK {}", "-H", "Accept:")
    check("without Accept", response.status == 200 and rows_of_json(response.body) is True, response.status)
    crlf = folder / "crlf.rq"
    crlf.write_bytes("SELECT ?x\r\n# 医療 \U00020BB7\r\n{ BIND('医療 𠮷' AS ?x) }\r\n".encode())
    response = curl(f"{base}/sparql", "-H", "Content-Type: application/sparql-query; charset=UTF-8", "--data-binary", f"@{crlf}", accept="text/csv")
    check("lines with CR LF", rows_of_csv(response.body) == (["x"], [["医療 𠮷"]]), response.body)
    for what, arguments in [
        ("in chunks", ["-H", "Transfer-Encoding: chunked", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{crlf}"]),
        ("announced by Expect", ["-H", "Expect: 100-continue", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{crlf}"]),
        ("with HTTP/1.0", ["--http1.0", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{crlf}"]),
        ("with an offer of HTTP/2", ["--http2", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{crlf}"]),
        ("without keeping the connection", ["-H", "Connection: close", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{crlf}"]),
    ]:
        response = curl(f"{base}/sparql", *arguments, accept="text/csv")
        check(f"a query {what}", response.status == 200 and rows_of_csv(response.body) == (["x"], [["医療 𠮷"]]), response.status)


def graphs(base, graph):
    responses = {ending: curl(f"{base}/store?default", accept=media_type) for media_type, ending, _ in TRIPLES}
    compare_triples("/store?default", responses, set(graph))
    found = curl(f"{base}/sparql", "--data-urlencode", "query=SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", accept="text/csv")
    names = [row[0] for row in rows_of_csv(found.body)[1]]
    union = set()
    for name in names:
        arguments = ["-G", "--data-urlencode", f"graph={name}"]
        responses = {ending: curl(f"{base}/store", *arguments, accept=media_type) for media_type, ending, _ in TRIPLES}
        part = compare_triples(f"/store?graph={name}", responses)
        asked_of = [f"query=CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", f"default-graph-uri={name}"]
        for arguments in [
            ["--data-urlencode", asked_of[0]],
            ["--data-urlencode", "query=CONSTRUCT WHERE { ?s ?p ?o }", "--data-urlencode", asked_of[1]],
        ]:
            constructed = curl(f"{base}/sparql", *arguments, accept="application/n-triples")
            check(f"the graph {name} by CONSTRUCT", triples(constructed.body, "nt") == part, len(constructed.body))
        union |= part or set()
    check("the graphs are the whole", len(names) > 0 and union == set(graph), f"{len(union)} of {len(graph)}")
    described = {ending: curl(f"{base}/sparql", accept=media_type) for media_type, ending, _ in TRIPLES}
    description = compare_triples("the description of the service", described) or set()
    named = {str(o) for _, p, o in description if p == SD.name}
    check("the description names the graphs", named == set(names), named)
    for query, expected in [("?graph=urn:none", 404), ("", 400), ("?graph=none", 400), ("?default&graph=urn:a", 400)]:
        status = curl(f"{base}/store{query}").status
        check(f"/store{query} gives {expected}", status == expected, status)


def stored(base, folder):
    listed = json.loads(curl(f"{base}/queries", accept="application/json").body)["queries"]
    check("stored queries are listed", len(listed) > 40, len(listed))
    for query in listed:
        name = query["name"]
        address = f"{base}/queries/{name}"
        by_ending = {ending: curl(f"{address}.{ending}") for _, ending in ROWS}
        answer = compare_rows(f"/queries/{name}", by_ending)
        good = answer is not None and answer[0] == query["columns"]
        check(f"/queries/{name}: columns", good, answer and answer[0])
        names = {ending: response.get("Content-Disposition") for ending, response in by_ending.items()}
        check(f"/queries/{name}: names of files", all(f"{name}.{ending}" in value for ending, value in names.items()), names)
        media_type, ending = ROWS[int(query["number"]) % len(ROWS)]
        negotiated = curl(address, accept=media_type)
        check(f"/queries/{name} as {media_type}", negotiated.body == by_ending[ending].body, negotiated.status)
        text = curl(f"{address}.rq")
        good = text.status == 200 and text.media_type() == "application/sparql-query" and text.is_utf8()
        check(f"/queries/{name}.rq", good, text.get("Content-Type"))
        try:
            prepareQuery(text.body.decode("utf-8"))
        except Exception as error:
            check(f"/queries/{name}.rq is read by rdflib", False, error)
        if not query["parameters"]:
            # The same text, asked by anybody.
            file = folder / "stored.rq"
            file.write_bytes(text.body)
            anew = curl(f"{base}/sparql", "-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}", accept=ROWS[0][0])
            check(f"/queries/{name}.rq by /sparql", rows_of_json(anew.body) == answer, anew.status)
    arguments = ["-G", "--data-urlencode", "ministry=厚"]
    led = {ending: curl(f"{base}/queries/measures-led.{ending}", *arguments) for _, ending in ROWS}
    some = compare_rows("/queries/measures-led of one ministry", led)
    whole = rows_of_json(curl(f"{base}/queries/measures-led.json").body)
    check("a parameter narrows the answer", 0 < len(some[1]) < len(whole[1]), (len(some[1]), len(whole[1])))
    for query, expected in [("?ministry=none", 400), ("?nothing=1", 400), ("?ministry=%FF", 400)]:
        status = curl(f"{base}/queries/measures-led.csv{query}").status
        check(f"/queries/measures-led.csv{query} gives {expected}", status == expected, status)
    for path in ["/queries/none", "/queries/none.csv", "/queries/measures-led.pdf"]:
        status = curl(base + path).status
        check(f"{path} gives 404", status == 404, status)
    # The answer to a query of one's own, as a file.
    query = f"SELECT ?m {{ ?m a <{PGO.Measure}> }} ORDER BY ?m"
    files = {ending: curl(f"{base}/query.{ending}", "-G", "--data-urlencode", f"query={query}") for _, ending in ROWS}
    compare_rows("/query with an ending", files)
    query = f"CONSTRUCT WHERE {{ ?m a <{PGO.Goal}> ; ?p ?o }}"
    files = {ending: curl(f"{base}/query.{ending}", "-G", "--data-urlencode", f"query={query}") for _, ending, _ in TRIPLES}
    compare_triples("/query with an ending", files)


class Page(html.parser.HTMLParser):
    """What a page consists of."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


def things(base, graph):
    ministries = sorted(set(graph.subjects(RDF.type, PGO.Ministry)))
    chosen = []
    for kind in sorted(set(graph.objects(None, RDF.type))):
        things = [thing for thing in sorted(graph.subjects(RDF.type, kind)) if str(thing).startswith(ID) and "#" not in thing]
        chosen += things[:1]
    check("things to look up", len(chosen) > 10 and len(ministries) > 0, len(chosen))
    for thing in dict.fromkeys(chosen + ministries[:1]):
        rest = str(thing)[len(ID):]
        # With what lies within it.
        expected = {triple for triple in graph if triple[0] == thing or str(triple[0]).startswith(f"{thing}#")}
        led = {ending: curl(f"{base}/id/{rest}", "-L", accept=media_type) for media_type, ending, _ in TRIPLES}
        compare_triples(f"/id/{rest} -L", led, expected)
        check(f"/id/{rest}: one step by 303", all(one.statuses == [303, 200] for one in led.values()), [one.statuses for one in led.values()])
        files = {ending: curl(f"{base}/data/{rest}.{ending}") for _, ending, _ in TRIPLES}
        compare_triples(f"/data/{rest} with endings", files, expected)
        outside = {ending: curl(f"{base}/data.{ending}", "-G", "--data-urlencode", f"iri={thing}") for _, ending, _ in TRIPLES}
        compare_triples(f"/data?iri= of {rest}", outside, expected)
        page = curl(f"{base}/id/{rest}", "-L", accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        good = page.statuses == [303, 200] and page.media_type() == "text/html" and page.is_utf8()
        check(f"/id/{rest} -L as a page", good, (page.statuses, page.get("Content-Type")))
        tags = Page(page.body.decode("utf-8")).tags
        check(f"/id/{rest} -L as a page: has a title and text", {"title", "h1", "main"} <= {tag for tag, _ in tags}, len(tags))
        links = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', page.get("Link"))
        reached = [(media_type, curl(urllib.parse.urljoin(f"{base}/page/{rest}", link)).media_type()) for link, media_type in links]
        check(f"/id/{rest} -L as a page: Link", len(links) >= 4 and all(left == right for left, right in reached), reached)
        back = re.findall(r'<([^>]+)>; rel="alternate"; type="text/html"', files["ttl"].get("Link"))
        good = len(back) == 1 and curl(urllib.parse.urljoin(base, back[0])).body == page.body
        check(f"/data/{rest}: Link to the page", good, back)
    redirect = curl(f"{base}/id/{rest}", accept="text/turtle")
    check("the way of an identifier depends on Accept", redirect.status == 303 and "accept" in redirect.vary(), redirect.get("Vary"))
    for path in ["/id/goal/none", "/data/goal/none", "/data/goal/none.ttl", "/page/goal/none"]:
        status = curl(base + path, "-L").status
        check(f"{path} gives 404", status == 404, status)


def addresses(base, graph):
    """One of each kind, and what is accepted there."""
    goal = str(sorted(graph.subjects(RDF.type, PGO.Goal))[0])[len(ID):]
    page = "text/html"
    return [
        ("/", page),
        ("/plan", page),
        ("/search?q=%E5%8C%BB", page),
        ("/matrix", page),
        ("/matrix.svg", "image/svg+xml"),
        ("/impact", page),
        ("/tables/measures", page),
        ("/tables/measures.csv", "text/csv"),
        ("/queries", "application/json"),
        ("/queries/measures-overview", page),
        ("/queries/measures-overview", "application/sparql-results+json"),
        ("/queries/measures-overview.csv", "text/csv"),
        ("/queries/measures-overview.rq", "application/sparql-query"),
        ("/query", page),
        (f"/page/{goal}", page),
        (f"/data/{goal}", "text/turtle"),
        (f"/data/{goal}.rdf", "application/rdf+xml"),
        ("/ontology", page),
        ("/ontology.ttl", "text/turtle"),
        ("/sparql", "text/turtle"),
        ("/sparql?query=ASK%7B%7D", "text/csv"),
        ("/store?default", "application/n-triples"),
        ("/openapi.json", "application/json"),
        ("/assets/pages.css", "text/css"),
        ("/health", "text/plain"),
    ]


class Addresses:
    """Checks that hold at many addresses, each told as one."""

    def __init__(self):
        self.wrong = {}
        self.seen = {}

    def check(self, what, where, good, detail=""):
        self.seen[what] = self.seen.get(what, 0) + 1
        self.wrong.setdefault(what, [])
        if not good:
            self.wrong[what].append(f"{where} ({detail})")

    def tell(self):
        for what, wrong in self.wrong.items():
            seen = self.seen[what]
            check(f"{what}, {seen} times", not wrong, f"{len(wrong)} of {seen}, as {'; '.join(wrong[:3])}")


def fields(base, graph, folder):
    every = Addresses()
    for path, accept in addresses(base, graph):
        where = f"{path} as {accept}"

        def good(what, is_good, detail=""):
            every.check(what, where, is_good, detail)

        plain = curl(base + path, accept=accept)
        good("status and media type", plain.status == 200 and plain.media_type() == accept, (plain.status, plain.get("Content-Type")))
        good("texts are in UTF-8, and say so", not accept.startswith("text/") or plain.is_utf8(), plain.get("Content-Type"))
        length = plain.get("Content-Length")
        good("Content-Length is that of the body", length in ("", str(len(plain.body))), length)
        head = curl(base + path, "-I", accept=accept)
        good("HEAD has the status of GET", head.status == 200, head.status)
        for name in ["Content-Type", "ETag", "Cache-Control", "Vary", "Content-Disposition", "Link"]:
            good("HEAD has the fields of GET", head.all(name) == plain.all(name), (name, head.all(name), plain.all(name)))
        good("HEAD has the length of GET or none", head.get("Content-Length") in ("", str(len(plain.body))), head.get("Content-Length"))

        packed = curl(base + path, "--compressed", accept=accept)
        good("compressed it is the same", packed.body == plain.body and packed.media_type() == accept, len(packed.body))
        encoding = packed.get("Content-Encoding")
        good("what is long is sent compressed", encoding or len(plain.body) < 20_000, len(plain.body))
        if encoding:
            # A cache must not give it to somebody who cannot read it.
            both = (packed.get("Vary"), plain.get("Vary"))
            good("Vary names Accept-Encoding", "accept-encoding" in packed.vary() & plain.vary(), both)
        for offer in ["identity", "br", "deflate", "gzip;q=0", "gzip;q=0, br", "*;q=0, identity"]:
            other = curl(base + path, "-H", f"Accept-Encoding: {offer}", accept=accept)
            is_plain = other.get("Content-Encoding") != "gzip" and (other.get("Content-Encoding") or other.body == plain.body)
            good("no gzip for those who do not take it", is_plain, (offer, other.get("Content-Encoding")))
        raw = curl(base + path, "-H", "Accept-Encoding: gzip", accept=accept)
        if raw.get("Content-Encoding") == "gzip":
            good("gzip is gzip", gzip.decompress(raw.body) == plain.body, len(raw.body))
            good("Content-Length is that of the body", raw.get("Content-Length") in ("", str(len(raw.body))), "compressed")
        head = curl(base + path, "-I", "-H", "Accept-Encoding: gzip", accept=accept)
        for name in ["Content-Type", "ETag", "Vary"]:
            good("HEAD has the fields of GET", head.all(name) == raw.all(name), (name, head.all(name), raw.all(name)))
        good("HEAD has the length of GET or none", head.get("Content-Length") in ("", str(len(raw.body))), "compressed")

        tag = plain.get("ETag")
        if not tag:
            continue
        good("ETag is well formed", re.fullmatch(r'(W/)?"[\x21\x23-\x7e]+"', tag) is not None, tag)
        is_strong = not tag.startswith("W/")
        good("a strong ETag is not that of the compressed body", not (is_strong and encoding and packed.get("ETag") == tag), tag)
        weak = f"W/{tag}" if is_strong else tag
        for given, expected in [(tag, 304), (weak, 304), (f'"other", {tag}', 304), ("*", 304), ('"other"', 200)]:
            again = curl(base + path, "-H", f"If-None-Match: {given}", accept=accept)
            status = (given, again.status)
            good("If-None-Match", again.status == expected, status)
            if again.status == 304:
                good("304 has no body", again.body == b"", len(again.body))
                good("304 has the ETag", again.get("ETag") == tag, again.get("ETag"))
                # RFC 9110, 15.4.5.
                good("304 has Vary as 200 has it", again.vary() == plain.vary(), (again.get("Vary"), plain.get("Vary")))
        again = curl(base + path, "--compressed", "-H", f"If-None-Match: {packed.get('ETag')}", accept=accept)
        good("If-None-Match with the ETag of what was compressed", again.status == 304 and again.body == b"", again.status)
        again = curl(base + path, "-I", "-H", f"If-None-Match: {tag}", accept=accept)
        good("HEAD with If-None-Match", again.status == 304, again.status)
        # As curl itself keeps tags.
        kept = folder / "etag"
        curl(base + path, "--etag-save", kept, accept=accept)
        again = curl(base + path, "--etag-compare", kept, accept=accept)
        good("curl --etag-compare", again.status == 304, (again.status, kept.read_text()))
    # A cache that holds Turtle asks with its tag when JSON-LD is wanted (RFC 9111, 4.3.1); told that nothing has changed,
    # it gives out Turtle.
    goal = str(sorted(graph.subjects(RDF.type, PGO.Goal))[0])[len(ID):]
    for path, first, second in [
        (f"/data/{goal}", "text/turtle", "application/ld+json"),
        ("/store?default", "text/turtle", "application/n-triples"),
        ("/queries/measures-overview", "text/html", "application/sparql-results+json"),
        ("/queries/measures-overview", "text/csv", "application/sparql-results+json"),
        ("/sparql", "text/turtle", "application/rdf+xml"),
    ]:
        tag = curl(base + path, accept=first).get("ETag")
        if tag:
            other = curl(base + path, "-H", f"If-None-Match: {tag}", accept=second)
            good = other.status == 200 and other.media_type() == second
            every.check("the ETag of one format is not that of another", f"{path} {first}, {second}", good, (other.status, tag))
    for path in ["/", "/plan", "/tables/measures", f"/page/{goal}", "/queries/measures-overview"]:
        languages = [curl(base + path, "-H", f"Accept-Language: {name}", accept="text/html") for name in ("ja", "en")]
        if languages[0].body != languages[1].body:
            varies = all("accept-language" in one.vary() for one in languages)
            every.check("Vary names Accept-Language", path, varies, languages[0].get("Vary"))
            if tag := languages[0].get("ETag"):
                arguments = ["-H", "Accept-Language: en", "-H", f"If-None-Match: {tag}"]
                other = curl(base + path, *arguments, accept="text/html")
                every.check("the ETag of one language is not that of another", path, other.status == 200, tag)
    every.tell()
    part = curl(f"{base}/store?default", "-r", "0-99", accept="application/n-triples")
    good = (part.status == 200 and len(part.body) > 100) or (part.status == 206 and len(part.body) == 100)
    check("a range is given whole or as one", good, (part.status, len(part.body)))


def refusals(base, graph):
    goal = str(sorted(graph.subjects(RDF.type, PGO.Goal))[0])[len(ID):]
    before = triples(curl(f"{base}/store?default", accept="application/n-triples").body, "nt")
    select, construct, ask = "SELECT * { ?s a ?o } LIMIT 1", "CONSTRUCT WHERE { ?s a ?o } LIMIT 1", "ASK {}"
    for path, query, accept in [
        ("/sparql", select, "image/png"),
        ("/sparql", select, "text/turtle"),
        ("/sparql", construct, "text/csv"),
        ("/sparql", construct, "application/sparql-results+json"),
        ("/sparql", ask, "application/ld+json, text/turtle;q=0.5"),
        ("/sparql", ask, "*/*;q=0"),
        ("/sparql", None, "image/png"),
        ("/store?default", None, "image/png"),
        ("/store?default", None, "text/turtle;q=0"),
        (f"/data/{goal}", None, "image/png"),
        (f"/id/{goal}", None, "image/png"),
        ("/queries/measures-overview", None, "image/png"),
        ("/queries", None, "image/png"),
    ]:
        for more in [["-G"], []] if query else [["-L"]]:
            arguments = [*more, "--data-urlencode", f"query={query}"] if query else more
            response = curl(base + path, *arguments, accept=accept)
            good = response.status == 406 and response.body.strip() != b""
            check(f"{path} {query or ''} as {accept} gives 406", good, response.status)
    refused = curl(f"{base}/store?default", accept="text/turtle;q=0, */*")
    check("what is refused by q=0 is not given", refused.status == 200 and refused.media_type() != "text/turtle", refused.media_type())

    every = Addresses()
    paths = dict.fromkeys(path for path, _ in addresses(base, graph))
    for path in [*paths, f"/id/{goal}", "/metrics"]:
        is_endpoint = path.startswith("/sparql")
        # The form of the page for queries is sent there.
        is_form = path == "/query"
        for method in ["PUT", "DELETE", "PATCH", "POST"]:
            if method == "POST" and is_endpoint:
                continue
            body = [] if method == "DELETE" else ["-H", "Content-Type: text/turtle", "--data-binary", "<urn:x> <urn:x> <urn:x> ."]
            response = curl(base + path, "-X", method, *body)
            if method == "POST" and is_form:
                every.check("what is no form is refused", path, response.status == 415, response.status)
                continue
            every.check(f"{method} is refused", path, response.status == 405, response.status)
            allow = response.allow()
            # RFC 9110, 10.2.1: the methods that the resource knows.
            every.check(f"{method} is refused: Allow names others", path, {"GET", "HEAD"} <= allow and method not in allow, response.get("Allow"))
        status = curl(base + path, "-X", "BREW").status
        every.check("an unknown method is refused", path, status in (400, 405, 501), status)
        options = curl(base + path, "-X", "OPTIONS")
        good = options.status >= 400 or {"GET", "HEAD"} <= options.allow() and ("POST" in options.allow()) == (is_endpoint or is_form)
        every.check("OPTIONS names what is allowed", path, good, options.get("Allow"))
    every.tell()
    update = "INSERT DATA { <urn:x> <urn:x> <urn:x> }"
    for what, arguments in [
        ("an update in a form", ["--data-urlencode", f"update={update}"]),
        ("an update as it is", ["-H", "Content-Type: application/sparql-update", "--data-binary", update]),
        ("an update as a query", ["--data-urlencode", f"query={update}"]),
        ("an update as a query as it is", ["-H", "Content-Type: application/sparql-query", "--data-binary", update]),
        ("an update by GET", ["-G", "--data-urlencode", f"update={update}"]),
        ("CLEAR ALL", ["--data-urlencode", "update=CLEAR ALL"]),
        ("LOAD", ["--data-urlencode", f"update=LOAD <{base}/ontology.ttl>"]),
        ("a query with an update", ["--data-urlencode", "query=ASK {}", "--data-urlencode", f"update={update}"]),
        ("a second query", ["--data-urlencode", "query=ASK {}", "--data-urlencode", "query=ASK {}"]),
        ("a form without a query", ["--data-urlencode", "text=ASK {}"]),
        ("a query of no media type", ["-H", "Content-Type:", "--data-binary", "ASK {}"]),
        ("a query as JSON", ["-H", "Content-Type: application/json", "--data-binary", '{"query": "ASK {}"}']),
        ("a form of several parts", ["-F", "query=ASK {}"]),
        ("a query in another encoding", ["-H", "Content-Type: application/sparql-query; charset=utf-16", "--data-binary", "ASK {}"]),
    ]:
        response = curl(f"{base}/sparql", *arguments)
        check(f"{what} is refused", 400 <= response.status < 500 and response.body.strip() != b"", response.status)
    large = curl(f"{base}/sparql", "-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {} #" + "x" * 100_000)
    check("a long query is refused", large.status in (400, 413), large.status)
    for path in ["/../etc/passwd", "/page/../../etc/passwd", "/tables/..%2f..%2fetc%2fpasswd.csv", "/queries/..%2fplan.csv", "/%00", "/data/%FF"]:
        status = curl(base + path, "--path-as-is").status
        check(f"{path} gives no file", 400 <= status < 500, status)
    after = triples(curl(f"{base}/store?default", accept="application/n-triples").body, "nt")
    check("nothing has changed", after == before == set(graph), (len(after), len(before)))


def main(program, report):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "plan.nt"
        subprocess.run([program, "convert", "--quiet", report, "-o", path], check=True)
        graph = Graph().parse(path, format="nt")
        command = [program, "serve", report, "--bind", "127.0.0.1:0"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            base = None
            for line in server.stderr:
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    base = found.group(0)
                    break
            sparql(base, graph, folder)
            graphs(base, graph)
            stored(base, folder)
            things(base, graph)
            fields(base, graph, folder)
            refusals(base, graph)
        finally:
            server.terminate()
            check("it ends when it is told to", server.wait(timeout=30) == 0)
    print(f"{asked} calls of curl, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
