"""Certificates as files: one page and one data file a verdict, named by ids, and a page that leads to each."""

import json
import re
from types import SimpleNamespace

import pytest
from builders import STREET, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.certifying import certificate
from evalkit.reporting.certificates import publish_certificates


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
    links = re.findall(r'href="([^"]+)"', index.read_text(encoding="utf-8"))
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
