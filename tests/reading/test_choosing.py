"""List or form: what a sheet is read as, which records it gives, and what is told of the rest."""

import pytest
from books import COMMUNITIES, PLACE, book, read

from evalkit.checking import check
from evalkit.plan import read_plan
from evalkit.reading.choosing import lay_out
from evalkit.reading.vocabulary import vocabulary
from evalkit.reading.workbook import Sheet

WORDS = vocabulary({})
PLAN = read_plan("suzhou-2016")


def found(rows, name="1"):
    """(table, number of rows below its header) of each list, tables of the forms, and what was not read."""
    laid = lay_out(Sheet(name, rows), [name], WORDS)
    lists = [(one.table.name, min(one.end, len(rows)) - one.last - 1) for one in laid.headers]
    return lists, [form.table.name for form in laid.forms], laid.unread


def handed_in(folder, sheets, name="材料.xlsx"):
    book(folder, f"{PLACE}/社区.xlsx", {"服务社区一览表": COMMUNITIES})
    book(folder, f"{PLACE}/{name}", sheets)
    return read(folder)


def told(records, *codes):
    """(code, severity, value) of the findings on the sheets of the file under test."""
    findings = check(records, PLAN, "zh")
    mine = findings[findings["file"].str.endswith("材料.xlsx") & findings["code"].isin(codes)]
    return list(mine[["code", "severity", "value"]].itertuples(index=False, name=None))


VISITS = ["序号", "探访日期", "户主姓名", "性别", "家庭住址", "联系电话", "走访情况"]
TITLED = [["居民家庭探访记录表"], ["社区:新升社区 填表日期:2016年10月31日"]]


def visit(n):
    return [n, f"2016-08-0{n}", f"张样本{n}", "男", f"新升新苑{n}幢", "1", "在家"]


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("foot", [[], [["记录人:甲 审核: 日期:2016.10.31"]]])
def test_a_list_under_a_dated_title_stays_a_list_whatever_unknown_header_stands_right_of_a_name(count, foot):
    rows = [*TITLED, VISITS, *(visit(n + 1) for n in range(count)), *foot]
    assert found(rows, "走访") == ([("visits", count + len(foot))], [], "")


@pytest.mark.parametrize(
    ("title", "header", "table"),
    [
        ("个案汇总表", ["个案编号", "家庭编号", "户主姓名", "性别", "接案日期"], "cases"),
        ("居民家庭需求档案汇总", ["档案编号", "户主姓名", "性别", "家庭住址", "建档日期"], "family_archives"),
    ],
)
def test_a_register_under_a_row_of_labels_is_a_list(title, header, table):
    rows = [[title], ["社区:新升社区", "", "填表日期:2016.10.1"], header]
    rows += [["A1", "A1", "甲", "男", "2016.8.1"], ["A2", "A2", "乙", "女", "2016.8.1"]]
    assert found(rows) == ([(table, 2)], [], "")


def visit_form(day, label="日期"):
    return [
        ["居民入户走访登记表"],
        ["社区", "新升社区", label, day],
        ["户主姓名", "张三丰", "联系电话", "1"],
        ["家庭住址", "新升新苑1幢", "家庭人口", 3],
        ["走访方式", "电话", "走访结果", "在家"],
        ["探访社工", "甲、乙", "需求", "看病"],
    ]


def test_a_form_is_of_the_table_its_title_speaks_for():
    client = [
        ["服务对象登记表"],
        ["社区", "新升社区", "登记日期", "2016.9.1"],
        ["家庭编号", "SS-1", "户主姓名", "张三丰"],
    ]
    client += [["家庭住址", "新升1号", "家庭人口", 3], ["困境类别", "低保", "备注", ""]]
    assert found(visit_form("2016.9.1"))[1] == ["visits"]
    assert found(client)[1] == ["clients"]


def test_a_form_without_a_telling_title_is_of_the_table_with_the_most_labels_of_its_own():
    case = [["接案表"], ["个案编号", "GA1", "接案日期", "2016.9.1"], ["家庭编号", "SS-1", "户主姓名", "张三丰"]]
    case += [["家庭住址", "新升1号", "登记日期", "2016.9.2"], ["问题", "独居", "负责社工", "甲"]]
    assert found(case)[1] == ["cases"]


def test_one_visit_one_activity_and_one_contract_a_sheet_are_read(tmp_path):
    activity = [["活动记录表"], ["活动名称", "中秋", "活动日期", "2016.9.15"], ["活动规模", "大型", "参加人次", 120]]
    activity += [["社区", "新升社区", "负责社工", "甲"]]
    contract = [["合同编号", "SZ-1", "承接机构", "样本中心"], ["服务费", "60万元", "签订日期", "2016.6.28"]]
    contract += [["合同期限", "2016.7.1-2017.6.30", "派驻人数", "5"]]
    records = handed_in(tmp_path, {"走访": visit_form("2016.9.1", "走访时间"), "活动": activity, "合同": contract})
    visits, activities, contracts = (records[name] for name in ("visits", "activities", "contracts"))
    assert visits[["community", "mode", "result", "excluded"]].to_numpy().tolist() == [["新升社区", "电话", "完成", ""]]
    assert activities[["title", "size", "attendance", "excluded"]].to_numpy().tolist() == [["中秋", "大型", 120, ""]]
    assert contracts[["fee", "staff_required", "excluded"]].to_numpy().tolist() == [[600000, 5, ""]]
    assert [f"{contracts[name].iloc[0]:%Y-%m-%d}" for name in ("from_on", "to_on")] == ["2016-07-01", "2017-06-30"]


def test_no_value_of_a_form_becomes_a_header(tmp_path):
    records = handed_in(tmp_path, {"走访": visit_form("2016.9.1")})
    assert "张三丰" not in {*records.columns["header"], *records.cells["value"], *records.cells["detail"]}


def test_a_form_that_cannot_be_read_is_told_in_one_finding(tmp_path):
    page = [["走访登记"], ["户主姓名", "张三丰", "走访时间", "2016.9.3"], ["联系电话", "1", "家庭人口", 3]]
    page += [["走访结果", "在家", "需求", "看病"], ["走访人", "甲", "社区", "新升社区"]]
    records = handed_in(tmp_path, {"走访": page})
    assert list(records["visits"]["excluded"]) == ["missing_key"]
    assert list(records.cells["code"]) == ["missing_column"]


def test_a_list_turned_on_its_side_is_no_form():
    rows = [["活动名称", "a", "b", "c"], ["活动日期", "2017.2.1", "2017.2.2", "2017.2.3"]]
    rows += [["活动规模", "小型", "小型", "大型"], ["参加人次", 20, 30, 100]]
    assert found(rows, "活动")[1] == []


def test_a_contract_form_above_a_list_of_payments_is_read_as_well():
    rows = [["合同编号", "SZ-1", "承接机构", "样本中心"], ["服务费", "60万元", "签订日期", "2016.6.28"], [""]]
    rows += [["拨付日期", "拨付方", "金额(元)"], ["2016-08-10", "市级", 300000]]
    assert found(rows) == ([("payments", 1)], ["contracts"], "")


def test_rows_of_a_list_below_a_form_are_told(tmp_path):
    page = [
        ["居民家庭需求档案"],
        ["户主姓名", "张样本", "社区", "新升社区"],
        ["建档日期", "2016-08-20", "住房", "自有"],
    ]
    page += [["", "", "", ""], ["甲一", 1, "新升1幢", 2], ["甲二", 2, "新升2幢", 3]]
    assert told(handed_in(tmp_path, {"1": page}), "unread_rows") == [("unread_rows", "note", "5-6")]


# ---- other lists ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "header", "row"),
    [
        (
            "端午慰问物资发放表",
            ["序号", "社区", "户主姓名", "家庭住址", "联系电话", "慰问品", "日期", "签名"],
            [1, "新升社区", "甲一", "新升1号", "1", "粽子", "2016-9-15", ""],
        ),
        (
            "居民需求调查问卷汇总",
            ["社区", "日期", "姓名", "地址", "电话", "需求"],
            ["新升社区", "2016-9-1", "甲一", "新升1号", "1", "停车"],
        ),
        (
            "活动签到表",
            ["序号", "姓名", "性别", "年龄", "住址", "联系电话", "日期"],
            [1, "甲一", "男", 60, "新升1号", "1", "2016-9-1"],
        ),
        (
            "单位走访",
            ["日期", "社区", "走访单位", "走访人", "走访情况"],
            ["2016-9-1", "新升社区", "物业公司", "甲", "顺利"],
        ),
    ],
)
def test_a_list_of_other_things_counts_for_nothing_and_is_told_as_unknown(tmp_path, name, header, row):
    records = handed_in(tmp_path, {name: [header, row, row]})
    assert records.ledger[records.ledger["sheet"] == name].empty
    assert list(records.cells["code"]) == ["unknown_sheet"]


def test_a_register_of_archives_without_a_name_is_no_register_of_clients():
    rows = [["档案编号", "户主姓名", "家庭住址", "建档日期", "建档人"], ["A1", "甲", "新升1号", "2016.8.1", "乙"]]
    assert found(rows, "目录")[0] == [("family_archives", 1)]


def test_what_may_be_two_tables_is_read_and_told(tmp_path):
    rows = [["家庭编号", "户主姓名", "家庭住址", "社区"], ["A1", "甲", "新升1号", "新升社区"]]
    records = handed_in(tmp_path, {"1": rows})
    assert len(records["clients"]) == 1
    assert told(records, "doubtful_table") == [("doubtful_table", "warning", "")]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("拨付情况", [["拨付日期", "市级资金", "区级资金", "合计"], ["2017.5.12", 30000, 30000, 60000]]),
        ("督导情况", [["督导老师", "单位", "开始"], ["孙", "苏大", "2016.7"]]),
        ("Sheet1", [["社区", "评级", "议事日期"], ["新升社区", "A", "2016-10-1"]]),
    ],
)
def test_a_small_sheet_that_is_not_read_is_told_though_another_sheet_of_the_file_was(tmp_path, name, rows):
    payments = [["拨付日期", "拨付方", "金额(元)"], ["2016-08-10", "市级", 300000]]
    records = handed_in(tmp_path, {"拨付": payments, name: rows})
    assert told(records, "unknown_sheet") == [("unknown_sheet", "warning", "")]


def test_a_list_of_nothing_but_communities_is_read(tmp_path):
    book(tmp_path, f"{PLACE}/名单.xlsx", {"服务社区": [["社区名称"], ["新升社区"], ["何山社区"]]})
    assert list(read(tmp_path)["communities"]["community"]) == ["新升社区", "何山社区"]


def test_a_cover_is_not_told(tmp_path):
    cover = [["狮山街道活动记录表"], ["社区", "新升社区"], ["2017年6月"]]
    payments = [["拨付日期", "拨付方", "金额(元)"], ["2016-08-10", "市级", 300000]]
    assert told(handed_in(tmp_path, {"封面": cover, "拨付": payments}), "unknown_sheet") == []


# ---- side by side ---------------------------------------------------------------------------------------------------

ACTIVITIES = ["日期", "活动名称", "规模", "人次"]


def activity(n, month):
    return [f"2017-{month}-{n}", f"{month}月活动{n}", "小型", 20 + n]


@pytest.mark.parametrize("count", [3, 9])
def test_records_of_one_kind_side_by_side_are_all_read(tmp_path, count):
    right = [activity(n, 2) if n <= 3 else ["", "", "", ""] for n in range(1, count + 1)]
    rows = [[*ACTIVITIES, "", *ACTIVITIES], *([*activity(n + 1, 1), "", *right[n]] for n in range(count))]
    records = handed_in(tmp_path, {"新升社区": rows})
    assert len(records["activities"]) == count + 3
    assert records["activities"]["attendance"].sum() == sum(21 + n for n in range(count)) + 21 + 22 + 23


def test_records_of_two_kinds_side_by_side_are_all_read():
    header = ["活动日期", "活动名称", "活动规模", "参加人次", "", "培训日期", "培训主题", "培训对象", "参训人数"]
    rows = [header, ["2016-8-1", "a", "小型", 20, "", "2016-9-1", "个案", "社区工作者", 25]]
    laid = lay_out(Sheet("1", rows), ["1"], WORDS)
    assert [(one.table.name, one.fields["date"].index, len(one.fields)) for one in laid.headers] == [
        ("activities", 0, 4), ("trainings", 5, 4),
    ]  # fmt: skip


def test_records_at_the_right_that_lack_what_they_must_have_are_an_error(tmp_path):
    rows = [[*ACTIVITIES, "", "日期", "活动名称"]]
    rows += [[*activity(n, 1), "", *(activity(n, 2)[:2] if n < 4 else ())] for n in range(1, 9)]
    records = handed_in(tmp_path, {"新升社区": rows})
    assert told(records, "unread_records", "duplicate_header", "unknown_columns") == [
        ("unread_records", "error", "F-G")
    ]


# ---- headers --------------------------------------------------------------------------------------------------------


def test_a_duplicate_header_is_not_told_as_unknown_too(tmp_path):
    rows = [[*VISITS, "探访日期"], [*visit(1), "2016-08-02"]]
    assert set(handed_in(tmp_path, {"新升社区走访": rows}).cells["code"]) == {"duplicate_header", "unknown_columns"}


def test_all_columns_nobody_knows_are_told_together_and_running_numbers_are_none(tmp_path):
    rows = [["序号", "拨付日期", "天气", "拨付方", "金额(元)", "凭证"], [1, "2016-08-10", "晴", "市级", 300000, "7"]]
    records = handed_in(tmp_path, {"拨付": rows})
    assert told(records, "unknown_column", "unknown_columns") == [("unknown_columns", "note", "C 天气、F 凭证")]


def test_a_header_like_a_column_the_sheet_lacks_is_a_warning(tmp_path):
    rows = [["社区", "探访日期", "户主姓名", "家庭住址", "走访情況"], ["新升社区", "2016-08-10", "甲", "1号", "在家"]]
    assert told(handed_in(tmp_path, {"走访": rows}), "unknown_column") == [("unknown_column", "warning", "走访情況")]


def test_an_unknown_header_right_of_a_persons_is_masked_unless_it_is_usual_there(tmp_path):
    rows = [["督导姓名", "孙样本", "督导来源", "受聘日期"], ["赵样本", "x", "本土", "2016-7-1"]]
    other = [["督导姓名", "性别", "督导来源", "受聘日期"], ["钱样本", "男", "本土", "2016-7-1"]]
    records = handed_in(tmp_path, {"督导": rows, "督导2": other})
    assert told(records, "unknown_columns") == [
        ("unknown_columns", "note", "B 孙*"),
        ("unknown_columns", "note", "B 性别"),
    ]
    assert "孙样本" not in set(records.columns["header"])
