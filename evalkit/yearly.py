"""What shows one contract year shows all of a contract, one after another, where it is asked for several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from inspect import signature
from typing import Any

from evalkit import wording
from evalkit.display import Callout, Several, Table, Text
from evalkit.plan_model import CONTRACT
from evalkit.words import say

Show = Callable[..., Any]


def of_verdicts(show: Show) -> Show:
    """A function of ``verdicts`` of one year that takes those of one street and several years too: each in its turn."""
    form = signature(show)

    @wraps(show)
    def shown(*given: Any, **named: Any) -> Any:
        asked = _arguments(form, given, named)
        verdicts, years = asked["verdicts"], wording.one_street(asked["verdicts"])[1]
        if len(years) == 1:
            return show(**asked)
        parts = [verdicts[verdicts["year"] == year] for year in years]
        names = [wording.period(part.iloc[0].to_dict(), asked["lang"]) for part in parts]
        each = [show(**asked | {"verdicts": part}) for part in parts]
        return Several([_named(*one, asked["lang"]) for one in zip(each, years, names, strict=True)])

    return shown


def of_records(show: Show) -> Show:
    """A function of records (or findings), ``street`` and ``year`` that takes the year ``contract`` too."""
    form = signature(show)

    @wraps(show)
    def shown(*given: Any, **named: Any) -> Any:
        asked = _arguments(form, given, named)
        if asked["year"] != CONTRACT:
            return show(**asked)
        plan = asked.get("plan") or asked["records"].plan
        names = [(year.id, wording.period_name(year, asked["lang"])) for year in plan.years]
        return Several([_named(show(**asked | {"year": year}), year, name, asked["lang"]) for year, name in names])

    return shown


def _arguments(form: Any, given: Any, named: Any) -> dict[str, Any]:
    bound = form.bind(*given, **named)
    bound.apply_defaults()
    return dict(bound.arguments)


def _named(shown: Any, year: int, name: str, lang: str | None) -> Any:
    """What is shown of one year among several: its label tells the year, and so do texts, which have no caption."""
    if isinstance(shown, Text):
        return replace(shown, body=f"**{name}**\n\n{shown.body}")
    if isinstance(shown, Callout):
        return replace(shown, title=say("sheets.headed", lang, label=name, told=shown.title))
    if isinstance(shown, Table):
        return replace(shown, label=f"{shown.label}-{year}")
    shown.name = f"{shown.name}-{year}"
    return shown
