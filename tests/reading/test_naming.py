"""Who the records of a sheet belong to: what stands around them may name the place, and may contradict itself."""

import pytest
from books import COMMUNITIES, PLACE, VISITS, book, codes, part, read, visit

NO_COLUMN = [line[1:] for line in (VISITS, visit(1), visit(2))]
CODE = "community_disagrees"


def told(folder, name, sheets):
    book(folder, f"{PLACE}/服务社区一览表.xlsx", {"服务社区一览表": COMMUNITIES})
    book(folder, f"{PLACE}/{name}", sheets)
    records = read(folder)
    mine = records.cells[records.cells["code"] == CODE]
    return records, list(zip(mine["value"], mine["detail"], mine["row"], strict=True))


@pytest.mark.parametrize(
    ("names", "above", "value", "counted_for"),
    [
        (("新升社区/何山社区8月探访.xlsx", "Sheet1"), [], "新升社区", "何山社区"),
        (("新升社区探访.xlsx", "何山社区9月"), [], "新升社区探访", "何山社区"),
        (("探访.xlsx", "新升社区"), [["何山社区探访记录"]], "何山社区探访记录", "新升社区"),
        (("探访.xlsx", "新升社区"), [["社区：何山社区"]], "新升社区", "何山社区"),
    ],
)
def test_two_names_around_the_records_are_told_and_the_nearer_one_holds(tmp_path, names, above, value, counted_for):
    name, sheet = names
    records, found = told(tmp_path, name, {sheet: [*above, *NO_COLUMN]})
    assert list(records["visits"]["community"]) == [counted_for] * 2
    assert (value, counted_for, 0) in found
    assert set(records["visits"]["excluded"]) == {""}


@pytest.mark.parametrize(
    ("lines", "counted_for"),
    [
        (["社区:新升社区", "何山社区"], ["新升社区", "何山社区"]),
        (["何山社区", "社区:新升社区"], ["何山社区", "新升社区"]),
        (["社区:新升社区", "样本社区"], ["新升社区", "新升社区"]),  # no community of this street
    ],
)
def test_of_labels_and_lines_between_the_rows_the_nearest_above_names_the_community(tmp_path, lines, counted_for):
    header, first, second = NO_COLUMN
    records, _ = told(tmp_path, "探访.xlsx", {"探访": [header, lines[:1], first, lines[1:], second]})
    visits = records["visits"]
    assert list(visits.loc[visits["excluded"] == "", "community"]) == counted_for


def test_a_column_that_names_another_community_than_its_sheet_is_told_at_its_cell(tmp_path):
    rows = [VISITS, visit(1), visit(2, community="何山")]
    records, found = told(tmp_path, "探访.xlsx", {"新升社区": rows})
    assert found == [("新升社区", "何山社区", 3)]
    assert list(records["visits"]["community"]) == ["新升社区", "何山社区"]


@pytest.mark.parametrize(
    ("name", "sheet", "above"),
    [
        ("新升社区/新升社区8月探访.xlsx", "新升", [["狮山街道新升社区居民家庭探访记录表"]]),
        ("何山新升探访.xlsx", "新升社区", []),  # a file that names two names none
        ("探访.xlsx", "新升社区", [["填写说明：社区请写全称，例如何山社区"]]),
        ("探访.xlsx", "新升社区", [["何山社工事务所"]]),
    ],
)
def test_names_that_agree_or_name_no_single_community_are_silent(tmp_path, name, sheet, above):
    records, found = told(tmp_path, name, {sheet: [*above, *NO_COLUMN]})
    assert found == []
    assert list(records["visits"]["community"]) == ["新升社区"] * 2


def test_the_short_name_of_the_street_in_a_file_names_no_community(tmp_path):
    listed = [*COMMUNITIES, ["狮山社区", "2016-07-01"]]
    book(tmp_path, f"{PLACE}/服务社区一览表.xlsx", {"服务社区一览表": listed})
    book(tmp_path, f"{PLACE}/狮山2016探访.xlsx", {"Sheet1": NO_COLUMN})
    records = read(tmp_path)
    assert set(records["visits"]["community"]) == {""}
    assert ("missing_column", 0, "") in codes(records)


def test_a_title_names_the_place_where_nothing_else_does(tmp_path):
    records, found = told(tmp_path, "探访.xlsx", {"Sheet1": [["何山社区居民家庭探访记录表"], *NO_COLUMN]})
    assert (list(records["visits"]["community"]), found) == (["何山社区"] * 2, [])


def test_a_line_between_the_records_that_is_a_community_holds_for_those_below(tmp_path):
    rows = [["何山社区"], *NO_COLUMN[:2], ["新升社区", "", "", ""], NO_COLUMN[2]]
    records, found = told(tmp_path, "探访.xlsx", {"Sheet1": rows})
    assert found == []
    counted = records["visits"][records["visits"]["excluded"] == ""]
    assert list(counted["community"]) == ["何山社区", "新升社区"]


def test_a_title_of_another_street_is_told(tmp_path):
    made = part([["枫桥街道居民探访记录表"], VISITS, visit(1)])
    assert [(f.code, f.value, f.detail) for f in made.faults] == [
        ("street_disagrees", "枫桥街道居民探访记录表", "狮山街道")
    ]
