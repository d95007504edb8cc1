"""Rules on what was handed in at all."""

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
    nothing = "Nothing was handed in for the contract year that begins in 2017"
    assert told(1) == [["missing_table", "error", 1, lacks], ["year_not_submitted", "warning", 2, nothing]]
    assert told(1, 2) == [["missing_table", "error", 1, lacks], ["missing_table", "error", 2, lacks]]


def test_a_street_of_which_nothing_was_read_is_not_told_year_by_year():
    assert told() == []


def test_a_case_outside_the_contract_is_told_with_the_whole_contract():
    """Cases may be opened at any time of the contract, which runs for both years."""
    cases = frame("cases", [{"opened_on": "2015-07-01", "excluded": "outside_year"}])
    found = check(records(TOWN, cases=cases), TOWN, "en")
    assert "2016-07-01 to 2018-06-30" in found[found["code"] == "outside_year"]["message"].item()
