"""One report, from notebook to files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit import scanning
from evalkit.editions import COMMISSIONER
from evalkit.errors import EvalkitError, ReportError
from evalkit.plan import Plan, read_plan
from evalkit.plan_model import CONTRACT
from evalkit.reading.guarding import Guard
from evalkit.records import Records, read_records
from evalkit.reporting import certificates, drawing, html, notebooks, pdf, running
from evalkit.reporting.cover import Cover, cover
from evalkit.reporting.document import document
from evalkit.reporting.jobs import Job, given, job
from evalkit.reporting.markdown import Block
from evalkit.reporting.publishing import check_writable, inside, publish, slug


def _docx(blocks: list[Block], front: Cover, asked: Job, _names: dict[str, Any]) -> bytes:
    from evalkit.reporting import word  # noqa: PLC0415  not all reports ask for it, and it loads much

    return word.render(blocks, front, base=asked.base or None)


def _xlsx(_blocks: list[Block], _front: Cover, asked: Job, names: dict[str, Any]) -> bytes:
    from evalkit.reporting import scored  # noqa: PLC0415  likewise

    return scored.render(asked, names)


_WRITERS: dict[str, Callable[[list[Block], Cover, Job, dict[str, Any]], bytes]] = {
    "html": lambda blocks, front, _asked, _names: html.render(blocks, front),
    "pdf": lambda blocks, front, _asked, _names: pdf.render(blocks, front),
    "docx": _docx,
    "xlsx": _xlsx,
}


def report(
    notebook: str | Path = "street",
    *,
    street: str | None = None,
    year: int | str | None = None,
    lang: str | None = None,
    to: Iterable[str] = ("html",),
    data: str | Path = "data/raw",
    plan: str | Path = "suzhou-2016",
    out: str | Path = "reports",
    figures: str | Path = "figures",
    base: str | Path | None = None,
    edition: str = COMMISSIONER,
    **parameters: Any,
) -> list[Path]:
    """Make the report on one street and contract year, or on the pilot as a whole.

    Parameters
    ----------
    notebook : a name in ``notebooks/`` or the path of an ``.ipynb`` with a cell tagged ``parameters``.
    street : id, official name or alias; none for a notebook on the pilot as a whole, such as ``compare``.
    year : number of the contract year, or ``contract`` for a report on all of them side by side, which is what a
        report on the pilot as a whole is where no year is given.
    lang : ``zh`` or ``en``; else ``EVALKIT_LANG``, else Chinese.
    to : any of ``html``, ``pdf``, ``docx`` (Word) and ``xlsx`` (the score sheet, see `evalkit.scoresheet`).
    data : the folder of submissions.
    plan : id of a shipped plan or folder of your own.
    out, figures : where reports and figures go.
    base : a .docx of your own whose page, heads, feet and styles the Word report takes.
    edition : ``commissioner``, or ``public``: without addresses, with small groups hidden, under a name of its own.
    **parameters : further parameters the notebook declares.

    Returns
    -------
    The files made, reports first. Nothing stands under its final name unless the whole report could be made.

    Raises
    ------
    ParameterError : a wrong street, year, language, format or parameter name, before anything runs.
    ReportError : the notebook did not complete, shows another street or a person, or a file cannot be written.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> made = report("tests/reporting/tiny.ipynb", street="狮山", year=1, out=mkdtemp(), figures=mkdtemp())
    >>> made[0].name
    'tiny-shishan-1.html'
    """
    read = read_plan(plan)
    places = {"plan": str(plan), "data": str(data), "out": str(out), "figures": str(figures)}
    own = {"places": places, "parameters": parameters, "base": base, "edition": edition}
    return make(job(notebook, read, street=street, year=year, lang=lang, to=to, **own), read)


def make(asked: Job, plan: Plan) -> list[Path]:
    """Run the notebook of a job and write its files; see `report`."""
    check_writable(asked.out)
    names: dict[str, Any] = {}
    try:
        return _made(asked, plan, names)
    except ReportError as error:
        told = scanning.hidden(str(error), _guard(asked, plan, names))
        raise ReportError(told) from None


def _made(asked: Job, plan: Plan, names: dict[str, Any]) -> list[Path]:
    """The files of a report; the names its notebook leaves behind are put into ``names``."""
    place = plan.street(asked.street) if asked.street else None
    called = (place.name, place.id, place.name_en) if place else ("",)
    notebook = notebooks.read(asked.notebook)
    executed, left = running.run(notebook, given(asked, called[0]), lang=asked.lang, name=asked.notebook.stem)
    names |= left
    blocks = document(executed, lang=asked.lang, street=called if place else (), year=asked.year)
    front = cover(plan, asked.street, asked.year, lang=asked.lang, edition=asked.edition, **facts(names, asked.year))
    beside = certificates.pages(asked, names) if place else {}
    front["certificates"] = certificates.address(asked, beside)
    reports = {f"{asked.name}.{ending}": _WRITERS[ending](blocks, front, asked, names) for ending in asked.to}
    files = _named(asked, reports, blocks)
    drawn = {f"{asked.name}.pdf": scanning.spoken([blocks, front])}  # its letters are no text in the file
    contents = {path.name: content for path, content in files.items()} | beside
    scanning.refuse_persons(contents, _guard(asked, plan, names), lambda name: drawn.get(name, []))
    return [publish(path, content) for path, content in files.items()] + certificates.publish_pages(asked, beside)


def _guard(asked: Job, plan: Plan, names: dict[str, Any]) -> Guard:
    """Who knows the persons of the submission a notebook was given."""
    found = [value for value in names.values() if isinstance(value, Records)]
    if not found and "data" in notebooks.declared(asked.notebook):
        with contextlib.suppress(EvalkitError):
            found.append(read_records(asked.data, plan, asked.street or None))
    return max(found, key=lambda one: len(one.marks)).guard if found else Guard((), b"", str)


def facts(names: dict[str, Any], year: int | str) -> dict[str, Any]:
    """What the cover asks of an executed notebook: are its ``records`` invented, to which day do ``verdicts`` reach."""
    verdicts = names.get("verdicts")
    known = isinstance(verdicts, pd.DataFrame) and {"year", "cut_off"} <= set(verdicts.columns)
    last = verdicts.loc[verdicts["year"].eq(year) | (year == CONTRACT), "cut_off"].max() if known else pd.NaT
    invented = bool(getattr(names.get("records"), "invented", False))
    return {"invented": invented, "cut_off": None if pd.isna(last) else last.date()}


def _named(asked: Job, reports: dict[str, bytes], blocks: list[Block]) -> dict[Path, bytes]:
    files = {inside(asked.out, name): content for name, content in reports.items()}
    for name, content in _figures(blocks).items():
        files[inside(asked.figures, f"{asked.name}/{name}.svg")] = content
    return files


def _figures(blocks: list[Block]) -> dict[str, bytes]:
    """Every captioned figure as an SVG file of its own, named by its label."""
    found: dict[str, bytes] = {}
    for block in blocks:
        if block["kind"] == "figure" and block["label"]:
            found[slug(block["label"])] = drawing.standalone(block["svg"]).encode("utf-8")
    return found
