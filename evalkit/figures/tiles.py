"""A tile a street, by district: the verdict or the value of one requirement, in words and in colour."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from evalkit import wording
from evalkit.figures import beside
from evalkit.figures.base import COLOURS, MUTED, SYMBOLS, WIDTH, contrast, style, wide, wrap
from evalkit.plan import Plan, Street
from evalkit.words import language, say

_SCALE = LinearSegmentedColormap.from_list("tiles", ["#f4f9fc", "#b5d3e2", "#6fa8c6"])
_GAP, _HEAD = 0.06, 0.24  # inches: between tiles, a district's name
_SIZE, _SMALL = 7.5, 6.0  # points: the words in up to 40 tiles, and in more
_UNKNOWN: dict[str, Any] = {"facecolor": "white", "edgecolor": "#8a8a8a", "hatch": "////"}

Tile = dict[str, Any]


def tiles(frame: pd.DataFrame, plan: Plan, lang: str | None = None, ax: Axes | None = None) -> Figure:
    """One requirement as tiles, street by street under their districts, one panel a contract year.

    Parameters
    ----------
    frame : verdicts of one requirement, as `assess` gives them: coloured by verdict, over communities the worst; or
        one requirement as `compare` gives it: coloured by value.
    plan : tells the districts.
    lang : ``zh`` or ``en``. ax : axes to draw one contract year into; a chart of its own by default.

    Returns
    -------
    Chart (or the figure of ``ax``): in each tile the street, the verdict or value with what it is out of, and the
        interval. What is not known is hatched and said. Tiles stand in the order of the plan, not where places lie.

    Raises
    ------
    ParameterError : several requirements at once, several years for one ``ax``, or a street that is not in the plan.
    """
    wording.one_requirement(frame)
    with style():
        if frame.empty:
            return beside.empty(ax, "no_verdicts", lang, label="tiles", caption=say("figures.no_verdicts", lang))
        judged = "verdict" in frame
        most = 0.0 if judged else float(frame["rate"].max())
        made = {title: _tiles(rows, most, lang) for title, rows in beside.years(frame, lang)}
        known = {plan.street(name).name for name in frame["street"].unique()}
        streets = [one for one in plan.streets if one.name in known]
        width = max(wide(line) for each in made.values() for tile in each.values() for line in tile["lines"])
        place = {
            "label": f"tiles-{frame['requirement'].iloc[0]}",
            "caption": say("figures.tiles", lang, label=wording.spoken(frame.iloc[0].to_dict(), "label", lang)),
            "alt": say("figures.tiles_alt", lang, items=_listed(made, lang)),
        }
        tall = max(len(tile["lines"]) for each in made.values() for tile in each.values())
        points = _SIZE if len(streets) <= 40 else _SMALL
        size = (width * points / 72 + 0.14, tall * points / 52 + 0.08)
        marks, blocks = _key(frame, most, lang), beside.years(frame, lang)
        spots, height = _spots(streets, size, WIDTH - 0.4, lang)
        panels = beside.Panels(height, bottom=beside.foot_height("", marks) - 0.3, across=1)
        draw = partial(_panel, most=most, spots=spots, size=size, height=height, points=points, lang=lang)
        chart = beside.charted(blocks, panels, draw, ax, **place)
        beside.foot(chart, marks, "")
    return chart


def _tiles(rows: pd.DataFrame, most: float, lang: str | None) -> dict[str, Tile]:
    """Colour and lines of the tile of each street."""
    if "verdict" not in rows:
        return {row["street"]: _valued(row, most, lang) for row in rows.to_dict("records")}
    groups = rows.groupby("street", sort=False)
    return {str(street): _judged(mine.to_dict("records"), lang) for street, mine in groups}


def _judged(rows: list[Any], lang: str | None) -> Tile:
    word = wording.overall(row["verdict"] for row in rows)
    told = f"{SYMBOLS[word]} {wording.verdict(word, lang)}"
    single = len(rows) == 1
    parts = [wording.value(rows[0], lang)] if single else [wording.span(rows, lang), wording.standing(rows, lang)]
    known = [part for part in parts if part not in {"", "—", wording.verdict(word, lang)}]
    lines = [*_name(rows[0], lang), *(line for part in (told, *known) for line in wrap(part, 9).split("\n"))]
    return {"colour": COLOURS[word], "lines": lines, "unknown": word == "cannot_assess"}


def _valued(row: Any, most: float, lang: str | None) -> Tile:
    shown = beside.known(row)
    lines = [*_name(row, lang), *wrap(beside.found(row, lang), 9).split("\n")]
    if shown and beside.known(row, "rate_low"):
        lines.append(f"{beside.amount(row['rate_low'], row)}–{beside.amount(row['rate_high'], row)}")
    colour = to_hex(_SCALE(row["rate"] / most if most else 0.0)) if shown else "#ffffff"
    return {"colour": colour, "lines": lines, "unknown": not shown}


def _name(row: Any, lang: str | None) -> list[str]:
    return wrap(wording.spoken(row, "street", lang), 7).split("\n")


def _spots(
    streets: list[Street], size: tuple[float, float], room: float, lang: str | None
) -> tuple[list[tuple[str, float, float]], float]:
    """Where each tile (by street) and each district's name (by ``district:name``) stands, and the height of all.

    Inches from the upper left corner; districts follow each other, a large one fills lines of its own.
    """
    across = max(1, int((room + _GAP) // (size[0] + _GAP)))
    spots: list[tuple[str, float, float]] = []
    x, top = 0, 0.0
    for name, group in groupby(streets, lambda one: _district(one, lang)):
        members = list(group)
        need = max(len(members), -(-int(wide(name) * 8.5 / 0.72) // int((size[0] + _GAP) * 100)))
        if x and x + need > across:
            x, top = 0, top + _HEAD + size[1] + _GAP
        spots.append((f"district:{name}", x * (size[0] + _GAP), top))
        for nth, one in enumerate(members):
            column, line = (x + nth) % across, (x + nth) // across
            spots.append((one.name, column * (size[0] + _GAP), top + _HEAD + line * (size[1] + _GAP)))
        lines = (x + len(members) - 1) // across
        x, top = (0, top + _HEAD + (lines + 1) * (size[1] + _GAP)) if lines else (x + need, top)
    return spots, max(y for _, _, y in spots) + size[1]


def _district(one: Street, lang: str | None) -> str:
    return one.district_en if language(lang) == "en" else one.district


def _panel(
    axes: Axes,
    rows: pd.DataFrame,
    *,
    most: float,
    spots: list[tuple[str, float, float]],
    size: tuple[float, float],
    height: float,
    points: float,
    lang: str | None,
) -> None:
    axes.set(xlim=(0, WIDTH - 0.4), ylim=(height, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    mine = _tiles(rows, most, lang)
    for name, x, y in spots:
        district = name.removeprefix("district:")
        if district != name:
            axes.text(x, y + _HEAD - 0.06, district, fontsize=8.5, color=MUTED, va="bottom")
        elif name in mine:
            _tile(axes, mine[name], (x, y), size, points)


def _tile(axes: Axes, tile: Tile, corner: tuple[float, float], size: tuple[float, float], points: float) -> None:
    x, y = corner
    unknown = tile["unknown"]
    look = _UNKNOWN if unknown else {"facecolor": tile["colour"], "edgecolor": "white"}
    axes.add_patch(Rectangle(corner, *size, linewidth=0.8, **look))
    ink = contrast("#ffffff" if unknown else tile["colour"])
    for nth, line in enumerate(tile["lines"]):
        axes.text(
            x + 0.07, y + 0.04 + (nth + 0.5) * points / 52, line, fontsize=points, color=ink, va="center",
            fontweight="bold" if nth == 0 else "normal",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6} if unknown else None,
        )  # fmt: skip


def _key(frame: pd.DataFrame, most: float, lang: str | None) -> list[Patch]:
    if "verdict" in frame:
        present = {wording.overall(rows["verdict"]) for _, rows in frame.groupby(["year", "street"], sort=False)}
        return [
            Patch(label=f"{SYMBOLS[word]} {wording.verdict(word, lang)}", linewidth=0.5,
                  **(_UNKNOWN if word == "cannot_assess" else {"facecolor": COLOURS[word], "edgecolor": "#999999"}))
            for word in wording.VERDICTS
            if word in present
        ]  # fmt: skip
    first = beside.first_known(frame)
    steps = [(0.0, beside.amount(0.0, first)), (0.5, beside.amount(most / 2, first)), (1.0, beside.amount(most, first))]
    marks = [Patch(facecolor=_SCALE(at), edgecolor="#999999", linewidth=0.5, label=told) for at, told in steps]
    if frame["rate"].isna().any():
        unknown = say("figures.tiles_unknown", lang)
        marks.append(Patch(label=unknown, **_UNKNOWN))
    return marks


def _listed(made: dict[str, dict[str, Tile]], lang: str | None) -> str:
    items = [" ".join([title, *tile["lines"]]) for title, each in made.items() for tile in each.values()]
    return say("figures.semicolon", lang).join(items[:60])
