"""What is told of a sheet beside its records: where its header stands, what else it is like, what was not read."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from evalkit.reading.book import listed, row_number
from evalkit.reading.cells import even, is_blank
from evalkit.reading.faults import letter
from evalkit.reading.headers import Header, Vocabulary
from evalkit.reading.layout import header_word
from evalkit.reading.parts import Part
from evalkit.reading.vocabulary import ANYWHERE
from evalkit.reading.workbook import Sheet

# layout: ``list``, ``forms`` or ``hidden``. rival: the table that fits the header next best, and by how many columns.
# parked, ghosts, beside: columns and rows with something in them that were not read.
# filled: records that take something from a merged cell above them.
BLANK: dict[str, Any] = {
    "sheet": "", "table": "", "layout": "", "header_first": 0, "header_row": 0, "confidence": 0.0, "rival": "",
    "rival_columns": 0, "parked": "", "ghosts": 0, "ghost_rows": "", "beside": "",
    "filled": 0, "filled_rows": "", "filled_columns": "",
}  # fmt: skip


def seen(sheet: str, header: Header | None = None, **more: Any) -> dict[str, Any]:
    """A sheet as it is told of; without a header it is no record table.

    Examples
    --------
    >>> told = seen("封面")
    >>> told["sheet"], told["table"], told["header_row"]
    ('封面', '', 0)
    """
    told = BLANK | {"sheet": sheet}
    if header is not None:
        rows = {"header_first": header.row + 1, "header_row": header.last + 1}
        told |= rows | {"table": header.table.name, "confidence": header.confidence}
    return told | more


def account(sheet: Sheet, header: Header, part: Part, words: Vocabulary) -> dict[str, Any]:
    """What is told of a list of records.

    Parameters
    ----------
    sheet, header : as read. part : the records below the header. words : as for `find_headers`.
    """
    ghosts, beside = _unread_rows(sheet, header, {row - 1 for row in part.rows})
    rival, columns = runner_up(header, words)
    records = {*part.records()}
    filled = [(row - 1, at) for row, at in part.filled if row in records]
    return seen(
        sheet.name,
        header,
        layout="list",
        rival=rival,
        rival_columns=columns,
        parked=listed(header.parked, letter),
        ghosts=len(ghosts),
        ghost_rows=listed(ghosts, row_number),
        beside=listed(beside, row_number),
        filled=len({row for row, _ in filled}),
        filled_rows=listed({row for row, _ in filled}, row_number),
        filled_columns=listed({at for _, at in filled}, letter),
    )


def runner_up(header: Header, words: Vocabulary) -> tuple[str, int]:
    """The other table most of these columns could be of, and how many; ``("", 0)`` where none has two of them.

    Parameters
    ----------
    header : of the table that was chosen. words : as for `find_headers`.
    """
    met: dict[str, set[str]] = defaultdict(set)
    for place in header.places:
        for spelled in (even(place.header), header_word(place.header)[0]):
            for table, column, _ in words.get(spelled, ()):
                met[table].update({*column.split("+")} - ANYWHERE)
    others = {table: len(columns) for table, columns in met.items() if table != header.table.name and len(columns) > 1}
    best = max(others, key=lambda table: others[table], default="")
    return best, others.get(best, 0)


def _unread_rows(sheet: Sheet, header: Header, read: set[int]) -> tuple[list[int], list[int]]:
    """Rows that hold running numbers and zeros only, and rows with something in columns without a header only."""
    headed = {place.index for place in header.places}
    ghosts, beside = [], []
    for n in range(header.last + 1, min(header.end, len(sheet.rows))):
        filled = set() if n in read else {index for index, cell in enumerate(sheet.rows[n]) if not is_blank(cell)}
        if filled & headed:
            ghosts.append(n)
        elif filled - header.parked:
            beside.append(n)
    return ghosts, beside
