"""All record tables by name, in the order of the forms: the agency's, the programme's, the evaluator's."""

from __future__ import annotations

from evalkit.tables import agency, community, evaluator, money, practice, programme, service, team
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
        agency.AGENCIES,
        agency.BOARD_MEMBERS,
        agency.AGENCY_STAFF,
        team.COORDINATORS,
        agency.PREMISES,
        practice.GROUPS,
        practice.GROUP_SESSIONS,
        practice.CASE_SESSIONS,
        practice.SUPERVISION,
        practice.WORK_HOURS,
        community.VOLUNTEER_TEAMS,
        community.RESOURCES,
        money.EXPENDITURES,
        programme.PILOT_UNITS,
        programme.BUDGET,
        programme.MILESTONES,
        programme.EVALUATIONS,
        evaluator.DOCUMENTS,
        evaluator.RATINGS,
        evaluator.ADJUSTMENTS,
        evaluator.REPLIES,
        evaluator.CONCLUSIONS,
    )
}
