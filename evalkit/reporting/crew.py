"""Processes that make reports side by side, each held to a time and replaced when it dies; none can harm another's."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tqdm import tqdm

from evalkit.errors import ReportError
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.serving import READY, serve, serve_apart
from evalkit.words import say

Made = TypeVar("Made")

SECONDS = 600.0  # for one report; a real one takes two or three
STARTING = 120.0  # for a process to import everything, before its first report
_BAR = {name: "{" + name + "}" for name in ("desc", "bar", "n_fmt", "total_fmt", "elapsed", "remaining")}
_LOOK = 0.5  # seconds between two looks at the clock
_starting = threading.Lock()


class Apart:
    """A process beside the others, for what needs all streets: this one need not load all that takes.

    It begins when it is first asked, and keeps from one thing to the next what it has read.

    Examples
    --------
    >>> with Apart() as beside:
    ...     beside.do(dict)
    {}
    """

    def __init__(self) -> None:
        self.line: Connection | None = None
        self.process: Any = None
        self.early = False  # whether it was asked for something nobody waited for

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def begin(self, make: Callable[[], object]) -> None:
        """Let it make ready what it will be asked for, where it was never asked; what goes wrong is not told yet."""
        if self.line is None:
            with contextlib.suppress(OSError):
                self._told(make)
                self.early = True

    def do(self, make: Callable[[], Made]) -> Made:
        """What a function makes there.

        Parameters
        ----------
        make : a function of a module, or a `functools.partial` of one.

        Raises
        ------
        Whatever ``make`` raises. ReportError : the process died.
        """
        try:
            self._made_ready()
            made, fault = _heard(self._told(make))
        except (EOFError, OSError):
            raise ReportError(say("reporting.worker_died")) from None
        if fault is not None:
            raise fault
        told: Made = made
        return told

    def _made_ready(self) -> None:
        """Wait for what was begun; where the process died of it, another is asked next."""
        if self.early and self.line is not None:
            self.early = False
            try:
                _heard(self.line)
            except (EOFError, OSError):
                self._end()

    def _told(self, make: Callable[[], object]) -> Connection:
        """The line to the process, which has been told what to make."""
        if self.line is None:
            self.line, self.process = _process(serve_apart)
        self.line.send(make)
        return self.line

    def _end(self) -> None:
        if self.line is not None:
            _ended(self.line, self.process)
            self.line = None


class Crew:
    """Makes reports in ``hands`` processes; left at once, and all of them with it, when something goes wrong here.

    Parameters
    ----------
    hands : how many processes. seconds : for one report; one that takes longer is ended and told.
    """

    def __init__(self, hands: int, seconds: float | None = None) -> None:
        self.hands = hands
        self.seconds = SECONDS if seconds is None else seconds
        self.found: queue.SimpleQueue[Outcome | Exception] = queue.SimpleQueue()
        self.left = 0
        self.stopped = threading.Event()
        self.driver: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.stopped.set()
        if self.driver is not None:
            self.driver.join()

    def start(self, todo: Iterable[Job]) -> None:
        """Hand out the jobs; the caller goes on meanwhile."""
        jobs = list(todo)
        self.left = len(jobs)
        self.driver = threading.Thread(target=self._drive, args=(jobs,), daemon=True)
        self.driver.start()

    @property
    def spares(self) -> bool:
        """Whether one of the processes has nothing more to make."""
        return self.left < self.hands

    def outcomes(self) -> Iterator[Outcome]:
        """How each report went, as they come."""
        while self.left:
            try:
                outcome = self.found.get(timeout=_LOOK)  # so that Ctrl-C is heard on every system
            except queue.Empty:
                continue
            if isinstance(outcome, Exception):
                raise outcome
            self.left -= 1
            yield outcome

    def _drive(self, jobs: list[Job]) -> None:
        """Give each free process the next job; a job whose process died is tried once more."""
        waiting, busy, idle = deque((job, 2) for job in jobs), dict[Connection, _Hand](), list[_Hand]()
        try:
            while (waiting or busy) and not self.stopped.is_set():
                while waiting and len(busy) < self.hands:
                    hand = idle.pop() if idle else _Hand()
                    hand.give(*_next(waiting, hand, {one.job.street for one in busy.values()}))
                    busy[hand.line] = hand
                for line in wait(list(busy), _LOOK):
                    hand = busy.pop(line)  # type: ignore[call-overload]
                    outcome = hand.answer()
                    if outcome == READY:
                        busy[line] = hand  # type: ignore[index]
                        continue
                    if outcome is not None:
                        idle.append(hand)
                        self.found.put(outcome)
                    elif hand.tries > 1:
                        waiting.append((hand.job, hand.tries - 1))
                    else:
                        self.found.put(Outcome(hand.job, error=say("reporting.worker_died")))
                for hand in [hand for hand in busy.values() if time.monotonic() - hand.since > self.seconds]:
                    busy.pop(hand.line).end()
                    told = say("reporting.too_slow", minutes=f"{self.seconds / 60:g}")
                    self.found.put(Outcome(hand.job, error=told))
        except Exception as fault:  # noqa: BLE001  it is raised where outcomes are waited for
            self.found.put(fault)
        finally:
            for hand in [*busy.values(), *idle]:
                hand.end()


def _next(waiting: deque[tuple[Job, int]], hand: _Hand, taken: set[str]) -> tuple[Job, int]:
    """Take the next job for a process: on the street it read last, else on one that no other process is at."""
    own = (one for one in waiting if one[0].street == hand.street)
    free = (one for one in waiting if one[0].street not in taken)
    chosen = next(own, None) or next(free, waiting[0])
    waiting.remove(chosen)
    return chosen


class _Hand:
    """One process and what it is at."""

    job: Job
    street: str | None = None  # of its last report: what it read of it, it still has
    tries: int
    since: float
    ready = False

    def __init__(self) -> None:
        self.line, self.process = _process(serve)

    def give(self, job: Job, tries: int) -> None:
        """Let it make a report; ``tries`` may be made of it, this one included."""
        self.job, self.street, self.tries = job, job.street, tries
        self.since = time.monotonic() + (0 if self.ready else STARTING)
        with contextlib.suppress(OSError):  # it died idle: no answer will come, and the job is tried again
            self.line.send(job)

    def answer(self) -> Outcome | str | None:
        """How its report went; `READY` where it only now begins with it; None where the process has died."""
        try:
            told: Outcome | str = self.line.recv()
        except (EOFError, OSError):
            self.end()
            return None
        if told == READY:
            self.ready, self.since = True, time.monotonic()
        return told

    def end(self) -> None:
        """End the process, whatever it is at."""
        _ended(self.line, self.process)


def shown(outcomes: Iterable[Outcome], total: int, progress: bool) -> Iterator[Outcome]:
    """The same outcomes, with a bar and the remaining time on the error stream where that is a terminal."""
    bar = tqdm(total=total, desc=say("reporting.making"), bar_format=say("reporting.bar", **_BAR),
               disable=None if progress and total else True, file=sys.stderr)  # fmt: skip
    with bar:
        for outcome in outcomes:
            bar.update()
            yield outcome


def _process(target: Callable[[Connection, dict[str, str]], None]) -> tuple[Connection, Any]:
    """A new process, and the line to it."""
    ours, theirs = multiprocessing.Pipe()
    given: dict[str, Any] = {"target": target, "args": (theirs, dict(os.environ)), "daemon": True}
    with _starting, _script_left_alone():
        try:
            with _same_path():
                process = _copies().Process(**given)
                process.start()
        except (OSError, EOFError, ValueError):  # the system has no copies, or the one to be copied cannot begin
            process = multiprocessing.get_context("spawn").Process(**given)
            process.start()
    theirs.close()
    return ours, process


def _heard(line: Connection) -> Any:
    while not line.poll(_LOOK):  # so that Ctrl-C is heard on every system
        pass
    return line.recv()


def _ended(line: Connection, process: Any) -> None:
    if process.is_alive():
        process.kill()
    process.join()
    line.close()


@cache
def _copies() -> Any:
    """Processes that begin as copies of one that has everything loaded; macOS bears no such copies."""
    if sys.platform != "linux":
        raise ValueError(sys.platform)
    copies = multiprocessing.get_context("forkserver")
    copies.set_forkserver_preload(["evalkit.reporting.loaded"])
    return copies


@contextlib.contextmanager
def _same_path() -> Iterator[None]:
    """Let the process to be copied look for modules where this one does, and not in the folder it stands in."""
    path = os.pathsep.join(str(Path(folder).resolve()) for folder in sys.path)
    kept = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYTHONSAFEPATH")}
    os.environ.update({"PYTHONPATH": path, "PYTHONSAFEPATH": "1"})
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name)
            os.environ |= {} if value is None else {name: value}


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
