"""Totals that agencies write themselves: left out of the records, and compared with our own sum."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

SUMMED = {"number", "yuan", "hours"}
_CLOSE = 0.005  # amounts are written to the cent


def disagreeing(totals: Iterable[int], is_record: list[bool], values: list[Any]) -> Iterator[tuple[int, float]]:
    """Totals of one column that are not the sum of the records they may stand for.

    A total may stand for all records of the sheet, for those above it up to the total before, or for those below it
    down to the next total; it disagrees where it is none of these.

    Parameters
    ----------
    totals : indexes of the total rows. is_record : for each row whether it is a record.
    values : the column, one number a row; ``None`` where blank.

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
    totals = sorted(totals)
    whole = _sum(is_record, values, 0, len(values))
    for n, at in enumerate(totals):
        if values[at] is None:
            continue
        before = totals[n - 1] + 1 if n else 0
        after = totals[n + 1] if n + 1 < len(totals) else len(values)
        above, below = _sum(is_record, values, before, at), _sum(is_record, values, at + 1, after)
        if not any(abs(values[at] - own) < _CLOSE for own in (whole, above, below)):
            yield at, (above if any(is_record[before:at]) and len(totals) > 1 else whole)


def _sum(is_record: list[bool], values: list[Any], start: int, end: int) -> float:
    return math.fsum(values[n] for n in range(start, end) if is_record[n] and values[n] is not None)
