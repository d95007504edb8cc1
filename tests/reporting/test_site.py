"""The index page: every street and year, verdicts counted as the reports count them; every verdict with its proof."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.plan import read_plan
from evalkit.reading.guarding import Guard
from evalkit.reporting.jobs import Job
from evalkit.reporting.listing import counts, grouped, reached
from evalkit.reporting.site import page, publish_site
from evalkit.wording import VERDICTS

PLAN = read_plan("suzhou-2016")
NAN = float("nan")
PLAIN = SimpleNamespace(invented=False, guard=Guard((), b"", str))  # of records that name nobody
SHARED = {
    "community": "", "value": NAN, "numerator": NAN, "denominator": NAN, "low": NAN, "high": NAN, "unit": "户",
    "unit_en": "households", "why": "", "margin": NAN, "elapsed": NAN, "expected": NAN,
}  # fmt: skip


def verdicts(*rows):
    told = []
    for street, year, code, verdict, *more in rows:
        one = PLAN.requirement(code)
        names = {"requirement": one.id, "code": one.code, "section": one.section}
        labels = {"label": one.label, "label_en": one.label_en}
        told.append(SHARED | names | labels | {"street": street, "year": year, "verdict": verdict} | dict(*more))
    columns = ["street", "year", "community", "requirement", "verdict"]
    return pd.DataFrame(told) if told else pd.DataFrame(columns=columns)


def example(out, lang="zh"):
    return Job(out / "street.ipynb", "suzhou-2016", "shishan", 1, lang, ("html",), "d", out, out)


def index(out, *rows, lang="zh", invented=False):
    return page(PLAN, verdicts(*rows), example(out, lang), invented=invented).decode("utf-8")


def listed(text):
    """The rows of the list of verdicts."""
    return re.findall(r"<tr data-street=.*?</tr>", text)


def test_a_requirement_of_three_communities_counts_once_as_its_worst_stands():
    rows = [("狮山街道", 1, "C01", word) for word in ("met", "not_met", "met")]
    found = counts(grouped(verdicts(*rows, ("狮山街道", 1, "T01", "met"))))
    assert found == {("狮山街道", 1): {"not_met": 1, "met": 1}}


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.just("狮山街道"),
            st.integers(1, 2),
            st.sampled_from(["C01", "T01", "A01"]),
            st.sampled_from(VERDICTS),
        )
    )
)
def test_every_requirement_of_a_year_is_counted_exactly_once(rows):
    found = counts(grouped(verdicts(*rows)))
    assert {place: sum(words.values()) for place, words in found.items()} == {
        ("狮山街道", year): len({r[2] for r in rows if r[1] == year}) for year in {r[1] for r in rows}
    }


def test_all_streets_stand_under_their_districts_and_years_beside_each_other(tmp_path):
    text = index(tmp_path)
    assert [text.count(f'colspan="3">{name}<') for name in ("吴中区", "苏州高新区")] == [1, 1]
    assert all(f'<th scope="row">{street.name}</th>' in text for street in PLAN.streets)
    assert text.count("没有可判定的记录") == 18


def test_a_year_known_in_part_says_up_to_which_day(tmp_path):
    part = replace(example(tmp_path), parameters={"cut_off": "2016-12-31"})
    text = page(PLAN, verdicts(), part, invented=False).decode("utf-8")
    assert text.count("（截至2016年12月31日）") == 2  # year 2 had not begun
    assert "截至" not in index(tmp_path)


def links(text):
    return [to for to in re.findall(r'href="([^"]+)"', text) if not re.match("#|index|(../)?requirements", to)]


def test_it_links_to_what_stands_in_the_folder_only(tmp_path):
    (tmp_path / "shishan-1.html").touch()
    (tmp_path / "shishan-1.pdf").touch()
    (tmp_path / "certificates" / "shishan-1").mkdir(parents=True)
    (tmp_path / "certificates" / "shishan-1" / "T01.html").touch()
    rows = [("狮山街道", year, code, "met") for year in (1, 2) for code in ("T01", "A01")]
    found = ["shishan-1.html", "shishan-1.pdf", "certificates/shishan-1/T01.html"]
    assert links(index(tmp_path, *rows)) == found
    assert links(index(tmp_path, *rows, lang="en")) == []


def test_verdicts_are_words_first_and_the_bar_only_repeats_them(tmp_path):
    text = index(
        tmp_path, ("狮山街道", 1, "A01", "met"), ("狮山街道", 1, "A02", "met"), ("狮山街道", 1, "T01", "not_met")
    )
    assert re.findall(r'data-go="([^"]+)">([^<]+)</a>', text) == [
        ("street=shishan&amp;year=1&amp;verdict=met", "达标 2"),
        ("street=shishan&amp;year=1&amp;verdict=not_met", "未达标 1"),
    ]
    assert re.findall(r'class="(\w+)" style="width:([\d.]+)%"', text) == [("met", "66.67"), ("not_met", "33.33")]
    assert '<div class="bar" aria-hidden="true">' in text


@pytest.mark.parametrize(("lang", "word"), [("zh", "无法核定"), ("en", "cannot be assessed")])
def test_all_six_verdict_words_are_explained(tmp_path, lang, word):
    text = index(tmp_path, lang=lang)
    assert text.count("<dt>") == 6
    assert word in text


def test_nothing_is_fetched_and_only_the_one_script_may_run(tmp_path):
    text = index(tmp_path, ("狮山街道", 1, "A01", "met"), invented=True)
    script = re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)
    digest = b64encode(hashlib.sha256(script[0].encode("utf-8")).digest()).decode("ascii")
    assert len(script) == 1
    assert f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'\"" in text
    assert not re.search(r"https?:|<link|src=|\son\w+=", text)
    assert "虚构样本数据" in text


def test_the_list_has_a_row_for_each_requirement_street_and_year_in_the_order_of_the_plan(tmp_path):
    nan = {"value": 149.0, "low": 150.0, "margin": -1.0, "level": "community"}
    rows = [
        ("狮山街道", 1, "C01", "met", nan | {"value": 151.0, "community": "甲社区"}),
        ("狮山街道", 1, "C01", "not_met", nan | {"community": "乙社区"}),
        ("长桥街道", 2, "T01", "met"),
    ]
    first, second = listed(index(tmp_path, *rows))
    assert 'data-street="changqiao" data-district="0" data-year="2" data-section="team" data-verdict="met"' in first
    assert 'data-verdict="not_met"' in second
    assert "149–151 户，1/2 个社区达标" in second
    assert 'href="requirements/C01.html#shishan-1"' in second


def test_the_value_is_sorted_by_its_share_of_the_bound():
    at_least, at_most = {"low": 150.0, "high": NAN}, {"low": NAN, "high": 2.0}
    between = {"low": 1.0, "high": 2.0}
    told = [
        reached({"value": 75.0, **at_least}),
        reached({"value": 4.0, **at_most}),
        reached({"value": 0.5, **between}),
    ]
    assert told == [0.5, 0.5, 0.5]
    assert reached({"value": 4.0, **between}) == 0.5
    assert reached({"value": 1.5, **between}) >= 1
    assert reached({"value": NAN, **at_least}) != reached({"value": NAN, **at_least})  # unknown stays unknown


def test_a_page_of_a_requirement_tells_words_reading_and_each_community_with_its_certificate(tmp_path):
    folder = tmp_path / "certificates" / "shishan-1"
    folder.mkdir(parents=True)
    for name in ("C01-1.html", "C01-2.html"):
        (folder / name).touch()
    (tmp_path / "shishan-1.html").touch()
    places = [("<甲>社区", 300.0, "met"), ("乙社区", 75.0, "not_met")]
    rows = [
        ("狮山街道", 1, "C01", word, {"community": name, "value": value, "low": 150.0, "margin": value - 150})
        for name, value, word in places
    ]
    publish_site(PLAN, verdicts(*rows), example(tmp_path), PLAIN)
    text = (tmp_path / "requirements" / "C01.html").read_text(encoding="utf-8")
    assert PLAN.requirement("C01").quote in text
    assert "计户不计次" in text
    assert '<tr id="shishan-1"' in text
    assert "&lt;甲&gt;社区" in text
    assert links(text) == ["../index.html", *(f"../{one}" for one in (
        "certificates/shishan-1/C01-1.html", "shishan-1.html", "certificates/shishan-1/C01-2.html", "shishan-1.html",
    ))]  # fmt: skip
    assert re.findall(r'style="(width|left):([\d.]+)%"', text.partition('class="list"')[2]) == [
        ("width", "100.0"), ("left", "50.0"), ("width", "25.0"), ("left", "50.0"),
    ]  # fmt: skip


def test_every_requirement_has_a_page_to_which_the_page_of_all_leads(tmp_path):
    publish_site(PLAN, verdicts(), example(tmp_path, "en"), PLAIN)
    text = (tmp_path / "requirements" / "index.en.html").read_text(encoding="utf-8")
    pages = re.findall(r'class="code" href="([^"]+)"', text)
    assert pages == [f"{one.code}.en.html" for one in PLAN.requirements]
    assert all((tmp_path / "requirements" / name).is_file() for name in pages)


def test_a_page_that_would_not_change_is_not_written_again(tmp_path):
    *_, index_page = publish_site(PLAN, verdicts(), example(tmp_path), PLAIN)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*.html")}
    publish_site(PLAN, verdicts(("狮山街道", 1, "C01", "met")), example(tmp_path), PLAIN)
    changed = {path.name for path in tmp_path.rglob("*.html") if path.stat().st_ino != before[path]}
    assert changed == {index_page.name, "C01.html"}  # both bear the name index.html: the page of all as well
