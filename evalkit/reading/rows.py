"""One sheet under its header: typed columns, why rows are not counted, and every fault with its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from evalkit.errors import nearest
from evalkit.plan import Plan
from evalkit.reading import cells
from evalkit.reading.cells import Cell, even, is_blank, text
from evalkit.reading.faults import STRUCTURAL, Fault, first_reason, letter, masked
from evalkit.reading.files import Submission
from evalkit.reading.headers import Header, Place
from evalkit.reading.names import match_street, street_in
from evalkit.reading.workbook import Sheet
from evalkit.tables import Column, Table

_TOTAL = re.compile(r"[((]?.{0,10}?(合计|小计|总计|共计)[))]?([::(].*|\d.*)?")
_EXAMPLE = re.compile(r"[(【\[]?(填写|填表)?(示例|样例|范例|例如|例[:行])")
_COMMUNITY_LABEL = re.compile(r"(?:^|[\s,;])(?:村\(社区\)|(?:所属|所在|服务)?社区(?:名称)?):\s*([^\s,;:]*)")
_TEN_THOUSAND = re.compile(r"单位:?\s*万元")
_RUNNING = {"序号", "编号", "序", "号", "no.", "no", "行号"}
_FREE = {"note", "needs"}  # personal because anything may stand in them, but no names by themselves
_LONG_DIGITS = re.compile(r"\d{11}")  # a telephone or an identity number in a column where none belongs


@dataclass
class Part:
    """What one sheet gives to its table: columns of equal length, one entry a row that is not blank.

    Parameters
    ----------
    columns : the table's columns, typed; personal ones still as written.
    rows : row numbers as in Excel. reasons : why each is not counted, ``""`` where it is.
    labels : the community named by a label above each row, ``""`` where none.
    place : where the community column stands; ``None`` where the sheet has none.
    persons : what stands in the personal columns, evened: a cell that says the same elsewhere is masked too.
    """

    submission: Submission
    sheet: str
    table: Table
    header_row: int
    columns: dict[str, list[Any]]
    rows: list[int]
    reasons: list[str]
    labels: list[str]
    place: Place | None
    persons: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    faulty: set[tuple[int, str]] = field(default_factory=set)

    def mark(self, index: int, reason: str) -> None:
        """Say why a row is not counted; of several reasons the first in order stands."""
        self.reasons[index] = first_reason(self.reasons[index], reason)

    def tells_person(self, cell: Cell) -> bool:
        """Whether the words of a cell stand in a personal column of the sheet: names slip into other columns."""
        return even(text(cell)) in self.persons

    def fault(self, code: str, index: int | None, place: Place | None, cell: Cell = "", detail: str = "") -> None:
        """Note a fault: of a cell, or of the whole sheet where ``index`` is ``None``."""
        known = place.field if place else ""
        if index is not None:
            self.faulty.add((index, known))
        personal = known in self.table.personal or self.tells_person(cell)
        self.faults.append(
            Fault(
                code,
                self.submission.name,
                self.sheet,
                0 if index is None else self.rows[index],
                letter(place.index) if place else "",
                known,
                shown(cell, personal),
                self.table.name,
                self.submission.street,
                self.submission.year,
                detail,
            )
        )


def read_part(sheet: Sheet, header: Header, submission: Submission, plan: Plan) -> Part:
    """All rows under a header, typed; structural rows and rows without their keys are marked.

    Parameters
    ----------
    sheet : raw rows. header : where its columns stand. submission : whose it is.
    plan : gives the contract year a day without a year belongs to, and the streets' names.
    """
    body = _Body(sheet, header)
    known = header.fields.get("community")
    part = Part(submission, sheet.name, header.table, header.last + 1, {}, [], [], [], known)
    part.rows = [index + 1 for index in body.indexes]
    part.reasons = [body.kind(index) for index in body.indexes]
    part.labels = body.labels()
    part.persons = body.persons()
    for place in header.duplicates:
        part.fault("duplicate_header", None, place, place.header)
    start = plan.year(submission.year).start
    for column in header.table.columns:
        _read_column(part, body, column, header.fields.get(column.name), start)
    _mark_missing(part, header)
    _mark_open_ends(part)
    _check_street(part, body, header.fields.get("street"), plan)
    return part


def shown(cell: Cell, personal: bool) -> str:
    """A cell as it may be shown: short, and masked where it tells, or may tell, who a person is.

    Examples
    --------
    >>> shown("2016-02-30", False), shown("张样本", True), shown("320500199001010000", False)
    ('2016-02-30', '张*', '*00')
    """
    words = text(cell)
    return masked(words) if personal or _LONG_DIGITS.search(words) else words[:40]


class _Body:
    """The rows below a header, with merged cells filled down, and which of them are not blank."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.header = header
        self.above = sheet.rows[: header.row]
        self.width = max((place.index for place in header.places), default=0) + 1
        self.words = {place.index: even(place.header) for place in header.places}
        running = {place.index for place in header.places if place.field == "number" or even(place.header) in _RUNNING}
        told = [place.index for place in header.places if place.index not in running]
        below = range(header.last + 1, len(sheet.rows))
        self.indexes = [n for n in below if _says_something(sheet.rows[n], told, running)]
        self.rows = self._filled(sheet)

    def _filled(self, sheet: Sheet) -> list[list[Cell]]:
        """A vertically merged cell holds for every row it covers; nothing else is filled down."""
        rows = [*sheet.rows]
        for top, left, bottom, _ in sheet.merged:
            if top <= self.header.last or bottom == top or top >= len(rows):
                continue
            value = rows[top][left] if left < len(rows[top]) else ""
            for n in range(top + 1, min(bottom + 1, len(rows))):
                line = rows[n] = [*rows[n], *[""] * (left + 1 - len(rows[n]))]
                line[left] = value
        return rows

    def column(self, place: Place) -> list[Cell]:
        return [self.rows[n][place.index] if place.index < len(self.rows[n]) else "" for n in self.indexes]

    def persons(self) -> frozenset[str]:
        """Words, not digits or blanks, in the personal columns without the free texts."""
        personal = {*self.header.table.personal} - _FREE
        columns = [self.column(place) for name, place in self.header.fields.items() if name in personal]
        words = {even(cell) for column in columns for cell in column if isinstance(cell, str)}
        return frozenset(word for word in words if len(word) > 1 and not word.isdigit())

    def kind(self, index: int) -> str:
        """Whether a row is a total, the header again, a label or an example; ``""`` for a record."""
        row = self.rows[index]
        first = next((cell for cell in row[: self.width] if not is_blank(cell)), "")
        if not isinstance(first, str):
            return ""
        if self._repeats_header(row) or _labelled(row):
            return "repeated_header"
        words = even(first)
        if _EXAMPLE.match(words):
            return "example_row"
        if _TOTAL.fullmatch(words) and not self._dated(row):
            return "total_row"
        return ""

    def _dated(self, row: list[Cell]) -> bool:
        """Whether the row carries the date a record of this table has: then its words are no total's."""
        place = self.header.fields.get(self.header.table.date)
        cell = row[place.index] if place and place.index < len(row) else ""
        return not is_blank(cell) and cells.parse_date(cell, date(2000, 1, 1))[0] is not None

    def _repeats_header(self, row: list[Cell]) -> bool:
        written = [(index, cell) for index, cell in enumerate(row[: self.width]) if not is_blank(cell)]
        same = sum(isinstance(cell, str) and even(cell) == self.words.get(index) for index, cell in written)
        return same >= 2 and same * 2 > len(written)

    def labels(self) -> list[str]:
        """For each row the community named by the last label above it, over the header or between the rows."""
        current = next(filter(None, map(_labelled, reversed(self.above))), "")
        labels = []
        for index in self.indexes:
            current = _labelled(self.rows[index]) or current
            labels.append(current)
        return labels

    def unit(self, place: Place) -> str:
        """The unit in a column's header, else the one a title gives for all money."""
        titles = (unicodedata.normalize("NFKC", cell) for row in self.above for cell in row if isinstance(cell, str))
        return place.unit or ("万元" if any(_TEN_THOUSAND.search(title) for title in titles) else "")


def _says_something(row: list[Cell], told: list[int], running: set[int]) -> bool:
    """Whether a row is more than blank: running numbers and zeros put in beforehand are no record.

    Words in the column of running numbers do say something: there a total is named.
    """
    width = len(row)
    if any(index < width and not is_blank(row[index]) and row[index] not in {0, "0"} for index in told):
        return True
    return any(index < width and not is_blank(row[index]) and not _is_number(row[index]) for index in running)


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or text(cell).replace(".", "").isdigit()


def _labelled(row: list[Cell]) -> str:
    """The community of a line such as ``社区:新升社区``, in one cell or two; ``""`` where the row is no such line."""
    if len(row) - row.count("") > 4:
        return ""
    filled = [unicodedata.normalize("NFKC", text(cell)) for cell in row if not is_blank(cell)]
    for words, after in zip(filled, [*filled[1:], ""], strict=False):
        if label := _COMMUNITY_LABEL.search(words):
            return label[1] or after
    return ""


def _parser(column: Column, unit: str, start: date) -> Callable[[Cell], tuple[Any, str]]:
    parsers: dict[str, Callable[[Cell], tuple[Any, str]]] = {
        "text": cells.parse_text,
        "date": partial(cells.parse_date, start=start),
        "number": cells.parse_number,
        "yuan": partial(cells.parse_yuan, unit=unit),
        "hours": partial(cells.parse_hours, unit=unit),
        "yes_no": cells.parse_yes_no,
        "choice": partial(cells.parse_choice, values=column.values),
        "choices": partial(cells.parse_choices, values=column.values),
    }
    return parsers[column.kind]


def _read_column(part: Part, body: _Body, column: Column, place: Place | None, start: date) -> None:
    """Read one column; equal cells are read once."""
    blank = "" if column.kind in {"text", "choice", "choices"} else None
    if place is None:
        part.columns[column.name] = [blank] * len(part.rows)
        return
    parse, read = _parser(column, body.unit(place), start), {}
    values = part.columns[column.name] = []
    for index, cell in enumerate(body.column(place)):
        key = (cell.__class__, cell)
        if key not in read:
            read[key] = parse(cell)
        value, fault = read[key]
        values.append(value)
        if fault and part.reasons[index] not in STRUCTURAL:
            detail = cells.nearest_choice(cell, column.values) if fault == "unknown_choice" else ""
            part.fault(fault, index, place, cell, detail)


def _mark_missing(part: Part, header: Header) -> None:
    """Mark rows without a required value; a row with none of them is a ghost and its cells get no fault."""
    known = header.fields
    required = [column for column in part.table.columns if column.required and column.name != "community"]
    for column in required:
        if column.name not in known:
            part.fault("missing_column", None, Place(-1, column.name, ""), detail=column.label)
    for index, reason in enumerate(part.reasons):
        lacking = [column for column in required if part.columns[column.name][index] in {None, ""}]
        if not lacking or reason in STRUCTURAL:
            continue
        if len(lacking) == len(required) and not any((index, column.name) in part.faulty for column in required):
            part.mark(index, "missing_key" if len(required) > 1 else _lack(required[0]))
            continue
        for column in lacking:
            _mark_lacking(part, index, column, known.get(column.name))


def _mark_lacking(part: Part, index: int, column: Column, place: Place | None) -> None:
    """Mark a row for one required value it lacks; a value that stands there but cannot be read is a fault already."""
    unread = (index, column.name) in part.faulty
    part.mark(index, "bad_date" if unread and column.kind == "date" else _lack(column))
    if place and not unread:
        part.fault(_lack(column), index, place)


def _mark_open_ends(part: Part) -> None:
    """Someone whose last day in post cannot be read may have left long ago: the row is not counted."""
    for name in part.table.span[1:]:
        for index in range(len(part.rows)):
            if (index, name) in part.faulty:
                part.mark(index, "bad_date")


def _lack(column: Column) -> str:
    return "no_date" if column.kind == "date" else "missing_key"


def _check_street(part: Part, body: _Body, place: Place | None, plan: Plan) -> None:
    """The folder says whose a row is; a row that names another street, or none that is known, is not counted."""
    own = part.submission.street
    for words in (part.sheet, part.submission.name.rpartition("/")[2]):
        if street_in(words, plan) not in {"", own}:
            part.fault("street_disagrees", None, None, words, own)
    written = [text(cell) for cell in body.column(place)] if place else []
    known = {words: match_street(words, plan) for words in {*written} - {""}}
    for index, words in enumerate(written):
        if not words or part.reasons[index] in STRUCTURAL:
            continue
        named = known[words]
        if named != own:
            near = nearest(words, (street.name for street in plan.streets))
            part.fault("street_disagrees" if named else "unknown_street", index, place, words, own if named else near)
            part.mark(index, "unknown_street")
