"""Tests of one street against the rest. Two-sided: twice the smaller tail, as the exact intervals have it."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import binom, hypergeom, t

from evalkit.comparing.intervals import Floats


def fisher(part: Any, whole: Any, rest_part: Any, rest_whole: Any) -> Floats:
    """Exact p that two proportions are one, given how many there are of each kind.

    Parameters
    ----------
    part, whole : how many of how many here; rest_part, rest_whole : the same of the others. Whole numbers.

    Source: Fisher, Journal of the Royal Statistical Society 98 (1935), 39-82.

    Examples
    --------
    >>> round(float(fisher(10, 13, 2, 17)), 6)  # Fisher's twins; one tail is 619 / 1330665
    0.00093
    """
    here = (np.asarray(whole, float) + rest_whole, np.asarray(part, float) + rest_part, whole)
    return _twice(hypergeom.cdf(part, *here), hypergeom.sf(np.asarray(part, float) - 1, *here))


def conditional(count: Any, exposure: Any, rest_count: Any, rest_exposure: Any) -> Floats:
    """Exact p that two Poisson rates are one, given the sum of the counts.

    Source: Przyborowski and Wilenski, Biometrika 31 (1940).

    Examples
    --------
    >>> round(float(conditional(3, 1, 3, 1)), 3)
    1.0
    """
    count, exposure = np.asarray(count, float), np.asarray(exposure, float)
    given = (count + rest_count, exposure / (exposure + rest_exposure))
    return _twice(binom.cdf(count, *given), binom.sf(count - 1, *given))


def pooled_t(gap: Any, parts: Any, variance: float, freedom: float) -> Floats:
    """The p that two means are one, the variance within streets being one and estimated.

    Parameters
    ----------
    gap : of the means. parts : 1 / n + 1 / m, of how many values each. variance, freedom : of values within streets.

    Source: Student, Biometrika 6 (1908); Fisher, Statistical Methods for Research Workers (1925), section 24.1.

    Examples
    --------
    >>> round(float(pooled_t(2.0, 1.0, 1.0, 2)), 4)
    0.1835
    """
    error = np.sqrt(np.where(variance > 0, variance, np.nan) * np.asarray(parts, float))
    return np.asarray(2 * t.sf(np.abs(np.asarray(gap, float)) / error, freedom), float)


def _twice(low: Floats, high: Floats) -> Floats:
    return np.minimum(1.0, 2 * np.minimum(low, high))
