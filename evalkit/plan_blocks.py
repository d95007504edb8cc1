"""From the blocks of a plan's files to its models; what is amiss with their form is told with its line."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from evalkit.plan_file import MOST_FAULTS, Source, hint, join
from evalkit.words import say

BY_YEAR = ("at_least", "at_most", "between", "out_of")
TOP = ("plan", "year", "streets", "section", "requirement", "not_counted", "scheme", "headers")
_M = TypeVar("_M", bound=BaseModel)


@dataclass
class Blocks:
    """Turns the blocks of a source into models; what is amiss with their form goes to ``problems``."""

    source: Source
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        unknown = (key for file in self.source.files for key in file.data if key not in TOP)
        for key in itertools.islice(unknown, MOST_FAULTS + 1):
            self.problems.append(say("plan.unknown_block", key=key, near=hint(key, TOP), allowed=join(TOP)))

    def one(
        self,
        model: type[_M],
        kind: str,
        apart: tuple[str, ...] = (),
        parts: dict[str, type[BaseModel]] | None = None,
    ) -> _M:
        """The single block ``kind`` without its keys ``apart``; ``parts`` as for `many`."""
        found = self.source.blocks(kind)
        if not found:
            self.problems.append(say("plan.missing_block", kind=kind))
            return _blank(model, {})
        if len(found) > 1:
            self.problems.append(say("plan.block_twice", kind=kind))
        block = {k: v for k, v in found[0].items() if k not in apart}
        return self._build(model, self._parts(block, kind, None, parts or {}), kind, None)

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
        found: Any = next((file.data["headers"] for file in self.source.files if "headers" in file.data), {})
        whole = isinstance(found, dict) and all(
            isinstance(columns, dict) and all(_is_texts(words) for words in columns.values())
            for columns in found.values()
        )
        if not whole:
            self.problems.append(say("plan.bad_headers"))
        return found if whole else {}

    def _parts(
        self, block: dict[str, Any], kind: str, n: int | None, parts: dict[str, type[BaseModel]]
    ) -> dict[str, Any]:
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
