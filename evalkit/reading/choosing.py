"""List or form: a sheet is read as what accounts for more of its filled cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from evalkit.reading.cells import even, is_blank
from evalkit.reading.dates import parse_date
from evalkit.reading.forms import Form, cells_used, find_forms
from evalkit.reading.headers import Header, Place, find_headers
from evalkit.reading.vocabulary import Vocabulary
from evalkit.reading.workbook import Sheet

_SURE = 10  # records to one header word among them: beyond doubt a list
_SOME_DAY = date(2000, 1, 1)  # only whether it is a day is asked
_ABOVE = 2  # rows above a list in which a form may stand


@dataclass(frozen=True)
class Layout:
    """What a sheet was found to be.

    Parameters
    ----------
    headers : of its lists. forms : its forms; above a list where there are both.
    unread : the table of what looks like a form and is none that can be read; ``""`` where there is none.
    """

    headers: list[Header] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    unread: str = ""


def lay_out(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> Layout:
    """The lists and forms of a sheet; parameters as for `evalkit.reading.headers.find_headers`.

    Examples
    --------
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> page = [["社区", "新升社区", "走访时间", "2016.9.1"], ["户主姓名", "张样本", "家庭住址", "新升新苑"]]
    >>> found = lay_out(Sheet("走访", page), ["走访"], vocabulary({}))
    >>> found.headers, [form.table.name for form in found.forms]
    ([], ['visits'])
    """
    titles = list(names)
    headers = find_headers(sheet, titles, words)
    counts = [_cells(sheet, header, words) for header in headers]
    records, labels = sum(one for one, _ in counts), sum(other for _, other in counts)
    if headers and labels * _SURE < records:
        return Layout(headers, _above(sheet, headers[0], titles, words))
    forms = find_forms(sheet, titles, words)
    if cells_used(forms) > records + sum(len(header.fields) for header in headers):
        return Layout([], forms)
    lists = [header for header, (filled, told) in zip(headers, counts, strict=True) if told <= filled or told < 3]
    return Layout(lists, [], "" if lists or not headers else headers[0].table.name)


def _above(sheet: Sheet, header: Header, titles: list[str], words: Vocabulary) -> list[Form]:
    """Forms above the first list of a sheet."""
    if header.row <= _ABOVE:
        return []
    return find_forms(replace(sheet, rows=sheet.rows[: header.row]), titles, words)


def _is_value(place: Place, header: Header) -> bool:
    """Whether a header nobody knows is the value of the one left of it: a day, or one of its choices."""
    left = next((one.field for one in header.places if one.index == place.index - 1), "")
    columns = [] if place.field else [column for column in header.table.columns if column.name == left]
    words = place.header
    dated = any(column.kind == "date" for column in columns) and parse_date(words, _SOME_DAY)[0] is not None
    return dated or any(words in (one, *others) for column in columns for one, others in column.values.items())


def _cells(sheet: Sheet, header: Header, words: Vocabulary) -> tuple[int, int]:
    """How many filled cells below a header's known columns are records, and how many are header words themselves."""
    if any(_is_value(place, header) for place in header.places):
        return 0, len(header.places)
    records = labels = 0
    for place in (place for place in header.places if place.field):
        own, free = even(place.header), place.field not in header.table.chosen  # 电话 may be chosen as well
        lines = sheet.rows[header.last + 1 : header.end]
        for cell, times in Counter(line[place.index] for line in lines if place.index < len(line)).items():
            told = free and isinstance(cell, str) and even(cell) in words
            records += times * (not told and not is_blank(cell))
            labels += times * (told and even(str(cell)) != own)
    return records, labels
