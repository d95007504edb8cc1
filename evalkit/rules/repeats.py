"""Files handed in twice: where nearly all records of one kind stand in another file of that street and year too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from evalkit.tables import TABLES, Table

_FEWEST, _SHARE = 3, 0.9  # of three to nine rows all must agree

Rows = Mapping[str, pd.DataFrame]  # table -> rows of one file
Pair = tuple[str, int, str, str]  # street, year, the earlier file by name, the later one


@dataclass(frozen=True)
class Repeat:
    """A file that repeats another.

    Parameters
    ----------
    street, year : of both. file : the later one by name. other : the one it repeats.
    rows : table -> labels of the rows of ``file`` that stand in ``other`` too.
    """

    street: str
    year: int
    file: str
    other: str
    rows: Mapping[str, list[Any]]


def find_repeats(tables: Rows) -> list[Repeat]:
    """Each file that repeats an earlier one, once.

    Two files are compared table by table in what both of them fill in; a table without dates, such as the roster, may
    well stand in every file.

    Parameters
    ----------
    tables : the valid rows of every table, each with labels of its own.
    """
    found: dict[str, Repeat] = {}
    for street, year, other, file in sorted(_candidates(tables)):
        mine, theirs = (_of(tables, name) for name in (file, other))
        agreeing = {name: _agreeing(TABLES[name], mine[name], theirs[name]) for name in mine if name in theirs}
        near = [name for name, rows in agreeing.items() if _near(len(rows), len(mine[name]), len(theirs[name]))]
        if any(TABLES[name].date or TABLES[name].term for name in near):
            found.setdefault(file, Repeat(street, year, file, other, {name: agreeing[name] for name in near}))
    return [*found.values()]


def is_shared(rows: pd.DataFrame) -> bool:
    """Whether two files of one street and year give rows to a table."""
    files = {*_places(rows)}
    return len(files) > len({(street, year) for street, year, _ in files})


def _near(agreeing: int, *sizes: int) -> bool:
    return min(sizes) >= _FEWEST and agreeing >= _SHARE * min(sizes)


def _candidates(tables: Rows) -> set[Pair]:
    """The pairs of files that agree in what a record of some table must say."""
    pairs: set[Pair] = set()
    for name, rows in tables.items():
        held: dict[tuple[str, int], dict[Hashable, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        sizes = Counter[tuple[str, int, str]](_places(rows))
        if len(sizes) > 1:
            for (street, year, file), key in zip(_places(rows), _keys(rows, TABLES[name].required), strict=True):
                held[street, year][key][file] += 1
        for place, keys in held.items():
            for (one, two), rows_alike in _overlaps(keys).items():
                if _near(rows_alike, sizes[*place, one], sizes[*place, two]):
                    pairs.add((*place, one, two))
    return pairs


def _overlaps(keys: Mapping[Hashable, Counter[str]]) -> Counter[tuple[str, str]]:
    alike = Counter[tuple[str, str]]()
    for files in keys.values():
        for one, two in combinations(sorted(files), 2):
            alike[one, two] += min(files[one], files[two])
    return alike


def _of(tables: Rows, file: str) -> dict[str, pd.DataFrame]:
    own = {name: rows[(rows["file"] == file).to_numpy(bool)] for name, rows in tables.items()}
    return {name: rows for name, rows in own.items() if len(rows)}


def _agreeing(table: Table, mine: pd.DataFrame, theirs: pd.DataFrame) -> list[Any]:
    """The labels of the rows of ``mine`` that stand in ``theirs`` too, each of those taken once."""
    names = [column.name for column in table.columns if column.name in mine]
    both = [name for name in names if _filled(mine[name]) and _filled(theirs[name])]
    left = Counter(_keys(theirs, both))
    found = []
    for label, key in zip(mine.index, _keys(mine, both), strict=True):
        if left[key]:
            left[key] -= 1
            found.append(label)
    return found


def _filled(column: pd.Series[Any]) -> bool:
    return bool((column.notna() & (column != "").fillna(value=False)).any())


def _places(rows: pd.DataFrame) -> Iterator[tuple[str, int, str]]:
    return zip(*(rows[name].tolist() for name in ("street", "year", "file")), strict=True)


def _keys(rows: pd.DataFrame, names: Any) -> list[Hashable]:
    """What each row says in these columns; a blank is like any other blank."""
    columns = [np.where(rows[name].isna(), "", rows[name].astype(object)) for name in names]
    return list(zip(*columns, strict=True)) if columns else [()] * len(rows)
