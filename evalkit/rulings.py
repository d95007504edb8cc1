"""What people have decided about a requirement at a place: adjusted bounds, waivers, rulings, conclusions.

A ruling is on an agency's reply; a conclusion stands beside a verdict in the score sheet.

They are rows of workbooks with who, when and by which document; a row that lacks one of these changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from evalkit.conclusions import WORDS, basis_of, is_altered, short_hash
from evalkit.judging import Outcome, Place
from evalkit.places import Places
from evalkit.plan import Requirement
from evalkit.tables.evaluator import DECIDED_BY

BY_PEOPLE = ("ruled", "concluded")  # why a verdict is as it is where no record can turn it
TURNED = {"改判达标": "met", "改判未达标": "not_met"}


@dataclass(frozen=True, eq=False)
class Ruling:
    """What was decided.

    Parameters
    ----------
    bound : the lower bound approved instead of the plan's. waived : whether the requirement was waived.
    verdict : what a ruling on the agency's reply, or a conclusion, makes of the verdict; ``""`` where there is none.
    why : ``ruled`` or ``concluded``, whichever gave the verdict.
    by : documents, persons and days, one a row that decided.
    """

    bound: float | None = None
    waived: bool = False
    verdict: str = ""
    why: str = ""
    by: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by)


NOTHING = Ruling()


def ruling(places: Places, requirement: Requirement, place: Place) -> Ruling:
    """The last adjustment and waiver for a requirement at a place.

    Parameters
    ----------
    places : gives the rows of ``adjustments``.
    requirement : its bound is adjusted only where the notice says that it may be. place : where.
    """
    changes = [*_complete(places, "adjustments", requirement, place)]
    waivers = [row for row in changes if row["kind"] == "豁免"]
    approved = [row for row in changes if row["kind"] == "调整" and not pd.isna(row["bound"])]
    bounds = approved if requirement.may_adjust else []
    return Ruling(
        bound=bounds[-1]["bound"] if bounds else None,
        waived=bool(waivers),
        by=tuple(map(decided_by, (*waivers[-1:], *bounds[-1:]))),
    )


def ruled(places: Places, requirement: Requirement, place: Place, found: Ruling, over: str) -> Ruling:
    """What was decided, with the last ruling on a reply or conclusion: both say what the verdict is to be.

    Where those of the last day disagree none is applied; nor is a conclusion over another value, bound or day.

    Parameters
    ----------
    places : gives the rows of ``replies`` and ``conclusions``. requirement, place : as for `ruling`.
    found : what was decided besides. over : the `basis` of the verdict.
    """
    said = latest(places, requirement, place, over)
    if len({one.verdict for one in said}) != 1:
        return found
    last = said[-1]
    return replace(found, verdict=last.verdict, why=last.why, by=(*found.by, decided_by(last.row)))


@dataclass(frozen=True, eq=False)
class Said:
    """A ruling or conclusion: the verdict it gives, ``ruled`` or ``concluded``, its row."""

    verdict: str
    why: str
    row: Mapping[Any, Any]


def latest(places: Places, requirement: Requirement, place: Place, over: str) -> list[Said]:
    """The rulings and conclusions of the last day on which there is one; parameters as for `ruled`."""
    replies = [*_complete(places, "replies", requirement, place)]
    lines = [*_complete(places, "conclusions", requirement, place)]
    said = [Said(TURNED[row["ruling"]], "ruled", row) for row in replies if row["ruling"] in TURNED]
    said += [
        Said(WORDS[row["conclusion"]], "concluded", row)
        for row in lines
        if row["conclusion"] in WORDS and basis_of(row) == over and not is_altered(row)
    ]
    last = max((one.row["when"] for one in said), default=None)
    return [one for one in said if one.row["when"] == last]


def basis(requirement: Requirement, place: Place, outcome: Outcome) -> str:
    """A short hash of what a conclusion is drawn from: the place and day, the bound, what was counted, the verdict.

    Parameters
    ----------
    requirement : with the bound that holds. place : where. outcome : before any ruling or conclusion.
    """
    low, high = requirement.bound(place.year) or (None, None)
    count = None if outcome.tally is None else outcome.tally.count
    parts = (count.numerator, count.denominator) if count else (None, None)
    numbers = (*(outcome.parts or ()), low, high, outcome.value, *parts)
    where = requirement.code, place.street, place.year, place.community, f"{place.cut_off:%Y-%m-%d}"
    return short_hash((*where, outcome.verdict, *("" if pd.isna(one) else f"{one:.12g}" for one in numbers)))


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
    """The outcome after a waiver, or after a ruling or conclusion."""
    if found.waived:
        return Outcome("not_applicable", "waived", outcome.tally, outcome.parts)
    if found.verdict and found.verdict != outcome.verdict:
        return Outcome(found.verdict, found.why, outcome.tally, outcome.parts)
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
