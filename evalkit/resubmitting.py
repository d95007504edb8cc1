"""Two submissions beside each other: which findings were mended, which are still open, which are new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from evalkit.errors import ParameterError, ReadError, unknown
from evalkit.finding_lists import unlabelled
from evalkit.findings import COLUMNS
from evalkit.saving import RISKY
from evalkit.words import say

STATUSES = ("fixed", "open", "new")
ADDRESS = ("street", "year", "file", "sheet", "row", "column", "code")
SAME = ("code", "table", "field", "value", "community")
# How one finding is recognised in the other submission, from the surest way to the least sure. Only a finding about a
# row may have moved: what is said of a whole file or table stays where it is.
STEPS: tuple[tuple[tuple[str, ...], bool], ...] = (
    ((*ADDRESS, "table", "field", "value", "community"), False),
    (("street", "year", "file", "sheet", *SAME), True),
    ((*ADDRESS, "table", "field"), False),
    (("street", "year", *SAME), True),
)


def compare_findings(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What became of the findings of an earlier submission, and which are new.

    A finding is the same where street, year, file, sheet, row, column and code agree; else where its row has moved and
    code, table, field, value and community agree. Each is matched with one at most. A file that is gone is taken for
    the new file of that street and year whose sheets have the same names.

    Parameters
    ----------
    before, after : findings, as `evalkit.checking.check` gives them, of the earlier and of the later submission.

    Returns
    -------
    DataFrame : the columns of the findings and ``status``: ``fixed`` (in ``before`` only), ``open`` (in both, as
        ``after`` tells it), ``new`` (in ``after`` only). Fixed and open are as many as ``before``, open and new as many
        as ``after``; the order of the rows given does not matter.

    Raises
    ------
    ParameterError : a frame lacks columns of findings.

    Examples
    --------
    >>> one = dict.fromkeys(COLUMNS, "") | {"year": 1, "row": 5, "counted": False}
    >>> before = pd.DataFrame([one | {"code": "no_date"}, one | {"code": "bad_date", "value": "2016-02-30"}])
    >>> after = pd.DataFrame([one | {"code": "bad_date", "value": "2016-02-30", "row": 6}])
    >>> compare_findings(before, after)[["code", "row", "status"]].to_numpy().tolist()
    [['no_date', 5, 'fixed'], ['bad_date', 6, 'open']]
    """
    old, new = _ordered(before), _ordered(after)
    left, right = _renamed(old, new), new
    for keys, moved in STEPS:
        mine, theirs = _matched(left, right, list(keys), moved=moved)
        left, right = left.drop(index=mine), right.drop(index=theirs)
    parts = zip(STATUSES, (old.loc[left.index], new.drop(index=right.index), right), strict=True)
    return pd.concat([part.assign(status=status) for status, part in parts], ignore_index=True)


def _ordered(findings: pd.DataFrame) -> pd.DataFrame:
    """The findings in an order of their own; alike ones are told apart by nothing and may change places."""
    _demand(findings, say("resubmitting.given"))
    plain = findings[list(COLUMNS)].astype({"row": int, "year": int, "counted": bool})
    plain = plain.astype({name: object for name in COLUMNS if name not in {"row", "year", "counted"}})
    return plain.sort_values([*ADDRESS, "table", "field", "value", "community", "message"], ignore_index=True)


def _renamed(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The earlier findings as if files that were renamed since had their new names already."""
    gone, come = _sheets(old, new), _sheets(new, old)
    names: dict[str, str] = {}
    for file, (place, sheets) in gone.items():
        shared = {other: len(sheets & theirs) for other, (there, theirs) in come.items() if there == place}
        best = [other for other, number in shared.items() if number and number == max(shared.values())]
        if len(best) == 1 and best[0] not in names.values():
            names[file] = best[0]
    sheet = [
        PurePosixPath(names[file]).stem if file in names and sheet == PurePosixPath(file).stem else sheet
        for file, sheet in zip(old["file"], old["sheet"], strict=True)
    ]
    return old.assign(file=old["file"].replace(names), sheet=pd.Series(sheet, old.index, dtype=object))


def _sheets(findings: pd.DataFrame, others: pd.DataFrame) -> dict[str, tuple[tuple[Any, Any], set[str]]]:
    """The files that ``others`` lack: where each belongs, and its sheets; that of a text is called as its file is."""
    apart = findings[(findings["file"] != "") & ~findings["file"].isin(others["file"])]
    found: dict[str, tuple[tuple[Any, Any], set[str]]] = {}
    for file, street, year, sheet in apart[["file", "street", "year", "sheet"]].itertuples(index=False):
        own = "" if sheet == PurePosixPath(file).stem else sheet
        found.setdefault(file, ((street, year), set()))[1].update({own} if sheet else ())
    return found


def _demand(findings: pd.DataFrame, name: str) -> None:
    lacking = [column for column in COLUMNS if column not in findings.columns]
    if lacking:
        raise ParameterError(say("resubmitting.no_findings", name=name, columns=", ".join(lacking)))


def _matched(left: pd.DataFrame, right: pd.DataFrame, keys: list[str], *, moved: bool) -> tuple[list[Any], list[Any]]:
    """The indexes of the findings that agree in ``keys``, one to one in their order."""
    mine, theirs = (_numbered(part[part["row"] > 0] if moved else part, keys) for part in (left, right))
    pairs = mine.merge(theirs, on=[*keys, "nth"], suffixes=("", "_2"))
    return pairs["at"].tolist(), pairs["at_2"].tolist()


def _numbered(part: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return part[keys].assign(nth=part.groupby(keys, sort=False).cumcount(), at=part.index)


def read_findings(path: str | Path) -> pd.DataFrame:
    """Findings that were saved by `evalkit.finding_lists.save_findings` or `evalkit.saving.save`.

    Parameters
    ----------
    path : a file ``.parquet``, ``.csv`` or ``.xlsx``.

    Returns
    -------
    DataFrame : the columns of `evalkit.findings.COLUMNS`, as `evalkit.checking.check` gave them. One thing a CSV file
        does not tell apart: a text that began with ``'=`` comes back without the quotation mark.

    Raises
    ------
    ParameterError : another suffix, or the file holds no findings.
    ReadError : there is no such file, or it cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.saving import save
    >>> one = dict.fromkeys(COLUMNS, "") | {"year": 1, "row": 5, "counted": False, "value": "=1"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_findings(save(pd.DataFrame([one]), Path(folder, "findings.csv")))["value"].tolist()
    ['=1']
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ParameterError(unknown("format", path.suffix, _READERS))
    try:
        found = unlabelled(reader(path))
    except FileNotFoundError as error:
        raise ReadError(say("resubmitting.no_file", path=path)) from error
    except Exception as error:  # every reader has errors of its own
        raise ReadError(say("resubmitting.unreadable", path=path)) from error
    _demand(found, str(path))
    return _typed(found[list(COLUMNS)], path)


def _typed(found: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Numbers, truths and texts as they were before they were written."""
    texts = [name for name in COLUMNS if name not in {"year", "row", "counted"}]
    try:
        typed = found.astype({"year": float, "row": float}).astype({"year": int, "row": int})
        counted = [{"true": True, "false": False}[str(cell).lower()] for cell in found["counted"]]
    except (ValueError, TypeError, KeyError) as error:
        raise ParameterError(say("resubmitting.spoiled", name=path)) from error
    return typed.assign(counted=counted, **{name: found[name].fillna("").astype(str) for name in texts})


def _csv(path: Path) -> pd.DataFrame:
    found = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return found.map(_armed)


def _armed(cell: str) -> str:
    """A text as it was before it was kept from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RISKY) else cell


def _xlsx(path: Path) -> pd.DataFrame:
    sheets = pd.read_excel(path, sheet_name=None, engine="calamine", dtype=object, keep_default_na=False)
    return pd.concat(sheets.values(), ignore_index=True)


_READERS: dict[str, Callable[[Path], pd.DataFrame]] = {".parquet": pd.read_parquet, ".csv": _csv, ".xlsx": _xlsx}
