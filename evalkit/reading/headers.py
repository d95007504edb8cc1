"""Find the header of a sheet: which rows it takes, which table it heads, where each column stands.

Title and instruction rows may stand above it; it may take one to three rows with merged cells. A table is known by
the headers it matches (labels, aliases, a plan's own ``[headers]``), by what the sheet or file is called, and by the
columns it cannot do without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from evalkit.errors import nearest
from evalkit.reading.cells import Cell, even, text
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES, Table

_DEEPEST = 40  # rows in which a header is looked for
_STREET = ("街道", "所属街道", "街道名称", "街道(乡镇)", "所在街道", "镇街", "街道/镇", "服务街道")
_UNITS = "元|万元|小时|分钟|人|户|人次|次|名|岁|天"
_REMARK = re.compile(
    rf"\((?:单位:?)?({_UNITS}|必填项?|选填|可选|如有|是/否|年[-/.]?月[-/.]?日|yyyy.*|格式.*|例.*|如.*|.*示例.*)\)$"
)
_ORNAMENT = re.compile(r"^[*※★\d.、]+(?=[^\d.、])|[*※★:]+$")

Vocabulary = dict[str, list[tuple[str, str, int]]]


@dataclass(frozen=True)
class Place:
    """Where one column stands: its index, the table's name for it (``""`` if unknown), its header and unit."""

    index: int
    field: str
    header: str
    unit: str = ""


@dataclass(frozen=True)
class Header:
    """A header found.

    Parameters
    ----------
    table : the table it heads.
    row, last : index of its first and last row; data begin below ``last``.
    places : every column that has a header, known or not.
    duplicates : headers that name a column named already, further left; they are not read.
    """

    table: Table
    row: int
    last: int
    places: tuple[Place, ...]
    duplicates: tuple[Place, ...] = field(default=())

    @property
    def fields(self) -> dict[str, Place]:
        """The known columns by name."""
        return {place.field: place for place in self.places if place.field}


def vocabulary(own: Mapping[str, Mapping[str, Iterable[str]]]) -> Vocabulary:
    """Every header word evened -> the (table, column, rank) it may stand for; rank 0 is the column's own label.

    Parameters
    ----------
    own : a plan's own header words, table -> column -> words.
    """
    words: Vocabulary = {}
    for table in TABLES.values():
        for column in table.columns:
            plans = own.get(table.name, {}).get(column.name, ())
            for rank, spellings in enumerate(((column.label,), plans, column.aliases)):
                for spelling in spellings:
                    words.setdefault(even(spelling), []).append((table.name, column.name, rank))
        for spelling in _STREET:
            words.setdefault(even(spelling), []).append((table.name, "street", 3))
    return words


def find_header(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> Header | None:
    """The header of a sheet, or ``None`` where no table is recognised.

    Parameters
    ----------
    names : what the sheet is called, most telling first: sheet name, file name, folder.
    words : as `vocabulary` gives them.
    """
    best: tuple[tuple[float, ...], Header] | None = None
    titles = list(names)
    for row in _likely_rows(sheet, words):
        above = [text(cell) for line in sheet.rows[:row] for cell in line if isinstance(cell, str)]
        favoured = hints([*titles, *above])
        for depth in (1, 2, 3):
            texts = _header_texts(sheet, row, depth)
            for name in _tables_met(texts, words):
                header = _match(TABLES[name], texts, row, row + depth - 1, words)
                score = _score(header, favoured)
                if score and (best is None or (score, -depth, -row) > best[0]):
                    best = (score, -depth, -row), header
    return best[1] if best else None


def guess(sheet: Sheet, names: Iterable[str]) -> str:
    """The table an unrecognised sheet most likely is, by its names and titles; ``""`` where nothing tells."""
    titles = [text(cell) for line in sheet.rows[:5] for cell in line if isinstance(cell, str)]
    if favoured := hints([*names, *titles]):
        return max(favoured, key=lambda name: favoured[name])
    spelled = {table.label: table.name for table in TABLES.values()}
    return next((spelled[near] for words in [*names, *titles] if (near := nearest(words, spelled))), "")


def looks_tabular(sheet: Sheet) -> bool:
    """Whether a sheet holds rows of cells side by side, as a cover or a note does not.

    Examples
    --------
    >>> looks_tabular(Sheet("封面", [["狮山街道"], ["", "2017年6月"]])), looks_tabular(Sheet("x", [list("abc")] * 3))
    (False, True)
    """
    filled = (sum(not _blank(cell) for cell in line) for line in sheet.rows)
    return sum(count >= 3 for count in filled) >= 3


def hints(names: Iterable[str]) -> dict[str, float]:
    """How strongly names and titles speak for each table: the longest word of a table's names met in them counts.

    Examples
    --------
    >>> sorted(hints(["能力提升活动"]))
    ['trainings']
    """
    favoured: dict[str, float] = {}
    for rank, name in enumerate(names):
        evened = even(name)
        met = {table: length for table, word, length in _spellings() if word in evened}
        longest = max(met.values(), default=0)
        for table, length in met.items():
            if length == longest:
                favoured.setdefault(table, max(3.0 - rank * 0.5, 0.5))
    return favoured


@cache
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
    unit = remark[1] if remark[1] in _UNITS.split("|") else ""
    return _ORNAMENT.sub("", evened[: remark.start()]), unit


@cache
def _spellings() -> tuple[tuple[str, str, int], ...]:
    spelled = [(t.name, even(word), len(word)) for t in TABLES.values() for word in (t.label, *t.aliases)]
    return tuple(sorted(spelled, key=lambda one: one[2]))


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _likely_rows(sheet: Sheet, words: Vocabulary) -> list[int]:
    """Rows of which two or more cells are header words, with the two above them."""
    met: set[int] = set()
    for row, line in enumerate(sheet.rows[:_DEEPEST]):
        known = sum(isinstance(cell, str) and bool(_meanings(cell, words)) for cell in line)
        if known >= 2:
            met |= {row, max(row - 1, 0), max(row - 2, 0)}
    return sorted(met)


def _header_texts(sheet: Sheet, row: int, depth: int) -> list[tuple[str, ...]]:
    """For each column the texts of its header from top to bottom; a merged cell's text stands in all it covers."""
    lines = [[*line] for line in sheet.rows[row : row + depth]]
    width = max(map(len, lines), default=0)
    grid = [[text(cell) for cell in line] + [""] * (width - len(line)) for line in lines]
    for top, left, bottom, right in sheet.merged:
        if row <= top < row + len(grid):
            # A group's cell covers the columns below it; a column's own cell, however wide, is one column.
            wide = right if bottom < row + len(grid) - 1 else left
            for line in range(top - row, min(bottom - row + 1, len(grid))):
                grid[line][left : wide + 1] = [grid[top - row][left]] * len(grid[line][left : wide + 1])
    return [tuple(dict.fromkeys(filter(None, column))) for column in zip(*grid, strict=True)]


def _meanings(words: str, vocabulary: Vocabulary) -> list[tuple[str, str, int]]:
    """What a header may stand for; as written first, then without its remark."""
    if whole := vocabulary.get(even(words)):
        return whole
    return [(table, column, rank + 3) for table, column, rank in vocabulary.get(header_word(words)[0], ())]


def _tables_met(texts: list[tuple[str, ...]], words: Vocabulary) -> list[str]:
    met = Counter(
        table
        for column in texts
        for table in {table for spelled in _readings(column) for table, _, _ in _meanings(spelled, words)}
    )
    return [table for table, count in met.items() if count >= 2]


def _readings(column: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to read a header of several rows: its lowest cell, and all from top to bottom."""
    return (column[-1], "".join(column)) if len(column) > 1 else column


def _match(table: Table, texts: list[tuple[str, ...]], row: int, last: int, words: Vocabulary) -> Header:
    """Give every column of the table the header that fits it best; of equal ones the leftmost."""
    wanted: dict[str, tuple[int, int]] = {}
    meant: dict[int, tuple[str, int]] = {}
    for index, column in enumerate(texts):
        found = [
            (rank, name) for way in _readings(column) for t, name, rank in _meanings(way, words) if t == table.name
        ]
        if found:
            rank, name = min(found)
            meant[index] = (name, rank)
            wanted[name] = min(wanted.get(name, (rank, index)), (rank, index))
    places, duplicates = [], []
    for index, column in enumerate(texts):
        if not column:
            continue
        name, rank = meant.get(index, ("", 0))
        first = bool(name) and wanted[name][1] == index
        shown = Place(index, name if first else "", "".join(column), header_word("".join(column))[1])
        places.append(shown)
        if name and not first and rank == wanted[name][0]:
            duplicates.append(Place(index, name, shown.header))
    return Header(table, row, last, tuple(places), tuple(duplicates))


def _score(header: Header, favoured: Mapping[str, float]) -> float:
    """How well a header fits its table; 0 where it cannot be told to be one."""
    met = set(header.fields) - {"street", "note"}  # both may stand in any table
    required = header.table.required
    missing = [name for name in required if name not in met]
    hint = favoured.get(header.table.name, 0.0)
    enough = len(met) >= 3 or (len(met) >= 2 and (not missing or hint > 0))
    if not enough or len(missing) * 2 > len(required):
        return 0.0
    own = sum(header.table.column(name).label == place.header for name, place in header.fields.items() if name in met)
    return max(len(met) * 2 + own * 0.25 + hint - len(missing) * 2, 0.1)
