"""Small files that would keep a reader busy for minutes are answered at once."""

import time

import pytest
from packed import parts, xlsx, zipped
from test_opendocument import cell, ods, row, table

from evalkit.reading.workbook import UnreadableError, open_book

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
MANY = 60_000


def answered(data):
    """Why it was refused, or its rows; within seconds."""
    begun = time.perf_counter()
    try:
        told = open_book(data, "表").sheets[0].rows
    except UnreadableError as error:
        told = error.why
    assert time.perf_counter() - begun < 5
    return told


@pytest.mark.parametrize("open_tag", ["<c ", "<row ", "<c r='A1' ", '<row hidden="1" ', "<c><f>", '<c r="XFD9999"><f '])
def test_trust_15_tags_that_are_never_closed(open_tag):
    assert answered(xlsx(ROW + open_tag * MANY + "hidden=")) in {"damaged", "stray_cell"}


@pytest.mark.parametrize("element", ["<sheet ", "<workbookPr "])
def test_trust_15_a_list_of_sheets_that_is_never_closed(element):
    made = parts(f"<sheetData>{ROW}</sheetData>")
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("<sheets>", element * MANY + "<sheets>")
    assert answered(zipped(made)) == "damaged"


@pytest.mark.parametrize("open_tag", ["<td ", "<tr ", "<table ", "<td a='", '<a href="', "<!--", "</td ", "<?"])
@pytest.mark.parametrize(
    "head", ["<html>", '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:x">']
)
def test_trust_15_a_page_of_tags_that_are_never_closed(head, open_tag):
    page = f"{head}<table><tr><td>a</td></tr>{open_tag * 100_000}"
    assert answered(page.encode()) == "damaged"


def test_trust_15_an_open_document_that_never_ends():
    assert answered(ods(table(row(cell("a")) + "<table:table-cell "))) == "damaged"
