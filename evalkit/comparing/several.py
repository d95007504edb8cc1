"""Many tests at once: what is left when chance had many tries. NaN is no test."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import false_discovery_control

from evalkit.comparing.intervals import Floats


def holm(p: Any) -> Floats:
    """Each p so adjusted that with no true difference at all, any below 5 % is found at most once in twenty times.

    Source: Holm, Scandinavian Journal of Statistics 6 (1979), 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p, float)
    adjusted, tests = np.full(p.shape, np.nan), np.flatnonzero(np.isfinite(p))
    order = tests[np.argsort(p[tests], kind="stable")]
    adjusted[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1)))
    return adjusted


def benjamini_hochberg(p: Any) -> Floats:
    """Each p so adjusted that of those below 5 % at most 5 % are expected to be found wrongly.

    Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), 289-300.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    p = np.asarray(p, float)
    adjusted, tests = np.full(p.shape, np.nan), np.isfinite(p)
    if tests.any():
        adjusted[tests] = false_discovery_control(p[tests], method="bh")
    return adjusted
