"""A copy of an agency's workbook in which cells can be marked: its own where that can be kept, else its bare cells."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from evalkit.reading.package import PROPERTY
from evalkit.reading.preflight import Archive
from evalkit.reading.returned import is_list
from evalkit.reading.workbook import Sheet, open_sheets, sheet_number
from evalkit.returning.keeping import Results, losses, results_of, with_results
from evalkit.returning.notes import clean, cleaned, put_note
from evalkit.words import say, width
from evalkit.workbooks import sheet_title

# What openpyxl raises on workbooks that other programs open without complaint.
FAILURES = (
    ArithmeticError, AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile,
)  # fmt: skip
_STAMP = datetime(2016, 7, 1)  # noqa: DTZ001 - a workbook's dates have no time zone; fixed: same bytes every time
_ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
_LARGEST = 64 << 20  # bytes of sheets unpacked; beyond it formatting alone would fill the memory
_LOOKED_THROUGH = 60  # columns in which the first filled cell of a row is looked for


@dataclass(frozen=True)
class Copy:
    """A workbook to be marked.

    Parameters
    ----------
    book : as openpyxl holds it. sheets : the submitted sheets by the names they were read under, and by number.
    notes : what the copy does not keep of the original, in sentences.
    results : what the formulas of the original gave, by sheet.
    """

    book: Workbook
    sheets: Mapping[str, Worksheet]
    notes: tuple[str, ...] = ()
    results: Mapping[str, Results] = field(default_factory=dict)


def list_only(notes: tuple[str, ...] = ()) -> Copy:
    """A workbook without any sheet of the agency's, for a file that cannot be read, or not be marked."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = _STAMP
    return Copy(book, {}, notes)


def own_copy(data: bytes, name: str, lang: str) -> Copy:
    """The workbook itself, formats and all, as openpyxl keeps it; what an earlier feedback put into it is gone.

    Parameters
    ----------
    data : the whole file. name : its name.

    Raises
    ------
    UnreadableError : the look into the zip refuses it.
    ValueError : it is no workbook that openpyxl can keep, or too large for it; and what else is in `FAILURES`.
    """
    sheets = open_sheets(data, PurePosixPath(name).stem)
    _demand_plain(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of every extension it leaves out; the list says it in general
        book = load_workbook(io.BytesIO(data), rich_text=True)
    known = {page.title: page for page in book.worksheets}
    if not {sheet.name for sheet in sheets} <= set(known):
        raise ValueError(name)
    notes = losses(data, book, lang)
    lists = [page for page in book.worksheets if is_list(page.title, page["A1"].value)]
    known |= {sheet_number(n): known[sheet.name] for n, sheet in enumerate(sheets)}
    for page in lists:
        book.remove(page)
    known = {called: page for called, page in known.items() if page not in lists}
    for page in book.worksheets:
        clean(page, coloured=bool(lists))
    _sign(book, data, name)
    return Copy(book, known, notes, results_of(data))


def bare_copy(data: bytes, name: str, lang: str) -> Copy:
    """A new workbook with the cells of any file that can be read; no text becomes a formula.

    Raises
    ------
    UnreadableError : it cannot be read.
    """
    copy, file = list_only(), PurePosixPath(name)
    known: dict[str, Worksheet] = {}
    for n, sheet in enumerate(open_sheets(data, file.stem)):
        page = copy.book.create_sheet(sheet_title(sheet.name, copy.book.sheetnames))
        known.setdefault(sheet_number(n), page)
        known[sheet.name] = page
        _fill(page, sheet)
    _sign(copy.book, data, name)
    return Copy(copy.book, known, (say("returning.bare", lang, suffix=file.suffix.lower()),))


def mark(copy: Copy, place: tuple[str, int, str], severity: str, note: str) -> str:
    """Colour a cell and put a note on it; what stands in the cell stays as it is.

    Parameters
    ----------
    place : sheet, row from 1, and the column's letter; ``""`` for the first filled cell of the row.
    severity : the gravest of the findings there. note : what is said of them.

    Returns
    -------
    The cell's address, of a merged range that of its first cell.
    """
    sheet, row, column = place
    page = copy.sheets[sheet]
    cell = _top_left(page, row, column_index_from_string(column) if column else _first_filled(page, row))
    put_note(cell, severity, note)
    address: str = cell.coordinate
    return address


def put_text(cell: Cell, words: str) -> None:
    """Write words that stay words, whatever they begin with, even when somebody edits the cell."""
    cell.value = cleaned(words)
    cell.data_type = "s"
    cell.quotePrefix = words.startswith(("=", "+", "-", "@"))


def print_across(page: Worksheet) -> None:
    """Print a sheet on A4 across, as wide as the page."""
    page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def content_of(copy: Copy) -> bytes:
    """The workbook's bytes, the same every time; a spreadsheet program works all formulas out again on opening it."""
    raw, even = io.BytesIO(), io.BytesIO()
    copy.book.calculation.fullCalcOnLoad = True
    with zipfile.ZipFile(raw, "w") as draft:
        ExcelWriter(copy.book, draft).save()
    results = {page.path.lstrip("/"): copy.results.get(page.title, {}) for page in copy.book.worksheets}
    with zipfile.ZipFile(raw) as draft, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in draft.infolist():
            stamped, content = zipfile.ZipInfo(part.filename, _ZIP_STAMP), draft.read(part)
            if results.get(part.filename):
                content = with_results(content, results[part.filename])
            archive.writestr(stamped, content, zipfile.ZIP_DEFLATED)
    return even.getvalue()


def _sign(book: Workbook, data: bytes, name: str) -> None:
    """Have the copy tell what it is a copy of, so that it is not counted beside its original."""
    properties = book.custom_doc_props
    if PROPERTY in properties.names:
        del properties[PROPERTY]
    told = cleaned(f"{hashlib.sha256(data).hexdigest()} {PurePosixPath(name).name}")
    properties.append(StringProperty(name=PROPERTY, value=told))


# ---- opening and filling --------------------------------------------------------------------------------------------


def _demand_plain(data: bytes) -> None:
    """See that the file is a zipped XML workbook with an honest directory and of a size openpyxl can take."""
    if not data.startswith(b"PK"):
        raise ValueError(len(data))
    archive = Archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as directory:
        size = sum(part.file_size for part in directory.infolist() if part.filename.startswith("xl/worksheets/"))
    if "xl/workbook.xml" not in archive.names or archive.odd or size > _LARGEST:
        raise ValueError(size)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    """Put the cells of a sheet as they were read, its merged ranges, and widths by what stands in its tables."""
    widths: dict[int, int] = {}
    for row, line in enumerate(sheet.rows, 1):
        filled = {column: value for column, value in enumerate(line, 1) if value is not None and value != ""}
        for column, value in filled.items():
            _put(page.cell(row, column), value)
            if len(filled) > 1:  # a title alone in its row may run on over its neighbours
                widths[column] = max(widths.get(column, 8), min(width(str(value), doubtful=2) + 2, 40))
    for column, letters in widths.items():
        page.column_dimensions[get_column_letter(column)].width = letters
    for top, left, bottom, right in sheet.merged:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row in sheet.hidden_rows:
        page.row_dimensions[row + 1].hidden = True
    for column in sheet.hidden_columns:
        page.column_dimensions[get_column_letter(column + 1)].hidden = True
    page.sheet_state = "hidden" if sheet.hidden else "visible"
    print_across(page)


def _put(cell: Cell, value: Any) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    elif isinstance(value, bool | int | float | date | datetime | time | timedelta):
        cell.value = value
        if isinstance(value, datetime) and value.time() == time():
            cell.number_format = "yyyy-mm-dd"


def _top_left(page: Worksheet, row: int, column: int) -> Cell:
    cell = page.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    merged: Iterable[Any] = page.merged_cells.ranges
    span = next(span for span in merged if cell.coordinate in span)
    return page.cell(span.min_row, span.min_col)


def _first_filled(page: Worksheet, row: int) -> int:
    filled = (column for column in range(1, _LOOKED_THROUGH) if page.cell(row, column).value not in {None, ""})
    return next(filled, 1)
