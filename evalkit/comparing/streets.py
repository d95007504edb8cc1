"""Streets beside each other: each number with its interval and its distance from the baseline; ranks only as ranges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.comparing import intervals
from evalkit.comparing.block import beside
from evalkit.comparing.cautions import cautions
from evalkit.comparing.several import benjamini_hochberg, holm
from evalkit.comparing.totals import chosen, totals
from evalkit.errors import ParameterError, unknown

COLUMNS = (
    "street", "year", "requirement", "label", "unit", "kind", "communities",
    "value", "numerator", "denominator", "low", "high", "confidence", "method", "records",
    "exposure", "per", "rate", "rate_low", "rate_high",
    "streets", "baseline", "difference", "difference_low", "difference_high", "p", "p_holm", "p_bh", "test",
    "funnel_low95", "funnel_high95", "funnel_low998", "funnel_high998", "funnel", "funnel_method",
    "phi", "p_more", "tau", "funnel_wide",
    "shrunken", "rank_low", "rank_high", "rank_method", "cautions",
    "street_en", "label_en", "unit_en",
)  # fmt: skip
BESIDE = (*COLUMNS[COLUMNS.index("streets") : COLUMNS.index("cautions")], "p_less")
WORDS = ("test", "funnel", "funnel_method", "funnel_wide", "rank_method")
WHOLE = ("streets", "rank_low", "rank_high")


def compare(
    verdicts: pd.DataFrame,
    requirement: str | Sequence[str] | None = None,
    year: int | None = None,
    confidence: float = 0.95,
    per: pd.DataFrame | None = None,
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
    per : what counts are taken over: ``street``, ``year`` and one more column, whose name is told in ``per``; the
        places of a street (itself, or its communities) by default.
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
    ParameterError : a requirement is in no verdict, the confidence is not between 0 and 1, or ``per`` lacks a column.

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
    frame = _measured(totals(chosen(verdicts, requirement, year, confidence)), per, confidence, exact=exact)
    frame = _beside(frame.assign(confidence=confidence), confidence)
    frame = frame.assign(p_holm=holm(frame["p"]), p_bh=benjamini_hochberg(frame["p"]))
    frame["cautions"] = cautions(frame)
    return frame[list(COLUMNS)].astype(dict.fromkeys(WHOLE, "Int64"))


def _measured(frame: pd.DataFrame, per: pd.DataFrame | None, confidence: float, *, exact: bool) -> pd.DataFrame:
    """What is compared, of every kind, and the intervals."""
    frame = frame.rename(columns={"counted": "records", "inside": "communities"})
    frame = _exposed(frame, per)
    share, count, mean = (frame["kind"] == kind for kind in ("proportion", "count", "mean"))
    frame["total"] = np.where(share, frame["numerator"], frame["value"])
    frame["size"] = np.where(share, frame["denominator"], np.where(mean, frame["places"], frame["exposure"]))
    frame["size"] = frame["size"].where(frame["size"] > 0)
    frame["rate"] = (frame["total"] / frame["size"]).where(share | count | mean)
    ways = {"proportion": "clopper_pearson" if exact else "wilson", "count": "poisson", "mean": "student"}
    frame = frame.assign(method="none", low=np.nan, high=np.nan, rate_low=np.nan, rate_high=np.nan)
    for kind, way in ways.items():
        mine = frame["kind"] == kind
        rows = frame[mine]
        ends = np.column_stack(_ends(rows, way, confidence))
        size = rows["size"].to_numpy(float)[:, None]
        frame.loc[mine, "method"] = way
        frame.loc[mine, ["rate_low", "rate_high"]] = ends / size if way == "poisson" else ends
        frame.loc[mine, ["low", "high"]] = ends * size if way == "student" else ends
    return frame


def _ends(rows: pd.DataFrame, way: str, confidence: float) -> intervals.Pair:
    total, size = rows["total"].to_numpy(float), rows["size"].to_numpy(float)
    if way == "poisson":
        return intervals.poisson(total, confidence)
    if way != "student":
        return getattr(intervals, way)(total, size, confidence)
    free = np.where(size > 1, size - 1, np.nan)
    variance = (rows["square"].to_numpy(float) - total**2 / size) / free
    return intervals.student(total / size, np.sqrt(np.where(variance > 1e-12, variance, np.nan)), size, confidence)


def _exposed(frame: pd.DataFrame, per: pd.DataFrame | None) -> pd.DataFrame:
    """With ``exposure`` and ``per``, of counts and means only."""
    count = frame["kind"] == "count"
    placed = np.where(count | (frame["kind"] == "mean"), frame["places"], np.nan)
    frame = frame.assign(exposure=placed, per=np.where(np.isnan(placed), "", "places"))
    if per is None:
        return frame
    if missing := {"street", "year"} - set(per.columns):
        raise ParameterError(unknown("parameter", f"per: {', '.join(per.columns)}", sorted(missing)))
    name = str(next(column for column in per.columns if column not in {"street", "year"}))
    given = per.drop_duplicates(["street", "year"]).set_index(["street", "year"])[name]
    found = given.reindex(pd.MultiIndex.from_frame(frame[["street", "year"]])).to_numpy(float)
    return frame.assign(exposure=np.where(count, found, frame["exposure"]), per=np.where(count, name, frame["per"]))


def _beside(frame: pd.DataFrame, confidence: float) -> pd.DataFrame:
    known = frame[(frame["kind"] != "none") & frame["rate"].notna()]
    blocks = [
        beside(rows, str(kind), confidence)
        for (_, _, kind), rows in known.groupby(["requirement", "year", "kind"], sort=False)
    ]
    found = (pd.concat(blocks) if blocks else pd.DataFrame()).reindex(columns=list(BESIDE)).reindex(frame.index)
    return frame.join(found.assign(**{word: found[word].astype(object).fillna("") for word in WORDS}))
