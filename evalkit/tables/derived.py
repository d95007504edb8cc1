"""Columns the reader works out beside the declared ones; a plan may name them like any other."""

from __future__ import annotations

# Every table has these three as well: where and when a record counts.
PLACE = ("street", "year", "community")

DERIVED: dict[str, tuple[str, ...]] = {
    "visits": ("household", "home"),
    "clients": ("family",),
    "services": ("family", "categories", "case_on_file"),
    "activities": ("activity", "is_host"),
    "trainings": ("session",),
    "staff": ("person", "professional_on", "experience_months"),
    "supervisors": ("person", "local"),
    "community_orgs": ("organisation",),
    "problems": ("problem",),
    "deliverables": ("deliverable",),
}

# What a derived column is worked out from: of every group at least one (table, column) must have been handed in.
SOURCES: dict[tuple[str, str], tuple[tuple[tuple[str, str], ...], ...]] = {
    ("services", "categories"): ((("clients", "categories"),),),
    ("services", "case_on_file"): ((("services", "case_no"),), (("cases", "case_no"),)),
    ("staff", "professional_on"): ((("staff", "certified_on"), ("staff", "graduated_on")),),
    ("staff", "experience_months"): ((("staff", "experience_from"),),),
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
