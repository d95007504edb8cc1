"""Reports on the pilot as a whole: no street, one year or all; a wrong word is refused before anything runs."""

import pytest

import evalkit as ek
from evalkit.errors import ParameterError
from evalkit.reporting.batch import _wanted
from evalkit.reporting.cover import cover
from evalkit.reporting.jobs import given, job

PLACES = {"plan": "suzhou-2016", "data": "data/raw", "out": "reports", "figures": "figures"}


@pytest.fixture(scope="module")
def plan():
    return ek.read_plan("suzhou-2016")


def asked(plan, notebook="compare", *, street=None, year=None, lang="zh", to=("html",)):
    return job(notebook, plan, street=street, year=year, lang=lang, to=to, places=PLACES, parameters={})


def test_a_report_on_the_pilot_is_named_by_its_year_and_without_one_covers_all(plan):
    assert asked(plan, year=1).name == "compare-1"
    assert asked(plan).name == "compare"
    assert asked(plan, year=2, lang="en").name == "compare-2.en"
    assert given(asked(plan), "")["year"] == "contract"
    assert "street" not in given(asked(plan, year=1), "")


def test_a_street_is_refused_where_the_notebook_has_none_and_demanded_where_it_has(plan):
    with pytest.raises(ParameterError, match="street"):
        asked(plan, street="狮山", year=1)
    with pytest.raises(ParameterError, match="street、year"):
        asked(plan, notebook="street")
    with pytest.raises(ParameterError, match="year"):
        asked(plan, notebook="street", street="狮山")
    with pytest.raises(ParameterError):
        asked(plan, to=["xlsx"])


def test_a_batch_makes_each_year_and_the_whole_contract(plan):
    assert _wanted("compare", plan, None, None) == [(None, 1), (None, 2), (None, "contract")]
    assert _wanted("compare", plan, None, 2) == [(None, 2)]
    assert _wanted("street", plan, "狮山", None) == [("shishan", 1), ("shishan", 2)]


def test_its_cover_tells_how_many_streets_and_from_when_to_when(plan):
    front = cover(plan, "", "contract", lang="zh")
    assert front["title"] == "试点项目总体评估报告"
    assert f"{len(plan.streets)} 个试点街道" in front["subtitle"]
    assert "2016年7月1日" in front["fields"][0][1]
    assert "2018年6月30日" in front["fields"][0][1]
