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
from pathlib import Path
from typing import Any

from evalkit.reading.child import receive, send

SECONDS = 60.0  # for one file; the largest real ones take one or two
READING = "evalkit.reading.child"
_MOST = 4  # children at once; more do not pay for the files of a few streets
_FEW = 4  # files that one child reads sooner than a second one starts


class Child:
    """One child; started on its first job, and again after its death. See `Readers`."""

    def __init__(self, setting: Mapping[str, Any], seconds: float | None = None, module: str = READING) -> None:
        self.setting = setting
        self.seconds = SECONDS if seconds is None else seconds
        self.module = module
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one job; ``why`` names a reason (``crashed``, ``too_slow``) where there is none."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        slow = threading.Event()
        timer = threading.Timer(self.seconds, _end, (process, slow))
        timer.daemon = True
        timer.start()
        try:
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
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
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
            assert self.process.stdin is not None
            send(self.process.stdin, self.setting)
        return self.process


def _end(process: subprocess.Popen[bytes], slow: threading.Event) -> None:
    slow.set()
    process.kill()


class Readers:
    """As many children as pay, kept for the next call in this process.

    Parameters
    ----------
    setting : what every child is told first, as plain data. module : what a child runs.
    """

    def __init__(self, setting: Mapping[str, Any], module: str = READING) -> None:
        self.setting = setting
        self.module = module
        self.owner = os.getpid()
        self.idle: list[Child] = []
        self.lock = threading.Lock()

    def read(self, jobs: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """The answers, in the order of the jobs."""
        jobs = list(jobs)
        hands = min(os.cpu_count() or 1, _MOST, -(-len(jobs) // _FEW))
        if hands < 2:
            yield from map(self._read, jobs)
            return
        with ThreadPoolExecutor(hands) as pool:
            yield from pool.map(self._read, jobs)

    def _read(self, job: Mapping[str, Any]) -> dict[str, Any]:
        with self.lock:
            child = self.idle.pop() if self.idle else Child(self.setting, module=self.module)
        try:
            return child.read(job)
        finally:
            with self.lock:
                self.idle.append(child)

    def close(self) -> None:
        """End all children, unless they belong to the process this one was forked from."""
        if os.getpid() == self.owner:
            for child in self.idle:
                child.close()
        self.idle.clear()


_last: list[Readers] = []


def readers_for(setting: Mapping[str, Any]) -> Readers:
    """The readers of this process for a setting; those of another setting are ended first."""
    if not _last or _last[0].setting != setting or _last[0].owner != os.getpid():
        close_readers()
        _last.append(Readers(setting))
    return _last[0]


def close_readers() -> None:
    """End every child of this process."""
    while _last:
        _last.pop().close()


atexit.register(close_readers)
