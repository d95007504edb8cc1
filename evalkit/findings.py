"""The catalogue of findings: how grave each is, where it comes from, and whether its row counts all the same.

The sentence and the cure of a finding stand in ``text/checking.toml``, when it is raised in ``text/findings.toml``.
``docs/findings.md`` is made from all of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evalkit.reading.faults import OF_HEADERS
from evalkit.tables import TABLES
from evalkit.words import say

COLUMNS = (
    "code", "severity", "street", "year", "community", "table", "file", "sheet", "row", "column", "field", "value",
    "counted", "message", "cure", "touches",
)  # fmt: skip
SEVERITIES = ("error", "warning", "note")
SOURCES = ("file", "sheet", "cell", "rule")
COUNTS = ("yes", "no", "either", "none")


@dataclass(frozen=True)
class Kind:
    """What is known of every finding of one code.

    Parameters
    ----------
    severity : ``error`` (something is lost or wrong), ``warning`` (doubtful), ``note`` (good to know).
    source : met while reading a ``file``, a ``sheet`` or a ``cell``, or found by a ``rule`` between records.
    counts : whether the row counts: ``yes``, ``no``, ``either``; ``none`` where no single row is meant.
    """

    severity: str
    source: str
    counts: str


# Of `either`: the row is not counted where the value is one it must have, and the finding is then an error.
CATALOGUE: Mapping[str, Kind] = {
    code: Kind(severity, source, counts)
    for code, severity, source, counts in (
        # files and folders
        ("unreadable_file", "error", "file", "none"),
        ("unplaced_file", "error", "file", "none"),
        ("unknown_year_folder", "error", "file", "none"),
        ("unknown_street_folder", "error", "file", "none"),
        ("nothing_submitted", "error", "file", "none"),
        ("only_pilot", "note", "file", "none"),
        ("correction_refused", "error", "file", "none"),
        ("misplaced_corrections", "error", "file", "none"),
        ("copy_beside", "error", "file", "none"),
        ("same_rows", "error", "rule", "none"),
        ("macros", "warning", "file", "none"),
        ("external_links", "warning", "file", "none"),
        ("damaged_text", "warning", "file", "none"),
        ("read_as", "note", "file", "none"),
        ("control_characters", "note", "file", "none"),
        ("same_file", "note", "file", "none"),
        ("other_file", "note", "file", "none"),
        ("no_table", "note", "file", "none"),
        # sheets and their headers
        ("missing_column", "error", "sheet", "none"),
        ("unread_records", "error", "sheet", "none"),
        ("unknown_sheet", "warning", "sheet", "none"),
        ("other_sheet", "note", "sheet", "none"),
        ("unread_form", "warning", "sheet", "none"),
        ("wrong_folder", "error", "sheet", "none"),
        ("doubtful_table", "warning", "sheet", "none"),
        ("rows_above", "warning", "sheet", "no"),
        ("bare_columns", "warning", "sheet", "none"),
        ("duplicate_header", "error", "sheet", "none"),
        ("hidden_rows", "warning", "sheet", "none"),
        ("hidden_columns", "warning", "sheet", "none"),
        ("stray_cell", "warning", "sheet", "none"),
        ("ragged", "error", "sheet", "none"),
        ("broken_quotes", "warning", "sheet", "none"),
        ("unit_disagrees", "warning", "sheet", "none"),
        ("planned", "warning", "sheet", "none"),
        ("sum_disagrees", "warning", "sheet", "no"),
        ("community_disagrees", "warning", "sheet", "yes"),
        ("hidden_sheet", "note", "sheet", "none"),
        ("far_formatting", "note", "sheet", "none"),
        ("unknown_column", "warning", "sheet", "none"),
        ("unread_rows", "note", "sheet", "none"),
        ("unknown_columns", "note", "sheet", "none"),
        ("unknown_labels", "note", "sheet", "none"),
        # cells
        ("no_date", "error", "cell", "no"),
        ("missing_key", "error", "cell", "no"),
        ("unknown_community", "error", "cell", "no"),
        ("unknown_street", "error", "cell", "no"),
        ("street_disagrees", "error", "cell", "either"),
        ("bad_date", "error", "cell", "either"),
        ("impossible_date", "error", "cell", "either"),
        ("far_date", "error", "cell", "either"),
        ("month_only", "error", "cell", "either"),
        ("ambiguous_date", "error", "cell", "either"),
        ("date_order", "error", "cell", "either"),
        ("year_unclear", "error", "cell", "either"),
        ("cell_error", "error", "cell", "either"),
        ("uncomputed", "error", "cell", "either"),
        ("date_range", "warning", "cell", "either"),
        ("bad_number", "warning", "cell", "either"),
        ("vague_number", "warning", "cell", "either"),
        ("bad_hours", "warning", "cell", "either"),
        ("odd_number", "warning", "cell", "either"),
        ("merged_number", "warning", "cell", "either"),
        ("number_alone", "warning", "cell", "no"),
        ("money_scale", "warning", "cell", "either"),
        ("ditto", "warning", "cell", "either"),
        ("called_off", "warning", "cell", "yes"),
        ("duplicate_label", "warning", "cell", "either"),
        ("bad_yes_no", "warning", "cell", "either"),
        ("unknown_choice", "warning", "cell", "either"),
        ("digits_lost", "warning", "cell", "either"),
        ("bad_identity", "warning", "cell", "either"),
        ("example_row", "note", "cell", "no"),
        ("masked_identity", "note", "cell", "either"),
        ("masked_phone", "note", "cell", "either"),
        ("corrected", "note", "cell", "either"),
        # between records
        ("outside_year", "error", "rule", "no"),
        ("missing_table", "error", "rule", "none"),
        ("year_not_submitted", "warning", "rule", "none"),
        ("absent_column", "error", "rule", "none"),
        ("case_closed_before_opened", "error", "rule", "yes"),
        ("staff_left_before_joined", "error", "rule", "yes"),
        ("staff_two_streets", "error", "rule", "yes"),
        ("lead_two_streets", "error", "rule", "yes"),
        ("unknown_host", "error", "rule", "yes"),
        ("duplicate_contract", "error", "rule", "yes"),
        ("duplicate_visit", "warning", "rule", "yes"),
        ("near_duplicate_visit", "warning", "rule", "yes"),
        ("family_two_codes", "warning", "rule", "yes"),
        ("code_two_families", "warning", "rule", "yes"),
        ("case_without_session", "warning", "rule", "yes"),
        ("case_without_client", "warning", "rule", "yes"),
        ("service_without_client", "warning", "rule", "yes"),
        ("shared_activity_without_host", "warning", "rule", "yes"),
        ("near_shared_activity", "warning", "rule", "yes"),
        ("near_duplicate_activity", "warning", "rule", "yes"),
        ("attendance_blank", "warning", "rule", "yes"),
        ("too_few_communities", "warning", "rule", "none"),
        ("duplicate_payment", "warning", "rule", "yes"),
        ("not_adjustable", "warning", "rule", "yes"),
        ("decision_without_proof", "warning", "rule", "yes"),
        ("decisions_disagree", "error", "rule", "yes"),
        ("conclusion_altered", "error", "rule", "yes"),
        ("conclusion_outdated", "error", "rule", "yes"),
        ("conclusion_other_plan", "warning", "rule", "none"),
        ("conclusion_missing", "warning", "rule", "yes"),
        ("payer_not_as_agreed", "warning", "rule", "none"),
        ("repeat_visit", "note", "rule", "yes"),
        ("home_two_families", "note", "rule", "yes"),
        ("large_with_few", "note", "rule", "yes"),
        ("small_with_many", "note", "rule", "yes"),
        ("fee_not_paid", "note", "rule", "none"),
        ("conclusion_other_day", "note", "rule", "none"),
    )
}


def when(code: str, lang: str | None = None) -> str:
    """When a finding is raised, in a sentence.

    Parameters
    ----------
    code : one of `CATALOGUE`. lang : ``zh`` or ``en``.

    Examples
    --------
    >>> when("no_date", "en")
    'A record has no date, and its table needs one.'
    """
    return say(f"findings.{code}", lang)


def is_hidden(finding: Mapping[Any, Any]) -> bool:
    """Whether the value of a finding would tell who a person is, so that the reader has masked it.

    Examples
    --------
    >>> is_hidden({"code": "bad_identity", "table": "staff", "field": "id_number"})
    True
    """
    table = TABLES.get(finding["table"])
    if finding["code"] == "corrected" and not (table and finding["field"]):
        return True  # of a column nobody knows it cannot be told
    if finding["code"] in OF_HEADERS:
        return False
    return table is not None and finding["field"] in table.personal
