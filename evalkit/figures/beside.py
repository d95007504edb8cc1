"""What figures of streets beside each other share: panels, rows and names for nine streets or two hundred."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from evalkit import wording
from evalkit.errors import ParameterError
from evalkit.figures.base import BOUND, COLOURS, DARK, LINE, MUTED, WIDTH, Chart, blank, nothing, wide, wrap
from evalkit.words import number, percent, say

TALL = 8.2  # inches: rows that need more are drawn closer, and only some of them named
RIGHT = 7.5  # points: the words at the right of a row
ROW, NAMED = 0.26, 0.155  # inches a row takes, and the least between two names
# Inside the funnel, beyond 95 %, beyond 99.8 %: told apart by form and lightness; few are open marks.
CLASSES = {"inside": ("o", DARK), "95": ("D", COLOURS["for_evaluator"]), "998": ("s", BOUND)}

_NOTE = 60  # Chinese characters in a line of the note

Block = tuple[str, pd.DataFrame]


@dataclass(frozen=True)
class Panels:
    """How the panels of a figure lie: inches within each and around it, and how many beside each other."""

    height: float
    left: float = 0.2
    right: float = 0.2
    top: float = 0.3
    bottom: float = 0.62
    across: int = 2
    lift: float = 6.0  # points from the panel to its title
    shared: float = 0.0  # inches at the left of each line of panels, for names that hold for all of them


def charted(
    blocks: Sequence[Block], panels: Panels, draw: Callable[[Axes, pd.DataFrame], None], ax: Axes | None, **place: Any
) -> Figure:
    """A chart with a panel a block under its title; or the one block drawn into the axes given.

    Raises
    ------
    ParameterError : one pair of axes for several blocks.
    """
    if ax is not None:
        if len(blocks) > 1:
            found = say("errors.separator").join(title for title, _ in blocks)
            raise ParameterError(say("figures.one_axes", found=found))
        dress(ax)
        draw(ax, blocks[0][1])
        return ax.get_figure(root=True) or Figure()
    across = min(panels.across, len(blocks))
    down, width = -(-len(blocks) // across), (WIDTH - panels.shared) / across
    one = panels.height + panels.top + 0.32
    chart = Chart(panels.bottom - 0.32 + one * down, **place)
    for nth, (title, rows) in enumerate(blocks):
        column, line = nth % across, nth // across
        bottom = panels.bottom + one * (down - 1 - line)
        top = chart.get_size_inches()[1] - bottom - panels.height
        left = panels.shared + column * width
        axes = chart.panel(left + panels.left, bottom, WIDTH - left - width + panels.right, top)
        draw(axes, rows)
        if panels.shared and column:
            axes.set_yticks([])
        axes.set_title(title, fontweight="bold", pad=panels.lift)
    return chart


def years(frame: pd.DataFrame, lang: str | None = None) -> list[Block]:
    """The rows of each contract year under its name."""
    return [(wording.period(rows.iloc[0], lang), rows) for _, rows in frame.groupby("year", sort=False)]


def empty(ax: Axes | None, key: str, lang: str | None, **place: Any) -> Figure:
    """The chart, or the axes, that say there is nothing to draw and why."""
    if ax is None:
        return nothing(key, lang, **place)
    blank(ax, say(f"figures.{key}", lang))
    return ax.get_figure(root=True) or Figure()


def dress(axes: Axes) -> None:
    """Axes that somebody else made, in the house's style."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelfontfamily="Noto Sans SC", color=LINE)


def aligned(rows: pd.DataFrame, streets: Sequence[str]) -> list[dict[str, Any]]:
    """A row a street, in that order; a street that is not there knows nothing, not even its name."""
    found = {row["street"]: row for row in rows.to_dict("records")}
    bare = dict.fromkeys(rows.columns, float("nan"))
    return [found.get(street, bare | {"street": street, "cautions": ""}) for street in streets]


def pitch(streets: int) -> float:
    """Inches from one street's row to the next."""
    return min(ROW, TALL / max(streets, 1))


def crowded(streets: int) -> bool:
    """Whether not every row can be named."""
    return pitch(streets) < NAMED


def names(frame: pd.DataFrame, lang: str | None = None) -> dict[str, str]:
    """The streets in the order of the frame, which is the notice's, with the name each is printed by."""
    first = frame.drop_duplicates("street")
    return {row["street"]: wording.spoken(row, "street", lang) for row in first.to_dict("records")}


def left_of(printed: Sequence[str], size: float = 8.5) -> float:
    """Inches the longest of these names takes at the left of its row, broken as `wrap` breaks it."""
    longest = max((wide(line) for name in printed for line in wrap(name, 10).split("\n")), default=0)
    return 0.14 + longest * size / 72


def namable(urgency: Sequence[float], gap: float) -> set[int]:
    """Which rows can be named where not all can: the most urgent first, none too near one that is named.

    Parameters
    ----------
    urgency : of each row; 0 asks for no name. gap : least number of rows between two names.

    Examples
    --------
    >>> sorted(namable([0, 3, 5, 0, 1], 2))
    [2, 4]
    """
    kept: list[int] = []
    for row in sorted((n for n, urgent in enumerate(urgency) if urgent > 0), key=lambda n: (-urgency[n], n)):
        if all(abs(row - other) >= gap for other in kept):
            kept.append(row)
    return set(kept)


def rows_of(axes: Axes, printed: Sequence[str], named: set[int] | None) -> None:
    """A row a street, the first on top; its name at the left unless only some are named."""
    axes.set_ylim(len(printed) - 0.5, -0.5)
    axes.set_yticks(range(len(printed)) if named is None else [], list(map(_broken, printed)) if named is None else [])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=True, axis="x", color=LINE, linewidth=0.4)
    lines = range(len(printed)) if named is None else sorted(named)
    axes.hlines(lines, 0, 1, color="#ededed", linewidth=0.7, zorder=0, transform=axes.get_yaxis_transform())


def _broken(name: str) -> str:
    return wrap(name, 10)


def beside_row(axes: Axes, line: int, text: str, *, muted: bool = False) -> None:
    """Words at the right end of a row."""
    axes.text(
        1.03, line, text, transform=axes.get_yaxis_transform(), va="center", fontsize=RIGHT, linespacing=1.0,
        color=MUTED if muted else "#222222",
    )  # fmt: skip


def known(row: dict[str, Any], name: str = "rate") -> bool:
    """Whether a number of a row is there."""
    return not pd.isna(row[name])


def unknown(row: dict[str, Any], lang: str | None = None) -> str:
    """Why a street has no number, in words: it is not bound, or cannot be assessed."""
    bound = isinstance(row.get("requirement"), str)
    return wording.verdict("cannot_assess" if bound else "not_applicable", lang)


def amount(rate: float, row: dict[str, Any]) -> str:
    """A rate as printed: per cent, or a number of at most one decimal."""
    return percent(round(rate, 3)) if row["kind"] == "proportion" else number(round(rate, 1))


def found(row: dict[str, Any], lang: str | None = None) -> str:
    """What was found in a street, with what it is out of: every rate with the number of records behind it."""
    if not known(row, "value"):
        return unknown(row, lang)
    if row["kind"] == "none":
        return number(row["value"])
    ratio = row["kind"] in {"proportion", "cost"}
    part, whole = (row["numerator"], row["denominator"]) if ratio else (row["value"], row["exposure"])
    if row["kind"] == "count" and whole == 1:
        return number(part)
    return say("sheets.of_parts", lang, share=amount(row["rate"], row), part=number(part), whole=number(whole))


def unit(row: dict[str, Any], lang: str | None = None) -> str:
    """What the numbers are counted in, in brackets; ``""`` for shares."""
    if row["kind"] == "proportion" or row["unit"] == "%":
        return ""
    told = wording.spoken(row, "unit", lang)
    if row["per"] not in {"", "places"} and row["kind"] != "cost":
        return say("figures.per_other", lang, unit=told, per=row["per"])
    several = row["per"] == "places" and row["exposure"] > 1 and row["kind"] != "cost"
    return say("figures.per_community" if several else "figures.in_unit", lang, unit=told)


def first_known(comparison: pd.DataFrame) -> dict[str, Any]:
    """The first row that knows its rate, else the first: it says what all are counted in."""
    rows = comparison[comparison["rate"].notna()]
    return (rows if len(rows) else comparison).iloc[0].to_dict()


def mark(row: dict[str, Any]) -> dict[str, Any]:
    """How the mark of a street is painted: by its place in the funnel; open where there are few."""
    marker, colour = CLASSES[str(row["funnel"]).rpartition("_")[2] or "inside"]
    few = "few" in str(row["cautions"]).split(";")
    return {
        "marker": marker,
        "markerfacecolor": "white" if few else colour,
        "markeredgecolor": DARK if marker == "o" else "#5c2a10" if marker == "s" else "#7a5b0d",
        "markeredgewidth": 1.3 if few else 0.7,
        "linestyle": "",
    }


def class_key(comparison: pd.DataFrame, lang: str | None = None) -> list[Line2D]:
    """The key of the marks that occur."""
    rows = comparison[comparison["rate"].notna()].to_dict("records")
    seen = {str(row["funnel"]).rpartition("_")[2] for row in rows} - {""}
    marks = [
        Line2D([], [], markersize=5, label=say(f"figures.class_{word}", lang), **mark({"funnel": word, "cautions": ""}))
        for word in CLASSES
        if word in seen
    ]
    if any("few" in row["cautions"].split(";") for row in rows):
        few = mark({"funnel": "inside", "cautions": "few"})
        marks.append(Line2D([], [], markersize=5, label=say("figures.few", lang), **few))
    return marks


def foot(chart: Figure, marks: Sequence[Any], note: str) -> None:
    """The key and a note below all panels, where the figure is ours."""
    if not isinstance(chart, Chart):
        return
    height, lines = chart.get_size_inches()[1], wrap(note, _NOTE)
    chart.text(0.5, 0.06 / height, lines, ha="center", va="bottom", color=MUTED, fontsize=7.5)
    if marks:
        lift = 0.08 + 0.145 * (lines.count("\n") + 1) if note else 0.04
        columns = -(-len(marks) // _key_rows(marks))
        chart.legend(handles=list(marks), loc="lower center", ncols=columns, bbox_to_anchor=(0.5, lift / height),
                     borderpad=0, borderaxespad=0, handletextpad=0.3, columnspacing=1.2)  # fmt: skip


def foot_height(note: str, marks: Sequence[Any]) -> float:
    """Inches the foot takes, with the numbers along the axis above it."""
    return 0.44 + 0.145 * (wrap(note, _NOTE).count("\n") + 1) + 0.185 * _key_rows(marks)


def _key_rows(marks: Sequence[Any]) -> int:
    """How many rows the key takes."""
    return int(-(-sum(wide(str(one.get_label())) * 0.118 + 0.5 for one in marks) // (WIDTH - 0.5))) if marks else 0


def alt(key: str, frame: pd.DataFrame, item: Callable[[dict[str, Any]], str], lang: str | None = None) -> str:
    """What there is to see, street by street; of many only those that stand out."""
    rows = frame.to_dict("records")
    many = len(set(frame["street"])) > 30
    shown = [row for row in rows if not many or str(row.get("funnel", "")) not in {"", "inside"}]
    several = len(set(frame["year"])) > 1
    items = [
        f"{wording.spoken(row, 'street', lang)}{' ' + wording.period(row, lang) if several else ''} {item(row)}"
        for row in shown[:40]
    ]
    listed = say("figures.semicolon", lang).join(items) or say("figures.none", lang)
    if many:
        listed = say("figures.standing_out", lang, all=len(rows), items=listed)
    return say(f"figures.{key}_alt", lang, items=listed)


def to_name(shown: pd.DataFrame, size: pd.Series, most: int, lang: str | None) -> dict[int, str]:
    """Who is to be named, the farthest out first: all of up to ``most``, of more those outside the funnel."""
    far = (shown["rate"] - shown["baseline"]).abs() * np.sqrt(size)
    out = ~shown["funnel"].isin(["inside", ""])
    order = shown.assign(far=far, out=out).sort_values(["out", "far"], ascending=False, kind="stable").index
    rows = shown.to_dict("records")
    return {n: wording.spoken(rows[n], "street", lang) for n in order if out[n] or len(shown) <= most}


def above(axes: Axes, rows: pd.DataFrame, shown: pd.DataFrame, named: set[int], lang: str | None) -> None:
    """Above the panel: how many records, how they scatter; who is not known, and how many outside are not named."""
    first, comma = shown.iloc[0].to_dict(), say("figures.semicolon", lang)
    parts = [say("figures.rests_on", lang, n=number(rows["records"].sum()), streets=len(shown))]
    if known(first, "phi"):
        parts.append(say("figures.phi", lang, phi=f"{first['phi']:.2f}"))
    others, missing = [], [row for row in rows.to_dict("records") if not known(row)]
    if missing:
        told = say("errors.separator", lang).join(wording.spoken(row, "street", lang) for row in missing[:3])
        key = "not_known" if len(missing) <= 3 else "not_known_more"
        others.append(say(f"figures.{key}", lang, names=told, n=len(missing)))
    outside = {n for n, word in enumerate(shown["funnel"]) if word not in {"inside", ""}} - named
    if outside:
        others.append(say("figures.outside_unnamed", lang, n=len(outside)))
    lines = "\n".join(comma.join(line) for line in (parts, others) if line)
    axes.text(0, 1.02, lines, transform=axes.transAxes, va="bottom", fontsize=7.5, color=MUTED, linespacing=1.3)
