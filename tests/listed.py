"""Which folders somebody lists meanwhile, whatever he does it with."""

import contextlib
import os
import sys
from functools import cache
from pathlib import Path

_open = []


@contextlib.contextmanager
def listings(folder):
    """The folders below one, itself as ``.``, each as often as what is in it is listed."""
    _listen()
    seen, whole = [], Path(folder).resolve()
    _open.append((whole, seen))
    try:
        yield seen
    finally:
        _open.remove((whole, seen))


@cache
def _listen():
    """Python tells of each listing; such a listener cannot be taken away again, so there is one."""
    sys.addaudithook(_heard)


def _heard(event, told):
    if _open and event in {"os.listdir", "os.scandir"} and not isinstance(told[0], int):
        path = Path(os.path.realpath(told[0] or "."))
        for whole, seen in _open:
            if path.is_relative_to(whole):
                seen.append(path.relative_to(whole).as_posix())
