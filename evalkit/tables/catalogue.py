"""All record tables by name, in the order of the forms."""

from __future__ import annotations

from evalkit.tables import community, money, service, team
from evalkit.tables.model import Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        community.COMMUNITIES,
        service.VISITS,
        service.CLIENTS,
        service.FAMILY_ARCHIVES,
        service.CASES,
        service.SERVICES,
        service.ACTIVITIES,
        service.TRAININGS,
        team.STAFF,
        team.SUPERVISORS,
        community.DELIVERABLES,
        community.COMMUNITY_ORGS,
        community.PROBLEMS,
        money.CONTRACTS,
        money.PAYMENTS,
    )
}
