"""What is planted: a street-year's books in the words of an agency, and the verdicts that follow from the notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evalkit.sample.days import Row
from evalkit.sample.people import staff_name

MET, MISSED, OPEN = "met", "not_met", "in_progress"
UNKNOWN, ASK, NONE = "cannot_assess", "for_evaluator", "not_applicable"
START = {1: date(2016, 7, 1), 2: date(2017, 7, 1)}
MID = {1: "2016-12-31", 2: "2017-12-31"}  # cut-offs in the middle of each contract year
EAST, WEST, SOUTH = "样东社区", "样西社区", "样南社区"


@dataclass(frozen=True)
class Verdict:
    """One planted verdict.

    Parameters
    ----------
    code : of the requirement. kind : what kind of situation it is. verdict : what it must be.
    value : the number to be told; None where it is not said here (and none may be told where nothing is known).
    community : about which community; ``""`` for the street, or the whole pilot.
    other : the verdict under the other reading; ``""`` where it is not said here.
    """

    code: str
    kind: str
    verdict: str
    value: float | None = None
    community: str = ""
    other: str = ""


@dataclass(frozen=True)
class Situation:
    """One street in one contract year and all that is handed in about it.

    Parameters
    ----------
    verdicts : what must come of it. books : contract year -> table -> rows, in words and days as an agency writes them.
    year : which contract year is judged. cut_off : the last day known; ``""`` for the end of each year.
    street : which street it must be; ``""`` where it does not matter.
    whole : whether it is about the whole pilot. alone : tables of the bureau of which nothing else may be handed in.
    """

    verdicts: tuple[Verdict, ...]
    books: Mapping[int, Mapping[str, list[Row]]]
    year: int = 1
    cut_off: str = ""
    street: str = ""
    whole: bool = False
    alone: tuple[str, ...] = ()


def one(
    code: str,
    kind: str,
    verdict: str,
    value: float | None = None,
    *,
    year: int = 1,
    other: str = "",
    community: str = "",
    before: Mapping[str, list[Row]] | None = None,
    cut_off: str = "",
    street: str = "",
    whole: bool = False,
    alone: tuple[str, ...] = (),
    **books: list[Row],
) -> Situation:
    """A situation of one verdict.

    Parameters
    ----------
    before : the books of the first year where the second is judged; an empty mapping where that year must be empty.
    books : table -> rows of the year judged. The other words as in `Verdict` and `Situation`.

    Examples
    --------
    >>> planted = one("S10", "below_bound", MISSED, 0, trainings=[])
    >>> planted.verdicts[0].verdict, planted.books
    ('not_met', {1: {'trainings': []}})
    """
    told = Verdict(code, kind, verdict, value, community, other)
    years = {year: books} if before is None else {1: before, year: books}
    return Situation((told,), years, year, cut_off, street, whole, alone)


def gaps(
    code: str, books: Mapping[str, list[Row]], lost: Iterable[str], columns: Iterable[tuple[str, ...]], **more: Any
) -> Iterator[Situation]:
    """What cannot be assessed: each of the tables ``lost`` missing or without a row, or columns that are not there.

    Parameters
    ----------
    books : all that is needed. lost : the tables it cannot do without.
    columns : a table and columns of it that it cannot do without all of. more : further words of `one`.

    Examples
    --------
    >>> found = gaps("T07", {"supervisors": [{"name": "赵样一", "origin": "本土"}]}, ["supervisors"], [])
    >>> [(one.verdicts[0].kind, one.books[1]) for one in found]
    [('table_missing', {}), ('header_only', {'supervisors': []})]
    """
    for table in lost:
        rest = {name: rows for name, rows in books.items() if name != table}
        yield one(code, "table_missing", UNKNOWN, **more, **rest)
        yield one(code, "header_only", UNKNOWN, **more, **rest, **{table: []})
    for table, *names in columns:
        cut = [{key: cell for key, cell in row.items() if key not in names} for row in books[table]]
        yield one(code, "column_missing", UNKNOWN, **more, **{**books, table: cut})


def day(words: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(words)


def name(number: int) -> str:
    """The name of an invented person; every number below 30 its own.

    Examples
    --------
    >>> len({name(number) for number in range(30)})
    30
    """
    return staff_name(0, number)


def listed(*communities: str, **more: object) -> list[Row]:
    """The list of served communities."""
    return [{"community": community, "since": START[1], **more} for community in communities]
