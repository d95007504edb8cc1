"""What the screen says of findings: alike ones together, and what differs told of each."""

import pandas as pd
import pytest
from builders import STREET

from evalkit import console
from evalkit.findings import COLUMNS


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")


def shown(capsys, *ones):
    blank = dict.fromkeys(COLUMNS, "") | {"severity": "error", "street": STREET, "year": 1, "row": 0, "counted": False}
    console.findings(pd.DataFrame([blank | one for one in ones], columns=list(COLUMNS)))
    return capsys.readouterr().out.splitlines()


def test_of_thirteen_tables_that_are_missing_each_is_named_and_the_cure_stands_once(capsys):
    lines = shown(
        capsys, *({"code": "missing_table", "message": f"没有提交《表{n}》", "cure": "请补交。"} for n in range(13))
    )
    assert [sum(f"《表{n}》" in line for line in lines) for n in range(13)] == [1] * 13
    assert sum("请补交。" in line for line in lines) == 1
    assert any("13 处" in line for line in lines)


def test_cells_that_say_different_things_are_told_with_what_each_says_up_to_five(capsys):
    day = {"code": "bad_date", "cure": "请改。", "file": "a.xlsx", "sheet": "表1", "column": "C"}
    lines = shown(capsys, *(day | {"row": n, "message": f"不是日期：“{n}日”"} for n in range(2, 9)))
    text = "\n".join(lines)
    assert [f"“{n}日”" in text for n in range(2, 9)] == [True] * 5 + [False] * 2
    assert "a.xlsx · 表1 · C2" in text
    assert any("另有 2 处" in line for line in lines)


def test_cells_of_which_the_same_is_said_are_named_together(capsys):
    blank = {
        "code": "no_date",
        "message": "日期空白",
        "cure": "请补。",
        "file": "a.xlsx",
        "sheet": "表1",
        "column": "C",
    }
    lines = shown(capsys, *(blank | {"row": n} for n in (3, 5)))
    assert sum("日期空白" in line for line in lines) == 1
    assert any("a.xlsx · 表1 · C3、C5" in line for line in lines)


def test_columns_with_cures_of_their_own_are_told_apart(capsys):
    ones = [
        {"code": "missing_key", "row": 3, "message": f"“{name}”没有填写", "cure": f"请补填“{name}”。"}
        for name in "甲乙"
    ]
    lines = shown(capsys, *ones)
    assert all(any(f"请补填“{name}”" in line for line in lines) for name in "甲乙")


def test_the_sheet_of_a_text_file_is_not_named_twice(capsys):
    lines = shown(
        capsys,
        {"code": "no_date", "message": "日期空白", "file": "b/探访.csv", "sheet": "探访", "column": "C", "row": 3},
    )
    assert any(line.endswith("b/探访.csv · C3") for line in lines)
