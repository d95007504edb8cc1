"""What was spent beside what came of it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from evalkit import wording
from evalkit.figures import beside, placing
from evalkit.figures.base import BOUND, DARK, LINE, MUTED, style
from evalkit.words import number, say

_ALL = 15  # up to so many streets all are named, of more those outside the funnel


def cost_output(costs: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Figure:
    """Unit cost against output, one panel a contract year: both uncertain, as the output is counted.

    Parameters
    ----------
    costs : one figure, as `evalkit.comparing.compare_costs` gives it.
    lang : ``zh`` or ``en``. ax : axes to draw one contract year into; a chart of its own by default.

    Returns
    -------
    Chart (or the figure of ``ax``): across how many were served, up what each cost, with the interval of both; the
        unit cost of all streets together, and the curve along which spending is the median. A street whose spending
        or output was not handed in stands in words above the panel.

    Raises
    ------
    ParameterError : several figures at once, or several years for one ``ax``.
    """
    wording.one_requirement(costs)
    with style():
        if costs.empty or costs["rate"].isna().all():
            return beside.empty(ax, "no_costs", lang, label="cost_output", caption=say("figures.no_costs", lang))
        first, middle = beside.first_known(costs), float(costs["numerator"].median())
        note = say("figures.cost_output_note", lang, spent=number(middle))
        marks = [*beside.class_key(costs, lang), *_key(lang)]
        place = {
            "label": f"cost-output-{first['requirement']}",
            "caption": say("figures.cost_output", lang, label=wording.spoken(first, "label", lang)),
            "alt": beside.alt("cost_output", costs, partial(beside.found, lang=lang), lang),
        }
        blocks = [(title, rows) for title, rows in beside.years(costs, lang) if rows["rate"].notna().any()]
        panels = beside.Panels(2.6, 0.75, top=0.66, bottom=beside.foot_height(note, marks) + 0.14, across=1, lift=30)
        chart = beside.charted(blocks, panels, partial(_panel, middle=middle, lang=lang), ax, **place)
        beside.foot(chart, marks, note)
    return chart


def _panel(axes: Axes, rows: pd.DataFrame, *, middle: float, lang: str | None) -> None:
    shown = rows[rows["rate"].notna()].reset_index(drop=True)
    served, spent = shown["denominator"].astype(float), shown["numerator"].astype(float)
    least, most = spent / shown["rate_high"], spent / shown["rate_low"]
    axes.set_xlim(least.min() * 0.9, most.max() * 1.05)
    axes.set_ylim(shown["rate_low"].min() * 0.9, shown["rate_high"].max() * 1.08)
    across = np.linspace(*axes.get_xlim(), 120)
    axes.plot(across, middle / across, color=LINE, linewidth=1.2, zorder=1)
    axes.axhline(shown["baseline"].iloc[0], color=BOUND, linewidth=1.0, linestyle=(0, (1, 1.2)), zorder=1)
    small = len(shown) > 40
    width = 0.4 if small else 0.9
    axes.hlines(shown["rate"], least, most, color=DARK, linewidth=width, alpha=0.5)
    axes.vlines(served, shown["rate_low"], shown["rate_high"], color=DARK, linewidth=width, alpha=0.5)
    for x, row in zip(served, shown.to_dict("records"), strict=True):
        axes.plot(x, row["rate"], markersize=3.4 if small else 5.5, zorder=4, **beside.mark(row))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    axes.set_ylabel(say("figures.cost_axis", lang), fontsize=7.5, color=MUTED)
    axes.set_xlabel(say("figures.output_axis", lang), fontsize=7.5, color=MUTED, labelpad=2)
    named = placing.name(axes, list(served), list(shown["rate"]), beside.to_name(shown, spent, _ALL, lang))
    beside.above(axes, rows, shown, named, lang)


def _key(lang: str | None) -> list[Line2D]:
    base = Line2D([], [], color=BOUND, linestyle=(0, (1, 1.2)), label=say("figures.cost_base", lang))
    return [base, Line2D([], [], color=LINE, label=say("figures.same_spending", lang))]
