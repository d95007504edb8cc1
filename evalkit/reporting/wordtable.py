"""A table of the document model as a Word table: heads repeated on each page, rows kept whole, columns fitted."""

from __future__ import annotations

from evalkit.reporting.fitting import columns
from evalkit.reporting.html import heads_part
from evalkit.reporting.markdown import Block
from evalkit.reporting.wordxml import RULE, TONES, WIDTH, Element, make, paragraph, run, shade

_INSET = 80  # left and right of a cell's text, in twentieths of a point


def table(block: Block, style: str) -> Element:
    """The table itself, without caption and notes.

    Parameters
    ----------
    block : a table of the document model; its rows may hold cells over several columns or rows.
    style : id of the paragraph style of its cells.
    """
    small = 8 if len(block["align"]) > 7 else 0
    widths = _twentieths(columns(block, small or 9, 2 * _INSET / 20 + 2, WIDTH / 20))
    rows = [row for part in ("header", "body") for row in _rows(block, part, widths, style, small)]
    looks = make(
        "tblPr", make("tblW", w=sum(widths), type="dxa"), make("jc", val="center"), _borders(),
        make("tblLayout", type="fixed"),
        make("tblCellMar", *(make(side, w=_INSET, type="dxa") for side in ("left", "right"))),
        make("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
    )  # fmt: skip
    return make("tbl", looks, make("tblGrid", *(make("gridCol", w=one) for one in widths)), *rows)


def _twentieths(points: list[float]) -> list[int]:
    """The same widths in whole twentieths of a point; together `WIDTH`."""
    ends = [round(20 * sum(points[: at + 1])) for at in range(len(points))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


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
