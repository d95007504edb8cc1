"""Columns worked out from the declared ones: who is one family, what is one activity, who is a professional.

What needs names and addresses was worked out before (`evalkit.reading.sealing`); here persons are pseudonyms already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pandas as pd

from evalkit.reading.cells import even
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.names import community_key
from evalkit.reading.sealing import family_of
from evalkit.tables import TABLES

Frames = dict[str, pd.DataFrame]
_DEGREES = {"大专", "本科", "研究生"}


def add_derived(frames: Frames, key: bytes) -> None:
    """Add every derived column that needs more than one row or file to the frames, in place.

    Parameters
    ----------
    frames : table name -> rows, with pseudonyms in the personal columns and the columns of `evalkit.reading.sealing`.
    key : of the pseudonyms.
    """
    _add_services(frames, key)
    _add_activities(frames["activities"])
    _add_staff(frames["staff"])
    frames["supervisors"]["person"] = frames["supervisors"]["name"]
    frames["supervisors"]["local"] = (frames["supervisors"]["origin"] == "本土").astype("boolean")
    _add_keys(frames)


def _add_services(frames: Frames, key: bytes) -> None:
    services = frames["services"]
    clients = _Clients(frames["clients"])
    coded = list(_rows(services, "street", "family_code", "year"))
    families = [clients.family(*row) or family_of(key, *row[:2]) for row in coded]
    services["family"] = _text(families)
    services["categories"] = _text(clients.categories(*row) for row in coded)
    services["case_on_file"] = pd.array(_on_file(services, frames["cases"], clients, key), dtype="boolean")


def _on_file(services: pd.DataFrame, cases: pd.DataFrame, clients: _Clients, key: bytes) -> list[bool]:
    """Whether each service's case was opened, for the same family, no later than the day of service."""
    opened: dict[tuple[str, str, str], list[pd.Timestamp]] = defaultdict(list)
    counted = cases[cases["excluded"] == ""]
    for street, code, year, number, day in _rows(counted, "street", "family_code", "year", "case_no", "opened_on"):
        family = clients.family(street, code, year) or family_of(key, street, code)
        for told_by in {family, even(code)}:
            opened[street, even(number), told_by].append(day)
    rows = _rows(services, "street", "case_no", "family", "family_code", "date")
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
        for street, code, year, family, categories, note in _rows(records, *wanted):
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
        (*row[:3], even(row[3]), row[4]) for row in _rows(activities, "street", "year", "community", "title", "date")
    ]
    for *key, day in keys:
        if not pd.isna(day):
            days[tuple(key)].add(day)
    begun = {key: _run_starts(found) for key, found in days.items()}
    activities["activity"] = _text(
        "" if pd.isna(day) or not title else f"{place}|{title}|{begun[street, year, place, title][day]:%Y-%m-%d}"
        for street, year, place, title, day in keys
    )
    hosts = _rows(activities, "host", "community")
    own = [not host or community_key(host) == community_key(community) for host, community in hosts]
    activities["is_host"] = pd.array(own, dtype="boolean")


def _run_starts(days: Iterable[pd.Timestamp]) -> dict[pd.Timestamp, pd.Timestamp]:
    """Each day with the first day of the run of consecutive days it belongs to."""
    starts: dict[pd.Timestamp, pd.Timestamp] = {}
    for day in sorted(days):
        starts[day] = starts.get(day - timedelta(days=1), day)
    return starts


def _add_staff(staff: pd.DataFrame) -> None:
    staff["person"] = _text(_persons(staff))
    major = staff["major"].map(lambda words: even(words).removesuffix("专业") == "社会工作").astype(bool)
    graduated = staff["graduated_on"].where(major & staff["education"].isin(_DEGREES))
    certified = staff["certified_on"].where(staff["certificate"] != "")
    staff["professional_on"] = pd.concat([graduated, certified], axis=1).min(axis=1).astype("datetime64[us]")
    since, joined = staff["experience_from"], staff["joined_on"]
    months = (joined.dt.year - since.dt.year) * 12 + (joined.dt.month - since.dt.month)
    # A year from 29 February is full on 28 February: the last day of a month is never too early in it.
    early = (joined.dt.day < since.dt.day) & ~joined.dt.is_month_end
    whole = (months - early).clip(lower=0)
    staff["experience_months"] = whole.where(since.notna() & joined.notna()).astype(float)


def _persons(staff: pd.DataFrame) -> list[str]:
    """What tells each row's person: the identity number; without one that of the roster's one namesake, or the name."""
    rows = list(_rows(staff, "street", "year", "name", "id_number"))
    numbers: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for *place, number in rows:
        if number:
            numbers[tuple(place)].add(number)
    told = []
    for *place, number in rows:
        known = numbers[tuple(place)]
        one = next(iter(known)) if len(known) == 1 else place[-1]
        told.append(number or one)
    return told


def _add_keys(frames: Frames) -> None:
    """Keys of what is no person: readable, so that evidence can be checked by eye."""
    trainings = _rows(frames["trainings"], "date", "topic")
    days = (("" if pd.isna(day) else f"{day:%Y-%m-%d}", even(topic)) for day, topic in trainings)
    frames["trainings"]["session"] = _text(map(_joined, days))
    for table, name, parts in (
        ("community_orgs", "organisation", ("community", "name")),
        ("problems", "problem", ("community", "title")),
        ("deliverables", "deliverable", ("community", "kind", "title")),
    ):
        rows = _rows(frames[table], *parts)
        frames[table][name] = _text(_joined((*row[:-1], even(row[-1]))) for row in rows)


def _joined(parts: Iterable[str]) -> str:
    parts = tuple(parts)
    return "|".join(parts) if all(parts) else ""


def _rows(frame: pd.DataFrame, *columns: str) -> Iterable[Any]:
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def _text(values: Iterable[str]) -> Any:
    return pd.array(list(values), dtype="str")
