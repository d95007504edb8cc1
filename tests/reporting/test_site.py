"""The index page: every street and year, verdicts counted as the reports count them."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.plan import read_plan
from evalkit.reporting.jobs import Job
from evalkit.reporting.site import counts, page
from evalkit.wording import VERDICTS

PLAN = read_plan("suzhou-2016")


def verdicts(*rows):
    return pd.DataFrame(rows, columns=["street", "year", "requirement", "verdict"])


def example(out, lang="zh"):
    return Job(out / "street.ipynb", "suzhou-2016", "shishan", 1, lang, ("html",), "d", out, out)


def index(out, *rows, lang="zh", invented=False):
    return page(PLAN, verdicts(*rows), example(out, lang), invented=invented).decode("utf-8")


def test_a_requirement_of_three_communities_counts_once_as_its_worst_stands():
    rows = [("狮山街道", 1, "visits", word) for word in ("met", "not_met", "met")]
    assert counts(verdicts(*rows, ("狮山街道", 1, "staff", "met"))) == {("狮山街道", 1): {"not_met": 1, "met": 1}}


@given(st.lists(st.tuples(st.just("狮山街道"), st.integers(1, 2), st.sampled_from("abc"), st.sampled_from(VERDICTS))))
def test_every_requirement_of_a_year_is_counted_exactly_once(rows):
    found = counts(verdicts(*rows))
    assert {place: sum(words.values()) for place, words in found.items()} == {
        ("狮山街道", year): len({r[2] for r in rows if r[1] == year}) for year in {r[1] for r in rows}
    }


def test_all_streets_stand_under_their_districts_and_years_beside_each_other(tmp_path):
    text = index(tmp_path)
    assert [text.count(name) for name in ("吴中区", "苏州高新区")] == [1, 1]
    assert all(f'<th scope="row">{street.name}</th>' in text for street in PLAN.streets)
    assert text.count("没有可判定的记录") == 18


def test_a_year_known_in_part_says_up_to_which_day(tmp_path):
    part = replace(example(tmp_path), parameters={"cut_off": "2016-12-31"})
    text = page(PLAN, verdicts(), part, invented=False).decode("utf-8")
    assert text.count("（截至2016年12月31日）") == 2  # year 2 had not begun
    assert "截至" not in index(tmp_path)


def test_it_links_to_what_stands_in_the_folder_only(tmp_path):
    (tmp_path / "shishan-1.html").touch()
    (tmp_path / "shishan-1.pdf").touch()
    assert re.findall(r'href="([^"]+)"', index(tmp_path)) == ["shishan-1.html", "shishan-1.pdf"]
    assert re.findall(r'href="([^"]+)"', index(tmp_path, lang="en")) == []


def test_verdicts_are_words_first_and_the_bar_only_repeats_them(tmp_path):
    text = index(tmp_path, ("狮山街道", 1, "a", "met"), ("狮山街道", 1, "b", "met"), ("狮山街道", 1, "c", "not_met"))
    assert "<span>达标 2</span><span>未达标 1</span>" in text
    assert re.findall(r'class="(\w+)" style="width:([\d.]+)%"', text) == [("met", "66.67"), ("not_met", "33.33")]
    assert '<div class="bar" aria-hidden="true">' in text


@pytest.mark.parametrize(("lang", "word"), [("zh", "无法核定"), ("en", "cannot be assessed")])
def test_all_six_verdict_words_are_explained(tmp_path, lang, word):
    text = index(tmp_path, lang=lang)
    assert text.count("<dt>") == 6
    assert word in text


def test_nothing_is_fetched_and_no_script_is_needed(tmp_path):
    text = index(tmp_path, ("狮山街道", 1, "a", "met"), invented=True)
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|<script|<link", text)
    assert "虚构样本数据" in text
