"""Rules on what was handed in at all."""

from builders import STREET, plan, records, requirement

from evalkit.checking import check

TOWN = plan(requirement())


def told(*years):
    """What is said of missing years and tables where a roster was handed in for these years."""
    found = check(records(TOWN, submitted=[("staff", STREET, year) for year in years]), TOWN, "en")
    found = found[found["code"].isin(["missing_table", "year_not_submitted"])]
    return found[["code", "severity", "year", "message"]].to_numpy().tolist()


def test_a_year_without_any_file_is_told_once_and_not_table_by_table():
    lacks = "“Household visits” was not handed in; the requirements that need it cannot be assessed"
    nothing = "Nothing was handed in for the contract year that begins in 2017"
    assert told(1) == [["missing_table", "error", 1, lacks], ["year_not_submitted", "warning", 2, nothing]]
    assert told(1, 2) == [["missing_table", "error", 1, lacks], ["missing_table", "error", 2, lacks]]


def test_a_street_of_which_nothing_was_read_is_not_told_year_by_year():
    assert told() == []
