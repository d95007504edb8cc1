"""Columns worked out from the declared ones: who is one family, what is one activity, what has its file.

What needs names and addresses was worked out before (`evalkit.reading.sealing`); here persons are pseudonyms already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from evalkit.reading.cells import even
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.names import community_key
from evalkit.reading.people import add_people, rows_of, text_of
from evalkit.reading.sealing import family_of
from evalkit.tables import TABLES

if TYPE_CHECKING:
    from evalkit.plan import Plan

Frames = dict[str, pd.DataFrame]


def add_derived(frames: Frames, key: bytes, plan: Plan) -> None:
    """Add every derived column that needs more than one row or file to the frames, in place.

    Parameters
    ----------
    frames : table name -> rows, with pseudonyms in the personal columns and the columns of `evalkit.reading.sealing`.
    key : of the pseudonyms. plan : tells each street's district.
    """
    frames["visits"]["archive_on_file"] = _archived(frames["visits"], frames["family_archives"])
    _add_services(frames, key)
    _add_activities(frames["activities"])
    add_people(frames)
    units, budget = frames["pilot_units"], frames["budget"]
    units["district_agrees"] = _agrees(units, plan)
    begun = budget["year"].map({year.id: year.start.year for year in plan.years})
    budget["in_its_year"] = (budget["calendar_year"] == begun).where(budget["calendar_year"].notna()).astype("boolean")
    _add_keys(frames)


def _archived(visits: pd.DataFrame, archives: pd.DataFrame) -> Any:
    """Whether the visited household has an archive in its street, of that year or before; unknown without archives."""
    handed_in: dict[str, int] = {}
    made: dict[tuple[str, str], int] = {}
    records = archives[~archives["excluded"].isin(STRUCTURAL)].sort_values("year", kind="stable")
    for street, year, household, excluded in rows_of(records, "street", "year", "household", "excluded"):
        handed_in.setdefault(street, year)
        if not excluded:
            made.setdefault((street, household), year)
    told: list[bool | None] = []
    for street, year, household in rows_of(visits, "street", "year", "household"):
        known = household and handed_in.get(street, year + 1) <= year
        told.append(made.get((street, household), year + 1) <= year if known else None)
    return pd.array(told, dtype="boolean")


def _agrees(units: pd.DataFrame, plan: Plan) -> Any:
    """Whether the district written is that of the plan: in full, by its last words, or by an alias of the street.

    高新区 for 苏州高新区; 虎丘区 where the plan knows a 虎丘区狮山街道.
    """
    districts = {street.name: even(street.district) for street in plan.streets}
    names = {street.name: {even(alias) for alias in street.aliases} for street in plan.streets}
    told: list[bool | None] = []
    for street, written in rows_of(units, "street", "district"):
        own, word = districts.get(street, ""), even(written)
        known = len(word) > 1 and own
        alike = own.endswith(word) or word.endswith(own) or word + even(street) in names.get(street, ())
        told.append(alike if known else None)
    return pd.array(told, dtype="boolean")


def _add_services(frames: Frames, key: bytes) -> None:
    services = frames["services"]
    clients = _Clients(frames["clients"])
    coded = list(rows_of(services, "street", "family_code", "year"))
    families = [clients.family(*row) or family_of(key, *row[:2]) for row in coded]
    services["family"] = text_of(families)
    services["categories"] = text_of(clients.categories(*row) for row in coded)
    services["case_on_file"] = pd.array(_on_file(services, frames["cases"], clients, key), dtype="boolean")


def _on_file(services: pd.DataFrame, cases: pd.DataFrame, clients: _Clients, key: bytes) -> list[bool]:
    """Whether each service's case was opened, for the same family, no later than the day of service."""
    opened: dict[tuple[str, str, str], list[pd.Timestamp]] = defaultdict(list)
    counted = cases[cases["excluded"] == ""]
    for street, code, year, number, day in rows_of(counted, "street", "family_code", "year", "case_no", "opened_on"):
        family = clients.family(street, code, year) or family_of(key, street, code)
        for told_by in {family, even(code)}:
            opened[street, even(number), told_by].append(day)
    rows = rows_of(services, "street", "case_no", "family", "family_code", "date")
    return [
        any(begun <= day for who in (family, even(code)) for begun in opened.get((street, even(number), who), ()))
        for street, number, family, code, day in rows
    ]


class _Clients:
    """Client families by street and code; of several years' rows the same year's, else the nearest earlier or later."""

    def __init__(self, clients: pd.DataFrame) -> None:
        self.known: dict[tuple[str, str], dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        records = clients[~clients["excluded"].isin([*STRUCTURAL, "unknown_street"])]
        wanted = ("street", "family_code", "year", "family", "categories", "category_note")
        for street, code, year, family, categories, note in rows_of(records, *wanted):
            parts = [part for part in categories.split(";") if part and (part != "其他" or note)]
            self.known[street, even(code)][year].append((family, ";".join(parts)))

    def _of(self, street: str, code: str, year: int) -> list[tuple[str, str]]:
        years = self.known.get((street, even(code))) if even(code) else None
        return years[min(years, key=lambda other: (abs(other - year), other))] if years else []

    def family(self, street: str, code: str, year: int) -> str:
        return min((family for family, _ in self._of(street, code, year)), default="")

    def categories(self, street: str, code: str, year: int) -> str:
        met = {part for _, parts in self._of(street, code, year) for part in parts.split(";")}
        return ";".join(word for word in TABLES["clients"].column("categories").values if word in met)


def _add_activities(activities: pd.DataFrame) -> None:
    """One activity is one title in one community on consecutive days; a joint one counts for its host."""
    days: dict[tuple[Any, ...], set[pd.Timestamp]] = defaultdict(set)
    keys = [
        (*row[:3], even(row[3]), row[4]) for row in rows_of(activities, "street", "year", "community", "title", "date")
    ]
    for *key, day in keys:
        if not pd.isna(day):
            days[tuple(key)].add(day)
    begun = {key: _run_starts(found) for key, found in days.items()}
    activities["activity"] = text_of(
        "" if pd.isna(day) or not title else f"{place}|{title}|{begun[street, year, place, title][day]:%Y-%m-%d}"
        for street, year, place, title, day in keys
    )
    hosts = rows_of(activities, "host", "community")
    own = [not host or community_key(host) == community_key(community) for host, community in hosts]
    activities["is_host"] = pd.array(own, dtype="boolean")


def _run_starts(days: Iterable[pd.Timestamp]) -> dict[pd.Timestamp, pd.Timestamp]:
    """Each day with the first day of the run of consecutive days it belongs to."""
    starts: dict[pd.Timestamp, pd.Timestamp] = {}
    for day in sorted(days):
        starts[day] = starts.get(day - timedelta(days=1), day)
    return starts


def _add_keys(frames: Frames) -> None:
    """Keys of what is no person: readable, so that evidence can be checked by eye."""
    trainings = rows_of(frames["trainings"], "date", "topic")
    days = (("" if pd.isna(day) else f"{day:%Y-%m-%d}", even(topic)) for day, topic in trainings)
    frames["trainings"]["session"] = text_of(map(_joined, days))
    for table, name, parts in (
        ("community_orgs", "organisation", ("community", "name")),
        ("problems", "problem", ("community", "title")),
        ("deliverables", "deliverable", ("community", "kind", "title")),
    ):
        rows = rows_of(frames[table], *parts)
        frames[table][name] = text_of(_joined((*row[:-1], even(row[-1]))) for row in rows)
    teams = rows_of(frames["volunteer_teams"], "community", "name")  # of the street itself where no community is told
    frames["volunteer_teams"]["team"] = text_of(f"{place}|{even(name)}" if name else "" for place, name in teams)
    for table in ("groups", "group_sessions"):
        frames[table]["group"] = text_of(map(even, frames[table]["group_no"]))


def _joined(parts: Iterable[str]) -> str:
    parts = tuple(parts)
    return "|".join(parts) if all(parts) else ""
