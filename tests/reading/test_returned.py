"""What evalkit itself wrote for an agency is known again."""

import zipfile

import pytest
from packed import parts, xlsx, zipped

from evalkit.reading.package import PROPERTY
from evalkit.reading.returned import copy_of
from evalkit.reading.workbook import UnreadableError, open_book

ORIGINAL = f'<property name="{PROPERTY}"><vt:lpwstr>{"0" * 64} 台账.xlsx</vt:lpwstr></property>'


def test_a_marked_copy_names_its_original():
    told = zipped(parts("<sheetData/>") | {"docProps/custom.xml": ORIGINAL})
    assert copy_of(told) == ("0" * 64, "台账.xlsx")
    declared = ORIGINAL.replace(
        "<vt:lpwstr>", '<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/docPropsVTypes">'
    )
    assert copy_of(zipped(parts("<sheetData/>") | {"docProps/custom.xml": declared})) == ("0" * 64, "台账.xlsx")
    assert copy_of(xlsx("")) == ("", "")


def test_properties_that_are_damaged_cost_no_record():
    row = '<row r="1"><c r="A1" t="str"><v>新升社区</v></c></row>'
    whole = zipped(parts(f"<sheetData>{row}</sheetData>") | {"docProps/custom.xml": ORIGINAL}, zipfile.ZIP_STORED)
    torn = whole.replace(b"lpwstr>000", b"lpwstr>111", 1)
    assert copy_of(torn) == ("", "")
    assert open_book(torn, "表").sheets[0].rows == [["新升社区"]]


@pytest.mark.parametrize("second", ["content.xml", "xl/workbook.bin", "XL/Workbook.bin"])
def test_trust_14_a_file_that_is_two_workbooks_at_once_is_refused(second):
    with pytest.raises(UnreadableError) as refused:
        open_book(zipped(parts("<sheetData/>") | {second: "x"}), "表")
    assert refused.value.why == "unsafe"


@pytest.mark.parametrize("sheet", ['<cols><col min="x" max="2" hidden="1"/></cols><sheetData/>'])
def test_trust_08_a_part_that_says_what_no_workbook_can_say_is_damaged(sheet):
    with pytest.raises(UnreadableError) as refused:
        open_book(xlsx(sheet), "表")
    assert refused.value.why == "damaged"
