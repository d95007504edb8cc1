"""The words of a date taken apart: which numbers stand in it, in what order, and whether it is a day or a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evalkit.reading.numerals import chinese_number, digit_by_digit

_LONGEST = 80  # characters; a longer text is a tale and no date
_SIGNS = str.maketrans(dict.fromkeys("—–―‐‑‒−", "-") | dict.fromkeys("〜∼", "~") | dict.fromkeys("。·", "."))
_PART = r"(?:上午|下午|中午|早上|早晨|晚上|傍晚|凌晨|午后|全天|整天|晚|[ap]\.?m\.?)"
_CLOCK = r"(?<!\d)\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|[点时](?:半|\d{1,2}分?)?)"
_ASIDE = re.compile(
    rf"[\s(,T]*(?:(?:星期|周|礼拜)[一二三四五六日天1-7]|{_PART}|{_CLOCK}(?:\s*[-~至到]+\s*{_PART}?\s*{_CLOCK})?)[\s),]*",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[〇○零一二三四五六七八九十]+(?=[年月日号])")
_BLANKS = re.compile(r"\s*([-/.~年月日号至到起])\s*")
_WRITTEN = re.compile(r"(\d{4}|\d{2})年(\d{1,2})月(\d{1,2})[日号]?")
_THREE = re.compile(r"(\d{4}|\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})[日号]?")
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_TWO = re.compile(r"(\d{1,2})(月|[-/.])(\d{1,2})[日号]?")
_BARE = re.compile(r"(\d{1,2})[日号]?")
_MONTH = r"(?:(?:\d{4}[-/.年]|\d{2}年)(\d{1,2})(?:月份?)?|(\d{1,2})月份?|(?:19|20)\d{2}(\d{2}))"
_MONTH += r"(?:上旬|中旬|下旬|[初中底末])?"
_TO = r"(?:[-~]+|至|到)"
_MONTHS = re.compile(rf"{_MONTH}(?:起?{_TO}(?:至?今|\d{{1,2}}|{_MONTH}))?|(\d{{1,2}}){_TO}(\d{{1,2}})月份?")
_LISTED = re.compile(r"(\d{4})(\s*[,、]\s*|\s+)(\d{1,2})\2(\d{1,2})")
_FRAME = re.compile(r"^[自从]|止$")
_OPEN = re.compile(
    r"(.+?)(?:(?:起|开始|以来)(?:至今)?|起?(?:至今|" + _TO + r"(?:至?今|现在|目前|长期|在职|在岗|无固定期限)))"
)
_BETWEEN = re.compile(rf"起?{_TO}")


@dataclass(frozen=True)
class Written:
    """A day as it is written.

    Parameters
    ----------
    order : what the numbers are, as far as the words themselves say: ``ymd`` where 年 or four digits name the year,
        ``?`` where three numbers of two digits may stand in any order, ``?y`` where only the last is known to be the
        year, ``md`` without a year, ``d`` for a bare day.
    numbers : as written. mark : what parts them: ``年``, ``-``, ``/``, ``.``, or ``""``.
    """

    order: str
    numbers: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class Taken:
    """What the words of a cell in a date column hold.

    Parameters
    ----------
    first : the day, or the first day of a period. last : its last day, where one is written.
    open : whether it is a period that goes on. fault : why no day can be taken from the words, or ``""``.
    """

    first: Written | None = None
    last: Written | None = None
    open: bool = False
    fault: str = ""

    @property
    def is_period(self) -> bool:
        """Whether more than one day is meant."""
        return self.open or self.last is not None


@lru_cache(maxsize=1 << 12)
def taken_apart(words: str) -> Taken:
    """The days that words name; faults are ``month_only``, ``impossible_date`` (month 13) and ``bad_date``.

    Parameters
    ----------
    words : of one cell, with width evened (see `evalkit.reading.cells.plain`).

    Examples
    --------
    >>> taken_apart("2016年7月5日(周二) 下午").first
    Written(order='ymd', numbers=('2016', '7', '5'), mark='年')
    >>> taken_apart("7.1-7.3").last, taken_apart("2016年8月").fault
    (Written(order='md', numbers=('7', '3'), mark='.'), 'month_only')
    """
    if day := _day(words):
        return Taken(day)
    if len(words) > _LONGEST:
        return Taken(fault="bad_date")
    words = _cleaned(words)
    if day := _day(words):
        return Taken(day)
    if found := _MONTHS.fullmatch(words):
        months = [int(month) for month in found.groups() if month]
        return Taken(fault="month_only" if all(1 <= month <= 12 for month in months) else "impossible_date")
    found = _OPEN.fullmatch(words)
    if found and (day := _day(found[1])):
        return Taken(day, open=True)
    return _period(words)


def _cleaned(words: str) -> str:
    """Without weekday, part of the day and time; numerals as digits; no blanks around what parts the numbers."""
    words = words.translate(_SIGNS).strip("'‘’`´")
    if listed := _LISTED.fullmatch(words):
        return "-".join(listed.group(1, 3, 4))
    words = _ASIDE.sub(" ", words)
    words = _NUMERAL.sub(_in_digits, words)
    return _FRAME.sub("", _BLANKS.sub(r"\1", words).strip(" ,.;"))


def _in_digits(found: re.Match[str]) -> str:
    number = chinese_number(found[0])
    return digit_by_digit(found[0]) or (f"{number:.0f}" if number is not None else found[0])


def _day(words: str) -> Written | None:
    if found := _THREE.fullmatch(words):
        order = "ymd" if len(found[1]) == 4 else "?y" if len(found[4]) == 4 else "?"
        both = len(found[1]) == len(found[4]) == 4
        return None if both else Written(order, (found[1], found[3], found[4]), found[2])
    if found := _WRITTEN.fullmatch(words):
        return Written("ymd", found.groups(), "年")
    if found := _TWO.fullmatch(words):
        return Written("md", (found[1], found[3]), "年" if found[2] == "月" else found[2])
    if found := _COMPACT.fullmatch(words):
        return Written("ymd", found.groups(), "")
    return None


def _period(words: str) -> Taken:
    """Two days; where ``-`` parts both numbers and days, the last day has as many numbers as the first, or fewer."""
    pairs = []
    for between in _BETWEEN.finditer(words):
        first, rest = _day(words[: between.start()]), words[between.end() :]
        last = _day(rest) or _bare(rest)
        if first and last and len(last.numbers) <= len(first.numbers):
            pairs.append((first, last))
    alike = [pair for pair in pairs if len(pair[0].numbers) == len(pair[1].numbers)] or pairs
    return Taken(*alike[0]) if len(alike) == 1 else Taken(fault="bad_date")


def _bare(words: str) -> Written | None:
    found = _BARE.fullmatch(words)
    return Written("d", (found[1],), "") if found else None
