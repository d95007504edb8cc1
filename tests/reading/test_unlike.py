"""Sheets whose headers fit a table and that are something else; totals nobody named; rows of aims and shares."""

import pytest
from books import PLACE, book, part, read

SPENT = [["日期", "支出项目", "付款方", "金额(元)"]]
SPENT += [["2016-08-10", "场地费", "中心", 1200], ["2016-08-11", "茶点", "中心", 1300]]
PAID = [["拨付日期", "拨付方", "金额(元)"], ["2016-08-10", "市级", 300000], ["2016-09-10", "区级", 200000]]
ACTS = [["社区", "活动日期", "活动名称", "活动规模", "参加人次"]]
ACTS += [["新升社区", f"2016-09-1{n}", f"茶会{n}", "小型", 20 + n] for n in range(3)]


def read_sheet(folder, rows, sheet="经费使用", name="经费.xlsx"):
    book(folder, f"{PLACE}/{name}", {sheet: rows})
    return read(folder)


def test_expenditure_is_not_read_as_payments_and_is_told(tmp_path):
    records = read_sheet(tmp_path, SPENT)
    assert records["payments"].empty
    assert records.cells[["code", "sheet", "value", "detail"]].to_numpy().tolist() == [
        ["other_sheet", "经费使用", "经费使用", "payments"]
    ]


@pytest.mark.parametrize(("sheet", "name"), [("Sheet1", "经费使用.xlsx"), ("明细", "经费.xlsx")])
def test_expenditure_is_told_by_the_file_or_by_a_header(tmp_path, sheet, name):
    assert read_sheet(tmp_path, SPENT, sheet, name)["payments"].empty


@pytest.mark.parametrize(
    ("sheet", "name"), [("拨付", "经费使用.xlsx"), ("经费拨付及使用情况", "a.xlsx"), ("Sheet1", "a.xlsx")]
)
def test_payments_under_a_name_of_their_own_are_read(tmp_path, sheet, name):
    assert len(read_sheet(tmp_path, PAID, sheet, name)["payments"]) == 2


def test_a_last_row_that_is_the_sum_of_the_column_is_a_total_and_no_fault():
    made = part([*ACTS, ["", "", "", "", 63]], "活动")
    assert (made.reasons, made.faults) == (["", "", "", "total_row"], [])
    assert made.sums


def test_a_last_row_of_another_number_is_told():
    made = part([*ACTS, ["", "", "", "", 62]], "活动")
    assert made.reasons[-1] == "continued"
    assert [fault.code for fault in made.faults] == ["number_alone"]


def test_a_last_row_with_words_is_no_total():
    assert part([*ACTS, ["", "", "", "小型", 63]], "活动").reasons[-1] == "missing_key"


def test_the_same_number_below_a_single_record_is_no_total():
    assert [fault.code for fault in part([*ACTS[:2], ["", "", "", "", 20]], "活动").faults] == ["number_alone"]


@pytest.mark.parametrize("words", ["目标数", "年度目标数", "指标数", "计划数", "同比", "同比增长", "完成率"])
def test_aims_and_shares_are_no_records_and_no_sums(words):
    made = part([*ACTS, [words, "", "", "", 80]], "活动")
    assert (made.reasons[-1], made.sums[3], made.faults) == ("total_row", "", [])
