"""Scores: secondary to the verdicts, by a scheme somebody set; with what the weights and the unknown leave open."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from evalkit.errors import ParameterError
from evalkit.judging import WORST_FIRST
from evalkit.plan import Grade, Item, Plan, Scheme
from evalkit.words import say

COLUMNS = (
    "street", "year", "score_least", "score_most", "low", "high", "grade", "grades", "flip", "flip_weights",
    "flip_grade", "items", "vetoed",
)  # fmt: skip
FULL = 100


@dataclass(frozen=True)
class Part:
    """One item of a scheme at one place: the share of its marks that is sure and that is possible, and its weights."""

    item: Item
    least: Fraction
    most: Fraction
    weights: tuple[Fraction, Fraction, Fraction]


def score(plan: Plan, verdicts: pd.DataFrame) -> pd.DataFrame:
    """A score and a grade for each street and year, and how far the weights and what is unknown may move them.

    An item's share: of kind ``share`` its requirements that are met (over communities as the worst stands) out of
    those that apply; of kind ``degree`` the mean of value / bound over its places, never above 1. What cannot be
    assessed, is in progress or waits for the evaluator may be anything from 0 to 1, never simply 0; what does not apply
    is left out with its weight. The score is the mean of the shares by weight, of 100.

    Parameters
    ----------
    plan : with a scheme. verdicts : as `assess` gives them, all requirements of the scheme among them.

    Returns
    -------
    DataFrame, one row a street and year. ``score_least`` and ``score_most``: with the usual weights, what is unknown
    taken as nothing and as full (equal where nothing is unknown). ``low`` and ``high``: the same over all weights
    within their ranges. ``grade`` and ``grades``: ids of the grades possible with the usual weights and over all
    weights, joined by ``;``. ``flip``: the least sum of changes of weights, within their ranges, that brings the score
    to where another grade begins (below it only beyond that point), with the new weights (``flip_weights``, JSON) and
    that grade (``flip_grade``); NaN where no weights do, or the grade is not sure. ``items``: JSON, item -> its least
    and greatest share. ``vetoed``: ids of items with a veto, of which a requirement is not met, joined by ``;``.
    The lowest grade never follows from one requirement that is not met, unless by a veto. NaN where no item applies.

    Raises
    ------
    ParameterError : the plan has no scheme, or the verdicts lack a requirement of it.

    Source: a mean whose weights lie in ranges is a linear-fractional programme (Charnes and Cooper, Naval Research
    Logistics Quarterly 9 (1962)); its ends lie where the items of the greatest shares have their greatest weights and
    all others their least, or the reverse, so one switch point in their order is sought (Karnik and Mendel,
    Information Sciences 132 (2001)). The smallest change is a continuous knapsack, taken greedily (Dantzig, Operations
    Research 5 (1957)). All in fractions, so that a score on a boundary is on it.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> read_plan("suzhou-2016").scheme is None  # the notice gives no points, so neither does evalkit
    True
    """
    scheme = plan.scheme
    if scheme is None:
        raise ParameterError(say("scoring.no_scheme", plan=plan.title))
    names = {plan.requirement(name).id for item in scheme.items for name in item.requirements}
    lacking = sorted(names - set(verdicts["requirement"]))
    if lacking:
        raise ParameterError(say("scoring.lacking", requirements=say("errors.separator").join(lacking)))
    groups = verdicts.groupby(["street", "year"], sort=False)
    rows = [{"street": place[0], "year": place[1], **_scored(plan, scheme, mine)} for place, mine in groups]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _scored(plan: Plan, scheme: Scheme, verdicts: pd.DataFrame) -> dict[str, Any]:
    rows = {str(name): mine.to_dict("records") for name, mine in verdicts.groupby("requirement")}
    stands = {
        item.id: {one: rows.get(plan.requirement(one).id, []) for one in item.requirements} for item in scheme.items
    }
    parts = [part for item in scheme.items if (part := _part(item, stands[item.id].values()))]
    if not parts:
        return {"grade": "", "grades": "", "flip_weights": "{}", "flip_grade": "", "items": "{}", "vetoed": ""}
    words = [(item, _overall(places)) for item in scheme.items for places in stands[item.id].values()]
    caps = _caps(scheme, words)
    bands = _bands(scheme, words)
    usual = (_mean(parts, "least", 1), _mean(parts, "most", 1))
    ends = (_end(parts, "least", lowest=True), _end(parts, "most", lowest=False))
    grade, grades = (_possible(scheme, bands, caps, *pair) for pair in (usual, ends))
    sure = usual[0] == usual[1] and len(caps) == len(grade) == 1
    moved = _flip(scheme, bands, caps[0], parts, usual[0]) if sure else None
    total, weights, reached = moved or (math.nan, {}, "")
    vetoed = dict.fromkeys(item.id for item, word in words if item.veto and word == "not_met")
    return {
        "score_least": float(usual[0]),
        "score_most": float(usual[1]),
        "low": float(ends[0]),
        "high": float(ends[1]),
        "grade": ";".join(grade),
        "grades": ";".join(grades),
        "flip": float(total),
        "flip_weights": json.dumps({name: float(weight) for name, weight in weights.items()}, ensure_ascii=False),
        "flip_grade": reached,
        "items": json.dumps({part.item.id: [float(part.least), float(part.most)] for part in parts}),
        "vetoed": ";".join(vetoed),
    }


# ---- the share of an item ------------------------------------------------------------------------------------------


def _overall(places: Sequence[Mapping[str, Any]]) -> str:
    """The verdict of a requirement over its communities: the worst of those that apply."""
    found = {row["verdict"] for row in places}
    return next((word for word in WORST_FIRST if word in found), "not_applicable")


def _part(item: Item, requirements: Iterable[Sequence[Mapping[str, Any]]]) -> Part | None:
    """An item with its share; None where nothing of it applies."""
    applying = [[row for row in rows if row["verdict"] != "not_applicable"] for rows in requirements]
    spans = [_span(item, rows) for rows in applying if rows]
    if not spans:
        return None
    least, most = (sum(ends, Fraction(0)) / len(spans) for ends in zip(*spans, strict=True))
    small, usual, great = (Fraction(str(weight)) for weight in item.weight)
    return Part(item, least, most, (small, usual, great))


def _span(item: Item, rows: Sequence[Mapping[str, Any]]) -> tuple[Fraction, Fraction]:
    """The least and the greatest share of one requirement."""
    if item.kind == "degree":
        spans = [_degree(row) for row in rows]
        least, most = (sum(ends, Fraction(0)) / len(spans) for ends in zip(*spans, strict=True))
        return least, most
    word = _overall(rows)
    return (Fraction(word == "met"), Fraction(word != "not_met"))


def _degree(row: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """How far a value reaches its bound; all that is met reaches it, what is not decided may or may not."""
    if row["verdict"] != "not_met":
        return Fraction(row["verdict"] == "met"), Fraction(1)
    value, low, high = (_exact(row, name) for name in ("value", "low", "high"))
    reached = Fraction(0)  # also where people decided against the number
    if value is not None and low is not None and value < low:
        reached = max(value / low, Fraction(0))
    elif value is not None and high is not None and value > high:
        reached = max(high / value, Fraction(0))
    return reached, reached


def _exact(row: Mapping[str, Any], name: str) -> Fraction | None:
    """A number of a verdict as it was counted; None where there is none."""
    if name == "value" and row["denominator"] == row["denominator"] and row["denominator"]:
        return Fraction(row["numerator"]) / Fraction(row["denominator"])
    return Fraction(str(row[name])) if row[name] == row[name] else None


# ---- scores ---------------------------------------------------------------------------------------------------------


def _mean(parts: Sequence[Part], side: str, weight: int) -> Fraction:
    """The score with the least (0), usual (1) or greatest (2) weights."""
    total = sum((part.weights[weight] for part in parts), Fraction(0))
    return FULL * sum((part.weights[weight] * getattr(part, side) for part in parts), Fraction(0)) / total


def _end(parts: Sequence[Part], side: str, *, lowest: bool) -> Fraction:
    """The least or greatest score over all weights: the first items in order have their greatest weights."""
    ordered = sorted(parts, key=lambda part: getattr(part, side), reverse=not lowest)
    found = []
    for turn in range(len(ordered) + 1):
        weights = [part.weights[2 if n < turn else 0] for n, part in enumerate(ordered)]
        summed = sum((w * getattr(part, side) for w, part in zip(weights, ordered, strict=True)), Fraction(0))
        found.append(FULL * summed / sum(weights, Fraction(0)))
    return min(found) if lowest else max(found)


# ---- grades ---------------------------------------------------------------------------------------------------------


def _caps(scheme: Scheme, words: Iterable[tuple[Item, str]]) -> list[int]:
    """The best grades that vetoes allow, by their place among the grades: one, or several where one is not decided."""
    place = {grade.id: n for n, grade in enumerate(scheme.grades)}
    told = [(place[item.veto], word) for item, word in words if item.veto]
    sure = max((cap for cap, word in told if word == "not_met"), default=0)
    open_ = {cap for cap, word in told if word not in {"met", "not_applicable", "not_met"} and cap > sure}
    return sorted({sure, *open_})


def _bands(scheme: Scheme, words: Iterable[tuple[Item, str]]) -> list[tuple[int, Fraction]]:
    """Each grade that points can give, with where it begins; the lowest takes two requirements that may be missed."""
    missed = sum(word not in {"met", "not_applicable"} for _, word in words)
    grades: list[Grade] = scheme.grades if missed > 1 or len(scheme.grades) == 1 else scheme.grades[:-1]
    begins = [Fraction(str(grade.points)) for grade in grades[:-1]]
    return list(enumerate([*begins, Fraction(0)]))


def _possible(
    scheme: Scheme, bands: Sequence[tuple[int, Fraction]], caps: Iterable[int], low: Fraction, high: Fraction
) -> list[str]:
    """The grades of all scores from ``low`` to ``high``, the best first."""
    best, worst = (_band(bands, value) for value in (high, low))
    found = {max(n, cap) for n in range(best, worst + 1) for cap in caps}
    return [scheme.grades[n].id for n in sorted(found)]


def _band(bands: Sequence[tuple[int, Fraction]], value: Fraction) -> int:
    return next(n for n, begins in bands if value >= begins)


def _flip(
    scheme: Scheme, bands: Sequence[tuple[int, Fraction]], cap: int, parts: Sequence[Part], value: Fraction
) -> tuple[Fraction, dict[str, Fraction], str] | None:
    """The smallest change of weights that reaches another grade: how much in all, the new weights, the grade."""
    own = max(_band(bands, value), cap)
    ways = []
    if own < len(bands) - 1:
        ways.append((own + 1, _change(parts, bands[own][1] / FULL, up=False)))
    if own > cap:
        ways.append((own - 1, _change(parts, bands[own - 1][1] / FULL, up=True)))
    found = [(*way, scheme.grades[reached].id) for reached, way in ways if way]
    return min(found, key=lambda one: one[0], default=None)


def _change(parts: Sequence[Part], goal: Fraction, *, up: bool) -> tuple[Fraction, dict[str, Fraction]] | None:
    """How much weights move in all to bring the score to ``goal``, and the new weights; None where ranges forbid it.

    The score is at the goal where the sum of weight x (share - goal) is 0; the items farthest from it move first.
    """
    gap = abs(sum((part.weights[1] * (part.least - goal) for part in parts), Fraction(0)))
    total, weights = Fraction(0), {}
    for part in sorted(parts, key=lambda one: -abs(one.least - goal)):
        small, usual, great = part.weights
        pull = abs(part.least - goal)
        more = (part.least > goal) == up
        by = min(great - usual if more else usual - small, gap / pull) if pull else Fraction(0)
        if by:
            weights[part.item.id] = usual + (by if more else -by)
            total, gap = total + by, gap - by * pull
    return None if gap else (total, weights)
