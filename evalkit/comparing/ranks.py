"""Between which places a street stands for sure: confidence sets of all ranks at once. Rank 1 is the greatest rate."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from scipy.stats import norm, studentized_range

from evalkit.comparing.intervals import Floats
from evalkit.comparing.measured import Measured, rough

MOST = 200  # streets up to which every pair is looked at


def by_pairs(given: Measured, confidence: float) -> tuple[Any, Any]:
    """Rank intervals of all streets at once, from the differences of all pairs.

    A street's best place follows those surely above it, its worst comes before those surely below. A pair differs for
    sure when its score statistic (the two pooled) is beyond the studentized range of that many streets; where fewer
    than five of either kind are to be expected, when its exact p is below the p of that.

    Parameters
    ----------
    given : what was found in each street. confidence : that all intervals hold together.

    Returns
    -------
    (best, worst) place of each street, whole numbers from 1.

    Source: Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91 (2024) (ranks from simultaneous
    differences); Al Mohamad, van Zwet, Solari and Goeman, Electronic Journal of Statistics 15 (2021) (with Tukey's
    range); Agresti, Bini, Bertaccini and Ryu, Biometrics 64 (2008) (score statistics with it).

    Examples
    --------
    >>> three = Measured("proportion", np.array([10.0, 50.0, 52.0]), np.array([100.0] * 3))
    >>> [ends.tolist() for ends in by_pairs(three, 0.95)]
    [[3, 1, 1], [3, 2, 2]]
    """
    total, size, rate = given.total, given.size, given.rate
    pooled = (total[:, None] + total) / (size[:, None] + size)
    error = np.sqrt(given.spread(pooled) * (1 / size[:, None] + 1 / size))
    gap, reach = rate[:, None] - rate, _critical(len(rate), given.freedom, confidence)
    sure = np.abs(gap) > reach * error
    one, other = np.nonzero(rough(given.kind, pooled, np.minimum(size[:, None], size)))
    p = given.exact_p(total[one], size[one], total[other], size[other])
    sure[one, other] = p < 2 * norm.sf(reach)
    return (sure & (gap < 0)).sum(axis=1) + 1, len(rate) - (sure & (gap > 0)).sum(axis=1)


@cache
def _critical(number: int, freedom: float, confidence: float) -> float:
    return float(studentized_range.ppf(confidence, number, freedom) / np.sqrt(2))


def by_intervals(low: Floats, high: Floats) -> tuple[Any, Any]:
    """Rank intervals from intervals that hold all together: only streets whose intervals do not touch have an order.

    Wider than `by_pairs`, and quick for any number of streets.

    Source: Klein, Wright and Wieczorek, Journal of the Royal Statistical Society C 69 (2020), 589-606.

    Examples
    --------
    >>> [ends.tolist() for ends in by_intervals(np.array([0.1, 0.4, 0.5]), np.array([0.2, 0.55, 0.6]))]
    [[3, 1, 1], [3, 2, 2]]
    """
    above = len(low) - np.searchsorted(np.sort(low), high, side="right")
    return above + 1, len(low) - np.searchsorted(np.sort(high), low, side="left")
