"""Open one file, by its first bytes and not by its suffix, as a list of sheets of raw cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from evalkit.errors import ReadError
from evalkit.reading.cells import Cell
from evalkit.reading.preflight import inspect_zip
from evalkit.words import say

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MONTH_DAY = re.compile(r"\d{1,2}\.[123]")


class UnreadableError(ReadError):
    """A file that cannot be read; ``why`` is the key of its sentence, ``reading.why_<why>``."""

    def __init__(self, why: str) -> None:
        super().__init__(say(f"reading.why_{why}"))
        self.why = why


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the first, merged ranges as (top, left, bottom, right) from 0, whether hidden."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


def open_sheets(data: bytes, name: str) -> list[Sheet]:
    r"""The sheets of a workbook, or the one sheet of a delimited text.

    Parameters
    ----------
    data : the whole file.
    name : the file's name without its suffix, which names the sheet of a text.

    Raises
    ------
    UnreadableError : empty, damaged, protected by a password, of an unknown encoding, or no table at all.

    Examples
    --------
    >>> open_sheets("社区,日期\n新升,8.15\n".encode("gb18030"), "探访")[0].rows
    [['社区', '日期'], ['新升', '8.15']]
    """
    if not data.strip():
        raise UnreadableError("empty")
    if data.startswith((_ZIP, _OLE)):
        if data.startswith(_ZIP):
            _check_zip(data)
        return _workbook(data)
    if data.lstrip()[:1] == b"<":
        raise UnreadableError("markup")
    return [Sheet(name, _delimited(decode(data)))]


def decode(data: bytes) -> str:
    """Text by its byte-order mark, else strict UTF-8, else strict GB18030.

    Raises
    ------
    UnreadableError : none of them fits, or the text holds NUL.

    Examples
    --------
    >>> decode("探访".encode("gbk")), decode("探访".encode("utf-8-sig"))
    ('探访', '探访')
    """
    marked = [encoding for mark, encoding in _BOMS.items() if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            words = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in words:
            break
        return words
    raise UnreadableError("encoding" if b"\0" not in data or marked else "damaged")


def _check_zip(data: bytes) -> None:
    if why := inspect_zip(data):
        raise UnreadableError(why)


def _workbook(data: bytes) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            wanted = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
            return [_sheet(book, m.name, m.visible != SheetVisibleEnum.Visible) for m in wanted]
    except PasswordError:
        raise UnreadableError("password") from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise UnreadableError("password" if _encrypted(data) else "damaged") from error


def _sheet(book: CalamineWorkbook, name: str, hidden: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    ranges = sheet.merged_cell_ranges or []
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
    return Sheet(name, rows, merged, hidden)


def _encrypted(data: bytes) -> bool:
    """Whether an Office file is the envelope of an encrypted one."""
    return data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data


def _delimited(words: str) -> list[list[Cell]]:
    """Rows of a delimited text; its delimiter is the one most used on the first lines that have any."""
    head = words[:4000]
    delimiter = max("\t,;", key=lambda sign: (head.count(sign), sign == ","))
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableError("damaged") from error
    # A text does not tell the number 6.3 (perhaps 6.30 once) from the text: it is read as the number.
    return [[float(cell) if _MONTH_DAY.fullmatch(cell.strip()) else cell for cell in row] for row in rows]
