"""How wide the columns of a table on paper are: measured in the shipped fonts, shared out where all cannot fit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from matplotlib.ft2font import FT2Font, LoadFlags

from evalkit.reporting import glyphs
from evalkit.reporting.markdown import Block

Array = npt.NDArray[np.float64]
_STEPS = (24.0, 12.0, 6.0, 3.0)  # points
_BROKEN = 0.5  # of a row: what a line more in a cell costs that makes no row higher
_FONT = "NotoSansSC-Bold.ttf"  # of the heads; the letters of the body are no wider
_APART = re.compile("(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
_GAP = 0.25  # between Chinese and Latin letters
_WORD = re.compile("[!-\u2e7f]+")  # letters that are not parted at a line's end


def columns(block: Block, points: float, inset: float, available: float) -> list[float]:
    """The width of each column in points; together ``available``.

    Room to spare is shared out; where all cannot fit, the widths are those that make the table low, and no column is
    narrower than its longest word.

    Parameters
    ----------
    block : a table of the document model. points : size of the letters. inset : left and right of them, together.

    Examples
    --------
    >>> cells = {"header": [[{"t": "社区"}, {"t": "户"}]], "body": [[{"t": "狮云社区"}, {"t": "150"}]]}
    >>> [round(width) for width in columns(cells | {"align": ["left", "right"]}, 10, 10, 100)]
    [64, 36]
    """
    rows = _rows(block)
    sizes = points * np.array([[_size(cell, width) for cell in row] for row in rows], float)
    sizes = sizes.reshape(-1, len(block["align"]))
    natural = np.maximum(sizes.max(axis=0, initial=0), points) + inset
    total = natural.sum()
    if total > available:
        words = [max((_size(row[at], _longest) for row in rows), default=1) for at in range(len(natural))]
        least = np.maximum(points * np.array(words), points) + inset
        natural = _low(sizes, np.array(_fitted([*natural], [*least], available)), least, inset)
        total = natural.sum()
    return [float(available * one / total) for one in natural]


@lru_cache(maxsize=1 << 12)
def width(text: str) -> float:
    """How wide a line of text is, as a multiple of its size.

    Examples
    --------
    >>> width("达标"), width("40") < width("40 户") < 3
    (2.0, True)
    """
    return sum(map(_advance, text)) + _GAP * len(_APART.findall(text))


@cache
def _advance(letter: str) -> float:
    font = _font()
    return float(font.load_char(ord(letter), LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM)


@cache
def _font() -> FT2Font:
    return FT2Font(str(glyphs.folder() / _FONT))


def _rows(block: Block) -> list[list[str]]:
    """The text of each cell that stands in one column alone, in its place of the row; all other places are blank."""
    every, below, found = range(len(block["align"])), [0] * len(block["align"]), list[list[str]]()
    for row in (*block["header"], *block["body"]):
        texts, free = [""] * len(below), [at for at in every if not below[at]]
        for cell in row:
            taken, free = free[: cell.get("cs", 1)], free[cell.get("cs", 1) :]
            below = [cell.get("rs", 1) if at in taken else below[at] for at in every]
            if len(taken) == cell.get("cs", 1) == 1:
                texts[taken[0]] = cell["t"]
        below = [max(rows - 1, 0) for rows in below]
        found.append(texts)
    return found


def _size(text: str, measure: Callable[[str], float]) -> float:
    """How wide a cell is, of several lines the widest."""
    return max(map(measure, text.split("\n")))


def _low(sizes: Array, widths: Array, least: Array, inset: float) -> Array:
    """Widths moved from column to column, in ever smaller steps, as long as the rows together get lower."""

    def heights(tried: Array) -> Array:
        lines = np.maximum(np.ceil(sizes / (tried[:, None] - inset)), 1)
        total: Array = lines.max(axis=2).sum(axis=1) + _BROKEN * lines.sum(axis=(1, 2))
        return total

    one = np.eye(len(widths))
    moves = one - one[:, None]  # giving, taking
    for step in _STEPS:
        now, moved = heights(widths[None])[0], True
        while moved:
            tried = (widths + step * moves[widths - step >= least]).reshape(-1, len(widths))
            found = heights(tried)
            moved = bool(len(found)) and bool(found.min() < now)
            widths, now = (tried[found.argmin()], found.min()) if moved else (widths, now)
    return widths


@lru_cache(maxsize=1 << 12)
def _longest(text: str) -> float:
    """The width of the longest piece that is not parted."""
    return max(map(width, _WORD.findall(text)), default=1)


def _fitted(natural: list[float], words: list[float], available: float) -> list[float]:
    """Columns that keep their natural width below a limit and give way above it."""
    held: dict[int, float] = {}
    while True:
        free = [at for at in range(len(natural)) if at not in held]
        limit = _limit([natural[at] for at in free], available - sum(held.values()))
        found = [held.get(at, min(natural[at], limit * math.sqrt(natural[at]))) for at in range(len(natural))]
        narrow = [at for at in free if found[at] < words[at]]
        if len(narrow) in {0, len(free)} or sum(words) > available:
            return found
        held |= {at: words[at] for at in narrow}


def _limit(widths: list[float], available: float) -> float:
    """What is left to the columns that give way, per root of their widths."""
    giving, left = sorted(widths), available
    while len(giving) > 1 and math.sqrt(giving[0]) <= left / sum(map(math.sqrt, giving)):
        left -= giving.pop(0)
    return max(left, 1) / sum(map(math.sqrt, giving))
