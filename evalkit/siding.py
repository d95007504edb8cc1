"""On which side of its bound a value lies, and what could still bring it to another."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Any

from evalkit.measures import MEASURES, Count
from evalkit.plan import Requirement


def side_of(requirement: Requirement, year: int, count: Count) -> str:
    """``under``, ``over`` or ``""`` where the value keeps the bound; shares as exact fractions.

    Parameters
    ----------
    requirement : with its bound and what is tolerated. year : contract year. count : what was found.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> visits = read_plan("suzhou-2016").requirement("household_visits")
    >>> [side_of(visits, 1, Count(value, None)) for value in (149.0, 150.0)]
    ['under', '']
    """
    low, high = (_exact(bound) for bound in requirement.bound(year) or (None, None))
    return _beside(_value(count), low, high, requirement.tolerance)


def is_settled(requirement: Requirement, year: int, count: Count) -> bool:
    """Whether no later record can change the verdict."""
    side, high = side_of(requirement, year, count), (requirement.bound(year) or (None, None))[1]
    return MEASURES[str(requirement.measure)].grows and (side == "over" or (side == "" and high is None))


def is_turnable(requirement: Requirement, year: int, count: Count, unread: int) -> bool:
    """Whether the rows nobody could read might turn the verdict, were they all to count, or all not to."""
    low, high = (_exact(bound) for bound in requirement.bound(year) or (None, None))
    least = most = _exact(count.value)
    if requirement.measure in {"sum", "sum_share"}:
        return True
    if not math.isnan(count.denominator):
        part, whole = Fraction(count.numerator), Fraction(count.denominator)
        wider = whole if requirement.out_of is not None else whole + unread
        least, most = part / wider, (part + unread) / wider
    else:
        most += unread
    sides = {_beside(value, low, high, requirement.tolerance) for value in (least, most, _value(count))}
    return len(sides) > 1


def _beside(value: Fraction, low: Fraction | None, high: Fraction | None, tolerance: float) -> str:
    """``under``, ``over`` or ``""`` where the value keeps the bound, or misses it by no more than is tolerated."""
    slack = _exact(tolerance)
    if low is not None and value < low - slack:
        return "under"
    return "over" if high is not None and value > high + slack else ""


def _value(count: Count) -> Any:
    return _exact(count.value) if math.isnan(count.denominator) else _exact(count.numerator) / _exact(count.denominator)


@cache
def _exact(bound: float | None) -> Any:
    """The number as it is written: 0.3 is three tenths, not the nearest binary fraction."""
    return None if bound is None else Fraction(str(bound))
