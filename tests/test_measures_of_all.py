"""The ways to count that bring their own bound: one is enough, all are wanted; and shares of amounts."""

import math
from datetime import date

import pandas as pd
import pytest
from builders import frame, requirement
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.conditions import failures, fulfils
from evalkit.flipping import flip
from evalkit.measures import MEASURES, Period
from evalkit.tables import TABLES

START, END = pd.Timestamp("2016-07-01"), pd.Timestamp("2017-06-30")
LEADS = {"table": "staff", "measure": "every", "of": "person", "among": {"post": "项目主管"}}
LEADS |= {"where": {"experience_months": {"at_least": 24}}}
MONEY = {"table": "payments", "measure": "sum_share", "of": "amount", "where": {"payer": "市级"}, "between": [0.5, 0.5]}


def count(rows, on=None, **words):
    one = requirement(**words)
    return MEASURES[one.measure](rows, one, Period(START, END, END, 1, TABLES[one.tables[0]].span, on))


def staff(*people):
    return frame("staff", [{"person": p, "post": post, "experience_months": months} for p, post, months in people])


def paid(*amounts):
    return frame("payments", [{"payer": payer, "amount": amount} for payer, amount in amounts])


# ---- days between ---------------------------------------------------------------------------------------------------


def test_a_span_of_days_includes_both_ends_and_no_blank():
    days = pd.Series(pd.to_datetime(["2016-04-20", "2016-04-21", "2016-04-30", "2016-05-01", None]))
    span = {"from": date(2016, 4, 21), "to": date(2016, 4, 30)}
    assert fulfils(days, span, END).tolist() == [False, True, True, False, False]


def test_a_row_outside_a_span_is_told_on_which_side_it_lies():
    rows = frame("payments", [{"date": day} for day in ("2016-04-20", "2016-05-01", None)])
    span = {"from": date(2016, 4, 21), "to": date(2016, 4, 30)}
    told = ["where:date<2016-04-21", "where:date>2016-04-30", "where:date="]
    assert failures(rows, {"date": span}, END).tolist() == told


# ---- exists, covers -------------------------------------------------------------------------------------------------


def test_exists_counts_records_or_what_is_told_apart():
    rows = staff(("a", "项目主管", 30), ("a", "项目主管", 30), ("b", "一线社工", 30))
    words = {"table": "staff", "measure": "exists", "where": {"post": "项目主管"}}
    assert count(rows, **words | {"of": None}).value == 2
    assert count(rows, **words | {"of": "person"}).value == 1


def test_covers_counts_the_listed_values_that_occur_once_each():
    rows = frame("payments", [{"payer": "市级"}, {"payer": "市级"}, {"payer": "区级"}, {"payer": ""}])
    found = count(rows, table="payments", measure="covers", of="payer", values=["市级"])
    assert (found.value, found.reasons.tolist()) == (1, ["", "repeat", "where:payer=区级", "where:payer="])


def test_covers_looks_into_cells_of_several_choices():
    rows = frame("services", [{"categories": "低收入家庭;残疾人"}, {"categories": "其他"}])
    found = count(rows, table="services", measure="covers", of="categories", values=["残疾人", "失独家庭"])
    assert found.value == 1


# ---- every ----------------------------------------------------------------------------------------------------------


def test_of_all_are_only_those_in_post_within_the_period():
    """One left the day before it began, one on its first day; one came on its last day, one the day after."""
    days = {
        "a": (None, "2016-06-30"),
        "b": ("2016-01-01", "2016-07-01"),
        "c": ("2017-06-30", None),
        "d": ("2017-07-01", None),
    }
    short = {"post": "项目主管", "experience_months": 0.0}
    rows = frame("staff", [{"person": p, "joined_on": of, "left_on": to} | short for p, (of, to) in days.items()])
    found = count(rows, **LEADS)
    assert (found.denominator, found.reasons.tolist()) == (2, ["before_period", "", "", "after_cut_off"])


def test_every_needs_all_records_of_a_person_to_fulfil_it():
    rows = staff(("a", "项目主管", 30), ("a", "项目主管", 10), ("b", "项目主管", 24), ("c", "一线社工", 1))
    found = count(rows, **LEADS)
    assert (found.numerator, found.denominator, found.value) == (1, 2, 0.5)
    # a stands where it fails; c is no lead
    assert found.reasons.tolist() == ["repeat", "", "", "among:post=一线社工"]
    assert flip("every", found, 1.0, None) == 1


def test_where_all_fulfil_it_no_void_record_turns_the_verdict():
    found = count(staff(("a", "项目主管", 24), ("b", "项目主管", 30)), **LEADS)
    assert found.value == 1.0
    assert flip("every", found, 1.0, None) is None


def test_every_of_nobody_is_undefined():
    assert math.isnan(count(staff(("c", "一线社工", 1)), **LEADS).value)


def test_every_without_a_unit_looks_at_each_record():
    rows = paid(("市级", 1.0), ("市级", 2.0), ("区级", 3.0))
    found = count(rows, table="payments", measure="every", of=None, where={"payer": "市级"})
    assert (found.numerator, found.denominator) == (2, 3)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["项目主管", "一线社工"]), st.integers(20, 28))),
    st.randoms(),
)
def test_the_order_of_records_and_copies_of_them_change_nothing(people, chance):
    first = count(staff(*people), **LEADS)
    again = [*people, *people]
    chance.shuffle(again)
    second = count(staff(*again), **LEADS)
    assert (first.numerator, first.denominator) == (second.numerator, second.denominator)


# ---- sum_share ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "part", "whole"),
    [
        ([("市级", 300_000.0), ("区级", 300_000.0)], 300_000, 600_000),
        ([("市级", 0.1)] * 3 + [("区级", 0.3)], 0.3, 0.6),
        ([("区级", 5.0)], 0, 5),
    ],
)
def test_a_share_of_amounts(amounts, part, whole):
    found = count(paid(*amounts), **MONEY)
    assert (found.numerator, found.denominator) == pytest.approx((part, whole), abs=1e-12)


def test_a_blank_amount_is_left_out_and_nothing_paid_is_undefined():
    found = count(paid(("市级", 5.0), ("区级", float("nan"))), **MONEY)
    assert (found.value, found.left_out) == (1.0, {"no_value": 1})
    assert math.isnan(count(paid(("市级", float("nan"))), **MONEY).value)


# ---- one day --------------------------------------------------------------------------------------------------------


def test_on_one_day_the_roll_is_called_that_day_alone():
    people = [("a", "2016-01-01", None), ("b", "2016-06-30", "2016-06-30"), ("c", "2016-07-01", None)]
    rows = frame("staff", [{"person": p, "joined_on": a, "left_on": b} for p, a, b in people])
    found = count(rows, pd.Timestamp("2016-06-30"), table="staff", measure="month_ends", of="person", at_least=4)
    assert found.value == 2
    assert found.reasons.tolist() == ["", "", "not_in_post"]
    assert [str(day.date()) for day in found.months.index] == ["2016-06-30"]
