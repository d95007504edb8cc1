"""All reports of a plan: one that fails stops no other, what stands is kept, and the index covers them all."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
from tiny import notebook, saved

import evalkit as ek
from evalkit.errors import ParameterError, ReportError
from evalkit.reporting import crew, report_all
from evalkit.reporting.jobs import job
from evalkit.reporting.overall import write
from evalkit.reporting.publishing import only_writer
from evalkit.reporting.sums import Sums
from evalkit.reporting.workers import tell
from evalkit.saving import parquet


def made_at(done):
    return {path.name: path.stat().st_mtime_ns for path in done.index.parent.glob("*.html") if path != done.index}


def test_trust_55_a_failing_report_stops_no_other_and_a_second_run_makes_only_what_is_missing(here, asked, tmp_path):
    done = report_all(**asked)
    names = {path.name for path in (tmp_path / "reports").glob("*.html")}
    assert len(names) == 9 * 2 - 2 + 1
    assert [outcome.job.name for outcome in done.failed] == ["fengqiao-1", "fengqiao-2"]
    assert all("坏的一份" in outcome.error for outcome in done.failed)
    assert "fengqiao-1.html" not in names
    assert (tmp_path / "data/processed/manifest.json").is_file()

    before = made_at(done)
    (tmp_path / "reports/tongan-1.html").unlink()
    (tmp_path / "reports/tongan-2.html").write_bytes(b"changed by hand")
    again = report_all(**asked)
    assert sum(outcome.kept for outcome in again.outcomes) == 14
    after = made_at(again)
    assert {name for name in after if after[name] != before[name]} == {"tongan-1.html", "tongan-2.html"}

    links = re.findall(r'href="([a-z]+-[12]\.html)"', done.index.read_text(encoding="utf-8"))
    assert len(links) == 16
    assert all((tmp_path / "reports" / link).is_file() for link in links)


HOSTILE = """
import os, pathlib, signal, time
tried = pathlib.Path(street)
if street == "通安镇":
    os._exit(3)
if street == "枫桥街道" and not tried.exists():
    tried.touch()
    os.kill(os.getpid(), signal.SIGKILL)
if street == "长桥街道":
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    time.sleep(600)
if street == "北桥街道":
    taken = bytearray(64 << 30)
"fine"
"""


def test_trust_51_52_53_a_cell_that_hangs_dies_or_eats_memory_costs_its_report_alone(asked, tmp_path, monkeypatch):
    asked["notebook"] = saved(notebook(HOSTILE), tmp_path / "street.ipynb")
    monkeypatch.setattr(crew, "SECONDS", 6.0)
    done = report_all(**asked, year=1)
    errors = {outcome.job.street: outcome.error for outcome in done.failed}
    assert set(errors) == {"tongan", "changqiao", "beiqiao"}  # 枫桥 was killed once, and made on the second try
    assert "意外终止" in errors["tongan"]
    assert "0.1 分钟" in errors["changqiao"]
    assert "MemoryError" in errors["beiqiao"]
    assert len(made_at(done)) == 6


def test_only_one_street_can_be_made_and_still_the_index_shows_all(here, asked):
    done = report_all(**asked, street="狮山", year=2)
    assert [outcome.job.name for outcome in done.outcomes] == ["shishan-2"]
    text = done.index.read_text(encoding="utf-8")
    assert "长桥街道" in text
    assert text.count("报告未生成") == 17


def test_with_a_report_goes_how_its_street_was_judged(asked, pilot_plan):
    places = {"plan": "suzhou-2016", "data": "raw", "out": "reports", "figures": "figures"}
    words = {"lang": "zh", "to": ["html"], "places": places, "parameters": {}}
    one = replace(
        job(asked["notebook"], pilot_plan, street="狮山", year=1, **words), parameters={"cut_off": "2016-12-31"}
    )
    told = pd.read_parquet(io.BytesIO(tell(one).verdicts[0]))
    pd.testing.assert_frame_equal(told, ek.assess(pilot_plan, ek.read_records("raw", pilot_plan), "2016-12-31"))
    assert tell(replace(one, street="fengqiao")).verdicts == (b"", ""), "its report fails"


def test_verdicts_told_of_other_files_are_not_taken(asked, pilot_plan, tmp_path):
    places = {"plan": "suzhou-2016", "data": "raw", "out": "reports", "figures": "figures"}
    words = {"lang": "zh", "to": ["html"], "places": places, "parameters": {}}
    one = job(asked["notebook"], pilot_plan, street="狮山", year=1, **words)
    sums, (told, of) = Sums(one, pilot_plan, tmp_path / "processed"), tell(one).verdicts
    bent = parquet(pd.read_parquet(io.BytesIO(told)).assign(value=-1.0))
    for known, taken in ((of, True), ("of other files", False)):
        write(sums, {"shishan": (bent, known)}, tables=True, index=False)
        values = pd.read_parquet(tmp_path / "processed" / "verdicts.parquet")["value"]
        assert bool((values == -1).all()) is taken


def test_trust_56_two_batches_into_one_folder_do_not_mix(asked, tmp_path):
    with only_writer(tmp_path / "reports"), pytest.raises(ReportError, match="另一个评估任务"):
        report_all(**asked)


@pytest.mark.parametrize("wrong", [{"to": ["doc"]}, {"lang": "fr"}, {"street": "狮山街"}, {"year": 9}])
def test_trust_46_a_wrong_word_is_refused_before_anything_runs(asked, tmp_path, wrong):
    with pytest.raises(ParameterError):
        report_all(**{**asked, **wrong})
    assert not (tmp_path / "reports").exists()


def test_a_script_without_a_guard_may_make_a_batch(asked, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import evalkit as ek\nprint('once')\n"
        "done = ek.report_all('street.ipynb', data='raw', to=['html'], street='狮山', year=1, progress=False)\n"
        "print(done)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout.count("once"), "1 of 1" in done.stdout) == (1, True), done.stderr
