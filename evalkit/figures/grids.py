"""Verdicts as a grid: requirement by community, requirement by street."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch

from evalkit import wording, yearly
from evalkit.figures.base import COLOURS, SYMBOLS, WIDTH, Chart, contrast, nothing, style, wide, wrap
from evalkit.words import language, number, percent, say

_PALETTE = ListedColormap([COLOURS[word] for word in wording.VERDICTS])
_NORM = BoundaryNorm([n - 0.5 for n in range(len(wording.VERDICTS) + 1)], len(wording.VERDICTS))
_ROW = 0.34  # inches
_LABELS = 1.95  # inches


@yearly.of_verdicts
def matrix(verdicts: pd.DataFrame, lang: str | None = None) -> Chart:
    """Requirement by community for one street and year: a mark, a colour and the value in each cell.

    Parameters
    ----------
    verdicts : rows of one street and contract year. Requirements on the whole street are left out: they do not differ
        by community.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Chart : communities across, in the order of the verdicts.

    Raises
    ------
    ParameterError : rows of several streets or years.
    """
    street, year = wording.one_place(verdicts)
    spoken, period = wording.spoken(verdicts.iloc[0], "street", lang), wording.period(verdicts.iloc[0], lang)
    caption = say("figures.matrix", lang, street=spoken, year=period)
    place = {"label": "matrix", "caption": caption, "street": street, "year": year}
    local = verdicts[verdicts["community"] != ""]
    with style():
        if local.empty:
            return nothing("no_communities", lang, **place)
        words = _grid(local, "verdict")
        values = _grid(local.assign(shown=[_short(row) for row in local.to_dict("records")]), "shown")
        room = (WIDTH - _LABELS - 0.1) / len(words.columns)
        heads = [wrap(name, room / 0.118) for name in words.columns]
        tall = 0.15 * (max(head.count("\n") for head in heads) + 1)
        chart = Chart(0.55 + tall + _ROW * len(words), alt=_alt(local, lang), **place)
        axes = chart.panel(_LABELS, 0.4, 0.1, 0.08 + tall)
        texts = words.map(lambda word: SYMBOLS.get(word, "")) + " " + values.fillna("")
        _draw(axes, words, texts, 8)
        axes.set_xticks(axes.get_xticks(), heads)
        axes.set_yticks(axes.get_yticks(), _labels(local, words.index, lang), rotation=0)
        _key(chart, set(local["verdict"]), lang)
    return chart


def heat(verdicts: pd.DataFrame, lang: str | None = None) -> Chart:
    """Requirement by street, one block a contract year; over communities the worst verdict stands.

    Parameters
    ----------
    verdicts : of all streets and years to be shown.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Chart : streets in the order of the verdicts, which is the notice's; no order of merit.
    """
    words = verdicts.pivot_table("verdict", "requirement", ["year", "street"], wording.overall, sort=False)
    years = list(dict.fromkeys(verdicts["year"]))
    place = {"label": "heat", "caption": say("figures.heat", lang)}
    with style():
        if verdicts.empty:
            return nothing("no_verdicts", lang, **place)
        words = words.reindex(dict.fromkeys(verdicts["requirement"]))
        heads = {street: _upright(name, lang) for street, name in _streets(verdicts, lang).items()}
        tall = 0.12 * max(_height(head, lang) for head in heads.values()) + 0.06
        chart = Chart(0.75 + tall + 0.3 * len(words), alt=_heat_alt(words, lang), **place)
        width = (WIDTH - 2.05) / len(years)
        for nth, year in enumerate(years):
            period = wording.period(verdicts[verdicts["year"] == year].iloc[0], lang)
            axes = chart.panel(
                1.95 + nth * width,
                0.4,
                0.1 + (len(years) - 1 - nth) * width + 0.08 * (nth < len(years) - 1),
                0.3 + tall,
            )
            block = words[year].reindex(columns=list(heads))
            _draw(axes, block, block.map(lambda word: SYMBOLS.get(word, "")), 8)
            axes.set_xticks(
                axes.get_xticks(), list(heads.values()), rotation=0 if language(lang) == "zh" else 90, linespacing=1.0
            )
            axes.set_yticks(axes.get_yticks(), _labels(verdicts, words.index, lang) if nth == 0 else [], rotation=0)
            axes.set_title(period, loc="center", pad=8 + 72 * tall, fontweight="bold")
        _key(chart, set(words.to_numpy().ravel()), lang)
    return chart


def _grid(verdicts: pd.DataFrame, value: str) -> pd.DataFrame:
    """Requirement down, communities across, both in the order of the verdicts."""
    table = verdicts.set_index(["requirement", "community"])[value].unstack()  # noqa: PD010  refuses a place twice
    return table.reindex(
        index=list(dict.fromkeys(verdicts["requirement"])), columns=list(dict.fromkeys(verdicts["community"]))
    )


def _draw(axes: Axes, words: pd.DataFrame, texts: pd.DataFrame, size: float) -> None:
    """The coloured cells with their marks; blank where there is no verdict."""
    codes = words.map(lambda word: wording.VERDICTS.index(word) if word in COLOURS else float("nan")).astype(float)
    sns.heatmap(
        codes, ax=axes, cmap=_PALETTE, norm=_NORM, cbar=False, linewidths=1.2, linecolor="white",
        annot=texts.to_numpy(), fmt="", annot_kws={"fontsize": size}, xticklabels=True, yticklabels=True,
    )  # fmt: skip
    told = [word for word in words.to_numpy().ravel() if word in COLOURS]
    for text, word in zip(axes.texts, told, strict=True):
        text.set_color(contrast(COLOURS[word]))
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0, labelbottom=False, labeltop=True, labelsize=8)


def _key(chart: Chart, present: set[str], lang: str | None) -> None:
    marks = [
        Patch(
            facecolor=COLOURS[word],
            edgecolor="#999999",
            linewidth=0.5,
            label=f"{SYMBOLS[word]} {wording.verdict(word, lang)}",
        )
        for word in wording.VERDICTS
        if word in present
    ]
    chart.legend(handles=marks, loc="lower center", ncols=len(marks), columnspacing=1.2, handlelength=1.2)


def _short(row: dict) -> str:
    """A value without its unit."""
    if row["value"] != row["value"]:
        return ""
    return percent(row["value"]) if wording.is_share(row) else number(row["value"])


def _labels(verdicts: pd.DataFrame, requirements: pd.Index, lang: str | None) -> list[str]:
    first = verdicts.drop_duplicates("requirement").set_index("requirement")
    return [wrap(wording.spoken(first.loc[one], "label", lang), 15) for one in requirements]


def _streets(verdicts: pd.DataFrame, lang: str | None) -> dict[str, str]:
    first = verdicts.drop_duplicates("street")
    return {row["street"]: wording.spoken(row, "street", lang) for row in first.to_dict("records")}


def _upright(name: str, lang: str | None) -> str:
    """A name to stand on end: Chinese one character a line, Latin in two lines to be turned."""
    return "\n".join(name) if language(lang) == "zh" else wrap(name, 10)


def _height(head: str, lang: str | None) -> float:
    lines = head.split("\n")
    return float(len(lines)) if language(lang) == "zh" else max(wide(line) for line in lines)


def _alt(verdicts: pd.DataFrame, lang: str | None) -> str:
    bad = verdicts[verdicts["verdict"] == "not_met"]
    items = [
        f"{row['community']}{wording.spoken(row, 'label', lang)} {wording.value(row, lang)}"
        for row in bad.to_dict("records")
    ]
    listed = say("errors.separator", lang).join(items) or say("figures.none", lang)
    return say("figures.matrix_alt", lang, cells=len(verdicts), met=(verdicts["verdict"] == "met").sum(), items=listed)


def _heat_alt(words: pd.DataFrame, lang: str | None) -> str:
    counts = pd.Series(words.to_numpy().ravel()).value_counts()
    items = [f"{wording.verdict(word, lang)} {counts[word]}" for word in wording.VERDICTS if word in counts]
    return say("figures.heat_alt", lang, items=say("errors.separator", lang).join(items))
