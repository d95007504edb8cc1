"""What can be wrong with a file, a sheet or a cell, and why a row is not counted."""

from __future__ import annotations

from dataclasses import dataclass

# Why a row is not counted; the first that applies is the one given.
REASONS = (
    "total_row",
    "repeated_header",
    "example_row",
    "note_row",
    "continued",
    "unknown_street",
    "unknown_community",
    "bad_date",
    "missing_key",
    "no_date",
    "outside_year",
)
# Rows that are no records at all: they neither make a table submitted nor have cells with faults.
STRUCTURAL = REASONS[:5]


@dataclass(frozen=True)
class Fault:
    """One fault with its address.

    Parameters
    ----------
    code : what is wrong; the checks say it in words.
    file, sheet, row : where; row 0 stands for the whole sheet, sheet ``""`` for the whole file.
    column, field : the column's letter and the table's name for it, where a cell is meant.
    value : the cell as written, masked where it tells who a person is.
    table, street, year : what the sheet holds and whose it is; ``""`` and 0 where not known.
    detail : the nearest right word, or the key of the reason why a file cannot be read.
    """

    code: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    field: str = ""
    value: str = ""
    table: str = ""
    street: str = ""
    year: int = 0
    detail: str = ""


def first_reason(one: str, other: str) -> str:
    """The reason of the two that is given for a row; ``""`` where there is none.

    Examples
    --------
    >>> first_reason("outside_year", "total_row"), first_reason("", "no_date"), first_reason("", "")
    ('total_row', 'no_date', '')
    """
    return min((one, other), key=lambda reason: REASONS.index(reason) if reason else len(REASONS))


def letter(index: int) -> str:
    """The letter of a sheet's column, counted from 0.

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def masked(text: str) -> str:
    """A personal value so that its cell can be recognised and nobody else can read it.

    Examples
    --------
    >>> masked("张样本"), masked("13900000012"), masked("")
    ('张*', '*12', '')
    """
    digits = sum(letter.isdigit() for letter in text)
    if digits * 2 > len(text):
        return "*" + text[-2:]
    return text[:1] + "*" if text else ""
