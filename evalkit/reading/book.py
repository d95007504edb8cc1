"""One file as it was opened: its sheets of raw cells, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evalkit.errors import ReadError
from evalkit.reading.cells import Cell
from evalkit.words import say

Rows = list[list[Cell]]
Spans = tuple[tuple[int, int, int, int], ...]
_MOST_SPANS = 20  # more than that nobody reads in a sentence


class UnreadableError(ReadError):
    """A file that cannot be read.

    Parameters
    ----------
    why : the key of its sentence, ``reading.why_<why>``; what it is about, such as lines, stands behind a colon.
    """

    def __init__(self, why: str) -> None:
        key, _, value = why.partition(":")
        super().__init__(say(f"reading.why_{key}", value=value))
        self.why = why


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    rows : its rows from the first; merged : ranges as (top, left, bottom, right), from 0.
    hidden : the sheet itself. hidden_rows, hidden_columns : those of its rows and columns that hold something, from 0.
    """

    name: str
    rows: Rows
    merged: Spans = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Note:
    """Something noticed about a file, or about one of its sheets; ``code`` is the key of its sentence."""

    code: str
    sheet: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Book:
    """One file: its sheets, what was noticed, whether its day numbers count from 1904.

    ``form`` is what it is by its content: ``xlsx``, ``xlsb``, ``ods``, ``xls``, ``html``, ``mhtml``, ``xml``, or
    ``text:`` and the encoding.
    """

    sheets: list[Sheet]
    notes: tuple[Note, ...] = ()
    date1904: bool = False
    form: str = ""


def listed(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    """Rows or columns in few words, runs drawn together; what is beyond twenty runs is left to dots.

    Parameters
    ----------
    numbers : indexes from 0. name : what each is called, such as its letter.

    Examples
    --------
    >>> listed({11, 14, 15, 16, 17}, lambda row: str(row + 1))
    '12、15-18'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in runs[:_MOST_SPANS]]
    return "、".join(words + ["…"] * (len(runs) > _MOST_SPANS))


def row_number(index: int) -> str:
    """What Excel shows beside a row counted from 0."""
    return str(index + 1)


def sheet_number(index: int) -> str:
    """What a sheet counted from 0 is called where its own name tells who a person is."""
    return f"第{index + 1}张"
