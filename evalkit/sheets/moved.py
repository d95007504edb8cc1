"""What moved since an earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit import run_lists, wording
from evalkit.display import Table, Text, cell, head
from evalkit.editions import COMMISSIONER, is_public
from evalkit.plan_model import CONTRACT
from evalkit.records import Records
from evalkit.runs import STATUSES, Run, moves, of_street, read_run, this_run
from evalkit.words import say

HEADS = ("requirement", "place", "was", "now", "changed_by")
_ORDER = [*STATUSES, "new", "gone"]


def changes(
    before: str | Path | None,
    records: Records,
    verdicts: pd.DataFrame,
    lang: str | None = None,
    *,
    edition: str = COMMISSIONER,
) -> Table | Text:
    """The verdicts of one street and year that moved since an earlier run, what they were, and what changed for it.

    Parameters
    ----------
    before : a folder that `evalkit.saving.save_processed` wrote, such as a kept copy of ``data/processed``; None where
        nothing is to be compared: a sentence then says so.
    records : those the verdicts rest on.
    verdicts : rows of one street, of a contract year or of all, as `assess` gives them.
    lang : ``zh`` or ``en``.
    edition : ``commissioner``, or ``public``: what changed without the names of files.

    Returns
    -------
    Table : one row a verdict that moved, the gravest first; a note alone where none did.

    Raises
    ------
    ParameterError : rows of several streets; no such edition.
    ReadError : ``before`` is no saved run, or its files are not those its manifest names.
    """
    street, years = wording.one_street(verdicts)
    public = is_public(edition)
    year = years[0] if len(years) == 1 else CONTRACT
    if before is None:
        return Text(say("sheets.changes_alone", lang), street=street, year=year)
    old = read_run(before)
    moved = moves(*(of_street(run, street, years) for run in (old, this_run(records, verdicts))))
    moved = moved.assign(files="{}") if public else moved
    moved = moved.sort_values("status", key=lambda words: words.map(_ORDER.index), kind="stable")
    return Table(
        label="changes",
        caption=wording.titled("changes", verdicts, lang),
        header=head(*(say(f"sheets.{key}", lang) for key in HEADS)),
        body=[_line(row, len(years) > 1, lang) for row in moved.to_dict("records")],
        align=["left"] * len(HEADS),
        notes=_notes(old, moved, lang),
        street=street,
        year=year,
    )


def _line(row: Mapping[Any, Any], several: bool, lang: str | None) -> list[dict[str, Any]]:
    files = run_lists.inputs(row, lang)
    told = [run_lists.causes(row, lang), *([files] if files else [])]
    return [
        cell(f"{row['code']} {wording.spoken(row, 'label', lang)}"),
        cell(" ".join([wording.period(row, lang)] * several + [row["community"] or say("sheets.whole_street", lang)])),
        *(_side(run_lists.side(row, when), lang) for when in ("before", "after")),
        cell(say("sheets.semicolon", lang).join(told)),
    ]


def _side(verdict: Mapping[str, Any], lang: str | None) -> dict[str, Any]:
    """Verdict, value and bound of one of the two runs."""
    if not verdict:
        return cell(say("runs.none", lang))
    word, value = wording.verdict(verdict["verdict"], lang), wording.value(verdict, lang)
    if value == "—":
        return cell(word, wording.TONES[verdict["verdict"]])
    told = say("sheets.of_bound", lang, value=value, bound=wording.bound(verdict, lang))
    return cell(f"{word}{say('sheets.comma', lang)}{told}", wording.TONES[verdict["verdict"]])


def _notes(old: Run, moved: pd.DataFrame, lang: str | None) -> list[str]:
    counts = {word: int((moved["status"] == word).sum()) for word in _ORDER}
    several = moved["causes"].str.contains(";").any() if len(moved) else False
    told = say("sheets.changes_counted", lang, number=len(moved), **counts) if len(moved) else ""
    return [
        told or say("sheets.changes_none", lang),
        *([say("sheets.changes_cause", lang)] if several else []),
        say(
            "sheets.changes_since",
            lang,
            version=old.manifest["evalkit"]["version"],
            sha256=old.manifest["tables"]["verdicts"]["sha256"][:12],
        ),
    ]
