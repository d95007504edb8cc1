"""Two saved runs beside each other: what moved is named, and so is every one of data, plan and code that changed."""

import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from builders import frame, plan, records, requirement, visits

from evalkit import saving
from evalkit.__main__ import main
from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.errors import ReadError
from evalkit.run_lists import listed, save_moves
from evalkit.runs import COLUMNS, changes, compare_runs, read_run
from evalkit.saving import save_processed


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """A run of 甲街道 (and 乙街道) saved under a name: which households were visited, by which plan and code."""

    def save(name, homes="ab", *, at_least=3, code="one", files=None, cut_off=None, other="", alter=None, extra=()):
        source = tmp_path / "plans" / f"{at_least}{len(extra)}"
        source.mkdir(parents=True, exist_ok=True)
        (source / "plan.toml").write_text(f"at_least = {at_least}{len(extra)}", encoding="utf-8")
        town = plan(requirement(at_least=at_least), *extra).model_copy(update={"folder": source})
        rows = [{"household": key, "date": "2016-08-01"} for key in homes]
        rows += [{"household": key, "date": "2016-08-01", "street": "乙街道", "file": "乙.xlsx"} for key in other]
        seen = records(town, visits=frame("visits", rows))
        listing = seen.sheets.assign(file=["甲.xlsx" if s == "甲街道" else "乙.xlsx" for s in seen.sheets["street"]])
        beside = [{"file": "全.xlsx", "sheet": "表1", "table": "", "street": "全市", "year": 1, "sha256": "0"}]
        listing = pd.concat([listing, pd.DataFrame(beside)], ignore_index=True)
        listing["sha256"] = listing["file"].map({"甲.xlsx": homes, "乙.xlsx": other, "全.xlsx": "0"} | (files or {}))
        (tmp_path / "raw").mkdir(exist_ok=True)
        seen = replace(seen, sheets=listing, folder=tmp_path / "raw")
        monkeypatch.setattr(saving, "source_sha256", lambda: code)
        verdicts = assess(town, seen, cut_off)
        save_processed(seen, check(seen, town), alter(verdicts) if alter else verdicts, tmp_path / name)
        return tmp_path / name

    return save


def moved(before, after, *names):
    found = compare_runs(before, after).query("year == 1")
    return found[list(names)].to_numpy().tolist()


def test_the_same_run_moves_nothing(saved):
    assert compare_runs(saved("1"), saved("2")).empty
    assert list(compare_runs(saved("1"), saved("2")).columns) == list(COLUMNS)


def test_a_third_household_moves_the_verdict_and_the_file_is_named(saved):
    found = compare_runs(saved("1", "ab"), saved("2", "abc")).query("year == 1")
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["street"], row["requirement"], row["status"], row["causes"]) == (
        "甲街道",
        "households",
        "verdict",
        "data",
    )
    assert (row["verdict_before"], row["value_before"], row["verdict_after"], row["value_after"]) == (
        "not_met",
        2,
        "met",
        3,
    )
    assert json.loads(row["files"]) == {"甲.xlsx": "changed"}


def test_a_value_that_moves_within_its_verdict_is_told_as_a_value(saved):
    assert moved(saved("1", "abc"), saved("2", "abcd"), "status", "value_after") == [["value", 4]]


def test_another_bound_is_the_plans_doing(saved):
    assert moved(saved("1", "abc"), saved("2", "abc", at_least=4), "status", "causes", "low_before", "low_after") == [
        ["verdict", "plan", 3, 4]
    ]
    assert moved(saved("3", "abc", at_least=2), saved("4", "abc"), "status", "causes", "files") == [
        ["bound", "plan", "{}"]
    ]


def test_where_data_and_code_changed_at_once_both_are_named(saved):
    assert moved(saved("1", "ab"), saved("2", "abc", code="two"), "causes") == [["data;code"]]
    assert moved(saved("3", "abc"), saved("4", "abc", at_least=4, code="two"), "causes") == [["plan;code"]]


def test_a_file_of_another_street_is_no_cause_here(saved):
    before = saved("1", "ab", other="a", alter=lambda v: v.assign(value=1.0))
    after = saved("2", "ab", other="abc", code="two")
    found = moved(before, after, "street", "causes", "files")
    assert ["甲街道", "code", "{}"] in found
    assert ["乙街道", "data;code", '{"乙.xlsx": "changed"}'] in found


def test_a_file_of_the_whole_pilot_may_move_every_street(saved):
    before = saved("1", "ab", other="a", alter=lambda v: v.assign(value=1.5))
    found = moved(before, saved("2", "ab", other="a", files={"全.xlsx": "1"}), "street", "causes", "files")
    assert found == [[street, "data", '{"全.xlsx": "changed"}'] for street in ("甲街道", "乙街道")]


def test_a_list_of_corrections_may_move_every_street(saved, tmp_path):
    before = saved("1", "ab", alter=lambda v: v.assign(value=1.5))
    (tmp_path / "raw" / "更正.xlsx").write_bytes(b"new")
    assert moved(before, saved("2", "ab"), "causes", "files") == [["data", '{"更正.xlsx": "added"}']]


def test_another_cut_off_is_no_change_of_data_plan_or_code(saved):
    before = saved("1", "abc", cut_off="2016-07-31")
    assert moved(before, saved("2", "abc"), "causes", "verdict_after") == [["cut_off", "met"]]


def test_what_nothing_on_record_explains_is_told_as_such(saved):
    assert moved(saved("1", "ab", alter=lambda v: v.assign(verdict="met")), saved("2", "ab"), "causes") == [[""]]


def test_a_requirement_or_a_street_in_one_run_only_is_new_or_gone(saved):
    second = requirement(id="twice", code="C02", at_least=1)
    before, after = saved("1", "ab"), saved("2", "ab", extra=(second,))
    names = ("requirement", "status", "causes", "verdict_after")
    assert moved(before, after, *names) == [["twice", "new", "plan", "met"]]
    gone = compare_runs(after, before).query("year == 1").iloc[0]
    assert (gone["status"], gone["verdict_before"]) == ("gone", "met")
    assert pd.isna(gone["verdict_after"])
    more = saved("3", "ab", other="abc")
    assert moved(before, more, "street", "status", "files") == [["乙街道", "new", '{"乙.xlsx": "added"}']]


def test_changes_name_packages_and_files_with_what_they_were(saved):
    before, after = saved("1", "ab"), saved("2", "abc")
    text = (after / "manifest.json").read_text(encoding="utf-8")
    told = json.loads(text)
    told["packages"]["pandas"] = "99"
    (after / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    found = changes(read_run(before), read_run(after)).to_dict("records")
    assert [(one["cause"], one["name"], one["change"], one["after"]) for one in found] == [
        ("data", "甲.xlsx", "changed", "abc"),
        ("code", "pandas", "changed", "99"),
    ]
    assert moved(before, after, "causes") == [["data;code"]]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda run: (run / "manifest.json").unlink(), "holds no saved run"),
        (lambda run: (run / "manifest.json").write_text("{", encoding="utf-8"), r"manifest\.json .* cannot be read"),
        (lambda run: (run / "manifest.json").write_text("[]", encoding="utf-8"), "not written by evalkit"),
        (lambda run: (run / "verdicts.parquet").unlink(), r"verdicts\.parquet .* cannot be read"),
        (lambda run: (run / "sheets.parquet").write_bytes(b"x"), r"sheets\.parquet .* not the file that manifest"),
    ],
)
def test_a_folder_that_is_no_whole_run_is_refused_with_what_is_amiss(saved, monkeypatch, harm, told):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    before, after = saved("1"), saved("2")
    harm(after)
    with pytest.raises(ReadError, match=told):
        compare_runs(before, after)


# ---- on the screen and on the desk ----------------------------------------------------------------------------------


def test_the_screen_says_what_changed_and_each_verdict_that_moved(saved, capsys, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    assert main(["diff", str(saved("1", "ab")), str(saved("2", "abc", code="two"))]) == 0
    out = capsys.readouterr().out
    assert "方案：没有变动" in out
    assert "甲街道：甲.xlsx（改动）" in out
    assert "同时变动的有：材料、程序；单凭记录分不出" in out
    line = next(line for line in out.splitlines() if "C01" in line)
    assert line.split() == ["C01", "探访家庭", "未达标", "2", "户", "达标", "3", "户"]


def test_the_screen_says_so_where_nothing_moved_and_where_nothing_explains_it(saved, capsys, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    same = str(saved("1"))
    main(["diff", same, same])
    assert "No verdict, value or bound moved." in capsys.readouterr().out
    main(["diff", str(saved("2", alter=lambda v: v.assign(verdict="met"))), same])
    assert "the record does not explain it" in capsys.readouterr().out


def test_one_folder_is_not_enough_and_a_third_is_too_many(saved, capsys, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    one = str(saved("1"))
    assert main(["diff", one]) == 2
    assert "Name the saved folders of both runs" in capsys.readouterr().err
    assert main(["diff", one, one, "more"]) == 2
    assert "“more” is one too many. See evalkit diff --help" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "first"), [("zh", "街道"), ("en", "Street")])
def test_the_list_names_its_columns_and_shows_both_sides(saved, tmp_path, lang, first):
    moves = compare_runs(saved("1", "ab"), saved("2", "abc"))
    path = save_moves(moves, tmp_path / "moves.xlsx", lang)
    rows = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    assert rows[0][0] == first
    assert (
        rows[1][5:12]
        == {
            "zh": ["未达标", "达标", "2 户", "3 户", "≥ 3 户", "≥ 3 户", "材料"],
            "en": ["not met", "met", "2 户", "3 户", "≥ 3 户", "≥ 3 户", "data"],
        }[lang]
    )
    assert len(rows) == len(moves) + 1


def test_the_list_of_one_side_only_leaves_the_other_blank(saved):
    moves = compare_runs(saved("1", "ab"), saved("2", "ab", other="abc"))
    row = listed(moves, "zh").iloc[0]
    assert (row["什么变了"], row["原来"], row["原来的数值"], row["现在"], row["变动的文件"]) == (
        "新有", "—", "—", "达标", "乙.xlsx（新增）",
    )  # fmt: skip


def test_a_parquet_of_moves_keeps_every_column(saved, tmp_path):
    moves = compare_runs(saved("1", "ab"), saved("2", "ab", other="abc"))
    back = pd.read_parquet(save_moves(moves, tmp_path / "moves.parquet"))
    assert list(back.columns) == list(COLUMNS)
    assert back["verdict_after"].tolist() == moves["verdict_after"].tolist()


def test_visits_of_the_tiny_town_are_three_households():
    """The planted numbers rest on this: one household a letter."""
    town = plan(requirement())
    assert assess(town, records(town, visits=visits(*"aab")))["value"].iloc[0] == 2
