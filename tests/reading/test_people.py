"""Persons and their contracts: whole months, professionals at the start, what a board's certificates add up to."""

import pandas as pd
import pytest
from books import book, read

ROSTER = ["姓名", "岗位", "是否全职", "是否常驻", "到岗日期", "证书名称", "取证时间", "劳动合同起", "劳动合同止"]
AGENCY = [
    "姓名",
    "身份证号",
    "学历",
    "专业",
    "毕业日期",
    "证书名称",
    "取证时间",
    "是否全职",
    "是否缴纳社保",
    "入职日期",
]
AGENCY += ["劳动合同起", "劳动合同止"]
BOARD = ["理事姓名", "理事会职务", "证书名称", "取证时间"]
CONTRACT = ["合同编号", "承接机构", "年度服务费(元)", "合同起始", "合同终止"]


def handed_in(folder, **sheets):
    book(folder, "2016/狮山街道/表.xlsx", sheets)
    return read(folder)


def roster(certificate="", certified="", joined="2016-07-01", since="", until=""):
    return ["王样本", "项目主管", "是", "是", joined, certificate, certified, since, until]


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        ("2016-07-01", "2017-06-30", 12),  # the last day is a day of the contract
        ("2016-07-01", "2017-06-29", 11),
        ("2016-07-01", "2017-07-01", 12),
        ("2016-03-01", "2017-02-28", 12),
        ("2016-02-29", "2017-02-28", 12),
        ("2015-08-31", "2016-08-30", 12),
        ("2016-07-01", "2016-07-31", 1),
        ("2016-07-01", "2016-07-30", 0),
        ("2016-07-01", "2016-06-01", 0),
        ("2016-07-01", "", None),
        ("", "2017-06-30", None),
        ("2016-07-01", "无固定期限", None),
    ],
)
def test_months_of_a_contract_are_whole_and_both_its_days_count(tmp_path, since, until, months):
    agency = ["李样本", "", "", "", "", "", "", "是", "是", "2016-07-01", since, until]
    records = handed_in(
        tmp_path,
        花名册=[ROSTER, roster(since=since, until=until)],
        机构全职员工名册=[AGENCY, agency],
        合同=[CONTRACT, ["SZ-1", "样本中心", 600000, since, until]],
    )
    for table, column in (("staff", "contract_months"), ("agency_staff", "contract_months")):
        found = records[table][column].iloc[0]
        assert pd.isna(found) if months is None else found == months, table
    found = records["contracts"]["term_months"].iloc[0]
    assert pd.isna(found) if months is None else found == months


def test_two_years_are_twenty_four_months_written_in_one_cell_too(tmp_path):
    header = [*CONTRACT[:3], "合同期限"]
    records = handed_in(tmp_path, 合同=[header, ["SZ-1", "样本中心", 600000, "2016.7.1-2018.6.30"]])
    assert list(records["contracts"]["term_months"]) == [24]
    assert not records.lacks("contracts", "from_on", "狮山街道", 1)
    assert records.lacks("contracts", "signed_on", "狮山街道", 1)


@pytest.mark.parametrize(
    ("certified", "joined", "known"),
    [
        ("2016-06-30", "2016-07-01", True),
        ("2016-07-01", "2016-07-01", True),
        ("2016-07-02", "2016-07-01", False),
        ("", "2016-07-01", None),
        ("2016-06-30", "", None),
    ],
)
def test_a_professional_at_the_start_was_one_by_the_first_day_in_post(tmp_path, certified, joined, known):
    records = handed_in(tmp_path, 花名册=[ROSTER, roster("社会工作师", certified, joined)])
    found = records["staff"]["professional_at_start"].iloc[0]
    assert found is pd.NA if known is None else found == known


def test_an_agencys_employee_is_told_by_number_and_is_a_professional_by_degree_or_certificate(tmp_path):
    number = "000000198001010013"
    rows = [
        ["王样本", number, "本科", "社会工作", "2012-06-30", "", "", "是", "是", "2014-07-01", "", ""],
        ["王样木", number, "", "", "", "助理社会工作师", "2015-10-01", "是", "否", "2014-07-01", "", ""],
        ["李样本", "", "本科", "法学", "2012-06-30", "", "", "是", "是", "2014-07-01", "", ""],
    ]
    staff = handed_in(tmp_path, 机构全职员工名册=[AGENCY, *rows])["agency_staff"]
    assert staff["person"][0] == staff["person"][1] != staff["person"][2] != ""
    assert [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in staff["professional_on"]] == [
        "2012-06-30", "2015-10-01", None,
    ]  # fmt: skip
    assert list(staff["professional_at_start"].fillna(False)) == [True, False, False]
    assert list(staff["insured"]) == [True, False, True]


def units(folder, *rows):
    board = handed_in(folder, 理事会=[BOARD, *([name, "理事", *rest] for name, *rest in rows)])["board_members"]
    return [None if pd.isna(one) else one for one in board["assistant_units"]]


def test_a_social_worker_of_the_board_is_worth_two_assistants_and_a_blank_certificate_nothing_known(tmp_path):
    rows = [("甲样本", "高级社会工作师", "2014-10-01"), ("乙样本", "中级", "2014-10-01")]
    rows += [("丙样本", "助理", "2014-10-01"), ("丁样本", "", ""), ("戊样本", "助理", "")]
    assert units(tmp_path, *rows) == [2, 2, 1, None, 1]


def test_a_person_written_twice_on_the_board_counts_once(tmp_path):
    rows = [("甲样本", "助理", "2014-10-01"), ("乙样本", "", ""), ("甲 样本", "助理", "2014-10-01")]
    assert units(tmp_path, *rows, ("乙样本", "助理", "2015-10-01")) == [1, None, 0, 1]


def test_who_rose_from_assistant_to_social_worker_is_worth_two_from_that_day_on_whatever_the_order(tmp_path):
    rows = [("甲样本", "中级", "2016-10-01"), ("甲样本", "助理", "2014-10-01"), ("甲样本", "助理", "2017-10-01")]
    assert units(tmp_path, *rows) == [1, 1, 0]


def test_a_row_of_the_board_that_is_not_counted_takes_nothing_from_the_next(tmp_path):
    rows = [BOARD, ["示例：甲样本", "理事", "助理", "2014-10-01"], ["甲样本", "理事", "助理", "2014-10-01"]]
    board = handed_in(tmp_path, 理事会=rows)["board_members"]
    assert list(board["excluded"]) == ["example_row", ""]
    assert [None if pd.isna(one) else one for one in board["assistant_units"]] == [None, 1]


def test_coordinators_and_board_members_are_one_person_by_name(tmp_path):
    records = handed_in(
        tmp_path,
        服务社区=[["社区", "纳入服务日期"], ["新升社区", "2016-07-01"]],
        协调员=[
            ["社区", "协调员姓名", "担任起始日期"],
            ["新升社区", "孙样本", "2016-07-01"],
            ["", "孙 样本", "2016-08-01"],
        ],
        理事会=[BOARD, ["吴样本", "理事长", "", ""]],
    )
    people = records["coordinators"]["person"]
    assert people[0] == people[1] not in {"", "孙样本"}
    assert list(records["coordinators"]["community"]) == ["新升社区", ""]
    assert records["board_members"]["person"][0] not in {"", "吴样本"}


def test_a_row_for_the_street_itself_has_no_community_however_that_is_written(tmp_path):
    places = ["", "街道", "街道本级", "狮山街道", "狮山街道本级", "新升", "远方社区"]
    header = ["社区", "协调员姓名", "担任起始日期"]
    records = handed_in(
        tmp_path,
        服务社区=[["社区", "纳入服务日期"], ["新升社区", "2016-07-01"]],
        协调员=[header, *([place, f"孙样{n}", "2016-07-01"] for n, place in enumerate(places))],
    )
    assert list(records["coordinators"]["community"]) == ["", "", "", "", "", "新升社区", "远方社区"]
    assert list(records.cells["code"]) == ["unknown_community"]
