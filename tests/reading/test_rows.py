"""Rows below a header: what is a record, what is not, and every fault with its cell."""

# ruff: noqa: DTZ001 - a day in a book has no time zone

from datetime import datetime

import pytest
from books import COMMUNITIES, PLACE, VISITS, book, part, read, visit
from hypothesis import given
from hypothesis import strategies as st

from evalkit.findings import is_hidden
from evalkit.reading.parts import shown

STAFF = ["序号", "姓名", "岗位", "是否全职", "是否常驻", "到岗日期", "学历"]


def faults(made):
    return [(fault.code, fault.row, fault.column, fault.value, fault.detail) for fault in made.faults]


def test_a_row_keeps_its_number_as_in_excel():
    made = part([["探访记录"], VISITS, visit(), [], visit(2)])
    assert (made.rows, made.header_row, made.reasons) == ([3, 5], 2, ["", ""])
    assert made.columns["date"] == [datetime(2016, 8, 15)] * 2


@pytest.mark.parametrize(
    "words", ["合计", "小计", "总 计", "共计:2户", "8月小计", "新升社区合计", "(合计)", "本页小计12"]
)
def test_a_total_row_is_no_record(words):
    assert part([VISITS, visit(), [words, "", "", "", 12]]).reasons == ["", "total_row"]


def test_a_total_row_above_the_data_is_no_record_either():
    assert part([VISITS, ["总计", "", "", "", 2], visit()]).reasons == ["total_row", ""]


def test_a_dated_record_that_speaks_of_a_total_stays_a_record():
    made = part(
        [["社区", "活动日期", "活动名称", "活动规模"], ["新升社区合计", "2016-09-10", "总计划会", "小型"]], "活动"
    )
    assert made.reasons == [""]


def test_a_header_repeated_on_the_next_page_is_no_record():
    assert part([VISITS, visit(), VISITS, visit(2)]).reasons == ["", "repeated_header", ""]


@pytest.mark.parametrize("mark", ["示例", "样例", "例\uff1a新升社区", "\uff08示例\uff09", "填写示例"])
def test_an_example_row_is_no_record(mark):
    assert part([VISITS, [mark, *visit()[1:]], visit()]).reasons == ["example_row", ""]


def test_structural_rows_have_no_faulty_cells():
    made = part([VISITS, ["合计", "x", "", "", ""], ["示例", "2016年", "", "", ""], visit()])
    assert faults(made) == [("example_row", 3, "", "", "")]


def test_rows_with_running_numbers_and_zeros_put_in_beforehand_are_blank():
    rows = [
        ["序号", *VISITS, "家庭人口"],
        [1, *visit(), 3],
        [2, "", "", "", "", "", 0],
        ["3", "", "", "", "", "", "0"],
        [4],
    ]
    made = part(rows)
    assert (made.rows, made.reasons, faults(made)) == ([2], [""], [])


def test_cells_right_of_the_header_are_not_rows():
    assert part([VISITS, visit(), ["", "", "", "", "", "", "完成"], ["", "", "", "", "", "", "拒访"]]).rows == [2]


@pytest.mark.parametrize(
    ("day", "reason", "fault"),
    [
        ("2016-02-30", "bad_date", ("impossible_date", 2, "B", "2016-02-30", "")),
        ("待补", "bad_date", ("bad_date", 2, "B", "待补", "")),
        (6.3, "bad_date", ("ambiguous_date", 2, "B", "6.3", "")),
        ("", "no_date", ("no_date", 2, "B", "", "")),
    ],
)
def test_a_row_without_a_sure_date_is_not_counted_and_its_cell_is_named(day, reason, fault):
    made = part([VISITS, visit(day=day)])
    assert (made.reasons, made.columns["date"], faults(made)) == ([reason], [None], [fault])


def test_a_row_without_its_key_is_not_counted():
    made = part([VISITS, ["新升社区", "2016-08-15", "", "某处", "完成"]])
    assert (made.reasons, faults(made)) == (["missing_key"], [("missing_key", 2, "C", "", "")])


def test_a_note_below_the_table_is_left_out_without_a_fault_for_each_cell():
    made = part([VISITS, visit(), ["注\uff1a以上均已核实", "", "", "", ""]])
    assert (made.reasons, faults(made)) == (["", "note_row"], [])


def test_an_unknown_choice_is_named_with_the_nearest_word_and_the_row_stays():
    made = part([VISITS, [*visit()[:4], "拒纺"]])
    assert (made.reasons, made.columns["result"]) == ([""], [""])
    assert faults(made) == [("unknown_choice", 2, "E", "拒纺", "拒访")]


def test_an_unknown_choice_in_a_required_column_leaves_the_row_out():
    made = part([["社区", "活动日期", "活动名称", "活动规模"], ["新升社区", "2016-09-10", "中秋", "中型"]], "活动")
    assert made.reasons == ["missing_key"]
    assert [fault[0] for fault in faults(made)] == ["unknown_choice"]


def test_a_required_column_that_is_missing_is_one_fault_and_no_row_counts():
    made = part(
        [["社区", "探访日期", "户主姓名"], ["新升社区", "2016-08-15", "张样本"], ["新升社区", "2016-08-16", "李样本"]]
    )
    assert made.reasons == ["missing_key", "missing_key"]
    assert faults(made) == [("missing_column", 0, "", "", "家庭住址")]


def test_trust_28_two_columns_of_one_meaning_are_a_fault_that_names_both():
    made = part([[*VISITS, "探访日期"], [*visit(), "2016-08-20"]])
    assert faults(made) == [("duplicate_header", 0, "F", "探访日期", "B")]
    assert made.columns["date"] == [datetime(2016, 8, 15)]


def test_the_header_of_a_column_of_persons_is_no_secret():
    made = part([[*VISITS, "户主姓名"], [*visit(), "李样本"]])
    assert faults(made) == [("duplicate_header", 0, "F", "户主姓名", "C")]
    told = {"code": "duplicate_header", "table": "visits", "field": "head_name"}
    assert not is_hidden(told)


def test_a_merged_cell_is_filled_down_only_inside_its_range():
    rows = [VISITS, visit(), ["", "2016-08-16", "李样本", "乙", "完成"], ["", "2016-08-17", "赵样本", "丙", "完成"]]
    assert part(rows, merged=[(1, 0, 2, 0)]).columns["community"] == ["新升社区", "新升社区", ""]
    assert part(rows).columns["community"] == ["新升社区", "", ""]


def test_a_row_that_is_blank_but_for_a_merge_is_blank():
    assert part([VISITS, visit(), [], visit(2)], merged=[(1, n, 2, n) for n in range(5)]).rows == [2, 4]


def test_a_label_above_each_header_names_the_community_of_the_rows_below(tmp_path):
    rows = [["街道:狮山街道 社区\uff1a新升社区"], VISITS[1:], visit()[1:]]
    rows += [["社区\uff1a", "何山社区"], VISITS[1:], visit(2)[1:]]
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": rows, "服务社区一览表": COMMUNITIES})
    visits = read(tmp_path)["visits"]
    assert list(zip(visits["row"], visits["community"], visits["excluded"], strict=True)) == [
        (3, "新升社区", ""),
        (6, "何山社区", ""),
    ]


def test_a_label_between_the_rows_names_the_community_of_those_below():
    made = part([["社区:新升社区"], VISITS[1:], visit()[1:], ["社区:", "何山社区"], visit(2)[1:]])
    assert made.lines == [(1, "新升社区"), (4, "何山社区")]
    assert made.reasons == ["", "repeated_header", ""]


def test_a_title_that_says_ten_thousand_yuan_holds_for_the_money_below():
    made = part([["经费拨付表", "单位\uff1a万元"], ["拨付日期", "拨付方", "金额"], ["2016-08-10", "市级", 30]], "拨付")
    assert made.columns["amount"] == [300000]


def test_a_header_that_says_ten_thousand_yuan_holds_for_its_column():
    assert part([["拨付日期", "拨付方", "金额(万元)"], ["2016-08-10", "市级", "30"]]).columns["amount"] == [300000]


def test_a_row_of_another_street_is_not_counted_for_this_one():
    made = part(
        [["街道", *VISITS], ["狮山", *visit()], ["枫桥街道", *visit(2)], ["狮止街道", *visit(3)], ["", *visit(4)]]
    )
    assert made.reasons == ["", "unknown_street", "unknown_street", ""]
    assert faults(made) == [
        ("street_disagrees", 3, "A", "枫桥街道", "狮山街道"),
        ("unknown_street", 4, "A", "狮止街道", "狮山街道"),
    ]


def test_a_sheet_or_file_named_after_another_street_is_a_fault_and_the_folder_decides():
    made = part([VISITS, visit()], "枫桥街道探访")
    assert (made.reasons, made.submission.street) == ([""], "狮山街道")
    assert faults(made) == [("street_disagrees", 0, "", "枫桥街道探访", "狮山街道")]


def test_personal_cells_are_masked_wherever_they_are_shown():
    made = part(
        [
            ["序号", "姓名", "身份证号", "岗位", "是否全职", "是否常驻", "到岗日期"],
            [1, "王样本", 3.205e17, "一线社工", "是", "是", "2016-07-01"],
        ]
    )
    assert faults(made) == [("digits_lost", 2, "C", "*00", "")]
    assert shown("张样本", True) == "张*"
    assert shown("13900000012 家", False) == "* 家"


def test_a_blank_number_stays_missing():
    made = part([[*VISITS, "家庭人口"], [*visit(), ""], [*visit(2), "约3"], [*visit(3), 0]])
    assert made.columns["family_size"] == [None, None, 0]


CELL = st.sampled_from(["2016-08-15", "8.20", "2016-02-30", ""])
ROW = st.builds(visit, st.integers(1, 5), CELL)
BLANK = st.sampled_from([[], ["", ""], [" ", None], ["\u200b"]])
TITLE = st.sampled_from([["2016年度探访记录"], ["填表人:王样本", "", "审核"], [], ["填写说明", "日期写全"]])


def counted(made):
    pairs = zip(made.columns["address"], made.columns["date"], made.reasons, strict=True)
    return sorted((address, day) for address, day, reason in pairs if not reason)


@given(st.lists(ROW, max_size=8), st.lists(TITLE, max_size=4), st.lists(BLANK, max_size=4), st.randoms())
def test_titles_blank_rows_and_the_order_of_rows_change_nothing_in_what_counts(rows, titles, blanks, random):
    mixed = [*rows, *blanks]
    random.shuffle(mixed)
    assert counted(part([*titles, VISITS, *mixed])) == counted(part([VISITS, *rows]))


@given(st.lists(st.lists(st.one_of(st.text(max_size=5), st.floats(), st.none(), st.dates()), max_size=6), max_size=6))
def test_whatever_stands_below_a_header_each_row_that_says_something_is_accounted_for(rows):
    made = part([VISITS, *rows])
    assert len(made.rows) == len(made.reasons)
    assert {len(values) for values in made.columns.values()} == {len(made.rows)}
    for index, reason in enumerate(made.reasons):
        assert reason or made.columns["date"][index] is not None


@pytest.mark.parametrize("nothing", ["无", "/", "不详", "—", "……", "待补"])
@pytest.mark.parametrize("column", [2, 3])
def test_a_word_for_nothing_is_no_head_and_no_address(column, nothing):
    row = visit()
    row[column] = nothing
    made = part([VISITS, row, visit(2)])
    assert (made.reasons, [fault[0] for fault in faults(made)]) == (["missing_key", ""], ["missing_key"])


@pytest.mark.parametrize("mark", ["同上", "〃", '"'])
@pytest.mark.parametrize("column", [0, 2, 3])
def test_a_ditto_mark_is_not_guessed_at(column, mark):
    row = visit(2)
    row[column] = mark
    made = part([VISITS, visit(), row])
    assert (made.reasons, [fault[:2] for fault in faults(made)]) == (["", "missing_key"], [("ditto", 3)])


def test_a_ditto_mark_is_no_community(tmp_path):
    book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": [VISITS, visit(), visit(2, community="同上")]})
    visits = read(tmp_path)["visits"]
    assert list(visits["community"]) == ["新升社区", ""]
    assert list(visits["excluded"]) == ["", "missing_key"]


@pytest.mark.parametrize(("result", "reason"), [("空置", ""), ("无人", ""), ("拒访", ""), ("完成", "missing_key")])
def test_a_flat_where_nobody_was_met_needs_no_head(result, reason):
    made = part([VISITS, ["新升社区", "2016-08-15", "", "新升新苑1幢101室", result]])
    assert made.reasons == [reason]


@pytest.mark.parametrize("words", ["未解决", "进行中", "尚未"])
def test_a_day_that_has_not_come_yet_is_blank_where_it_may_be(words):
    rows = [["社区", "问题名称", "居民议事日期", "解决日期"], ["新升社区", "楼道堆物", "2016-10-15", words]]
    made = part(rows, "焦点问题")
    assert (made.reasons, made.columns["solved_on"], faults(made)) == ([""], [None], [])


def test_somebody_still_in_post_has_no_last_day():
    rows = [["姓名", "岗位", "是否全职", "是否常驻", "到岗日期", "离岗日期", "劳动合同止"]]
    made = part([*rows, ["王样本", "一线社工", "是", "是", "2016-07-01", "在岗中", "无固定期限"]], "花名册")
    assert (made.reasons, faults(made)) == ([""], [])


def test_the_own_streets_name_before_a_communitys_is_no_part_of_it(tmp_path):
    names = ["狮山街道新升社区", "苏州高新区狮山街道新升", "1.新升社区", "①新升", "新升居委", "新升社区党群服务中心"]
    rows = [visit(number, community=name) for number, name in enumerate(names, 1)]
    rows.append(visit(9, community="枫桥街道新升社区"))
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": [VISITS, *rows], "服务社区一览表": COMMUNITIES})
    visits = read(tmp_path)["visits"]
    assert list(visits["community"]) == ["新升社区"] * 6 + ["枫桥街道新升社区"]
    assert list(visits["excluded"]) == [""] * 6 + ["unknown_community"]
