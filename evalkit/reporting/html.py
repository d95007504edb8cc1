"""The document model → one HTML file that needs nothing beside it: no script, no outside address."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from evalkit.reporting import drawing
from evalkit.reporting.cover import Cover
from evalkit.reporting.markdown import Block, plain

_WIDE = re.compile("[^\0-\u2e7f]")
_SHORT, _LONG = 18, 40  # half-width letters: a column up to the first never wraps, one beyond the second has room to


def render(blocks: list[Block], cover: Cover) -> bytes:
    """The report as HTML.

    Parameters
    ----------
    blocks : from `evalkit.reporting.document.document`.
    cover : from `evalkit.reporting.cover.cover`.

    Returns
    -------
    UTF-8 bytes; the same input gives the same bytes.
    """
    page = template("report.html.j2").render(
        blocks=blocks,
        cover=cover,
        css=Markup(css()),  # noqa: S704  our own style sheet
        contents=[block for block in blocks if block["kind"] == "heading" and block["level"] <= 2],
        drawings=[block for block in blocks if block["kind"] in {"table", "figure"} and block.get("number")],
        labels={block["label"] for block in blocks if block.get("label")},
        page_lang="zh-CN" if cover["lang"] == "zh" else "en",
    )
    return page.lstrip().encode("utf-8")


@cache
def template(name: str) -> Template:
    """One of the templates beside this module; everything put into it is escaped."""
    environment = Environment(
        loader=PackageLoader("evalkit.reporting", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(plain=plain, svg=_svg, classes=classes, placed=placed, heads_part=heads_part)
    return environment.get_template(name)


def css() -> str:
    """The style sheet, shared by reports and site."""
    return text("report.css")


@cache
def text(name: str) -> str:
    """One of the style sheets and scripts beside this module."""
    return files("evalkit.reporting").joinpath(name).read_text(encoding="utf-8")


def classes(table: Block) -> list[str]:
    """Per column how it is aligned, and how it may wrap: ``short`` never, ``middle`` and ``long`` not below a width.

    Examples
    --------
    >>> classes({"align": ["left", "center"], "body": [[{"t": "字" * 30}, {"t": "达标"}]]})
    ['left long', 'center short']
    """
    longest = [0] * len(table["align"])
    for row in table["body"]:
        for at, cell in placed(row):
            if "cs" not in cell and at < len(longest):
                longest[at] = max(longest[at], width(cell["t"]))
    return [f"{side} {_wrapping(most)}" for side, most in zip(table["align"], longest, strict=True)]


def _wrapping(longest: int) -> str:
    return "short" if longest <= _SHORT else "long" if longest > _LONG else "middle"


def heads_part(row: list[dict[str, Any]], columns: int) -> bool:
    """Whether a row of the body is the heading of those below it: one plain cell over the whole width.

    Examples
    --------
    >>> heads_part([{"t": "服务团队", "cs": 7}], 7), heads_part([{"t": "合计", "cs": 7, "c": "ok"}], 7)
    (True, False)
    """
    return len(row) == 1 and row[0].get("cs") == columns and not row[0].get("c")


def placed(row: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Each cell of a table row with the column it begins in.

    Examples
    --------
    >>> [column for column, _ in placed([{"t": "合计", "cs": 2}, {"t": "3"}])]
    [0, 2]
    """
    starts = accumulate((cell.get("cs", 1) for cell in row), initial=0)
    return list(zip(starts, row, strict=False))


def width(text: str) -> int:
    """Its width in half-width letters: a Chinese character counts two.

    Examples
    --------
    >>> width("40 户")
    5
    """
    return len(text) + len(_WIDE.findall(text))


def _svg(block: Block) -> Markup:
    inner = drawing.inline(block["svg"], f"{block['id']}-", block["alt"])
    return Markup(inner)  # noqa: S704  built from a parsed tree by a serialiser that escapes
