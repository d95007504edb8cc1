"""Workbooks and texts drawn in a test, written as an agency would hand them in, and read back."""

import csv
from datetime import date

import xlsxwriter

from evalkit.plan import read_plan
from evalkit.reading.files import Submission
from evalkit.reading.headers import find_header, vocabulary
from evalkit.reading.rows import read_part
from evalkit.reading.setting import setting_of
from evalkit.reading.workbook import Sheet
from evalkit.records import read_records

PLAN = read_plan("suzhou-2016")
PLACE = "2016/狮山街道"
VISITS = ["社区", "探访日期", "户主姓名", "家庭住址", "走访情况"]
COMMUNITIES = [["社区", "纳入服务日期"], ["新升社区", "2016-07-01"], ["何山社区", "2016-07-01"]]


def visit(number=1, day="2016-08-15", community="新升社区"):
    return [community, day, f"张样本{number}", f"新升新苑{number}幢101室", "完成"]


def book(folder, name, sheets, merged=(), hidden=()):
    """A workbook under ``folder``: sheet name -> rows; merged ranges (sheet, top, left, bottom, right) from 0."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"in_memory": True}) as made:
        dated = made.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for row, line in enumerate(rows):
                for column, cell in enumerate(line):
                    _write(sheet, row, column, cell, dated)
            for of, *span in merged:
                if of == title:
                    sheet.merge_range(*span, rows[span[0]][span[1]])
            if title in hidden:
                sheet.hide()
    return path


def _write(sheet, row, column, cell, dated):
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, dated)
    else:
        sheet.write(row, column, cell)


def delimited(folder, name, rows, encoding="gb18030", delimiter=","):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as made:
        csv.writer(made, delimiter=delimiter).writerows(rows)
    return path


def read(folder, street=None):
    return read_records(folder, PLAN, street)


def part(rows, name="探访", merged=(), year=1, file=f"{PLACE}/探访.xlsx"):
    """What one sheet gives, without a disk."""
    sheet = Sheet(name, rows, tuple(merged))
    header = find_header(sheet, [name], vocabulary({}))
    return read_part(sheet, header, Submission(None, file, "狮山街道", year), setting_of(PLAN))


def codes(records):
    """(code, row, column letter) of every fault met."""
    return [tuple(row) for row in records.cells[["code", "row", "column"]].itertuples(index=False)]
