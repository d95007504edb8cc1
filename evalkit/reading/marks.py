"""What the reading library does not tell of a sheet, taken from its XML; and the XML as that library is to read it.

Nothing is parsed: cheap tests say whether there is anything to look at more closely, which there mostly is not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from evalkit.reading.book import Note, Spans, UnreadableError
from evalkit.reading.faults import letter

LARGEST_AREA = 4_000_000  # cells of one sheet, from the first to the last that holds something
_MAIN = rb"http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main"
_PREFIX = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*(?:"%s"|'%s')""" % (_MAIN, _MAIN))
_FOREIGN_LIST = re.compile(rb"<[\w.-]+:sheetData[\s/>]")
_FOREIGN = re.compile(rb"<[\w.-]+:(?:row|c)[\s/>]")  # outside the rows, anchors of drawings have such elements
_ATTRIBUTES = re.compile(rb"([\w:.-]{1,99})\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_UNUSUAL = re.compile(rb"<(?:c|row|col|mergeCell)\s[^<>]*?(?:'|\s=|=\s)")
_TAG = re.compile(rb"<(?:c|row|col|mergeCell)\s[^<>]*+>")
# Columns beyond ZZ and rows from 10,000 on: nothing nearer is worth a closer look.
_FAR = re.compile(rb'r="(?:[A-Za-z]{3,}\d|[A-Za-z]*\d{5,})')
_WIDE = re.compile(rb'r="[A-Za-z]{3,}\d')
_WITHOUT_PLACE = re.compile(rb'<c(?:\s+(?!r=)[\w:]+="[^"<]*")*\s*/?>')
_FILLED_ROW = re.compile(rb'<c\s(?>[^<>]*?\br=")[A-Za-z]+(\d+)"[^<>]*+(?<!/)>')
_COLUMN = re.compile(rb'<c\s(?>[^<>]*?\br=")([A-Za-z]+)')
_PLACE = re.compile(rb"<(row|c)\b([^<>]*+)>|</row>")
_R = re.compile(rb'\br="([A-Za-z]*)(\d*)"')
_CELL = re.compile(rb"<c\b[^<>]*+(?<!/)>(?:[^<]|<(?!/?c\b))*+</c>|<c\b[^<>]*+(?<=/)>")
_GAP, _FEW = {"rows": 10_000, "columns": 256}, 20
_ERROR = re.compile(rb'(<c\b[^<>]*?\s)t="e"')
_NOT_COMPUTED = re.compile(rb"<c\b([^<>]*)>\s*<f\b([^<>]*?)(?:/>|>([^<]*)</f>)\s*+(<v\s*/>|<v\b[^<>]*></v>)?+\s*+</c>")
_NOUGHT = re.compile(rb"<c\b([^<>]*)>\s*<f\b([^<>]*?)(?:/>|>([^<]*)</f>)\s*(<v\b[^<>]*>\s*0(?:\.0*)?\s*</v>)\s*</c>")
_MERGED = re.compile(rb'<mergeCell\b[^<>]*?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"')
_HIDDEN = re.compile(rb'<(?:row|col)\s(?>[^<>]*?\bhidden=")(?:1|true|on)"[^<>]*+>')
_ZERO = (b'ht="0', b'width="0')
_FLAT = re.compile(rb'<(?:row\s(?>[^<>]*?\sht=")|col\s(?>[^<>]*?\swidth="))0(?:\.0*)?"[^<>]*+>')
_FORMULA_SIGNS = (b"</f></c>", b"<v></v>", b"<v/>", b"<v />", b"></v></c>")
_BARE_FORMULA = re.compile(rb"<f\b[^<>]*+(?<=/)>\s*(?:</c>|<v\s*/>)|</f>\s+</c>")


@dataclass
class Marks:
    """What the reading library does not tell of one sheet; rows and columns count from 0.

    Parameters
    ----------
    merged : ranges as (top, left, bottom, right); ``None`` where that library knows them.
    hidden_rows, hidden_columns : whether they hold anything or not; columns as ranges (first, last).
    stray : addresses of cells that were left out. cells : (row, column) -> what stands there in truth.
    formatted : the last row that is written down, from 1, though nothing may stand in it.
    """

    merged: Spans | None = None
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    formatted: int = 0


@dataclass
class Prepared:
    """A workbook ready for the reading library.

    Parameters
    ----------
    data : the file as that library is to see it. sheets : what is known of each, in the workbook's order.
    notes : what was noticed. date1904 : whether its day numbers count from 1904.
    """

    data: bytes
    sheets: list[Marks] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    date1904: bool = False


def mark(xml: bytes, pending: bool = False) -> tuple[bytes, Marks]:
    """Look through the XML of one sheet.

    Parameters
    ----------
    xml : of the sheet. pending : whether its formulas are still to be computed, so that a nought of one is no result.

    Returns
    -------
    The XML as it is to be read: far cells left out, errors and formulas that were never computed as text; and what it
    tells.

    Raises
    ------
    UnreadableError : ``stray_cell``, where many cells stand so far out that the sheet cannot be held; ``damaged``,
        where it has two lists of rows; ``unsafe``, where rows or cells are of another kind than a workbook's.

    Examples
    --------
    >>> mark(b'<row r="1" hidden="1"><c r="A1" t="e"><v>#N/A</v></c></row>')[0]
    b'<row r="1" hidden="1"><c r="A1" t="str"><v>#N/A</v></c></row>'
    """
    xml, marks = plain(xml), Marks(())
    if xml.count(b"<sheetData") > 1:  # the reading library would read the first, another program none
        raise UnreadableError("damaged")
    rows = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if _FOREIGN_LIST.search(xml) or _FOREIGN.search(xml, *rows):  # that library takes them for its own
        raise UnreadableError("unsafe")
    if _FAR.search(xml):
        xml = _without_far(xml, marks)
    if b't="e"' in xml:
        xml = _ERROR.sub(rb'\1t="str"', xml)
    if b"<f" in xml and (any(sign in xml for sign in _FORMULA_SIGNS) or _BARE_FORMULA.search(xml)):
        xml = _NOT_COMPUTED.sub(_formula_as_text, xml)
    if pending and b"<f" in xml:
        xml = _NOUGHT.sub(lambda cell: cell[0] if _typed(cell[1]) else _formula_as_text(cell), xml)
    _find_hidden(xml, marks)
    if (at := xml.rfind(b"<row ")) >= 0 and (last := _R.search(xml, at, at + 200)) and last[2]:
        marks.formatted = int(last[2])
    if (at := xml.rfind(b"<mergeCells")) >= 0:
        marks.merged = tuple(_span(found) for found in _MERGED.finditer(xml, at))
    return xml, marks


def plain(xml: bytes) -> bytes:
    """XML without a prefix before its elements, and with its cells' attributes written the usual way."""
    if prefixes := {*_PREFIX.findall(xml)}:
        xml = re.sub(rb"<(/?)(?:%s):" % b"|".join(map(re.escape, prefixes)), rb"<\1", xml)
    if any(sign in xml for sign in (b"'", b" =", b"= ")) and _UNUSUAL.search(xml):
        xml = _TAG.sub(lambda tag: _ATTRIBUTES.sub(_usual, tag[0]), xml)
    return xml


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """The attributes of one tag; those with a prefix also by their bare name.

    Examples
    --------
    >>> attributes(b'<sheet name="A" r:id="rId1">')[b"id"]
    b'rId1'
    """
    found = {name: double or single for name, double, single in _ATTRIBUTES.findall(tag)}
    return {name.rpartition(b":")[2]: value for name, value in found.items()} | found


def column_index(letters: bytes) -> int:
    """The index of a column, from 0, by its letters.

    Examples
    --------
    >>> column_index(b"A"), column_index(b"AA"), column_index(b"XFD")
    (0, 26, 16383)
    """
    number = 0
    for sign in letters.upper():
        number = number * 26 + sign - 64
    return number - 1


def _usual(found: re.Match[bytes]) -> bytes:
    return found[1] + b'="' + (found[2] or found[3] or b"").replace(b'"', b"&quot;") + b'"'


def _span(found: re.Match[bytes]) -> tuple[int, int, int, int]:
    return int(found[2]) - 1, column_index(found[1]), int(found[4]) - 1, column_index(found[3])


def _formula_as_text(found: re.Match[bytes]) -> bytes:
    """A cell whose formula nobody has computed, as the formula's text; one computed to nothing stays as it is."""
    told = attributes(found[1])
    if found[4] and told.get(b"t") == b"str":
        return found[0]
    where = b' r="' + told[b"r"] + b'"' if b"r" in told else b""
    return b"<c" + where + b' t="str"><v>=' + (found[3] or "…".encode()) + b"</v></c>"


def _typed(attributes_of: bytes) -> bool:
    """Whether a cell says that its value is no number."""
    return attributes(attributes_of).get(b"t", b"n") != b"n"


def _find_hidden(xml: bytes, marks: Marks) -> None:
    """Note rows and columns that are hidden, or of no height or width."""
    tags = _HIDDEN.findall(xml) if b"hidden=" in xml else []
    for tag in [*tags, *(_FLAT.findall(xml) if any(sign in xml for sign in _ZERO) else [])]:
        told = attributes(tag)
        if b"min" in told and b"max" in told:
            marks.hidden_columns.append((int(told[b"min"]) - 1, int(told[b"max"]) - 1))
        elif b"r" in told:
            marks.hidden_rows.add(int(told[b"r"]) - 1)


# ---- far cells -------------------------------------------------------------------------------------------------------


def _without_far(xml: bytes, marks: Marks) -> bytes:
    """The XML without the few cells that stand alone far from all the others."""
    if _is_long_list(xml):
        return xml
    places = _places(xml)
    lowest = edge(Counter(row for row, _ in places.values()), _GAP["rows"])
    last = edge(Counter(column for row, column in places.values() if row <= lowest), _GAP["columns"])
    if (lowest + 1) * (last + 1) > LARGEST_AREA:
        raise UnreadableError("stray_cell")
    far = {at: place for at, place in places.items() if place[0] > lowest or place[1] > last}
    marks.stray = [f"{letter(column)}{row + 1}" for row, column in sorted(far.values())]
    return _CELL.sub(lambda cell: b"" if cell.start() in far else cell[0], xml) if far else xml


def _is_long_list(xml: bytes) -> bool:
    """Whether a sheet reaches far down for no other reason than that it is long; told without looking at each cell."""
    if _WIDE.search(xml) or _WITHOUT_PLACE.search(xml):
        return False
    rows = Counter({int(row): times for row, times in Counter(_FILLED_ROW.findall(xml)).items()})
    last = max(rows, default=0)
    width = max(map(column_index, {*_COLUMN.findall(xml)}), default=0) + 1
    return edge(rows, _GAP["rows"]) == last and last * width <= LARGEST_AREA


def edge(held: Counter[int], gap: int) -> int:
    """The last row or column before a wide gap behind which only a few cells lie; -1 where that is all there is.

    Parameters
    ----------
    held : row or column, from 0 -> its cells. gap : how wide it must be.

    Examples
    --------
    >>> edge(Counter({0: 5, 1: 5, 20_000: 1}), 10_000), edge(Counter({0: 5, 20_000: 50}), 10_000)
    (1, 20000)
    """
    ordered = [*sorted(held, reverse=True), -1]
    last, beyond = ordered[0], 0
    for high, low in pairwise(ordered):
        beyond += held[high]
        if beyond > _FEW:
            break
        if high - low > gap:
            last = low
    return last


def _places(xml: bytes) -> dict[int, tuple[int, int]]:
    """Where in the XML each cell that holds something begins -> its row and column, from 0, said or implied."""
    places, row, column = {}, 0, 0
    for tag in _PLACE.finditer(xml):
        told = _R.search(tag[2] or b"")
        if tag[1] == b"row":
            row, column = int(told[2]) - 1 if told and told[2] else row, 0
        elif tag[1] is None:
            row, column = row + 1, 0
        else:
            at = (int(told[2]) - 1, column_index(told[1])) if told and told[1] and told[2] else (row, column)
            column = at[1] + 1
            if not tag[2].endswith(b"/"):
                places[tag.start()] = at
    return places
