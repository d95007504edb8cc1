"""The site over all reports of a plan: the index, a page for each requirement, and a page that leads to these."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.assessing import cut_offs
from evalkit.editions import is_public
from evalkit.plan import Plan, Street, Year
from evalkit.records import Records
from evalkit.reporting import cover, frame, listing
from evalkit.reporting.frame import REQUIREMENTS, Site
from evalkit.reporting.jobs import FORMATS, Job, all_reports
from evalkit.reporting.listing import Groups, counts, shares
from evalkit.reporting.publishing import inside, publish
from evalkit.reporting.requirement_pages import requirement_page, requirements_page
from evalkit.scanning import refuse_persons
from evalkit.wording import VERDICTS, begun, period_name, verdict
from evalkit.words import number, say


def publish_site(plan: Plan, verdicts: pd.DataFrame, example: Job, records: Records) -> list[Path]:
    """Write the pages of the requirements, and the index page beside the reports.

    Parameters
    ----------
    plan : whose streets, years and requirements stand on them.
    verdicts : from `evalkit.assessing.assess`, of all streets.
    example : any job of the batch: it says the folder, the language and how reports are named.
    records : from which they were made.

    Returns
    -------
    The pages, the index last: ``index.html``; ``index.en.html`` in English, ``index.public.html`` of the public
    edition. They link only to reports and certificates that stand in the folder. A page that would not change is not
    written.

    Raises
    ------
    ReportError : one cannot be written, or a person stands in it.
    """
    site, groups = Site(plan, example, records.invented), listing.grouped(verdicts)
    made = {f"{REQUIREMENTS}/{frame.INDEX}{example.ending}.html": requirements_page(site, groups)}
    for one in plan.requirements:
        made[f"{REQUIREMENTS}/{one.code}{example.ending}.html"] = requirement_page(site, groups, one)
    made[f"{frame.INDEX}{example.ending}.html"] = _index(site, groups)
    refuse_persons(made, records.guard)
    found = {inside(example.out, name): content for name, content in made.items()}
    for path, content in found.items():
        if not path.is_file() or path.read_bytes() != content:
            publish(path, content, lasting=path.parent == example.out)
    return list(found)


def page(plan: Plan, verdicts: pd.DataFrame, example: Job, *, invented: bool) -> bytes:
    """The index as HTML bytes; see `publish_site`."""
    return _index(Site(plan, example, invented), listing.grouped(verdicts))


def _index(site: Site, groups: Groups) -> bytes:
    plan, lang, counted = site.plan, site.lang, counts(groups)
    ends = cut_offs(plan, site.example.parameters.get("cut_off"))
    districts = [
        {"name": name, "streets": [_street(one, site, counted) for one in members]}
        for name, members in groupby(plan.streets, site.district)
    ]
    own = {key: say(f"reporting.{key}", lang) for key in ("no_report", "nothing_submitted", "meaning", "how_counted")}
    own["contract"] = begun(say("sheets.contract", lang))
    return frame.filled(
        "index.html.j2",
        site,
        here=frame.INDEX,
        title=say("reporting.index_title_public" if is_public(site.example.edition) else "reporting.index_title", lang),
        subtitle=say("reporting.client_is", lang, client=plan.client),
        words=listing.words(lang, "streets", "whole", "verdicts", "about_list", "about_proof") | own,
        sum=_sum(site, counted),
        whole=_whole(site),
        years=[{"label": _year(one, lang), "dates": _dates(one, ends[one.id], lang)} for one in plan.years],
        districts=districts,
        legend=[(word, verdict(word, lang), say(f"reporting.legend_{word}", lang)) for word in VERDICTS],
        form=listing.form(lang, listing.fields(site, "district", "street", "year", "section", "verdict")),
        rows=(rows := listing.rows(site, groups)),
        proofs=any(row["proof"] for row in rows),
    )


def _sum(site: Site, counted: dict[tuple[str, int], dict[str, int]]) -> str:
    """The whole plan in a sentence."""
    lang, found = site.lang, list(counted.values())
    sums = {word: sum(one.get(word, 0) for one in found) for word in VERDICTS}
    told = [say("site.count", lang, verdict=verdict(word, lang), n=number(n)) for word, n in sums.items() if n]
    listed = say("errors.separator", lang).join(told) or "—"
    streets, years = len(site.plan.streets), len(site.plan.years)
    slots = {"streets": streets, "years": years, "all": number(sum(sums.values())), "format": FORMATS[0].upper()}
    return say("site.sum", lang, counts=listed, **slots)


def _street(one: Street, site: Site, counted: dict[tuple[str, int], dict[str, int]]) -> dict[str, Any]:
    *jobs, contract = all_reports(site.example, site.plan)[one.id]
    reports = [
        _report(job, counted.get((one.name, year.id), {})) | {"year": _year(year, site.lang)}
        for year, job in zip(site.plan.years, jobs, strict=True)
    ]
    return {"id": one.id, "name": site.street(one), "reports": reports, "contract": _report(contract, {})["links"]}


def _whole(site: Site) -> list[dict[str, Any]]:
    """The reports on the pilot as a whole that stand in the folder, by year, the last on all years."""
    labels = [*(_year(one, site.lang) for one in site.plan.years), begun(say("sheets.contract", site.lang))]
    jobs = all_reports(site.example, site.plan)[""]
    told = [{"year": label, "links": _report(job, {})["links"]} for label, job in zip(labels, jobs, strict=True)]
    return [one for one in told if one["links"]]


def _report(made: Job, counted: dict[str, int]) -> dict[str, Any]:
    names = {ending: f"{made.name}.{ending}" for ending in FORMATS}
    return {
        "number": made.year,
        "links": [(ending.upper(), name) for ending, name in names.items() if (made.out / name).is_file()],
        "verdicts": shares(counted, made.lang),
    }


def _year(one: Year, lang: str) -> str:
    return begun(period_name(one, lang))


def _dates(one: Year, known: pd.Timestamp, lang: str) -> str:
    """From when to when a year goes, and to which day its records are known where that is not its end."""
    dates = say("reporting.dates", lang, start=cover.day(one.start, lang), end=cover.day(one.end, lang))
    return dates + (say("sheets.until", lang, day=cover.day(known.date(), lang)) if known.date() < one.end else "")
