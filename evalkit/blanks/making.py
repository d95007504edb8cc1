"""The blank workbook agencies fill in: how to fill it in, then one sheet a record table."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from evalkit import __version__
from evalkit.blanks.guide import write_guide
from evalkit.blanks.pages import Blank, write_lists, write_table
from evalkit.errors import ParameterError, unknown
from evalkit.plan import Plan
from evalkit.tables import TABLES, Table
from evalkit.words import language, say, sentences
from evalkit.workbooks import publish, sheet_title

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
CREATED = datetime(2016, 7, 1, tzinfo=UTC)  # a fixed stamp: the same tables give the same bytes


def template(path: str | Path, plan: Plan, tables: Iterable[str] | None = None, lang: str | None = None) -> Path:
    """Write the blank workbook for agencies.

    First a sheet of instructions, then a sheet a record table: marked headers with notes, an example row, drop-downs,
    rules for dates and numbers, text format where a spreadsheet would spoil what is typed. The same plan and tables
    give the same bytes. What is filled in is read back by `evalkit.read_records` as it was written.

    Parameters
    ----------
    path : where to, ``.xlsx``; missing folders are made, an old file is replaced.
    plan : gives title, contract years and streets.
    tables : names of the record tables wanted, see `evalkit.tables.TABLES`; ``None`` for all that agencies hand in.
    lang : of headers and instructions, ``zh`` or ``en``; choices are Chinese words in both.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : an unknown table, none at all, or a suffix other than ``.xlsx``.
    ReportError : the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.plan import read_plan
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     template(Path(folder, "blank.xlsx"), read_plan("suzhou-2016"), ["communities", "visits"]).name
    'blank.xlsx'
    """
    path, lang = Path(path), language(lang)
    if path.suffix.lower() != ".xlsx":
        raise ParameterError(unknown("format", path.suffix, [".xlsx"]))
    return publish(path, _content(plan, _wanted(tables), lang))


def template_version(tables: Iterable[Table]) -> str:
    """The version of a blank workbook: evalkit's own, and a short hash that changes when a column does.

    Examples
    --------
    >>> template_version([TABLES["visits"]]) == template_version([TABLES["cases"]])
    False
    """
    told = [
        (table.name, table.label, c.name, c.label, c.label_en, c.kind, c.required, c.personal, sorted(c.values))
        for table in tables
        for c in table.columns
    ]
    return f"{__version__}-{hashlib.sha256(repr(told).encode('utf-8')).hexdigest()[:8]}"


def _wanted(names: Iterable[str] | None) -> list[Table]:
    """The tables asked for, in the order of the forms; those that agencies hand in where none is named."""
    asked = [name for name, table in TABLES.items() if table.whose == "agency"] if names is None else [*names]
    wrong = [name for name in asked if name not in TABLES]
    if wrong or not asked:
        raise ParameterError(unknown("table", wrong[0] if wrong else "", TABLES))
    return [table for name, table in TABLES.items() if name in asked]


def title_of(table: Table, lang: str) -> str:
    """What a sheet is called: as its table, or shorter where a spreadsheet would cut the name."""
    if f"sheet_{table.name}" in sentences("blanks"):
        return say(f"blanks.sheet_{table.name}", lang)
    return table.label if lang == "zh" else table.label_en


def _content(plan: Plan, tables: list[Table], lang: str) -> bytes:
    buffer, version = io.BytesIO(), template_version(tables)
    titles = [say("blanks.guide", lang), say("blanks.lists", lang)]
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": say("blanks.title", lang), "subject": plan.title, "created": CREATED})
        book.set_custom_property("evalkit-template", version, "text")
        blanks = []
        for table in tables:
            titles.append(sheet_title(title_of(table, lang), titles))
            blanks.append(Blank(table, titles[-1], lang, plan))
        write_guide(book, titles[0], blanks, version)
        for blank in blanks:
            write_table(book, blank, offered=any(one.table.name == "communities" for one in blanks))
        write_lists(book, titles[1], blanks)
    return buffer.getvalue()
