"""One value as an agency writes it into a cell."""

from __future__ import annotations

from datetime import date, datetime

from evalkit.sample.styles import Style
from evalkit.tables import Column

EXCEL_DAY_0 = date(1899, 12, 30)
NBSP = "\u00a0"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
AS_TEXT = {
    "iso": date.isoformat,
    "chinese": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "short_year": lambda d: f"{d.year % 100:02}-{d.month}-{d.day}",
}


def written_date(style: Style, value: date) -> object:
    """A date as a date cell, a day number or a text.

    Examples
    --------
    >>> from evalkit.sample.styles import STYLES
    >>> [written_date(STYLES[n], date(2016, 8, 5)) for n in (2, 3, 4, 6, 7)]
    ['2016年8月5日', '2016.8.5', '2016/8/5', 42587, '16-8-5']
    """
    if style.dates == "cell":
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
    if style.dates == "serial":
        return (value - EXCEL_DAY_0).days
    return AS_TEXT[style.dates](value)


def written(style: Style, column: Column, value: object, line: int = 0) -> object:
    """One value of a column, on one line of a sheet, as the agency writes it.

    Examples
    --------
    >>> from evalkit.sample.styles import STYLES
    >>> from evalkit.tables import TABLES
    >>> written(STYLES[7], TABLES["visits"].column("result"), "无人")
    '未遇'
    >>> written(STYLES[6], TABLES["payments"].column("amount"), 300000.0)
    30
    """
    plain = _plain(style, column, value)
    return _wide(column, plain, line) if style.full_width else plain


def _plain(style: Style, column: Column, value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return style.yes_no[0 if value else 1]
    if isinstance(value, date):
        return written_date(style, value)
    if isinstance(value, int | float):
        amount = value / style.unit if column.kind == "yuan" else value
        return int(amount) if float(amount).is_integer() else amount
    words = style.words.get(column.name, {})
    return "、".join(words.get(word, word) for word in ((value,) if isinstance(value, str) else value))


def _wide(column: Column, value: object, line: int) -> object:
    """Every fourth line in full-width digits, every seventh with a no-break space behind, as typed in WPS."""
    if value == "" or column.name == "id_number":
        return value
    if line % 4 == 0 and not isinstance(value, datetime):
        return str(value).translate(FULL_WIDTH)
    return f"{value}{NBSP}" if line % 7 == 0 else value
