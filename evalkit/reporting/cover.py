"""What stands on a report's cover and page heads, as data: the words come from the plan, never from the records."""

from __future__ import annotations

from datetime import date
from typing import Any

from evalkit.editions import COMMISSIONER, is_public
from evalkit.plan import Plan
from evalkit.plan_model import CONTRACT
from evalkit.wording import begun, period_name
from evalkit.words import say

Cover = dict[str, Any]
_WORDS = (
    "about_data", "contents", "drawings", "skip", "table", "figure", "notes", "separator", "page", "evaluator",
    "made_with",
)  # fmt: skip


def cover(
    plan: Plan,
    street: str,
    year: int | str,
    *,
    lang: str,
    cut_off: date | None = None,
    invented: bool = False,
    edition: str = COMMISSIONER,
) -> Cover:
    """The cover of the report on one street and year, or on the pilot as a whole.

    Parameters
    ----------
    plan : the plan the report judges by.
    street, year : as in `Plan.street` and `Plan.year`; ``contract`` for all years. ``""``: all streets.
    lang : ``zh`` or ``en``.
    cut_off : the last day the data reach; the end of the contract year where it is not given.
    invented : True where the records are sample data; every page then says so.
    edition : ``commissioner`` or ``public``.

    Returns
    -------
    ``title basis subtitle running fields banner lang date words``; ``fields`` is a list of (label, text).
    """
    periods, english = [plan.year(one) for one in plan.years_in(year)], lang == "en"
    where, name = _where(plan, street, lang)
    label = begun(say("sheets.contract", lang) if year == CONTRACT else period_name(periods[0], lang))
    start, end = periods[0].start, periods[-1].end
    last = cut_off or end
    dates = say("reporting.dates", lang, start=day(start, lang), end=day(end, lang))
    basis = say("reporting.basis", lang, title=plan.title_en if english else plan.title.strip("《》"))
    named = {"service_period": f"{label}{say('reporting.open', lang)}{dates}{say('reporting.close', lang)}",
             "cut_off": day(last, lang), "client": plan.client, "edition": edition_name(edition, lang)}  # fmt: skip
    return {
        "title": say(f"reporting.title_{kind(plan, year, last)}" if street else "reporting.pilot_title", lang),
        "basis": basis,
        "subtitle": say("reporting.subtitle", lang, where=where, year=label),
        "running": say("reporting.subtitle", lang, where=name, year=label),
        "fields": [[say(f"reporting.{key}", lang), text] for key, text in named.items()],
        "banner": say("reporting.invented", lang) if invented else "",
        "lang": lang,
        "date": last.isoformat(),
        "words": words(lang),
    }


def _where(plan: Plan, street: str, lang: str) -> tuple[str, str]:
    """What the report is about, in full and in short."""
    if not street:
        return (say("reporting.pilot_where", lang, n=len(plan.streets)),) * 2
    place = plan.street(street)
    if lang == "en":
        return f"{place.name_en}, {place.district_en}", place.name_en
    return f"{place.district}{place.name}", place.name


def kind(plan: Plan, year: int | str, last: date) -> str:
    """Which evaluation a report is of.

    Parameters
    ----------
    plan, year : as for `cover`. last : the last day the data reach.

    Returns
    -------
    ``contract``; ``interim`` where the data end before the last month of the period begins; ``closing`` for the last
    period of the plan; else by its length ``annual``, ``half``, ``quarter`` or ``period``.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> plan = read_plan("suzhou-2016")
    >>> kind(plan, 1, date(2016, 12, 31)), kind(plan, 1, date(2017, 6, 15)), kind(plan, 2, date(2018, 6, 30))
    ('interim', 'annual', 'closing')
    """
    if year == CONTRACT:
        return CONTRACT
    period = plan.year(year)
    if last < period.end.replace(day=1):
        return "interim"
    if period.id == plan.last_year:
        return "closing"
    months = round((period.end - period.start).days / 30.4)
    return {12: "annual", 6: "half", 3: "quarter"}.get(months, "period")


def edition_name(edition: str, lang: str) -> str:
    """For whom a report is, as printed.

    Examples
    --------
    >>> edition_name("public", "zh"), edition_name("commissioner", "en")
    ('公开版', 'For the commissioner')
    """
    return say("reporting.edition_public" if is_public(edition) else "reporting.edition_commissioner", lang)


def bare_cover(title: str, *, lang: str, edition: str = COMMISSIONER) -> Cover:
    """The cover of a notebook that is about no street and year."""
    told = [[say("reporting.edition", lang), edition_name(edition, lang)]] if is_public(edition) else []
    return {
        "title": title,
        "basis": "",
        "subtitle": "",
        "running": "",
        "fields": told,
        "banner": "",
        "lang": lang,
        "date": "",
        "words": words(lang),
    }


def words(lang: str) -> dict[str, str]:
    """The few fixed words of a report's frame; the page number's slots are left for the page to fill."""
    return {key: say(f"reporting.{key}", lang, n="{n}", all="{all}") for key in _WORDS}


def day(value: date, lang: str) -> str:
    """A date as people write it.

    Examples
    --------
    >>> day(date(2016, 7, 1), "zh"), day(date(2016, 7, 1), "en")
    ('2016年7月1日', '1 July 2016')
    """
    month = say("reporting.months", "en").split()[value.month - 1]
    return f"{value.day} {month} {value.year}" if lang == "en" else f"{value.year}年{value.month}月{value.day}日"
