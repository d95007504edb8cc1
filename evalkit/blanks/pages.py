"""One sheet of the blank workbook: headers with notes, an example, drop-downs and rules, ready for the printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from evalkit.plan import Plan
from evalkit.tables import Column, Table
from evalkit.words import lines, say, width
from evalkit.workbooks import DARK, PALE, QUIET, RULE

ROWS = 5000  # down to which rules hold; beyond it one can still write
_FIRST = 2  # index of the first row to fill in, below header and example
_NEAREST, _FARTHEST = date(1950, 1, 1), date(2049, 12, 31)  # days the reader takes for one
_COMMUNITY_COLUMNS = ("community", "host")
_TYPED: dict[str, Callable[[str], object]] = {
    "date": datetime.fromisoformat,
    "number": float,
    "yuan": float,
    "hours": float,
}
FORMATS = {"date": "yyyy-mm-dd", "number": "General", "yuan": "#,##0.00", "hours": "General"}  # all else is text
_COMMUNITIES = "evalkit_communities"
# Free words, kept out of reports whole; what else is personal is replaced by a code.
_UNREPORTED = ("note", "needs", "explicit_needs", "latent_needs", "resources", "assessment", "content")
_STREET = Column("street", "街道", "Street")  # the reader knows it in every table
_NOTE_WIDTH = 44  # half-width letters in a line of a note


@dataclass(frozen=True)
class Blank:
    """One table of the blank workbook: its sheet's title, its language, the plan whose years bound its dates."""

    table: Table
    title: str
    lang: str
    plan: Plan

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to fill in: in a table of the whole pilot the street stands first."""
        return self.table.columns if self.table.whose == "agency" else (_STREET, *self.table.columns)

    def header(self, column: Column) -> str:
        """The column's header, which the reader knows in either language."""
        return column.label if self.lang == "zh" else column.label_en

    def speak(self, key: str, **slots: object) -> str:
        """A sentence of the blank workbook."""
        return say(key, self.lang, **slots)

    def example(self, column: Column) -> str:
        """The column's example in the words its list offers; of a street the plan's first."""
        if column is _STREET:
            return self.plan.streets[0].name
        if column.kind != "yes_no" or not column.example:
            return column.example
        return self.speak("blanks.yes" if column.example == "是" else "blanks.no")

    def list_name(self, column: Column) -> str:
        """The defined name of a column's choices."""
        return f"evalkit_{self.table.name}_{column.name}"

    def span(self, column: Column) -> tuple[date, date]:
        """The days a date may have: those of the contract where they decide whether a row counts."""
        if column.name == self.table.date and self.table.dated_within:
            return min(year.start for year in self.plan.years), max(year.end for year in self.plan.years)
        return _NEAREST, _FARTHEST


def write_table(book: xlsxwriter.Workbook, blank: Blank, offered: bool) -> None:
    """Add the sheet of one table.

    Parameters
    ----------
    blank : the table and its words. offered : whether the workbook has a list of communities to choose from.
    """
    page = book.add_worksheet(blank.title)
    columns = blank.columns
    for index, column in enumerate(columns):
        look = {"num_format": FORMATS.get(column.kind, "@"), "valign": "vcenter"}
        page.set_column(index, index, width_of(blank, column), book.add_format(look))
        page.write_string(0, index, blank.header(column), header_look(book, column.required))
        note = note_of(blank, column)
        page.write_comment(0, index, note, note_box(note))
        sample = book.add_format({**look, "italic": True, "font_color": f"#{QUIET}", "bg_color": "#F7F7F7"})
        _write_example(page, blank, index, sample)
        if rule := rule_of(blank, column, offered):
            page.data_validation(_FIRST, index, ROWS - 1, index, rule)
    if blank.table.name == "communities":
        _name_communities(book, blank)
    _set_up(page, blank)


def header_look(book: xlsxwriter.Workbook, required: bool) -> Format:
    """How a header looks: dark where the column must be given; told apart on a grey print too."""
    colours = {"bg_color": f"#{DARK}", "font_color": "#FFFFFF"} if required else {"bg_color": f"#{PALE}"}
    frame = {"border": 1, "border_color": f"#{RULE}", "text_wrap": True, "align": "center", "valign": "vcenter"}
    return book.add_format({"bold": True, **frame, **colours})


def note_of(blank: Blank, column: Column) -> str:
    """What stands in the note on a header: whether it must be given, how it is written, an example, who sees it."""
    first, last = (day.isoformat() for day in blank.span(column))
    bounded = blank.span(column) != (_NEAREST, _FARTHEST)
    told = [
        blank.speak("blanks.required" if column.required else "blanks.optional", label=blank.header(column)),
        blank.speak(f"blanks.how_{_how(blank, column)}", values=blank.speak("blanks.comma").join(column.values)),
        blank.speak("blanks.within", first=first, last=last) if bounded else "",
        blank.speak("blanks.as_listed") if _names_community(blank, column) else "",
        blank.speak(_still(blank.table)) if column.name in blank.table.span[1:] else "",
        blank.speak("blanks.example", example=blank.example(column)) if column.example and not column.values else "",
        blank.speak("blanks.unreported" if column.name in _UNREPORTED else "blanks.personal")
        if column.personal
        else "",
    ]
    return "\n".join(filter(None, told))


def _how(blank: Blank, column: Column) -> str:
    """How a column is written: by its kind, and a text by what it is."""
    if column.kind != "text":
        return column.kind
    if _names_community(blank, column):
        return "community"
    return "serial" if column.name == "number" else "code" if column.name.endswith(("_code", "_no")) else "text"


def _still(table: Table) -> str:
    return "blanks.still" if table.name == "staff" else "blanks.still_engaged"


def rule_of(blank: Blank, column: Column, offered: bool) -> dict[str, Any] | None:
    """The input rule of a column as xlsxwriter takes it, ``None`` where anything may be written.

    Parameters
    ----------
    offered : whether the workbook has a list of communities to choose from.
    """
    if _names_community(blank, column):
        return _refuse(blank, "community", _list(_COMMUNITIES), "warning") if offered else None
    if column.kind == "choices":
        words = blank.speak("blanks.pick", values=blank.speak("blanks.comma").join(column.values))
        return {"validate": "any", "input_title": blank.speak("blanks.pick_title"), "input_message": words[:255]}
    first, last = blank.span(column)
    rules = {
        "choice": _list(blank.list_name(column)),
        "yes_no": {"validate": "list", "source": [blank.speak("blanks.yes"), blank.speak("blanks.no")]},
        "date": {"validate": "date", "criteria": "between", "minimum": first, "maximum": last},
        "number": {"validate": "integer", "criteria": ">=", "value": 0},
        "yuan": {"validate": "decimal", "criteria": ">=", "value": 0},
        "hours": {"validate": "decimal", "criteria": ">=", "value": 0},
    }
    if column.kind not in rules:
        return None
    kind = "warning" if column.kind == "date" else "stop"  # a date may well be written in other ways that are read
    return _refuse(blank, column.kind, rules[column.kind], kind, first=first.isoformat(), last=last.isoformat())


def write_lists(book: xlsxwriter.Workbook, title: str, blanks: list[Blank]) -> None:
    """Add the hidden sheet of all choices, one below the other, each list with its name.

    They stand in cells because Excel allows 255 letters in a rule; below each other because a sheet of many columns
    would look like a record table.
    """
    page = book.add_worksheet(title)
    row = 0
    for blank in blanks:
        for column in blank.table.columns:
            if column.kind != "choice":
                continue
            for value in column.values:
                page.write_string(row, 1, value)
                row += 1
            page.write_string(row - len(column.values), 0, f"{blank.title} · {blank.header(column)}")
            cells = xl_range_abs(row - len(column.values), 1, row - 1, 1)
            book.define_name(blank.list_name(column), f"={_quoted(title)}!{cells}")
    page.set_column(0, 1, 30)
    page.hide()


def _name_communities(book: xlsxwriter.Workbook, blank: Blank) -> None:
    """Name the communities filled in, as many as there are, so that the other sheets can offer them."""
    index = next(n for n, column in enumerate(blank.table.columns) if column.name == "community")
    top, sheet = f"${xl_col_to_name(index)}${_FIRST + 1}", _quoted(blank.title)
    cells = f"{sheet}!{xl_range_abs(_FIRST, index, ROWS - 1, index)}"
    book.define_name(_COMMUNITIES, f"=OFFSET({sheet}!{top},0,0,MAX(1,COUNTA({cells})),1)")


def _names_community(blank: Blank, column: Column) -> bool:
    return column.name in _COMMUNITY_COLUMNS and blank.table.name != "communities"


def _list(name: str) -> dict[str, Any]:
    return {"validate": "list", "source": f"={name}"}


def _refuse(blank: Blank, key: str, rule: dict[str, Any], kind: str = "stop", **slots: object) -> dict[str, Any]:
    told = {
        "error_title": blank.speak("blanks.rule_title"),
        "error_message": blank.speak(f"blanks.rule_{key}", **slots),
    }
    return {**rule, **told, "error_type": kind}


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _write_example(page: Worksheet, blank: Blank, index: int, look: Format) -> None:
    """The example of a column; the first one says what the row is, by which the reader knows it again."""
    column = blank.columns[index]
    value = _TYPED.get(column.kind, str)(blank.example(column)) if column.example else None
    if index == 0:
        page.write_string(1, 0, blank.speak("blanks.example_cell", example=blank.example(column)).rstrip("： "), look)
    elif isinstance(value, datetime):
        page.write_datetime(1, index, value, look)
    elif isinstance(value, float):
        page.write_number(1, index, value, look)
    else:
        page.write(1, index, value, look)


def width_of(blank: Blank, column: Column) -> int:
    """How wide a column is, in half-width letters."""
    told = [blank.header(column), *column.values, column.example]
    least = 14 if column.kind == "date" else 24 if column.name == "note" else 10
    return min(max(least, *(width(word, doubtful=2) + 4 for word in told)), 34)


def note_box(note: str) -> dict[str, Any]:
    """How large the box of a note is, as xlsxwriter takes it."""
    return {"author": "evalkit", "font_size": 9, "width": 330, "height": 17 * lines(note, _NOTE_WIDTH) + 12}


def _set_up(page: Worksheet, blank: Blank) -> None:
    """What one sees and prints: header and example stay in view, A4 across, the header on every page."""
    last = len(blank.columns) - 1
    page.set_row(0, 34)
    page.set_row(1, 20)
    page.hide_gridlines(0)
    page.freeze_panes(_FIRST, 0)
    page.autofilter(0, 0, ROWS - 1, last)
    page.ignore_errors({"number_stored_as_text": f"A{_FIRST + 1}:{xl_col_to_name(last)}{ROWS}"})
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{blank.title.replace('&', '&&')}&R{blank.speak('blanks.page')}")
