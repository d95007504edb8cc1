"""Services in the communities over the year: visits and activities."""

from __future__ import annotations

import matplotlib.dates as mdates
import numpy as np
import pandas as pd

from evalkit import picking as pick
from evalkit import yearly
from evalkit.assessing import CutOff
from evalkit.editions import COMMISSIONER, is_public
from evalkit.figures import axis
from evalkit.figures.axis import Edges, Panel
from evalkit.figures.base import BOUND, DARK, DASHED, HIDDEN, LIGHT, LINE, MUTED, SYMBOLS, Chart, nothing, style, wrap
from evalkit.figures.months import month_axis, month_limits, month_name
from evalkit.plan import Requirement, Street, Year
from evalkit.records import Records
from evalkit.smallgroups import first_visits, hidden_visits
from evalkit.suppression import SMALL
from evalkit.words import number, say

_ACROSS = 3  # panels side by side
_SIZES = {
    "大型": {"markersize": 62**0.5, "markerfacecolor": DARK, "markeredgecolor": "white"},
    "小型": {"markersize": 26**0.5, "markerfacecolor": "white", "markeredgecolor": DARK},
}
_LANES = {"大型": -0.13, "小型": 0.16}  # large above the line, small below it: neither hides the other


@yearly.of_records
def visits_by_month(
    records: Records,
    street: str,
    year: int,
    lang: str | None = None,
    cut_off: CutOff = None,
    *,
    edition: str = COMMISSIONER,
) -> Chart:
    """Households visited, month by month and cumulated, one panel a community, with the bound.

    Parameters
    ----------
    records : with the ``visits`` of that street and year.
    street, year : which; the street by any of its names.
    lang : ``zh`` or ``en``.
    cut_off : the last day of which records are known, as for `assess`; the caption says it.
    edition : ``commissioner``, or ``public``: months of few households are hidden, and others by which they are told.

    Returns
    -------
    Chart : a household counts in the month of its first visit that counts; bars are the month's, the line their sum.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records; no such edition.
    """
    where, when = pick.place(records, street, year, cut_off)
    requirement, public = pick.demand(records.plan, "visits", "distinct", when), is_public(edition)
    visits = pick.rows(records, "visits", where, when)
    place = pick.shown("visits_by_month", records.plan, where, when, lang)
    with style():
        if why := pick.missing(records, "visits", where, when):
            return nothing(why, lang, **place)
        names = pick.communities(records, where, when, visits)
        counted = first_visits(visits, requirement, when).reindex(columns=names, fill_value=0)
        shown = counted.mask(_hidden(records, where, when, counted)) if public else counted
        months = {name: counted[name] for name in names}
        down = -(-len(names) // _ACROSS)
        low, unit = pick.low(requirement, when), pick.unit(requirement, lang)
        items = [f"{name} {number(monthly.sum())} {unit}" for name, monthly in months.items()]
        alt = say("figures.visits_alt", lang, items=say("errors.separator", lang).join(items), bound=number(low))
        some = bool(shown.isna().any(axis=None))
        lift = 0.18 * some  # room for the sentence that says what is hidden
        chart = Chart(0.36 + lift + 1.72 * down, alt=alt + _why_hidden(lang) * some, **place)
        short = "in_progress" if pick.is_open(records.plan, when) else "not_met"
        top = 1.15 * max([low or 0, *(monthly.sum() for monthly in months.values()), 1])
        for nth, (name, monthly) in enumerate(months.items()):
            panel = axis.panel(chart, _edges(chart, nth, down, lift), month_limits(len(counted)), (0, top))
            month_axis(panel, counted.index, 3, lang, numbered=nth % _ACROSS == 0)
            _cumulated(panel, shown[name], int(monthly.sum()), low)
            _headed(panel, name, int(monthly.sum()), low, short)
        _visits_key(chart, low, unit, lang)
        if some:
            tall = chart.get_size_inches()[1]
            chart.text(0.5, 0.3 / tall, _why_hidden(lang), ha="center", color=MUTED, fontsize=8)
    return chart


def _hidden(records: Records, street: Street, year: Year, counted: pd.DataFrame) -> pd.DataFrame:
    """Which months of which communities are hidden."""
    told = hidden_visits(records, street, year)
    told = told[told["row"] != ""]
    marks = told.assign(hidden=told["hidden"] != "").pivot_table("hidden", "row", "community", "first")
    marks = marks.reindex(index=counted.index.astype(str), columns=counted.columns)
    return marks.set_axis(counted.index).fillna(value=False).astype(bool)


def _why_hidden(lang: str | None) -> str:
    return say("figures.hidden_months", lang, mark=HIDDEN, small=SMALL)


def _so_far(monthly: pd.Series, total: int) -> pd.Series:
    """The households so far; blank as long as only some of the hidden months are in the sum, for that would tell them.

    Examples
    --------
    >>> _so_far(pd.Series([9.0, float("nan"), 7.0, float("nan"), 6.0]), 30).tolist()
    [9.0, nan, nan, 24.0, 30.0]
    """
    hidden = monthly.isna()
    so_far = monthly.fillna(0).cumsum() + (total - monthly.sum()) * (hidden.cumsum() == hidden.sum())
    return so_far.mask((hidden.cumsum() > 0) & (hidden.cumsum() < hidden.sum()))


def _edges(chart: Chart, nth: int, down: int, lift: float) -> Edges:
    """Inches from the edges of the chart to those of one of its panels."""
    across, line = nth % _ACROSS, nth // _ACROSS
    width, gap = 1.93, 0.17
    left = 0.42 + across * (width + gap)
    bottom = 0.68 + lift + (down - 1 - line) * 1.72
    height = chart.get_size_inches()[1]
    return left, bottom, 6.7 - left - width, height - bottom - 1.02


def _cumulated(panel: Panel, monthly: pd.Series, total: int, low: float | None) -> None:
    """Bars and the line of their sum; a blank month is hidden."""
    x, known = np.arange(len(monthly)), monthly.dropna()
    axis.bars(panel, x[monthly.notna()] - 0.4, 0, 0.8, known.to_numpy(dtype=float), colour=LIGHT)
    axis.curve(panel, x, _so_far(monthly, total).to_numpy(), color=DARK, linewidth=1.6, marker="o", markersize=2.5)
    for place in np.flatnonzero(monthly.isna()):
        axis.write(panel, place, panel.y[1] / panel.height, HIDDEN, ha="center", color=MUTED, fontsize=7)
    if low is not None:
        axis.lines(panel, [((panel.x[0], low), (panel.x[1], low))], BOUND, 1.1, linestyle=DASHED)


def _headed(panel: Panel, name: str, total: int, low: float | None, short: str) -> None:
    """The name and the total; ``short`` is the verdict that stands beside a total below the bound."""
    mark = "" if low is None else f" {SYMBOLS['met' if total >= low else short]}"
    axis.title(panel, wrap(name, 13))
    axis.title(panel, f"{number(total)}{mark}", "right", fontweight="bold")


def _visits_key(chart: Chart, low: float | None, unit: str, lang: str | None) -> None:
    marks = [
        axis.box(say("figures.of_month", lang, unit=unit), LIGHT),
        axis.stroke(say("figures.cumulated", lang, unit=unit), color=DARK, marker="o", markersize=3),
    ]
    if low is not None:
        bound = say("figures.bound", lang, bound=f"{number(low)} {unit}")
        marks.append(axis.stroke(bound, color=BOUND, linestyle=DASHED))
    axis.key(chart, marks)


@yearly.of_records
def activities(records: Records, street: str, year: int, lang: str | None = None, cut_off: CutOff = None) -> Chart:
    """Activities of one street and year on a calendar line per community: large ones full, small ones open.

    Parameters
    ----------
    records, street, year, lang, cut_off : as for `visits_by_month`.

    Returns
    -------
    Chart : each activity that counts, at its first day; at the right how many of each size, with the bound.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records.
    """
    where, when = pick.place(records, street, year, cut_off)
    held = pick.rows(records, "activities", where, when)
    place = pick.shown("activities", records.plan, where, when, lang)
    with style():
        if why := pick.missing(records, "activities", where, when):
            return nothing(why, lang, **place)
        names = pick.communities(records, where, when, held)
        demands = {size: pick.demand(records.plan, "activities", "distinct", when, size=size) for size in _SIZES}
        counted = {size: _once(held, size, demands[size], when) for size in _SIZES}
        alt = say(
            "figures.activities_alt", lang, items=say("figures.semicolon", lang).join(_tallies(names, counted, lang))
        )
        chart = Chart(1.1 + 0.42 * len(names), alt=alt, **place)
        start, end = mdates.date2num([when.start, when.end])
        panel = axis.panel(chart, (1.3, 0.68, 1.75, 0.36), (start - 6, end + 6), (len(names) - 0.5, -0.5))
        _calendar(panel, names, when, lang)
        for size, look in _SIZES.items():
            mine = counted[size][counted[size]["community"].isin(names)]
            lines = [names.index(name) + _LANES[size] for name in mine["community"]]
            axis.curve(panel, mdates.date2num(mine["date"]), lines, marker="o", linestyle="", zorder=3, **look)
        lows = {size: pick.low(one, when) for size, one in demands.items()}
        short = "in_progress" if pick.is_open(records.plan, when) else "not_met"
        _sizes_right(panel, names, counted, lows, short=short, lang=lang)
        _sizes_key(chart, lang)
    return chart


def _once(held: pd.DataFrame, size: str, requirement: Requirement | None, year: Year) -> pd.DataFrame:
    """The activities of one size that count, each on its first day."""
    mine = held[held["size"] == size]
    return (
        pick.counted(mine, requirement, year)
        .sort_values("date", kind="stable")
        .drop_duplicates(["community", "activity"])
    )


def _tallies(names: list[str], counted: dict[str, pd.DataFrame], lang: str | None) -> list[str]:
    totals = {size: frame["community"].value_counts() for size, frame in counted.items()}
    return [
        say(
            "figures.activities_item",
            lang,
            community=name,
            large=totals["大型"].get(name, 0),
            small=totals["小型"].get(name, 0),
        )
        for name in names
    ]


def _calendar(panel: Panel, names: list[str], year: Year, lang: str | None) -> None:
    start, end = mdates.date2num([year.start, year.end])
    months = pd.period_range(year.start, year.end, freq="M")
    firsts = mdates.date2num(months.to_timestamp())
    axis.across(panel, firsts, [month_name(m, n == 0, lang) for n, m in enumerate(months)], axis.MARKED)
    axis.down(panel, range(len(names)), [wrap(name, 9) for name in names])
    axis.lines(panel, [((start, line), (end, line)) for line in range(len(names))], LINE, 1)
    axis.rules(panel, x=firsts)
    axis.edge(panel, x=firsts, side=False)


def _sizes_right(
    panel: Panel,
    names: list[str],
    counted: dict[str, pd.DataFrame],
    lows: dict[str, float | None],
    *,
    short: str,
    lang: str | None,
) -> None:
    """How many of each size a community held, and whether that is enough; ``short`` is the verdict where it is not."""
    for size, key, x in (("大型", "large_short", 1.03), ("小型", "small_short", 1.26)):
        axis.write(panel, x, -0.5, say(f"figures.{key}", lang), transform=panel.beside, color=MUTED, fontsize=8)
        for line, name in enumerate(names):
            found, low = int((counted[size]["community"] == name).sum()), lows[size]
            mark = "" if low is None else f" / {number(low)} {SYMBOLS['met' if found >= low else short]}"
            axis.write(panel, x, line, f"{found}{mark}", transform=panel.beside, va="center", fontsize=8)


def _sizes_key(chart: Chart, lang: str | None) -> None:
    marks = [
        axis.dot(say(f"figures.{key}", lang), marker="o", **look | {"markeredgecolor": DARK})
        for look, key in zip(_SIZES.values(), ("large", "small"), strict=True)
    ]  # fmt: skip
    axis.key(chart, marks)
