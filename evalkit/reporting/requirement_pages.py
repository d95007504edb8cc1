"""The page of one requirement across all streets and years, and the page that leads to these."""

from __future__ import annotations

import math
from typing import Any

from evalkit import wording
from evalkit.explaining import explain
from evalkit.plan import Requirement
from evalkit.reporting import frame, listing
from evalkit.reporting.frame import REQUIREMENTS, Site
from evalkit.reporting.listing import Groups, Rows, shares
from evalkit.words import say


def requirement_page(site: Site, groups: Groups, one: Requirement) -> bytes:
    """The page of a requirement: words of the notice, our reading, and every verdict with its certificate.

    Parameters
    ----------
    site : what all pages know. groups : from `evalkit.reporting.listing.grouped`. one : the requirement.
    """
    lang, mine = site.lang, _of(site, groups, one)
    told = [row for group in mine for row in group]
    rows = _rows(site, mine, _scale(told))
    communities = any(row["community"] for row in rows)
    facets = ("district", "street", "year", "verdict")
    sorts = ("street", "year", *(["community"] if communities else []), "value", "verdict")
    return frame.filled(
        "requirement.html.j2",
        site,
        here=f"{REQUIREMENTS}/{one.code}",
        title=f"{one.code} {_label(one, lang)}",
        subtitle=dict(listing.options(site, "section"))[one.section],
        words=listing.words(lang, "notice", "across", "gauge"),
        quote=one.quote,
        clause=one.clause,
        points=_points(site, one),
        shares=shares(_counted(mine), lang),
        gauged=any(row["gauge"] for row in rows),
        communities=communities,
        form=listing.form(lang, listing.fields(site, *facets), sorts),
        rows=rows,
    )


def requirements_page(site: Site, groups: Groups) -> bytes:
    """The page that leads to the pages of all requirements, with their verdicts counted over streets and years."""
    lang, sections, sorts = site.lang, listing.options(site, "section"), ("code", "section", "checked", "not_met")
    places, labels = {name: at for at, (name, _) in enumerate(sections)}, dict(sections)
    rows = [
        {
            "code": one.code,
            "label": _label(one, lang),
            "page": f"{one.code}{site.ending}.html",
            "section_id": one.section,
            "section_place": places[one.section],
            "section": labels[one.section],
            "checked_id": one.checked_by,
            "checked": say(f"site.checked_{one.checked_by}", lang),
            "level_id": one.level,
            "not_met": (counted := _counted(_of(site, groups, one))).get("not_met", 0),
            "shares": shares(counted, lang),
        }
        for one in site.plan.requirements
    ]
    return frame.filled(
        "requirements.html.j2",
        site,
        here=f"{REQUIREMENTS}/{frame.INDEX}",
        title=say("site.all_requirements", lang),
        number=say("site.number", lang, n=len(rows)),
        words=listing.words(lang, "about_requirements", "checked"),
        form=listing.form(lang, listing.fields(site, "section", "checked", "level"), sorts),
        rows=rows,
    )


def _label(one: Requirement, lang: str) -> str:
    return wording.spoken({"label": one.label, "label_en": one.label_en}, "label", lang)


def _of(site: Site, groups: Groups, one: Requirement) -> list[Rows]:
    """Its verdicts by street and year, in the plan's order."""
    keys = [(street.name, year.id, one.id) for street in site.plan.streets for year in site.plan.years]
    return [groups[key] for key in keys if key in groups]


def _counted(mine: list[Rows]) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in mine:
        word = wording.overall(row["verdict"] for row in group)
        found[word] = found.get(word, 0) + 1
    return found


def _points(site: Site, one: Requirement) -> list[str]:
    """Reading, way of counting, bounds and scope, a line each; the words of the notice stand above them."""
    lines = str(explain(site.plan, one.id, site.lang)).splitlines()
    return [line.removeprefix("- ") for line in lines if line.startswith("- ")]


def _rows(site: Site, mine: list[Rows], scale: float) -> Rows:
    found = []
    for group in mine:
        for at, told in enumerate(group):
            where = listing.place(site, told)
            own = site.certificate(where["street_id"], told["year"], told["stem"])
            report = site.report(where["street_id"], told["year"])
            found.append(
                {
                    **where,
                    **listing.judged(told["verdict"], site.lang),
                    "anchor": "" if at else f"{where['street_id']}-{told['year']}",
                    "community": told["community"],
                    "bound": wording.bound(told, site.lang),
                    "value": wording.value(told, site.lang),
                    "number": "" if told["value"] != told["value"] else f"{told['value']:.6g}",
                    "remark": wording.remark(told, site.lang),
                    "gauge": _gauge(told, scale),
                    "proof": f"../{own}" if own else "",
                    "proof_word": say("site.certificate", site.lang),
                    "report": f"../{report}" if report else "",
                }
            )
    return found


def _scale(told: Rows) -> float:
    """The greatest value or bound of the page: what a full bar stands for."""
    found = [row[name] for row in told for name in ("value", "low", "high")]
    return max((number for number in found if number == number), default=math.nan)


def _gauge(told: dict[str, Any], scale: float) -> dict[str, Any] | None:
    """A value as a bar with a line at each of its bounds; None where there is nothing to draw."""
    bounds = [told[name] for name in ("low", "high") if told[name] == told[name]]
    if told["value"] != told["value"] or not bounds or not scale > 0:
        return None
    share = max(0.0, 100 * told["value"] / scale)
    return {"share": f"{share:.1f}", "marks": [f"{100 * at / scale:.1f}" for at in dict.fromkeys(bounds)]}
