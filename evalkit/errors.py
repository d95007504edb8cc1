"""Every error evalkit raises on purpose.

    EvalkitError
    ├── PlanError        a plan cannot be used; holds every fault found
    ├── ReadError        a submitted file, or a whole folder, cannot be read
    ├── ParameterError   a wrong street, year, requirement, notebook or option; names the nearest right word
    └── ReportError      a report could not be made

Messages are sentences for the reader, in Chinese or English (see `evalkit.words`), never codes.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable

from evalkit.words import say


class EvalkitError(Exception):
    """Base of all errors a user of evalkit can cause and mend."""


class PlanError(EvalkitError):
    """The plan cannot be used.

    Parameters
    ----------
    path : where the plan stands, as the user wrote it.
    problems : one sentence per fault, all faults at once.
    """

    def __init__(self, path: object, problems: list[str]) -> None:
        self.path, self.problems = path, problems
        numbered = (f"  {n}. {problem}" for n, problem in enumerate(problems, 1))
        super().__init__("\n".join([str(path), *numbered]))

    def __reduce__(self) -> tuple[type[PlanError], tuple[object, list[str]]]:
        """From one process to another."""
        return type(self), (self.path, self.problems)


class ReadError(EvalkitError):
    """A submitted file, or the folder it should be in, cannot be read."""


class ParameterError(EvalkitError):
    """A word given by the user is not one of those allowed."""


class ReportError(EvalkitError):
    """A report could not be made; nothing stands under its final name."""


def fault_of(error: OSError) -> str:
    """What the system refused, in the reader's language where it is a usual refusal.

    Examples
    --------
    >>> fault_of(OSError(errno.ENOSPC, "No space left on device"))
    '磁盘已满'
    """
    known = {
        errno.ENOENT: "no_such", errno.EACCES: "no_right", errno.EPERM: "no_right", errno.EISDIR: "is_folder",
        errno.ENOTDIR: "no_folder", errno.ENOSPC: "full", errno.EROFS: "read_only", errno.EEXIST: "exists",
    }  # fmt: skip
    key = known.get(error.errno or 0)
    return say(f"errors.system_{key}") if key else str(error.strerror or error)


def nearest(word: object, allowed: Iterable[str]) -> str:
    """The allowed word most like ``word``, or ``""`` when none is close.

    Examples
    --------
    >>> nearest("狮山街", ["狮山街道", "枫桥街道"])
    '狮山街道'
    >>> nearest("x", ["狮山街道"])
    ''
    """
    found = difflib.get_close_matches(str(word), list(allowed), 1, 0.5)
    return found[0] if found else ""


def unknown(kind: str, word: object, allowed: Iterable[str]) -> str:
    """The sentence for a word that is not allowed: what was found, the nearest right word, what is allowed.

    Parameters
    ----------
    kind : key under ``kind`` in ``text/errors.toml`` (``street``, ``year``, ``requirement`` ...).
    word : what the user wrote.
    allowed : every right word.
    """
    allowed = [str(a) for a in allowed]
    near = nearest(word, allowed)
    return say(
        "errors.unknown_near" if near else "errors.unknown",
        kind=say(f"errors.kind_{kind}"),
        word=word,
        near=near,
        allowed=say("errors.separator").join(allowed),
    )
