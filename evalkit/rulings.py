"""What people have decided about a requirement at a place: adjusted bounds, waivers, rulings on an agency's reply.

They are rows of workbooks with who, when and by which document; a row that lacks one of these changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evalkit.judging import Outcome, Place
from evalkit.places import Places
from evalkit.plan import Requirement
from evalkit.tables.evaluator import DECIDED_BY

TURNED = {"改判达标": "met", "改判未达标": "not_met"}


@dataclass(frozen=True, eq=False)
class Ruling:
    """What was decided.

    Parameters
    ----------
    bound : the lower bound approved instead of the plan's. waived : whether the requirement was waived.
    verdict : what a ruling on the agency's reply turned the verdict into; ``""`` where it did not.
    by : documents, persons and days, one a row that decided.
    """

    bound: float | None = None
    waived: bool = False
    verdict: str = ""
    by: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by)


NOTHING = Ruling()


def ruling(places: Places, requirement: Requirement, place: Place) -> Ruling:
    """The last adjustment, waiver and ruling for a requirement at a place.

    Parameters
    ----------
    places : gives the rows of ``adjustments`` and ``replies``.
    requirement : its bound is adjusted only where the notice says that it may be. place : where.
    """
    changes = [*_complete(places, "adjustments", requirement, place)]
    waivers = [row for row in changes if row["kind"] == "豁免"]
    approved = [row for row in changes if row["kind"] == "调整" and not pd.isna(row["bound"])]
    bounds = approved if requirement.may_adjust else []
    replies = [row for row in _complete(places, "replies", requirement, place) if row["ruling"] in TURNED]
    deciding = [*waivers[-1:], *bounds[-1:], *replies[-1:]]
    return Ruling(
        bound=bounds[-1]["bound"] if bounds else None,
        waived=bool(waivers),
        verdict=TURNED[replies[-1]["ruling"]] if replies else "",
        by=tuple(map(decided_by, deciding)),
    )


def lacking(row: Mapping[Any, Any]) -> list[str]:
    """Of who, when and by which document what an entry does not say; it then changes nothing.

    Examples
    --------
    >>> lacking({"who": "甲", "when": pd.NaT, "document": ""})
    ['when', 'document']
    """
    return [name for name in DECIDED_BY if pd.isna(row[name]) or row[name] == ""]


def decided_by(row: Mapping[Any, Any]) -> str:
    """An entry that decided something, as ``ruled_by`` of the verdicts names it."""
    return f"{row['document']}（{row['who']}，{row['when']:%Y-%m-%d}）"


def adjusted(requirement: Requirement, place: Place, bound: float | None) -> Requirement:
    """The requirement with the bound that was approved."""
    if bound is None:
        return requirement
    return requirement.model_copy(update={"at_least": {place.year: float(bound)}})


def after(outcome: Outcome, found: Ruling) -> Outcome:
    """The outcome after a waiver, or after the ruling on a reply."""
    if found.waived:
        return Outcome("not_applicable", "waived", outcome.tally, outcome.parts)
    if found.verdict and found.verdict != outcome.verdict:
        return Outcome(found.verdict, "ruled", outcome.tally, outcome.parts)
    return outcome


def _complete(places: Places, table: str, requirement: Requirement, place: Place) -> Iterator[Mapping[Any, Any]]:
    """The rows about a requirement at a place that say who, when and by which document; the last day stands last."""
    found = places.noted(table, requirement.code, place.street, [place.year], place.community)
    if not found:
        return
    rows = places.at(table, found)
    for row in rows[(rows["excluded"] == "").to_numpy(bool)].sort_values("when", kind="stable").to_dict("records"):
        if not lacking(row):
            yield row
