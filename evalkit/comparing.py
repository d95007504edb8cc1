"""Streets beside each other: each number with its interval and how many records it rests on. No ranks."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from scipy.stats import binomtest, chi2

from evalkit.errors import ParameterError, unknown

COLUMNS = (
    "street", "year", "requirement", "label", "unit", "communities", "value", "numerator", "denominator",
    "low", "high", "confidence", "method", "records", "street_en", "label_en", "unit_en",
)  # fmt: skip
SHARES = ("share", "month_end_share")
COUNTS = ("rows", "distinct", "chain")


def compare(
    verdicts: pd.DataFrame, requirement: str, year: int | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """One requirement over the streets, each value with its interval.

    Parameters
    ----------
    verdicts : as `assess` gives them.
    requirement : id or code.
    year : one contract year; all of them by default.
    confidence : of the interval, between 0 and 1.

    Returns
    -------
    DataFrame, one row per street and year, in the order of ``verdicts``; communities are added up. ``low`` and
    ``high`` are the interval's ends, ``method`` how it was made: ``wilson`` for a share, ``poisson`` for a count,
    ``none`` for money and head-counts, which are no samples. NaN where any community cannot be assessed; places the
    requirement does not bind are left out. ``records``: how many records were counted.

    Raises
    ------
    ParameterError : the requirement is in no verdict, or the confidence is not between 0 and 1.

    Source: Newcombe, Statistics in Medicine 17 (1998), method 3 (Wilson); Garwood, Biometrika 28 (1936) (Poisson).

    Examples
    --------
    >>> one = {"street": "甲街道", "year": 1, "community": "", "requirement": "casework_share", "code": "S04"}
    >>> one |= {"label": "个案占比", "unit": "", "measure": "share", "verdict": "not_met", "counted": 263}
    >>> one |= {"value": 81 / 263, "numerator": 81.0, "denominator": 263.0}
    >>> compare(pd.DataFrame([one]), "S04")[["low", "high", "method"]].round(4)
          low    high  method
    0  0.2553  0.3662  wilson
    """
    if not 0 < confidence < 1:
        raise ParameterError(unknown("parameter", f"confidence={confidence}", ["0 < confidence < 1"]))
    mine = verdicts[(verdicts["requirement"] == requirement) | (verdicts["code"] == requirement)]
    if mine.empty:
        raise ParameterError(unknown("requirement", requirement, verdicts["requirement"].unique()))
    mine = mine[(mine["verdict"] != "not_applicable") & (mine["year"].eq(year) if year is not None else True)]
    groups = mine.groupby(["street", "year"], sort=False)
    return pd.DataFrame([_one(group, confidence) for _, group in groups], columns=list(COLUMNS))


def _one(group: pd.DataFrame, confidence: float) -> dict[str, Any]:
    """The row of one street and year, its communities added up; one that is unknown makes the sum unknown."""
    first = group.iloc[0]
    total = group[["value", "numerator", "denominator"]].sum(skipna=False)
    if first["measure"] in SHARES and total["denominator"]:
        total["value"] = total["numerator"] / total["denominator"]
    low, high, method = _interval(first["measure"], total, confidence)
    return {
        **first.reindex(["street", "year", "requirement", "label", "unit", "street_en", "label_en", "unit_en"]),
        **total,
        "communities": int((group["community"] != "").sum()),
        "low": low,
        "high": high,
        "confidence": confidence,
        "method": method,
        "records": int(group["counted"].sum()),
    }


def _interval(measure: str, total: pd.Series[float], confidence: float) -> tuple[float, float, str]:
    if measure in SHARES:
        known = total["denominator"] > 0
        ends = _wilson(total["numerator"], total["denominator"], confidence) if known else (math.nan, math.nan)
        return *ends, "wilson"
    if measure in COUNTS:
        return *poisson(total["value"], confidence), "poisson"
    return math.nan, math.nan, "none"


def _wilson(part: float, whole: float, confidence: float) -> tuple[float, float]:
    ends = binomtest(int(part), int(whole)).proportion_ci(confidence, method="wilson")
    return float(ends.low), float(ends.high)


def poisson(count: float, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval of a Poisson mean from one count.

    Source: Garwood, Biometrika 28 (1936); the chi-squared form as in Ulm, American Journal of Epidemiology 131 (1990).

    Examples
    --------
    >>> [round(end, 3) for end in poisson(10)]
    [4.795, 18.39]
    """
    tail = (1 - confidence) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count > 0 else 0.0 * count
    return float(low), float(chi2.isf(tail, 2 * count + 2) / 2)
