"""People: the team by month, and the families served by hardship category."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from evalkit import picking as pick
from evalkit import yearly
from evalkit.assessing import CutOff
from evalkit.figures.base import BOUND, DARK, INK, LIGHT, SYMBOLS, Chart, nothing, style, wrap
from evalkit.figures.months import month_axis
from evalkit.plan import Plan, Requirement, Year
from evalkit.records import Records
from evalkit.words import number, percent, say

_DASHED = (0, (4, 2))


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
        axes = chart.panel(0.42, 0.7, 0.15, 0.15)
        _bars(axes, everyone, able, low)
        _bounds(axes, everyone, low, part)
        month_axis(axes, everyone.index.to_period("M"), 1, lang)
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


def _bars(axes: Axes, everyone: pd.Series, able: pd.Series, low: float | None) -> None:
    x = np.arange(len(everyone))
    axes.bar(x, able.to_numpy(), width=0.62, color=DARK)
    axes.bar(x, (everyone - able).to_numpy(), bottom=able.to_numpy(), width=0.62, color=LIGHT)
    for place, (total, part) in enumerate(zip(everyone, able, strict=True)):
        mark = "" if low is None or total >= low else f" {SYMBOLS['not_met']}"
        axes.text(
            place, total + 0.12, f"{number(total)}{mark}", ha="center", va="bottom", fontweight="bold", fontsize=8
        )
        if part:
            axes.text(place, 0.18, number(part), ha="center", va="bottom", color="white", fontsize=8)


def _bounds(axes: Axes, everyone: pd.Series, low: float | None, part: float | None) -> None:
    if low is not None:
        axes.axhline(low, color=BOUND, linewidth=1.2, linestyle=_DASHED)
    if part is not None:
        x, least = np.arange(len(everyone)), everyone.to_numpy() * part
        axes.hlines(least, x - 0.4, x + 0.4, color=INK, linewidth=1.6)
    axes.set_ylim(0, max([*everyone, low or 0]) + 1.2)


def _staff_key(chart: Chart, low: float | None, part: float | None, lang: str | None) -> None:
    marks: list[Any] = [
        Patch(color=DARK, label=say("figures.professionals", lang)),
        Patch(color=LIGHT, label=say("figures.other_staff", lang)),
    ]
    if low is not None:
        label = say("figures.heads_bound", lang, bound=number(low))
        marks.append(Line2D([], [], color=BOUND, linestyle=_DASHED, label=label))
    if part is not None:
        label = say("figures.share_bound", lang, bound=percent(part))
        marks.append(Line2D([], [], color=INK, linewidth=1.6, label=label))
    chart.legend(handles=marks, loc="lower center", ncols=4, columnspacing=1.2, handlelength=1.6)


def _staff_alt(everyone: pd.Series, able: pd.Series, low: float | None, lang: str | None) -> str:
    months = zip(everyone.index, everyone, able, strict=True)
    items = [f"{day:%Y-%m} {number(total)} ({number(part)})" for day, total, part in months]
    joined = say("errors.separator", lang).join(items)
    return say("figures.staff_alt", lang, items=joined, bound=number(low))


@yearly.of_records
def categories(records: Records, street: str, year: int, lang: str | None = None, cut_off: CutOff = None) -> Chart:
    """Client families by hardship category, those in casework as the darker part.

    Parameters
    ----------
    records, street, year, lang, cut_off : as for `staff`; drawn from the ``services`` log.

    Returns
    -------
    Chart : a bar a category, longest first. A family with several categories stands in each, so the bars do not add
        up to the number of families, which the key tells.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records.
    """
    where, when = pick.place(records, street, year, cut_off)
    shown = pick.shown("categories", records.plan, where, when, lang)
    share = pick.demand(records.plan, "services", "share", when)
    log = pick.rows(records, "services", where, when)
    with style():
        if share is None or (why := pick.missing(records, "services", where, when)):
            return nothing(why if share else "services_missing", lang, **shown)
        families = _families(log, share, when, lang)
        if families.empty:
            return nothing("no_families", lang, **shown)
        return _category_bars(families, shown, lang)


def _families(log: pd.DataFrame, share: Requirement, year: Year, lang: str | None) -> pd.DataFrame:
    """One row per family and category: ``family category casework``; of the families the share is taken of."""
    pool = pick.fulfilling(log, share.among or {}, year)
    pool = pool[pool["family"] != ""]
    casework = set(pick.fulfilling(pool, share.where, year)["family"])
    rows = pd.DataFrame({"family": pool["family"], "category": pool["categories"].astype(object).str.split(";")})
    rows = rows.explode("category").drop_duplicates(["family", "category"])
    rows["category"] = rows["category"].fillna("").replace("", say("figures.no_category", lang))
    return rows.assign(casework=rows["family"].isin(casework))


def _category_bars(families: pd.DataFrame, shown: dict[str, Any], lang: str | None) -> Chart:
    table = families.groupby("category")["casework"].agg(["sum", "size"]).sort_values(["size", "sum"], kind="stable")
    total, able = families["family"].nunique(), families.loc[families["casework"], "family"].nunique()
    items = [f"{name} {size} ({case})" for name, case, size in table[::-1].itertuples()]
    alt = say("figures.categories_alt", lang, items=say("errors.separator", lang).join(items), all=total, casework=able)
    chart = Chart(1.02 + 0.27 * len(table), alt=alt, **shown)
    axes = chart.panel(1.6, 0.74, 0.45, 0.08, xlim=(0, table["size"].max() * 1.05))
    y, case, rest = np.arange(len(table)), table["sum"].to_numpy(), (table["size"] - table["sum"]).to_numpy()
    axes.barh(y, case, height=0.66, color=DARK)
    axes.barh(y, rest, left=case, height=0.66, color=LIGHT)
    axes.set_yticks(y, [wrap(str(name), 12) for name in table.index])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_xlabel(say("figures.families", lang))
    for line, (part, size) in enumerate(zip(case, table["size"], strict=True)):
        axes.annotate(f"{size}", (size, line), (4, 0), textcoords="offset points", va="center", fontweight="bold")
        if part:
            axes.annotate(
                f"{part}",
                (part, line),
                (-4, 0),
                textcoords="offset points",
                va="center",
                ha="right",
                color="white",
                fontsize=8,
            )
    marks = [
        Patch(color=DARK, label=say("figures.casework", lang, number=able)),
        Patch(color=LIGHT, label=say("figures.no_casework", lang, number=total - able)),
    ]
    chart.legend(handles=marks, loc="lower center", ncols=2)
    return chart
