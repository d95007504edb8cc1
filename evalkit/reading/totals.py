"""Totals that agencies write themselves: left out of the records, and compared with our own sum."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evalkit.reading.asides import runs_on
from evalkit.reading.cells import text
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.quantities import CLOSE

if TYPE_CHECKING:
    from evalkit.reading.parts import Part

SUMMED = {"number", "yuan", "hours"}
_LACKING = {"missing_key", "no_date"}


def check_totals(parts: Sequence[Part]) -> None:
    """A total an agency wrote is compared with the sums of the records it may stand for.

    Parameters
    ----------
    parts : of one file, in the order of its sheets. All records a sheet holds of one table are looked at together; a
        running total may hold what stands on the sheets before. A column in which a cell could not be read is left out.
    """
    for name in dict.fromkeys(part.table.name for part in parts):
        there = [part for part in parts if part.table.name == name]
        for column in there[0].table.columns:
            if column.kind in SUMMED:
                _check_column(there, column.name)


def _check_column(parts: list[Part], name: str) -> None:
    for sheet in dict.fromkeys(part.sheet for part in parts):
        page = _Column.of([part for part in parts if part.sheet == sheet], name)
        if page.unread:
            continue
        wider = {at for at, _ in disagreeing(page.totals, page.is_wider, page.values, page.starts)}
        for at, own in disagreeing(page.totals, page.is_record, page.values, page.starts):
            part, index = page.at[at]
            # What a total that runs on holds may stand on another sheet: only one that is too small is wrong.
            more = runs_on(part.sums[index]) and page.values[at] > own
            if at in wider and not more:
                part.fault("sum_disagrees", index, part.places[name], page.values[at], text(round(own, 2)))


@dataclass
class _Column:
    """One column of all parts of a sheet, one below the other.

    Parameters
    ----------
    values : one number a row. is_record, is_wider : which rows are records; the same with those that lack a value.
    totals : which rows are totals. starts : where each part begins. at : for each row its part and place there.
    unread : whether a cell of a record could not be read.
    """

    values: list[Any]
    is_record: list[bool]
    is_wider: list[bool]
    totals: list[int]
    starts: list[int]
    at: list[tuple[Part, int]]
    unread: bool

    @classmethod
    def of(cls, parts: list[Part], name: str) -> _Column:
        made = cls([], [], [], [], [], [], unread=False)
        for part in parts:
            made.starts.append(len(made.at))
            for index, (value, reason) in enumerate(zip(part.columns[name], part.reasons, strict=True)):
                if reason == "total_row" and part.sums.get(index) and name in part.places:
                    made.totals.append(len(made.at))
                made.at.append((part, index))
                made.values.append(value)
                made.is_record.append(reason not in STRUCTURAL and reason not in _LACKING)
                made.is_wider.append(reason not in STRUCTURAL or reason == "continued")
                made.unread |= value is None and (index, name) in part.faulty
        return made


def disagreeing(
    totals: Iterable[int], is_record: list[bool], values: list[Any], starts: Sequence[int] = (0,)
) -> Iterator[tuple[int, float]]:
    """Totals of one column that are not the sum of the records they may stand for.

    A total may stand for all records of the sheet or of its part, for all above it, for those up to the total before,
    or for those below it down to the next total; it disagrees where it is none of these.

    Parameters
    ----------
    totals : indexes of the total rows. is_record : for each row whether it is a record.
    values : the column, one number a row; ``None`` where blank. starts : where each part of the sheet begins.

    Returns
    -------
    For each total that disagrees its index and our sum: of the block above it, or of all records where it stands
    above or below everything.

    Examples
    --------
    >>> list(disagreeing([2], [True, True, False], [3.0, 4.0, 8.0]))
    [(2, 7.0)]
    >>> list(disagreeing([2, 4], [True, True, False, True, False], [3.0, 4.0, 7.0, 1.0, 8.0]))
    []
    """
    totals, end = sorted(totals), len(values)
    bounds = [*starts, end]
    for n, at in enumerate(totals):
        if values[at] is None:
            continue
        before = totals[n - 1] + 1 if n else 0
        after = totals[n + 1] if n + 1 < len(totals) else end
        first = max(start for start in starts if start <= at)
        last = min(bound for bound in bounds if bound > at)
        spans = [(0, end), (before, at), (at + 1, after), (first, last), (first, at), (max(first, before), at), (0, at)]
        sums = [_sum(is_record, values, *span) for span in spans]
        if not any(abs(values[at] - own) < CLOSE for own in sums):
            yield at, (sums[1] if any(is_record[before:at]) and len(totals) > 1 else sums[0])


def _sum(is_record: list[bool], values: list[Any], start: int, end: int) -> float:
    return math.fsum(values[n] for n in range(start, end) if is_record[n] and values[n] is not None)
