"""From a plan and records to verdicts: one row per requirement, street and year (and community)."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from evalkit.conditions import Reasons, failures
from evalkit.errors import ParameterError
from evalkit.flipping import flip
from evalkit.measures import MEASURES, Count, Period
from evalkit.places import Places
from evalkit.plan import Alternative, Plan, Requirement
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.words import say

COLUMNS = (
    "street", "year", "community", "requirement", "code", "section", "label", "clause",
    "value", "numerator", "denominator", "low", "high", "unit", "verdict", "why", "margin", "flip",
    "rows", "counted", "left_out", "alternative", "alternative_value", "alternative_verdict", "differs", "cut_off",
    "measure", "street_en", "label_en", "unit_en",
)  # fmt: skip
COPIED = ("code", "section", "label", "label_en", "clause", "unit", "unit_en", "measure")  # as the plan says them
DECIDED = ("met", "not_met")
WORST_FIRST = ("not_met", "cannot_assess", "for_evaluator", "in_progress", "met", "not_applicable")
# Rows left out for these reasons are records nobody could read: they might have counted.
UNREAD = ("bad_date", "no_date", "missing_key", "unknown_community", "unknown_street")
CutOff = date | str | Mapping[int, date | str] | None


@dataclass(frozen=True)
class Place:
    """What one verdict is about: a street (community None) or one of its communities, in one contract year."""

    street: str
    year: int
    community: str | None
    cut_off: pd.Timestamp


@dataclass(frozen=True, eq=False)
class Tally:
    """The rows of a place and, for each, ``""`` where it counts or why it does not."""

    rows: pd.DataFrame
    reasons: Reasons
    count: Count


@dataclass(frozen=True, eq=False)
class Outcome:
    """A verdict with its reason and, where something was counted, the tally it rests on."""

    verdict: str
    why: str = ""
    tally: Tally | None = None

    @property
    def value(self) -> float:
        """The number told beside the verdict; NaN where nothing may be told."""
        told = self.tally is not None and self.verdict not in {"cannot_assess", "not_applicable"}
        return self.tally.count.value if told and self.tally else math.nan


def assess(plan: Plan, records: Records, cut_off: CutOff = None, streets: Iterable[str] | None = None) -> pd.DataFrame:
    """Every requirement of ``plan`` judged on ``records``.

    Parameters
    ----------
    plan : the notice as data.
    records : what the agencies handed in.
    cut_off : last day of which records are known: a date, or one per contract year; each year's end by default.
    streets : which streets to judge; by default those found in ``records.sheets``.

    Returns
    -------
    DataFrame, one row per requirement x street x year (x community, as the street's own list names them).
    ``value`` NaN where it cannot be assessed or does not apply; ``flip``: see `evalkit.flipping.flip`;
    ``rows`` = ``counted`` + all of ``left_out``.

    Raises
    ------
    ParameterError : a street or year that is not in the plan, or a cut-off that is no date.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> verdicts = assess(plan, read_records("data/raw", plan, "狮山街道"))
    >>> verdicts.query("verdict == 'not_met' and year == 1")[["community", "value", "low"]].to_numpy().tolist()
    [['狮云社区', 149.0, 150.0]]
    """
    places = Places(records)
    names = _streets(plan, records, streets)
    rows = [
        _row(requirement, place, _judged(plan, places, requirement, place))
        for street in names
        for year, day in cut_offs(plan, cut_off).items()
        for requirement in plan.requirements
        for place in _places(places, requirement, Place(street, year, None, day))
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"flip": "Int64", "cut_off": "datetime64[us]"})
    return frame.assign(street_en=frame["street"].map({street.name: street.name_en for street in plan.streets}))


def cut_offs(plan: Plan, cut_off: CutOff) -> dict[int, pd.Timestamp]:
    """Contract year -> the last day of which records are known, never after that year's end."""
    wanted = cut_off if isinstance(cut_off, Mapping) else {year.id: cut_off for year in plan.years}
    days = {plan.year(year).id: _day(day) for year, day in wanted.items() if day is not None}
    ends = {year.id: pd.Timestamp(year.end) for year in plan.years}
    return {year: min(end, days.get(year, end)) for year, end in ends.items()}


def _day(word: date | str) -> pd.Timestamp:
    """The day a user names, as a date or as text such as 2016-12-31."""
    try:
        given = date.fromisoformat(word) if isinstance(word, str) else word
        return pd.Timestamp(given.year, given.month, given.day)
    except (AttributeError, ValueError):
        raise ParameterError(say("assessing.bad_cut_off", word=word)) from None


def _streets(plan: Plan, records: Records, streets: Iterable[str] | None) -> list[str]:
    if streets is not None:
        return [plan.street(street).name for street in streets]
    seen = set(records.sheets["street"])
    return [street.name for street in plan.streets if street.name in seen]


def _places(places: Places, requirement: Requirement, street: Place) -> Iterator[Place]:
    """The street itself, or each of its communities; one nameless community where the street gave no list."""
    if requirement.level == "street":
        yield street
        return
    for name in places.communities(street.street, street.year) or [""]:
        yield Place(street.street, street.year, name, street.cut_off)


# ---- one verdict --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Judged:
    """The verdict of the main reading and, beside it, the other reading that matters most."""

    main: Outcome
    other: Alternative | None = None
    beside: Outcome | None = None
    differs: bool = False


def _judged(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Judged:
    main = judge(plan, places, requirement, place)
    if main.verdict == "not_applicable" or not requirement.alternatives:
        return Judged(main)
    others = [(other, _otherwise(plan, places, requirement, other, place)) for other in requirement.alternatives]
    other, beside = min(others, key=lambda pair: (not _differs(main, pair[1]), not pair[0].decides))
    differs = _differs(main, beside)
    if differs and other.decides:
        main = Outcome("for_evaluator", "readings_differ", main.tally)
    return Judged(main, other, beside, differs)


def _differs(main: Outcome, other: Outcome) -> bool:
    return {main.verdict, other.verdict} == set(DECIDED)


def _otherwise(plan: Plan, places: Places, requirement: Requirement, other: Alternative, place: Place) -> Outcome:
    """The verdict under another reading; a street read by community stands as its worst community stands."""
    reading = requirement.read_as(other)
    if reading.level == "street":
        return judge(plan, places, reading, Place(place.street, place.year, None, place.cut_off))
    if place.community is not None:
        return judge(plan, places, reading, place)
    outcomes = [judge(plan, places, reading, one) for one in _places(places, reading, place)]
    return min(outcomes, key=lambda outcome: (WORST_FIRST.index(outcome.verdict), outcome.value))


def judge(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Outcome:
    """The verdict of one reading at one place, in the order the house decides."""
    outcome = _not_bound(plan, requirement, place) or _not_answerable(places, requirement, place)
    return outcome or _decide(plan, places, requirement, place, tally(plan, places, requirement, place))


def _not_bound(plan: Plan, requirement: Requirement, place: Place) -> Outcome | None:
    """Nothing to count: another hand decides, another year is meant, or the time has not come."""
    if requirement.checked_by != "records":
        return Outcome("for_evaluator", requirement.checked_by)
    if requirement.bound(place.year) is None:
        return Outcome("not_applicable", "other_year")
    if requirement.due == "closing" and place.year != plan.last_year:
        return Outcome("not_applicable", "not_due")
    if place.cut_off < pd.Timestamp(plan.year(place.year).start):
        return Outcome("in_progress", "not_started")
    return None


def _not_answerable(places: Places, requirement: Requirement, place: Place) -> Outcome | None:
    """Nothing to count from: no list of communities, the option not chosen, a table or column not handed in."""
    if place.community == "":
        return Outcome("cannot_assess", "communities_missing")
    applies = requirement.applies
    if applies is not None:
        if not places.submitted([applies.table], place.street, place.year):
            return Outcome("cannot_assess", "table_missing")
        rows = places.rows([applies.table], place.street, [place.year], place.community)
        chosen = rows[(rows["excluded"] == "").to_numpy(bool)]
        if not (failures(chosen, applies.where, place.cut_off) == "").any():
            return Outcome("not_applicable", "option_not_chosen")
    if not places.submitted(requirement.tables, place.street, place.year):
        return Outcome("cannot_assess", "table_missing")
    lack = places.lack(requirement.tables, requirement.columns, place.street, place.year)
    return Outcome("cannot_assess", lack) if lack else None


def _decide(plan: Plan, places: Places, requirement: Requirement, place: Place, found: Tally) -> Outcome:
    """Compare the value with its bound, and say no more than the records known so far allow."""
    period, measure = _period(plan, requirement, place), MEASURES[str(requirement.measure)]
    unfinished, monthly = period.cut_off < period.end, found.count.months is not None
    unread = int(np.isin(found.reasons, UNREAD).sum())
    if unread and not len(found.count.reasons):
        return Outcome("cannot_assess", "rows_unread", found)
    if math.isnan(found.count.value):
        return _undefined(requirement, found, soon=unfinished and monthly and not len(period.month_ends))
    side, high = _side(requirement, place.year, found.count), (requirement.bound(place.year) or (None, None))[1]
    settled = measure.grows and (side == "over" or (side == "" and high is None))
    years = _years(plan, requirement, place)
    gap = any(not places.submitted(requirement.tables, place.street, year) for year in years)
    if gap and not settled:
        return Outcome("cannot_assess", "earlier_table_missing", found)
    if requirement.every == "contract" and place.year != plan.last_year:
        return Outcome("in_progress", "not_closing", found)
    if unfinished and not settled and not (monthly and side):
        return Outcome("in_progress", "year_open", found)
    caveats = {
        "earlier_table_missing": gap,
        "no_rows": not len(found.rows),
        "rows_unread": unread and not settled and _turnable(requirement, place.year, found.count, unread),
    }
    return Outcome("not_met" if side else "met", next((why for why, holds in caveats.items() if holds), ""), found)


def _undefined(requirement: Requirement, found: Tally, *, soon: bool) -> Outcome:
    """No value: because no month has ended yet, all amounts are blank, or there is nothing to take a share of."""
    if soon:
        return Outcome("in_progress", "no_month_end", found)
    return Outcome("cannot_assess", "no_value" if requirement.measure == "sum" else "no_denominator", found)


def _turnable(requirement: Requirement, year: int, count: Count, unread: int) -> bool:
    """Whether the rows nobody could read might turn the verdict, were they all to count, or all not to."""
    low, high = (_exact(bound) for bound in requirement.bound(year) or (None, None))
    least = most = _exact(count.value)
    if not math.isnan(count.denominator):
        part, whole = Fraction(count.numerator), Fraction(count.denominator)
        wider = whole if requirement.out_of is not None else whole + unread
        least, most = part / wider, (part + unread) / wider
    elif requirement.measure == "sum":
        return True
    else:
        most += unread
    sides = {_beside(value, low, high) for value in (least, most, _value(count))}
    return len(sides) > 1


def _side(requirement: Requirement, year: int, count: Count) -> str:
    """On which side of the bound the value lies; shares as exact fractions."""
    return _beside(_value(count), *(_exact(bound) for bound in requirement.bound(year) or (None, None)))


def _beside(value: Fraction, low: Fraction | None, high: Fraction | None) -> str:
    """``under``, ``over`` or ``""`` where the value keeps the bound."""
    if low is not None and value < low:
        return "under"
    return "over" if high is not None and value > high else ""


def _value(count: Count) -> Any:
    return (
        _exact(count.value)
        if math.isnan(count.denominator)
        else Fraction(count.numerator) / Fraction(count.denominator)
    )


def _exact(bound: float | None) -> Any:
    """The number as it is written: 0.3 is three tenths, not the nearest binary fraction."""
    return None if bound is None else Fraction(str(bound))


# ---- the rows behind it ---------------------------------------------------------------------------------------------


def _years(plan: Plan, requirement: Requirement, place: Place) -> list[int]:
    """The contract years whose books hold the rows of this requirement."""
    if requirement.every == "year":
        return [place.year]
    return [year.id for year in plan.years if year.id <= place.year]


def _period(plan: Plan, requirement: Requirement, place: Place) -> Period:
    start, end = (pd.Timestamp(day) for day in plan.period(requirement, place.year))
    spans = [TABLES[table].span for table in requirement.tables]
    return Period(start, end, place.cut_off, place.year, spans[0] if spans else ())


def tally(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Tally:
    """All rows of the place, each counted or with the reason why not; none is lost.

    Parameters
    ----------
    place : its community is None for the whole street.
    """
    period = _period(plan, requirement, place)
    where = requirement.tables, place.street, _years(plan, requirement, place), place.community
    known, excluded = places.known(*where, (period.start, period.day))
    count = MEASURES[str(requirement.measure)](known, requirement, period)
    reasons = excluded.copy()
    reasons[excluded == ""] = count.reasons
    return Tally(places.rows(*where), reasons, count)


def _row(requirement: Requirement, place: Place, judged: Judged) -> dict[str, Any]:
    main, other, beside = judged.main, judged.other, judged.beside
    return {
        **{name: getattr(requirement, name) for name in COPIED},
        "requirement": requirement.id,
        "street": place.street,
        "year": place.year,
        "community": place.community or "",
        "cut_off": place.cut_off,
        "verdict": main.verdict,
        "why": main.why,
        **_numbers(requirement, place.year, main),
        **_rows(main),
        "alternative": other.reading if other else "",
        "alternative_value": beside.value if beside else math.nan,
        "alternative_verdict": beside.verdict if beside else "",
        "differs": judged.differs,
    }


def _numbers(requirement: Requirement, year: int, main: Outcome) -> dict[str, Any]:
    """Value, parts, distance to the nearer bound and the flip; NaN where nothing may be told."""
    low, high = requirement.bound(year) or (None, None)
    sides = {"low": math.nan if low is None else low, "high": math.nan if high is None else high}
    margins = [margin for margin in (main.value - sides["low"], sides["high"] - main.value) if not math.isnan(margin)]
    told = main.tally.count if main.tally and not math.isnan(main.value) else None
    turns = flip(str(requirement.measure), told, low, high) if told and main.verdict in DECIDED else None
    return {
        "value": main.value,
        "numerator": told.numerator if told else math.nan,
        "denominator": told.denominator if told else math.nan,
        **sides,
        "margin": min(margins, default=math.nan),
        "flip": pd.NA if turns is None else turns,
    }


def _rows(main: Outcome) -> dict[str, Any]:
    if main.tally is None:
        return {"rows": 0, "counted": 0, "left_out": "{}"}
    reasons = Counter(main.tally.reasons)
    counted = reasons.pop("", 0)
    assert len(main.tally.rows) == counted + sum(reasons.values())
    told = json.dumps(dict(sorted(reasons.items())), ensure_ascii=False)
    return {"rows": len(main.tally.rows), "counted": counted, "left_out": told}
