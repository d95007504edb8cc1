"""The same reports on a Dask cluster: a real scheduler and two worker processes, of which one is killed."""

from pathlib import Path

import pytest
from distributed import LocalCluster
from test_ledger import TOWN, telling
from tiny import alone

from evalkit.errors import ReportError
from evalkit.reporting import cluster, report_all
from evalkit.reporting.jobs import Job

SHOWING = f"""
import os, signal, tempfile
from pathlib import Path
import evalkit as ek
notice = ek.read_plan({str(TOWN)!r})
records = ek.read_records(data, notice, street=street)
verdicts = ek.assess(notice, records, streets=[notice.street(street).name])
mine = verdicts[verdicts["year"] == year]
killed = Path(os.environ.get("KILL_ONCE", ""))
if killed.name == street and not killed.exists():
    killed.touch()
    os.kill(os.getpid(), signal.SIGKILL)
ek.sheets.summary(mine, lang)
"""
FIGURE = "ek.figures.progress(mine, lang)"


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def made(folder, **more):
    """A batch into a folder of its own, and every file of it but the ledger, which knows other paths."""
    places = {"out": folder / "reports", "figures": folder / "figures", "processed": folder / "processed"}
    words = {"plan": TOWN, "data": "raw", "to": ["html", "pdf", "docx"], "progress": False, "year": 1}
    done = report_all("street.ipynb", **words, **places, **more)
    found = files(folder)
    return done, {name: content for name, content in found.items() if not Path(name).name.startswith(".")}


@pytest.fixture
def town(tmp_path, monkeypatch):
    """Two streets of an invented town, one sentence and one figure a report."""
    monkeypatch.chdir(tmp_path)
    telling(SHOWING, FIGURE, path=tmp_path / "street.ipynb")
    for street in ("西河片区", "东河片区"):
        folder = Path("raw/2019", street)
        folder.mkdir(parents=True)
        (folder / "培训.csv").write_text("培训日期,培训主题,参加人数\n2019-08-01,培训,12\n", encoding="utf-8")


def test_processes_and_a_cluster_that_loses_a_worker_make_the_files_made_here(town, tmp_path, monkeypatch):
    killed = tmp_path / "西河片区"
    monkeypatch.setenv("KILL_ONCE", str(killed))
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as workers:
        far, on_cluster = made(tmp_path / "cluster", cluster=workers.scheduler_address)
    assert killed.exists()  # a worker died, and its job was tried again
    assert [outcome.error for outcome in far.outcomes] == ["", ""]
    assert {name.rpartition(".")[2] for name in on_cluster} == {"html", "pdf", "docx", "svg", "parquet", "json"}
    assert made(tmp_path / "two", jobs=2)[1] == on_cluster
    alone(monkeypatch)
    assert made(tmp_path / "here", jobs=1)[1] == on_cluster
    kept, _ = made(tmp_path / "cluster", cluster="tcp://127.0.0.1:1")  # nothing to be made, so nobody is asked
    assert all(outcome.kept for outcome in kept.outcomes)


def test_no_cluster_at_an_address_is_told(town, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ReportError, match=r"tcp://127\.0\.0\.1:1 没有 Dask"):
        made(tmp_path / "cluster", cluster="tcp://127.0.0.1:1")


def test_a_worker_with_another_evalkit_makes_no_report(tmp_path):
    places = {"out": tmp_path, "figures": tmp_path}
    job = Job(Path("street.ipynb"), "suzhou-2016", "shishan", 1, "zh", ("html",), "raw", **places)
    outcome, made_of_it = cluster.far(job, "another", "en", 1.0)
    assert "another version" in outcome.error
    assert made_of_it == {}
