"""A look into a workbook's zip before anything is opened: what would eat the memory or lies about itself is refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from evalkit.reading.book import UnreadableError

_LARGEST = 500 << 20  # bytes, all parts unpacked, as the directory tells
_LARGEST_READ = 120 << 20  # bytes, those parts unpacked that are read
_MOST_PARTS = 10_000
_CHUNK, _LARGE = 4 << 20, 16 << 20
_HARMLESS = 1 << 20  # bytes that a part may hold though it says less
_STORED, _DEFLATED = 0, 8
_HEAD = 1024
_UTF16 = {"utf-16-le": (b"\xff\xfe", b"<\0"), "utf-16-be": (b"\xfe\xff", b"\0<")}
# What may stand before the first element of an XML file, as long as it declares nothing.
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_FAILURES = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error)
# A cell that is merely formatted closes itself; nothing is lost with it.
_MERELY_FORMATTED = re.compile(rb"<c\s(?>[^<>]*?\br=)[^<>]*+(?<=/)>")


class Archive:
    """The parts of a zipped workbook, each unpacked at most as far as it may be.

    Attributes
    ----------
    names : of all parts, as written. odd : whether the directory lies, so that it must not be handed on.

    Raises
    ------
    UnreadableError : ``damaged``, ``too_large``, ``password``, or ``unsafe`` where parts share their bytes.

    Examples
    --------
    >>> Archive(b"PK not really")
    Traceback (most recent call last):
    evalkit.reading.book.UnreadableError: ...
    """

    def __init__(self, data: bytes) -> None:
        self._data, self._left, self.odd = data, _LARGEST_READ, False
        if _listed(data) > _MOST_PARTS:
            raise UnreadableError("too_large")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as directory:
                listed, self._end = directory.infolist(), directory.start_dir
        except _FAILURES as error:
            raise UnreadableError("damaged") from error
        _check_end(data)
        if sum(part.file_size for part in listed) > _LARGEST:
            raise UnreadableError("too_large")
        if not listed:
            raise UnreadableError("damaged")
        if len({part.filename.lower() for part in listed}) < len({part.filename for part in listed}):
            raise UnreadableError("unsafe")  # two parts that differ by case only: one reader takes this, another that
        self._parts = {part.filename: part for part in listed}
        self.names = [*self._parts]
        self.odd = len(listed) > len(self.names)
        self._starts = {part.filename: self._start(part) for part in self._parts.values()}
        self._check_overlap()

    def head(self, name: str, size: int = _HEAD) -> bytes:
        """The first bytes of a part, a kilobyte or less unless more are asked for."""
        try:
            packed = self._packed(name)[:size]
            return packed if self._parts[name].compress_type == _STORED else _inflater().decompress(packed, size)
        except zlib.error as error:
            raise UnreadableError("damaged") from error

    def read(self, name: str) -> bytes:
        """A whole part; of a very large one what is merely formatted is left out.

        Raises
        ------
        UnreadableError : ``damaged``, or ``too_large`` as soon as it is more than may be read.
        """
        part = self._parts[name]
        try:
            whole = self._whole(name) if part.file_size <= _LARGE else self._lean(name)
        except zlib.error as error:
            raise UnreadableError("damaged") from error
        self._left -= len(whole)
        return whole

    def _start(self, part: zipfile.ZipInfo) -> int:
        """Where a part's bytes begin, behind its own header."""
        at = part.header_offset
        if self._data[at : at + 4] != b"PK\x03\x04" or part.compress_type not in {_STORED, _DEFLATED}:
            raise UnreadableError("damaged")
        if part.flag_bits & 1:
            raise UnreadableError("password")
        name, extra = struct.unpack_from("<HH", self._data, at + 26)
        return at + 30 + int(name) + int(extra)

    def _check_overlap(self) -> None:
        spans = sorted((self._starts[name], self._parts[name].compress_size) for name in self.names)
        ends = [start + size for start, size in spans]
        if any(end > start for end, start in zip(ends, [*(start for start, _ in spans[1:]), self._end], strict=True)):
            raise UnreadableError("unsafe")

    def _packed(self, name: str) -> bytes:
        start = self._starts[name]
        return self._data[start : start + self._parts[name].compress_size]

    def _whole(self, name: str) -> bytes:
        part, packed = self._parts[name], self._packed(name)
        most = min(self._left, max(part.file_size, _HARMLESS))
        if part.compress_type == _DEFLATED:
            inflater = _inflater()
            packed = inflater.decompress(packed, most + 1)
            if not inflater.eof and len(packed) <= most:
                raise UnreadableError("damaged")
        if len(packed) > most:
            raise UnreadableError("too_large")
        self.odd = self.odd or len(packed) != part.file_size
        if zlib.crc32(packed) != part.CRC:
            raise UnreadableError("damaged")
        return packed

    def _lean(self, name: str) -> bytes:
        """A large part, piece by piece, without what is merely formatted."""
        kept, rest, size, seen = [], b"", 0, 0
        for piece in self._pieces(name):
            seen += len(piece)
            cut = piece.rfind(b"<")
            if cut >= 0:
                whole = _MERELY_FORMATTED.sub(b"", rest + piece[:cut])
                kept.append(whole)
                size, rest = size + len(whole), piece[cut:]
            else:
                rest += piece
            if size + len(rest) > self._left or seen > self._parts[name].file_size:
                raise UnreadableError("too_large")
        return b"".join([*kept, rest])

    def _pieces(self, name: str) -> Iterator[bytes]:
        packed = self._packed(name)
        if self._parts[name].compress_type == _STORED:
            yield from (packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))
            return
        inflater = _inflater()
        while not inflater.eof:
            piece = inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
            if not (piece or packed or inflater.eof):
                raise UnreadableError("damaged")
            yield piece


def _listed(data: bytes) -> int:
    """How many parts the directory lists, told without reading it."""
    end = data.rfind(b"PK\x05\x06")
    return data.count(b"PK\x01\x02", max(end - (_MOST_PARTS << 10), 0), end) if end >= 0 else 0


def _check_end(data: bytes) -> None:
    """See that the end record of large files, where there is one, says what the usual one says."""
    at = data.rfind(b"PK\x05\x06")
    if at < 76 or data[at - 20 : at - 16] != b"PK\x06\x07":
        return
    usual = struct.unpack_from("<HHII", data, at + 8)
    large = struct.unpack_from("<QQQQ", data, at - 52)
    beyond = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    agree = all(one in {other, most} for one, other, most in zip(usual, large, beyond, strict=True))
    if data[at - 76 : at - 72] != b"PK\x06\x06" or struct.unpack_from("<Q", data, at - 12)[0] != at - 76 or not agree:
        raise UnreadableError("unsafe")


def _inflater() -> zlib._Decompress:
    return zlib.decompressobj(-zlib.MAX_WBITS)


def check_prolog(words: bytes) -> None:
    r"""See that an XML file declares no document type: nothing in a workbook needs one, and attacks do.

    Parameters
    ----------
    words : the file, or its beginning.

    Raises
    ------
    UnreadableError : ``doctype``.

    Examples
    --------
    >>> check_prolog(b"<?xml version='1.0'?>\n<!-- <!DOCTYPE --><worksheet>")
    """
    begins = _first_element(words)
    if begins[:2] == b"<!" and begins != b"<!--":
        raise UnreadableError("doctype")


def goes_on(words: bytes) -> bool:
    r"""Whether the beginning of an XML file ends before its first element does begin.

    Examples
    --------
    >>> goes_on(b"<?xml version='1.0'?>\n<!-- so"), goes_on(b"<worksheet>")
    (True, False)
    """
    return _first_element(words) in {b"", b"<!--"} or _first_element(words)[:2] == b"<?"


def _first_element(words: bytes) -> bytes:
    """The first four bytes behind what declares nothing, as UTF-8."""
    for encoding, beginnings in _UTF16.items():
        if words.startswith(beginnings):
            words = words.decode(encoding, "replace").lstrip("\ufeff").encode()
    found = _PROLOG.match(words)
    return words[found.end() : found.end() + 4] if found else b""
