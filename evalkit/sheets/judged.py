"""Tables of verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from evalkit import wording, yearly
from evalkit.display import Table, cell, head, plain
from evalkit.editions import COMMISSIONER, is_public
from evalkit.explaining import counting
from evalkit.grounds import stems
from evalkit.plan import Plan, Requirement
from evalkit.plan_model import CONTRACT
from evalkit.suppression import SMALL
from evalkit.words import language, say

HEADS = ("code", "requirement", "clause", "bound", "value", "verdict", "remark")


def table(verdicts: pd.DataFrame, lang: str | None = None, *, edition: str = COMMISSIONER) -> Table:
    """The verdicts of one street and year: code, requirement, clause, bound, value, verdict, and what is to be said.

    Parameters
    ----------
    verdicts : rows of one street and contract year, as `assess` gives them; of several years see `beside`.
    lang : ``zh`` or ``en``.
    edition : ``commissioner``, or ``public``: a note then says why small numbers stand where they decide a verdict.

    Returns
    -------
    Table : under each section's heading one row a requirement. Where it binds communities the row tells their span, how
        many are met, and the worst verdict; unless all have the same verdict a row follows for each that is not met.

    Raises
    ------
    ParameterError : rows of several streets; the message tells how to filter. No such edition.
    """
    public = [say("sheets.verdicts_public", lang, small=SMALL)] * is_public(edition)
    street, years = wording.one_street(verdicts)
    if len(years) > 1:
        told = beside(verdicts, lang)
        return replace(told, notes=[*told.notes, *public])
    notes = [say("sheets.verdicts_note", lang)] + [say("sheets.pace_note", lang)] * _is_paced(verdicts) + public
    proved = verdicts.assign(stem=stems(verdicts))
    rows = [row for section in sections(proved) for row in _section(section, lang)]
    return Table(
        label="verdicts",
        caption=wording.titled("verdicts", verdicts, lang),
        header=head(*(say(f"sheets.{key}", lang) for key in HEADS)),
        body=rows,
        align=["left", "left", "left", "left", "left", "center", "left"],
        notes=notes,
        street=street,
        year=years[0],
    )


def beside(verdicts: pd.DataFrame, lang: str | None = None) -> Table:
    """The years of a contract side by side: of each requirement the value, the bound and the verdict in every year."""
    street, years = wording.one_street(verdicts)
    names = [wording.period(verdicts[verdicts["year"] == year].iloc[0].to_dict(), lang) for year in years]
    heads = [{"t": say(f"sheets.{key}", lang), "rs": 2} for key in ("code", "requirement", "clause")]
    under = [{"t": say(f"sheets.{key}", lang)} for _ in years for key in ("value_bound", "verdict")]
    width = len(heads) + len(under)
    body = [
        line
        for section in sections(verdicts)
        for line in (
            [cell(wording.spoken(section[0], "section_label", lang), cs=width)],
            *(_years_of(group, years, lang) for group in wording.groups(section)),
        )
    ]
    return Table(
        label="verdicts",
        caption=wording.titled("verdicts", verdicts, lang),
        header=[[*heads, *({"t": name, "cs": 2} for name in names)], under],
        body=body,
        align=["left"] * len(heads) + ["left", "center"] * len(years),
        notes=[say("sheets.beside_note", lang)],
        street=street,
        year=CONTRACT,
    )


def _years_of(group: list[dict[str, Any]], years: list[int], lang: str | None) -> list[dict[str, Any]]:
    """One requirement: how it stood in each year; over communities as the worst stands."""
    line = [cell(text) for text in (group[0]["code"], wording.spoken(group[0], "label", lang), group[0]["clause"])]
    for rows in ([row for row in group if row["year"] == year] for year in years):
        if not rows:
            line += [cell("—"), cell("—")]
            continue
        value, bound = wording.told(rows, lang), wording.bound(rows[0], lang)
        shown = value if bound == "—" else say("sheets.of_bound", lang, value=value, bound=bound)
        line += [cell(shown), _verdict(wording.overall(row["verdict"] for row in rows), lang)]
    return line


def sections(verdicts: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """The rows of each part of the report, in the order of the verdicts."""
    return wording.groups(verdicts, "section")


def _section(verdicts: wording.Rows, lang: str | None) -> list[list[dict[str, Any]]]:
    """A section's heading over the whole width, and the rows of its requirements."""
    label = wording.spoken(verdicts[0], "section_label", lang)
    return [[cell(label, cs=len(HEADS))], *(row for group in wording.groups(verdicts) for row in _rows(group, lang))]


def _is_paced(verdicts: pd.DataFrame) -> bool:
    return bool(verdicts["expected"].notna().any())


def case(row: Mapping[str, Any], lang: str | None = None) -> str:
    """Where, how much, and how far from the bound, as Markdown prints it."""
    value, short = wording.value(row, lang), wording.distance(row, lang)
    told = say("sheets.case", lang, name=plain(row["community"]), value=value, distance=short)
    return wording.evened(told, lang).strip()


def _rows(group: list[dict[str, Any]], lang: str | None) -> list[list[dict[str, Any]]]:
    first, word = group[0], wording.overall(row["verdict"] for row in group)
    same = len({row["verdict"] for row in group}) == 1
    remark = wording.remark(first, lang) if len(group) == 1 else _of_all(group, lang) if same else ""
    asked = (first["code"], wording.spoken(first, "label", lang), first["clause"], wording.bound(first, lang))
    lines = [[*map(cell, asked), cell(wording.told(group, lang)), _verdict(word, lang), cell(remark)]]
    if len(group) == 1:
        lines[0][0]["proof"] = first["stem"]
    for row in [row for row in group if row["verdict"] != "met" and not same]:
        name = say("sheets.inset", lang, name=row["community"])
        told = (cell(wording.value(row, lang)), _verdict(row["verdict"], lang), cell(wording.remark(row, lang)))
        lines.append([cell(""), cell(name) | {"proof": row["stem"]}, cell(""), cell(""), *told])
    return lines


def _of_all(group: list[dict[str, Any]], lang: str | None) -> str:
    """What is to be said of communities that all have the same verdict."""
    parts = (wording.why(group[0], lang), wording.paced(group, lang))
    return say("sheets.semicolon", lang).join(part for part in parts if part)


def _verdict(word: str, lang: str | None) -> dict[str, Any]:
    return cell(wording.verdict(word, lang), wording.TONES[word])


@yearly.of_verdicts
def readings(plan: Plan, verdicts: pd.DataFrame, lang: str | None = None) -> Table:
    """Where another reading of the same words gives another verdict.

    Parameters
    ----------
    plan : whose readings were computed.
    verdicts : rows of one street and contract year.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Table : one row a verdict that turns on the reading; a note alone where none does.

    Raises
    ------
    ParameterError : rows of several streets or years.
    """
    street, year = wording.one_place(verdicts)
    turning = wording.rows(verdicts[verdicts["differs"].astype(bool)])
    keys = ("requirement", "place", "our_reading", "other_reading", "other_verdict", "verdict")
    return Table(
        label="readings",
        caption=wording.titled("readings", verdicts, lang),
        header=head(*(say(f"sheets.{key}", lang) for key in keys)),
        body=_alike([_reading(plan.requirement(row["requirement"]), row, lang) for row in turning], lang),
        align=["left", "left", "left", "left", "center", "center"],
        notes=[say("sheets.readings_note" if turning else "sheets.readings_none", lang)],
        street=street,
        year=year,
    )


def _alike(lines: list[list[dict[str, Any]]], lang: str | None) -> list[list[dict[str, Any]]]:
    """Places of which all the same is told stand in one line."""
    found: dict[tuple[str, ...], list[list[dict[str, Any]]]] = {}
    for line in lines:
        found.setdefault(tuple(one["t"] for one in (line[0], *line[2:])), []).append(line)
    join = say("errors.separator", lang).join
    return [[same[0][0], cell(join(line[1]["t"] for line in same)), *same[0][2:]] for same in found.values()]


def _reading(requirement: Requirement, row: dict[str, Any], lang: str | None) -> list[dict[str, Any]]:
    other = next((one for one in requirement.alternatives if one.reading == row["alternative"]), None)
    assert other, f"{requirement.id}: these verdicts were not made with this plan"
    read = requirement.read_as(other)
    low, high = read.bound(row["year"]) or (None, None)
    beside = row | {
        "unit": read.unit,
        "unit_en": read.unit_en,
        "low": low or float("nan"),
        "high": high or float("nan"),
    }
    share = read.is_share
    beside |= {"value": row["alternative_value"], "denominator": 1.0 if share else float("nan")}
    place = row["community"] or say("sheets.whole_street", lang)
    words = other.reading_en if language(lang) == "en" and other.reading_en else other.reading
    value, bound = wording.amount(beside["value"], beside, lang), wording.bound(beside, lang)
    told = f"{words} {say('sheets.of_bound', lang, value=value, bound=bound)}"
    verdicts = [
        cell(wording.verdict(word, lang), wording.TONES[word]) for word in (row["alternative_verdict"], row["verdict"])
    ]
    ours = say("sheets.of_bound", lang, value=wording.value(row, lang), bound=wording.bound(row, lang))
    return [cell(wording.spoken(row, "label", lang)), cell(place), cell(ours), cell(told), *verdicts]


def clauses(plan: Plan, verdicts: pd.DataFrame, lang: str | None = None) -> Table:
    """The words of the notice each verdict rests on, how they are read, and how what they ask is counted.

    Parameters
    ----------
    plan : the notice as data.
    verdicts : rows of one street and contract year.
    lang : ``zh`` or ``en``; the notice is quoted in Chinese.
    """
    street, years = wording.one_street(verdicts)
    asked = [plan.requirement(one) for one in dict.fromkeys(verdicts["requirement"])]
    return Table(
        label="clauses",
        caption=say("sheets.clauses_caption", lang),
        header=head(*(say(f"sheets.{key}", lang) for key in ("code", "requirement", "clause", "quote", "reading"))),
        body=[_clause(one, lang) for one in asked],
        align=["left"] * 5,
        street=street,
        year=years[0] if len(years) == 1 else CONTRACT,
    )


def _clause(one: Requirement, lang: str | None) -> list[dict[str, Any]]:
    english = language(lang) == "en"
    label, reading = (one.label_en, one.reading_en or one.reading) if english else (one.label, one.reading)
    counted = say("sheets.how_counted", lang, how=counting(one, lang)) if one.checked_by == "records" else ""
    read = f"{reading} {counted}" if english else reading + counted
    return [cell(text) for text in (one.code, label, one.clause, one.quote, read.strip())]
