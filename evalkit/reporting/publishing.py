"""Files under their final names: whole or not at all, and never outside the folder asked for."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from evalkit.errors import ReportError, fault_of
from evalkit.words import say

# Names Windows keeps for devices; a file cannot bear them, whatever its ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def inside(folder: Path, name: str) -> Path:
    """``folder/name``, refused where that leads outside the folder.

    Raises
    ------
    ReportError : the resolved path is not inside.

    Examples
    --------
    >>> inside(Path("reports"), "shishan-1.html").name
    'shishan-1.html'
    """
    path = folder / name
    found, root = path.resolve(), folder.resolve()
    if not found.is_relative_to(root) or found == root:
        raise ReportError(say("reporting.outside", name=name, out=folder))
    return path


def slug(text: str) -> str:
    """A name every file system takes: ASCII letters, digits, ``-`` and ``_``.

    Examples
    --------
    >>> slug("fig:visits/图"), slug("CON"), slug("图")
    ('fig-visits', 'CON-', 'figure')
    """
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:80] or "figure"
    return f"{kept}-" if _RESERVED.fullmatch(kept) else kept


def publish(path: Path, content: bytes, *, lasting: bool = True) -> Path:
    """Write a whole file: under a temporary name beside it first, then moved into place.

    Parameters
    ----------
    path : the file.
    content : all of it.
    lasting : wait until it stands on the disk. Of thousands of small files that the ledger compares with what was
        written, one lost by a power cut is made again, and the wait would cost more than the making.

    Raises
    ------
    ReportError : it cannot be written; an older file of that name is left as it was.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise ReportError(say("reporting.cannot_write", path=path, fault=fault_of(error))) from None
    return path


def check_writable(folder: Path) -> None:
    """Find out before the work begins whether a folder can be written to; raises `ReportError` where not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise ReportError(say("reporting.cannot_write", path=folder, fault=fault_of(error))) from None


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold a folder for one run; the system lets go of it even when the run is killed.

    Raises
    ------
    ReportError : another run holds it.
    """
    check_writable(folder)
    with (folder / ".lock").open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise ReportError(say("reporting.busy", out=folder)) from None
        yield


def _lock(number: int) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415  each system has only its own of the two

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
