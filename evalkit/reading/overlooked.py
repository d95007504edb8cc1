"""What a sheet that was read holds beside its records: rows above the header, columns without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from evalkit.reading.body import QUANTITIES, Body
from evalkit.reading.cells import Cell, even, is_blank
from evalkit.reading.dates import parse_date
from evalkit.reading.headers import Header
from evalkit.reading.unread import looks_tabular
from evalkit.reading.vocabulary import Vocabulary
from evalkit.reading.workbook import Sheet

_SOME_DAY = date(2000, 1, 1)  # only whether it is a day is asked


def records_above(sheet: Sheet, header: Header, words: Vocabulary) -> list[int]:
    """Rows above a header that look like the records below it; titles, notes and legends do not.

    Parameters
    ----------
    sheet : raw rows. header : the first of the sheet. words : as for `evalkit.reading.headers.find_headers`.

    Examples
    --------
    >>> from evalkit.reading.headers import find_header
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> rows = [["新升社区", "2016-07-01"], ["社区名单", ""], ["社区", "纳入服务日期"], ["何山社区", "2016-07-01"]]
    >>> sheet = Sheet("社区", rows)
    >>> records_above(sheet, find_header(sheet, ["社区"], vocabulary({})), vocabulary({}))
    [0]
    """
    body = Body(sheet, replace(header, row=0, last=-1, top=0, end=header.row))
    told = zip(body.indexes, body.kinds, strict=True)
    return [index for index, kind in told if not kind and _is_record(body.rows[index], header, words)]


def bare_columns(sheet: Sheet, header: Header, rows: Iterable[int]) -> list[int]:
    """Columns without a header in which something stands beside records; running numbers say nothing.

    Parameters
    ----------
    sheet : raw rows. header : of the records. rows : those of the records, from 0.

    Examples
    --------
    >>> from evalkit.reading.headers import find_header
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> sheet = Sheet("社区", [["社区", "纳入服务日期", ""], ["何山社区", "2016-07-01", "已核"]])
    >>> bare_columns(sheet, find_header(sheet, ["社区"], vocabulary({})), [1])
    [2]
    """
    headed = {place.index for place in header.places} | header.parked
    filled: dict[int, list[Cell]] = {}
    for row in rows:
        for index, cell in enumerate(sheet.rows[row]):
            if index not in headed and not is_blank(cell) and cell not in (0, "0"):
                filled.setdefault(index, []).append(cell)
    return sorted(index for index, cells in filled.items() if not _runs(cells))


def holds_rows(sheet: Sheet) -> bool:
    """Whether a sheet holds rows of cells side by side, and not only lists for drop-down menus.

    Examples
    --------
    >>> holds_rows(Sheet("选项", [["甲", "丙", "戊"], ["乙", "丁", "己"], ["寅", "卯", "辰"]]))
    False
    >>> holds_rows(Sheet("旧", [["甲", "丙", 1], ["甲", "丁", 2], ["乙", "戊", 2]]))
    True
    """
    if not looks_tabular(sheet):
        return False
    width = max(map(len, sheet.rows))
    columns = ([line[n] for line in sheet.rows if n < len(line) and not is_blank(line[n])] for n in range(width))
    return any(len({*map(str, cells)}) < len(cells) or not all(isinstance(c, str) for c in cells) for cells in columns)


def _is_record(row: Sequence[Cell], header: Header, words: Vocabulary) -> bool:
    """Whether a row fills half of the table's columns, with a day or a quantity where the table has any."""
    kinds = {column.name: column.kind for column in header.table.columns}
    at = {name: place.index for name, place in header.fields.items() if place.index < len(row)}
    filled = {name: row[index] for name, index in at.items() if not is_blank(row[index])}
    said = [even(cell) for cell in filled.values() if isinstance(cell, str)]
    if len(filled) < max(2, len(header.fields) / 2) or any(":" in one for one in said):
        return False
    if sum(one in words for one in said) * 2 > len(filled):
        return False
    if any(kinds.get(name) == "date" for name in header.fields):
        return any(kinds[name] == "date" and parse_date(c, _SOME_DAY)[0] is not None for name, c in filled.items())
    counted = any(kinds[name] in QUANTITIES and not isinstance(cell, str) for name, cell in filled.items())
    return counted or len(filled) > 2


def _runs(cells: Sequence[Cell]) -> bool:
    """Whether cells are running numbers."""
    words = [str(cell).removesuffix(".0") for cell in cells]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 6]
    return len(numbers) == len(cells) > 1 and all(high - low == 1 for low, high in pairwise(numbers))
