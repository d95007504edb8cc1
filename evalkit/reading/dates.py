"""Days and periods as people in Chinese agencies write them, and the form of date a whole column keeps to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from evalkit.reading.cells import NOTHING, Cell, plain, raised, spoilt, text
from evalkit.reading.daywords import Taken, Written, taken_apart
from evalkit.words import say

Day = datetime | None

_STILL = re.compile(
    "至今|长期(?:有效)?|现在|(?:仍|仍然)?在[职岗任聘案](?:中)?|无固定(?:期限)?|(?:尚|暂|还)未|待(?:结案|解决)|"
    "(?:尚|仍|暂|还)?未(?:离职|离岗|解聘|解决|结案|完成|办结|终止|结束|到期|中止)|"
    "(?:正在|仍在)?(?:进行|跟进|服务|处理|办理|解决|聘用|任职|推进)中"
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_MONTH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})")
_YEAR_MONTH = re.compile(r"(?:19|20)\d{2}(?:\.|(?=\d\d$))(\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1950, 2049
_FARTHEST = 110_000  # a day number of the year 2201: a larger number is none
# What a workbook counts its days from: the 1900 system as if 1900 had been a leap year.
_DAY_0 = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}  # noqa: DTZ001 - a workbook's days have no time zone
_LETTERS = {"y": "checking.form_year", "m": "checking.form_month", "d": "checking.form_day"}
_YEAR = timedelta(days=366)
_SHOWN = 3  # of the ways of writing met in a column, this many are named


@dataclass(frozen=True)
class DateForm:
    """How a column writes its dates.

    Parameters
    ----------
    order : ``ymd``, ``dmy`` or ``mdy``; ``""`` where the column does not tell.
    system : the year from which day numbers count, 1900 or 1904.
    ways : the ways of writing met most often, such as ``ymd:.``, ``md:年``, ``serial:1904``, ``cell``, ``unknown``.
    """

    order: str = ""
    system: int = 1900
    ways: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The ways of writing in a few words for people."""
        return spoken_form(self.ways)


def spoken_form(ways: Iterable[str], lang: str | None = None) -> str:
    """Ways of writing a date in words for people.

    Parameters
    ----------
    ways : as in `DateForm`. lang : ``zh`` or ``en``.

    Examples
    --------
    >>> spoken_form(["ymd:.", "md:年"], "zh"), spoken_form(["serial:1904"], "en")
    ('年.月.日、月日', 'Excel day numbers (1904)')
    """
    return say("checking.form_and", lang).join(dict.fromkeys(_spoken(way, lang) for way in ways))


def date_form(cells: Iterable[Cell], start: date, date1904: bool = False, usual: str = "") -> DateForm:
    """The form of date of a whole column.

    Four digits or 年 in front tell year-month-day. 16.7.5 is year-month-day where the column says so elsewhere, or
    where at least half of such cells then lie in the contract year and no other order does better. 25/7/2016
    anywhere tells day-month-year, 7/25/2016 month-day-year; both in one column tell nothing.

    Parameters
    ----------
    cells : the whole column. start : first day of the contract year.
    date1904 : whether the workbook counts its days from 1904.
    usual : the order its workbook keeps to elsewhere, see `usual_order`; holds where the column itself tells nothing.

    Examples
    --------
    >>> date_form(["16.7.5", "16.8.31", "6.30"], date(2016, 7, 1)).order
    'ymd'
    >>> date_form(["5/7/2016", "25/7/2016"], date(2016, 7, 1)).order, date_form(["5/7/2016"], date(2016, 7, 1)).order
    ('dmy', '')
    """
    days: list[Written] = []
    ways: Counter[tuple[str, str]] = Counter()
    for cell, times in Counter(cells).items():
        found = _days_in(cell)
        days += found
        for day in found:
            ways[day.order, day.mark] += times
        if not found and (way := _way(cell)):
            ways[way] += times
    order = _order(days, (start, start + _YEAR)) or ("" if any(day.order == "?y" for day in days) else usual)
    system = 1904 if date1904 else 1900
    told = [_told(way, mark, order, system) for (way, mark), _ in ways.most_common(_SHOWN)]
    return DateForm(order, system, tuple(dict.fromkeys(told)))


def usual_order(cells: Iterable[Cell], start: date, end: date) -> str:
    """The order of date a whole workbook keeps to, told by those of its dates that lie in the contract.

    Parameters
    ----------
    cells : all its date columns. start, end : first and last day of the contract.

    Returns
    -------
    ``ymd`` where more of its dates lie in the contract when read so than in any other order; ``""`` where none does.

    Examples
    --------
    >>> usual_order(["09-6-30", "16-7-1", "16-7-1"], date(2016, 7, 1), date(2018, 6, 30))
    'ymd'
    """
    days = [day for cell in dict.fromkeys(cells) for day in _days_in(cell) if day.order in {"ymd", "?"}]
    return _order(days, (start, end + timedelta(days=1)), share=0)


def parse_date(cell: Cell, start: date | None = None, form: DateForm | None = None) -> tuple[Day, str]:
    """A day, as people in China write one.

    Parameters
    ----------
    cell : a date cell, a workbook's day number, or text such as 2016-08-15, 16.7.5, 2016年8月15日, 20160815, 8月15日,
        "6.30", 二〇一六年八月十五日; weekday, part of the day and time may stand behind it.
    start : first day of the contract year a day without a year belongs to.
    form : of the column the cell stands in; ``None``: what the cell alone tells.

    Returns
    -------
    The day at midnight. Faults: ``bad_date``; ``impossible_date`` (30 February); ``far_date`` (outside 1950 to 2049);
    ``month_only``; ``ambiguous_date`` for the numbers M.1, M.2, M.3, which may have been typed as M.10, M.20, M.30;
    ``date_order`` for numbers whose order the column does not tell; ``date_range``, with which the first day stands as
    the value; ``cell_error``; ``uncomputed``.

    Examples
    --------
    >>> parse_date("2016-7-5")[0].date().isoformat(), parse_date(6.3, date(2016, 7, 1)), parse_date("2016-02-30")
    ('2016-07-05', (None, 'ambiguous_date'), (None, 'impossible_date'))
    >>> day, fault = parse_date("7.1-7.3", date(2016, 7, 1))
    >>> day.date().isoformat(), fault
    ('2016-07-01', 'date_range')
    """
    if isinstance(cell, datetime | date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _numeric(cell, start, form)
    words = plain(cell) if isinstance(cell, str) else ""
    if fault := _unreadable(cell):
        return None, fault
    if words in NOTHING or _STILL.fullmatch(words):
        return None, ""
    if _SERIAL.fullmatch(words):
        return _numeric(float(words), start, form)
    taken = taken_apart(words)
    (first, _), fault = _settled(taken, start, form)
    return first, fault or ("date_range" if taken.is_period else "")


def parse_period(cell: Cell, start: date | None = None, form: DateForm | None = None) -> tuple[tuple[Day, Day], str]:
    """A period in one cell, such as 2016.7.1-2017.6.30, 2016年7月1日至3日 or 2016.7.1至今.

    Parameters
    ----------
    cell : as written. start, form : as for `parse_date`.

    Returns
    -------
    First and last day at midnight, the last ``None`` where the period goes on. Both are ``None`` where the cell is
    blank or has a fault: those of `parse_date` without ``date_range``; a single day is no period and a ``bad_date``.

    Examples
    --------
    >>> (first, last), fault = parse_period("2016.7.1-2017.6.30")
    >>> first.date().isoformat(), last.date().isoformat(), fault
    ('2016-07-01', '2017-06-30', '')
    >>> parse_period("2016.7.1至今")[0][1], parse_period("2018.6.30")
    (None, ((None, None), 'bad_date'))
    """
    words = plain(cell) if isinstance(cell, str) else ""
    fault = _unreadable(cell)
    if fault or words in NOTHING or _STILL.fullmatch(words):
        return (None, None), fault
    taken = taken_apart(words)
    if not (taken.fault or taken.is_period):
        return (None, None), "bad_date"
    return _settled(taken, start, form)


def lacks_year(cell: Cell) -> bool:
    """Whether a cell names a day without its year, so that the year is inferred.

    Examples
    --------
    >>> lacks_year("3月5日"), lacks_year(3.6), lacks_year("2016.3.5")
    (True, True, False)
    """
    if isinstance(cell, bool) or not isinstance(cell, str | float | int):
        return False
    taken = taken_apart(plain(cell) if isinstance(cell, str) else text(float(cell)))
    return taken.first is not None and taken.first.order == "md"


# ---- one day ---------------------------------------------------------------------------------------------------------


def _unreadable(cell: Cell) -> str:
    """Why a cell that is neither a date nor a number names no day."""
    if not isinstance(cell, str):
        return "" if cell is None else "bad_date"
    return spoilt(cell) or ("bad_date" if raised(cell) else "")


def _day(year: int, month: int, day: int) -> tuple[Day, str]:
    far = not _FIRST_YEAR <= year <= _LAST_YEAR
    try:
        found = datetime(2000 if far else year, month, day)  # noqa: DTZ001 - a day in a book has no time zone
    except ValueError:
        return None, "impossible_date"
    return (None, "far_date") if far else (found, "")


def _year(digits: str) -> int:
    """A year; of two digits those below 50 are of this century."""
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _month_day(month: int, day: int, start: date | None) -> tuple[Day, str]:
    if start is None:
        return None, "bad_date"
    return _day(start.year + ((month, day) < (start.month, start.day)), month, day)


def _numeric(number: float, start: date | None, form: DateForm | None) -> tuple[Day, str]:
    """A number in a date column: a day number, YYYYMMDD, or M.D."""
    if not 0 < number < 1e8:
        return None, "bad_date"
    if 10_000 <= number < _FARTHEST:
        counted = _DAY_0[form.system if form else 1900] + timedelta(days=int(number))
        return _day(counted.year, counted.month, counted.day)
    digits = text(float(number))
    if found := _YEAR_MONTH.fullmatch(digits):
        return None, "month_only" if 1 <= int(found[1]) <= 12 else "bad_date"
    if number >= 1e7:
        (day, _), fault = _settled(taken_apart(digits), start, form)
        return day, fault
    return _numeric_month_day(digits, start)


def _numeric_month_day(digits: str, start: date | None) -> tuple[Day, str]:
    """A number M.D, of which a workbook drops a 0 at the end."""
    found = _MONTH_DAY.fullmatch(digits)
    if not found or not 1 <= int(found[1]) <= 12 or found[2] == "0":
        return None, "bad_date"
    if found[2] in {"1", "2", "3"}:
        return None, "ambiguous_date"
    return _month_day(int(found[1]), int(found[2]), start)


# ---- the words of a day, under the form of its column ----------------------------------------------------------------


def _settled(taken: Taken, start: date | None, form: DateForm | None) -> tuple[tuple[Day, Day], str]:
    """First and last day of what was taken apart; of a single day there is no last."""
    if taken.first is None:
        return (None, None), taken.fault
    first, fault = _dated(taken.first, start, form)
    if first is None or taken.last is None:
        return (first, None), fault
    last, fault = _last(taken.last, first, start, form)
    if last is None or last < first:
        return (None, None), fault or "bad_date"
    return (first, last), ""


def _last(written: Written, first: datetime, start: date | None, form: DateForm | None) -> tuple[Day, str]:
    """A last day takes from the first what it leaves out; without a year it is the next such day after the first."""
    if written.order == "d":
        return _day(first.year, first.month, int(written.numbers[0]))
    return _dated(written, first.date() if written.order == "md" else start, form)


def _dated(written: Written, start: date | None, form: DateForm | None) -> tuple[Day, str]:
    order = form.order if form else _order([written], (start, start + _YEAR)) if start else ""
    if written.order == "ymd":
        return _in_order(written, "ymd")
    if written.order == "md":
        return _without_year(written, order, start)
    if written.order == "?" and order == "ymd":
        return _in_order(written, order)
    either = [_in_order(written, one) for one in ("dmy", "mdy")]
    if written.order == "?":
        possible = [_in_order(written, "ymd"), *either]
        return None, "date_order" if any(day for day, _ in possible) else "impossible_date"
    if order in {"dmy", "mdy"} and (known := _in_order(written, order))[0]:
        return known
    days = {day for day, _ in either if day}
    return (days.pop(), "") if len(days) == 1 else (None, "date_order") if days else either[0]


def _in_order(written: Written, order: str) -> tuple[Day, str]:
    year, month, day = (written.numbers[order.index(letter)] for letter in "ymd")
    return _day(_year(year), int(month), int(day))


def _without_year(written: Written, order: str, start: date | None) -> tuple[Day, str]:
    """Month and day; only 月 says which is which where the column puts days first."""
    month, day = map(int, written.numbers)
    if written.mark != "年" and month > 12:
        return None, "bad_date"
    if written.mark != "年" and order == "dmy" and month != day:
        return None, "date_order"
    return _month_day(month, day, start)


# ---- the form of a column --------------------------------------------------------------------------------------------


def _days_in(cell: Cell) -> list[Written]:
    if not isinstance(cell, str) or spoilt(cell):
        return []
    taken = taken_apart(plain(cell))
    return [day for day in (taken.first, taken.last) if day]


def _way(cell: Cell) -> tuple[str, str] | None:
    """How a date is written that is no text, and its mark: a date cell, a day number, a number such as 6.3."""
    if isinstance(cell, datetime | date):
        return "cell", ""
    words = plain(cell) if isinstance(cell, str) else text(cell) if isinstance(cell, float | int) else ""
    if _SERIAL.fullmatch(words):
        return "serial", ""
    return ("md", ".") if _MONTH_DAY.fullmatch(words) else None


def _order(days: list[Written], span: tuple[date, date], share: float = 0.5) -> str:
    """The order of days; ``share`` of those without a whole year must lie in the span, its end not included."""
    said = {order: [day for day in days if day.order == order] for order in ("ymd", "?y", "?")}
    if said["?y"]:
        firsts, seconds = (any(int(day.numbers[n]) > 12 for day in said["?y"]) for n in (0, 1))
        return "" if firsts == seconds else "dmy" if firsts else "mdy"
    fits = {order: sum(_fits(day, order, span) for day in said["?"]) for order in ("ymd", "dmy", "mdy")}
    better = fits["ymd"] > max(fits["dmy"], fits["mdy"]) and fits["ymd"] >= share * len(said["?"])
    others_fit = fits["dmy"] + fits["mdy"] > 0
    return "ymd" if better or (said["ymd"] and not others_fit) else ""


def _fits(written: Written, order: str, span: tuple[date, date]) -> bool:
    """Whether numbers read in that order give a day of the span, and year-month-day does not give the same."""
    day, _ = _in_order(written, order)
    same = order != "ymd" and day == _in_order(written, "ymd")[0]
    return day is not None and not same and span[0] <= day.date() < span[1]


def _told(way: str, mark: str, order: str, system: int) -> str:
    """A way of writing with the order that was inferred, as in `DateForm`."""
    if way == "cell":
        return way
    if way == "serial":
        return f"serial:{system}"
    letters = order if way.startswith("?") else way
    if not letters or (way == "?" and order != "ymd") or (way == "?y" and order == "ymd"):
        return "unknown"
    return f"{letters}:{mark}"


def _spoken(way: str, lang: str | None) -> str:
    letters, _, mark = way.partition(":")
    if letters in {"cell", "serial", "unknown"}:
        return say(f"checking.form_{letters}", lang, system=mark)
    between = mark if mark in {"-", "/", "."} else say("checking.form_beside", lang)
    return between.join(say(_LETTERS[letter], lang) for letter in letters)
