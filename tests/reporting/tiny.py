"""What the report tests share: a small notebook, its blocks, a cover."""

from contextlib import nullcontext
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from evalkit.plan import read_plan
from evalkit.reporting import afresh
from evalkit.reporting.cover import cover
from evalkit.reporting.document import CALLOUT, FIGURE, TABLE, document
from evalkit.reporting.workers import work

NOTEBOOK = Path(__file__).with_name("tiny.ipynb")
STREET, YEAR = "狮山街道", 1
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="5">图</text></svg>'


def tagged(cell, *tags):
    cell.metadata["tags"] = list(tags)
    return cell


def notebook(*sources):
    """A notebook with a parameters cell and these code cells."""
    first = tagged(new_code_cell('street = ""\nyear = 0'), "parameters")
    return new_notebook(cells=[first, *map(new_code_cell, sources)])


def table(*rows, header=("社区", "户数"), align=("left", "right"), **more):
    cells = {"header": [[{"t": one} for one in header]], "body": [[{"t": one} for one in row] for row in rows]}
    bundle = {"kind": "table", "label": "", "caption": "", "align": list(align), "notes": [], **cells, **more}
    return {TABLE: bundle}


def figure(svg=SVG, **more):
    bundle = {"kind": "figure", "label": "", "caption": "", "alt": "一个图", "width": "100%", **more}
    return {FIGURE: bundle, "image/svg+xml": svg}


def callout(**more):
    return {CALLOUT: {"kind": "callout", "tone": "info", "title": "要点", "body": "一句话", **more}}


def shown(*datas, markdown=""):
    """An executed notebook that shows these."""
    outputs = [new_output("display_data", data=data) for data in datas]
    return new_notebook(cells=[new_markdown_cell(markdown), new_code_cell("…", outputs=outputs)])


def blocks(*datas, markdown="", lang="zh"):
    return document(shown(*datas, markdown=markdown), lang=lang)


def front(lang="zh", *, invented=False):
    return cover(read_plan("suzhou-2016"), STREET, YEAR, lang=lang, invented=invented)


def saved(made, path):
    nbformat.write(made, path)
    return path


class Inline(nullcontext):
    """Does in this process what it is handed; starting processes takes longer than these reports."""

    def __enter__(self):
        return self

    def start(self, todo):
        self.todo = todo

    def outcomes(self):
        return map(work, self.todo)

    spares = False

    def do(self, make):
        return make()


def alone(monkeypatch):
    """A batch does all in this process."""
    monkeypatch.setattr(afresh, "Crew", Inline)
    monkeypatch.setattr(afresh, "Apart", Inline)
