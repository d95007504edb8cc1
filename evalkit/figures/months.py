"""An axis of months."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from evalkit.figures import axis
from evalkit.words import language, number


def month_axis(
    axes: Axes, months: pd.PeriodIndex, every: int, lang: str | None = None, *, numbered: bool = True
) -> None:
    """A mark a month, each ``every``-th named; whole numbers up the side, unless they stand beside other axes.

    Parameters
    ----------
    axes : bare ones, their limits up the side given; the months come to lie at 0, 1, 2 ...
    """
    axes.set_xlim(-0.6, len(months) - 0.4)
    names = [month_name(month, nth == 0, lang) for nth, month in enumerate(months)]
    numbers = axis.whole(*axes.get_ylim(), 5)
    axis.across(axes, range(0, len(months), every), names[::every], axis.MARKED)
    axis.down(axes, numbers if numbered else [], [number(one) for one in numbers if numbered], axis.MARKED)
    axis.rules(axes, y=numbers)
    axis.edge(axes, x=range(0, len(months), every), small=range(len(months)), y=numbers)


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
