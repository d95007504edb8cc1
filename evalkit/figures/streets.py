"""Streets beside each other, a row a street: what was found with its interval, and the places it may have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from evalkit import wording
from evalkit.figures import beside
from evalkit.figures.base import BOUND, DARK, DASHED, LIGHT, MUTED, WIDTH, style, wide
from evalkit.words import number, percent, say


def caterpillar(comparison: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Figure:
    """One requirement over the streets: a mark with its interval, one panel a contract year, beside the baseline.

    Parameters
    ----------
    comparison : one requirement, as `evalkit.compare` gives it.
    lang : ``zh`` or ``en``.
    ax : axes to draw one contract year into; a chart of its own by default.

    Returns
    -------
    Chart (or the figure of ``ax``): streets in the order of ``comparison``, which is no order of merit; at the right
        of each row what was found, out of how many. A mark's form tells its place in the funnel, an open one that
        there are few. A street whose number is not known has neither mark nor line, only words. Of more streets than
        can be named those outside the funnel are.

    Raises
    ------
    ParameterError : several requirements at once, or several years for one ``ax``.
    """
    wording.one_requirement(comparison)
    with style():
        if comparison.empty:
            return beside.empty(ax, "no_verdicts", lang, label="caterpillar", caption=say("figures.no_verdicts", lang))
        first = beside.first_known(comparison)
        note = say(f"figures.method_{first['method']}", lang, confidence=percent(first["confidence"]))
        marks = [*beside.class_key(comparison, lang), *_baseline_key(comparison, lang)]
        words = {"label": wording.spoken(first, "label", lang), "unit": beside.unit(first, lang)}
        place = {"caption": say("figures.caterpillar", lang, **words), "label": f"caterpillar-{first['requirement']}"}
        alt = beside.alt("caterpillar", comparison, partial(_told_with_ends, lang=lang), lang)
        printed = beside.names(comparison, lang)
        panels = _panels(comparison, printed, partial(beside.found, lang=lang), beside.foot_height(note, marks))
        share, most = first["kind"] == "proportion" or first["unit"] == "%", _most(comparison)
        panel = partial(_caterpillar, printed=printed, most=1.0 if share else most * 1.04, share=share, lang=lang)
        chart = beside.charted(beside.years(comparison, lang), panels, panel, ax, alt=alt, **place)
        beside.foot(chart, marks, note)
    return chart


def _panels(
    comparison: pd.DataFrame, printed: dict[str, str], told: Callable[[dict[str, Any]], str], foot: float
) -> beside.Panels:
    """How panels of rows lie: names once at the left of a line of them, or with the words at the right of each."""
    many = beside.crowded(len(printed))
    rows = comparison.to_dict("records")
    name = {street: f"{printed[street]} " if many else "" for street in printed}
    words = [name[row["street"]] + told(row) for row in rows if not many or _stands_out(row)]
    right = 0.16 + max(map(wide, words), default=0.0) * beside.RIGHT / 67
    shared = 0.0 if many else beside.left_of(list(printed.values()))
    return beside.Panels(
        beside.pitch(len(printed)) * len(printed), left=0.12, right=right, bottom=foot, shared=shared,
        across=2 if (WIDTH - shared) / 2 - right > 1.0 else 1,
    )  # fmt: skip


def _caterpillar(
    axes: Axes, rows: pd.DataFrame, *, printed: dict[str, str], most: float, share: bool, lang: str | None
) -> None:
    found = beside.aligned(rows, list(printed))
    named = _outliers(found) if beside.crowded(len(found)) else None
    beside.rows_of(axes, list(printed.values()), named)
    axes.set_xlim(0, most)
    if share:
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    small = named is not None
    for line, row in enumerate(found):
        x = row["rate"] if beside.known(row) else row["value"]
        if not pd.isna(x):
            axes.hlines(line, row["rate_low"], row["rate_high"], color=DARK, linewidth=0.7 if small else 1.6, alpha=0.6)
            size = 2.6 if small else 5
            axes.plot(x, line, markersize=size, zorder=4, clip_on=False, **beside.mark(row))
        if named is None or line in named:
            name = "" if named is None else f"{printed[row['street']]} "
            beside.beside_row(axes, line, name + beside.found(row, lang), muted=bool(pd.isna(row["value"])))
    base = rows["baseline"].dropna()
    if len(base):
        axes.axvline(base.iloc[0], color=BOUND, linewidth=1.1, linestyle=DASHED, zorder=1)


def _stands_out(row: dict[str, Any]) -> bool:
    """Whether a street among many may be named: outside the funnel, or surely in one half."""
    half = beside.known(row, "rank_low") and _in_a_half(row["rank_low"], row["rank_high"], row["streets"])
    return half or row["funnel"] not in {"", "inside"} or bool(pd.isna(row["value"]))


def _outliers(found: list[dict[str, Any]]) -> set[int]:
    """The rows that are named among many: outside the funnel, the farthest first, then what is not known."""
    urgency = {"low_998": 3.0, "high_998": 3.0, "low_95": 2.0, "high_95": 2.0}
    weights = [urgency.get(str(row["funnel"]), 0.0) + 0.5 * bool(pd.isna(row["value"])) for row in found]
    return beside.namable(weights, beside.NAMED / beside.pitch(len(found)))


def _most(comparison: pd.DataFrame) -> float:
    return float(comparison[["rate", "rate_high"]].max().max() if comparison["rate"].notna().any()
                 else comparison["value"].max()) or 1.0  # fmt: skip


def _baseline_key(comparison: pd.DataFrame, lang: str | None) -> list[Line2D]:
    if not comparison["baseline"].notna().any():
        return []
    return [Line2D([], [], color=BOUND, linestyle=DASHED, label=say("figures.baseline", lang))]


def _told_with_ends(row: dict[str, Any], lang: str | None) -> str:
    told = beside.found(row, lang)
    if not beside.known(row, "rate_low"):
        return told
    return f"{told} [{beside.amount(row['rate_low'], row)}, {beside.amount(row['rate_high'], row)}]"


def ranks(comparison: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Figure:
    """The places each street may have in one requirement: ranges that hold together, never a place of its own.

    Parameters
    ----------
    comparison, lang, ax : as for `caterpillar`.

    Returns
    -------
    Chart (or the figure of ``ax``): a bar from the best to the worst place, 1 being the greatest rate; dark where the
        street is surely in the upper or the lower half. Streets in the order of ``comparison``; what was found stands
        at the right. Of more streets than can be named those surely in one half are.

    Raises
    ------
    ParameterError : several requirements at once, or several years for one ``ax``.
    """
    wording.one_requirement(comparison)
    with style():
        place = {"label": "ranks", "caption": say("figures.no_ranks", lang)}
        if comparison.empty or comparison["rank_low"].isna().all():
            return beside.empty(ax, "no_ranks", lang, **place)
        first = beside.first_known(comparison)
        note = say("figures.ranks_note", lang, confidence=percent(first["confidence"]))
        marks = [
            Patch(facecolor=colour, edgecolor=DARK, linewidth=0.6, label=say(f"figures.{key}", lang))
            for colour, key in ((DARK, "sure_half"), (LIGHT, "unsure_half"))
        ]
        place = {
            "caption": say("figures.ranks", lang, label=wording.spoken(first, "label", lang)),
            "label": f"ranks-{first['requirement']}",
            "alt": beside.alt("ranks", comparison, partial(_places, lang=lang), lang),
        }
        printed, blocks = beside.names(comparison, lang), beside.years(comparison, lang)
        foot = beside.foot_height(note, marks) + 0.12
        panels = _panels(comparison, printed, partial(_places, lang=lang), foot)
        chart = beside.charted(blocks, panels, partial(_ranks, printed=printed, lang=lang), ax, **place)
        beside.foot(chart, marks, note)
    return chart


def _ranks(axes: Axes, rows: pd.DataFrame, *, printed: dict[str, str], lang: str | None) -> None:
    found = beside.aligned(rows, list(printed))
    ends = [(row["rank_low"], row["rank_high"], row["streets"]) for row in found]
    halves = [not pd.isna(low) and _in_a_half(low, high, all_) for low, high, all_ in ends]
    crowded = beside.crowded(len(found))
    named = beside.namable(list(map(float, halves)), beside.NAMED / beside.pitch(len(found))) if crowded else None
    beside.rows_of(axes, list(printed.values()), named)
    axes.set_xlim(0.4, len(found) + 0.6)
    axes.set_xticks(sorted({1, *range(0, len(found) + 1, max(1, round(len(found) / 8)))} - {0}))
    for line, ((low, high, _), half) in enumerate(zip(ends, halves, strict=True)):
        if not pd.isna(low):
            axes.barh(line, high - low + 0.8, left=low - 0.4, height=0.5, facecolor=DARK if half else LIGHT,
                      edgecolor=DARK, linewidth=0 if crowded else 0.6)  # fmt: skip
        if named is None or line in named:
            name = "" if named is None else f"{printed[found[line]['street']]} "
            beside.beside_row(axes, line, name + _places(found[line], lang), muted=pd.isna(low))
    axes.set_xlabel(say("figures.rank_axis", lang), fontsize=7.5, color=MUTED, labelpad=2)


def _in_a_half(low: int, high: int, streets: int) -> bool:
    middle = (streets + 1) / 2
    return bool(high < middle or low > middle)


def _places(row: dict[str, Any], lang: str | None) -> str:
    if pd.isna(row["rank_low"]):
        return beside.unknown(row, lang) if pd.isna(row["value"]) else say("figures.no_place", lang)
    low, high = number(row["rank_low"]), number(row["rank_high"])
    return say("figures.places", lang, low=low, high=high, found=beside.found(row, lang))
