"""What stands in the personal columns, known again wherever it slips into an output, and never told.

In the reading child each personal value becomes a mark: its length and a keyed hash, of longer ones also that of the
beginning, so that few places of a text have to be looked at. Marks leave the reading layer; values do not.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from functools import lru_cache
from itertools import product

from evalkit.reading.body import FREE
from evalkit.reading.cells import even
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.hiding import named_in
from evalkit.reading.parts import Part

_HEAD = 4  # letters of the beginning of a longer value
_LATIN = 6  # letters of a name that is no usual word: May and Li are
_ADDRESS = 5  # signs of an address that is no number such as 3-101
_SAID = 12  # signs of a remark that nobody else would write alike
_NUMBER = 7  # digits of a telephone; an identity number has more
_HAN = re.compile("[\u3400-\u9fff〇·]{2,}")
# A beginning of Latin letters or digits does not stand behind one: `Guard` means no part of a longer word or number.
_HEADS = re.compile(rf"(?:(?<![0-9A-Za-z])|(?![0-9A-Za-z]))(?=(.{{{_HEAD}}}))")
_BLANKS = re.compile(r"[^\S\n]+")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def marks_of(part: Part, key: bytes) -> set[str]:
    """The marks of the persons in a part that is not sealed yet.

    Parameters
    ----------
    part : persons stand in it as written. key : of the pseudonyms.
    """
    words = {word for word in named_in(part) if _tells(word)}
    for column in part.table.columns:
        rows = zip(part.columns[column.name], part.reasons, strict=True)
        values = {even(value) for value, reason in rows if isinstance(value, str) and reason not in STRUCTURAL}
        if column.kind in {"identity", "phone"}:
            joined = {value.replace("-", "") for value in values}
            words |= {value for value in values | joined if sum(map(str.isdigit, value)) >= _NUMBER}
        elif column.personal and column.name in FREE:
            words |= {value for value in values if len(value) >= _SAID}
    return {_mark(key, word) for word in words}


def _tells(word: str) -> bool:
    """Whether a name or an address is met by chance in no text that is not about it."""
    if word.isascii():
        return sum(map(str.isalpha, word)) >= _LATIN
    return len(word) >= _ADDRESS or not any(map(str.isdigit, word))


def _mark(key: bytes, word: str) -> str:
    whole = f"{len(word)}:{_hash(key, word)}"
    return f"{whole}:{_hash(key, word[:_HEAD])}" if len(word) >= _HEAD else whole


@lru_cache(maxsize=1 << 17)
def _hash(key: bytes, word: str) -> str:
    return hmac.digest(key, f"\x1e{word}".encode(), "sha256").hex()[:12]  # no pseudonym of a person is a mark


class Guard:
    """Knows personal values again.

    Parameters
    ----------
    marks : as `marks_of` gives them. key : with which they were made.
    ours : gives all that evalkit and the plan say themselves, and the names of places: of these nothing tells a person.
    """

    def __init__(self, marks: Iterable[str], key: bytes, ours: Callable[[], str]) -> None:
        self.key, self.ours = key, ours
        self.clean: set[str] = set()  # lines looked at already, in which nobody stands
        self.strange: set[str] = set()  # pieces of lines that are no marked value, nor its beginning
        self.short: dict[int, set[str]] = {}
        self.long: dict[str, dict[int, set[str]]] = {}
        for size, whole, *head in (mark.split(":") for mark in marks):
            if head:
                self.long.setdefault(head[0], {}).setdefault(int(size), set()).add(whole)
            else:
                self.short.setdefault(int(size), set()).add(whole)

    def stands_in(self, line: str) -> bool:
        """Whether a personal value stands in a line, or in any of several, as `evened` gives them."""
        return any(self._is_meant(line, start, end) for start, end in self._places(line))

    def _places(self, line: str) -> Iterable[tuple[int, int]]:
        """Where a marked value stands, unless it begins within a word."""
        runs = set(_HAN.findall(line))
        for size, known in self.short.items():
            met = self._met({run[at : at + size] for run in runs for at in range(len(run) - size + 1)}, known)
            for run in _HAN.finditer(line) if met else ():
                starts = range(run.start(), run.end() - size + 1)
                yield from ((start, start + size) for start in starts if line[start : start + size] in met)
        for head in self._met(set(_HEADS.findall(line)), self.long):
            for start, (size, known) in product(_starts(line, head), self.long[_hash(self.key, head)].items()):
                if start + size <= len(line) and _hash(self.key, line[start : start + size]) in known:
                    yield start, start + size

    def _met(self, pieces: set[str], known: Container[str]) -> set[str]:
        """Those pieces that have one of the known hashes; each is hashed once, wherever it stands."""
        new = pieces - self.strange
        found = {piece for piece in new if _hash(self.key, piece) in known}
        self.strange |= new - found
        return found

    def _is_meant(self, line: str, start: int, end: int) -> bool:
        """Whether the value is not only part of a longer word, or of what everybody may read."""
        before, word, after = line[start - 1 : start] or "\n", line[start:end], line[end : end + 1] or "\n"
        joined = any(
            a.isascii() and b.isascii() and a.isalnum() and b.isalnum()
            for a, b in ((before, word[0]), (word[-1], after))
        )
        return not joined and before + word not in self.ours() and word + after not in self.ours()


def _starts(line: str, piece: str) -> Iterable[int]:
    """Where a piece of a line begins, wherever it stands."""
    start = line.find(piece)
    while start >= 0:
        yield start
        start = line.find(piece, start + 1)


def evened(text: str) -> str:
    """A text with width, blanks, invisible characters and case evened, as `evalkit.reading.cells.even` does a word."""
    return _BLANKS.sub("", _HIDDEN.sub("", unicodedata.normalize("NFKC", text))).casefold()
