"""What a workbook loses on its way through openpyxl: the results of formulas, put back; the rest, told."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from xml.etree import ElementTree as ET

from openpyxl import Workbook

from evalkit.reading.package import is_pending, sheet_parts
from evalkit.reading.preflight import Archive
from evalkit.words import say

Results = Mapping[bytes, tuple[str, str]]  # address -> kind and text of what a formula gave
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*/>|<f\b.*?</f>)<v\s*(?:/>|></v>)</c>', re.DOTALL)
_KINDS = {"n", "str", "b", "e", "d"}
_DRAWING, _SHEET = r"xl/drawings/drawing\d+\.xml", r"xl/worksheets/sheet\d+\.xml"
# What a workbook may hold -> the parts it stands in, and how it is known there; without a sign, the part itself.
_HOLDS = {
    "cell_pictures": (r"xl/(?:cellimages|richdata/rdrichvalue)\.xml", None),
    "pictures": (_DRAWING, rb"<(?:\w+:)?pic[ >]"),
    "shapes": (_DRAWING, rb"<(?:\w+:)?(?:sp|grpSp|cxnSp)[ >]"),
    "charts": (_DRAWING, rb"<(?:\w+:)?graphicFrame[ >]"),
    "controls": (r"xl/(?:ctrlprops|activex)/[^/]+\.xml", None),
    "embedded": (r"xl/embeddings/.+", None),
    "slicers": (r"xl/(?:slicers|timelines)/.+\.xml", None),
    "sparklines": (_SHEET, rb"<x14:sparklineGroup[ >]"),
    "lists": (_SHEET, rb"<x14:dataValidation[ >]"),
    "macros": (r".*vbaproject\.bin", None),
}


def results_of(data: bytes) -> dict[str, Results]:
    """What the formulas of a workbook gave when it was saved: sheet -> address -> kind and text."""
    archive = Archive(data)
    noughts = not is_pending(archive)
    parts = {name: archive.read(part) for name, part in sheet_parts(archive).items()}
    return {name: dict(_results(xml, noughts)) for name, xml in parts.items() if re.search(rb"<(?:\w+:)?f[ >/]", xml)}


def _results(xml: bytes, noughts: bool) -> Iterator[tuple[bytes, tuple[str, str]]]:
    """Address, kind and text of each result; where noughts are none, those of formulas never computed are left out."""
    for _, cell in ET.iterparse(io.BytesIO(xml)):  # noqa: S314 - looked through for document types before
        tag = cell.tag.rpartition("}")[2]
        if tag == "row":
            cell.clear()
        if tag != "c":
            continue
        inner = {part.tag.rpartition("}")[2]: part for part in cell}
        kind, value = cell.get("t", "n"), inner["v"].text if "v" in inner else None
        if "f" in inner and value is not None and kind in _KINDS and (noughts or kind != "n" or float(value)):
            yield cell.get("r", "").encode(), (kind, value)


def with_results(xml: bytes, results: Results) -> bytes:
    """The XML of a sheet as openpyxl writes it, with the results of its formulas beside them."""

    def filled(cell: re.Match[bytes]) -> bytes:
        if cell[1] not in results:
            return cell[0]
        kind, value = results[cell[1]]
        told = f' t="{kind}"' if kind != "n" else ""
        shown = f"<v>{escape(value, quote=False)}</v></c>"
        return b'<c r="' + cell[1] + b'"' + cell[2] + told.encode() + b">" + cell[3] + shown.encode()

    return _FORMULA.sub(filled, xml)


def losses(data: bytes, book: Workbook, lang: str) -> tuple[str, ...]:
    """What a copy does not keep of its original, in a sentence; nothing where it keeps all.

    Parameters
    ----------
    data : the original. book : as openpyxl holds it; of what is asked for here it keeps pictures and charts alone.
    """
    archive, held = Archive(data), Counter[str]()
    for name in archive.names:
        for kind, (where, sign) in _HOLDS.items():
            if re.fullmatch(where, name.lower()):
                held[kind] += 1 if sign is None else len(re.findall(sign, archive.read(name)))
    for page in book.worksheets:
        held.subtract(pictures=len(page._images), charts=len(page._charts))  # noqa: SLF001 - no public name
    lost = [say(f"returning.lost_{kind}", lang) for kind in _HOLDS if held[kind] > 0]
    return (say("returning.lost", lang, what=say("errors.separator", lang).join(lost)),) if lost else ()
