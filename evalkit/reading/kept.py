"""What was read before: a file that has not changed is not read again.

A reading is kept in the user's own cache folder under a name made from everything it depends on: the file's bytes and
name, its street and year, corrections, the plan's names, the key of the pseudonyms, and evalkit's own reading code. It
holds pseudonyms only. What was not asked for in ninety days goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_DAYS = 90
_HERE = Path(__file__).parent


def kept_folder() -> Path:
    """Where readings are kept: ``%LOCALAPPDATA%`` on Windows, ``~/.cache`` elsewhere."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "evalkit" / "readings"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evalkit" / "readings"


def kept_name(digest: str, job: Mapping[str, Any], setting: Mapping[str, Any]) -> str:
    """The name a reading is kept under; another one when anything it depends on is another.

    Parameters
    ----------
    digest : SHA-256 of the file's bytes. job, setting : what the reading child is told, as plain data.
    """
    rest = {name: value for name, value in job.items() if name != "path"}
    told = json.dumps([digest, rest, setting, _code()], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def recall(name: str) -> dict[str, Any] | None:
    """What is kept under a name; ``None`` where there is nothing, or nothing whole."""
    path = kept_folder() / name
    try:
        told = json.loads(zlib.decompress(path.read_bytes()))
        os.utime(path)
    except (OSError, ValueError, zlib.error):
        return None
    return dict(told)


def keep(name: str, told: Mapping[str, Any]) -> None:
    """Keep a reading; where the folder cannot be written nothing is kept, and nothing is lost."""
    path = kept_folder() / name
    draft = path.with_name(f"{name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_bytes(zlib.compress(json.dumps(told, ensure_ascii=True, default=str).encode(), 1))
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)


def forget_old() -> None:
    """Remove what nobody asked for in a long time; looked for once a day, for there may be thousands of files."""
    folder, now = kept_folder(), time.time()
    looked, oldest = folder.with_name("readings-looked"), now - _DAYS * 86400
    if looked.is_file() and now - looked.stat().st_mtime < 86400:
        return
    with contextlib.suppress(OSError):
        looked.touch()
    for path in _files(folder):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            continue


def _files(folder: Path) -> Iterable[Path]:
    return list(folder.iterdir()) if folder.is_dir() else ()


@cache
def _code() -> str:
    """A hash of the code and the tables that decide how a file is read."""
    digest = hashlib.sha256()
    for path in sorted([*_HERE.glob("*.py"), *(_HERE.parent / "tables").glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
