"""Reading children and what passes between them and us: jobs out, readings in, one thread a child.

A child that dies or takes too long costs the file it was reading; another one goes on with the next.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from evalkit.reading.child import receive, send

SECONDS = 60.0  # for one file; the largest real ones take one or two
READING = "evalkit.reading.child"
_MOST = 4  # children at once; more do not pay for the files of a few streets
_FEW = 4  # files that one child reads sooner than a second one starts


class Child:
    """One child; started on its first job, and again after its death. See `Readers`."""

    def __init__(self, seconds: float | None = None, module: str = READING) -> None:
        self.seconds = seconds
        self.module = module
        self.process: subprocess.Popen[bytes] | None = None
        self.told: Mapping[str, Any] = {}  # the setting it works by

    def read(self, job: Mapping[str, Any], setting: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one job; ``why`` names a reason (``crashed``, ``too_slow``) where there is none."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        slow = threading.Event()
        timer = threading.Timer(SECONDS if self.seconds is None else self.seconds, _end, (process, slow))
        timer.daemon = True
        timer.start()
        try:
            if self.told != setting:
                send(process.stdin, setting)
                self.told = setting
            send(process.stdin, job)
            told = receive(process.stdout)
        except OSError:
            told = None
        finally:
            timer.cancel()
        if told is None:
            self.close()
            return {"why": "too_slow" if slow.is_set() else "crashed", "detail": ""}
        return dict(told)

    def close(self) -> None:
        """End the child."""
        process, self.process, self.told = self.process, None, {}
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:  # it may have died while nobody asked
            self.close()
            roots = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
            told = {"PYTHONPATH": os.pathsep.join(roots), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
            self.process = subprocess.Popen(  # noqa: S603 - a module of ours
                [sys.executable, "-m", self.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **told},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window flashes up on Windows
            )
        return self.process


def _end(process: subprocess.Popen[bytes], slow: threading.Event) -> None:
    slow.set()
    process.kill()


class Readers:
    """As many children as pay, kept for the next call in this process.

    Parameters
    ----------
    module : what a child runs.
    """

    def __init__(self, module: str = READING) -> None:
        self.module = module
        self.owner = os.getpid()
        self.idle: list[Child] = []
        self.lock = threading.Lock()

    def read(self, jobs: Iterable[Mapping[str, Any]], setting: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The answers, in the order of the jobs.

        Parameters
        ----------
        setting : what a child is told before its first job, as plain data.
        """
        jobs = list(jobs)
        hands = min(os.cpu_count() or 1, _MOST, -(-len(jobs) // _FEW))
        one = partial(self._read, setting)
        if hands < 2:
            yield from map(one, jobs)
            return
        with ThreadPoolExecutor(hands) as pool:
            yield from pool.map(one, jobs)

    def _read(self, setting: Mapping[str, Any], job: Mapping[str, Any]) -> dict[str, Any]:
        with self.lock:
            child = self.idle.pop() if self.idle else Child(module=self.module)
        try:
            return child.read(job, setting)
        finally:
            with self.lock:
                self.idle.append(child)

    def close(self) -> None:
        """End all children, unless they belong to the process this one was forked from."""
        if os.getpid() == self.owner:
            for child in self.idle:
                child.close()
        self.idle.clear()


_kept: dict[str, Readers] = {}


def readers_of(module: str = READING) -> Readers:
    """The children of this process that run a module; they stay until it ends."""
    if module in _kept and _kept[module].owner != os.getpid():
        _kept.pop(module).close()
    return _kept.setdefault(module, Readers(module))


def close_readers() -> None:
    """End every child of this process."""
    while _kept:
        _kept.popitem()[1].close()


atexit.register(close_readers)
