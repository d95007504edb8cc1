"""What a unit cost in each street: what was spent is known, how many it served is a count; so the cost is uncertain."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.comparing import intervals
from evalkit.comparing.streets import compare
from evalkit.errors import ParameterError, unknown
from evalkit.words import say

COSTS = ("cost_household", "cost_case", "cost_activity")
TURNED = {"low_998": "high_998", "low_95": "high_95", "high_95": "low_95", "high_998": "low_998"}


def compare_costs(
    money: pd.DataFrame, figure: str | None = None, year: int | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Unit costs of the streets beside each other: yuan a household visited, a case, an activity.

    Parameters
    ----------
    money : as `evalkit.funding` gives it.
    figure : ``cost_household``, ``cost_case`` or ``cost_activity``; all by default.
    year : one contract year; all by default. confidence : of the intervals.

    Returns
    -------
    DataFrame, columns as of `compare`, ``requirement`` the figure and ``kind`` ``cost``. ``value`` is the cost in yuan,
    with the exact interval that comes of the count; ``numerator`` is what was spent, ``denominator`` how many were
    served. All else is on the scale of the cost; rank 1 is the dearest. NaN where either is not known.

    Raises
    ------
    ParameterError : no such figure in ``money``, or the confidence is not between 0 and 1.

    Source: Garwood, Biometrika 28 (1936), turned round; for all else the functions of `evalkit.comparing`.

    Examples
    --------
    >>> given = pd.DataFrame({"street": ["甲街道", "乙街道"], "numerator": [6e5, 6e5], "denominator": [100.0, 150.0]})
    >>> given = given.assign(year=1, figure="cost_case", part="")
    >>> compare_costs(given)[["value", "low", "high", "rank_low", "rank_high"]].round(1).to_numpy().tolist()
    [[6000.0, 4933.1, 7374.3, 1, 1], [4000.0, 3408.8, 4726.0, 2, 2]]
    """
    if figure is not None and figure not in COSTS:
        raise ParameterError(unknown("parameter", figure, COSTS))
    mine = money[money["figure"].isin(COSTS if figure is None else [figure])]
    spent = mine.rename(columns={"numerator": "spent"})[["street", "year", "spent"]].dropna()
    found = compare(_served(mine), None, year, confidence, per=spent)
    return _turned(found, confidence)


def _served(mine: pd.DataFrame) -> pd.DataFrame:
    """How many were served, as verdicts on counts."""
    named = {name: mine[name] for name in ("street_en", "period", "period_en") if name in mine}
    names = {lang: {figure: say(f"sheets.money_{figure}", lang) for figure in COSTS} for lang in ("zh", "en")}
    return pd.DataFrame({
        "street": mine["street"], "year": mine["year"], "community": "", "requirement": mine["figure"],
        "code": mine["figure"], "label": mine["figure"].map(names["zh"]), "label_en": mine["figure"].map(names["en"]),
        "unit": "元", "unit_en": "yuan", "measure": "distinct", "verdict": "", "checked_by": "records",
        "level": "street", "value": mine["denominator"].where(mine["denominator"] > 0), "numerator": np.nan,
        "denominator": np.nan, "counted": mine["denominator"].fillna(0).astype(int), **named,
    })  # fmt: skip


def _turned(found: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Cases a yuan into yuan a case: what was high is low, and the last is the first."""
    old = found.copy()
    with np.errstate(divide="ignore"):  # none served may cost anything
        for name in ("rate", "baseline", "shrunken"):
            found[name] = 1 / old[name]
        for name in ("rate_{}", "funnel_{}95", "funnel_{}998"):
            for end, other in (("low", "high"), ("high", "low")):
                found[name.replace("{}", end)] = 1 / old[name.replace("{}", other)]
    for name in ("funnel", "funnel_wide"):
        found[name] = old[name].replace(TURNED)
    found["rank_low"] = old["streets"] + 1 - old["rank_high"]
    found["rank_high"] = old["streets"] + 1 - old["rank_low"]
    found = found.assign(value=found["rate"], low=found["rate_low"], high=found["rate_high"], tau=np.nan)
    known = found["rate"].notna()
    spent, served = old["exposure"].where(known), old["value"].where(known)
    found = found.assign(numerator=spent, denominator=served, kind=old["kind"].replace("count", "cost"))
    return _from_baseline(found, confidence)


def _from_baseline(found: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """With the difference from the baseline: the gap to the rest, by the part of those served that the rest has."""
    spent, served = found["numerator"], found["denominator"]
    block = [found["requirement"], found["year"]]
    rest_spent, rest = (one.groupby(block).transform("sum") - one for one in (spent, served))
    low, high = intervals.poisson(rest.to_numpy(float), confidence)
    there = (rest_spent / rest.where(rest > 0), rest_spent / high, rest_spent / low)
    ends = intervals.difference((found["rate"], found["rate_low"], found["rate_high"]), there)
    part = rest / (rest + served)
    return found.assign(
        difference=found["rate"] - found["baseline"], difference_low=ends[0] * part, difference_high=ends[1] * part
    )
