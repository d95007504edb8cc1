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


@cache
def several() -> frozenset[str]:
    """Names of the columns that hold several choices, joined by ``;``."""
    return frozenset(c.name for table in TABLES.values() for c in table.columns if c.kind == "choices")


def fulfils(column: pd.Series[Any], wanted: Any, day: Any) -> Mask:
    """Which cells fulfil one condition of a plan; a missing cell never does.

    Parameters
    ----------
    column : the cells.
    wanted : a value, a list of values, or ``{at_least}``, ``{at_most}``, ``{by = "test_date"}``, ``{given}``.
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
    tests: dict[str, Callable[[Any], Mask]] = {
        "at_least": lambda n: (column >= n).fillna(False).to_numpy(bool),
        "at_most": lambda n: (column <= n).fillna(False).to_numpy(bool),
        "by": lambda _: column.to_numpy("datetime64[ns]") <= np.asarray(day, "datetime64[ns]"),
        "given": lambda yes: present(column) == yes,
    }
    masks = [tests[word](limit) for word, limit in wanted.items()]
    every: Mask = np.logical_and.reduce(masks)
    return every


def present(column: pd.Series[Any]) -> Mask:
    """Which cells hold something: neither missing nor ``""``."""
    there = column.notna().to_numpy(bool)
    if column.dtype == object or isinstance(column.dtype, pd.StringDtype):
        there = there & (column.to_numpy(object) != "")
    return there


def _one_of(column: pd.Series[Any], values: Sequence[Any]) -> Mask:
    if column.name not in several():
        return column.isin(values).to_numpy(bool)
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
            reasons[bad] = [f"{kind}:{name}{mark}" for mark in _marks(rows[name][bad], wanted)]
    return reasons


def _marks(cells: pd.Series[Any], wanted: Any) -> list[str]:
    """What stands in the cells, or on which side of the limit they lie; ``=`` alone where they are blank."""
    sides = {"at_least": "<", "at_most": ">", "by": ">"}
    if isinstance(wanted, Mapping):
        word, limit = next(iter(wanted.items()))
        marks = [f"{sides[word]}{limit}" if word in sides else "="] * len(cells)
    else:
        marks = [f"={_plain(cell)}" for cell in cells]
    return [mark if there else "=" for mark, there in zip(marks, present(cells), strict=True)]


def _plain(cell: Any) -> str:
    return {True: "yes", False: "no"}[bool(cell)] if isinstance(cell, (bool, np.bool_)) else str(cell)
