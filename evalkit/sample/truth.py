"""The truth of the sample: planted numbers -> values and verdicts, by plain arithmetic.

Nothing of the reading or assessing of evalkit is used here; the bounds are those of the notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pandas as pd

from evalkit.sample.codes import CODES, NAMES
from evalkit.sample.facts import Fact
from evalkit.sample.places import places
from evalkit.sample.situations import STREET_YEARS, STREETS, YEARS, StreetYear
from evalkit.sample.truth_agency import agency_truth
from evalkit.sample.truth_papers import composed, decided, paper_truth
from evalkit.sample.truth_pilot import pilot_truth
from evalkit.sample.truth_places import place_truth
from evalkit.sample.truth_practice import practice_truth
from evalkit.sample.truth_streets import street_truth

COLUMNS = (
    "street", "year", "community", "requirement", "code", "value", "numerator", "denominator", "verdict", "how",
    "before", "bound",
)  # fmt: skip


def truth() -> pd.DataFrame:
    """What is true of the sample.

    Returns
    -------
    One row a requirement, street and year, at community level also a community (else ``""``): ``street year community
    requirement code value numerator denominator verdict how before bound``. ``value`` of a share is the exact fraction;
    numerator and denominator are blank for counts; all three are blank where nothing can or need be assessed. ``how``
    is the arithmetic in words. ``before`` is the verdict before an adjustment, a waiver or a ruling, ``""`` where
    nothing was decided; ``bound`` the lower bound where a contract or an adjustment sets another than the notice.

    Examples
    --------
    >>> told = truth()
    >>> told.query("community == '狮云社区' and year == 1 and code == 'C01'")[["value", "verdict"]].values.tolist()
    [[149.0, 'not_met']]
    """
    frame = pd.DataFrame(list(_rows()), columns=list(COLUMNS))
    numbers = ["value", "numerator", "denominator", "bound"]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def write_truth(path: str | Path) -> None:
    """Write the truth as a CSV file that Excel opens: UTF-8 with BOM, every digit of a share."""
    truth().to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _rows() -> Iterator[tuple[object, ...]]:
    for street in (s.name for s in STREETS):
        for year in YEARS:
            plan = next(s for s in STREET_YEARS if (s.street, s.year) == (street, year))
            told = _facts(plan)
            for code, name in NAMES.items():
                for (community, other), fact in told.items():
                    if other == code:
                        where = (street, year, community, name, code)
                        yield (*where, *_numbers(fact.value), fact.verdict, fact.how, fact.before, fact.bound)


def _facts(plan: StreetYear) -> dict[tuple[str, str], Fact]:
    """Every fact of a street-year: (community, clause) -> fact, after what people decided."""
    street = {CODES[name]: fact for name, fact in street_truth(plan).items()} | agency_truth(plan) | pilot_truth(plan)
    told = {("", code): fact for code, fact in street.items()} | practice_truth(plan) | paper_truth(plan)
    told |= {
        (p.community, CODES[name]): fact
        for p in places(plan.street, plan.year)
        for name, fact in place_truth(p).items()
    }
    return decided(told | composed(told, plan), plan)


def _numbers(value: object) -> tuple[float | None, int | None, int | None]:
    """Value, numerator, denominator: a share comes as the pair it is made of."""
    if isinstance(value, tuple):
        return float(Fraction(*value)), *value
    return value, None, None
