"""Values against their bounds."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from evalkit import picking, wording, yearly
from evalkit.figures import axis
from evalkit.figures.axis import Panel
from evalkit.figures.base import BOUND, DASHED, MARKERS, MUTED, Chart, contrast, face, nothing, style, wide, wrap
from evalkit.words import say

_MOST = 2.0  # ratios are drawn up to twice the bound
_CLOSE = 0.085  # marks nearer than that would cover each other
_ROW = 0.36  # inches
_LINES = 1.4  # a line of small letters to the next: three stand in a row
Groups = list[list[dict[str, Any]]]  # the rows of each requirement


@yearly.of_verdicts
def progress(verdicts: pd.DataFrame, lang: str | None = None, section: str | None = None) -> Chart:
    """Every requirement of one street and year, or of one section of its report: its value as a share of its bound.

    Parameters
    ----------
    verdicts : rows of one street and contract year, as `assess` gives them. A requirement that binds communities has
        one mark a value, and in it for how many communities it stands. What does not apply is left out.
    lang : ``zh`` or ``en``.
    section : only the requirements of this section of the plan: ``team``, ``services``, ``communities`` ... All of a
        street together are taller than a page, those of one section are not.

    Returns
    -------
    Chart : one line a requirement, 0.36 inches high; the bound at 100 %; bound and value in words at the right; a value
        that cannot be told has no mark, only its verdict in words. Its label is ``progress``, of a section
        ``progress-team`` and the like.

    Raises
    ------
    ParameterError : rows of several streets or years, or no such section.
    """
    asked = verdicts if section is None else picking.of_section(verdicts, section)
    place = _place(asked, lang, section)
    groups = wording.groups([row for row in wording.rows(asked) if _is_bound(row)])
    with style():
        if not groups:
            return nothing("no_bounds", lang, **place)
        chart = Chart(_ROW * len(groups) + 1.05, alt=_alt(groups, lang), **place)
        limits = (-0.06, _MOST + 0.12), (len(groups) - 0.5, -0.5)
        panel = axis.panel(chart, (1.8, 0.7, 2.55, 0.35), *limits)
        _frame(panel, groups, lang)
        for line, rows in enumerate(groups):
            _words(panel, line, rows, lang)
        _marks(panel, groups)
        present = {row["verdict"] for rows in groups for row in rows}
        dots = [_dot(word, lang) for word in wording.VERDICTS if word in present]
        axis.key(chart, dots, pad=1.6, apart=11.2)
    return chart


def _place(verdicts: pd.DataFrame, lang: str | None, section: str | None) -> dict[str, Any]:
    """What the chart tells of itself: label, caption, street, year."""
    street, year = wording.one_place(verdicts)
    first, place = verdicts.iloc[0], {"street": street, "year": year}
    slots = {"street": wording.spoken(first, "street", lang), "year": wording.period(first, lang)}
    if section is None:
        return {"label": "progress", "caption": say("figures.progress", lang, **slots), **place}
    caption = say("figures.progress_section", lang, section=wording.spoken(first, "section_label", lang), **slots)
    return {"label": f"progress-{section}", "caption": caption, **place}


def _frame(panel: Panel, groups: Groups, lang: str | None) -> None:
    labels = [wrap(wording.spoken(rows[0], "label", lang), 13) for rows in groups]
    shares = [0, 0.5, 1, 1.5, _MOST]
    axis.down(panel, range(len(groups)), labels)
    axis.across(panel, shares, ["0", "50%", "100%", "150%", "≥ 200%"], axis.MARKED)
    several = any(len(rows) > 1 for rows in groups)
    axis.below(panel, say("figures.of_bound_shared" if several else "figures.of_bound", lang))
    axis.edge(panel, x=shares, side=False)
    point = (_MOST + 0.18) / panel.width
    starts = [0.03 + (8 * wide(word) + 4) * point if (word := _untold(rows, lang)) else -0.06 for rows in groups]
    rows_of = [((start, line), (_MOST, line)) for line, start in enumerate(starts)]
    axis.lines(panel, rows_of, "#e9e9e9", 0.7, zorder=0)
    axis.lines(panel, [((1, panel.y[0]), (1, panel.y[1]))], BOUND, 1.1, linestyle=DASHED, zorder=1)
    sections = [rows[0]["section"] for rows in groups]
    ends = [line - 0.5 for line in range(1, len(groups)) if sections[line] != sections[line - 1]]
    across = [((-0.7, line), (2.03, line)) for line in ends]
    axis.lines(panel, across, "#bbbbbb", 0.6, transform=panel.beside)
    for x, key in ((1.04, "demanded"), (1.44, "found")):
        axis.write(
            panel, x, -0.55, say(f"figures.{key}", lang), transform=panel.beside, color=MUTED, va="bottom", fontsize=8
        )


def _words(panel: Panel, line: int, rows: list[dict[str, Any]], lang: str | None) -> None:
    """The bound and what was found, and the verdict where nothing can be told."""
    look = {"transform": panel.beside, "va": "center", "fontsize": 8, "linespacing": _LINES}
    axis.write(panel, 1.04, line, wrap(wording.bound(rows[0], lang), 7.5), **look)
    axis.write(panel, 1.44, line, _told_in_lines(rows, lang), **look)
    axis.write(panel, 0.03, line, _untold(rows, lang), va="center", color=MUTED, fontsize=8)


def _untold(rows: list[dict[str, Any]], lang: str | None) -> str:
    """The verdict in words, where there is no value that a mark could show."""
    known = any(map(_known, rows))
    return "" if known else wording.verdict(wording.overall(row["verdict"] for row in rows), lang)


def _is_bound(row: dict[str, Any]) -> bool:
    return row["verdict"] != "not_applicable" and (pd.notna(row["low"]) or pd.notna(row["high"]))


def _known(row: dict[str, Any]) -> bool:
    return row["value"] == row["value"]


def _marks(panel: Panel, groups: Groups) -> None:
    """A mark a value; those of one look are one line without strokes."""
    found: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for line, rows in enumerate(groups):
        marks = Counter((min(ratio(row), _MOST), row["verdict"]) for row in rows if _known(row))
        for ((place, word), count), lane in zip(marks.items(), lanes([place for place, _ in marks]), strict=True):
            found.setdefault((word, count > 1), []).append((place, line + lane))
            if count > 1:
                ink = contrast(str(face(word)["markerfacecolor"]))
                look = {"fontsize": 7, "color": ink, "zorder": 5}
                axis.write(panel, place, line + lane, f"{count}", ha="center", va="center_baseline", **look)
    for (word, shared), places in found.items():
        look = face(word) | {"zorder": 4 if word == "not_met" else 3} | ({"markersize": 10.5} if shared else {})
        axis.curve(panel, *zip(*places, strict=True), marker=MARKERS[word], linestyle="", **look)


def _dot(word: str, lang: str | None) -> Line2D:
    return axis.dot(wording.verdict(word, lang), marker=MARKERS[word], **face(word))


def lanes(places: list[float]) -> list[float]:
    """How far above or below its line each mark stands, so that marks close to each other are all seen.

    Examples
    --------
    >>> lanes([1.0, 1.01, 1.5]), lanes([0.2, 1.0])
    ([0.0, 0.2, 0.0], [0.0, 0.0])
    """
    heights, taken = (0.0, 0.2, -0.2, 0.36), []
    for place in places:
        near = {height for other, height in taken if abs(place - other) <= _CLOSE}
        taken.append((place, next((height for height in heights if height not in near), 0.0)))
    return [height for _, height in taken]


def ratio(row: dict[str, Any]) -> float:
    """Value over bound: over the lower one where there is one.

    Examples
    --------
    >>> ratio({"value": 120.0, "low": 150.0, "high": float("nan")})
    0.8
    """
    bound = row["low"] if row["low"] == row["low"] and row["low"] else row["high"]
    return float(row["value"] / bound)


def _told_in_lines(rows: list[dict[str, Any]], lang: str | None) -> str:
    if len(rows) == 1:
        return wrap(wording.value(rows[0], lang), 13)
    return "\n".join(wrap(part, 13) for part in (wording.span(rows, lang), wording.standing(rows, lang)) if part)


def _alt(groups: Groups, lang: str | None) -> str:
    parts = [
        say(
            "figures.progress_item",
            lang,
            label=wording.spoken(rows[0], "label", lang),
            value=wording.told(rows, lang),
            verdict=wording.verdict(wording.overall(row["verdict"] for row in rows), lang),
        )
        for rows in groups
    ]
    return say("figures.progress_alt", lang, items=say("figures.semicolon", lang).join(parts))
