"""One place, one name; lists of communities decide where there are any."""

import pytest
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, codes, read, visit

from evalkit.reading.names import CommunityNames, community_key, match_street, near_place, street_in


@pytest.mark.parametrize(
    "written", ["狮山街道", "狮山", " 狮 山 街道", "shishan", "SHISHAN", "苏州高新区狮山街道办事处", "01狮山街道"]
)
def test_a_street_is_known_by_name_alias_id_and_inside_longer_words(written):
    assert match_street(written, PLAN) == "狮山街道"


def test_after_the_mergers_the_new_names_are_the_old_contract_units():
    assert (match_street("平江街道", PLAN), match_street("金阊街道", PLAN)) == ("娄门街道", "石路街道")


@pytest.mark.parametrize("written", ["虎丘街道", "", "狮山街道和枫桥街道"])
def test_no_street_and_two_streets_are_not_guessed(written):
    assert match_street(written, PLAN) == ""


def test_a_community_called_like_a_street_does_not_make_its_sheet_another_streets():
    assert street_in("枫桥社区", PLAN) == ""


def test_two_listed_communities_that_differ_in_their_kind_only_are_both_kept():
    names = CommunityNames(["何山社区", "何山村"], [])
    assert (names.official("何山社区"), names.official("何山村")) == ("何山社区", "何山村")


def test_without_a_list_the_fullest_way_of_writing_stands():
    names = CommunityNames([], ["新升", "新升社区", "新 升"])
    assert {names.official(name) for name in ("新升", "新升社区", "新升村")} == {"新升社区"}


def test_a_name_that_is_nothing_but_a_kind_stays():
    assert community_key("社区") == "社区"


@pytest.mark.parametrize("written", ["新升", "新升 社区", "新升社区居委会", "新升村", "\u00a0新升社区"])
def test_ways_of_writing_a_listed_community_are_one_community(tmp_path, written):
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": COMMUNITIES, "探访": [VISITS, visit(community=written)]})
    records = read(tmp_path)
    assert list(records["visits"]["community"]) == ["新升社区"]
    assert list(records["visits"]["excluded"]) == [""]


def test_a_community_that_the_list_does_not_know_is_left_out_with_the_nearest_name(tmp_path):
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": COMMUNITIES, "探访": [VISITS, visit(community="新井社区")]})
    records = read(tmp_path)
    assert list(records["visits"]["excluded"]) == ["unknown_community"]
    (fault,) = records.cells.to_dict("records")
    assert (fault["code"], fault["row"], fault["column"], fault["value"], fault["detail"], fault["counted"]) == (
        "unknown_community", 2, "A", "新井社区", "新升社区", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "near"),
    [("火星社区", ""), ("新井", "新升社区"), ("新升新村", "新升社区"), ("河山社区", ""), ("无名社区", "")],
)
def test_a_community_is_suggested_only_where_its_own_name_is_near_and_no_other_is_as_near(written, near):
    """社区 stands in every name and makes none alike; 河山 may be 何山 as well as 枫山."""
    names = CommunityNames(["新升社区", "何山社区", "枫山社区", "马浜社区"], [])
    assert names.near(written) == near


@pytest.mark.parametrize(("written", "near"), [("虎丘街道", ""), ("狮山街", "狮山街道"), ("师山街道", "狮山街道")])
def test_a_street_is_suggested_only_where_its_own_name_is_near(written, near):
    assert near_place(written, [street.name for street in PLAN.streets]) == near


def test_where_the_community_is_not_required_an_unknown_one_is_told_and_the_row_counts(tmp_path):
    clients = [["家庭编号", "户主姓名", "家庭住址", "社区"], ["SS-1", "李样本", "某处", "远方社区"]]
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": COMMUNITIES, "服务对象": clients})
    records = read(tmp_path)
    assert list(records["clients"]["excluded"]) == [""]
    assert list(records.cells["counted"]) == [True]


def test_each_year_has_its_own_list(tmp_path):
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": COMMUNITIES[:2], "探访": [VISITS, visit(community="何山社区")]})
    second = [VISITS, visit(day="2017-08-15", community="何山社区")]
    book(tmp_path, "2017/狮山街道/表.xlsx", {"社区": COMMUNITIES, "探访": second})
    visits = read(tmp_path)["visits"]
    assert list(zip(visits["year"], visits["excluded"], strict=True)) == [(1, "unknown_community"), (2, "")]


@pytest.mark.parametrize(
    ("file", "sheet"),
    [
        ("探访.xlsx", "新升"),
        ("探访.xlsx", "新升社区8月"),
        ("新升社区探访.xlsx", "Sheet1"),
        ("新升/探访.xlsx", "Sheet1"),
    ],
)
def test_without_a_column_the_sheet_the_file_or_the_folder_names_the_community(tmp_path, file, sheet):
    book(tmp_path, f"{PLACE}/社区.xlsx", {"社区": COMMUNITIES})
    book(tmp_path, f"{PLACE}/{file}", {sheet: [VISITS[1:], visit()[1:]]})
    visits = read(tmp_path)["visits"]
    assert list(zip(visits["community"], visits["excluded"], strict=True)) == [("新升社区", "")]


def test_without_column_and_list_a_sheet_called_after_a_community_names_it(tmp_path):
    book(tmp_path, f"{PLACE}/探访.xlsx", {"新升社区": [VISITS[1:], visit()[1:]]})
    assert list(read(tmp_path)["visits"]["community"]) == ["新升社区"]


def test_a_label_above_the_header_names_the_community(tmp_path):
    rows = [["社区\uff1a新升"], VISITS[1:], visit()[1:]]
    book(tmp_path, f"{PLACE}/探访.xlsx", {"社区": COMMUNITIES, "探访": rows})
    assert list(read(tmp_path)["visits"]["community"]) == ["新升社区"]


def test_where_nothing_names_the_community_the_missing_column_is_the_fault(tmp_path):
    book(tmp_path, f"{PLACE}/探访.xlsx", {"Sheet1": [VISITS[1:], visit()[1:], visit(2)[1:]]})
    records = read(tmp_path)
    assert list(records["visits"]["excluded"]) == ["missing_key", "missing_key"]
    assert codes(records) == [("missing_column", 0, "")]


def test_a_blank_cell_in_the_community_column_is_a_missing_key(tmp_path):
    book(tmp_path, f"{PLACE}/探访.xlsx", {"新升社区": [VISITS, visit(community=""), visit(2)]})
    records = read(tmp_path)
    assert list(records["visits"]["excluded"]) == ["missing_key", ""]
    assert codes(records) == [("missing_key", 2, "A")]


def test_a_community_column_nobody_filled_in_leaves_the_sheet_to_name_the_place(tmp_path):
    book(tmp_path, f"{PLACE}/探访.xlsx", {"新升社区": [VISITS, visit(community=""), visit(2, community="")]})
    records = read(tmp_path)
    assert list(records["visits"]["community"]) == ["新升社区", "新升社区"]
    assert codes(records) == []


def test_a_name_in_latin_letters_keeps_the_spelling_of_the_list(tmp_path):
    listed = [["社区", "纳入服务日期"], ["Ash Green Ward", "2016-07-01"]]
    seen = [VISITS, visit(1, community="ash green ward"), visit(2, community="ASH  GREEN WARD")]
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": listed, "探访": seen})
    assert list(read(tmp_path)["visits"]["community"]) == ["Ash Green Ward"] * 2
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": [VISITS, visit(1, community="Elm Row Ward")]})
    assert list(read(tmp_path)["visits"]["community"]) == ["Elm Row Ward"]
