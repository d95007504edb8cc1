"""Titles above a header and lines between records: words that stand in no column and may name a place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from evalkit.reading.cells import even, is_blank, text
from evalkit.reading.workbook import Sheet

_MOST_TITLES = 8  # above one header
_LONGEST_TITLE = 40  # signs; what is longer explains
_BANNER = re.compile("[(\\[【]?[\u4e00-\u9fff]{2,8}(社区|村|居委会)[)\\]】:]?")
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
