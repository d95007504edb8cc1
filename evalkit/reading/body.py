"""The rows below a header: which of them are records, which are totals, headers again, examples, or go on a record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from evalkit.reading.asides import is_caption, is_example, is_figure, is_footer, is_total
from evalkit.reading.cells import Cell, even, is_blank, spoilt, text
from evalkit.reading.dates import parse_date
from evalkit.reading.headers import Header, Place
from evalkit.reading.layout import header_word, is_instruction, is_running
from evalkit.reading.titles import labelled
from evalkit.reading.workbook import Sheet

_TEN_THOUSAND = re.compile(r"单位[^元\d]{0,12}万元|[(]万元[)]|以万元(?:为单位|计)")
_PLACE_NAME = re.compile(r".{1,10}(?:社区|村|居委会|居民区|居委)|[\u4e00-\u9fff]{2,4}")
# Personal because anything may stand in them, but no names by themselves.
FREE = {"note", "needs", "explicit_needs", "latent_needs", "resources", "assessment", "content"}
QUANTITIES = {"number", "yuan", "hours"}

Told = dict[int, Cell]  # of one row


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
        kinds = {column.name: column.kind for column in header.table.columns}
        self.quantities = {place.index for name, place in header.fields.items() if kinds.get(name) in QUANTITIES}
        self.identities = {place.index for name, place in header.fields.items() if kinds.get(name) == "identity"}
        self.words = {place.index: _header_words(header, place) for place in header.places}
        self.running = {place.index for place in header.places if self._runs(place)}
        told = [place.index for place in header.places if place.index not in self.running]
        below = range(header.last + 1, min(header.end, len(sheet.rows)))
        self.indexes = [n for n in below if _says_something(sheet.rows[n], told, self.running)]
        self.merged_down: set[tuple[int, int]] = set()
        self.shared: dict[tuple[int, int], Cell] = {}
        self.wide = {(top, left): right - left + 1 for top, left, _, right in sheet.merged}
        self.rows = self._filled(sheet)
        # Of each row the columns in which something stands, and what: looked at in many ways.
        self.told = {
            n: {at: cell for at, cell in enumerate(self.rows[n][: self.width]) if not is_blank(cell)}
            for n in self.indexes
        }

    def _filled(self, sheet: Sheet) -> list[list[Cell]]:
        """A vertically merged cell holds for every row it covers; nothing else is filled down.

        A quantity is one for all the rows together, and an identity number that of one person: such a value is kept in
        ``shared``, and stands in the first row only.
        """
        rows = [*sheet.rows]
        found: dict[tuple[int, int], Cell] = {}
        for top, left, bottom, _ in sheet.merged:
            if top > self.header.last and top < len(rows):
                value = rows[top][left] if left < len(rows[top]) else ""
                found |= {(n, left): value for n in range(top + 1, min(bottom + 1, len(rows)))}
        self.merged_down = {*found}
        for (n, left), value in found.items():
            if left in self.quantities or (left in self.identities and self._another_person(n)):
                self.shared[n, left] = value
                continue
            line = rows[n] = [*rows[n], *[""] * (left + 1 - len(rows[n]))]
            line[left] = value
        return rows

    def _another_person(self, row: int) -> bool:
        """Whether a row has a name of its own, and not that of the row above."""
        place = self.header.fields.get("name")
        return place is not None and (row, place.index) not in self.merged_down

    def filled_down(self) -> set[tuple[int, int]]:
        """(row, column) of every cell of a known column that says what the merged cell above it says."""
        known = {place.index for place in self.header.fields.values()} - self.running
        cells = ((n, at) for n, at in self.merged_down - self.shared.keys() if n in self._places and at in known)
        return {(n, at) for n, at in cells if not is_blank(self.rows[n][at])}

    def column(self, place: Place) -> list[Cell]:
        """The cells of a column, one a row that is not blank."""
        return [self.rows[n][place.index] if place.index < len(self.rows[n]) else "" for n in self.indexes]

    def persons(self) -> frozenset[str]:
        """Words, not digits or blanks, in the personal columns without the free texts."""
        personal = {*self.header.table.personal} - FREE
        columns = [self.column(place) for name, place in self.header.fields.items() if name in personal]
        words = {even(cell) for column in columns for cell in column if isinstance(cell, str)}
        return frozenset(word for word in words if len(word) > 1 and not word.isdigit())

    def formula_alone(self) -> tuple[int, Place] | None:
        """Where the first formula stands that nobody has computed, of a list in which nothing else stands at all."""
        below = range(self.header.last + 1, min(self.header.end, len(self.rows))) if not self.indexes else ()
        cells = ((n, place) for n in below for place in self.header.places if place.index < len(self.rows[n]))
        return next((at for at in cells if spoilt(self.rows[at[0]][at[1].index]) == "uncomputed"), None)

    @cached_property
    def kinds(self) -> list[str]:
        """For each row why it is no record, ``""`` where it is one.

        Below a footer a cell that stands alone, in no column a record must have, belongs to the footer: the day of a
        signature.
        """
        kinds = [self.kind(index) for index in self.indexes]
        for n, index in enumerate(self.indexes):
            after = n and kinds[n - 1] == "note_row" and not kinds[n]
            if after and len(self.told[index]) == 1 and self._must.isdisjoint(self.told[index]):
                kinds[n] = "note_row"
        return kinds

    def kind(self, index: int) -> str:
        """Whether a row is a total, the header again, a label, an example, a note; ``""`` for a record."""
        told = self.told[index]
        first = next(iter(told.values()), "")
        words = even(first) if isinstance(first, str) else ""
        if is_example(words, _words_in(told, self.running), _words_in(told, self._required)):
            return "example_row"
        if not isinstance(first, str):
            return "total_row" if self._sums(told) else ""
        if self._repeats_header(told) or labelled(self.rows[index]):
            return "repeated_header"
        if (self._totals(told, words) and not self._dated(told)) or self._sums(told):
            return "total_row"
        if is_footer([*told.values()]) or self._captions(index):
            return "note_row"
        return "example_row" if is_instruction([*told.values()]) else ""

    def teaches(self, index: int) -> bool:
        """Whether a row only tells how to fill in the columns, or is the blank form's own example, untouched."""
        told = self.told[index]
        examples = {place.index: even(self.header.table.column(name).example) for name, place in self._plain().items()}
        ours = [even(text(told[at])).endswith(words) for at, words in examples.items() if at in told]
        return is_instruction([*told.values()]) or (bool(ours) and all(ours))

    def _plain(self) -> dict[str, Place]:
        """The columns whose example is written alike in every language."""
        fields = self.header.fields
        return {name: place for name, place in fields.items() if self.header.table.column(name).kind != "yes_no"}

    def total_words(self, index: int) -> str:
        """What a total row calls itself; ``""`` where it is an average or another figure that adds nothing up."""
        words = [word for word in map(even, map(text, self.told[index].values())) if is_total(word)]
        return "" if any(map(is_figure, words)) else "".join(words) or "total"

    def _totals(self, told: Told, words: str) -> bool:
        """Whether a row's first words name a total; those of a month do where only quantities stand beside them."""
        if is_total(words):
            return True
        return is_caption(words) and len(told) > 1 and self.quantities.issuperset([*told][1:])

    def _captions(self, index: int) -> bool:
        """Whether a row is one line of words: a caption of the rows below it, or a remark."""
        if len(self.told[index]) != 1:
            return False
        ((at, cell),) = self.told[index].items()
        if (index, at) in self.merged_down:
            return False
        words = even(text(cell))
        spread = self.wide.get((index, at), 1)
        if is_caption(words) or (spread > 1 and spread * 2 > self.width):
            return True
        places = [place for place in self.header.places if place.index <= at]
        leftmost = all(place.index in self.running or place.index == at for place in places)
        return leftmost and self._beside_the_point(at, words)

    def _beside_the_point(self, at: int, words: str) -> bool:
        """Whether words that stand alone in the first column are none a record begins with."""
        name = next((name for name, place in self.header.fields.items() if place.index == at), "")
        if name == "community":
            return not _PLACE_NAME.fullmatch(words)
        if name == self.header.table.date:
            return not words[:1].isdigit()
        return at in self.running or name not in self.header.table.required

    def _sums(self, told: Told) -> bool:
        """Whether a row without the date a record has says further right that it is a total."""
        place = self.header.fields.get(self.header.table.date)
        if place is None or place.index in told:
            return False
        words = [even(cell) for cell in told.values() if isinstance(cell, str)]
        alone = len(words) == 1 and len(told) > 1
        return any(is_total(word, sure=not alone) for word in words)

    def prefilled(self, positions: list[int]) -> list[int]:
        """Of rows without their required values those that say nothing: what stands in them was put in beforehand.

        Parameters
        ----------
        positions : of the rows among those that are not blank. Running numbers, communities and zeros say nothing,
            nor does a value that half of these rows repeat, or, of a single such row, every row.
        """
        if not positions:
            return []
        place = self.header.fields.get("community")
        free = {*self.running, *([place.index] if place else ())}
        columns = [place for place in self.header.places if place.index not in free]
        told: set[int] = set()
        for cells, at in ((self.column(place), place.index) for place in columns):
            met = Counter(even(text(cells[n])) for n in positions)
            whole = len({even(text(cell)) for cell in cells}) == 1 and len(cells) > 1
            usual = {word for word, times in met.items() if times > 1 and times * 2 >= len(positions)}
            usual = set() if at in self.quantities else {*met} if whole else usual
            told |= {n for n in positions if even(text(cells[n])) not in {"", "0", *usual}}
        return [n for n in positions if n not in told]

    @cached_property
    def _must(self) -> set[int]:
        """Where a record has something of its own: what it must have, and quantities."""
        return {*self._required, *self.quantities}

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
        return place.field == "number" or is_running(place.header)

    def _only_zeros(self, row: list[Cell]) -> bool:
        return all(is_blank(cell) or cell in {0, "0"} for cell in row)

    def _dated(self, told: Told) -> bool:
        """Whether the row carries the date a record of this table has: then its words are no total's."""
        place = self.header.fields.get(self.header.table.date)
        cell = told.get(place.index, "") if place else ""
        day, fault = parse_date(cell, date(2000, 1, 1))
        return day is not None or fault in {"ambiguous_date", "date_order"}

    def _repeats_header(self, told: Told) -> bool:
        same = sum(isinstance(cell, str) and header_word(cell)[0] in self.words.get(n, ()) for n, cell in told.items())
        return same >= 2 and same * 2 > len(told)

    def unit(self, place: Place) -> str:
        """The unit in a column's header, else the one a title or a remark below the table gives for all money."""
        return place.unit or ("万元" if self.ten_thousand else "")

    @cached_property
    def ten_thousand(self) -> bool:
        """Whether a title, or a remark below the table, says that money is in 万元."""
        notes = [self.rows[n] for n, kind in zip(self.indexes, self.kinds, strict=True) if kind == "note_row"]
        told = (even(cell) for row in [*self.above, *notes] for cell in row if isinstance(cell, str))
        return any(map(_TEN_THOUSAND.search, told))


def _words_in(told: Told, columns: Iterable[int]) -> Iterator[str]:
    """The words that stand in some columns of a row, evened."""
    return (even(cell) for n in columns if isinstance(cell := told.get(n), str))


def _header_words(header: Header, place: Place) -> set[str]:
    """Every way to write the header of a column, evened."""
    columns = [column for column in header.table.columns if column.name == place.field]
    known = {word for column in columns for word in (column.label, column.label_en, *column.aliases)}
    return {even(place.header), header_word(place.header)[0]} | {header_word(word)[0] for word in known}


def _says_something(row: list[Cell], told: list[int], running: set[int]) -> bool:
    """Whether a row is more than blank: running numbers, zeros and formulas put in beforehand are no record.

    Words in the column of running numbers do say something: there a total is named.
    """
    width = len(row)
    if any(index < width and _is_typed(row[index]) for index in told):
        return True
    return any(index < width and not is_blank(row[index]) and not _is_number(row[index]) for index in running)


def _is_typed(cell: Cell) -> bool:
    """Whether something stands in a cell that is not there beforehand: a nought, or a formula nobody has computed."""
    return not is_blank(cell) and cell not in {0, "0"} and spoilt(cell) != "uncomputed"


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or text(cell).replace(".", "").isdigit()
