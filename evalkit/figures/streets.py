"""Streets beside each other."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from evalkit import wording
from evalkit.figures.base import DARK, LINE, MUTED, WIDTH, Chart, nothing, style, wide, wrap
from evalkit.words import number, percent, say


def intervals(comparison: pd.DataFrame, lang: str | None = None) -> Chart:
    """One requirement over the streets: a dot with its interval, one block a contract year, no order of merit.

    Parameters
    ----------
    comparison : one requirement, as `evalkit.compare` gives it.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Chart : streets in the order of ``comparison``; at the right of each block the value. A street whose value cannot
        be told has neither dot nor line.

    Raises
    ------
    ParameterError : several requirements at once.
    """
    wording.one_requirement(comparison)
    with style():
        if comparison.empty:
            return nothing("no_verdicts", lang, label="intervals", caption=say("figures.no_verdicts", lang))
        first = comparison.iloc[0].to_dict()
        label = wording.spoken(first, "label", lang)
        caption = say(
            "figures.intervals", lang, label=label, unit="" if wording.is_share(first) else _unit(first, lang)
        )
        years, streets = (list(dict.fromkeys(comparison[name])) for name in ("year", "street"))
        alt = _alt(comparison, lang)
        chart = Chart(1.0 + 0.26 * len(streets), label=f"intervals-{first['requirement']}", caption=caption, alt=alt)
        names = [wrap(name, 10) for name in _names(comparison, streets, lang)]
        left = 0.2 + 0.12 * max(wide(line) for name in names for line in name.split("\n"))
        width = (WIDTH - left) / len(years)
        for nth, year in enumerate(years):
            axes = chart.panel(left + nth * width, 0.62, (len(years) - 1 - nth) * width + 0.95, 0.3)
            block = comparison[comparison["year"] == year].set_index("street").reindex(streets)
            _block(axes, block, max(comparison[["value", "high"]].max()), lang)
            axes.set_title(wording.year_name(year, lang), fontweight="bold")
            axes.set_yticks(range(len(streets)), names if nth == 0 else [])
        chart.text(0.5, 0.12 / chart.get_size_inches()[1], _method(first, lang), ha="center", color=MUTED, fontsize=8)
    return chart


def _block(axes: Axes, block: pd.DataFrame, most: float, lang: str | None) -> None:
    y, share = range(len(block)), wording.is_share(block.dropna(subset=["requirement"]).iloc[0].to_dict())
    axes.set(ylim=(len(block) - 0.5, -0.5), xlim=(0, 1.0 if share else most * 1.05))
    axes.hlines(y, 0, axes.get_xlim()[1], color="#ededed", linewidth=0.7, zorder=0)
    axes.hlines(y, block["low"], block["high"], color=DARK, linewidth=1.8, alpha=0.55)
    axes.plot(block["value"], y, "o", color=DARK, markersize=5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x", color=LINE, linewidth=0.4)
    axes.spines["left"].set_visible(False)
    if share:
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    for line, row in enumerate(block.to_dict("records")):
        axes.text(1.03, line, _told(row, lang), transform=axes.get_yaxis_transform(), va="center", fontsize=8)


def _told(row: dict[str, Any], lang: str | None) -> str:
    """The value, a share with its parts; in words where there is none."""
    if row["value"] != row["value"]:
        return wording.verdict("not_applicable" if row["requirement"] != row["requirement"] else "cannot_assess", lang)
    if row["denominator"] == row["denominator"]:
        return f"{percent(row['value'])} ({number(row['numerator'])}/{number(row['denominator'])})"
    return number(row["value"])


def _unit(row: dict[str, Any], lang: str | None) -> str:
    return say("figures.in_unit", lang, unit=wording.spoken(row, "unit", lang))


def _names(comparison: pd.DataFrame, streets: list[str], lang: str | None) -> list[str]:
    first = comparison.drop_duplicates("street").set_index("street", drop=False)
    return [wording.spoken(first.loc[street].to_dict(), "street", lang) for street in streets]


def _method(first: dict[str, Any], lang: str | None) -> str:
    return say(f"figures.method_{first['method']}", lang, confidence=percent(first["confidence"]))


def _alt(comparison: pd.DataFrame, lang: str | None) -> str:
    items = [f"{row['street']} {row['year']} {_told(row, lang)}" for row in comparison.to_dict("records")]
    return say("errors.separator", lang).join(items)
