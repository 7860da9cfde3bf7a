#!/usr/bin/env python3
"""Pushes a report into a Virtuoso 7 of its own, and asks it every stored query: the answers have to be those of the program.

    python3 tests/virtuoso/check_virtuoso.py PROGRAM REPORT [MORE…]

PROGRAM is the `policygraph` to try; REPORT and MORE are documents, of which the first is also pushed by each way that
there is. Needs `virtuoso-t` (Debian: virtuoso-opensource) and Python 3 alone. The server listens on the loopback address,
keeps everything in a temporary folder and is stopped at the end, whatever happens; the whole has a limit of time.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 900
STARTING = 90
PASSWORD = "only-for-this-test"

CONFIGURATION = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
MaxClientConnections = 5

[SPARQL]
ResultSetMaxRows = 100000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 60
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Virtuoso:
    """A server of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.http = free_port()
        self.configuration = folder / "virtuoso.ini"
        self.configuration.write_text(CONFIGURATION.format(folder=folder, sql=free_port(), http=self.http), "utf-8")
        self.output = (folder / "output").open("wb")
        # Makes the database, sets the password, and ends: it says that it ended before its time.
        self.start("+pwdold", "dba", "+pwddba", PASSWORD).wait(STARTING)
        self.process = self.start()

    def start(self, *options):
        command = ["virtuoso-t", "+foreground", "+configfile", str(self.configuration), *options]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output, cwd=self.folder)

    def wait(self):
        end = time.monotonic() + STARTING
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.http), 1).close()
                return
            except OSError:
                time.sleep(0.3)
        log = self.folder / "virtuoso.log"
        sys.exit("virtuoso-t did not start:\n" + (log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""))

    def address(self, path):
        return f"http://127.0.0.1:{self.http}/{path}"

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.output.close()


class Check:
    def __init__(self, program):
        self.program = program
        self.passed = 0
        self.failed = []
        self.environment = {**os.environ, "NO_PROXY": "*", "no_proxy": "*"}
        for name in ("TOKEN", "USER", "PASSWORD"):
            self.environment.pop(f"POLICYGRAPH_ENDPOINT_{name}", None)

    def run(self, *arguments, secret=None):
        environment = dict(self.environment)
        if secret:
            environment |= {"POLICYGRAPH_ENDPOINT_USER": "dba", "POLICYGRAPH_ENDPOINT_PASSWORD": secret}
        return subprocess.run(
            [self.program, *arguments], capture_output=True, text=True, env=environment, cwd=ROOT, timeout=300
        )

    def holds(self, name, truth, why=""):
        if truth:
            self.passed += 1
        else:
            self.failed.append(name)
            print(f"FAILED {name}: {why}", flush=True)

    def pushed(self, name, *arguments, secret=PASSWORD):
        ended = self.run("push", *arguments, "--quiet", secret=secret)
        self.holds(name, ended.returncode == 0, f"exit {ended.returncode}: {ended.stderr}{ended.stdout}")
        return ended

    def same(self, name, here, there):
        """Every stored query has one order, so the lines have to be the same one by one."""
        if there.returncode or here.returncode:
            self.holds(name, False, here.stderr + there.stderr)
            return
        lines, others = here.stdout.splitlines(), there.stdout.splitlines()
        missing = list((Counter(lines) - Counter(others)).elements())
        extra = list((Counter(others) - Counter(lines)).elements())
        why = f"{len(lines)} lines, {len(others)} there; missing {missing[:2]}, instead {extra[:2]}"
        self.holds(name, lines == others, why if missing or extra else "the order differs")


def main():
    program, *documents = sys.argv[1:]
    program = str(Path(program).resolve())
    documents = [str(Path(document).resolve()) for document in documents]
    if not shutil.which("virtuoso-t"):
        sys.exit("virtuoso-t is missing; Debian has it in virtuoso-opensource")
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"not ready within {LIMIT} s"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    signal.alarm(LIMIT)
    folder = Path(tempfile.mkdtemp(prefix="policygraph-virtuoso-"))
    server = None
    try:
        server = Virtuoso(folder)
        server.wait()
        check(Check(program), server, documents)
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def check(check, server, documents):
    first = documents[0]
    store, update, query = (
        server.address(path) for path in ("sparql-graph-crud-auth", "sparql-auth", "sparql")
    )
    sizes = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), \"FROM\")) } GROUP BY ?g ORDER BY ?g"
    ask = folder_file(server, "sizes.rq", sizes.replace("FROM", "https://w3id.org/policygraph/id/graph/"))
    staging = folder_file(server, "staging.rq", sizes.replace("FROM", "urn:policygraph:"))

    # Who is not known changes nothing.
    ended = check.run("push", first, "--endpoint", store, "--quiet", secret="wrong")
    check.holds("a wrong password", ended.returncode == 5 and "401" in ended.stderr, ended.stderr)
    check.holds("nothing is there", len(check.run("query", ask, query, "-f", "tsv").stdout.splitlines()) == 1)

    # Every way leaves the same graphs, in place of those before.
    ways = {
        "the graph store": ["--endpoint", store],
        "the graph store, in pieces": ["--endpoint", store, "--query", query, "--chunk-triples", "4000"],
        "updates": ["--update", update, "--query", query],
        "both": ["--endpoint", store, "--update", update, "--query", query],
    }
    local = check.run("query", ask, first, "-f", "tsv").stdout
    for name, way in ways.items():
        check.pushed(name, first, *way)
        found = check.run("query", ask, query, "-f", "tsv").stdout
        check.holds(f"sizes after {name}", found == local, f"{found} instead of {local}")
    left = check.run("query", staging, query, "-f", "tsv").stdout
    check.holds("nothing is left beside", len(left.splitlines()) == 1, left)

    # Every stored query, on the report alone and then on all documents.
    names = sorted(path.name.removesuffix(".rq") for path in (ROOT / "queries").glob("*.rq"))
    check.holds("the stored queries are found", len(names) >= 44, str(len(names)))
    for held in [documents[:1], documents][: 1 + (len(documents) > 1)]:
        if len(held) > 1:
            check.pushed("all documents", *held, *ways["both"])
        for name in names:
            asked = [name, "-f", "tsv", "--timeout", "60"]
            here = check.run("query", *asked, "--engine", "sparql", *held)
            check.same(f"{name} on {len(held)}", here, check.run("query", *asked, query))
        for view in ("matrix", "projection"):
            asked = [view, "-f", "json"]
            check.same(f"view {view} on {len(held)}", check.run("view", *asked, *held), check.run("view", *asked, query))
    for asked in (
        ["program-measures", "-p", "goal=医療機器の研究開発の中心地としての我が国の地位の確立"],
        ["program-goal-links", "-p", "program=医工連携イノベーション推進事業"],
        ["measures-led", "-p", "ministry=厚"],
        ["budget-lines", "-p", "year=令和4年度"],
    ):
        asked += ["-f", "tsv", "--timeout", "60"]
        here = check.run("query", *asked, *documents)
        check.same(f"{asked[0]} for {asked[2]}", here, check.run("query", *asked, query))
        check.holds(f"{asked[0]} for {asked[2]} has rows", len(here.stdout.splitlines()) > 1)
    # Answers by who has to be known, too.
    asked = ["programs-by-measures", "-f", "tsv"]
    check.same("with a digest", check.run("query", *asked, "--engine", "sparql", *documents), check.run("query", *asked, update, secret=PASSWORD))

    print(f"{check.passed} passed, {len(check.failed)} failed")
    if check.failed:
        sys.exit(1)


def folder_file(server, name, text):
    path = server.folder / name
    path.write_text(text, "utf-8")
    return str(path)


if __name__ == "__main__":
    main()
