"""Values and verdicts of practice: fields served, categories registered, hours, coordinators, family archives."""

from __future__ import annotations

from datetime import date

from evalkit.sample.days import month_ends
from evalkit.sample.facts import Fact, absent, every_one, told, unkept
from evalkit.sample.places import places
from evalkit.sample.practice import ALL, ARCHIVED, HOUR_ROWS, HOURS, OWN, UNARCHIVED, fields, terms
from evalkit.sample.rows_clients import families
from evalkit.sample.situations import YEARS, Place, StreetYear


def practice_truth(plan: StreetYear) -> dict[tuple[str, str], Fact]:
    """Every requirement of practice: (community, clause) -> fact."""
    here = places(plan.street, plan.year)
    of_units = {(OWN, "G01"): _coordinators(plan, OWN, YEARS[1][0])}
    of_units |= {(p.community, "G01"): _coordinators(plan, p.community, p.since) for p in here}
    archives = {(p.community, "C02"): _archives(plan, p) for p in here}
    street = {"P04": _fields(plan), "S06": _registered(plan), "H01": _hours(plan)}
    return {**{("", code): fact for code, fact in street.items()}, **of_units, **archives}


def _fields(plan: StreetYear) -> Fact:
    """The fields named by records of the year, in whichever of the two books has the column."""
    said = fields(plan.street, plan.year)
    kept = {
        table: served
        for table, served in (("services", said.services), ("activities", said.activities))
        if not unkept(plan.street, table, "domain") and not absent(plan, table)
    }
    if not kept:
        return Fact(None, "cannot_assess", told("no_fields", 0))
    found = {one for served in kept.values() for one in served}
    return Fact(len(found), "met" if found == set(ALL) else "for_evaluator", told("fields", len(found)))


def _registered(plan: StreetYear) -> Fact:
    listed = families(plan)
    return every_one("registered", sum(bool(family.categories) for family in listed), len(listed))


def _hours(plan: StreetYear) -> Fact:
    """The notice gives no bound that could be worked out: the hours are told, and nothing is decided."""
    hours = sum(HOURS) * HOUR_ROWS[plan.street] / len(HOURS)
    return absent(plan, "work_hours") or Fact(hours, "cannot_assess", told("hours", int(hours)))


def _coordinators(plan: StreetYear, place: str, since: date) -> Fact:
    """One or two at every month end; the value is the month furthest from that, else the month with the fewest."""
    if missing := absent(plan, "coordinators"):
        return missing
    said = terms(plan.street, plan.year, place, since)
    counts = [
        sum(begun <= end and (ended is None or ended >= end) for begun, ended in said)
        for end in month_ends(*YEARS[plan.year])
    ]
    value = max(counts, key=lambda n: max(1 - n, n - 2, 0))
    fits = 1 <= value <= 2
    return Fact(min(counts) if fits else value, "met" if fits else "not_met", told("coordinators", value))


def _archives(plan: StreetYear, place: Place) -> Fact:
    done = place.visits.done
    if (plan.street, plan.year) != ARCHIVED:
        return Fact(None, "cannot_assess", told("no_archives", 0))
    return every_one("archives", done - UNARCHIVED.get(place.community, 0), done)
