"""The list of findings an agency gets back: a sheet that says thank you, what was found, and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from evalkit.returning.copying import print_across, put_text
from evalkit.words import lines, say
from evalkit.workbooks import DARK, FILLS, PALE, QUIET, RULE, sheet_title

# column -> half-width letters
IN_FILE = {
    "number": 6, "severity": 10, "page": 20, "cell": 9, "value": 20, "finding": 46, "cure": 44, "counted": 12,
    "status": 16,
}  # fmt: skip
# Both tables of the overview stand on the same grid.
FILES = {"number": 6, "severity": 10, "file": 40, "told": 66, "copy": 48}
IN_OVERVIEW = {"number": 6, "severity": 10, "about": 40, "finding": 66, "cure": 48, "status": 16}
_CENTRED = {"number", "severity", "cell", "counted", "status"}
_FACE = "Microsoft YaHei"
_EDGE = Side("thin", color=RULE)


@dataclass(frozen=True)
class Entry:
    """One line of a list: the words of its columns, how grave it is, the place in the workbook it leads to.

    Parameters
    ----------
    words : column -> what stands there. severity : ``""`` where the line is no finding.
    target : where its address leads, such as ``'活动'!C5``; ``""`` where it leads nowhere.
    link : the file its copy is, by its path from here; ``""`` where there is none.
    """

    words: Mapping[str, str]
    severity: str = ""
    target: str = ""
    link: str = ""


@dataclass(frozen=True)
class Block:
    """One table of the list: its heading, its columns with their widths, its lines."""

    heading: str
    columns: Mapping[str, int]
    entries: Sequence[Entry]


def write_list(book: Workbook, title: str, told: Sequence[str], blocks: Sequence[Block], lang: str) -> Worksheet:
    """Put the list in front of all sheets.

    Parameters
    ----------
    title : what the list is about. told : sentences below it, one a line.
    blocks : tables, one below the other. lang : of headers.
    """
    page = book.create_sheet(sheet_title(say("returning.sheet", lang), book.sheetnames), 0)
    widths = [*max((block.columns for block in blocks), key=lambda columns: sum(columns.values())).values()]
    for row, words in enumerate((title, *told), 1):
        _line(page, row, words, widths)
    row = len(told) + 3
    for block in blocks:
        row = _write_block(page, row, block, lang) + 2
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    _set_up(book, page, blocks[-1] if len(blocks) == 1 else None, len(told) + 4)
    return page


def _line(page: Worksheet, row: int, words: str, widths: Sequence[int]) -> None:
    """A sentence across the whole width, the title first; merged cells do not grow by themselves."""
    size, height = (16, 26) if row == 1 else (11, 16)
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
    cell = page.cell(row, 1)
    put_text(cell, words)
    cell.font = _font(size, bold=row == 1, color=DARK if row == 1 else None)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[row].height = height * lines(words, sum(widths) * 10 // size) + 4


def _write_block(page: Worksheet, row: int, block: Block, lang: str) -> int:
    """A heading, the header and its lines; gives back the last row written."""
    put_text(page.cell(row, 1), block.heading)
    page.cell(row, 1).font = _font(12, bold=True, color=DARK)
    row += 1
    for number, column in enumerate(block.columns, 1):
        cell = page.cell(row, number)
        put_text(cell, say(f"returning.{column}", lang))
        cell.font, cell.fill = _font(bold=True), PatternFill("solid", fgColor=PALE)
        cell.border, cell.alignment = _edges(), Alignment(horizontal="center", vertical="center", wrap_text=True)
    for number, entry in enumerate(block.entries, 1):
        _write_entry(page, row + number, block, {"number": str(number), **entry.words}, entry)
    return row + len(block.entries)


def _write_entry(page: Worksheet, row: int, block: Block, words: Mapping[str, str], entry: Entry) -> None:
    tallest = 1
    for number, (column, width) in enumerate(block.columns.items(), 1):
        cell, text = page.cell(row, number), words.get(column, "")
        put_text(cell, text)
        centred = "center" if column in _CENTRED else "left"
        cell.alignment = Alignment(horizontal=centred, vertical="center", wrap_text=True, indent=int(centred == "left"))
        cell.border, cell.font = _edges(), _font(bold=column == "severity")
        tallest = max(tallest, lines(text, width - 2))
        if column == "severity" and entry.severity:
            cell.fill = PatternFill("solid", fgColor=FILLS[entry.severity])
        leads = {"cell": {"location": entry.target}, "copy": {"target": entry.link}}.get(column, {})
        if any(leads.values()):
            cell.hyperlink = Hyperlink(ref=cell.coordinate, **leads)
            cell.font = _font(color=DARK, underline="single")
    page.row_dimensions[row].height = 15 * tallest + 5


def _font(size: int = 10, **looks: Any) -> Font:
    return Font(name=_FACE, size=size, **looks)


def _edges() -> Border:
    return Border(bottom=_EDGE, top=_EDGE, left=_EDGE, right=_EDGE)


def _set_up(book: Workbook, page: Worksheet, only: Block | None, header: int) -> None:
    """What one sees first, and how it prints: A4 across, as wide as the page."""
    book.active = 0
    views: list[Any] = [sheet.sheet_view for sheet in book.worksheets[1:]]
    views += [view for sheet in book.chartsheets for view in sheet.sheetViews.sheetView]
    for view in views:
        view.tabSelected = False  # sheets selected together would all change when one is edited
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = DARK
    if only:
        page.freeze_panes = f"A{header + 1}"
        page.auto_filter.ref = f"A{header}:{get_column_letter(len(only.columns))}{header + max(len(only.entries), 1)}"
        page.print_title_rows = f"{header}:{header}"
    print_across(page)
    page.oddFooter.right.text, page.oddFooter.right.color = "&P / &N", QUIET
