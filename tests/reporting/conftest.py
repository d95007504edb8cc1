"""Lets the report tests import what they share."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from tiny import alone, notebook, saved

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


@pytest.fixture
def here(monkeypatch):
    """No further processes."""
    alone(monkeypatch)
