"""Two contract years of each street, and what changed."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from evalkit import wording
from evalkit.figures import beside
from evalkit.figures.base import DARK, INK, WIDTH, style, wide
from evalkit.words import number, percent, say

_ROW = 0.34  # inches
_LANE = 0.17  # of a row: the first year above its line, the second below


def dumbbell(
    comparison: pd.DataFrame, changes: pd.DataFrame, lang: str | None = None, ax: Axes | None = None
) -> Figure:
    """One requirement in two contract years: both values of each street with their intervals, and the change.

    Parameters
    ----------
    comparison : one requirement in both years, as `evalkit.compare` gives it.
    changes : of the same requirement, as `evalkit.comparing.compare_years` gives them.
    lang : ``zh`` or ``en``. ax : axes to draw into; a chart of its own by default.

    Returns
    -------
    Chart (or the figure of ``ax``): the first year open, the second full, joined by a line; at the right the change
        with its interval. The last row is the mean of all pairs, with the exact p of the paired test. A street not
        known in one of the years has the other's mark alone. Of more streets than can be named those whose interval
        does not hold 0 are.

    Raises
    ------
    ParameterError : several requirements at once.
    """
    wording.one_requirement(pd.concat([comparison, changes]))
    with style():
        known = changes[changes["before"].notna()] if len(changes) else changes
        if comparison.empty or known.empty:
            return beside.empty(ax, "no_years", lang, label="dumbbell", caption=say("figures.no_years", lang))
        first, printed = beside.first_known(comparison), beside.names(comparison, lang)
        years = [_period(comparison, int(changes[f"year_{side}"].iloc[0]), lang) for side in ("before", "after")]
        note = say("figures.dumbbell_note", lang, confidence=percent(first["confidence"]))
        lines = _lines(comparison, changes, printed, lang)
        words = {"label": wording.spoken(first, "label", lang), "unit": beside.unit(first, lang)}
        place = {
            "label": f"dumbbell-{first['requirement']}",
            "caption": say("figures.dumbbell", lang, before=years[0], after=years[1], **words),
            "alt": say("figures.dumbbell_alt", lang, items=_listed(lines, lang)),
        }
        panels = _panels(lines, note, years)
        draw = partial(_dumbbells, lines=lines, share=first["kind"] == "proportion")
        chart = beside.charted([("", comparison)], panels, draw, ax, **place)
        beside.foot(chart, _key(years), note)
    return chart


def _period(comparison: pd.DataFrame, year: int, lang: str | None) -> str:
    rows = comparison[comparison["year"] == year]
    return wording.period(rows.iloc[0] if len(rows) else {"year": year}, lang)


def _lines(
    comparison: pd.DataFrame, changes: pd.DataFrame, printed: dict[str, str], lang: str | None
) -> list[dict[str, Any]]:
    """A line a street and one for all: name, both rates with their ends, the change in words, whether it is sure."""
    changed = changes.set_index("street").to_dict("index")
    years = [int(changes[f"year_{side}"].iloc[0]) for side in ("before", "after")]
    each = {year: comparison[comparison["year"] == year].set_index("street").to_dict("index") for year in years}
    lines = [
        {"name": printed[street], "sides": [_side(each[year].get(street)) for year in years]}
        | _changed(changed.get(street), [each[year].get(street) for year in years], lang)
        for street in printed
    ]
    whole = changed.get("")
    if whole and whole["pairs"] > 1:
        sides = [(whole[side], float("nan"), float("nan")) for side in ("before", "after")]
        name = say("figures.all_pairs", lang, n=whole["pairs"])
        lines.append({"name": name, "sides": sides, "whole": True} | _changed(whole, [], lang))
    return lines


def _side(row: dict[str, Any] | None) -> tuple[float, float, float]:
    return (row["rate"], row["rate_low"], row["rate_high"]) if row else (float("nan"),) * 3


def _changed(change: dict[str, Any] | None, rows: list[dict[str, Any] | None], lang: str | None) -> dict[str, Any]:
    """The change in words, with what it rests on, and whether its interval holds no 0."""
    found = [beside.found(row, lang) if row else wording.verdict("not_applicable", lang) for row in rows]
    both = say("figures.no_change", lang, before=found[0], after=found[1]) if found else ""
    if change is None or pd.isna(change["change"]):
        return {"told": both, "sure": False}
    low, high = change["change_low"], change["change_high"]
    points = change["kind"] == "proportion"
    told = _signed(change["change"], change) + (f" {say('sheets.points', lang)}" if points else "")
    if not pd.isna(low):
        told = say("figures.change", lang, change=told, low=_signed(low, change), high=_signed(high, change))
    if not rows and not pd.isna(change["p"]):
        told = f"{told}\n{say('figures.change_p', lang, p=number(change['p'], 3))}"
    return {"told": f"{both}\n{told}" if both else told, "sure": bool(low > 0 or high < 0)}


def _signed(value: float, row: dict[str, Any]) -> str:
    told = beside.amount(abs(value), row).rstrip("%")
    return told if told == "0" else f"{'−' if value < 0 else '+'}{told}"


def _panels(lines: list[dict[str, Any]], note: str, years: list[str]) -> beside.Panels:
    many = beside.crowded(len(lines))
    parts = [part for line in lines for part in _right(line, many=many).split("\n") if not many or _named(line)]
    right = 0.16 + max(map(wide, parts), default=0.0) * beside.RIGHT / 67
    left = 0.0 if many else beside.left_of([line["name"] for line in lines])
    row = min(_ROW, beside.TALL / len(lines))
    right = min(right, WIDTH - left - 1.6)
    return beside.Panels(row * len(lines), 0.12, right, 0.12, beside.foot_height(note, _key(years)), 1, shared=left)


def _named(line: dict[str, Any]) -> bool:
    return line["sure"] or line.get("whole", False)


def _right(line: dict[str, Any], *, many: bool) -> str:
    return f"{line['name']} {str(line['told']).rpartition(chr(10))[2]}" if many else str(line["told"])


def _dumbbells(axes: Axes, _: pd.DataFrame, *, lines: list[dict[str, Any]], share: bool) -> None:
    many = beside.crowded(len(lines))
    row = min(_ROW, beside.TALL / len(lines))
    named = None
    if many:
        named = beside.namable([float(_named(line)) + line.get("whole", False) for line in lines], beside.NAMED / row)
    beside.rows_of(axes, [line["name"] for line in lines], named)
    most = max((value for line in lines for side in line["sides"] for value in side if value == value), default=1.0)
    axes.set_xlim(0, 1 if share else most * 1.04)
    if share:
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    for nth, line in enumerate(lines):
        _one(axes, nth, line, small=many)
        if named is None or nth in named:
            beside.beside_row(axes, nth, _right(line, many=many))


def _one(axes: Axes, nth: int, line: dict[str, Any], *, small: bool) -> None:
    whole = line.get("whole", False)
    (before, *first), (after, *second) = line["sides"]
    size, ink = (2.6 if small else 5.5), INK if whole else DARK
    axes.plot([before, after], [nth, nth], color=ink, linewidth=1.0 if small else 2.2, alpha=0.45, zorder=2)
    for ends, lane in ((first, -_LANE), (second, _LANE)):
        axes.hlines(nth + lane, *ends, color=ink, linewidth=0.5 if small else 0.8, zorder=1)
    marker = "D" if whole else "o"
    axes.plot(before, nth, marker, markersize=size, markerfacecolor="white", markeredgecolor=ink, zorder=3)
    axes.plot(after, nth, marker, markersize=size, markerfacecolor=ink, markeredgecolor=ink, zorder=4)


def _key(years: list[str]) -> list[Line2D]:
    look = {"linestyle": "", "marker": "o", "markersize": 5.5, "markeredgecolor": DARK}
    faces = zip(years, ("white", DARK), strict=True)
    return [Line2D([], [], markerfacecolor=face, label=year, **look) for year, face in faces]


def _listed(lines: list[dict[str, Any]], lang: str | None) -> str:
    shown = [line for line in lines if len(lines) <= 31 or _named(line)]
    items = [f"{line['name']} {line['told']}".replace("\n", " ") for line in shown]
    return say("figures.semicolon", lang).join(items)
