"""Write docs/coverage.md: each clause of Suzhou's notice, how it is judged or why it is not, and where that is tested.

python tools/coverage_page.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path

import pandas as pd

from evalkit.plan import Plan, Requirement, read_plan

ROOT = Path(__file__).parents[1]
PLAN = "suzhou-2016"
HEAD = """# 覆盖 / Coverage

<!-- Made by tools/coverage_page.py from the plan, tests/golden/truth.csv and tests/; change those and run it again. -->

公文共 {clauses} 条：{judged} 条各为一项要求，每份报告都有判定；{apart} 条不作判定，原因写在第二张表里。
The notice has {clauses} clauses. {judged} are a requirement each, with a verdict in every report; {apart} are not
judged, and the second table says why.

- **核定 by** 记录 records · 材料 document（材料查验表） · 评估人员 evaluator（评分表）
- **层级 level** 试点 programme · 街道 street · 单位 unit（街道本级和各社区） · 社区 community
- **期间 period** 年度 year · 合同期 contract · 结项 closing（最后一个合同年度才判定 decided in the last year only）
- **检验 tested** 标准答案 `tests/golden/truth.csv` 里植入的判定数，点名检验它的测试文件，用 SQL 重新数它的那份
  planted verdicts, the test files that name it, and the SQL that recounts it
"""
WORDS = {
    "records": "记录", "document": "材料", "evaluator": "评估人员",
    "programme": "试点", "street": "街道", "unit": "单位", "community": "社区",
    "year": "年度", "contract": "合同期",
}  # fmt: skip
COLUMNS = ("编号", "条款", "原文 Quote", "要求 Requirement", "核定 By", "表 Tables", "算法 Measure", "层级 Level",
           "期间 Period", "检验 Tested")  # fmt: skip
SHORT = 28  # signs of a quote
READS_IT = re.compile(rf"{PLAN}|\bpilot_(?:plan|records|verdicts)\b")  # by its name, or what tests/conftest.py shares


@cache
def planted() -> dict[str, int]:
    """Requirement -> how many of its verdicts are known from planting."""
    truth = pd.read_csv(ROOT / "tests" / "golden" / "truth.csv", encoding="utf-8-sig")
    return {str(name): int(number) for name, number in truth["requirement"].value_counts().items()}


@cache
def _tests() -> dict[str, str]:
    """Test file -> its text."""
    found = sorted((ROOT / "tests").rglob("test_*.py"))
    return {path.relative_to(ROOT / "tests").as_posix(): path.read_text(encoding="utf-8") for path in found}


def naming(one: Requirement) -> list[str]:
    """The test files that read this plan and name a requirement of it.

    The plans of other tests have ids and codes of their own.
    """
    named = re.compile(rf"[\"'](?:{one.id}|{one.code})[\"']")
    return [file for file, text in _tests().items() if READS_IT.search(text) and named.search(text)]


def tested(one: Requirement) -> str:
    """Where a requirement is tested; ``""`` where it is nowhere."""
    number = planted().get(one.id, 0)
    recount = f"recount/{one.code}.sql"
    files = [*naming(one), *[recount] * (ROOT / "tests" / recount).exists()]
    return "；".join([f"标准答案 {number}"] * bool(number) + [f"`{file}`" for file in files])


def short(quote: str) -> str:
    """The first words of a quote, fit for a cell of a table."""
    plain = " ".join(quote.split()).replace("|", "\\|")
    return plain if len(plain) <= SHORT else plain[:SHORT] + "…"


def period(one: Requirement) -> str:
    """For what time it is judged, and for whom it does not bind."""
    parts = [WORDS[one.every], "结项" * (one.due == "closing"), f"{one.on}" if one.on else ""]
    parts += [f"第 {'、'.join(map(str, one.years))} 年"] * bool(one.years)
    return " · ".join(part for part in [*parts, "、".join(one.districts)] if part)


def judged(plan: Plan) -> Iterator[str]:
    """A row a requirement, in the order of the report."""
    for one in plan.requirements:
        tables = "、".join(f"`{name}`" for name in one.tables)
        measure = f"`{one.measure}`" if one.measure else ""
        cells = [one.code, one.clause, short(one.quote), f"{one.label} `{one.id}`", WORDS[one.checked_by], tables]
        yield "| " + " | ".join([*cells, measure, WORDS[one.level], period(one), tested(one)]) + " |"


def apart(plan: Plan) -> Iterator[str]:
    """A row a clause that is not judged."""
    for one in sorted(plan.not_counted, key=attrgetter("code")):
        yield f"| {one.code} | {short(one.quote)} | {one.why}{f' {one.why_en}' if one.why_en else ''} |"


def page() -> str:
    """The whole page."""
    plan = read_plan(PLAN)
    numbers = {"judged": len(plan.requirements), "apart": len(plan.not_counted)}
    head = HEAD
    for name, number in {**numbers, "clauses": sum(numbers.values())}.items():
        head = head.replace(f"{{{name}}}", str(number))
    lines = [
        head,
        "## 判定的 / Judged",
        "",
        f"| {' | '.join(COLUMNS)} |",
        f"|{'---|' * len(COLUMNS)}",
        *judged(plan),
        "",
        "## 不判定的 / Not judged",
        "",
        "| 编号 | 原文 Quote | 原因 Why |",
        "|---|---|---|",
        *apart(plan),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    (ROOT / "docs" / "coverage.md").write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
