"""One fact of the truth, and the comparison with a bound of the notice."""

from __future__ import annotations

from typing import NamedTuple

from evalkit.words import say


class Fact(NamedTuple):
    """A value (a number, a (part, whole), or none), its verdict and the arithmetic in words."""

    value: float | tuple[int, int] | None
    verdict: str
    how: str


def at_least(value: int, bound: int, how: str) -> Fact:
    """Met from the bound upward."""
    return Fact(value, "met" if value >= bound else "not_met", how)


def half(part: int, whole: int, how: str) -> Fact:
    """Met where the part is half of the whole or more, in whole numbers.

    Examples
    --------
    >>> half(24, 48, "").verdict, half(24, 49, "").verdict
    ('met', 'not_met')
    """
    return Fact((part, whole), "met" if 2 * part >= whole else "not_met", how)


def not_this_year() -> Fact:
    """Binds in the other contract year only."""
    return Fact(None, "not_applicable", say("sample.how_not_this_year", "zh"))
