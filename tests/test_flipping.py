"""How many records carry a verdict, counted by hand and tried out."""

import pandas as pd
from builders import CASEWORK, casework, frame, requirement, visits
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.flipping import flip
from evalkit.measures import MEASURES, Period

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


# ---- flips --------------------------------------------------------------------------------------------------------


def turned(rows, low=None, high=None, **words):
    name = words.get("measure", "distinct")
    return flip(name, count(rows, **words), low, high)


def test_150_households_hang_on_one_record_and_180_on_31():
    """F = N - 149 where every household was visited once."""
    assert turned(visits(*map(str, range(150))), 150) == 1
    assert turned(visits(*map(str, range(180))), 150) == 31


def test_a_household_visited_twice_needs_both_visits_void():
    assert turned(visits("a", "a", "b", "b", "c", "c", "c"), 3) == 2
    assert turned(visits("a", "a", "b", "b", "c", "c", "c"), 2) == 4


def test_a_missed_bound_names_how_many_are_wanting_and_a_passed_one_how_many_are_too_many():
    assert turned(visits("a", "b"), 5) == 3
    assert turned(visits("a", "b", "b", "c"), None, 2) == 1


def test_one_row_of_two_categories_takes_both_with_it():
    rows = frame("services", [{"categories": "甲;乙"}, {"categories": "丙"}, {"categories": "丙"}])
    assert turned(rows, 2, table="services", of="categories") == 1


def test_ten_of_twenty_families_with_a_case_hang_on_one_record():
    assert turned(casework(*"ABCDEFGHIJ", *"klmnopqrst"), 0.5, **CASEWORK) == 1
    assert turned(casework(*"ABCDEFGHIJ", "A", *"klmnopqrst"), 0.5, **CASEWORK) == 1
    # 12 of 20: voiding 5 makes 7 of 15, under a half; voiding 4 leaves 8 of 16
    assert turned(casework(*"ABCDEFGHIJKL", *"mnopqrst"), 0.5, **CASEWORK) == 5


def test_a_share_missed_names_how_many_new_families_mend_it():
    # 8 of 20: four more make 12 of 24
    assert turned(casework(*"ABCDEFGH", *"ijklmnopqrst"), 0.5, **CASEWORK) == 4
    assert turned(casework("A", "b"), 0.5, **CASEWORK | {"at_least": 0.9, "out_of": {1: 10.0}}) == 4


def test_money_and_head_counts_have_no_flip():
    assert turned(frame("payments", [{"amount": 5.0}]), 3, table="payments", measure="sum", of="amount") is None


@given(st.lists(st.sampled_from("abcdef"), min_size=1), st.integers(1, 6))
def test_removing_the_flip_records_turns_the_verdict_and_one_fewer_never_does(keys, low):
    value = len(set(keys))
    if value < low:
        return
    void = turned(visits(*keys), low)
    sizes = sorted((keys.count(key), key) for key in set(keys))
    fewest = [key for _, key in sizes][: value - low + 1]
    left = [key for key in keys if key not in fewest]
    assert len(keys) - len(left) == void
    assert len(set(left)) < low
    # the dearest unit of the set loses all but one record: as many units as before
    assert len({*left, fewest[-1]}) >= low


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()), min_size=1, max_size=7))
@settings(max_examples=40)
def test_the_flip_of_a_share_is_what_trying_every_set_of_records_finds(cells):
    from itertools import combinations

    rows = frame("services", [{"family": f, "method": "个案" if case else "小组"} for f, case in cells])
    words = CASEWORK | {"where": {"method": "个案"}}
    if count(rows, **words).value < 0.5:
        return
    sizes = (
        n
        for n in range(1, len(rows) + 1)
        for gone in combinations(rows.index, n)
        if not count(rows.drop(list(gone)), **words).value >= 0.5
    )
    assert turned(rows, 0.5, **words) == next(sizes)
