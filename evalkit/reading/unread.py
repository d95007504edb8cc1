"""Sheets that are not read: which of them must be told, what they are most like, and what they lack for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evalkit.errors import nearest
from evalkit.reading.cells import Cell, even, is_blank, text
from evalkit.reading.headers import Header
from evalkit.reading.vocabulary import ANYWHERE, Vocabulary, hints, meanings
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES

_DEEPEST = 40  # rows in which header words are looked for
_TITLED = 5  # rows in which a title stands


def guess(sheet: Sheet, names: Iterable[str]) -> str:
    """The table an unrecognised sheet most likely is, by its names and titles; ``""`` where nothing tells."""
    titles = [text(cell) for line in sheet.rows[:_TITLED] for cell in line if isinstance(cell, str)]
    if favoured := hints([*names, *titles]):
        return max(favoured, key=lambda name: favoured[name])
    spelled = {table.label: table.name for table in TABLES.values()}
    return next((spelled[near] for words in [*names, *titles] if (near := nearest(words, spelled))), "")


def unlike(sheet: Sheet, header: Header, names: Iterable[str]) -> str:
    """The word by which a sheet says that it is another thing than the table its header fits; ``""`` where none does.

    What the sheet says of itself goes before the file's name; where the table is named as well, it is that table.

    Examples
    --------
    >>> from evalkit.reading.headers import find_header
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> sheet = Sheet("经费使用", [["日期", "付款方", "金额"], ["2016-08-10", "中心", 300]])
    >>> unlike(sheet, find_header(sheet, ["x"], vocabulary({})), ["经费"])
    '经费使用'
    """
    table = header.table
    own = [sheet.name, *(text(cell) for line in sheet.rows[header.top : header.row] for cell in line)]
    for told, titles in ((own + [place.header for place in header.places], own), ([*names], [*names, *own])):
        found = next((word for words in told for word in table.unlike if word in even(words)), "")
        if found:
            return "" if table.name in hints(titles) else found
    return ""


def missing(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> tuple[str, list[str]]:
    """The table an unrecognised sheet most likely is, and the labels of the required columns it has no header for.

    Parameters
    ----------
    sheet, names, words : as for `evalkit.reading.headers.find_headers`.

    Returns
    -------
    The table's name, ``""`` where nothing tells, and labels in the order of the form.

    Examples
    --------
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> sheet = Sheet("入户走访", [["户主", "住址", "天气"], ["张样本", "新升新苑1幢", "晴"]])
    >>> missing(sheet, [sheet.name], vocabulary({}))
    ('visits', ['社区', '探访日期'])
    """
    met = _columns_met(sheet, words)
    likely = max(met, key=lambda table: len(met[table] - ANYWHERE), default="")
    name = guess(sheet, names) or (likely if len(met.get(likely, set()) - ANYWHERE) > 1 else "")
    if not name:
        return "", []
    return name, [c.label for c in TABLES[name].columns if c.required and c.name not in met.get(name, set())]


def is_told(sheet: Sheet, words: Vocabulary) -> bool:
    """Whether a sheet that was not read may hold records: it has rows of cells, or words of a header, however few.

    Examples
    --------
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> is_told(Sheet("拨付", [["拨付日期", "市级资金", "区级资金"], ["2017.5.12", 3, 3]]), vocabulary({}))
    True
    >>> is_told(Sheet("封面", [["狮山街道活动记录表"], ["", "2017年6月"]]), vocabulary({}))
    False
    """
    if looks_tabular(sheet) or any(_is_header(line, words) for line in sheet.rows[:_DEEPEST]):
        return True
    titled = hints([sheet.name, *(text(cell) for line in sheet.rows[:_TITLED] for cell in line)])
    return bool(titled) and sum(sum(not is_blank(cell) for cell in line) >= 3 for line in sheet.rows) >= 2


def looks_tabular(sheet: Sheet) -> bool:
    """Whether a sheet holds rows of cells side by side, as a cover or a note does not.

    Examples
    --------
    >>> looks_tabular(Sheet("封面", [["狮山街道"], ["", "2017年6月"]])), looks_tabular(Sheet("x", [list("abc")] * 3))
    (False, True)
    """
    filled = (sum(not is_blank(cell) for cell in line) for line in sheet.rows)
    return sum(count >= 3 for count in filled) >= 3


def _is_header(line: list[Cell], words: Vocabulary) -> bool:
    """Whether most cells of a row are header words of one table."""
    cells = [cell for cell in line if not is_blank(cell)]
    known = Counter(table for cell in cells if isinstance(cell, str) for table in {m[0] for m in meanings(cell, words)})
    return max(known.values(), default=0) > max(1, len(cells) / 2)


def _columns_met(sheet: Sheet, words: Vocabulary) -> dict[str, set[str]]:
    """Table -> the columns it has most header words for in one row."""
    met: dict[str, set[str]] = {}
    for line in sheet.rows[:_DEEPEST]:
        here: dict[str, set[str]] = {}
        for cell in line:
            for table, column, _ in meanings(cell, words) if isinstance(cell, str) else ():
                here.setdefault(table, set()).update(column.split("+"))
        met |= {table: found for table, found in here.items() if len(found) > len(met.get(table, ()))}
    return met
