"""Display objects and Chinese punctuation."""

import json
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.display import CALLOUT, TABLE, Callout, Table, Text, cell, full_width, head, plain

HOSTILE = '<img src=x onerror="alert(1)">&"社区'


@pytest.fixture
def table():
    return Table(
        "t", HOSTILE, head(HOSTILE, "b"), [[cell(HOSTILE, "bad"), cell(1)]], ["left", "right"], [HOSTILE], "狮山街道", 1
    )


def test_the_bundle_of_a_table_is_the_contract_of_the_report(table):
    bundle = table._repr_mimebundle_()[TABLE]
    assert json.loads(json.dumps(bundle)) == bundle
    assert set(bundle) == {"kind", "label", "caption", "header", "body", "align", "notes", "street", "year"}
    assert (bundle["kind"], bundle["street"], bundle["year"]) == ("table", "狮山街道", 1)
    assert bundle["header"] == [[{"t": HOSTILE}, {"t": "b"}]]
    assert bundle["body"] == [[{"t": HOSTILE, "c": "bad"}, {"t": "1"}]]


def test_html_escapes_captions_heads_cells_and_notes(table):
    html = table._repr_mimebundle_()["text/html"]
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&quot;社区") == 4


def test_html_of_a_callout_escapes_title_and_body():
    shown = Callout("warn", HOSTILE, f"- {plain(HOSTILE)}", "狮山街道", 1)._repr_mimebundle_()
    assert "<img" not in shown["text/html"]
    assert shown["text/html"].count("&lt;img") == 2
    assert shown[CALLOUT]["kind"] == "callout"
    assert set(shown[CALLOUT]) == {"kind", "tone", "title", "body", "street", "year"}


def test_what_a_workbook_says_is_not_markup_in_a_report():
    from evalkit.reporting import markdown

    hostile = "[点我](javascript:alert) **粗** <b> `c` # x | y ~~z~~"
    (block,) = markdown.blocks(Text(plain(hostile)).body)
    assert [part["kind"] for part in block["parts"]] == ["text"] * len(block["parts"])
    assert markdown.plain(block["parts"]) == hostile


def test_a_table_prints_as_plain_text(table):
    assert repr(Table("t", "题", head("甲", "乙"), [[cell("a"), cell("b")]], ["left"] * 2)) == "题\n甲  乙\na  b"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        # From the notice, where half-width marks stand among Chinese.
        ("其中个案服务(或个案管理)不少于50%。", "其中个案服务（或个案管理）不少于50%。"),
        ("配备5名、8名全职员工,其中50%以上应为专业社工", "配备5名、8名全职员工，其中50%以上应为专业社工"),
        ("自选项目,如:本街道社区服务模式研究;团建服务", "自选项目，如：本街道社区服务模式研究；团建服务"),
        ("2016年投入9×60=540万元,2017年投入9×100=900万元", "2016年投入9×60=540万元，2017年投入9×100=900万元"),
        ("附件2·二(二)", "附件2·二（二）"),
        ("(苏委办发〔2014〕77号)", "（苏委办发〔2014〕77号）"),
        ("活动内容如:(1)系列(含(2))主题", "活动内容如：（1）系列（含（2））主题"),
        ("低于50%,未达标", "低于50%，未达标"),
        # What is not Chinese stays.
        ("1,200 户", "1,200 户"),
        ("上午10:30到", "上午10:30到"),
        ("狮山 A1, B2 (x)", "狮山 A1, B2 (x)"),
        ("at least 5, in (a)", "at least 5, in (a)"),
        ("a.xlsx · 探访 · C2", "a.xlsx · 探访 · C2"),
        ("", ""),
    ],
)  # fmt: skip
def test_punctuation_among_chinese_is_full_width(written, printed):
    assert full_width(written) == printed


@given(st.text("探访社区ab12,;:()。“”% .", max_size=30))
def test_evening_twice_changes_nothing_more_and_only_marks_and_blanks_change(text):
    once = full_width(text)
    assert full_width(once) == once
    kept = [char for char in text if char in "探访社区ab12“”%"]
    assert [char for char in once if char in "探访社区ab12“”%"] == kept


@given(st.text(max_size=40))
def test_a_cell_holds_text_whatever_it_is_given(text):
    assert isinstance(cell(text)["t"], str)


@pytest.mark.parametrize("group", ["figures", "sheets"])
def test_our_own_words_are_complete_in_both_languages_and_punctuated_as_print(group):
    told = tomllib.loads((files("evalkit") / "text" / f"{group}.toml").read_text(encoding="utf-8"))
    for key, words in told.items():
        assert set(words) == {"zh", "en"}, key
        assert all(words.values()), key
        slots = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in words.values()]
        assert slots[0] == slots[1] or set(slots[1]) <= set(slots[0]), key
        code = "verdicts.query" in words["zh"] or "read_records" in words["zh"]
        assert code or full_width(words["zh"]) == words["zh"], key
