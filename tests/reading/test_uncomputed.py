"""A nought that stands where nobody has computed a formula is no nought."""

import struct

import pytest
from packed import FORMULA, number, parts, record, xls, zipped
from test_opendocument import cell, ods, row, table

from evalkit.reading.workbook import open_book

ROW = '<row r="1"><c r="A1"><v>1</v></c>{}</row>'
COMPUTE = '<calcPr calcId="124519" fullCalcOnLoad="1"/>'
COPY = f'<property name="evalkit-copy-of"><vt:lpwstr>{"0" * 64} 台账.xlsx</vt:lpwstr></property>'


def rows(data):
    return open_book(data, "表").sheets[0].rows


def xlsx(cells, more=(), compute=COMPUTE):
    made = parts(f"<sheetData>{ROW.format(cells)}</sheetData>") | dict(more)
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("</workbook>", f"{compute}</workbook>")
    return zipped(made)


@pytest.mark.parametrize("told", ["<f>A1+4</f><v>0</v>", '<f t="n" >A1+4</f>\n<v>0.0</v>'])
def test_trust_31_a_nought_of_a_workbook_still_to_be_computed_stands_as_its_formula(told):
    assert rows(xlsx(f'<c r="B1">{told}</c>')) == [[1.0, "=A1+4"]]


def test_trust_31_noughts_that_were_computed_or_typed_stay():
    assert rows(xlsx('<c r="B1"><v>0</v></c><c r="C1"><f>A1+4</f><v>5</v></c>')) == [[1.0, 0.0, 5.0]]
    assert rows(xlsx('<c r="B1"><f>A1-1</f><v>0</v></c>', compute="")) == [[1.0, 0.0]]
    assert rows(xlsx('<c r="B1"><f>A1-1</f><v>0</v></c>', compute='<calcPr fullCalcOnLoad="0"/>')) == [[1.0, 0.0]]
    assert rows(xlsx('<c r="B1" t="str"><f>A1&amp;""</f><v>0</v></c>')) == [[1.0, "0"]]


def test_trust_31_the_noughts_of_our_own_copies_are_those_of_the_original():
    assert rows(xlsx('<c r="B1"><f>A1-1</f><v>0</v></c>', {"docProps/custom.xml": COPY})) == [[1.0, 0.0]]


def formula(value, flags):
    head = struct.pack("<HHHdHI", 0, 1, 0, value, flags, 0)
    return record(FORMULA, head + struct.pack("<H", 3) + b"\x1e\x01\x00")


def test_trust_31_a_nought_of_a_binary_workbook_still_to_be_computed_is_none():
    assert rows(xls(number(0, 0, 1) + formula(0.0, 2))) == [[1.0, "=…"]]
    assert rows(xls(number(0, 0, 1) + formula(0.0, 0))) == [[1.0, 0.0]]
    assert rows(xls(number(0, 0, 1) + formula(3.0, 2))) == [[1.0, 3.0]]


@pytest.mark.parametrize("end", ["/>", "></table:table-cell>", "><text:p/></table:table-cell>"])
def test_trust_31_a_formula_of_an_open_document_without_a_value_stands_as_its_text(end):
    lone = f'<table:table-cell table:formula="of:=SUM([.A1:.A9])"{end}'
    assert rows(ods(table(row(cell("a"), lone)))) == [["a", "=SUM([.A1:.A9])"]]
    twice = lone.replace(" table:formula", ' table:number-columns-repeated="2" table:formula')
    assert rows(ods(table(row(twice, cell("a"))))) == [["=SUM([.A1:.A9])", "=SUM([.A1:.A9])", "a"]]


def test_trust_31_a_formula_of_an_open_document_with_its_value_gives_that():
    worked = cell("0", ' office:value="0" table:formula="of:=1-1"', "float")
    assert rows(ods(table(row(worked)))) == [[0.0]]
