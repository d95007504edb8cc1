"""Days within a period, drawn from a seed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random

Row = dict[str, object]


def dice(seed: int, *about: object) -> Random:
    """Dice of their own for every book, so that a change in one leaves the others as they were."""
    return Random("/".join(map(str, (seed, *about))))  # noqa: S311 - a sample, not a secret


def day(rng: Random, first: date, last: date) -> date:
    """Any day from ``first`` to ``last``."""
    return first + timedelta(rng.randint(0, (last - first).days))


def other_day(rng: Random, first: date, last: date, but: date) -> date:
    """Any day of the period but one."""
    found = day(rng, first, last)
    return found if found != but else other_day(rng, first, last, but)


def outside(rng: Random, first: date, last: date) -> date:
    """A day shortly before or after the period."""
    return first - timedelta(rng.randint(3, 25)) if rng.random() < 0.5 else last + timedelta(rng.randint(2, 20))


def months_before(when: date, months: int) -> date:
    """The same day of the month, so many months earlier.

    Examples
    --------
    >>> months_before(date(2016, 7, 1), 12), months_before(date(2016, 12, 8), 30)
    (datetime.date(2015, 7, 1), datetime.date(2014, 6, 8))
    """
    year, month = divmod(when.year * 12 + when.month - 1 - months, 12)
    return date(year, month + 1, min(when.day, monthrange(year, month + 1)[1]))


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months of a period.

    Examples
    --------
    >>> month_ends(date(2016, 7, 1), date(2016, 9, 30))
    [datetime.date(2016, 7, 31), datetime.date(2016, 8, 31), datetime.date(2016, 9, 30)]
    """
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = [divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(count)]
    return [date(y, m + 1, monthrange(y, m + 1)[1]) for y, m in months]
