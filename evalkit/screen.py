"""Words in a window of letters: a Chinese sign is two letters wide, and what is too long goes on below."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from itertools import zip_longest

from evalkit.words import width

# A word is not broken, and what closes a sentence or a quotation does not begin a line.
_PIECES = re.compile(r"[“《（]*(?:第 \d+ [行列]|[!-~]+|\S)[，。、；：！？”》）…]*|\s+")
_GAP = "  "


def window() -> int:
    """How many letters a line may have: those of the terminal, at least 80 and at most 100."""
    return min(max(shutil.get_terminal_size((96, 24)).columns, 80), 100) - 1


def fold(words: str, wide: int) -> list[str]:
    """Words in lines of at most ``wide`` letters.

    Examples
    --------
    >>> fold("表头“成人”不是这张表的列，没有读取。", 16)
    ['表头“成人”不是这', '张表的列，没有读', '取。']
    """
    lines = [""]
    for piece in _PIECES.findall(words):
        for part in _cut(piece, wide):
            if lines[-1] and width(lines[-1] + part.rstrip()) > wide:
                lines.append("")
            lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]


def paragraph(words: str, margin: str, hanging: str = _GAP) -> str:
    """Words under a margin; the lines after the first stand further in."""
    lines = fold(words, window() - len(margin) - len(hanging))
    return "\n".join(margin + hanging * bool(n) + line for n, line in enumerate(lines))


def grid(rows: Sequence[Sequence[str | int]], margin: str = _GAP, wide: int = 0) -> list[str]:
    r"""Rows in columns, numbers at the right; a row whose cells are too long takes several lines.

    Parameters
    ----------
    rows : of equal length. margin : before each line. wide : letters a line may have; 0 for no limit.

    Returns
    -------
    One text a row.

    Examples
    --------
    >>> print("\n".join(grid([["列", "行数"], ["A", 7]], "")))
    列  行数
    A      7
    """
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    if wide:
        _narrow(widths, wide - len(margin))
    return [_row(row, told, widths, margin) for row, told in zip(rows, cells, strict=True)]


def _row(row: Sequence[str | int], told: list[str], widths: list[int], margin: str) -> str:
    folded = [fold(cell, wide) for cell, wide in zip(told, widths, strict=True)]
    lines = []
    for parts in zip_longest(*folded, fillvalue=""):
        padded = []
        for cell, part, wide in zip(row, parts, widths, strict=True):
            space = " " * (wide - width(part))
            padded.append(space + part if isinstance(cell, int) else part + space)
        lines.append((margin + _GAP.join(padded)).rstrip())
    return "\n".join(lines)


def _narrow(widths: list[int], wide: int) -> None:
    """Take from the widest column until all fit; below eight letters nothing can be read."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > wide and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1


def _cut(piece: str, wide: int) -> list[str]:
    """A piece that is longer than a line, in parts that are not."""
    parts = [""]
    for sign in piece:
        if parts[-1] and width(parts[-1] + sign) > wide:
            parts.append("")
        parts[-1] += sign
    return parts
