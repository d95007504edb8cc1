"""Streets beside each other: each number with its interval and its distance from the baseline; ranks only as ranges."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evalkit.comparing.block import beside
from evalkit.comparing.cautions import cautions
from evalkit.comparing.rates import measured
from evalkit.comparing.several import benjamini_hochberg, holm

COLUMNS = (
    "street", "year", "requirement", "label", "unit", "kind", "communities",
    "value", "numerator", "denominator", "low", "high", "confidence", "method", "records",
    "exposure", "per", "rate", "rate_low", "rate_high",
    "streets", "baseline", "difference", "difference_low", "difference_high", "p", "p_holm", "p_bh", "test",
    "funnel_low95", "funnel_high95", "funnel_low998", "funnel_high998", "funnel", "funnel_method",
    "phi", "p_more", "tau", "funnel_wide",
    "shrunken", "rank_low", "rank_high", "rank_method", "cautions",
    "street_en", "label_en", "unit_en", "period", "period_en",
)  # fmt: skip
BESIDE = (*COLUMNS[COLUMNS.index("streets") : COLUMNS.index("cautions")], "p_less")
WORDS = ("test", "funnel", "funnel_method", "funnel_wide", "rank_method")
WHOLE = ("streets", "rank_low", "rank_high")


def compare(
    verdicts: pd.DataFrame,
    requirement: str | Sequence[str] | None = None,
    year: int | None = None,
    confidence: float = 0.95,
    per: pd.DataFrame | str | None = None,
    *,
    exact: bool = False,
) -> pd.DataFrame:
    """Streets beside each other, requirement by requirement and year by year, nothing without its uncertainty.

    Parameters
    ----------
    verdicts : as `assess` gives them.
    requirement : id or code, or several; all by default.
    year : one contract year; all by default.
    confidence : of the intervals, between 0 and 1.
    per : what counts are taken over: another requirement (its value), or a table of ``street``, ``year`` and one more
        column; its name is told in ``per``. The places of a street (itself, or its communities) by default.
    exact : the exact interval of a proportion (Clopper and Pearson) in place of Wilson's.

    Returns
    -------
    DataFrame, one row per requirement, street and year, in the order of ``verdicts``; communities are added up:

    - ``value`` with ``low`` and ``high``, ``method`` of the interval: ``wilson``, ``clopper_pearson``, ``poisson``,
      ``student``, or ``none`` where one number is all there is: money, documents, head-counts, the whole pilot.
    - ``rate``, with ``rate_low``, ``rate_high``: what is compared. A proportion itself; a count over its ``exposure``
      (what of, in ``per``); a mean over places.
    - ``baseline``, the rate of all ``streets`` together; ``difference`` from it with its interval; ``p`` against the
      rest by ``test``; ``p_holm`` and ``p_bh`` adjusted over all rows of this table.
    - ``funnel``: ``low_998 low_95 inside high_95 high_998``, with its limits; ``phi`` (1 is chance alone), ``p_more``
      (that chance scatters as much) and ``tau`` (between streets, beyond chance); ``funnel_wide``: the class with
      ``tau`` added where p_more is below 5 %.
    - ``shrunken`` towards the baseline; ``rank_low``, ``rank_high``: the places it may have, 1 the greatest rate; these
      hold for all streets together with ``confidence``.
    - ``cautions``: codes joined by ``;``; `cautions.told` says them.

    NaN where any community cannot be assessed; places the requirement does not bind are left out. ``records``: how many
    records were counted.

    Raises
    ------
    ParameterError : a requirement is in no verdict, the confidence is not between 0 and 1, or ``per`` is no
        such table.

    Source: with each function of `evalkit.comparing`.

    Examples
    --------
    >>> given = pd.DataFrame({"street": ["甲街道", "乙街道"], "numerator": [81, 15], "denominator": [263, 148]})
    >>> given = given.assign(year=1, community="", requirement="casework_share", code="S04", label="个案占比", unit="")
    >>> given = given.assign(measure="share", verdict="met", checked_by="records", level="street", counted=1)
    >>> given["value"] = given["numerator"] / given["denominator"]
    >>> compare(given, "S04")[["low", "high", "method", "funnel", "rank_low", "rank_high"]].round(4)
          low    high  method   funnel  rank_low  rank_high
    0  0.2553  0.3662  wilson  high_95         1          1
    1  0.0624  0.1605  wilson  low_998         2          2
    """
    frame = measured(verdicts, requirement, year, confidence, per, exact=exact)
    frame = _beside(frame.assign(confidence=confidence), confidence)
    frame = frame.assign(p_holm=holm(frame["p"]), p_bh=benjamini_hochberg(frame["p"]))
    frame["cautions"] = cautions(frame)
    return frame[list(COLUMNS)].astype(dict.fromkeys(WHOLE, "Int64"))


def _beside(frame: pd.DataFrame, confidence: float) -> pd.DataFrame:
    known = frame[(frame["kind"] != "none") & frame["rate"].notna()]
    blocks = [
        beside(rows, str(kind), confidence)
        for (_, _, kind), rows in known.groupby(["requirement", "year", "kind"], sort=False)
    ]
    found = (pd.concat(blocks) if blocks else pd.DataFrame()).reindex(columns=list(BESIDE)).reindex(frame.index)
    return frame.join(found.assign(**{word: found[word].astype(object).fillna("") for word in WORDS}))
