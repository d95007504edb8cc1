"""The OpenDocument workbook (.ods): what the reading library does not tell of it, and a bound on what it unfolds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from evalkit.reading.book import Note, UnreadableError
from evalkit.reading.marks import LARGEST_AREA, Marks, Prepared, attributes
from evalkit.reading.preflight import Archive, check_prolog

_TAG = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell|table-column)(\s[^<>]*?)?(/?)>")
_REPEATED_ROWS, _REPEATED_COLUMNS = b"table:number-rows-repeated", b"table:number-columns-repeated"
_SHOWN = re.compile(rb"<text:p[^<>]*>([^<]*)</text:p>")
_LINKED = re.compile(rb"""table:formula="[^"<>]*?(?:'|&apos;)file:""")
_MOST_REPEATED = 1 << 30
_HIDDEN = {b"collapse", b"filter"}
_STYLE = re.compile(rb"<style:style(\s[^<>]*)>\s*<style:table-(?:row|column)-properties(\s[^<>]*)>")
_NOUGHT = re.compile(rb"0(?:\.0*)?[a-z]*")


def prepare(archive: Archive, data: bytes) -> Prepared:
    """Look through an OpenDocument workbook.

    Parameters
    ----------
    archive : its parts. data : the file.

    Raises
    ------
    UnreadableError : ``damaged``, ``too_large``, ``doctype``; ``stray_cell`` where repeats unfold to more than can be
        held; ``password``.
    """
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableError("password")
    content = archive.read("content.xml")
    check_prolog(content)
    _check_whole(content)
    prepared = Prepared(data)
    prepared.date1904 = b'null-date table:date-value="1904' in content
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in archive.names):
        prepared.notes.append(Note("macros"))
    if b"<table:table-source" in content or _LINKED.search(content):
        prepared.notes.append(Note("external_links"))
    prepared.sheets = _Tables(content).marks
    return prepared


def _check_whole(content: bytes) -> None:
    """See that every element that is opened is closed: the reading library waits for ever for a missing end."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableError("damaged") from error


@dataclass
class _Place:
    """Where the walk through a table stands."""

    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 0
    lowest: int = -1
    last: int = -1


class _Tables:
    """One walk through all tables of a document."""

    def __init__(self, content: bytes) -> None:
        self.marks: list[Marks] = []
        self._place = _Place()
        self._merged: list[tuple[int, int, int, int]] = []
        self._flat = {*_flat_styles(content)}
        for tag in _TAG.finditer(content):
            if tag[1]:
                self._close(tag[2])
            else:
                told = attributes(tag[3] or b"")
                self._open(tag[2], told, bool(tag[4]))
                if told.get(b"calcext:value-type") == b"error":
                    self._error(content, tag.end())
                if tag[4] and tag[2] == b"table-row":
                    self._close(tag[2])

    def _open(self, name: bytes, told: dict[bytes, bytes], empty: bool) -> None:
        place = self._place
        if name == b"table":
            self.marks.append(Marks(()))
            self._place, self._merged = _Place(), []
        elif name == b"table-row":
            place.rows, place.column = _times(told, _REPEATED_ROWS), 0
            if self._is_hidden(told) and place.row < LARGEST_AREA:
                self.marks[-1].hidden_rows.update(range(place.row, place.row + min(place.rows, 1 << 20)))
        elif name == b"table-column":
            columns = _times(told, _REPEATED_COLUMNS)
            if self._is_hidden(told):
                self.marks[-1].hidden_columns.append((place.columns, place.columns + columns - 1))
            place.columns += columns
        else:
            self._cell(told, empty)

    def _is_hidden(self, told: dict[bytes, bytes]) -> bool:
        return told.get(b"table:visibility") in _HIDDEN or told.get(b"table:style-name") in self._flat

    def _cell(self, told: dict[bytes, bytes], empty: bool) -> None:
        place = self._place
        times = _times(told, _REPEATED_COLUMNS)
        down = int(told.get(b"table:number-rows-spanned", b"1"))
        right = int(told.get(b"table:number-columns-spanned", b"1"))
        if down > 1 or right > 1:
            self._merged.append((place.row, place.column, place.row + down - 1, place.column + right - 1))
        place.column += times
        uncomputed = b"table:formula" in told and b"office:value-type" not in told
        if not empty or b"office:value-type" in told or uncomputed:
            place.last = max(place.last, place.column - 1)
            place.lowest = max(place.lowest, place.row + place.rows - 1)
        if uncomputed:
            self._formula(told[b"table:formula"], times)

    def _formula(self, formula: bytes, times: int) -> None:
        """Note cells whose formula nobody has computed, by its text without the name of its language."""
        self._check_area()
        place, words = self._place, html.unescape(formula.decode("utf-8", "replace"))
        words = words[max(words.find("="), 0) :]
        for row in range(place.row, place.row + place.rows):
            for column in range(place.column - times, place.column):
                self.marks[-1].cells[row, column] = words

    def _check_area(self) -> None:
        if (self._place.lowest + 1) * (self._place.last + 1) > LARGEST_AREA:
            raise UnreadableError("stray_cell")

    def _error(self, content: bytes, at: int) -> None:
        """Note a cell whose value is an error, by what it shows."""
        shown = _SHOWN.match(content, at)
        words = html.unescape(shown[1].decode("utf-8", "replace")) if shown else "#UNKNOWN!"
        self.marks[-1].cells[self._place.row, self._place.column - 1] = words

    def _close(self, name: bytes) -> None:
        place = self._place
        if name == b"table-row":
            place.row += place.rows
        elif name == b"table" and self.marks:
            self.marks[-1].merged = tuple(self._merged)
            self._check_area()


def _flat_styles(content: bytes) -> Iterator[bytes]:
    """The names of styles of rows without height and of columns without width, where these do not fit themselves."""
    for style in _STYLE.finditer(content):
        told = attributes(style[2])
        size = told.get(b"style:row-height") or told.get(b"style:column-width") or b"1cm"
        fits = told.get(b"style:use-optimal-row-height") == b"true"
        if _NOUGHT.fullmatch(size) and not fits:
            yield attributes(style[1]).get(b"style:name", b"")


def _times(told: dict[bytes, bytes], name: bytes) -> int:
    words = told.get(name, b"1")
    return min(int(words[:12]), _MOST_REPEATED) if words.isdigit() else 1
