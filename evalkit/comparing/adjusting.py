"""Rates adjusted for the mix of clients or communities, beside the crude ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evalkit.comparing.measured import Measured
from evalkit.errors import ParameterError, unknown

COLUMNS = (
    "street", "year", "kind", "total", "size", "crude", "crude_low", "crude_high", "direct", "direct_low",
    "direct_high", "expected", "ratio", "ratio_low", "ratio_high", "indirect", "baseline", "confidence", "cautions",
)  # fmt: skip


def standardise(strata: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Directly and indirectly standardised rates of streets, beside the crude ones.

    Parameters
    ----------
    strata : a row per street, year and stratum: ``kind`` (``proportion`` or ``count``), ``total`` (part, or count) and
        ``size`` (whole, or exposure), as `strata_of` makes it. The pilot of that year is the standard.
    confidence : of the intervals.

    Returns
    -------
    DataFrame, one row per street and year:

    - ``crude`` rate as it is;
    - ``direct``: what the street's own rates give with the pilot's mix; unknown where the street has none of a stratum
      the pilot has (caution ``empty_stratum``);
    - ``expected``: how many there were with the pilot's rates and the street's own mix; ``ratio`` of what was found to
      it; ``indirect``: that ratio of the ``baseline``, the rate of the whole pilot.

    Raises
    ------
    ParameterError : a column is missing.

    Source: Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2; the interval of a weighted
    sum from those of its parts, Zou, Huang and Zhang, Computational Statistics and Data Analysis 53 (2009), 1080-1085.

    Examples
    --------
    >>> rows = [("A", "easy", 45, 50), ("A", "hard", 25, 50), ("B", "easy", 9, 10), ("B", "hard", 45, 90)]
    >>> given = pd.DataFrame(rows, columns=["street", "stratum", "total", "size"]).assign(year=1, kind="proportion")
    >>> standardise(given)[["crude", "direct", "ratio"]].round(3).to_numpy().tolist()
    [[0.7, 0.62, 1.0], [0.54, 0.62, 1.0]]
    """
    needed = ["street", "year", "stratum", "kind", "total", "size"]
    if missing := [name for name in needed if name not in strata]:
        raise ParameterError(unknown("parameter", ", ".join(map(str, strata.columns)), missing))
    blocks = [_of_year(rows, confidence) for _, rows in strata.groupby("year", sort=False)]
    return pd.concat(blocks, ignore_index=True)[list(COLUMNS)] if blocks else pd.DataFrame(columns=list(COLUMNS))


def _of_year(rows: pd.DataFrame, confidence: float) -> pd.DataFrame:
    kind, streets = str(rows["kind"].iloc[0]), list(dict.fromkeys(rows["street"]))
    total, size = (
        rows.pivot_table(values=name, index="street", columns="stratum", aggfunc="sum", fill_value=0)
        .loc[streets]
        .to_numpy(float)
        for name in ("total", "size")
    )
    whole = Measured(kind, total.sum(axis=0), size.sum(axis=0))
    own = Measured(kind, total.sum(axis=1), size.sum(axis=1))
    crude = own.ends(own.total, own.size, confidence)
    direct = _direct(kind, total, size, whole.size / whole.size.sum(), confidence)
    expected = size @ whole.rate
    frame = pd.DataFrame({"street": streets, "total": own.total, "size": own.size, "crude": own.rate})
    empty = ((size == 0) & (whole.size > 0)).any(axis=1)
    return frame.assign(
        year=rows["year"].iloc[0], kind=kind, crude_low=crude[0], crude_high=crude[1],
        direct=direct[0], direct_low=direct[1], direct_high=direct[2],
        expected=expected, ratio=own.total / expected,
        ratio_low=crude[0] * own.size / expected, ratio_high=crude[1] * own.size / expected,
        indirect=own.total / expected * own.baseline, baseline=own.baseline, confidence=confidence,
        cautions=np.where(empty, "empty_stratum", ""),
    )  # fmt: skip


def _direct(kind: str, total: Any, size: Any, weight: Any, confidence: float) -> tuple[Any, Any, Any]:
    """The weighted sum of a street's own rates, with its interval; NaN where a rate is not known."""
    size = np.where(size > 0, size, np.nan)
    rate = total / size
    low, high = Measured(kind, total, size).ends(total, size, confidence)
    value = rate @ weight
    down, up = np.sqrt((rate - low) ** 2 @ weight**2), np.sqrt((high - rate) ** 2 @ weight**2)
    return value, value - down, value + up
