"""What was handed in of a place, and whether a count can be made from it."""

from datetime import date

import pandas as pd
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, read, visit
from builders import STREET, frame, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.places import Places


def verdict(one, **given):
    """Verdict and why of one requirement in year 1."""
    town = plan(one)
    return assess(town, records(town, **given)).query("year == 1")[["verdict", "why"]].iloc[0].tolist()


def columns(table, *fields):
    at = {"file": f"{table}.xlsx", "sheet": "表1", "table": table, "column": "A", "header": "x"}
    return [at | {"field": field} for field in fields]


def test_what_is_worked_out_from_another_table_cannot_be_assessed_without_it():
    one = requirement(table="services", of="categories", at_least=2.0)
    served = frame("services", [{"family": "a", "categories": ""}])
    assert verdict(one, services=served) == ["cannot_assess", "table_missing"]
    assert verdict(one, services=served, submitted=[("clients", STREET, 1)]) == ["not_met", ""]


def test_a_table_without_the_column_a_count_needs_cannot_be_assessed():
    one = requirement(where={"mode": "入户"})
    rows = visits("a", "b", mode="")
    without, with_it = columns("visits", "date", "head_name"), columns("visits", "date", "mode")
    assert verdict(one, visits=rows, columns=without) == ["cannot_assess", "column_missing"]
    assert verdict(one, visits=rows, columns=with_it)[0] == "not_met"


def test_a_professional_may_be_told_by_either_of_two_dates_and_not_by_none():
    where = {"professional_on": {"by": "test_date"}}
    one = requirement(table="staff", measure="month_end_share", of="person", where=where, at_least=0.5)
    people = [{"person": str(n), "joined_on": "2016-07-01"} for n in (1, 2)]
    rows = frame("staff", [people[0] | {"professional_on": "2012-06-30"}, people[1]])
    told = [
        verdict(one, staff=rows, columns=columns("staff", name))[0] for name in ("certified_on", "graduated_on", "name")
    ]
    assert told == ["met", "met", "cannot_assess"]


def test_of_two_tables_one_with_all_columns_is_enough():
    places = Places(records(plan(requirement()), visits=visits("a"), columns=columns("visits", "date")))
    assert places.lack(["visits", "activities"], ["mode"], STREET, 1) == "column_missing"
    assert places.lack(["visits", "activities"], ["community"], STREET, 1) == ""
    assert places.lack(["activities"], ["size"], STREET, 1) == "table_missing"


def test_a_community_listed_without_a_date_is_judged_all_the_same(tmp_path):
    listed = [*COMMUNITIES, ["枫桥社区", ""], ["马浜社区", "待定"]]
    book(tmp_path, f"{PLACE}/表.xlsx", {"服务社区一览表": listed, "探访": [VISITS, visit()]})
    found = assess(PLAN, read(tmp_path)).query("requirement == 'household_visits' and year == 1")
    assert found["community"].tolist() == ["新升社区", "何山社区", "枫桥社区", "马浜社区"]


def test_a_contract_of_the_other_year_does_not_count_for_this_one(tmp_path):
    head = ["合同编号", "承接机构", "年度服务费(元)", "合同起始", "合同终止"]
    rows = [
        ["一", "样本", 600000, "2016-07-01", "2017-06-30"],
        ["二", "样本", 1000000, "2017-07-01", "2018-06-30"],
        ["三", "样本", 1, "2016-07-01", "2018-06-30"],
        ["四", "样本", 2, "", ""],
    ]
    book(tmp_path, f"{PLACE}/表.xlsx", {"合同登记表": [head, *rows]})
    handed_in = read(tmp_path)
    assert handed_in["contracts"]["excluded"].tolist() == ["", "outside_year", "", ""]
    fee = assess(PLAN, handed_in).query("requirement == 'fee_year_1' and year == 1")
    assert fee["value"].tolist() == [600003]


def test_someone_whose_last_day_cannot_be_read_is_not_taken_to_be_in_post(tmp_path):
    head = ["姓名", "岗位", "是否全职", "是否常驻", "到岗日期", "离岗日期"]
    rows = [
        [f"王样{n}", "一线社工", "是", "是", "2016-07-01", left] for n, left in enumerate(["", "未离职", "2017年2月"])
    ]
    book(tmp_path, f"{PLACE}/表.xlsx", {"人员花名册": [head, *rows]})
    handed_in = read(tmp_path)
    assert handed_in["staff"]["excluded"].tolist() == ["", "", "bad_date"]
    assert pd.isna(handed_in["staff"]["left_on"]).all()


def test_the_same_records_are_counted_by_the_rule_that_is_asked_and_not_by_an_earlier_one():
    one, other = requirement(where={"mode": "入户"}), requirement(where={"mode": "电话"})
    town, rows = plan(one), pd.concat([visits("a", "b", mode="入户"), visits("c", mode="电话")], ignore_index=True)
    read = records(town, visits=rows)
    counted = [assess(plan(rule), read).query("year == 1")["value"].iloc[0] for rule in (one, other, one)]
    assert counted == [2, 1, 2]
    town.requirements[0].where.clear()
    assert assess(town, read)["value"].iloc[0] == 3, "changed in place"
    july = town.years[0].model_copy(update={"end": date(2016, 7, 31)})
    assert assess(town.model_copy(update={"years": (july,)}), read)["value"].tolist() == [0], "a plan of other days"


def test_a_few_columns_of_the_rows_of_a_place_are_those_of_all_of_them():
    places = Places(records(plan(requirement()), visits=visits("a", "b", "c")))
    where, few = (("visits",), STREET, (1,), None), ("file", "row", "household")
    pd.testing.assert_frame_equal(places.rows(*where, columns=few), places.rows(*where)[list(few)])
    pd.testing.assert_frame_equal(places.at("visits", [2, 0], few), places.at("visits", [2, 0])[list(few)])
