"""A process of a batch, from its beginning to its end; it loads only when it begins what all who are like it share."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from tqdm import tqdm

from evalkit.keeping import keep_last

READY = "ready"  # said once, when everything is imported
MEMORY = 3 << 30  # bytes one process may take beyond what it has when everything is imported


def serve(line: Connection, environment: dict[str, str]) -> None:
    """Make a report for each job that comes over the line, until it closes."""
    _begin(environment)
    keep_last()
    _limit_memory()
    from evalkit.reporting.workers import tell  # noqa: PLC0415  heavy, and who starts this process needs none of it

    line.send(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(tell(line.recv()))


def serve_apart(line: Connection, environment: dict[str, str]) -> None:
    """Do each thing that comes over the line, and say what it gave or what went wrong, until the line closes."""
    _begin(environment)
    keep_last()
    with contextlib.suppress(EOFError, OSError):
        while True:
            make = line.recv()
            try:
                line.send((make(), None))
            except Exception as fault:  # noqa: BLE001  it is raised where it was asked for
                line.send((None, fault))


def _begin(environment: dict[str, str]) -> None:
    """Import what all need, in the surroundings of who asks, and end when he is gone, however he went."""

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us decides what Ctrl-C means
    threading.Thread(target=watch, daemon=True).start()
    os.environ.clear()  # a copy of another process has the surroundings of that one's beginning
    os.environ.update(environment)
    tqdm.set_lock(threading.RLock())  # its own outlives a process that is ended
    import_module("evalkit.reporting.loaded")
    gc.freeze()  # what is imported stays, and need not be searched for waste after every report
    gc.set_threshold(200_000, 50, 100)  # nor what a report holds while it is made


def _limit_memory() -> None:
    """A notebook that asks for too much memory fails in its cell, where the system has such limits."""
    account = Path("/proc/self/statm")
    if sys.platform != "win32" and account.is_file():
        import resource  # noqa: PLC0415  there is none on Windows

        pages = int(account.read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, most))
