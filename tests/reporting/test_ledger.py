"""What is made again, and what is kept: a report depends on what its notebook read, and on nothing else."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tiny import notebook, saved

from evalkit.plan import read_plan
from evalkit.reporting import ledger, notebooks, report_all
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.making import report

TOWN = Path(__file__).parents[1] / "plans" / "hexing-2019"  # a plan of two streets
READING = f"""
import evalkit as ek
from IPython.display import Markdown
notice = ek.read_plan({str(TOWN)!r})
records = ek.read_records(data, notice, street=street)
told = [records.sheets, records.ledger, records.cells, records.corrections, *records.values()]
Markdown("\\n".join(frame.to_csv() for frame in told))
"""
TABLE = "培训日期,培训主题,参加人数\n2019-08-01,培训,12\n"
CORRECTIONS = (
    "文件,工作表,单元格,原值,新值,理由,更正人,更正日期,依据\n2019/西河片区/无.csv,无,B2,1,2,误写,张样本,2019-09-01,函\n"
)
WEST, ALL = {"xihe"}, {"xihe", "donghe"}


def telling(*sources, path):
    """A notebook that is given the folder of the submissions."""
    made = notebook(*sources)
    made.cells[0].source += '\ndata = ""\nlang = "zh"'
    return saved(made, path)


@pytest.fixture
def town(here, tmp_path, monkeypatch):
    """A batch over two streets and the whole town; its reports tell all they read."""
    monkeypatch.chdir(tmp_path)
    for file in ("2019/西河片区/培训.csv", "2020/东河片区/培训.csv", "2019/全市/培训.csv", "说明.txt"):
        put(file)
    notebook_ = telling(READING, path=tmp_path / "street.ipynb")
    return {"notebook": notebook_, "plan": TOWN, "data": "raw", "to": ["html"], "year": 1, "progress": False}


def put(file, text=TABLE):
    """A file among the submissions."""
    path = Path("raw", file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fresh(done):
    """The streets whose reports were made, not kept."""
    assert not done.failed
    return {outcome.job.street for outcome in done.outcomes if not outcome.kept}


def test_what_a_change_touches_is_made_again_and_what_is_kept_is_what_would_be_made_alone(town, tmp_path):
    report_all(**town)
    changes = [
        ("2019/西河片区/培训.csv", f"{TABLE}2019-09-01,培训,13\n", WEST),
        ("2019/全市/培训.csv", f"{TABLE}2019-09-01,培训,13\n", ALL),
        ("说明.txt", "虚构样本", ALL),
        ("更正.csv", CORRECTIONS, ALL),
        ("2019/西河片区/无.csv", TABLE, ALL),  # the corrections name it
    ]
    for file, text, touched in changes:
        put(file, text)
        assert fresh(report_all(**town)) == touched, file  # what is kept is now made alone
        alone = {"plan": TOWN, "data": "raw", "out": "alone", "figures": "alone/figures", "year": 1}
        for street in ALL - touched:
            made = report(town["notebook"], street=street, **alone)[0]
            assert made.read_bytes() == (tmp_path / "reports" / made.name).read_bytes(), (file, street)


def test_a_notebook_that_opens_submissions_itself_is_made_again_when_any_of_them_changes(town, tmp_path):
    telling(READING + "\nopen(f'{data}/说明.txt').close()", path=tmp_path / "street.ipynb")
    report_all(**town)
    put("2019/西河片区/培训.csv", "培训日期\n")
    assert fresh(report_all(**town)) == ALL


def test_the_notebook_of_the_reports_depends_on_its_own_street_alone():
    shipped = notebooks.read(notebooks.find("street"))
    assert notebooks.given_only_to_evalkit(shipped, "data")


def test_a_run_of_which_everything_stands_loads_reads_and_writes_nothing(town, tmp_path):
    report_all(**town)
    words = town | {"notebook": "street.ipynb", "plan": str(TOWN)}
    (tmp_path / "run.py").write_text(
        f"import sys\nimport evalkit as ek\ndone = ek.report_all(**{words!r})\n"
        "print(done.outcomes[0].kept, sorted({'pandas', 'matplotlib', 'IPython', 'typst'} & {*sys.modules}))\n",
        encoding="utf-8",
    )
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*") if path.is_file()}
    done = subprocess.run([sys.executable, "run.py"], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "True []"
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_tables_and_index_are_made_again_only_when_they_do_not_stand(town):
    report_all(**town, street="西河")
    tables, index = Path("data/processed/sheets.parquet"), Path("reports/index.html")
    tables.unlink()
    before = index.stat().st_mtime_ns
    report_all(**town, street="西河")
    assert tables.is_file()
    assert index.stat().st_mtime_ns == before
    report_all(**town)
    assert index.stat().st_mtime_ns > before  # it leads to one report more
    links = re.findall(r'href="([a-z]+-1)\.html"', index.read_text(encoding="utf-8"))
    assert {*links} == {"donghe-1", "xihe-1"}


def test_the_ledger_sees_every_word_of_a_job_and_every_file_it_names(asked, tmp_path):
    beside = tmp_path / "before.txt"
    beside.write_text("1", encoding="utf-8")
    words = {"notebook": asked["notebook"], "plan": "suzhou-2016", "street": "shishan", "year": 1, "lang": "zh"}
    words |= {"to": ("html",), "data": "raw", "out": tmp_path, "figures": tmp_path / "figures"}
    one = Job(**words, parameters={"before": str(beside)})
    page = tmp_path / "shishan-1.html"
    page.write_bytes(b"page")

    def book():
        return ledger.Ledger(tmp_path, ledger.Origins(one.notebook, read_plan("suzhou-2016"), "raw"))

    made = book()
    assert made.report(one) is None
    made.keep(Outcome(one, (page,)))
    made.write()
    assert book().report(one).files == (page,)
    for other in ({"to": ("html", "pdf")}, {"figures": tmp_path}, {"parameters": {}}, {"plan": "other"}):
        assert book().report(replace(one, **other)) is None
    beside.write_text("2", encoding="utf-8")
    assert book().report(one) is None


def test_a_ledger_nobody_can_read_only_costs_time(tmp_path):
    (tmp_path / ledger.NAME).write_text("{", encoding="utf-8")
    assert ledger.read(tmp_path) == {}
