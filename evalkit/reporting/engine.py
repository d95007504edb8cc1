"""Our way of running a notebook as an engine of papermill: ``papermill --engine evalkit in.ipynb out.ipynb -p …``.

papermill sets the parameters, keeps the times and writes the notebook; no kernel is started. It needs papermill, which
evalkit itself does not.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from nbformat import from_dict

from evalkit.reporting import notebooks, running
from evalkit.words import LANGUAGES, language


def __getattr__(name: str) -> Any:
    if name != "EvalkitEngine":
        raise AttributeError(name)
    return _engine()


@cache
def _engine() -> Any:
    """The class papermill asks for, made late: papermill looks for engines while it is being imported itself."""
    from papermill.engines import Engine  # noqa: PLC0415

    return type("EvalkitEngine", (Engine,), {"execute_managed_notebook": staticmethod(run)})


def run(nb_man: Any, kernel_name: str, **_: Any) -> None:  # noqa: ARG001
    """Run a notebook up to its end or the first cell that does not complete, whose fault is its output.

    Each code cell runs in this process, in a fresh shell; what cells print is dropped, as in a report.

    Parameters
    ----------
    nb_man : papermill's keeper of the notebook. kernel_name : not used.
    """
    given = notebooks.parameters(nb_man.nb).get("lang")
    with running.shell_of(given if given in LANGUAGES else language(None)) as shell:
        number = 0
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code":
                continue
            number += 1
            nb_man.cell_start(cell, index)
            outputs, fault = running.run_cell(shell, cell.source)
            cell.outputs, cell.execution_count = [from_dict(one) for one in outputs], number
            if fault is not None:
                cell.outputs.append(_error(fault))
                nb_man.cell_exception(cell, index)
                return
            nb_man.cell_complete(cell, index)


def _error(fault: BaseException) -> Any:
    name, why = type(fault).__name__, str(fault)
    return from_dict({"output_type": "error", "ename": name, "evalue": why, "traceback": [f"{name}: {why}"]})
