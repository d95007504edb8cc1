"""The money of a street and year as people read it; every number is one the test handed in or worked by hand."""

import builders
import pandas as pd
import pytest
from drawn import STREET

import evalkit as ek

S = ek.sheets
HALVES = "长桥街道"  # city and district pay half each


@pytest.fixture(scope="module")
def plan():
    return ek.read_plan("suzhou-2016")


def body(table):
    return [[one["t"] for one in row] for row in table.body]


def filed(plan, street=HALVES):
    """One street-year with all its money: 598,000 agreed, 398,000 paid, 199,000 spent."""

    def rows(name, *lines):
        return builders.frame(name, list(lines), street)

    done = {"mode": "入户", "result": "完成"}
    return builders.records(
        plan,
        contracts=rows("contracts", {"fee": 598_000.0}),
        payments=rows("payments", {"payer": "市级", "amount": 299_000.0}, {"payer": "区级", "amount": 99_000.0}),
        expenditures=rows(
            "expenditures",
            {"category": "人员费用", "amount": 149_250.0},
            {"category": "服务活动费", "amount": 49_750.0},
            {"category": "其他"},
        ),
        visits=rows("visits", *({"household": one} | done for one in "abca"), {"household": "d", "result": "无人"}),
        cases=rows("cases", *({"case_no": str(n)} for n in range(4))),
        budget=builders.frame("budget", [{"amount": 5_000_000.0}], "全市"),
    )


def test_the_table_sets_every_amount_beside_what_it_is_measured_by(plan):
    lacking = ["—", "缺服务数量：所需的记录表未提交"]
    assert body(S.funding(filed(plan), "长桥", 1, "zh")) == [
        ["合同约定的年度服务费", "598,000", "公文：600,000，少 2,000"],
        ["拨付合计", "398,000", "占合同服务费 66.6%"],
        ["市级拨付", "299,000", "占拨付 75.1%；公文：50%"],
        ["区级拨付", "99,000", "占拨付 24.9%；公文：50%"],
        ["支出合计", "199,000", "占拨付 50%（执行率）"],
        ["　其中：人员费用", "149,250", "占支出 75%"],
        ["　其中：服务活动费", "49,750", "占支出 25%"],
        ["　其中：其他", "—", "没有登记"],
        [
            "每探访一户的支出",
            "66,333.33",
            "支出 199,000 元 ÷ 3 户；支出计 2 行（未计 1 行），服务计 3 行（未计 2 行）",
        ],
        [
            "每个个案的支出",
            "49,750",
            "支出 199,000 元 ÷ 4 个个案；支出计 2 行（未计 1 行），服务计 4 行（未计 0 行）",
        ],
        ["每次活动的支出", *lacking],
        ["每工时的支出", *lacking],
        ["全市试点预算（本年度）", "5,000,000", "公文：5,400,000，少 400,000"],
    ]


def test_money_not_handed_in_is_said_not_zero(plan):
    rows = body(S.funding(builders.records(plan, visits=builders.frame("visits", [], STREET)), STREET, 2, "zh"))
    told = {row[0]: row[1] for row in rows}
    assert {told[name] for name in ("合同约定的年度服务费", "拨付合计", "支出合计", "全市试点预算（各年度合计）")} == {
        "未提交"
    }
    assert next(row[1:] for row in rows if row[0] == "每探访一户的支出") == ["—", "缺支出：所需的记录表未提交"]
    assert "0" not in told.values()


def test_the_table_speaks_english(plan):
    rows = body(S.funding(filed(plan), "长桥", 1, "en"))
    assert ["paid by the city", "299,000", "75.1% of what was paid; notice: 50%"] in rows
    assert rows[0] == ["fee of the year by contract", "598,000", "notice: 600,000; 2,000 less"]


def test_the_sentences_tell_the_same(plan):
    lines = S.money(filed(plan), HALVES, 1, "zh").body.split("\n")
    lacking = "缺服务数量：所需的记录表未提交"
    costs = "每探访一户 66,333.33 元（199,000 元 ÷ 3 户），每个个案 49,750 元（199,000 元 ÷ 4 个个案）"
    assert lines == [
        "- 合同约定的年度服务费为 598,000 元，公文写的是 600,000 元。",
        "- 已拨付 398,000 元：市级 299,000 元，占 75.1%（公文：50%），区级 99,000 元，占 24.9%（公文：50%）。",
        "- 登记支出 199,000 元，为拨付的 50%。其中人员费用占 75%，服务活动费占 25%。",
        f"- 以全年全部支出摊算：{costs}。这些数不能相加，也不是单项服务的价格。",
        f"- 不能计算的：每次活动的支出（{lacking}），每工时的支出（{lacking}）。",
    ]


def test_the_sentences_say_what_is_missing(plan):
    records = builders.records(plan, visits=builders.frame("visits", [{"household": "a"}], STREET))
    lines = S.money(records, STREET, 1, "en").body.split("\n")
    assert len(lines) == 3
    assert all("not" in line for line in lines)
    assert not any(sign.isdigit() for sign in "".join(lines))


def test_each_object_tells_its_street_and_year(plan):
    for show in (S.funding, S.money):
        one = show(filed(plan), HALVES, 1, "zh")
        assert (one.street, one.year) == (HALVES, 1)


def test_amounts_of_another_year_do_not_show(plan):
    records = filed(plan)
    assert {row[1] for row in body(S.funding(records, HALVES, 2, "zh"))} <= {"未提交", "—"}
    assert isinstance(ek.funding(records, plan), pd.DataFrame)


def test_what_was_worked_out_for_one_day_is_not_told_of_another(plan):
    records = filed(plan)
    whole, part = (S.money(records, HALVES, 1, "zh", day).body for day in (None, "2016-12-31"))
    assert whole != part
    assert S.money(records, HALVES, 1, "zh").body == whole
