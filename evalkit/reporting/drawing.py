"""SVG drawings made fit for a report: alone, without scripts, outside addresses or names that clash."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree import ElementTree as ET

from evalkit.errors import ReportError
from evalkit.words import say

_DROPPED = {"script", "style", "foreignObject", "metadata", "title", "desc"}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
# What matplotlib's style sheet says for a whole drawing; as a sheet it would reach the whole page.
_STROKES = {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def parse(svg: str, label: str = "") -> ET.Element:
    """The drawing's tree without namespaces, scripts, style sheets, metadata or addresses outside itself.

    Raises
    ------
    ReportError : it is not SVG; ``label`` says which drawing.

    Examples
    --------
    >>> tree = parse('<svg xmlns="http://www.w3.org/2000/svg"><script/><a href="http://x"/><use href="#m"/></svg>')
    >>> [(child.tag, child.attrib) for child in tree]
    [('a', {}), ('use', {'href': '#m'})]
    """
    try:
        root = ET.fromstring(svg)  # noqa: S314  a drawing of our own making
    except ET.ParseError as error:
        raise ReportError(say("reporting.bad_drawing", label=label, fault=error)) from None
    for node in root.iter():
        node.tag = _local(node.tag)
        node.attrib = {_local(key): value for key, value in node.attrib.items() if not _unwanted(key, value)}
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag in _DROPPED]:
            parent.remove(child)
    root.attrib = {**_STROKES, **root.attrib}
    return root


def own_names(root: ET.Element, prefix: str) -> None:
    """Put ``prefix`` before every id and every reference to one, so that drawings can share a page."""
    for node in root.iter():
        for key, value in node.attrib.items():
            if key == "id":
                node.set(key, prefix + value)
            elif key == "href" and value.startswith("#"):
                node.set(key, f"#{prefix}{value[1:]}")
            elif "url(#" in value:
                node.set(key, _REFERENCE.sub(rf"url(#{prefix}\1)", value))


def each_text(root: ET.Element, change: Callable[[str], str]) -> None:
    """Let ``change`` rewrite every text shown in the drawing."""
    for node in root.iter():
        node.text = change(node.text) if node.text else node.text


def inline(svg: str, prefix: str, alt: str) -> str:
    """The drawing as it stands inside HTML, named ``alt`` for those who cannot see it."""
    root = parse(svg)
    own_names(root, prefix)
    root.attrib = {"role": "img", "aria-label": alt, **root.attrib}
    return ET.tostring(root, encoding="unicode")


def standalone(svg: str, change: Callable[[str], str] = str) -> str:
    """The drawing as a file of its own, its texts passed through ``change``."""
    root = parse(svg)
    each_text(root, change)
    root.attrib = {"xmlns": "http://www.w3.org/2000/svg", **root.attrib}
    return ET.tostring(root, encoding="unicode")


@lru_cache(maxsize=1 << 10)
def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _unwanted(key: str, value: str) -> bool:
    name = _local(key).lower()
    outside = name == "href" and not value.startswith(("#", "data:image/"))
    return outside or name.startswith("on") or key.startswith("{http://www.w3.org/XML")
