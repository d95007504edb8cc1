"""Rows and a way of writing -> sheets: a name, lines above the header, the header, lines of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from evalkit.sample.cells import written
from evalkit.sample.days import Row
from evalkit.sample.styles import GROUPS, SHORT, Style
from evalkit.tables import TABLES
from evalkit.words import say

STREET_HEADER = "街道(乡镇)"
SUBTOTAL, TOTAL = "小计", "合计"
SUMMED = ("family_size", "attendance", "attendees", "amount")
LINES_A_PAGE = 100
_NOT_KEPT = {"cases": ("domain",), "activities": ("fee",), "contracts": ("terminated_why",)}


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one CSV file.

    Parameters
    ----------
    above : texts over the header, one a line.
    groups : over each column the merged word of the upper header row, ``""`` where the header takes both rows.
    """

    name: str
    table: str
    above: tuple[str, ...]
    groups: tuple[str, ...]
    header: tuple[str, ...]
    lines: list[list[object]]


def sheet(style: Style, table: str, rows: list[Row], street: str, year: int, *, community: str = "") -> Sheet:
    """The sheet of one table, or of one community's part of it.

    Parameters
    ----------
    street : the name the agency gives the street in that year.
    community : where given, the sheet is of this community, bears its name, and has no column for it.
    """
    names = [n for n in _columns(style, table) if not (community and n == "community")]
    header = tuple(style.headers.get(table, {}).get(n) or TABLES[table].column(n).label for n in names)
    lines = list(_lines(style, table, names, rows))
    if style.header_again and table == "visits":
        lines.insert(LINES_A_PAGE, list(header))
    groups = tuple(GROUPS.get(table, {}).get(n, "") for n in names) if style.grouped and table in GROUPS else ()
    if style.street_column:
        header, lines = (STREET_HEADER, *header), [[street, *line] for line in lines]
    elif TABLES[table].whose != "agency":
        header, lines = (STREET_HEADER, *header), _with_streets(rows, lines)
    above = _above(style, table, street, year, community)
    name = community or (SHORT[table] if style.short_sheets else TABLES[table].label)
    return Sheet(name, table, above, groups, header, lines)


def _columns(style: Style, table: str) -> list[str]:
    kept_out = {"note", *_NOT_KEPT.get(table, ()), *style.lacks.get(table, ())}
    return [c.name for c in TABLES[table].columns if c.name not in kept_out]


def _with_streets(rows: list[Row], lines: list[list[object]]) -> list[list[object]]:
    """The lines of a book about several streets, each behind its own; a total keeps its word in front."""
    named = [[row["street"], *line] for row, line in zip(rows, lines, strict=False)]
    return named + [[word, "", *sums] for word, *sums in lines[len(rows) :]]


def _above(style: Style, table: str, street: str, year: int, community: str) -> tuple[str, ...]:
    title = say("sample.title", "zh", street=street, community=community, table=TABLES[table].label, year=year)
    lines = (title,) if style.title else ()
    return (*lines, say("sample.instruction", "zh")) if style.instruction else lines


def _lines(style: Style, table: str, names: list[str], rows: list[Row]) -> Iterator[list[object]]:
    """The data lines with subtotals by community and a total, where the agency writes such."""
    totalled = table in style.totals
    number = 0
    for _, group in groupby(rows, key=lambda row: row.get("community", "")):
        part = list(group)
        for row in part:
            number += 1
            yield _line(style, table, names, row, number)
        if totalled and style.grouped and len(part) < len(rows):
            yield _sum(style, table, names, part, SUBTOTAL)
    if totalled:
        yield _sum(style, table, names, rows, TOTAL)


def _line(style: Style, table: str, names: list[str], row: Row, number: int) -> list[object]:
    values = {"number": number, **row}
    return [written(style, TABLES[table].column(n), values.get(n), number) for n in names]


def _sum(style: Style, table: str, names: list[str], rows: list[Row], word: str) -> list[object]:
    sums = {n: sum(row[n] for row in rows) for n in names if n in SUMMED}
    return [word, *(written(style, TABLES[table].column(n), sums.get(n)) for n in names[1:])]
