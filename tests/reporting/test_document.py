"""An executed notebook as blocks: what is kept, what is left out, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from tiny import blocks, callout, figure, shown, table, tagged

from evalkit.errors import ReportError
from evalkit.reporting.document import clean, document
from evalkit.reporting.markdown import plain


def kinds(found):
    return [block["kind"] for block in found]


def headings(markdown):
    return [(b["level"], plain(b["parts"])) for b in blocks(markdown=markdown) if b["kind"] == "heading"]


def test_markdown_becomes_blocks():
    found = blocks(markdown="# 一\n\n段落\n\n- 甲\n- 乙\n\n> 引文\n\n---\n\n| a |\n|--:|\n| 1 |\n")
    assert kinds(found) == ["heading", "paragraph", "list", "quote", "rule", "table"]
    assert found[-1]["align"] == ["right"]


@pytest.mark.parametrize(("lang", "kept"), [("zh", "中文"), ("en", "English")])
def test_sentences_of_the_other_language_are_left_out(lang, kept):
    cells = [tagged(new_markdown_cell("中文"), "zh"), tagged(new_markdown_cell("English"), "en")]
    (block,) = document(new_notebook(cells=cells), lang=lang)
    assert plain(block["parts"]) == kept


def test_a_cell_tagged_remove_is_left_out():
    cells = [tagged(new_markdown_cell("不要"), "remove"), new_markdown_cell("要")]
    (block,) = document(new_notebook(cells=cells), lang="zh")
    assert plain(block["parts"]) == "要"


def test_a_line_end_is_no_space_in_chinese_and_one_in_english():
    assert plain(blocks(markdown="一行\n又一行")[0]["parts"]) == "一行又一行"
    assert plain(blocks(markdown="one\ntwo", lang="en")[0]["parts"]) == "one two"


def test_the_one_top_heading_is_the_notebooks_title_and_no_part():
    assert headings("# 报告\n\n## 一\n\n### （一）\n\n## 二") == [(1, "一"), (2, "（一）"), (1, "二")]


def test_a_level_left_out_is_closed_up():
    assert headings("# 一\n\n### 深\n\n# 二") == [(1, "一"), (2, "深"), (1, "二")]


def test_tables_and_figures_with_captions_are_numbered_each_in_its_row():
    found = blocks(table(caption="甲"), figure(caption="乙"), table(), table(caption="丙"))
    assert [block.get("number") for block in found] == [1, 1, None, 2]


def test_a_callout_holds_blocks_of_its_own():
    (found,) = blocks(callout(body="达标 **1** 项\n\n- 甲"))
    assert kinds(found["blocks"]) == ["paragraph", "list"]


def test_a_heading_inside_a_callout_or_a_quote_is_a_bold_line():
    found = blocks(callout(body="# 一\n\n| a |\n|---|\n| 1 |"), markdown="> # 二")
    assert [kinds(block["blocks"]) for block in found] == [["paragraph"], ["paragraph", "table"]]


def test_a_plain_pandas_table_is_shown_as_a_table():
    html = "<table><thead><tr><th></th><th>户</th></tr></thead><tbody><tr><th>0</th><td>150</td></tr></tbody></table>"
    (found,) = blocks({"text/html": html, "text/plain": "…"})
    assert (found["header"], found["body"]) == ([[{"t": ""}, {"t": "户"}]], [[{"t": "0"}, {"t": "150"}]])


def test_html_that_is_no_table_is_shown_by_its_plain_text():
    (found,) = blocks({"text/html": "<script>alert(1)</script>", "text/plain": "对象"})
    assert found == {"kind": "pre", "text": "对象"}


def test_a_figure_without_a_bundle_is_described_by_its_own_words():
    (found,) = blocks({"image/svg+xml": figure()["image/svg+xml"]})
    assert (found["alt"], found["caption"]) == ("图", "")


def test_a_width_that_is_no_share_is_not_taken():
    (found,) = blocks(figure(width="1px;background:url(x)"))
    assert found["width"] == "100%"


def test_a_table_without_rows_is_no_table_but_what_its_notes_say():
    found = blocks(table(caption="裁定", notes=["没有登记意见。"]))
    assert [(one["kind"], one["parts"][0]["text"]) for one in found] == [("paragraph", "没有登记意见。")]


def test_notes_run_on_so_only_the_last_keeps_its_full_stop():
    (found,) = blocks(table(["甲", "1"], notes=["一。", "二。"]))
    assert found["notes"] == ["一", "二。"]


@pytest.mark.parametrize("wrong", [{"street": "枫桥街道", "year": 1}, {"street": "狮山街道", "year": 2}])
@pytest.mark.parametrize("show", [table, figure, callout])
def test_an_object_of_another_street_or_year_is_refused(show, wrong):
    with pytest.raises(ReportError, match="本报告是狮山街道"):
        document(shown(show(**wrong)), lang="zh", street=("狮山街道", "shishan"), year=1)


def test_an_object_of_this_street_or_of_no_one_street_is_kept():
    mine, all_streets = table(street="狮山街道", year=1), table(street="", year=None)
    assert len(document(shown(mine, all_streets), lang="zh", street=("狮山街道",), year=1)) == 2


def test_a_notebook_with_a_failed_cell_is_refused():
    failed = new_code_cell("x", outputs=[new_output("error", ename="KeyError", evalue="", traceback=[])])
    with pytest.raises(ReportError, match="KeyError"):
        document(new_notebook(cells=[failed]), lang="zh")


def test_trust_68_control_characters_and_direction_marks_are_stripped_everywhere():
    (found,) = blocks(table(["甲\x00\u202e乙", "1\x1b"], caption="表\u2066题"))
    assert (found["body"], found["caption"]) == ([[{"t": "甲乙"}, {"t": "1"}]], "表题")


@given(st.text(), st.text())
def test_cleaning_twice_changes_no_more_than_once(one, other):
    once = clean({"t": one, "rows": [other]})
    assert clean(once) == once
    once["t"].encode("utf-8")
