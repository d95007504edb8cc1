"""What one sheet gives to its table, before it joins the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from evalkit.reading.cells import Cell, even, text
from evalkit.reading.faults import OF_HEADERS, STRUCTURAL, Fault, first_reason, letter, masked, unsigned
from evalkit.reading.files import Submission
from evalkit.reading.headers import Place
from evalkit.tables import Table

_LONG_DIGITS = re.compile(r"\d{11}")  # a telephone or an identity number in a column where none belongs


@dataclass
class Part:
    """What one sheet gives to its table: columns of equal length, one entry a row that is not blank.

    Parameters
    ----------
    columns : the table's columns, typed; personal ones still as written.
    rows : row numbers as in Excel. reasons : why each is not counted, ``""`` where it is.
    place : where the community column stands; ``None`` where the sheet has none.
    persons : what stands in the personal columns, evened: a cell that says the same elsewhere is masked too.
    spots : of a form, (index, column) -> row and column letter of its cell; else a row's cells stand in its row.
    places : where each known column stands.
    sums : index of a total row -> what it calls itself, ``""`` where it is no sum.
    called, titles : what the sheet is called, and the titles above the header and lines below it that say nothing but a
        community, as (row, words): they may name the place.
    lines : the communities that labels above the header and between the rows name, as (row, community).
    streets : of tables about several streets whose each row is; empty where all are the submission's.
    named : of such tables which street each row names, as written where the plan knows none.
    filled : (row as in Excel, index of the column) of the cells that say what a merged cell above them says.
    forms : how the dates of a column are written, as in `evalkit.reading.dates.DateForm`, joined by ``;``.
    """

    submission: Submission
    sheet: str
    table: Table
    header_row: int
    columns: dict[str, list[Any]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    place: Place | None = None
    persons: frozenset[str] = frozenset()
    spots: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sums: dict[int, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    called: str = ""
    titles: list[tuple[int, str]] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: set[tuple[int, str]] = field(default_factory=set)
    streets: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    filled: set[tuple[int, int]] = field(default_factory=set)

    def mark(self, index: int, reason: str) -> None:
        """Say why a row is not counted; of several reasons the first in order stands."""
        self.reasons[index] = first_reason(self.reasons[index], reason)

    def records(self) -> list[int]:
        """The rows that are records, counted or not."""
        return [row for row, reason in zip(self.rows, self.reasons, strict=True) if reason not in STRUCTURAL]

    def tells_person(self, cell: Cell) -> bool:
        """Whether the words of a cell stand in a personal column of the sheet: names slip into other columns."""
        return even(text(cell)) in self.persons

    def fault(self, code: str, index: int | None, place: Place | None, cell: Cell = "", detail: str = "") -> None:
        """Note a fault: of a cell, or of the whole sheet where ``index`` is ``None``."""
        known = place.field if place else ""
        if index is not None:
            self.faulty.add((index, known))
        personal = (known in self.table.personal and code not in OF_HEADERS) or self.tells_person(cell)
        record = 0 if index is None else self.rows[index]
        row, column = record, letter(place.index) if place else ""
        row, column = self.spots.get((-1 if index is None else index, known), (row, column))
        self.faults.append(
            Fault(
                code,
                self.submission.name,
                self.sheet,
                row,
                column,
                known,
                shown(cell, personal),
                self.table.name,
                self.submission.street,
                self.submission.year,
                detail,
                record,
            )
        )


def shown(cell: Cell, personal: bool) -> str:
    """A cell as it may be shown: short, and masked where it tells, or may tell, who a person is.

    Examples
    --------
    >>> shown("2016-02-30", False), shown("张样本", True), shown("320500199001010000", False)
    ('2016-02-30', '张*', '*00')
    """
    words = text(cell)
    return masked(words) if personal or _LONG_DIGITS.search(words) else unsigned(words)[:40]
