"""The truth of the sample: planted numbers -> values and verdicts, by plain arithmetic.

Nothing of the reading or assessing of evalkit is used here; the bounds are those of the notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pandas as pd

from evalkit.sample.places import places
from evalkit.sample.situations import STREET_YEARS, STREETS, YEARS
from evalkit.sample.truth_places import place_truth
from evalkit.sample.truth_streets import street_truth

CODES = {
    "stationed_staff": "T01", "professional_share": "T03", "experienced_share": "T04", "project_lead": "T06",
    "local_supervisor": "T07", "client_categories": "S02", "client_families": "S03", "casework_share": "S04",
    "capacity_building": "S10", "household_visits": "C01", "needs_proposal": "C06", "planning_proposal": "C07",
    "large_activities": "C09", "small_activities": "C10", "governance_organisations": "C15", "problems_solved": "C18",
    "communities_year_1": "C19", "communities_year_2": "C20", "fee_year_1": "B02", "fee_year_2": "B03",
}  # fmt: skip
COLUMNS = (
    "street", "year", "community", "requirement", "code", "value", "numerator", "denominator", "verdict", "how",
)  # fmt: skip


def truth() -> pd.DataFrame:
    """What is true of the sample.

    Returns
    -------
    One row a requirement, street and year, at community level also a community (else ``""``): ``street year community
    requirement code value numerator denominator verdict how``. ``value`` of a share is the exact fraction; numerator
    and denominator are blank for counts; all three are blank where nothing can or need be assessed. ``how`` is the
    arithmetic in words.

    Examples
    --------
    >>> told = truth()
    >>> told.query("community == '狮云社区' and year == 1 and code == 'C01'")[["value", "verdict"]].values.tolist()
    [[149.0, 'not_met']]
    """
    frame = pd.DataFrame(list(_rows()), columns=list(COLUMNS))
    numbers = ["value", "numerator", "denominator"]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def write_truth(path: str | Path) -> None:
    """Write the truth as a CSV file that Excel opens: UTF-8 with BOM, every digit of a share."""
    truth().to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _rows() -> Iterator[tuple[object, ...]]:
    for street in (s.name for s in STREETS):
        for year in YEARS:
            plan = next(s for s in STREET_YEARS if (s.street, s.year) == (street, year))
            told = {**{("", name): fact for name, fact in street_truth(plan).items()}, **_of_places(street, year)}
            for name, code in CODES.items():
                for (community, requirement), fact in told.items():
                    if requirement == name:
                        where = (street, year, community, name, code)
                        yield (*where, *_numbers(fact.value), fact.verdict, fact.how)


def _of_places(street: str, year: int) -> dict[tuple[str, str], object]:
    return {(p.community, name): fact for p in places(street, year) for name, fact in place_truth(p).items()}


def _numbers(value: object) -> tuple[float | None, int | None, int | None]:
    """Value, numerator, denominator: a share comes as the pair it is made of."""
    if isinstance(value, tuple):
        return float(Fraction(*value)), *value
    return value, None, None
