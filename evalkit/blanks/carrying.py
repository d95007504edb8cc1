"""What evaluators have filled in already, cell by cell as they wrote it, so that a new workbook can take it over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol

from evalkit.errors import ParameterError
from evalkit.reading.one_file import bytes_of
from evalkit.reading.workbook import open_sheets
from evalkit.records import Records
from evalkit.words import say

Key = tuple[str, str, str]  # code, street, community
Line = Mapping[str, Any]  # column -> what stands in the cell
ASKED = ("code", "street", "community", "label")  # what a line asks; all else somebody filled in
_MADE = ("example_row", "repeated_header")  # rows of a form itself


def filled(records: Records, table: str, year: int) -> dict[Key, list[Line]]:
    """The lines of one table of the evaluators in which something was filled in, in the order of their files.

    A line that could not be counted is one of them whatever it says: its street or community was written by somebody.
    Cells are taken from the files as they stand there: what could not be read is kept as well, and no remark has become
    a code.

    Parameters
    ----------
    records : just read. table : its name. year : contract year.

    Returns
    -------
    dict : (code, street, community) as they were understood -> lines; several where one thing was noted twice.

    Raises
    ------
    ParameterError : a file holds a column that the table does not have; its content would be lost.
    ReadError : a file can no longer be read.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> filled(read_records("data/raw", plan, "狮山街道"), "replies", 2)
    {}
    """
    rows = records[table]
    rows = rows[(rows["year"] == year) & ~rows["excluded"].isin(_MADE)]
    found: dict[Key, list[Line]] = defaultdict(list)
    for (file, sheet), mine in rows.groupby(["file", "sheet"], sort=False):
        places, cells = _places(records, table, str(file), str(sheet)), _cells(records, str(file), str(sheet))
        for row in mine.to_dict("records"):
            line = {name: cells[row["row"] - 1][at] for name, at in places.items()}
            if row["excluded"] or any(cell not in {"", None} for name, cell in line.items() if name not in ASKED):
                found[row["code"], row["street"], row["community"]].append(line)
    return dict(found)


def _places(records: Records, table: str, file: str, sheet: str) -> dict[str, int]:
    """The columns of a sheet: field -> where it stands."""
    known = records.columns
    mine = known[(known["file"] == file) & (known["sheet"] == sheet) & (known["table"] == table)]
    strange = mine.loc[(mine["field"] == "") & (mine["header"] != ""), "header"]
    if len(strange):
        words = say("errors.separator").join(dict.fromkeys(strange))
        raise ParameterError(say("blanks.strange_columns", file=file, sheet=sheet, columns=words))
    named = mine[mine["field"] != ""]
    return {field: xl_cell_to_rowcol(f"{at}1")[1] for field, at in zip(named["field"], named["column"], strict=True)}


def _cells(records: Records, file: str, sheet: str) -> list[list[Any]]:
    path = records.folder / file
    return next(one.rows for one in open_sheets(bytes_of(path), path.stem) if one.name == sheet)
