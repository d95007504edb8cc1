"""One requirement at one place in one year: what was counted, and the verdict it bears."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from evalkit.conditions import Reasons, failures
from evalkit.measures import CHAINED, MEASURES, Count, Period
from evalkit.places import OWN, Places, Where
from evalkit.plan import Plan, Requirement
from evalkit.siding import is_settled, is_turnable, side_of
from evalkit.tables import TABLES
from evalkit.unsaid import both_ways

DECIDED = ("met", "not_met")
WORST_FIRST = ("not_met", "cannot_assess", "for_evaluator", "in_progress", "met", "not_applicable")
# Rows left out for these reasons are records nobody could read: they might have counted.
UNREAD = frozenset({"bad_date", "no_date", "missing_key", "unknown_community", "unknown_street"})
# Of what is checked by people: the table, its column, and the verdict of each of its words.
PAPERS = {
    "document": ("documents", "seen", {"有": "met", "无": "not_met", "不适用": "not_applicable"}),
    "evaluator": ("ratings", "rating", {"符合": "met", "不符合": "not_met"}),
}

# Of the verdicts of its parts the one a composed requirement bears: the first of these that occurs.
_ALL = ("not_met", "cannot_assess", "for_evaluator", "in_progress", "met")
_ANY = ("met", "for_evaluator", "cannot_assess", "in_progress", "not_met")
UNSEEN = {"document": ("cannot_assess", "not_inspected"), "evaluator": ("for_evaluator", "not_rated")}


@dataclass(frozen=True)
class Place:
    """What one verdict is about: a street (community None) or one of its communities, in one contract year."""

    street: str
    year: int
    community: str | None
    cut_off: pd.Timestamp


@dataclass(frozen=True, eq=False)
class Tally:
    """The rows of a place and, for each, ``""`` where it counts or why it does not.

    Parameters
    ----------
    found : gives the rows, which few need: all their columns, or those asked for. reasons : one word a row.
    count : what the measure found; a blank cell fulfils nothing.
    otherwise : the same were every blank cell that is tested to tell against, and for; empty where none is blank.
    """

    found: Callable[..., pd.DataFrame]
    reasons: Reasons
    count: Count
    otherwise: tuple[Count, ...] = ()

    @property
    def rows(self) -> pd.DataFrame:
        """All rows of the place, in the order of ``reasons``."""
        return self.found()


@dataclass(frozen=True, eq=False)
class Outcome:
    """A verdict with its reason and, where something was counted, the tally it rests on.

    Parameters
    ----------
    parts : of a composed requirement how many of its parts that apply are met, and how many apply.
    """

    verdict: str
    why: str = ""
    tally: Tally | None = None
    parts: tuple[int, int] | None = None

    @property
    def value(self) -> float:
        """The number told beside the verdict; NaN where nothing may be told."""
        if self.parts is not None:
            return float(self.parts[0])
        silent = self.verdict in {"cannot_assess", "not_applicable"} and self.why != "no_bound"
        return math.nan if silent or self.tally is None else self.tally.count.value


def places_of(places: Places, requirement: Requirement, street: Place) -> Iterator[Place]:
    """Where a requirement is judged: the street, the whole pilot, or each community and, of units, the street itself.

    One nameless community stands where the street gave no list.
    """
    if requirement.level == "programme":
        yield replace(street, street=places.whole)
        return
    if requirement.level == "street":
        yield street
        return
    own = [OWN] if requirement.level == "unit" else []
    for name in [*own, *(places.communities(street.street, street.year) or [""])]:
        yield replace(street, community=name)


def place_of(places: Places, requirement: Requirement, verdict: Any) -> Place:
    """The place a row of verdicts speaks of."""
    street = places.whole if requirement.level == "programme" else verdict["street"]
    community = verdict["community"] if requirement.level in {"unit", "community"} else None
    return Place(street, verdict["year"], community, verdict["cut_off"])


def judge(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Outcome:
    """The verdict of one reading at one place, in the order the house decides; not of a composed requirement."""
    outcome = not_bound(plan, requirement, place)
    if outcome is not None:
        return outcome
    if requirement.checked_by != "records":
        return _by_paper(plan, places, requirement, place)
    outcome = _not_answerable(plan, places, requirement, place)
    return outcome or _decide(plan, places, requirement, place, tally(plan, places, requirement, place))


def binds(plan: Plan, requirement: Requirement, street: str, year: int) -> bool:
    """Whether a requirement asks anything of a street, or of the whole pilot, in a contract year.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> plan = read_plan("suzhou-2016")
    >>> [binds(plan, plan.requirement("M08"), plan.whole, year) for year in (1, 2)]
    [False, True]
    """
    end = pd.Timestamp(plan.year(year).end)
    return not_bound(plan, requirement, Place(street, year, None, end)) is None


def raised(places: Places, requirement: Requirement, place: Place) -> Requirement:
    """The requirement with the bound that holds at the place, where a contract asks for more than the notice."""
    if requirement.raised_by is None:
        return requirement
    rows = places.rows([requirement.raised_by.table], place.street, [place.year], None)
    most = rows.loc[(rows["excluded"] == "").to_numpy(bool), requirement.raised_by.of].max()
    low, _ = requirement.bound(place.year) or (None, None)
    if low is None or pd.isna(most) or most <= low:
        return requirement
    return requirement.model_copy(update={"at_least": {place.year: float(most)}})


def not_bound(plan: Plan, requirement: Requirement, place: Place) -> Outcome | None:
    """Nothing to judge: another year or district is meant, or the time has not come."""
    if requirement.years and place.year not in requirement.years:
        return Outcome("not_applicable", "other_year")
    if requirement.has_bound and requirement.bound(place.year) is None:
        return Outcome("not_applicable", "other_year")
    district = next((street.district for street in plan.streets if street.name == place.street), None)
    if requirement.districts and district not in requirement.districts:
        return Outcome("not_applicable", "other_district")
    if requirement.due == "closing" and place.year != plan.last_year:
        return Outcome("not_applicable", "not_due")
    if place.cut_off < pd.Timestamp(requirement.on or plan.year(place.year).start):
        return Outcome("in_progress", "not_started")
    return None


def _not_answerable(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Outcome | None:
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
    # What is looked at on one day is handed in once.
    years = [place.year] if requirement.on is None else _years(plan, requirement, place)
    there = [year for year in years if places.submitted(requirement.tables, place.street, year)]
    lacks = [places.lack(requirement.tables, requirement.columns, place.street, year) for year in there]
    if "" in lacks:
        return None
    return Outcome("cannot_assess", lacks[0] if lacks else "table_missing")


# ---- what people have looked at, and what is made of parts -----------------------------------------------------------


def _by_paper(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Outcome:
    """What the evaluator noted down in the list of documents, or in the rating sheet.

    Several lines that say the same are one; of several years the last holds; lines of one year that disagree are for
    the evaluator.
    """
    if place.community == "":
        return Outcome("cannot_assess", "communities_missing")
    table, column, verdicts = PAPERS[requirement.checked_by]
    found = tally(plan, places, requirement, place)
    counts = np.array(_lines(plan, places, requirement, place), np.intp)[found.reasons == ""]
    years = places.cells(table, "year")[counts]
    words = set(places.cells(table, column)[counts[years == years.max(initial=0)]])
    open_ = UNSEEN[requirement.checked_by]
    if not words:
        return Outcome(*open_, found)
    told = {verdicts.get(word, "for_evaluator") for word in words}
    if len(told) > 1:
        return Outcome("for_evaluator", "notes_disagree", found)
    (verdict,) = told
    if verdict == "not_met" and place.cut_off < pd.Timestamp(plan.year(place.year).end):
        return Outcome("in_progress", "year_open", found)
    if verdict == "not_met" and requirement.every == "contract" and place.year != plan.last_year:
        return Outcome("in_progress", "not_closing", found)
    why = {"not_applicable": "noted_not_applicable", "for_evaluator": open_[1]}.get(verdict, "")
    return Outcome(verdict, why, found)


def composed(requirement: Requirement, parts: Iterable[str]) -> Outcome:
    """All, or any, of other requirements; those that do not apply ask for nothing.

    Parameters
    ----------
    parts : the verdicts of its parts at the place.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> lead = read_plan("suzhou-2016").requirement("A09")
    >>> composed(lead, ["met", "not_applicable", "cannot_assess"]).verdict
    'cannot_assess'
    """
    applying = [verdict for verdict in parts if verdict != "not_applicable"]
    if not applying:
        return Outcome("not_applicable", "no_part_applies")
    order = _ANY if requirement.measure == "any_of" else _ALL
    verdict = min(applying, key=order.index)
    counted = applying.count("met"), len(applying)
    return Outcome(verdict, "" if verdict in DECIDED else "parts_open", parts=counted)


# ---- what is counted -------------------------------------------------------------------------------------------------


def _decide(plan: Plan, places: Places, requirement: Requirement, place: Place, found: Tally) -> Outcome:
    """Compare the value with its bound, and say no more than the records known so far allow."""
    unread = sum(map(UNREAD.__contains__, found.reasons))
    period = _period(plan, requirement, place)
    if undefined := _undefined(requirement, found, period, unread):
        return undefined
    side, settled = side_of(requirement, place.year, found.count), is_settled(requirement, place.year, found.count)
    sides = _sides(requirement, place, found)
    years = _years(plan, requirement, place) if requirement.on is None else []
    gap = any(not places.submitted(requirement.tables, place.street, year) for year in years)
    if gap and not settled:
        return Outcome("cannot_assess", "earlier_table_missing", found)
    if (why := _unfinished(plan, requirement, place, found)) and period.on is None:
        return Outcome("in_progress", why, found)
    if _unsure(requirement, sides):
        return Outcome("cannot_assess", "cells_blank", found)
    caveats = {
        "earlier_table_missing": gap,
        "no_rows": not len(found.reasons),
        "street_unknown": side == "over" and "unknown_street" in set(found.rows["excluded"][found.reasons == ""]),
        "rows_unread": unread and not settled and is_turnable(requirement, place.year, found.count, unread),
        "cells_blank": len(sides) > 1,
        "blanks_left": side and found.otherwise,
    }
    why = next((why for why, holds in caveats.items() if holds), "")
    if side and requirement.if_missed == "for_evaluator":
        return Outcome("for_evaluator", why or "missed", found)
    return Outcome("not_met" if side else "met", why, found)


def _sides(requirement: Requirement, place: Place, found: Tally) -> set[str]:
    """On which sides of the bound the value may lie, whatever the blank cells say."""
    counts = (found.count, *found.otherwise)
    return {side_of(requirement, place.year, count) for count in counts if not math.isnan(count.value)}


def _unsure(requirement: Requirement, sides: set[str]) -> bool:
    """Whether the verdict hangs on what blank cells would say.

    What is counted has to be shown, so that a record which does not say it is short of a lower bound; of a share, a
    roll-call and an upper bound a blank cell says neither.
    """
    return len(sides) > 1 and ("over" in sides or not MEASURES[str(requirement.measure)].grows)


def _unfinished(plan: Plan, requirement: Requirement, place: Place, found: Tally) -> str:
    """Why it is too early for a verdict; ``""`` where it is not."""
    if requirement.every == "contract" and place.year != plan.last_year:
        return "not_closing"
    failed = found.count.months is not None and "" not in _sides(requirement, place, found)
    open_ = place.cut_off < _last_day(plan, requirement, place)
    return "year_open" if open_ and not failed and not is_settled(requirement, place.year, found.count) else ""


def _last_day(plan: Plan, requirement: Requirement, place: Place) -> pd.Timestamp:
    """The last day that can still bring a record: of the period, or of the days within which it had to happen."""
    days = [plan.period(requirement, place.year)[1]]
    if MEASURES[str(requirement.measure)].grows:
        days += [wanted["to"] for wanted in requirement.where.values() if isinstance(wanted, dict) and "to" in wanted]
    return pd.Timestamp(min(days))


def _undefined(requirement: Requirement, found: Tally, period: Period, unread: int) -> Outcome | None:
    """No value: no row could be read, no month has ended, amounts are blank, nothing is there to share; or no bound.

    Nor does a total of no record at all show that a ceiling is kept.
    """
    if unread and not len(found.count.reasons):
        return Outcome("cannot_assess", "rows_unread", found)
    if not math.isnan(found.count.value):
        if not requirement.has_bound:
            return Outcome("cannot_assess", "no_bound", found)
        ceiling = requirement.at_most is not None and requirement.at_least is None and period.cut_off >= period.end
        empty = requirement.measure == "sum" and not len(found.count.reasons)
        return Outcome("cannot_assess", "nothing_to_add", found) if ceiling and empty else None
    if found.count.months is not None and period.cut_off < period.end and not len(period.month_ends):
        return Outcome("in_progress", "no_month_end", found)
    return Outcome("cannot_assess", "no_value" if requirement.measure == "sum" else "no_denominator", found)


# ---- the rows behind it ---------------------------------------------------------------------------------------------


def _years(plan: Plan, requirement: Requirement, place: Place) -> list[int]:
    """The contract years whose books hold the rows of this requirement."""
    if requirement.every != "contract":
        return [place.year]
    return [year.id for year in plan.years if year.id <= place.year]


def _period(plan: Plan, requirement: Requirement, place: Place) -> Period:
    start, end = (pd.Timestamp(day) for day in plan.period(requirement, place.year))
    spans = [TABLES[table].span for table in requirement.tables]
    on = None if requirement.on is None else pd.Timestamp(requirement.on)
    return Period(start, end, place.cut_off, place.year, spans[0] if spans else (), on)


def tally(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Tally:
    """All rows of the place, each counted or with the reason why not; none is lost.

    Parameters
    ----------
    place : its community is None for the whole street.

    Notes
    -----
    Of the whole pilot a row counts that names a street the plan does not know, where it passes the upper bound: it is
    there, whosever it is. It never helps to reach the lower one.
    """
    if requirement.checked_by != "records":
        return _noted(plan, places, requirement, place)
    found = _tally(plan, places, requirement, place)
    kept = _sides(requirement, place, found) == {""}
    if place.street != places.whole or "unknown_street" not in found.reasons or not kept:
        return found
    wider = _tally(plan, places, requirement, place, True)
    return wider if "over" in _sides(requirement, place, wider) else found


def _tally(plan: Plan, places: Places, requirement: Requirement, place: Place, strangers: bool = False) -> Tally:
    """The tally without the rows that name a street the plan does not know, or with them."""
    where = tuple(requirement.tables), place.street, tuple(_years(plan, requirement, place)), place.community
    of, rule = (where, _period(plan, requirement, place), strangers), requirement.model_dump_json(warnings=False)
    return places.once((rule, *of), lambda: _counted(places, requirement, *of))


def _counted(places: Places, requirement: Requirement, where: Where, period: Period, strangers: bool) -> Tally:
    dated = any(TABLES[table].dated_within for table in requirement.tables)
    first = period.start if dated else pd.Timestamp.min  # the pilot was prepared before its first year
    columns = tuple(dict.fromkeys([*requirement.columns, *period.span, CHAINED]))
    days = first, min(period.cut_off, period.end)
    known, excluded = places.known(*where, days, columns=columns, strangers=strangers)
    count = MEASURES[str(requirement.measure)](known, requirement, period)
    reasons = excluded.copy()
    reasons[excluded == ""] = count.reasons
    taken = both_ways(known, requirement, period.day)
    otherwise = tuple(MEASURES[str(requirement.measure)](rows, requirement, period) for rows in taken)
    return Tally(partial(places.rows, *where), reasons, count, otherwise)


def _lines(plan: Plan, places: Places, requirement: Requirement, place: Place) -> list[int]:
    """Where the lines about a requirement stand in the list of documents, or in the rating sheet."""
    years = _years(plan, requirement, place)
    return places.noted(PAPERS[requirement.checked_by][0], requirement.code, place.street, years, place.community)


def _noted(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Tally:
    """The lines of the list of documents, or of the rating sheet, about a requirement; blank ones say nothing."""
    table, column, _ = PAPERS[requirement.checked_by]
    lines = _lines(plan, places, requirement, place)
    excluded = places.cells(table, "excluded")[lines].astype(object)
    reasons = excluded.copy()
    reasons[(reasons == "") & (places.cells(table, column)[lines] == "")] = f"where:{column}="
    return Tally(partial(places.at, table, lines), reasons, Count(math.nan, reasons[excluded == ""]))
