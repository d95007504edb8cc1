"""Every book of a street-year as plain rows, before any agency writes them its own way."""

from __future__ import annotations

from evalkit.sample.days import Row
from evalkit.sample.places import places
from evalkit.sample.practice import fields
from evalkit.sample.rows_agency import agency_rows, board_rows, employee_rows, expenditure_rows, premises_rows
from evalkit.sample.rows_clients import case_rows, client_rows, service_rows, street_year
from evalkit.sample.rows_places import activity_rows, deliverable_rows, organisation_rows, problem_rows
from evalkit.sample.rows_practice import (
    archive_rows,
    case_session_rows,
    coordinator_rows,
    fielded,
    group_rows,
    group_session_rows,
    hour_rows,
    supervision_rows,
    volunteer_rows,
)
from evalkit.sample.rows_team import (
    contract_rows,
    payment_rows,
    staff_rows,
    supervisor_rows,
    training_rows,
    workers,
)
from evalkit.sample.rows_visits import visit_rows
from evalkit.sample.situations import StreetYear


def books(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    """The books handed in for a street-year: table -> rows. A missing book is absent, a header-only one is empty.

    Examples
    --------
    >>> handed_in = books("狮山街道", 1, 2016)
    >>> len(handed_in), [row["community"] for row in handed_in["communities"]]
    (27, ['狮语社区', '狮云社区', '狮禾社区'])
    """
    plan = street_year(street, year)
    every = {**_of_communities(street, year, seed), **_of_street(street, year, seed)}
    every |= {**_of_agency(street, year, seed), **_of_practice(every, plan, seed)}
    empty: dict[str, list[Row]] = {table: [] for table in plan.header_only}
    unasked = {"family_archives"} if not every["family_archives"] else set()
    return {table: rows for table, rows in {**every, **empty}.items() if table not in {*plan.lacking, *unasked}}


def _of_communities(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    here, team, plan = places(street, year), workers(street, year), street_year(street, year)
    activities = [row for p in here for row in activity_rows(p, team, seed)]
    return {
        "communities": [{"community": p.community, "since": p.since, "option": p.option} for p in here],
        "visits": [row for p in here for row in visit_rows(p, team, seed)],
        "activities": fielded(activities, plan, fields(street, year), "activities"),
        "deliverables": [row for p in here for row in deliverable_rows(p, seed)],
        "community_orgs": [row for p in here for row in organisation_rows(p, seed)],
        "problems": [row for p in here for row in problem_rows(p, seed)],
    }


def _of_street(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    plan, team = street_year(street, year), workers(street, year)
    return {
        "clients": client_rows(plan, seed),
        "cases": case_rows(plan, team, seed),
        "services": fielded(service_rows(plan, team, seed), plan, fields(street, year), "services"),
        "trainings": training_rows(plan, seed),
        "staff": staff_rows(street, year),
        "supervisors": supervisor_rows(plan),
        "contracts": contract_rows(plan),
        "payments": payment_rows(plan),
    }


def _of_agency(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    plan = street_year(street, year)
    return {
        "agencies": agency_rows(street),
        "board_members": board_rows(street),
        "agency_staff": employee_rows(street),
        "premises": premises_rows(plan),
        "expenditures": expenditure_rows(plan, seed),
    }


def _of_practice(every: dict[str, list[Row]], plan: StreetYear, seed: int) -> dict[str, list[Row]]:
    team = workers(plan.street, plan.year)
    groups = group_rows(plan, team, seed)
    return {
        "coordinators": coordinator_rows(plan),
        "groups": groups,
        "group_sessions": group_session_rows(groups),
        "case_sessions": case_session_rows(every["cases"]),
        "supervision": supervision_rows(plan, team, seed),
        "work_hours": hour_rows(plan, team, seed),
        "volunteer_teams": volunteer_rows(plan),
        "family_archives": archive_rows(plan, seed),
    }
