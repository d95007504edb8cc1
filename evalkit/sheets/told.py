"""Verdicts in sentences. No sentence here holds a number that does not come from the data handed in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evalkit import picking, wording, yearly
from evalkit.display import Text, plain
from evalkit.places import OWN
from evalkit.records import Records
from evalkit.sheets.judged import case
from evalkit.words import language, say

Group = list[dict[str, Any]]


@yearly.of_verdicts
def sentences(verdicts: pd.DataFrame, section: str, lang: str | None = None) -> Text:
    """One sentence for each requirement of a section.

    Parameters
    ----------
    verdicts : rows of one street and contract year.
    section : one of the sections of the plan: ``team``, ``services``, ``communities``, ``funding`` ...
    lang : ``zh`` or ``en``.

    Raises
    ------
    ParameterError : rows of several streets or years, or no such section.
    """
    street, year = wording.one_place(verdicts)
    told = [_sentence(group, lang) for group in wording.groups(picking.of_section(verdicts, section))]
    return Text("\n".join(f"- {one}" for one in told), street=street, year=year)


def _sentence(group: Group, lang: str | None) -> str:
    if len(group) == 1 and not group[0]["community"]:
        return _single(group[0], lang)
    return _several(group, lang)


def _single(row: dict[str, Any], lang: str | None) -> str:
    slots = {
        "label": plain(wording.spoken(row, "label", lang)),
        "value": wording.value(row, lang),
        "demand": wording.demand(row, lang),
        "distance": wording.distance(row, lang),
        "why": wording.why(row, lang),
    }
    known = "" if row["value"] == row["value"] or row["verdict"] in {"cannot_assess", "not_applicable"} else "_blank"
    seen = row["checked_by"] != "records" and row["verdict"] in {"met", "not_met"} and not row["why"]
    if seen:
        return wording.evened(say(f"sheets.{row['checked_by']}_said_{row['verdict']}", lang, **slots), lang)
    sentence = say(f"sheets.single_{row['verdict']}{known}", lang, **slots)
    if row["verdict"] in {"met", "not_met"} and row["why"]:
        sentence += say("sheets.caveat", lang, why=slots["why"])
    return wording.evened(sentence, lang)


def _several(group: Group, lang: str | None) -> str:
    """A requirement on communities: how many are met, the span, and every one that is not met."""
    label, words = plain(wording.spoken(group[0], "label", lang)), [row["verdict"] for row in group]
    if group[0]["checked_by"] != "records":
        return wording.evened(say("sheets.several_noted", lang, label=label, told=_places(group, lang)), lang)
    if not {"met", "not_met"} & set(words):
        why = say("errors.separator", lang).join(dict.fromkeys(wording.why(row, lang) for row in group if row["why"]))
        parts = [wording.span(group, lang), wording.verdict(wording.overall(words), lang), why]
        told = say("sheets.comma", lang).join(part for part in parts if part)
        return wording.evened(say("sheets.several_open", lang, label=label, told=told), lang)
    met = {
        "n": len(group),
        "met": words.count("met"),
        "span": wording.span(group, lang),
        "demand": wording.demand(group[0], lang),
    }
    sentence = say(
        "sheets.several_all" if words.count("met") == len(words) else "sheets.several", lang, label=label, **met
    )
    bad = [case(row, lang) for row in group if row["verdict"] == "not_met"]
    if bad:
        sentence += say("sheets.several_bad", lang, cases=say("errors.separator", lang).join(bad))
    others = [
        say("sheets.of_bound", lang, value=plain(row["community"]), bound=wording.verdict(row["verdict"], lang))
        for row in group
        if row["verdict"] not in {"met", "not_met"}
    ]
    if others:
        sentence += say("sheets.several_others", lang, cases=say("errors.separator", lang).join(others))
    return wording.evened(sentence, lang)


def _places(group: Group, lang: str | None) -> str:
    """How many places bear each verdict, and the names of those that are not met or cannot be assessed."""
    told = []
    for word in wording.VERDICTS:
        names = [plain(row["community"]) for row in group if row["verdict"] == word]
        listed = say("errors.separator", lang).join(names) if word in {"not_met", "cannot_assess"} else ""
        if names:
            count = say("sheets.count", lang, verdict=wording.verdict(word, lang), n=len(names))
            told.append(say("sheets.count_at", lang, count=count, names=listed) if listed else count)
    return say("errors.separator", lang).join(told)


@yearly.of_verdicts
def scope(records: Records, verdicts: pd.DataFrame, lang: str | None = None) -> Text:
    """What was assessed, by which notice, for which time, on records known up to which day.

    Parameters
    ----------
    records : those the verdicts rest on.
    verdicts : rows of one street and contract year.
    lang : ``zh`` or ``en``.

    Raises
    ------
    ParameterError : rows of several streets or years.
    """
    name, number = wording.one_place(verdicts)
    plan, english = records.plan, language(lang) == "en"
    street, year = plan.street(name), plan.year(number)
    names = [one for one in dict.fromkeys(verdicts["community"]) if one and one != OWN]
    slots = {
        "title": plan.title_en if english else plan.title,
        "issuer": plan.issuer,
        "street": street.name_en if english else street.name,
        "district": street.district_en if english else street.district,
        "year": wording.period_name(year, lang),
        "start": wording.day(year.start, lang),
        "end": wording.day(year.end, lang),
        "cut_off": wording.day(verdicts["cut_off"].max(), lang),
        "requirements": verdicts["requirement"].nunique(),
        "n": len(names),
        "names": say("errors.separator", lang).join(plain(one) for one in names),
    }
    parts = ["scope", "scope_communities" if names else "scope_no_communities"] + ["scope_invented"] * records.invented
    reading = year.reading_en if english else year.reading
    told = [say(f"sheets.{key}", lang, **slots) for key in parts] + ([reading] if reading else [])
    return Text("\n\n".join(wording.evened(one, lang) for one in told), street=name, year=number)
