"""Verdicts as a list for the desk, each column named and each value said in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.explaining import reason
from evalkit.grounds import tables_of
from evalkit.plan import Plan
from evalkit.reading.guarding import Guard
from evalkit.saving import save
from evalkit.wording import bound, period, remark, spoken, value, verdict
from evalkit.words import language, number, say

# column, in the order of the list -> half-width letters
WIDTHS = {
    "street": 12, "year": 14, "requirement": 34, "clause": 14, "community": 12, "verdict": 14, "amount": 20,
    "bound": 14, "remark": 36, "before": 14, "ruled_by": 30,
    "rows": 8, "rows_counted": 8, "left_out": 36, "other_reading": 36, "cut_off": 12,
}  # fmt: skip


def save_verdicts(
    verdicts: pd.DataFrame, plan: Plan, path: str | Path, lang: str | None = None, guard: Guard | None = None
) -> Path:
    """Write verdicts for people; a ``.parquet`` is for programs and keeps the names of `evalkit.assessing.COLUMNS`.

    Parameters
    ----------
    verdicts : as `evalkit.assessing.assess` gives them. plan : they were made by.
    path : the suffix says how, as for `evalkit.saving.save`. lang : of the labels, ``zh`` or ``en``.
    guard : as for `evalkit.saving.save`.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : another suffix. ReportError : a person stands in the list.
    """
    if Path(path).suffix.lower() == ".parquet":
        return save(verdicts, path, guard=guard)
    return save(listed(verdicts, plan, lang), path, tuple(WIDTHS.values()), guard)


def listed(verdicts: pd.DataFrame, plan: Plan, lang: str | None = None) -> pd.DataFrame:
    """One row a verdict, in words; parameters as for `save_verdicts`."""
    lang = language(lang)
    rows = [_told(row, plan, lang) for row in verdicts.to_dict("records")]
    labels = {name: say(f"saving.{name}", lang) for name in WIDTHS}
    return pd.DataFrame(rows, columns=list(WIDTHS)).rename(columns=labels)


def _told(row: Mapping[Any, Any], plan: Plan, lang: str) -> dict[str, Any]:
    return {
        "street": spoken(row, "street", lang),
        "year": period(row, lang),
        "requirement": f"{row['code']} {spoken(row, 'label', lang)}",
        "clause": row["clause"],
        "community": row["community"],
        "verdict": verdict(row["verdict"], lang),
        "amount": value(row, lang),
        "bound": bound(row, lang),
        "remark": remark(row, lang),
        "before": verdict(row["before"], lang) if row["before"] else "",
        "ruled_by": row["ruled_by"],
        "rows": row["rows"],
        "rows_counted": row["counted"],
        "left_out": left_out(row, plan, lang),
        "other_reading": other_reading(row, plan, lang),
        "cut_off": row["cut_off"],
    }


def left_out(row: Mapping[Any, Any], plan: Plan, lang: str) -> str:
    """Why rows do not count, each reason with its number; parameters as for `other_reading`."""
    tables = tables_of(plan.requirement(row["requirement"]))
    told = (f"{reason(word, tables, lang)} {number(rows)}" for word, rows in json.loads(row["left_out"]).items())
    return say("errors.separator", lang).join(told)


def other_reading(row: Mapping[Any, Any], plan: Plan, lang: str) -> str:
    """Another reading of the words and its verdict, where it gives another one; ``""`` where none does.

    Parameters
    ----------
    row : of verdicts. plan : they were made by. lang : ``zh`` or ``en``.
    """
    if not row["differs"]:
        return ""
    known = plan.requirement(row["requirement"]).alternatives
    english = next((one.reading_en for one in known if one.reading == row["alternative"]), "") if lang == "en" else ""
    told = {"reading": english or row["alternative"], "verdict": verdict(row["alternative_verdict"], lang)}
    return say("certifying.alternative", lang, **told)
