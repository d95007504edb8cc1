"""What a process of a batch looks at for a report, and of which files the verdicts are that it tells."""

import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from listed import listings
from test_ledger import telling

import evalkit as ek
from evalkit import keeping, records
from evalkit.reading.touched import Touched
from evalkit.reporting.jobs import job
from evalkit.reporting.overall import write
from evalkit.reporting.sums import Sums
from evalkit.reporting.workers import tell

RAW = Path(__file__).parents[2] / "data" / "raw"
STREET = "狮山街道"
READING = """
import evalkit as ek
records = ek.read_records(data, ek.read_plan("suzhou-2016"), street=street)
len(records.ledger)
"""
REPLACED = f"""{READING}
from pathlib import Path
for path in Path(data).glob("2016/*/*"):
    path.write_bytes(path.read_bytes() + b" ")
"""


@pytest.fixture
def a_job(tmp_path, monkeypatch, pilot_plan):
    """A report's job in a process that keeps what it read last; its notebook is made of these cells."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(keeping, "_last", {})
    for year in ("2016", "2017"):
        shutil.copytree(RAW / year / STREET, tmp_path / "raw" / year / STREET)

    def made(source, year=1):
        notebook = telling(source, path=tmp_path / "street.ipynb")
        places = {"plan": "suzhou-2016", "data": "raw", "out": "reports", "figures": "figures"}
        words = {"lang": "zh", "to": ["html"], "places": places, "parameters": {}}
        return job(notebook, pilot_plan, street=STREET, year=year, **words)

    return made


def told_by(one):
    """The verdicts that go with a report, and of which files they are said to be."""
    outcome = tell(one)
    assert not outcome.error
    rows, of = outcome.verdicts
    return pd.read_parquet(io.BytesIO(rows)) if rows else None, of


@pytest.mark.parametrize("year", [1, 2])
def test_a_report_lists_each_year_once_and_enters_no_other_streets_folder(a_job, pilot_plan, year):
    one = a_job(READING, year)
    told_by(a_job(READING, 1))  # the second year's report begins where this one has read the street
    with listings("raw") as alone:
        told_by(one)
    for street in pilot_plan.streets:
        shutil.copytree(RAW / "2017" / STREET, Path("raw", "2016", street.name, "深"), dirs_exist_ok=True)
    shutil.rmtree(Path("raw", "2016", STREET, "深"))
    with listings("raw") as among_many:
        told_by(one)
    assert set(alone) == {".", "2016", "2017", f"2016/{STREET}", f"2017/{STREET}"}
    assert sorted(among_many) == sorted(alone)
    assert [alone.count("2016"), alone.count("2017")] == [1, 1]


def test_the_verdicts_told_are_those_of_the_records_at_hand_and_say_of_which_files(a_job, pilot_plan):
    verdicts, of = told_by(a_job(READING))
    assert of == Touched(Path("raw"), pilot_plan).by(STREET)
    expected = ek.assess(pilot_plan, ek.read_records("raw", pilot_plan, STREET), streets=[STREET])
    pd.testing.assert_frame_equal(verdicts, expected)


def test_a_file_replaced_after_the_notebook_read_it_is_noticed_by_who_takes_the_verdicts(a_job, pilot_plan, tmp_path):
    before = Touched(Path("raw"), pilot_plan).by(STREET)
    one = a_job(REPLACED)
    verdicts, of = told_by(one)
    assert of == before != Touched(Path("raw"), pilot_plan).by(STREET)
    buffer = io.BytesIO()
    verdicts.assign(value=-1.0).to_parquet(buffer)
    write(Sums(one, pilot_plan, tmp_path / "processed"), {"shishan": (buffer.getvalue(), of)}, tables=True, index=False)
    assert not (pd.read_parquet(tmp_path / "processed" / "verdicts.parquet")["value"] == -1).any()


@pytest.mark.parametrize("which", ["2016/狮山街道/狮山街道提交材料.xlsx", "说明.txt"])
def test_of_a_file_that_was_another_while_it_was_read_nothing_is_kept(a_job, pilot_plan, monkeypatch, which):
    path, gather = Path("raw", which), records.gather
    shutil.copy(RAW / which, path)

    def late(*words):
        path.write_bytes(path.read_bytes() + b" ")
        return gather(*words)

    monkeypatch.setattr(records, "gather", late)
    assert records.read_records("raw", pilot_plan, STREET).touched is None
    assert keeping.at_hand("records") is None


def test_of_a_file_that_was_another_while_it_was_read_and_is_put_back_nothing_is_told(a_job, monkeypatch):
    path, gather = next(Path("raw", "2016", STREET).iterdir()), records.gather
    first = path.read_bytes()

    def late(*words):
        path.write_bytes(first + b" ")
        read = gather(*words)
        path.write_bytes(first)
        return read

    monkeypatch.setattr(records, "gather", late)
    assert told_by(a_job(READING)) == (None, "")


def test_records_of_another_street_plan_or_language_are_not_taken_for_those_asked_for(a_job, pilot_plan, monkeypatch):
    told_by(a_job(READING))
    assert records.last_read("raw", pilot_plan, "狮山").touched is not None
    assert records.last_read("raw", pilot_plan, "枫桥") is None
    assert records.last_read("raw", pilot_plan) is None
    assert records.last_read("other", pilot_plan, STREET) is None
    fewer = pilot_plan.model_copy(update={"requirements": pilot_plan.requirements[:3]})
    assert records.last_read("raw", fewer, STREET) is None
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert records.last_read("raw", pilot_plan, STREET) is None
