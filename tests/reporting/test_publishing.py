"""Files appear whole, under safe names, inside the folder asked for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import ReportError
from evalkit.reporting.publishing import check_writable, inside, only_writer, publish, slug


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path):
    publish(tmp_path / "a" / "r.html", b"1")
    publish(tmp_path / "a" / "r.html", b"2")
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "a").iterdir()] == [("r.html", b"2")]


def test_trust_57_when_the_move_fails_the_old_file_stays_and_the_reader_is_told(tmp_path, monkeypatch):
    publish(tmp_path / "r.html", b"old")

    def refuse(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ReportError, match="正在别的程序"):
        publish(tmp_path / "r.html", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("r.html", b"old")]


def test_a_folder_that_cannot_be_made_is_found_out_first(tmp_path):
    (tmp_path / "reports").write_bytes(b"a file")
    with pytest.raises(ReportError, match="reports"):
        check_writable(tmp_path / "reports")


@pytest.mark.parametrize("name", ["../escaped.html", "a/../../b", "/absolute", "", "."])
def test_trust_47_no_name_leads_outside_the_folder(tmp_path, name):
    with pytest.raises(ReportError):
        inside(tmp_path, name)


@given(st.text())
def test_trust_70_a_slug_is_safe_on_every_file_system(text):
    made = slug(text)
    assert made.isascii()
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    assert 1 <= len(made) <= 81
    assert made.upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


def test_a_second_run_into_the_same_folder_is_refused_until_the_first_ends(tmp_path):
    with only_writer(tmp_path), pytest.raises(ReportError, match="另一个评估任务"), only_writer(tmp_path):
        pass
    with only_writer(tmp_path):
        pass
