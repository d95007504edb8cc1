"""SVG drawings: nothing in them runs, calls out, or clashes with another."""

import pytest

from evalkit.errors import ReportError
from evalkit.reporting.drawing import inline, parse, standalone

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def svg(inner):
    return f"{HEAD}{inner}</svg>"


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"/>',
        '<image href="http://elsewhere.example/x.png"/>',
        "<style>*{background:url(http://elsewhere.example)}</style>",
        "<foreignObject><p/></foreignObject>",
        "<metadata>Matplotlib, http://matplotlib.org</metadata>",
    ],
)
def test_nothing_runs_and_nothing_is_called_from_elsewhere(inner):
    for made in (inline(svg(inner), "f-", "图"), standalone(svg(inner)).replace("http://www.w3.org/2000/svg", "")):
        assert not any(word in made for word in ("alert", "http", "foreign"))


def test_two_drawings_of_the_same_names_share_a_page():
    drawn = svg('<defs><path id="m"/><clipPath id="c"/></defs><use xlink:href="#m"/><g clip-path="url(#c)"/>')
    made = inline(drawn, "two-", "图")
    assert ('id="two-m"' in made, 'href="#two-m"' in made, "url(#two-c)" in made) == (True, True, True)
    assert '"#m"' not in made


def test_the_description_is_escaped():
    assert 'aria-label="&lt;b&gt; &quot;x&quot;"' in inline(svg(""), "f-", '<b> "x"')


def test_every_text_can_be_rewritten_in_the_file():
    assert "<text>〓</text>" in standalone(svg("<text>x</text>"), lambda _: "〓")


def test_an_embedded_picture_is_kept():
    assert parse(svg('<image href="data:image/png;base64,AA"/>'))[0].get("href") == "data:image/png;base64,AA"


def test_what_is_not_svg_is_refused_by_its_label():
    with pytest.raises(ReportError, match="visits"):
        parse("<svg>", "visits")
