"""Every book of a street-year as plain rows, before any agency writes them its own way."""

from __future__ import annotations

from evalkit.sample.days import Row
from evalkit.sample.places import places
from evalkit.sample.rows_clients import case_rows, client_rows, service_rows, street_year
from evalkit.sample.rows_places import activity_rows, deliverable_rows, organisation_rows, problem_rows
from evalkit.sample.rows_team import (
    contract_rows,
    payment_rows,
    staff_rows,
    supervisor_rows,
    training_rows,
    workers,
)
from evalkit.sample.rows_visits import visit_rows


def books(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    """The books handed in for a street-year: table -> rows. A missing book is absent, a header-only one is empty.

    Examples
    --------
    >>> handed_in = books("狮山街道", 1, 2016)
    >>> len(handed_in), [row["community"] for row in handed_in["communities"]]
    (14, ['狮语社区', '狮云社区', '狮禾社区'])
    """
    plan = street_year(street, year)
    every = {**_of_communities(street, year, seed), **_of_street(street, year, seed)}
    empty: dict[str, list[Row]] = {table: [] for table in plan.header_only}
    return {table: rows for table, rows in {**every, **empty}.items() if table not in plan.missing}


def _of_communities(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    here, team = places(street, year), workers(street, year)
    return {
        "communities": [{"community": p.community, "since": p.since, "option": p.option} for p in here],
        "visits": [row for p in here for row in visit_rows(p, team, seed)],
        "activities": [row for p in here for row in activity_rows(p, team, seed)],
        "deliverables": [row for p in here for row in deliverable_rows(p, seed)],
        "community_orgs": [row for p in here for row in organisation_rows(p, seed)],
        "problems": [row for p in here for row in problem_rows(p, seed)],
    }


def _of_street(street: str, year: int, seed: int) -> dict[str, list[Row]]:
    plan, team = street_year(street, year), workers(street, year)
    return {
        "clients": client_rows(plan, seed),
        "cases": case_rows(plan, team, seed),
        "services": service_rows(plan, team, seed),
        "trainings": training_rows(plan, seed),
        "staff": staff_rows(street, year),
        "supervisors": supervisor_rows(plan),
        "contracts": contract_rows(plan),
        "payments": payment_rows(plan),
    }
