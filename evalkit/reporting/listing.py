"""The rows of the site's lists, and the controls that filter and sort them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import pandas as pd

from evalkit import wording
from evalkit.grounds import stems
from evalkit.reporting.frame import REQUIREMENTS, Site
from evalkit.wording import VERDICTS
from evalkit.words import say

Rows = list[dict[str, Any]]
Groups = dict[tuple[str, int, str], Rows]
_WORDS = ("street", "year", "requirement", "bound", "value", "verdict", "proof", "report", "community", "section")
_SORTS = ("street", "year", "code", "value", "verdict")


def grouped(verdicts: pd.DataFrame) -> Groups:
    """(street, year, requirement) -> its verdicts, each with the ``stem`` its certificate is called by."""
    told = (
        verdicts.assign(stem=stems(verdicts)).to_dict("records") if "code" in verdicts else verdicts.to_dict("records")
    )
    found: Groups = {}
    for row in told:
        found.setdefault((str(row["street"]), int(row["year"]), str(row["requirement"])), []).append(row)
    return found


def counts(groups: Groups) -> dict[tuple[str, int], dict[str, int]]:
    """How many requirements have each verdict, by street and year.

    A requirement that binds several communities counts once, as its worst community stands.

    Examples
    --------
    >>> two = [{"verdict": "met"}, {"verdict": "not_met"}]
    >>> counts({("狮山街道", 1, "visits"): two})
    {('狮山街道', 1): {'not_met': 1}}
    """
    found: dict[tuple[str, int], dict[str, int]] = {}
    for (street, year, _), rows in groups.items():
        place = found.setdefault((street, year), {})
        word = wording.overall(row["verdict"] for row in rows)
        place[word] = place.get(word, 0) + 1
    return found


def shares(counted: Mapping[str, int], lang: str) -> list[dict[str, Any]]:
    """Each verdict that occurs: id, word, number, and its share of all in per cent for the bar."""
    total = sum(counted.values())
    return [
        {"id": word, "word": wording.verdict(word, lang), "number": n, "share": f"{100 * n / total:.2f}"}
        for word in VERDICTS
        if (n := counted.get(word))
    ]


def words(lang: str, *more: str) -> dict[str, str]:
    """The fixed words of a list, and those named."""
    return {key: say(f"site.{key}", lang) for key in (*_WORDS, *more)}


def form(lang: str, fields: Mapping[str, list[tuple[str, str]]], sorts: Iterable[str] = _SORTS) -> dict[str, Any]:
    """The controls of a list: a choice for each facet, words to look for, how it is sorted.

    Parameters
    ----------
    fields : facet -> what can be chosen, as `options` gives it. sorts : the keys of the columns that can be sorted by.
    """
    heads = {"not_met": "not_met_first"}
    told = ("search", "hint", "sort", "order", "reset")
    return {
        **{key: say(f"site.{key}", lang) for key in told},
        "label": say("site.filters", lang),
        "fields": [{"name": name, "options": chosen, **_named(name, lang)} for name, chosen in fields.items()],
        "sorts": [(key, say(f"site.{heads.get(key, key)}", lang)) for key in sorts],
        "some": say("site.some", lang, shown="{shown}", all="{all}"),
        "none": say("site.none", lang),
    }


def _named(facet: str, lang: str) -> dict[str, str]:
    return {"label": say(f"site.{facet}", lang), "all": say("site.all", lang)}


def fields(site: Site, *facets: str) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen of each facet; see `options`."""
    return {facet: options(site, facet) for facet in facets}


def options(site: Site, facet: str) -> list[tuple[str, str]]:
    """What can be chosen of a facet: value and word, in the plan's order."""
    plan, lang = site.plan, site.lang
    if facet == "district":
        return [(str(place), name) for place, (name, _) in enumerate(groupby(plan.streets, site.district))]
    if facet == "street":
        return [(one.id, site.street(one)) for one in plan.streets]
    if facet == "year":
        return [(str(year), word) for year, word in site.years.items()]
    if facet == "section":
        return [(one.id, (one.label_en or one.label) if lang == "en" else one.label) for one in plan.sections]
    if facet == "verdict":
        return verdict_options(lang)
    attribute = {"checked": "checked_by", "level": "level"}[facet]
    found = dict.fromkeys(getattr(one, attribute) for one in plan.requirements)
    return [(word, say(f"site.{facet}_{word}", lang)) for word in found]


def verdict_options(lang: str) -> list[tuple[str, str]]:
    """The six verdicts to choose from."""
    return [(word, wording.verdict(word, lang)) for word in VERDICTS]


def rows(site: Site, groups: Groups) -> Rows:
    """One row for each requirement, street and year, in the plan's order of streets."""
    codes = {one.id: place for place, one in enumerate(site.plan.requirements)}
    found = [row(site, group) | {"code_place": codes[key[2]]} for key, group in groups.items()]
    return sorted(found, key=lambda one: (one["street_place"], one["year_id"], one["code_place"]))


def row(site: Site, group: Rows) -> dict[str, Any]:
    """A requirement of one street and year over its communities, as its worst stands."""
    first, word = group[0], wording.overall(one["verdict"] for one in group)
    where, lang = place(site, first), site.lang
    target = f"{REQUIREMENTS}/{first['code']}{site.ending}.html#{where['street_id']}-{first['year']}"
    single = site.certificate(where["street_id"], first["year"], first["stem"])
    several = len(group) > 1 and any(site.certificate(where["street_id"], one["year"], one["stem"]) for one in group)
    return {
        **where,
        **judged(word, lang),
        "section_id": first["section"],
        "code": first["code"],
        "label": wording.spoken(first, "label", lang),
        "page": target,
        "bound": wording.bound(first, lang),
        "value": wording.told(group, lang),
        "remark": wording.remark(first, lang) if len(group) == 1 else "",
        "reached": _least(reached(one) for one in group),
        "proof": target if several else single,
        "proof_word": say("site.certificates" if several else "site.certificate", lang, n=len(group)),
    }


def place(site: Site, told: Mapping[str, Any]) -> dict[str, Any]:
    """Street, district and year of a row: names for people, ids for the filters."""
    at, street = site.streets[str(told["street"])]
    districts = [name for name, _ in groupby(site.plan.streets, site.district)]
    return {
        "street_id": street.id,
        "street_place": at,
        "street": site.street(street),
        "district_id": districts.index(site.district(street)),
        "year_id": int(told["year"]),
        "year": site.years[int(told["year"])],
    }


def judged(word: str, lang: str) -> dict[str, Any]:
    """A verdict: id, word, and its place from best to worst known."""
    return {"verdict_id": word, "verdict_place": VERDICTS.index(word), "verdict": wording.verdict(word, lang)}


def reached(told: Mapping[str, Any]) -> float:
    """The value's share of its bound: below 1 it falls short of "at least" or goes beyond "at most"; NaN where unknown.

    Examples
    --------
    >>> nan = float("nan")
    >>> reached({"value": 149.0, "low": 150.0, "high": nan}), reached({"value": 4.0, "low": nan, "high": 2.0})
    (0.9933333333333333, 0.5)
    """
    value, low, high = told["value"], told["low"], told["high"]
    if value != value or (low != low and high != high):
        return math.nan
    if low == low and (value < low or high != high):
        return value / low if low else math.inf
    return high / value if value else math.inf


def _least(found: Iterable[float]) -> str:
    known = [one for one in found if one == one and math.isfinite(one)]
    return f"{min(known):.4g}" if known else ""
