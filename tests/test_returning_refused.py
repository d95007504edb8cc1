"""Marked copies of files that were refused, or that stop whoever opens them: each costs itself and a sentence."""

import os
import subprocess
import sys
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from books import PLACE, VISITS, book, read, visit

from evalkit.checking import check
from evalkit.reading import readers
from evalkit.returning import copying, feedback, marking, one_copy

NAMES = [f"{PLACE}/甲.xlsx", f"{PLACE}/台账.xlsx"]


@pytest.fixture
def found(tmp_path):
    """Two files with a finding each, and the findings."""
    for number, name in enumerate(NAMES):
        book(tmp_path / "raw", name, {"探访": [VISITS, visit(number, "待补")]})
    records = read(tmp_path / "raw")
    return records, check(records, records.plan, "zh")


def copy_of(tmp_path, name):
    return openpyxl.load_workbook(tmp_path / "out" / name.replace(".xlsx", "_反馈.xlsx"))


def words(page):
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)


def test_trust_19_what_stopped_the_reading_child_is_not_opened_for_the_copy(tmp_path, found, monkeypatch):
    opened = []

    def noted(module):
        def read(jobs, setting):
            jobs = [*jobs]
            opened.extend(job["file"] for job in jobs)
            return readers.readers_of(module).read(jobs, setting)

        return SimpleNamespace(read=read)

    records, findings = found
    crashed = findings.iloc[[0]].assign(code="unreadable_file", file=NAMES[1], sheet="", row=0, column="")
    monkeypatch.setattr(marking, "readers_of", noted)
    feedback(records, pd.concat([findings, crashed]), tmp_path / "out")
    assert opened == NAMES[:1]
    assert copy_of(tmp_path, NAMES[1]).sheetnames == ["问题清单"]


def test_trust_22_no_file_is_opened_by_the_process_that_counts(tmp_path, found, monkeypatch):
    for module, name in ((copying, "open_sheets"), (copying, "load_workbook"), (one_copy, "bytes_of")):
        monkeypatch.setattr(module, name, lambda *_, **__: pytest.fail("opened in the parent"))
    feedback(*found, tmp_path / "out")
    assert copy_of(tmp_path, NAMES[0]).sheetnames == ["问题清单", "探访"]


def test_trust_22_a_file_on_which_the_copy_hangs_costs_itself_and_a_sentence(tmp_path, found, monkeypatch):
    path = tmp_path / "raw" / NAMES[0]
    path.unlink()
    os.mkfifo(path)  # never gives a byte
    monkeypatch.setattr(readers, "SECONDS", 10.0)
    feedback(*found, tmp_path / "out")
    (alone,) = copy_of(tmp_path, NAMES[0]).worksheets
    assert "没能做成带标注的副本" in words(alone)
    assert "一分钟内没有读完" in words(alone)
    assert "待补" in words(alone)
    assert copy_of(tmp_path, NAMES[1]).sheetnames == ["问题清单", "探访"]


def test_a_copying_child_starts_without_the_records():
    asked = "import sys, evalkit.returning.child; sys.exit(any(name in sys.modules for name in ('pandas', 'pydantic')))"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
