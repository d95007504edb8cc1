"""The same reports on a Dask cluster: a real scheduler and two worker processes, of which one is killed."""

import hashlib
import re
from pathlib import Path

import pytest
from distributed import LocalCluster
from test_ledger import TOWN, telling
from tiny import alone

from evalkit.errors import ReportError
from evalkit.plan import read_plan
from evalkit.reporting import cluster, report_all
from evalkit.reporting.jobs import Job, job

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


def crowded(folder, number):
    """The town's plan with so many streets, and a folder of each with one sheet in it."""
    text, names = (TOWN / "plan.toml").read_text(encoding="utf-8"), [f"第{n}片区" for n in range(number)]
    notice = (TOWN / "notice.txt").read_text(encoding="utf-8").rstrip() + "\n" + "、".join(names) + "。\n"
    digest = hashlib.sha256(notice.encode("utf-8")).hexdigest()
    same = 'district = "和兴镇", district_en = "Hexing", city_share = 1.0, aliases = []'
    lines = [f'{{ id = "s{n}", name = "{name}", name_en = "Area {n}", {same} }}' for n, name in enumerate(names)]
    quote, listed = "、\\\n".join(names), ",\n".join(lines)
    block = f'[streets]\nclause = "一"\nquote = """{quote}"""\nlist = [\n{listed},\n]\n\n'
    text = re.sub(r"(?ms)^\[streets\]$.*?(?=^\[\[section)", lambda _: block, text)
    text = re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{digest}"', text)
    plan = folder / "plan"
    plan.mkdir()
    (plan / "notice.txt").write_text(notice, encoding="utf-8", newline="\n")
    (plan / "plan.toml").write_text(text, encoding="utf-8", newline="\n")
    for name in names:
        own = folder / "raw" / "2019" / name
        own.mkdir(parents=True)
        (own / "培训.csv").write_text("培训日期,培训主题,参加人数\n2019-08-01,培训,12\n", encoding="utf-8")
    return read_plan(plan)


def test_on_a_cluster_reports_on_streets_among_two_thousand_lose_a_worker_and_no_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    telling(SHOWING.replace(str(TOWN), str(tmp_path / "plan")), path=tmp_path / "street.ipynb")
    plan, killed = crowded(tmp_path, 2000), tmp_path / "第1999片区"
    monkeypatch.setenv("KILL_ONCE", str(killed))
    places = {"plan": str(tmp_path / "plan"), "data": str(tmp_path / "raw"), "out": "reports", "figures": "figures"}
    words = {"year": 1, "lang": "zh", "to": ["html"], "places": places, "parameters": {}}
    asked = [job("street.ipynb", plan, street=f"s{n}", **words) for n in (0, 1, 999, 1998, 1999)]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as workers,
        cluster.Cluster(workers.scheduler_address, 120.0) as far,
    ):
        far.start(asked)
        outcomes = list(far.outcomes())
    assert [outcome.error for outcome in outcomes] == [""] * len(asked)
    assert killed.exists()
    found = {path.name: path.read_text(encoding="utf-8") for path in Path("reports").iterdir()}
    assert found.keys() == {f"s{n}-1.html" for n in (0, 1, 999, 1998, 1999)}
    assert all(f"第{name[1:-7]}片区" in text for name, text in found.items())


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
