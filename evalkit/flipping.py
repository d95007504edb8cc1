"""How many records carry a verdict: the least that must be wrong for it to turn."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import Any

import pandas as pd

from evalkit.measures import Count

CARRIED = ("rows", "distinct", "exists", "covers", "chain", "share", "every")


def flip(name: str, count: Count, low: float | None, high: float | None) -> int | None:
    """How many records it takes to turn the verdict.

    Where the lower bound is met: the fewest counted records that must be void for it to fail, all records of a
    unit (household, family) going together. Where it is missed: how many more units (records, for ``rows``) are
    needed. Where an upper bound is passed: the fewest records that must be void to come back to it.

    Parameters
    ----------
    name : the measure; only those of `CARRIED` have such a number. Of ``every`` it is how many units must be put
        right; where all are, no void record turns it.
    count : what it found.
    low, high : the bound.

    Returns
    -------
    None where no number of records can turn it, or the measure has none.

    Source: exact counting; the smallest void set is what a sample of the records has to rule out.
    """
    if name not in CARRIED or count.units is None or count.value != count.value:
        return None
    if name == "every":
        return int(count.denominator - count.numerator) or None
    if name == "share":
        return None if low is None else _share(count, Fraction(str(low)))
    if low is not None and count.value < low:
        return math.ceil(low) - int(count.value)
    if high is not None and count.value > high:
        return _void(count.units, int(count.value) - math.floor(high))
    return None if low is None or low <= 0 else _void(count.units, int(count.value) - math.ceil(low) + 1)


def _void(units: pd.Series[Any], gone: int) -> int:
    """The fewest rows to void for ``gone`` units to vanish."""
    rows: dict[Any, set[Any]] = {}
    for row, key in units.items():
        rows.setdefault(key, set()).add(row)
    if units.index.has_duplicates:  # rows stand for several units: only trying all is exact
        return min(len(set().union(*chosen)) for chosen in combinations(rows.values(), gone))
    return sum(sorted(map(len, rows.values()))[:gone])


def _share(count: Count, low: Fraction) -> int | None:
    """Fewest rows to void until part / whole < low; where it is missed, the fewest new units that mend it."""
    part, whole = Fraction(count.numerator), Fraction(count.denominator)
    if part / whole >= low:
        return _void_share(count, low, part, whole) if low > 0 else None
    if count.pool is None:
        return math.ceil(low * whole - part)
    return math.ceil((low * whole - part) / (1 - low)) if low < 1 else None


def _void_share(count: Count, low: Fraction, part: Fraction, whole: Fraction) -> int | None:
    """Tries every number of units that leave the denominator too; the rest must only leave the numerator."""
    stays, goes = _sizes(count)
    costs = []
    for gone in range(len(goes) + 1):
        more = 0 if gone == whole else max(0, math.floor(part - gone - low * (whole - gone)) + 1)
        if more <= len(stays):
            costs.append(sum(goes[:gone]) + sum(stays[:more]))
    return min(costs, default=None)


def _sizes(count: Count) -> tuple[list[int], list[int]]:
    """Rows behind each unit of the numerator, smallest first: units with other rows in the denominator, and without."""
    assert count.units is not None
    hits = Counter(count.units)
    if count.pool is None:
        return sorted(hits.values()), []
    whole = Counter(count.pool)
    stays = sorted(size for key, size in hits.items() if whole[key] > size)
    goes = sorted(size for key, size in hits.items() if whole[key] == size)
    return stays, goes
