"""The numbers of several streets of one kind, and what chance does to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from evalkit.comparing import exact, intervals
from evalkit.comparing.intervals import Floats, Pair

ENOUGH = 5


def rough(kind: str, rate: Any, size: Any) -> Any:
    """Whether so few (of either kind) are to be expected that a normal curve is too rough.

    Examples
    --------
    >>> rough("proportion", 0.9, np.array([20, 60])).tolist()
    [True, False]
    """
    rate = np.asarray(rate, float)
    least = {"proportion": np.minimum(rate, 1 - rate), "count": rate}.get(kind, np.inf)
    return least * np.asarray(size, float) < ENOUGH


@dataclass(frozen=True, eq=False)
class Measured:
    """What was found in each street.

    Parameters
    ----------
    kind : ``proportion``, ``count`` or ``mean``.
    total, size : part and whole, count and exposure, or sum and how many values; all known, each size above 0.
    variance, freedom : of a mean's values within streets, and how many values it rests on beyond one a street.
    """

    kind: str
    total: Floats
    size: Floats
    variance: float = np.nan
    freedom: float = np.inf

    @cached_property
    def rate(self) -> Floats:
        """Of each street."""
        return self.total / self.size

    @cached_property
    def baseline(self) -> float:
        """The rate of all streets together."""
        return float(self.total.sum() / self.size.sum())

    @cached_property
    def error(self) -> Floats:
        """The standard error of each rate, if it is that of the baseline."""
        return np.sqrt(self.spread(self.baseline) / self.size)

    @property
    def chancy(self) -> bool:
        """Whether chance moves these numbers at all: not where all are none, all are all, or all values are alike."""
        return bool(np.isfinite(self.error).all() and (self.error > 0).all())

    def spread(self, rate: Any) -> Any:
        """The variance of a rate over one of its size."""
        if self.kind == "proportion":
            return rate * (1 - rate)
        return rate if self.kind == "count" else np.full_like(rate, self.variance)

    def exact_p(self, total: Any, size: Any, other: Any, other_size: Any) -> Floats:
        """The p that two rates of this kind, not a mean, are one."""
        return (exact.fisher if self.kind == "proportion" else exact.conditional)(total, size, other, other_size)

    def ends(self, total: Any, size: Any, confidence: float) -> Pair:
        """The interval of a rate of this kind; a mean's from the variance within all streets."""
        if self.kind == "proportion":
            return intervals.wilson(total, size, confidence)
        if self.kind == "count":
            low, high = intervals.poisson(total, confidence)
            return low / size, high / size
        reach = intervals.reach(confidence, self.freedom) * np.sqrt(self.variance / size)
        return total / size - reach, total / size + reach

    def sure_ends(self, confidence: float) -> Pair:
        """The interval of each rate, exact for proportions too."""
        if self.kind == "proportion":
            return intervals.clopper_pearson(self.total, self.size, confidence)
        return self.ends(self.total, self.size, confidence)


def within(total: Floats, size: Floats, square: Floats) -> tuple[float, float]:
    """The variance of values within streets and its degrees of freedom; NaN where there is none.

    Parameters
    ----------
    total, size, square : sum, number and sum of squares of the values of each street.

    Examples
    --------
    >>> within(np.array([3.0, 7.0]), np.array([2.0, 2.0]), np.array([5.0, 25.0]))
    (0.5, 2.0)
    """
    freedom = float((size - 1).sum())
    variance = float((square - total**2 / size).sum()) / freedom if freedom else np.nan
    return (variance if variance > 1e-12 else np.nan), freedom
