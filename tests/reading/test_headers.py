"""Where the header stands, which table it heads, what each column means."""

import pytest
from books import VISITS, visit

from evalkit.reading.headers import find_header, find_headers, vocabulary
from evalkit.reading.unread import guess, looks_tabular, missing
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES

WORDS = vocabulary({})


def find(rows, *names, merged=(), words=WORDS):
    return find_header(Sheet(names[0] if names else "Sheet1", rows, tuple(merged)), names or ["Sheet1"], words)


@pytest.mark.parametrize("name", TABLES)
def test_every_tables_own_labels_are_known_without_a_hint(name):
    header = find([[column.label for column in TABLES[name].columns]])
    assert (header.table.name, header.row, header.last) == (name, 0, 0)
    assert list(header.fields) == [column.name for column in TABLES[name].columns]


@pytest.mark.parametrize("name", TABLES)
def test_every_alias_of_every_column_is_known(name):
    for column in TABLES[name].columns:
        for alias in column.aliases:
            labels = [alias if c is column else c.label for c in TABLES[name].columns]
            assert find([labels], TABLES[name].label).fields[column.name].header == alias


def test_the_header_is_found_under_title_and_instruction_rows():
    rows = [["狮山街道2016年度居民家庭探访记录表"], ["填表说明", "请逐户填写"], [], VISITS, visit()]
    header = find(rows)
    assert (header.table.name, header.row, header.last) == ("visits", 3, 3)


def test_marks_for_a_must_line_breaks_width_and_units_do_not_hinder():
    rows = [["*村\uff08社区\uff09", "探访\n日期*", "户主 姓名", "2.家庭住址\uff08必填\uff09", "家庭人口\uff08人\uff09"]]
    assert set(find(rows).fields) == {"community", "date", "head_name", "address", "family_size"}


def test_three_rows_of_merged_headers_are_one_header():
    rows = [
        ["社区", "活动", "", "", "参与", "", ""],
        ["", "活动日期", "活动名称", "活动规模", "受益人数", "", "备注"],
        ["", "", "", "", "成人", "参加人次", ""],
        ["新升社区", "2016-09-10", "中秋", "大型", 20, 120, ""],
    ]
    merged = [
        (0, 0, 2, 0),
        (0, 1, 0, 3),
        (0, 4, 0, 6),
        (1, 1, 2, 1),
        (1, 2, 2, 2),
        (1, 3, 2, 3),
        (1, 4, 1, 5),
        (1, 6, 2, 6),
    ]
    header = find(rows, merged=merged)
    assert (header.table.name, header.row, header.last) == ("activities", 0, 2)
    assert {name: place.index for name, place in header.fields.items()} == {
        "community": 0, "date": 1, "title": 2, "size": 3, "attendance": 5, "note": 6,
    }  # fmt: skip
    assert [place.header for place in header.places if not place.field] == ["参与受益人数成人"]


def test_a_column_whose_header_is_two_cells_wide_is_one_column():
    header = find([["社区", "", "探访日期", "户主姓名", "家庭住址"]], merged=[(0, 0, 0, 1)])
    assert header.fields["community"].index == 0
    assert header.duplicates == ()


def test_the_sheets_name_decides_between_two_tables_with_the_same_columns():
    rows = [["日期", "主题", "对象", "人数", "时长"]]
    assert find([["社区", "户主姓名", "家庭住址", "家庭编号"]]).table.name == "clients"
    assert find(rows, "能力提升活动").table.name == "trainings"
    assert find([["家庭编号", "日期", "服务方式", "个案号", "备注"]], "服务台账").table.name == "services"


def test_a_data_row_is_never_taken_into_the_header():
    header = find([VISITS, ["", "", "", "", ""], visit()])
    assert header.last == 0


def test_an_unknown_column_is_kept_without_a_name():
    header = find([[*VISITS, "天气"]])
    assert [(place.index, place.header) for place in header.places if not place.field] == [(5, "天气")]


def test_the_columns_own_label_is_better_than_an_alias():
    header = find([["社区", "日期", "户主姓名", "家庭住址", "探访日期"]])
    assert header.fields["date"].index == 4
    assert header.duplicates == ()


def test_two_columns_of_one_meaning_are_told_and_the_left_one_is_read():
    header = find([[*VISITS, "探访日期"]])
    assert header.fields["date"].index == 1
    assert [(place.index, place.field) for place in header.duplicates] == [(5, "date")]


def test_a_plans_own_header_words_are_known():
    words = vocabulary({"visits": {"date": ["登门日"], "head_name": ["当家人"]}})
    header = find([["社区", "登门日", "当家人", "家庭住址"]], words=words)
    assert {"date", "head_name"} <= set(header.fields)


def test_units_in_brackets_are_told():
    header = find([["拨付日期", "拨付方", "拨付金额\uff08万元\uff09"]])
    assert header.fields["amount"].unit == "万元"


def test_a_sheet_of_other_things_is_no_table_and_the_nearest_guess_is_named():
    sheet = Sheet("入户走访汇总", [["项目", "数量", "备注"], ["a", 1, ""], ["b", 2, "c"], ["c", 3, "d"]])
    assert find_header(sheet, [sheet.name], WORDS) is None
    assert guess(sheet, [sheet.name]) == "visits"
    assert looks_tabular(Sheet("x", [["a", "b", "c"]] * 3))
    assert not looks_tabular(Sheet("封面", [["狮山街道"], ["", "2017年6月"], ["样本中心"]]))


def test_more_than_half_of_the_required_columns_missing_is_no_table():
    assert find([["社区", "备注", "联系电话", "需求"]]) is None


def test_trust_27_a_header_may_stand_as_deep_as_forty_rows():
    titles = [["说明", "请如实填写"]] * 39
    assert find([*titles, VISITS, visit()]).row == 39
    assert find([*titles, [], VISITS, visit()]) is None


def test_trust_27_a_merged_cell_of_the_header_is_never_cut():
    rows = [["社区", "探访日期", "户主姓名", "家庭住址", "人数", ""], ["", "", "", "", "成人", "儿童"], visit()]
    merged = [(0, n, 1, n) for n in range(4)] + [(0, 4, 0, 5)]
    header = find(rows, merged=merged)
    assert (header.row, header.last) == (0, 1)
    assert [place.header for place in header.places[4:]] == ["人数成人", "人数儿童"]


def test_of_two_sums_the_one_under_a_heading_that_speaks_of_the_column_is_read():
    rows = [
        ["社区", "活动日期", "活动名称", "总合计", "受益人次", ""],
        ["", "", "", "", "成人", "总合计"],
        ["新升社区"],
    ]
    merged = [(0, n, 1, n) for n in range(4)] + [(0, 4, 0, 5)]
    header = find(rows, "活动", merged=merged)
    assert (header.fields["attendance"].index, header.duplicates) == (5, ())


def test_of_columns_under_one_heading_the_sum_is_what_the_heading_says():
    rows = [["社区", "活动日期", "活动名称", "参加人次", "", ""], ["", "", "", "成人", "儿童", "合计"], ["新升社区"]]
    merged = [(0, n, 1, n) for n in range(3)] + [(0, 3, 0, 5)]
    assert find(rows, "活动", merged=merged).fields["attendance"].index == 5


def test_trust_40_a_row_of_units_below_the_header_belongs_to_it():
    header = find([["拨付日期", "拨付方", "金额"], ["", "", "\uff08万元\uff09"], ["2016-08-10", "市级", 30]])
    assert (header.last, header.fields["amount"].unit) == (1, "万元")


def test_a_row_of_data_is_no_row_of_units():
    header = find([["拨付日期", "拨付方", "金额"], ["", "", 30], ["2016-08-10", "市级", 30]])
    assert (header.last, header.fields["amount"].unit) == (0, "")


def test_why_a_column_is_known_is_told():
    words = vocabulary({"visits": {"head_name": ["当家人"]}})
    header = find([["社区", "走访日期*", "当家人", "地址\uff08必填\uff09", "街道", "天气"]], words=words)
    told = {place.header: place.match for place in header.places}
    assert told == {
        "社区": "label", "走访日期*": "remark", "当家人": "plan", "地址\uff08必填\uff09": "remark", "街道": "alias",
        "天气": "",
    }  # fmt: skip


def test_confidence_is_the_share_of_columns_found_and_a_required_one_weighs_double():
    # 服务社区一览表: 社区 is required (2), three others (1 each).
    assert find([["社区", "纳入服务日期"]]).confidence == 3 / 5
    assert find([["社区", "纳入服务日期", "自选项目", "备注", "天气"]]).confidence == 1


def test_required_columns_that_are_not_there_are_told_but_for_the_community():
    assert find([["探访日期", "户主姓名", "走访情况"]], "探访").lacking == ("address",)


def test_under_a_heading_the_lowest_cell_may_end_the_heading_or_go_before_it():
    rows = [["社区", "走访情况(在家/无人)", "", "", "户主姓名", "家庭住址"], ["", "日期", "方式", "情况", "", ""]]
    header = find([*rows, visit()], "走访", merged=[(0, 1, 0, 3), (0, 0, 1, 0), (0, 4, 1, 4), (0, 5, 1, 5)])
    assert {name: header.fields[name].index for name in ("date", "mode", "result")} == {
        "date": 1, "mode": 2, "result": 3,
    }  # fmt: skip
    rows = [["姓名", "岗位", "是否全职", "是否常驻", "时间", ""], ["", "", "", "", "到岗", "离岗"], ["王样本"]]
    header = find(rows, "花名册", merged=[*((0, n, 1, n) for n in range(4)), (0, 4, 0, 5)])
    assert (header.fields["joined_on"].index, header.fields["left_on"].index) == (4, 5)


def test_any_remark_is_dropped_and_its_unit_kept():
    header = find([["日期", "拨付方", "金额(人民币万元)"]])
    assert (header.fields["amount"].index, header.fields["amount"].unit) == (2, "万元")
    header = find([["培训日期", "培训主题", "培训对象(可多选)", "时长/分钟"]])
    assert (header.fields["audience"].index, header.fields["hours"].unit) == (2, "分钟")


def test_remarks_that_tell_two_columns_apart_are_not_dropped():
    header = find([["培训日期", "培训主题", "培训对象", "人数(男)", "人数(女)"]])
    assert "attendees" not in header.fields


def test_a_header_in_two_languages_in_one_cell_is_known():
    header = find([["社区\nCommunity", "探访日期 (Date)", "户主姓名\nHead", "家庭住址/Address"]])
    assert set(header.fields) == {"community", "date", "head_name", "address"}


def test_a_row_of_labels_above_the_header_is_no_part_of_it():
    rows = [
        ["所属社区", "新升社区", "填表日期", "2016.10.31"],
        ["序号", "探访日期", "户主姓名", "家庭住址", "走访情况"],
    ]
    assert find([*rows, visit()], "探访").row == 1


def test_the_total_of_a_contract_is_not_its_yearly_fee():
    header = find([["合同编号", "承接单位", "合同总额", "签约时间"]], "合同")
    assert "fee" not in header.fields


STAFF = ["姓名", "岗位", "是否全职", "是否常驻"]


def test_a_column_that_holds_a_whole_period_stands_for_both():
    header = find([[*STAFF, "在岗时间", "合同期限"]])
    spans = {place.header: (place.field, place.period) for place in header.places[4:]}
    assert spans == {
        "在岗时间": ("joined_on+left_on", ("joined_on", "left_on")),
        "合同期限": ("contract_from+contract_to", ("contract_from", "contract_to")),
    }
    assert header.fields["joined_on"] is header.fields["left_on"] is header.places[4]
    assert header.lacking == ()


def test_a_column_of_its_own_is_better_than_a_whole_period():
    header = find([[*STAFF, "在岗时间", "到岗日期"]])
    assert (header.fields["joined_on"].index, header.fields["left_on"].index) == (5, 4)
    header = find([[*STAFF, "在岗时间", "到岗日期", "离岗日期"]])
    assert [place.field for place in header.places[4:]] == ["", "joined_on", "left_on"]


def test_an_unknown_header_is_told_the_column_it_is_most_like_unless_that_is_there():
    header = find([["社区", "探访日期", "户主姓名", "家庭住址", "走访情況", "探访日期二", "天气"]])
    assert [place.near for place in header.places[4:]] == ["走访情况", "", ""]


def test_what_is_half_alike_is_not_near():
    assert find([[*STAFF, "到岗日期", "毕业院校"]]).places[-1].near == ""


def test_a_word_that_begins_otherwise_is_another_word():
    """协办单位 would be most like 主办单位, a known word for the host."""
    activities = ["社区", "活动日期", "活动名称", "活动规模", "协办单位"]
    assert find([activities]).places[-1].near == ""


def test_nothing_is_near_a_word_of_two_signs():
    assert find([[*VISITS, "电流"]]).places[-1].near == ""


# ---- lists parked beside the table ---------------------------------------------------------------------------------


def with_parked(*columns, count=6, header=VISITS):
    """Visits with columns at the right, behind a blank one; each is a list of cells from the header's row on."""
    rows = [header, *(visit(n) for n in range(1, count + 1))]
    return [[*row, "", *(column[n] if n < len(column) else "" for column in columns)] for n, row in enumerate(rows)]


def test_lists_for_menus_at_the_right_are_no_columns():
    header = find(with_parked(["走访情况", "完成", "无人", "拒访"], ["", "入户", "电话"], ["选项", "是", "否"]))
    assert header.parked == {6, 7, 8}
    assert [place.index for place in header.places] == [0, 1, 2, 3, 4]
    assert header.duplicates == ()


def test_a_parked_heading_does_not_take_the_place_of_a_column():
    parked = ["走访情况", "完成", "无人"]
    header = find(with_parked(parked, header=["社区", "探访日期", "户主姓名", "家庭住址", "结果"]))
    assert (header.fields["result"].index, header.parked) == (4, {6})


def test_a_parked_list_is_told_from_ghost_rows():
    rows = [*with_parked(["", *"甲乙丙丁"], count=2), ["", "", "", "", 0, "", "丙二"], ["", "", "", "", 0, "", ""]]
    assert find(rows).parked == {6}


def test_a_column_of_the_table_behind_a_blank_one_is_read():
    mode = ["探访方式", "入户", "电话", "入户", "入户", "入户", "电话"]
    note = ["备注", "", "", "改期", "", "", ""]
    weather = ["天气", "晴", "雨", "阴", "雪", "雾", "霜"]
    header = find(with_parked(mode, note, weather))
    assert header.parked == frozenset()
    assert (header.fields["mode"].index, header.fields["note"].index, header.places[-1].header) == (6, 7, "天气")


def test_nothing_is_parked_without_a_blank_column():
    rows = [[*row[:5], row[6]] for row in with_parked(["选项", "是", "否"])]
    assert find(rows).parked == frozenset()


# ---- several tables in a sheet --------------------------------------------------------------------------------------

PAYMENTS = ["拨付日期", "拨付方", "金额(元)"]
PAID = ["2016-08-10", "市级", 300000]


def headers(rows, name="资料"):
    found = find_headers(Sheet(name, rows), [name], WORDS)
    return [(header.table.name, header.top, header.row, header.end) for header in found]


def test_two_tables_below_one_another_are_both_found_each_with_its_end():
    rows = [["狮山街道"], VISITS, visit(), [], ["经费拨付表"], ["单位\uff1a元", ""], PAYMENTS, PAID]
    assert headers(rows) == [("visits", 0, 1, 3), ("payments", 3, 6, 8)]


def test_a_small_table_above_a_large_one_is_not_lost():
    rows = [["社区", "纳入服务日期"], ["新升社区", "2016-07-01"], [], VISITS, visit(), visit(2)]
    assert headers(rows) == [("communities", 0, 0, 2), ("visits", 2, 3, 6)]


def test_the_same_table_with_its_columns_in_another_order_is_another_header():
    rows = [VISITS, visit(), VISITS[::-1], visit()[::-1]]
    assert headers(rows) == [("visits", 0, 0, 2), ("visits", 2, 2, 4)]


def test_a_header_printed_again_is_none_of_its_own_unless_a_title_stands_above_it():
    assert headers([VISITS, visit(), VISITS, visit(2), VISITS]) == [("visits", 0, 0, 5)]
    rows = [VISITS, visit(), [], ["何山社区探访记录"], VISITS, visit(2)]
    assert headers(rows) == [("visits", 0, 0, 2), ("visits", 2, 4, 6)]


def test_a_total_above_a_second_table_stays_with_the_first():
    rows = [PAYMENTS, PAID, ["合计", "", 300000], ["总计"], VISITS, visit()]
    assert headers(rows) == [("payments", 0, 0, 4), ("visits", 4, 4, 6)]


def test_words_of_headers_in_the_data_are_no_header():
    rows = [
        [*VISITS, "备注"],
        *([*visit(n), "备注"] for n in range(3)),
        ["社区", "日期", "户主", "", "", "电话"],
        ["地址", "电话"],
    ]
    assert headers(rows) == [("visits", 0, 0, 6)]


def test_a_row_of_data_in_which_a_few_header_words_stand_is_no_header():
    odd = ["社区", "起始日期", "张样本", "新升新苑", "完成", "甲", "乙"]
    assert headers([[*VISITS, "天气", "楼层"], [*visit(), "晴", "3"], odd]) == [("visits", 0, 0, 3)]


# ---- sheets of no known table ---------------------------------------------------------------------------------------


def test_what_an_unknown_sheet_lacks_is_told_by_its_labels():
    rows = [["楼栋", "住户", "走访时间"], ["1幢", "张样本", "2016-08-15"], ["2幢", "李样本", "2016-08-16"]]
    sheet = Sheet("入户走访", rows)
    assert find_headers(sheet, [sheet.name], WORDS) == []
    assert missing(sheet, [sheet.name], WORDS) == ("visits", ["社区", "户主姓名", "家庭住址"])


def test_without_a_telling_name_the_headers_tell_the_table():
    sheet = Sheet("Sheet1", [["证书编号", "拨付方", "拨付金额"], ["1", "市级", 1]])
    assert missing(sheet, [sheet.name], WORDS) == ("payments", ["拨付日期"])
    assert missing(Sheet("Sheet1", [["甲", "乙", "丙"]]), ["Sheet1"], WORDS) == ("", [])
