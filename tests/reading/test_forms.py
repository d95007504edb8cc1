"""One family a sheet, label beside value: which cell is which, who is counted, and what is no form."""

import pytest
from books import COMMUNITIES, PLACE, book, read

from evalkit.checking import check
from evalkit.reading.forms import find_form, find_forms
from evalkit.reading.headers import find_headers, vocabulary
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES

WORDS = vocabulary({})

# A page as it is laid out in Word: label, value, label, value; wide cells merged; members in the middle.
PAGE = [
    ["居民家庭需求档案", "", "", "", "", ""],
    ["户 主 姓 名", "张样本", "性别", "男", "联系电话\uff1a", 10000000000.0],
    ["家庭住址", "新升新苑1幢101室", "", "", "社区", "新升社区"],
    ["住房情况", "□自有 ☑租房 □寄居", "", "", "困境类别", "低收入"],
    ["家庭成员情况", "姓名", "与户主关系", "年龄", "健康状况", "职业"],
    ["", "张样本", "户主", 60, "良好", "退休"],
    ["", "李样本", "妻", 58, "高血压", "退休"],
    ["", "", "", "", "", ""],
    ["显性需求", "就医陪伴", "", "", "", ""],
    ["潜在需求", "", "", "", "", ""],
    ["需求评估", "", "", "", "", ""],
    ["老人独居时间长\uff0c宜结对探访。", "", "", "", "", ""],
    ["建档社工", "王样本", "", "", "*建档日期", "2016-08-20"],
]
MERGED = [(0, 0, 0, 5), (2, 1, 2, 3), (3, 1, 3, 3), (4, 0, 7, 0), (8, 1, 8, 5), (9, 1, 9, 5), (10, 0, 10, 5)]
MERGED += [(11, 0, 11, 5), (12, 1, 12, 3)]
# Column -> row and index of its value, counted by hand in PAGE.
VALUES = {
    "head_name": (1, 1, "张样本"),
    "phone": (1, 5, 10000000000.0),
    "address": (2, 1, "新升新苑1幢101室"),
    "community": (2, 5, "新升社区"),
    "housing": (3, 1, "□自有 ☑租房 □寄居"),
    "categories": (3, 5, "低收入"),
    "members": (4, 1, 2.0),
    "explicit_needs": (8, 1, "就医陪伴"),
    "latent_needs": (9, 1, ""),
    "assessment": (11, 0, "老人独居时间长\uff0c宜结对探访。"),
    "worker": (12, 1, "王样本"),
    "created_on": (12, 5, "2016-08-20"),
}


def find(rows, *names, merged=()):
    return find_form(Sheet("1", rows, tuple(merged)), names or ["1"], WORDS)


def test_a_page_of_labels_and_values_with_merged_cells_is_read_whole():
    form = find(PAGE, merged=MERGED)
    assert (form.table.name, form.row, form.end) == ("family_archives", 0, 13)
    assert form.cells == VALUES
    assert not form.blank


def test_members_are_counted_by_their_rows_and_are_no_labels():
    form = find(PAGE, merged=MERGED)
    assert form.members == (5, 6)
    assert form.cells["head_name"][2] == "张样本"  # not 妻, though 户主 stands beside it


def test_a_number_of_members_that_is_written_is_not_counted_again():
    rows = [*PAGE[:3], ["家庭人口", "4人"], *PAGE[3:]]
    assert find(rows).cells["members"] == (3, 1, "4人")
    assert find(rows).members == (6, 7)


def test_labels_that_are_no_column_are_told():
    assert find(PAGE, merged=MERGED).unknown == ((1, 2, "性别"),)


def test_label_and_value_in_one_cell():
    rows = [
        ["居民家庭需求档案"],
        ["户主姓名\uff1a张样本  联系电话\uff1a10000000000"],
        ["家庭住址: 新升新苑1幢101室\n社区\uff1a新升社区"],
        ["建档日期\uff1a2016年8月20日"],
    ]
    form = find(rows)
    assert {name: value for name, (_, _, value) in form.cells.items()} == {
        "head_name": "张样本", "phone": "10000000000", "address": "新升新苑1幢101室", "community": "新升社区",
        "created_on": "2016年8月20日",
    }  # fmt: skip
    assert form.cells["community"][:2] == (2, 0)


def test_a_label_with_a_colon_and_its_value_in_the_next_cell():
    rows = [["户主\uff1a", "张样本"], ["地址\uff1a", "新升新苑"], ["建档时间\uff1a", "2016.8.20"]]
    assert find(rows).cells["created_on"] == (2, 1, "2016.8.20")


STACKED = [
    ["社区", "新升社区", "建档日期", "2016-08-20"],
    ["户主姓名", "家庭住址", "联系电话", "家庭编号"],
    ["张样本", "新升新苑1幢", "", "XS-1"],
    ["住房情况", "自有", "困境类别", "单亲"],
]


def test_values_below_their_labels():
    cells = find(STACKED, "家庭档案").cells
    assert cells["head_name"] == (2, 0, "张样本")
    assert cells["address"] == (2, 1, "新升新苑1幢")
    assert cells["phone"][2] == ""
    assert cells["household_code"] == (2, 3, "XS-1")
    assert cells["housing"] == (3, 1, "自有")


def test_words_are_no_day_and_the_day_below_is_taken():
    rows = [["户主姓名", "张样本"], ["家庭住址", "新升新苑"], ["建档日期", "建档方式"], ["2016-08-20", "入户"]]
    assert find(rows).cells["created_on"] == (3, 0, "2016-08-20")


def test_a_label_twice_in_one_row_begins_no_second_form():
    rows = [["户主姓名", "张样本", "户主", "张样本"], ["家庭住址", "新升新苑"], ["建档日期", "2016-08-20"]]
    assert [form.cells["head_name"] for form in find_forms(Sheet("1", rows), ["1"], WORDS)] == [(0, 1, "张样本")]


def test_forms_below_one_another_are_read_each():
    second = [[cell.replace("张", "赵") if isinstance(cell, str) else cell for cell in line] for line in PAGE]
    forms = find_forms(Sheet("1", [*PAGE, [""] * 6, *second]), ["1"], WORDS)
    assert [(form.row, form.end, form.cells["head_name"][2], form.members) for form in forms] == [
        (0, 14, "张样本", (5, 6)),
        (14, 27, "赵样本", (19, 20)),
    ]


def test_a_second_form_without_its_date_is_not_lost():
    second = [line for line in PAGE if "*建档日期" not in line]
    forms = find_forms(Sheet("1", [*PAGE, *second]), ["1"], WORDS)
    assert ["created_on" in form.cells for form in forms] == [True, False]


def test_a_blank_form_is_told_by_its_title_and_has_no_values():
    blank = [[cell if n % 2 == 0 else "" for n, cell in enumerate(line)] for line in [*PAGE[:4], *PAGE[8:11], PAGE[12]]]
    assert find(blank).blank
    assert find(blank[1:], "1") is None


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("records", [0, 1, 3])
def test_a_list_is_no_form(name, records):
    table = TABLES[name]
    rows = [[table.label], [c.label for c in table.columns], *[[c.example for c in table.columns]] * records]
    assert find(rows, table.label) is None
    assert find_headers(Sheet("1", rows), [table.label], WORDS)[0].table is table


def test_a_list_with_columns_nobody_knows_and_its_header_printed_again_is_no_form():
    header = ["社区", "楼长", "户主姓名", "性别", "家庭住址", "邮编", "建档日期", "天气"]
    row = ["新升社区", "甲", "张样本", "男", "新升新苑", "215000", "2016-08-20", "晴"]
    assert find([header, row, header, row, row, header, row], "家庭档案") is None


def test_label_by_label_in_several_rows_is_the_header_of_a_list():
    rows = [["社区", "户主姓名", "家庭住址", "联系电话", "楼长"], ["困境类别", "住房情况", "邮编"]]
    rows += [["家庭人口", "建档日期", "2016年度"], ["新升社区", "张样本", "新升新苑", "1", "甲"]]
    assert find(rows, "家庭档案") is None


def test_words_in_the_data_of_a_list_that_are_labels_elsewhere_make_no_form():
    header = ["序号", "社区", "日期", "户主", "家庭住址", "电话", "探访方式", "结果"]
    rows = [[n, "新升社区", "2016-08-20", "张样本", "新升新苑", "1", ("电话", "入户")[n % 2], "完成"] for n in range(9)]
    assert find([header, *rows], "家庭档案") is None


@pytest.mark.parametrize(
    "rows",
    [
        [["居民家庭需求档案"], ["街道", "狮山街道"], ["社区", "新升社区"], ["社工", "王样本"], ["日期", "2017年6月"]],
        [
            ["狮山街道社区服务社会化试点"],
            ["承接机构\uff1a样本社工服务中心"],
            ["填报日期\uff1a2017年6月"],
            ["联系电话", "1"],
        ],
        [["填表说明"], ["户主姓名", "写全名"], ["家庭住址", "写到门牌"]],
    ],
)
def test_a_cover_page_is_no_form(rows):
    assert find(rows, "封面") is None


def test_a_plans_own_words_are_labels():
    words = vocabulary({"family_archives": {"head_name": ["当家人"]}})
    rows = [["当家人", "张样本"], ["地址", "新升新苑"], ["建档日期", "2016-08-20"]]
    assert find_form(Sheet("1", rows), ["1"], words).cells["head_name"] == (0, 1, "张样本")


def test_a_form_is_one_record_with_each_value_read_as_its_column_says(tmp_path):
    book(tmp_path, f"{PLACE}/社区.xlsx", {"服务社区一览表": COMMUNITIES})
    book(tmp_path, f"{PLACE}/档案.xlsx", {"1": PAGE}, merged=[("1", *span) for span in MERGED])
    rows = read(tmp_path)["family_archives"]
    told = rows[["community", "members", "housing", "categories", "created_on", "row", "excluded"]]
    assert [f"{one:%Y-%m-%d}" for one in told.pop("created_on")] == ["2016-08-20"]
    assert told.to_numpy().tolist() == [["新升社区", 2, "租房", "低收入家庭", 1, ""]]


def test_a_form_with_a_row_of_labels_over_a_row_of_values_is_no_list(tmp_path):
    book(tmp_path, f"{PLACE}/家庭档案.xlsx", {"1": STACKED, "社区": COMMUNITIES})
    records = read(tmp_path)
    assert len(records["clients"]) == 0
    assert list(records["family_archives"]["excluded"]) == [""]


TWICE = [
    ["居民家庭需求档案"],
    ["户主姓名", "张样本", "性别", "男", "联系电话", "10000000000"],
    ["家庭住址", "新升新苑1幢", "住址", "另一处2幢", "社区", "新升社区"],
    ["困境类别", "低收入", "主要需求", "张样本就医", "所属社区", "新升社区"],
    ["建档社工", "王样本", "建档日期", "2016-08-20", "建档时间", "2016-09-20"],
    ["审核：李样本"],
]


def test_a_second_label_of_a_column_and_labels_nobody_knows_are_told_at_their_cells(tmp_path):
    book(tmp_path, f"{PLACE}/家庭档案.xlsx", {"1": TWICE, "社区": COMMUNITIES})
    records = read(tmp_path)
    told = check(records, records.plan, "zh").query("sheet == '1' and table == 'family_archives'")
    found = told[["code", "row", "column", "value", "counted"]].itertuples(index=False, name=None)
    # 所属社区 says what 社区 says: nothing is lost. Of labels nobody knows only usual words are shown.
    assert sorted(found) == [
        ("duplicate_label", 3, "C", "住址", True),
        ("duplicate_label", 5, "E", "建档时间", True),
        ("unknown_labels", 0, "", "C2 性别、C4", False),
    ]
    assert ["B3" in message or "D5" in message for message in told["message"]] == [True, True, False]
    assert not told["message"].str.contains("样本|2幢").any()
