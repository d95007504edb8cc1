"""Funnels: how far from the baseline chance alone brings a street of a given size, and what is beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import binom, chi2, norm, poisson

from evalkit.comparing.intervals import Pair
from evalkit.comparing.measured import rough

LEVELS = {"95": 0.95, "998": 0.998}
WINSOR = 0.1


def limits(kind: str, baseline: Any, size: Any, confidence: float, variance: Any = np.nan) -> Pair:
    """Between which a street of this size lies with ``confidence`` when it is like the baseline.

    Parameters
    ----------
    kind : ``proportion``, ``count`` or ``mean``. baseline : the rate of all. size : whole, exposure or how many values.
    variance : of one value, for means.

    Returns
    -------
    (low, high) on the scale of the baseline. A proportion: baseline ± z·√(p(1-p)/n), from 0 to 1, as
    PHEindicatormethods; exact where fewer than five of either kind are expected. A count: exact.

    Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, with its way between whole numbers, here alike
    for both tails so that nothing lies outside whose tail is not below (1 - confidence) / 2.

    Examples
    --------
    >>> [round(float(end), 6) for end in limits("proportion", 0.80642448, 102, 0.95)]
    [0.729749, 0.8831]
    """
    baseline, size = np.asarray(baseline, float), np.asarray(size, float)
    tail = (1 - confidence) / 2
    if kind == "count":
        low, high = _between(poisson, tail, baseline * size)
        return low / size, high / size
    if kind == "mean":
        reach = norm.isf(tail) * np.sqrt(np.asarray(variance, float) / size)
        return baseline - reach, baseline + reach
    few = rough(kind, baseline, size)
    curve, exact = normal_limits(baseline, size, confidence), _between(binom, tail, size, baseline)
    return np.where(few, exact[0] / size, curve[0]), np.where(few, np.minimum(exact[1] / size, 1), curve[1])


def normal_limits(baseline: Any, size: Any, confidence: float) -> Pair:
    """Funnel limits of a proportion by the normal curve, whatever the size: p ± z·√(p(1-p)/n), from 0 to 1.

    Source: the limits of PHEindicatormethods (Public Health England).

    Examples
    --------
    >>> [round(float(end), 8) for end in normal_limits(0.80642448, 1, 0.95)]
    [0.03204264, 1.0]
    """
    baseline, size = np.asarray(baseline, float), np.asarray(size, float)
    reach = norm.isf((1 - confidence) / 2) * np.sqrt(baseline * (1 - baseline) / size)
    return np.clip(baseline - reach, 0, 1), np.clip(baseline + reach, 0, 1)


def _between(law: Any, tail: float, *given: Any) -> Pair:
    """Limits of a count between whole numbers: only counts whose tail is below ``tail`` lie outside."""
    low, high = law.ppf(tail, *given), law.isf(tail, *given)
    with np.errstate(invalid="ignore", divide="ignore"):
        under = low - (law.cdf(low, *given) - tail) / law.pmf(low, *given)
        over = high + (law.sf(high - 1, *given) - tail) / law.pmf(high, *given)
    return np.maximum(under, 0), over


def classes(rate: Any, low95: Any, high95: Any, low998: Any, high998: Any) -> Any:
    """The class of each rate: ``low_998 low_95 inside high_95 high_998``, ``""`` where it is not known."""
    rate = np.asarray(rate, float)
    held = [rate < low998, rate > high998, rate < low95, rate > high95, np.isfinite(rate) & np.isfinite(low95)]
    return np.select(held, ["low_998", "high_998", "low_95", "high_95", "inside"], "")


@dataclass(frozen=True)
class Dispersion:
    """How the streets scatter beside what chance does.

    Parameters
    ----------
    phi : mean square of the winsorised z, about 1 where there is only chance. p_more, p_less : that chance alone
        scatters as much, or as little. tau : standard deviation between streets beyond chance, 0 where there is none.
    """

    phi: float
    p_more: float
    p_less: float
    tau: float


def dispersion(rate: Any, baseline: float, error: Any) -> Dispersion:
    """Over-dispersion of the streets about their baseline.

    Parameters
    ----------
    rate : of each street. baseline : of all. error : standard error of each rate if it is like the baseline.

    Source: Spiegelhalter, Quality and Safety in Health Care 14 (2005), 347-351: z winsorised at a tenth on either side,
    phi, and tau² by the moments of DerSimonian and Laird, never below 0.

    Examples
    --------
    >>> round(dispersion([0.1, 0.2, 0.3, 0.4, 0.5], 0.3, [0.05] * 5).phi, 3)
    5.696
    """
    rate, error = np.asarray(rate, float), np.asarray(error, float)
    if len(rate) < 2 or not (error > 0).all():
        return Dispersion(np.nan, np.nan, np.nan, np.nan)
    z = (rate - baseline) / error
    cut = np.clip(z, *np.quantile(z, [WINSOR, 1 - WINSOR]))
    number, weight = len(z), error**-2
    phi, freedom = float(np.mean(cut**2)), number - 1
    beyond = (number * phi - freedom) / (weight.sum() - (weight**2).sum() / weight.sum())
    whole = float((z**2).sum())
    return Dispersion(
        phi, float(chi2.sf(whole, freedom)), float(chi2.cdf(whole, freedom)), float(np.sqrt(max(0.0, beyond)))
    )


def wide_limits(baseline: float, error: Any, tau: float, confidence: float) -> Pair:
    """The limits of `limits` with what is between streets beyond chance added (Spiegelhalter's additive model)."""
    reach = norm.isf((1 - confidence) / 2) * np.sqrt(np.asarray(error, float) ** 2 + tau**2)
    return baseline - reach, baseline + reach
