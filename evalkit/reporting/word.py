"""The document model → Word: real headings, captions and contents, to be edited in Word or WPS and filed."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.shared import Emu, Mm

from evalkit.errors import ReportError
from evalkit.reporting import pdf
from evalkit.reporting.cover import Cover
from evalkit.reporting.markdown import Block, plain
from evalkit.reporting.wordstyle import dressed, paged
from evalkit.reporting.wordtable import table
from evalkit.reporting.wordxml import RULE, TONES, Element, bar, bookmark, field, make, paragraph, parts, run
from evalkit.words import say

_TEXT_WIDTH, _TALLEST = Mm(162), Mm(215)  # a picture and its caption stay on one page
_PLAIN_DATE = (1980, 1, 1, 0, 0, 0)


def render(blocks: list[Block], cover: Cover, *, base: str | Path | None = None) -> bytes:
    """The report as a Word document (.docx).

    Parameters
    ----------
    blocks : from `evalkit.reporting.document.document`.
    cover : from `evalkit.reporting.cover.cover`.
    base : a .docx of your own whose page, heads, feet and styles are taken; its text is not.

    Returns
    -------
    The bytes of the file; the same input gives the same bytes.

    Raises
    ------
    ReportError : ``base`` is no Word document.
    """
    document = _opened(base)
    styles = dressed(document, cover["lang"], own=base is not None)
    writer = _Writer(document, styles, {block["label"] for block in blocks if block.get("label")}, cover)
    body = document.element.body
    end = body.sectPr
    for element in [*_front(styles, cover), *_contents(styles, blocks, cover), *writer.written(blocks)]:
        end.addprevious(element)
    if base is None:
        paged(document, styles, cover)
    _named(document, cover)
    return _saved(document)


def _opened(base: str | Path | None) -> Document:
    """The base document without its text."""
    try:
        document = docx.Document(None if base is None else str(base))
    except (OSError, ValueError, KeyError, SyntaxError, OpcError, zipfile.BadZipFile) as error:
        raise ReportError(say("reporting.bad_base", path=base, fault=error)) from None
    for element in list(document.element.body):
        if element is not document.element.body.sectPr:
            document.element.body.remove(element)
    return document


# ---- cover and contents ---------------------------------------------------------------------------------------------


def _front(styles: dict[str, str], cover: Cover) -> list[Element]:
    """Title, street and year, the few facts, a line for the seal; the text begins on the next page."""
    found = [
        paragraph(styles["note"], run(cover["banner"], bold=True, colour=TONES["warn"][0]), jc=make("jc", val="center"))
    ]
    found = found if cover["banner"] else []
    found += [paragraph(styles["cover"], run(text)) for text in (cover["basis"],) if text]
    found.append(paragraph(styles["title"], run(cover["title"])))
    found += [paragraph(styles["subtitle"], run(cover["subtitle"]))] if cover["subtitle"] else []
    facts = [*cover["fields"], [cover["words"]["evaluator"], "\u3000" * 12]] if cover["fields"] else []
    colon = "：" if cover["lang"] == "zh" else ": "
    found += [paragraph(styles["cover"], run(name + colon, colour=TONES["mute"][0]), run(text)) for name, text in facts]
    return [*found, paragraph(styles["body"], make("r", make("br", type="page")))]


def _contents(styles: dict[str, str], blocks: list[Block], cover: Cover) -> list[Element]:
    """A table of contents that Word fills with page numbers; until then the headings stand in it."""
    headings = [block for block in blocks if block["kind"] == "heading" and block["level"] <= 2]
    if not headings:
        return []
    begin, code, separate, _, end = field(r'TOC \o "1-2" \h \z \u', dirty=True)
    lines = [
        paragraph(styles[f"toc{block['level']}"], make("hyperlink", run(plain(block["parts"])), anchor=block["id"]))
        for block in headings
    ]
    for at, element in enumerate((begin, code, separate)):
        lines[0].insert(1 + at, element)
    lines[-1].append(end)
    title = paragraph(styles["contents"], run(cover["words"]["contents"]))
    return [title, *lines, paragraph(styles["body"], make("r", make("br", type="page")))]


# ---- the blocks -----------------------------------------------------------------------------------------------------


class _Writer:
    """Writes blocks one after another; bookmarks are numbered and pictures kept in the document as they come."""

    def __init__(self, document: Document, styles: dict[str, str], labels: set[str], cover: Cover) -> None:
        self.document, self.styles, self.labels, self.cover = document, styles, labels, cover
        self.marks = 0
        self.depth = 0  # of lists inside lists

    def written(self, blocks: list[Block], tone: str = "") -> list[Element]:
        """The blocks as paragraphs and tables; in a callout with its ``tone``."""
        return [element for block in blocks for element in getattr(self, f"_{block['kind']}")(block, tone)]

    def _marked(self, name: str, inside: list[Element]) -> list[Element]:
        self.marks += 1
        return bookmark(self.marks, name, inside)

    def _parts(self, running: list[Block]) -> list[Element]:
        return parts(running, self.labels)

    def _heading(self, block: Block, _: str) -> list[Element]:
        inside = self._marked(block["id"], self._parts(block["parts"]))
        return [paragraph(self.styles[f"heading{min(block['level'], 4)}"], *inside)]

    def _paragraph(self, block: Block, tone: str) -> list[Element]:
        return [paragraph(self.styles["body"], *self._parts(block["parts"]), **(bar(tone) if tone else {}))]

    def _quote(self, block: Block, _: str) -> list[Element]:
        return self.written(block["blocks"], "mute")

    def _rule(self, _block: Block, _: str) -> list[Element]:
        line = make("pBdr", make("bottom", val="single", sz=4, space=1, color=RULE))
        return [paragraph(self.styles["body"], pBdr=line)]

    def _pre(self, block: Block, tone: str) -> list[Element]:
        return [paragraph(self.styles["note"], run(block["text"]), **(bar(tone) if tone else {}))]

    def _list(self, block: Block, tone: str) -> list[Element]:
        """Items with their mark and a hanging indent, the deeper the further in; more blocks of an item follow it."""
        left, found = (840 if tone else 420) + 360 * self.depth, []
        for number, item in enumerate(block["items"], 1):
            mark = f"{number}." if block["ordered"] else "•"
            first, *rest = item or [{"kind": "paragraph", "parts": []}]
            words = self._parts(first["parts"]) if first["kind"] == "paragraph" else []
            settings = {**(bar(tone) if tone else {}), "ind": make("ind", left=left, hanging=360)}
            tabs = make("tabs", make("tab", val="left", pos=left))
            found.append(
                paragraph(self.styles["list"], run(mark), make("r", make("tab")), *words, tabs=tabs, **settings)
            )
            self.depth += 1
            found += self.written(rest if first["kind"] == "paragraph" else [first, *rest], tone)
            self.depth -= 1
        return found

    def _callout(self, block: Block, _: str) -> list[Element]:
        title = paragraph(
            self.styles["body"], run(block["title"], bold=True), keepNext=make("keepNext"), **bar(block["tone"])
        )
        return [title, *self.written(block["blocks"], block["tone"]), self._gap()]

    def _gap(self) -> Element:
        return paragraph(self.styles["note"])

    def _caption(self, block: Block, *, above: bool) -> list[Element]:
        """``表 3  …`` with a number Word keeps counting; nothing where there is no caption."""
        if not block["caption"]:
            return []
        word = self.cover["words"][block["kind"]]
        number = field(rf"SEQ {word} \* ARABIC", str(block["number"]))
        inside = [run(f"{word} "), *number, run(f"\u3000{block['caption']}")]
        settings = {"keepNext": make("keepNext")} if above else {}
        return [paragraph(self.styles["caption"], *self._marked(block["id"], inside), **settings)]

    def _table(self, block: Block, _: str) -> list[Element]:
        notes = block["notes"]
        numbered = [f"{n}. {note}" for n, note in enumerate(notes, 1)] if len(notes) > 1 else notes
        words = self.cover["words"]
        told = [run(words["notes"] + words["separator"].join(numbered))] if notes else []
        after = paragraph(self.styles["note"], *told)  # two tables that touch would become one
        return [*self._caption(block, above=True), table(block, self.styles["cell"]), after]

    def _figure(self, block: Block, _: str) -> list[Element]:
        picture, (wide, high) = pdf.picture(block["svg"])
        width = min(int(_TEXT_WIDTH * float(block["width"].rstrip("%")) / 100), int(_TALLEST * wide / high))
        inline = self.document.part.new_pic_inline(io.BytesIO(picture), Emu(width), Emu(int(width * high / wide)))
        inline.docPr.set("descr", block["alt"])
        inline.docPr.set("name", block["id"])
        drawn = make("r", make("drawing", inline))
        shown = paragraph(self.styles["figure"], drawn, **({"keepNext": make("keepNext")} if block["caption"] else {}))
        return [shown, *self._caption(block, above=False)]


# ---- the file -------------------------------------------------------------------------------------------------------


def _named(document: Document, cover: Cover) -> None:
    """Title, language and dates in the file's properties; nobody's name."""
    facts: Any = document.core_properties
    day = datetime.combine(date.fromisoformat(cover["date"] or "1980-01-01"), datetime.min.time(), UTC)
    facts.title = f"{cover['title']} · {cover['subtitle']}" if cover["subtitle"] else cover["title"]
    facts.subject, facts.author, facts.last_modified_by, facts.comments, facts.keywords = (
        cover["basis"],
        "evalkit",
        "",
        "",
        "",
    )
    facts.language = "zh-CN" if cover["lang"] == "zh" else "en-GB"
    facts.created = facts.modified = day.replace(tzinfo=None)
    facts.revision = 1


def _saved(document: Document) -> bytes:
    """The file with every part dated alike."""
    first, last = io.BytesIO(), io.BytesIO()
    thumbnails = [key for key, one in document.part.package.rels.items() if one.reltype.endswith("/thumbnail")]
    for key in thumbnails:
        document.part.package.rels.pop(key)
    document.save(first)
    with zipfile.ZipFile(first) as found, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as written:
        for name in found.namelist():
            written.writestr(zipfile.ZipInfo(name, _PLAIN_DATE), found.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()
