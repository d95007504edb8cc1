"""Which files are read, and whose they are."""

import sys

import pytest
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, read, visit
from listed import listings

from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.errors import ParameterError, ReadError
from evalkit.reading.files import list_submissions
from evalkit.reading.touched import Touched

SHEETS = {"探访": [VISITS, visit()]}


def listed(folder, street=None):
    found, faults = list_submissions(folder, PLAN, street)
    return [(s.name, s.street, s.year) for s in found], [(f.code, f.file, f.detail) for f in faults]


def test_year_and_street_come_from_the_folders_at_any_depth(tmp_path):
    for name in ("2016/狮山街道/甲.xlsx", "2016/狮山街道/新升/乙/丙.xlsx", "2017/平江街道/丁.xlsx"):
        book(tmp_path, name, SHEETS)
    assert listed(tmp_path) == (
        [("2016/狮山街道/新升/乙/丙.xlsx", "狮山街道", 1), ("2016/狮山街道/甲.xlsx", "狮山街道", 1),
         ("2017/平江街道/丁.xlsx", "娄门街道", 2)],
        [],
    )  # fmt: skip


@pytest.mark.parametrize("year", ["2016", "2016年", "2016年度", "2016-2017"])
def test_the_year_folder_may_be_written_out(tmp_path, year):
    book(tmp_path, f"{year}/狮山/甲.xlsx", SHEETS)
    assert listed(tmp_path)[0] == [(f"{year}/狮山/甲.xlsx", "狮山街道", 1)]


def test_lock_files_hidden_files_and_pictures_are_passed_over_and_documents_named(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    for name in ("~$甲.xlsx", ".甲.xlsx", "扫描.pdf", "照片.jpg", ".git/x.xlsx"):
        (tmp_path / PLACE / name).parent.mkdir(exist_ok=True)
        (tmp_path / PLACE / name).write_bytes(b"x")
    assert listed(tmp_path) == (
        [(f"{PLACE}/甲.xlsx", "狮山街道", 1)],
        [("other_file", f"{PLACE}/扫描.pdf", "")],
    )


def test_one_street_only(tmp_path):
    book(tmp_path, "2016/狮山街道/甲.xlsx", SHEETS)
    book(tmp_path, "2016/枫桥街道/乙.xlsx", {"探访": [VISITS, visit(2)]})
    for word in ("枫桥街道", "枫桥", "fengqiao"):
        assert set(read(tmp_path, word)["visits"]["street"]) == {"枫桥街道"}


def test_for_one_street_each_year_is_listed_once_and_no_other_streets_folder_is_entered(tmp_path):
    for place in (PLACE, "2016/全市", "2016/师山街道", "2016/枫桥街道/深"):
        book(tmp_path, f"{place}/甲.xlsx", SHEETS)
    with listings(tmp_path) as few:
        list_submissions(tmp_path, PLAN, "狮山街道")
    for street in PLAN.streets:
        book(tmp_path, f"2016/{street.name}/乙/丙.xlsx", SHEETS)
    with listings(tmp_path) as many:
        list_submissions(tmp_path, PLAN, "狮山街道")
    inner = [PLACE, "2016/全市", "2016/师山街道"]
    assert set(few) == {".", "2016", *inner}  # what is no street's is named to each
    assert set(many) == {*few, f"{PLACE}/乙"}
    assert [few.count("2016"), many.count("2016")] == [1, 1]
    assert len(many) - len(few) == many.count(f"{PLACE}/乙")


@pytest.mark.skipif(sys.platform == "win32", reason="there only some may make links")
def test_a_link_is_what_it_leads_to(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    book(tmp_path, "材料/乙.xlsx", {"探访": [VISITS, visit(2)]})
    for name, leads in (("枫桥", "../材料"), ("丙.xlsx", "../材料/乙.xlsx"), ("通安", "无"), ("长桥", "长桥")):
        (tmp_path / "2016" / name).symlink_to(leads)
    assert listed(tmp_path, "枫桥街道") == (
        [("2016/枫桥/乙.xlsx", "枫桥街道", 1)],
        [("unknown_year_folder", "材料/乙.xlsx", ""), ("unplaced_file", "2016/丙.xlsx", "")],
    )


def test_a_street_misspelt_is_an_error_with_the_nearest_word(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    with pytest.raises(ParameterError, match="狮山街道"):
        read(tmp_path, "狮山街到")


def test_a_street_that_handed_in_nothing_gives_empty_tables(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    records = read(tmp_path, "枫桥街道")
    assert all(frame.empty for frame in records.values())
    assert not records.submitted("visits", "枫桥街道", 1)


def test_folders_and_files_that_belong_nowhere_are_faults_with_the_nearest_word(tmp_path):
    names = ("2016/狮山街道/甲.xlsx", "2016/师山街道/乙.xlsx", "2015/狮山街道/丙.xlsx", "2016/丁.xlsx", "戊.csv")
    for name in names:
        book(tmp_path, name, SHEETS)
    found, faults = listed(tmp_path)
    assert len(found) == 1
    assert sorted(faults) == [
        ("unknown_street_folder", "2016/师山街道/乙.xlsx", "狮山街道"),
        ("unknown_year_folder", "2015/狮山街道/丙.xlsx", "2016"),
        ("unplaced_file", "2016/丁.xlsx", ""),
        ("unplaced_file", "戊.csv", ""),
    ]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [("", "找不到文件夹"), ("材料/第一年", "没有合同年度的子文件夹"), ("材料/2016/某街道", "没有方案中的街道")],
)
def test_a_folder_without_submissions_is_an_error_that_says_what_it_should_hold(tmp_path, monkeypatch, made, sentence):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    if made:
        (tmp_path / made).mkdir(parents=True)
    with pytest.raises(ReadError, match=sentence):
        read(tmp_path / "材料")


def test_a_street_asked_for_that_has_no_folder_is_told(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    found, faults = list_submissions(tmp_path, PLAN, "枫桥街道")
    assert (found, [(one.code, one.street) for one in faults]) == ([], [("nothing_submitted", "枫桥街道")])


LIST = [["街道", "社区", "条款编号", "查验结果"]]


def test_the_folder_of_the_whole_pilot_alone_is_read_and_what_is_asked_of_it_is_judged(tmp_path):
    book(tmp_path, "2016/全市/表.xlsx", {"材料查验表": [*LIST, ["全市", "", "G10", "有"]]})
    records = read(tmp_path)
    assert list(records.cells["code"]) == ["only_pilot"]
    found = assess(PLAN, records)
    assert (set(found["street"]), set(found["street_en"]), set(found["level"])) == (
        {"全市"}, {"Whole pilot"}, {"programme"},
    )  # fmt: skip
    assert found.query("code == 'G10' and year == 1")["verdict"].tolist() == ["met"]
    assert "全市" in check(records, PLAN, "zh").query("code == 'only_pilot'")["message"].iloc[0]


def test_of_one_street_read_alone_nothing_is_doubted_of_the_others(tmp_path):
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": COMMUNITIES, **SHEETS})
    places = [("狮山街道", "新升社区"), ("狮山街道", "火星社区"), ("枫桥街道", "马浜社区"), ("", "新升社区")]
    lines = [[*place, "C03", "有"] for place in places]
    book(tmp_path, "2016/全市/表.xlsx", {"材料查验表": [*LIST, *lines]})
    records = read(tmp_path, "狮山街道")
    told = records.cells[["code", "row", "value"]].to_numpy().tolist()
    assert told == [["unknown_community", 3, "火星社区"], ["unknown_community", 5, "新升社区"]]
    assert records["documents"]["community"].tolist() == ["新升社区", "火星社区", "马浜社区", "新升社区"]


def test_a_folder_without_a_file_that_can_be_read_is_told(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    (tmp_path / "2017" / "狮山").mkdir(parents=True)
    (tmp_path / "2017" / "狮山" / "照片.jpg").write_bytes(b"x")
    _, faults = list_submissions(tmp_path, PLAN)
    assert [(one.code, one.file, one.street, one.year) for one in faults] == [
        ("nothing_submitted", "2017/狮山", "狮山街道", 2)
    ]


@pytest.mark.parametrize("inner", ["2016", "2016/狮山街道"])
def test_a_folder_named_too_deep_is_answered_with_the_one_that_is_meant(tmp_path, monkeypatch, inner):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    with pytest.raises(ReadError, match=f"看来您要的是“{tmp_path.resolve()}”"):
        list_submissions(tmp_path / inner, PLAN)


def test_a_file_in_place_of_the_folder_is_told_as_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    with pytest.raises(ReadError, match="是一个文件"):
        list_submissions(tmp_path / PLACE / "甲.xlsx", PLAN)


@pytest.mark.parametrize("name", ["探访.numbers", "探访.xlsx.bak", "探访", "材料.rar", "探访.docx"])
def test_whatever_else_lies_in_a_streets_folder_is_named(tmp_path, name):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    (tmp_path / PLACE / name).write_bytes(b"x")
    assert listed(tmp_path)[1] == [("other_file", f"{PLACE}/{name}", "")]


@pytest.mark.parametrize("name", ["2016/枫桥街道.zip", "全部材料.7z"])
def test_an_archive_beside_the_streets_folders_is_named(tmp_path, name):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    (tmp_path / name).write_bytes(b"x")
    assert listed(tmp_path)[1] == [("unplaced_file", name, "")]


@pytest.mark.parametrize("name", ["探访.xltx", "探访.htm", "探访.mht", "探访.xml"])
def test_content_decides_whatever_the_suffix_of_a_table_is(tmp_path, name):
    path = book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    path.rename(path.with_name(name))
    records = read(tmp_path)
    assert (len(records["visits"]), list(records.cells["code"])) == (1, [])


def test_trust_15_a_file_too_large_for_any_workbook_is_not_even_opened(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    with (tmp_path / PLACE / "大.csv").open("wb") as file:
        file.truncate(300 << 20)
    records = read(tmp_path)
    assert list(zip(records.cells["code"], records.cells["detail"], strict=True)) == [("unreadable_file", "too_large")]
    assert len(records["visits"]) == 1
    assert records.touched.digests[f"{PLACE}/大.csv"] == ""
    with (tmp_path / PLACE / "大.csv").open("ab") as file:
        file.write(b"1")
    assert Touched(tmp_path, PLAN).by() != records.touched.by()
