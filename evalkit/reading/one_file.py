"""One file, from its bytes to what it gives: parts, how sheets were understood, faults. Runs in the reading child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from evalkit.reading.account import account, seen
from evalkit.reading.book import listed
from evalkit.reading.cells import even
from evalkit.reading.choosing import Layout, lay_out
from evalkit.reading.corrections import Correction, apply_corrections, is_corrections_sheet
from evalkit.reading.dates import usual_order
from evalkit.reading.faults import Fault, letter, rows_told
from evalkit.reading.files import LARGEST, Submission
from evalkit.reading.forms import Form
from evalkit.reading.guarding import marks_of
from evalkit.reading.headers import Header, Place
from evalkit.reading.hiding import hide_names
from evalkit.reading.layout import cut, is_running
from evalkit.reading.overlooked import bare_columns, holds_rows, records_above
from evalkit.reading.parts import Part, shown
from evalkit.reading.returned import copy_of, is_list_sheet
from evalkit.reading.rows import BookDates, date_cells, header_of, read_forms, read_part
from evalkit.reading.sealing import seal
from evalkit.reading.setting import Setting
from evalkit.reading.totals import check_totals
from evalkit.reading.unread import is_told, missing, unlike
from evalkit.reading.vocabulary import OF_PERSONS
from evalkit.reading.workbook import Book, Sheet, UnreadableError, open_book
from evalkit.tables import TABLES

INVENTED = "虚构样本"
_ON_SHEETS = {"hidden_sheet", "unknown_sheet", "unread_form", "misplaced_corrections", "other_sheet"}
NOTES = {".txt", ".md"}  # a text that is no table is no fault


@dataclass
class Reading:
    """What one file gives.

    Parameters
    ----------
    sha256 : of its bytes.
    form : what it is by its content, as in `evalkit.reading.book.Book`.
    sheets : one dict a sheet, as in `evalkit.reading.account.BLANK`; ``table`` ``""`` where it is none.
    parts : its record rows, sealed. columns : where each column stands.
    faults : what is wrong with the file, its sheets and cells.
    corrections : for each correction asked of the file whether it was made: ``number field status``.
    invented : whether it says of itself that it is an invented sample.
    marks : of the personal values in it, as `evalkit.reading.guarding.marks_of` gives them.
    copied : of a marked copy that evalkit made, the SHA-256 and the name of its original; blank where it is none.
    """

    submission: Submission
    sha256: str = ""
    form: str = ""
    sheets: list[dict[str, Any]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    invented: bool = False
    copied: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def fault(self, code: str, sheet: str = "", detail: str = "", **more: Any) -> None:
        """Note a fault of the file or of a sheet."""
        where = self.submission
        self.faults.append(Fault(code, where.name, sheet, street=where.street, year=where.year, detail=detail, **more))


def read_file(submission: Submission, setting: Setting, key: bytes, corrections: Sequence[Correction] = ()) -> Reading:
    """Read one file as far as that can be done without the others; nobody can be told from what comes back.

    Parameters
    ----------
    submission : where it is and whose. setting : what is needed of the plan.
    key : of the pseudonyms. corrections : to be made in the file before it is understood.

    Returns
    -------
    Reading : a file that cannot be read gives the fault ``unreadable_file`` with the reason in ``detail``.
    """
    reading = Reading(submission)
    note = submission.path.suffix.lower() in NOTES
    try:
        data = bytes_of(submission.path)
        reading.sha256 = hashlib.sha256(data).hexdigest()
        book = open_book(data, submission.path.stem)
    except UnreadableError as error:
        reading.sheets.append(no_sheet())
        if not (note and error.why == "empty"):
            reading.fault("unreadable_file", detail=error.why)
        return reading
    reading.form = book.form
    for told in book.notes:
        reading.fault(told.code, told.sheet, told.detail)
    reading.copied = [*copy_of(data)]
    _read_sheets(reading, book, setting, corrections)
    ours = any(map(is_list_sheet, book.sheets))
    if not (reading.parts or note or ours or any(fault.code in _ON_SHEETS for fault in reading.faults)):
        reading.fault("no_table")
    described = (*reading.sheets, *reading.columns, *reading.corrections)
    reading.faults = hide_names(reading.parts, [sheet.name for sheet in book.sheets], described, reading.faults)
    reading.marks = sorted(mark for part in reading.parts for mark in marks_of(part, key))
    for part in reading.parts:
        seal(part, key)
    return reading


def bytes_of(path: Path) -> bytes:
    """The whole file.

    Raises
    ------
    UnreadableError : another program holds it, or permission is missing; it is too large to be any workbook.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableError("too_large")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError("locked") from error


def _read_sheets(reading: Reading, book: Book, setting: Setting, wanted: Sequence[Correction]) -> None:
    sheets, done = apply_corrections(book.sheets, wanted)
    reading.invented = any(_text_in(sheet, INVENTED) for sheet in sheets)
    found = [(sheet, _laid_out(reading, sheet, setting)) for sheet in sheets]
    dated = (cell for sheet, one in found for header in one.headers for cell in date_cells(sheet, header))
    dates = BookDates(book.date1904, usual_order(dated, min(setting.starts.values()), setting.end))
    for sheet, one in found:
        _read_sheet(reading, sheet, one, setting, dates)
    check_totals(reading.parts)
    reading.corrections = [_settled(reading, one, asked) for one, asked in zip(done, wanted, strict=True)]


def _names(reading: Reading, sheet: Sheet) -> list[str]:
    """What a sheet is called, most telling first: its own name, the file's, the folders' below the street's."""
    return [sheet.name, *reversed(PurePosixPath(reading.submission.name).parts[2:])]


def _laid_out(reading: Reading, sheet: Sheet, setting: Setting) -> Layout:
    """How a sheet is laid out; our own list of findings, handed back, and a list of corrections hold no records."""
    ours = is_list_sheet(sheet) or is_corrections_sheet(sheet.rows)
    return Layout() if ours else lay_out(sheet, _names(reading, sheet), setting.words)


def _read_sheet(reading: Reading, sheet: Sheet, found: Layout, setting: Setting, dates: BookDates) -> None:
    if sheet.hidden:
        reading.sheets.append(seen(sheet.name, layout="hidden"))
        if found.headers or found.forms:
            reading.fault("hidden_sheet", sheet.name, (found.headers or found.forms)[0].table.name)
        elif holds_rows(sheet) and not is_list_sheet(sheet):
            reading.fault("hidden_sheet", sheet.name)
        return
    if found.forms:
        _take_forms(reading, sheet, found.forms, setting, dates)
    for header in found.headers:
        if told := unlike(sheet, header, _names(reading, sheet)[1:]):
            reading.sheets.append(seen(sheet.name))
            reading.fault("other_sheet", sheet.name, header.table.name, value=told)
            continue
        mine = cut(sheet, range(header.row, header.end), header.span)
        part = read_part(mine, header, reading.submission, setting, dates)
        _take(reading, part, header, account(mine, header, part, setting.words))
        _tell_bare(part, bare_columns(mine, header, (row - 1 for row in part.records())))
    if found.headers and not found.forms and (above := records_above(sheet, found.headers[0], setting.words)):
        _fault_of(reading.parts[-len(found.headers)], "rows_above", rows_told(above), row=above[0] + 1)
    if not found.headers and not found.forms:
        reading.sheets.append(seen(sheet.name))
        if not is_list_sheet(sheet):
            _tell_unread(reading, sheet, found, setting)


def _tell_unread(reading: Reading, sheet: Sheet, found: Layout, setting: Setting) -> None:
    """What a sheet that was not read is most like."""
    if is_corrections_sheet(sheet.rows):
        reading.fault("misplaced_corrections", sheet.name)
    elif found.unread:
        reading.fault("unread_form", sheet.name, found.unread)
    elif is_told(sheet, setting.words):
        table, lacking = missing(sheet, _names(reading, sheet), setting.words)
        reading.fault("unknown_sheet", sheet.name, f"{table}:{'、'.join(lacking)}" if table else "")


def _take_forms(reading: Reading, sheet: Sheet, forms: Sequence[Form], setting: Setting, dates: BookDates) -> None:
    """Forms, and rows among them of which nothing was used."""
    part, header = read_forms(sheet, forms, reading.submission, setting, dates), header_of(forms)
    _take(reading, part, header, seen(sheet.name, header, layout="forms"))
    _tell_labels(part, [form for form in forms if not form.blank])
    if rest := [row for form in forms for row in form.rest]:
        _fault_of(part, "unread_rows", rows_told(rest))


def _tell_labels(part: Part, forms: Iterable[Form]) -> None:
    """A second label of a column, at its cell; all labels nobody knows together.

    Of these only usual words are shown: in a form a person may be named anywhere.
    """
    unknown = []
    for form in forms:
        for row, index, name, words in form.again:
            read = form.cells.get(name) or form.cells[name.partition("+")[0]]
            where = {"row": row + 1, "column": letter(index), "field": name.partition("+")[0], "record": form.row + 1}
            _fault_of(part, "duplicate_label", words, _address(*read[:2]), **where)
        for row, index, words in form.unknown:
            unknown.append(f"{_address(row, index)} {words if even(words) in OF_PERSONS else ''}".strip())
    if unknown:
        _fault_of(part, "unknown_labels", "、".join(unknown))


def _address(row: int, index: int) -> str:
    return f"{letter(index)}{row + 1}"


def _take(reading: Reading, part: Part, header: Header, told_of_sheet: dict[str, Any]) -> None:
    """A part, how its columns were understood, and the columns nobody knows."""
    reading.parts.append(part)
    reading.sheets.append(told_of_sheet)
    for place in header.places:
        told: dict[str, Any] = {"sheet": part.sheet, "table": part.table.name, "header_row": part.header_row}
        told |= {"field": place.field, "column": letter(place.index)}
        told |= {"header": place.header, "match": place.match, "near": place.near}
        reading.columns.append(told | {"form": part.forms.get(place.field.partition("+")[0], "")})
    _tell_columns(part, header)


def _tell_columns(part: Part, header: Header) -> None:
    """Columns nobody knows: each that is like one the table lacks, and all others together; records beside them."""
    again = {place.index for place in (*header.duplicates, *header.beside)}
    unknown = [one for one in header.places if not one.field and one.index not in again and not is_running(one.header)]
    for place in unknown:
        if place.near:
            part.fault("unknown_column", None, place, place.header, place.near)
    rest = [place for place in unknown if not place.near]
    words = (shown(place.header, part.tells_person(place.header)) for place in rest)
    if rest:
        told = (f"{letter(place.index)} {header}" for place, header in zip(rest, words, strict=True))
        _fault_of(part, "unknown_columns", "、".join(told))
    if header.beside:
        columns = [letter(place.index) for place in (header.beside[0], header.beside[-1])]
        _fault_of(part, "unread_records", "-".join(columns))
    if header.rival:
        _fault_of(part, "doubtful_table", detail=header.rival)


def _tell_bare(part: Part, columns: Sequence[int]) -> None:
    if columns:
        _fault_of(part, "bare_columns", listed(columns, letter))


def _fault_of(part: Part, code: str, value: str = "", detail: str = "", **more: Any) -> None:
    """A fault of a whole sheet, unless more is said; what it shows tells nobody."""
    where = part.submission
    told: dict[str, Any] = {"table": part.table.name, "street": where.street, "year": where.year}
    told |= {"value": value, "detail": detail}
    part.faults.append(Fault(code, where.name, part.sheet, **told, **more))


def no_sheet() -> dict[str, Any]:
    """How a file stands among the sheets when none of its sheets was read."""
    return seen("")


def _text_in(sheet: Sheet, words: str) -> bool:
    return any(isinstance(cell, str) and words in cell for row in sheet.rows for cell in row)


def _settled(reading: Reading, done: Mapping[str, Any], asked: Correction) -> dict[str, Any]:
    """What became of a correction; a value that tells who a person is, is masked from here on."""
    at = done["sheet"], done["column"]
    place = next((place for place in reading.columns if (place["sheet"], place["column"]) == at), {})
    table = TABLES.get(place.get("table", ""))
    personal = table is None or not place["field"] or place["field"] in table.personal
    told = {"field": place.get("field", ""), "old": shown(asked.old, personal), "new": shown(asked.new, personal)}
    if done["status"] == "applied":
        reading.fault(
            "corrected", done["sheet"], done["status"], row=done["row"], column=done["column"],
            field=told["field"], value=told["new"], table=table.name if table else "",
        )  # fmt: skip
    return {**done, **told}


# ---- as plain data, for the pipe and for what is kept -----------------------------------------------------------


_PLAIN = ("sha256", "form", "sheets", "columns", "corrections", "invented", "copied", "marks")


def to_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain data, without the path of its file."""
    where = reading.submission
    return {
        "submission": [where.name, where.street, where.year],
        "parts": [_part_to_json(part) for part in reading.parts],
        "faults": _faults(reading.faults),
        **{name: getattr(reading, name) for name in _PLAIN},
    }


def from_json(told: Mapping[str, Any], submission: Submission) -> Reading:
    """A reading from plain data, for the file it was made from."""
    plain = {name: told[name] for name in _PLAIN}
    parts = [_part_from_json(part, submission) for part in told["parts"]]
    return Reading(submission, parts=parts, faults=[Fault(*fault) for fault in told["faults"]], **plain)


def _faults(faults: Iterable[Fault]) -> list[list[Any]]:
    return [list(asdict(fault).values()) for fault in faults]


_PART = ("sheet", "header_row", "columns", "rows", "reasons", "lines", "called", "titles", "streets")


def _part_to_json(part: Part) -> dict[str, Any]:
    plain = {name: getattr(part, name) for name in _PART}
    place = part.place and [part.place.index, part.place.field, part.place.header]
    return plain | {"table": part.table.name, "place": place, "faults": _faults(part.faults)}


def _part_from_json(told: Mapping[str, Any], submission: Submission) -> Part:
    plain = {name: told[name] for name in _PART}
    place = Place(*told["place"]) if told["place"] else None
    faults = [Fault(*fault) for fault in told["faults"]]
    plain |= {name: [(row, words) for row, words in told[name]] for name in ("titles", "lines")}
    return Part(submission, table=TABLES[told["table"]], place=place, faults=faults, **plain)
