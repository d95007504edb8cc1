"""What a figure or table of one street and year takes from records, counted as the plan does, and from verdicts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evalkit.assessing import CutOff, cut_offs
from evalkit.conditions import failures
from evalkit.display import full_width
from evalkit.errors import ParameterError, nearest
from evalkit.measures import MEASURES, Count, Period
from evalkit.plan import Plan, Requirement, Street, Year
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.wording import day, period_name
from evalkit.words import language, say


def place(records: Records, street: str, year: int, cut_off: CutOff = None) -> tuple[Street, Year]:
    """The street and contract year asked for.

    Parameters
    ----------
    cut_off : the last day of which records are known, as for `assess`; the year returned ends with it.

    Raises
    ------
    ParameterError : not in the plan, or these records are of other streets; a cut-off that is no date.
    """
    asked, when = records.plan.street(street), records.plan.year(year)
    seen = sorted(set(records.sheets["street"]) - {""})
    if seen and asked.name not in seen:
        found = say("errors.separator").join(seen)
        raise ParameterError(say("sheets.other_records", street=asked.name, found=found))
    return asked, when.model_copy(update={"end": cut_offs(records.plan, cut_off)[when.id].date()})


def of_section(verdicts: pd.DataFrame, section: str) -> pd.DataFrame:
    """The verdicts on the requirements of one section.

    Raises
    ------
    ParameterError : none of them is of such a section; the message names those there are, and the nearest.

    Examples
    --------
    >>> of_section(pd.DataFrame({"section": ["team", "funding"], "value": [5, 3]}), "team")["value"].tolist()
    [5]
    """
    known = list(dict.fromkeys(verdicts["section"]))
    if section not in known:
        near = nearest(section, known) or known[0]
        allowed = say("errors.separator").join(known)
        raise ParameterError(say("sheets.no_section", section=section, near=near, allowed=allowed))
    return verdicts[verdicts["section"] == section]


def is_open(plan: Plan, year: Year) -> bool:
    """Whether the year goes on after the last day of which records are known."""
    return year.end < plan.year(year.id).end


def year_told(plan: Plan, year: Year, lang: str | None = None) -> str:
    """A contract year as printed, with the last day known where that is not its end."""
    until = say("sheets.until", lang, day=day(year.end, lang)) if is_open(plan, year) else ""
    return period_name(year, lang) + until


def shown(label: str, plan: Plan, street: Street, year: Year, lang: str | None = None) -> dict[str, Any]:
    """What a chart of that place tells of itself: label, caption, street, year."""
    caption = say(f"figures.{label}", lang, street=street_name(street, lang), year=year_told(plan, year, lang))
    return {"label": label, "caption": caption, "street": street.name, "year": year.id}


def missing(records: Records, table: str, street: Street, year: Year) -> str:
    """Why there is nothing to draw, as a key of ``text/figures.toml``; ``""`` where there is."""
    if year.end < year.start:
        return "not_started"
    return "" if records.submitted(table, street.name, year.id) else f"{table}_missing"


def street_name(street: Street, lang: str | None = None) -> str:
    """A street's name in the reader's language."""
    return street.name_en or street.name if language(lang) == "en" else street.name


def rows(records: Records, table: str, street: Street, year: Year) -> pd.DataFrame:
    """The rows of one table that are not excluded, and not dated after the end of the year as far as it is known."""
    frame, date = records[table], TABLES[table].date
    mine = frame[(frame["street"] == street.name) & (frame["year"] == year.id) & (frame["excluded"] == "")]
    return mine[~(mine[date] > pd.Timestamp(year.end))] if date else mine


def communities(records: Records, street: Street, year: Year, *frames: pd.DataFrame) -> list[str]:
    """The communities served, as the street's own list names them; without a list, those in the rows given."""
    listed = rows(records, "communities", street, year)["community"]
    found = listed if len(listed) else pd.concat([frame["community"] for frame in frames])
    return [name for name in dict.fromkeys(found) if name]


def demand(plan: Plan, table: str, measure: str, year: Year, **where: Any) -> Requirement | None:
    """The requirement of that year that counts ``table`` by ``measure`` under these conditions, if there is one."""
    for one in plan.requirements:
        named = all(one.where.get(key) == value for key, value in where.items())
        if one.tables == [table] and one.measure == measure and one.bound(year.id) and named:
            return one
    return None


def counted(frame: pd.DataFrame, requirement: Requirement | None, year: Year) -> pd.DataFrame:
    """The rows that fulfil what the requirement asks of a record."""
    return frame if requirement is None else fulfilling(frame, requirement.where, year)


def fulfilling(frame: pd.DataFrame, conditions: dict[str, Any], year: Year) -> pd.DataFrame:
    """The rows that fulfil all conditions at the end of the year."""
    return frame[failures(frame, conditions, pd.Timestamp(year.end)) == ""]


def count(frame: pd.DataFrame, requirement: Requirement, year: Year) -> Count:
    """The requirement's own measure on these rows, up to the end of the year."""
    start, end = pd.Timestamp(year.start), pd.Timestamp(year.end)
    span = TABLES[requirement.tables[0]].span
    return MEASURES[str(requirement.measure)](frame, requirement, Period(start, end, end, year.id, span))


def low(requirement: Requirement | None, year: Year) -> float | None:
    """The lower bound in that year."""
    bound = requirement.bound(year.id) if requirement else None
    return bound[0] if bound else None


def unit(requirement: Requirement | None, lang: str | None = None) -> str:
    """The unit the requirement counts in."""
    if requirement is None:
        return ""
    return full_width(requirement.unit_en if language(lang) == "en" else requirement.unit)
