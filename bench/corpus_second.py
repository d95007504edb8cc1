"""What the child does that reads one file with another reader; see corpus.py.

.xlsx and .xlsm with openpyxl, .csv and .tsv with pandas; .xls with xlrd, .ods with odfpy and .xlsb with pyxlsb where
those are installed. A file that its reader cannot open ends this child with an error, which is no fault of ours.
"""

import csv
import warnings
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from corpus_own import answer_with, filled, hold, plain

Told = dict[str, Any]


def by_openpyxl(path: Path) -> Told:
    """Stored values, and the cells whose formula has none."""
    from openpyxl import load_workbook  # noqa: PLC0415

    with path.open("rb") as file:
        values = load_workbook(file, data_only=True)
    with path.open("rb") as file:
        formulas = load_workbook(file)
    sheets = []
    for sheet in values.worksheets:
        cells = [[c.row - 1, c.column - 1, plain(c.value)] for row in sheet for c in row if c.value not in {None, ""}]
        kept = {(row, column) for row, column, _ in cells}
        written = [c for row in formulas[sheet.title] for c in row if c.data_type == "f"]
        bare = [[c.row - 1, c.column - 1] for c in written if (c.row - 1, c.column - 1) not in kept]
        sheets.append({"name": sheet.title, "cells": [c for c in cells if c[2] != ""], "bare": bare})
    return {"sheets": sheets, "date1904": values.epoch.year == 1904}


def by_xlrd(path: Path) -> Told:
    """Stored values of an old workbook; its dates by their number formats."""
    xlrd = import_module("xlrd")
    with StringIO() as log:
        book = xlrd.open_workbook(path, logfile=log)
    sheets = []
    for sheet in book.sheets():
        rows = ([xlrd_cell(xlrd, cell, book.datemode) for cell in sheet.row(at)] for at in range(sheet.nrows))
        sheets.append({"name": sheet.name, "cells": filled(rows), "bare": []})
    return {"sheets": sheets, "date1904": book.datemode == 1}


def xlrd_cell(xlrd: Any, cell: Any, datemode: int) -> object:
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    return cell.value


def by_pandas(path: Path, engine: str) -> Told:
    import pandas as pd  # noqa: PLC0415

    books = pd.read_excel(path, sheet_name=None, header=None, engine=engine, keep_default_na=False, na_values=[])
    sheets = [{"name": name, "cells": filled(given(frame)), "bare": []} for name, frame in books.items()]
    return {"sheets": sheets, "date1904": False}


def given(frame: Any) -> Any:
    """The rows of a frame, what is missing as None."""
    return frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)


def by_text(path: Path) -> Told:
    """A delimited text; its delimiter is the one that splits the most lines into the same number of fields."""
    import pandas as pd  # noqa: PLC0415

    words = decoded(path.read_bytes())
    sign = max(",;\t|", key=lambda s: (evenness(words, s), s == ","))
    width = max(map(len, csv.reader(StringIO(words, newline=""), delimiter=sign)), default=1)
    frame = pd.read_csv(
        StringIO(words, newline=""),
        sep=sign,
        header=None,
        names=range(width),
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
    )
    return {"sheets": [{"name": path.stem, "cells": filled(given(frame)), "bare": []}], "date1904": False}


def evenness(words: str, sign: str) -> int:
    """Of the first 200 rows, how many have the same number of fields, more than one."""
    rows = islice(csv.reader(StringIO(words, newline=""), delimiter=sign), 200)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return widths.most_common(1)[0][1] if widths else 0


def decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def reader_of(path: Path) -> tuple[str, Callable[[Path], Told]] | None:
    """The second reader of a file, by its suffix; None where there is none."""
    readers: dict[str, tuple[str, Callable[[Path], Told]]] = {
        **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), ("openpyxl", by_openpyxl)),
        **dict.fromkeys((".csv", ".tsv"), ("pandas", by_text)),
        **dict.fromkeys((".xls", ".et"), ("xlrd", by_xlrd)),
        ".ods": ("odf", lambda book: by_pandas(book, "odf")),
        ".xlsb": ("pyxlsb", lambda book: by_pandas(book, "pyxlsb")),
    }
    chosen = readers.get(path.suffix.lower())
    return chosen if chosen and find_spec(chosen[0]) else None


def read_second(path: Path, out: Path) -> None:
    """Read a file with the reader of its suffix; ``out`` gets the answer as JSON."""
    hold()
    warnings.simplefilter("ignore")
    chosen = reader_of(path)
    assert chosen
    answer_with({**chosen[1](path), "reader": chosen[0]}, out)
