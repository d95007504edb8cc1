"""Run a notebook in this process, in a namespace of its own.

No kernel is started: an IPython shell takes each code cell in turn and what the cell shows is kept, in order, as
notebook outputs. What a cell prints is dropped: a report holds tables, figures and sentences only.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import sys
import types
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from evalkit.errors import EvalkitError, ReportError
from evalkit.reporting.notebooks import Notebook, tags
from evalkit.reporting.surroundings import surroundings
from evalkit.words import say

PARAMETERS = "parameters"
_MODULE = "evalkit_notebook"
_MOST = 5_000_000  # letters of one text that a cell shows; a report of a street has fewer in all


class _Publisher(DisplayPublisher):
    """Keeps what ``display`` shows."""

    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, **_: Any) -> None:
        self.shell.shown.append(_output(data, metadata))

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002  the name belongs to IPython
        self.shell.shown.clear()


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    def __call__(self, result: Any = None) -> None:
        if result is None or self.quiet():
            return
        as_media = self.shell.display_formatter.format
        data, metadata = as_media(result)
        if data:
            self.shell.shown.append(_output(data, metadata))


class _Shell(InteractiveShell):
    """An IPython shell without history, terminal or traceback printing."""

    shown: list[dict[str, Any]]

    def __init__(self, module: types.ModuleType) -> None:
        self.shown = []
        config = Config()
        config.HistoryManager.enabled = False
        super().__init__(config=config, user_module=module, display_pub_class=_Publisher, displayhook_class=_Hook)
        self.autoawait = False

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Say nothing: the failing cell is named in the `ReportError`."""

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        """Say nothing, likewise."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window."""


def run(
    notebook: Notebook, parameters: dict[str, Any], *, lang: str, name: str = "notebook"
) -> tuple[Notebook, dict[str, Any]]:
    """Run every code cell of a notebook with the given parameters.

    Parameters
    ----------
    notebook : the notebook; it is not changed.
    parameters : name -> value, set in a cell of their own after the one tagged ``parameters``.
    lang : ``zh`` or ``en``; the language `evalkit.words.say` speaks meanwhile.
    name : what the notebook is called in an error.

    Returns
    -------
    The executed notebook and the names it left behind.

    Raises
    ------
    ReportError : a cell did not complete (an exception, ``sys.exit``, an unfinished line); the cell is named.

    Examples
    --------
    >>> first = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "street = '?'"}
    >>> executed, names = run({"cells": [first]}, {"street": "狮山街道"}, lang="zh")
    >>> names["street"]
    '狮山街道'
    """
    executed = inject(notebook, parameters)
    with shell_of(lang) as shell:
        _run_cells(shell, executed, name)
        return executed, dict(shell.user_ns)


def inject(notebook: Notebook, parameters: dict[str, Any]) -> Notebook:
    """A copy of the notebook with ``parameters`` set right after its parameters cell, as papermill does."""
    copied = {**notebook, "cells": [dict(cell) for cell in notebook["cells"]]}
    place = next(i for i, cell in enumerate(copied["cells"]) if PARAMETERS in tags(cell))
    lines = "\n".join(f"{key} = {value!r}" for key, value in parameters.items())
    cell = {"cell_type": "code", "id": "injected-parameters", "metadata": {"tags": ["injected-parameters"]}}
    cell |= {"source": lines, "outputs": [], "execution_count": None}
    copied["cells"].insert(place + 1, cell)
    return copied


def _run_cells(shell: _Shell, notebook: Notebook, name: str) -> None:
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        outputs, fault = run_cell(shell, cell["source"])
        cell["outputs"], cell["execution_count"] = outputs, number
        if fault is not None:
            raise ReportError(_blame(name, number, cell["source"], fault)) from None


def run_cell(shell: _Shell, source: str) -> tuple[list[dict[str, Any]], BaseException | None]:
    """Run a cell in a shell of `shell_of`: what it shows, in order, and why it did not complete; Ctrl-C is raised."""
    shell.shown = []
    result = shell.run_cell(source, store_history=True)
    fault = result.error_before_exec or result.error_in_exec
    shown = shell.shown + _open_figures()
    if isinstance(fault, KeyboardInterrupt):
        raise fault
    return shown, fault


def _blame(name: str, number: int, source: str, fault: BaseException) -> str:
    first = next((line for line in source.splitlines() if line.strip()), "")
    words = fault.msg if isinstance(fault, SyntaxError) else str(fault)
    named = not isinstance(fault, EvalkitError)
    kind = next(one.__name__ for one in type(fault).__mro__ if not one.__name__.startswith("_"))
    told = ": ".join(word for word in (kind if named else "", words) if word)
    return say("reporting.cell_failed", notebook=name, number=number, line=first.strip()[:60], fault=told)


def _output(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a cell shows, as a notebook file keeps it."""
    return {"output_type": "display_data", "data": _bounded(data), "metadata": metadata or {}}


def _bounded(data: dict[str, Any]) -> dict[str, Any]:
    """Texts beyond measure are cut, and say so; markup cannot be cut, and its plain words stand for it."""
    long = {kind for kind, text in data.items() if isinstance(text, str) and len(text) > _MOST}
    told = say("reporting.cut", most=f"{_MOST:,}")
    cut = {kind: f"{data[kind][:_MOST]}\n{told}" for kind in long if kind in {"text/plain", "text/markdown"}}
    return {kind: value for kind, value in data.items() if kind not in long} | cut


def _open_figures() -> list[dict[str, Any]]:
    """Figures drawn with pyplot and left open, as JupyterLab would show them after the cell."""
    shown = []
    for number in plt.get_fignums():
        target = io.StringIO()
        plt.figure(number).savefig(target, format="svg", metadata={"Date": None, "Creator": None})
        shown.append(_output({"image/svg+xml": target.getvalue()}))
    plt.close("all")
    return shown


@contextlib.contextmanager
def shell_of(lang: str) -> Iterator[_Shell]:
    """A fresh shell in clean surroundings that speak ``lang``; all is put back afterwards."""
    with surroundings(lang), _shell() as shell:
        yield shell


@contextlib.contextmanager
def _shell() -> Iterator[_Shell]:
    """A fresh shell that stands where ``get_ipython`` and ``display`` look, and is gone afterwards."""
    outer, module = InteractiveShell._instance, types.ModuleType(_MODULE)  # noqa: SLF001  IPython has no public way
    shell = _Shell(module)
    try:
        for kind in _Shell._walk_mro():  # noqa: SLF001
            kind._instance = shell  # noqa: SLF001
        yield shell
    finally:
        for kind in _Shell._walk_mro():  # noqa: SLF001
            kind._instance = outer if isinstance(outer, kind) else None  # noqa: SLF001
        atexit.unregister(shell.atexit_operations)
        shell.atexit_operations()
        sys.modules.pop(_MODULE, None)
