"""The streets of one requirement and year beside each other: baseline, funnel, shrunken estimates, ranks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evalkit.comparing import exact, funnel, intervals, ranks
from evalkit.comparing.measured import Measured, rough, within
from evalkit.comparing.shrinking import shrink

CHANCE = 0.05  # what scatters more (or less) than this probable under chance alone is said to


def beside(rows: pd.DataFrame, kind: str, confidence: float) -> pd.DataFrame:
    """What the streets of one requirement and year have beside each other, in columns of `evalkit.comparing.compare`.

    Parameters
    ----------
    rows : with ``total`` and ``size`` (part and whole, count and exposure, sum and places), both known and the size
        above 0, and for means ``square``, the sum of squares. kind : of all of them.
    """
    found: dict[str, Any] = {"streets": len(rows)}
    if len(rows) > 1:
        total, size, square = (rows[name].to_numpy(float) for name in ("total", "size", "square"))
        given = Measured(kind, total, size, *(within(total, size, square) if kind == "mean" else ()))
        found |= {"baseline": given.baseline} | _against_the_rest(given, confidence)
        if given.chancy:
            found |= _funnel(given) | _ranks(given, confidence)
            found["shrunken"] = shrink(given.rate, given.baseline, given.error)
    return pd.DataFrame(found, rows.index)


def _against_the_rest(given: Measured, confidence: float) -> dict[str, Any]:
    """Each street less the baseline. It is part of it: the gap is that to the rest, by the part the rest has."""
    total, size = given.total, given.size
    rest, rest_size = total.sum() - total, size.sum() - size
    here, there = ((one / over, *given.ends(one, over, confidence)) for one, over in ((total, size), (rest, rest_size)))
    low, high = intervals.difference(here, there)
    part = rest_size / size.sum()
    if given.kind == "mean":
        test, p = (
            "pooled_t",
            exact.pooled_t(here[0] - there[0], 1 / size + 1 / rest_size, given.variance, given.freedom),
        )
    else:
        test = {"proportion": "fisher", "count": "conditional"}[given.kind]
        p = getattr(exact, test)(total, size, rest, rest_size)
    gap = {"difference": (here[0] - there[0]) * part, "difference_low": low * part, "difference_high": high * part}
    return gap | {"p": p, "test": test}


def _funnel(given: Measured) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for word, level in funnel.LEVELS.items():
        ends = funnel.limits(given.kind, given.baseline, given.size, level, given.variance)
        found[f"funnel_low{word}"], found[f"funnel_high{word}"] = ends
    found["funnel"] = funnel.classes(given.rate, *found.values())
    few = rough(given.kind, given.baseline, given.size) | (given.kind == "count")
    found["funnel_method"] = np.where(few, "exact", "normal")
    seen = funnel.dispersion(given.rate, given.baseline, given.error)
    found |= {"phi": seen.phi, "p_more": seen.p_more, "p_less": seen.p_less, "tau": seen.tau}
    wide = [
        end
        for level in funnel.LEVELS.values()
        for end in funnel.wide_limits(given.baseline, given.error, seen.tau, level)
    ]
    more = seen.p_more < CHANCE and seen.tau > 0
    found["funnel_wide"] = funnel.classes(given.rate, *wide) if more else found["funnel"]
    return found


def _ranks(given: Measured, confidence: float) -> dict[str, Any]:
    number = len(given.rate)
    if number <= ranks.MOST:
        best, worst = ranks.by_pairs(given, confidence)
    else:
        best, worst = ranks.by_intervals(*given.sure_ends(confidence ** (1 / number)))
    return {"rank_low": best, "rank_high": worst, "rank_method": "pairs" if number <= ranks.MOST else "intervals"}
