"""How wide the columns of a table on paper are: measured in the shipped fonts, shared out where all cannot fit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache

from matplotlib.ft2font import FT2Font, LoadFlags

from evalkit.reporting import glyphs
from evalkit.reporting.html import placed
from evalkit.reporting.markdown import Block

_FONT = "NotoSansSC-Bold.ttf"  # of the heads; the letters of the body are no wider
_APART = re.compile("(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])")
_GAP = 0.25  # between Chinese and Latin letters
_WORD = re.compile("[!-\u2e7f]+")  # letters that are not parted at a line's end


def columns(block: Block, points: float, inset: float, available: float) -> list[float]:
    """The width of each column in points; together ``available``.

    Room to spare is shared out; where all cannot fit, a column beyond its share of the room grows with the root of
    its natural width, and none is narrower than its longest word.

    Parameters
    ----------
    block : a table of the document model. points : size of the letters. inset : left and right of them, together.

    Examples
    --------
    >>> cells = {"header": [[{"t": "社区"}, {"t": "户"}]], "body": [[{"t": "狮云社区"}, {"t": "150"}]]}
    >>> [round(width) for width in columns(cells | {"align": ["left", "right"]}, 10, 10, 100)]
    [64, 36]
    """
    every = range(len(block["align"]))
    natural = [_widest(block, at, width, points) + inset for at in every]
    total = sum(natural)
    if total > available:
        natural = _fitted(natural, [_widest(block, at, _longest, points) + inset for at in every], available)
        total = sum(natural)
    return [available * one / total for one in natural]


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


def _widest(block: Block, column: int, measure: Callable[[str], float], points: float) -> float:
    """Of the cells of a column alone; a row that a cell of an earlier one reaches into is not measured."""
    whole = len(block["align"])
    rows = [row for row in (*block["header"], *block["body"]) if sum(cell.get("cs", 1) for cell in row) == whole]
    cells = [cell["t"] for row in rows for at, cell in placed(row) if at == column and "cs" not in cell]
    return points * max((measure(line) for cell in cells for line in cell.split("\n")), default=1)


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
        if not narrow or sum(words) > available:
            return found
        held |= {at: words[at] for at in narrow}


def _limit(widths: list[float], available: float) -> float:
    """What is left to the columns that give way, per root of their widths."""
    giving, left = sorted(widths), available
    while len(giving) > 1 and math.sqrt(giving[0]) <= left / sum(map(math.sqrt, giving)):
        left -= giving.pop(0)
    return max(left, 1) / sum(map(math.sqrt, giving))
