"""The conditions a plan sets on a record: which rows fulfil them, and which word says why a row does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalkit.tables import TABLES

Mask = npt.NDArray[np.bool_]
Reasons = npt.NDArray[np.object_]
_SIDES = {"at_least": "<", "at_most": ">", "by": ">", "from": "<", "to": ">"}


@cache
def several() -> frozenset[str]:
    """Names of the columns that hold several choices, joined by ``;``."""
    return frozenset(c.name for table in TABLES.values() for c in table.columns if c.kind == "choices")


def fulfils(column: pd.Series[Any], wanted: Any, day: Any) -> Mask:
    """Which cells fulfil one condition of a plan; a missing cell never does.

    Parameters
    ----------
    column : the cells.
    wanted : a value, a list of values, or ``{at_least}``, ``{at_most}``, ``{by = "test_date"}``, ``{given}``, or the
        days ``{from, to}``, both included.
    day : the test date, or an array of them that broadcasts against the cells.

    Examples
    --------
    >>> fulfils(pd.Series([20.0, None, 50.0]), {"at_least": 50}, None).tolist()
    [False, False, True]
    >>> fulfils(pd.Series(["完成", "", "无人"]), {"given": True}, None).tolist()
    [True, False, True]
    """
    if not isinstance(wanted, Mapping):
        return _one_of(column, wanted if isinstance(wanted, (list, tuple)) else [wanted])
    every: Mask = np.logical_and.reduce([_test(column, word, limit, day) for word, limit in wanted.items()])
    return every


def _test(column: pd.Series[Any], word: str, limit: Any, day: Any) -> Mask:
    """Which cells pass one test of a condition."""
    tests: dict[str, Callable[[], Any]] = {
        "at_least": lambda: (column >= limit).fillna(False).to_numpy(bool),
        "at_most": lambda: (column <= limit).fillna(False).to_numpy(bool),
        "by": lambda: column.to_numpy("datetime64[ns]") <= np.asarray(day, "datetime64[ns]"),
        "from": lambda: column.to_numpy("datetime64[ns]") >= np.datetime64(limit, "ns"),
        "to": lambda: column.to_numpy("datetime64[ns]") <= _until(limit, day),
        "given": lambda: present(column) == limit,
    }
    passed: Mask = tests[word]()
    return passed


def _until(limit: Any, day: Any) -> Any:
    """The last day that counts: the limit, or the test date where that comes before it."""
    last = np.datetime64(limit, "ns")
    return last if day is None else np.minimum(last, np.asarray(day, "datetime64[ns]"))


def present(column: pd.Series[Any]) -> Mask:
    """Which cells hold something: neither missing nor ``""``."""
    there: Mask = pd.notna(column.array)
    if column.dtype == object or isinstance(column.dtype, pd.StringDtype):
        there = there & (column.to_numpy(object) != "")
    return there


def _one_of(column: pd.Series[Any], values: Sequence[Any]) -> Mask:
    if column.name not in several():
        wanted = set(values)
        return np.array([cell in wanted for cell in column.tolist()], bool)
    return np.array([bool(set(str(cell).split(";")) & set(values)) for cell in column], bool)


def failures(rows: pd.DataFrame, conditions: Mapping[str, Any], day: Any, kind: str = "where") -> Reasons:
    """For every row the first condition it fails, as a word such as ``where:result=无人``; ``""`` where it fails none.

    Parameters
    ----------
    day : the test date, or one per row.
    """
    reasons = np.full(len(rows), "", object)
    for name, wanted in conditions.items():
        bad = (reasons == "") & ~fulfils(rows[name], wanted, day)
        if bad.any():
            late = day[..., bad] if np.ndim(day) else day
            reasons[bad] = [f"{kind}:{name}{mark}" for mark in _marks(rows[name][bad], wanted, late)]
    return reasons


def _marks(cells: pd.Series[Any], wanted: Any, day: Any) -> list[str]:
    """What stands in the cells, or on which side of the limit they lie; ``=`` alone where they are blank."""
    if isinstance(wanted, Mapping):
        marks = np.full(len(cells), "=", object)
        for word, limit in reversed([*wanted.items()]):
            if word in _SIDES:
                marks[~_test(cells, word, limit, day)] = f"{_SIDES[word]}{limit}"
    else:
        marks = np.array([f"={_plain(cell)}" for cell in cells], object)
    return [mark if there else "=" for mark, there in zip(marks, present(cells), strict=True)]


def _plain(cell: Any) -> str:
    return {True: "yes", False: "no"}[bool(cell)] if isinstance(cell, (bool, np.bool_)) else str(cell)
