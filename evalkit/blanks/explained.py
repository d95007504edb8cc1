"""The guide of the evaluators' workbook: how its lines are filled in, and how every clause in it is read."""

from __future__ import annotations

from collections.abc import Sequence

from evalkit.blanks.guide import Line, about
from evalkit.blanks.pages import Blank
from evalkit.plan import Requirement
from evalkit.words import say

_HOW = ("lines", "documents", "ratings", "places", "signed", "adjustments", "replies", "again")


def guide_of(
    blanks: Sequence[Blank], year: int, version: str, requirements: Sequence[Requirement]
) -> tuple[tuple[str, str, str], list[tuple[str, list[Line]]]]:
    """What stands on the first sheet.

    Parameters
    ----------
    blanks : the tables that follow. year : contract year. version : of the blank workbook.
    requirements : those that have lines.

    Returns
    -------
    The three lines of its head, and its parts, as `evalkit.blanks.guide.write_parts` takes them.
    """
    lang, plan, when = blanks[0].lang, blanks[0].plan, blanks[0].plan.year(year)
    name, label = (plan.title, when.label) if lang == "zh" else (plan.title_en, when.label_en)
    lead = (
        say("blanks.evaluation", lang),
        say("blanks.evaluation_version", lang, plan=name, year=label, version=version),
        say("blanks.evaluation_thanks", lang),
    )
    how = [Line(say(f"blanks.evaluation_{key}_label", lang), say(f"blanks.evaluation_{key}", lang)) for key in _HOW]
    folder = f"{when.start.year}/{plan.whole}"
    place = Line(
        say("blanks.evaluation_folder_label", lang),
        say("blanks.evaluation_folder", lang, first=when.start, last=when.end, folder=folder),
    )
    return lead, [
        (say("blanks.fill_in", lang), how),
        (say("blanks.evaluation_keep", lang), [place]),
        (say("blanks.tables", lang), [about(blank, row=2) for blank in blanks]),
        (say("blanks.evaluation_clauses", lang), [_clause(one, lang) for one in requirements]),
    ]


def _clause(one: Requirement, lang: str) -> Line:
    label, reading = (one.label, one.reading) if lang == "zh" else (one.label_en, one.reading_en or one.reading)
    told = say("blanks.evaluation_clause", lang, clause=one.clause, quote=one.quote, reading=reading)
    return Line(f"{one.code} {label}", told)
