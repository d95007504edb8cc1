"""What the words of a notice say: numbers, comparators, periods, levels and demands, by the plan's language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = {**{sign: n for n, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_ENGLISH_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ENGLISH = dict(zip(_ENGLISH_WORDS, range(1, 13), strict=True))
_SCALES = {"%": 100, "percent": 100, "per cent": 100}
_TIMES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "thousand": 1000, "million": 1_000_000}

_FIGURE = re.compile(
    r"(?<![\d.第])(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!\d)"
    r"(?:\s*(?P<scale>[%百千万亿]|per ?cent\b|thousand\b|million\b))?",
    re.IGNORECASE,
)
_SIGNS = "零〇一二两三四五六七八九十百千万亿"
# A Chinese numeral is a number only before a word of measure: not in 一定 or 一线, nor after 第 or 统.
_NUMERAL = re.compile(
    rf"(?<![\d第统唯{_SIGNS}])([{_SIGNS}]+)"
    r"(?=[名个次份户人家项类例条场年月天日元件篇支处所组批位届期座栋~至到、]|小时)"
)
_FRACTION = re.compile(rf"([{_SIGNS}]+)分之([{_SIGNS}]+)")


@dataclass(frozen=True)
class Language:
    """The words by which a notice in one language says what it demands (regular expressions).

    ``blank`` stands between words when a text is evened.
    """

    blank: str
    bounds: dict[str, str]
    every: dict[str, str]
    level: dict[str, str]
    demand: str


_ZH_LOW = r"不得?(?:少|低|小)于|至少|以上"
_ZH_HIGH = r"不得?(?:超过|多于|高于|大于)|至多|最多|以内|以下"
_ZH_NUMBER = r"(?:\d+|[一二两三四五六七八九十百]+)"
_EN_LOW = r"\bat least\b|\b(?:no|not) (?:fewer|less) than\b|\b(?:a )?minimum of\b|\bor more\b"
_EN_HIGH = r"\bat most\b|\b(?:no|not) more than\b|\bnot exceed|\b(?:a )?maximum of\b|\bup to\b"

LANGUAGES: dict[str, Language] = {
    "zh-CN": Language(
        blank="",
        bounds={"at_least": _ZH_LOW, "at_most": _ZH_HIGH},
        every={
            "year": r"每(?:个|一)?(?:合同)?年",
            "quarter": r"每个?季",
            "month": r"每个?月",
            "contract": r"结项前|合同期(?:内|满)|项目期内",
        },
        level={
            "community": r"每(?:个|一)?(?:社区|行政村|村)(?!工作者|社工)|各(?:社区|村)(?!工作者)",
            "street": r"每(?:个|一)?(?:街道|乡镇|镇)",
        },
        demand=(
            rf"不得?(?:少|低|小)于|不得?(?:超过|多于|高于|大于)|至少|最多|至多|\d%以上"
            rf"|{_ZH_NUMBER}[年名个次份户项]以上|{_ZH_NUMBER}[份名]"
        ),
    ),
    "en": Language(
        blank=" ",
        bounds={"at_least": _EN_LOW, "at_most": _EN_HIGH},
        every={
            "year": r"\b(?:each|every|per) (?:contract )?year\b|\ba year\b(?! or more)|\byearly\b|\bannually\b",
            "quarter": r"\b(?:each|every|per|a) quarter\b|\bquarterly\b",
            "month": r"\b(?:each|every|per|a) month\b|\bmonthly\b",
            "contract": r"\bover the (?:whole )?contract\b|\bbefore (?:the )?clos(?:ing|e)\b",
        },
        level={
            "community": r"\b(?:each|every|per) (?:community|village)\b(?! worker)",
            "street": r"\b(?:each|every|per) (?:street|township|town|sub-?district)\b",
        },
        demand=rf"{_EN_LOW}|{_EN_HIGH}",
    ),
}


def even(text: str, blank: str = "") -> str:
    """``text`` with full width made half, and every run of blanks made ``blank``, so that quotes can be looked up.

    Examples
    --------
    >>> even("每年,　不少于 ４次")
    '每年,不少于4次'
    """
    return re.sub(r"\s+", blank, unicodedata.normalize("NFKC", text)).strip()


def numbers(text: str) -> list[float]:
    """Every number said in ``text``, in figures or in words, with its 万 or % worked in.

    A year's or a clause's ordinal (第一年) is no number; nor is a part of a longer number.

    Examples
    --------
    >>> numbers("服务费60万,50%以上,两名,1~2名,1,200户,一百五十户,百分之五十,第一年")
    [600000.0, 0.5, 1.0, 2.0, 1200.0, 0.5, 2.0, 150.0]
    >>> numbers("at least two visits, 30 per cent")
    [0.3, 2.0]
    """
    text = even(text, " ")
    found = [_figure(m) for m in _FIGURE.finditer(text)]
    found += [_chinese(part) / _chinese(whole) for whole, part in _FRACTION.findall(text)]
    found += [0.5 for _ in re.findall(r"一半|半数|\bhalf\b", text)]
    found += [float(_chinese(numeral)) for numeral in _NUMERAL.findall(text)]
    return found + [float(_ENGLISH[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in _ENGLISH]


def _figure(found: re.Match[str]) -> float:
    figure, scale = float(found["figure"].replace(",", "")), (found["scale"] or "").lower()
    return figure / _SCALES.get(scale, 1) * _TIMES.get(scale, 1)


def _chinese(numeral: str) -> int:
    """The value of a Chinese numeral: 一百五十 is 150, 两万 is 20000; 百 alone (of 百分之) is 100."""
    total = group = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            group, digit = group + (digit or 1) * _TENS[sign], 0
        else:
            total, group, digit = total + (group + digit or 1) * _GROUPS[sign], 0, 0
    return total + group + digit
