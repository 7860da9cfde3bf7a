#!/usr/bin/env python3
"""Makes three plans for the checks of pages: one with 3 programs, one with 400, one with none.

    python3 tests/browser/make_plans.py FOLDER

Writes few.tsv, many.tsv and none.tsv. Every choice follows from the numbers of rows, so the same plans come out each time. Names are long
and short, wide and narrow, so that labels have every chance to run into each other.
"""
import sys
from pathlib import Path

BODIES = ["厚", "経", "文", "内", "総", "内官"]
THINGS = ["医療機器", "地域連携", "SaMD", "人材育成", "国際標準", "データ利活用"]
HEAD = "施策\t\t令和4年度の実績・状況\t令和5年度の取組予定"


def program(number: int) -> str:
    thing = THINGS[number % len(THINGS)]
    long = "の実用化に向けた研究開発及び普及の促進並びに関係機関の連携体制の構築に関する" if number % 7 == 3 else ""
    return f"{thing}{long}第{number}号推進事業"


def plan(programs: int, measures: int) -> str:
    lines = ["見本の計画の取組状況", "", HEAD]
    fresh = 0
    for measure in range(measures):
        if measure % 40 == 0:
            lines.append(f"({measure // 40 + 1})「目標その{measure // 40 + 1}」に向けて")
        if measure % 8 == 0:
            lines.append(f"\t【目的その{measure // 8 + 1}:研究開発拠点や企業の連携強化】")
        lead, other = BODIES[measure % 6], BODIES[(measure * 5 + 2) % 6]
        bracket = f"【◎{lead}】" if lead == other else f"【◎{lead}、{other}】"
        # Three programs in turn, so that all are named, and one of a few that many measures use.
        chosen = []
        if programs and measure % 7 != 4:
            chosen = sorted({(fresh + step) % programs for step in range(3)} | {measure * 5 % 37 % programs})
            fresh += 3
        named = "、".join(f"「{program(number)}」(令和4年度予算:{number % 9 + 1}億円)" for number in chosen)
        later = "、".join(f"「{program(number)}」" for number in chosen if (number + measure) % 3)
        status = f"・{named}を実施した。" if named else "・検討を行った。"
        planned = f"・引き続き{later}を実施する。" if later else "・引き続き検討を行う。"
        lines.append(f"\t・施策その{measure + 1}として必要な環境の整備に取り組む。{bracket}\t{status}\t{planned}")
    return "\n".join(lines) + "\n"


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "few.tsv").write_text(plan(3, 5), encoding="utf-8")
    (folder / "none.tsv").write_text(plan(0, 5), encoding="utf-8")
    (folder / "many.tsv").write_text(plan(400, 160), encoding="utf-8")


main()
