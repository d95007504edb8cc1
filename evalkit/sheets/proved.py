"""What each verdict rests on, in one line: its arithmetic, its records, and a checksum to find its certificate by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evalkit import wording, yearly
from evalkit.display import Table, cell, head
from evalkit.grounds import arithmetic, checksum, stems, tables_of
from evalkit.judging import PAPERS
from evalkit.plan import Plan
from evalkit.sheets.judged import sections
from evalkit.tables import TABLES
from evalkit.words import language, number, say

HEADS = ("code", "place", "arithmetic", "verdict", "counted_of", "checksum")
SHOWN = 12  # hexadecimal letters of a checksum


@yearly.of_verdicts
def proofs(plan: Plan, verdicts: pd.DataFrame, lang: str | None = None) -> Table:
    """The chain of proof of every verdict of one street and year that applies; the words it rests on are in `clauses`.

    Parameters
    ----------
    plan : the notice as data.
    verdicts : rows of one street and contract year, as `assess` gives them.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Table : one row a verdict, under its section: code (its certificate, where it was made with the report), place,
        value against bound with the records left out and why, verdict, records counted of all, checksum.

    Raises
    ------
    ParameterError : rows of several streets.
    """
    street, year = wording.one_place(verdicts)
    rows = verdicts.assign(stem=stems(verdicts))
    told = rows[rows["verdict"] != "not_applicable"]
    left = say("sheets.proofs_left", lang, n=len(rows) - len(told))
    return Table(
        label="proofs",
        caption=wording.titled("proofs", verdicts, lang),
        header=head(*(say(f"sheets.{key}", lang) for key in HEADS)),
        body=[line for section in sections(told) for line in _section(plan, section, lang)],
        align=["left", "left", "left", "center", "right", "left"],
        notes=[say("sheets.proofs_note", lang, letters=SHOWN)] + [left] * (len(told) < len(rows)),
        street=street,
        year=year,
    )


def _section(plan: Plan, verdicts: wording.Rows, lang: str | None) -> list[list[dict[str, Any]]]:
    label = wording.spoken(verdicts[0], "section_label", lang)
    return [[cell(label, cs=len(HEADS))], *(_line(plan, row, lang) for row in verdicts)]


def _line(plan: Plan, row: Mapping[Any, Any], lang: str | None) -> list[dict[str, Any]]:
    return [
        cell(row["code"]) | {"proof": row["stem"]},
        cell(row["community"] or say("sheets.whole_street", lang)),
        cell(_arithmetic(plan, row, lang)),
        cell(wording.verdict(row["verdict"], lang), wording.TONES[row["verdict"]]),
        cell(_counted(row, lang)),
        cell(checksum(row)[:SHOWN]),
    ]


def _counted(row: Mapping[Any, Any], lang: str | None) -> str:
    if not row["rows"]:
        return "—"
    return say("sheets.of_all", lang, counted=number(row["counted"]), rows=number(row["rows"]))


def _arithmetic(plan: Plan, row: Mapping[Any, Any], lang: str | None) -> str:
    """Value against bound; of what people noted, in which list."""
    if row["checked_by"] in PAPERS:
        table = TABLES[PAPERS[row["checked_by"]][0]]
        name = table.label_en if language(lang) == "en" else table.label
        return wording.why(row, lang) or say("sheets.proof_noted", lang, table=name)
    tables = tables_of(plan.requirement(row["requirement"]))
    return wording.evened(arithmetic(row, tables, lang), lang) or wording.why(row, lang) or "—"
