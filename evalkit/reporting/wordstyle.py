"""The styles, page, heads and feet of a Word report; built-in styles, which Word and WPS show by their own names."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm

from evalkit.reporting.cover import Cover
from evalkit.reporting.wordxml import RULE, TONES, WIDTH, Element, field, make, paragraph, run
from evalkit.words import say

_FACES = {"text": ("Times New Roman", "宋体"), "head": ("Arial", "黑体")}  # what every office computer in China has
_BRAND, _MUTE = TONES["info"][0], TONES["mute"][0]


@dataclass(frozen=True)
class Look:
    """How a style looks; lengths in points.

    Parameters
    ----------
    name : Word's own name of the style; of one Word has no name for, a key of ``text/reporting.toml``.
    size : of its letters. face : ``text`` or ``head``, which is bold.
    before, after : space around a paragraph. line : distance of its lines, in lines. colour : ``""`` for black.
    side : ``left``, ``center`` or ``both``. level : of a heading, 0 for the first. indent : of contents and lists.
    """

    name: str
    size: float
    face: str = "text"
    before: float = 0
    after: float = 0
    line: float = 1.0
    colour: str = ""
    side: str = "left"
    level: int | None = None
    indent: float = 0


_LOOKS = {
    "body": Look("Body Text", 10.5, after=4, line=1.5, side="both"),
    "list": Look("List Paragraph", 10.5, after=3, line=1.4),
    "title": Look("Title", 26, "head", after=12, colour=_BRAND),
    "subtitle": Look("Subtitle", 15, "head", after=170),
    "heading1": Look("Heading 1", 16, "head", 22, 10, colour=_BRAND, level=0),
    "heading2": Look("Heading 2", 13, "head", 14, 7, level=1),
    "heading3": Look("Heading 3", 11.5, "head", 10, 6, level=2),
    "heading4": Look("Heading 4", 10.5, "head", 8, 4, level=3),
    "caption": Look("Caption", 9, "head", 8, 4, side="center"),
    "toc1": Look("toc 1", 10.5, before=5, after=2),
    "toc2": Look("toc 2", 10, indent=21),
    "header": Look("Header", 8.5, colour=_MUTE),
    "footer": Look("Footer", 8.5, colour=_MUTE),
    "cell": Look("style_cell", 9, before=1.5, after=1.5),
    "note": Look("style_note", 8, before=2, after=8, colour=_MUTE),
    "figure": Look("style_figure", 10.5, before=8, side="center"),
    "cover": Look("style_cover", 12, after=8),
    "contents": Look("style_contents", 16, "head", after=10, colour=_BRAND),
}


def dressed(document: Document, lang: str, *, own: bool) -> dict[str, str]:
    """Our words for the styles -> their ids in the document; those an evaluator's own document has stay as they are.

    Parameters
    ----------
    own : whether the document is an evaluator's own; its running text is then ``Normal`` unless it has ``Body Text``.
    """
    found, there = {}, {style.name for style in document.styles}
    if not own:
        _grounded(document, lang)
    for key, look in _LOOKS.items():
        name = say(f"reporting.{look.name}", lang) if look.name.startswith("style_") else look.name
        name = "Normal" if own and key == "body" and name not in there else name
        kept = name in there
        style: Any = document.styles[name] if kept else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not (own and kept):
            _dress(style, look, indented=key == "body" and lang == "zh")
        found[key] = style.style_id
    return found


def _grounded(document: Document, lang: str) -> None:
    """Faces, size and language of everything that has no look of its own."""
    defaults: Any = document.styles.element.find(make("docDefaults").tag)
    for old in list(defaults):
        defaults.remove(old)
    tongue = make("lang", val="en-GB" if lang == "en" else "en-US", eastAsia="zh-CN")
    defaults.append(make("rPrDefault", make("rPr", _faces("text"), make("sz", val=21), make("szCs", val=21), tongue)))
    defaults.append(make("pPrDefault", make("pPr")))


def _faces(face: str) -> Element:
    latin, chinese = _FACES[face]
    return make("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def _dress(style: Any, look: Look, *, indented: bool) -> None:
    """Put the look in the place of whatever the style said of itself."""
    style.hidden, style.quick_style, style.unhide_when_used = False, True, False
    for name in ("pPr", "rPr"):
        for old in style.element.findall(make(name).tag):
            style.element.remove(old)
    heads = [make("keepNext"), make("keepLines")] if look.level is not None else []
    spaced = make("spacing", before=round(20 * look.before), after=round(20 * look.after),
                  line=round(240 * look.line), lineRule="auto")  # fmt: skip
    indent = {"left": round(20 * look.indent), **({"firstLineChars": 200, "firstLine": 420} if indented else {})}
    outline = [] if look.level is None else [make("outlineLvl", val=look.level)]
    style.element.append(make("pPr", *heads, spaced, make("ind", **indent), make("jc", val=look.side), *outline))
    bold = [make("b"), make("bCs")] if look.face == "head" else []
    colour = [make("color", val=look.colour)] if look.colour else []
    sizes = [make("sz", val=round(2 * look.size)), make("szCs", val=round(2 * look.size))]
    style.element.append(make("rPr", _faces(look.face), *bold, *colour, *sizes))


def paged(document: Document, styles: dict[str, str], cover: Cover) -> None:
    """A4, the title and the current part in the head, the page's number in the foot; the cover has neither."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(30), Mm(26)
    section.different_first_page_header_footer = True
    tab = make("tabs", make("tab", val="clear", pos=4320), make("tab", val="clear", pos=8640),
               make("tab", val="right", pos=WIDTH))  # fmt: skip
    across = make("r", make("tab"))
    banner = [
        paragraph(
            styles["header"], run(cover["banner"], bold=True, colour=TONES["warn"][0]), jc=make("jc", val="center")
        )
    ]
    before, between, after = cover["words"]["page"].replace("{n}", "\0").replace("{all}", "\0").split("\0")
    number = [run(before), *field("PAGE", "1"), run(between), *field("NUMPAGES", "1"), run(after)]
    rule = make("pBdr", make("bottom", val="single", sz=4, space=4, color=RULE))
    head = paragraph(styles["header"], run(cover["title"]), across, *field('STYLEREF "Heading 1"'), tabs=tab, pBdr=rule)
    foot = paragraph(styles["footer"], run(cover["running"]), make("r", make("tab")), *number, tabs=copy(tab))
    _fill(section.header, [*(banner if cover["banner"] else []), head])
    _fill(section.footer, [foot])


def _fill(part: Any, paragraphs: list[Element]) -> None:
    """Make these the only paragraphs of a head or foot."""
    part.is_linked_to_previous = False
    for old in list(part._element):  # noqa: SLF001  python-docx has no public way to empty it
        part._element.remove(old)  # noqa: SLF001
    part._element.extend(paragraphs)  # noqa: SLF001
