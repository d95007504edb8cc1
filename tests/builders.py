"""A tiny town for tests: plans of one requirement, and records drawn by hand."""

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from evalkit.conclusions import SHOWN, mark
from evalkit.plan import Plan, Requirement, Section, Street, Year
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.tables.derived import DERIVED

STREET = "甲街道"
BLANK = {"date": pd.NaT, "number": float("nan"), "yuan": float("nan"), "hours": float("nan"), "yes_no": pd.NA}
KINDS = {"date": "datetime64[ns]", "number": float, "yuan": float, "hours": float, "yes_no": "boolean"}
DERIVED_KINDS = {"case_on_file": "yes_no", "is_host": "yes_no", "local": "yes_no", "professional_on": "date"}
DERIVED_KINDS |= dict.fromkeys(("experience_months", "contract_months", "term_months", "assistant_units"), "number")
DERIVED_KINDS |= dict.fromkeys(("professional_at_start", "archive_on_file", "district_agrees", "in_its_year"), "yes_no")
LEDGER = ["file", "sheet", "row", "table", "street", "year", "community", "reason"]
CELLS = ["code", "file", "sheet", "row", "column", "field", "value", "table", "street", "year", "counted", "detail"]


def frame(table, rows, street=STREET, year=1):
    """Rows of one table; what a row does not say is blank. ``file`` and ``row`` are made up, every row its own."""
    kinds = {column.name: column.kind for column in TABLES[table].columns}
    kinds |= {name: DERIVED_KINDS.get(name, "text") for name in DERIVED.get(table, ())}
    base = {"street": street, "year": year, "community": "", "file": f"{table}.xlsx", "sheet": "表1", "excluded": ""}
    blank = {name: BLANK.get(kind, "") for name, kind in kinds.items()}
    names = dict.fromkeys([*base, "row", *blank])
    filled = [blank | base | {"row": number} | row for number, row in enumerate(rows, 2)]
    made = pd.DataFrame({name: [row[name] for row in filled] for name in names})
    return made.astype({"year": int, "row": int} | {name: KINDS[kind] for name, kind in kinds.items() if kind in KINDS})


@cache
def empty(table):
    """No row of a table."""
    return frame(table, [])


def records(plan, columns=(), cells=(), submitted=(), sheets=(), **tables):
    """Records of the given frames; a table counts as submitted where it has a row, or is named in ``submitted``."""
    frames = {name: tables[name] if name in tables else empty(name).copy() for name in TABLES}
    seen = {
        (name, street, year)
        for name, one in frames.items()
        for street, year in zip(one["street"], one["year"], strict=True)
    } | set(submitted)
    listed = [
        {"file": f"{table}.xlsx", "sheet": "表1", "table": table, "street": street, "year": year, "sha256": "00"}
        for table, street, year in sorted(seen)
    ]
    counts = {"header_row": 1, "rows_in": 1, "counted": 1, "excluded": 0}
    ledger = [
        {**{name: row[name] for name in LEDGER if name in row}, "table": name, "reason": row["excluded"]}
        for name, one in frames.items()
        for row in (one.to_dict("records") if len(one) else ())
    ]
    return Records(
        frames,
        plan=plan,
        folder=Path(),
        sheets=pd.DataFrame([one | counts for one in [*listed, *sheets]] or None, columns=SHEETS),
        ledger=pd.DataFrame(ledger or None, columns=LEDGER),
        cells=pd.DataFrame(list(cells) or None, columns=CELLS),
        columns=pd.DataFrame(list(columns) or None, columns=["file", "sheet", "table", "field", "column", "header"]),
        corrections=pd.DataFrame(columns=["file", "sheet", "cell", "field", "old", "new", "status"]),
        invented=True,
    )


OWN_BOUND = {"exists", "every", "covers", "all_of", "any_of"}  # measures that no bound is written for
SHEETS = ["file", "sheet", "table", "street", "year", "header_row", "rows_in", "counted", "excluded", "sha256"]


def requirement(**words):
    """A requirement on visits, 3 households a year and street unless said otherwise."""
    given = {
        "id": "households", "code": "C01", "section": "communities", "label": "探访家庭", "clause": "二(一)",
        "quote": "不少于3户", "level": "street", "every": "year", "table": "visits", "measure": "distinct",
        "of": "household", "unit": "户",
    }  # fmt: skip
    if words.get("checked_by", "records") != "records":
        given = {key: value for key, value in given.items() if key not in {"table", "measure", "of"}}
    elif words.get("measure") not in OWN_BOUND and not {"at_least", "at_most", "between", "standard"} & set(words):
        given["at_least"] = 3.0
    return Requirement(**given | words)


def plan(*requirements, streets=(STREET, "乙街道"), communities=(None, None)):
    """A plan of two contract years from July 2016."""
    years = [
        Year(id=n, label=f"第{n}年", name=f"第{name}合同年度", name_en=f"contract year {n}", clause="一", quote="q",
             communities=communities[n - 1], **{"from": a, "to": b})
        for n, name, a, b in (
            (1, "一", date(2016, 7, 1), date(2017, 6, 30)), (2, "二", date(2017, 7, 1), date(2018, 6, 30)),
        )
    ]  # fmt: skip
    return Plan(
        id="tiny", title="小镇", title_en="Tiny", issuer="镇", client="", language="zh-CN", notice="每年不少于3户",
        sha256="0" * 64, years=years, streets=[Street(id=f"s{n}", name=name) for n, name in enumerate(streets)],
        streets_clause="二", streets_quote="q", sections=[Section(id="communities", label="社区")],
        requirements=list(requirements), not_counted=[], headers={}, folder=Path(),
    )  # fmt: skip


def visits(*households, date="2016-08-01", **more):
    """One visit a household key, all alike otherwise."""
    return frame(
        "visits", [{"household": key, "date": date, "result": "完成", "mode": "入户"} | more for key in households]
    )


def casework(*families):
    """Letters: capital where the family has a case on file."""
    return frame("services", [{"family": f.lower(), "case_on_file": f.isupper()} for f in families])


CASEWORK = {"table": "services", "measure": "share", "of": "family", "where": {"case_on_file": True}, "at_least": 0.5}


SIGNED = {"who": "周样本", "when": "2017-07-10", "document": "一号"}


def conclusion(word, basis="another value", by="another plan", year=1, **cells):
    """A line of a score sheet in which ``word`` is concluded, with the check code that fits it."""
    line = dict.fromkeys(SHOWN, "") | {"code": "C01", "street": STREET, "cut_off": "2017-06-30", **SIGNED}
    line |= {name: cells[name] for name in SHOWN if name in cells}
    return line | {"conclusion": word, "mark": mark(by, basis, year, line)} | cells


def disputed():
    """Rulings that disagree, and lines of a score sheet: without a word, altered, of another plan, day and value."""
    rulings = [{**SIGNED, "code": "C01", "ruling": word} for word in ("改判达标", "改判未达标")]
    lines = [conclusion(""), conclusion("达标", mark="none"), conclusion("未达标", cut_off="2016-12-31")]
    return {"replies": frame("replies", rulings), "conclusions": frame("conclusions", lines)}
