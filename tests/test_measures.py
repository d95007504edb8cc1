"""The ways to count, on rows small enough to count by hand."""

import math

import pandas as pd
import pytest
from builders import CASEWORK, casework, frame, requirement, visits
from hypothesis import given
from hypothesis import strategies as st

from evalkit.conditions import failures, fulfils
from evalkit.measures import MEASURES, Period
from evalkit.plan_model import COMPOSED

START, END = pd.Timestamp("2016-07-01"), pd.Timestamp("2017-06-30")
STAFF = ("joined_on", "left_on")


def period(cut_off="2017-06-30", year=1, span=()):
    return Period(START, END, pd.Timestamp(cut_off), year, span)


def count(rows, cut_off="2017-06-30", span=(), **words):
    one = requirement(**words)
    return MEASURES[one.measure](rows, one, period(cut_off, span=span))


def staff(*people):
    """(person, joined, left, more) -> roster rows."""
    return frame("staff", [{"person": p, "joined_on": a, "left_on": b} | more for p, a, b, more in people])


def test_the_registered_measures_are_the_words_a_plan_may_use():
    from evalkit.plan import MEASURES as WORDS

    assert {*MEASURES, *COMPOSED} == set(WORDS)


def test_shares_and_month_ends_may_fall_all_others_only_grow():
    assert {name for name, one in MEASURES.items() if one.grows} == {
        "rows",
        "distinct",
        "exists",
        "covers",
        "sum",
        "chain",
    }


# ---- conditions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "wanted", "expected"),
    [
        (["完成", "无人", ""], "完成", [True, False, False]),
        (["完成", "无人", ""], ["完成", "无人"], [True, True, False]),
        (["完成", "", None], {"given": True}, [True, False, False]),
        (["完成", "", None], {"given": False}, [False, True, True]),
        ([49.0, 50.0, None], {"at_least": 50}, [False, True, False]),
        ([49.0, 50.0, None], {"at_most": 49}, [True, False, False]),
        ([1.0, 5.0, 9.0], {"at_least": 2, "at_most": 8}, [False, True, False]),
        (pd.array([True, False, None], "boolean"), True, [True, False, False]),
        (pd.array([True, False, None], "boolean"), False, [False, True, False]),
    ],
)
def test_a_condition_and_a_missing_cell_never_fulfils_it(cells, wanted, expected):
    assert fulfils(pd.Series(cells, name="x"), wanted, None).tolist() == expected


def test_by_test_date_includes_the_day_itself_and_no_blank():
    days = pd.Series(pd.to_datetime(["2016-12-31", "2017-01-01", None]))
    assert fulfils(days, {"by": "test_date"}, pd.Timestamp("2016-12-31")).tolist() == [True, False, False]


def test_a_cell_of_several_choices_is_each_of_them():
    cells = pd.Series(["低收入家庭;残疾人", "残疾人", ""], name="categories")
    assert fulfils(cells, "低收入家庭", None).tolist() == [True, False, False]
    assert fulfils(cells, ["低收入家庭", "残疾人"], None).tolist() == [True, True, False]


def test_the_first_condition_a_row_fails_is_named():
    rows = visits("a", "b", "c", "d")
    rows["result"], rows["mode"] = ["完成", "无人", "", "完成"], ["入户", "入户", "入户", "电话"]
    rows["family_size"] = [2, 2, 2, 2]
    where = {"result": "完成", "mode": ["入户"]}
    assert failures(rows, where, END).tolist() == ["", "where:result=无人", "where:result=", "where:mode=电话"]
    assert failures(rows, {"family_size": {"at_least": 3}}, END).tolist() == ["where:family_size<3"] * 4


def test_yes_and_no_are_named_so():
    rows = staff(("a", START, None, {"full_time": False}), ("b", START, None, {"full_time": pd.NA}))
    assert failures(rows, {"full_time": True}, END).tolist() == ["where:full_time=no", "where:full_time="]


# ---- rows, distinct, sum, chain -----------------------------------------------------------------------------------


def test_rows_counts_records_and_distinct_counts_households():
    rows = visits("a", "b", "b", "c")
    assert count(rows, measure="rows").value == 4
    found = count(rows)
    assert found.value == 3
    assert found.used.tolist() == [0, 1, 3]
    assert found.left_out == {"repeat": 1}


def test_a_failed_visit_does_not_hide_the_later_one_that_succeeded():
    rows = visits("a", "a")
    rows["result"] = ["无人", "完成"]
    found = count(rows, where={"result": "完成"})
    assert found.value == 1
    assert found.reasons.tolist() == ["where:result=无人", ""]


def test_a_blank_household_counts_for_none():
    found = count(visits("", "a", ""))
    assert (found.value, found.left_out) == (1, {"no_key": 2})


def test_a_family_of_two_categories_counts_for_both():
    rows = frame("services", [{"categories": "低收入家庭;残疾人"}, {"categories": "残疾人"}, {"categories": ""}])
    found = count(rows, table="services", of="categories")
    assert found.value == 2
    assert found.reasons.tolist() == ["", "repeat", "no_key"]


def test_a_condition_on_the_categories_themselves_leaves_out_the_others():
    rows = frame("services", [{"categories": "低收入家庭;其他"}, {"categories": "其他"}])
    found = count(rows, table="services", of="categories", where={"categories": ["低收入家庭", "残疾人"]})
    assert found.value == 1
    assert found.reasons.tolist() == ["", "where:categories=其他"]


def test_sum_adds_yuan_and_a_blank_amount_is_not_zero():
    rows = frame(
        "payments", [{"amount": 300000.0, "payer": "市级"}, {"payer": "市级"}, {"amount": 1.0, "payer": "区级"}]
    )
    words = {"table": "payments", "measure": "sum", "of": "amount"}
    found = count(rows, where={"payer": "市级"}, **words)
    assert found.value == 300000
    assert found.left_out == {"no_value": 1, "where:payer=区级": 1}
    assert math.isnan(count(rows.iloc[[1]], **words).value)
    assert count(rows.iloc[[2]], where={"payer": "市级"}, **words).value == 0


def test_sum_of_ten_tenths_is_one():
    rows = frame("payments", [{"amount": 0.1}] * 10)
    assert count(rows, table="payments", measure="sum", of="amount").value == 1.0


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        (("2016-10-15", "2016-11-10", "2017-04-20"), ""),
        (("2016-10-15", "2016-10-15", "2016-10-15"), ""),
        (("2016-10-15", "2016-11-10", None), "where:solved_on="),
        ((None, "2016-11-10", "2017-04-20"), "where:deliberated_on="),
        (("2016-12-15", "2016-11-10", "2017-04-20"), "order:planned_on"),
        (("2016-10-15", "2016-11-10", "2017-07-20"), "where:solved_on>test_date"),
    ],
)
def test_a_problem_is_solved_when_every_step_is_dated_in_order_and_in_time(dates, reason):
    steps = ["deliberated_on", "planned_on", "solved_on"]
    rows = frame("problems", [dict(zip(steps, dates, strict=True)) | {"problem": "楼道堆物"}])
    found = count(rows, table="problems", measure="chain", of=steps)
    assert (found.value, found.reasons.tolist()) == (float(not reason), [reason])


def test_one_problem_in_two_books_is_one_problem():
    steps = {"deliberated_on": "2016-10-15", "solved_on": "2017-04-20"}
    rows = frame(
        "problems", [steps | {"problem": "楼道堆物"}, steps | {"problem": "楼道堆物"}, steps | {"problem": "b"}]
    )
    assert count(rows, table="problems", measure="chain", of=list(steps)).value == 2


# ---- shares -------------------------------------------------------------------------------------------------------


def test_a_share_counts_families_not_services():
    found = count(casework("A", "A", "A", "b", "c"), **CASEWORK)
    assert (found.value, found.numerator, found.denominator) == (1 / 3, 1, 3)
    assert found.reasons.tolist() == ["", "repeat", "repeat", "", ""]


def test_a_family_is_in_the_numerator_when_any_of_its_rows_is():
    rows = frame("services", [{"family": "a", "method": m} for m in ("小组", "个案", "小组")])
    found = count(rows, **CASEWORK | {"where": {"method": "个案"}})
    assert (found.numerator, found.denominator) == (1, 1)
    assert found.reasons.tolist() == ["repeat", "", "repeat"]


def test_among_bounds_the_denominator():
    rows = frame(
        "services", [{"family": "a", "method": "小组", "case_on_file": True}, {"family": "b", "method": "个案"}]
    )
    found = count(rows, **CASEWORK, among={"method": "个案"})
    assert (found.numerator, found.denominator) == (0, 1)
    assert found.left_out == {"among:method=小组": 1}


def test_nothing_to_take_a_share_of_is_undefined_not_full_marks():
    assert math.isnan(count(casework(), **CASEWORK).value)


def test_a_fixed_denominator_is_the_plans():
    found = count(casework("A", "B", "c"), **CASEWORK, out_of={1: 40.0})
    assert (found.value, found.numerator, found.denominator) == (2 / 40, 2, 40)


# ---- month ends ---------------------------------------------------------------------------------------------------

HEADS = {"table": "staff", "measure": "month_ends", "of": "person", "at_least": 2.0}


def test_twelve_month_ends_in_a_contract_year_and_five_by_the_end_of_november():
    assert len(period().month_ends) == 12
    assert period("2016-11-30").month_ends[-1] == pd.Timestamp("2016-11-30")
    assert len(period("2016-11-29").month_ends) == 4


def test_the_worst_month_end_decides_and_the_last_day_in_post_counts():
    rows = staff(("a", "2016-07-01", None, {}), ("b", "2016-07-01", "2016-08-31", {}), ("c", "2016-10-01", None, {}))
    found = count(rows, span=STAFF, **HEADS)
    assert found.months.tolist() == [2, 2, 1, *[2] * 9]
    assert found.value == 1
    assert found.reasons.tolist() == ["", "", ""]


def test_one_person_in_two_rows_is_one_head():
    rows = staff(("a", "2016-07-01", None, {}), ("a", "2016-07-01", None, {}), ("b", "2016-07-02", "2016-07-30", {}))
    found = count(rows, span=STAFF, **HEADS)
    assert found.value == 1
    assert found.reasons.tolist() == ["", "repeat", "not_in_post"]


def test_a_condition_by_the_test_date_is_asked_at_every_month_end():
    rows = staff(("a", "2016-07-01", None, {"professional_on": "2016-10-15"}))
    found = count(rows, span=STAFF, **HEADS, where={"professional_on": {"by": "test_date"}})
    assert found.months.tolist() == [0, 0, 0, *[1] * 9]


def test_between_names_the_month_furthest_outside():
    rows = staff(*[(p, "2016-10-01", "2016-12-31", {}) for p in "abcd"], ("e", "2016-07-01", None, {}))
    words = HEADS | {"between": [1.0, 2.0]}
    del words["at_least"]
    found = count(rows, span=STAFF, **words)
    assert found.months.max() == 5
    assert found.value == 5
    assert count(rows.iloc[[4]], span=STAFF, **words).value == 1


def test_before_the_first_month_end_nothing_is_known():
    assert math.isnan(count(staff(("a", "2016-07-01", None, {})), "2016-07-30", STAFF, **HEADS).value)


SHARE = {
    "table": "staff", "measure": "month_end_share", "of": "person", "among": {"full_time": True},
    "where": {"professional_on": {"by": "test_date"}}, "at_least": 0.5,
}  # fmt: skip


def team(*letters, joined="2016-07-01", left=None):
    """Capital: professional since 2012. All full-time."""
    return staff(
        *[
            (p.lower(), joined, left, {"full_time": True, "professional_on": "2012-06-30" if p.isupper() else None})
            for p in letters
        ]
    )


def test_two_of_five_is_forty_per_cent_and_three_of_six_exactly_half():
    two, three = count(team(*"ABcde"), span=STAFF, **SHARE), count(team(*"ABCdef"), span=STAFF, **SHARE)
    assert (two.value, two.numerator, two.denominator) == (0.4, 2, 5)
    assert (three.value, three.numerator, three.denominator) == (0.5, 3, 6)


def test_the_smallest_share_of_all_month_ends_decides():
    rows = pd.concat([team(*"ABc"), team(*"de", joined="2017-02-10", left="2017-03-10")], ignore_index=True)
    found = count(rows, span=STAFF, **SHARE)
    assert (found.value, found.numerator, found.denominator) == (0.4, 2, 5)
    assert found.months.loc["2017-01-31"] == 2 / 3


def test_a_month_end_with_nobody_in_post_leaves_the_share_undefined():
    assert math.isnan(count(team(*"AB", joined="2016-09-01"), span=STAFF, **SHARE).value)


def test_a_fixed_team_size_replaces_the_roster():
    found = count(team(*"ABc"), span=STAFF, **SHARE, out_of={1: 5.0})
    assert (found.value, found.numerator, found.denominator) == (0.4, 2, 5)


def test_a_part_timer_is_no_part_of_the_team():
    rows = team(*"Ab")
    rows.loc[1, "full_time"] = False
    found = count(rows, span=STAFF, **SHARE)
    assert found.value == 1.0
    assert found.left_out == {"among:full_time=no": 1}


# ---- laws ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.sampled_from("abcdef"))
def test_a_further_record_never_lowers_what_grows_and_a_copy_never_raises_a_distinct_count(keys, new):
    before = count(visits(*keys))
    assert count(visits(*keys, new)).value >= before.value
    assert count(visits(*keys, *keys)).value == before.value
    assert count(visits(*keys, new), measure="rows").value == len(keys) + 1


@given(st.permutations(list("ABcdeff")))
def test_the_order_of_rows_changes_no_value(order):
    found = count(casework(*order), **CASEWORK)
    assert (found.numerator, found.denominator, len(found.used)) == (2, 6, 6)
