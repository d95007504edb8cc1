"""The few pieces of WordprocessingML a report is made of, as XML elements; every text is escaped by the tree itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evalkit.reporting.markdown import Block

Element = Any  # lxml has no types
WIDTH = 9185  # of the text on an A4 page with margins of 24 mm, in twentieths of a point
RULE = "D5DBE1"  # the colour of thin lines
TONES = {
    "ok": ("22614F", "E8F3EF"),
    "bad": ("9C3622", "FBECE7"),
    "warn": ("7A5600", "FDF4DF"),
    "info": ("1F4E79", "EEF3F8"),
    "mute": ("55606A", ""),
}

_DRESS: dict[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "strike": {"strike": True},
    "emphasis": {"colour": TONES["mute"][0]},
}


def make(tag: str, /, *children: Element, **attributes: object) -> Element:
    """An element ``w:tag`` with attributes ``w:…`` and children, in the order given.

    Examples
    --------
    >>> make("jc", val="center").get(qn("w:val"))
    'center'
    """
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def run(text: str, *, bold: bool = False, strike: bool = False, colour: str = "", size: float = 0) -> Element:
    """A run of text, its size in points where the style's is not meant; a line end in it breaks the line."""
    dress = []
    if bold:
        dress += [make("b"), make("bCs")]
    if strike:
        dress.append(make("strike"))
    if colour:
        dress.append(make("color", val=colour))
    if size:
        dress += [make("sz", val=int(2 * size)), make("szCs", val=int(2 * size))]
    first, *more = text.split("\n")
    pieces = [_text(first), *(piece for line in more for piece in (make("br"), _text(line)))]
    return make("r", *([make("rPr", *dress)] if dress else []), *pieces)


def _text(line: str) -> Element:
    element = make("t")
    element.text = line
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def parts(running: list[Block], labels: Iterable[str], **dress: Any) -> list[Element]:
    """Running text of the document model as runs; a link leads to its bookmark where the report has one."""
    found: list[Element] = []
    for part in running:
        kind = part["kind"]
        if kind in {"text", "code"}:
            found.append(run(part["text"], **dress))
        elif kind == "break":
            found.append(make("r", make("br")))
        elif kind == "link" and part["to"] in labels:
            inside = parts(part["parts"], labels, **{**dress, "colour": TONES["info"][0]})
            found.append(make("hyperlink", *inside, anchor=part["to"]))
        else:
            found += parts(part["parts"], labels, **{**dress, **_DRESS.get(kind, {})})
    return found


def paragraph(style: str, *runs: Element, **settings: Element) -> Element:
    """A paragraph of a style (its id); ``settings`` are children of its properties, put in the order Word asks for."""
    order = ("keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc")
    inside = [settings[name] for name in order if name in settings]
    return make("p", make("pPr", make("pStyle", val=style), *inside), *runs)


def field(code: str, shown: str = "", *, dirty: bool = False) -> list[Element]:
    """A field such as ``PAGE``: Word works it out anew, ``shown`` stands until then."""
    begin = make("fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    instruction = make("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    pieces = [begin, instruction, make("fldChar", fldCharType="separate")]
    return [*(make("r", piece) for piece in pieces), run(shown), make("r", make("fldChar", fldCharType="end"))]


def bookmark(number: int, name: str, inside: list[Element]) -> list[Element]:
    """``inside`` between the two ends of a bookmark."""
    return [make("bookmarkStart", id=number, name=name), *inside, make("bookmarkEnd", id=number)]


def bar(tone: str) -> dict[str, Element]:
    """The settings of a paragraph in a callout: a bar at its left and a ground in the colour of its tone."""
    colour, ground = TONES[tone]
    sides = [make("left", val="single", sz=24, space=8, color=colour)]
    return {
        "pBdr": make("pBdr", *sides),
        "shd": shade(ground or "F7F9FB"),
        "spacing": make("spacing", before=0, after=0, line=250, lineRule="auto"),  # a summary keeps to its page
        "ind": make("ind", left=240, right=120, firstLine=0, firstLineChars=0),
    }


def shade(ground: str) -> Element:
    """A ground colour."""
    return make("shd", val="clear", color="auto", fill=ground)
