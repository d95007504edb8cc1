"""Where the records behind a verdict stand, in few words: file · sheet · rows, in runs."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evalkit.words import number, say

_RUNS = 12  # of rows told of one sheet
_SHEETS = 6  # told of one verdict


def whereabouts(behind: pd.DataFrame, lang: str | None = None) -> str:
    r"""In which file, sheet and rows the records stand that count, and those left out; nothing of the records.

    Parameters
    ----------
    behind : the columns of `evalkit.explaining.rows_behind`. lang : ``zh`` or ``en``.

    Returns
    -------
    str : a line a file and a line a sheet; of many sheets or rows the first, and how many more there are.

    Examples
    --------
    >>> rows = pd.DataFrame({"file": "a.xlsx", "sheet": "表1", "row": [3, 4, 8], "counted": [True, True, False]})
    >>> whereabouts(rows, "zh")
    'a.xlsx\n表1 · 3–4（未计入 8）'
    """
    told, last = [], ""
    found = [*behind.groupby(["file", "sheet"], sort=False)]
    for (file, sheet), rows in found[:_SHEETS]:
        told += [file] if file != last else []
        told.append(f"{sheet} · {_rows(rows, lang)}")
        last = file
    if more := found[_SHEETS:]:
        rows_more = number(sum(len(rows) for _, rows in more))
        told.append(say("scoresheets.more_sheets", lang, sheets=len(more), rows=rows_more))
    return "\n".join(told)


def _rows(rows: pd.DataFrame, lang: str | None) -> str:
    counted = rows["counted"].to_numpy(bool)
    kept, out = runs(rows["row"][counted], lang), runs(rows["row"][~counted], lang)
    return kept + say("scoresheets.left_out_at", lang, rows=out) if out else kept


def runs(rows: Iterable[int], lang: str | None = None) -> str:
    """Row numbers in runs; of many runs the first, and how many rows more there are.

    Examples
    --------
    >>> runs([3, 4, 5, 20, 7], "zh"), runs([3, 4], "en")
    ('3–5、7、20', '3–4')
    """
    found: list[list[int]] = []
    for row in sorted({*rows}):
        if not found or row != found[-1][1] + 1:
            found.append([row, row])
        found[-1][1] = row
    told = [str(first) if first == last else f"{first}–{last}" for first, last in found[:_RUNS]]
    shown = say("errors.separator", lang).join(told)
    more = sum(last - first + 1 for first, last in found[_RUNS:])
    return shown + say("scoresheets.more_rows", lang, rows=number(more)) if more else shown
