"""Rules on what was handed in at all."""

import pytest
from books import PLAN, book, read
from builders import STREET, frame, plan, records, requirement

from evalkit.checking import check

TOWN = plan(requirement())


def told(*years):
    """What is said of missing years and tables where a roster was handed in for these years."""
    found = check(records(TOWN, submitted=[("staff", STREET, year) for year in years]), TOWN, "en")
    found = found[found["code"].isin(["missing_table", "year_not_submitted"])]
    return found[["code", "severity", "year", "message"]].to_numpy().tolist()


def test_a_year_without_any_file_is_told_once_and_not_table_by_table():
    lacks = "“Household visits” was not handed in or has no record; the requirements that need it cannot be assessed"
    nothing = "Nothing was handed in for the contract year of 2017"
    assert told(1) == [["missing_table", "error", 1, lacks], ["year_not_submitted", "warning", 2, nothing]]
    assert told(1, 2) == [["missing_table", "error", 1, lacks], ["missing_table", "error", 2, lacks]]


def test_a_street_of_which_nothing_was_read_is_not_told_year_by_year():
    assert told() == []


def test_a_case_outside_the_contract_is_told_with_the_whole_contract():
    """Cases may be opened at any time of the contract, which runs for both years."""
    cases = frame("cases", [{"opened_on": "2015-07-01", "excluded": "outside_year"}])
    found = check(records(TOWN, cases=cases), TOWN, "en")
    assert "2016-07-01 to 2018-06-30" in found[found["code"] == "outside_year"]["message"].item()


@pytest.mark.parametrize(
    ("headers", "lacking"), [(["劳动合同期限"], []), (["劳动合同起"], ["contract_to"]), ([], None)]
)
def test_a_period_in_one_column_is_both_its_days(tmp_path, headers, lacking):
    header = ["姓名", "岗位", "是否全职", "是否常驻", "到岗日期", *headers]
    row = ["王样本", "一线社工", "是", "是", "2016-07-01", "2016.7.1-2017.6.30"][: len(header)]
    book(tmp_path, "2016/狮山街道/花名册.xlsx", {"花名册": [header, row]})
    asked = requirement(table="staff", measure="rows", of=None, where={"contract_months": {"at_least": 12}})
    town = PLAN.model_copy(update={"requirements": [asked]})
    found = check(read(tmp_path), town)
    fields = found.loc[found["code"] == "absent_column", "field"].tolist()
    assert fields == (["contract_from", "contract_to"] if lacking is None else lacking)
