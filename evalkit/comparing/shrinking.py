"""Estimates drawn towards the baseline, the more the smaller the street."""

from __future__ import annotations

from typing import Any

import numpy as np

from evalkit.comparing.intervals import Floats


def shrink(rate: Any, baseline: float, error: Any) -> Floats:
    """Empirical Bayes estimates of the rates; with equal errors they are those of James and Stein.

    Parameters
    ----------
    rate : of each street. baseline : towards which. error : standard error of each.

    Returns
    -------
    One estimate each; the rates themselves for three streets or fewer, which tell too little of one another. The
    variance between streets is never below 0; even then a rate keeps 2 / (n - 1) of its distance.

    Source: Morris, JASA 78 (1983), 47-55; Efron and Morris, Scientific American 236(5) (1977), 119-127.

    Examples
    --------
    >>> shrink([0.1, 0.2, 0.3, 0.6], 0.3, [0.1] * 4).round(4).tolist()
    [0.1143, 0.2071, 0.3, 0.5786]
    """
    rate, error = np.asarray(rate, float), np.asarray(error, float)
    number = len(rate)
    if number <= 3 or not (error > 0).all():
        return rate
    between = variance_between(rate, error)
    drawn = (number - 3) / (number - 1) * error**2 / (error**2 + between)
    return rate - drawn * (rate - baseline)


def variance_between(rate: Any, error: Any) -> float:
    """Variance of the true rates, by moments, 0 where chance alone explains their scatter.

    Source: DerSimonian and Laird, Controlled Clinical Trials 7 (1986), 177-188.

    Examples
    --------
    >>> round(variance_between([0.1, 0.2, 0.3, 0.6], [0.1] * 4), 6)
    0.036667
    """
    rate, weight = np.asarray(rate, float), np.asarray(error, float) ** -2
    middle = (weight * rate).sum() / weight.sum()
    scatter = (weight * (rate - middle) ** 2).sum()
    return float(max(0.0, (scatter - len(rate) + 1) / (weight.sum() - (weight**2).sum() / weight.sum())))
