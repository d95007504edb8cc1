"""The files of a plan: TOML as people save it, and its faults of form told in plain words with their line."""

from __future__ import annotations

import hashlib
import itertools
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from evalkit.errors import PlanError, nearest
from evalkit.words import say

MOST_FAULTS = 200  # told at once; nobody reads more
MOST_BLOCKS = 5000  # of one kind; a province has some two thousand streets
_LARGEST_MB, _LONGEST_LINE, _DEEPEST = 2, 10_000, 50
_LONG_NUMBER = re.compile(r"\b\d[\w.]{18,}")
_HEAD = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]")
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


@dataclass(frozen=True)
class PlanFile:
    """One file of a plan as read: its name, its text, and the data in it."""

    name: str
    text: str
    data: dict[str, Any]

    def blocks(self, kind: str, inner: str = "") -> list[dict[str, Any]]:
        """The blocks called ``kind`` (or the list ``inner`` in that block); what is no block is left out."""
        found = self.data.get(kind)
        if inner:
            found = found.get(inner) if isinstance(found, dict) else None
        listed = [found] if isinstance(found, dict) else found
        return [b for b in listed if isinstance(b, dict)] if isinstance(listed, list) else []

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.splitlines()

    @cached_property
    def heads(self) -> dict[str, list[int]]:
        """The line numbers at which blocks begin, by the blocks' name."""
        heads = defaultdict[str, list[int]](list)
        for number, line in enumerate(self.lines, 1):
            if found := _HEAD.match(line):
                heads[found[1]].append(number)
        return heads


@dataclass(frozen=True)
class Source:
    """A plan as read: ``plan.toml``, then the other TOML files of its folder by name."""

    files: tuple[PlanFile, ...]

    def blocks(self, kind: str, inner: str = "") -> list[dict[str, Any]]:
        """The blocks of all files called ``kind`` (or the list ``inner`` in that block)."""
        if (kind, inner) not in self._blocks:
            self._blocks[kind, inner] = [block for file in self.files for block in file.blocks(kind, inner)]
        return self._blocks[kind, inner]

    def who(self, kind: str, n: int | None = None, key: str = "") -> str:
        """How a fault names the ``n``-th block of a kind: what it is, its id, its line (or that of ``key`` in it)."""
        blocks = self.blocks("streets", "list") if kind == "street" else self.blocks(kind)
        block = blocks[n or 0] if blocks else {}
        name = block.get("id") or block.get("code") or (n or 0) + 1
        named = say("plan.who" if n is not None else "plan.who_only", kind=say(f"plan.kind_{kind}"), name=name)
        return named + self._where(kind, n or 0, key)

    def _where(self, kind: str, n: int, key: str) -> str:
        """File and line where the ``n``-th block of a kind begins, or ``key`` in it; ``""`` where it cannot be told."""
        if n >= len(starts := self._starts("streets.list" if kind == "street" else kind)):
            return ""
        file, start = starts[n]
        within = itertools.takewhile(lambda line: not line.lstrip().startswith("["), file.lines[start:])
        keyed = (i for i, line in enumerate(within, 1) if key and line.partition("=")[0].strip() == key)
        line = start + next(keyed, 0)
        return say("plan.at_line" if file is self.files[0] else "plan.at_line_of", line=line, file=file.name)

    def _starts(self, head: str) -> list[tuple[PlanFile, int]]:
        """File and line at which each block begins."""
        return [(file, line) for file in self.files for line in file.heads.get(head, ())]

    @cached_property
    def _blocks(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """The blocks that were asked for before."""
        return {}


def plan_files(folder: Path) -> list[Path]:
    """The TOML files a plan is written in: ``plan.toml``, then all others beside it by name."""
    return sorted(folder.glob("*.toml"), key=lambda path: (path.name != "plan.toml", path.name))


def plan_sha256(folder: Path) -> str:
    """One SHA-256 over all files of a plan."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in plan_files(folder))).hexdigest()


def read_source(folder: Path) -> Source:
    """The plan's files, whatever editor saved them: a mark at the front and Windows line ends are accepted.

    Raises
    ------
    PlanError : as for `read_file`, of all files at once.
    """
    files, faulty = [], dict[Path, list[str]]()
    for path in plan_files(folder):
        try:
            files.append(read_file(path))
        except PlanError as error:
            faulty[path] = error.problems
    if faulty:
        first, *others = faulty
        named = [f"{path.name}: {problem}" for path in faulty for problem in faulty[path]]
        raise PlanError(folder, named) if others else PlanError(first, faulty[first])
    return Source(tuple(files))


def read_file(path: Path) -> PlanFile:
    """One file of a plan.

    Raises
    ------
    PlanError : not UTF-8, or not TOML; names the lines and the full-width signs in them. Larger or deeper than any
        plan is, or with more blocks.
    """
    text = _decode(path)
    faults = _too_long_lines(text)
    try:
        data = tomllib.loads(text) if not faults else {}
        faults = faults or _beyond_measure(text, data)
    except tomllib.TOMLDecodeError as error:
        faults = _unreadable_lines(text, error)
    except RecursionError:
        faults = [_too_deep(text)]
    except ValueError:  # Python turns no such text into a number
        faults = [_too_long(text)]
    if faults:
        raise PlanError(path, faults)
    return PlanFile(path.name, text, data)


def read_notice(path: Path, problems: list[str]) -> str:
    """The notice's text with plain line ends; ``""`` where it cannot be read, which goes to ``problems``."""
    if not path.is_file():
        problems.append(say("plan.no_notice", file=path.name))
        return ""
    try:
        return _decode(path)
    except PlanError as error:
        problems.extend(error.problems)
        return ""


def _decode(path: Path) -> str:
    size = path.stat().st_size / (1 << 20)
    if size > _LARGEST_MB:
        raise PlanError(path, [say("plan.too_large", file=path.name, size=f"{size:.0f}", most=_LARGEST_MB)])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlanError(path, [say("plan.not_utf8", file=path.name)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable_lines(text: str, error: Exception | None) -> list[str]:
    """The lines that cannot be read, as far as that can be said of each by itself; what follows may be at fault too."""
    lines, told = text.rstrip("\n").split("\n"), list[str]()
    while error is not None and len(told) < MOST_FAULTS:
        line = _line_of(error, lines)
        if told and not _is_broken(lines[line - 1]):
            break  # it may only follow from the line before
        told.append(_retold(lines, line, str(error)))
        lines[line - 1] = ""
        error = _error_of("\n".join(lines))
    return [*told[:-1], told[-1] + say("plan.more_to_read")]


def _error_of(text: str) -> Exception | None:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return error
    return None


def _is_broken(line: str) -> bool:
    """Whether a line is faulty whatever stands around it; where a value goes on beyond it, that cannot be told."""
    bare = _STRINGS.sub("", line)
    whole = all(bare.count(one) == bare.count(other) for one, other in ("[]", "{}")) and '""' not in bare
    return whole and _error_of(line) is not None


def _line_of(error: Exception, lines: list[str]) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return min(int(found[1]), len(lines)) if found else len(lines)


def _too_long_lines(text: str) -> list[str]:
    long = (n for n, line in enumerate(text.split("\n"), 1) if len(line) > _LONGEST_LINE)
    return [say("plan.too_long_line", line=n, most=_LONGEST_LINE) for n in itertools.islice(long, MOST_FAULTS)]


def _beyond_measure(text: str, data: dict[str, Any]) -> list[str]:
    """What no plan holds: values too deep within others, numbers of more than 64 bits, thousands of blocks."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            return [_too_deep(text)]
        if isinstance(value, int) and abs(value) >= 1 << 63:
            return [_too_long(text)]
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(one, depth + 1) for one in inner]
    listed = {**data, "streets.list": data["streets"].get("list") if isinstance(data.get("streets"), dict) else None}
    return [
        say("plan.too_many", kind=kind, number=len(blocks), most=MOST_BLOCKS)
        for kind, blocks in listed.items()
        if isinstance(blocks, list) and len(blocks) > MOST_BLOCKS
    ]


def _too_deep(text: str) -> str:
    signs = [_STRINGS.sub("", line) for line in text.split("\n")]
    deepest = max(range(len(signs)), key=lambda n: max(map(signs[n].count, "[{.")))
    return say("plan.too_deep", line=deepest + 1, most=_DEEPEST)


def _too_long(text: str) -> str:
    lines = [_STRINGS.sub("", line) for line in text.split("\n")]
    longest = max(range(len(lines)), key=lambda n: max(map(len, _LONG_NUMBER.findall(lines[n])), default=0))
    shown = lines[longest].strip()
    return say("plan.too_long_number", line=longest + 1, shown=shown if len(shown) < 60 else f"{shown[:60]}…")


def _retold(lines: list[str], line: int, error: str) -> str:
    shown = lines[line - 1].strip()
    if re.search("overwrite|twice|already", error):
        return say("plan.twice", line=line, shown=shown)
    signs = "".join(dict.fromkeys(c for c in _STRINGS.sub("", shown).split("#")[0] if _is_wide(c)))
    return say("plan.full_width" if signs else "plan.not_toml", line=line, shown=shown, signs=signs, error=error)


def _is_wide(sign: str) -> bool:
    half = unicodedata.normalize("NFKC", sign)
    return sign in "“”‘’、。【】" or (sign != half and half.isascii())


def hint(word: object, allowed: Iterable[str]) -> str:
    """The question whether the nearest of the allowed words was meant; ``""`` where none is near.

    Examples
    --------
    >>> hint("readng", ["reading", "quote"]) != ""
    True
    """
    near = nearest(word, allowed)
    return say("plan.near", near=near) if near else ""


def join(words: Iterable[str]) -> str:
    """Words in a row, parted as the reader's language parts them."""
    return say("errors.separator").join(words)
