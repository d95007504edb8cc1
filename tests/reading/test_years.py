"""The year that a sheet, a title or a file names holds for the days below that are written without one."""

import pytest
from books import PLACE, VISITS, part, visit

from evalkit.reading.years import named_years

FILE = f"{PLACE}/探访.xlsx"


def told(made):
    return [(fault.code, fault.row, fault.detail) for fault in made.faults]


@pytest.mark.parametrize("day", ["3月5日", "3.6"])
@pytest.mark.parametrize(
    ("name", "titles"), [("2016年3月", []), ("探访", [["2016年3月新升社区走访记录"]]), ("201603", [])]
)
def test_a_day_in_a_sheet_of_another_year_is_not_moved_into_the_contract_year(name, titles, day):
    made = part([*titles, VISITS, visit(day=day)], name)
    assert (made.reasons, told(made)) == (["bad_date"], [("year_unclear", len(titles) + 2, "2016")])


def test_a_sheet_named_after_the_wrong_half_of_the_contract_year_is_told():
    assert told(part([VISITS, visit(day="8月5日")], "2017年8月")) == [("year_unclear", 2, "2017")]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2017年3月", "3月5日"), ("2016年8月", "8.15"), ("8月", "8月5日"), ("2016年探访", "3月5日"),
        ("2016年度探访记录", "3月5日"), ("2016年7月-2017年6月", "3月5日"), ("2016年7月-次年6月", "3月5日"),
        ("2016-2017年", "8月5日"), ("填报日期2017年6月30日", "8月5日"), ("截至2017年6月", "8月5日"),
        ("2016年3月", "2017-03-05"),
    ],
)  # fmt: skip
def test_a_day_of_a_year_that_is_named_or_written_is_read(name, day):
    made = part([VISITS, visit(day=day)], name)
    assert (made.reasons, told(made)) == ([""], [])


def test_the_sheet_says_more_than_its_title_and_the_title_more_than_the_file():
    assert named_years([["Sheet1"], ["2017年1月走访"], ["2016年下半年"]], 2016) == {2017}


def test_the_years_of_documents_name_nothing():
    assert named_years([["苏民〔2015〕12号", "依据2017年6月1日的通知"]], 2016) == frozenset()
