"""What every rule is made of: its registration, the rows it looks at, the findings it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalkit.conditions import Mask
from evalkit.places import plain
from evalkit.plan import Plan
from evalkit.reading.cells import even
from evalkit.records import Records
from evalkit.rules.repeats import Repeat, find_repeats, is_shared

Finding = dict[str, Any]
Rule = Callable[["Books", Plan], Iterable[Finding]]

RULES: dict[str, Rule] = {}
YEAR = ["street", "year"]
PLACE = ["street", "year", "community"]


def check_rule(function: Rule) -> Rule:
    """Register ``function(books, plan) -> findings`` under its own name, which is the code of its findings."""
    RULES[function.__name__] = function
    return function


class Books:
    """The records as the rules see them: the rows of each table in the order of the books, found once.

    Parameters
    ----------
    records : what the agencies handed in, its rows in any order.
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        sheets = zip(records.sheets["file"], records.sheets["sheet"], strict=True)
        self._order = {sheet: number for number, sheet in enumerate(dict.fromkeys(sheets))}
        self._all: dict[str, pd.DataFrame] = {}
        self._valid: dict[str, pd.DataFrame] = {}

    def valid(self, table: str) -> pd.DataFrame:
        """The rows of a table that are not excluded, numbered from 0.

        Rows that a whole file repeats from another are left out: that is said once, of the file.
        """
        if table not in self._valid:
            repeated = {label for repeat in self.repeats for label in repeat.rows.get(table, ())}
            rows = self._included(table)
            self._valid[table] = rows.drop(index=list(repeated)).reset_index(drop=True) if repeated else rows
        return self._valid[table]

    @cached_property
    def repeats(self) -> list[Repeat]:
        """The files that repeat another one."""
        return find_repeats({table: self._included(table) for table in self.records if is_shared(self.records[table])})

    def _included(self, table: str) -> pd.DataFrame:
        if table not in self._all:
            rows = self.records[table]
            if len(rows):  # most tables of most submissions are empty
                rows = plain(rows, rows.columns)
                rows = self.ordered(rows, (rows["excluded"] == "").to_numpy(bool))
            self._all[table] = rows
        return self._all[table]

    def lacking(self, table: str, field: str) -> set[tuple[str, str]]:
        """The (file, sheet) of a table whose header has no such column."""
        columns = self.records.columns
        there = columns[(columns["table"] == table).to_numpy(bool)]
        sheets = list(zip(there["file"], there["sheet"], strict=True))
        return {*sheets} - {at for at, name in zip(sheets, there["field"], strict=True) if name == field}

    def faulty(self, table: str, field: str) -> set[tuple[str, str, int]]:
        """The (file, sheet, row) whose cell of a column was told already while reading."""
        cells = self.records.cells
        there = cells[((cells["table"] == table) & (cells["field"] == field)).to_numpy(bool)]
        return {*zip(there["file"], there["sheet"], there["row"], strict=True)}

    def ordered(self, rows: pd.DataFrame, wanted: Mask) -> pd.DataFrame:
        """The rows that are wanted, by file, sheet and row as they were read, numbered from 0."""
        at = np.flatnonzero(wanted)
        names = list(zip(*(rows[name].to_numpy(object)[at] for name in ("file", "sheet")), strict=True))
        known = sorted(set(names), key=lambda name: (self._order.get(name, len(self._order)), name))
        rank = {name: number for number, name in enumerate(known)}
        sheets = np.array([rank[name] for name in names], int)
        order = np.lexsort((rows["row"].to_numpy(int)[at], sheets))
        return rows.take(at[order]).set_axis(pd.RangeIndex(len(at)))


def filled(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows in which none of the text columns is blank."""
    for column in columns:
        rows = rows[(rows[column] != "").to_numpy(bool)]
    return rows


def addresses(rows: pd.DataFrame) -> list[str]:
    """Where each row stands, as a person looks it up.

    Examples
    --------
    >>> addresses(pd.DataFrame({"file": ["2016/狮山街道/探访.xlsx"], "sheet": ["表1"], "row": [5]}))
    ['2016/狮山街道/探访.xlsx · 表1 · 5']
    """
    return [" · ".join(map(str, at)) for at in zip(rows["file"], rows["sheet"], rows["row"], strict=True)]


def again(rows: pd.DataFrame, keys: list[str], differing: str = "") -> pd.DataFrame:
    """The rows whose ``keys`` stand in an earlier row too, ``other`` being the address of the first of these.

    Parameters
    ----------
    rows : in the order of the books, numbered.
    keys : columns that are alike.
    differing : a column that is not: a row is found only where it differs from the first row's, and once for each of
        its values.
    """
    first = _first_alike(rows, keys)
    later = first != np.arange(len(rows))
    if differing:
        told = rows[differing].to_numpy(object)
        later &= told != told[first]
    found: pd.DataFrame = rows[later].assign(other=addresses(rows.take(first[later])))
    return found.drop_duplicates([*keys, differing]) if differing else found


def _first_alike(rows: pd.DataFrame, keys: list[str]) -> npt.NDArray[np.intp]:
    """Where the first row with the same ``keys`` stands, for every row; a blank is like any other blank."""
    seen: dict[Any, int] = {}
    codes = zip(*(pd.factorize(rows[key])[0] for key in keys), strict=True)
    return np.array([seen.setdefault(code, number) for number, code in enumerate(codes)], np.intp)


def bare(words: str) -> str:
    """A title without blanks and punctuation, its width and case evened, for comparing.

    Examples
    --------
    >>> bare("“中秋” 邻里节（一）") == bare("中秋邻里节(一)")
    True
    """
    return "".join(letter for letter in even(words) if letter.isalnum())


def at_rows(table: str, rows: pd.DataFrame, field: str, **slots: str) -> Iterator[Finding]:
    """One finding a row, about its cell ``field``; ``slots`` name the columns whose values the sentence needs."""
    names = dict.fromkeys((*PLACE, "file", "sheet", "row", "excluded", field, *slots.values())) if len(rows) else {}
    for values in zip(*(rows[name].tolist() for name in names), strict=True):
        row = dict(zip(names, values, strict=True))
        yield {
            **{name: row[name] for name in (*PLACE, "file", "sheet", "row")},
            "table": table,
            "field": field,
            "value": row[field],
            "counted": row["excluded"] == "",
            "slots": {slot: _near(row[column], row["file"]) for slot, column in slots.items()},
        }


def _near(value: Any, file: str) -> Any:
    """An address without its file where that is the row's own."""
    return value.removeprefix(f"{file} · ") if isinstance(value, str) else value


def at_place(street: str, year: int, table: str, **slots: Any) -> Finding:
    """A finding about a whole table of a street and year."""
    return {"street": street, "year": year, "table": table, "slots": slots}


def place(key: Any) -> tuple[str, int]:
    """Street and year out of the key of a group."""
    street, year = key
    return str(street), int(year)
