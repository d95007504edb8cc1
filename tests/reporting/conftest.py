"""Lets the report tests import what they share."""

import shutil
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from evalkit.reporting import afresh
from evalkit.reporting.workers import work

sys.path.insert(0, str(Path(__file__).parent))
from tiny import notebook, saved

SUBMITTED = Path(__file__).parents[2] / "data" / "raw" / "2016" / "狮山街道"
ONE = """
from IPython.display import Markdown
if street == "枫桥街道":
    raise ValueError("坏的一份")
Markdown(f"{street} {year}")
"""


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A batch over what one street handed in; the reports are one sentence each."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SUBMITTED, tmp_path / "raw" / "2016" / "狮山街道")
    return {
        "notebook": saved(notebook(ONE), tmp_path / "street.ipynb"),
        "data": "raw",
        "to": ["html"],
        "jobs": 2,
        "progress": False,
    }


class Inline(nullcontext):
    """Does in this process what it is handed; starting processes takes longer than these reports."""

    def __enter__(self):
        return self

    def start(self, todo):
        self.todo = todo

    def outcomes(self):
        return map(work, self.todo)


@pytest.fixture
def here(monkeypatch):
    """No further processes."""
    monkeypatch.setattr(afresh, "Crew", Inline)
