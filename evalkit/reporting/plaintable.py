"""A table some library shows as HTML (pandas, say) → the same block as our own tables."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(e[-+]?\d+)?%?|NaN|NaT|<NA>|None|—|")


def block(html: str) -> dict[str, Any] | None:
    """The first table of some HTML as a table block, or None where there is none; only its text is kept.

    Examples
    --------
    >>> found = block("<table><tr><th>户</th></tr><tr><td>3</td></tr></table>")
    >>> found["header"], found["body"], found["align"]
    ([[{'t': '户'}]], [[{'t': '3'}]], ['right'])
    """
    table = BeautifulSoup(html, "html.parser").find("table")
    if not isinstance(table, Tag):
        return None
    rows = [(_heads(row), _cells(row)) for row in table.find_all("tr")]
    rows = [(heads, cells) for heads, cells in rows if cells]
    count = next((n for n, (heads, _) in enumerate(rows) if not heads), len(rows)) or 1
    header, body = [cells for _, cells in rows[:count]], [cells for _, cells in rows[count:]]
    if not header:
        return None
    width = max(sum(cell.get("cs", 1) for cell in row) for row in header + body)
    return {
        "kind": "table",
        "label": "",
        "caption": "",
        "header": [_filled(row, width) for row in header],
        "body": [_filled(row, width) for row in body],
        "align": [_align(body, column) for column in range(width)],
        "notes": [],
    }


def _heads(row: Tag) -> bool:
    return row.find_parent("thead") is not None or row.find("td") is None


def _cells(row: Tag) -> list[dict[str, Any]]:
    return [_cell(cell) for cell in row.find_all(["th", "td"])]


def _cell(cell: Tag) -> dict[str, Any]:
    wide = int(str(cell.get("colspan", "1")))
    return {"t": cell.get_text(" ", strip=True), **({"cs": wide} if wide > 1 else {})}


def _filled(row: list[dict[str, Any]], width: int) -> list[dict[str, Any]]:
    """The row with empty cells where its right end is missing."""
    return row + [{"t": ""}] * (width - sum(cell.get("cs", 1) for cell in row))


def _align(body: list[list[dict[str, Any]]], column: int) -> str:
    cells = [row[column]["t"] for row in body if column < len(row)]
    return "right" if any(cells) and all(_NUMBER.fullmatch(cell) for cell in cells) else "left"
