"""Whose submissions are asked for while something is made: that alone it can depend on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

_open: list[set[tuple[str, str]]] = []


@contextlib.contextmanager
def noting() -> Iterator[set[tuple[str, str]]]:
    """Every folder that is read meanwhile, in this process, and of which street; ``""`` for all of them.

    Examples
    --------
    >>> with noting() as asked:
    ...     note(Path("raw"), "狮山街道")
    >>> [street for _, street in asked]
    ['狮山街道']
    """
    asked: set[tuple[str, str]] = set()
    _open.append(asked)
    try:
        yield asked
    finally:
        _open[:] = [one for one in _open if one is not asked]


def note(folder: Path, street: str | None) -> None:
    """Tell everything that is being made that this folder is read."""
    for asked in _open:
        asked.add((folder.resolve().as_posix(), street or ""))
