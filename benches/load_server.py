#!/usr/bin/env python3
"""Puts a server under load with wrk, alone and beside hostile queries, and looks at its memory.

    load_server.py PROGRAM INPUT [--seconds N] [--connections N]

Starts `serve INPUT` on the loopback address. Each kind of page is asked for N seconds after a warm-up of one, as it is and with
`Accept-Encoding: gzip`; then all again while queries that never end, or that fill the memory, are sent to /sparql one after the other,
each followed by `ASK {}`. At last each worker is made to answer queries that take much memory and are within the limits. Printed are
requests a second, latencies in milliseconds, errors, and what is resident, in MB, of the server and of its workers.

Ends with 1 if a request of the load was not answered as it should be, if a hostile query was, or if the memory does not come back.
How quick anything is, is told and not judged. Needs wrk and Linux.
"""
import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

# Seconds that the server gives to a query: hostile ones take them all.
LIMIT = 3
# Seconds after which memory has to be back, and what may be left of it.
REST = 5
LEFT_MB, LEFT_SHARE = 64, 0.2
# wrk tells of percentiles only in words.
SCRIPT = """
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\\n{"requests": %d, "seconds": %f, "bytes": %d, "median": %f, "slowest": %f, "connect": %d, "read": %d, "write": %d, "status": %d, "timeout": %d}\\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
"""
PGO = "https://w3id.org/policygraph/ontology#"
wrong = []


def sparql(query):
    return "/sparql?" + urllib.parse.urlencode({"query": query})


def get(base, path, accept="*/*", data=None):
    request = urllib.request.Request(base + path, data=data, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def addresses(base):
    """What is asked for, with what is accepted. The thing is a measure, whose page is neither the smallest nor the largest."""
    query = f"SELECT ?m {{ ?m a <{PGO}Measure> }} ORDER BY ?m LIMIT 1"
    _, body = get(base, sparql(query), "text/csv")
    measure = body.decode("utf-8").split()[1].split("/id/")[1]
    small = f"SELECT ?s ?label {{ ?s a <{PGO}Ministry> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }}"
    chosen = [
        ("start page", "/", "text/html"),
        ("page of a thing", f"/page/{measure}", "text/html"),
        ("table", "/tables/measures", "text/html"),
        ("stored query, CSV", "/queries/measures-overview.csv", "*/*"),
        ("stored query, page", "/queries/measures-overview", "text/html"),
        ("small SELECT", sparql(small), "application/sparql-results+json"),
        ("health", "/health", "*/*"),
    ]
    for name, path, accept in chosen:
        status, body = get(base, path, accept)
        # wrk takes a redirection for an answer.
        if status != 200 or not body:
            wrong.append(f"{name}: {status} {body[:200]}")
    return chosen


def wrk(base, path, accept, gzip, seconds, connections, script):
    command = ["wrk", "-t", str(min(2, connections)), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "20s", "-s", script]
    command += ["-H", f"Accept: {accept}"] + (["-H", "Accept-Encoding: gzip"] if gzip else [])
    done = subprocess.run([*command, base + path], capture_output=True, text=True, timeout=seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(f"wrk: {done.stderr or done.stdout}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def load(base, chosen, seconds, connections, script, when):
    print(f"\n{when}\n{'':22}{'gzip':>6}{'requests/s':>12}{'MB/s':>8}{'median':>9}{'99 %':>9}{'errors':>8}")
    for name, path, accept in chosen:
        wrk(base, path, accept, False, 1, connections, script)
        for gzip in (False, True):
            told = wrk(base, path, accept, gzip, seconds, connections, script)
            errors = {kind: told[kind] for kind in ("connect", "read", "write", "status", "timeout") if told[kind]}
            rates = f"{told['requests'] / told['seconds']:12.0f}{told['bytes'] / told['seconds'] / 1e6:8.1f}"
            print(f"{name:22}{'yes' if gzip else 'no':>6}{rates}{told['median']:9.2f}{told['slowest']:9.2f}{sum(errors.values()):8}", flush=True)
            if errors or told["requests"] == 0:
                wrong.append(f"{when}: {name}, gzip {gzip}: {told['requests']} requests, errors {errors}")


def hostile():
    """Queries of tests/serve/hostile.rs and tests/python/check_server.py, by what is bad about them."""
    rows = " ".join(str(number) for number in range(900))
    values = " ".join(f"VALUES ?{name} {{ {rows} }}" for name in "abc")
    doubled = " ".join(f"BIND(CONCAT(?x{step - 1}, ?x{step - 1}) AS ?x{step})" for step in range(1, 30))
    paths = " . ".join(f"?{left} !<urn:q>* ?{right}" for left, right in ("ab", "cd", "ef", "gh"))
    return [
        ("VALUES crossed", f"SELECT (COUNT(*) AS ?n) {{ {values} }}"),
        ("triples crossed, counted", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        ("triples crossed, all", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"),
        ("triples crossed, sorted", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d"),
        ("three crossed, sorted", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"),
        ("texts doubled", f"SELECT ?n {{ BIND('0123456789abcdef' AS ?x0) {doubled} BIND(STRLEN(?x29) AS ?n) }}"),
        ("paths of anything", f"SELECT (COUNT(*) AS ?n) {{ {paths} }}"),
        ("groups of everything", "SELECT ?a ?d (GROUP_CONCAT(STR(?f)) AS ?t) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d"),
        ("distinct pairs", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } }"),
        ("braces", "ASK { " + "{" * 900 + "}" * 900 + " }"),
    ]


def costly():
    """Queries that are answered, and for which a worker has to hold much."""
    pairs = f"?a ?b ?c . ?d a <{PGO}Measure>"
    return [
        ("distinct pairs, counted", f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?a ?c ?d {{ {pairs} }} }}"),
        ("pairs, sorted", f"SELECT ?a ?c ?d {{ {pairs} }} ORDER BY ?c LIMIT 90000"),
        ("a text of 30 MB", f"SELECT (GROUP_CONCAT(STR(?c)) AS ?t) {{ {pairs} }}"),
    ]


def answer_costly(base, workers):
    """Each query as often at once as there are workers, so that each answers it."""
    statuses = {}

    def send(name, query):
        status, _ = get(base, "/sparql", data=urllib.parse.urlencode({"query": query}).encode())
        statuses.setdefault(name, []).append(status)
        # A slow machine may not be done with it in time.
        if status not in (200, 504):
            wrong.append(f"costly query, {name}: {status}")

    for name, query in costly():
        sending = [threading.Thread(target=send, args=(name, query), daemon=True) for _ in range(workers)]
        for thread in sending:
            thread.start()
        for thread in sending:
            thread.join(timeout=90)
    return statuses


class Attack(threading.Thread):
    """Sends all hostile queries in turn until it is told to stop, each at least once."""

    def __init__(self, base, most_seconds):
        super().__init__(daemon=True)
        self.base = base
        self.end = time.monotonic() + most_seconds
        self.over = threading.Event()
        self.statuses = {}
        self.waits = []

    def run(self):
        rounds = 0
        while (rounds == 0 or not self.over.is_set()) and time.monotonic() < self.end:
            for name, query in hostile():
                if rounds > 0 and self.over.is_set():
                    break
                try:
                    self.send(name, query)
                except Exception as error:
                    wrong.append(f"hostile query, {name}: {error!r}")
            rounds += 1

    def send(self, name, query):
        status, _ = get(self.base, "/sparql", data=urllib.parse.urlencode({"query": query}).encode())
        self.statuses.setdefault(name, []).append(status)
        if status not in (400, 413, 500, 504):
            wrong.append(f"hostile query, {name}: {status}")
        begun = time.monotonic()
        status, body = get(self.base, sparql("ASK {}"), "application/sparql-results+json")
        self.waits.append((time.monotonic() - begun) * 1e3)
        if status != 200 or json.loads(body)["boolean"] is not True:
            wrong.append(f"ASK {{}} after {name}: {status} {body[:200]}")


def resident(process):
    """MB; nothing of a process that has gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.M)
    return int(found.group(1)) / 1024 if found else 0


def children(process):
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                # After the name, which may have anything in it.
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[1]) == process and fields[0] != "Z":
                found.append(int(entry))
    return found


class Memory(threading.Thread):
    """Looks every tenth of a second at what is resident."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process = process
        self.over = threading.Event()
        self.peak = self.now()

    def now(self):
        """Of the server, and with its workers; and how many these are."""
        server, workers = resident(self.process), children(self.process)
        return server, server + sum(map(resident, workers)), len(workers)

    def run(self):
        while not self.over.wait(0.1):
            self.peak = tuple(map(max, self.peak, self.now()))


def judge(when, before, after):
    for what, was, is_now in zip(("of the server", "with workers"), before, after):
        if is_now > was * (1 + LEFT_SHARE) + LEFT_MB:
            wrong.append(f"after {when}, memory {what} does not come back: {was:.0f} MB before, {is_now:.0f} MB {REST} s after")
    if after[2] != before[2]:
        wrong.append(f"after {when}: {before[2]} workers before, {after[2]} after")


def show(title, statuses):
    print(f"\n{title:26}{'times':>6}  statuses")
    for name, found in statuses.items():
        print(f"{name:26}{len(found):6}  {', '.join(map(str, sorted(set(found))))}")


def measure(server, base, seconds, connections):
    memory = Memory(server.pid)
    table = {"at the start": memory.now()}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "told.lua"
        script.write_text(SCRIPT)
        chosen = addresses(base)
        load(base, chosen, seconds, connections, script, "alone")
        before = table["before hostile queries"] = memory.now()
        memory.start()
        attack = Attack(base, most_seconds=60 + len(chosen) * (4 * seconds + 4))
        attack.start()
        load(base, chosen, seconds, connections, script, "beside hostile queries")
    attack.over.set()
    attack.join(timeout=120)
    if attack.is_alive():
        wrong.append("the hostile queries did not end")
    table["at most"] = memory.peak
    time.sleep(REST)
    after = table[f"{REST} s after"] = memory.now()
    judge("hostile queries", before, after)

    memory.peak = after
    answered = answer_costly(base, after[2])
    table["costly queries, at most"] = memory.peak
    time.sleep(REST)
    after = table[f"{REST} s after these"] = memory.now()
    judge("costly queries", before, after)
    memory.over.set()
    memory.join()

    show("hostile query", attack.statuses)
    if attack.waits:
        waits = f"median {statistics.median(attack.waits):.1f} ms, longest {max(attack.waits):.1f} ms"
        print(f"ASK {{}} right after each of {len(attack.waits)}: {waits}")
    show("costly query", answered)
    print(f"\n{'resident, MB':26}{'server':>8}{'with workers':>14}{'workers':>9}")
    for when, (alone, whole, workers) in table.items():
        print(f"{when:26}{alone:8.0f}{whole:14.0f}{workers:9}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("input")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16, help="more than 64 fill the queue of /sparql, which then sends some away")
    arguments = parser.parse_args()
    if not 1 <= arguments.seconds <= 60 or not 1 <= arguments.connections <= 256:
        parser.error("1 to 60 seconds, 1 to 256 connections")
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing")
    command = [arguments.program, "serve", arguments.input, "--bind", "127.0.0.1:0", "--timeout", str(LIMIT)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        base = None
        for line in server.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                base = found.group(0)
                break
        if base is None:
            sys.exit("the server did not start")
        print(f"{arguments.connections} connections, {arguments.seconds} s each, {os.cpu_count()} cores")
        measure(server, base, arguments.seconds, arguments.connections)
    finally:
        server.terminate()
        if server.wait(timeout=30) != 0:
            wrong.append("the server did not end well")
    print()
    for what in wrong:
        print(f"WRONG {what}")
    print(f"{len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


main()
