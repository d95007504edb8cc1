"""What is wrong or doubtful in the records: one row a finding, with its address, a sentence and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from evalkit.findings import CATALOGUE, COLUMNS, SEVERITIES, is_hidden
from evalkit.plan import Plan
from evalkit.reading.corrections import HEADERS
from evalkit.records import Records
from evalkit.rules import RULES, Books, Finding
from evalkit.tables import TABLES
from evalkit.touching import Touching
from evalkit.words import language, number, say, sentences

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
    counted message cure touches``. ``row`` 0 and ``file`` ``""`` where no single row or file is meant; ``counted``:
    whether the row counts all the same; ``value`` is never that of a personal column, unless masked by the reader;
    ``touches``: the codes of the requirements whose number it can move, joined by ``;``, in words by
    `evalkit.touching.touched`.

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
    told = records.kept(
        f"findings {lang}", plan.model_dump_json(warnings=False), lambda origin: _found(origin, plan, lang)
    )
    return told.copy(deep=False)


def _found(records: Records, plan: Plan, lang: str) -> pd.DataFrame:
    letters = _by(records.columns, ["file", "sheet", "field"], "column")
    found = [*_from_cells(records, lang), *_from_rules(records, plan, letters, lang)]
    touching = Touching(plan)
    for one in found:
        touched = (touching.codes(table, one["field"], one["year"]) for table in one.pop("tables", [one["table"]]))
        one["touches"] = ";".join(dict.fromkeys(code for codes in touched for code in codes.split(";") if code))
    frame = pd.DataFrame(found, columns=list(COLUMNS)).astype({"year": int, "row": int, "counted": bool})
    grave = frame["severity"].map(SEVERITIES.index)
    order = ["grave", "street", "year", "file", "sheet", "row", "column", "code"]
    return frame.assign(grave=grave).sort_values(order, kind="stable", ignore_index=True)[list(COLUMNS)]


# ---- faults met while reading ---------------------------------------------------------------------------------------


def _from_cells(records: Records, lang: str) -> Iterator[Finding]:
    places = _by(records.ledger, ["file", "sheet", "row"], "community")
    tables = _by(records.sheets, ["file", "sheet"], "table")
    for cell in records.cells.to_dict("records"):
        known = {name: cell[name] for name in BLANK if name in cell}
        guess = cell["detail"].partition(":")[0]
        guessed = guess if guess in TABLES else ""
        known["table"] = known["table"] or tables.get((cell["file"], cell["sheet"]), "") or guessed
        community = places.get((cell["file"], cell["sheet"], cell["row"]), "")
        told = {"community": community, "code": cell["code"], "severity": _severity(cell), **_cell_words(cell, lang)}
        yield BLANK | known | told


def _by(frame: pd.DataFrame, keys: list[str], column: str) -> dict[tuple[Any, ...], Any]:
    """What stands in a column, by the other columns of its row; the last row where they are alike."""
    rows = zip(*(frame[key].tolist() for key in keys), strict=True)
    return dict(zip(rows, frame[column].tolist(), strict=True))


def _severity(cell: Mapping[Any, Any]) -> str:
    """How grave a fault met while reading is; what is doubtful is an error where it costs the row."""
    known = CATALOGUE.get(cell["code"])
    severity = known.severity if known else "warning"
    return "error" if severity == "warning" and _costs_row(cell) else severity


def _costs_row(cell: Mapping[Any, Any]) -> bool:
    """Whether a required value cannot be read, so that its row is not counted."""
    table = TABLES.get(cell["table"])
    return bool(cell["row"] and not cell["counted"] and table and cell["field"] in table.required)


def _cell_words(cell: Mapping[Any, Any], lang: str) -> dict[str, str]:
    """The sentence and the cure of a fault met while reading; a general one where it has none of its own."""
    key = cell["code"] if cell["code"] in sentences("checking") else "other_fault"
    detail = cell["detail"]
    if key == "unreadable_file":
        why, _, value = detail.partition(":")
        return {"message": say("checking.unreadable_file", lang), "cure": say(f"reading.why_{why}", lang, value=value)}
    value = say("checking.hidden", lang) if cell["value"] and is_hidden(cell) else cell["value"]
    slots = {"field": _label(cell["table"], cell["field"], lang), "value": value, "detail": detail}
    guess, _, lacking = detail.partition(":")
    slots |= {"table": _table(guess if guess in TABLES else cell["table"], lang), "code": cell["code"]}
    slots["choices"] = _choices(cell["table"], cell["field"], lang) if key == "unknown_choice" else ""
    slots["own"] = _table(cell["table"], lang)
    slots["near"] = say("checking.near", lang, detail=detail) if detail else ""
    if key in {"unknown_sheet", "hidden_sheet"} and guess:
        slots["near"] = _sheet_near(slots["table"], lacking, lang)
    if key == "correction_refused":
        slots |= {"why": refusal(detail, lang), "row": cell["row"]}
    return {"message": say(f"checking.{key}", lang, **slots), "cure": say(f"checking.{key}_cure", lang, **slots)}


def _sheet_near(table: str, lacking: str, lang: str) -> str:
    """What a sheet nobody knows is most like, and the columns it would need for that."""
    lacks = say("checking.sheet_lacks", lang, lacking=lacking) if lacking else ""
    return say("checking.sheet_near", lang, table=table, lacks=lacks)


def refusal(status: str, lang: str | None = None) -> str:
    """Why a correction was not made, in words.

    Parameters
    ----------
    status : of one of ``records.corrections``. lang : ``zh`` or ``en``.

    Examples
    --------
    >>> refusal("lacking:reason;who", "zh"), refusal("twice:11;12", "en")
    ('没有填写理由、更正人', 'the same cell is corrected more than once (rows 11, 12); none of them is applied')
    """
    lang = language(lang)
    why, _, words = status.partition(":")
    named = [HEADERS[word][0 if lang == "zh" else -1] if word in HEADERS else word for word in words.split(";")]
    return say(f"checking.refused_{why}", lang, value=say("errors.separator", lang).join(named))


# ---- what the rules find ---------------------------------------------------------------------------------------------


def _from_rules(records: Records, plan: Plan, letters: dict[tuple[Any, ...], Any], lang: str) -> Iterator[Finding]:
    books = Books(records)
    for code, rule in RULES.items():
        for finding in rule(books, plan):
            told = BLANK | finding
            slots = {name: _shown(value) for name, value in told.pop("slots").items()}
            slots |= _tables(told.get("tables", ()), lang)
            told |= {"value": _shown(told["value"]), "code": code, "severity": CATALOGUE[code].severity}
            told["column"] = letters.get((told["file"], told["sheet"], told["field"]), "")
            slots |= {"value": told["value"], "table": _table(told["table"], lang)}
            slots |= {"field": _label(told["table"], told["field"], lang)}
            told["message"] = say(f"checking.{code}", lang, **slots)
            told["cure"] = say(f"checking.{code}_cure", lang, **slots)
            yield told


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


def _choices(table: str, field: str, lang: str) -> str:
    """What may be chosen in a column, as it is to be written."""
    words = next((column.values for column in TABLES[table].columns if column.name == field), ())
    return say("errors.separator", lang).join(f"“{word}”" for word in words)


def _tables(tables: Iterable[str], lang: str) -> dict[str, str]:
    return {"tables": say("errors.separator", lang).join(_table(table, lang) for table in tables)}


def _table(table: str, lang: str) -> str:
    if table not in TABLES:
        return table
    return TABLES[table].label if lang == "zh" else TABLES[table].label_en
