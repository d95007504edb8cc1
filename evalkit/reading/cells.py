"""One cell: what a person wrote, read as a date, a number, money, hours, yes or no, a choice.

Every ``parse_`` function is pure and returns ``(value, fault)``: the value, or ``None`` where the cell is blank or
cannot be read, and the code of the fault or ``""``. What cannot be read never becomes 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from evalkit.errors import nearest
from evalkit.reading.numerals import chinese_number

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOTHING = {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空"}
_STILL = {"至今", "长期", "在职", "在岗", "现在", "在任", "未离职", "未离岗", "仍在职", "仍在岗", "聘用中", "未解聘"}
_VAGUE = re.compile(r"^[约近超逾]|大约|左右|上下|[余多几+]|以上|以下|不到|不少于|\d[-~至到]+\d")
_UNIT = re.compile(r"(人次|户次|万元|个?小时|人|户|次|名|位|个|家|场|份|元|万|h|hours?)$", re.IGNORECASE)
_PLAIN = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_DAY_PART = re.compile(r"[\s(]*(上午|下午|中午|晚上|早上|全天|(星期|周|礼拜)[一二三四五六日天])[\s)]*$")
_CLOCK = r"(?:[T\s]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FULL = re.compile(r"(\d{4}|\d{2})(?:年|([-/.]))(\d{1,2})(?(2)\2|月)(\d{1,2})[日号]?" + _CLOCK)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?")
_FIRST_YEAR, _LAST_YEAR = 1950, 2049
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's dates have no time zone
_MINUTES = re.compile(r"(?:(\d+(?:\.\d+)?)(?:个?小时|h))?(\d+)(?:分钟|分|min)", re.IGNORECASE)
_FROM_TO = re.compile(r"(\d{1,2}):(\d{2})[-~—–至到]+(\d{1,2}):(\d{2})")
_YES = {"是", "有", "√", "✓", "✔", "☑", "■", "y", "yes", "1", "true", "对", "已", "全职", "专职", "常驻", "已建档"}
_NO = {"否", "无", "×", "✗", "✘", "x", "□", "☐", "n", "no", "0", "false", "不是", "没有", "未"}
_NO |= {"兼职", "非全职", "不常驻", "非常驻", "未建档"}
_TICKED, _UNTICKED = "☑■√✓✔", "□☐"
_NOT_GIVEN = {"", "-", "--", "—", "——", "/", "无", "暂无"}
_PARTS = re.compile(r"[、,;/\s]+")


def text(cell: Cell) -> str:
    r"""A cell as text: invisible characters dropped, ends trimmed; whole numbers without a decimal point.

    Examples
    --------
    >>> text(13900000000.0), text(" 新升\u200b社区\n"), text(None), text(date(2016, 8, 15))
    ('13900000000', '新升社区', '', '2016-08-15')
    """
    if isinstance(cell, str):
        return (cell if cell.isprintable() else _INVISIBLE.sub("", cell)).strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


@lru_cache(maxsize=1 << 15)
def even(words: str) -> str:
    """A word with width, blanks, invisible characters and case evened, for comparing.

    Examples
    --------
    >>> even(" 新升　社区ＡＢ ")
    '新升社区ab'
    """
    return "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", words)).split()).casefold()


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or (isinstance(cell, str) and not cell[:1].isalnum() and not text(cell))


def parse_text(cell: Cell) -> tuple[str, str]:
    """Text; a number too long for a workbook to hold (18-digit identity numbers) has lost digits and is not kept.

    Examples
    --------
    >>> parse_text("320500199001010000"), parse_text(3.20500199001010e17)
    (('320500199001010000', ''), ('', 'digits_lost'))
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 1e15:
        return "", "digits_lost"
    return text(cell), ""


def parse_date(cell: Cell, start: date | None = None) -> tuple[datetime | None, str]:
    """A day, as people in China write one.

    Parameters
    ----------
    cell : a date cell, a workbook's serial number, or text such as 2016-08-15, 16.7.5, 2016年8月15日, 20160815,
        8月15日, "6.30".
    start : first day of the contract year a day without a year belongs to.

    Returns
    -------
    The day at midnight. Faults: ``bad_date``; ``ambiguous_date`` for the numbers M.1, M.2, M.3, which may have been
    typed as M.10, M.20, M.30.

    Examples
    --------
    >>> parse_date("16-7-5")[0].date().isoformat(), parse_date(6.3, date(2016, 7, 1)), parse_date("2016-02-30")
    ('2016-07-05', (None, 'ambiguous_date'), (None, 'bad_date'))
    """
    if isinstance(cell, datetime | date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _numeric_date(float(cell), start)
    if not isinstance(cell, str):
        return (None, "") if cell is None else (None, "bad_date")
    words = _DAY_PART.sub("", unicodedata.normalize("NFKC", text(cell))).replace("—", "-").rstrip(".")
    if words in _NOTHING or words in _STILL:
        return None, ""
    return _written_date(re.sub(r"\s*([-/.年月日号])\s*", r"\1", words), start)


def parse_number(cell: Cell) -> tuple[float | None, str]:
    """A count: thousands parted, width evened, units dropped, Chinese numerals read.

    Faults: ``vague_number`` (约12, 10-12), ``bad_number``.

    Examples
    --------
    >>> parse_number("1,200人次"), parse_number("十二户"), parse_number("约12"), parse_number("")
    ((1200.0, ''), (12.0, ''), (None, 'vague_number'), (None, ''))
    """
    if isinstance(cell, bool | date | time | timedelta):
        return None, "bad_number"
    if isinstance(cell, float | int):
        return float(cell), ""
    words = even(cell or "")
    if words in _NOTHING:
        return None, ""
    if _VAGUE.search(words):
        return None, "vague_number"
    return _amount(words)


def parse_yuan(cell: Cell, unit: str = "") -> tuple[float | None, str]:
    """An amount of money in yuan.

    Parameters
    ----------
    unit : the unit the header names; ``万元`` multiplies what carries no unit of its own.

    Examples
    --------
    >>> parse_yuan("60万"), parse_yuan("600,000元"), parse_yuan(60, "万元")
    ((600000.0, ''), (600000.0, ''), (600000.0, ''))
    """
    words = re.sub(r"^(人民币|rmb|¥)|元?整$", "", even(cell)) if isinstance(cell, str) else cell
    value, fault = parse_number(words)
    own = isinstance(words, str) and ("万" in words or "元" in words or words != even(str(cell)))
    return (value * 10000 if value is not None and unit == "万元" and not own else value), fault


def parse_hours(cell: Cell, unit: str = "") -> tuple[float | None, str]:
    """A duration in hours: 2, 2h, 2小时, 90分钟, 14:00-16:00.

    Parameters
    ----------
    unit : the unit the header names; ``分钟`` divides what carries no unit of its own.

    Examples
    --------
    >>> parse_hours("90分钟"), parse_hours("14:00-16:00"), parse_hours("1小时30分"), parse_hours("很久")
    ((1.5, ''), (2.0, ''), (1.5, ''), (None, 'bad_hours'))
    """
    if isinstance(cell, time):
        return cell.hour + cell.minute / 60 + cell.second / 3600, ""
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 3600, ""
    words = even(cell).replace("半小时", "30分钟") if isinstance(cell, str) else ""
    if found := _MINUTES.fullmatch(words):
        return float(found[1] or 0) + int(found[2]) / 60, ""
    if found := _FROM_TO.fullmatch(words):
        begin, end = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
        return ((end - begin) / 60, "") if begin < end <= 1440 else (None, "bad_hours")
    value, fault = parse_number(cell)
    value = value / 60 if value is not None and unit == "分钟" and "时" not in words else value
    return value, fault.replace("bad_number", "bad_hours")


def parse_yes_no(cell: Cell) -> tuple[bool | None, str]:
    """Yes or no: 是 否 √ × 有 无 Y N 1 0, or two boxes of which one is ticked.

    Examples
    --------
    >>> parse_yes_no("√"), parse_yes_no("是 □ 否 ☑"), parse_yes_no("也许")
    ((True, ''), (False, ''), (None, 'bad_yes_no'))
    """
    if isinstance(cell, bool):
        return cell, ""
    words = even(text(cell))
    chosen = _ticked(words)
    if len(chosen) == 1:
        words = chosen[0]
    if words in _NOT_GIVEN - _NO:
        return None, ""
    return (words in _YES, "") if words in _YES or words in _NO else (None, "bad_yes_no")


def parse_choice(cell: Cell, values: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """One of the words allowed, whichever way it is written.

    Parameters
    ----------
    values : the canonical word -> other ways of writing it.

    Examples
    --------
    >>> parse_choice(" 上 门", {"入户": ("上门",)}), parse_choice("入沪", {"入户": ()})
    (('入户', ''), ('', 'unknown_choice'))
    """
    words = even(text(cell))
    known = _known(values)
    chosen = _ticked(words)
    words = chosen[0] if len(chosen) == 1 and words not in known else words
    if words in _NOT_GIVEN and words not in known:
        return "", ""
    return (known[words], "") if words in known else ("", "unknown_choice")


def parse_choices(cell: Cell, values: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Several of the words allowed, joined by ``;`` in the order of ``values``; what is not known is left out.

    Examples
    --------
    >>> parse_choices("残疾、低保", {"社会救助对象": ("低保",), "残疾人": ("残疾",)})
    ('社会救助对象;残疾人', '')
    """
    known = _known(values)
    words = unicodedata.normalize("NFKC", text(cell))
    whole = even(words)
    parts = [whole] if whole in known else _ticked(whole) or [even(part) for part in _PARTS.split(words)]
    parts = [part for part in parts if part in known or part not in _NOT_GIVEN]
    found = {known[part] for part in parts if part in known}
    fault = "" if all(part in known for part in parts) else "unknown_choice"
    return ";".join(word for word in values if word in found), fault


def nearest_choice(cell: Cell, values: Mapping[str, tuple[str, ...]]) -> str:
    """The allowed word most like the cell, or ``""``.

    Examples
    --------
    >>> nearest_choice("低收入家廷", {"低收入家庭": ("低收入",), "残疾人": ()})
    '低收入家庭'
    """
    known = _known(values)
    for part in (text(cell), *_PARTS.split(text(cell))):
        if even(part) not in known and (near := nearest(even(part), known)):
            return known[near]
    return ""


def _day(year: int, month: int, day: int) -> tuple[datetime | None, str]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None, "bad_date"
    try:
        return datetime(year, month, day), ""  # noqa: DTZ001 - a day in a book has no time zone
    except ValueError:
        return None, "bad_date"


def _month_day(month: int, day: int, start: date | None) -> tuple[datetime | None, str]:
    if start is None:
        return None, "bad_date"
    return _day(start.year + ((month, day) < (start.month, start.day)), month, day)


def _numeric_date(number: float, start: date | None) -> tuple[datetime | None, str]:
    """A number in a date column: a serial number, YYYYMMDD, or M.D."""
    if 18264 <= number < 54789:  # 1950-01-01 .. 2049-12-31
        serial = _SERIAL_ZERO + timedelta(days=int(number))
        return _day(serial.year, serial.month, serial.day)
    if number.is_integer() and (found := _COMPACT.fullmatch(str(int(number)))):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", repr(number))
    if not found or not 1 <= int(found[1]) <= 12:
        return None, "bad_date"
    if found[2] in {"1", "2", "3"}:
        return None, "ambiguous_date"
    return _month_day(int(found[1]), int(found[2]), start)


def _written_date(words: str, start: date | None) -> tuple[datetime | None, str]:
    if found := _FULL.fullmatch(words):
        year = int(found[1])
        return _day(year + 2000 if len(found[1]) == 2 else year, int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_DAY.fullmatch(words):
        return _month_day(int(found[1]), int(found[2]), start)
    if re.fullmatch(r"\d{5}(\.\d+)?", words):
        return _numeric_date(float(words), start)
    return None, "bad_date"


def _amount(words: str) -> tuple[float | None, str]:
    """A number in words or digits with at most one unit behind it; 万 multiplies."""
    bare = _UNIT.sub("", words)
    scale = 10000.0 if words.endswith(("万元", "万")) else 1.0
    if bare.endswith("万"):
        bare, scale = bare[:-1], 10000.0
    if _PLAIN.fullmatch(bare):
        return round(float(bare.replace(",", "")) * scale, 6), ""
    value = chinese_number(bare)
    return (None, "bad_number") if value is None else (value * scale, "")


def _ticked(words: str) -> list[str]:
    """The words beside a ticked box; marks stand before their words where the text begins with a mark."""
    marks = _TICKED + _UNTICKED
    pieces = [piece for piece in re.split(f"([{marks}])", words) if piece]
    if len(pieces) < 2 or not any(piece in _TICKED for piece in pieces):
        return []
    before = pieces[0] in marks
    pairs = zip(pieces[::2], pieces[1::2], strict=False)
    return [
        word.strip("、,;/()") for mark, word in (pair if before else pair[::-1] for pair in pairs) if mark in _TICKED
    ]


def _known(values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {even(word): right for right, others in values.items() for word in (right, *others)}
