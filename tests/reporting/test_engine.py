"""``papermill --engine evalkit``: papermill sets the parameters and writes the notebook, our runner runs it."""

import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import nbformat
import papermill
import pytest
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from tiny import notebook, saved

SHOWING = """
from IPython.display import Markdown
from evalkit.words import language
told = f"{street} {year} {language(None)}"
"""


@pytest.fixture
def engine():
    """The engine as the package declares it, which papermill finds by itself once evalkit is installed."""
    text = Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)["project"]["entry-points"]["papermill.engine"]
    for name, value in declared.items():
        papermill_engines.register(name, EntryPoint(name, value, "papermill.engine").load())
    return "evalkit"


def run(path, engine, **parameters):
    made = path.with_name("out.ipynb")
    words = {"engine_name": engine, "kernel_name": "none", "language": "python", "progress_bar": False}
    papermill.execute_notebook(path, made, parameters=parameters, **words)
    return nbformat.read(made, as_version=4)


def test_the_notebook_runs_with_its_parameters_in_this_process_and_its_language(engine, tmp_path):
    made = notebook(SHOWING, "import sys; sys.modules['seen_here'] = told\nMarkdown(told)", "print('dropped')")
    made.cells[0].source += "\nlang = 'zh'"
    done = run(saved(made, tmp_path / "in.ipynb"), engine, street="石路街道", year=2, lang="en")
    assert sys.modules.pop("seen_here") == "石路街道 2 en"
    code = [cell for cell in done.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2, 3, 4, 5]
    assert code[3].outputs[0].data["text/markdown"] == "石路街道 2 en"
    assert code[4].outputs == []
    assert code[4].metadata.papermill.status == "completed"


def test_a_cell_that_does_not_complete_is_told_and_nothing_after_it_is_run(engine, tmp_path):
    path = saved(notebook("1 / 0", "raise SystemExit"), tmp_path / "in.ipynb")
    with pytest.raises(PapermillExecutionError, match="division by zero"):
        run(path, engine, street="石路街道")
    done = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [cell.execution_count for cell in done.cells if cell.cell_type == "code"] == [1, 2, 3, None]
