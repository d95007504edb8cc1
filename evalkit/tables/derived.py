"""Columns the reader works out beside the declared ones; a plan may name them like any other."""

from __future__ import annotations

# Every table has these three as well: where and when a record counts.
PLACE = ("street", "year", "community")

DERIVED: dict[str, tuple[str, ...]] = {
    "visits": ("household",),
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
