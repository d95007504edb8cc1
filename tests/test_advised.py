"""Recommendations: begun for the evaluators once, never written over, and shown in their own words."""

import pandas as pd
import pytest
from drawn import NAMES, STREET, street_verdicts

import evalkit as ek
from evalkit.display import Callout, Written
from evalkit.errors import ReadError
from evalkit.reporting import document

OWN = "# 建议\n\n一、请承接机构加强<b>探访</b>。\n"


@pytest.fixture(scope="module")
def verdicts():
    return street_verdicts(ek.read_plan("suzhou-2016"), NAMES[:2])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "2016" / f"{STREET}.md"


def told(verdicts, file=None):
    return ek.sheets.recommendations(verdicts, file, "zh")


def test_the_draft_holds_what_is_not_met_open_or_met_by_few_records(verdicts):
    body = told(verdicts).body
    assert "- 专业社工占比 40%（2/5），差 10 个百分点（要求不少于 50%）。" in body
    assert "- 居民家庭探访 新升社区 149 户，差 1 户（要求不少于 150 户）。" in body
    assert "- 本土专业督导（所需的记录表未提交）。" in body
    assert "需要优先抽查的" not in body, "ten records carry what is met"
    thin = verdicts.assign(flip=pd.array([2] * len(verdicts), "Int64"))
    assert "- 服务对象家庭数：2 条记录作废即不再达标。" in told(thin).body


def test_a_draft_is_written_once_and_shown_as_a_draft_while_nobody_has_edited_it(verdicts, file):
    first = told(verdicts, file)
    assert isinstance(first, Callout)
    assert first.title.startswith("草稿")
    kept = file.read_bytes()
    mended = verdicts[verdicts["verdict"] != "not_met"]
    assert "专业社工占比" not in told(mended, file).body, "of a draft nobody edited the newest is shown"
    assert file.read_bytes() == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_an_edited_text_is_shown_as_it_stands_and_never_written_over(verdicts, file, encoding):
    told(verdicts, file)
    basis = file.read_text("utf-8-sig").splitlines()[-1]
    file.write_bytes(f"{OWN}\n{basis}\n".replace("\n", "\r\n").encode(encoding))
    kept = file.read_bytes()
    shown = told(verdicts, file)
    assert isinstance(shown, Written)
    assert shown.body == OWN.strip()
    told(verdicts[verdicts["verdict"] == "met"], file)
    assert file.read_bytes() == kept


def test_a_verdict_that_moved_after_the_text_was_begun_is_told(verdicts, file):
    told(verdicts, file)
    file.write_text(file.read_text("utf-8-sig").replace("请评估人员填写", "增加社工"), encoding="utf-8")
    assert "判定有过变动" not in told(verdicts, file).body
    assert "增加社工" in told(verdicts, file).body
    assert "不再改动这个文件" not in told(verdicts, file).body, "what is said to the evaluator is no part of the report"
    assert told(verdicts[verdicts["verdict"] != "not_met"], file).body.startswith(
        "**提示：以下建议写成之后，判定有过变动"
    )


def test_what_people_wrote_brings_neither_markup_nor_headings_into_the_report(verdicts, file):
    file.parent.mkdir(parents=True)
    file.write_text(OWN, encoding="utf-8")
    output = {"output_type": "display_data", "data": told(verdicts, file)._repr_mimebundle_(), "metadata": {}}
    cells = [{"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}]
    blocks = document.document({"cells": cells}, lang="zh")
    assert [block["kind"] for block in blocks] == ["paragraph", "paragraph"]
    assert "".join(part["text"] for part in blocks[1]["parts"]) == "一、请承接机构加强<b>探访</b>。"


@pytest.mark.parametrize(("content", "words"), [(b"\x00\xff\x00" * 99, "不是文本文件"), (b"a" * 300_000, "千字节")])
def test_a_file_that_is_no_text_is_refused_with_the_cure(verdicts, file, content, words):
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with pytest.raises(ReadError, match=words):
        told(verdicts, file)
