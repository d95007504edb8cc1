"""What is compared of every kind, with its interval: a proportion, a count over its exposure, a mean over places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from evalkit.comparing import intervals
from evalkit.comparing.block import CHANCE
from evalkit.comparing.communities import NESTED, nest
from evalkit.comparing.totals import chosen, kinds, totals
from evalkit.errors import ParameterError
from evalkit.words import say

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
    frame = totals(mine).rename(columns={"counted": "records", "inside": "communities"})
    over = totals(chosen(verdicts, per, year, confidence)) if isinstance(per, str) else per
    if isinstance(per, str):
        over = over[[*PLACE, "value"]].rename(columns={"value": over["requirement"].iloc[0] if len(over) else per})
    return _measured(_exposed(frame, over).assign(uneven=_uneven(frame, mine)), confidence, exact=exact)


def _uneven(frame: pd.DataFrame, mine: pd.DataFrame) -> Any:
    """Of which rows the communities of a street differ more than chance has it."""
    inside = nest(mine[mine["level"].isin(NESTED).to_numpy(bool) & (kinds(mine) != "none")])
    found = pd.MultiIndex.from_frame(inside.loc[inside["p_within"] < CHANCE, ["requirement", "year"]])
    return pd.MultiIndex.from_frame(frame[["requirement", "year"]]).isin(found)


def _measured(frame: pd.DataFrame, confidence: float, *, exact: bool) -> pd.DataFrame:
    """What is compared, of every kind, and the intervals."""
    kind = frame["kind"].to_numpy(object)
    total = np.where(kind == "proportion", frame["numerator"], frame["value"])
    size = np.where(kind == "proportion", frame["denominator"], frame["exposure"])
    size = np.where(size > 0, size, np.nan)
    own, scaled = np.full((2, len(frame)), np.nan), np.full((2, len(frame)), np.nan)
    method = np.full(len(frame), "none", object)
    ways = {"proportion": "clopper_pearson" if exact else "wilson", "count": "poisson", "mean": "student"}
    for one, way in ways.items():
        at = np.flatnonzero(kind == one)
        ends = np.array(_ends(way, total[at], size[at], frame["square"].to_numpy(float)[at], confidence))
        method[at] = way
        scaled[:, at] = ends / size[at] if way == "poisson" else ends
        own[:, at] = ends * size[at] if way == "student" else ends
    return frame.assign(
        total=total, size=size, rate=np.where(kind == "none", np.nan, total / size), method=method,
        low=own[0], high=own[1], rate_low=scaled[0], rate_high=scaled[1],
    )  # fmt: skip


def _ends(way: str, total: Any, size: Any, square: Any, confidence: float) -> intervals.Pair:
    if way == "poisson":
        return intervals.poisson(total, confidence)
    if way != "student":
        return getattr(intervals, way)(total, size, confidence)
    variance = (square - total**2 / size) / np.where(size > 1, size - 1, np.nan)
    return intervals.student(total / size, np.sqrt(np.where(variance > 1e-12, variance, np.nan)), size, confidence)


def _exposed(frame: pd.DataFrame, per: pd.DataFrame | None) -> pd.DataFrame:
    """With ``exposure`` and ``per``, of counts and means only."""
    count = frame["kind"] == "count"
    placed = np.where(count | (frame["kind"] == "mean"), frame["places"], np.nan)
    frame = frame.assign(exposure=placed, per=np.where(np.isnan(placed), "", "places"))
    if per is None:
        return frame
    name, given = _given(per)
    found = given.reindex(pd.MultiIndex.from_frame(frame[PLACE])).to_numpy(float)
    return frame.assign(exposure=np.where(count, found, frame["exposure"]), per=np.where(count, name, frame["per"]))


def _given(per: pd.DataFrame) -> tuple[str, pd.Series[float]]:
    """The name of an exposure, and the exposure of each street and year."""
    others = [str(column) for column in per.columns if column not in PLACE]
    if len(others) != 1 or len(per.columns) != len(PLACE) + 1:
        found = say("errors.separator").join(map(str, per.columns))
        raise ParameterError(say("comparing.per_columns", found=found))
    once = per.drop_duplicates()
    if (twice := once[once.duplicated(PLACE)]).size:
        told = say("errors.separator").join(f"{street} {year}" for street, year in twice[PLACE].to_numpy())
        raise ParameterError(say("comparing.per_twice", places=told))
    return others[0], once.set_index(PLACE)[others[0]].astype(float)
