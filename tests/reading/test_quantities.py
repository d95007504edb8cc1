"""Numbers, hours and amounts that call for a second look: merged, alone in a row, impossible, of another unit."""

import pytest
from books import PLACE, VISITS, book, part, read, visit

from evalkit.plan import read_plan

PAYMENTS = ["拨付日期", "拨付方", "金额"]
SERVICES = ["服务日期", "家庭编号", "服务方法", "服务时长"]
ACTIVITIES = ["社区", "活动日期", "活动名称", "活动规模", "参加人次"]


def told(made):
    return [(fault.code, fault.row, fault.column, fault.value) for fault in made.faults]


def service(hours):
    return ["2016-08-05", "SS-001", "个案", hours]


def activity(day, persons):
    return ["新升社区", f"2016-08-{day:02d}", f"邻里节{day}", "小型", persons]


def test_an_amount_merged_over_two_payments_is_read_once_and_the_second_is_not_counted():
    rows = [PAYMENTS, ["2016-8-1", "市级", 300000], ["2016-8-3", "区级", ""]]
    made = part(rows, "拨付", merged=[(1, 2, 2, 2)])
    assert (made.columns["amount"], made.reasons) == ([300000, None], ["", "missing_key"])
    assert told(made) == [("merged_number", 3, "C", "300000")]


def test_attendance_merged_over_two_activities_is_not_doubled():
    made = part([ACTIVITIES, activity(1, 40), activity(2, "")], "活动", merged=[(1, 4, 2, 4)])
    assert (made.columns["attendance"], made.reasons) == ([40, None], ["", ""])
    assert told(made) == [("merged_number", 3, "E", "40")]


def test_trust_26_one_identity_number_merged_over_two_people_is_one_persons_and_told():
    rows = [["姓名", "身份证号", "岗位", "到岗日期"]]
    rows += [["甲样本", "000000198001010013", "项目社工", "2016-07-01"], ["乙样本", "", "项目社工", "2016-07-01"]]
    made = part(rows, "人员花名册", merged=[(1, 1, 2, 1)])
    assert made.columns["id_number"] == ["000000198001010013", ""]
    assert [one[1:3] for one in told(made) if one[0] == "merged_number"] == [(3, "B")]
    same = part([*rows[:2], ["", "", "项目主管", "2016-08-01"]], "人员花名册", merged=[(1, 1, 2, 1), (1, 0, 2, 0)])
    assert same.columns["id_number"] == ["000000198001010013"] * 2


def test_a_family_of_several_merged_rows_is_told_nothing():
    rows = [["社区", *VISITS[1:], "家庭人口"], [*visit(), 3], [""] * 6]
    made = part(rows, merged=[(1, n, 2, n) for n in range(6)])
    assert (made.rows, made.columns["family_size"], told(made)) == ([2], [3], [])


@pytest.mark.parametrize("hours", [120, 60, 0, -1])
def test_hours_that_cannot_be_are_told_and_not_used(hours):
    made = part([SERVICES, service(hours), service(24)], "服务记录")
    assert (made.columns["hours"], made.reasons) == ([None, 24], ["", ""])
    assert told(made) == [("odd_number", 2, "D", str(hours))]


@pytest.mark.parametrize(("persons", "shown"), [(-5, "-5"), (12.5, "12.5"), (42556, "42556"), (20160805, "20160805")])
def test_a_number_of_persons_that_cannot_be_is_told_and_not_used(persons, shown):
    made = part([ACTIVITIES, activity(1, persons), activity(2, "1.2万")], "活动")
    assert (made.columns["attendance"], made.reasons) == ([None, 12000], ["", ""])
    assert told(made) == [("odd_number", 2, "E", shown)]


def test_hours_alone_below_a_record_are_told():
    made = part([SERVICES, service(1), ["", "", "", 3]], "服务记录")
    assert made.reasons == ["", "continued"]
    assert told(made) == [("number_alone", 3, "D", "3")]


@pytest.mark.parametrize(
    "title", ["单位\uff08万元\uff09", "金额单位\uff1a人民币万元", "经费拨付表\uff08万元\uff09", "单位\uff1a万元"]
)
def test_a_title_says_ten_thousand_yuan_with_whatever_brackets_and_words(title):
    made = part([["经费拨付表", title], PAYMENTS, ["2016-08-10", "市级", 30]], "拨付")
    assert (made.columns["amount"], told(made)) == ([300000], [])


def test_a_remark_below_the_table_says_ten_thousand_yuan():
    made = part([PAYMENTS, ["2016-08-10", "市级", 30], ["注\uff1a以上金额单位为万元", "", ""]], "拨付")
    assert (made.columns["amount"][0], made.reasons, told(made)) == (300000, ["", "note_row"], [])


def test_a_title_and_a_header_of_two_units_are_told():
    made = part([["单位\uff1a万元"], ["拨付日期", "拨付方", "金额(元)"], ["2016-08-10", "市级", 300000]], "拨付")
    assert (made.columns["amount"], told(made)) == ([300000], [("unit_disagrees", 0, "C", "")])


def test_an_amount_in_yuan_among_those_in_ten_thousands_is_told():
    rows = [["单位\uff1a万元"], PAYMENTS, ["2017.3.1", "市级", 15], ["2017.3.2", "区级", 150000]]
    made = part(rows, "拨付")
    assert [(fault.code, fault.row, fault.detail) for fault in made.faults] == [("money_scale", 4, "1500000000")]


def test_a_fee_below_a_thousand_yuan_is_told():
    rows = [["合同编号", "承接机构", "年度服务费(元)"], ["SZ-1", "样本社工服务中心", 60]]
    assert told(part(rows, "合同")) == [("money_scale", 2, "C", "60")]


def test_vouchers_of_a_few_yuan_are_usual_and_one_of_millions_is_told():
    header = ["支出日期", "凭证号", "支出科目", "支出金额(元)"]
    rows = [[f"2016-9-{n}", f"记-{n}", "办公管理费", yuan] for n, yuan in enumerate((8.5, 120, 60, 999, 3_000_000), 1)]
    made = part([header, *rows], "支出明细")
    assert told(made) == [("money_scale", 6, "D", "3000000")]


def test_amounts_of_ordinary_size_are_told_nothing():
    rows = [PAYMENTS, ["2016-8-1", "市级", 300000], ["2016-9-1", "区级", 150000], ["2016-9-2", "区级", 9000]]
    assert told(part(rows, "拨付")) == []


def test_attendance_is_missed_once_where_the_column_is_and_not_where_a_cell_was_told(tmp_path):
    from evalkit.checking import check

    without = [ACTIVITIES[:4], activity(1, "")[:4], activity(2, "")[:4]]
    vague = [ACTIVITIES, activity(3, "约50"), activity(4, "")]
    book(tmp_path, f"{PLACE}/活动.xlsx", {"活动甲": without, "活动乙": vague})
    found = check(read(tmp_path), read_plan("suzhou-2016"), "en").query("code == 'attendance_blank'")
    assert sorted(zip(found["sheet"], found["row"], strict=True)) == [("活动乙", 3), ("活动甲", 0)]
