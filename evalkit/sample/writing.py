"""Sheets -> files: workbooks with fixed dates and properties, CSV as Excel saves it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter

from evalkit.sample.sheets import Sheet, sheet
from evalkit.words import say

CREATED = datetime(2016, 7, 1, tzinfo=UTC)
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def write_workbook(path: Path, sheets: list[Sheet], about: str = "") -> None:
    """A workbook, the same bytes every time; ``about`` is the text of a first sheet 说明, where given."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": say("sample.mark", "zh"), "created": CREATED})
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "header": book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        if about:
            book.add_worksheet("说明").write_string(0, 0, about)
        for part in sheets:
            _write_sheet(book.add_worksheet(part.name), part, looks)


def _write_sheet(page: xlsxwriter.worksheet.Worksheet, part: Sheet, looks: dict[str, object]) -> None:
    for line, text in enumerate(part.above):
        page.write_string(line, 0, text, looks["title"] if line == 0 else None)
    top = len(part.above)
    if part.groups:
        _write_groups(page, part, top, looks["header"])
        top += 1
    else:
        page.write_row(top, 0, part.header, looks["header"])
    page.set_column(0, len(part.header) - 1, 13)
    page.freeze_panes(top + 1, 0)
    for number, line in enumerate(part.lines, top + 1):
        for column, value in enumerate(line):
            _write_cell(page, number, column, value, looks["date"])


def _write_groups(page: xlsxwriter.worksheet.Worksheet, part: Sheet, top: int, look: object) -> None:
    """Two header rows: a group's word merged over its columns, a single header merged down both rows."""
    column = 0
    for group, members in groupby(part.groups):
        width = len(list(members))
        for offset in range(width):
            at = column + offset
            if group:
                page.write_string(top + 1, at, part.header[at], look)
            else:
                page.merge_range(top, at, top + 1, at, part.header[at], look)
        if group and width > 1:
            page.merge_range(top, column, top, column + width - 1, group, look)
        elif group:
            page.write_string(top, column, group, look)
        column += width


def _write_cell(page: xlsxwriter.worksheet.Worksheet, line: int, column: int, value: object, date_look: object) -> None:
    if value == "":
        return
    if isinstance(value, datetime):
        page.write_datetime(line, column, value, date_look)
    elif isinstance(value, int | float):
        page.write_number(line, column, value)
    else:
        page.write_string(line, column, str(value))


def write_csv(path: Path, part: Sheet, encoding: str) -> None:
    """A CSV file as Excel saves it: CRLF, every line as wide as the header."""
    width = len(part.header)
    lines = [[text, *[""] * (width - 1)] for text in part.above]
    text = io.StringIO()
    csv.writer(text).writerows([*lines, part.header, *part.lines])
    path.write_bytes(text.getvalue().encode(encoding))


__all__ = ["sheet", "write_csv", "write_workbook"]
