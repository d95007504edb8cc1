"""Certificates as files: one page and one data file a verdict, named by ids, and a page that leads to each."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from builders import STREET, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.certifying import certificate
from evalkit.reporting.certificates import address, pages, publish_certificates, publish_pages
from evalkit.reporting.jobs import Job
from evalkit.sheets import proofs


@pytest.fixture
def town(monkeypatch):
    """Two requirements of a tiny plan, which stands in no folder."""
    monkeypatch.setattr("evalkit.certifying.plan_sha256", lambda _: "0" * 64)
    asked = plan(requirement(), requirement(id="more", code="X02", level="community"))
    rows = visits("a", "b", "c", "d")
    handed_in = records(asked, visits=rows)
    verdicts = assess(asked, handed_in, None, [STREET]).query("year == 1")
    return SimpleNamespace(records=handed_in, verdicts=verdicts)


def test_every_verdict_has_a_page_and_data_and_the_index_leads_to_each(town, tmp_path):
    index = publish_certificates(town.records, town.verdicts, tmp_path, "zh")
    links = re.findall(r'class="code" href="([^"]+)"', index.read_text(encoding="utf-8"))
    assert len(links) == len(set(links)) == len(town.verdicts)
    for link in links:
        assert re.fullmatch(r"[a-z0-9-]+-1/[A-Z0-9]+(-\d+)?\.html", link)
        assert (tmp_path / link).is_file()
        assert json.loads((tmp_path / link).with_suffix(".json").read_text(encoding="utf-8"))["verdict"]


def test_made_together_they_say_what_each_says_alone(town, tmp_path):
    publish_certificates(town.records, town.verdicts, tmp_path, "en")
    one = town.verdicts.iloc[:1]
    alone = certificate(town.records, one, one["code"].iloc[0], "en")
    assert alone.to_json() in {path.read_text(encoding="utf-8") for path in tmp_path.glob("*/*.json")}


def test_the_same_verdicts_give_the_same_bytes(town, tmp_path):
    for folder in ("a", "b"):
        publish_certificates(town.records, town.verdicts, tmp_path / folder, "zh")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*")}
    assert first == {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.*")}


def beside(town, out, lang="zh", to=("html",)):
    """The certificates of 甲街道 in year 1, made beside its report."""
    asked = Job(Path("street.ipynb"), "tiny", "s0", 1, lang, to, "d", out, out, certificates=out / "certificates")
    return asked, pages(asked, {"records": town.records, "verdicts": town.verdicts})


def test_beside_a_report_each_leads_back_to_index_requirement_and_report(town, tmp_path):
    _, made = beside(town, tmp_path, "en")
    assert sorted(made) == ["C01.html", "X02.html"]
    found = re.findall(r'href="([^"]+)"', made["C01.html"].decode("utf-8"))
    assert found == ["../../index.en.html", "../../requirements/C01.en.html", "../../s0-1.en.html"]
    _, made = beside(town, tmp_path, to=("pdf",))
    assert len(re.findall("href=", made["C01.html"].decode("utf-8"))) == 2


def test_every_verdict_of_a_report_links_to_a_certificate_that_stands_beside_it(town, tmp_path):
    asked, made = beside(town, tmp_path)
    publish_pages(asked, made)
    table = proofs(town.records.plan, town.verdicts, "zh")
    links = [address(asked, made) + row[0]["proof"] + ".html" for row in table.body if "proof" in row[0]]
    assert links == ["certificates/s0-1/C01.html", "certificates/s0-1/X02.html"]
    assert all((tmp_path / link).is_file() for link in links)
    assert address(replace(asked, certificates=None), {}) == ""


def test_one_whose_verdict_is_gone_is_taken_away(town, tmp_path):
    asked, made = beside(town, tmp_path)
    old = tmp_path / "certificates" / "s0-1" / "C01-3.html"
    old.parent.mkdir(parents=True)
    old.touch()
    assert [path.name for path in publish_pages(asked, made)] == ["C01.html", "X02.html"]
    assert sorted(path.name for path in old.parent.iterdir()) == ["C01.html", "X02.html"]


def test_there_are_none_of_a_notebook_that_left_no_verdicts_nor_where_none_are_asked_for(town, tmp_path):
    asked, _ = beside(town, tmp_path)
    assert pages(asked, {"records": town.records}) == {}
    assert pages(replace(asked, certificates=None), {"records": town.records, "verdicts": town.verdicts}) == {}
