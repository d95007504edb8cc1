"""The Word report: real headings, captions, tables, pictures; the same bytes each time; on one's own letterhead."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tiny import blocks, callout, figure, front, table

from evalkit.errors import ReportError
from evalkit.reporting import word

MARKDOWN = "# 一\n\n**粗**体 `码` ~~删~~\n\n1. 甲\n2. 乙\n\n> 引\n\n---\n\n## 二\n\n见[表](#t)和[无](#x)\n\n# 三"


def made(*datas, markdown="", lang="zh", base=None):
    return word.render(blocks(*datas, markdown=markdown, lang=lang), front(lang), base=base)


def everything(**more):
    return made(
        callout(tone="bad", body="# 头\n\n- 甲\n- 乙"),
        table(["新升社区", "150"], label="t", caption="表题", notes=["注"]),
        figure(label="f", caption="图题"),
        markdown=MARKDOWN,
        **more,
    )


def opened(content):
    return docx.Document(io.BytesIO(content))


def styled(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_headings_captions_and_title_have_the_styles_word_knows():
    document = opened(everything())
    assert styled(document, "Heading 1") == ["一", "三"]
    assert styled(document, "Heading 2") == ["二"]
    assert styled(document, "Title") == [front()["title"]]
    assert styled(document, "Caption") == ["表 1\u3000表题", "图 1\u3000图题"]


def test_captions_are_counted_by_word_and_contents_are_a_field():
    codes = re.findall(r"<w:instrText[^>]*>\s*([^<]*?)\s*</w:instrText>", opened(everything()).element.xml)
    assert codes == [r'TOC \o "1-2" \h \z \u', r"SEQ 表 \* ARABIC", r"SEQ 图 \* ARABIC"]


def test_a_table_repeats_its_head_and_keeps_words_and_tones():
    (found,) = opened(made(table(["新升社区", "150"], caption="表题"), markdown="# 一")).tables
    assert [cell.text for cell in found.rows[1].cells] == ["新升社区", "150"]
    assert found.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in found.rows)


def test_cells_over_rows_and_columns_leave_every_row_whole():
    spanned = table(["甲", "1"], caption="表")
    bundle = next(iter(spanned.values()))
    bundle["header"] = [[{"t": "社区", "rs": 2}, {"t": "户"}], [{"t": "数"}]]
    bundle["body"].append([{"t": "合计", "cs": 2, "c": "mute"}])
    (found,) = opened(made(spanned)).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["社区", "户"], ["社区", "数"], ["甲", "1"], ["合计", "合计"],
    ]  # fmt: skip


def test_the_heading_of_a_part_of_a_table_is_bold_and_stays_with_the_rows_below_it():
    parted = table(["新升社区", "150"])
    next(iter(parted.values()))["body"].insert(0, [{"t": "社区层面", "cs": 2}])
    (found,) = opened(made(parted)).tables
    (words,) = found.rows[1].cells[0].paragraphs
    assert (words.text, words.runs[0].bold, words.paragraph_format.keep_with_next) == ("社区层面", True, True)
    assert not found.rows[2].cells[0].paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.parametrize("words", [("甲" * 400, "乙"), ("甲" * 400, "organisationsandmore" * 9), ("", "")])
def test_a_table_of_any_width_fills_the_page_and_no_more(words):
    (found,) = opened(made(table(words, caption="宽"), markdown="# 一")).tables
    widths = [int(column.get(qn("w:w"))) for column in found._tbl.tblGrid]
    assert sum(widths) == pytest.approx(Mm(162).pt * 20, abs=5)
    assert min(widths) > 0


def test_a_picture_says_what_it_shows_and_fits_its_page():
    size = 'width="10pt" height="90pt" viewBox="0 0 10 90"'
    tall = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="9" height="9"/></svg>'
    document = opened(made(figure(tall, caption="图题"), markdown="# 一"))
    (picture,) = document.inline_shapes
    assert picture.height <= Mm(216)
    assert picture._inline.docPr.get("descr")
    assert picture.height / picture.width == pytest.approx(9, rel=0.05)


def test_a_link_leads_to_a_bookmark_and_one_to_nowhere_is_only_words():
    xml = opened(everything()).element.xml
    assert re.findall(r'w:anchor="(t|x)"', xml) == ["t"]
    assert 'w:name="t"' in xml


def test_text_that_looks_like_xml_stays_text_and_no_other_part_is_made():
    content = made(table(["<w:p/>&amp;", "]]>"], caption="<b>"), callout(title="<x>", body="a < b"), markdown="# <i>")
    (found,) = opened(content).tables
    assert [cell.text for cell in found.rows[1].cells] == ["<w:p/>&amp;", "]]>"]
    assert styled(opened(content), "Heading 1") == ["<i>"]


def test_same_blocks_same_bytes_and_nobody_is_named():
    content = everything()
    assert content == everything()
    facts = opened(content).core_properties
    assert (facts.author, facts.last_modified_by, facts.created.year) == ("evalkit", "", 2017)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert not [name for name in parts.namelist() if "thumbnail" in name]


def test_an_own_document_gives_page_heads_and_styles_but_not_its_text(tmp_path):
    own = docx.Document()
    own.add_paragraph("旧的正文")
    own.add_table(1, 1)
    own.styles["Heading 1"].font.size = Pt(24)
    own.sections[0].header.paragraphs[0].text = "某某评估中心"
    own.sections[0].page_width = Mm(200)
    own.save(tmp_path / "own.docx")
    document = opened(everything(base=tmp_path / "own.docx"))
    assert "旧的正文" not in [paragraph.text for paragraph in document.paragraphs]
    assert len(document.tables) == 1
    assert document.sections[0].header.paragraphs[0].text == "某某评估中心"
    assert document.sections[0].page_width == pytest.approx(Mm(200), abs=1000)
    assert document.styles["Heading 1"].font.size == Pt(24)
    assert styled(document, "Heading 1") == ["一", "三"]


def test_a_base_that_is_no_word_document_is_refused_by_name(tmp_path):
    (tmp_path / "own.docx").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match=r"own\.docx"):
        made(markdown="# 一", base=tmp_path / "own.docx")


def test_the_other_language_names_its_own_styles():
    document = opened(made(table(["a", "1"], caption="Title"), markdown="# One", lang="en"))
    assert styled(document, "Caption") == ["Table 1\u3000Title"]
    assert "Table Text" in [style.name for style in document.styles]


def test_a_list_inside_a_list_stands_further_in():
    document = opened(made(markdown="- 甲\n  - 乙\n- 丙"))
    lines = {one.text.strip("•\t"): one.paragraph_format.left_indent for one in document.paragraphs if "•" in one.text}
    assert lines["甲"] == lines["丙"] < lines["乙"]
