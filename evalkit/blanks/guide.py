"""The first sheet of the blank workbook: how it is filled in and handed in, in two columns.

Two and no more: a sheet of three columns looks to the reader like a record table.
"""

from __future__ import annotations

from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format

from evalkit.blanks.pages import Blank, header_look
from evalkit.plan import Plan
from evalkit.words import lines, say
from evalkit.workbooks import DARK, QUIET, RULE

_WIDTHS = (32, 88)
_LINE = 17  # points
_ORDER = ("start", "notes", "dates", "numbers", "codes", "paste", "totals", "persons")


class Line(NamedTuple):
    """A line of the guide: its label, its text, how the label looks, the sheet and row it leads to."""

    label: str
    text: str
    look: str = "label"
    sheet: str = ""
    row: int = 3


def write_guide(book: xlsxwriter.Workbook, title: str, blanks: list[Blank], version: str) -> None:
    """Add the sheet of instructions.

    Parameters
    ----------
    title : of the sheet. blanks : the tables that follow it. version : of the blank workbook.
    """
    lang, plan = blanks[0].lang, blanks[0].plan
    name = plan.title if lang == "zh" else plan.title_en
    lead = (
        say("blanks.title", lang),
        say("blanks.version", lang, plan=name, version=version),
        say("blanks.thanks", lang),
    )
    write_parts(book, title, lead, _parts(plan, blanks, lang))


def write_parts(
    book: xlsxwriter.Workbook, title: str, lead: tuple[str, str, str], parts: list[tuple[str, list[Line]]]
) -> None:
    """Add a sheet of two columns to be read.

    Parameters
    ----------
    title : of the sheet. lead : what it is, for what and which version, a word of thanks.
    parts : headings, each with its lines.
    """
    page, looks = book.add_worksheet(title), _looks(book)
    page.set_row(0, 34)
    for at, (words, look) in enumerate(zip(lead, ("title", "quiet", "thanks"), strict=True)):
        page.write_string(at, 0, words, looks[look])
    row = 4
    for heading, told in parts:
        for column, words in enumerate((heading, "")):
            page.write_string(row, column, words, looks["heading"])
        for line in told:
            row += 1
            page.set_row(row, max(lines(line.text, _WIDTHS[1] - 2), lines(line.label, _WIDTHS[0])) * _LINE + 7)
            _write_label(page, row, line, looks)
            page.write_string(row, 1, line.text, looks["text"])
        row += 2
    _set_up(page)


def _parts(plan: Plan, blanks: list[Blank], lang: str) -> list[tuple[str, list[Line]]]:
    """The parts of the guide: a heading and its lines."""
    fill = [Line(say(f"blanks.{key}_label", lang), say(f"blanks.{key}", lang)) for key in _ORDER]
    looks = (("must", "must"), ("may", "may"), ("sample", "sample"))
    colours = [Line(say(f"blanks.{key}_label", lang), say(f"blanks.{key}", lang), look) for key, look in looks]
    return [
        (say("blanks.fill_in", lang), fill),
        (say("blanks.colours", lang), colours),
        (say("blanks.hand_in", lang), _hand_in(plan, lang)),
        (say("blanks.tables", lang), [about(blank) for blank in blanks]),
    ]


def _hand_in(plan: Plan, lang: str) -> list[Line]:
    """Under which name and in which folder a year's workbook goes, with the plan's first street as the example."""
    street = plan.streets[0].name
    file = say("blanks.file_name", "zh", street=street)
    years = [
        Line(
            year.label if lang == "zh" else year.label_en,
            say("blanks.folder", lang, first=year.start, last=year.end, folder=f"{year.folder}/{street}"),
        )
        for year in plan.years
    ]
    name = Line(say("blanks.file_label", lang), say("blanks.file", lang, file=file))
    return [name, *years, Line(say("blanks.apart_label", lang), say("blanks.apart", lang))]


def about(blank: Blank, row: int = 3) -> Line:
    """A table by name, with what must be given; it leads to the first row to fill in."""
    musts = [blank.header(column) for column in blank.table.columns if column.required]
    told = blank.speak("blanks.musts", columns=blank.speak("blanks.comma").join(musts))
    return Line(blank.title, told, "link", blank.title, row)


def _write_label(page: xlsxwriter.worksheet.Worksheet, row: int, line: Line, looks: dict[str, Format]) -> None:
    if line.sheet:
        target = "internal:'" + line.sheet.replace("'", "''") + f"'!A{line.row}"
        page.write_url(row, 0, target, looks[line.look], line.label)
    else:
        page.write_string(row, 0, line.label, looks[line.look])


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    body = {"valign": "top", "text_wrap": True, "bottom": 4, "bottom_color": f"#{RULE}"}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "font_color": f"#{DARK}", "valign": "vcenter"}),
        "quiet": book.add_format({"font_color": f"#{QUIET}"}),
        "thanks": book.add_format({"font_size": 12}),
        "heading": book.add_format({"bold": True, "font_size": 13, "bottom": 2, "bottom_color": f"#{DARK}"}),
        "label": book.add_format({**body, "bold": True}),
        "text": book.add_format({**body, "indent": 1}),
        "link": book.add_format({**body, "underline": 1, "font_color": f"#{DARK}"}),
        "must": header_look(book, required=True),
        "may": header_look(book, required=False),
        "sample": book.add_format({**body, "italic": True, "font_color": f"#{QUIET}", "bg_color": "#F7F7F7"}),
    }


def _set_up(page: xlsxwriter.worksheet.Worksheet) -> None:
    page.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
