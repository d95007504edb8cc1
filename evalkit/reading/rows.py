"""One sheet under its header: typed columns, why rows are not counted, and every fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from evalkit.errors import nearest
from evalkit.reading import totals
from evalkit.reading.amounts import parse_hours, parse_number, parse_yuan
from evalkit.reading.body import Body
from evalkit.reading.cells import (
    Cell,
    even,
    nearest_choice,
    parse_choice,
    parse_choices,
    parse_text,
    parse_yes_no,
    text,
)
from evalkit.reading.dates import date_form, parse_date, parse_period
from evalkit.reading.faults import STRUCTURAL, Fault, first_reason, letter, masked
from evalkit.reading.files import Submission
from evalkit.reading.forms import Form
from evalkit.reading.headers import Header, Place
from evalkit.reading.identities import parse_identity, parse_phone
from evalkit.reading.names import match_street, street_in
from evalkit.reading.setting import Setting
from evalkit.reading.workbook import Sheet
from evalkit.tables import Column, Table

_VALUED = {"date", "number", "yuan", "hours", "yes_no"}  # blank is None; of all else it is ""
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
    spots : of a form, (index, column) -> row and column letter of its cell; else a row's cells stand in its row.
    forms : how the dates of a column are written, as in `evalkit.reading.dates.DateForm`, joined by ``;``.
    """

    submission: Submission
    sheet: str
    table: Table
    header_row: int
    columns: dict[str, list[Any]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    place: Place | None = None
    persons: frozenset[str] = frozenset()
    spots: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
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
        row, column = 0 if index is None else self.rows[index], letter(place.index) if place else ""
        row, column = self.spots.get((-1 if index is None else index, known), (row, column))
        self.faults.append(
            Fault(
                code,
                self.submission.name,
                self.sheet,
                row,
                column,
                known,
                shown(cell, personal),
                self.table.name,
                self.submission.street,
                self.submission.year,
                detail,
            )
        )


@dataclass(frozen=True)
class BookDates:
    """How a workbook writes its dates: whether it counts days from 1904, and the order it usually keeps to."""

    date1904: bool = False
    usual: str = ""


_PLAIN = BookDates()


def date_cells(sheet: Sheet, header: Header) -> list[Cell]:
    """All cells of the date columns under a header, for the order of date the workbook usually keeps to."""
    dated = {header.fields[c.name].index for c in header.table.columns if c.kind == "date" and c.name in header.fields}
    lines = sheet.rows[header.last + 1 : header.end]
    return [line[index] for line in lines for index in dated if index < len(line)]


def read_part(
    sheet: Sheet, header: Header, submission: Submission, setting: Setting, dates: BookDates = _PLAIN
) -> Part:
    """All rows under a header, typed; structural rows and rows without their keys are marked.

    Parameters
    ----------
    sheet : raw rows. header : where its columns stand. submission : whose it is.
    setting : gives the contract year a day without a year belongs to, and the streets' names.
    dates : how the workbook writes its dates.
    """
    body = Body(sheet, header)
    part = Part(submission, sheet.name, header.table, header.last + 1, place=header.fields.get("community"))
    part.rows = [index + 1 for index in body.indexes]
    part.reasons = [body.kind(index) for index in body.indexes]
    part.labels = body.labels()
    part.persons = body.persons()
    for place in header.duplicates:
        part.fault("duplicate_header", None, place, place.header, letter(header.fields[place.field].index))
    reader = _Reader(part, setting.starts[submission.year], dates)
    for column in header.table.columns:
        at = header.fields.get(column.name)
        reader.read(column, at, body.column(at) if at else None, body.unit(at) if at else "")
    _mark_continued(part, body)
    street = header.fields.get("street")
    _finish(part, header, [text(cell) for cell in body.column(street)] if street else [], setting)
    _check_totals(part, header)
    return part


def read_forms(
    sheet: Sheet, forms: Sequence[Form], submission: Submission, setting: Setting, dates: BookDates = _PLAIN
) -> Part:
    """Forms of labels and values, each one row of its table; parameters as for `read_part`.

    A form nobody has filled in is no record.
    """
    filled = [form for form in forms if not form.blank]
    header = header_of(forms)
    part = Part(submission, sheet.name, header.table, header.last + 1, place=header.fields.get("community"))
    part.rows = [form.row + 1 for form in filled]
    part.reasons, part.labels = [""] * len(filled), [""] * len(filled)
    for n, form in enumerate(filled):
        part.spots |= {(n, name): (row + 1, letter(index)) for name, (row, index, _) in form.cells.items()}
    reader = _Reader(part, setting.starts[submission.year], dates)
    for column in header.table.columns:
        cells = [form.cells[column.name][2] if column.name in form.cells else "" for form in filled]
        reader.read(column, header.fields.get(column.name), cells, "")
    _finish(part, header, [], setting)
    return part


def header_of(forms: Sequence[Form]) -> Header:
    """The labels of a sheet's forms as if they were a header: where each first stands."""
    labels = {name: (form, words) for form in reversed(forms) for name, words in form.labels.items()}
    places = (
        Place(form.cells[name][1] if name in form.cells else 0, name, words, match="label")
        for name, (form, words) in labels.items()
    )
    return Header(forms[0].table, forms[0].row, forms[0].row, tuple(places))


def _finish(part: Part, header: Header, streets: list[str], setting: Setting) -> None:
    """Mark what is not counted once every column has been read."""
    _mark_missing(part, header)
    _mark_open_ends(part)
    _check_street(part, streets, header.fields.get("street"), setting)


def shown(cell: Cell, personal: bool) -> str:
    """A cell as it may be shown: short, and masked where it tells, or may tell, who a person is.

    Examples
    --------
    >>> shown("2016-02-30", False), shown("张样本", True), shown("320500199001010000", False)
    ('2016-02-30', '张*', '*00')
    """
    words = text(cell)
    return masked(words) if personal or _LONG_DIGITS.search(words) else words[:40]


class _Reader:
    """Reads the columns of a part one after another; equal cells are read once."""

    def __init__(self, part: Part, start: date, dates: BookDates) -> None:
        self.part = part
        self.start = start
        self.dates = dates

    def read(self, column: Column, place: Place | None, cells: list[Cell] | None, unit: str) -> None:
        """Read one column; without a place all its values are blank."""
        if place is None or cells is None:
            self.part.columns[column.name] = [None if column.kind in _VALUED else ""] * len(self.part.rows)
            return
        parse, known = self._parser(column, place, cells, unit), {}
        values = self.part.columns[column.name] = []
        for index, cell in enumerate(cells):
            key = (cell.__class__, cell)
            if key not in known:
                known[key] = parse(cell)
            value, fault = known[key]
            values.append(value)
            if fault and self.part.reasons[index] not in STRUCTURAL:
                self._fault(fault, index, column, place, cell)

    def _fault(self, code: str, index: int, column: Column, place: Place, cell: Cell) -> None:
        detail = nearest_choice(cell, column.values) if code == "unknown_choice" else ""
        self.part.fault(code, index, replace(place, field=column.name), cell, detail)

    def _parser(self, column: Column, place: Place, cells: list[Cell], unit: str) -> Callable[[Cell], tuple[Any, str]]:
        if column.kind == "date":
            return self._date_parser(column, place, cells)
        parsers: dict[str, Callable[[Cell], tuple[Any, str]]] = {
            "text": parse_text,
            "names": parse_text,
            "identity": parse_identity,
            "phone": parse_phone,
            "number": parse_number,
            "yuan": partial(parse_yuan, unit=unit),
            "hours": partial(parse_hours, unit=unit),
            "yes_no": parse_yes_no,
            "choice": partial(parse_choice, values=column.values),
            "choices": partial(parse_choices, values=column.values),
        }
        return parsers[column.kind]

    def _date_parser(self, column: Column, place: Place, cells: list[Cell]) -> Callable[[Cell], tuple[Any, str]]:
        """A reader of dates under the form inferred from the whole column; of a period its first or last day."""
        form = date_form(cells, self.start, self.dates.date1904, self.dates.usual)
        self.part.forms[column.name] = ";".join(form.ways)
        if not place.period:
            return partial(parse_date, start=self.start, form=form)
        end = place.period.index(column.name)

        def read_end(cell: Cell) -> tuple[Any, str]:
            days, fault = parse_period(cell, self.start, form)
            return days[end], fault

        return read_end


def _mark_continued(part: Part, body: Body) -> None:
    """A row that goes on with the record above it is no record of its own."""
    for index, row in enumerate(body.indexes):
        above = part.reasons[index - 1] if index else "total_row"
        if part.reasons[index] == "" and above in {"", "continued"} and body.goes_on(row):
            part.mark(index, "continued")


def _check_totals(part: Part, header: Header) -> None:
    """A total an agency wrote is compared with the sum of the records it may stand for."""
    rows = [index for index, reason in enumerate(part.reasons) if reason == "total_row"]
    if not rows:
        return
    is_record = [reason not in STRUCTURAL for reason in part.reasons]
    for column in header.table.columns:
        if column.kind in totals.SUMMED and column.name in header.fields:
            values = part.columns[column.name]
            for index, own in totals.disagreeing(rows, is_record, values):
                place = header.fields[column.name]
                part.fault("sum_disagrees", index, place, values[index], text(round(own, 2)))


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
            if (index, name) in part.faulty and part.columns[name][index] is None:
                part.mark(index, "bad_date")


def _lack(column: Column) -> str:
    return "no_date" if column.kind == "date" else "missing_key"


def _check_street(part: Part, written: list[str], place: Place | None, setting: Setting) -> None:
    """The folder says whose a row is; a row that names another street, or none that is known, is not counted."""
    own = part.submission.street
    for words in (part.sheet, part.submission.name.rpartition("/")[2]):
        if street_in(words, setting) not in {"", own}:
            part.fault("street_disagrees", None, None, words, own)
    known = {words: match_street(words, setting) for words in {*written} - {""}}
    for index, words in enumerate(written):
        if not words or part.reasons[index] in STRUCTURAL:
            continue
        named = known[words]
        if named != own:
            near = nearest(words, (street.name for street in setting.streets))
            part.fault("street_disagrees" if named else "unknown_street", index, place, words, own if named else near)
            part.mark(index, "unknown_street")
