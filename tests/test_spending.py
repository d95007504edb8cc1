"""Money and unit costs, worked by hand; what is missing is never 0."""

import json
import math

import builders
import pandas as pd
import pytest
from builders import STREET, frame, requirement

from evalkit.plan import Street
from evalkit.spending import funding

NAN = math.nan
VISITED = requirement(where={"mode": "入户", "result": "完成"})
LARGE = requirement(
    id="large", code="C09", table="activities", of="activity", where={"size": "大型", "is_host": True}, at_least=2.0
)
SMALL = requirement(
    id="small", code="C10", table="activities", of="activity", where={"size": "小型", "is_host": True}, at_least=6.0
)
HOURS = requirement(id="hours", code="H01", table="work_hours", measure="sum", of="hours", standard="missing")
BUDGET = requirement(
    id="budget", code="B04", table="budget", measure="sum", of="amount", level="programme", every="year",
    between={1: [600.0, 600.0], 2: [1000.0, 1000.0]},
)  # fmt: skip
TOTAL = requirement(
    id="total", code="B01", table="budget", measure="sum", of="amount", level="programme", every="contract",
    between=[1600.0, 1600.0],
)  # fmt: skip


def town(*requirements, city_share=0.5):
    """A town of one street, whose fee of year 1 is 600 yuan."""
    plan = builders.plan(*requirements or (VISITED, LARGE, SMALL, HOURS, BUDGET, TOTAL), streets=(STREET,))
    years = [plan.years[0].model_copy(update={"fee": 600.0}), plan.years[1].model_copy(update={"fee": 1000.0})]
    street = Street(id="s", name=STREET, city_share=city_share)
    return plan.model_copy(update={"years": years, "streets": [street]})


def told(plan=None, year=1, street=STREET, columns=(), submitted=(), **tables):
    """(figure, part) -> row."""
    plan = plan or town()
    found = funding(builders.records(plan, columns=columns, submitted=submitted, **tables), plan, [STREET])
    mine = found[(found["street"] == street) & (found["year"] == year)]
    assert not mine.duplicated(["figure", "part"]).any()
    return {(row["figure"], row["part"]): row for row in mine.to_dict("records")}


def payments(*amounts):
    return frame("payments", [{"payer": payer, "amount": amount} for payer, amount in amounts])


def spent(*amounts):
    return frame("expenditures", [{"category": category, "amount": amount} for category, amount in amounts])


def test_what_is_dated_after_the_cut_off_is_left_out_and_a_year_known_in_full_keeps_what_was_paid_after_it():
    rows = [
        {"payer": "市级", "amount": amount, "date": day}
        for amount, day in ((1.0, "2016-12-31"), (2.0, "2017-01-01"), (4.0, "2017-07-05"))
    ]
    plan = town()
    given = builders.records(plan, payments=frame("payments", rows))

    def paid(cut_off):
        return funding(given, plan, [STREET], cut_off).query("year == 1 and figure == 'paid' and part == ''").iloc[0]

    assert paid(None)["value"] == 7
    assert paid("2016-12-31")[["value", "rows", "left_out"]].tolist() == [1, 1, '{"after_cut_off": 2}']


# ---- fee, payments, spending ----------------------------------------------------------------------------------------


def test_the_fee_of_all_contracts_stands_beside_what_the_notice_allows():
    row = told(contracts=frame("contracts", [{"fee": 350.0}, {"fee": 240.0}]))["fee", ""]
    assert (row["value"], row["high"], row["rows"], row["why"]) == (590.0, 600.0, 2, "")


def test_payments_are_told_by_payer_with_the_part_the_notice_lays_on_each():
    found = told(
        payments=payments(("市级", 300), ("区级", 50), ("区级", 50)), contracts=frame("contracts", [{"fee": 500}])
    )
    assert found["paid", ""]["value"] == 400
    assert found["paid", "区级"]["value"] == 100
    city, district = found["paid_share", "市级"], found["paid_share", "区级"]
    assert (city["value"], city["low"], city["high"]) == (0.75, 0.5, 0.5)
    assert (district["numerator"], district["denominator"], district["value"]) == (100, 400, 0.25)
    assert found["paid_of_fee", ""]["value"] == 0.8


def test_a_payer_who_has_to_pay_and_did_not_is_told_as_missing_and_not_as_nought():
    found = told(payments=payments(("市级", 300)))
    assert math.isnan(found["paid", "区级"]["value"])
    assert found["paid", "区级"]["why"] == "no_rows"
    assert found["paid_share", "市级"]["value"] == 1.0


def test_where_the_city_pays_all_the_district_has_no_line_of_its_own():
    found = told(town(city_share=1.0), payments=payments(("市级", 300)))
    assert (found["paid_share", "市级"]["low"], "区级" in {part for _, part in found}) == (1.0, False)


def test_spending_by_category_and_the_rate_of_execution():
    found = told(
        payments=payments(("市级", 400)),
        expenditures=spent(("人员费用", 150), ("服务活动费", 40), ("人员费用", 10)),
    )
    assert (found["spent", ""]["value"], found["spent", "人员费用"]["value"]) == (200, 160)
    assert found["spent_share", "人员费用"]["value"] == 0.8
    assert found["spent_share", "服务活动费"]["value"] == 0.2
    assert ("spent", "督导费") not in found, "a category that nobody booked is not nought"
    rate = found["execution", ""]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == (200, 400, 0.5)
    assert math.isnan(rate["low"])
    assert math.isnan(rate["high"]), "the notice sets no rate"


def test_blank_amounts_and_rows_left_out_on_reading_are_told_and_not_counted():
    rows = spent(("人员费用", 100), ("人员费用", NAN), ("其他", 7)).assign(excluded=["", "", "outside_year"])
    row = told(expenditures=rows)["spent", ""]
    assert (row["value"], row["rows"]) == (100, 1)
    assert row["left_out"] == '{"no_value": 1, "outside_year": 1}'


@pytest.mark.parametrize(
    ("tables", "figure", "why"),
    [
        ({}, "fee", "table_missing"),
        ({}, "paid", "table_missing"),
        ({}, "spent", "table_missing"),
        ({"expenditures": spent(("其他", 5))}, "execution", "table_missing"),
        ({"payments": payments(("市级", 5))}, "execution", "table_missing"),
        ({"payments": payments(("市级", NAN)), "expenditures": spent(("其他", 5))}, "execution", "no_value"),
        ({"payments": payments(("市级", 0)), "expenditures": spent(("其他", 5))}, "execution", "no_denominator"),
    ],
)
def test_what_is_missing_is_nan_with_the_reason(tables, figure, why):
    row = told(**tables)[figure, ""]
    assert math.isnan(row["value"])
    assert row["why"] == why


def test_the_budget_of_the_pilot_stands_beside_the_notice():
    rows = [
        frame("budget", [{"calendar_year": 2016, "amount": 600.0}], "全市", 1),
        frame("budget", [{"calendar_year": 2017, "amount": 700.0}, {"amount": 250.0}], "全市", 2),
    ]
    budget = pd.concat(rows, ignore_index=True)
    first, second = (told(year=year, street="全市", budget=budget) for year in (1, 2))
    assert [(row["value"], row["low"], row["high"]) for row in first.values()] == [(600, 600, 600)]
    assert (second["budget", ""]["value"], second["budget", ""]["low"]) == (950, 1000)
    assert (second["budget_total", ""]["value"], second["budget_total", ""]["high"]) == (1550, 1600)
    alone = told(year=2, street="全市", budget=rows[0])
    assert alone["budget_total", ""]["why"] == "table_missing", "half a budget is no total"


# ---- unit costs -----------------------------------------------------------------------------------------------------


def test_a_visited_household_is_one_that_the_plan_counts_and_counts_once():
    visits = builders.visits("a", "b", "a")
    absent = builders.visits("c", result="无人")
    nameless = builders.visits("")
    found = told(expenditures=spent(("其他", 100), ("其他", 50)), visits=pd.concat([visits, absent, nameless]))
    row = found["cost_household", ""]
    assert (row["numerator"], row["denominator"], row["value"]) == (150, 2, 75)
    assert (row["rows"], row["rows_of"]) == (2, 2)
    assert row["left_out_of"] == '{"no_key": 1, "repeat": 1, "where:result=无人": 1}'


def test_an_activity_is_what_any_requirement_on_activities_counts():
    day = {"is_host": True}
    activities = frame(
        "activities",
        [
            {"activity": "中秋", "size": "大型"} | day,
            {"activity": "中秋", "size": "大型"} | day,
            {"activity": "手工", "size": "小型"} | day,
            {"activity": "讲座", "size": ""} | day,
            {"activity": "联办", "size": "小型", "is_host": False},
        ],
    )
    row = told(expenditures=spent(("其他", 90)), activities=activities)["cost_activity", ""]
    assert (row["denominator"], row["value"]) == (2, 45)
    assert sum(plain(row["left_out_of"]).values()) == 3


def plain(words):
    return json.loads(words)


def test_cases_and_hours():
    found = told(
        expenditures=spent(("其他", 120)),
        cases=frame("cases", [{"case_no": "1"}, {"case_no": "2"}, {"case_no": "2"}]),
        work_hours=frame("work_hours", [{"hours": 7.5}, {"hours": 4.5}, {"hours": NAN}]),
    )
    assert (found["cost_case", ""]["denominator"], found["cost_case", ""]["value"]) == (2, 60)
    hour = found["cost_hour", ""]
    assert (hour["denominator"], hour["value"], hour["left_out_of"]) == (12, 10, '{"no_value": 1}')


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        ({"visits": builders.visits("a")}, "table_missing"),  # nothing is known of spending
        ({"expenditures": spent(("其他", 5))}, "table_missing"),
        ({"expenditures": spent(("其他", 5)), "visits": builders.visits("a", result="拒访")}, "no_denominator"),
        ({"expenditures": spent(("其他", NAN)), "visits": builders.visits("a")}, "no_value"),
    ],
)
def test_no_unit_cost_without_its_parts(tables, why):
    row = told(**tables)["cost_household", ""]
    assert math.isnan(row["value"])
    assert row["why"] == why


def test_no_unit_cost_where_the_column_that_decides_was_not_handed_in():
    columns = [
        {"file": "visits.xlsx", "sheet": "表1", "table": "visits", "field": name} for name in ("household", "mode")
    ]
    row = told(columns=columns, expenditures=spent(("其他", 5)), visits=builders.visits("a"))["cost_household", ""]
    assert (row["why"], math.isnan(row["value"])) == ("column_missing", True)


def test_of_another_street_or_year_nothing_counts():
    other = pd.concat([frame("payments", [{"payer": "市级", "amount": 9.0}], year=2), payments(("市级", 1))])
    assert told(payments=other)["paid", ""]["value"] == 1
    assert told(payments=other, year=2)["paid", ""]["value"] == 9


def test_by_default_the_streets_found_in_the_records():
    plan = town()
    assert set(funding(builders.records(plan), plan)["street"]) == {"全市"}
    found = funding(builders.records(plan, payments=payments(("市级", 1))), plan)
    assert set(found["street"]) == {STREET, "全市"}
