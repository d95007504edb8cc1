"""What a process that makes many reports need not make twice: the last of a kind, if made of the very same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")
_last: dict[str, tuple[Any, Any]] | None = None  # kind -> what it was made of, and it


def keep_last() -> None:
    """From now on this process keeps the last plan and the last submission it read."""
    global _last  # noqa: PLW0603  of a whole process, as its name says
    _last = {}


def last(kind: str, of: Callable[[], Any], make: Callable[[], Made], own: Callable[[Made], Made]) -> Made:
    """The last one of a kind, where it is kept and was made of the very same; else it is made.

    Parameters
    ----------
    kind : what it is. of : gives all it is made of, to be compared. make : makes it.
    own : gives who asks a copy; whatever is done to it, the one that is kept stays as it is.

    Examples
    --------
    >>> last("numbers", lambda: 1, lambda: [2], list)
    [2]
    """
    if _last is None:
        return make()
    now = of()
    if kind not in _last or _last[kind][0] != now:
        _last.pop(kind, None)
        _last[kind] = now, make()
    made: Made = _last[kind][1]
    return own(made)
