"""The workbook worked by hand: its steps, its answer, and its visits agree."""

from pathlib import Path

import recount
from handed_in import records, sheets

from evalkit.sample.golden import write_golden

GOLDEN = Path(__file__).parents[1] / "golden"


def test_the_visits_hold_the_answer_worked_by_hand():
    pages = dict(sheets(GOLDEN / "visits_by_hand.xlsx"))
    _, visits = records("", pages["居民家庭探访记录表"])
    assert len(visits) == 20
    assert len(recount.households(visits, 1)) == 8
    assert pages["核算步骤"][-1][:3] == ["结果", "", 8]


def test_every_step_names_its_line_and_the_last_number_is_the_count():
    pages = dict(sheets(GOLDEN / "visits_by_hand.xlsx"))
    steps = pages["核算步骤"][2:-1]
    assert [step[0] for step in steps] == list(range(3, 24))
    assert sum(step[1] == "是" for step in steps) == steps[-1][2] == 8
    assert all(step[3] for step in steps)
    lines = pages["居民家庭探访记录表"]
    assert [int(lines[int(step[0]) - 1][0]) for step in steps[:-1]] == list(range(1, 21))


def test_the_committed_workbook_is_the_written_one(tmp_path):
    write_golden(tmp_path)
    assert sheets(GOLDEN / "visits_by_hand.xlsx") == sheets(tmp_path / "visits_by_hand.xlsx")
