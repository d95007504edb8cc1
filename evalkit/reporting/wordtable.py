"""A table of the document model as a Word table: heads repeated on each page, rows kept whole, columns fitted."""

from __future__ import annotations

import math
import re

from evalkit.reporting.html import heads_part, placed, width
from evalkit.reporting.markdown import Block
from evalkit.reporting.wordxml import RULE, TONES, WIDTH, Element, make, paragraph, run, shade

_INSET = 80  # left and right of a cell's text, in twentieths of a point
_WORD = re.compile("[!-\u2e7f]+")  # letters that are not parted at a line's end


def table(block: Block, style: str) -> Element:
    """The table itself, without caption and notes.

    Parameters
    ----------
    block : a table of the document model; its rows may hold cells over several columns or rows.
    style : id of the paragraph style of its cells.
    """
    small = 8 if len(block["align"]) > 7 else 0
    widths = columns(block, small or 9)
    rows = [row for part in ("header", "body") for row in _rows(block, part, widths, style, small)]
    looks = make(
        "tblPr", make("tblW", w=sum(widths), type="dxa"), make("jc", val="center"), _borders(),
        make("tblLayout", type="fixed"),
        make("tblCellMar", *(make(side, w=_INSET, type="dxa") for side in ("left", "right"))),
        make("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
    )  # fmt: skip
    return make("tbl", looks, make("tblGrid", *(make("gridCol", w=one) for one in widths)), *rows)


def columns(block: Block, points: float, available: int = WIDTH) -> list[int]:
    """The width of each column in twentieths of a point; together ``available``.

    Room to spare is shared out; where all cannot fit, a column beyond its share of the room grows with the root of
    its natural width, and none is narrower than its longest word.

    Examples
    --------
    >>> cells = {"header": [[{"t": "社区"}, {"t": "户"}]], "body": [[{"t": "狮云社区"}, {"t": "150"}]]}
    >>> columns(cells | {"align": ["left", "right"]}, 9, 1000)
    [530, 470]
    """
    natural = [max(_texts(block, at, width, points), default=_least(points)) for at in range(len(block["align"]))]
    words = [max(_texts(block, at, _longest, points), default=_least(points)) for at in range(len(block["align"]))]
    total = sum(natural)
    if total > available:
        natural = _fitted(natural, words, available)
        total = sum(natural)
    shared = [int(available * one / total) for one in natural]
    shared[-1] += available - sum(shared)
    return shared


def _least(points: float) -> float:
    return points * 20 + 2 * _INSET


def _texts(block: Block, column: int, measure: object, points: float) -> list[float]:
    """How wide each text of a column is."""
    rows = [*block["header"], *block["body"]]
    cells = [cell for row in rows for at, cell in placed(row) if at == column and "cs" not in cell]
    lines = [line for cell in cells for line in cell["t"].split("\n")]
    return [max(_least(points), 10 * points * measure(line) + 2 * _INSET + 40) for line in lines]  # type: ignore[operator]


def _longest(text: str) -> int:
    """The width of the longest piece that is not parted."""
    return max((width(word) for word in _WORD.findall(text)), default=2)


def _fitted(natural: list[float], words: list[float], available: int) -> list[float]:
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


def _borders() -> Element:
    thin = {"val": "single", "sz": 4, "space": 0, "color": RULE}
    strong = {"val": "single", "sz": 8, "space": 0, "color": TONES["info"][0]}
    return make("tblBorders", make("top", **strong), make("bottom", **strong), make("insideH", **thin))


def _rows(block: Block, part: str, widths: list[int], style: str, small: float) -> list[Element]:
    """The rows of the head or the body; a cell over several rows leaves an empty one in each row below."""
    rows, below = [], dict[int, tuple[int, int]]()  # column -> rows still covered from above, columns it covers
    for row in block[part]:
        cells, column, waiting = [], 0, list(row)
        while column < len(widths):
            left, over = below.get(column, (0, 1))
            cell, merge = {"t": ""}, ""
            if left:
                below[column] = left - 1, over
            else:
                cell = waiting.pop(0) if waiting else cell
                over = cell.get("cs", 1)
                below[column] = cell.get("rs", 1) - 1, over
                merge = "restart" if cell.get("rs", 1) > 1 else None
            side = "center" if part == "header" else block["align"][column]
            head = part == "header" or heads_part(row, len(widths))
            cells.append(_cell(cell, widths[column : column + over], merge, head, (style, side, small)))
            column += over
        looks = [make("cantSplit"), *([make("tblHeader")] if part == "header" else [])]
        rows.append(make("tr", make("trPr", *looks), *cells))
    return rows


def _cell(cell: Block, widths: list[int], merge: str | None, head: bool, dress: tuple[str, str, float]) -> Element:
    style, side, small = dress
    colour, ground = TONES["info"] if head else TONES.get(cell.get("c", ""), ("", ""))
    looks = [make("tcW", w=sum(widths), type="dxa")]
    looks += [make("gridSpan", val=len(widths))] if len(widths) > 1 else []
    looks += [] if merge is None else [make("vMerge", **({"val": merge} if merge else {}))]
    looks += [shade(ground)] if ground else []
    bold = head or (bool(colour) and cell.get("c") != "mute")
    words = run(cell["t"], bold=bold, colour=colour, size=small)
    settings = {"keepNext": make("keepNext")} if head else {}
    inside = paragraph(style, words, jc=make("jc", val=side), **settings)
    return make("tc", make("tcPr", *looks, make("vAlign", val="center")), inside)
