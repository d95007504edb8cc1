"""What is compared of every kind, with its interval: a proportion, a count over its exposure, a mean over places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.comparing import intervals
from evalkit.comparing.block import CHANCE
from evalkit.comparing.communities import nest
from evalkit.comparing.totals import chosen, kinds, totals
from evalkit.errors import ParameterError, unknown

PLACE = ["street", "year"]


def measured(
    verdicts: pd.DataFrame,
    requirement: str | Sequence[str] | None,
    year: int | None,
    confidence: float,
    per: pd.DataFrame | str | None = None,
    *,
    exact: bool = False,
) -> pd.DataFrame:
    """One row per requirement, street and year: ``total``, ``size``, ``rate``, the intervals of value and rate.

    Parameters and errors are those of `evalkit.comparing.compare`; ``size`` is the whole of a proportion, the exposure
    of a count, the places of a mean.
    """
    mine = chosen(verdicts, requirement, year, confidence)
    frame = totals(mine)
    frame["uneven"] = pd.MultiIndex.from_frame(frame[["requirement", "year"]]).isin(_uneven(mine))
    over = totals(chosen(verdicts, per, year, confidence)) if isinstance(per, str) else per
    if isinstance(per, str):
        over = over[[*PLACE, "value"]].rename(columns={"value": over["requirement"].iloc[0] if len(over) else per})
    return _measured(frame, over, confidence, exact=exact)


def _uneven(mine: pd.DataFrame) -> pd.MultiIndex:
    """Requirements and years of which the communities of a street differ more than chance has it."""
    inside = nest(mine[kinds(mine) != "none"])
    return pd.MultiIndex.from_frame(inside.loc[inside["p_within"] < CHANCE, ["requirement", "year"]])


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
    if missing := set(PLACE) - set(per.columns):
        raise ParameterError(unknown("parameter", f"per: {', '.join(per.columns)}", sorted(missing)))
    name = str(next(column for column in per.columns if column not in PLACE))
    given = per.drop_duplicates(["street", "year"]).set_index(["street", "year"])[name]
    found = given.reindex(pd.MultiIndex.from_frame(frame[["street", "year"]])).to_numpy(float)
    return frame.assign(exposure=np.where(count, found, frame["exposure"]), per=np.where(count, name, frame["per"]))
