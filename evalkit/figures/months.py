"""An axis of months."""

from __future__ import annotations

import pandas as pd

from evalkit.figures import axis
from evalkit.figures.axis import Panel
from evalkit.words import language, number


def month_axis(
    panel: Panel, months: pd.PeriodIndex, every: int, lang: str | None = None, *, numbered: bool = True
) -> None:
    """A mark a month, each ``every``-th named; whole numbers up the side, unless they stand beside another panel.

    Parameters
    ----------
    panel : across as `month_limits` has it; the months lie at 0, 1, 2 ...
    """
    names = [month_name(month, nth == 0, lang) for nth, month in enumerate(months)]
    numbers = axis.whole(*panel.y, 5)
    axis.across(panel, range(0, len(months), every), names[::every], axis.MARKED)
    axis.down(panel, numbers if numbered else [], [number(one) for one in numbers if numbered], axis.MARKED)
    axis.rules(panel, y=numbers)
    axis.edge(panel, x=range(0, len(months), every), small=range(len(months)), y=numbers)


def month_limits(months: int) -> tuple[float, float]:
    """Where a panel of so many months begins and ends, with room for the first bar and the last."""
    return -0.6, months - 0.4


def month_name(month: pd.Period, first: bool, lang: str | None = None) -> str:
    r"""A month as printed under an axis, the year with the first and with January.

    Examples
    --------
    >>> month_name(pd.Period("2016-07"), True, "zh"), month_name(pd.Period("2016-10"), False, "en")
    ('7月\n2016', 'Oct')
    """
    name = f"{month.month}月" if language(lang) == "zh" else _ENGLISH[month.month - 1]
    return f"{name}\n{month.year}" if first or month.month == 1 else name


_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
