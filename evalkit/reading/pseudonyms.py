"""Persons become keyed pseudonyms: the same person the same word, and no way back without the key.

The key is the environment's ``EVALKIT_KEY``, or a file in the user's own settings folder that is made on first use.
It never stands in the repository nor beside the data.
"""

from __future__ import annotations

import hmac
import os
import secrets
import sys
from pathlib import Path

from evalkit.errors import ReadError
from evalkit.reading.cells import even
from evalkit.words import say

_LENGTH = 16  # hexadecimal letters: 64 bits, so that no two persons of a city meet


def key_path() -> Path:
    """Where the key file stands: ``%APPDATA%`` on Windows, ``~/.config`` elsewhere."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "evalkit" / "key"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "evalkit" / "key"


def read_key() -> bytes:
    """The key: ``EVALKIT_KEY``, else the key file's 32 bytes, made (readable by the user alone) where there is none.

    Raises
    ------
    ReadError : the key file cannot be read or made, or is not whole.
    """
    if given := os.environ.get("EVALKIT_KEY"):
        return given.encode()
    path = key_path()
    try:
        key = path.read_bytes() if path.exists() else _make_key(path)
    except OSError as error:
        raise ReadError(say("reading.no_key", path=path)) from error
    if len(key) != 32:
        raise ReadError(say("reading.bad_key", path=path))
    return key


def pseudonym(key: bytes, *parts: str) -> str:
    """The pseudonym of a person or family told by ``parts``; ``""`` where all are blank.

    Source: HMAC, RFC 2104, with SHA-256.

    Examples
    --------
    >>> pseudonym(b"k", "张样本") == pseudonym(b"k", " 张　样本"), pseudonym(b"k", "")
    (True, '')
    """
    evened = [even(part) for part in parts]
    if not any(evened):
        return ""
    return hmac.digest(key, "\x1f".join(evened).encode(), "sha256").hex()[:_LENGTH]


def _make_key(path: Path) -> bytes:
    """Write a new key whole under its name, so that two first runs at once end with one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"key.{os.getpid()}")
    draft.touch(mode=0o600, exist_ok=True)
    draft.write_bytes(secrets.token_bytes(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        draft.replace(path)
    draft.unlink(missing_ok=True)
    return path.read_bytes()
