"""The index page over all reports of a plan: streets by district, years side by side, verdicts counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from evalkit.assessing import cut_offs
from evalkit.editions import is_public
from evalkit.plan import Plan, Street, Year
from evalkit.records import Records
from evalkit.reporting import cover, html
from evalkit.reporting.jobs import FORMATS, Job
from evalkit.reporting.publishing import inside, publish
from evalkit.scanning import refuse_persons
from evalkit.wording import VERDICTS, overall, period_name, verdict
from evalkit.words import say


def publish_index(plan: Plan, verdicts: pd.DataFrame, example: Job, records: Records) -> Path:
    """Write the index page beside the reports.

    Parameters
    ----------
    plan : whose streets and years stand on it.
    verdicts : from `evalkit.assessing.assess`, of all streets.
    example : any job of the batch: it says the folder, the language and how reports are named.
    records : from which they were made.

    Returns
    -------
    ``index.html``; ``index.en.html`` in English, ``index.public.html`` of the public edition. It links only to reports
    that stand in the folder.

    Raises
    ------
    ReportError : it cannot be written, or a person stands in it.
    """
    name = f"index{example.ending}.html"
    content = page(plan, verdicts, example, invented=records.invented)
    refuse_persons({name: content}, records.guard)
    return publish(inside(example.out, name), content)


def page(plan: Plan, verdicts: pd.DataFrame, example: Job, *, invented: bool) -> bytes:
    """The index as HTML bytes; see `publish_index`."""
    lang, counted = example.lang, counts(verdicts)
    ends = cut_offs(plan, example.parameters.get("cut_off"))
    districts = [
        {"name": name, "streets": [_street(one, plan, counted, example) for one in members]}
        for name, members in groupby(plan.streets, lambda one: one.district_en if lang == "en" else one.district)
    ]
    filled = html.template("index.html.j2").render(
        css=Markup(html.css()),  # noqa: S704  our own style sheet
        lang="zh-CN" if lang == "zh" else "en",
        title=say("reporting.index_title_public" if is_public(example.edition) else "reporting.index_title", lang),
        basis=plan.title_en if lang == "en" else say("reporting.basis", lang, title=plan.title.strip("《》")),
        client=say("reporting.client_is", lang, client=plan.client),
        banner=say("reporting.invented", lang) if invented else "",
        street=say("errors.kind_street", lang),
        years=[_year(one, lang) | {"dates": _dates(one, ends[one.id], lang)} for one in plan.years],
        districts=districts,
        legend=[(word, verdict(word, lang), say(f"reporting.legend_{word}", lang)) for word in VERDICTS],
        how=say("reporting.how_counted", lang),
        meaning=say("reporting.meaning", lang),
        made_with=say("reporting.made_with", lang),
    )
    return filled.encode("utf-8")


def counts(verdicts: pd.DataFrame) -> dict[tuple[str, int], dict[str, int]]:
    """How many requirements have each verdict, by street and year.

    A requirement that binds several communities counts once, as its worst community stands.

    Examples
    --------
    >>> two = pd.DataFrame({"street": "狮山街道", "year": 1, "requirement": "visits", "verdict": ["met", "not_met"]})
    >>> counts(two)
    {('狮山街道', 1): {'not_met': 1}}
    """
    found: dict[tuple[str, int], dict[str, int]] = {}
    for (street, year, _), group in verdicts.groupby(["street", "year", "requirement"], sort=False):
        place = found.setdefault((str(street), int(year)), {})
        word = overall(group["verdict"])
        place[word] = place.get(word, 0) + 1
    return found


def _street(one: Street, plan: Plan, counted: dict[tuple[str, int], dict[str, int]], example: Job) -> dict[str, Any]:
    name = one.name_en if example.lang == "en" else one.name
    reports = [
        _report(replace(example, street=one.id, year=year.id), counted.get((one.name, year.id), {}))
        | {"year": _year(year, example.lang)["label"]}
        for year in plan.years
    ]
    return {"name": name, "reports": reports}


def _report(made: Job, counted: dict[str, int]) -> dict[str, Any]:
    names = {ending: f"{made.name}.{ending}" for ending in FORMATS}
    total = sum(counted.values())
    shares = [(w, verdict(w, made.lang), counted[w], 100 * counted[w] / total) for w in VERDICTS if counted.get(w)]
    return {
        "links": [(ending.upper(), name) for ending, name in names.items() if (made.out / name).is_file()],
        "verdicts": [{"id": w, "word": word, "number": n, "share": f"{share:.2f}"} for w, word, n, share in shares],
        "missing": say("reporting.no_report", made.lang),
        "nothing": say("reporting.nothing_submitted", made.lang),
    }


def _year(one: Year, lang: str) -> dict[str, str]:
    label = period_name(one, lang)
    return {"label": label[0].upper() + label[1:]}


def _dates(one: Year, known: pd.Timestamp, lang: str) -> str:
    """From when to when a year goes, and to which day its records are known where that is not its end."""
    dates = say("reporting.dates", lang, start=cover.day(one.start, lang), end=cover.day(one.end, lang))
    return dates + (say("sheets.until", lang, day=cover.day(known.date(), lang)) if known.date() < one.end else "")
