"""What a requirement means in words, and the rows behind a number with the place where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalkit.errors import ParameterError, unknown
from evalkit.judging import place_of, tally
from evalkit.places import Places, grouped
from evalkit.plan import Plan, Requirement
from evalkit.plan_model import COMPOSED
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.words import language, number, percent, say, sentences, unit_of

Rows = dict[str, npt.NDArray[Any]]  # column -> cells
ADDRESS = ("street", "year", "community", "file", "sheet", "row", "counted", "why")


@dataclass(frozen=True)
class Explanation:
    """Words about one requirement; shows itself as Markdown in a notebook and as plain text elsewhere."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __str__(self) -> str:
        return self.markdown.replace("**", "").replace("\n\n", "\n")


def explain(plan: Plan, requirement: str, lang: str | None = None) -> Explanation:
    """The words of the notice, our reading, the other readings, and how it is counted.

    Parameters
    ----------
    plan : the notice as data.
    requirement : id or code.
    lang : ``zh`` or ``en``; see `evalkit.words.language`.

    Raises
    ------
    ParameterError : no such requirement; names the nearest right word.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> print(str(explain(read_plan("suzhou-2016"), "household_visits", "en")).splitlines()[1])
    > 每个社区每年探访居民家庭不少于150户
    """
    one, lang = plan.requirement(requirement), language(lang)
    lines = [
        say("assessing.head", lang, label=_told(one, "label", lang), code=one.code, clause=one.clause),
        say("assessing.quote", lang, quote=one.quote),
        "\n".join(_points(plan, one, lang)),
    ]
    return Explanation("\n\n".join(lines))


def _told(thing: Any, name: str, lang: str) -> str:
    return str(getattr(thing, name if lang == "zh" else f"{name}_en") or getattr(thing, name))


def _points(plan: Plan, one: Requirement, lang: str) -> list[str]:
    points = [
        say("assessing.our_reading", lang, reading=_told(one, "reading", lang)) if one.reading else "",
        say("assessing.counting", lang, how=counting(one, lang)),
        say("assessing.bounds", lang, bounds=_bounds(plan, one, lang)),
        _scope(one, lang),
    ]
    points += _besides(one, lang)
    for other in one.alternatives:
        decides = say("assessing.decides", lang) if other.decides else ""
        points.append(say("assessing.other_reading", lang, reading=_told(other, "reading", lang), decides=decides))
    if one.may_adjust:
        points.append(say("assessing.adjustable", lang, words=one.may_adjust))
    return [point for point in points if point]


def _besides(one: Requirement, lang: str) -> list[str]:
    """What else decides: one day, a contract that asks for more, what follows where it is missed."""
    raised = one.raised_by
    told = {
        "on_one_day": one.on is not None and {"day": one.on},
        "raised_by": raised is not None
        and {"table": _told(TABLES[raised.table], "label", lang), "column": column(raised.of, [raised.table], lang)},
        "tolerance": one.tolerance > 0 and {"limit": percent(one.tolerance) if one.is_share else number(one.tolerance)},
        "if_missed": one.if_missed == "for_evaluator" and {},
    }
    return [f"- {say(f'assessing.{key}', lang, **slots)}" for key, slots in told.items() if isinstance(slots, dict)]


def _scope(one: Requirement, lang: str) -> str:
    applies = conditions(one.applies.where, [one.applies.table], lang) if one.applies else ""
    return say(
        "assessing.scope",
        lang,
        level=say(f"assessing.level_{one.level}", lang),
        every=say(f"assessing.every_{one.every}", lang),
        due=say("assessing.due_closing", lang) if one.due else "",
        applies=say("assessing.applies", lang, conditions=applies) if applies else "",
    )


def _bounds(plan: Plan, one: Requirement, lang: str) -> str:
    """The bound of each contract year; a year without one is left out."""
    bounds = [(_told(year, "label", lang), one.bound(year.id)) for year in plan.years]
    told = [(label, *bound) for label, bound in bounds if bound]
    share = one.is_share
    shown, unit = (percent, "") if share else (number, _told(one, "unit", lang))
    words = [(label, _bound_words(low, high, shown, unit, lang)) for label, low, high in told]
    if len(words) == len(plan.years) and len({bound for _, bound in words}) == 1:
        return words[0][1]
    texts = [say("assessing.bound_year", lang, year=label, bound=bound) for label, bound in words]
    return say("assessing.separator", lang).join(texts) or "—"


def _bound_words(low: float | None, high: float | None, shown: Any, unit: str, lang: str) -> str:
    key = "at_most" if low is None else "at_least" if high is None else "exactly" if low == high else "between"
    of = unit_of(low if high is None else high, unit) if lang == "en" else unit
    return say(f"assessing.{key}", lang, low=shown(low), high=shown(high), unit=f" {of}".rstrip())


def counting(one: Requirement, lang: str | None = None) -> str:
    """How a requirement is counted, in a sentence.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> counting(read_plan("suzhou-2016").requirement("fee_year_1"), "en")
    'the total of “Fee of the year (yuan)” in “Contracts”.'
    """
    if one.checked_by != "records":
        return say(f"assessing.{one.checked_by}_how", lang)
    names = [_told(TABLES[table], "label", language(lang)) for table in one.tables]
    of = [one.of] if isinstance(one.of, str) else one.of or []
    if one.measure in COMPOSED:
        return say(f"assessing.count_{one.measure}", lang, of=say("errors.separator", lang).join(of))
    only = conditions(one.where, one.tables, lang)
    return say(
        f"assessing.count_{one.measure}",
        lang,
        tables=say("assessing.in_tables", lang, tables=say("assessing.table_or", lang).join(names)),
        of=say("assessing.and", lang).join(column(name, one.tables, lang) for name in of)
        or say("assessing.record", lang),
        values=say("errors.separator", lang).join(one.values or []),
        only=say("assessing.only", lang, conditions=only) if only else "",
        part=only,
        whole=_whole(one, lang),
    )


def _whole(one: Requirement, lang: str | None) -> str:
    if one.out_of is not None:
        return say("assessing.whole_fixed", lang, numbers=", ".join(map(number, one.out_of.values())))
    among = conditions(one.among or {}, one.tables, lang)
    return say("assessing.whole_where", lang, conditions=among) if among else say("assessing.whole_all", lang)


def conditions(where: Mapping[str, Any], tables: Iterable[str], lang: str | None = None) -> str:
    """The conditions of a plan, in words.

    Examples
    --------
    >>> conditions({"result": "完成", "mode": ["入户"]}, ["visits"], "en")
    '“Result” is “完成” and “Mode” is “入户”'
    """
    tables = list(tables)
    words = [_condition(column(name, tables, lang), wanted, lang) for name, wanted in where.items()]
    return say("assessing.and", lang).join(words)


def _condition(name: str, wanted: Any, lang: str | None) -> str:
    if not isinstance(wanted, Mapping):
        values = wanted if isinstance(wanted, (list, tuple)) else [wanted]
        told = say("assessing.or", lang).join(_value(value, lang) for value in values)
        return say("assessing.is", lang, column=name, value=told)
    keys = {"at_least": "no_less", "at_most": "no_more", "by": "by_test_date", "from": "no_earlier", "to": "no_later"}
    texts = []
    for word, limit in wanted.items():
        key = keys.get(word) or ("given" if limit else "not_given")
        texts.append(say(f"assessing.{key}", lang, column=name, limit=limit))
    return say("assessing.and", lang).join(texts)


def _value(value: Any, lang: str | None) -> str:
    return say(f"assessing.{'yes' if value else 'no'}", lang) if isinstance(value, bool) else str(value)


def column(name: str, tables: Iterable[str], lang: str | None = None) -> str:
    """A column's name for readers: its header, or the words for one that evalkit works out.

    Examples
    --------
    >>> column("result", ["visits"], "zh"), column("household", ["visits"], "en")
    ('走访情况', 'household')
    """
    if f"column_{name}" in sentences("assessing"):
        return say(f"assessing.column_{name}", lang)
    found = [one for table in tables for one in TABLES[table].columns if one.name == name]
    return _told(found[0], "label", language(lang)) if found else name


def reason(word: str, tables: Iterable[str], lang: str | None = None) -> str:
    """Why a row does not count, in words; the word comes from ``left_out`` of a verdict or ``why`` of `evidence`.

    Examples
    --------
    >>> reason("where:result=无人", ["visits"], "zh"), reason("repeat", ["visits"], "en")
    ('“走访情况”为“无人”', 'repeat: the same unit is already counted')
    """
    told = word.partition(":")[2]
    if not told:
        return say(f"assessing.reason_{word}", lang)
    mark = next((i for i, letter in enumerate(told) if letter in "=<>"), len(told))
    name, sign, value = column(told[:mark], tables, lang), told[mark : mark + 1], told[mark + 1 :]
    key = {"=": "is" if value else "blank", "<": "below", ">": "above", "": "order"}[sign]
    if value == "test_date":
        key = "later"
    value = say(f"assessing.{value}", lang) if value in {"yes", "no"} else value
    return say(f"assessing.reason_{key}", lang, column=name, value=value, limit=value)


def evidence(records: Records, verdicts: pd.DataFrame, requirement: str) -> pd.DataFrame:
    """The rows behind the numbers of one requirement, each with its address in the agency's file.

    Parameters
    ----------
    records : those the verdicts were made from.
    verdicts : rows of `assess`; only their places and cut-off dates are looked at.
    requirement : id or code.

    Returns
    -------
    DataFrame, one row per record: ``street year community file sheet row counted why``. ``why`` is the reason word of
    a row left out, ``part`` or ``whole`` for the two sides of a share, else ``counted``. No cell of the record itself.

    Raises
    ------
    ParameterError : no such requirement in the plan, or none of it in ``verdicts``.

    Examples
    --------
    >>> from evalkit.assessing import assess
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> mine = assess(plan, records).query("year == 1 and community == '狮云社区'")
    >>> int(evidence(records, mine, "household_visits")["counted"].sum())
    149
    """
    one, places = records.plan.requirement(requirement), grouped(records)
    mine = verdicts[verdicts["requirement"] == one.id]
    if mine.empty:
        raise ParameterError(unknown("requirement", requirement, verdicts["requirement"].unique()))
    told = mine[(mine["rows"] > 0).to_numpy(bool)]
    pieces = [pd.DataFrame(rows_behind(places, one, row)) for row in told.to_dict("records")]
    blank = pd.DataFrame(columns=list(ADDRESS))
    return pd.concat(pieces, ignore_index=True) if pieces else blank


def rows_behind(places: Places, one: Requirement, verdict: Mapping[Any, Any]) -> Rows:
    """The rows behind one verdict, column by column as in `evidence`.

    Parameters
    ----------
    places : of the records the verdict was made from. one : its requirement. verdict : a row of `assess`.
    """
    if not verdict["rows"]:
        return {name: np.array([], object) for name in ADDRESS}
    found = tally(places.records.plan, places, one, place_of(places, one, verdict))
    rows, counted = found.found(columns=ADDRESS[:-2]), found.reasons == ""
    assert int(counted.sum()) == verdict["counted"], "these verdicts were not made from these records"
    why = np.where(counted, "counted", found.reasons)
    if one.is_share and found.count.units is not None:
        part = rows.index.isin(found.count.units.index)
        why[counted] = np.where(part, "part", "whole")[counted]
    return {name: rows[name].to_numpy() for name in ADDRESS[:-2]} | {"counted": counted, "why": why}
