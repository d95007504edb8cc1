"""One file, from its bytes to what it gives: parts, how sheets were understood, faults. Runs in the reading child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from evalkit.reading.account import account, seen
from evalkit.reading.corrections import Correction, apply_corrections
from evalkit.reading.dates import usual_order
from evalkit.reading.faults import Fault, letter
from evalkit.reading.files import Submission
from evalkit.reading.forms import Form, find_forms
from evalkit.reading.headers import Header, Place, find_headers, looks_tabular, missing
from evalkit.reading.hiding import hide_names
from evalkit.reading.parts import Part, shown
from evalkit.reading.returned import copy_of, is_list_sheet
from evalkit.reading.rows import BookDates, date_cells, header_of, read_forms, read_part
from evalkit.reading.sealing import seal
from evalkit.reading.setting import Setting
from evalkit.reading.totals import check_totals
from evalkit.reading.workbook import Book, Sheet, UnreadableError, open_book
from evalkit.tables import TABLES

INVENTED = "虚构样本"
_ON_SHEETS = {"hidden_sheet", "unknown_sheet"}
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
    for part in reading.parts:
        seal(part, key)
    return reading


def bytes_of(path: Path) -> bytes:
    """The whole file.

    Raises
    ------
    UnreadableError : another program holds it, or permission is missing.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError("locked") from error


def _read_sheets(reading: Reading, book: Book, setting: Setting, wanted: Sequence[Correction]) -> None:
    sheets, done = apply_corrections(book.sheets, wanted)
    reading.invented = any(_text_in(sheet, INVENTED) for sheet in sheets)
    found = [(sheet, *_laid_out(reading, sheet, setting)) for sheet in sheets]
    dated = (cell for sheet, headers, _ in found for header in headers for cell in date_cells(sheet, header))
    dates = BookDates(book.date1904, usual_order(dated, min(setting.starts.values()), setting.end))
    for sheet, headers, forms in found:
        _read_sheet(reading, sheet, (headers, forms), setting, dates)
    check_totals(reading.parts)
    reading.corrections = [_settled(reading, one, asked) for one, asked in zip(done, wanted, strict=True)]


def _names(reading: Reading, sheet: Sheet) -> list[str]:
    """What a sheet is called, most telling first: its own name, the file's, the folders' below the street's."""
    return [sheet.name, *reversed(PurePosixPath(reading.submission.name).parts[2:])]


def _laid_out(reading: Reading, sheet: Sheet, setting: Setting) -> tuple[list[Header], list[Form]]:
    """The headers of a sheet of records, or the forms of a sheet of forms; neither where it is none."""
    if is_list_sheet(sheet):
        return [], []
    names = _names(reading, sheet)
    forms = find_forms(sheet, names, setting.words)
    return ([], forms) if forms else (find_headers(sheet, names, setting.words), [])


def _read_sheet(
    reading: Reading, sheet: Sheet, laid_out: tuple[list[Header], list[Form]], setting: Setting, dates: BookDates
) -> None:
    headers, forms = laid_out
    if sheet.hidden:
        reading.sheets.append(seen(sheet.name, layout="hidden"))
        if headers or forms:
            reading.fault("hidden_sheet", sheet.name, (headers or forms)[0].table.name)
        return
    for header in headers:
        part = read_part(sheet, header, reading.submission, setting, dates)
        _take(reading, part, header, account(sheet, header, part, setting.words))
    if forms:
        header = header_of(forms)
        part = read_forms(sheet, forms, reading.submission, setting, dates)
        _take(reading, part, header, seen(sheet.name, header, layout="forms"))
    if not headers and not forms:
        reading.sheets.append(seen(sheet.name))
        if looks_tabular(sheet) and not is_list_sheet(sheet):
            table, lacking = missing(sheet, _names(reading, sheet), setting.words)
            reading.fault("unknown_sheet", sheet.name, f"{table}:{'、'.join(lacking)}" if table else "")


def _take(reading: Reading, part: Part, header: Header, told_of_sheet: dict[str, Any]) -> None:
    """A part, how its columns were understood, and the columns nobody knows."""
    reading.parts.append(part)
    reading.sheets.append(told_of_sheet)
    for place in header.places:
        told: dict[str, Any] = {"sheet": part.sheet, "table": part.table.name, "header_row": part.header_row}
        told |= {"field": place.field, "column": letter(place.index)}
        told |= {"header": place.header, "match": place.match, "near": place.near}
        reading.columns.append(told | {"form": part.forms.get(place.field.partition("+")[0], "")})
        if not place.field and place not in header.duplicates:
            part.fault("unknown_column", None, place, place.header, place.near)


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


_PLAIN = ("sha256", "form", "sheets", "columns", "corrections", "invented", "copied")


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


_PART = ("sheet", "header_row", "columns", "rows", "reasons", "labels", "called", "titles")


def _part_to_json(part: Part) -> dict[str, Any]:
    plain = {name: getattr(part, name) for name in _PART}
    place = part.place and [part.place.index, part.place.field, part.place.header]
    return plain | {"table": part.table.name, "place": place, "faults": _faults(part.faults)}


def _part_from_json(told: Mapping[str, Any], submission: Submission) -> Part:
    plain = {name: told[name] for name in _PART}
    place = Place(*told["place"]) if told["place"] else None
    faults = [Fault(*fault) for fault in told["faults"]]
    plain["titles"] = [(row, words) for row, words in told["titles"]]
    return Part(submission, table=TABLES[told["table"]], place=place, faults=faults, **plain)
