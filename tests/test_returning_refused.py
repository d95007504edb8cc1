"""Marked copies of files that were refused: nothing that stopped the reader is opened again."""

import openpyxl
import pandas as pd
from books import PLACE, VISITS, book, read, visit

from evalkit.checking import check
from evalkit.returning import feedback, marking


def test_trust_19_what_stopped_the_reading_child_is_not_opened_for_the_copy(tmp_path, monkeypatch):
    def opened(*_):
        raise AssertionError

    name = f"{PLACE}/台账.xlsx"
    book(tmp_path / "raw", name, {"探访": [VISITS, visit(1)]})
    records = read(tmp_path / "raw")
    findings = check(records, records.plan, "zh")
    crashed = findings.iloc[[0]].assign(code="unreadable_file", file=name, sheet="", row=0, column="", severity="error")
    monkeypatch.setattr(marking, "own_copy", opened)
    monkeypatch.setattr(marking, "bare_copy", opened)
    feedback(records, pd.concat([findings, crashed]), tmp_path / "out")
    assert openpyxl.load_workbook(tmp_path / "out" / f"{PLACE}/台账_反馈.xlsx").sheetnames == ["问题清单"]
