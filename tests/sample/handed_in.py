"""The sample's files as plain rows, read by a few lines of their own: nothing of evalkit's reading is used."""

import csv
import io
import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest
from pathlib import Path

from python_calamine import CalamineWorkbook

from evalkit.tables import TABLES

OLD_NAMES = {"平江街道": "娄门街道", "金阊街道": "石路街道"}
WHOLE, STREET = "全市", "街道(乡镇)"


def text(value):
    return unicodedata.normalize("NFKC", str(value)).strip()


def plain(word):
    """A header or choice word with its brackets and blanks evened."""
    return text(word).replace("“", '"').replace("”", '"')


def sheets(path):
    """(name, rows of cells) of every sheet of a file; a CSV has one."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        return [(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False)) for n in book.sheet_names]
    raw = path.read_bytes()
    told = raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gbk")
    return [(path.stem, list(csv.reader(io.StringIO(told))))]


def day(value):
    """A date as the nine agencies write it, or None."""
    if isinstance(value, date):
        return value
    if isinstance(value, float):
        return date(1899, 12, 30) + timedelta(int(value))
    found = re.fullmatch(r"(\d+)\D(\d+)\D(\d+)日?", text(value))
    try:
        year, month, on = map(int, found.groups())
        return date(year + 2000 if year < 100 else year, month, on)
    except (AttributeError, ValueError):
        return None


@cache
def header_names(table):
    columns = [c for c in TABLES[table].columns if c.name != "note"]
    return {STREET: "street", **{plain(word): c.name for c in columns for word in (c.label, *c.aliases)}}


def header(rows):
    """(table, names by column, number of the first data row), or None for a sheet without a table."""
    found = []
    for n, row in enumerate(rows[:6]):
        below = rows[n + 1] if n + 1 < len(rows) else []
        words, height = row, 1
        merged = any(over == "" and under != "" for over, under in zip(row, below, strict=False))
        if below and below[0] == "" and merged:
            words, height = [b or a for a, b in zip_longest(row, below, fillvalue="")], 2
        for table in TABLES:
            names = [header_names(table).get(plain(w), "") for w in words]
            found.append((len([name for name in names if name]), table, names, n + height))
    # Of two tables with the same words the smaller is meant: one with more columns would show more of them.
    hits, table, names, first = max(found, key=lambda f: (f[0], -len(TABLES[f[1]].columns)))
    return (table, names, first) if hits >= 3 else None


def value(column, cell):
    if column.kind == "date":
        return day(cell)
    if column.kind in {"number", "yuan", "hours"}:
        return float(text(cell)) if text(cell) else None
    if column.kind == "yes_no":
        return text(cell) in {"是", "√"}
    words = {plain(w): canonical for canonical, others in column.values.items() for w in (canonical, *others)}
    if column.kind == "choices":
        return () if not text(cell) else tuple(words[plain(w)] for w in text(cell).split("、"))
    return words[plain(cell)] if column.values and text(cell) else text(cell)


def records(name, rows):
    """(table, rows as dicts) of a sheet, without total rows and repeated headers."""
    table, names, first = header(rows)
    found = []
    for cells in rows[first:]:
        if text(cells[0]) in {"小计", "合计"} or list(cells) == list(rows[first - 1]):
            continue
        pairs = [(n, c) for n, c in zip(names, cells, strict=False) if n]
        row = {n: text(c) if n == "street" else value(TABLES[table].column(n), c) for n, c in pairs}
        wan = any("万元" in str(word) for word in rows[first - 1])
        found.append({k: v * 10_000 if wan and k in {"fee", "amount"} else v for k, v in row.items()})
    if table == "visits" and "community" not in names:
        found = [{"community": name, **row} for row in found]
    return table, found


def handed_in(folder):
    """(street or 全市, year) -> table -> rows, of everything in a folder of submissions."""
    books = {}
    for path in sorted(Path(folder).rglob("*.*")):
        if path.suffix not in {".xlsx", ".csv"}:
            continue
        called, calendar = path.parent.name, int(path.parent.parent.name)
        mine = books.setdefault((OLD_NAMES.get(called, called), calendar - 2015), {})
        for name, rows in sheets(path):
            if name != "说明":
                table, found = records(name, rows)
                mine.setdefault(table, []).extend(found)
    return books
