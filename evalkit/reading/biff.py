"""The binary workbook (.xls, .et): what the reading library does not tell of it, taken from its records."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from math import isfinite

from evalkit.reading.book import Note, UnreadableError
from evalkit.reading.faults import letter
from evalkit.reading.marks import LARGEST_AREA, Marks, Prepared, edge

_SECTOR_END, _FREE = 0xFFFFFFFA, 0xFFFFFFFF
_BOF, _FILEPASS, _1904, _BOUNDSHEET, _SUPBOOK = 0x0809, 0x002F, 0x0022, 0x0085, 0x01AE
_DIMENSIONS, _ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0200, 0x0208, 0x007D, 0x0205, 0x0006
_CODEPAGE, _INTERFACE, _BIFF8, _UNICODE = 0x0042, 0x00E1, 0x0600, 1200
_OLD_FORMULAS = {0x0206, 0x0406}  # of older versions; some exporters write them into new workbooks
_NUMBER, _STRING, _CONTINUE = 0x0203, 0x0207, 0x003C
_ROW_HIDDEN, _OWN_HEIGHT = 0x20, 0x40
_PENDING = 2  # of a formula: compute it when the workbook is opened
_MULTIPLE = {0x00BD, 0x00BE}
_CELLS = {0x0203, 0x0204, 0x0205, 0x0006, 0x00D6, 0x00FD, 0x027E, 0x00BD}
_UNKNOWN = b"\xef\xbe"  # a record of no known kind is passed over by every reader
_GAP = {"rows": 10_000, "columns": 100}
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
_NOT_WORKBOOKS = {"worddocument": "document", "powerpoint document": "document"}


class _Envelope:
    """The compound file around a binary workbook: its streams by name, and where their bytes stand in the file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in {9, 12}:
            raise UnreadableError("damaged")
        self._size = 1 << shift
        self._fat = self._table()
        self._small_fat: list[int] = []
        self.entries = self._directory()

    def sectors(self, first: int) -> list[int]:
        """Where each sector of a chain begins in the file."""
        chain, seen = [], set()
        while first < _SECTOR_END:
            if first in seen or first >= len(self._fat) or (first + 1) * self._size >= len(self.data):
                raise UnreadableError("damaged")
            seen.add(first)
            chain.append((first + 1) * self._size)
            first = self._fat[first]
        return chain

    def stream(self, first: int, size: int) -> tuple[bytes, list[int], int]:
        """A stream's bytes; where each of its pieces begins in the file; how long a piece is."""
        if size >= struct.unpack_from("<I", self.data, 56)[0]:
            return self._joined(self.sectors(first), self._size, size)
        root = self.entries["root entry"]
        small = self.sectors(root[0])
        table = b"".join(self._sector(at) for at in self.sectors(struct.unpack_from("<I", self.data, 60)[0]))
        following = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        per = self._size // 64
        chain: list[int] = []
        while first < _SECTOR_END and len(chain) * 64 < size:
            if first >= len(following) or first // per >= len(small):
                raise UnreadableError("damaged")
            chain.append(small[first // per] + first % per * 64)
            first = following[first]
        return self._joined(chain, 64, size)

    def _joined(self, chain: list[int], piece: int, size: int) -> tuple[bytes, list[int], int]:
        return b"".join(self.data[at : at + piece] for at in chain)[:size], chain, piece

    def _sector(self, at: int) -> bytes:
        return self.data[at : at + self._size]

    def _table(self) -> list[int]:
        """The chain of all sectors; the first 109 parts of it are listed in the header, the rest elsewhere."""
        places = list(struct.unpack_from("<109I", self.data, 76))
        following, count = struct.unpack_from("<II", self.data, 68)
        for _ in range(min(count, len(self.data) // self._size)):
            if following >= _SECTOR_END or (following + 2) * self._size > len(self.data):
                break
            more = struct.unpack_from(f"<{self._size // 4}I", self.data, (following + 1) * self._size)
            places += more[:-1]
            following = more[-1]
        words = b"".join(self._sector((place + 1) * self._size) for place in places if place < _SECTOR_END)
        return list(struct.unpack(f"<{len(words) // 4}I", words[: len(words) // 4 * 4]))

    def _directory(self) -> dict[str, tuple[int, int]]:
        """The root's and its own entries' names in small letters -> first sector and size.

        What is embedded, such as a document in a workbook, stands deeper and is not listed.
        """
        words = b"".join(self._sector(at) for at in self.sectors(struct.unpack_from("<I", self.data, 48)[0]))
        found: dict[str, tuple[int, int]] = {}
        for at in self._topmost(words):
            length = struct.unpack_from("<H", words, at + 64)[0]
            name = words[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
            if name and words[at + 66]:
                found.setdefault(name, struct.unpack_from("<II", words, at + 116))
        return found

    @staticmethod
    def _topmost(words: bytes) -> list[int]:
        """Where the root and the entries directly in it stand in the directory; they are a tree."""
        places, waiting = [0], [struct.unpack_from("<I", words, 76)[0]]
        while waiting:
            at = waiting.pop() * 128
            if at + 128 <= len(words) and at not in places:
                places.append(at)
                waiting += struct.unpack_from("<II", words, at + 68)
        return places


def prepare(data: bytes) -> Prepared:
    """Look through a binary workbook.

    Parameters
    ----------
    data : the file, which begins as a compound file does.

    Raises
    ------
    UnreadableError : ``password``, ``damaged``, ``document``, ``old`` where it holds no workbook evalkit knows,
        ``stray_cell``.
    """
    try:
        envelope = _Envelope(data)
        names = envelope.entries
        if "encryptedpackage" in names or "encryptioninfo" in names:
            raise UnreadableError("password")
        for name, why in _NOT_WORKBOOKS.items():
            if name in names:
                raise UnreadableError(why)
        entry = names.get("workbook") or names.get("book")
        if entry is None:
            raise UnreadableError("old")
        stream, pieces, piece = envelope.stream(*entry)
        prepared = _Records(data, stream, pieces, piece).prepared()
    except (struct.error, IndexError, KeyError) as error:
        raise UnreadableError("damaged") from error
    if "_vba_project_cur" in names or any(note.code == "macros" for note in prepared.notes):
        prepared.notes = [Note("macros"), *(note for note in prepared.notes if note.code != "macros")]
    return prepared


class _Records:
    """The records of a binary workbook, passed over once."""

    def __init__(self, data: bytes, stream: bytes, pieces: list[int], piece: int) -> None:
        self._data, self._stream, self._pieces, self._piece = bytearray(data), stream, pieces, piece
        self._found = Prepared(data)
        self._starts: list[int] = []
        self._unicode = struct.unpack_from("<H", stream, 4)[0] == _BIFF8

    def prepared(self) -> Prepared:
        """What the whole stream tells; the sheets in the order they are listed."""
        changed = self._globals()
        for number, start in enumerate(self._starts):
            changed = self._sheet(start, self._found.sheets[number]) or changed
        if changed:
            self._found.data = bytes(self._data)
        return self._found

    def _walk(self, at: int) -> Iterator[tuple[int, int, int]]:
        """(kind, where its content begins, its length) of each record of one part of the stream."""
        depth, end, unpack = 0, len(self._stream), struct.Struct("<HH").unpack_from
        while at + 4 <= end:
            kind, length = unpack(self._stream, at)
            if kind == _BOF:
                depth += 1
            elif kind == 0x000A:
                depth -= 1
                if depth <= 0:
                    return
            if depth < 2:
                yield kind, at + 4, length
            at += 4 + length

    def _globals(self) -> bool:
        """Look through the part before the sheets; whether its code page had to be set right."""
        notes, pages = self._found.notes, {}
        for kind, at, length in self._walk(0):
            if kind == _FILEPASS:
                raise UnreadableError("password")
            if kind in {_CODEPAGE, _INTERFACE}:
                pages[kind] = at
            elif kind == _1904:
                self._found.date1904 = self._stream[at] == 1
            elif kind == _BOUNDSHEET:
                self._starts.append(struct.unpack_from("<I", self._stream, at)[0])
                self._found.sheets.append(Marks())
                if self._stream[at + 5] == 1:
                    notes.append(Note("macros"))
            elif kind == _SUPBOOK and length > 4 and Note("external_links") not in notes:
                notes.append(Note("external_links"))
        return self._set_code_page(pages)

    def _set_code_page(self, pages: dict[int, int]) -> bool:
        """Since 1997 the texts of a workbook are Unicode, whatever code page it names; the reading library heeds it."""
        at = pages.get(_CODEPAGE, pages.get(_INTERFACE))
        if not self._unicode or at is None:
            return False
        if _CODEPAGE in pages and struct.unpack_from("<H", self._stream, at)[0] == _UNICODE:
            return False
        self._put(at - 4, struct.pack("<HHH", _CODEPAGE, 2, _UNICODE))
        return True

    def _sheet(self, start: int, marks: Marks) -> bool:
        """Look through one sheet; whether cells of it had to be left out."""
        places: dict[int, tuple[int, int]] = {}
        texts: list[tuple[tuple[int, int], list[bytes]]] = []  # where each text stands, and its pieces
        changed, place, before = False, (0, 0), 0
        for found, at, length in self._walk(start):
            kind = found
            if found in _OLD_FORMULAS:
                kind, changed = _FORMULA, True
                self._put(at - 4, struct.pack("<H", _FORMULA))
            elif found == _DIMENSIONS:  # what is claimed may be a lie, and the reading library makes room for it
                changed = True
                self._put(at - 4, _UNKNOWN)
            if kind in _CELLS and length >= 6:
                row, column = struct.unpack_from("<HH", self._stream, at)
                last = struct.unpack_from("<H", self._stream, at + length - 2)[0] if kind in _MULTIPLE else column
                places[at] = row, last
                place = row, column
                if kind in {_BOOLERR, _FORMULA, _NUMBER}:
                    self._error(kind, at, place, marks)
            elif kind == _STRING:
                texts.append((place, [self._stream[at : at + length]]))
            elif kind == _CONTINUE and before in {_STRING, _CONTINUE} and texts:
                texts[-1][1].append(self._stream[at : at + length])
            elif kind == _ROW and length >= 16 and self._is_hidden_row(at):
                marks.hidden_rows.add(struct.unpack_from("<H", self._stream, at)[0])
            elif kind == _COLINFO and length >= 10 and self._is_hidden_column(at):
                marks.hidden_columns.append(struct.unpack_from("<HH", self._stream, at))
            before = kind
        self._whole_texts(texts, marks)
        return self._leave_out_far(places, marks) or changed

    def _is_hidden_row(self, at: int) -> bool:
        """Whether a row is hidden, or has a height of its own and that is none."""
        height, flags = struct.unpack_from("<H", self._stream, at + 6)[0], self._stream[at + 12]
        return bool(flags & _ROW_HIDDEN or (flags & _OWN_HEIGHT and not height))

    def _is_hidden_column(self, at: int) -> bool:
        width, flags = struct.unpack_from("<HxxB", self._stream, at + 4)
        return bool(flags & 1 or not width)

    def _error(self, kind: int, at: int, place: tuple[int, int], marks: Marks) -> None:
        """Note a cell whose value is an error, or a nought that stands where nobody has computed its formula."""
        value = self._stream[at + 6 : at + 14]
        if kind == _BOOLERR and len(value) > 1 and value[1] == 1:
            marks.cells[place] = ERRORS.get(value[0], "#UNKNOWN!")
        elif kind == _FORMULA and value[6:8] == b"\xff\xff" and value[0] == 2:
            marks.cells[place] = ERRORS.get(value[2], "#UNKNOWN!")
        elif kind == _FORMULA and not any(value) and self._stream[at + 14] & _PENDING:
            marks.cells[place] = "=…"
        elif kind == _NUMBER and not isfinite(struct.unpack("<d", value)[0]):
            marks.cells[place] = ERRORS[0x24]

    def _whole_texts(self, texts: list[tuple[tuple[int, int], list[bytes]]], marks: Marks) -> None:
        """Texts of formulas that go on in another record; the reading library would cut them where the first ends."""
        for place, pieces in texts:
            if self._unicode and len(pieces) > 1:
                marks.cells[place] = joined(pieces)

    def _leave_out_far(self, places: dict[int, tuple[int, int]], marks: Marks) -> bool:
        """Leave out the few cells far from all others, by making their records unknown ones."""
        if not places or max(row for row, _ in places.values()) < _GAP["rows"]:
            return False
        lowest = edge(Counter(row for row, _ in places.values()), _GAP["rows"])
        last = edge(Counter(column for row, column in places.values() if row <= lowest), _GAP["columns"])
        if (lowest + 1) * (last + 1) > LARGEST_AREA:
            raise UnreadableError("stray_cell")
        far = {at: place for at, place in places.items() if place[0] > lowest or place[1] > last}
        marks.stray = [f"{letter(column)}{row + 1}" for row, column in sorted(far.values())]
        for at, place in far.items():
            marks.cells.pop(place, None)
            self._put(at - 4, _UNKNOWN)
        return bool(far)

    def _put(self, at: int, words: bytes) -> None:
        """Write into the file what is to stand at a place of the stream."""
        for n, byte in enumerate(words, at):
            self._data[self._pieces[n // self._piece] + n % self._piece] = byte


def joined(pieces: list[bytes]) -> str:
    r"""A text of a workbook since 1997 out of the records it is spread over; each says anew how wide its letters are.

    Examples
    --------
    >>> joined([b"\x03\x00\x00ab", b"\x01-N"])
    'ab中'
    """
    length, told = struct.unpack_from("<H", pieces[0])[0], [pieces[0][2:], *pieces[1:]]
    letters = (part[1:].decode("utf-16-le" if part[:1] and part[0] & 1 else "latin-1", "replace") for part in told)
    return "".join(letters)[:length]
