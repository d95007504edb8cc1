"""Which process makes which report next; what a process of its own gives, and how it ends."""

import os
import subprocess
import sys
from collections import deque
from dataclasses import dataclass
from functools import partial
from operator import truediv
from pathlib import Path

import pytest

from evalkit.errors import PlanError, ReportError
from evalkit.plan import read_plan
from evalkit.reporting import crew
from evalkit.reporting.crew import Apart, Crew, _next

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class One:
    street: str
    year: int


@dataclass
class Hand:
    street: str | None = None


def apart(make):
    with Apart() as beside:
        return beside.do(make)


def given(streets, hands=2, years=(1, 2)):
    """Who makes what where all reports take the same time."""
    waiting = deque((One(street, year), 2) for street in streets for year in years)
    crew, made = [Hand() for _ in range(hands)], []
    while waiting:
        busy = set()
        for number, hand in enumerate(crew):
            if waiting:
                job, _ = _next(waiting, hand, busy)
                hand.street = job.street
                busy.add(job.street)
                made.append((number, job.street, job.year))
    return made


def test_reports_on_one_street_are_made_by_one_process():
    made = given(["甲", "乙", "丙", "丁"])
    assert len({(hand, street) for hand, street, _ in made}) == 4
    assert sorted((street, year) for _, street, year in made) == sorted((s, y) for s in "甲乙丙丁" for y in (1, 2))


def test_nobody_waits_while_there_is_something_to_make():
    assert [hand for hand, _, _ in given(["甲"])] == [0, 1]
    assert [hand for hand, _, _ in given([""], years=(1, 2, "contract"))] == [0, 1, 0]


def test_what_a_process_of_its_own_could_not_make_is_raised_here(tmp_path):
    assert apart(partial(truediv, 1, 4)) == 0.25
    with pytest.raises(ZeroDivisionError, match="division by zero"):
        apart(partial(truediv, 1, 0))
    (tmp_path / "plan.toml").touch()
    with pytest.raises(PlanError) as caught:
        apart(partial(read_plan, tmp_path))
    assert len(caught.value.problems) > 1
    with pytest.raises(ReportError, match="意外终止"):
        apart(partial(os._exit, 3))


def _kept(folder, name):
    """Leaves a file with the number of its process."""
    (folder / name).write_text(str(os.getpid()), encoding="utf-8")
    return os.getpid()


def test_what_is_begun_early_is_made_by_the_process_that_is_asked_later(tmp_path):
    with Apart() as beside:
        beside.begin(partial(_kept, tmp_path, "early"))
        asked = beside.do(partial(_kept, tmp_path, "later"))
        assert beside.do(os.getpid) == asked  # and it stays
        beside.begin(partial(_kept, tmp_path, "never"))  # it was asked already, and has what it needs
        beside.do(dict)
    assert (tmp_path / "early").read_text(encoding="utf-8") == str(asked) != str(os.getpid())
    assert {path.name for path in tmp_path.iterdir()} == {"early", "later"}


@pytest.mark.parametrize("fault", [partial(truediv, 1, 0), partial(os._exit, 3)])
def test_what_went_wrong_early_does_not_stand_in_the_way(fault):
    with Apart() as beside:
        beside.begin(fault)
        assert beside.do(partial(truediv, 1, 4)) == 0.25


def test_where_no_process_can_begin_it_is_told_and_nobody_waits_for_ever(monkeypatch):
    def none(_target):
        raise OSError("no process")

    monkeypatch.setattr(crew, "_process", none)
    with Crew(2) as hands:
        hands.start([One("甲", 1)])
        with pytest.raises(OSError, match="no process"):
            next(hands.outcomes())


WHERE = """
from functools import partial
from inspect import getsourcefile
import evalkit.errors
from evalkit.reporting.crew import Apart
if __name__ == "__main__":
    with Apart() as beside:
        print(beside.do(partial(getsourcefile, evalkit.errors.EvalkitError)))
"""


@pytest.mark.parametrize(("strange", "deep"), [("evalkit", 0), ("statistics", 0), ("evalkit", 8)])
def test_a_process_is_of_the_same_evalkit_whatever_lies_in_the_folder_it_begins_in(tmp_path, strange, deep):
    here, beside = tmp_path / "here", tmp_path / "beside"
    here.mkdir()
    beside.mkdir()
    if strange == "evalkit":
        (here / strange).symlink_to(ROOT / strange)
    else:
        (here / f"{strange}.py").write_text("raise SystemExit", encoding="utf-8")
    (beside / "script.py").write_text(WHERE, encoding="utf-8")
    folder = tmp_path.joinpath(*["a long name"] * deep)  # too long a one for a line between processes
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    command = [sys.executable, str(beside / "script.py")]
    told = subprocess.run(command, cwd=here, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.strip() == str(ROOT / "evalkit" / "errors.py")


def test_a_process_stands_where_who_asked_stands_at_that_moment(tmp_path, monkeypatch):
    apart(dict)  # so that there is one to be copied, begun elsewhere and with other words
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EVALKIT_LANG", "en")
    monkeypatch.delenv("HOME", raising=False)
    assert apart(os.getcwd) == str(tmp_path)
    assert apart(partial(os.getenv, "EVALKIT_LANG")) == "en"
    assert apart(partial(os.getenv, "HOME")) is None
    with pytest.raises(ReportError, match="ended unexpectedly"):
        apart(partial(os._exit, 3))


def test_who_hands_out_the_work_loads_nothing_of_what_it_takes():
    code = "import sys, evalkit.reporting.afresh; print(*sorted({'pandas', 'matplotlib', 'IPython'} & {*sys.modules}))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.split() == []
