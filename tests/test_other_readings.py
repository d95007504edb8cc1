"""Whether a verdict turns on how the words are read."""

import pytest
from builders import STREET, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.plan import Alternative


def verdict(one, cut_off=None, **given):
    town = plan(one)
    return assess(town, records(town, **given), cut_off, [STREET]).query("year == 1").iloc[0]


@pytest.mark.parametrize(
    ("table", "given", "expected"),
    [
        # Nothing to read the main reading from, and the other one is missed: the verdict turns on the reading.
        ("services", {"submitted": [("services", STREET, 1)]}, ("cannot_assess", "not_met", True)),
        # The other way round nothing is said against it.
        ("services", {"visits": visits("a", "b", "c")}, ("met", "cannot_assess", False)),
        ("services", {"visits": visits("a"), "submitted": [("services", STREET, 1)]}, ("not_met", "not_met", False)),
        # A softer line that is missed is for the evaluator, and another reading meets it.
        ("visits", {"visits": visits("a", "a", "a")}, ("for_evaluator", "met", True)),
    ],
)
def test_a_reading_differs_where_it_says_something_else_and_not_where_it_says_nothing(table, given, expected):
    other = Alternative(reading="另一读法", table=table, measure="rows")
    soft = "for_evaluator" if table == "visits" else "not_met"
    row = verdict(requirement(alternatives=[other], if_missed=soft), **given)
    assert (row["verdict"], row["alternative_verdict"], row["differs"]) == expected
    early = verdict(requirement(alternatives=[other], if_missed=soft), "2016-12-31", **given)
    assert not (early["verdict"] == "in_progress" and early["differs"])
