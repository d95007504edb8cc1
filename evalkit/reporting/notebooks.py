"""Find a notebook, and read what it lets a report set."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from evalkit.errors import ParameterError, unknown
from evalkit.words import say

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


def read(path: Path) -> NotebookNode:
    """The notebook at ``path``; raises `ParameterError` where it cannot be read as one."""
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, AttributeError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ParameterError(say("reporting.bad_notebook", path=path, fault=first[:120])) from None


def parameters(notebook: NotebookNode) -> dict[str, Any]:
    r"""The names a notebook's parameters cell sets, with their values where these are written out (else None).

    A cell injected by papermill counts after the notebook's own.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell('street = "狮山街道"\nyear: int = 1', metadata={"tags": ["parameters"]})
    >>> parameters(new_notebook(cells=[cell]))
    {'street': '狮山街道', 'year': 1}
    """
    cells = [c for c in notebook.cells if c.cell_type == "code" and _TAGS & set(c.metadata.get("tags", []))]
    return dict(pair for cell in cells for pair in _assigned(cell.source))


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
