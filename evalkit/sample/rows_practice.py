"""Books of daily practice: groups, sessions, supervision, hours, coordinators, volunteers, family archives."""

from __future__ import annotations

from datetime import date, timedelta

from evalkit.sample.days import Row, day, dice, outside
from evalkit.sample.people import household, staff_name
from evalkit.sample.places import places
from evalkit.sample.practice import ALL, ARCHIVED, HOUR_ROWS, HOURS, OWN, UNARCHIVED, WRITTEN_TWICE, Fields, terms
from evalkit.sample.rows_team import street_number
from evalkit.sample.situations import YEARS, StreetYear

FIRST_SUPERVISOR, FIRST_COORDINATOR = 20, 40
KINDS = ("个案", "小组", "社区活动", "探访", "督导", "行政")
GROUPS_A_YEAR, SESSIONS, CASES = 2, 4, 5


def with_fields(rows: list[Row], served: tuple[str, ...], stray: str, year: int) -> list[Row]:
    """The rows with the field of each: those of the year take the fields served in turn, the others ``stray``."""
    first, last = YEARS[year]
    ours = [isinstance(row["date"], date) and first <= row["date"] <= last for row in rows]
    turns = {n: turn for turn, n in enumerate(n for n, mine in enumerate(ours) if mine)}
    return [{**row, "domain": served[turns[n] % len(served)] if n in turns else stray} for n, row in enumerate(rows)]


def fielded(rows: list[Row], plan: StreetYear, said: Fields, table: str) -> list[Row]:
    """The service log or the activities with their fields."""
    return with_fields(rows, getattr(said, table), said.stray, plan.year)


def coordinator_rows(plan: StreetYear) -> list[Row]:
    """Who coordinates in the street itself and in each community."""
    spots = [(OWN, YEARS[1][0]), *((place.community, place.since) for place in places(plan.street, plan.year))]
    number, last = street_number(plan.street), YEARS[plan.year][1]
    rows = []
    for spot, (name, since) in enumerate(spots):
        for n, (begun, ended) in enumerate(terms(plan.street, plan.year, name, since)):
            rows.append({
                "community": "" if name == OWN else name, "from_on": begun, "certificate": "", "other_duties": "",
                "name": staff_name(number, FIRST_COORDINATOR + 10 * spot + n),
                "to_on": ended if ended and ended <= last else None,
            })  # fmt: skip
        if (plan.street, plan.year, name) == WRITTEN_TWICE:
            rows.append(dict(rows[-1]))
    return rows


def hour_rows(plan: StreetYear, workers: list[str], seed: int) -> list[Row]:
    """The record of hours: what a street-year has of them is planted, and one day outside the year."""
    rng, period = dice(seed, "hours", plan.street, plan.year), YEARS[plan.year]
    rows = [_hours(rng.choice(workers), day(rng, *period), n) for n in range(HOUR_ROWS[plan.street])]
    rows.append(_hours(workers[0], outside(rng, *period), 0))
    return sorted(rows, key=lambda row: (row["date"], row["worker"], row["hours"]))


def _hours(worker: str, when: date, n: int) -> Row:
    return {"worker": worker, "date": when, "type": KINDS[n % len(KINDS)], "hours": HOURS[n % len(HOURS)]}


def group_rows(plan: StreetYear, workers: list[str], seed: int) -> list[Row]:
    """Two groups a year."""
    rng = dice(seed, "groups", plan.street, plan.year)
    here = places(plan.street, plan.year)
    first = YEARS[plan.year][0]
    opened = [day(rng, first + timedelta(30), first + timedelta(200)) for _ in range(GROUPS_A_YEAR)]
    return [
        {
            "group_no": f"XZ-{first.year}-{n:03}", "community": here[n % len(here)].community, "name": f"虚构{n}号小组",
            "kind": "支持小组", "goal": "", "members": 8 + n, "sessions": SESSIONS, "opened_on": when,
            "closed_on": when + timedelta(7 * (SESSIONS - 1)), "domain": ALL[n], "worker": rng.choice(workers),
        }
        for n, when in enumerate(opened, 1)
    ]  # fmt: skip


def group_session_rows(groups: list[Row]) -> list[Row]:
    """Every session of the groups, a week apart."""
    return [
        {
            "group_no": group["group_no"], "session": n + 1, "date": group["opened_on"] + timedelta(7 * n),
            "hours": 1.5, "attendance": group["members"] - n % 3, "leader": group["worker"], "content": "",
        }
        for group in groups
        for n in range(SESSIONS)
    ]  # fmt: skip


def case_session_rows(cases: list[Row]) -> list[Row]:
    """Two sessions of each of the first cases."""
    return [
        {
            "case_no": case["case_no"], "session": n + 1, "date": case["opened_on"] + timedelta(14 * n), "hours": 1.0,
            "worker": case["worker"], "content": "",
        }
        for case in cases[:CASES]
        for n in range(2)
    ]  # fmt: skip


def supervision_rows(plan: StreetYear, workers: list[str], seed: int) -> list[Row]:
    """Four sessions of each supervisor."""
    rng, number = dice(seed, "supervision", plan.street, plan.year), street_number(plan.street)
    rows = [
        {
            "date": day(rng, *YEARS[plan.year]), "supervisor": staff_name(number, FIRST_SUPERVISOR + n), "type": "团体",
            "supervisees": "、".join(workers[:3]), "attendees": len(workers[:3]), "hours": 2.0, "content": "",
        }
        for n in range(plan.local + plan.overseas)
        for _ in range(4)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["date"], row["supervisor"]))


def volunteer_rows(plan: StreetYear) -> list[Row]:
    """One team of the street and one in each community."""
    teams = [
        ("", "虚构街道应急志愿队"),
        *((p.community, f"{p.community[:-2]}邻里志愿队") for p in places(plan.street, plan.year)),
    ]
    return [
        {
            "community": place, "name": name, "formed_on": date(2016, 10, 15 + n), "members": 12 + n,
            "service_hours": 80 + 5 * n,
        }
        for n, (place, name) in enumerate(teams)
    ]  # fmt: skip


def archive_rows(plan: StreetYear, seed: int) -> list[Row]:
    """The archives of the households visited, without those that have none."""
    if (plan.street, plan.year) != ARCHIVED:
        return []
    rng = dice(seed, "archives", plan.street, plan.year)
    return [
        {
            "community": place.community, "household_code": f"{place.community[:-2]}-{n:03}",
            "members": home.family_size, "head_name": home.head_name, "address": home.address, "phone": home.phone,
            "housing": "自有", "categories": ("低收入家庭",) if n % 9 == 0 else (), "explicit_needs": "",
            "latent_needs": "", "resources": "", "assessment": "", "worker": "",
            "created_on": day(rng, *YEARS[plan.year]),
        }
        for place in places(plan.street, plan.year)
        for n in range(UNARCHIVED.get(place.community, 0), place.visits.done)
        for home in (household(seed, place.community, n),)
    ]  # fmt: skip
