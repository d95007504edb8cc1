"""Where the header stands, which table it heads, what each column means."""

import pytest
from books import VISITS, visit

from evalkit.reading.headers import find_header, guess, looks_tabular, vocabulary
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
