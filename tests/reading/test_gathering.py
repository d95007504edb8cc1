"""All files together: what was read before is not read again, and corrections are made without touching the files."""

import os
import time
import zlib
from pathlib import Path

import pytest
from books import COMMUNITIES, PLACE, VISITS, book, read, visit

from evalkit.reading import kept, readers
from evalkit.reading.corrections import HEADERS

FILE = f"{PLACE}/探访.xlsx"
HEAD = [words[0] for words in HEADERS.values()]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))


@pytest.fixture
def jobs(monkeypatch):
    """The files that go through the children."""
    seen = []
    own = readers.Readers.read

    def noted(self, jobs, setting):
        jobs = list(jobs)
        seen.extend(job["name"] for job in jobs if "name" in job)
        return own(self, jobs, setting)

    monkeypatch.setattr(readers.Readers, "read", noted)
    return seen


def submission(folder, *rows):
    book(folder, FILE, {"探访": [VISITS, *rows]})
    return folder / "2016" / "狮山街道" / "探访.xlsx"


def test_an_unchanged_file_is_not_read_again_and_gives_the_same(tmp_path, jobs):
    data = tmp_path / "data"
    submission(data, visit(1), visit(2))
    book(data, f"{PLACE}/社区.xlsx", {"服务社区一览表": COMMUNITIES})
    first = read(data)
    assert len(jobs) == 2
    again = read(data)
    assert len(jobs) == 2
    assert all(again[name].equals(first[name]) for name in first)
    assert again.cells.equals(first.cells)
    assert again.sheets.equals(first.sheets)
    assert again.columns.equals(first.columns)


def test_only_the_changed_file_is_read_again(tmp_path, jobs):
    data = tmp_path / "data"
    submission(data, visit(1))
    book(data, f"{PLACE}/社区.xlsx", {"服务社区一览表": COMMUNITIES})
    read(data)
    submission(data, visit(1), visit(2))
    assert len(read(data)["visits"]) == 2
    assert jobs[2:] == [FILE]


def test_a_file_of_another_name_key_or_plan_is_another_file(tmp_path):
    asked = {"path": "a", "name": "x", "street": "s", "year": 1, "corrections": []}
    setting = {"setting": {"headers": {}}, "key": "00"}
    names = {
        kept.kept_name("d", asked, setting),
        kept.kept_name("e", asked, setting),
        kept.kept_name("d", {**asked, "name": "y"}, setting),
        kept.kept_name("d", {**asked, "corrections": [[1, "", "A1", "", "x"]]}, setting),
        kept.kept_name("d", asked, {**setting, "key": "01"}),
        kept.kept_name("d", asked, {**setting, "setting": {"headers": {"visits": {}}}}),
    }
    assert len(names) == 6
    assert kept.kept_name("d", {**asked, "path": "b"}, setting) in names


def test_a_damaged_keeping_is_read_anew(tmp_path, jobs):
    data = tmp_path / "data"
    submission(data, visit(1))
    read(data)
    for path in kept.kept_folder().iterdir():
        path.write_bytes(b"half")
    assert len(read(data)["visits"]) == 1
    assert len(jobs) == 2


def test_what_nobody_asked_for_in_ninety_days_goes_and_is_looked_for_once_a_day(tmp_path):
    data, long_ago = tmp_path / "data", time.time() - 91 * 86400
    submission(data, visit(1))
    read(data)
    (kept_one,) = kept.kept_folder().iterdir()
    os.utime(kept_one, (long_ago, long_ago))
    kept.forget_old()
    assert kept_one.is_file()
    (looked,) = (path for path in kept.kept_folder().parent.iterdir() if path.is_file())
    os.utime(looked, (long_ago, long_ago))
    kept.forget_old()
    assert not kept_one.is_file()


def test_nobody_can_be_told_from_what_is_kept(tmp_path):
    data = tmp_path / "data"
    submission(data, visit(1))
    read(data)
    told = [zlib.decompress(path.read_bytes()).decode("unicode_escape") for path in kept.kept_folder().iterdir()]
    assert len(told) == 1
    assert "张样本" not in told[0]
    assert "新升新苑" not in told[0]


# ---- corrections ----------------------------------------------------------------------------------------------------


def correct(data, *rows):
    book(data, "更正表.xlsx", {"更正表": [["更正表"], HEAD, *rows]})


def asked(cell, old, new, **other):
    told = {
        "file": FILE,
        "sheet": "探访",
        "reason": "笔误",
        "who": "评估员甲",
        "when": "2017-07-02",
        "document": "签到表",
    }
    row = {**told, "cell": cell, "old": old, "new": new, **other}
    return [row[field] for field in HEADERS]


def outcome(records):
    faults = records.cells[["code", "file", "row", "column", "detail"]].itertuples(index=False, name=None)
    return list(records.corrections["status"]), list(faults)


def test_a_correction_is_applied_at_reading_and_the_file_stays_as_it_was(tmp_path):
    data = tmp_path / "data"
    path = submission(data, visit(1, day=6.3))
    before = path.read_bytes()
    assert list(read(data)["visits"]["excluded"]) == ["bad_date"]
    correct(data, asked("B2", "6.3", "2017-06-30"))
    records = read(data)
    assert list(records["visits"]["date"].astype(str)) == ["2017-06-30"]
    assert list(records["visits"]["excluded"]) == [""]
    assert outcome(records) == (["applied"], [("corrected", FILE, 2, "B", "applied")])
    assert path.read_bytes() == before


def test_a_correction_is_refused_when_the_old_value_no_longer_matches(tmp_path):
    data = tmp_path / "data"
    submission(data, visit(1, day="2016-09-01"))
    correct(data, asked("B2", "6.3", "2017-06-30"))
    records = read(data)
    assert list(records["visits"]["date"].astype(str)) == ["2016-09-01"]
    assert outcome(records) == (["old_differs"], [("correction_refused", "更正表.xlsx", 3, "", "old_differs")])
    refused = records.cells.iloc[0]
    assert (refused["value"], refused["street"], refused["year"]) == (f"{FILE} · 探访 · B2", "狮山街道", 1)


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (asked("B2", "6.3", "x", file="2016/狮山街道/别的.xlsx"), "no_file"),
        (asked("B2", "6.3", "x", sheet="别的"), "no_sheet"),
        (asked("第二行", "6.3", "x"), "no_cell"),
        (asked("Z99", "", "x"), "no_cell"),
        (asked("B2", "6.3", "x", document=""), "lacking:document"),
        (asked("B2", "6.3", "x", reason="", who=""), "lacking:reason;who"),
        (asked("B2", "2016-09-01", "x", when="待定"), "no_day"),
    ],
)
def test_a_correction_that_cannot_be_made_is_told_and_changes_nothing(tmp_path, row, status):
    data = tmp_path / "data"
    submission(data, visit(1, day="2016-09-01"))
    correct(data, row)
    records = read(data)
    statuses, faults = outcome(records)
    assert statuses == [status]
    assert [fault[0] for fault in faults] == ["correction_refused"]
    assert list(records["visits"]["excluded"]) == [""]


@pytest.mark.parametrize("sheet", ["探访", ""])
def test_two_corrections_of_one_cell_are_both_refused(tmp_path, sheet):
    data = tmp_path / "data"
    submission(data, visit(1, day="2016-09-01"))
    correct(data, asked("B2", "2016-09-01", "2016-09-02"), asked("b2", "2016-09-01", "2016-09-03", sheet=sheet))
    records = read(data)
    assert list(records.corrections["status"]) == ["twice:3;4", "twice:3;4"]
    assert list(records["visits"]["date"].astype(str)) == ["2016-09-01"]


def test_a_corrected_name_is_masked_where_corrections_are_listed(tmp_path):
    data = tmp_path / "data"
    submission(data, visit(1))
    correct(data, asked("C2", "张样本1", "李样本"))
    listed = read(data).corrections.iloc[0]
    assert (listed["status"], listed["old"], listed["new"]) == ("applied", "张*", "李*")
    assert (listed["reason"], listed["who"], listed["document"]) == ("笔误", "评估员甲", "签到表")


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        ([["请看附件"]], "文件 (file)、单元格 (cell)、新值 (new value)"),
        ([["文件", "单元格", "原值", "改成"], [FILE, "B2", "", "x"]], "新值 (new value)"),
    ],
)
def test_a_list_of_corrections_without_its_header_is_told_what_it_lacks(tmp_path, rows, lacking):
    data = tmp_path / "data"
    submission(data, visit(1))
    book(data, "更正表.xlsx", {"更正表": rows})
    cells = read(data).cells
    assert list(zip(cells["code"], cells["file"], cells["detail"], strict=True)) == [
        ("unreadable_file", "更正表.xlsx", f"corrections:{lacking}")
    ]


def test_a_list_of_corrections_in_a_streets_folder_is_known_by_its_header_and_told_where_it_belongs(tmp_path):
    """What changes the reading is the evaluator's: a list among the agency's files is not applied."""
    data = tmp_path / "raw"
    submission(data, visit())
    book(
        data,
        f"{PLACE}/数据修改.xlsx",
        {"说明": [["请看第二张"]], "表": [HEAD, asked("B2", "2016-08-15", "2016-08-16")]},
    )
    records = read(data)
    told = records.cells[["code", "file", "sheet"]].to_numpy().tolist()
    assert told == [["misplaced_corrections", f"{PLACE}/数据修改.xlsx", "表"]]
    assert records["visits"]["date"].dt.day.tolist() == [15]
    assert records.corrections.empty


def test_a_folder_named_from_another_place_is_read_by_the_same_children(tmp_path, monkeypatch):
    for name in ("一", "二"):
        submission(tmp_path / name / "data", visit(1), visit(ord(name)))
        monkeypatch.chdir(tmp_path / name)
        assert len(read(Path("data"))["visits"]) == 2


def test_what_could_not_be_opened_is_not_kept_for_the_file(tmp_path, monkeypatch):
    path = submission(tmp_path, visit(1))
    whole, own = path.read_bytes(), readers.Readers.read

    def taken_away(self, jobs, setting):
        jobs = list(jobs)
        if jobs:
            path.unlink()
        return own(self, jobs, setting)

    with monkeypatch.context() as patch:
        patch.setattr(readers.Readers, "read", taken_away)
        assert read(tmp_path)["visits"].empty
    path.write_bytes(whole)
    assert len(read(tmp_path)["visits"]) == 1
