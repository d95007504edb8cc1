"""The certificate of one verdict: all it rests on, nobody in it, and the same content every time."""

import json
import re

import pytest
from builders import STREET, frame, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.certifying import Certificate, certificate
from evalkit.errors import ParameterError
from evalkit.grounds import arithmetic

NAN = float("nan")
ASKED = requirement(where={"result": "完成"}, reading="按户计", reading_en="by household", may_adjust="可调整")


def made(lang="zh", one=ASKED, **more):
    rows = visits("a", "b", "b", "c", "d", **more)
    rows.loc[4, "result"] = "无人"
    town = plan(one)
    handed_in = records(town, visits=rows)
    verdicts = assess(town, handed_in, None, [STREET]).query("year == 1")
    return certificate(handed_in, verdicts, one.code, lang)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The tiny plan stands in no folder; its hash is that of no file."""
    monkeypatch.setattr("evalkit.certifying.plan_sha256", lambda _: "0" * 64)


def test_it_tells_words_arithmetic_rows_and_versions():
    told = made().content
    assert told["said"] == "甲街道第一合同年度：达标"
    assert (told["quote"], told["reading"], told["clause"]) == ("不少于3户", "按户计", "二(一)")
    assert told["arithmetic"] == "3 户 ≥ 3 户，另有 2 条未计：重复：同一对象已计一次 1、“走访情况”为“无人” 1"
    assert [(row["row"], row["counted"]) for row in told["evidence"]] == [
        (2, True),
        (3, True),
        (4, False),
        (5, True),
        (6, False),
    ]
    assert {"plan", "plan_sha256", "notice_sha256", "evalkit", "evalkit_sha256", "verdict_sha256", "inputs"} == set(
        told["versions"]
    )
    assert any("最少有 1 条记录作废" in note for note in told["notes"])


def test_the_same_inputs_give_the_same_digest_and_another_cell_another():
    assert made().digest == made().digest
    assert made().digest != made(phone="1").digest
    assert json.loads(made().to_json()) == made().content


def test_its_json_has_its_keys_in_order_and_a_line_an_item():
    odd = Certificate(
        {"b": [], "a": {"n": None, "f": 0.5, "t": True, "s": 'é"\\'}, "c": [{"y": 1, "x": "甲"}, 2]}, "zh"
    )
    assert odd.to_json().split("\n") == [
        "{",
        r'"a": {"f": 0.5, "n": null, "s": "é\"\\", "t": true},',
        '"b": [],',
        '"c": [',
        '{"x": "甲", "y": 1},',
        "2",
        "]",
        "}",
    ]
    with pytest.raises(ValueError, match="JSON"):
        Certificate({"a": float("nan")}, "zh").to_json()


def test_english_is_english():
    told = made("en").content
    assert told["arithmetic"].startswith("3 户 ≥ 3 户, 2 records left out: ")
    assert told["reading"] == "by household"


def test_the_page_loads_nothing_and_escapes_what_agencies_write():
    rows = visits("a", file="<script>x</script>.xlsx")
    town = plan(ASKED)
    handed_in = records(town, visits=rows)
    page = certificate(handed_in, assess(town, handed_in, None, [STREET]).query("year == 1"), "C01").to_html()
    assert "<script>x" not in page
    assert re.findall(r"(?:src|href)=", page) == []
    assert "default-src 'none'" in page


def test_every_row_stands_on_the_page_and_those_after_the_fortieth_unfold():
    rows = visits(*map(str, range(43)))
    town = plan(ASKED)
    handed_in = records(town, visits=rows)
    page = certificate(handed_in, assess(town, handed_in, None, [STREET]).query("year == 1"), "C01", "zh").to_html()
    laid_open, _, folded = page.partition("<details>")
    assert [part.count('<td class="hash">') for part in (laid_open, folded)] == [40, 3]
    assert "展开其余 3 条" in folded


def test_the_page_leads_to_those_around_it_and_says_that_data_are_invented():
    page = made().to_html({"各街道<对照>": '../../requirements/C01.html"'})
    assert '<a href="../../requirements/C01.html&quot;">各街道&lt;对照&gt;</a>' in page
    assert "虚构样本数据" in page
    assert "<nav" not in made().to_html()


def test_nobody_stands_on_it():
    rows = visits("a", head_name="张样本", address="新升新苑1幢", phone="10000000000")
    town = plan(ASKED)
    handed_in = records(town, visits=rows)
    one = certificate(handed_in, assess(town, handed_in, None, [STREET]).query("year == 1"), "C01")
    assert [word for word in ("张样本", "新升新苑", "10000000000") if word in one.to_json() + one.to_html()] == []


def test_what_people_decided_stands_on_it():
    signed = {"document": "苏民函1号", "who": "周样本", "when": "2016-10-20"}
    ruled = frame("replies", [{"code": "C01", "ruling": "改判达标", **signed}])
    town = plan(ASKED)
    handed_in = records(town, visits=visits("a"), replies=ruled)
    told = certificate(handed_in, assess(town, handed_in, None, [STREET]).query("year == 1"), "C01", "zh").content
    assert told["verdict"] == "met"
    assert any("未达标" in note and "苏民函1号" in note for note in told["notes"])


def test_a_document_rests_on_the_lines_of_the_list():
    one = requirement(checked_by="document", code="A01")
    town = plan(one)
    lines = frame("documents", [{"code": "A01", "seen": "有"}, {"code": "B07", "seen": "有"}])
    handed_in = records(town, documents=lines, submitted=[("documents", "全市", 1)])
    told = certificate(handed_in, assess(town, handed_in, None, [STREET]).query("year == 1"), "A01").content
    assert [row["file"] for row in told["evidence"]] == ["documents.xlsx"]


def test_of_several_verdicts_or_none_there_is_no_certificate():
    town = plan(ASKED)
    handed_in = records(town, visits=visits("a"))
    both = assess(town, handed_in, None, [STREET])
    with pytest.raises(ParameterError, match="甲街道第一合同年度、甲街道第二合同年度"):
        certificate(handed_in, both, "C01")
    with pytest.raises(ParameterError, match="没有"):
        certificate(handed_in, both.iloc[:0], "C01")


@pytest.mark.parametrize(
    ("low", "high", "value", "told"),
    [
        (150.0, NAN, 149.0, "149 户 < 150 户"),
        (NAN, 2.0, 3.0, "3 户 > 2 户"),
        (1.0, 2.0, 3.0, "3 户，标准 1–2 户"),
        (NAN, NAN, 7.0, "7 户"),
    ],
)
def test_value_against_bound(low, high, value, told):
    row = {"value": value, "low": low, "high": high, "unit": "户", "denominator": NAN, "left_out": "{}"}
    assert arithmetic(row, ["visits"], "zh") == told
