"""Two contract years beside each other: the change of each street, and of all streets as pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from evalkit.comparing import exact, intervals, pairing
from evalkit.comparing.block import CHANCE
from evalkit.comparing.rates import measured
from evalkit.comparing.several import benjamini_hochberg, holm
from evalkit.errors import ParameterError
from evalkit.words import say

COLUMNS = (
    "requirement", "street", "label", "unit", "kind", "per", "year_before", "year_after", "before", "after",
    "change", "change_low", "change_high", "confidence", "method", "pairs", "p", "p_holm", "p_bh", "p_least", "p_ranks",
    "test", "cautions", "street_en", "label_en", "unit_en",
)  # fmt: skip
KEY, NEEDED, ENDS = ["requirement", "street"], ["total", "size", "rate", "rate_low", "rate_high"], ("_after", "")
TESTS = {"proportion": "fisher", "count": "conditional"}
RATE = ("rate", "rate_low", "rate_high")
NUMBERS = (
    "before", "after", "change", "change_low", "change_high", "p", "p_holm", "p_bh", "p_least", "p_ranks",
)  # fmt: skip


def compare_years(
    verdicts: pd.DataFrame,
    requirement: str | Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    confidence: float = 0.95,
    per: pd.DataFrame | str | None = None,
) -> pd.DataFrame:
    """What changed from one contract year to another, street by street and for all streets as pairs.

    Parameters
    ----------
    verdicts : as `assess` gives them. requirement : id or code, or several; all by default.
    years : the two contract years; the first and the last by default. confidence, per : as for `compare`.

    Returns
    -------
    DataFrame, per requirement one row a street known in both years, and one with ``street`` ``""`` for all of them. On
    the scale of ``rate``, so that a year of three communities and one of six can be compared:

    - ``before``, ``after``, ``change`` with its interval and ``method``. Of a street: from the intervals of both years
      (``difference``), with the exact test of `compare`, the records of two years taken as different ones. Of all: the
      mean change of the ``pairs``, each street counting once, with the interval that turns round its exact test
      (``typical``; ``student`` for more than 16 pairs).
    - ``p``; for all streets by turning signs (``sign_flip``), with Wilcoxon's beside it in ``p_ranks`` and the smallest
      p so many pairs can give in ``p_least``. ``p_holm`` and ``p_bh``: adjusted over the streets' rows, and over the
      rows of all streets together, each for itself.
    - ``cautions``: ``no_pairs`` nothing known in both years; ``one_pair``; ``cannot_show`` whatever happened, so few
      pairs among so many requirements could not show a change after adjusting; ``no_interval`` as in `compare`.

    Raises
    ------
    ParameterError : the verdicts do not hold both years; or as for `compare`.

    Source: `pairing` and `intervals` name theirs.

    Examples
    --------
    >>> rows = [(s, y, 50 + 5 * n + (y == 2) * (4 + n)) for n, s in enumerate("ABCDEFG") for y in (1, 2)]
    >>> given = pd.DataFrame(rows, columns=["street", "year", "value"]).assign(requirement="clients", code="S02")
    >>> given = given.assign(label="", unit="", measure="distinct", verdict="met", checked_by="records", level="street")
    >>> whole = compare_years(given.assign(community="", numerator=None, denominator=None, counted=1)).iloc[-1]
    >>> float(whole["change"]), int(whole["pairs"]), float(whole["p"])
    (7.0, 7, 0.015625)
    """
    first, last = _years(verdicts, years)
    frame = measured(verdicts, requirement, None, confidence, per)
    frame = frame[frame["year"].isin([first, last])]
    each = _each(frame, first, last)
    whole = _wholes(frame.drop_duplicates("requirement"), each, confidence)
    found = pd.concat([each, whole]).sort_values("requirement", key=_first_seen(frame), kind="stable")
    found = found.reindex(columns=list(COLUMNS))
    found = found.assign(year_before=first, year_after=last, confidence=confidence).reset_index(drop=True)
    return _adjusted(found.astype(dict.fromkeys(NUMBERS, float) | {"pairs": "Int64"}))


def _first_seen(frame: pd.DataFrame) -> Callable[[pd.Series[str]], pd.Series[int]]:
    places = {one: nth for nth, one in enumerate(dict.fromkeys(frame["requirement"]))}
    return lambda column: column.map(places)


def _years(verdicts: pd.DataFrame, years: tuple[int, int] | None) -> tuple[int, int]:
    found = sorted({int(year) for year in verdicts["year"]})
    chosen = years or (found[0], found[-1]) if found else (0, 0)
    if chosen[0] == chosen[1] or not set(chosen) <= set(found):
        told = say("errors.separator").join(map(str, found)) or "—"
        raise ParameterError(say("comparing.two_years", found=told))
    return chosen


def _each(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """A row a street whose rate is known in both years."""
    known = frame[frame["rate"].notna()]
    before, after = (known[known["year"] == year] for year in (first, last))
    both = before.merge(after[[*KEY, *NEEDED]], on=KEY, suffixes=("", "_after"))
    low, high = intervals.difference(*(tuple(both[f"{name}{end}"].to_numpy(float) for name in RATE) for end in ENDS))
    each = both[[*KEY, "label", "unit", "kind", "per", "street_en", "label_en", "unit_en"]].assign(
        before=both["rate"], after=both["rate_after"], change=both["rate_after"] - both["rate"],
        change_low=low, change_high=high, method="difference", test="", p=np.nan, cautions="",
    )  # fmt: skip
    for kind, test in TESTS.items():
        mine = both["kind"] == kind
        pairs = (both.loc[mine, f"{name}{end}"].to_numpy(float) for end in ENDS for name in ("total", "size"))
        each.loc[mine, "test"], each.loc[mine, "p"] = test, getattr(exact, test)(*pairs)
    return each


def _wholes(named: pd.DataFrame, each: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """A row a requirement, for all streets together."""
    pairs = {one: rows[["before", "after"]].to_numpy(float) for one, rows in each.groupby("requirement", sort=False)}
    found = [
        _of_all(pairs.get(one, np.empty((0, 2))), kind, confidence)
        for one, kind in zip(named["requirement"], named["kind"], strict=True)
    ]
    labels = named[["requirement", "label", "unit", "kind", "per", "label_en", "unit_en"]].reset_index(drop=True)
    return labels.assign(street="", street_en="").join(pd.DataFrame(found))


def _of_all(pairs: Any, kind: str, confidence: float) -> dict[str, Any]:
    change, number = pairs[:, 1] - pairs[:, 0], len(pairs)
    word = "no_interval" if kind == "none" else {0: "no_pairs", 1: "one_pair"}.get(number, "")
    if number < 2:
        return {"pairs": number, "method": "none", "test": "", "cautions": word}
    low, high = pairing.typical(change, confidence)
    exactly = number <= pairing.MOST
    return {
        "pairs": number,
        "before": pairs[:, 0].mean(),
        "after": pairs[:, 1].mean(),
        "change": change.mean(),
        "change_low": float(low),
        "change_high": float(high),
        "method": "typical" if exactly else "student",
        "p": pairing.sign_flip(change),
        "p_ranks": pairing.signed_rank(change),
        "p_least": pairing.least_p(number) if exactly else 0.0,
        "test": "sign_flip" if exactly else "student",
        "cautions": "",
    }


def _adjusted(found: pd.DataFrame) -> pd.DataFrame:
    """The streets' rows adjusted among themselves, those of all streets among themselves; what could never be shown."""
    found = found.copy()
    for whole in (False, True):
        mine = (found["street"] == "") == whole
        p = found.loc[mine, "p"].to_numpy(float)
        found.loc[mine, "p_holm"], found.loc[mine, "p_bh"] = holm(p), benjamini_hochberg(p)
        if whole:
            hopeless = mine & (found["p_least"] * np.isfinite(p).sum() > CHANCE)
            found.loc[hopeless, "cautions"] = "cannot_show"
    return found
