"""An axis of months."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from evalkit.words import language


def month_axis(axes: Axes, months: pd.PeriodIndex, every: int, lang: str | None = None) -> None:
    """A tick a month, each ``every``-th named; whole numbers up the side.

    Parameters
    ----------
    axes : with the months at 0, 1, 2 ...
    """
    axes.set_xlim(-0.6, len(months) - 0.4)
    names = [month_name(month, nth == 0, lang) for nth, month in enumerate(months)]
    axes.set_xticks(range(0, len(months), every), names[::every])
    axes.set_xticks(range(len(months)), minor=True)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(visible=True, axis="y")


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
