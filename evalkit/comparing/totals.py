"""What is compared: each requirement, street and year, its communities added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from evalkit.errors import ParameterError, unknown

PROPORTIONS = ("share", "month_end_share", "every")
COUNTS = ("rows", "distinct", "chain")
AMOUNTS = ("sum",)
KEYS = ["requirement", "street", "year"]
LABELS = ["label", "unit", "street_en", "label_en", "unit_en", "period", "period_en"]


def chosen(
    verdicts: pd.DataFrame, requirement: str | Sequence[str] | None, year: int | None, confidence: float = 0.95
) -> pd.DataFrame:
    """The verdicts to be compared, without the places a requirement does not bind, requirement by requirement.

    Raises
    ------
    ParameterError : a requirement is in no verdict, or the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ParameterError(unknown("parameter", f"confidence={confidence}", ["0 < confidence < 1"]))
    known = dict.fromkeys(verdicts["requirement"])
    code = dict(zip(verdicts["code"], verdicts["requirement"], strict=True))
    named = [requirement] if isinstance(requirement, str) else known if requirement is None else requirement
    for one in named:
        if one not in known and one not in code:
            raise ParameterError(unknown("requirement", one, known))
    mine = verdicts[verdicts["requirement"].isin([one if one in known else code[one] for one in named])]
    mine = mine[(mine["verdict"] != "not_applicable") & (mine["year"].eq(year) if year is not None else True)]
    return mine.iloc[np.argsort(pd.factorize(mine["requirement"])[0], kind="stable")]


def totals(mine: pd.DataFrame) -> pd.DataFrame:
    """One row per requirement, street and year: ``kind``, and the sums over its places; one unknown makes it unknown.

    ``kind``: ``proportion``; ``count`` of things that happened; ``mean`` of amounts over several places; ``none`` for
    what is told in full and not by chance: money of a street, documents, head-counts, and what is one for the pilot.
    """
    mine = mine.assign(
        kind=kinds(mine), known=mine["value"].notna(), inside=mine["community"] != "", square=mine["value"] ** 2,
        open=mine["verdict"] == "in_progress",
    )  # fmt: skip
    groups = mine.groupby(KEYS, sort=False)
    first = groups[["kind", "level", "measure", *[name for name in LABELS if name in mine]]].first()
    sums = groups[["value", "numerator", "denominator", "square"]].sum(min_count=1)
    sums = sums.join(groups[["counted", "inside"]].sum())
    every = groups[["known", "open"]].agg({"known": "all", "open": "any"})
    frame = first.join(sums).join(every).join(groups.size().rename("places")).reset_index()
    parts = ["value", "numerator", "denominator"]
    frame[parts] = frame[parts].where(frame["known"])
    share = frame["kind"] == "proportion"
    frame.loc[share, "value"] = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    return frame.reindex(columns=[*dict.fromkeys([*frame.columns, *LABELS])])


def kinds(mine: pd.DataFrame) -> Any:
    """The kind of each verdict, as `totals` tells them."""
    by_chance = (mine["checked_by"] == "records") & (mine["level"] != "programme")
    several = mine["level"].isin(["community", "unit"])
    kinds = [mine["measure"].isin(PROPORTIONS), mine["measure"].isin(COUNTS), mine["measure"].isin(AMOUNTS) & several]
    return np.where(by_chance, np.select(kinds, ["proportion", "count", "mean"], "none"), "none")
