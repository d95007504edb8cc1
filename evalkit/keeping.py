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


def at_hand(kind: str) -> tuple[Any, Any] | None:
    """What the last one of a kind was made of, and it, as they are kept; None where none is.

    Examples
    --------
    >>> at_hand("numbers") is None
    True
    """
    return None if _last is None else _last.get(kind)


def last(
    kind: str,
    of: Callable[[], Any],
    make: Callable[[], Made],
    own: Callable[[Made], Made],
    sure: Callable[[Made], bool] = lambda _: True,
) -> Made:
    """The last one of a kind, where it is kept and was made of the very same; else it is made.

    Parameters
    ----------
    kind : what it is. of : gives all it is made of, to be compared. make : makes it.
    own : gives who asks a copy; whatever is done to it, the one that is kept stays as it is.
    sure : whether what was made is of what ``of`` gave before; where not, it is not kept.

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
        new = make()
        if not sure(new):
            return new
        _last[kind] = now, new
    made: Made = _last[kind][1]
    return own(made)
