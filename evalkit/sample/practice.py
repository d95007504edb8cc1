"""Daily practice: the fields served, hours worked, coordinators, family archives. Pure data, a street and year."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from evalkit.sample.papers import BQ, CQ, DS, FQ, LM, OWN, SL, SS, ST, TA
from evalkit.sample.situations import YEARS

CARE, PART, MERGE, GROW = "社区照顾", "社区参与", "社区融入", "社区发展"
ALL = (CARE, PART, MERGE, GROW)


class Fields(NamedTuple):
    """The fields that the service log and the activities of the year name; ``stray`` stands outside the year only."""

    services: tuple[str, ...] = ALL
    activities: tuple[str, ...] = ALL
    stray: str = CARE


FIELDS: dict[tuple[str, int], Fields] = {
    (CQ, 2): Fields((CARE, PART), (PART,)),
    (BQ, 1): Fields((CARE, PART, MERGE), (PART, MERGE)),
    (DS, 2): Fields(activities=(CARE, GROW)),
    (SS, 1): Fields((CARE,), (PART, MERGE, GROW)),
    (FQ, 1): Fields((CARE, PART, MERGE), (CARE, PART), stray=GROW),
}


def fields(street: str, year: int) -> Fields:
    """The fields served; all four where nothing else is planted."""
    return FIELDS.get((street, year), Fields())


HOURS = (7.5, 6.0, 4.0, 2.5)  # of one record after another: 20 hours in four
HOUR_ROWS: dict[str, int] = {CQ: 24, BQ: 28, LM: 24, ST: 32, SL: 28, DS: 24, SS: 36, FQ: 32, TA: 24}

Term = tuple[date, date | None]
# Where not one person is coordinator from the first day: (street, year, place) -> the terms, one a person.
# 安溪 joined in November 2017 and has nobody before.
COORDINATORS: dict[tuple[str, int, str], tuple[Term, ...]] = {
    (CQ, 1, OWN): ((date(2016, 7, 1), None), (date(2016, 7, 1), None)),
    (BQ, 1, "北云社区"): (
        (date(2016, 7, 1), None), (date(2016, 7, 1), None), (date(2017, 1, 1), None),
    ),
    (LM, 1, "娄禾社区"): ((date(2016, 7, 1), date(2016, 10, 15)), (date(2016, 11, 10), None)),
    (ST, 2, "塔云社区"): ((date(2016, 7, 1), date(2017, 10, 31)), (date(2017, 11, 1), None)),
    (SL, 1, "石语社区"): (),
    (DS, 2, OWN): (),
    (SS, 2, "狮语社区"): ((date(2016, 7, 1), None), (date(2017, 7, 31), None)),
    (TA, 2, "安溪社区"): ((date(2017, 11, 1), None),),
}  # fmt: skip
WRITTEN_TWICE = (TA, 1, "安语社区")  # its one coordinator stands in the book on two lines


def terms(street: str, year: int, place: str, since: date) -> tuple[Term, ...]:
    """When each coordinator of a place was in office.

    Parameters
    ----------
    place : a community, or 街道本级 for the street itself. since : the first day of the place in the pilot.
    """
    return COORDINATORS.get((street, year, place), ((max(since, YEARS[1][0]), None),))


ARCHIVED = (SS, 1)  # the one street-year that hands in its family archives
UNARCHIVED = {"狮云社区": 1}  # households visited without one
