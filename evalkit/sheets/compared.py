"""Streets and years beside each other as tables and sentences: each number with its uncertainty, and what it allows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evalkit import wording
from evalkit.comparing.cautions import told as warning
from evalkit.display import Table, Text, cell, head, plain
from evalkit.words import number, percent, say

_COLUMNS = ("pilot_street", "compared_value", "compared_interval", "compared_funnel", "compared_places", "compared_p")
_CHANGES = ("requirement", "compared_pairs", "compared_before", "compared_after", "compared_change", "compared_p_exact",
            "compared_p_holm")  # fmt: skip
_FAR = 0.05


def compared(comparison: pd.DataFrame, lang: str | None = None) -> Table:
    """The streets beside each other: value, interval, place in the funnel, range of places, adjusted p.

    Parameters
    ----------
    comparison : one or more requirements, as `evalkit.compare` gives them.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Table : under a heading for each requirement and contract year, with its baseline, a row a street in the order of
        the notice.
    """
    body: list[list[dict[str, Any]]] = []
    for _, rows in comparison.groupby(["requirement", "year"], sort=False):
        known = rows[rows["baseline"].notna()]
        first = (known if len(known) else rows).iloc[0].to_dict()
        words = {"label": wording.spoken(first, "label", lang), "year": wording.period(first, lang)}
        told = say("sheets.compared_head", lang, baseline=_rate(first["baseline"], first), **words)
        body.append([cell(told, cs=len(_COLUMNS))])
        body += [_street(row, lang) for row in rows.to_dict("records")]
    years = set(comparison["year"])
    return Table(
        label="compared", caption=say("sheets.compared_caption", lang), header=_heads(_COLUMNS, lang), body=body,
        align=["left", "left", "left", "left", "center", "right"], notes=[say("sheets.compared_note", lang)],
        year=int(min(years)) if len(years) == 1 else None,
    )  # fmt: skip


def _street(row: dict[str, Any], lang: str | None) -> list[dict[str, Any]]:
    name = cell(wording.spoken(row, "street", lang))
    if pd.isna(row["rate"]):
        return [name, cell(wording.verdict("cannot_assess", lang), "mute"), *[cell("—")] * 4]
    ends = "—" if pd.isna(row["rate_low"]) else f"{_rate(row['rate_low'], row)}–{_rate(row['rate_high'], row)}"
    outside = row["funnel"] not in {"", "inside"}
    funnel = say(f"figures.funnel_{row['funnel']}", lang) if row["funnel"] else "—"
    ranks = "—" if pd.isna(row["rank_low"]) else f"{row['rank_low']}–{row['rank_high']}"
    far = row["p_holm"] < _FAR
    return [name, cell(_found(row, lang)), cell(ends), cell(funnel, "warn" if outside else ""), cell(ranks),
            cell(_p(row["p_holm"]), "warn" if far else "")]  # fmt: skip


def _found(row: dict[str, Any], lang: str | None) -> str:
    share = row["kind"] == "proportion"
    part, whole = (row["numerator"], row["denominator"]) if share else (row["value"], row["exposure"])
    if not share and whole == 1:
        return number(part)
    return say("sheets.of_parts", lang, share=_rate(row["rate"], row), part=number(part), whole=number(whole))


def _rate(value: float, row: dict[str, Any]) -> str:
    if pd.isna(value):
        return "—"
    return percent(round(value, 3)) if row["kind"] == "proportion" else number(round(value, 1))


def _p(value: float) -> str:
    return "—" if pd.isna(value) else "< 0.001" if value < 0.001 else f"{value:.3f}"


def changed(changes: pd.DataFrame, lang: str | None = None) -> Table:
    """What changed between two contract years over all streets as pairs, one row a requirement.

    Parameters
    ----------
    changes : as `evalkit.comparing.compare_years` gives them; none where one year alone is reported.
    lang : ``zh`` or ``en``.
    """
    rows = changes[changes["street"] == ""].to_dict("records")
    return Table(
        label="changed", caption=say("sheets.changed_caption", lang), header=_heads(_CHANGES, lang),
        body=[_change(row, lang) for row in rows], align=["left", "right", "right", "right", "left", "right", "right"],
        notes=[say("sheets.changed_note" if rows else "sheets.changed_none", lang)],
    )  # fmt: skip


def _change(row: dict[str, Any], lang: str | None) -> list[dict[str, Any]]:
    label, pairs = cell(wording.spoken(row, "label", lang)), cell(number(row["pairs"]))
    if pd.isna(row["change"]):
        return [label, pairs, *[cell("—")] * 5]
    points = row["kind"] == "proportion"
    signs = {name: _signed(row[name], row) for name in ("change", "change_low", "change_high")}
    told = signs["change"] + (f" {say('sheets.points', lang)}" if points else "")
    if not pd.isna(row["change_low"]):
        told = say("figures.change", lang, change=told, low=signs["change_low"], high=signs["change_high"])
    sides = [cell(_rate(row[side], row)) for side in ("before", "after")]
    return [label, pairs, *sides, cell(told), cell(_p(row["p"])), cell(_p(row["p_holm"]))]


def _signed(value: float, row: dict[str, Any]) -> str:
    told = _rate(abs(value), row).rstrip("%")
    return told if told == "0" else f"{'−' if value < 0 else '+'}{told}"


def limits(comparison: pd.DataFrame, changes: pd.DataFrame, lang: str | None = None) -> Text:
    """What cannot be concluded, and why: each caution once, with the requirements it holds of.

    Parameters
    ----------
    comparison, changes : as for `compared` and `changed`. lang : ``zh`` or ``en``.
    """
    both = [frame[["label", "label_en", "cautions"]] for frame in (comparison, changes) if len(frame)]
    frame = pd.concat(both).assign(code=lambda one: one["cautions"].str.split(";")).explode("code")
    lines = []
    for code, rows in frame[frame["code"] != ""].groupby("code", sort=False):
        labels = dict.fromkeys(plain(wording.spoken(row, "label", lang)) for row in rows.to_dict("records"))
        names = say("errors.separator", lang).join(labels)
        lines.append(say("sheets.limit", lang, sentence=warning(str(code), lang)[0], labels=names, n=len(rows)))
    fixed = [say(f"sheets.limit_{key}", lang) for key in ("cause", "quality", "league")]
    return Text("\n".join(f"- {line}" for line in [*lines, *fixed]))


def methods(comparison: pd.DataFrame, changes: pd.DataFrame, lang: str | None = None) -> Table:
    """The methods used here, in words, each with its source.

    Parameters
    ----------
    comparison, changes : as for `compared` and `changed`. lang : ``zh`` or ``en``.
    """
    used = {*comparison["method"], *comparison["test"], *changes["method"], *changes["test"]} - {"", "none"}
    used |= {"funnel"} if (comparison["funnel"] != "").any() else set()
    used |= {"dispersion"} if comparison["phi"].notna().any() else set()
    used |= {"ranks"} if comparison["rank_low"].notna().any() else set()
    used |= {"holm"} if comparison["p_holm"].notna().any() else set()
    known = [name for name in _METHODS if name in used]
    return Table(
        label="methods", caption=say("sheets.methods_caption", lang),
        header=_heads(("method_name", "method_does", "method_source"), lang),
        body=[[cell(say(f"sheets.method_{name}_{part}", lang)) for part in ("name", "does")] + [cell(_METHODS[name])]
              for name in known],
        align=["left"] * 3, notes=[],
    )  # fmt: skip


def _heads(keys: tuple[str, ...], lang: str | None) -> list[list[dict[str, Any]]]:
    return head(*(say(f"sheets.{key}", lang) for key in keys))


# method -> where it comes from, in the words of its own language
_METHODS = {
    "wilson": "Wilson, JASA 22 (1927); Newcombe, Statistics in Medicine 17 (1998)",
    "clopper_pearson": "Clopper & Pearson, Biometrika 26 (1934)",
    "poisson": "Garwood, Biometrika 28 (1936)",
    "student": "Student, Biometrika 6 (1908)",
    "funnel": "Spiegelhalter, Statistics in Medicine 24 (2005)",
    "dispersion": "Spiegelhalter, Quality and Safety in Health Care 14 (2005); DerSimonian & Laird, 1986",
    "ranks": "Mogstad, Romano, Shaikh & Wilhelm, Review of Economic Studies 91 (2024)",
    "fisher": "Fisher, J. Royal Statistical Society 98 (1935)",
    "conditional": "Przyborowski & Wilenski, Biometrika 31 (1940)",
    "pooled_t": "Fisher, Statistical Methods for Research Workers (1925)",
    "holm": "Holm, Scandinavian Journal of Statistics 6 (1979)",
    "difference": "Newcombe, Statistics in Medicine 17 (1998), method 10",
    "typical": "Hartigan, JASA 64 (1969)",
    "sign_flip": "Fisher, The Design of Experiments (1935)",
}
