"""A zipped workbook of XML (.xlsx, .xlsm, Strict too): what its parts tell, and a safe copy where it needs one."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from evalkit.reading.book import Note, UnreadableError
from evalkit.reading.marks import Marks, Prepared, attributes, mark, plain
from evalkit.reading.preflight import Archive, check_prolog, goes_on

_SHEET = re.compile(rb"<sheet\s[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
PROPERTY = "evalkit-copy-of"  # of a marked copy: the SHA-256 of its original, a space, the name of its original
_COMPUTE = re.compile(rb"<calcPr\b[^<>]*>")
_PROPERTIES = re.compile(rb"<workbookPr\b[^<>]*>")
_STRING_CELL = re.compile(rb'\st="s"[^<>]*>\s*<v>\s*(\d+)')
_DECLARED = re.compile(r"""(<\?xml[^<>]*encoding=["'])[^"']+""")
_LARGEST_TEXT = 100 << 20  # bytes of text in all cells together
_SMALL = 8 << 20
_HEAD, _LONG_HEAD = 512, 64 << 10  # bytes in which the first element of a part is looked for
_XML = (".xml", ".rels", ".vml")
_WANTED = re.compile(r"\[content_types\]\.xml|_rels/\.rels|(?:.*/)?(?:sharedstrings|styles)\.xml", re.IGNORECASE)
# XML allows the tab and the two line ends only.
_CONTROLS = bytes({*range(32)} - {9, 10, 13})


@dataclass
class _Listed:
    """One sheet as the workbook lists it."""

    tag: bytes
    name: str
    part: str
    kind: str


def prepare(archive: Archive, data: bytes) -> Prepared:
    """Look through a workbook of XML parts.

    Parameters
    ----------
    archive : its parts. data : the file.

    Raises
    ------
    UnreadableError : a part is damaged, too large or declares a document type; a sheet is too far-flung; no workbook.
    """
    parts = _Parts(archive)
    prepared = Prepared(data)
    listed = _sheets(parts)
    prepared.date1904 = attributes(_first(_PROPERTIES, parts.workbook)).get(b"date1904") in {b"1", b"true", b"on"}
    _note_macros(archive, prepared)
    pending = _pending(parts)
    for sheet in listed:
        prepared.sheets.append(_marked(parts, sheet, pending))
    _check_amount_of_text(parts, [sheet.part for sheet in listed])
    if any(len(part) != len(part.translate(None, _CONTROLS)) for part in parts.read.values()):
        prepared.notes.append(Note("control_characters"))
    if parts.changed or archive.odd:
        prepared.data = parts.packed()
    return prepared


def sheet_parts(archive: Archive) -> dict[str, str]:
    """The name of every sheet of such a workbook, and of the part its cells stand in."""
    return {sheet.name: sheet.part for sheet in _sheets(_Parts(archive)) if sheet.kind == "worksheet" and sheet.part}


def is_pending(archive: Archive) -> bool:
    """Whether the formulas of such a workbook are still to be computed, so that a nought of one is no result."""
    return _pending(_Parts(archive))


class _Parts:
    """The parts that are read, by name, and whether they are to be read otherwise than they stand."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.read: dict[str, bytes] = {}
        self.changed = False
        self._names = {name.lower().replace("\\", "/").lstrip("/"): name for name in archive.names}
        for name in archive.names:
            if _WANTED.fullmatch(name):
                self[name]
        self.path = self.find("xl/workbook.xml") or self._main()
        if not self.path:
            raise UnreadableError("damaged")
        self.workbook = self.put(self.path, plain(self[self.path]))
        folder, _, name = self.path.rpartition("/")
        self.folder = folder
        self.relations = self.find(f"{folder}/_rels/{name}.rels".lstrip("/"))

    def __getitem__(self, name: str) -> bytes:
        if name not in self.read:
            whole = self.archive.read(name)
            check_prolog(whole)
            self.read[name] = whole
            if whole.startswith((b"\xff\xfe", b"\xfe\xff")):
                self.put(name, _DECLARED.sub(r"\1UTF-8", whole.decode("utf-16", "replace"), count=1).encode())
                check_prolog(self.read[name])
        return self.read[name]

    def find(self, path: str) -> str:
        """A part's name as it is written, by its path in any case; ``""`` where there is none."""
        return self._names.get(path.lower(), "")

    def put(self, name: str, words: bytes) -> bytes:
        """Have a part read as these words."""
        self.changed = self.changed or words != self[name]
        self.read[name] = words
        return words

    def packed(self) -> bytes:
        """The parts that were read as a workbook of their own."""
        made = io.BytesIO()
        size = sum(map(len, self.read.values()))
        how = zipfile.ZIP_STORED if size < _SMALL else zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(made, "w", how, compresslevel=1) as archive:
            for name, words in self.read.items():
                archive.writestr(zipfile.ZipInfo(name.replace("\\", "/")), words, how)
        return made.getvalue()

    def _main(self) -> str:
        """The workbook's part where it has an unusual name."""
        roots = self.find("_rels/.rels")
        for tag in _RELATION.findall(self[roots]) if roots else []:
            told = attributes(tag)
            if told.get(b"Type", b"").endswith(b"/officeDocument"):
                return self.find(told.get(b"Target", b"").decode("utf-8", "replace").lstrip("/"))
        return ""


def _sheets(parts: _Parts) -> list[_Listed]:
    """The sheets as listed; those of macros are struck off the list, as the reading library knows none."""
    relations = {}
    for tag in _RELATION.findall(parts[parts.relations]) if parts.relations else []:
        told = attributes(tag)
        target = html.unescape(told.get(b"Target", b"").decode("utf-8", "replace")).replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", parts.folder, target)).lstrip("/")
        path = parts.find(path) or parts.find(posixpath.normpath(target.lstrip("/")))
        relations[told.get(b"Id", b"")] = path, told.get(b"Type", b"").decode("ascii", "replace").rpartition("/")[2]
    listed = []
    for tag in _SHEET.findall(parts.workbook):
        told = attributes(tag)
        part, kind = relations.get(told.get(b"id", b""), ("", ""))
        listed.append(_Listed(tag, html.unescape(told.get(b"name", b"").decode("utf-8", "replace")), part, kind))
    for sheet in listed:
        if _is_macro(sheet):
            parts.workbook = parts.put(parts.path, parts.workbook.replace(sheet.tag, b""))
    return [sheet for sheet in listed if not _is_macro(sheet)]


def _is_macro(sheet: _Listed) -> bool:
    return "macrosheet" in sheet.kind.lower() or "macrosheets/" in sheet.part.lower()


def _pending(parts: _Parts) -> bool:
    """Whether the workbook's formulas are to be computed when it is opened, as a program asks that computes none.

    Our own marked copies ask for it too, with the results of the original beside the formulas.
    """
    if attributes(_first(_COMPUTE, parts.workbook)).get(b"fullCalcOnLoad") not in {b"1", b"true"}:
        return False
    own = parts.find("docProps/custom.xml")
    try:
        return not (own and PROPERTY.encode() in parts.archive.read(own))
    except UnreadableError:  # no record stands in that part
        return True


def _marked(parts: _Parts, sheet: _Listed, pending: bool) -> Marks:
    if sheet.kind != "worksheet" or not sheet.part:
        return Marks()
    xml, marks = mark(parts[sheet.part], pending)
    parts.put(sheet.part, xml)
    return marks


def _note_macros(archive: Archive, prepared: Prepared) -> None:
    names = [name.lower() for name in archive.names]
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        prepared.notes.append(Note("macros"))
    if any("externallinks/" in name and "_rels/" not in name for name in names):
        prepared.notes.append(Note("external_links"))


def _check_amount_of_text(parts: _Parts, sheets: list[str]) -> None:
    """A text that stands in the file once may stand in a hundred thousand cells: that must fit the memory too."""
    strings = next((part for name, part in parts.read.items() if name.lower().endswith("sharedstrings.xml")), b"")
    read = [parts.read[name] for name in sheets if name in parts.read]
    cells = sum(part.count(b't="s"') for part in read)
    sizes = [len(one) for one in strings.split(b"</si>")]
    if max(sizes) * cells <= _LARGEST_TEXT:
        return
    numbers = (int(number) for part in read for number in _STRING_CELL.findall(part))
    if sum(sizes[number] for number in numbers if number < len(sizes)) > _LARGEST_TEXT:
        raise UnreadableError("too_large")


def _first(pattern: re.Pattern[bytes], words: bytes) -> bytes:
    found = pattern.search(words)
    return found[0] if found else b""


def check_document_types(archive: Archive) -> None:
    """See that no XML part declares a document type, whether it is read or not.

    Raises
    ------
    UnreadableError : ``doctype``.
    """
    for name in archive.names:
        if name.lower().endswith(_XML):
            words = archive.head(name)
            if len(words) >= _HEAD and goes_on(words):
                words = archive.head(name, _LONG_HEAD)
                if goes_on(words):  # no program writes so much before the first element
                    raise UnreadableError("doctype")
            check_prolog(words)
