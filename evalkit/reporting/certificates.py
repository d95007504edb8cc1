"""The certificates of all verdicts as files: a page and its data each, and a page that leads to them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from evalkit import wording
from evalkit.certifying import certificates
from evalkit.plan import Plan
from evalkit.records import Records
from evalkit.reporting import html
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
    names, links = _names(records.plan, verdicts), []
    for name, (row, made) in zip(names, certificates(records, verdicts, lang), strict=True):
        files = {f"{name}.html": made.to_html().encode("utf-8"), f"{name}.json": made.to_json().encode("utf-8")}
        refuse_persons(files, records.guard)
        for file, content in files.items():
            publish(inside(out, file), content)
        links.append(_line(f"{name}.html", row, lang))
    return publish(inside(out, "index.html"), _page(links, lang, records.invented))


def _names(plan: Plan, verdicts: pd.DataFrame) -> list[str]:
    """The file of each verdict, made of the plan's ids; communities by their place in the list."""
    ids = {street.name: street.id for street in plan.streets}
    among = verdicts.groupby(["street", "year", "requirement"], sort=False)
    size, place = among["community"].transform("size"), among.cumcount() + 1
    return [
        f"{ids[row['street']]}-{row['year']}/{row['code']}" + (f"-{at}" if of > 1 else "")
        for row, of, at in zip(verdicts.to_dict("records"), size, place, strict=True)
    ]


def _line(path: str, row: dict[str, Any], lang: str) -> dict[str, str]:
    words = wording.spoken(row, "label", lang)
    return {
        "path": path,
        "place": wording.place_name(row, lang),
        "code": row["code"],
        "label": words,
        "value": wording.value(row, lang),
        "id": row["verdict"],
        "verdict": wording.verdict(row["verdict"], lang),
    }


def _page(lines: Iterable[dict[str, str]], lang: str, invented: bool) -> bytes:
    filled = html.template("certificates.html.j2").render(
        css=Markup(html.css()),  # noqa: S704  our own style sheet
        lang="zh-CN" if lang == "zh" else "en",
        title=say("certifying.all", lang),
        banner=say("reporting.invented", lang) if invented else "",
        heads=[say(f"certifying.head_{key}", lang) for key in ("place", "code", "label", "value", "verdict")],
        lines=list(lines),
    )
    return filled.encode("utf-8")
