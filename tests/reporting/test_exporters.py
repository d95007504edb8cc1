"""``jupyter nbconvert --to evalkit-html | evalkit-pdf`` on a notebook run by anyone."""

from importlib.metadata import entry_points
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from tiny import NOTEBOOK, notebook, tagged

from evalkit.errors import ReportError
from evalkit.reporting.notebooks import read
from evalkit.reporting.running import run


def executed(**parameters):
    return nbformat.from_dict(run(read(NOTEBOOK), parameters, lang="zh")[0])


def html(made):
    return get_exporter("evalkit-html")().from_notebook_node(made)


def test_they_are_registered():
    names = {point.name for point in entry_points(group="nbconvert.exporters")}
    assert {"evalkit-html", "evalkit-pdf"} <= names


def test_street_year_and_language_are_read_from_the_parameters_cells():
    text, resources = html(executed(street="枫桥街道", year=2, lang="en"))
    assert "Fengqiao" in text
    assert "Contract year 2" in text
    assert "one table" in text
    assert resources["output_extension"] == ".html"


def test_metadata_of_the_notebook_goes_before_its_parameters():
    made = executed(street="狮山街道", year=1)
    made.metadata["evalkit"] = {"invented": True, "year": 1}
    assert "虚构样本数据" in html(made)[0]


def test_whether_records_are_invented_is_asked_of_the_folder_the_notebook_names():
    made = executed(street="狮山街道", year=1)
    assert "虚构样本数据" not in html(made)[0]
    next(cell for cell in made.cells if cell.metadata.get("tags") == ["parameters"]).source += "\ndata = 'raw'"
    where = {"metadata": {"path": str(Path(__file__).parents[2] / "data")}}
    assert "虚构样本数据" in get_exporter("evalkit-html")().from_notebook_node(made, where)[0]


def test_pdf_comes_as_bytes():
    content, resources = get_exporter("evalkit-pdf")().from_notebook_node(executed())
    assert content.startswith(b"%PDF")
    assert resources["output_extension"] == ".pdf"


def test_a_notebook_about_no_street_gets_its_own_title():
    made = notebook()
    made.cells.append(tagged(nbformat.v4.new_markdown_cell("# 九个街道的比较\n\n## 一\n\n## 二"), "zh"))
    text, _ = html(made)
    assert "<h1>九个街道的比较</h1>" in text


def test_an_object_of_another_street_is_refused_here_too():
    with pytest.raises(ReportError, match="枫桥街道"):
        html(executed(street="狮山街道", year=1, shown="枫桥街道"))
