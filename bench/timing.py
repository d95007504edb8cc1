"""CPU and wall seconds of commands with all the processes they start, orphans too."""

import contextlib
import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)


def adopt_orphans() -> None:
    """From now on processes below this one whose parent is gone are its own, so that their CPU time is told."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def timed(*commands: list[str], cwd: Path, alone: bool = True) -> tuple[float, float, str]:
    """CPU and wall seconds of these command lines, one after another, and what the last of them printed.

    The CPU is that of every process begun, also of one that outlives the command, unless others are timed at the same
    time (not ``alone``); on Windows, which does not tell it, 0.
    """
    before, begun, told = os.times(), time.perf_counter(), ""
    for command in commands:
        done = subprocess.run(
            [sys.executable, *command], cwd=cwd, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        told = done.stdout.decode("utf-8")
    wall = time.perf_counter() - begun
    with contextlib.suppress(ChildProcessError, AttributeError):  # none is left; Windows has no such call
        while alone:
            os.wait()
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system, wall, told
