"""What a workbook worked by hand is, and how it is written: records as handed in, and 核算步骤, line by line.

A line of 核算步骤 stands on the line of its record. Columns A to C are the evaluator's, typed; from D on stand
formulas. The values written beside the formulas are typed too: nothing here counts, so that Excel and we can be held
to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from evalkit.tables import TABLES

STEPS = "核算步骤"
FIRST = 3  # the line of the first record, under title and header
MONTHS = [date(2016, month, day) for month, day in ((7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31))]
MONTHS += [date(2017, month, day) for month, day in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30))]
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


@dataclass(frozen=True)
class Page:
    """One sheet of records: the table's columns by name, and its rows; a day that exists is written as a date."""

    table: str
    columns: tuple
    rows: tuple


@dataclass(frozen=True)
class Worked:
    """One workbook.

    ``lines``: (cells of the record, 是|重复|否, why, values of the helpers). Where it is made of ``parts`` (code ->
    requirement) a line is about one of them: (its words, its verdict, why, formulas with values).
    ``helpers``: (header, formula); in it # is the line, ^ the line above, ~ the last line, @ the own column and R! the
    sheet of records. ``answers``: (label, by hand, sentence, formulas with values from column D on, None to skip);
    in these [0] is the line of the first answer.
    """

    name: str
    question: str
    requirement: dict
    table: str
    columns: tuple
    lines: tuple
    helpers: tuple
    answers: tuple
    others: tuple = ()
    parts: Mapping = field(default_factory=dict)


def within(column):
    """Whether a cell of the records is a day of the contract year, as a formula."""
    return f"AND(ISNUMBER(R!{column}#),R!{column}#>=DATE(2016,7,1),R!{column}#<=DATE(2017,6,30))"


def even(column):
    """A cell of the records without blanks, the wide one too, as a formula."""
    return f'SUBSTITUTE(SUBSTITUTE(R!{column}#," ",""),"　","")'


def one_of(column, *words):
    """Whether a cell of the records holds one of some words, as a formula."""
    return "OR(" + ",".join(f'R!{column}#="{word}"' for word in words) + ")"


def first(key, flag):
    """The first line of its key among those flagged 1, as a formula."""
    return f"IF(AND({flag}#=1,COUNTIFS({key}${FIRST}:{key}#,{key}#,{flag}${FIRST}:{flag}#,1)=1),1,0)"


def whole_months(since, until):
    """Whole months from one cell to another, in which the last day of a short month is no day too early."""
    months = f"(YEAR({until})-YEAR({since}))*12+MONTH({until})-MONTH({since})"
    return f"MAX(0,{months}-IF(AND(DAY({until})<DAY({since}),MONTH({until}+1)=MONTH({until})),1,0))"


def each_month(condition):
    """Twelve helpers: 1 where the line is the first of its key (column D) that fulfils a condition at the month end."""
    formula = f"IF(AND({condition},SUMIFS(@$2:@^,$D$2:$D^,$D#)=0),1,0)"
    return [(month, formula) for month in MONTHS]


def in_post(since, until):
    """Whether somebody is in post on the day in the column's header; without a last day still in post."""
    return f'ISNUMBER(R!${since}#),R!${since}#<=@$2,OR(R!${until}#="",R!${until}#>=@$2)'


def bits(text):
    """Twelve typed months."""
    assert len(text) == 12, text
    return [int(one) for one in text]


def judged(value, verdict, formula, bound, sentence, *, at=0):
    """The last two answers, of which the first is the ``at``-th: the number, and whether it keeps the bound."""
    kept = f'IF(D[{at}]{bound},"达标","未达标")'
    return ("结果", value, sentence, [(formula, value)]), ("判定", verdict, "", [(kept, verdict)])


def counted(value, verdict, flag, bound, sentence):
    """The answers of a plain count: the sum of a column of flags."""
    return judged(value, verdict, f"SUM({flag}{FIRST}:{flag}~)", bound, sentence)


def shared(parts, value, verdict, bound, sentence):
    """The answers of a share: its two parts with their formulas, their quotient, and whether it keeps the bound."""
    parts = zip(("分子", "分母"), parts, strict=True)
    told = [(label, number, "", [(formula, number)]) for label, (number, formula) in parts]
    return (*told, *judged(value, verdict, "D[0]/D[1]", bound, sentence, at=2))


def write(worked, path):
    """Write one workbook, the same every time."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties({"title": "虚构样本", "created": datetime(2016, 7, 1, tzinfo=UTC)})
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True}),
            "month": book.add_format({"bold": True, "border": 1, "num_format": 'm"月"d"日"', "align": "center"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "share": book.add_format({"num_format": "0.0%"}),
            "hand": book.add_format({"bg_color": "#FFF4D6"}),
            "hand share": book.add_format({"bg_color": "#FFF4D6", "num_format": "0.0%"}),
        }
        pages = [Page(worked.table, worked.columns, tuple(line[0] for line in worked.lines)), *worked.others]
        for page in pages if worked.columns else worked.others:
            _write_page(book, page, looks)
        _write_steps(book.add_worksheet(STEPS), worked, looks)


def _write_page(book, page, looks):
    sheet = book.add_worksheet(TABLES[page.table].label)
    years = "第一年：2016年7月1日至2017年6月30日"
    sheet.write_string(0, 0, f"{TABLES[page.table].label}（{years}）【虚构样本】", looks["title"])
    sheet.write_row(1, 0, [TABLES[page.table].column(name).label for name in page.columns], looks["head"])
    sheet.set_column(0, len(page.columns) - 1, 14)
    sheet.freeze_panes(2, 0)
    for line, cells in enumerate(page.rows, FIRST):
        for column, cell in enumerate(cells):
            _write_cell(sheet, line - 1, column, cell, looks)


def _write_cell(sheet, row, column, cell, looks):
    if isinstance(cell, str) and cell:
        try:
            sheet.write_datetime(row, column, date.fromisoformat(cell), looks["day"])
        except ValueError:  # no such day, or no day at all
            sheet.write_string(row, column, cell)
    elif cell != "":
        sheet.write_number(row, column, cell)


def _write_steps(sheet, worked, looks):
    _write_heads(sheet, worked, looks)
    for line, (cells, word, why, values) in enumerate(worked.lines, FIRST):
        _write_hand(sheet, line, (cells if worked.parts else line, word, why), looks)
        pairs = zip(worked.helpers, values, strict=True)
        own = [value if worked.parts else (formula, value) for (_, formula), value in pairs]
        _write_formulas(sheet, line, own, worked, looks)
    for line, (label, hand, sentence, formulas) in enumerate(worked.answers, FIRST + len(worked.lines)):
        _write_hand(sheet, line, (label, hand, sentence), looks)
        _write_formulas(sheet, line, formulas, worked, looks)


def _write_heads(sheet, worked, looks):
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(2, 3)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 46)
    sheet.set_column(3, 3, 16)
    sheet.write_string(0, 0, f"虚构样本：逐行核算。{worked.question}", looks["title"])
    sheet.write_row(1, 0, ("部分" if worked.parts else "行", "手工核定", "理由"), looks["head"])
    for at, (label, _) in enumerate(worked.helpers, 3):
        if isinstance(label, date):
            sheet.write_datetime(1, at, label, looks["month"])
        else:
            sheet.write_string(1, at, label, looks["head"])


def _write_hand(sheet, line, cells, looks):
    for column, cell in enumerate(cells):
        if cell != "":
            sheet.write(line - 1, column, cell, looks["hand share" if isinstance(cell, float) else "hand"])


def _write_formulas(sheet, line, formulas, worked, looks):
    last = FIRST + len(worked.lines) - 1
    for column, found in enumerate(formulas, 3):
        if found is None:
            continue
        formula, value = found
        marks = {"R!": f"'{TABLES[worked.table].label}'!" if worked.table else "R!", "~": str(last)}
        marks |= {"#": str(line), "^": str(line - 1), "@": xl_col_to_name(column)}
        marks |= {f"[{at}]": str(last + 1 + at) for at in range(len(worked.answers))}
        for mark, meant in marks.items():
            formula = formula.replace(mark, meant)
        day = (value - date(1899, 12, 30)).days if isinstance(value, date) else None
        look = looks["day"] if day else looks["share"] if isinstance(value, float) else None
        sheet.write_formula(line - 1, column, f"={formula}", look, day or value)
