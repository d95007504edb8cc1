"""The file of a plan: TOML as people save it, and its faults of form told in plain words with their line."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evalkit.errors import PlanError, nearest
from evalkit.words import say

MOST_FAULTS = 200  # told at once; nobody reads more
MOST_BLOCKS = 1000  # of one kind
_LARGEST_MB, _LONGEST_LINE, _DEEPEST = 2, 10_000, 50
_LONG_NUMBER = re.compile(r"\b\d[\w.]{18,}")
BY_YEAR = ("at_least", "at_most", "between", "out_of")
TOP = ("plan", "year", "streets", "section", "requirement", "not_counted", "headers")
_HEAD = re.compile(r"\s*\[\[?\s*([\w.]+)\s*\]")
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True)
class Source:
    """A plan file as read: its text, and the data in it."""

    text: str
    data: dict[str, Any]

    def blocks(self, kind: str, inner: str = "") -> list[dict[str, Any]]:
        """The blocks called ``kind`` (or the list ``inner`` in that block); what is no block is left out."""
        if (kind, inner) not in self._blocks:
            found = self.data.get(kind)
            if inner:
                found = found.get(inner) if isinstance(found, dict) else None
            listed = [found] if isinstance(found, dict) else found
            blocks = [b for b in listed if isinstance(b, dict)] if isinstance(listed, list) else []
            self._blocks[kind, inner] = blocks
        return self._blocks[kind, inner]

    def who(self, kind: str, n: int | None = None, key: str = "") -> str:
        """How a fault names the ``n``-th block of a kind: what it is, its id, its line (or that of ``key`` in it)."""
        blocks = self.blocks("streets", "list") if kind == "street" else self.blocks(kind)
        block = blocks[n or 0] if blocks else {}
        name = block.get("id") or block.get("code") or (n or 0) + 1
        line = self._line(kind, n or 0, key)
        named = say("plan.who" if n is not None else "plan.who_only", kind=say(f"plan.kind_{kind}"), name=name)
        return named + (say("plan.at_line", line=line) if line else "")

    def _line(self, kind: str, n: int, key: str) -> int:
        """Where the ``n``-th block of a kind begins, or where ``key`` stands in it; 0 where it cannot be told."""
        lines, heads = self._heads
        found = heads.get("streets.list" if kind == "street" else kind, [])
        if n >= len(found):
            return 0
        within = itertools.takewhile(lambda line: not line.lstrip().startswith("["), lines[found[n] :])
        keyed = (i for i, line in enumerate(within, 1) if key and line.partition("=")[0].strip() == key)
        return found[n] + next(keyed, 0)

    @cached_property
    def _blocks(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """The blocks that were asked for before."""
        return {}

    @cached_property
    def _heads(self) -> tuple[list[str], dict[str, list[int]]]:
        """All lines, and the line numbers at which blocks begin, by the blocks' name."""
        lines, heads = self.text.splitlines(), defaultdict[str, list[int]](list)
        for number, line in enumerate(lines, 1):
            if found := _HEAD.match(line):
                heads[found[1]].append(number)
        return lines, heads


def read_source(path: Path) -> Source:
    """The plan file, whatever editor saved it: a mark at the front and Windows line ends are accepted.

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
    return Source(text, data)


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


@dataclass
class Blocks:
    """Turns the blocks of a source into models; what is amiss with their form goes to ``problems``."""

    source: Source
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        unknown = (key for key in self.source.data if key not in TOP)
        for key in itertools.islice(unknown, MOST_FAULTS + 1):
            self.problems.append(say("plan.unknown_block", key=key, near=hint(key, TOP), allowed=join(TOP)))

    def one(self, model: type[_M], kind: str, apart: tuple[str, ...] = ()) -> _M:
        """The single block ``kind`` without its keys ``apart``."""
        found = self.source.blocks(kind)
        if not found:
            self.problems.append(say("plan.missing_block", kind=kind))
            return _blank(model, {})
        return self._build(model, {k: v for k, v in found[0].items() if k not in apart}, kind, None)

    def many(
        self, model: type[_M], kind: str, inner: str = "", parts: dict[str, type[BaseModel]] | None = None
    ) -> list[_M]:
        """All blocks ``kind`` (or the list ``inner`` in it); ``parts`` are keys whose values are blocks themselves."""
        found = self.source.blocks(kind, inner)
        if not found and kind != "not_counted":
            self.problems.append(say("plan.missing_block", kind=inner or kind))
        name = "street" if inner else kind
        return [self._build(model, self._parts(b, name, n, parts or {}), name, n) for n, b in enumerate(found)]

    def headers(self) -> dict[str, dict[str, list[str]]]:
        """A city's own header words, table -> column -> words; anything of another form is a fault."""
        found = self.source.data.get("headers", {})
        whole = isinstance(found, dict) and all(
            isinstance(columns, dict) and all(_is_texts(words) for words in columns.values())
            for columns in found.values()
        )
        if not whole:
            self.problems.append(say("plan.bad_headers"))
        return found if whole else {}

    def _parts(self, block: dict[str, Any], kind: str, n: int, parts: dict[str, type[BaseModel]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, model in parts.items():
            value = block.get(key)
            if isinstance(value, dict):
                made[key] = self._build(model, value, kind, n, key)
            elif isinstance(value, list) and all(isinstance(v, dict) for v in value):
                made[key] = [self._build(model, v, kind, n, f"{key} {i}") for i, v in enumerate(value, 1)]
        return {**block, **made}

    def _build(self, model: type[_M], block: dict[str, Any], kind: str, n: int | None, part: str = "") -> _M:
        data = {k: _by_year(v) if k in BY_YEAR else v for k, v in block.items()}
        try:
            return model.model_validate(data)
        except ValidationError as error:
            faults = {str(e["loc"][0]): dict(e) for e in reversed(error.errors())}
            for key, fault in itertools.islice(reversed(faults.items()), max(MOST_FAULTS + 1 - len(self.problems), 0)):
                who = self.source.who(kind, n, part or key) + (f" {part}" if part else "")
                self.problems.append(_fault(who, key, fault, model))
            return _blank(model, {k: v for k, v in data.items() if k not in faults})


def _fault(who: str, key: str, fault: dict[str, Any], model: type[BaseModel]) -> str:
    allowed = [f.alias or name for name, f in model.model_fields.items()]
    if fault["type"] == "extra_forbidden":
        return say("plan.unknown_key", who=who, key=key, near=hint(key, allowed))
    if fault["type"] == "missing":
        return say("plan.missing_key", who=who, key=key)
    if fault["type"] == "literal_error":
        choices = [c for c in re.findall(r"'(\w*)'", fault["ctx"]["expected"]) if c]
        near = hint(fault["input"], choices)
        return say("plan.not_allowed", who=who, key=key, value=fault["input"], near=near, allowed=join(choices))
    kind = "bound" if key in BY_YEAR else fault["type"].split("_")[0].replace("finite", "float")
    return say("plan.wrong_type", who=who, key=key, value=_shown(fault["input"]), wanted=say(f"plan.wanted_{kind}"))


def _blank(model: type[_M], good: dict[str, Any]) -> _M:
    """The model with what is good, and nothing where a word is missing, so that all else can still be proved."""
    needed = (name for name, f in model.model_fields.items() if f.is_required() and (f.alias or name) not in good)
    values: dict[str, Any] = {**dict.fromkeys(needed, ""), **good}
    return model.model_construct(**values)


def _by_year(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {int(k) if k.isdecimal() else k: v for k, v in value.items()}


def _is_texts(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(w, str) for w in words)


def _shown(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)


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
