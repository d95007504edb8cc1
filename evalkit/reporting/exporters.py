"""The writers as nbconvert exporters, on the command line and in JupyterLab's menu.

``jupyter nbconvert --to evalkit-html | evalkit-pdf | evalkit-docx``

The notebook must have been run (``nbconvert --execute`` does it). Street, year and language are read from its
metadata ``evalkit`` where it has one, else from its parameters cells.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from evalkit.editions import COMMISSIONER
from evalkit.errors import EvalkitError
from evalkit.plan import read_plan
from evalkit.reading.guarding import Guard
from evalkit.records import Records, read_records
from evalkit.reporting import html, notebooks, pdf, word
from evalkit.reporting.cover import Cover, bare_cover, cover
from evalkit.reporting.document import document
from evalkit.reporting.markdown import Block
from evalkit.reporting.notebooks import Notebook, tags
from evalkit.scanning import refuse_persons, spoken
from evalkit.words import LANGUAGES, language, say

_log = logging.getLogger(__name__)


class _Report(Exporter):
    """Reads the notebook once into blocks and a cover; what is written from them is the subclass's."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **keywords: Any
    ) -> tuple[Any, dict[str, Any]]:
        nb, resources = super().from_notebook_node(nb, resources, **keywords)
        resources["output_extension"] = self.file_extension
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        records = _records(nb, folder)
        blocks, front = model(nb, records)
        content = self.written(blocks, front)
        file = f"{resources.get('metadata', {}).get('name') or 'notebook'}{self.file_extension}"
        guard = records.guard if records else Guard((), b"", str)
        told = content.encode("utf-8") if isinstance(content, str) else content
        refuse_persons({file: told}, guard, lambda _: spoken([blocks, front]) if file.endswith(".pdf") else [])
        return content, resources

    def written(self, blocks: list[Block], front: Cover) -> Any:
        """The file's content."""
        raise NotImplementedError


class EvalkitHTML(_Report):
    """Self-contained HTML."""

    export_from_notebook = "evalkit HTML"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def written(self, blocks: list[Block], front: Cover) -> str:
        """The page as text."""
        return html.render(blocks, front).decode("utf-8")


class EvalkitPDF(_Report):
    """Accessible PDF."""

    export_from_notebook = "evalkit PDF"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def written(self, blocks: list[Block], front: Cover) -> bytes:
        """The file's bytes."""
        return pdf.render(blocks, front)


class EvalkitWord(_Report):
    """Word document."""

    export_from_notebook = "evalkit Word"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def _file_extension_default(self) -> str:
        return ".docx"

    def written(self, blocks: list[Block], front: Cover) -> bytes:
        """The file's bytes."""
        return word.render(blocks, front)


def model(notebook: Notebook, records: Records | None = None) -> tuple[list[Block], Cover]:
    """Blocks and cover of an executed notebook; ``records`` are those it read, where anybody still knows."""
    said = _said(notebook)
    lang, edition = said["lang"], str(said.get("edition") or COMMISSIONER)
    try:
        plan = read_plan(said.get("plan") or "suzhou-2016")
        place, year = plan.street(said["street"]), plan.year(said["year"]).id
    except (EvalkitError, KeyError):
        blocks = document(notebook, lang=lang)
        return blocks, bare_cover(_title(notebook, lang), lang=lang, edition=edition)
    blocks = document(notebook, lang=lang, street=(place.name, place.id, place.name_en), year=year)
    invented = said.get("invented", records is not None and records.invented)
    return blocks, cover(plan, place.id, year, lang=lang, invented=bool(invented), edition=edition)


def _said(notebook: Notebook) -> dict[str, Any]:
    """What a notebook says of itself, in its metadata and its parameters."""
    said = {**notebooks.parameters(notebook), **notebook["metadata"].get("evalkit", {})}
    return {**said, "lang": said["lang"] if said.get("lang") in LANGUAGES else language()}


def _records(notebook: Notebook, folder: Path) -> Records | None:
    """The records a notebook in that folder read; None where it was run elsewhere, so that nobody can tell."""
    said = _said(notebook)
    try:
        plan = read_plan(said.get("plan") or "suzhou-2016")
        return read_records(folder / str(said.get("data", "")), plan, said.get("street") or None)
    except EvalkitError:
        _log.warning(say("reporting.no_guard"))
        return None


def _title(notebook: Notebook, lang: str) -> str:
    others = set(LANGUAGES) - {lang}
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "markdown" and not (tags(cell) & others))
    for line in (line for cell in cells for line in cell["source"].splitlines()):
        if line.startswith("# "):
            return line[2:].strip()
    return str(notebook["metadata"].get("title") or say("reporting.title", lang))
