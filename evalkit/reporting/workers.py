"""What a process of a batch does: it imports everything once, then makes one report after another."""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from tqdm import tqdm

from evalkit.errors import EvalkitError
from evalkit.keeping import keep_last
from evalkit.plan import Plan, read_plan
from evalkit.reading.noting import noting
from evalkit.reporting import notebooks, pdf
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.making import make

READY = "ready"  # said once, when everything is imported
MEMORY = 3 << 30  # bytes one process may take beyond what it has when everything is imported


def serve(line: Connection) -> None:
    """Make a report for each job that comes over the line, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us decides what Ctrl-C means
    _begin()
    line.send(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send(work(line.recv()))


def _begin() -> None:
    """Import what every notebook uses, keep to a limit, and end when the parent is gone, however it went."""

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    tqdm.set_lock(threading.RLock())  # its own outlives a process that is ended
    for room in ("figures", "sheets", "records", "checking", "assessing"):
        import_module(f"evalkit.{room}")
    gc.freeze()  # what is imported stays, and need not be searched for waste after every report
    gc.set_threshold(200_000, 50, 100)  # nor what a report holds while it is made
    keep_last()
    _limit_memory()


def _limit_memory() -> None:
    """A notebook that asks for too much memory fails in its cell, where the system has such limits."""
    account = Path("/proc/self/statm")
    if sys.platform != "win32" and account.is_file():
        import resource  # noqa: PLC0415  there is none on Windows

        pages = int(account.read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, most))


def work(one: Job) -> Outcome:
    """Make one report; whatever goes wrong is told, not raised."""
    notes = _Notes()
    log = logging.getLogger("evalkit")
    log.addHandler(notes)
    try:
        with noting() as asked:
            files = make(one, _plan(one.plan))
        if {"pdf", "docx"} & {*one.to}:
            pdf.let_go()
        known = notebooks.given_only_to_evalkit(notebooks.read(one.notebook), "data")
        reads = tuple(sorted(asked)) if known else ()
        return Outcome(one, tuple(files), notes=tuple(notes.said), reads=reads)
    except EvalkitError as error:
        return Outcome(one, error=str(error), notes=tuple(notes.said))
    except Exception as error:  # noqa: BLE001  one report must not stop the others
        return Outcome(one, error=f"{type(error).__name__}: {error}", notes=tuple(notes.said))
    finally:
        log.removeHandler(notes)


@cache
def _plan(name: str) -> Plan:
    """The plan of a batch, read once in each process."""
    return read_plan(name)


class _Notes(logging.Handler):
    """Keeps what is logged while a report is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
