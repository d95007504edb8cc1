"""What two programs would read differently is read as it is meant, or refused in words; no row is lost in silence."""

import struct

import pytest
from packed import MAIN, STRICT, parts, xlsx, zipped

from evalkit.reading.workbook import UnreadableError, open_book

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
END, RECORD, LOCATOR = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_book(data, "表")
    return caught.value.why


def zip64(data, shift=0, *, sentinel=False):
    """The zip with the longer end record before its own, whose list begins ``shift`` bytes off."""
    at = data.rindex(END)
    count, size, start = struct.unpack_from("<HII", data, at + 10)
    record = RECORD + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start + shift)
    locator = LOCATOR + struct.pack("<IQI", 0, at, 1)
    end = data[at : at + 8] + struct.pack("<HHII", 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + data[at + 20 :]
    return data[:at] + record + locator + (end if sentinel else data[at:])


@pytest.mark.parametrize("sentinel", [False, True])
def test_an_end_record_of_large_files_that_agrees_is_read(sentinel):
    assert open_book(zip64(xlsx(ROW), sentinel=sentinel), "表").sheets[0].rows == [[1.0]]


def test_trust_15_two_end_records_that_disagree_are_refused():
    assert why(zip64(xlsx(ROW), shift=-1)) == "unsafe"


@pytest.mark.parametrize("main", [MAIN, STRICT])
def test_cells_with_a_prefix_of_their_own_are_read_and_looked_at(main):
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><x:c r="B1"><x:v>2</x:v></x:c></row><x:row r="2"><x:c r="A2" t="e"><x:v>#REF!'
    )
    made = parts(f"<sheetData>{cells}</x:v></x:c></x:row></sheetData>", main=main)
    made["xl/worksheets/sheet1.xml"] = made["xl/worksheets/sheet1.xml"].replace(">", f' xmlns:x="{main}">', 1)
    assert open_book(zipped(made), "表").sheets[0].rows == [[1.0, 2.0], ["#REF!", ""]]


def test_trust_19_a_far_cell_with_a_prefix_of_its_own_is_left_out():
    far = f'<x:row xmlns:x="{MAIN}" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    book = open_book(xlsx(ROW + far), "表")
    assert (book.sheets[0].rows, [note.code for note in book.notes]) == ([[1.0]], ["stray_cell"])


def test_cells_of_a_foreign_kind_are_refused():
    assert why(xlsx(ROW + '<y:row xmlns:y="urn:y" r="2"><y:c r="A2"><y:v>7</y:v></y:c></y:row>')) == "unsafe"


def test_a_sheet_with_two_lists_of_rows_is_refused():
    assert why(xlsx(f"<sheetData>{ROW}</sheetData><sheetData>{ROW}</sheetData>")) == "damaged"


def test_the_anchor_of_a_drawing_below_the_rows_is_no_row():
    anchor = '<controls xmlns:xdr="urn:d"><xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from></controls>'
    made = parts(f"<sheetData>{ROW}</sheetData>{anchor}")
    assert open_book(zipped(made), "表").sheets[0].rows == [[1.0]]
