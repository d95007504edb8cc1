"""The notebook of the main job, on the samples: it makes a whole report, and its numbers are those of the index."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evalkit.assessing import assess
from evalkit.plan import read_plan
from evalkit.records import read_records
from evalkit.reporting.jobs import FORMATS
from evalkit.reporting.listing import counts, grouped
from evalkit.reporting.making import report
from evalkit.wording import verdict

ROOT = Path(__file__).parents[2]
PLACE = {"street": "狮山街道", "year": 1, "data": ROOT / "data" / "raw"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    notebook = ROOT / "notebooks" / "street.ipynb"
    return report(notebook, **PLACE, to=FORMATS, out=folder / "reports", figures=folder / "figures")


def test_every_figure_stands_as_a_file_of_its_own(made):
    text = made[0].read_text(encoding="utf-8")
    figures = {path.stem for path in made if path.suffix == ".svg"}
    assert len(figures) == text.count('<figure class="drawing"') >= 6
    assert all(path.read_bytes().startswith(b"<svg") for path in made if path.suffix == ".svg")


def test_every_figure_fits_a_page_of_text_162_mm_wide_and_212_mm_high_at_full_width(made):
    for path in (path for path in made if path.suffix == ".svg"):
        width, height = re.search(r'width="([\d.]+)pt" height="([\d.]+)pt"', path.read_text(encoding="utf-8")).groups()
        assert float(height) / float(width) <= 212 / 162, path.stem


def test_each_section_with_a_bound_that_applies_has_its_figure_and_no_other_has(made):
    plan = read_plan("suzhou-2016")
    verdicts = assess(plan, read_records(PLACE["data"], plan, PLACE["street"]), streets=[PLACE["street"]])
    mine = verdicts[(verdicts["year"] == PLACE["year"]) & (verdicts["verdict"] != "not_applicable")]
    bound = mine[mine["low"].notna() | mine["high"].notna()].drop_duplicates("requirement")
    drawn = {path.stem for path in made if path.suffix == ".svg" and path.stem.startswith("progress")}
    assert drawn == {f"progress-{section}" for section in bound["section"]}


def test_the_report_counts_verdicts_as_the_index_does(made):
    plan = read_plan("suzhou-2016")
    verdicts = assess(plan, read_records(PLACE["data"], plan, PLACE["street"]), streets=[PLACE["street"]])
    text = made[0].read_text(encoding="utf-8")
    told = re.search(r'class="callout[^>]*><p class="heading">([^<]+)', text)[1]
    expected = counts(grouped(verdicts))[PLACE["street"], PLACE["year"]]
    found = dict(re.findall(r"(\D+?) (\d+) 项", told.partition("：")[2].replace("、", "")))
    assert found == {verdict(word): str(number) for word, number in expected.items()}


def test_nothing_in_it_comes_from_elsewhere_and_the_sample_says_what_it_is(made):
    text = made[0].read_text(encoding="utf-8")
    assert not re.search(r"https?:|<script|<link", text)
    assert "虚构样本数据，不涉及任何真实个人或机构" in text
    assert str(ROOT) not in text


def test_another_process_that_has_the_submission_already_makes_the_same_bytes(made, tmp_path):
    words = {"notebook": str(ROOT / "notebooks" / "street.ipynb"), "street": "shishan", "data": str(PLACE["data"]),
             "out": str(tmp_path), "figures": str(tmp_path / "figures")}  # fmt: skip
    code = (
        "from evalkit.keeping import keep_last\nfrom evalkit.reporting.making import report\nkeep_last()\n"
        f"report(**{words!r}, year=2)\nreport(**{words!r}, year=1, to={FORMATS[::-1]!r})"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=True)
    again = [
        tmp_path / path.name if path.suffix != ".svg" else tmp_path / "figures" / "shishan-1" / path.name
        for path in made
    ]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]
