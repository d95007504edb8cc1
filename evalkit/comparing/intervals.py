"""Intervals of proportions, counts, means, and of two of them apart; arrays in, arrays out, NaN stays NaN."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, chi2, norm, t

Floats = npt.NDArray[np.float64]
Pair = tuple[Floats, Floats]


def wilson(part: Any, whole: Any, confidence: float = 0.95) -> Pair:
    """Score interval of a proportion, without continuity correction.

    Parameters
    ----------
    part, whole : how many of how many; numbers or arrays. confidence : between 0 and 1.

    Returns
    -------
    (low, high) between 0 and 1; NaN where ``whole`` is 0.

    Source: Wilson, JASA 22 (1927); method 3 of Newcombe, Statistics in Medicine 17 (1998), 857-872.

    Examples
    --------
    >>> [round(float(end), 4) for end in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    part, whole = _floats(part), _floats(whole)
    whole = np.where(whole > 0, whole, np.nan)
    z = norm.isf((1 - confidence) / 2)
    middle = 2 * part + z**2
    reach = z * np.sqrt(z**2 + 4 * part * (1 - part / whole))
    scale = 2 * (whole + z**2)
    low, high = (middle - reach) / scale, (middle + reach) / scale
    return np.where(part == 0, 0 * whole, low), np.where(part == whole, whole / whole, high)


def clopper_pearson(part: Any, whole: Any, confidence: float = 0.95) -> Pair:
    """Exact interval of a proportion: it holds at least the confidence, whatever the true share.

    Source: Clopper and Pearson, Biometrika 26 (1934), as quantiles of the beta distribution.

    Examples
    --------
    >>> [round(float(end), 4) for end in clopper_pearson(81, 263)]
    [0.2527, 0.3676]
    """
    part, whole = _floats(part), _floats(whole)
    whole = np.where(whole > 0, whole, np.nan)
    tail = (1 - confidence) / 2
    low = np.where(part == 0, 0 * whole, beta.ppf(tail, part, whole - part + 1))
    return low, np.where(part == whole, whole / whole, beta.isf(tail, part + 1, whole - part))


def poisson(count: Any, confidence: float = 0.95) -> Pair:
    """Exact interval of a Poisson mean from one count.

    Source: Garwood, Biometrika 28 (1936); the chi-squared form as in Ulm, American Journal of Epidemiology 131 (1990).

    Examples
    --------
    >>> [round(float(end), 3) for end in poisson(10)]
    [4.795, 18.39]
    """
    count, tail = _floats(count), (1 - confidence) / 2
    low = np.where(count == 0, 0 * count, chi2.ppf(tail, 2 * count) / 2)
    return low, chi2.isf(tail, 2 * count + 2) / 2


def byar(count: Any, confidence: float = 0.95) -> Pair:
    """Byar's approximation of `poisson`, for comparison with tables that use it.

    Source: Breslow and Day, Statistical Methods in Cancer Research II (1987), equation 2.13.

    Examples
    --------
    >>> [round(float(end), 3) for end in byar(65)]
    [50.163, 82.849]
    """
    count, z = _floats(count), norm.isf((1 - confidence) / 2)
    some = np.where(count > 0, count, 1.0)
    low = np.where(count == 0, 0 * count, count * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3)
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def student(mean: Any, spread: Any, size: Any, confidence: float = 0.95) -> Pair:
    """Interval of a mean from its values' standard deviation; NaN for fewer than two values.

    Source: Student, Biometrika 6 (1908).

    Examples
    --------
    >>> [round(float(end), 3) for end in student(2.0, 1.0, 3)]
    [-0.484, 4.484]
    """
    mean, spread, size = _floats(mean), _floats(spread), _floats(size)
    size = np.where(size > 1, size, np.nan)
    half = t.isf((1 - confidence) / 2, size - 1) * spread / np.sqrt(size)
    return mean - half, mean + half


def reach(confidence: float, freedom: float = np.inf) -> float:
    """How many standard errors an interval reaches to either side.

    Examples
    --------
    >>> round(reach(0.95, 2), 3), round(reach(0.95), 3)
    (4.303, 1.96)
    """
    return float(t.isf((1 - confidence) / 2, freedom))


def difference(first: tuple[Any, Any, Any], second: tuple[Any, Any, Any]) -> Pair:
    """Interval of first minus second, from each one's own (value, low, high); both independent.

    With Wilson's intervals it is method 10 of Newcombe, Statistics in Medicine 17 (1998), 873-890; for any intervals
    Zou and Donner, Statistics in Medicine 27 (2008).

    Examples
    --------
    >>> pair = [(part / whole, *wilson(part, whole)) for part, whole in ((56, 70), (48, 80))]
    >>> [round(float(end), 4) for end in difference(*pair)]
    [0.0524, 0.3339]
    """
    (one, low, high), (other, under, over) = first, second
    gap = _floats(one) - _floats(other)
    down = np.sqrt((one - _floats(low)) ** 2 + (_floats(over) - other) ** 2)
    return gap - down, gap + np.sqrt((_floats(high) - one) ** 2 + (other - _floats(under)) ** 2)


def ratio(count: Any, exposure: Any, other: Any, other_exposure: Any, confidence: float = 0.95) -> Pair:
    """Exact interval of the ratio of two Poisson rates, given their sum.

    Parameters
    ----------
    count, exposure : events and what they are counted over; other, other_exposure : those of the rate divided by.

    Source: Przyborowski and Wilenski, Biometrika 31 (1940).

    Examples
    --------
    >>> [round(float(end), 4) for end in ratio(41, 28010, 15, 19017)]  # Boice and Monson 1977
    [1.0057, 3.6093]
    """
    low, high = clopper_pearson(count, _floats(count) + _floats(other), confidence)
    scale = _floats(other_exposure) / _floats(exposure)
    with np.errstate(divide="ignore"):
        return low / (1 - low) * scale, high / (1 - high) * scale


def _floats(values: Any) -> Floats:
    return np.asarray(values, float)
