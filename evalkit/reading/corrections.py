"""Corrections an evaluator makes without touching the raw data: a workbook of cells, applied while reading.

One row a cell: file, sheet, cell, what it says, what it should say, why, who decided, when, by which document. A
correction whose cell no longer says the old value is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evalkit.reading.cells import Cell, even, text
from evalkit.reading.dates import parse_date
from evalkit.reading.faults import letter
from evalkit.reading.workbook import Sheet, sheet_number

# field -> headers; the first is written in the blank form
HEADERS = {
    "file": ("文件", "文件名", "file"),
    "sheet": ("工作表", "表", "sheet"),
    "cell": ("单元格", "单元格地址", "cell"),
    "old": ("原值", "原填写", "old value"),
    "new": ("新值", "更正为", "new value"),
    "reason": ("理由", "更正理由", "原因", "reason"),
    "who": ("更正人", "核定人", "经办人", "who"),
    "when": ("更正日期", "日期", "when"),
    "document": ("依据", "依据材料", "凭证", "document"),
}
NEEDED = ("file", "cell", "new")  # headers without which a list is none
MUST = ("file", "cell", "new", "reason", "who", "when", "document")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_DEEPEST = 20  # rows in which the header is looked for


@dataclass(frozen=True)
class Correction:
    """One cell to be read otherwise than it stands.

    Parameters
    ----------
    number : of the correction in the list it comes from.
    sheet : its sheet, by name or as ``第2张``; ``""`` where the file has one only.
    cell : its address, such as ``C12``. old : what it says, as text. new : what is read instead.
    """

    number: int
    sheet: str
    cell: str
    old: str
    new: str


def list_corrections(grid: Iterable[Sequence[Cell]]) -> list[dict[str, Any]]:
    """The rows of a list of corrections: the fields of `HEADERS`, and ``row`` as in Excel.

    Returns
    -------
    One dict a row that is not blank; no rows where no header is found. ``status`` says why it cannot be applied as it
    stands, ``""`` where it can: ``lacking:reason;who`` names the fields of `MUST` left blank, ``no_day`` a date that is
    none, ``twice:11;12`` the rows that speak of the same cell.

    Examples
    --------
    >>> head = ["文件", "工作表", "单元格", "原值", "新值", "理由", "更正人", "更正日期", "依据"]
    >>> row = ["2016/狮山街道/a.xlsx", "探访", "b3", "6.3", "2017-06-30", "签到表", "甲", "2017-07-02", ""]
    >>> one = list_corrections([["更正表"], head, row])[0]
    >>> one["row"], one["cell"], one["status"]
    (3, 'B3', 'lacking:document')
    """
    rows = [list(line) for line in grid]
    number, at = _header(rows)
    if not set(NEEDED) <= at.keys():
        return []
    listed = [_row(line, at, row) for row, line in enumerate(rows[number + 1 :], number + 2) if any(map(text, line))]
    return [row | {"status": row["status"] or _twice(row, listed)} for row in listed]


def lacking_headers(grid: Iterable[Sequence[Cell]]) -> list[str]:
    """Which of the fields `NEEDED` the header of a list of corrections lacks; all where there is no header.

    Examples
    --------
    >>> lacking_headers([["文件", "工作表", "单元格", "改成"]]), lacking_headers([["请看附件"]])
    (['new'], ['file', 'cell', 'new'])
    """
    return [field for field in NEEDED if field not in _header([list(line) for line in grid])[1]]


def is_corrections_sheet(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a sheet is a list of corrections, by its header.

    Examples
    --------
    >>> is_corrections_sheet([["更正表"], ["文件", "单元格", "新值"]]), is_corrections_sheet([["社区", "日期"]])
    (True, False)
    """
    return not lacking_headers(rows[:_DEEPEST])


def _header(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]]:
    """The row with most of the headers, and where each of them stands."""
    spelled = {even(word): field for field, words in HEADERS.items() for word in words}
    found = [
        {spelled[even(text(cell))]: index for index, cell in enumerate(line) if even(text(cell)) in spelled}
        for line in rows[:_DEEPEST]
    ]
    best = max(range(len(found)), key=lambda row: len(found[row]), default=0)
    return best, found[best] if found else {}


def _twice(row: Mapping[str, Any], listed: Sequence[Mapping[str, Any]]) -> str:
    """Where a cell is corrected more than once, nobody can say which is meant."""
    same = [one for one in listed if (one["file"], one["cell"]) == (row["file"], row["cell"]) and one["cell"]]
    sheet = even(row["sheet"])
    rows = [one["row"] for one in same if not (sheet and one["sheet"]) or even(one["sheet"]) == sheet]
    return "twice:" + ";".join(map(str, rows)) if len(rows) > 1 else ""


def _row(line: list[Cell], at: Mapping[str, int], number: int) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(HEADERS, "")
    told |= {field: text(line[index]) for field, index in at.items() if index < len(line)}
    told["file"] = told["file"].replace("\\", "/").removeprefix("./")
    told["cell"] = told["cell"].upper()
    lacking = [field for field in MUST if not told[field]]
    when = line[at["when"]] if "when" in at and at["when"] < len(line) else ""
    status = f"lacking:{';'.join(lacking)}" if lacking else "" if parse_date(when)[0] else "no_day"
    return told | {"row": number, "status": status}


def apply_corrections(
    sheets: Sequence[Sheet], wanted: Sequence[Correction]
) -> tuple[list[Sheet], list[dict[str, Any]]]:
    """The sheets with the corrected cells, and for each correction whether it was made.

    Returns
    -------
    The sheets, and one dict a correction: ``number sheet row column status``; ``status`` is ``applied``,
    ``old_differs``, ``no_sheet`` or ``no_cell``.

    Examples
    --------
    >>> wanted = [Correction(1, "", "A2", "6.3", "2017-06-30")]
    >>> made, done = apply_corrections([Sheet("探访", [["日期"], [6.3]])], wanted)
    >>> made[0].rows, done[0]["status"]
    ([['日期'], ['2017-06-30']], 'applied')
    """
    made = [replace(sheet, rows=[[*row] for row in sheet.rows]) if wanted else sheet for sheet in sheets]
    return made, [_apply(made, one) for one in wanted]


def _apply(sheets: list[Sheet], one: Correction) -> dict[str, Any]:
    called = even(one.sheet)
    found = [sheet for n, sheet in enumerate(sheets) if called in {"", even(sheet.name), sheet_number(n)}]
    address = _ADDRESS.fullmatch(one.cell)
    done = {"number": one.number, "sheet": found[0].name if len(found) == 1 else one.sheet, "row": 0, "column": ""}
    if len(found) != 1:
        return done | {"status": "no_sheet"}
    if not address:
        return done | {"status": "no_cell"}
    row, column = int(address[2]) - 1, _index(address[1])
    done |= {"row": row + 1, "column": letter(column)}
    lines = found[0].rows
    line = lines[row] if row < len(lines) else []
    standing = line[column] if column < len(line) else ""
    if even(text(standing)) != even(one.old):
        return done | {"status": "old_differs"}
    if column >= len(line):
        return done | {"status": "no_cell"}
    line[column] = one.new
    return done | {"status": "applied"}


def _index(letters: str) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number - 1
