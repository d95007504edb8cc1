"""Columns the reader works out beside the declared ones; a plan may name them like any other."""

from __future__ import annotations

# Every table has these three as well: where and when a record counts.
PLACE = ("street", "year", "community")

DERIVED: dict[str, tuple[str, ...]] = {
    "visits": ("household", "home", "archive_on_file"),
    "clients": ("family",),
    "family_archives": ("household",),
    "services": ("family", "categories", "case_on_file"),
    "activities": ("activity", "is_host"),
    "trainings": ("session",),
    "staff": ("person", "professional_on", "contract_months", "professional_at_start", "experience_months"),
    "supervisors": ("person", "local"),
    "community_orgs": ("organisation",),
    "problems": ("problem",),
    "deliverables": ("deliverable",),
    "contracts": ("term_months",),
    "board_members": ("person", "assistant_units"),
    "agency_staff": ("person", "professional_on", "contract_months", "professional_at_start"),
    "coordinators": ("person",),
    "groups": ("group",),
    "group_sessions": ("group",),
    "volunteer_teams": ("team",),
    "pilot_units": ("unit", "district_agrees"),
    "budget": ("in_its_year",),
}

# Worked out from the day of a proof that not everybody has: a blank says that there is none.
PROVED = ("professional_at_start", "experience_months")

# What a derived column is worked out from: of every group at least one (table, column) must have been handed in.
SOURCES: dict[tuple[str, str], tuple[tuple[tuple[str, str], ...], ...]] = {
    ("services", "categories"): ((("clients", "categories"),),),
    ("services", "case_on_file"): ((("services", "case_no"),), (("cases", "case_no"),)),
    ("visits", "archive_on_file"): ((("family_archives", "address"),),),
    ("staff", "professional_on"): ((("staff", "certified_on"), ("staff", "graduated_on")),),
    ("staff", "professional_at_start"): ((("staff", "certified_on"), ("staff", "graduated_on")),),
    ("staff", "experience_months"): ((("staff", "experience_from"),),),
    ("staff", "contract_months"): ((("staff", "contract_from"),), (("staff", "contract_to"),)),
    ("agency_staff", "professional_on"): ((("agency_staff", "certified_on"), ("agency_staff", "graduated_on")),),
    ("agency_staff", "professional_at_start"): ((("agency_staff", "certified_on"), ("agency_staff", "graduated_on")),),
    ("agency_staff", "contract_months"): ((("agency_staff", "contract_from"),), (("agency_staff", "contract_to"),)),
    ("contracts", "term_months"): ((("contracts", "from_on"),), (("contracts", "to_on"),)),
    ("board_members", "assistant_units"): ((("board_members", "certificate"),),),
}


def sources(table: str, column: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The columns without which ``column`` cannot be told: of every group one is enough.

    Examples
    --------
    >>> sources("visits", "mode"), sources("visits", "household"), sources("services", "categories")
    (((('visits', 'mode'),),), (), ((('clients', 'categories'),),))
    """
    if column in PLACE or column in DERIVED.get(table, ()):
        return SOURCES.get((table, column), ())
    return (((table, column),),)
