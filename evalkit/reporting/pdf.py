"""The document model → PDF, through one static Typst template that reads the report as data, never as markup."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

import typst

from evalkit.errors import ReportError
from evalkit.reporting import drawing, glyphs
from evalkit.reporting.cover import Cover
from evalkit.reporting.document import each_text
from evalkit.reporting.fitting import columns
from evalkit.reporting.markdown import Block
from evalkit.words import say

_STANDARD = "ua-1"  # tagged and accessible; without a font for some character this is an error, never a blank
# The shipped fonts draw curly quotation marks a Chinese character wide: beside Latin letters straight ones stand.
_DOUBLE = re.compile("[\u201c\u201d](?=[!-~])|(?<=[!-~])[\u201c\u201d]")
_SINGLE = re.compile("[\u2018\u2019](?=[!-~])|(?<=[!-~])[\u2018\u2019]")
_KEPT = 10  # documents, in Typst's memory
_MANY = 7  # columns; of more the letters are smaller
_WIDTH = 162 / 25.4 * 72  # of the text on a page, in points
_log = logging.getLogger(__name__)


def render(blocks: list[Block], cover: Cover) -> bytes:
    """The report as PDF/UA-1: cover, contents with page numbers, running heads, numbered tables and figures.

    Parameters
    ----------
    blocks : from `evalkit.reporting.document.document`.
    cover : from `evalkit.reporting.cover.cover`.

    Returns
    -------
    The bytes of the file; the same input gives the same bytes. A character the shipped fonts cannot draw is
    shown as 〓 and listed in the log.

    Raises
    ------
    ReportError : there are no fonts, or the report cannot be set.
    """
    lost: set[str] = set()
    straight = cover["lang"] == "en"

    @cache
    def ready(text: str) -> str:
        return glyphs.drawable(_SINGLE.sub("'", _DOUBLE.sub('"', text)) if straight else text, lost)

    drawn = [_drawn(block, ready) for block in blocks]
    data = each_text({"blocks": drawn, "cover": cover}, ready)
    data["blocks"] = [_set(block) for block in data["blocks"]]
    if lost:
        _log.warning(say("reporting.glyphs_lost", letters=" ".join(sorted(lost))))
    return _compiled(json.dumps(data, ensure_ascii=False), _moment(cover["date"]))


def picture(svg: str, dots: int = 200) -> tuple[bytes, tuple[float, float]]:
    """A drawing as PNG, for documents that take no other, with its width and height.

    Parameters
    ----------
    dots : per inch.

    Raises
    ------
    ReportError : there are no fonts, or the drawing cannot be set.
    """
    lost: set[str] = set()
    drawn = drawing.standalone(svg, lambda text: glyphs.drawable(text, lost))
    page = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    try:
        made = typst.compile(page, font_paths=_fonts(), ignore_system_fonts=True, format="png", ppi=dots,
                             sys_inputs={"svg": drawn})  # fmt: skip
    except RuntimeError as error:
        raise ReportError(say("reporting.pdf_failed", fault=error)) from None
    wide, high = (int.from_bytes(made[at : at + 4], "big") for at in (16, 20))  # PNG says so at its beginning
    return bytes(made), (wide, high)


def let_go() -> None:
    """Make Typst forget what it set: it keeps the parts of its last ten documents, some sixty megabytes of each."""
    for _ in range(_KEPT):
        typst.compile(b" ", font_paths=_fonts(), ignore_system_fonts=True)


def _drawn(block: Block, ready: Callable[[str], str]) -> Block:
    return {**block, "svg": drawing.standalone(block["svg"], ready)} if block["kind"] == "figure" else block


def _set(block: Block) -> Block:
    """A table with size, inset and widths in points, wherever it stands; its widths are shares of the room there."""
    if "items" in block:
        return block | {"items": [[_set(inner) for inner in item] for item in block["items"]]}
    if "blocks" in block:
        return block | {"blocks": [_set(inner) for inner in block["blocks"]]}
    if block["kind"] != "table":
        return block
    size, inset = (8, 3.2) if len(block["align"]) > _MANY else (8.6, 5)
    widths = columns(block, size, 2 * inset + 0.5, _WIDTH)
    return block | {"size": size, "inset": inset, "columns": [round(one, 2) for one in widths]}


def _compiled(data: str, moment: datetime) -> bytes:
    template = files("evalkit.reporting").joinpath("report.typ").read_bytes()
    try:
        made = typst.compile(
            template,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[_STANDARD],
            sys_inputs={"report": data},
            timestamp=moment,
        )
    except RuntimeError as error:
        raise ReportError(say("reporting.pdf_failed", fault=error)) from None
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(glyphs.folder())])
    if not found.families():
        raise ReportError(say("reporting.no_fonts"))
    return found


def _moment(last: str) -> datetime:
    """The time written into the file: the data's last day, or ``SOURCE_DATE_EPOCH`` where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    day = date.fromisoformat(last) if last else date(1980, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
