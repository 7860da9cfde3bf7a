#!/usr/bin/env python3
"""Works out what the stored queries have to answer on the example report, from what people read in it.

Run from anywhere, without arguments; it rewrites the tables (NN-name.tsv) beside it. Nothing here asks the program: the
sources are the readings in tests/gold, the document itself and, where a comment says "by hand", facts that a person
took from the document or from the registers in ontology/. `extras.txt` lists the names that are found beyond the
required ones; each must stand in the reading, and the tables count with them.

Columns of a table: the name of a column of the query, or `name:how`. How: `line` = the source line of the item behind
the IRI (nothing for the plan), `goal` = the number of the goal, `name` = the Japanese label, or `line N` for a measure
that stands in a program's place, `local` = the last part of the IRI, `set` = names joined by 、 in any order;
`a+b:set` = an unordered pair. The comment `# columns:` has all columns of the query, `# in order` says that the order of
the rows counts, `# partly` that further rows are not judged.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REPORT = ROOT / "examples/medical-device-plan-2023/report.tsv"
GOLD = ROOT / "tests/gold"

halves = [json.loads((GOLD / f"medical-device-plan-2023.lines-{part}.json").read_text("utf-8")) for part in ("1-58", "59-125")]
counts = json.loads((GOLD / "hand-counts.json").read_text("utf-8"))
cells = [line.split("\t") for line in REPORT.read_text("utf-8").split("\n")]


def read(name):
    return [entry for half in halves for entry in half[name]]


YEAR = {2: 2022, 3: 2023}  # the fiscal year of a cell, by its column (line 5 of the document)
GOALS = {goal["number"]: goal for goal in read("goals")}
OBJECTIVES = {entry["id"]: entry for entry in read("objectives")}
GROUPS = {entry["id"]: entry for entry in read("groups")}
MEASURES = {entry["id"]: entry for entry in read("measures")}
ORIGINAL = {line["line"]: line["original_line"] for line in counts["relistings"]}
measures = sorted((m for m in MEASURES.values() if not m["relisted"]), key=lambda m: m["line"])
by_line = {m["line"]: m for m in measures}
assert len(measures) == 60

# ---------------------------------------------------------------------------------------------------------------------
# Programs: the required names, and those that are found beyond them

extras = [
    line.split("\t") for line in (HERE / "extras.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
]
SPELLED = {gold: name for name, gold, *_ in extras}  # as the program writes a name of the reading
assert all(SPELLED[gold] == name for name, gold, *_ in extras)


def required(mention):
    return mention["tier"] == "core" and not mention.get("optional")


named = {(m["program"], m["line"], m["column"]) for m in read("mentions") if required(m) and m["column"] in YEAR}
REQUIRED = {program for program, _, _ in named}
assert len(REQUIRED) == counts["programs"]["count"] == 50
assert len({(program, line) for program, line, _ in named}) == counts["programs"]["links"] == 111
for name, gold, line, column, _ in extras:
    at = [m for m in read("mentions") if (m["program"], m["line"], m["column"]) == (gold, int(line), int(column))]
    assert len(at) == 1 and not required(at[0]), f"{gold} is not read once in line {line}, column {column}"
    named.add((name, int(line), int(column)))
assert all(line in by_line for _, line, _ in named), "a name in the cells of a second listing"

uses = defaultdict(set)  # program -> lines of its measures
used_by = defaultdict(set)  # line of a measure -> programs
cells_of = defaultdict(set)  # program, line -> columns
for program, line, column in named:
    uses[program].add(line)
    used_by[line].add(program)
    cells_of[program, line].add(column)
assert not any("、" in program for program in uses)
for place in counts["programs"]["ranking"]:
    assert sorted(uses[place["program"]]) == place["lines"]

# A part and its whole, as read; the second half corrects the whole of 医療機器等における開発ガイドライン策定事業.
WHOLE = {}
for entry in read("programs"):
    name = SPELLED.get(entry["name"], entry["name"])
    if entry["part_of"] in uses and name in uses and name != entry["part_of"]:
        WHOLE[name] = entry["part_of"]
assert WHOLE["医療機器等における開発ガイドライン策定事業"] == "先進的研究開発・開発体制強化強靱化事業"

# ---------------------------------------------------------------------------------------------------------------------
# Ministries, money


def bodies(measure, lead=None):
    return [entry["name"] for entry in measure["ministries"] if lead is None or entry["lead"] == lead]


for entry in counts["ministries"]:
    for lead, list_name in ((True, "led_lines"), (False, "supported_lines")):
        assert [m["line"] for m in measures if entry["name"] in bodies(m, lead)] == entry[list_name]
MINISTRIES = [entry["name"] for entry in counts["ministries"]]

statements = read("budgets")
assert len(statements) == counts["budgets"]["statements"]


def key_of(statement):
    """A line: owner (a program, or `line N` of a measure), fiscal year, phase, yen."""
    owner = statement["line_item"] or f"line {statement['line']}"
    return owner, statement["fiscal_year"], "DraftBudget" if statement["draft"] else "EnactedBudget", statement["amount_yen"]


lines = defaultdict(list)  # line -> the statements that speak of it
for statement in statements:
    if statement["amount_yen"] is not None:
        lines[key_of(statement)].append(statement)
assert len(lines) == counts["budgets"]["lines_distinct"] == 15
assert len({key[:3] for key in lines}) == 15, "no two amounts for one owner, year and phase, so nothing conflicts"
assert len({key[:2] for key in lines}) == 15, "no owner has a draft and an enacted line, so no draft is superseded"


def whole(speaking):
    return any(not statement["portion_of"] for statement in speaking)


def bounds(of_lines):
    """For each year: lower, upper, lines given whole, lines reached only as 内数, conflicts."""
    years = defaultdict(lambda: [0, 0, 0, 0, 0])
    for key, speaking in of_lines.items():
        row = years[key[1]]
        row[1] += key[3]
        if whole(speaking):
            row[0] += key[3]
        row[2 if whole(speaking) else 3] += 1
    return sorted(years.items())


def spoken_of(measure_lines):
    """The lines behind some measures, with the statements in these measures' cells."""
    found = {key: [s for s in speaking if s["line"] in measure_lines] for key, speaking in lines.items()}
    return {key: speaking for key, speaking in found.items() if speaking}


for total in counts["budgets"]["totals"]:
    assert dict(bounds(lines))[total["fiscal_year"]][:2] == [total["lower_yen"], total["upper_yen"]]

# ---------------------------------------------------------------------------------------------------------------------
# Second listings: every place of a measure is (line, objective, goal)

places = {m["line"]: [(m["line"], m["objective"], m["goal"])] for m in measures}
for objective in OBJECTIVES.values():
    for m in measures if objective["relisted"] else ():
        if m["objective"] == objective["relists"]:
            places[m["line"]].append((objective["line"], m["objective"], objective["goal"]))
for m in MEASURES.values():
    if m["relisted"]:
        # The group above is listed again too, with this measure: one place.
        original = MEASURES[m["same_as"]]
        assert GROUPS[m["group"]]["relists"] == original["group"]
        places[original["line"]].append((m["line"], m["objective"], m["goal"]))

# ---------------------------------------------------------------------------------------------------------------------
# By hand

# Kinds of quantities, by their place: the words beside the number. Adopted: 採択. Supported: 5社の支援を実施 (line 78).
# Everything else is another count, also 2企業 in line 78 (supported earlier; counted are those whose product was listed).
ADOPTED = [27, 63, 82]  # every quantity of these lines
ADOPTED_AT = [(77, "1課題")]
SUPPORTED_AT = [(78, "5社")]
CUMULATIVE_AT = [(56, "22件")]  # 累計22件

# Cells that are no narrative. Line 125 repeats line 96 and counts with it.
NOT_NARRATIVE = [
    (66, 2, "NothingReported", "対応する分野あり、記載なし"),
    (96, 3, "Completed", "対応済み。"),
]

# Names of programs in ontology/programs.ttl (skos:altLabel, skos:hiddenLabel), and the tracks as they stand in the brackets.
OTHER_NAMES = [
    ("医療研究開発革新基盤創成事業", "other name", "医療研究開発革新基盤創成事業(CiCLE)"),
    ("医療研究開発革新基盤創成事業", "other name", "CiCLE"),
    ("医療研究開発革新基盤創成事業", "misprint", "医療研究開発革新基盤創成事業(GiCLE)"),
    ("医療研究開発革新基盤創成事業", "misprint", "GiCLE"),
    ("官民による若手研究者発掘支援事業", "misprint", "国民による若手研究者発掘支援事業"),
    ("医療系ベンチャー・トータルサポート事業", "other name", "医療系ベンチャー・トータルサポート事業(MEDISO)"),
    ("医療系ベンチャー・トータルサポート事業", "other name", "MEDISO"),
    ("Healthcare Innovation Hub", "other name", "InnoHub"),
    ("医療機器等における開発ガイドライン策定事業", "other name", "医療機器開発ガイドライン事業"),
    ("先進的研究開発・開発体制強化強靱化事業", "other name", "先進的医療機器・システム等技術開発事業"),
    ("先進的研究開発・開発体制強化強靱化事業", "other name", "医療機器等における先進的研究開発・開発体制強靱化事業"),
    ("医工連携イノベーション推進事業(開発・事業化事業)", "other name", "開発・事業化事業"),
    ("医工連携イノベーション推進事業(ベンチャー育成事業)", "other name", "ベンチャー育成事業"),
    ("医療機器等における先進的研究開発・開発体制強化事業(医療機器開発体制強化)", "other name", "医療機器開発体制強化"),
]

# Open pairs: the readings (same_as_verdict) and ontology/programs.ttl. 次世代医療機器連携拠点 and the program that sets the
# hubs up are no open pair: the register settles them as part and whole.
POSSIBLY_SAME = [
    ("SaMDフォーラム", "SaMD産学官連携フォーラム"),
    ("先進的研究開発・開発体制強化強靱化事業", "医療機器等における先進的研究開発・開発体制強化事業"),
]

# Implementing bodies (ontology/organizations.ttl) and the cells that name them, by whatever name. Line 48, column 1 names
# PMDA and 国立医薬品食品衛生研究所 too, but in the measure's own text. Line 84 names JETRO without a program.
AMED = "国立研究開発法人日本医療研究開発機構"
NIHS = "国立医薬品食品衛生研究所"
JETRO = "独立行政法人日本貿易振興機構"
BODY_CELLS = [
    (AMED, "AMED", [(48, 2), (48, 3), (63, 2), (63, 3)]),
    (NIHS, "国衛研", [(48, 3), (71, 2), (71, 3)]),
    (JETRO, "JETRO", [(82, 2), (84, 2), (84, 3)]),
]

# ontology/organizations.ttl and ontology/programs.ttl: label, class, identifier.
IDENTIFIERS = [
    ("厚生労働省", "Ministry", "6000012070001"),
    ("経済産業省", "Ministry", "4000012090001"),
    ("文部科学省", "Ministry", "7000012060001"),
    ("内閣府", "Ministry", "2000012010019"),
    ("内閣官房", "Ministry", "3000012010001"),
    ("総務省", "Ministry", "2000012020001"),
    (AMED, "ImplementingBody", "9010005023796"),
    (JETRO, "ImplementingBody", "2010405003693"),
    (NIHS, "ImplementingBody", ""),
    ("官民による若手研究者発掘支援事業", "Program", "2023-経産-22-0061"),
    ("先進的研究開発・開発体制強化強靱化事業", "Program", "2023-経産-22-0099"),
    ("医工連携イノベーション推進事業", "Program", "2023-経産-22-0110"),
    ("医療機器等研究成果展開事業", "Program", "2023-文科-22-0298"),
    ("保健医療分野におけるAI研究開発加速に向けた人材養成産学協働プロジェクト", "Program", "2023-文科-22-0143"),
]

for program, relation, value in OTHER_NAMES:
    assert program in uses
    surfaces = {surface for entry in read("programs") for surface in entry["surfaces"]}
    if value not in surfaces:
        assert f'"{value}"@ja' in (ROOT / "ontology/programs.ttl").read_text("utf-8"), value
for label, kind, identifier in IDENTIFIERS:
    register = (ROOT / f"ontology/{'programs' if kind == 'Program' else 'organizations'}.ttl").read_text("utf-8")
    entry = next(block for block in re.split(r"\n\s*\n", register) if f'prefLabel "{label}"@ja' in block)
    assert f'"{identifier}"' in entry if identifier else "org:identifier" not in entry, label
for body, written_as, at in BODY_CELLS:
    have = [(n, c) for n, row in enumerate(cells, 1) for c in YEAR if c < len(row) and written_as in row[c]]
    assert have == at, (body, have)

# ---------------------------------------------------------------------------------------------------------------------
# The tables

written = set()


def table(name, columns, header, rows, *comments, order=False, partly=False):
    rows = [[str(value) for value in row] for row in rows]
    if not order:
        rows.sort()
    assert all(len(row) == len(header.split()) for row in rows), name
    assert not any("\t" in value or "\n" in value for row in rows for value in row)
    out = [f"# columns: {columns}"]
    out += [f"# {comment}" for comment in comments]
    out += ["# in order"] if order else []
    out += ["# partly"] if partly else []
    out += ["\t".join(header.split())] + ["\t".join(row) for row in rows]
    (HERE / f"{name}.tsv").write_text("\n".join(out) + "\n", "utf-8")
    written.add(f"{name}.tsv")


def names(list_of_names):
    return "、".join(sorted(list_of_names))


def true(value):
    return "true" if value else "false"


def objective_of(line):
    return by_line[line]["objective"]


def goal_of(line):
    return by_line[line]["goal"]


# 01
rows = []
for goal in GOALS.values():
    rows.append((goal["line"], 0, "goal", goal["number"], goal["line"], goal["number"], ""))
for entry in OBJECTIVES.values():
    if not entry["relisted"]:
        rows.append((entry["line"], 1, "objective", "", entry["line"], entry["goal"], GOALS[entry["goal"]]["line"]))
for entry in GROUPS.values():
    if not entry["relisted"]:
        above = OBJECTIVES[entry["objective"]]
        rows.append((entry["line"], 2, "group", "", entry["line"], above["goal"], above["line"]))
for m in measures:
    rows.append((m["line"], 3, "measure", "", m["line"], m["goal"], GROUPS[m["group"]]["line"]))
assert len(rows) == 3 + 11 + 44 + 60
table(
    "01-plan-structure", "level number label source_line _goal_iri parent_iri item_iri",
    "level number source_line _goal_iri:goal parent_iri:line",
    [row[2:] for row in sorted(rows)],
    "Only goals carry a number. A group whose heading stands in its first measure's cell shares the measure's line and comes first.",
    "A second listing is no further item. Above a goal stands the plan, or nothing.",
    order=True,
)

# 02
rows = []
for goal in GOALS:
    own = [m["line"] for m in measures if m["goal"] == goal]
    again = [line for line, list_of_places in places.items() if goal_of(line) != goal and any(p[2] == goal for p in list_of_places)]
    rows.append((goal, goal, len(own), len(again), len(own) + len(again)))
assert [row[2] for row in rows] == [46, 10, 4]
table(
    "02-measures-per-goal", "_goal_iri number goal measures listed_again with_listed_again",
    "_goal_iri:goal number measures listed_again with_listed_again", rows,
    "Listed again below goal 3: the 11 measures of the objective of line 74, the 2 of line 97 and the one of line 96.",
)

# 03
rows = []
for again in counts["relistings"]:
    line = again["line"]
    kind, entries = {"objective": ("objective", OBJECTIVES), "group": ("group", GROUPS), "measure": ("measure", MEASURES)}[again["kind"]]
    entry = next(entry for entry in entries.values() if entry["line"] == line)
    under = GOALS[entry["goal"]]["line"] if kind == "objective" else OBJECTIVES[entry["objective"]]["line"]
    rows.append((kind, again["original_line"], {"reference": "ByReference", "repetition": "ByRepetition"}[again["form"]], line, again["original_line"], under))
table(
    "03-relistings", "kind label source_line listed_under form line_again item_iri under_iri",
    "kind source_line form:local line_again item_iri:line under_iri:line", rows,
    "The measure of line 125 stands under the objective of line 117: the group heading between them is itself only listed again.",
)

# 04
rows = []
for line, column, kind, text in NOT_NARRATIVE:
    assert cells[line - 1][column] == text
    rows.append((YEAR[column], kind, text, line, goal_of(line)))
short = {(n, c) for n, row in enumerate(cells, 1) for c in YEAR if n in by_line and 0 < len(row[c]) < 20}
assert short == {row[:2] for row in NOT_NARRATIVE}, "all other cells tell something at length"
table(
    "04-done-or-see-above", "year kind text measure source_line _goal_iri measure_iri statement_iri",
    "year kind:local text source_line _goal_iri:goal", rows,
    "by hand: the two cells under 20 characters. Line 125 repeats line 96 and counts with it. The empty cell of line 66 is no statement;",
    "its other cell says 記載なし, that nothing is reported. (上記参照) in lines 114 and 116 belongs to second listings, not to a measure.",
)

# 05-08
for name, lead in (("05-measures-led", True), ("06-measures-supported", False)):
    table(
        name, "_ministry_iri ministry _goal_iri measure source_line measure_iri", "ministry _goal_iri:goal source_line",
        [(body, m["goal"], m["line"]) for m in measures for body in bodies(m, lead)],
    )
rows = [(m["goal"], len(bodies(m, True)), names(bodies(m, True)), m["line"]) for m in measures if len(bodies(m, True)) > 1]
assert sorted(row[3] for row in rows) == counts["measures_with_several_leads"]
table("07-measures-with-several-leads", "_goal_iri measure leads lead_ministries source_line measure_iri", "_goal_iri:goal leads lead_ministries:set source_line", rows)
rows = [(m["goal"], "lead" if m["ministries"] else "ministry", names(bodies(m, False)), m["line"]) for m in measures if not bodies(m, True)]
assert [row[3] for row in rows] == counts["measures_without_ministry"]
table(
    "08-measures-without-lead", "_goal_iri measure missing supporting source_line measure_iri", "_goal_iri:goal missing supporting:set source_line", rows,
    "The bracket of line 66 only points to other measures.",
)

# 09, 33
rows, partners = [], []
for first in MINISTRIES:
    for second in MINISTRIES:
        shared = [m for m in measures if {first, second} <= set(bodies(m))]
        if first == second or not shared:
            continue
        it, other = ([m["line"] for m in shared if body in bodies(m, True)] for body in (first, second))
        both = len(set(it) & set(other))
        partners.append((first, second, len(shared), len(it), len(other), both))
        if first < second:
            rows.append((names((first, second)), len(shared), both))
assert sorted((row[0], row[1]) for row in rows) == sorted((names(pair["pair"]), pair["measures"]) for pair in counts["ministry_pairs"])
table("09-ministry-pairs", "first_iri first second_iri second shared both_lead", "first+second:set shared both_lead", rows)
table(
    "33-ministry-partners", "_ministry_iri ministry partner_iri partner shared it_leads partner_leads both_lead",
    "ministry partner shared it_leads partner_leads both_lead", partners,
)

# 10
rows = []
for goal in GOALS:
    led = Counter(body for m in measures if m["goal"] == goal for body in bodies(m, True))
    rows += [(goal, goal, body, number, true(number == max(led.values()))) for body, number in led.items()]
table(
    "10-leads-per-goal", "_goal_iri number goal _ministry_iri ministry led most", "_goal_iri:goal number ministry led most", rows,
    "Ministries that lead none of a goal's measures have no row. Ministries that lead equally many are all `most`.",
)

# 11-15
links = Counter((goal_of(line), program) for program, of in uses.items() for line in of)
table(
    "11-program-goal-links", "_goal_iri number goal _program_iri program measures", "_goal_iri:goal number program measures",
    [(goal, goal, program, number) for (goal, program), number in links.items()],
)
table(
    "12-program-measures", "_program_iri program _goal_iri goal measure years source_line measure_iri", "program _goal_iri:goal years source_line",
    [(program, goal_of(line), "、".join(str(YEAR[c]) for c in sorted(columns)), line) for (program, line), columns in cells_of.items()],
    "years: those of the cells that name the program (status cell 2022, plan cell 2023), not those of the money spoken of there.",
    "A word that points back, such as 両拠点 in line 36, names nothing.",
)
table(
    "13-programs-by-measures", "_program_iri program measures objectives goals", "program measures objectives goals",
    [(program, len(of), len({objective_of(line) for line in of}), len({goal_of(line) for line in of})) for program, of in uses.items()],
)
rows = [(program, goal_of(min(of)), min(of)) for program, of in uses.items() if len(of) == 1]
assert len([row for row in rows if row[0] in REQUIRED]) == counts["programs"]["used_by_one_measure"]
table("14-programs-of-one-measure", "_program_iri program measure _goal_iri source_line measure_iri", "program _goal_iri:goal source_line", rows)
rows = []
for program, of in uses.items():
    led = [line for line in of if bodies(by_line[line], True)]
    assert len(led) == len(of)
    leads = {body for line in led for body in bodies(by_line[line], True)}
    if len(led) > 1 and len(leads) > 1:
        rows.append((program, len(leads), names(leads), len(led)))
table("15-programs-across-leads", "_program_iri program lead_ministries ministries measures", "program lead_ministries ministries:set measures", rows)

# 16, 17
rows = list(OTHER_NAMES)
for part, of in WHOLE.items():
    rows += [(part, "part of", of), (of, "part", part)]
table(
    "16-program-names-and-parts", "_program_iri program relation value value_iri", "program relation value", rows,
    "by hand: other names and misprints, from ontology/programs.ttl and, for tracks in brackets, from lines 25, 121. Parts are as read.",
)
table(
    "17-possibly-same-programs", "_program_iri program other_iri other", "program other",
    [pair for one, other in POSSIBLY_SAME for pair in ((one, other), (other, one))],
    "by hand: open pairs of the readings and of ontology/programs.ttl. A part and its whole are no open pair.",
)

# 18
rows = []
for program, of in uses.items():
    columns = {column for line in of for column in cells_of[program, line]}
    if len(columns) == 1:
        column = columns.pop()
        rows.append((program, YEAR[column], {2: "status", 3: "plan"}[column], len(of)))
for list_name, year in (("only_in_fy2022_cells", 2022), ("only_in_fy2023_cells", 2023)):
    assert sorted(row[0] for row in rows if row[1] == year) == sorted(counts["programs"][list_name])
table("18-programs-of-one-year", "_program_iri program _year_integer named_in measures", "program _year_integer named_in measures", rows)

# 19
bodies_of = Counter((program, body) for body, _, at in BODY_CELLS for program, line, column in named if (line, column) in at)
table(
    "19-program-bodies", "_program_iri program body_iri body statements", "program body statements",
    [(program, body, number) for (program, body), number in bodies_of.items()],
    "by hand: the cells that name AMED (48, 63), 国衛研 (48, 71) and JETRO (82, 84), with the programs read in them.",
)

# 20
rows = []
for one in used_by:
    for program in used_by[one]:
        users = sorted(uses[program])
        rows.append((one, one, program, len(users) - 1, "、".join(map(str, users))))
table(
    "20-measures-sharing-programs", "_measure_iri measure source_line program other_measures source_lines _program_iri",
    "_measure_iri:line source_line program other_measures source_lines", rows,
)

# 21-26
table(
    "21-budget-lines", "_program_iri program _year_integer phase yen coverage statements conflict superseded_by line",
    "_program_iri:name _year_integer phase:local yen coverage statements conflict superseded_by",
    [(*key, "whole" if whole(speaking) else "portion only", len(speaking), "false", "") for key, speaking in lines.items()],
    "The line of line 52 belongs to a measure, which stands in the program's place.",
)
rows = []
for goal in GOALS:
    rows += [(goal, goal, year, *row) for year, row in bounds(spoken_of({m["line"] for m in measures if m["goal"] == goal}))]
table(
    "22-goal-budget", "_goal_iri number goal _year_integer lower upper whole_lines portion_only_lines conflicts",
    "_goal_iri:goal number _year_integer lower upper whole_lines portion_only_lines conflicts", rows,
    "The year is that of the line, also where a cell of the other year speaks of it (lines 17, 25, 40).",
)
rows = []
for (owner, year, phase, yen) in lines:
    for (earlier_owner, earlier_year, earlier_phase, earlier_yen) in lines:
        if owner == earlier_owner and year == earlier_year + 1:
            change = yen - earlier_yen
            rows.append((owner, earlier_year, year, earlier_yen, earlier_yen, yen, yen, change, change, earlier_phase, phase))
table(
    "23-budget-change",
    "_program_iri program year_before _year_integer before_lower before_upper lower upper change_lower change_upper phases_before phases",
    "_program_iri:name year_before _year_integer before_lower before_upper lower upper change_lower change_upper phases_before:local phases:local", rows,
    "Also lines that are only reached as 内数: the change is that of the whole line.",
)
rows = []
for statement in statements:
    reasons = [("draft", statement["draft"]), ("approximate", statement["approximate"]), ("amount not given", statement["amount_yen"] is None)]
    for reason, holds in reasons:
        if holds:
            owner = statement["programs"][0] if statement["programs"] else f"line {statement['line']}"
            assert len(statement["programs"]) < 2
            yen = "" if statement["amount_yen"] is None else statement["amount_yen"]
            rows.append((reason, owner, statement["fiscal_year"], yen, statement["surface"], statement["line"]))
table(
    "24-uncertain-amounts", "reason _program_iri program year yen as_written source_line budget_iri",
    "reason _program_iri:name year yen as_written source_line", rows,
    "The program is the one the amount is stated for. About 1.1 billion yen in line 52 name none: the measure stands in its place.",
)
rows = []
for statement in statements:
    if statement["portion_of"]:
        rows += [(program, statement["line_item"], statement["fiscal_year"], statement["amount_yen"], statement["surface"], statement["line"]) for program in statement["programs"]]
table(
    "25-portions", "_program_iri program of_program_iri of_program _year_integer yen as_written source_line budget_iri",
    "program of_program _year_integer yen as_written source_line", rows,
    "An amount stated for two programs (いずれも) has a row for each. Lines 121, 123: stated for the program itself, with its component in",
    "brackets. 同予算内数 in line 14 speaks of the line named before it.",
)
table(
    "26-conflicting-lines", "_program_iri program _year_integer phase yen statements line",
    "_program_iri:name _year_integer phase:local yen statements", [], "No owner, year and phase has two amounts.",
)

# 27
with_money = {statement["line"] for statement in statements}
table(
    "27-measures-without-money", "_goal_iri goal measure programs source_line measure_iri", "_goal_iri:goal programs source_line",
    [(m["goal"], len(used_by[m["line"]]), m["line"]) for m in measures if m["line"] not in with_money],
    "An amount left blank is a budget statement too, but lines 17 and 21 have others anyway.",
)

# 28
rows = []
for quantity in read("quantities"):
    at = (quantity["line"], quantity["surface"])
    adopted = quantity["line"] in ADOPTED and quantity["unit"] in ("課題", "件") or at in ADOPTED_AT
    kind = "Adopted" if adopted else "Supported" if at in SUPPORTED_AT else "OtherCount"
    program = quantity["program"] or ""
    if program and SPELLED.get(program, program) not in uses:
        program = next(entry["part_of"] for entry in read("programs") if entry["name"] == program)
    rows.append((program, YEAR[quantity["column"]], kind, quantity["value"], quantity["unit"], true(at in CUMULATIVE_AT), quantity["line"]))
assert len(rows) == 30 and all(by_line[row[6]] for row in rows)
table(
    "28-reported-results", "_program_iri program year kind value unit cumulative measure source_line quantity_iri",
    "program year kind:local value unit cumulative source_line", rows,
    "by hand: the kinds (採択 adopted, 支援を実施 supported) and 累計. A result of a track that is too vague to be found counts for its whole.",
)

# 31
cell_count = Counter(column for line in by_line for column in YEAR if cells[line - 1][column])
body_places = sum(cells[line - 1][column].count(written_as) for _, written_as, at in BODY_CELLS for line, column in at)
assert body_places == 13
required_places = sum(1 for m in read("mentions") if required(m))
rows = [
    ("Plan", 1), ("ProgressReport", 1), ("SourceDocument", 1), ("FiscalYear", 2),
    ("Goal", 3), ("Objective", 11), ("MeasureGroup", 44), ("Measure", 60), ("Relisting", len(counts["relistings"])),
    ("Ministry", len(MINISTRIES)), ("ImplementingBody", len(BODY_CELLS)), ("BodyMention", body_places), ("Responsibility", sum(len(m["ministries"]) for m in measures)),
    ("Program", len(uses) + len(counts["programs"]["in_measure_text_only"])),
    ("ProgramMention", required_places + len(extras)),
    ("StatusStatement", cell_count[2]), ("PlannedStatement", cell_count[3]),
    ("BudgetLine", len(lines)), ("BudgetStatement", len(statements)), ("ReportedQuantity", len(read("quantities"))),
    ("ReportedDate", sum(1 for date in read("dates") if date["line"] in by_line)),
]
table(
    "31-dataset-size", "class things", "class:local things", rows,
    "by hand: AMED is named 5 times in status and plan cells, 国衛研 5 times, JETRO 3 times (see program-bodies).",
    "Cells of line 125 repeat those of line 96 and hold no further statements, dates or responsibilities.", partly=True,
)

# 32
table(
    "32-external-identifiers", "thing_iri label class scheme identifier", "label class:local identifier", IDENTIFIERS,
    "by hand: ontology/organizations.ttl and ontology/programs.ttl. Bodies are those responsible for a measure and those named in a status",
    "or plan cell; PMDA stands in the text of a measure only (line 48).",
)

# 34-38
table(
    "34-ministry-measures", "_ministry_iri ministry measures led supported", "ministry measures led supported",
    [(entry["name"], entry["measures"], entry["led"], entry["supported"]) for entry in counts["ministries"]],
)
with_parts = defaultdict(set)
for program, of in uses.items():
    while program:
        with_parts[program] |= of
        program = WHOLE.get(program)
columns = "_program_iri program measures objectives goals"
table(
    "35-programs-by-measures-with-parts", columns, "program measures objectives goals",
    [(program, len(of), len({objective_of(line) for line in of}), len({goal_of(line) for line in of})) for program, of in with_parts.items()],
)
rows = []
for program, of in uses.items():
    listed = [place for line in of for place in places[line]]
    rows.append((program, len(of), len(listed), len({place[1] for place in listed}), len({place[2] for place in listed})))
table(
    "36-programs-by-listings", "_program_iri program measures listings objectives goals", "program measures listings objectives goals", rows,
    "A measure whose objective is listed again is listed twice, under one objective and two goals.",
)
rows = [(m["goal"], names(("◎" if e["lead"] else "") + e["name"] for e in m["ministries"]), m["line"]) for m in measures if not used_by[m["line"]]]
assert {row[2] for row in rows} == set(counts["measures_without_program"]["lines"]) - {75}, "line 75 has the extras only"
table(
    "37-measures-without-program", "_goal_iri goal measure ministries source_line measure_iri", "_goal_iri:goal ministries:set source_line", rows,
    "Line 75 names only initiatives that need not be found (extras.txt) and are.",
)
alone = defaultdict(list)
for line, programs in used_by.items():
    if len(programs) == 1:
        alone[min(programs)].append(line)
rows = [(program, len(of), goal_of(line), line) for program, of in sorted(alone.items(), key=lambda item: (-len(item[1]), item[0])) for line in sorted(of)]
table(
    "38-measures-on-one-program", "_program_iri program alone measure _goal_iri source_line measure_iri", "program alone _goal_iri:goal source_line", rows,
    order=True,
)

# 39, 44
table(
    "39-budget-totals", "_year_integer lower upper whole_lines portion_only_lines conflicts",
    "_year_integer lower upper whole_lines portion_only_lines conflicts", [(year, *row) for year, row in bounds(lines)],
)
rows = []
for body in MINISTRIES:
    rows += [(body, year, *row) for year, row in bounds(spoken_of({m["line"] for m in measures if body in bodies(m, True)}))]
table(
    "44-ministry-budget", "_ministry_iri ministry _year_integer lower upper whole_lines portion_only_lines conflicts",
    "ministry _year_integer lower upper whole_lines portion_only_lines conflicts", rows,
    "A line counts as whole if a statement in a measure that the ministry leads gives it whole.",
)

# 40
cargo = (ROOT / "Cargo.toml").read_text("utf-8")
version = re.search(r'^version = "(.*)"', cargo, re.M).group(1)
table(
    "40-sources", "document_iri file sha256 report years plan tool", "file sha256 years tool",
    [("report.tsv", hashlib.sha256(REPORT.read_bytes()).hexdigest(), "、".join(map(str, YEAR.values())), f"policygraph {version}")],
)

# 41
table(
    "41-reported-dates", "date year as_written measure source_line date_iri", "date year as_written source_line",
    [(date["iso"], YEAR[date["column"]], date["surface"], date["line"]) for date in read("dates") if date["line"] in by_line],
    "The date of line 125 repeats that of line 96.",
)

# 42, 43
rows = []
for m in measures:
    labels = OBJECTIVES[m["objective"]]["label"], GROUPS[m["group"]]["label"]
    rows.append((m["goal"], *labels, m["line"], names(bodies(m, True)), names(bodies(m, False)), names(used_by[m["line"]])))
table(
    "42-measures-overview", "_goal_iri goal objective group measure lead supporting programs source_line measure_iri",
    "_goal_iri:goal objective group source_line lead:set supporting:set programs:set", rows,
)
links = Counter((OBJECTIVES[objective_of(line)]["label"], program) for program, of in uses.items() for line in of)
table(
    "43-program-objective-links", "_objective_iri objective _program_iri program measures", "objective program measures",
    [(*link, number) for link, number in links.items()],
)

assert len(written) == 42, sorted(written)  # all but 29 and 30, which say where things stand in the text
