"""The same months of every street beside each other, in small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from evalkit import picking as pick
from evalkit import wording
from evalkit.assessing import CutOff, cut_offs
from evalkit.comparing import intervals
from evalkit.editions import COMMISSIONER, is_public
from evalkit.figures import beside
from evalkit.figures.base import BOUND, DARK, LINE, MUTED, WIDTH, style, wide, wrap
from evalkit.figures.months import month_name
from evalkit.plan import Requirement, Street, Year
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.words import number, say

_TALL = {9: 0.85, 36: 0.62}  # inches of bars, by up to how many streets; of more, less
_SIZE = 7.0
_LINE = 0.13  # inches a line of the name takes

Months = dict[str, pd.Series | None]


def months(
    records: Records,
    requirement: str,
    year: int,
    lang: str | None = None,
    cut_off: CutOff = None,
    *,
    ax: Axes | None = None,
    edition: str = COMMISSIONER,
) -> Figure:
    """What a requirement counts, month by month, in a small panel a street, all on one scale.

    Parameters
    ----------
    records : what was handed in.
    requirement : id or code of one that counts rows of one table, or distinct ones of a column.
    year : the contract year. lang : ``zh`` or ``en``.
    cut_off : the last day of which records are known, as for `assess`; the caption says it.
    ax : axes to draw into; a chart of its own by default.
    edition : ``commissioner``, or ``public``: months of households are not shown, as a street's month less the shown
        communities' would tell one that its own report hides.

    Returns
    -------
    Chart (or the figure of ``ax``): bars of what counts for the first time in each month, with the exact Poisson
        interval of each; dashes at the mean of the streets; over each panel the street and its total. A street that
        handed in nothing has words in place of bars.

    Raises
    ------
    ParameterError : a requirement or year that is not in the plan.
    """
    plan = records.plan
    one, when = plan.requirement(requirement), plan.year(year)
    label = wording.spoken(one.model_dump(), "label", lang)
    place: dict[str, Any] = {"label": f"months-{one.id}", "year": year}
    with style():
        if is_public(edition) and "visits" in one.tables:
            return beside.empty(ax, "months_withheld", lang, caption=label, **place)
        if not _is_monthly(one):
            return beside.empty(ax, "no_months", lang, caption=label, **place)
        found = [street for street in plan.streets if street.name in set(records.sheets["street"])]
        streets = found if len(found) == 1 else list(plan.streets)  # records read for one street tell of no other
        end = when.model_copy(update={"end": cut_offs(plan, cut_off)[year].date()})
        every = _counted(records, streets, one, end)
        told = {street.name: _told(street, every[street.name], lang) for street in streets}
        told_year, unit = pick.year_told(plan, end, lang), pick.unit(one, lang)
        place["caption"] = say("figures.months", lang, year=told_year, label=label, unit=unit)
        listed = say("figures.semicolon", lang).join(" ".join(text.split("\n")) for text in told.values())
        place["alt"] = say("figures.months_alt", lang, items=listed)
        names = pd.period_range(when.start, when.end, freq="M")
        grid = _grid(list(told.values()))
        mark, top = _scale(every)
        panels = beside.Panels(grid["height"], 0.2, top=0.1, bottom=0.72, across=1)
        rows = pd.DataFrame({"street": [street.name for street in streets]})
        shown = {"every": every, "told": told, "grid": grid, "names": names, "top": top, "mark": mark, "lang": lang}
        chart = beside.charted([("", rows)], panels, lambda axes, _: _draw(axes, **shown), ax, **place)
        beside.foot(chart, [], say("figures.months_note", lang, most=number(mark)))
    return chart


def _is_monthly(one: Requirement) -> bool:
    return one.measure in {"rows", "distinct"} and len(one.tables) == 1 and bool(TABLES[one.tables[0]].date)


def _counted(records: Records, streets: list[Street], one: Requirement, when: Year) -> Months:
    """Street -> month -> what counts for the first time in it; None where nothing was handed in."""
    frame, date = records[one.tables[0]], str(TABLES[one.tables[0]].date)
    rows = frame[(frame["year"] == when.id) & (frame["excluded"] == "") & ~(frame[date] > pd.Timestamp(when.end))]
    rows = pick.counted(rows, one, when).sort_values(date, kind="stable")
    if one.measure == "distinct":
        key = str(one.of)
        place = ["street", "community"] if one.level == "community" else ["street"]
        rows = rows[rows[key] != ""].drop_duplicates([*place, key])
    span = pd.period_range(when.start, when.end, freq="M")
    found = rows.groupby(["street", rows[date].dt.to_period("M")]).size().unstack(fill_value=0)  # noqa: PD010
    found = found.reindex(index=[street.name for street in streets], columns=span, fill_value=0)
    handed_in = {street.name: not pick.missing(records, one.tables[0], street, when) for street in streets}
    return {name: found.loc[name] if there else None for name, there in handed_in.items()}


def _told(street: Street, monthly: pd.Series | None, lang: str | None) -> str:
    total = say("figures.not_handed_in", lang) if monthly is None else number(monthly.sum())
    return wrap(say("figures.months_total", lang, name=pick.street_name(street, lang), n=total), 8.5)


def _scale(every: Months) -> tuple[float, float]:
    """A round number near the greatest month, and where the panels end: above the interval of that month."""
    most = max((int(monthly.max()) for monthly in every.values() if monthly is not None), default=0)
    top = float(intervals.poisson(most)[1])
    step = 10 ** int(np.log10(max(most, 1)))
    return max(float(most // step * step), 1.0), top


def _grid(told: Sequence[str]) -> dict[str, Any]:
    """How the small panels lie, in inches: as many across as names allow, three for up to nine."""
    room = WIDTH - 0.4
    need = max((wide(line) for text in told for line in text.split("\n")), default=1.0) * _SIZE / 72 + 0.12
    across = 3 if len(told) <= 9 else max(3, min(int(room // need), 10))
    tall = next((inches for most, inches in _TALL.items() if len(told) <= most), 0.4)
    head = _LINE * (max(text.count("\n") for text in told) + 1) + 0.06
    down = -(-len(told) // across)
    return {"across": across, "cell": room / across, "tall": tall, "head": head, "height": down * (tall + head + 0.08)}


def _draw(axes: Axes, **shown: Any) -> None:
    grid, every = shown["grid"], shown["every"]
    axes.set(xlim=(0, WIDTH - 0.4), ylim=(grid["height"], 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    known = [monthly for monthly in every.values() if monthly is not None]
    mean = pd.concat(known, axis=1).mean(axis=1).to_numpy() if known else np.array([])
    for nth, (name, monthly) in enumerate(every.items()):
        x = nth % grid["across"] * grid["cell"]
        foot = nth // grid["across"] * (grid["tall"] + grid["head"] + 0.08) + grid["head"] + grid["tall"]
        axes.text(x, foot - grid["tall"] - 0.03, shown["told"][name], fontsize=_SIZE, va="bottom", linespacing=1.05)
        if monthly is not None:
            _panel(axes, (x, foot), monthly.to_numpy(), mean, **shown)
        if nth + grid["across"] >= len(every):
            _month_words(axes, (x, foot), **shown)
    axes.text(0, grid["head"] + grid["tall"] * (1 - shown["mark"] / shown["top"]), number(shown["mark"]), fontsize=6,
              color=MUTED, ha="right", va="center")  # fmt: skip


def _panel(axes: Axes, corner: tuple[float, float], counts: Any, mean: Any, **shown: Any) -> None:
    """Bars, their intervals and the mean, from the lower left corner upwards."""
    (x, foot), grid = corner, shown["grid"]
    step = (grid["cell"] - 0.12) / len(shown["names"])
    unit = grid["tall"] / shown["top"]
    left = x + step * np.arange(len(counts))
    bars = [
        Rectangle((at, foot - count * unit), step * 0.78, count * unit) for at, count in zip(left, counts, strict=True)
    ]
    axes.add_collection(PatchCollection(bars, facecolor="#7fb2cc", edgecolor="none"))
    low, high = intervals.poisson(counts)
    axes.vlines(left + step * 0.39, foot - low * unit, foot - high * unit, color=DARK, linewidth=0.6)
    axes.hlines(foot - mean * unit, left - 0.1 * step, left + 0.88 * step, color=BOUND, linewidth=0.9)
    end = x + step * len(shown["names"])
    axes.hlines(foot, x, end, color=MUTED, linewidth=0.6)
    axes.hlines(foot - shown["mark"] * unit, x, end, color=LINE, linewidth=0.5, zorder=0)


def _month_words(axes: Axes, corner: tuple[float, float], **shown: Any) -> None:
    """The first and the last month under the last panel of a column."""
    (x, foot), names, lang = corner, shown["names"], shown["lang"]
    end = x + shown["grid"]["cell"] - 0.12
    axes.text(x, foot + 0.03, month_name(names[0], True, lang).replace("\n", " "), fontsize=6, color=MUTED, va="top")
    if shown["grid"]["cell"] > 1.0:
        axes.text(end, foot + 0.03, month_name(names[-1], False, lang), fontsize=6, color=MUTED, va="top", ha="right")
