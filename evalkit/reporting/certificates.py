"""The certificates of all verdicts as files: beside the reports of a batch, or in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit import wording
from evalkit.certifying import certificates
from evalkit.grounds import stems
from evalkit.plan import Plan
from evalkit.records import Records
from evalkit.reporting import frame, listing
from evalkit.reporting.frame import REQUIREMENTS
from evalkit.reporting.jobs import Job
from evalkit.reporting.publishing import inside, publish
from evalkit.scanning import refuse_persons
from evalkit.words import language, say


def publish_certificates(
    records: Records, verdicts: pd.DataFrame, out: str | Path = "certificates", lang: str | None = None
) -> Path:
    """Write the certificate of every verdict, as HTML and as JSON, and a page that leads to them.

    Parameters
    ----------
    records : those the verdicts were made from.
    verdicts : rows of `evalkit.assessing.assess`.
    out : the folder; ``shishan-1/C01-2.html`` is requirement C01 in the second community of 狮山 in year 1.
    lang : ``zh`` or ``en``.

    Returns
    -------
    The page that leads to them, ``index.html`` in the folder.

    Raises
    ------
    ReportError : a file cannot be written, or a person stands in it.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from evalkit.assessing import assess
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> folder = publish_certificates(records, assess(plan, records).query("code == 'T01'"), mkdtemp()).parent
    >>> sorted(path.name for path in folder.glob("*/*"))
    ['T01.html', 'T01.html', 'T01.json', 'T01.json']
    """
    out, lang = Path(out), language(lang)
    back, links = {say("certifying.to_all", lang): "../index.html"}, []
    names = [f"{folder}/{name}" for folder, name in zip(_folders(records.plan, verdicts), stems(verdicts), strict=True)]
    for name, (row, made) in zip(names, certificates(records, verdicts, lang), strict=True):
        files = {f"{name}.html": made.to_html(back).encode("utf-8"), f"{name}.json": made.to_json().encode("utf-8")}
        refuse_persons(files, records.guard)
        for file, content in files.items():
            publish(inside(out, file), content)
        links.append(_line(f"{name}.html", row, lang))
    return publish(inside(out, "index.html"), _page(links, lang, records.invented))


def pages(asked: Job, names: dict[str, Any]) -> dict[str, bytes]:
    """The certificates of a report's own verdicts, each a page that leads back to report, requirement and index.

    Parameters
    ----------
    asked : the job; says whether they are wanted.
    names : what the executed notebook left behind; without its ``records`` and ``verdicts`` there are none.

    Returns
    -------
    ``C01-2.html`` -> the page, in the folder that bears the report's name.
    """
    records, verdicts = names.get("records"), names.get("verdicts")
    if asked.certificates is None or not isinstance(records, Records) or not isinstance(verdicts, pd.DataFrame):
        return {}
    street = records.plan.street(asked.street).name
    mine = verdicts[((verdicts["street"] == street) & (verdicts["year"] == asked.year)).to_numpy(bool)]
    if mine.empty:  # as of all years of the contract: each year's stand beside its own report
        return {}
    made = zip(stems(mine), certificates(records, mine, asked.lang), strict=True)
    return {f"{stem}.html": one.to_html(_around(asked, row)).encode("utf-8") for stem, (row, one) in made}


def address(asked: Job, made: dict[str, bytes]) -> str:
    """Where the report finds the pages that `pages` made; ``""`` where there are none."""
    if asked.certificates is None or not made:
        return ""
    return f"{asked.certificates.name}/{asked.name}/"


def publish_pages(asked: Job, made: dict[str, bytes]) -> list[Path]:
    """Write what `pages` made; one of an earlier run whose verdict is no longer there is taken away."""
    if asked.certificates is None or not made:
        return []
    folder = inside(asked.certificates, asked.name)
    for path in folder.glob("*.html"):
        if path.name not in made:
            path.unlink()
    return [publish(inside(folder, name), content, lasting=False) for name, content in made.items()]


def _folders(plan: Plan, verdicts: pd.DataFrame) -> list[str]:
    ids = {street.name: street.id for street in plan.streets}
    return [f"{ids[street]}-{year}" for street, year in zip(verdicts["street"], verdicts["year"], strict=True)]


def _around(asked: Job, row: dict[str, Any]) -> dict[str, str]:
    """Where the page of a certificate leads: words -> address."""
    lang, ending = asked.lang, asked.ending
    report = {say("certifying.to_report", lang): f"../../{asked.name}.html"} if "html" in asked.to else {}
    return {
        say("certifying.to_index", lang): f"../../index{ending}.html",
        say("certifying.to_requirement", lang, code=row["code"]): f"../../{REQUIREMENTS}/{row['code']}{ending}.html",
        **report,
    }


def _line(path: str, row: dict[str, Any], lang: str) -> dict[str, Any]:
    return {
        "path": path,
        "place": wording.place_name(row, lang),
        "code": row["code"],
        "label": wording.spoken(row, "label", lang),
        "value": wording.value(row, lang),
        "id": row["verdict"],
        **listing.judged(row["verdict"], lang),
    }


def _page(lines: Iterable[dict[str, Any]], lang: str, invented: bool) -> bytes:
    heads = {"place": "place", "code": "code", "label": "label", "value": "", "verdict": "verdict"}
    return frame.page(
        "certificates.html.j2",
        lang,
        invented=invented,
        title=say("certifying.all", lang),
        heads=[(key, say(f"certifying.head_{name}", lang)) for name, key in heads.items()],
        form=listing.form(lang, {"verdict": listing.verdict_options(lang)}, ("place", "code", "label", "verdict")),
        lines=list(lines),
    )
