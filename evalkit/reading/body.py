"""The rows below a header: which of them are records, which are totals, headers again, examples, or go on a record."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cached_property

from evalkit.reading.cells import Cell, even, is_blank, text
from evalkit.reading.dates import parse_date
from evalkit.reading.headers import Header, Place
from evalkit.reading.layout import is_instruction
from evalkit.reading.workbook import Sheet

_TOTAL = re.compile(r"[((]?.{0,10}?(合计|小计|总计|共计)[))]?([::(].*|\d.*)?|.{0,12}(汇总|累计)[::]?")
_EXAMPLE = re.compile(r"[(【\[]?(填写|填表)?(示例|样例|范例|例如|例[:行])")
_COMMUNITY_LABEL = re.compile(r"(?:^|[\s,;])(?:村\(社区\)|(?:所属|所在|服务)?社区(?:名称)?):\s*([^\s,;:]*)")
_TEN_THOUSAND = re.compile(r"单位:?\s*万元")
_RUNNING = {"序号", "编号", "序", "号", "no.", "no", "行号"}
# Personal because anything may stand in them, but no names by themselves.
_FREE = {"note", "needs", "explicit_needs", "latent_needs", "resources", "assessment"}


class Body:
    """The rows below a header, with merged cells filled down, and which of them are not blank.

    Parameters
    ----------
    sheet : raw rows. header : where its columns stand.
    """

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.header = header
        self.above = sheet.rows[header.top : header.row]
        self.width = max((place.index for place in header.places), default=0) + 1
        self.words = {place.index: even(place.header) for place in header.places}
        running = {place.index for place in header.places if place.field == "number" or even(place.header) in _RUNNING}
        told = [place.index for place in header.places if place.index not in running]
        below = range(header.last + 1, min(header.end, len(sheet.rows)))
        self.indexes = [n for n in below if _says_something(sheet.rows[n], told, running)]
        self.merged_down: set[tuple[int, int]] = set()
        self.rows = self._filled(sheet)

    def _filled(self, sheet: Sheet) -> list[list[Cell]]:
        """A vertically merged cell holds for every row it covers; nothing else is filled down."""
        rows = [*sheet.rows]
        for top, left, bottom, _ in sheet.merged:
            if top <= self.header.last or bottom == top or top >= len(rows):
                continue
            value = rows[top][left] if left < len(rows[top]) else ""
            for n in range(top + 1, min(bottom + 1, len(rows))):
                line = rows[n] = [*rows[n], *[""] * (left + 1 - len(rows[n]))]
                line[left] = value
                self.merged_down.add((n, left))
        return rows

    def column(self, place: Place) -> list[Cell]:
        """The cells of a column, one a row that is not blank."""
        return [self.rows[n][place.index] if place.index < len(self.rows[n]) else "" for n in self.indexes]

    def persons(self) -> frozenset[str]:
        """Words, not digits or blanks, in the personal columns without the free texts."""
        personal = {*self.header.table.personal} - _FREE
        columns = [self.column(place) for name, place in self.header.fields.items() if name in personal]
        words = {even(cell) for column in columns for cell in column if isinstance(cell, str)}
        return frozenset(word for word in words if len(word) > 1 and not word.isdigit())

    def kind(self, index: int) -> str:
        """Whether a row is a total, the header again, a label, an example or instructions; ``""`` for a record."""
        row = self.rows[index]
        first = next((cell for cell in row[: self.width] if not is_blank(cell)), "")
        if not isinstance(first, str):
            return "total_row" if self._sums(row) else ""
        if self._repeats_header(row) or _labelled(row):
            return "repeated_header"
        words = even(first)
        if _EXAMPLE.match(words):
            return "example_row"
        if (_TOTAL.fullmatch(words) and not self._dated(row)) or self._sums(row):
            return "total_row"
        return "example_row" if is_instruction(row[: self.width]) else ""

    def _sums(self, row: list[Cell]) -> bool:
        """Whether a row without the date a record has says further right that it is a total."""
        place = self.header.fields.get(self.header.table.date)
        if place is None or (place.index < len(row) and not is_blank(row[place.index])):
            return False
        return any(isinstance(cell, str) and _TOTAL.fullmatch(even(cell)) for cell in row[: self.width])

    @cached_property
    def _required(self) -> list[int]:
        """Indexes of the columns a record cannot do without."""
        return [self.header.fields[name].index for name in self.header.table.required if name in self.header.fields]

    def goes_on(self, index: int) -> bool:
        """Whether a row goes on with the record right above it: one visit in several rows, one a family member.

        Either every required cell is merged with the row above, or all of them are blank below a row that has them
        and the row's running number is blank too.
        """
        if not self._required or index - 1 not in self._places:
            return False
        if all((index, column) in self.merged_down for column in self._required):
            return True
        row = self.rows[index]
        running = (row[place.index] for place in self.header.places if self._runs(place) and place.index < len(row))
        blank = all(is_blank(row[column]) for column in self._required if column < len(row))
        return blank and all(is_blank(cell) for cell in running) and not self._only_zeros(row)

    @cached_property
    def _places(self) -> set[int]:
        return {*self.indexes}

    def _runs(self, place: Place) -> bool:
        return place.field == "number" or even(place.header) in _RUNNING

    def _only_zeros(self, row: list[Cell]) -> bool:
        return all(is_blank(cell) or cell in {0, "0"} for cell in row)

    def _dated(self, row: list[Cell]) -> bool:
        """Whether the row carries the date a record of this table has: then its words are no total's."""
        place = self.header.fields.get(self.header.table.date)
        cell = row[place.index] if place and place.index < len(row) else ""
        day, fault = parse_date(cell, date(2000, 1, 1))
        return day is not None or fault == "ambiguous_date"

    def _repeats_header(self, row: list[Cell]) -> bool:
        written = [(index, cell) for index, cell in enumerate(row[: self.width]) if not is_blank(cell)]
        same = sum(isinstance(cell, str) and even(cell) == self.words.get(index) for index, cell in written)
        return same >= 2 and same * 2 > len(written)

    def labels(self) -> list[str]:
        """For each row the community named by the last label above it, over the header or between the rows."""
        current = next(filter(None, map(_labelled, reversed(self.above))), "")
        labels = []
        for index in self.indexes:
            current = _labelled(self.rows[index]) or current
            labels.append(current)
        return labels

    def unit(self, place: Place) -> str:
        """The unit in a column's header, else the one a title gives for all money."""
        titles = (unicodedata.normalize("NFKC", cell) for row in self.above for cell in row if isinstance(cell, str))
        return place.unit or ("万元" if any(_TEN_THOUSAND.search(title) for title in titles) else "")


def _says_something(row: list[Cell], told: list[int], running: set[int]) -> bool:
    """Whether a row is more than blank: running numbers and zeros put in beforehand are no record.

    Words in the column of running numbers do say something: there a total is named.
    """
    width = len(row)
    if any(index < width and not is_blank(row[index]) and row[index] not in {0, "0"} for index in told):
        return True
    return any(index < width and not is_blank(row[index]) and not _is_number(row[index]) for index in running)


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or text(cell).replace(".", "").isdigit()


def _labelled(row: list[Cell]) -> str:
    """The community of a line such as ``社区:新升社区``, in one cell or two; ``""`` where the row is no such line."""
    if len(row) - row.count("") > 4:
        return ""
    filled = [unicodedata.normalize("NFKC", text(cell)) for cell in row if not is_blank(cell)]
    for words, after in zip(filled, [*filled[1:], ""], strict=False):
        if label := _COMMUNITY_LABEL.search(words):
            return label[1] or after
    return ""
