"""The sheet of all verdicts: what evalkit found is locked, five yellow columns are the evaluator's; ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from evalkit.conclusions import FILLED
from evalkit.saving import shortened
from evalkit.scoresheets.lines import Line
from evalkit.tables import TABLES
from evalkit.wording import TONES
from evalkit.words import lines, say
from evalkit.workbooks import DARK, PALE, QUIET, RULE

# column -> half-width letters; the last three are beyond what is printed
WIDTHS = {
    "code": 6, "section": 8, "community": 9, "label": 14, "quote": 27, "bound": 9, "value": 13, "verdict": 9,
    "remark": 21, "counted": 17, "evidence": 24, "conclusion": 10, "reason": 15, "document": 13, "who": 9, "when": 11,
    "street": 10, "cut_off": 11, "mark": 13,
}  # fmt: skip
HEAD = 2  # index of the header's row; a title and a hint stand above it
_FROZEN = 4  # columns that stay in view
_BESIDE = ("street", "cut_off", "mark")
_FILLS = {"ok": "E2EFDA", "bad": "F8CBAD", "warn": "FFE699", "info": "DDEBF7", "mute": "EDEDED"}
_YELLOW, _AMBER = "FFF9DB", "FFD966"
_SIZE, _POINTS, _TALLEST = 10, 13.5, 409  # of letters, of a line, of a row: Excel has no taller ones
_LETTERS = 1.04  # of this size that stand in a column as wide as one of the usual size


def write_page(book: xlsxwriter.Workbook, title: str, told: Sequence[Line], words: dict[str, str], lang: str) -> None:
    """Add the sheet.

    Parameters
    ----------
    title : of the sheet. told : its lines, as `evalkit.scoresheets.lines.lines_of` gives them.
    words : ``title`` and ``hint`` above the header, ``foot`` of each printed page. lang : ``zh`` or ``en``.
    """
    page, looks = book.add_worksheet(title), _looks(book)
    page.write_string(0, 0, words["title"], looks["title"])
    page.write_string(1, 0, words["hint"], looks["hint"])
    for index, name in enumerate(WIDTHS):
        page.set_column(index, index, WIDTHS[name])
        page.write_string(HEAD, index, header(name, lang), looks[f"head_{_part(name)}"])
    section = ""
    for row, line in enumerate(told, HEAD + 1):
        first = line["section"] != section
        section = line["section"]
        for index, name in enumerate(WIDTHS):
            _put(page, row, index, line[name], looks[f"{_kind(name, line)}{'_first' if first else ''}"])
        page.set_row(row, _height(line))
    last = HEAD + len(told)
    _set_rules(page, last, lang)
    _set_up(page, last, words["foot"], lang)


def header(name: str, lang: str) -> str:
    """The header of a column, by which the reader knows it again."""
    if name == "street":
        return "街道" if lang == "zh" else "Street"
    column = TABLES["conclusions"].column(name)
    return column.label if lang == "zh" else column.label_en


def _part(name: str) -> str:
    return "filled" if name in FILLED else "beside" if name in _BESIDE else "found"


def _kind(name: str, line: Line) -> str:
    if name == "verdict":
        return str(line["tone"])
    return "day" if name == "when" else _part(name)


def _put(page: Worksheet, row: int, index: int, value: Any, look: Format) -> None:
    """A cell as it is: text is never a formula, a link or a number."""
    if isinstance(value, date) and not pd.isna(value):
        page.write_datetime(row, index, value, look)
    elif isinstance(value, str) and value:
        page.write_string(row, index, shortened(value), look)
    else:
        page.write_blank(row, index, None, look)


def _height(line: Line) -> float:
    tallest = max(lines(str(line[name]), int(WIDTHS[name] * _LETTERS)) for name in WIDTHS if line[name])
    return min(tallest * _POINTS + 5, _TALLEST)


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cell = {"font_size": _SIZE, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": f"#{RULE}"}
    cell |= {"num_format": "@"}
    centred = {"bold": True, "align": "center"}
    kinds: dict[str, dict[str, Any]] = {
        "found": {},
        "beside": {"font_color": f"#{QUIET}", "font_size": 8},
        "filled": {"bg_color": f"#{_YELLOW}", "locked": False},
        "day": {"bg_color": f"#{_YELLOW}", "locked": False, "num_format": "yyyy-mm-dd", "align": "center"},
    } | {tone: {**centred, "bg_color": f"#{_FILLS[tone]}"} for tone in TONES.values()}
    looks = {name: book.add_format({**cell, **look}) for name, look in kinds.items()}
    first = {"top": 2, "top_color": f"#{DARK}"}
    looks |= {f"{name}_first": book.add_format({**cell, **look, **first}) for name, look in kinds.items()}
    head = {**cell, "bold": True, "align": "center", "valign": "vcenter"}
    return looks | {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": f"#{DARK}", "valign": "vcenter"}),
        "hint": book.add_format({"font_size": _SIZE, "font_color": f"#{QUIET}", "valign": "vcenter"}),
        "head_found": book.add_format({**head, "bg_color": f"#{DARK}", "font_color": "#FFFFFF"}),
        "head_filled": book.add_format({**head, "bg_color": f"#{_AMBER}"}),
        "head_beside": book.add_format({**head, "bg_color": f"#{PALE}", "font_color": f"#{QUIET}"}),
    }


def _set_rules(page: Worksheet, last: int, lang: str) -> None:
    """What may be filled in: a word of two, a day; and what is to be written in the other cells."""
    at = {name: index for index, name in enumerate(WIDTHS)}
    words = [say(f"sheets.{word}", lang) for word in ("met", "not_met")]
    rules: dict[str, dict[str, Any]] = {
        "conclusion": {"validate": "list", "source": words, "error_message": say("scoresheets.rule_word", lang)},
        "when": {
            "validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_type": "warning",
            "error_message": say("scoresheets.rule_day", lang),
        },
    }  # fmt: skip
    for name in FILLED:
        told = {"input_title": header(name, lang)[:32], "input_message": say(f"scoresheets.fill_{name}", lang)}
        page.data_validation(HEAD + 1, at[name], last, at[name], {"validate": "any", **told, **rules.get(name, {})})


def _set_up(page: Worksheet, last: int, foot: str, lang: str) -> None:
    """What one sees and prints: the header stays in view and on every page, lines can be filtered; A4 across."""
    right, printed = len(WIDTHS) - 1, len(WIDTHS) - 1 - len(_BESIDE)
    page.set_row(0, 28)
    page.set_row(1, 18)
    page.set_row(HEAD, 32)
    page.hide_gridlines(2)
    page.freeze_panes(HEAD + 1, _FROZEN)
    page.autofilter(HEAD, 0, last, right)
    page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, last, printed)
    page.repeat_rows(HEAD)
    signed = say("scoresheets.signed", lang)
    page.set_footer(f"&L&8{foot.replace('&', '&&')}&C&8{signed}&R&8{say('blanks.page', lang)}")
