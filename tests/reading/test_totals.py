"""Totals that agencies write themselves are left out and compared with our own sum."""

import pytest
from books import VISITS, part, visit
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.totals import disagreeing

SIZED = [*VISITS, "家庭人口"]


def family(number, size):
    return [*visit(number), size]


def wrong(rows):
    return [(f.code, f.row, f.column, f.value, f.detail) for f in part([SIZED, *rows]).faults]


@pytest.mark.parametrize("place", [0, 2])
def test_trust_29_a_total_above_or_below_that_is_the_sum_is_no_fault(place):
    rows = [family(1, 3), family(2, 4)]
    rows.insert(place, ["合计", "", "", "", "", 7])
    made = part([SIZED, *rows])
    assert made.reasons.count("total_row") == 1
    assert made.faults == []


def test_trust_29_a_total_that_is_not_the_sum_is_told_with_both_numbers():
    rows = [family(1, 3), family(2, 4), ["合计", "", "", "", "", 9]]
    assert wrong(rows) == [("sum_disagrees", 4, "F", "9", "7")]


def test_sub_totals_stand_for_their_own_block_and_the_last_for_all():
    rows = [
        family(1, 3),
        ["小计", "", "", "", "", 3],
        family(2, 4),
        ["小计", "", "", "", "", 4],
        ["总计", *[""] * 4, 7],
    ]
    assert wrong(rows) == []


def test_a_wrong_sub_total_is_compared_with_its_own_block():
    rows = [
        family(1, 3),
        ["小计", "", "", "", "", 3],
        family(2, 4),
        ["小计", "", "", "", "", 5],
        ["总计", *[""] * 4, 7],
    ]
    assert wrong(rows) == [("sum_disagrees", 5, "F", "5", "4")]


def test_a_blank_in_a_total_row_says_nothing():
    assert wrong([family(1, 3), ["合计", "", "", "", "", ""]]) == []


@given(st.lists(st.integers(0, 500), max_size=8), st.integers(1, 9))
def test_only_a_total_off_by_something_disagrees(numbers, off):
    values = [float(number) for number in numbers]
    flags = [True] * len(values) + [False]
    assert list(disagreeing([len(values)], flags, [*values, sum(values)])) == []
    assert list(disagreeing([len(values)], flags, [*values, sum(values) + off])) == [(len(values), sum(values))]
