"""Processes that make reports side by side: each imports everything once, and none can harm another's report."""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from tqdm import tqdm

from evalkit.errors import EvalkitError
from evalkit.plan import Plan, read_plan
from evalkit.reporting.jobs import Job
from evalkit.reporting.making import make
from evalkit.words import say

_BAR = {name: "{" + name + "}" for name in ("desc", "bar", "n_fmt", "total_fmt", "elapsed", "remaining")}


@dataclass(frozen=True)
class Outcome:
    """How one report went: the files made, or why it failed; ``kept`` where an earlier one still stands."""

    job: Job
    files: tuple[Path, ...] = ()
    error: str = ""
    notes: tuple[str, ...] = ()
    kept: bool = False


def finished(waiting: dict[Future[Outcome], Job], progress: bool) -> Iterator[Outcome]:
    """Outcomes as they come; those whose process died are tried once more, one by one."""
    again = []
    bar = tqdm(total=len(waiting), desc=say("reporting.making"), bar_format=say("reporting.bar", **_BAR),
               disable=None if progress and waiting else True, file=sys.stderr)  # fmt: skip
    with bar:
        for future in as_completed(waiting):
            try:
                outcome = future.result()
            except BrokenProcessPool:
                again.append(waiting[future])
                continue
            bar.update()
            yield outcome
        for outcome in _one_by_one(again):
            bar.update()
            yield outcome


def _one_by_one(todo: list[Job]) -> Iterator[Outcome]:
    """Jobs whose process broke off, each tried once more with no other beside it: so the guilty one is known."""
    while todo:
        with pool(1) as single:
            alive = True
            while todo and alive:
                outcome = _tried(single, todo.pop(0))
                alive = outcome.error != say("reporting.worker_died")
                yield outcome


def _tried(single: ProcessPoolExecutor, one: Job) -> Outcome:
    future = next(iter(submitted(single, [one])))
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(one, error=say("reporting.worker_died"))


@contextlib.contextmanager
def pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that import everything once and stay; left at once when something goes wrong here."""
    members = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield members
    except BaseException:
        members.shutdown(wait=False, cancel_futures=True)
        raise
    members.shutdown()


def submitted(members: ProcessPoolExecutor, todo: list[Job]) -> dict[Future[Outcome], Job]:
    """Hand the jobs to the processes."""
    with _script_left_alone():
        return {members.submit(work, one): one for one in todo}


@contextlib.contextmanager
def _script_left_alone() -> Iterator[None]:
    """Keep new processes from running the user's own script again, which needs no ``if __name__ ...`` then."""
    main = sys.modules["__main__"]
    hidden = {name: main.__dict__.pop(name) for name in ("__file__", "__spec__") if name in main.__dict__}
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(hidden)


def _begin() -> None:
    """In a new process: import what every notebook uses, and end when the parent is gone, however it went."""

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    for room in ("figures", "sheets", "records", "checking", "assessing"):
        import_module(f"evalkit.{room}")
    gc.freeze()  # what is imported stays, and need not be searched for waste after every report


def work(one: Job) -> Outcome:
    """Make one report in a worker; whatever goes wrong is told, not raised."""
    notes = _Notes()
    log = logging.getLogger("evalkit")
    log.addHandler(notes)
    try:
        files = make(one, _plan(one.plan))
        return Outcome(one, tuple(files), notes=tuple(notes.said))
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
