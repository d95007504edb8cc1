"""Web pages and XML Spreadsheet 2003, which systems export under the suffix .xls."""

from __future__ import annotations

import email
import email.policy
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html.parser import HTMLParser

from evalkit.reading.book import Book, Note, Rows, Sheet, UnreadableError
from evalkit.reading.cells import Cell
from evalkit.reading.delimited import decode, raw
from evalkit.reading.marks import LARGEST_AREA
from evalkit.reading.preflight import check_prolog

_LARGEST = 10 << 20  # bytes; a page is read in seconds up to that
_MOST_ROWS, _MOST_COLUMNS, _MOST_TAKEN = 1000, 200, 1_000_000  # that cells may span, and all cells together
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_SHEET_NAMES = re.compile(
    r"<x:ExcelWorksheet>(?:[^<]|<(?!x:ExcelWorksheet>|x:Name>))*+<x:Name>([^<]*)</x:Name>", re.IGNORECASE
)
_UNFINISHED = re.compile(r"<[A-Za-z/!?]")  # what is left of a text that breaks off inside a tag
_ENDED = re.compile(r"</(?:table|body|html)?\s*", re.IGNORECASE)  # only its last tag was not closed: nothing is lost
_NO_HEIGHT = re.compile(r"(?:^|[;\s])height\s*:\s*0(?:\.0*)?(?:pt|px|cm|mm|in)?\s*(?:;|$)")
_MOST_COUNTED = 1 << 30
_BREAKING, _UNSHOWN = {"p", "div", "li"}, {"script", "style"}
Attributes = list[tuple[str, str | None]]


@dataclass
class _Grid:
    """One table while it is read: what stands where, what spans, what is hidden."""

    name: str = ""
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    row: int = -1
    column: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)

    def sheet(self, name: str) -> Sheet:
        """The table as a sheet; its hidden rows and columns are those that hold something."""
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        if height * width > LARGEST_AREA:
            raise UnreadableError("stray_cell")
        rows: Rows = [[""] * width for _ in range(height)]
        for (row, column), cell in self.cells.items():
            rows[row][column] = cell
        held_rows, held_columns = {row for row, _ in self.cells}, {column for _, column in self.cells}
        return Sheet(
            name, rows, tuple(self.merged), self.hidden,
            frozenset(self.hidden_rows & held_rows), frozenset(self.hidden_columns & held_columns),
        )  # fmt: skip

    def next_free(self) -> None:
        """Step over what a cell further up or to the left covers."""
        while (self.row, self.column) in self.taken:
            self.column += 1

    def span(self, down: int, right: int) -> None:
        """Have the cell that begins here cover so many rows and columns."""
        if down <= 1 and right <= 1:
            self.taken.add((self.row, self.column))
            return
        down, right = min(max(down, 1), _MOST_ROWS), min(max(right, 1), _MOST_COLUMNS)
        self.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
        spanned = range(self.column, self.column + right)
        self.taken |= {(row, column) for row in range(self.row, self.row + down) for column in spanned}
        if len(self.taken) > _MOST_TAKEN:
            raise UnreadableError("too_large")


def read_markup(data: bytes, name: str, kind: str) -> Book:
    """A web page or an XML Spreadsheet 2003 as a book: each table is a sheet.

    Parameters
    ----------
    data : the file. name : of its only sheet, where it has no name of its own. kind : ``html``, ``mhtml`` or ``xml``.

    Raises
    ------
    UnreadableError : ``markup`` where it holds no table, ``damaged`` where it breaks off inside a tag, ``doctype``,
        ``too_large``, ``encoding``.

    Examples
    --------
    >>> read_markup(b"<table><tr><td>a<td colspan=2>b</table>", "x", "html").sheets[0].rows
    [['a', 'b']]
    """
    if len(data) > _LARGEST:
        raise UnreadableError("too_large")
    if kind == "xml":
        return _spreadsheet_2003(data)
    words = _text(_html_of(data) if kind == "mhtml" else data)
    reader = _Html()
    _feed(reader, words)
    tables = [table for table in reader.tables if table.cells]
    if not tables:
        raise UnreadableError("markup")
    named = [html.unescape(found).strip() for found in _SHEET_NAMES.findall(words)]
    numbered = [name] if len(tables) == 1 else [f"{name} {n}" for n in range(1, len(tables) + 1)]
    names = named if len(named) == len(tables) else numbered
    sheets = [table.sheet(title) for table, title in zip(tables, names, strict=True)]
    return Book(sheets, (Note("read_as", detail="HTML"),))


def _text(data: bytes) -> str:
    """The text by what the file says of its encoding, unless that is a lie."""
    declared = _CHARSET.search(data[:2048])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        charset = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if charset in {"gb2312", "gbk"} else charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def _feed(reader: HTMLParser, words: str) -> None:
    """Read a whole text: where it breaks off inside a tag, the parser would seek its end at each further one."""
    reader.feed(words)
    unfinished = _UNFINISHED.match(reader.rawdata) and not _ENDED.fullmatch(reader.rawdata)
    if unfinished or (reader.cdata_elem and reader.rawdata.strip()):
        raise UnreadableError("damaged")
    reader.close()


def _html_of(data: bytes) -> bytes:
    """The pages inside a page saved with all its parts."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    return b"\n".join(page for page in pages if isinstance(page, bytes))


# ---- web pages -------------------------------------------------------------------------------------------------------


class _Html(HTMLParser):
    """The tables of a page, those inside others too; each cell's text with its line breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Grid] = []
        self._open: list[tuple[_Grid, list[str] | None]] = []
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "table":
            self._open.append((_Grid(), self._words))
            self.tables.append(self._open[-1][0])
            self._words = None
        elif not self._open:
            return
        elif tag == "tr":
            self._new_row(told)
        elif tag in {"td", "th"}:
            self._new_cell(told)
        elif self._words is not None and (tag == "br" or (tag in _BREAKING and "".join(self._words).strip())):
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if self._open and tag == "table":
            _, self._words = self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._words is not None and self.cdata_elem not in _UNSHOWN:
            self._words.append(re.sub(r"\s+", " ", data))

    def _new_row(self, told: dict[str, str]) -> None:
        self._end_cell()
        grid = self._open[-1][0]
        grid.row, grid.column = grid.row + 1, 0
        style = told.get("style", "").lower()
        flat = _is_nought(told.get("height", "")) or _NO_HEIGHT.search(style)
        if "display:none" in style.replace(" ", "") or "hidden" in told or flat:
            grid.hidden_rows.add(grid.row)

    def _new_cell(self, told: dict[str, str]) -> None:
        self._end_cell()
        grid = self._open[-1][0]
        grid.row = max(grid.row, 0)
        grid.next_free()
        grid.span(_count(told.get("rowspan")), _count(told.get("colspan")))
        self._words = []

    def _end_cell(self) -> None:
        if self._words is None or not self._open:
            return
        words = "\n".join(line.strip() for line in "".join(self._words).replace("\xa0", " ").split("\n")).strip()
        grid, self._words = self._open[-1][0], None
        if words:
            grid.cells[grid.row, grid.column] = raw(words)


def _count(words: str | None) -> int:
    return min(int(words[:12]), _MOST_COUNTED) if words and words.isascii() and words.isdigit() else 1


def _is_nought(words: str) -> bool:
    """Whether a height or width is none."""
    return bool(words) and not words.strip("0.")


# ---- XML Spreadsheet 2003 --------------------------------------------------------------------------------------------


def _spreadsheet_2003(data: bytes) -> Book:
    check_prolog(data)
    words = _text(data)
    check_prolog(words.encode("utf-8", "replace"))
    reader = _Spreadsheet()
    _feed(reader, words)
    if not reader.tables:
        raise UnreadableError("damaged")
    sheets = [table.sheet(table.name) for table in reader.tables]
    return Book(sheets, (Note("read_as", detail="XML Spreadsheet 2003"),), reader.date1904)


class _Spreadsheet(HTMLParser):
    """The worksheets of an XML Spreadsheet 2003; names of elements and attributes count without their prefix."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Grid] = []
        self.date1904 = False
        self._within = ""
        self._words: list[str] = []
        self._type = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = {key.rpartition(":")[2]: value or "" for key, value in attrs}
        name = tag.rpartition(":")[2]
        if name == "worksheet":
            self.tables.append(_Grid(told.get("name", "")))
            self._column = 0
        elif name == "date1904":
            self.date1904 = True
        elif self.tables:
            self._inside(name, told, self.tables[-1])

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name != self._within:
            return
        words, self._within = "".join(self._words), ""
        grid = self.tables[-1]
        if name == "visible":
            grid.hidden = words.strip() in {"SheetHidden", "SheetVeryHidden"}
        elif words:
            grid.cells[grid.row, grid.column] = _typed(words, self._type)
        else:
            grid.cells.pop((grid.row, grid.column), None)

    def handle_data(self, data: str) -> None:
        if self._within:
            self._words.append(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_data(data.removeprefix("CDATA["))

    def _inside(self, name: str, told: dict[str, str], grid: _Grid) -> None:
        if name == "column":
            places = list(_spanned(told, self._column))
            self._column = places[-1] + 1
            if told.get("hidden") == "1" or _is_nought(told.get("width", "")):
                grid.hidden_columns.update(places)
        elif name == "row":
            self._row(told, grid)
        elif name == "cell":
            grid.column = _place(told, grid.column + 1)
            if "index" not in told:
                grid.next_free()
            grid.span(_count(told.get("mergedown", "0")) + 1, _count(told.get("mergeacross", "0")) + 1)
            if told.get("formula"):  # stands until its value follows
                grid.cells[grid.row, grid.column] = told["formula"]
        elif name in {"data", "visible"}:
            self._within, self._words, self._type = name, [], told.get("type", "String")

    def _row(self, told: dict[str, str], grid: _Grid) -> None:
        places = list(_spanned(told, grid.row + 1))
        grid.row, grid.column = places[0], -1
        if told.get("hidden") == "1" or _is_nought(told.get("height", "")):
            grid.hidden_rows.update(places)
        if len(places) > 1:
            grid.row = places[-1]


def _place(told: dict[str, str], following: int) -> int:
    """Where an element stands, from 0: said by its index, else behind the one before."""
    return _count(told["index"]) - 1 if told.get("index") else following


def _spanned(told: dict[str, str], following: int) -> Iterator[int]:
    first = _place(told, following)
    more = _count(told["span"]) if told.get("span") else 0
    yield from range(first, first + min(more, 1 << 20) + 1)


def _typed(words: str, kind: str) -> Cell:
    """A value by its declared type; what does not fit its type stays text."""
    try:
        if kind == "Number":
            return float(words)
        if kind == "DateTime":
            moment = datetime.fromisoformat(words)
            return date(moment.year, moment.month, moment.day) if moment.time() == datetime.min.time() else moment
    except ValueError:
        return words
    return words.strip() == "1" if kind == "Boolean" else words
