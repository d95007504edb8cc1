"""The PDF report: tagged, complete, the same bytes each time, and no odd character stops it."""

import logging
import re
import zlib

import pytest
from tiny import blocks, callout, figure, front, table

from evalkit.errors import ReportError
from evalkit.reporting import glyphs, pdf


def made(*datas, markdown="", lang="zh"):
    return pdf.render(blocks(*datas, markdown=markdown, lang=lang), front(lang))


def everything():
    return made(
        callout(tone="bad", body="# 头\n\n- 甲\n- 乙\n\n| a |\n|---|\n| 1 |"),
        table(["新升社区", "150"], label="t", caption="表题", notes=["注"]),
        figure(label="f", caption="图题"),
        markdown="# 一\n\n**粗**体 `码` ~~删~~ *斜*\n\n1. 甲\n\n> 引\n\n---\n\n## 二\n\n见[表](#t)和[无](#x)",
    )


def streams(content):
    """The inflated streams of a PDF and its plain parts, as one text."""
    parts = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def test_the_heading_of_a_part_of_a_table_is_a_head_of_its_own():
    parted = table(["新升社区", "150"])
    next(iter(parted.values()))["body"].insert(0, [{"t": "社区层面", "cs": 2}])
    plain, headed = (len(re.findall(rb"/S */TH", streams(made(one)))) for one in (table(["新升社区", "150"]), parted))
    assert headed == plain + 1


def test_it_is_tagged_for_accessibility_and_titled():
    text = streams(everything())
    assert b"pdfuaid" in text
    assert b"/StructTreeRoot" in text
    assert b"zh-CN" in text


def test_same_blocks_same_bytes():
    assert everything() == everything()


def test_the_date_in_the_file_is_the_last_day_of_the_data(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert b"2017-06-30" in streams(made(markdown="# 一"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert b"1970-01-02" in streams(made(markdown="# 一"))


def test_a_character_no_font_can_draw_becomes_a_mark_and_is_listed(caplog):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>\U00020bb7</text></svg>'
    with caplog.at_level(logging.WARNING):
        made(table(["张\U0001f600", "1"], caption="𠮷"), figure(svg, caption="x"))
    assert "😀 𠮷" in caplog.text


def test_marks_nobody_sees_are_dropped_and_not_listed():
    lost = set()
    assert (glyphs.drawable("甲\u200b乙\ufe0f", lost), lost) == ("甲乙", set())


def test_text_that_looks_like_markup_of_the_typesetter_stays_text():
    assert made(
        table(["#panic()", "$x$ @t <t> *b*"], caption="#let x = 1"), callout(title="= 标题", body="#include")
    ).startswith(b"%PDF")


@pytest.mark.parametrize("size", [1, 60])
def test_small_and_long_tables_can_be_set(size):
    rows = [(f"第{n}社区", "150") for n in range(size)]
    assert len(re.findall(rb"/Type ?/Page\b", streams(made(table(*rows, caption="户数"))))) >= 3 + (size > 40)


@pytest.mark.parametrize("words", [("甲" * 400, "乙"), ("甲" * 400, "organisationsandmore" * 9), ("", "")])
def test_tables_of_any_width_can_be_set(words):
    assert made(table(words, caption="宽"), markdown="# 一").startswith(b"%PDF")


def test_a_page_head_with_spanned_cells_can_be_set():
    spanned = table(["甲", "1"], caption="表")
    bundle = next(iter(spanned.values()))
    bundle["header"] = [[{"t": "社区", "rs": 2}, {"t": "户"}], [{"t": "数"}]]
    bundle["body"].append([{"t": "合计", "cs": 2, "c": "mute"}])
    assert made(spanned).startswith(b"%PDF")


def test_no_fonts_is_said_plainly(monkeypatch, tmp_path):
    monkeypatch.setattr(glyphs, "folder", lambda: tmp_path)
    pdf._fonts.cache_clear()
    with pytest.raises(ReportError, match="字体"):
        made(markdown="# 一")
    pdf._fonts.cache_clear()


def test_a_drawing_taller_than_a_page_is_made_smaller_and_stays_on_one():
    size = 'width="100pt" height="900pt" viewBox="0 0 100 900"'
    tall = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="99" height="899"/></svg>'
    found = streams(made(figure(tall, caption="高"), markdown="# 一"))
    placed = re.findall(rb"q ([\d.]+) 0 0 -[\d.]+ [\d.]+ ([\d.]+) cm", found)
    ((scale, top),) = [(float(scale), float(top)) for scale, top in placed if float(scale) != 1]
    assert top <= 297 / 25.4 * 72
    assert top - 900 * scale >= 26 / 25.4 * 72  # above the lower margin
