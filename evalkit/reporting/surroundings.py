"""The state a notebook runs in: the same for every report, and the caller's own put back after it."""

from __future__ import annotations

import builtins
import contextlib
import gc
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd

from evalkit.words import say


@contextlib.contextmanager
def surroundings(lang: str) -> Iterator[None]:
    """One clean state for every notebook, and the caller's own state restored after it."""
    kept = {"EVALKIT_LANG": os.environ.get("EVALKIT_LANG")}
    collecting, streams = gc.isenabled(), (sys.stdout, sys.stderr, sys.stdin)
    backend = mpl.get_backend(auto_select=False)
    os.environ["EVALKIT_LANG"] = lang
    rows = pd.option_context("display.max_rows", None, "display.max_colwidth", None, "display.max_columns", None)
    try:
        gc.disable()  # a report makes little waste; it is cleared away once, after it
        with mpl.rc_context(), rows, _refusing_input(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mpl.rcdefaults()
            plt.switch_backend("svg")
            mpl.rcParams.update({"svg.hashsalt": "evalkit", "svg.fonttype": "none"})
            sys.stdout, sys.stderr, sys.stdin = io.StringIO(), io.StringIO(), io.StringIO()
            yield
    finally:
        if collecting:
            gc.enable()
        sys.stdout, sys.stderr, sys.stdin = streams
        plt.close("all")
        plt.switch_backend(backend or "agg")
        _restore(kept)


def _restore(kept: dict[str, str | None]) -> None:
    for key, value in kept.items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value


@contextlib.contextmanager
def _refusing_input() -> Iterator[None]:
    """Nobody answers a question asked by a notebook in a batch: asking is an error."""
    ask: Callable[..., str] = builtins.input

    def refuse(*_: Any) -> str:
        raise EOFError(say("reporting.no_input"))

    builtins.input = refuse
    try:
        yield
    finally:
        builtins.input = ask
