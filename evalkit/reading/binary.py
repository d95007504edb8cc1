"""The zipped workbook of binary parts (.xlsb): what the reading library does not tell of it."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator

from evalkit.reading.biff import ERRORS
from evalkit.reading.book import Note, UnreadableError
from evalkit.reading.marks import LARGEST_AREA, Marks, Prepared, attributes
from evalkit.reading.preflight import Archive

_ROW, _BLANK, _ERROR, _LAST_CELL, _FORMULA_ERROR = 0, 1, 3, 11, 11
_COLUMN, _MERGED, _SHEET, _PROPERTIES = 60, 176, 156, 153
_FORMULA, _COMPUTING, _ON_LOAD, _WHEN_OPENED = 9, 157, 1, 2
_HIDDEN_ROW, _OWN_HEIGHT = 0x10, 0x20
_RELATION = re.compile(rb"<Relationship\s[^<>]*>")


def prepare(archive: Archive, data: bytes) -> Prepared:
    """Look through a workbook of binary parts.

    Parameters
    ----------
    archive : its parts. data : the file.

    Raises
    ------
    UnreadableError : a part is damaged or too large; ``stray_cell`` where a sheet is too far-flung.
    """
    names = {name.lower(): name for name in archive.names}
    prepared = Prepared(data)
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        prepared.notes.append(Note("macros"))
    if any("externallinks/" in name and "_rels/" not in name for name in names):
        prepared.notes.append(Note("external_links"))
    try:
        targets = _targets(archive.read(names["xl/_rels/workbook.bin.rels"]))
        book = list(_records(archive.read(names["xl/workbook.bin"])))
        pending = any(kind == _COMPUTING and int.from_bytes(words[24:26], "little") & _ON_LOAD for kind, words in book)
        for kind, words in book:
            if kind == _PROPERTIES:
                prepared.date1904 = bool(words[0] & 1)
            elif kind == _SHEET:
                part = names.get(targets.get(_text(words, 8), "").lower(), "")
                prepared.sheets.append(_marked(archive.read(part), pending) if "worksheets/" in part else Marks())
    except (struct.error, IndexError, KeyError) as error:
        raise UnreadableError("damaged") from error
    return prepared


def _targets(relations: bytes) -> dict[str, str]:
    told = [attributes(tag) for tag in _RELATION.findall(relations)]
    return {
        one[b"Id"].decode(): posixpath.normpath(posixpath.join("/xl", one[b"Target"].decode())).lstrip("/")
        for one in told
    }


def _text(words: bytes, at: int) -> str:
    length = struct.unpack_from("<I", words, at)[0]
    return words[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _records(words: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of each record; both numbers before it are written in sevens of bits."""
    at, end = 0, len(words)
    while at < end:
        kind = words[at]
        at += 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (words[at] << 7), at + 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = words[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        yield kind, words[at : at + length]
        at += length


def _marked(part: bytes, pending: bool) -> Marks:
    """What a sheet tells; ``pending``: its formulas are still to be computed, so that a nought of one is no result."""
    marks, row, lowest, last, merged = Marks(()), 0, -1, -1, []
    for kind, words in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", words)[0]
            if words[11] & _HIDDEN_ROW or (words[11] & _OWN_HEIGHT and words[8:10] == bytes(2)):
                marks.hidden_rows.add(row)
        elif _BLANK < kind <= _LAST_CELL:
            column = struct.unpack_from("<I", words)[0]
            lowest, last = max(lowest, row), max(last, column)
            if kind in {_ERROR, _FORMULA_ERROR}:
                marks.cells[row, column] = ERRORS.get(words[8], "#UNKNOWN!")
            elif (
                kind == _FORMULA
                and not any(words[8:16])
                and (pending or int.from_bytes(words[16:18], "little") & _WHEN_OPENED)
            ):
                marks.cells[row, column] = "=…"
        elif kind == _COLUMN and (words[16] & 1 or words[8:12] == bytes(4)):
            marks.hidden_columns.append(struct.unpack_from("<II", words))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", words)
            merged.append((top, left, bottom, right))
    if (lowest + 1) * (last + 1) > LARGEST_AREA:
        raise UnreadableError("stray_cell")
    marks.merged = tuple(merged)
    return marks
