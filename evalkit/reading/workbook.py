"""Open one file, by its first bytes and not by its suffix, as a book of sheets of raw cells."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from evalkit.reading import biff, binary, opendocument, package
from evalkit.reading.book import Book, Note, Rows, Sheet, UnreadableError, listed, row_number, sheet_number
from evalkit.reading.delimited import decode, read_text
from evalkit.reading.faults import letter
from evalkit.reading.formats import kind
from evalkit.reading.marks import Marks, Prepared
from evalkit.reading.markup import read_markup
from evalkit.reading.preflight import Archive

__all__ = ["Book", "Note", "Sheet", "UnreadableError", "decode", "open_book", "open_sheets", "sheet_number"]

_LARGEST_BOOK = 5_000_000  # cells of all sheets together, blank ones between others included
_FAR = 1000  # rows behind the last one that holds something
_DOCUMENTS = ("word/", "ppt/")
_MAIN = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
# The parts of an archive stand in it by their names; the last holds for what is no archive.
_FORMS = ((b"xl/workbook.bin", "xlsb"), (b"content.xml", "ods"), (b"[Content_Types].xml", "xlsx"), (b"", "xls"))


def open_book(data: bytes, name: str) -> Book:
    r"""Open a workbook, a delimited text, or a web page with tables.

    Parameters
    ----------
    data : the whole file; what it is, its first bytes tell.
    name : the file's name without its suffix, which names the sheet of a text.

    Returns
    -------
    Book : its sheets (rows from the first, so that row 1 of the sheet is ``rows[0]``; of a text the records), and what
        was noticed. A cell whose value is an error holds its text (``#REF!``), a formula that nobody has computed its
        own text (``=SUM(A1:A9)``).

    Raises
    ------
    UnreadableError : why it cannot be read.

    Examples
    --------
    >>> open_book("社区,日期\n新升,8.15\n".encode("gb18030"), "探访").sheets[0].rows
    [['社区', '日期'], ['新升', '8.15']]
    """
    what = kind(data)
    if what == "text":
        return read_text(data, name)
    if what in {"html", "mhtml", "xml"}:
        return replace(read_markup(data, name, what), form=what)
    try:
        prepared = _zipped(data) if what == "zip" else biff.prepare(data)
    except (ValueError, IndexError, struct.error) as error:  # a part says what no workbook can say
        raise UnreadableError("damaged") from error
    book = _read(prepared)
    return replace(book, form=next(form for mark, form in _FORMS if mark in data))


def open_sheets(data: bytes, name: str) -> list[Sheet]:
    """The sheets of a file alone; see `open_book`."""
    return open_book(data, name).sheets


def _zipped(data: bytes) -> Prepared:
    archive = Archive(data)
    package.check_document_types(archive)
    names = {name.lower().replace("\\", "/").lstrip("/") for name in archive.names}
    if len(names & _MAIN) > 1:  # nobody can say which of them another program would read
        raise UnreadableError("unsafe")
    if "xl/workbook.bin" in names:
        return binary.prepare(archive, data)
    if "content.xml" in names:
        return opendocument.prepare(archive, data)
    if any(name.startswith(_DOCUMENTS) for name in names):
        raise UnreadableError("document")
    if "[content_types].xml" not in names:
        raise UnreadableError("archive")
    return package.prepare(archive, data)


def _read(prepared: Prepared) -> Book:
    """Have the reading library read the cells, and put beside them what it does not tell."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(prepared.data)) as book:
            return _book(book, prepared)
    except (KeyboardInterrupt, SystemExit, MemoryError, UnreadableError):
        raise
    except PasswordError as error:
        raise UnreadableError("password") from error
    except BaseException as error:  # a panic of that library is no Exception
        raise UnreadableError("damaged") from error


def _book(book: CalamineWorkbook, prepared: Prepared) -> Book:
    notes, sheets, area = [*prepared.notes], [], 0
    if not book.sheets_metadata:
        raise UnreadableError("damaged")
    marks = [*prepared.sheets, *(Marks() for _ in book.sheets_metadata)]
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        cells = book.get_sheet_by_index(index)
        bottom, right = cells.end or (-1, -1)
        area += (bottom + 1) * (right + 1)
        if area > _LARGEST_BOOK:
            raise UnreadableError("stray_cell")
        rows: Rows = cells.to_python(skip_empty_area=False)  # type: ignore[assignment]
        merged = marks[index].merged
        if merged is None:
            ranges = cells.merged_cell_ranges or []
            merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
        hidden = meta.visible != SheetVisibleEnum.Visible
        sheets.append(_sheet(Sheet(meta.name, rows, merged, hidden), marks[index]))
        notes += _told(sheets[-1], marks[index])
    return Book(sheets, tuple(notes), prepared.date1904)


def _sheet(sheet: Sheet, marks: Marks) -> Sheet:
    """The sheet with what its marks say."""
    rows = sheet.rows
    for (row, column), words in marks.cells.items():
        _widen(rows, row + 1, column + 1)
        rows[row][column] = words
    hidden_rows = {row for row in marks.hidden_rows if row < len(rows) and any(cell != "" for cell in rows[row])}
    width = len(rows[0]) if rows else 0
    columns = {column for first, last in marks.hidden_columns for column in range(first, min(last + 1, width))}
    held = {column for column in columns if any(row[column] != "" for row in rows)}
    return Sheet(sheet.name, rows, sheet.merged, sheet.hidden, frozenset(hidden_rows), frozenset(held))


def _widen(rows: Rows, height: int, width: int) -> None:
    """Have at least so many rows and columns: that library leaves out what it does not understand at the edges."""
    more = width - (len(rows[0]) if rows else 0)
    if more > 0:
        for row in rows:
            row.extend([""] * more)
    wide = len(rows[0]) if rows else width
    rows += [[""] * wide for _ in range(height - len(rows))]


def _told(sheet: Sheet, marks: Marks) -> list[Note]:
    beyond = not marks.stray and marks.formatted > len(sheet.rows) + _FAR
    found = {
        "stray_cell": "、".join(marks.stray),
        "far_formatting": str(marks.formatted) if beyond else "",
        "hidden_rows": listed(sheet.hidden_rows, row_number),
        "hidden_columns": listed(sheet.hidden_columns, letter),
    }
    return [Note(code, sheet.name, detail) for code, detail in found.items() if detail]
