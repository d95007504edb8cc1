"""Two years beside each other: the change of the same streets, tested without assuming how changes are distributed."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import rankdata, t, wilcoxon

from evalkit.comparing.intervals import Floats, Pair, student

MOST = 16  # pairs up to which every way of turning their signs is gone through


def sign_flip(change: Any) -> float:
    """Exact two-sided p that changes are as likely up as down: how many of all ways to turn signs move as far.

    Parameters
    ----------
    change : of each pair, not NaN. Of more than 16 pairs the p is that of Student's t, which is then as good.

    Returns
    -------
    From 2 / 2ⁿ to 1; NaN for no pairs.

    Source: Fisher, The Design of Experiments (1935), section 21.

    Examples
    --------
    >>> sign_flip([1.0, 2.0, 3.0])
    0.25
    """
    change = np.asarray(change, float)
    if not len(change):
        return np.nan
    if len(change) > MOST:
        error = change.std(ddof=1) / np.sqrt(len(change))
        return float(2 * t.sf(abs(change.mean()) / error, len(change) - 1)) if error > 0 else float(not change.any())
    sums = _choices(len(change)) @ (2 * change) - change.sum()
    return float(np.mean(np.abs(sums) >= abs(change.sum()) * (1 - 1e-9) - 1e-12))


def typical(change: Any, confidence: float = 0.95) -> Pair:
    """Exact interval of the middle of symmetric changes: the test of `sign_flip` turned round.

    Returns
    -------
    (low, high); NaN where so few pairs allow none of that confidence. Of more than 16 pairs Student's.

    Source: Hartigan, JASA 64 (1969), 1303-1317: the means of all choices of pairs cut the line into parts of equal
    probability.

    Examples
    --------
    >>> [round(float(end), 3) for end in typical([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])]
    [1.0, 6.0]
    """
    change = np.asarray(change, float)
    number = len(change)
    if number > MOST:
        return student(change.mean(), change.std(ddof=1), number, confidence)
    cut = int((1 - confidence) / 2 * 2**number + 1e-9)
    if cut < 1:
        return np.array(np.nan), np.array(np.nan)
    chosen = _choices(number)[1:]
    means = np.sort(chosen @ change / chosen.sum(axis=1))
    return means[cut - 1], means[-cut]


def signed_rank(change: Any) -> float:
    """Wilcoxon's exact two-sided p, by the ranks of the changes; pairs without a change are left out.

    Source: Wilcoxon, Biometrics Bulletin 1 (1945), 80-83; ties share their ranks, all signs gone through.

    Examples
    --------
    >>> signed_rank([1.0, 2.0, 3.0])
    0.25
    """
    change = np.asarray(change, float)
    moved = change[change != 0]
    if len(moved) > MOST:
        return float(wilcoxon(moved).pvalue)
    return sign_flip(np.sign(moved) * rankdata(np.abs(moved))) if len(moved) else np.nan


def least_p(pairs: int) -> float:
    """The smallest p that so many pairs can give.

    Examples
    --------
    >>> least_p(9) == 2 / 512
    True
    """
    return 2.0 ** (1 - pairs) if pairs else np.nan


def _choices(number: int) -> Floats:
    """Every choice out of so many, one a row, the empty one first."""
    return (np.arange(2**number)[:, None] >> np.arange(number) & 1).astype(float)
