"""Findings of two submissions: one to one, in any order, and read again as they were saved."""

import openpyxl
import pandas as pd
import pytest
from builders import STREET, plan, records, requirement, visits
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.checking import check
from evalkit.errors import ParameterError, ReadError
from evalkit.finding_lists import save_findings
from evalkit.findings import COLUMNS
from evalkit.resubmitting import ADDRESS, compare_findings, read_findings
from evalkit.saving import save

BASE = {
    "code": "bad_date", "severity": "error", "street": STREET, "year": 1, "community": "东", "table": "visits",
    "file": "a.xlsx", "sheet": "表1", "row": 5, "column": "C", "field": "date", "value": "二月三十", "counted": False,
    "message": "m", "cure": "c", "touches": "C01",
}  # fmt: skip


def told(*ones):
    return pd.DataFrame([BASE | one for one in ones], columns=list(COLUMNS))


def compared(before, after):
    """(status, row, value) of every finding compared."""
    found = compare_findings(told(*before), told(*after))
    return sorted(found[["status", "row", "value"]].itertuples(index=False, name=None))


def test_the_same_cell_is_open_another_is_fixed_and_another_new():
    before, after = [{}, {"row": 7, "value": "x"}], [{}, {"row": 9, "value": "y"}]
    assert compared(before, after) == [("fixed", 7, "x"), ("new", 9, "y"), ("open", 5, "二月三十")]


def test_a_row_that_moved_is_the_same_finding():
    before = [{"row": 5, "value": "x"}, {"row": 6, "value": "y"}]
    after = [{"row": 6, "value": "x"}, {"row": 7, "value": "y"}]
    assert compared(before, after) == [("open", 6, "x"), ("open", 7, "y")]


def test_a_cell_filled_in_wrongly_again_is_still_open():
    assert compared([{"value": "x"}], [{"value": "z"}]) == [("open", 5, "z")]


def test_a_finding_in_a_file_of_another_name_is_open_and_one_of_another_street_is_not():
    assert compared([{}], [{"file": "a（修改）.xlsx", "row": 4}]) == [("open", 4, "二月三十")]
    assert [one[0] for one in compared([{}], [{"street": "乙街道"}])] == ["fixed", "new"]
    assert [one[0] for one in compared([{}], [{"row": 8, "community": "西"}])] == ["fixed", "new"]
    assert [one[0] for one in compared([{}], [{"code": "no_date"}])] == ["fixed", "new"]


def test_each_finding_is_matched_once():
    assert compared([{"row": 5}], [{"row": 6}, {"row": 7}]) == [("new", 7, "二月三十"), ("open", 6, "二月三十")]
    assert compared([{"row": 6}, {"row": 7}], [{"row": 5}]) == [("fixed", 7, "二月三十"), ("open", 5, "二月三十")]


def test_what_is_said_of_a_whole_table_or_file_never_moves():
    whole = {"code": "missing_table", "row": 0, "file": "", "sheet": "", "column": "", "field": "", "value": ""}
    both = compare_findings(told(whole, whole | {"table": "staff"}), told(whole | {"table": "staff"}))
    assert both[["status", "table"]].to_numpy().tolist() == [["fixed", "visits"], ["open", "staff"]]
    damaged = whole | {"code": "unreadable_file", "table": "", "file": "a.xlsx"}
    found = compare_findings(told(damaged), told(damaged | {"file": "b.xlsx"}))
    assert found["status"].tolist() == ["fixed", "new"]


def test_what_is_said_of_a_file_or_sheet_is_open_where_the_file_was_renamed():
    of_file = {"code": "macros", "row": 0, "sheet": "", "column": "", "field": "", "value": ""}
    of_sheet = of_file | {"code": "unknown_sheet", "sheet": "表1"}
    before = told({}, of_file, of_sheet)
    renamed = before.assign(file="a_反馈.xlsx")
    assert set(compare_findings(before, renamed)["status"]) == {"open"}
    assert set(compare_findings(before, renamed)["file"]) == {"a_反馈.xlsx"}
    other = renamed.assign(sheet=renamed["sheet"].replace("表1", "表2"))
    assert set(compare_findings(before, other.iloc[1:])["status"]) == {"fixed", "new"}


def test_a_text_that_was_renamed_is_known_though_its_sheet_is_called_as_it_is():
    before = told({"file": "1/探访.csv", "sheet": "探访", "row": 0, "code": "ragged"})
    after = before.assign(file="1/探访（改）.csv", sheet="探访（改）")
    assert compare_findings(before, after)["status"].tolist() == ["open"]


def test_a_file_that_is_fixed_keeps_the_name_it_had():
    before = told({}, {"row": 0, "code": "macros", "sheet": ""})
    after = told({"file": "b.xlsx"})
    found = compare_findings(before, after)
    assert found[["status", "file"]].to_numpy().tolist() == [["fixed", "a.xlsx"], ["open", "b.xlsx"]]


def test_of_two_new_files_that_are_alike_none_is_taken_for_the_old_one():
    whole = {"row": 0, "code": "hidden_rows", "column": "", "field": "", "value": ""}
    after = told(whole | {"file": "b.xlsx"}, whole | {"file": "c.xlsx"})
    assert sorted(compare_findings(told(whole), after)["status"]) == ["fixed", "new", "new"]


def test_an_open_finding_is_told_as_the_later_submission_has_it():
    found = compare_findings(told({}), told({"severity": "warning", "message": "later"}))
    assert found[["severity", "message", "status"]].to_numpy().tolist() == [["warning", "later", "open"]]
    assert list(found.columns) == [*COLUMNS, "status"]


ONE = st.fixed_dictionaries({
    "row": st.integers(0, 3),
    "value": st.sampled_from("xy"),
    "code": st.sampled_from(["bad_date", "no_date"]),
    "file": st.sampled_from(["a.xlsx", "b.xlsx"]),
    "table": st.sampled_from(["visits", "staff"]),
})  # fmt: skip
SOME = st.lists(ONE, max_size=8)


@settings(max_examples=8)
@given(SOME, SOME, st.randoms(use_true_random=False))
def test_counts_add_up_and_the_order_of_the_rows_changes_nothing(before, after, chance):
    found = compare_findings(told(*before), told(*after))
    counts = found["status"].value_counts()
    fixed, both, new = (int(counts.get(word, 0)) for word in ("fixed", "open", "new"))
    assert (fixed + both, both + new) == (len(before), len(after))
    chance.shuffle(before)
    chance.shuffle(after)
    pd.testing.assert_frame_equal(compare_findings(told(*before), told(*after)), found)


@settings(max_examples=8)
@given(SOME)
def test_the_same_findings_are_all_open(ones):
    assert set(compare_findings(told(*ones), told(*ones))["status"]) <= {"open"}


@settings(max_examples=8)
@given(SOME, SOME)
def test_a_finding_at_the_same_address_is_never_both_fixed_and_new(before, after):
    found = compare_findings(told(*before), told(*after))
    keys = [*ADDRESS, "table", "field"]
    sides = [set(found[found["status"] == word][keys].itertuples(index=False, name=None)) for word in ("fixed", "new")]
    assert sides[0] & sides[1] == set()


def test_no_findings_on_either_side():
    assert compared([], []) == []
    assert compared([], [{}]) == [("new", 5, "二月三十")]


def test_a_frame_that_holds_no_findings_is_refused_with_what_it_lacks(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    with pytest.raises(ParameterError, match=r"lacks the columns .*cure.*touches"):
        compare_findings(told({}).drop(columns=["cure", "touches"]), told())


# ---- read again ---------------------------------------------------------------------------------------------------

HARD = [{"value": value} for value in ("=1+1", "'quoted", "007", "NA", "", "1.0", "True", "a\nb", "＝1", 'a,"b')]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".CSV"])
def test_findings_come_back_as_they_were_saved(tmp_path, suffix):
    found = told(*HARD, {"row": 0, "year": 0, "counted": True})
    back = read_findings(save(found, tmp_path / f"f{suffix}"))
    pd.testing.assert_frame_equal(back, found, check_dtype=False)
    assert set(compare_findings(found, back)["status"]) == {"open"}


def test_a_quote_before_a_formula_is_lost_in_csv_only(tmp_path):
    """A CSV file writes ``=1`` and ``'=1`` alike; neither may open as a formula."""
    values = {
        suffix: read_findings(save(told({"value": "'=1"}), tmp_path / f"f{suffix}"))["value"].tolist()
        for suffix in (".csv", ".xlsx", ".parquet")
    }
    assert values == {".csv": ["=1"], ".xlsx": ["'=1"], ".parquet": ["'=1"]}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_no_findings_come_back_too(tmp_path, suffix):
    assert read_findings(save(told(), tmp_path / f"f{suffix}")).empty


def test_findings_of_a_check_come_back(tmp_path):
    town = plan(requirement())
    found = check(records(town, visits=visits("a", "a")), town)
    assert len(found) == 2
    back = read_findings(save(found, tmp_path / "f.xlsx"))
    assert back.to_dict("records") == found.to_dict("records")


def test_a_file_that_is_none_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    with pytest.raises(ReadError, match="There is no file"):
        read_findings(tmp_path / "f.csv")
    with pytest.raises(ParameterError, match=r"output format “\.txt”"):
        read_findings(tmp_path / "f.txt")
    for suffix in (".xlsx", ".parquet"):
        path = tmp_path / f"f{suffix}"
        path.write_bytes(b"no workbook")
        with pytest.raises(ReadError, match="cannot be read"):
            read_findings(path)
    other = save(pd.DataFrame({"code": ["a"]}), tmp_path / "other.csv")
    with pytest.raises(ParameterError, match=r"other\.csv holds no findings: it lacks the columns severity"):
        read_findings(other)


@pytest.mark.parametrize("spoiled", [{"row": "五"}, {"year": ""}, {"counted": "maybe"}])
def test_a_file_whose_numbers_were_changed_says_so(tmp_path, spoiled, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    path = save(told(spoiled), tmp_path / "f.csv")
    with pytest.raises(ParameterError, match="cannot be understood"):
        read_findings(path)


# ---- as a list for the desk -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_a_labelled_list_of_findings_comes_back_as_what_was_found(tmp_path, suffix, lang):
    found = told(
        *HARD, {"row": 0, "year": 0, "table": "", "field": ""}, {"counted": True, "table": "文件", "field": "x"}
    )
    back = read_findings(save_findings(found, tmp_path / f"f{suffix}", lang))
    pd.testing.assert_frame_equal(back, found, check_dtype=False)
    assert set(compare_findings(found, back)["status"]) == {"open"}


def test_the_list_says_first_where_and_names_everything_in_the_readers_language(tmp_path):
    path = save_findings(told({}, {"row": 0, "table": "cases"}), tmp_path / "f.xlsx", "zh")
    page = openpyxl.load_workbook(path).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][:7] == ["文件", "工作表", "行", "列", "类别", "发现的问题", "怎么改"]
    assert rows[1][:7] == ["a.xlsx", "表1", 5, "C", "错误", "m", "c"]
    named = dict(zip(rows[0], rows[1], strict=True))
    assert (named["记录表"], named["栏目"], named["是否计入"]) == ("居民家庭探访记录表", "探访日期", "未计入")
    assert dict(zip(rows[0], rows[2], strict=True))["行"] is None
    assert not any(word and word.isascii() for word in rows[0])


def test_the_list_can_be_read_at_a_desk(tmp_path):
    long = told({}, {"message": "这一行的日期不在合同期间里。" * 8})
    page = openpyxl.load_workbook(save_findings(long, tmp_path / "f.xlsx", "zh")).active
    assert (page.freeze_panes, page.auto_filter.ref[:2]) == ("A2", "A1")
    assert all(page.column_dimensions[letter].width >= 40 for letter in "FG")
    assert page["F2"].alignment.wrap_text
    assert (page.row_dimensions[2].height or 15) == 15  # the usual height of a row is not written
    assert page.row_dimensions[3].height >= 60
    assert page.page_setup.orientation == "landscape"


def test_findings_of_a_check_come_back_from_the_list(tmp_path):
    town = plan(requirement())
    found = check(records(town, visits=visits("a", "a")), town)
    back = read_findings(save_findings(found, tmp_path / "f.csv"))
    assert back.to_dict("records") == found.to_dict("records")
