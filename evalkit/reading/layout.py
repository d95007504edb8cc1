"""How a sheet is laid out around its header: merged cells, unit rows, instructions, lists parked beside the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from evalkit.reading.cells import Cell, even, is_blank, text
from evalkit.reading.workbook import Sheet

_UNITS = "元|万元|小时|分钟|人|户|人次|次|名|岁|天"
_REMARK = re.compile(
    rf"\((?:单位:?)?({_UNITS}|必填项?|选填|可选|如有|是/否|年[-/.]?月[-/.]?日|yyyy.*|格式.*|例.*|如.*|.*示例.*)\)$"
)
_ANY_REMARK = re.compile(rf"(?:\(([^()]*)\)|/([^/()]*)|:({_UNITS}))$")
_UNIT_IN = re.compile("万元|元|分钟|小时")
_LATIN = re.compile(r"[(/]*[a-z][-a-z .,'/]*\)*")
_RUNNING = {"序号", "编号", "序", "号", "no.", "no", "行号"}
_ORNAMENT = re.compile(r"^[*※★\d.、]+(?=[^\d.、])|[*※★:]+$")
_INSTRUCTION = re.compile(
    r"[*※★(\[【]*(非?必填|必须填|选填|可选|不填|可不填|如有|下拉|单选|多选|请?从?下拉|请(填|选|输|勾|按|注|用|写|逐|如实)|填写|填表|格式|"
    r"示例|例如|例:|如:|注:|说明:|自动|系统|文本|纯?数字|数值|整数|日期格式|日期型|yyyy|年[-/.]月[-/.]日|\d+位|不超过|"
    r"是/否|见.{0,8}(说明|选项|下拉)|填(全|写|实|数)).*|[^\d/]{1,8}(/[^\d/]{1,8}){2,}"
)
_DEEPEST = 5  # rows a header may take where merged cells say so
_TITLES = 6  # rows of titles looked for above a header further down
_TOTAL = re.compile("合计|小计|总计|共计")
_LABEL = re.compile(r"[^\d:]{2,8}:")


@lru_cache(maxsize=1 << 14)
def header_word(words: str) -> tuple[str, str]:
    r"""A header evened, without marks for a must and remarks in brackets, and the unit those name.

    Examples
    --------
    >>> header_word("＊ 金额\n(万元)"), header_word("村(社区)")
    (('金额', '万元'), ('村(社区)', ''))
    """
    evened = _ORNAMENT.sub("", even(words)) or even(words)
    remark = _REMARK.search(evened)
    if not remark or not evened[: remark.start()]:
        return evened, ""
    return _ORNAMENT.sub("", evened[: remark.start()]), _unit(remark[1])


@lru_cache(maxsize=1 << 14)
def plainer(words: str) -> tuple[str, ...]:
    """A header evened and read ever more freely: without a usual remark, without any, without its translation.

    Examples
    --------
    >>> plainer("金额(小写)"), plainer("社区 Community")
    (('金额(小写)', '金额', '金额(小写)'), ('社区community', '', '社区'))
    """
    evened = header_word(words)[0]
    remark = _ANY_REMARK.search(evened)
    bare = evened[: remark.start()] if remark else ""
    return evened, bare, _LATIN.sub("", evened) if not evened.isascii() else ""


def unit_of(words: str) -> str:
    """The unit a header names in a remark, whatever else the remark says; ``""`` where none.

    Examples
    --------
    >>> unit_of("金额(人民币万元)"), unit_of("时长/小时"), unit_of("金额")
    ('万元', '小时', '')
    """
    evened, unit = header_word(words)
    remark = _ANY_REMARK.search(evened)
    told = _UNIT_IN.search("".join(filter(None, remark.groups()))) if remark else None
    return unit or (told[0] if told else "")


def is_running(words: str) -> bool:
    """Whether a header stands over running numbers, which any table may have."""
    return header_word(words)[0] in _RUNNING


def is_instruction(row: list[Cell]) -> bool:
    """Whether a row tells how to fill in the columns: 必填, 下拉选择, 格式:…; such a row is no record.

    Parameters
    ----------
    row : the cells of one row. Two of its cells or more must be instructions, and half of those that are not blank;
        one alone is enough where nothing else stands in the row. Numbers and days are never instructions.

    Examples
    --------
    >>> is_instruction(["必填", "格式:2016-08-15", "", "下拉选择", "张样本"])
    True
    >>> is_instruction(["新升社区", "2016-08-15", "必填", "", ""])
    False
    """
    filled = [cell for cell in row if not is_blank(cell)]
    if not filled or not all(isinstance(cell, str) for cell in filled):
        return False
    told = sum(bool(_INSTRUCTION.fullmatch(even(text(cell)))) for cell in filled)
    return told * 2 >= len(filled) and told >= min(2, len(filled))


def depths(sheet: Sheet, row: int) -> list[int]:
    """How many rows a header that begins in ``row`` may take: one to three, and never a part of a merged cell.

    Examples
    --------
    >>> depths(Sheet("x", [[""]] * 9), 0), depths(Sheet("x", [[""]] * 9, ((0, 0, 1, 0),)), 0)
    ([1, 2, 3], [2, 3])
    """
    begun = [(top, bottom) for top, _, bottom, _ in sheet.merged if row <= top < row + _DEEPEST and bottom > top]
    found = []
    for depth in range(1, _DEEPEST + 1):
        whole = all(bottom < row + depth for top, bottom in begun if top < row + depth)
        needed = depth <= 3 or any(bottom == row + depth - 1 for _, bottom in begun)
        found += [depth] * (whole and needed)
    return found


def header_texts(sheet: Sheet, row: int, depth: int) -> list[tuple[str, ...]]:
    """For each column the texts of its header from top to bottom; a merged cell's text stands in all it covers."""
    lines = [[*line] for line in sheet.rows[row : row + depth]]
    width = max(map(len, lines), default=0)
    grid = [[text(cell) for cell in line] + [""] * (width - len(line)) for line in lines]
    for top, left, bottom, right in sheet.merged:
        if row <= top < row + len(grid) and left < width:
            # A group's cell covers the columns below it; a column's own cell, however wide, is one column.
            wide = right if bottom < row + len(grid) - 1 else left
            for line in range(top - row, min(bottom - row + 1, len(grid))):
                grid[line][left : wide + 1] = [grid[top - row][left]] * len(grid[line][left : wide + 1])
    return [tuple(dict.fromkeys(filter(None, column))) for column in zip(*grid, strict=True)]


def remark_row(row: list[Cell]) -> dict[int, str] | None:
    """The units in a row that holds nothing but remarks on the header above it; ``None`` for any other row.

    Examples
    --------
    >>> remark_row(["", "(必填)", "万元"]), remark_row(["新升社区", "(必填)", ""])
    ({1: '', 2: '万元'}, None)
    """
    units = {}
    for index, cell in enumerate(row):
        if is_blank(cell):
            continue
        remark = _REMARK.fullmatch(f"({even(cell).strip('()')})") if isinstance(cell, str) else None
        if remark is None:
            return None
        units[index] = _unit(remark[1])
    return units or None


def titles_above(sheet: Sheet, row: int, floor: int) -> int:
    """The first of the blank rows and titles right above ``row``, not above ``floor``.

    Examples
    --------
    >>> titles_above(Sheet("x", [["a", "b"], ["", ""], ["表二", ""], ["c", "d"]]), 3, 0)
    1
    """
    top = row
    while top > max(floor, row - _TITLES) and _is_title(sheet.rows[top - 1]):
        top -= 1
    return top


def gaps(sheet: Sheet, rows: range) -> list[int]:
    """Blank columns between filled ones, from left to right, one of each run of them.

    Examples
    --------
    >>> gaps(Sheet("x", [["a", "", "", "b"], ["c", "", "", ""]]), range(2))
    [1]
    """
    lines = [sheet.rows[n] for n in rows if n < len(sheet.rows)]
    filled = {index for line in lines for index, cell in enumerate(line) if not is_blank(cell)}
    return [n + 1 for n in sorted(filled) if n + 1 not in filled and n < max(filled)]


def cut(sheet: Sheet, rows: range, span: tuple[int, int]) -> Sheet:
    """A sheet of which some rows hold nothing outside some columns.

    Examples
    --------
    >>> cut(Sheet("x", [["t", "", "u"], ["a", "", "b"]]), range(1, 2), (2, 3)).rows
    [['t', '', 'u'], ['', '', 'b']]
    """
    first, end = span
    if not first and end >= max(map(len, sheet.rows), default=0):
        return sheet
    lines = [
        [cell if first <= index < end else "" for index, cell in enumerate(line)] if n in rows else line
        for n, line in enumerate(sheet.rows)
    ]
    merged = tuple(one for one in sheet.merged if one[0] not in rows or first <= one[1] < end)
    return replace(sheet, rows=lines, merged=merged)


def behind_gap(sheet: Sheet, texts: list[tuple[str, ...]], span: range, first: int) -> int:
    """The first column right of ``first`` without a header or anything below it; one far away where there is none."""
    rows = [sheet.rows[n] for n in span if n < len(sheet.rows)]
    width = max(map(len, rows), default=0)
    bare = (index for index in range(first + 1, width) if index >= len(texts) or not texts[index])
    return next((index for index in bare if not any(_in(row, index) for row in rows)), max(width, len(texts)))


def parked_columns(
    sheet: Sheet, texts: list[tuple[str, ...]], span: range, known: Mapping[int, str], told: set[int]
) -> frozenset[int]:
    """Columns at the right of a table, behind a blank one, that hold lists for drop-down menus and no records.

    A list stands in one piece and says nothing twice, and its rows are not those of the records. Whatever has no
    header of its own behind the blank column is no part of the table either. Two columns or more that the table has
    already, and for which there is no menu, are other records and no lists.

    Parameters
    ----------
    texts : the header of each column. span : rows below the header. known : index of a column -> its field.
    told : indexes of the known columns in which nothing is chosen from a list.
    """
    rows = [sheet.rows[n] for n in span]
    width = max(map(len, rows), default=0)
    gap = behind_gap(sheet, texts, span, min(known, default=width))
    if gap >= width:
        return frozenset()
    left = {index: name for index, name in known.items() if index < gap}
    records = [n for n, row in enumerate(rows) if any(_in(row, index) for index in left)]
    again = {index for index in told if index > gap and known[index] in left.values()}
    parked = set()
    for index in range(gap + 1, max(width, len(texts))):
        filled = [n for n, row in enumerate(rows) if _in(row, index)]
        told_of = texts[index] if index < len(texts) else ()
        listed = filled != records and _is_list([rows[n][index] for n in filled], filled)
        if listed and told_of and index in known and known[index] not in left.values():
            listed = filled[0] == 0 and len(filled) * 2 <= len(records)  # a column of the table, perhaps half filled
        listed = listed and not (len(again) > 1 and index in again)
        if listed or (filled and not told_of) or (len(told_of) > 1 and not filled):
            parked.add(index)
    return frozenset(parked)


def _unit(remark: str | None) -> str:
    return remark if remark in _UNITS.split("|") else ""


def _in(row: list[Cell], index: int) -> bool:
    """Whether something stands in a cell; a zero filled in beforehand says nothing."""
    return index < len(row) and not is_blank(row[index]) and row[index] not in (0, "0")


def _is_list(cells: list[Cell], rows: list[int]) -> bool:
    words = [even(cell) for cell in cells if isinstance(cell, str)]
    return bool(rows) and len({*words}) == len(cells) == rows[-1] - rows[0] + 1


def _is_title(row: Iterable[Cell]) -> bool:
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) > 2 or not all(isinstance(cell, str) for cell in filled):
        return False
    words = [even(text(cell)) for cell in filled]
    return not any(map(_TOTAL.search, words)) and (len(words) < 2 or any(map(_LABEL.match, words)))
