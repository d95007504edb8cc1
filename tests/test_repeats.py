"""Files handed in twice under two names: said once of the file, and not again of each of its rows."""

import pandas as pd
import pytest
from builders import frame, plan, records, requirement, visits

from evalkit.checking import check

TOWN = plan(requirement(), streets=("甲街道", "乙街道"))
HOMES = list("abcdefghij")


def handed_in(*files, **more):
    """Findings of visits in these files: file -> the households visited."""
    rows = [visits(*homes, file=file).assign(row=range(2, len(homes) + 2), head_name=homes) for file, homes in files]
    seen = records(TOWN, visits=pd.concat(rows, ignore_index=True), **more)
    found = check(seen, TOWN)
    return found[found["file"] != ""]


def told(found):
    return sorted(found[["code", "file", "row"]].itertuples(index=False, name=None))


def test_a_file_that_repeats_another_is_told_once_and_its_rows_are_not():
    found = handed_in(("台账.xlsx", HOMES), ("台账_终版2.xlsx", HOMES))
    assert told(found) == [("same_rows", "台账_终版2.xlsx", 0)]
    one = found.iloc[0]
    assert (one["severity"], one["sheet"], one["touches"]) == ("error", "", "C01")
    assert "《台账.xlsx》" in one["message"]
    assert "居民家庭探访记录表，共 10 行" in one["message"]


def test_nine_of_ten_are_enough_and_eight_are_not():
    nine = handed_in(("a.xlsx", HOMES), ("b.xlsx", [*HOMES[:9], "x"]))
    eight = handed_in(("a.xlsx", HOMES), ("b.xlsx", [*HOMES[:8], "x", "y"]))
    assert told(nine) == [("same_rows", "b.xlsx", 0)]
    assert {code for code, _, _ in told(eight)} == {"duplicate_visit"}
    assert len(eight) == 8


def test_a_row_of_its_own_in_the_file_that_repeats_is_looked_at_all_the_same():
    found = handed_in(("a.xlsx", HOMES), ("b.xlsx", [*HOMES, "x", "x"]))
    assert told(found) == [("duplicate_visit", "b.xlsx", 13), ("same_rows", "b.xlsx", 0)]


def test_three_rows_are_enough_where_all_are_alike_and_two_are_told_row_by_row():
    assert told(handed_in(("a.xlsx", HOMES[:3]), ("b.xlsx", HOMES[:3]))) == [("same_rows", "b.xlsx", 0)]
    for homes in ([*HOMES[:2], "x"], HOMES[:2]):
        found = handed_in(("a.xlsx", HOMES[:3]), ("b.xlsx", homes))
        assert {code for code, _, _ in told(found)} == {"duplicate_visit"}


def test_a_part_handed_in_again_repeats_the_whole():
    assert told(handed_in(("a.xlsx", HOMES), ("b.xlsx", HOMES[:5]))) == [("same_rows", "b.xlsx", 0)]


def test_what_only_one_of_the_files_fills_in_makes_no_difference_and_what_both_fill_in_does():
    rows = {
        "a.xlsx": frame("activities", [{"title": f"活动{n}", "size": "小型", "date": "2016-08-01"} for n in range(6)])
    }
    rows["b.xlsx"] = rows["a.xlsx"].assign(attendance=30.0)
    rows["c.xlsx"] = rows["a.xlsx"].assign(attendance=[n * 10.0 for n in range(6)])
    rows = {file: one.assign(file=file, activity=file) for file, one in rows.items()}

    def repeats(*files):
        seen = records(TOWN, activities=pd.concat([rows[file] for file in files], ignore_index=True))
        found = check(seen, TOWN)
        return found.loc[found["code"] == "same_rows", "file"].tolist()

    assert repeats("a.xlsx", "b.xlsx") == ["b.xlsx"]
    assert repeats("b.xlsx", "c.xlsx") == []


def test_a_roster_in_every_file_is_no_repeat():
    people = [{"name": f"p{n}", "post": "一线社工", "joined_on": "2016-07-01"} for n in range(8)]
    staff = pd.concat([frame("staff", people).assign(file=file) for file in ("a.xlsx", "b.xlsx")], ignore_index=True)
    found = check(records(TOWN, staff=staff), TOWN)
    assert "same_rows" not in set(found["code"])


@pytest.mark.parametrize("other", [{"street": "乙街道"}, {"year": 2}])
def test_two_streets_or_two_years_do_not_repeat_each_other(other):
    two = pd.concat([visits(*HOMES, file="a.xlsx"), visits(*HOMES, file="b.xlsx", **other)], ignore_index=True)
    found = check(records(TOWN, visits=two), TOWN)
    assert "same_rows" not in set(found["code"])


def test_of_three_alike_two_are_told():
    found = handed_in(("a.xlsx", HOMES), ("b.xlsx", HOMES), ("c.xlsx", HOMES))
    assert told(found) == [("same_rows", "b.xlsx", 0), ("same_rows", "c.xlsx", 0)]
