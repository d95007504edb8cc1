"""What is compared: communities added up, intervals by kind, the wrong words refused."""

import math

import pandas as pd
import pytest

from evalkit.comparing import compare
from evalkit.comparing.intervals import poisson
from evalkit.errors import ParameterError


def verdict(street="甲街道", value=3.0, measure="distinct", **more):
    base = {
        "street": street, "year": 1, "community": "", "requirement": "visits", "code": "C01", "label": "探访",
        "unit": "户", "measure": measure, "verdict": "met", "counted": int(value) if value == value else 0,
        "value": value, "numerator": math.nan, "denominator": math.nan, "checked_by": "records", "level": "street",
    }  # fmt: skip
    return base | more


def share(part, whole, **more):
    return verdict(value=part / whole, measure="share", numerator=float(part), denominator=float(whole), **more)


# Newcombe, Statistics in Medicine 17 (1998), 857-872, table I: method 3 (score, no continuity correction).
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_of_newcombe_1998(part, whole, low, high):
    row = compare(pd.DataFrame([share(part, whole)]), "visits").iloc[0]
    assert (round(row["low"], 4), round(row["high"], 4), row["method"]) == (low, high, "wilson")


# Garwood, Biometrika 28 (1936), 437-442: exact 95 % limits of a Poisson mean.
@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390), (50, 37.111, 65.919)]
)
def test_exact_poisson_of_garwood_1936(count, low, high):
    assert [round(float(end), 3) for end in poisson(count)] == [low, high]


def test_communities_are_added_up_and_the_interval_is_that_of_the_sum():
    rows = [verdict(value=4.0, community="东"), verdict(value=6.0, community="西")]
    row = compare(pd.DataFrame(rows), "C01").iloc[0]
    assert (row["value"], row["communities"], row["records"], row["method"]) == (10, 2, 10, "poisson")
    assert (round(row["low"], 3), round(row["high"], 3)) == (4.795, 18.390)


def test_shares_are_added_as_fractions_not_averaged():
    row = compare(pd.DataFrame([share(1, 2, community="东"), share(9, 10, community="西")]), "visits").iloc[0]
    assert (row["value"], row["numerator"], row["denominator"]) == (10 / 12, 10, 12)


def test_one_unknown_community_makes_the_street_unknown_and_one_not_bound_is_left_out():
    rows = [verdict(community="东"), verdict(community="西", value=math.nan, verdict="cannot_assess")]
    unknown = compare(pd.DataFrame(rows), "visits").iloc[0]
    assert unknown[["value", "low", "high"]].isna().all()
    rows[1]["verdict"] = "not_applicable"
    assert compare(pd.DataFrame(rows), "visits").iloc[0]["value"] == 3


def test_money_and_head_counts_get_no_interval():
    row = compare(pd.DataFrame([verdict(value=600000.0, measure="sum")]), "visits").iloc[0]
    assert row["method"] == "none"
    assert math.isnan(row["low"])


def test_streets_stand_in_the_order_given_and_one_year_may_be_picked():
    rows = [verdict("乙街道", 9.0), verdict("甲街道", 1.0), verdict("甲街道", 5.0, year=2)]
    assert compare(pd.DataFrame(rows), "visits")["street"].tolist() == ["乙街道", "甲街道", "甲街道"]
    assert compare(pd.DataFrame(rows), "visits", year=2)["value"].tolist() == [5]


def test_more_confidence_is_a_wider_interval():
    narrow, wide = (compare(pd.DataFrame([verdict()]), "visits", confidence=c).iloc[0] for c in (0.9, 0.99))
    assert wide["low"] < narrow["low"] < 3 < narrow["high"] < wide["high"]


def test_wrong_words_are_refused():
    with pytest.raises(ParameterError, match="visits"):
        compare(pd.DataFrame([verdict()]), "visit")
    with pytest.raises(ParameterError, match="confidence"):
        compare(pd.DataFrame([verdict()]), "visits", confidence=95)
