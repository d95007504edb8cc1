"""One report: every wrong word is refused before anything runs; what is made is whole and the same each time."""

import json

import nbformat
import pytest
from tiny import NOTEBOOK, notebook, saved

from evalkit.errors import ParameterError, ReportError
from evalkit.plan import read_plan
from evalkit.reporting import making, notebooks
from evalkit.reporting.jobs import Job, all_reports, job
from evalkit.reporting.making import report


@pytest.fixture
def asked(tmp_path):
    return {"street": "狮山", "year": 1, "out": tmp_path / "reports", "figures": tmp_path / "figures"}


def test_the_files_bear_ascii_names_from_the_plan_and_stand_in_their_folders(asked, tmp_path):
    made = report(NOTEBOOK, **asked, to=["html", "pdf"])
    assert [path.relative_to(tmp_path).as_posix() for path in made] == [
        "reports/tiny-shishan-1.html",
        "reports/tiny-shishan-1.pdf",
        "figures/tiny-shishan-1/visits.svg",
    ]
    assert all(path.is_file() for path in made)


def test_the_report_of_the_notebook_street_is_named_by_street_and_year_alone(tmp_path):
    made = notebook("1")
    made.cells[0].source += "\nlang = ''"
    path = saved(made, tmp_path / "street.ipynb")
    names = [
        report(path, street="通安镇", year=2, lang=lang, out=tmp_path, figures=tmp_path)[0].name
        for lang in ("zh", "en")
    ]
    assert names == ["tongan-2.html", "tongan-2.en.html"]


def test_the_report_shows_its_own_language_and_nothing_printed(asked):
    (page, *_) = report(NOTEBOOK, **asked, lang="en")
    text = page.read_text(encoding="utf-8")
    assert "one table</strong>, and no more" in text
    assert "只有" not in text
    assert "nobody reads this" not in text
    assert "不应出现" not in text


def test_the_notebook_says_whether_the_records_are_invented(asked):
    (page, *_) = report(NOTEBOOK, **asked)
    assert "虚构样本数据" in page.read_text(encoding="utf-8")


def test_same_inputs_same_bytes(asked):
    first = [path.read_bytes() for path in report(NOTEBOOK, **asked, to=["html", "pdf"])]
    assert [path.read_bytes() for path in report(NOTEBOOK, **asked, to=["html", "pdf"])] == first


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ({"street": "狮山街"}, "狮山街道"),
        ({"street": "../escaped"}, "没有这个街道"),
        ({"year": 3}, "没有这个合同年度"),
        ({"lang": "zn"}, "是不是“zh”"),
        ({"to": ["pfd"]}, "是不是“pdf”"),
        ({"shwon": 1}, "是不是“shown”"),
        ({"plan": "suzhou-2015"}, "suzhou-2016"),
    ],
)
def test_a_wrong_word_is_refused_before_anything_runs(asked, monkeypatch, wrong, near):
    monkeypatch.setattr(making.running, "run", None)
    with pytest.raises(ParameterError, match=near):
        report(NOTEBOOK, **{**asked, **wrong})
    assert not asked["out"].exists()


def test_an_unknown_notebook_is_refused_with_the_nearest_and_where_was_looked(asked, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    saved(notebook(), tmp_path / "notebooks" / "mine.ipynb")
    with pytest.raises(ParameterError, match=r"是不是“mine”.*notebooks"):
        report("mime", **asked)
    with pytest.raises(ParameterError, match=r"elsewhere"):
        report("elsewhere/mine.ipynb", **asked)


def test_a_notebook_of_the_working_folder_goes_before_the_shipped_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    mine = saved(notebook(), tmp_path / "notebooks" / "street.ipynb")
    assert notebooks.find("street").resolve() == mine.resolve()


def test_a_notebook_without_parameters_cell_is_refused(asked, tmp_path):
    made = notebook()
    del made.cells[0].metadata["tags"]
    with pytest.raises(ParameterError, match="parameters"):
        report(saved(made, tmp_path / "n.ipynb"), **asked)


def test_a_file_that_is_no_notebook_is_refused(asked, tmp_path):
    path = tmp_path / "n.ipynb"
    for text in ("{]", "[]", '{"nbformat": 4}', '{"nbformat": 3, "worksheets": []}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ParameterError, match="笔记本"):
            report(path, **asked)


@pytest.mark.parametrize("fault", ["1 / 0", "import sys; sys.exit(0)", "if True"])
def test_trust_50_nothing_stands_under_the_final_name_of_a_report_that_failed(asked, tmp_path, fault):
    with pytest.raises(ReportError):
        report(saved(notebook(fault), tmp_path / "street.ipynb"), **asked)
    assert list(asked["out"].iterdir()) == []


def test_a_notebook_that_shows_another_street_is_refused(asked):
    with pytest.raises(ReportError, match="枫桥街道"):
        report(NOTEBOOK, **asked, shown="枫桥街道")


def test_parameters_the_notebook_does_not_declare_are_not_set(tmp_path):
    path = saved(notebook(), tmp_path / "n.ipynb")
    places = {"plan": "suzhou-2016", "data": "d", "out": "o", "figures": "f"}
    words = {"street": "狮山", "year": "1", "lang": "zh", "to": "html", "places": places, "parameters": {}}
    made = job(path, read_plan("suzhou-2016"), **words)
    assert making.given(made, "狮山街道") == {"street": "狮山街道", "year": 1}


def test_a_job_of_a_notebook_with_a_chinese_name_still_has_an_ascii_name(tmp_path):
    made = Job(tmp_path / "我的.ipynb", "p", "shishan", 1, "zh", ("html",), "d", tmp_path, tmp_path)
    assert made.name == "notebook-shishan-1"


def test_the_test_notebook_holds_no_outputs():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)
    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))


@pytest.mark.parametrize(
    ("notebook", "street", "year", "name"),
    [
        ("street", "狮山", 1, "shishan-1"),
        ("street", "狮山", 2, "shishan-2-2017-12-31"),
        ("street", "狮山", "contract", "shishan-contract-2017-12-31"),
        ("compare", None, 2, "compare-2-2017-12-31"),
    ],
)
def test_a_report_on_a_year_that_had_not_ended_never_takes_the_name_of_the_whole_years(notebook, street, year, name):
    plan = read_plan("suzhou-2016")
    places = {"plan": "suzhou-2016", "data": "raw", "out": "reports", "figures": "figures"}
    words = {"street": street, "year": year, "lang": "zh", "to": "html", "places": places}
    assert job(notebook, plan, **words, parameters={"cut_off": "2017-12-31"}).name == name
    assert job(notebook, plan, **words, parameters={}).name == name.removesuffix("-2017-12-31")


def test_an_index_leads_to_the_reports_of_its_own_day():
    plan, places = read_plan("suzhou-2016"), {"plan": "suzhou-2016", "data": "raw", "out": "reports", "figures": "f"}
    words = {"lang": "zh", "to": "html", "places": places, "parameters": {"cut_off": "2016-12-31"}}
    names = [one.name for one in all_reports(job("street", plan, street="狮山", year=2, **words), plan)["shishan"]]
    assert names == ["shishan-1-2016-12-31", "shishan-2-2016-12-31", "shishan-contract-2016-12-31"]
