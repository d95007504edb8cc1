"""Communities within streets, requirement by requirement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from evalkit.comparing.block import CHANCE
from evalkit.comparing.measured import Measured
from evalkit.comparing.nesting import NOTHING, nested
from evalkit.comparing.totals import LABELS, chosen, kinds

COLUMNS = (
    "requirement", "year", "label", "unit", "kind", "streets", "communities", "unknown", "baseline",
    "within", "between", "icc", "design_effect", "p_within", "p_between", "cautions", "label_en", "unit_en",
)  # fmt: skip
NUMBERS = ("baseline", "within", "between", "icc", "design_effect", "p_within", "p_between")
NESTED = ("community", "unit")


def compare_communities(
    verdicts: pd.DataFrame, requirement: str | Sequence[str] | None = None, year: int | None = None
) -> pd.DataFrame:
    """How far communities differ within streets, and streets from each other, beside what chance does.

    Parameters
    ----------
    verdicts : as `assess` gives them. requirement : id or code, or several; by default all that ask something of each
        community. year : one contract year; all by default.

    Returns
    -------
    DataFrame, one row per requirement and year: ``streets`` and ``communities`` that are known, how many are
    ``unknown``; ``baseline``, the rate of all; ``within`` and ``between``, standard deviations on its scale; ``icc``,
    ``design_effect``, ``p_within``, ``p_between`` as `nesting.Nested` tells them. ``cautions``: ``uneven`` where
    communities of one street differ more than chance has it (the intervals of `compare` are then too narrow, by the
    root of the design effect), ``few`` with fewer than ten communities, ``unknown``, ``no_interval``.

    Raises
    ------
    ParameterError : a requirement is in no verdict.

    Examples
    --------
    >>> given = pd.DataFrame({"street": list("AABB"), "community": list("abcd"), "value": [140, 160, 150, 310]})
    >>> given = given.assign(year=1, requirement="visits", code="C01", label="探访", unit="户", measure="distinct")
    >>> given = given.assign(verdict="met", checked_by="records", level="community")
    >>> compare_communities(given)[["communities", "within", "icc", "cautions"]].round(2).to_numpy().tolist()
    [[4, 79.44, 0.0, 'uneven;few']]
    """
    return nest(chosen(verdicts, requirement, year))


def nest(mine: pd.DataFrame) -> pd.DataFrame:
    """The table of `compare_communities` of verdicts chosen already."""
    mine = mine[mine["level"].isin(NESTED)]
    if mine.empty:
        return pd.DataFrame(columns=list(COLUMNS)).astype(dict.fromkeys(NUMBERS, float))
    mine = mine.assign(kind=kinds(mine))
    groups = mine.groupby(["requirement", "year", "kind"], sort=False)
    frame = pd.DataFrame([_one(rows, str(kind)) for (_, _, kind), rows in groups], columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(NUMBERS, float))


def _one(rows: pd.DataFrame, kind: str) -> dict[str, Any]:
    first, found = rows.iloc[0], NOTHING
    share = kind == "proportion"
    total = rows["numerator" if share else "value"].to_numpy(float)
    size = rows["denominator"].to_numpy(float) if share else np.ones(len(rows))
    known = np.isfinite(total) & (size > 0) if kind != "none" else np.zeros(len(rows), bool)
    given = Measured(kind, total[known], size[known])
    if known.any() and (kind == "mean" or given.chancy):
        chance = 0.0 if kind == "mean" else float(given.spread(given.baseline))
        found = nested(rows["street"][known], given.total, given.size, chance)
    held = {
        "unknown": not known.all() and kind != "none",
        "no_interval": kind == "none",
        "uneven": found.p_within < CHANCE,
        "few": 0 < known.sum() < 10,
    }
    return {
        **first.reindex(["requirement", "year", *LABELS]),
        "kind": kind,
        "streets": rows["street"][known].nunique(),
        "communities": int(known.sum()),
        "unknown": int((~known).sum()),
        "baseline": given.baseline if known.any() else np.nan,
        **asdict(found),
        "cautions": ";".join(word for word, mask in held.items() if mask),
    }
