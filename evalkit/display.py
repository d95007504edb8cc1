"""What a notebook cell shows: a table, a callout, a text; and Chinese punctuation as print has it.

Each carries a bundle under a media type of its own, which the report reads, beside ``text/html`` for JupyterLab.
Everything that came from a workbook is escaped here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

TABLE = "application/vnd.evalkit.table.v1+json"
CALLOUT = "application/vnd.evalkit.callout.v1+json"
SEVERAL = "application/vnd.evalkit.several.v1+json"
WRITTEN = "application/vnd.evalkit.written.v1+json"
TONES = ("ok", "bad", "warn", "info", "mute")
_COLOURS = {
    "ok": "#e3f1ee",
    "bad": "#fbe4dc",
    "warn": "#fdf3d0",
    "info": "#e6eef7",
    "mute": "#eeeeee",
    "": "transparent",
}

_CHINESE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = "\u201d\u2019\uff09\u300b\u300d\u300f\u3009\u3015\u3011%\uff05"
_OPENING = "\u201c\u2018\uff08\u300a\u300c\u300e\u3008\u3014\u3010"
_MARK = re.compile(
    rf"(?<=[{_CHINESE}{_CLOSING}])([,;:!?]) *(?![0-9]*//)|(?<=[0-9A-Za-z]) *([,;:!?]) *(?=[{_CHINESE}{_OPENING}])"
)
_STOP = re.compile(rf"(?<=[{_CHINESE}\u201d\u2019\uff09\u300b])\.(?=$|\s|[{_CHINESE}\u201d])")
_WIDE = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "!": "\uff01", "?": "\uff1f"}
_PAIR = re.compile(r"\(([^()]*)\)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


@lru_cache(maxsize=1 << 13)
def full_width(text: str) -> str:
    """Half-width punctuation among Chinese turned full-width, for display.

    Numbers, times, codes and Latin text keep theirs; quotes of the notice stay findable, since the plan compares by
    evened width.

    Examples
    --------
    >>> full_width("第一年,每个街道(乡镇)服务费60万,服务3个社区")
    '第一年，每个街道（乡镇）服务费60万，服务3个社区'
    >>> full_width("附件2·二(一)1(1)"), full_width("1,200 户 10:30; MZ/T 094 (2017)")
    ('附件2·二（一）1（1）', '1,200 户 10:30; MZ/T 094 (2017)')
    """
    if not re.search(f"[{_CHINESE}]", text):
        return text
    text = _PAIR.sub(_round, _PAIR.sub(_round, text))
    text = _MARK.sub(lambda found: _WIDE[found[1] or found[2]], text)
    return _STOP.sub("。", text)


def _round(found: re.Match[str]) -> str:
    """A pair of brackets made full-width where Chinese stands in it or in the word before it."""
    before = re.split(r"\s", found.string[: found.start()])[-1]
    after = found.string[found.end() : found.end() + 1]
    if re.search(f"[{_CHINESE}]", before + found[1] + after):
        return f"\uff08{found[1]}\uff09"
    return found[0]


def plain(text: object) -> str:
    r"""Text as Markdown would print it literally: no character of it is taken for markup.

    Examples
    --------
    >>> print(plain("[x](javascript:1) *社区*"))
    \[x\](javascript:1) \*社区\*
    """
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


@dataclass(frozen=True)
class Table:
    """A table to look at.

    Parameters
    ----------
    label : which table this is, the same in every report.
    caption : what it shows.
    header, body : rows of cells ``{t, cs?, rs?}`` and ``{t, c?, cs?}``: text, columns spanned, rows spanned, tone.
    align : one of ``left`` ``right`` ``center`` per column.
    notes : sentences under it.
    street, year : the one place and time it shows; ``""`` and None where it shows several.
    """

    label: str
    caption: str
    header: list[list[dict[str, Any]]]
    body: list[list[dict[str, Any]]]
    align: list[str]
    notes: list[str] = field(default_factory=list)
    street: str = ""
    year: int | None = None

    def __repr__(self) -> str:
        lines = ["  ".join(cell["t"] for cell in row) for row in [*self.header, *self.body]]
        return "\n".join([self.caption, *lines, *self.notes])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {TABLE: {"kind": "table", **vars(self)}, "text/html": self._html(), "text/plain": repr(self)}

    def _html(self) -> str:
        head = "".join(_row(row, "th", self.align) for row in self.header)
        body = "".join(_row(row, "td", self.align) for row in self.body)
        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in self.notes)
        caption = f"<caption>{escape(self.caption)}</caption>"
        return f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>{notes}"


@dataclass(frozen=True)
class Callout:
    """A short statement to be seen first: a title, and a body in Markdown.

    Parameters
    ----------
    tone : one of ``ok`` ``bad`` ``warn`` ``info`` ``mute``.
    """

    tone: str
    title: str
    body: str
    street: str = ""
    year: int | None = None

    def __repr__(self) -> str:
        return f"{self.title}\n{self.body}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        lines = "".join(f"<p>{escape(_unplain(line))}</p>" for line in self.body.splitlines() if line.strip())
        style = f"border-left:4px solid #555;padding:.3em 1em;background:{_COLOURS[self.tone]};color:#222"
        html = f'<div style="{style}"><strong>{escape(self.title)}</strong>{lines}</div>'
        return {CALLOUT: {"kind": "callout", **vars(self)}, "text/html": html, "text/plain": repr(self)}


@dataclass(frozen=True)
class Text:
    """Sentences in Markdown, every number of which was computed."""

    body: str
    street: str = ""
    year: int | None = None

    def __repr__(self) -> str:
        return self.body

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/markdown": self.body, "text/plain": self.body}


@dataclass(frozen=True)
class Written(Text):
    """What people wrote, in Markdown: its headings are lines in bold and no parts of the report."""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = {"kind": "written", "body": self.body, "street": self.street, "year": self.year}
        return {WRITTEN: bundle, **super()._repr_mimebundle_()}


@dataclass(frozen=True)
class Several:
    """Several things to look at, one below the other."""

    shown: list[Any]

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.shown))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundles = [one._repr_mimebundle_() for one in self.shown]
        html = "".join(bundle.get("text/html") or bundle.get("image/svg+xml") or _pre(bundle) for bundle in bundles)
        return {SEVERAL: {"kind": "several", "shown": bundles}, "text/html": html, "text/plain": repr(self)}


def _pre(bundle: dict[str, Any]) -> str:
    return f'<pre style="white-space:pre-wrap">{escape(bundle["text/plain"])}</pre>'


def head(*titles: str) -> list[list[dict[str, Any]]]:
    """A header of one row."""
    return [[{"t": title} for title in titles]]


def cell(text: object, tone: str = "", **spans: int) -> dict[str, Any]:
    """One cell of a table; ``spans`` may be ``cs`` and ``rs``.

    Examples
    --------
    >>> cell("达标", "ok"), cell(3)
    ({'t': '达标', 'c': 'ok'}, {'t': '3'})
    """
    return {"t": full_width(str(text)), **({"c": tone} if tone else {}), **spans}


def _row(cells: list[dict[str, Any]], tag: str, align: list[str]) -> str:
    return "<tr>" + "".join(_cell(one, tag, side) for one, side in zip(cells, [*align, *align], strict=False)) + "</tr>"


def _cell(one: dict[str, Any], tag: str, side: str) -> str:
    spans = "".join(f' {name}="{one[key]}"' for key, name in (("cs", "colspan"), ("rs", "rowspan")) if key in one)
    tone = f";background:{_COLOURS[one['c']]};color:#222" if one.get("c") else ""
    return f'<{tag}{spans} style="text-align:{side}{tone}">{escape(one["t"])}</{tag}>'


def _unplain(line: str) -> str:
    return re.sub(r"\\([\\`*_\[\]<>#|~&])", r"\1", line)
