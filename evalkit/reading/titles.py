"""Titles above a header and lines between records: words that stand in no column and may name a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from evalkit.reading.cells import Cell, even, is_blank, text
from evalkit.reading.workbook import Sheet

_MOST_TITLES = 8  # above one header
_LONGEST_TITLE = 40  # signs; what is longer explains
_BANNER = re.compile("[(\\[【]?[\u4e00-\u9fff]{2,8}(社区|村|居委会)[)\\]】:]?")
_COMMUNITY_LABEL = re.compile(r"(?:^|[\s,;])(?:村\(社区\)|(?:所属|所在|服务)?社区(?:名称)?):\s*([^\s,;:]*)")
_EXPLAINS = re.compile("例如|如:|示例|填写|填表说明|注:|要求|请")

Titles = list[tuple[int, str]]  # number of the row as in Excel, words


def titles_of(sheet: Sheet, top: int, row: int) -> Titles:
    """The first words of each row from ``top`` down to a header, with the row's number as in Excel.

    Examples
    --------
    >>> titles_of(Sheet("1", [["何山社区探访记录"], [""], ["日期"]]), 0, 2)
    [(1, '何山社区探访记录')]
    """
    found = []
    for n, line in enumerate(sheet.rows[top:row], top + 1):
        words = next((text(cell) for cell in line if isinstance(cell, str) and not is_blank(cell)), "")
        found += [(n, words)] * bool(words)
    return found[-_MOST_TITLES:]


def banners_of(sheet: Sheet, top: int, end: int) -> Titles:
    """Lines between the records that say nothing but a community, with their row's number as in Excel.

    Examples
    --------
    >>> banners_of(Sheet("1", [["何山社区", ""], ["新升社区", "2016-08-15"]]), 0, 2)
    [(1, '何山社区')]
    """
    found = []
    for n, line in enumerate(sheet.rows[top:end], top + 1):
        filled = [cell for cell in line if not is_blank(cell)]
        if len(filled) == 1 and isinstance(filled[0], str) and _BANNER.fullmatch(even(filled[0])):
            found.append((n, text(filled[0])))
    return found


def labels_of(sheet: Sheet, top: int, end: int) -> Titles:
    """The communities that lines such as ``社区:新升社区`` name, with their row's number as in Excel.

    Examples
    --------
    >>> labels_of(Sheet("1", [["社区:", "何山社区"], ["日期", "结果"]]), 0, 2)
    [(1, '何山社区')]
    """
    told = ((n, labelled(line)) for n, line in enumerate(sheet.rows[top:end], top + 1))
    return [(n, name) for n, name in told if name]


def labelled(row: list[Cell]) -> str:
    """The community of a line such as ``社区:新升社区``, in one cell or two; ``""`` where the row is no such line."""
    if len(row) - row.count("") > 4:
        return ""
    filled = [unicodedata.normalize("NFKC", text(cell)) for cell in row if not is_blank(cell)]
    for words, after in zip(filled, [*filled[1:], ""], strict=False):
        if label := _COMMUNITY_LABEL.search(words):
            return label[1] or after
    return ""


def telling(titles: Titles, header_row: int) -> list[str]:
    """The titles above the header that are short and explain nothing."""
    words = [words for row, words in titles if row <= header_row and len(words) <= _LONGEST_TITLE]
    return [title for title in words if not _EXPLAINS.search(even(title))]


def around(called: str, titles: Iterable[str], file: str) -> list[str]:
    """All words that may say whose the records of a sheet are, most telling first; each once.

    Parameters
    ----------
    called : its name. titles : those that tell. file : relative name; the folders below the street's tell too.

    Examples
    --------
    >>> around("8月", ["探访记录"], "2016/狮山街道/新升社区/8月.xlsx")
    ['8月', '探访记录', '新升社区']
    """
    path = PurePosixPath(file)
    return [*dict.fromkeys((called, *titles, path.stem, *reversed(path.parts[2:-1])))]
