"""A text, whatever its encoding, and the rows of a delimited one. Nothing is guessed where two encodings fit."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import Literal

from evalkit.reading.book import Book, Note, Rows, Sheet, UnreadableError, listed, row_number
from evalkit.reading.cells import Cell

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
# UTF-8 and GB18030 are what spreadsheet programs write; only what is less usual is told.
_UNUSUAL = {f"utf-{bits}{end}": f"UTF-{bits}" for bits in (16, 32) for end in ("", "-le", "-be")}
_BIG5 = ("big5", "cp950", "big5hkscs")  # each holds some characters that the others lack
_NAMES = _UNUSUAL | {"gb18030": "GB18030"}  # any other text is UTF-8
# A number shown as a day of a month; what is written 01.1 a person wrote.
_MONTH_DAY = re.compile(r"(?:0|[1-9]\d?)\.[123]")
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_USUAL_SIGNS = re.compile("[\t\r\n -~\u00a0-\u00ff\u2000-\u206f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_LOST = ("\ufffd", "锟斤拷")  # what is left where somebody decoded a text wrongly before
_MOST_DAMAGED, _SMALL_SHARE = 3, 0.1
_HEADER_WITHIN = 10
_LARGEST = 24 << 20  # bytes
_MIXED = "mixed"  # no encoding fits as a whole
_BEYOND, _SAMPLE = re.compile(r"[^\x00-\x7f]"), 2000
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]+")  # signs that take three bytes or more in UTF-8


def read_text(data: bytes, name: str) -> Book:
    r"""A delimited text as a book of one sheet; its rows are the records, numbered as Excel numbers them.

    Parameters
    ----------
    data : the file. name : of the sheet.

    Raises
    ------
    UnreadableError : ``encoding``, ``big5`` or ``damaged``.

    Examples
    --------
    >>> book = read_text("社区,日期\n新升,8.15\n".encode("gb18030"), "探访")
    >>> book.sheets[0].rows, book.notes
    ([['社区', '日期'], ['新升', '8.15']], ())
    """
    if len(data) > _LARGEST:
        raise UnreadableError("too_large")
    words, encoding, notes = _decoded(data)
    if encoding in _UNUSUAL:
        notes.insert(0, Note("read_as", detail=_UNUSUAL[encoding]))
    if _CONTROLS.search(words):
        words = _CONTROLS.sub("", words)
        notes.append(Note("control_characters"))
    rows, broken = _rows(words)
    if broken:
        notes.append(Note("broken_quotes", name))
    if ragged := _ragged(rows):
        notes.append(Note("ragged", name, listed(ragged, row_number)))
    return Book([Sheet(name, rows)], tuple(notes), form=f"text:{_NAMES.get(encoding, 'UTF-8')}")


def decode(data: bytes) -> str:
    """A text by its byte-order mark, else as UTF-16 without one, strict UTF-8 or strict GB18030.

    Raises
    ------
    UnreadableError : ``encoding`` where none of them fits, ``big5``, or ``damaged`` where it is no text.

    Examples
    --------
    >>> decode("探访".encode("gbk")), decode("探访".encode("utf-8-sig"))
    ('探访', '探访')
    """
    return _decoded(data)[0]


def raw(words: str) -> Cell:
    """A cell of a text: it does not tell the number 6.3 (perhaps 6.30 once) from the text, so it is read as the number.

    Examples
    --------
    >>> raw("6.3"), raw("6.30"), raw("007"), raw("NA")
    (6.3, '6.30', '007', 'NA')
    >>> raw("01.1")
    '01.1'
    """
    return float(words) if _MONTH_DAY.fullmatch(words.strip()) else words


# ---- encodings -------------------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> tuple[str, str, list[Note]]:
    """The text, its encoding, and lines that are damaged."""
    encoding = next((name for mark, name in _BOMS.items() if data.startswith(mark)), "") or _without_mark(data)
    if encoding == _MIXED:
        return _line_by_line(data)
    words = data.decode(encoding, "replace")
    if encoding == "gb18030":
        _check_big5(data, words)
    lost = [n for n, line in enumerate(words.split("\n")) if _lossy(line)] if _lossy(words) else []
    if len(lost) > max(_MOST_DAMAGED, _SMALL_SHARE * words.count("\n")):
        raise UnreadableError(f"damaged_text:{listed(lost, row_number)}")
    return words, encoding, _damaged(lost)


def _lossy(words: str) -> bool:
    return any(sign in words for sign in _LOST)


def _damaged(lines: list[int]) -> list[Note]:
    return [Note("damaged_text", detail=listed(lines, row_number))] if lines else []


def _without_mark(data: bytes) -> str:
    """The encoding of a text without a byte-order mark: first what can be told strictly."""
    if b"\0" in data[:4096]:
        return _wide(data)
    if _fits(data, "utf-8"):
        return "utf-8"
    return "gb18030" if _fits(data, "gb18030") and not _mostly_utf8(data) else _MIXED


def _mostly_utf8(data: bytes) -> bool:
    """Whether a text that is not UTF-8 as a whole is so but for a few bytes; hardly any other text is by chance."""
    words = data.decode("utf-8", "replace")
    return sum(map(len, _THREE_BYTES.findall(words))) > 3 * words.count("\ufffd")


def _wide(data: bytes) -> str:
    """Which UTF-16 or UTF-32 a text with NULs is; plain text with a stray NUL is none."""
    whole = data[: len(data) // 4 * 4] if len(data) > 3 else data
    encodings = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    shares = {encoding: _share_usual(whole.decode(encoding, "replace")) for encoding in encodings}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] > 0.95:
        return best
    if data.count(b"\0") * 20 > len(data):
        raise UnreadableError("damaged")
    return _without_mark(data.replace(b"\0", b""))


def _share_usual(words: str) -> float:
    return len(_USUAL_SIGNS.findall(words)) / max(len(words), 1)


def _line_by_line(data: bytes) -> tuple[str, str, list[Note]]:
    """A text in which a few lines are damaged, or in another encoding than the rest; those are named.

    A line's end never is a part of a character in UTF-8 or GB18030.
    """
    if _binary(data):
        raise UnreadableError("damaged")
    lines = data.split(b"\n")
    beyond = [n for n, line in enumerate(lines) if not line.isascii()]
    utf8 = [n for n in beyond if _fits(lines[n], "utf-8")]
    main, other = ("utf-8", "gb18030") if len(utf8) * 2 > len(beyond) or _mostly_utf8(data) else ("gb18030", "utf-8")
    odd = [n for n in beyond if not _fits(lines[n], main)]
    if len(odd) > max(1, _SMALL_SHARE * len(beyond)):
        raise UnreadableError(f"damaged_text:{listed(odd, row_number)}" if len(odd) < len(beyond) else "encoding")
    strange = set(odd)
    words = [
        line.decode(other if n in strange and _fits(line, other) and not _mostly_utf8(line) else main, "replace")
        for n, line in enumerate(lines)
    ]
    return "\n".join(words), main, _damaged(odd)


def _fits(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _binary(data: bytes) -> bool:
    """Whether many bytes are control characters, as in no text."""
    head = data[:4096]
    return sum(byte < 32 and byte not in b"\t\n\r" for byte in head) * 20 > len(head)


def _check_big5(data: bytes, words: str) -> None:
    """Refuse what GB18030 decodes to rare characters and Big5 to usual ones: the two cannot be told by rule alone."""
    beyond = _sample(words)
    usual = sum(map(_usual_in_gb, beyond))
    if usual == len(beyond):
        return
    if _share_in_big5(data) > usual / len(beyond):
        raise UnreadableError("big5")
    if sum("\ue000" <= sign <= "\uf8ff" for sign in beyond) * 10 > len(beyond) * 3:
        raise UnreadableError("encoding")


def _share_in_big5(data: bytes) -> float:
    """The share of usual characters where the text is Big5; 0 where it cannot be."""
    encoding = next((one for one in _BIG5 if _fits(data, one)), "")
    signs = _sample(data.decode(encoding)) if encoding else []
    return sum(map(_usual_in_big5, signs)) / max(len(signs), 1)


def _sample(words: str) -> list[str]:
    """The first signs that are not ASCII, enough to tell a language by."""
    return [sign[0] for sign in islice(_BEYOND.finditer(words), _SAMPLE)]


@cache
def _usual_in_gb(sign: str) -> bool:
    """Whether a sign is one of the 3,755 most used characters, or of the punctuation, of GB 2312."""
    code = sign.encode("gb18030", "replace")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3) and code[1] >= 0xA1


@cache
def _usual_in_big5(sign: str) -> bool:
    """Whether a sign is one of the 5,401 most used characters, or of the punctuation, of Big5."""
    code = sign.encode("big5", "replace")
    return len(code) == 2 and 0xA1 <= code[0] <= 0xC6


# ---- rows ------------------------------------------------------------------------------------------------------------


def _rows(words: str) -> tuple[Rows, bool]:
    """The records, and whether a quotation mark was opened and never closed, so that all were taken as they stand."""
    delimiter = ""
    if named := _SEPARATOR_LINE.match(words):  # Excel obeys this line and does not count it
        delimiter, words = named[1], words[named.end() :]
    delimiter = delimiter or _delimiter(words)
    try:
        return _split(words, delimiter, csv.QUOTE_MINIMAL), False
    except csv.Error:
        return _split(words, delimiter, csv.QUOTE_NONE), True


def _split(words: str, delimiter: str, quoting: Literal[0, 3]) -> Rows:
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, quoting=quoting, strict=False)
    limit = csv.field_size_limit(max(len(words), 1) if quoting == csv.QUOTE_NONE else 1 << 17)
    known = _Known()
    try:
        rows = [[known[cell] for cell in row] for row in reader]
    finally:
        csv.field_size_limit(limit)
    if quoting != csv.QUOTE_NONE and _left_open(words, rows):
        raise csv.Error
    return rows


class _Known(dict[str, Cell]):
    """Each text once, however many cells hold it: most of a long list are repeats."""

    def __missing__(self, words: str) -> Cell:
        self[words] = cell = raw(words) if "." in words else words
        return cell


def _left_open(words: str, rows: Rows) -> bool:
    """Whether the last cell runs to the end of the text because its quotation mark was never closed."""
    last = str(rows[-1][-1]) if rows and rows[-1] else ""
    return "\n" in last.rstrip("\r\n") and not words.rstrip().endswith('"')


def _delimiter(words: str) -> str:
    """The sign that parts the cells: the one on most of the first lines, then the one most used there."""
    lines = words[:20_000].split("\n")[:50]
    found = {sign: [line.count(sign) for line in lines if sign in line] for sign in ",\t;|"}
    return max(found, key=lambda sign: (len(found[sign]), sum(found[sign])))


def _ragged(rows: Rows) -> list[int]:
    """The rows that hold something beyond the header's last cell, from 0."""
    extents = [_extent(row) for row in rows]
    widths = Counter(extent for extent in extents if extent > 1)
    if not widths:
        return []
    usual = widths.most_common(1)[0][0]
    header = next((extent for extent in extents[:_HEADER_WITHIN] if extent >= usual), max(widths))
    return [n for n, extent in enumerate(extents) if extent > header]


def _extent(row: list[Cell]) -> int:
    """How many cells a row has up to the last that is not blank."""
    width = len(row)
    while width and not str(row[width - 1]).strip():
        width -= 1
    return width
