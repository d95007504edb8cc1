"""The harness that judges the reader on a folder of spreadsheets: it sees what it should, and nothing worse."""

import csv
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "bench"))

import corpus  # noqa: E402
from corpus_compare import Differences, Facts, address, compare, explain, same, shape  # noqa: E402


def workbook(path, rows, merged=""):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("探访")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merged:
            sheet.merge_range(merged, "题目")


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Four files judged by the script as anybody would start it: its exit code, what it said, its rows by file."""
    folder = tmp_path_factory.mktemp("files")
    workbook(folder / "good.xlsx", [["社区", "户数"], ["新升", 3.5]])
    (folder / "gbk.csv").write_bytes("社区,户数\n新升,12\n".encode("gb18030"))
    (folder / "torn.xlsx").write_bytes((folder / "good.xlsx").read_bytes()[:900])
    (folder / "note.txt").write_text("nothing to judge", encoding="utf-8")
    (folder / "empty.csv").write_bytes(b"")
    out = folder / "out" / "judged.csv"
    out.parent.mkdir()
    command = [sys.executable, str(ROOT / "bench" / "corpus.py"), str(folder), "--save", str(out)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    return done, rows


def test_every_spreadsheet_is_judged_and_no_other_file(judged):
    done, rows = judged
    assert sorted(rows) == ["empty.csv", "gbk.csv", "good.xlsx", "torn.xlsx"]
    assert done.returncode == 0
    assert "files 4: read 2, refused 2, crashed 0, hung 0, over memory 0" in done.stdout


def test_refusals_have_their_reason(judged):
    assert {name: (row["outcome"], row["why"]) for name, row in judged[1].items()} == {
        "empty.csv": ("refused", "empty"),
        "gbk.csv": ("read", ""),
        "good.xlsx": ("read", ""),
        "torn.xlsx": ("refused", "damaged"),
    }


def test_both_readers_see_the_same_four_cells(judged):
    seen = {name: judged[1][name] for name in ("gbk.csv", "good.xlsx")}
    assert {name: (row["second"], row["compared"], row["unexplained"]) for name, row in seen.items()} == {
        "gbk.csv": ("pandas", "4", "0"),
        "good.xlsx": ("openpyxl", "4", "0"),
    }
    assert "compared 8 cells of 2 files; 2 files alike" in judged[0].stdout


def test_nothing_that_stands_in_a_cell_is_shown(judged):
    done, rows = judged
    assert not [word for word in ("新升", "3.5") if word in done.stdout or word in str(rows)]
    assert shape("张三13900000000") == "text 'xx99999999999' of 13"
    assert shape(320500.0) == "float 999999.9"


def dies(_path, _out):
    os._exit(3)


def never_ends(_path, _out):
    while True:
        time.sleep(1)


def says_half(_path, out):
    out.write_text('{"unfinished": true}', encoding="utf-8")
    os._exit(3)


@pytest.mark.parametrize(
    ("work", "outcome", "why"),
    [
        (dies, "crashed", "opening"),
        (never_ends, "hung", "opening"),
        (says_half, "crashed", "looking for headers"),
    ],
)
def test_a_child_that_gets_nowhere_is_told(monkeypatch, work, outcome, why):
    if work is never_ends:
        monkeypatch.setattr(corpus, "SECONDS", 1)
    found = corpus.own_outcome("x.xlsx", *corpus.child(work, Path("x.xlsx")))
    assert (found.outcome, found.why) == (outcome, why)


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({"megabytes": 499}, "read"),
        ({"megabytes": 501}, "over memory"),
        ({"megabytes": 90, "why": "memory"}, "over memory"),
        ({"megabytes": 90, "why": "password"}, "refused"),
    ],
)
def test_500_megabytes_are_the_bound(told, outcome):
    assert corpus.own_outcome("x.xlsx", told, "").outcome == outcome


@pytest.mark.parametrize(
    ("outcome", "code"), [("read", 0), ("refused", 0), ("crashed", 1), ("hung", 1), ("over memory", 1)]
)
def test_the_exit_code_tells_a_failure(monkeypatch, capsys, outcome, code):
    monkeypatch.setattr(corpus, "judge_all", lambda _: [corpus.Outcome("x.xlsx", outcome)])
    monkeypatch.setattr(sys, "argv", ["corpus.py", "folder"])
    assert corpus.main() == code
    assert (f"{outcome}: x.xlsx" in capsys.readouterr().out) is bool(code)


def reading(cells, reader="openpyxl", name="探访", **more):
    sheet = {"name": name, "merged": [], "size": [9, 9], "cells": cells, "bare": [], **more}
    return {"sheets": [sheet], "notes": [], "date1904": False, "reader": reader}


def test_a_lost_cell_and_a_changed_one_are_unexplained_with_their_address():
    ours = reading([[0, 0, "社区"], [1, 1, 3.0]])
    theirs = reading([[0, 0, "社区"], [1, 1, 4.0], [2, 27, "新升"]])
    found = compare(ours, theirs)
    assert (found.compared, found.unexplained, dict(found.explained)) == (3, 2, {})
    assert [place.partition(":")[0] for place in found.places] == ["探访!B2", "探访!AB3"]


def test_a_sheet_that_only_one_reader_has_is_unexplained():
    two = {**reading([]), "sheets": [*reading([])["sheets"], *reading([[0, 0, 1]], name="服务")["sheets"]]}
    assert compare(reading([]), two).unexplained == 1
    assert compare(two, reading([])).unexplained == 1


@pytest.mark.parametrize(
    ("mine", "yours", "alike"),
    [
        (1, 1.0, True),
        (1e9, 1e9 + 0.5, True),
        (1.0, 1.00001, False),
        ("1", 1, False),
        (True, 1, False),
        ("新升", "新升 ", False),
        ({"d": "2016-08-15T00:00:00"}, {"d": "2016-08-15T00:00:00.2"}, True),
        ({"d": "2016-08-15T00:00:00"}, {"d": "2016-08-16T00:00:00"}, False),
        ({"t": 43200.0}, {"d": "1899-12-30T12:00:00"}, True),
    ],
)
def test_what_counts_as_the_same(mine, yours, alike):
    assert same(mine, yours) is alike


@pytest.mark.parametrize(
    ("mine", "yours", "facts", "why"),
    [
        ("#REF!", "", Facts(), "error text on one side"),
        ("=A1+B1", "", Facts(), "formula without a stored value"),
        ("", 0, Facts(bare={(0, 0)}), "formula without a stored value"),
        ("题目", "", Facts(covered={(0, 0)}), "under a merged cell"),
        (42597.0, {"d": "2016-08-15T00:00:00"}, Facts(), "date or number"),
        (42597.0, {"d": "2016-08-16T00:00:00"}, Facts(), ""),
        ({"d": "2016-08-15T00:00:00"}, {"d": "2020-08-16T00:00:00"}, Facts(date1904=True), "1904 or 1900"),
        ({"d": "2016-08-15T00:00:00"}, {"d": "2020-08-16T00:00:00"}, Facts(), ""),
        (8.1, "8.10", Facts(delimited=True), "number in a text file"),
        (8.1, "8.10", Facts(), ""),
        ("", 7, Facts(edge=(0, 5)), "far stray cell, told in a note"),
        ("", 7, Facts(edge=(5, 5)), ""),
        ("甲\r\n乙", "甲_x000D_\n乙", Facts(), "line ends"),
        ("A", "_x0041_", Facts(), "_x000D_ and its like"),
        ("H\0i\0", "Hi", Facts(), ""),
    ],
)
def test_a_difference_is_explained_only_where_the_explanation_holds(mine, yours, facts, why):
    assert explain(mine, yours, (0, 0), facts) == why


def test_five_places_are_shown_of_many():
    found = Differences()
    for row in range(9):
        found.add(address(row, 0), "", "x", "")
    assert (found.unexplained, [place[:2] for place in found.places]) == (9, ["A1", "A2", "A3", "A4", "A5"])


def test_a_file_that_the_second_reader_cannot_open_is_no_fault_of_ours(tmp_path):
    workbook(tmp_path / "good.xlsx", [["社区"]])
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as odd:
        for name in good.namelist():
            words = good.read(name)
            odd.writestr(name, words.replace(b'fontId="0"', b'fontId="no"') if name == "xl/styles.xml" else words)
    found = corpus.judge(tmp_path / "odd.xlsx", tmp_path)
    assert (found.outcome, found.second) == ("read", "failed")
