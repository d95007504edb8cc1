"""People: the team by month, and the families served by hardship category."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evalkit import picking as pick
from evalkit import yearly
from evalkit.assessing import CutOff
from evalkit.editions import COMMISSIONER, is_public
from evalkit.figures import axis
from evalkit.figures.axis import Panel
from evalkit.figures.base import (
    BOUND,
    DARK,
    DASHED,
    HIDDEN,
    INK,
    LIGHT,
    LINE,
    MUTED,
    SYMBOLS,
    Chart,
    nothing,
    style,
    wrap,
)
from evalkit.figures.months import month_axis, month_limits
from evalkit.plan import Plan, Requirement, Year
from evalkit.records import Records
from evalkit.smallgroups import UNTOLD, families, hidden_categories
from evalkit.suppression import SMALL
from evalkit.words import number, percent, say


@yearly.of_records
def staff(records: Records, street: str, year: int, lang: str | None = None, cut_off: CutOff = None) -> Chart:
    """Stationed full-time staff at every month end, the professional social workers as the darker part.

    Parameters
    ----------
    records : with the ``staff`` roster of that street and year.
    street, year : which; the street by any of its names.
    lang : ``zh`` or ``en``.
    cut_off : the last day of which records are known, as for `assess`; the caption says it.

    Returns
    -------
    Chart : a bar a month end; a line for the bound on heads and, on each bar, a stroke for the share of professionals.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records.
    """
    where, when = pick.place(records, street, year, cut_off)
    shown = pick.shown("staff", records.plan, where, when, lang)
    heads, skilled = _demands(records.plan, when)
    with style():
        if heads is None or (why := pick.missing(records, "staff", where, when)):
            return nothing(why if heads else "staff_missing", lang, **shown)
        everyone, able = _months(pick.rows(records, "staff", where, when), heads, skilled, when)
        low, part = pick.low(heads, when), pick.low(skilled, when)
        chart = Chart(2.4, alt=_staff_alt(everyone, able, low, lang), **shown)
        top = max([*everyone, low or 0]) + 1.2
        panel = axis.panel(chart, (0.42, 0.7, 0.15, 0.15), month_limits(len(everyone)), (0, top))
        month_axis(panel, everyone.index.to_period("M"), 1, lang)
        _bars(panel, everyone, able, low)
        _bounds(panel, everyone, low, part)
        _staff_key(chart, low, part, lang)
    return chart


def _demands(plan: Plan, year: Year) -> tuple[Requirement | None, Requirement | None]:
    """What the plan asks of the number of heads, and of the share of professionals."""
    of_staff = [one for one in plan.requirements if "staff" in one.tables and one.bound(year.id)]
    heads = [one for one in of_staff if one.measure == "month_ends" and "post" not in one.where]
    skilled = [one for one in of_staff if one.measure == "month_end_share" and "professional_on" in one.where]
    return next(iter(heads), None), next(iter(skilled), None)


def _months(
    roster: pd.DataFrame, heads: Requirement, skilled: Requirement | None, year: Year
) -> tuple[pd.Series, pd.Series]:
    """Heads, and professionals among them, by month end."""
    able = heads.model_copy(update={"where": {**heads.where, **(skilled.where if skilled else {})}})
    return pick.count(roster, heads, year).months, pick.count(roster, able, year).months


def _bars(panel: Panel, everyone: pd.Series, able: pd.Series, low: float | None) -> None:
    left = np.arange(len(everyone)) - 0.31
    axis.bars(panel, left, 0, 0.62, able.to_numpy(), colour=DARK)
    axis.bars(panel, left, able.to_numpy(), 0.62, (everyone - able).to_numpy(), colour=LIGHT)
    for place, (total, part) in enumerate(zip(everyone, able, strict=True)):
        mark = "" if low is None or total >= low else f" {SYMBOLS['not_met']}"
        look = {"ha": "center", "va": "bottom", "fontsize": 8}
        axis.write(panel, place, total + 0.12, f"{number(total)}{mark}", fontweight="bold", **look)
        if part:
            axis.write(panel, place, 0.18, number(part), color="white", **look)


def _bounds(panel: Panel, everyone: pd.Series, low: float | None, part: float | None) -> None:
    if low is not None:
        axis.lines(panel, [((panel.x[0], low), (panel.x[1], low))], BOUND, 1.2, linestyle=DASHED)
    if part is not None:
        least = [((x - 0.4, total * part), (x + 0.4, total * part)) for x, total in enumerate(everyone)]
        axis.lines(panel, least, INK, 1.6)


def _staff_key(chart: Chart, low: float | None, part: float | None, lang: str | None) -> None:
    marks = [
        axis.box(say("figures.professionals", lang), DARK),
        axis.box(say("figures.other_staff", lang), LIGHT),
    ]
    if low is not None:
        label = say("figures.heads_bound", lang, bound=number(low))
        marks.append(axis.stroke(label, color=BOUND, linestyle=DASHED))
    if part is not None:
        label = say("figures.share_bound", lang, bound=percent(part))
        marks.append(axis.stroke(label, color=INK, linewidth=1.6))
    axis.key(chart, marks, long=12.8, apart=9.6)


def _staff_alt(everyone: pd.Series, able: pd.Series, low: float | None, lang: str | None) -> str:
    months = zip(everyone.index, everyone, able, strict=True)
    items = [f"{day:%Y-%m} {number(total)} ({number(part)})" for day, total, part in months]
    joined = say("errors.separator", lang).join(items)
    return say("figures.staff_alt", lang, items=joined, bound=number(low))


@yearly.of_records
def categories(
    records: Records,
    street: str,
    year: int,
    lang: str | None = None,
    cut_off: CutOff = None,
    *,
    edition: str = COMMISSIONER,
) -> Chart:
    """Client families by hardship category, those in casework as the darker part.

    Parameters
    ----------
    records, street, year, lang, cut_off : as for `staff`; drawn from the ``services`` log.
    edition : ``commissioner``, or ``public``: small groups are hidden, and so are others by which they could be told.

    Returns
    -------
    Chart : a bar a category, longest first. A family with several categories stands in each, so the bars do not add
        up to the number of families, which the key tells.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records; no such edition.
    """
    where, when = pick.place(records, street, year, cut_off)
    shown = pick.shown("categories", records.plan, where, when, lang)
    share = pick.demand(records.plan, "services", "share", when)
    public = is_public(edition)
    with style():
        if share is None or (why := pick.missing(records, "services", where, when)):
            return nothing(why if share else "services_missing", lang, **shown)
        rows = families(records, where, when)
        if rows.empty:
            return nothing("no_families", lang, **shown)
        table = _counted(rows, lang)
        if public and (table := _shown_to_all(table, hidden_categories(records, where, when), lang)).empty:
            return nothing("withheld", lang, **shown)
        totals = rows["family"].nunique(), rows.loc[rows["casework"], "family"].nunique()
        return _category_bars(table, totals, shown, lang)


def _counted(rows: pd.DataFrame, lang: str | None) -> pd.DataFrame:
    """Families by category, the longest bar last: ``sum`` in casework, ``size`` all."""
    named = rows.assign(category=rows["category"].replace("", say("figures.no_category", lang)))
    counted = named.groupby("category")["casework"].agg(["sum", "size"]).astype(float)
    return counted.sort_values(["size", "sum"], kind="stable")


def _shown_to_all(table: pd.DataFrame, told: pd.DataFrame, lang: str | None) -> pd.DataFrame:
    """The table with what is hidden blank, in an order that tells nothing of it; without rows where it is withheld."""
    if (told["hidden"] == "withheld").any():
        return table.iloc[:0]
    named = told.assign(row=told["row"].replace(UNTOLD, say("figures.no_category", lang)))
    hidden = named.pivot_table("hidden", "row", "column", "first").reindex(table.index) != ""
    split = hidden.any(axis=1)
    shown = table.assign(sum=table["sum"].mask(split), size=table["size"].mask(hidden["all"]))
    return shown.sort_index().sort_values("size", kind="stable", na_position="first")


def _category_bars(table: pd.DataFrame, totals: tuple[int, int], shown: dict[str, Any], lang: str | None) -> Chart:
    total, able = totals
    items = [f"{name} {_told(size)} ({_told(case)})" for name, case, size in table[::-1].itertuples()]
    alt = say("figures.categories_alt", lang, items=say("errors.separator", lang).join(items), all=total, casework=able)
    some = bool(table.isna().any(axis=None))
    chart = Chart(1.02 + 0.18 * some + 0.27 * len(table), alt=alt + _why_hidden(lang) * some, **shown)
    limits = (0, table["size"].fillna(0).max() * 1.05 or 1), (-0.5, len(table) - 0.5)
    panel = axis.panel(chart, (1.6, 0.74 + 0.18 * some, 0.45, 0.08), *limits)
    _draw_bars(panel, table)
    numbers = axis.whole(*panel.x, 6)
    axis.down(panel, range(len(table)), [wrap(str(name), 12) for name in table.index])
    axis.across(panel, numbers, [number(one) for one in numbers], axis.MARKED)
    axis.below(panel, say("figures.families", lang))
    axis.rules(panel, x=numbers)
    axis.edge(panel, x=numbers, side=False)
    marks = [
        axis.box(say("figures.casework", lang, number=able), DARK),
        axis.box(say("figures.no_casework", lang, number=total - able), LIGHT),
    ]
    if (table["sum"].isna() & table["size"].notna()).any():
        marks.append(axis.box(say("figures.split_hidden", lang), LINE))
    if some:
        tall = chart.get_size_inches()[1]
        chart.text(0.5, 0.3 / tall, _why_hidden(lang), ha="center", color=MUTED, fontsize=8)
    axis.key(chart, marks)
    return chart


def _draw_bars(panel: Panel, table: pd.DataFrame) -> None:
    """A bar a category in two parts; in one where its parts are hidden, and a star alone where all of it is."""
    bottom, case = np.arange(len(table)) - 0.33, table["sum"].fillna(0)
    axis.bars(panel, 0, bottom, case, 0.66, colour=DARK)
    axis.bars(panel, case, bottom, (table["size"] - table["sum"]).fillna(0), 0.66, colour=LIGHT)
    if table["sum"].isna().any():
        axis.bars(panel, 0, bottom, table["size"].where(table["sum"].isna()).fillna(0), 0.66, colour=LINE)
    gap = 4 * panel.x[1] / panel.width
    for line, (part, size) in enumerate(zip(table["sum"], table["size"], strict=True)):
        end = 0 if pd.isna(size) else size
        axis.write(panel, end + gap, line, _told(size), va="center", fontweight="bold")
        if part > 0:
            axis.write(panel, part - gap, line, _told(part), va="center", ha="right", color="white", fontsize=8)


def _told(value: float) -> str:
    return HIDDEN if pd.isna(value) else number(value)


def _why_hidden(lang: str | None) -> str:
    return say("figures.hidden", lang, mark=HIDDEN, small=SMALL)
