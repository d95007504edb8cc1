"""Find a notebook, read it, and see what it lets a report set.

A notebook is the plain dict its file holds. nbformat is left to nbconvert: importing it takes seconds where all of
JupyterLab is installed, and a batch starts a process a processor.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evalkit.errors import ParameterError, unknown
from evalkit.words import say

Notebook = dict[str, Any]
_TAGS = {"parameters", "injected-parameters"}


def find(notebook: str | Path) -> Path:
    """Where a notebook stands.

    Parameters
    ----------
    notebook : a name (``street``), looked for in ``notebooks/`` here and then beside evalkit's own source; or the
        path of an ``.ipynb``.

    Raises
    ------
    ParameterError : there is none; names the nearest right word and the folders looked in.
    """
    if Path(notebook).suffix == ".ipynb":
        if Path(notebook).is_file():
            return Path(notebook)
        raise ParameterError(_missing(str(notebook), [Path(notebook).parent]))
    folders = [Path("notebooks"), Path(__file__).parents[2] / "notebooks"]
    found = next((path for folder in folders if (path := folder / f"{notebook}.ipynb").is_file()), None)
    if found is None:
        raise ParameterError(_missing(str(notebook), folders))
    return found


def _missing(name: str, folders: list[Path]) -> str:
    present = dict.fromkeys(path.stem for folder in folders for path in sorted(folder.glob("*.ipynb")))
    looked = say("errors.separator").join(str(folder) for folder in folders)
    return say("reporting.no_notebook", unknown=unknown("notebook", Path(name).stem, present), looked=looked)


def read(path: Path) -> Notebook:
    """The notebook at ``path``, each cell's source as one text.

    Raises
    ------
    ParameterError : it is not a notebook in format 4, which every Jupyter since 2015 writes.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["nbformat"] != 4:
            raise ParameterError(say("reporting.old_notebook", path=path, version=notebook["nbformat"]))
        cells = [{"metadata": {}, **cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError):
        raise ParameterError(say("reporting.bad_notebook", path=path)) from None
    return {"metadata": {}, **notebook, "cells": cells}


def tags(cell: dict[str, Any]) -> set[str]:
    """The tags of a cell."""
    return set(cell["metadata"].get("tags", []))


def parameters(notebook: Notebook) -> dict[str, Any]:
    r"""The names a notebook's parameters cell sets, with their values where these are written out (else None).

    A cell injected by papermill counts after the notebook's own.

    Examples
    --------
    >>> source = 'street = "狮山街道"\nyear: int = 1'
    >>> parameters({"cells": [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": source}]})
    {'street': '狮山街道', 'year': 1}
    """
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and _TAGS & tags(cell)]
    return dict(pair for cell in cells for pair in _assigned(cell["source"]))


def declared(path: Path) -> dict[str, Any]:
    """The `parameters` of the notebook at ``path``."""
    return parameters(read(path))


def given_only_to_evalkit(notebook: Notebook, name: str) -> bool:
    r"""Whether a notebook uses a name, and only as what it gives to evalkit's own functions.

    Examples
    --------
    >>> def cell(source):
    ...     return {"cell_type": "code", "metadata": {}, "source": "import evalkit as ek\n" + source}
    >>> given_only_to_evalkit({"cells": [cell("ek.read_records(data, plan)")]}, "data")
    True
    >>> given_only_to_evalkit({"cells": [cell("ek.read_records(data, plan); open(data)")]}, "data")
    False
    """
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and not _TAGS & tags(cell)]
    try:
        nodes = [node for cell in cells for node in ast.walk(ast.parse(cell["source"]))]
    except SyntaxError:
        return False
    imports = [one for node in nodes if isinstance(node, ast.Import) for one in node.names]
    ours = {one.asname or one.name for one in imports if one.name == "evalkit"}
    calls = [node for node in nodes if isinstance(node, ast.Call) and _root(node.func) in ours]
    given = [one for call in calls for one in (*call.args, *(word.value for word in call.keywords))]
    used = [node for node in nodes if _root(node) == name and isinstance(node, ast.Name)]
    return bool(used) and len(used) == len([one for one in given if isinstance(one, ast.Name) and one.id == name])


def _root(node: ast.AST) -> str:
    """The first name of ``ek.sheets.table``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _assigned(source: str) -> Iterator[tuple[str, Any]]:
    try:
        lines = ast.parse(source).body
    except SyntaxError:
        return
    for line in lines:
        if isinstance(line, ast.Assign | ast.AnnAssign):
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            yield from ((target.id, _literal(line.value)) for target in targets if isinstance(target, ast.Name))


def _literal(value: ast.expr | None) -> Any:
    try:
        return ast.literal_eval(value) if value is not None else None
    except ValueError:
        return None
