"""Totals that agencies write themselves are left out and compared with our own sum."""

import pytest
from books import PLACE, VISITS, book, codes, part, read, visit
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.totals import check_totals, disagreeing

SIZED = [*VISITS, "家庭人口"]


def family(number, size):
    return [*visit(number), size]


def wrong(*sheets, header=SIZED):
    made = [part([header, *rows], f"探访{number}") for number, rows in enumerate(sheets)]
    check_totals(made)
    return [(f.code, f.row, f.column, f.value, f.detail) for one in made for f in one.faults]


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


ACTIVITIES = ["社区", "活动日期", "活动名称", "活动规模", "参加人次"]


def came(day, persons, month=8):
    return ["新升社区", f"2016-{month:02d}-{day:02d}", f"邻里节{day}", "小型", persons]


def summed(words, persons):
    return [words, "", "", "", persons]


def test_a_running_total_may_hold_the_sheets_before():
    july = [came(1, 20, 7), came(2, 30, 7), summed("合计", 50)]
    august = [came(1, 10), came(2, 15), summed("本月合计", 25), summed("累计", 75)]
    assert wrong(july, august, header=ACTIVITIES) == []


def test_a_running_total_that_is_too_small_is_told():
    assert wrong([came(1, 10), came(2, 15), summed("累计", 20)], header=ACTIVITIES) == [
        ("sum_disagrees", 4, "E", "20", "25")
    ]


def test_a_total_is_not_compared_with_a_column_in_which_a_cell_cannot_be_read():
    found = wrong([came(1, 40), came(2, "约50"), summed("合计", 90)], header=ACTIVITIES)
    assert [one[0] for one in found] == ["vague_number"]


def test_an_average_is_not_compared():
    assert wrong([came(1, 20), came(2, 30), summed("合计", 50), summed("平均", 25)], header=ACTIVITIES) == []


def test_a_total_below_two_parts_of_a_sheet_stands_for_both(tmp_path):
    parts = [["新升社区活动"], ACTIVITIES, came(1, 10), came(2, 15), summed("小计", 25), []]
    parts += [["何山社区活动"], ACTIVITIES, came(3, 20), summed("小计", 20), summed("总计", 45)]
    book(tmp_path, f"{PLACE}/活动.xlsx", {"活动": parts})
    assert [code for code, *_ in codes(read(tmp_path)) if code == "sum_disagrees"] == []
