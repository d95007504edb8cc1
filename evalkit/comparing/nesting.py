"""Communities within streets: how much of the scatter lies within streets, how much between, how much is chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import chi2, f


@dataclass(frozen=True)
class Nested:
    """Scatter of the rates of communities.

    Parameters
    ----------
    within, between : standard deviation of the true rates of communities within a street, and of streets; chance taken
        off, never below 0.
    icc : the part of that variance that lies between streets; NaN where there is none.
    design_effect : how many times chance alone the rates within streets scatter (never below 1): so many times fewer
        records are worth the same.
    p_within, p_between : that chance alone scatters communities as much; that communities alone scatter streets so.
    """

    within: float
    between: float
    icc: float
    design_effect: float
    p_within: float
    p_between: float


NOTHING = Nested(*[np.nan] * 6)


def nested(street: Any, total: Any, size: Any, chance: float) -> Nested:
    """Variance components of communities in streets, by moments.

    Parameters
    ----------
    street : of each community. total, size : part and whole, count and exposure, or a value and 1.
    chance : variance by chance of a rate over one of its size; 0 for values without any.

    Returns
    -------
    `Nested`; `NOTHING` with fewer than two streets or no street of two communities.

    Source: Searle, Casella and McCulloch, Variance Components (1992), section 3.6 (Henderson's way, unequal sizes);
    the design effect as in Rao and Scott, Biometrics 48 (1992), 577-585.

    Examples
    --------
    >>> found = nested(["a", "a", "b", "b"], [1, 3, 7, 9], [1, 1, 1, 1], 0.0)
    >>> round(float(found.within**2), 3), round(float(found.between**2), 3)
    (2.0, 17.0)
    """
    total, size = np.asarray(total, float), np.asarray(size, float)
    names, of = np.unique(np.asarray(street, str), return_inverse=True)
    free_within, free_between = len(total) - len(names), len(names) - 1
    if not free_within or not free_between:
        return NOTHING
    sizes = np.bincount(of, size)
    rates, middle, whole = np.bincount(of, total) / sizes, total.sum() / size.sum(), size.sum()
    inside = float((size * (total / size - rates[of]) ** 2).sum()) / free_within
    outside = float((sizes * (rates - middle) ** 2).sum()) / free_between
    shared = float((size**2 / sizes[of]).sum())  # how unequal communities and streets are enters through these
    within = max(0.0, (inside - chance) * free_within / (whole - shared))
    spread = within * (shared - (size**2).sum() / whole) / free_between
    between = max(0.0, (outside - chance - spread) * free_between / (whole - (sizes**2).sum() / whole))
    return Nested(
        within**0.5,
        between**0.5,
        between / (within + between) if within + between > 0 else np.nan,
        max(1.0, inside / chance) if chance > 0 else np.nan,
        float(chi2.sf(inside * free_within / chance, free_within)) if chance > 0 else np.nan,
        float(f.sf(outside / inside, free_between, free_within)) if inside > 0 else np.nan,
    )
