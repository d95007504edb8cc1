"""An executed notebook → the document model: a list of plain-dict blocks that every writer shares.

Kinds: heading, paragraph, list, quote, pre, rule (see `evalkit.reporting.markdown`), table, figure, callout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from evalkit.errors import ReportError
from evalkit.plan_model import CONTRACT
from evalkit.reporting import drawing, markdown, plaintable
from evalkit.reporting.markdown import Block
from evalkit.reporting.notebooks import Notebook, tags
from evalkit.words import LANGUAGES, say

TABLE = "application/vnd.evalkit.table.v1+json"
CALLOUT = "application/vnd.evalkit.callout.v1+json"
SEVERAL = "application/vnd.evalkit.several.v1+json"
WRITTEN = "application/vnd.evalkit.written.v1+json"
FIGURE = "application/vnd.evalkit.figure.v1+json"
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def document(
    notebook: Notebook, *, lang: str, street: Collection[str] = (), year: int | str | None = None
) -> list[Block]:
    """The blocks of an executed notebook.

    Parameters
    ----------
    notebook : after running; cells tagged ``remove`` and sentences in the other language are left out.
    lang : ``zh`` or ``en``.
    street, year : what the report is about (a street by all its names); empty where that is not known. A report on
        the whole contract may show any year.

    Returns
    -------
    Blocks with headings numbered from level 1 without gaps, tables and figures numbered in order, every text
    without control characters.

    Raises
    ------
    ReportError : a cell holds an error, or an object shows another street or year.
    """
    found: list[Block] = []
    for cell in notebook["cells"]:
        if tags(cell) & ({"remove", *LANGUAGES} - {lang}):
            continue
        if cell["cell_type"] == "markdown":
            found += markdown.blocks(cell["source"], lang)
        elif cell["cell_type"] == "code":
            found += [block for output in cell["outputs"] for block in _output(output, lang)]
    for block in found:
        _assert_place(block, street, year)
    return clean(_numbered(_levelled(found)))


def clean(value: Any) -> Any:
    r"""Every text in a structure without control characters, direction marks or broken halves of characters.

    Examples
    --------
    >>> clean({"t": "a\x00\u202eb"})
    {'t': 'ab'}
    """
    return each_text(value, lambda text: _NOT_TEXT.sub("", text))


def each_text(value: Any, change: Any) -> Any:
    """The same structure with ``change`` applied to every text in it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_text(inner, change) for key, inner in value.items()}
    return [each_text(inner, change) for inner in value] if isinstance(value, list | tuple) else value


def _output(output: dict[str, Any], lang: str) -> list[Block]:
    if output["output_type"] == "error":
        raise ReportError(say("reporting.holds_error", fault=output["ename"]))
    return _shown(output.get("data", {}), lang)


def _shown(data: dict[str, Any], lang: str) -> list[Block]:
    """The blocks of what a cell shows, by the richest form it comes in."""
    if SEVERAL in data:
        return [block for one in data[SEVERAL]["shown"] for block in _shown(one, lang)]
    if TABLE in data:
        bundle = data[TABLE]
        return [_table(bundle)] if bundle["body"] or not bundle["notes"] else _noted(bundle)
    if "image/svg+xml" in data:
        return [_figure(data)]
    return _words(data, lang)


def _words(data: dict[str, Any], lang: str) -> list[Block]:
    if CALLOUT in data:
        return [{**data[CALLOUT], "blocks": _inner(data[CALLOUT]["body"], lang)}]
    if WRITTEN in data:
        return _inner(data[WRITTEN]["body"], lang)
    if "text/markdown" in data:
        return markdown.blocks("".join(data["text/markdown"]), lang)
    return _plain(data)


def _inner(text: str, lang: str) -> list[Block]:
    """The blocks of a text that is no part of the report's own structure."""
    return [markdown.inner(block) for block in markdown.blocks(text, lang)]


def _table(bundle: dict[str, Any]) -> Block:
    """A table; its notes are set one after another, so only the last keeps its full stop."""
    *others, last = [str(note) for note in bundle["notes"]] or [""]
    notes = [*(note.rstrip("。.；;") for note in others), last]
    return {**bundle, "notes": [note for note in notes if note]}


def _noted(bundle: dict[str, Any]) -> list[Block]:
    """A table without rows is no table: what its notes say stands as a sentence each."""
    return [{"kind": "paragraph", "parts": [{"kind": "text", "text": str(note)}]} for note in bundle["notes"]]


def _figure(data: dict[str, Any]) -> Block:
    """A figure; one without a bundle of its own has neither caption nor label, and its words are its description."""
    svg = _NOT_TEXT.sub("", "".join(data["image/svg+xml"]))
    bundle = data.get(FIGURE) or {"label": "", "caption": "", "alt": _words_of(svg), "width": "100%"}
    width = bundle["width"] if re.fullmatch(r"\d{1,3}(\.\d+)?%", str(bundle["width"])) else "100%"
    return {**bundle, "kind": "figure", "svg": svg, "width": width}


def _words_of(svg: str) -> str:
    root = drawing.parse(svg)
    return " ".join(node.text.strip() for node in root.iter() if node.text and node.text.strip())


def _plain(data: dict[str, Any]) -> list[Block]:
    table = plaintable.block("".join(data["text/html"])) if "text/html" in data else None
    if table:
        return [table]
    return [{"kind": "pre", "text": "".join(data["text/plain"])}] if "text/plain" in data else []


def _assert_place(block: Block, street: Collection[str], year: int | str | None) -> None:
    shown = block.get("street"), block.get("year")
    wrong_street = street and shown[0] and shown[0] not in street
    wrong_year = year not in {None, CONTRACT} and shown[1] and str(shown[1]) != str(year)
    if wrong_street or wrong_year:
        what = block.get("label") or block.get("title") or block["kind"]
        other = f"{shown[0] or ''} {shown[1] or ''}".strip()
        raise ReportError(
            say("reporting.other_place", what=what, other=other, street=next(iter(street), ""), year=year)
        )


def _levelled(blocks: list[Block]) -> list[Block]:
    """Headings from level 1 without gaps; a single top heading that opens the notebook is its title, not a part."""
    headings = [block for block in blocks if block["kind"] == "heading"]
    top = [block for block in headings if block["level"] == 1]
    if len(headings) > 1 and len(top) == 1 and headings[0] is top[0]:
        blocks = [block for block in blocks if block is not top[0]]
        headings = headings[1:]
    ranks: list[int] = []
    for block in headings:
        ranks = [*(rank for rank in ranks if rank < block["level"]), block["level"]]
        block["level"] = len(ranks)
    return blocks


def _numbered(blocks: list[Block]) -> list[Block]:
    """Numbers for headings, captioned tables and figures; an ``id`` for each, its label the first time it is used."""
    numbers, seen, labels = Counter[str](), Counter[str](), set[str]()
    for block in blocks:
        kind = block["kind"]
        if kind not in {"heading", "table", "figure"}:
            continue
        seen[kind] += 1
        if kind == "heading" or block["caption"]:
            numbers[kind] += 1
            block["number"] = numbers[kind]
        if block.get("label") in labels:
            block["label"] = ""
        labels.add(block.get("label", ""))
        block["id"] = block.get("label") or f"{kind}-{seen[kind]}"
    return blocks
