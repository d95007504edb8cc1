"""The workbook evaluators fill in: a line for every document to be seen and everything to be judged in a year."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from evalkit.blanks.carrying import ASKED, Key, Line, filled
from evalkit.blanks.explained import guide_of
from evalkit.blanks.guide import write_parts
from evalkit.blanks.making import CREATED, OPTIONS, template_version, title_of
from evalkit.blanks.pages import FORMATS, Blank, header_look, note_box, note_of, rule_of, width_of, write_lists
from evalkit.errors import ParameterError, ReportError, unknown
from evalkit.judging import PAPERS, binds
from evalkit.places import OWN, grouped
from evalkit.plan import Plan, Requirement
from evalkit.records import Records
from evalkit.tables import TABLES, Column
from evalkit.words import language, say
from evalkit.workbooks import PALE, publish, sheet_title

EVALUATORS = ("documents", "ratings", "adjustments", "replies")
_MORE = 300  # blank rows below the lines in which rules hold as well
_ROOM = {"label": 30, "document": 30, "basis": 34, "reply": 34, "ruling_reason": 30, "note": 26}  # half-width letters


@dataclass(frozen=True)
class Asked:
    """A line to be filled in: what is asked, of which street, of which community ("" where none is known)."""

    requirement: Requirement
    street: str
    community: str | None = None

    @property
    def key(self) -> Key | None:
        """By what a filled line is known again; a line without its community is none."""
        if self.community == "":
            return None
        return self.requirement.code, self.street, "" if self.community in {None, OWN} else str(self.community)


def evaluation_template(
    path: str | Path, plan: Plan, year: int, records: Records | None = None, lang: str | None = None
) -> Path:
    """Write the evaluators' workbook of one contract year; it is read from that year's folder of the whole pilot.

    A sheet of instructions with the reading of every clause, then the documents to be seen and the judgements to be
    given, a line for each clause that binds in the year, street by street; then the blank lists of adjustments and of
    agencies' replies. What the records hold of these tables is taken over cell by cell.

    Parameters
    ----------
    path : where to, ``.xlsx``; a file there is replaced only where these records hold all of it.
    plan : the notice as data. year : contract year.
    records : give each street's communities, and what was filled in before; ``None`` where there are none yet.
    lang : of headers and instructions, ``zh`` or ``en``; choices are Chinese words in both.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : no such year, a suffix other than ``.xlsx``, or a column filled in that no table has.
    ReportError : a file stands there that these records were not read from, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.plan import read_plan
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     evaluation_template(Path(folder, "评估工作簿.xlsx"), read_plan("suzhou-2016"), 1).name
    '评估工作簿.xlsx'
    """
    path, lang, when = Path(path), language(lang), plan.year(year).id
    if path.suffix.lower() != ".xlsx":
        raise ParameterError(unknown("format", path.suffix, [".xlsx"]))
    _keep(path, records)
    return publish(path, _content(plan, when, records, lang))


def asked(plan: Plan, year: int, kind: str, records: Records | None = None) -> Iterator[Asked]:
    """What people have to check in a year: of the whole pilot first, then street by street, as the plan orders it.

    Parameters
    ----------
    kind : ``document`` or ``evaluator``. records : tell the communities of each street.
    """
    places = grouped(records) if records is not None else None
    mine = [one for one in plan.requirements if one.checked_by == kind]
    for one in mine:
        if one.level == "programme" and binds(plan, one, plan.whole, year):
            yield Asked(one, plan.whole)
    for street in (street.name for street in plan.streets):
        listed = places.communities(street, year) if places else []
        for one in mine:
            if one.level != "programme" and binds(plan, one, street, year):
                own = [OWN] if one.level == "unit" else []
                names = [None] if one.level == "street" else [*own, *(listed or [""])]
                yield from (Asked(one, street, name) for name in names)


def _keep(path: Path, records: Records | None) -> None:
    """Refuse to write over what was not read."""
    if not path.exists():
        return
    known = set() if records is None else {*records.sheets["sha256"]}
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() not in known:
        raise ReportError(say("blanks.not_carried", path=path))


def _content(plan: Plan, year: int, records: Records | None, lang: str) -> bytes:
    buffer, version = io.BytesIO(), template_version([TABLES[name] for name in EVALUATORS])
    titles = [say("blanks.guide", lang), say("blanks.lists", lang)]
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": say("blanks.evaluation", lang), "subject": plan.title, "created": CREATED})
        book.set_custom_property("evalkit-template", version, "text")
        blanks = []
        for name in EVALUATORS:
            titles.append(sheet_title(title_of(TABLES[name], lang), titles))
            blanks.append(_with_streets(Blank(TABLES[name], titles[-1], lang, plan)))
        kinds = {table: kind for kind, (table, _, _) in PAPERS.items()}
        lines = {name: [*asked(plan, year, kinds[name], records)] if name in kinds else [] for name in EVALUATORS}
        told = dict.fromkeys(line.requirement.code for line in chain(*lines.values()))
        write_parts(book, titles[0], *guide_of(blanks, year, version, [plan.requirement(code) for code in told]))
        for blank, name in zip(blanks, EVALUATORS, strict=True):
            done = filled(records, name, year) if records is not None else {}
            _write(book, blank, _rows(blank, lines[name], done), pale=bool(lines[name]))
        write_lists(book, titles[1], blanks)
    return buffer.getvalue()


def _with_streets(blank: Blank) -> Blank:
    """The table with the street beside the clause; both are chosen from lists."""
    code, *others = blank.table.columns
    codes = dict.fromkeys((one.code for one in blank.plan.requirements), ())
    names = dict.fromkeys((blank.plan.whole, *(street.name for street in blank.plan.streets)), ())
    street = Column("street", "街道", "Street", "choice", values=names)
    return replace(
        blank, table=replace(blank.table, columns=(replace(code, kind="choice", values=codes), street, *others))
    )


def _rows(blank: Blank, lines: Sequence[Asked], done: dict[Key, list[Line]]) -> list[tuple[Line, Asked | None]]:
    """Each line with what was filled in; then what was filled in that no line asks for."""
    rows: list[tuple[Line, Asked | None]] = []
    left = dict(done)
    for one in lines:
        label = one.requirement.label if blank.lang == "zh" else one.requirement.label_en
        asks = dict(zip(ASKED, (one.requirement.code, one.street, one.community or "", label), strict=True))
        there = left.pop(one.key, None) if one.key else None
        rows += [({**line, **asks}, one) for line in there or [{}]]
    return [*rows, *((line, None) for line in chain(*left.values()))]


def _write(book: xlsxwriter.Workbook, blank: Blank, rows: Sequence[tuple[Line, Asked | None]], pale: bool) -> None:
    """Add the sheet of one table with its lines."""
    page, last = book.add_worksheet(blank.title), len(rows) + _MORE
    given = {"bg_color": f"#{PALE}"} if pale else {}
    for index, column in enumerate(blank.table.columns):
        look = {"num_format": FORMATS.get(column.kind, "@"), "valign": "top", "text_wrap": True}
        page.set_column(index, index, _ROOM.get(column.name) or width_of(blank, column), book.add_format(look))
        page.write_string(0, index, blank.header(column), header_look(book, column.required))
        note = note_of(blank, replace(column, kind="text") if column.name == "code" else column)
        page.write_comment(0, index, note, note_box(note))
        if rule := _rule(blank, column):
            page.data_validation(1, index, last, index, rule)
        cell = book.add_format({**look, **(given if column.name in ASKED else {})})
        for at, (line, _) in enumerate(rows, 1):
            _put(page, at, index, line.get(column.name), cell)
    _explain(page, blank, rows)
    _set_up(page, blank, last)


def _rule(blank: Blank, column: Column) -> dict[str, Any] | None:
    if column.name == "bound":  # a share may be one
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    return None if column.name == "community" else rule_of(blank, column, offered=False)


def _put(page: Worksheet, row: int, index: int, value: Any, look: Any) -> None:
    if value is None or value == "":
        page.write_blank(row, index, None, look)
    elif isinstance(value, date):  # a datetime too
        page.write_datetime(row, index, value, look)
    elif isinstance(value, str):
        page.write_string(row, index, value, look)
    else:
        page.write(row, index, value, look)


def _explain(page: Worksheet, blank: Blank, rows: Sequence[tuple[Line, Asked | None]]) -> None:
    """The reading beside what is asked for, and where a community is still to be named, that it is."""
    at = {column.name: index for index, column in enumerate(blank.table.columns)}
    for row, (_, line) in enumerate(rows, 1):
        if line is None:
            continue
        one = line.requirement
        reading = one.reading if blank.lang == "zh" else one.reading_en or one.reading
        page.write_comment(row, at["label"], reading, note_box(reading))
        if line.community == "":
            note = blank.speak("blanks.which_community", street=line.street)
            page.write_comment(row, at["community"], note, note_box(note))


def _set_up(page: Worksheet, blank: Blank, last: int) -> None:
    """Header and what is asked stay in view, lines can be filtered; A4 across, the header on every page."""
    right = len(blank.table.columns) - 1
    page.set_row(0, 34)
    page.freeze_panes(1, 3)
    page.autofilter(0, 0, last, right)
    page.ignore_errors({"number_stored_as_text": f"A2:{xl_col_to_name(right)}{last + 1}"})
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{blank.title.replace('&', '&&')}&R{blank.speak('blanks.page')}")
