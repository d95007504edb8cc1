"""The reading child: a process that reads one file after another, so that a hostile one costs only itself.

It takes jobs from its standard input and gives what it read on its standard output, both as frames: eight bytes with
the length, then JSON. It keeps to a limit of memory where the system has one; who started it ends it when it takes
too long.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Protocol

from evalkit.reading import one_file, setting
from evalkit.reading.cells import text
from evalkit.reading.corrections import Correction
from evalkit.reading.files import Submission
from evalkit.reading.workbook import Sheet, UnreadableError, open_book

MEMORY = 1 << 30  # bytes of address space; what is in use stays far below
_LENGTH = struct.Struct(">Q")


def send(stream: IO[bytes], told: Any) -> None:
    """Write one frame."""
    words = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=text).encode("utf-8", "surrogatepass")
    stream.write(_LENGTH.pack(len(words)) + words)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one frame; ``None`` where the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    words = stream.read(length)
    return json.loads(words.decode("utf-8", "surrogatepass")) if len(words) == length else None


class Worker(Protocol):
    """Does one job after another."""

    def read(self, job: dict[str, Any]) -> dict[str, Any]:
        """The answer to a job; ``why`` names a reason where there is none."""


class Reader:
    """Reads one file after another under one setting."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.setting = setting.from_json(told["setting"])
        self.key = bytes.fromhex(told["key"])

    def read(self, job: dict[str, Any]) -> dict[str, Any]:
        """What one file gives, as plain data."""
        path = Path(job["path"])
        if job.get("grid"):
            return _grid(path)
        where = Submission(path, job["name"], job["street"], job["year"])
        corrections = [Correction(*one) for one in job["corrections"]]
        return one_file.to_json(one_file.read_file(where, self.setting, self.key, corrections))


def _grid(path: Path) -> dict[str, Any]:
    """The bare rows of the first sheet of a workbook that is no submission."""
    try:
        sheets = open_book(one_file.bytes_of(path), path.stem).sheets
    except UnreadableError as error:
        return {"why": error.why}
    first = sheets[0] if sheets else Sheet("", [])
    return {"sheet": first.name, "rows": [[text(cell) for cell in row] for row in first.rows]}


def serve(make: Callable[[dict[str, Any]], Worker]) -> None:
    """Serve until the other side ends.

    Parameters
    ----------
    make : who does the jobs, made from what is told first.
    """
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print does not spoil a frame
    _limit_memory()
    worker: Worker | None = None
    while (job := receive(jobs)) is not None:
        if "setting" in job:
            worker = make(job)
            continue
        assert worker is not None
        send(answers, _answer(worker, job))


def _answer(worker: Worker, job: dict[str, Any]) -> dict[str, Any]:
    try:
        return worker.read(job)
    except UnreadableError as error:
        return {"why": error.why}
    except MemoryError:
        return {"why": "too_large"}
    except Exception as error:  # noqa: BLE001 - whatever goes wrong costs this file only, and is told
        last = traceback.extract_tb(error.__traceback__)[-1]
        return {"why": "crashed", "detail": f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"}


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))


if __name__ == "__main__":
    serve(Reader)
