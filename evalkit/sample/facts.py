"""One fact of the truth, and the comparison with a bound of the notice."""

from __future__ import annotations

from typing import NamedTuple

from evalkit.sample.situations import STREETS, StreetYear
from evalkit.sample.styles import STYLES
from evalkit.tables import TABLES
from evalkit.words import say


def told(counted: str, number: int, **left_out: int) -> str:
    """What counts, and how many of which kind do not: kinds without a case are not named.

    Parameters
    ----------
    counted : ``visits`` for the sentence ``how_visits`` of ``text/sample.toml``, and so on.
    left_out : kind -> how many.

    Examples
    --------
    >>> told("visits", 150, nobody=2, phone=0)
    '完成入户 150 户；另有未遇 2 次未计'
    """
    text = say(f"sample.how_{counted}", "zh", n=number)
    return and_left_out(text, left_out)


def and_left_out(text: str, left_out: dict[str, int]) -> str:
    """The sentence with what is left out behind it, where there is any."""
    others = [say(f"sample.left_{kind}", "zh", n=n) for kind, n in left_out.items() if n]
    joined = say("sample.separator", "zh").join(others)
    return say("sample.left_out", "zh", counted=text, others=joined) if others else text


class Fact(NamedTuple):
    """A value (a number, a (part, whole), or none), its verdict and the arithmetic in words.

    Parameters
    ----------
    before : the verdict before an adjustment, a waiver or a ruling; ``""`` where there was none.
    bound : the lower bound, where the contract or an adjustment sets another than the notice.
    """

    value: float | tuple[int, int] | None
    verdict: str
    how: str
    before: str = ""
    bound: int | None = None


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


def not_due() -> Fact:
    """Asked at closing only."""
    return Fact(None, "not_applicable", say("sample.how_not_due", "zh"))


def every_one(counted: str, part: int, whole: int) -> Fact:
    """Met where none is missing.

    Examples
    --------
    >>> every_one("leads", 1, 2).verdict, every_one("leads", 2, 2).verdict
    ('not_met', 'met')
    """
    how = say(f"sample.how_{counted}", "zh", part=part, whole=whole)
    return Fact((part, whole), "met" if part == whole else "not_met", how)


def absent(plan: StreetYear, table: str) -> Fact | None:
    """Nothing can be assessed where a book was not handed in, or without a row."""
    if table not in (*plan.lacking, *plan.header_only):
        return None
    return Fact(None, "cannot_assess", say("sample.how_book_missing", "zh", table=TABLES[table].label))


def unkept(street: str, table: str, column: str) -> Fact | None:
    """Nothing can be assessed where the agency does not keep a column."""
    style = next(STYLES[s.style] for s in STREETS if s.name == street)
    if column not in style.lacks.get(table, ()):
        return None
    label = TABLES[table].column(column).label
    return Fact(None, "cannot_assess", say("sample.how_column_missing", "zh", table=TABLES[table].label, column=label))
