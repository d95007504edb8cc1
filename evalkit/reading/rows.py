"""One sheet under its header: typed columns, why rows are not counted, and every fault with its cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from evalkit.reading.amounts import parse_hours, parse_number, parse_yuan
from evalkit.reading.body import FREE, Body
from evalkit.reading.cells import (
    Cell,
    even,
    is_ditto,
    is_nothing,
    nearest_choice,
    parse_choice,
    parse_choices,
    parse_needed,
    parse_text,
    parse_yes_no,
    text,
)
from evalkit.reading.dates import date_form, lacks_year, parse_date, parse_period
from evalkit.reading.doubts import check_called_off, check_planned
from evalkit.reading.faults import STRUCTURAL, letter
from evalkit.reading.files import Submission
from evalkit.reading.forms import Form
from evalkit.reading.headers import Header, Place
from evalkit.reading.identities import parse_identity, parse_phone
from evalkit.reading.keys import mark_continued, mark_missing, mark_open_ends, settle_community
from evalkit.reading.layout import header_word, unit_of
from evalkit.reading.names import match_street, near_place, street_in
from evalkit.reading.parts import Part
from evalkit.reading.quantities import check_continued, check_merged, check_money, check_plausible, mark_sums
from evalkit.reading.setting import Setting
from evalkit.reading.titles import around, banners_of, labels_of, telling, titles_of
from evalkit.reading.workbook import Sheet
from evalkit.reading.years import named_years
from evalkit.tables import Column, Table

_VALUED = {"date", "number", "yuan", "hours", "yes_no"}  # blank is None; of all else it is ""


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
    part = _part_of(sheet, header, submission, body)
    part.called, part.titles = sheet.name, titles_of(sheet, header.top, header.row)
    part.titles += banners_of(sheet, header.last + 1, header.end)
    part.lines = [*labels_of(sheet, header.top, header.row), *labels_of(sheet, header.last + 1, header.end)]
    for place in header.duplicates:
        part.fault("duplicate_header", None, place, place.header, letter(header.fields[place.field].index))
    titles = [text(cell) for row in body.above for cell in row if isinstance(cell, str)]
    reader = _Reader(part, setting.starts[submission.year], dates, titles)
    for column in header.table.columns:
        at = header.fields.get(column.name)
        reader.read(column, at, body.column(at) if at else None, body.unit(at) if at else "")
    if alone := body.formula_alone():
        row, place = alone
        part.spots[-1, place.field] = (row + 1, letter(place.index))
        part.fault("uncomputed", None, place, body.rows[row][place.index])
    mark_continued(part, body)
    mark_sums(part, body)
    check_merged(part, header, body)
    street = header.fields.get("street")
    _finish(part, header, [text(cell) for cell in body.column(street)] if street else [], setting, body)
    check_continued(part, header)
    check_plausible(part, header)
    check_money(part, header, body)
    check_planned(part, titles)
    check_called_off(part)
    return part


def _part_of(sheet: Sheet, header: Header, submission: Submission, body: Body) -> Part:
    """The part with the rows under a header, and why some of them are no records."""
    part = Part(submission, sheet.name, header.table, header.last + 1, place=header.fields.get("community"))
    part.rows = [index + 1 for index in body.indexes]
    part.reasons = [*body.kinds]
    part.persons = body.persons()
    part.places = header.fields
    part.filled = {(row + 1, at) for row, at in body.filled_down()}
    for index, (row, reason) in enumerate(zip(body.indexes, body.kinds, strict=True)):
        if reason == "total_row":
            part.sums[index] = body.total_words(row)
        if reason == "example_row" and not body.teaches(row):
            part.fault("example_row", index, None)
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
    part.called, part.titles = sheet.name, titles_of(sheet, forms[0].row, forms[0].row + 1)
    part.rows = [form.row + 1 for form in filled]
    part.reasons = [""] * len(filled)
    for n, form in enumerate(filled):
        for names, (row, index, _) in form.cells.items():
            part.spots |= {(n, name): (row + 1, letter(index)) for name in names.split("+")}
    part.places = header.fields
    reader = _Reader(part, setting.starts[submission.year], dates, [])
    for column in header.table.columns:
        cells = [form.value(column.name) for form in filled]
        place = header.fields.get(column.name)
        reader.read(column, place, cells, place.unit if place else "")
    _finish(part, header, [], setting)
    check_plausible(part, header)
    return part


def header_of(forms: Sequence[Form]) -> Header:
    """The labels of a sheet's forms as if they were a header: where each first stands."""
    labels = {name: (form, words) for form in reversed(forms) for name, words in form.labels.items()}
    places = (
        Place(
            form.cells[name][1] if name in form.cells else 0,
            name,
            words,
            unit_of(words),
            _told_by(form.table, name, words),
            tuple(name.split("+")) if "+" in name else (),
        )
        for name, (form, words) in labels.items()
    )
    return Header(forms[0].table, forms[0].row, forms[0].row, tuple(places))


def _told_by(table: Table, name: str, words: str) -> str:
    """Why a label stands for a column, as in `Place.match`; a number of people that no label tells is counted."""
    if "+" in name:
        return "alias"  # a label of a whole period
    column = table.column(name)
    labels, aliases = {even(column.label), even(column.label_en)}, {*map(even, column.aliases)}
    if header_word(words)[0] not in labels | aliases:
        return "counted" if name == "members" else "plan"
    return "label" if even(words) in labels else "alias" if even(words) in aliases else "remark"


def _finish(part: Part, header: Header, streets: list[str], setting: Setting, body: Body | None = None) -> None:
    """Mark what is not counted once every column has been read."""
    settle_community(part)
    mark_missing(part, header, body)
    mark_open_ends(part)
    _check_folder(part, setting)
    if part.submission.street == setting.whole:
        _name_streets(part, streets, header.fields.get("street"), setting)
    else:
        _check_street(part, streets, header.fields.get("street"), setting)


class _Reader:
    """Reads the columns of a part one after another; equal cells are read once."""

    def __init__(self, part: Part, start: date, dates: BookDates, titles: list[str]) -> None:
        self.part = part
        self.start = start
        self.dates = dates
        file = part.submission.name.rpartition("/")[2]
        self.years = named_years(([part.sheet], titles, [file]), start.year)

    def read(self, column: Column, place: Place | None, cells: list[Cell] | None, unit: str) -> None:
        """Read one column; without a place all its values are blank."""
        blank = None if column.kind in _VALUED else ""
        if place is None or cells is None:
            self.part.columns[column.name] = [blank] * len(self.part.rows)
            return
        parse, known = self._parser(column, place, cells, unit), {}
        values = self.part.columns[column.name] = []
        for index, cell in enumerate(cells):
            key = (cell.__class__, cell)
            if key not in known:
                known[key] = (blank, "ditto") if _points_up(column, cell) else parse(cell)
            # What stands in a footer are names of whoever signed: they belong to no column.
            value, fault = (blank, "") if self.part.reasons[index] == "note_row" else known[key]
            values.append(value)
            if fault and self.part.reasons[index] not in STRUCTURAL:
                self._fault(fault, index, column, place, cell)

    def _fault(self, code: str, index: int, column: Column, place: Place, cell: Cell) -> None:
        detail = nearest_choice(cell, column.values) if code == "unknown_choice" else ""
        detail = "、".join(map(str, sorted(self.years))) if code == "year_unclear" else detail
        self.part.fault(code, index, replace(place, field=column.name), cell, detail)

    def _parser(self, column: Column, place: Place, cells: list[Cell], unit: str) -> Callable[[Cell], tuple[Any, str]]:
        if column.kind == "date":
            return self._date_parser(column, place, cells)
        parsers: dict[str, Callable[[Cell], tuple[Any, str]]] = {
            "text": parse_needed if column.required else parse_text,
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
        end = place.period.index(column.name) if place.period else 0

        def read(cell: Cell) -> tuple[Any, str]:
            if place.period:
                days, fault = parse_period(cell, self.start, form)
                day = days[end]
            else:
                day, fault = parse_date(cell, self.start, form)
            if day and self.years and day.year not in self.years and lacks_year(cell):
                return None, "year_unclear"
            goes_on = column.required and not place.period and day is None and not fault and not is_nothing(cell)
            return day, "bad_date" if goes_on else fault

        return read


def _points_up(column: Column, cell: Cell) -> bool:
    """Whether a cell only says that it repeats the one above it, in a column where that would have to be guessed."""
    return column.name not in FREE and column.kind != "names" and is_ditto(cell)


def _check_folder(part: Part, setting: Setting) -> None:
    """What agencies hand in stands in their street's folder, and what others keep in that of the whole pilot."""
    if not part.rows or (part.table.whose == "agency") == (part.submission.street != setting.whole):
        return
    part.fault("wrong_folder", None, None, detail=setting.whole)
    for index in range(len(part.rows)):
        part.mark(index, "wrong_folder")


def _name_streets(part: Part, written: list[str], place: Place | None, setting: Setting) -> None:
    """Whose each row is where the folder is that of the whole pilot: the street it names, else the whole."""
    part.streets, part.named = [setting.whole] * len(part.rows), [""] * len(part.rows)
    for index, words in enumerate(written):
        if not words or words == setting.whole or part.reasons[index] in STRUCTURAL:
            continue
        known = match_street(words, setting)
        part.streets[index], part.named[index] = known or setting.whole, known or even(words)
        if part.streets[index] == setting.whole:
            near = near_place(words, (street.name for street in setting.streets))
            part.fault("unknown_street", index, place, words, near)
            part.mark(index, "unknown_street")


def _check_street(part: Part, written: list[str], place: Place | None, setting: Setting) -> None:
    """The folder says whose a row is; a row that names another street, or none that is known, is not counted."""
    own = part.submission.street
    for words in around(part.called, telling(part.titles, part.header_row), part.submission.name):
        if street_in(words, setting) not in {"", own}:
            part.fault("street_disagrees", None, None, words, own)
    known = {words: match_street(words, setting) for words in {*written} - {""}}
    for index, words in enumerate(written):
        if not words or part.reasons[index] in STRUCTURAL:
            continue
        named = known[words]
        if named != own:
            near = near_place(words, (street.name for street in setting.streets))
            part.fault("street_disagrees" if named else "unknown_street", index, place, words, own if named else near)
            part.mark(index, "unknown_street")
