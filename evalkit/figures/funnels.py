"""A funnel: how far from the baseline chance alone brings a street of a given size."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, PercentFormatter
from scipy.stats import norm

from evalkit import wording
from evalkit.comparing.block import CHANCE
from evalkit.comparing.funnel import LEVELS, limits, wide_limits
from evalkit.figures import beside, placing
from evalkit.figures.base import BOUND, DARK, MUTED, style
from evalkit.words import percent, say

_DASHES: dict[str, Any] = {"95": (0, (5, 2)), "998": "solid"}
_ALL = 15  # up to so many streets all are named, of more those outside


def funnel(comparison: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Figure:
    """One requirement: each street at its size and rate, between the limits chance alone allows, one panel a year.

    Parameters
    ----------
    comparison, lang, ax : as for `evalkit.figures.caterpillar`.

    Returns
    -------
    Chart (or the figure of ``ax``): across how much the rate rests on (the whole of a share, the exposure of a count),
        up the rate; the baseline, the 95 % limits (broken) and the 99.8 % limits (solid); dotted the 95 % limits
        widened by what is between streets beyond chance, where that shows. A street whose number is not known is named
        above the panel. All are named where they are few, of many those outside the limits.

    Raises
    ------
    ParameterError : several requirements at once, or several years for one ``ax``.
    """
    wording.one_requirement(comparison)
    with style():
        if comparison.empty or comparison["funnel_low95"].isna().all():
            caption = say("figures.no_funnel", lang)
            return beside.empty(ax, "no_funnel", lang, label="funnel", caption=caption)
        first = beside.first_known(comparison)
        note = _note(comparison, lang)
        marks = [*beside.class_key(comparison, lang), *_line_key(comparison, lang)]
        place = {
            "label": f"funnel-{first['requirement']}",
            "caption": say("figures.funnel", lang, label=wording.spoken(first, "label", lang),
                           unit=beside.unit(first, lang)),
            "alt": beside.alt("funnel", comparison, partial(_told, lang=lang), lang),
        }  # fmt: skip
        blocks = [(title, rows) for title, rows in beside.years(comparison, lang) if rows["funnel_low95"].notna().any()]
        height = 2.7 if len(comparison["street"].unique()) <= 40 else 3.6
        two = comparison["rate"].isna().any() or comparison["street"].nunique() > _ALL
        panels = beside.Panels(
            height, 0.55, top=0.66 if two else 0.52, bottom=beside.foot_height(note, marks) + 0.14, across=1,
            lift=30 if two else 18,
        )  # fmt: skip
        chart = beside.charted(blocks, panels, partial(_funnel, lang=lang), ax, **place)
        beside.foot(chart, marks, note)
    return chart


def _funnel(axes: Axes, rows: pd.DataFrame, *, lang: str | None) -> None:
    shown = rows[rows["rate"].notna()].reset_index(drop=True)
    size, first = sizes(shown), shown.iloc[0].to_dict()
    share = first["kind"] == "proportion"
    across = np.linspace(max(size.min() * 0.45, 1e-9), size.max() * 1.12, 160)
    low, high = _limits(first, float(size.iloc[0]), across, "998")
    axes.set_xlim(across[0], across[-1])
    axes.set_ylim(*_room(shown, low, high, share=share))
    axes.axhline(first["baseline"], color=BOUND, linewidth=1.0, linestyle=(0, (1, 1.2)))
    for level in LEVELS:
        for edge in _limits(first, float(size.iloc[0]), across, level):
            axes.plot(across, edge, color=MUTED, linewidth=0.9, linestyle=_DASHES[level], zorder=1)
    if _is_wide(first):
        for edge in _widened(first, float(size.iloc[0]), across):
            axes.plot(across, np.clip(edge, 0, None), color=DARK, linewidth=0.9, linestyle=(0, (1, 2)), zorder=1)
    for x, row in zip(size, shown.to_dict("records"), strict=True):
        axes.plot(x, row["rate"], markersize=5.5 if len(shown) <= 40 else 3.8, zorder=4, **beside.mark(row))
    _axes_words(axes, first, lang, share=share)
    named = placing.name(axes, list(size), list(shown["rate"]), beside.to_name(shown, size, _ALL, lang))
    beside.above(axes, rows, shown, named, lang)


def _note(comparison: pd.DataFrame, lang: str | None) -> str:
    """How often chance alone puts at least one of so many outside."""
    most = int(comparison["streets"].max())
    return say("figures.funnel_note", lang, n=most, chance=percent(round(1 - 0.95**most, 2)))


def sizes(rows: pd.DataFrame) -> pd.Series:
    """What each rate rests on: the whole of a share, the exposure of a count, the places of a mean, what was spent."""
    found = rows["denominator"].where(rows["kind"] == "proportion", rows["exposure"])
    return found.where(rows["kind"] != "cost", rows["numerator"]).astype(float)


def _variance(row: dict[str, Any], size: float) -> float:
    """Of one value of a mean, as the limits of a street of that size have it."""
    return float(((row["baseline"] - row["funnel_low95"]) / norm.isf(0.025)) ** 2 * size)


def _limits(row: dict[str, Any], size: float, across: Any, level: str) -> Any:
    if row["kind"] == "cost":
        low, high = limits("count", 1 / row["baseline"], across, LEVELS[level])
        return 1 / high, 1 / np.maximum(low, 1e-12)
    variance = _variance(row, size) if row["kind"] == "mean" else np.nan
    return limits(row["kind"], row["baseline"], across, LEVELS[level], variance)


def _is_wide(row: dict[str, Any]) -> bool:
    return bool(row["p_more"] < CHANCE and row["tau"] > 0)


def _widened(row: dict[str, Any], size: float, across: Any) -> Any:
    base = row["baseline"]
    spread = {"proportion": base * (1 - base), "count": base}.get(row["kind"]) or _variance(row, size)
    return wide_limits(base, np.sqrt(spread / across), row["tau"], LEVELS["95"])


def _room(shown: pd.DataFrame, low: Any, high: Any, *, share: bool) -> tuple[float, float]:
    """From where to where the axis goes: all points, and the limits where most streets are."""
    quarter = len(low) // 4
    least = min(shown["rate"].min(), low[quarter:].min())
    most = max(shown["rate"].max(), high[quarter:].max())
    gap = (most - least or most or 1.0) * 0.08
    bottom, top = max(least - gap, -0.03 if share else -gap / 2), most + gap
    return bottom, min(top, 1.03) if share else top


def _axes_words(axes: Axes, row: dict[str, Any], lang: str | None, *, share: bool) -> None:
    if share:
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    keys = {"proportion": "size_share", "cost": "size_spent"}
    key = keys.get(row["kind"], "size_other" if row["per"] not in {"", "places"} else "size_places")
    axes.set_xlabel(say(f"figures.{key}", lang, per=row["per"]), fontsize=7.5, color=MUTED, labelpad=2)
    axes.grid(visible=True, axis="y")


def _line_key(comparison: pd.DataFrame, lang: str | None) -> list[Line2D]:
    lines = [
        Line2D([], [], color=BOUND, linestyle=(0, (1, 1.2)), label=say("figures.baseline", lang)),
        *(Line2D([], [], color=MUTED, linestyle=_DASHES[word], label=percent(level)) for word, level in LEVELS.items()),
    ]
    if any(map(_is_wide, comparison[comparison["rate"].notna()].to_dict("records"))):
        lines.append(Line2D([], [], color=DARK, linestyle=(0, (1, 2)), label=say("figures.widened", lang)))
    return lines


def _told(row: dict[str, Any], lang: str | None) -> str:
    told = beside.found(row, lang)
    word = str(row["funnel"])
    return f"{told} {say(f'figures.funnel_{word}', lang)}" if word else told
