"""A verdict in words: its value, its bound, its place; the same words in every table, sentence and figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from evalkit.display import full_width
from evalkit.errors import ParameterError
from evalkit.judging import WORST_FIRST
from evalkit.plan import Year
from evalkit.words import language, number, percent, say, unit_of

VERDICTS = ("met", "not_met", "for_evaluator", "cannot_assess", "in_progress", "not_applicable")
TONES = {
    "met": "ok",
    "not_met": "bad",
    "for_evaluator": "warn",
    "cannot_assess": "mute",
    "in_progress": "info",
    "not_applicable": "mute",
}
Rows = Sequence[Mapping[str, Any]]


def one_place(frame: pd.DataFrame | Mapping[str, Any]) -> tuple[str, int]:
    """The one street and contract year that all rows belong to.

    Raises
    ------
    ParameterError : the rows belong to none or to several; names those found.

    Examples
    --------
    >>> one_place(pd.DataFrame({"street": ["狮山街道"] * 2, "year": [1, 1]}))
    ('狮山街道', 1)
    """
    places = list(dict.fromkeys(zip(frame["street"], frame["year"], strict=True)))
    if len(places) != 1:
        found = say("errors.separator").join(f"{street} {year}" for street, year in places[:6])
        raise ParameterError(say("sheets.one_place", number=len(places), found=found or "—"))
    return str(places[0][0]), int(places[0][1])


def one_street(frame: pd.DataFrame) -> tuple[str, list[int]]:
    """The one street that all rows belong to, and their contract years.

    Raises
    ------
    ParameterError : the rows belong to none or to several; names those found.

    Examples
    --------
    >>> one_street(pd.DataFrame({"street": ["狮山街道"] * 3, "year": [2, 1, 2]}))
    ('狮山街道', [1, 2])
    """
    years = sorted(set(map(int, frame["year"])))
    return one_place({"street": frame["street"], "year": years[:1] * len(frame)})[0], years


def verdict(word: str, lang: str | None = None) -> str:
    """A verdict as printed.

    Examples
    --------
    >>> verdict("met"), verdict("cannot_assess", "en")
    ('达标', 'cannot be assessed')
    """
    return say(f"sheets.{word}", lang)


def spoken(row: Mapping[str, Any], name: str, lang: str | None = None) -> str:
    """``street``, ``label``, ``unit`` or ``alternative`` of a verdict in the reader's language, else in Chinese.

    Examples
    --------
    >>> spoken({"unit": "户", "unit_en": "households"}, "unit", "en"), spoken({"unit": "户"}, "unit", "en")
    ('households', '户')
    """
    other = row.get(f"{name}_en") if language(lang) == "en" else None
    return other if other and isinstance(other, str) else full_width(str(row[name]))


def is_share(row: Mapping[str, Any]) -> bool:
    """Whether the value is a share, to be printed as per cent."""
    return row["unit"] == "%" or row["denominator"] == row["denominator"]


def amount(value: float, row: Mapping[str, Any], lang: str | None = None) -> str:
    """A number in the unit of a verdict.

    Examples
    --------
    >>> row = {"unit": "户", "denominator": float("nan")}
    >>> amount(1162.0, row), amount(float("nan"), row), amount(0.4, {"unit": "%", "denominator": 5.0})
    ('1,162 户', '—', '40%')
    """
    if value != value:
        return "—"
    return percent(value) if is_share(row) else f"{number(value)} {unit(value, row, lang)}".strip()


def unit(value: float, row: Mapping[str, Any], lang: str | None = None) -> str:
    """The unit of a verdict as it is said of so many.

    Examples
    --------
    >>> row = {"unit": "户", "unit_en": "households"}
    >>> unit(1, row, "en"), unit(2, row, "en"), unit(1, row, "zh")
    ('household', 'households', '户')
    """
    told = spoken(row, "unit", lang)
    return unit_of(value, told) if language(lang) == "en" else told


def value(row: Mapping[str, Any], lang: str | None = None) -> str:
    """The value of a verdict; a share with its parts.

    Examples
    --------
    >>> value({"value": 24 / 49, "numerator": 24.0, "denominator": 49.0, "unit": "%"})
    '48.98%（24/49）'
    """
    shown = amount(row["value"], row, lang)
    parts = row["denominator"] == row["denominator"] and row["value"] == row["value"]
    if not parts:
        return shown
    return say("sheets.of_parts", lang, share=shown, part=number(row["numerator"]), whole=number(row["denominator"]))


def bound(row: Mapping[str, Any], lang: str | None = None) -> str:
    """The bound of a verdict.

    Examples
    --------
    >>> nan = float("nan")
    >>> bound({"low": 150.0, "high": nan, "unit": "户", "denominator": nan})
    '≥ 150 户'
    >>> bound({"low": 1.0, "high": 2.0, "unit": "名", "denominator": nan})
    '1–2 名'
    """
    low, high = row["low"], row["high"]
    if low == low and high == high:
        return amount(high, row, lang) if low == high else f"{number(low)}–{amount(high, row, lang)}"
    return f"≥ {amount(low, row, lang)}" if low == low else f"≤ {amount(high, row, lang)}" if high == high else "—"


def demand(row: Mapping[str, Any], lang: str | None = None) -> str:
    """The bound as a sentence says it.

    Examples
    --------
    >>> demand({"low": 0.5, "high": float("nan"), "unit": "%", "denominator": 49.0})
    '不少于 50%'
    """
    low, high = row["low"], row["high"]
    if low == low and high != high:
        return say("sheets.at_least", lang, bound=amount(low, row, lang))
    if low == high:
        return say("sheets.exactly", lang, bound=amount(low, row, lang))
    if high == high and low != low:
        return say("sheets.at_most", lang, bound=amount(high, row, lang))
    return bound(row, lang)


def overall(verdicts: Iterable[str]) -> str:
    """The verdict of a requirement over its communities: the worst of those that apply.

    Examples
    --------
    >>> overall(["met", "not_met"]), overall(["met", "not_applicable"]), overall(["not_applicable"])
    ('not_met', 'met', 'not_applicable')
    """
    found = set(verdicts)
    return next(word for word in WORST_FIRST if word in found)


def period_name(year: Year, lang: str | None = None) -> str:
    """A contract year, quarter or other period as its plan calls it.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> second = read_plan("suzhou-2016").year(2)
    >>> period_name(second), period_name(second, "en")
    ('第二合同年度', 'contract year 2')
    """
    return year.name_en if language(lang) == "en" else year.name


def period(row: Mapping[str, Any], lang: str | None = None) -> str:
    """The period of a verdict as its plan calls it; by its number where the verdict does not say, as of an older run.

    Examples
    --------
    >>> period({"year": 3, "period": "三季度", "period_en": "third quarter"}, "en"), period({"year": 1}, "zh")
    ('third quarter', '第一合同年度')
    """
    return spoken(row, "period", lang) if isinstance(row.get("period"), str) else year_name(row["year"], lang)


def year_name(year: int, lang: str | None = None) -> str:
    """A contract year by its number, where no plan is at hand that has a name for it.

    Examples
    --------
    >>> year_name(2), year_name(2, "en")
    ('第二合同年度', 'contract year 2')
    """
    if language(lang) == "zh" and 1 <= year <= 9:
        return say("sheets.year", lang, year="一二三四五六七八九"[year - 1])
    return say("sheets.year", lang, year=year)


def place_name(row: Mapping[str, Any], lang: str | None = None) -> str:
    """Street, contract year and community of a verdict, as printed.

    Examples
    --------
    >>> place_name({"street": "狮山街道", "year": 1, "community": "狮云社区"}, "zh")
    '狮山街道第一合同年度 狮云社区'
    """
    told = say("sheets.street_year", lang, street=spoken(row, "street", lang), year=period(row, lang))
    return f"{told} {row['community']}".rstrip()


def why(row: Mapping[str, Any], lang: str | None = None) -> str:
    """Why the verdict is as it is, in a few words; ``""`` where nothing need be said."""
    return say(f"assessing.{row['why']}", lang) if row["why"] else ""


def evened(text: str, lang: str | None = None) -> str:
    """A sentence as printed: Chinese with full-width punctuation, English with its own."""
    return full_width(text) if language(lang) == "zh" else text


def one_requirement(frame: pd.DataFrame) -> None:
    """Nothing, where all rows are of one requirement.

    Raises
    ------
    ParameterError : they are of several; names those found.
    """
    found = list(dict.fromkeys(frame["requirement"]))
    if len(found) > 1:
        raise ParameterError(say("sheets.one_requirement", found=say("errors.separator").join(found)))


def told(rows: Rows, lang: str | None = None) -> str:
    """The value of a requirement in words; over communities the span and how many are met.

    Examples
    --------
    >>> row = {"unit": "户", "denominator": float("nan"), "verdict": "met", "value": 150.0}
    >>> told([row, row | {"value": 149.0, "verdict": "not_met"}])
    '149–150 户，1/2 个社区达标'
    """
    if len(rows) == 1:
        return value(rows[0], lang)
    decided = {"met", "not_met"} & {row["verdict"] for row in rows}
    parts = [span(rows, lang), standing(rows, lang) if decided else ""]
    return say("sheets.comma", lang).join(part for part in parts if part) or "—"


def span(rows: Rows, lang: str | None = None) -> str:
    """Least and greatest value of a requirement over communities; ``""`` where none is known."""
    values = [row["value"] for row in rows if row["value"] == row["value"]]
    if not values:
        return ""
    least, most = amount(min(values), rows[0], lang), amount(max(values), rows[0], lang)
    if least == most:
        return most
    return f"{least if is_share(rows[0]) else number(min(values))}–{most}"


def standing(rows: Rows, lang: str | None = None) -> str:
    """How many of the communities it applies to are met; the verdict itself where none is decided."""
    words = [row["verdict"] for row in rows if row["verdict"] != "not_applicable"] or ["not_applicable"]
    if not {"met", "not_met"} & set(words):
        return verdict(overall(words), lang)
    return say("sheets.communities_met", lang, met=words.count("met"), all=len(words))


def distance(row: Mapping[str, Any], lang: str | None = None) -> str:
    """How far a value that is not met lies from its bound.

    Examples
    --------
    >>> nan = float("nan")
    >>> distance({"value": 149.0, "low": 150.0, "high": nan, "margin": -1.0, "unit": "户", "denominator": nan})
    '差 1 户'
    >>> distance({"value": 0.4, "low": 0.5, "high": nan, "margin": -0.1, "unit": "%", "denominator": 5.0})
    '差 10 个百分点'
    """
    if not row["margin"] < 0:
        return ""
    under = row["low"] == row["low"] and row["value"] < row["low"]
    share = is_share(row)
    gap = round(-row["margin"] * 100, 6) if share else -row["margin"]
    of = unit_of(gap, say("sheets.points", lang)) if share else unit(gap, row, lang)
    return say("sheets.short" if under else "sheets.over", lang, gap=number(gap), unit=of)


def remark(row: Mapping[str, Any], lang: str | None = None) -> str:
    """What is to be said of a verdict: how far from the bound, and why it is as it is."""
    parts = [distance(row, lang) if row["verdict"] == "not_met" else "", why(row, lang), paced([row], lang)]
    return say("sheets.semicolon", lang).join(part for part in parts if part)


def paced(rows: Rows, lang: str | None = None) -> str:
    """Counts in progress beside the time gone by: ahead or behind; of several communities how many are behind.

    Less than one unit to either side is on pace: nothing is counted in parts.

    Examples
    --------
    >>> row = {"elapsed": 0.5, "expected": 75.0, "value": 60.0, "unit": "户", "denominator": float("nan")}
    >>> paced([row]), paced([row, row | {"value": 80.0}])
    ('时间已过 50%，按匀速约 75.0 户，落后 15.0 户', '时间已过 50%，按匀速约 75.0 户，2 个社区中 1 个落后')
    """
    told = [row for row in rows if row["expected"] == row["expected"]]
    if not told:
        return ""
    first, gaps = told[0], [row["value"] - row["expected"] for row in told]
    of = spoken(first, "unit", lang)
    if len(told) > 1:
        how = say("sheets.pace_several", lang, n=len(told), behind=sum(gap <= -1 for gap in gaps))
    else:
        key = "on_pace" if abs(gaps[0]) < 1 else "behind" if gaps[0] < 0 else "ahead"
        how = say(f"sheets.{key}", lang, gap=f"{abs(gaps[0]):,.1f}", unit=of)
    expected = f"{first['expected']:,.1f}"
    return say("sheets.pace", lang, elapsed=percent(first["elapsed"]), expected=expected, unit=of, how=how)


def titled(key: str, verdicts: pd.DataFrame, lang: str | None = None) -> str:
    """The caption ``sheets.<key>_caption`` with the street and the period of verdicts of one street."""
    row = verdicts.iloc[0].to_dict()
    return say(f"sheets.{key}_caption", lang, street=spoken(row, "street", lang), year=span_name(verdicts, lang))


def span_name(verdicts: pd.DataFrame, lang: str | None = None) -> str:
    """The period of verdicts as printed: that of their one year, or the whole contract."""
    first = verdicts.iloc[0].to_dict()
    return period(first, lang) if (verdicts["year"] == first["year"]).all() else say("sheets.contract", lang)


def day(date: Any, lang: str | None = None) -> str:
    """A day as printed.

    Examples
    --------
    >>> from datetime import date
    >>> day(date(2017, 6, 30)), day(date(2017, 6, 30), "en")
    ('2017年6月30日', '30 June 2017')
    """
    if language(lang) == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def begun(line: str) -> str:
    """A line as it stands at the beginning of a sentence.

    Examples
    --------
    >>> begun("not met"), begun("未达标")
    ('Not met', '未达标')
    """
    return line[:1].upper() + line[1:]


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Its rows one by one as ``to_dict("records")`` gives them, which takes many times as long."""
    names = [str(name) for name in frame.columns]
    cells = [[None if cell is pd.NA else cell for cell in frame[name].to_numpy(object)] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def groups(verdicts: pd.DataFrame | Rows, by: str = "requirement") -> list[list[dict[str, Any]]]:
    """The rows of each requirement (or of what else they bear a name of), in the order of the verdicts.

    Examples
    --------
    >>> both = groups(pd.DataFrame({"requirement": ["visits", "staff", "visits"], "value": [1, 2, 3]}))
    >>> [[row["value"] for row in rows] for rows in both]
    [[1, 3], [2]]
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows(verdicts) if isinstance(verdicts, pd.DataFrame) else verdicts:
        found.setdefault(row[by], []).append(dict(row))
    return list(found.values())
