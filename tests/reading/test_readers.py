"""The reading child: what goes wrong with one file costs that file only."""

import os
import threading

import pytest
from books import PLAN, VISITS, book, visit

from evalkit.reading.readers import Child, Readers, close_readers, readers_of
from evalkit.reading.setting import setting_of, to_json

TOLD = {"setting": to_json(setting_of(PLAN)), "key": "00"}


@pytest.fixture
def readers():
    made = Readers()
    yield made
    made.close()


def job(path):
    return {"path": str(path), "name": f"2016/狮山街道/{path.name}", "street": "狮山街道", "year": 1, "corrections": []}


def good(folder, number):
    return book(folder, f"好{number}.xlsx", {"探访": [VISITS, visit(number)]})


def pipe(folder):
    """A file that never gives a byte."""
    path = folder / "等.xlsx"
    os.mkfifo(path)
    return path


def test_answers_come_in_the_order_of_the_jobs(tmp_path, readers):
    names = [good(tmp_path, number) for number in range(12)]
    answers = list(readers.read((job(path) for path in names), TOLD))
    assert [one["submission"][0] for one in answers] == [job(path)["name"] for path in names]
    assert all(len(one["parts"][0]["rows"]) == 1 for one in answers)


def test_a_file_that_takes_too_long_costs_itself_and_the_next_one_is_read(tmp_path):
    child = Child(seconds=4.0)
    try:
        assert child.read(job(pipe(tmp_path)), TOLD) == {"why": "too_slow", "detail": ""}
        assert child.read(job(good(tmp_path, 1)), TOLD)["parts"]
    finally:
        child.close()


def test_trust_22_a_child_that_is_killed_costs_its_file_and_the_next_one_is_read(tmp_path):
    child = Child()
    try:
        child.read(job(good(tmp_path, 0)), TOLD)
        threading.Timer(0.3, child.process.kill).start()
        assert child.read(job(pipe(tmp_path)), TOLD) == {"why": "crashed", "detail": ""}
        assert child.read(job(good(tmp_path, 1)), TOLD)["parts"]
    finally:
        child.close()


def test_a_file_that_is_gone_is_told_as_one_that_cannot_be_opened(tmp_path, readers):
    (answer,) = readers.read([job(tmp_path / "没有.xlsx")], TOLD)
    assert [fault[0] for fault in answer["faults"]] == ["unreadable_file"]
    assert "locked" in answer["faults"][0]


def test_children_are_kept_for_the_next_call_and_told_of_another_setting(tmp_path):
    close_readers()
    kept = readers_of()
    (before,) = kept.read([job(good(tmp_path, 1))], TOLD)
    process = kept.idle[0].process
    assert readers_of() is kept
    (other,) = kept.read([job(good(tmp_path, 1))], {**TOLD, "key": "01"})
    (again,) = kept.read([job(good(tmp_path, 1))], TOLD)
    assert kept.idle[0].process is process
    assert other["parts"] != before["parts"] == again["parts"]
    close_readers()
    assert process.poll() is not None


def test_a_child_that_died_while_nobody_asked_costs_nothing(tmp_path):
    child = Child()
    try:
        first = child.read(job(good(tmp_path, 1)), TOLD)
        child.process.kill()
        child.process.wait()
        assert child.read(job(good(tmp_path, 1)), TOLD)["parts"] == first["parts"]
    finally:
        child.close()
