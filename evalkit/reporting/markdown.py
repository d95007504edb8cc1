"""Markdown → blocks of the document model.

Raw HTML in the text is shown as the letters it is made of; a link leads only to a place inside the report, any other
address is printed after its words.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import mistune

Block = dict[str, Any]
Token = dict[str, Any]
_WRAPPED = {"strong": "strong", "emphasis": "emphasis", "strikethrough": "strike"}


def blocks(text: str, lang: str = "zh") -> list[Block]:
    """The blocks of a Markdown text.

    Parameters
    ----------
    text : CommonMark with tables and strikethrough.
    lang : in ``zh`` a line end inside a paragraph is no space.

    Returns
    -------
    Plain dicts with ``kind`` heading, paragraph, list, quote, pre, table or rule; running text is a list of parts,
    each ``{"kind": "text", "text": …}`` or a wrapper ``{"kind": "strong", "parts": […]}``.

    Examples
    --------
    >>> blocks("# 一、**结论**")[0]["parts"]
    [{'kind': 'text', 'text': '一、'}, {'kind': 'strong', 'parts': [{'kind': 'text', 'text': '结论'}]}]
    >>> blocks("<b>")[0]["text"]
    '<b>'
    """
    space = "" if lang == "zh" else " "
    found = (_block(token, space) for token in _parser()(text))
    return [block for block in found if block]


def plain(parts: list[Block]) -> str:
    """The words of running text, without their dress."""
    return "".join(part.get("text", "") + plain(part.get("parts", [])) for part in parts)


@cache
def _parser() -> Any:
    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def _block(token: Token, space: str) -> Block | None:
    kind, known = token["type"], None
    if kind == "heading":
        known = {"kind": "heading", "level": token["attrs"]["level"], "parts": _parts(token["children"], space)}
    elif kind in {"paragraph", "block_text"}:
        known = {"kind": "paragraph", "parts": _parts(token["children"], space)}
    elif kind == "block_quote":
        known = {"kind": "quote", "blocks": _blocks(token["children"], space)}
    elif kind == "list":
        items = [_blocks(item["children"], space) for item in token["children"]]
        known = {"kind": "list", "ordered": token["attrs"].get("ordered", False), "items": items}
    elif kind in {"block_code", "block_html"}:
        known = {"kind": "pre", "text": token["raw"].rstrip("\n")}
    elif kind == "table":
        known = _table(token, space)
    elif kind == "thematic_break":
        known = {"kind": "rule"}
    return known


def _blocks(tokens: list[Token], space: str) -> list[Block]:
    return [inner(block) for token in tokens if (block := _block(token, space))]


def inner(block: Block) -> Block:
    """A block as it stands inside another: a heading there is no part of the report, only a line in bold."""
    if block["kind"] != "heading":
        return block
    return {"kind": "paragraph", "parts": [{"kind": "strong", "parts": block["parts"]}]}


def _parts(tokens: list[Token], space: str) -> list[Block]:
    return [part for token in tokens for part in _part(token, space)]


def _part(token: Token, space: str) -> list[Block]:
    kind, parts = token["type"], [{"kind": "text", "text": token.get("raw", "")}]
    if kind in _WRAPPED:
        parts = [{"kind": _WRAPPED[kind], "parts": _parts(token["children"], space)}]
    elif kind == "codespan":
        parts = [{"kind": "code", "text": token["raw"]}]
    elif kind == "link":
        parts = _link(token, space)
    elif kind == "linebreak":
        parts = [{"kind": "break"}]
    elif kind == "softbreak":
        parts = [{"kind": "text", "text": space}] if space else []
    elif kind == "image":
        parts = _parts(token["children"], space)
    return parts


def _link(token: Token, space: str) -> list[Block]:
    address, parts = token["attrs"]["url"], _parts(token["children"], space)
    if address.startswith("#"):
        return [{"kind": "link", "to": address[1:], "parts": parts}]
    return parts if plain(parts) == address else [*parts, {"kind": "text", "text": f" ({address})"}]


def _table(token: Token, space: str) -> Block:
    head, *rest = token["children"]
    rows = rest[0]["children"] if rest else []
    return {
        "kind": "table",
        "label": "",
        "caption": "",
        "header": [[_cell(cell, space) for cell in head["children"]]],
        "body": [[_cell(cell, space) for cell in row["children"]] for row in rows],
        "align": [cell["attrs"].get("align") or "left" for cell in head["children"]],
        "notes": [],
    }


def _cell(token: Token, space: str) -> dict[str, str]:
    return {"t": plain(_parts(token["children"], space))}
