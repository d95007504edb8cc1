"""The HTML report: self-contained, escaped, reachable by keyboard and screen reader."""

import re
from html.parser import HTMLParser

import pytest
from tiny import blocks, callout, figure, front, table

from evalkit.reporting.html import render

HOSTILE = '<img src=x onerror="alert(1)">{{ 7*7 }}{x.__class__}</td><script>alert(1)</script>'


def page(*datas, markdown="", lang="zh", invented=False):
    found = blocks(*datas, markdown=markdown, lang=lang)
    return render(found, front(lang, invented=invented)).decode("utf-8")


class Elements(HTMLParser):
    """Every element of a page with its attributes, in order."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def full():
    return page(
        callout(body="# 头\n\n| a |\n|---|\n| 1 |"),
        table(["甲", "1"], label="t", caption="表题"),
        figure(label="f", caption="图题"),
        markdown="# 一\n\n见[表](#t)和[无](#x)\n\n# 二",
    )


def test_trust_64_nothing_is_fetched_and_nothing_runs():
    made = full()
    assert "http:" not in made
    assert "https:" not in made
    assert not re.search(r"<script|<link|<iframe|@import|javascript:", made, re.IGNORECASE)
    policy = next(m["content"] for m in Elements(made).of("meta") if "http-equiv" in m)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.mark.parametrize(
    "data",
    [
        table([HOSTILE, "1"]),
        table(header=(HOSTILE, "x")),
        table(caption=HOSTILE, notes=[HOSTILE]),
        callout(title=HOSTILE, body=HOSTILE),
        figure(alt=HOSTILE, caption=HOSTILE),
        {"text/markdown": f"一句 {HOSTILE}\n\n{HOSTILE}"},
        {"text/html": f"<table><tr><th>{HOSTILE}</th></tr></table>", "text/plain": HOSTILE},
        {"text/plain": HOSTILE},
    ],
)
def test_trust_62_text_from_data_is_never_markup_nor_template(data):
    made = page(data)
    assert [e for e in Elements(made).found if e[0] in {"img", "script"} or "onerror" in e[1]] == []
    assert "49" not in re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL)


def test_trust_63_a_link_leads_only_inside_the_report():
    elements = Elements(
        page(table(label="t", caption="x"), markdown="[a](#t) [b](javascript:alert) [c](https://x.example)")
    )
    assert {a["href"] for a in elements.of("a")} == {"#main", "#t"}


def test_every_link_of_the_contents_has_its_place():
    elements = Elements(full())
    targets = {attributes["id"] for _, attributes in elements.found if "id" in attributes}
    links = {a["href"].removeprefix("#") for a in elements.of("a")}
    assert links <= targets
    assert {"heading-1", "heading-2", "t", "f"} <= links


def test_ids_are_unique_though_two_drawings_use_the_same():
    drawn = '<svg xmlns="http://www.w3.org/2000/svg"><g id="g"/></svg>'
    ids = [
        a["id"] for _, a in Elements(page(figure(drawn, caption="甲"), figure(drawn), figure(drawn))).found if "id" in a
    ]
    assert len(ids) == len(set(ids))


def test_a_table_shown_twice_has_two_places():
    ids = [a["id"] for a in Elements(page(table(label="t", caption="甲"), table(label="t", caption="甲"))).of("figure")]
    assert ids == ["t", "table-2"]


def test_captions_are_numbered_in_the_language_of_the_report():
    assert '<span class="n">表 1</span>表题' in full()
    english = page(table(caption="Households"), lang="en")
    assert '<span class="n">Table 1</span>Households' in english
    assert '<html lang="en">' in english


def test_a_table_head_stays_a_head_and_spans_stay():
    made = Elements(page(table(["合计", "3"], header=("甲", "乙"))))
    assert [cell["scope"] for cell in made.of("th")] == ["col", "col"]
    spanned = table(header=("甲", "乙"))
    next(iter(spanned.values()))["body"] = [[{"t": "合计", "cs": 2, "c": "ok"}]]
    (cell,) = Elements(page(spanned)).of("td")
    assert (cell["colspan"], "tone-ok" in cell["class"]) == ("2", True)


def test_a_plain_cell_over_the_whole_width_is_the_heading_of_the_rows_below_it():
    parted = table(["新升社区", "150"], header=("甲", "乙"))
    next(iter(parted.values()))["body"].insert(0, [{"t": "社区层面", "cs": 2}])
    heads = [cell for cell in Elements(page(parted)).of("th") if cell["scope"] == "rowgroup"]
    assert [cell["colspan"] for cell in heads] == ["2"]


def test_a_verdict_links_to_its_certificate_only_where_certificates_stand_beside_the_report():
    found = blocks(table(["C01", "149"], label="verdicts", caption="判定"))
    found[0]["body"][0][0]["proof"] = "C01-2"
    assert "C01-2" not in render(found, front("zh")).decode("utf-8")
    linked = render(found, front("zh") | {"certificates": "certificates/shishan-1/"}).decode("utf-8")
    assert '<a href="certificates/shishan-1/C01-2.html">C01</a></td>' in linked


def test_invented_data_are_said_at_the_head_of_the_page():
    assert "虚构样本数据，不涉及任何真实个人或机构" in page(invented=True)
    assert "虚构" not in page(invented=False)


def test_a_drawing_is_described_for_those_who_cannot_see_it():
    (drawing,) = Elements(page(figure(alt="每月户数"))).of("svg")
    assert (drawing["role"], drawing["aria-label"]) == ("img", "每月户数")


def test_same_blocks_same_bytes():
    assert full() == full()
