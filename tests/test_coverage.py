"""Every clause of the notice has its line: how it is judged and where that is tested, or why it is not."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from evalkit.plan import read_plan

ROOT = Path(__file__).parents[1]


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    yield import_module("coverage_page")
    sys.modules.pop("coverage_page")


def test_the_page_is_made_from_the_plan_and_the_tests(tool):
    assert (ROOT / "docs/coverage.md").read_text(encoding="utf-8") == tool.page(), "run tools/coverage_page.py"


def test_106_clauses_are_judged_and_13_are_not_and_no_clause_stands_twice(tool):
    """The register of the notice's clauses counts 119, of which 13 are context."""
    codes = re.findall(r"^\| ([A-Z]+\d+) \|", tool.page(), re.MULTILINE)
    plan = read_plan("suzhou-2016")
    assert (len(plan.requirements), len(plan.not_counted)) == (106, 13)
    assert len(codes) == len(set(codes)) == 119


def test_each_of_the_106_has_verdicts_known_from_planting(tool):
    assert [one.code for one in read_plan("suzhou-2016").requirements if not tool.planted().get(one.id)] == []


def test_every_clause_that_is_not_judged_says_why_in_both_languages():
    assert [one.code for one in read_plan("suzhou-2016").not_counted if not (one.why and one.why_en)] == []


def test_the_test_of_another_plan_tests_nothing_here(tool, monkeypatch):
    plan = read_plan("suzhou-2016")
    one = plan.requirement("C01")
    read = 'read_plan("suzhou-2016")'
    texts = {"a.py": 'code = "C01"', "b.py": f'{read} "{one.id}"', "c.py": f'{read} "C01"', "d.py": f'{read} "C011"'}
    monkeypatch.setattr(tool, "_tests", lambda: texts)
    assert tool.naming(one) == ["b.py", "c.py"]
    assert tool.naming(plan.requirement("C02")) == []
