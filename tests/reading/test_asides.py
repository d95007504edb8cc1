"""Rows that are no records: examples, totals, captions and footers; and rows that only look like one of these."""

import pytest
from books import PLACE, VISITS, book, part, read, visit

ACTIVITIES = ["活动名称", "社区", "活动日期", "活动规模", "参加人次"]
PROBLEMS = ["序号", "社区", "问题名称", "评级", "居民议事日期"]
NUMBERED = ["序号", *VISITS]
PAYMENTS = ["拨付日期", "拨付方", "金额(元)"]


def told(made):
    return [(fault.code, fault.row) for fault in made.faults]


def problem(number, title="楼道堆物"):
    return [number, "新升社区", title, "A", "2016-10-15"]


# ---- examples


def test_a_title_that_begins_with_a_word_for_example_is_a_record():
    made = part([ACTIVITIES, ["例行茶话会", "新升社区", "2016-09-10", "小型", 30]], "活动")
    assert (made.reasons, told(made)) == ([""], [])


@pytest.mark.parametrize("mark", ["例", "例1", "\uff08例\uff09", "样表", "样本", "模板", "参考", "示例"])
def test_a_running_number_that_says_example_makes_the_row_one(mark):
    made = part([PROBLEMS, problem(mark, "车棚漏雨"), problem(1, "例行巡查缺失")], "焦点问题")
    assert (made.reasons, told(made)) == (["example_row", ""], [("example_row", 2)])


def test_a_head_of_household_called_example_makes_the_row_one():
    row = visit()
    row[2] = "样例"
    assert part([NUMBERED, [1, *row], [2, *visit(2)]]).reasons == ["example_row", ""]


# ---- totals


@pytest.mark.parametrize(
    "words",
    [
        "累计到账", "8月活动共2场", "8月份小结", "平均", "Total", "总数", "合计数", "合计人数\uff1a", "累计完成",
        "共12场", "以上共5户", "完成率", "截止8月累计", "合  计  数", "累计服务5户",
    ],
)  # fmt: skip
def test_a_total_in_other_words_is_no_record(words):
    made = part([PAYMENTS, ["2016-08-10", "市级", 300000], [words, "", 300000]], "拨付")
    assert (made.reasons, told(made)) == (["", "total_row"], [])


def test_a_record_that_tells_of_households_is_no_total():
    assert part([PROBLEMS[1:], problem(1, "楼上共3户漏水")[1:]], "焦点问题").reasons == [""]


# ---- captions and footers


@pytest.mark.parametrize(
    "row",
    [
        ["制表人\uff1a甲", "", "", "审核人\uff1a", "", ""],
        ["备注\uff1a以上均已核实", "", "", "", "", ""],
        ["第1页 共2页", "", "", "", "", ""],
        ["其中\uff1a完成1户", "", "", "", "", ""],
        ["截至2017年3月底", "", "", "", "", ""],
        ["负责人\uff1a甲", "", "联系电话\uff1a13900000000", "", "", ""],
        ["填表人", "甲", "", "审核人", "", ""],
        ["以下为补录", "", "", "", "", ""],
        ["", "七月", "", "", "", ""],
    ],
)
def test_captions_and_footers_are_left_out_in_silence(row):
    made = part([NUMBERED, [1, *visit()], row, [2, *visit(2)]])
    assert (made.reasons, told(made)) == (["", "note_row", ""], [])


def test_a_day_below_a_footer_belongs_to_it():
    footer = [["填表人\uff1a甲", "", "", "", ""], ["", "", "", "", "2016-12-01"]]
    assert part([PROBLEMS, problem(1), *footer], "焦点问题").reasons == ["", "note_row", "note_row"]


def test_a_caption_merged_over_half_the_table_is_left_out():
    made = part([NUMBERED, ["新年专题", *[""] * 5], [1, *visit()]], merged=[(1, 0, 1, 5)])
    assert made.reasons == ["note_row", ""]


def test_a_record_begun_with_its_code_alone_is_told():
    rows = [["家庭编号", "户主姓名", "家庭住址"], ["SS-1", "李样本", "新升新苑1幢"], ["SS-2", "", ""]]
    made = part(rows, "服务对象")
    assert (made.reasons[1], told(made)) == ("missing_key", [("missing_key", 3)])


def test_a_name_in_a_footer_does_not_leave_the_reading_layer(tmp_path):
    rows = [ACTIVITIES, ["邻里节", "新升社区", "2016-09-10", "小型", 30]]
    rows += [["制表人\uff1a王小样", "审核\uff1a李小样", "", "", ""]]
    book(tmp_path, f"{PLACE}/活动.xlsx", {"活动": rows})
    records = read(tmp_path)
    shown = records["activities"].to_csv() + records.ledger.to_csv() + records.cells.to_csv()
    assert "小样" not in shown
    assert list(records["activities"]["excluded"]) == ["", "note_row"]


# ---- headers again and instructions


def test_a_second_header_in_english_is_no_record():
    rows = [["培训日期", "培训主题", "培训对象", "参训人数"], ["Date", "Topic", "Audience", "Persons"]]
    made = part([*rows, ["2016-10-12", "个案工作方法", "社区工作者", 25]], "培训")
    assert (made.reasons, told(made)) == (["repeated_header", ""], [])


def test_a_row_of_remarks_on_the_columns_is_no_record():
    remarks = ["", "填全称", "yyyy-mm-dd", "", "幢+室", "在家/无人/空置/拒访"]
    made = part([NUMBERED, remarks, [1, *visit()]])
    assert (made.reasons, told(made)) == (["example_row", ""], [])


# ---- rows that were begun


def test_a_row_without_its_keys_that_says_something_is_told():
    header = [*NUMBERED, "联系电话", "需求"]
    rows = [[1, *visit(), "", ""], [2, "新升社区", "", "", "", "在家", "13900000000", "看病难"]]
    made = part([header, *rows])
    assert (made.reasons, told(made)) == (["", "missing_key"], [("no_date", 3)])


def test_rows_filled_in_beforehand_are_left_out_in_silence():
    rows = [[1, *visit()], *([n, "新升社区", "", "", "", "完成"] for n in range(2, 9))]
    made = part([NUMBERED, *rows])
    assert ({*made.reasons[1:]}, told(made)) == ({"missing_key"}, [])
