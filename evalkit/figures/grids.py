"""Verdicts as a grid: requirement by community, requirement by street."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.colors import BoundaryNorm, ListedColormap

from evalkit import wording, yearly
from evalkit.figures import axis
from evalkit.figures.axis import Edges, Panel
from evalkit.figures.base import COLOURS, SYMBOLS, WIDTH, Chart, contrast, nothing, style, wide, wrap
from evalkit.words import language, number, percent, say

_PALETTE = ListedColormap([COLOURS[word] for word in wording.VERDICTS])
_NORM = BoundaryNorm([n - 0.5 for n in range(len(wording.VERDICTS) + 1)], len(wording.VERDICTS))
_ROW = 0.34  # inches
_LABELS = 1.95  # inches
_BESIDE, _NAMED = 12, 40  # up to so many streets years stand beside each other, and streets have names
_LOW, _TALLY = 0.26, 0.75  # inches: a row of many streets, and what sums it up
_DECIDED = ["met", "not_met"]


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
        told = [_short(row) for row in local[["value", "unit", "denominator"]].to_dict("records")]
        words, values = _grids(local.assign(shown=told))
        room = (WIDTH - _LABELS - 0.1) / len(words.columns)
        heads = [wrap(name, room / 0.118) for name in words.columns]
        tall = 0.15 * (max(head.count("\n") for head in heads) + 1)
        chart = Chart(0.55 + tall + _ROW * len(words), alt=_alt(local, lang), **place)
        (panel,) = _cells(chart, [(_LABELS, 0.4, 0.1, 0.08 + tall)], [words], 1.2)
        _marks(panel, words, words.map(lambda word: SYMBOLS.get(word, "")) + " " + values.fillna(""))
        axis.across(panel, _middles(words.columns), heads, above=True)
        axis.down(panel, _middles(words.index), _labels(local, words.index, lang), fontsize=8, va="center")
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
    Chart : streets in the order of the verdicts, which is the notice's; no order of merit. Blocks stand beside each
        other, or below each other where streets are many. Of more than 40 streets cells have colour alone, no names
        stand over them, and at the right of each row is told how many are not met.
    """
    words = verdicts.pivot_table("verdict", "requirement", ["year", "street"], wording.overall, sort=False)
    place = {"label": "heat", "caption": say("figures.heat", lang)}
    with style():
        if verdicts.empty:
            return nothing("no_verdicts", lang, **place)
        words = words.reindex(dict.fromkeys(verdicts["requirement"]))
        blocks = dict(list(verdicts.groupby("year", sort=False)))
        streets = _streets(verdicts, lang)
        across, crowded = len(blocks) if len(streets) <= _BESIDE else 1, len(streets) > _NAMED
        heads = {} if crowded else {street: _upright(name, lang, across) for street, name in streets.items()}
        tall = 0.12 * max((_height(head, lang) for head in heads.values()), default=0) + 0.06
        row = _LOW if crowded else 0.3
        one, width = 0.35 + tall + row * len(words), (WIDTH - 2.05) / across
        chart = Chart(0.4 + one * -(-len(blocks) // across), alt=_heat_alt(words, lang), **place)
        height = chart.get_size_inches()[1]
        edges = []
        for nth in range(len(blocks)):
            line, column = divmod(nth, across)
            right = 0.1 + (across - 1 - column) * width + 0.08 * (column < across - 1) + _TALLY * crowded
            top = line * one + 0.3 + tall
            edges.append((1.95 + column * width, height - top - row * len(words), right, top))
        grids = [words[year].reindex(columns=list(streets)) for year in blocks]
        panels = _cells(chart, edges, grids, 0 if crowded else 1.2)
        for nth, (panel, grid, rows) in enumerate(zip(panels, grids, blocks.values(), strict=True)):
            _block(panel, grid, heads, lang)
            if nth % across == 0:
                axis.down(panel, _middles(words.index), _labels(verdicts, words.index, lang), fontsize=8, va="center")
            axis.title(panel, wording.period(rows.iloc[0], lang), "center", 8 + 72 * tall, fontweight="bold")
        _key(chart, set(words.to_numpy().ravel()), lang)
    return chart


def _block(panel: Panel, block: pd.DataFrame, heads: dict[str, str], lang: str | None) -> None:
    """What stands in the cells of one year and over them; without heads they are too many: each row is summed up."""
    if heads:
        _marks(panel, block, block.map(lambda word: SYMBOLS.get(word, "")))
        turned = 0 if language(lang) == "zh" else 90
        axis.across(panel, _middles(block.columns), heads.values(), above=True, rotation=turned, linespacing=1.0)
    for line, (_, row) in enumerate([] if heads else block.iterrows()):
        told = say("figures.not_met_of", lang, n=(row == "not_met").sum(), all=row.isin(_DECIDED).sum())
        axis.write(panel, 1.01, line + 0.5, told, transform=panel.beside, va="center", fontsize=7)


def _grids(verdicts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Verdicts and what is shown: requirement down, communities across, both in the order of the verdicts."""
    both = verdicts.set_index(["requirement", "community"])[["verdict", "shown"]]
    table = both.unstack()  # noqa: PD010  refuses a place twice
    down, across = (list(dict.fromkeys(verdicts[name])) for name in ("requirement", "community"))
    return table["verdict"].reindex(down, columns=across), table["shown"].reindex(down, columns=across)


def _cells(chart: Chart, edges: list[Edges], grids: list[pd.DataFrame], gap: float) -> list[Panel]:
    """The coloured cells, blank where there is no verdict, and the panel each grid of them is.

    They are drawn before any text, for seaborn draws all that is there, at once.
    """
    for place, words in zip(edges, grids, strict=True):
        axes = chart.panel(*place)
        axes.set_axis_off()
        codes = words.map(lambda word: wording.VERDICTS.index(word) if word in COLOURS else float("nan")).astype(float)
        sns.heatmap(codes, ax=axes, cmap=_PALETTE, norm=_NORM, cbar=False, linewidths=gap, linecolor="white",
                    xticklabels=False, yticklabels=False)  # fmt: skip
    limits = [((0, len(words.columns)), (len(words), 0)) for words in grids]
    return [axis.panel(chart, place, *ends) for place, ends in zip(edges, limits, strict=True)]


def _marks(panel: Panel, words: pd.DataFrame, texts: pd.DataFrame) -> None:
    """A text in each cell that has a verdict, in the ink that is read on its colour."""
    for line, (told, row) in enumerate(zip(texts.to_numpy(), words.to_numpy(), strict=True)):
        for column, (text, word) in enumerate(zip(told, row, strict=True)):
            if word in COLOURS:
                ink = contrast(COLOURS[word])
                axis.write(
                    panel, column + 0.5, line + 0.5, text, ha="center", va="center", fontsize=8, color=ink, label="cell"
                )


def _middles(cells: pd.Index) -> list[float]:
    return [nth + 0.5 for nth in range(len(cells))]


def _key(chart: Chart, present: set[str], lang: str | None) -> None:
    marks = [
        axis.box(f"{SYMBOLS[word]} {wording.verdict(word, lang)}", COLOURS[word], edgecolor="#999999", linewidth=0.5)
        for word in wording.VERDICTS
        if word in present
    ]
    axis.key(chart, marks, long=9.6, apart=9.6)


def _short(row: dict) -> str:
    """A value without its unit."""
    if row["value"] != row["value"]:
        return ""
    return percent(row["value"]) if wording.is_share(row) else number(row["value"])


def _labels(verdicts: pd.DataFrame, requirements: pd.Index, lang: str | None) -> list[str]:
    first = verdicts.drop_duplicates("requirement")
    labels = {row["requirement"]: wording.spoken(row, "label", lang) for row in first.to_dict("records")}
    return [wrap(labels[one], 15) for one in requirements]


def _streets(verdicts: pd.DataFrame, lang: str | None) -> dict[str, str]:
    first = verdicts.drop_duplicates("street")
    return {row["street"]: wording.spoken(row, "street", lang) for row in first.to_dict("records")}


def _upright(name: str, lang: str | None, across: int) -> str:
    """A name to stand on end: Chinese one character a line, Latin to be turned, in two lines where there is room."""
    return "\n".join(name) if language(lang) == "zh" else wrap(name, 10 if across > 1 else 30)


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
