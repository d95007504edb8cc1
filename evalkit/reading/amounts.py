"""Counts, yuan and hours as people in Chinese agencies write them: units, wide digits, Chinese numerals, 万."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal

from evalkit.reading.cells import NOTHING, Cell, even, plain, raised, spoilt
from evalkit.reading.numerals import chinese_number

_TOO_LARGE = 1e15  # beyond it a workbook's numbers have lost digits
_VAGUE = re.compile(
    r"^[约近超逾数<>≤≥≈~]|大约|左右|上下|[余多几+]|以上|以下|不到|不少于|不足|至少|最多|[\d十百千万][-~〜—–至到]+[\d一二两三四五六七八九十]"
)
_PARTED = re.compile(r"\d\s+\d")
_PLAIN = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?(?<=\d)")
_COUNTED = re.compile(r"(个?(人次|户次|场次|户|人|名|次|位|家|场|份|例|件|条|节|期)|个)$")
_MONEY_BEFORE = re.compile(r"([-+]?)(?:人民币|rmb|cny)?¥?([-+]?)")
_MONEY_BEHIND = re.compile(r"[元圆块]?整?$")
_ACCOUNTING = re.compile(r"¥?\(([^()-]*\d[^()-]*)\)")
_DURATION = r"\d+(?:\.\d+)?|[一二两三四五六七八九十]+"
_SPAN = re.compile(
    rf"(?:(半|{_DURATION})个?(半)?(?:小时|钟头|hours?|hrs?|h)(半)?)?(?:零|又)?(?:({_DURATION})(?:分钟|分|min(?:ute)?s?))?"
)
_LENGTH = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")
_PART = r"(上午|早上|凌晨|中午|下午|傍晚|晚上|晚)?"
_TIME = _PART + r"(\d{1,2})(?::([0-5]\d)(?::00)?|[点时](?:(半)|([0-5]?\d)分?)?)"
_FROM_TO = re.compile(rf"{_TIME}[-~—–至到]+{_TIME}")
_HOUR_TO_HOUR = re.compile(rf"(?<![\d:]){_PART}(\d{{1,2}})(?=[-~—–至到]+{_PART}\d{{1,2}}[点时])")
_WHOLE_DAYS = re.compile(r"(半|[全整一两二三\d.]+个?)[天日](半)?")
_LATE = {"下午", "傍晚", "晚上", "晚"}
_NOON = time(12)


def parse_number(cell: Cell) -> tuple[float | None, str]:
    """A count: thousands parted, width evened, units of counting dropped, Chinese numerals read; 万 multiplies.

    Faults: ``vague_number`` (约12, 10-12, 30多), ``bad_number`` (a percentage, money, two numbers), ``cell_error``,
    ``uncomputed``.

    Examples
    --------
    >>> parse_number("1,200人次"), parse_number("十二户"), parse_number("约12"), parse_number("85%"), parse_number("")
    ((1200.0, ''), (12.0, ''), (None, 'vague_number'), (None, 'bad_number'), (None, ''))
    """
    if not isinstance(cell, str):
        return _numeric(cell)
    if fault := spoilt(cell) or _unreadable(cell):
        return None, fault
    words = even(cell)
    return (None, "") if words in NOTHING else _amount(_COUNTED.sub("", words))


def parse_yuan(cell: Cell, unit: str = "") -> tuple[float | None, str]:
    """An amount of money in yuan; (1,200) is what accountants write for -1,200.

    Parameters
    ----------
    cell : such as 1,200元, ￥1,200.00, 1200元整, 壹仟贰佰元整, 60万.
    unit : the unit the header names; ``万元`` multiplies what carries no unit of its own.

    Returns
    -------
    Yuan. Faults as for `parse_number`.

    Examples
    --------
    >>> parse_yuan("60万"), parse_yuan("600,000元"), parse_yuan(60, "万元"), parse_yuan("(1,200)")
    ((600000.0, ''), (600000.0, ''), (600000.0, ''), (-1200.0, ''))
    """
    scale = 10000 if unit == "万元" else 1
    if not isinstance(cell, str):
        value, fault = _numeric(cell)
        return (None, fault) if value is None else (_times(repr(value), scale), "")
    if fault := spoilt(cell) or _unreadable(cell):
        return None, fault
    words = even(cell)
    if words in NOTHING:
        return None, ""
    taken = _ACCOUNTING.fullmatch(words)
    bare = _without_currency(taken[1] if taken else words)
    value, fault = _amount(bare)
    if value is None:
        return None, fault
    own = "万" in words or "¥" in words or bare != (taken[1] if taken else words)
    return _times(repr(value), (1 if own else scale) * (-1 if taken else 1)), ""


def parse_hours(cell: Cell, unit: str = "") -> tuple[float | None, str]:
    """A duration in hours.

    Parameters
    ----------
    cell : such as 2, 2h, 2小时, 两个半小时, 90分钟, 1小时30分, 1:30, 14:00-16:00, 下午2点-4点; a time cell
        before noon, or a `timedelta`.
    unit : the unit the header names; ``分钟`` divides what carries no unit of its own.

    Returns
    -------
    Hours. Faults: ``vague_number`` (2-3小时, 半天, 全天), ``bad_hours`` (another unit, an end before its beginning,
    a time of day from noon on), ``cell_error``, ``uncomputed``.

    Examples
    --------
    >>> parse_hours("90分钟"), parse_hours("14:00-16:00"), parse_hours("1小时30分"), parse_hours("很久")
    ((1.5, ''), (2.0, ''), (1.5, ''), (None, 'bad_hours'))
    """
    if isinstance(cell, time):
        return (None, "bad_hours") if cell >= _NOON else (cell.hour + cell.minute / 60 + cell.second / 3600, "")
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 3600, ""
    if not isinstance(cell, str):
        return _by_unit(*_numeric(cell), unit)
    fault, words = spoilt(cell), even(cell)
    return (None, fault) if fault or words in NOTHING else _written_hours(cell, words, unit)


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _numeric(cell: Cell) -> tuple[float | None, str]:
    if cell is None:
        return None, ""
    if isinstance(cell, bool | str | date | time | timedelta):
        return None, "bad_number"
    return (float(cell), "") if -_TOO_LARGE < cell < _TOO_LARGE else (None, "bad_number")


def _unreadable(cell: str) -> str:
    """Why the words are no one number: two numbers with blanks between them, a raised 2, about or a range."""
    if raised(cell) or _PARTED.search(plain(cell)):
        return "bad_number"
    return "vague_number" if _VAGUE.search(even(cell)) else ""


def _amount(words: str) -> tuple[float | None, str]:
    """A number in digits or in words, without a unit; 万 multiplies."""
    bare = words.removesuffix("万")
    scale = 10000 if bare != words else 1
    if _PLAIN.fullmatch(bare):
        return _numeric(_times(bare.replace(",", ""), scale))
    value = chinese_number(words)
    return (None, "bad_number") if value is None else (value, "")


def _times(digits: str, scale: int) -> float:
    """A number in digits times another, without what binary fractions would add to 4.35万."""
    return float(digits) if scale == 1 else float(Decimal(digits) * scale)


def _without_currency(words: str) -> str:
    """Without the marks of money before and behind, a sign kept: -¥1,200元整 is -1,200."""
    words = _MONEY_BEFORE.sub(r"\1\2", words, count=1)
    return _MONEY_BEHIND.sub("", words, count=1)


# ---- hours -----------------------------------------------------------------------------------------------------------


def _written_hours(cell: str, words: str, unit: str) -> tuple[float | None, str]:
    if found := _FROM_TO.fullmatch(_HOUR_TO_HOUR.sub(r"\1\2点", words)):
        return _between(found)
    if _WHOLE_DAYS.fullmatch(words):
        return None, "vague_number"
    if fault := _unreadable(cell):
        return None, fault.replace("bad_number", "bad_hours")
    value = _length(words)
    return _by_unit(*_amount(words), unit) if value is None else (value, "")


def _by_unit(value: float | None, fault: str, unit: str) -> tuple[float | None, str]:
    """A bare number under a header in hours or minutes."""
    if value is None:
        return None, fault.replace("bad_number", "bad_hours")
    return value / 60 if unit == "分钟" else value, ""


def _length(words: str) -> float | None:
    """Hours and minutes with their units, or H:MM below twelve hours; ``None`` where it is neither."""
    if found := _LENGTH.fullmatch(words):
        hour, minute, second = (int(part or 0) for part in found.groups())
        return hour + minute / 60 + second / 3600 if hour < _NOON.hour else None
    found = _SPAN.fullmatch(words)
    if not words or not found or not (found[1] or found[4]):
        return None
    hours, minutes = _value(found[1]), _value(found[4])
    return None if hours is None or minutes is None else hours + bool(found[2] or found[3]) / 2 + minutes / 60


def _value(words: str | None) -> float | None:
    if not words or words == "半":
        return 0.5 if words else 0.0
    return float(words) if words[0].isdecimal() else chinese_number(words)


def _between(found: re.Match[str]) -> tuple[float | None, str]:
    """From one time of day to another of the same day; 下午2点-4点 says for both what part of the day is meant."""
    part = found[1] or ""
    begin = _minutes(part, *found.groups()[1:5])
    end = _minutes(found[6] or part, *found.groups()[6:])
    return ((end - begin) / 60, "") if 0 <= begin < end <= 1440 else (None, "bad_hours")


def _minutes(part: str, hour: str, minute: str | None, half: str | None, more: str | None) -> int:
    """Minutes since midnight."""
    hours = int(hour)
    late = (part in _LATE and hours < 12) or (part == "中午" and hours < 4)
    return (hours + 12 * late) * 60 + (30 if half else int(minute or more or 0))
