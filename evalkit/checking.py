"""What is wrong or doubtful in the records: one row a finding, with its address, a sentence and the cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from evalkit.plan import Plan
from evalkit.records import Records
from evalkit.rules import RULES, Finding
from evalkit.tables import TABLES
from evalkit.words import language, number, say, sentences

COLUMNS = (
    "code", "severity", "street", "year", "community", "table", "file", "sheet", "row", "column", "field", "value",
    "counted", "message", "cure",
)  # fmt: skip
SEVERITIES = ("error", "warning", "note")
# Faults met while reading that leave rows or whole files out are errors; `note` changes nothing; the rest is doubtful.
CELL_ERRORS = frozenset({
    "bad_date", "no_date", "missing_key", "missing_column", "unknown_community", "unknown_street", "street_disagrees",
    "unreadable_file", "unknown_street_folder", "unknown_year_folder", "unplaced_file", "ambiguous_date",
})  # fmt: skip
CELL_NOTES = frozenset({"hidden_sheet", "other_file", "same_file", "no_table"})
BLANK: dict[str, Any] = {
    "street": "", "year": 0, "community": "", "table": "", "file": "", "sheet": "", "row": 0, "column": "",
    "field": "", "value": "", "counted": False,
}  # fmt: skip


def check(records: Records, plan: Plan, lang: str | None = None) -> pd.DataFrame:
    """Everything in the records that is wrong or doubtful, gravest first.

    Parameters
    ----------
    records : what the agencies handed in.
    plan : the notice as data.
    lang : of the sentences, ``zh`` or ``en``; see `evalkit.words.language`.

    Returns
    -------
    DataFrame, one row a finding: ``code severity street year community table file sheet row column field value
    counted message cure``. ``row`` 0 and ``file`` ``""`` where no single row or file is meant; ``counted``: whether
    the row counts all the same; ``value`` is never that of a personal column, unless masked by the reader.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> findings = check(read_records("data/raw", plan, "狮山街道"), plan, "en")
    >>> print(findings.query("code == 'bad_date'")["message"].iloc[0])
    “Date of service” is no date that can be read: “待补”
    """
    lang = language(lang)
    letters = _letters(records)
    found = [*_from_cells(records, lang), *_from_rules(records, plan, letters, lang)]
    frame = pd.DataFrame(found, columns=list(COLUMNS)).astype({"year": int, "row": int, "counted": bool})
    grave = frame["severity"].map(SEVERITIES.index)
    order = ["grave", "street", "year", "file", "sheet", "row", "column", "code"]
    return frame.assign(grave=grave).sort_values(order, kind="stable", ignore_index=True)[list(COLUMNS)]


# ---- faults met while reading ---------------------------------------------------------------------------------------


def _from_cells(records: Records, lang: str) -> Iterator[Finding]:
    places = records.ledger.set_index(["file", "sheet", "row"])["community"].to_dict()
    for cell in records.cells.to_dict("records"):
        code = cell["code"]
        known = {name: cell[name] for name in BLANK if name in cell}
        community = places.get((cell["file"], cell["sheet"], cell["row"]), "")
        severity = "error" if code in CELL_ERRORS or _costs_row(cell) else "note" if code in CELL_NOTES else "warning"
        words = _cell_words(cell, lang)
        yield BLANK | known | {"community": community, "code": code, "severity": severity, **words}


def _costs_row(cell: Mapping[Any, Any]) -> bool:
    """Whether a required value cannot be read, so that its row is not counted."""
    table = TABLES.get(cell["table"])
    return bool(cell["row"] and not cell["counted"] and table and cell["field"] in table.required)


def _cell_words(cell: Mapping[Any, Any], lang: str) -> dict[str, str]:
    """The sentence and the cure of a fault met while reading; a general one where it has none of its own."""
    key = cell["code"] if cell["code"] in sentences("checking") else "other_fault"
    detail = cell.get("detail", "")
    if key == "unreadable_file":
        return {"message": say("checking.unreadable_file", lang), "cure": say(f"reading.why_{detail}", lang)}
    near = say("checking.near", lang, detail=detail) if detail else ""
    slots = {"field": _label(cell["table"], cell["field"], lang), "value": cell["value"], "detail": detail}
    table = _table(detail if detail in TABLES else cell["table"], lang)
    told = {"table": table, "near": near, "code": cell["code"], **slots}
    return {"message": say(f"checking.{key}", lang, **told), "cure": say(f"checking.{key}_cure", lang, **told)}


# ---- what the rules find ---------------------------------------------------------------------------------------------


def _from_rules(records: Records, plan: Plan, letters: dict[tuple[str, str, str], str], lang: str) -> Iterator[Finding]:
    for rule in RULES.values():
        for finding in rule.check(records, plan):
            told = BLANK | finding
            slots = {name: _shown(value) for name, value in told.pop("slots").items()}
            told |= {"value": _shown(told["value"]), "code": rule.code, "severity": rule.severity}
            told["column"] = letters.get((told["file"], told["sheet"], told["field"]), "")
            slots |= {"value": told["value"], "table": _table(told["table"], lang)}
            slots |= {"field": _label(told["table"], told["field"], lang)}
            told["message"] = say(f"checking.{rule.code}", lang, **slots)
            told["cure"] = say(f"checking.{rule.code}_cure", lang, **slots)
            yield told


def _letters(records: Records) -> dict[tuple[str, str, str], str]:
    """(file, sheet, field) -> the letter of its column."""
    columns = records.columns
    return dict(
        zip(zip(columns["file"], columns["sheet"], columns["field"], strict=True), columns["column"], strict=True)
    )


def _shown(value: Any) -> str:
    """A cell's value as people write it; blank where it is missing."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return number(value) if isinstance(value, float) else str(value)


@cache
def _label(table: str, field: str, lang: str) -> str:
    columns = {column.name: column for column in TABLES[table].columns} if table in TABLES else {}
    if field not in columns:
        return field
    return columns[field].label if lang == "zh" else columns[field].label_en


def _table(table: str, lang: str) -> str:
    if table not in TABLES:
        return table
    return TABLES[table].label if lang == "zh" else TABLES[table].label_en
