"""The zipped workbook of binary parts."""

import struct

import pytest
from packed import parts, zipped

from evalkit.reading.workbook import Note, UnreadableError, open_book


def record(kind, content=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(content)
    return head + (bytes([length]) if length < 128 else bytes([length & 0x7F | 0x80, length >> 7])) + content


def words(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def row(index, hidden=False):
    return record(0, struct.pack("<IIHBBBI", index, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def real(column, value):
    return record(5, struct.pack("<IId", column, 0, value))


def error(column, code):
    return record(3, struct.pack("<IIB", column, 0, code))


def computed(column, value, flags=0):
    return record(9, struct.pack("<IIdH", column, 0, value, flags) + struct.pack("<I3sI", 3, b"\x1e\x01\x00", 0))


def xlsb(cells, before=b"", after=b"", flags=0, more=(), *, compute=b""):
    sheet = (
        record(129) + record(148, struct.pack("<IIII", 0, 0, 0, 0)) + before + record(145) + cells + record(146) + after
    )
    book = record(131) + record(153, struct.pack("<II", flags, 0) + words("")) + record(143)
    book += record(156, struct.pack("<II", 0, 1) + words("r1") + words("表")) + record(144) + compute + record(132)
    made = parts("")
    relations = made["xl/_rels/workbook.xml.rels"].replace("sheet1.xml", "sheet1.bin")
    types = made["[Content_Types].xml"]
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": made["_rels/.rels"].replace("workbook.xml", "workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": sheet + record(130),
            **dict(more),
        }
    )


def test_trust_30_errors_stand_as_their_text():
    book = open_book(xlsb(row(0) + real(0, 1.0) + error(1, 0x2A) + row(1) + error(2, 0x17)), "表")
    assert book.sheets[0].rows == [[1.0, "#N/A", ""], ["", "", "#REF!"]]


def test_trust_25_26_43_hidden_merged_and_the_flag_of_1904():
    columns = record(390) + record(60, struct.pack("<IIIIH", 1, 5, 0, 0, 1)) + record(391)
    merged = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<IIII", 0, 1, 2, 3)) + record(178)
    cells = row(0) + real(0, 1.0) + row(1, hidden=True) + real(1, 2.0)
    book = open_book(xlsb(cells, columns, merged, flags=1), "表")
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == ({1}, {1})
    assert (book.sheets[0].merged, book.date1904) == (((0, 2, 1, 3),), True)
    assert book.notes == (Note("hidden_rows", "表", "2"), Note("hidden_columns", "表", "B"))


def test_trust_25_rows_and_columns_without_height_or_width_are_hidden():
    columns = record(390) + record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 0)) + record(391)
    flat = record(0, struct.pack("<IIHBBBI", 1, 0, 0, 0, 0x20, 0, 0))
    (sheet,) = open_book(xlsb(row(0) + real(0, 1.0) + flat + real(1, 2.0), columns), "表").sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_trust_19_a_cell_in_the_farthest_corner_is_refused():
    with pytest.raises(UnreadableError) as caught:
        open_book(xlsb(row(0) + real(0, 1.0) + row(1_048_575) + real(16_383, 2.0)), "表")
    assert caught.value.why == "stray_cell"


def test_trust_31_a_nought_still_to_be_computed_stands_as_a_formula():
    def rows(cells, on_load):
        told = record(157, struct.pack("<IIIdIH", 191029, 1, 100, 0.001, 1, 0x6A | on_load))
        return open_book(xlsb(row(0) + real(0, 0.0) + cells, compute=told), "表").sheets[0].rows

    assert rows(computed(1, 0.0, flags=2), on_load=0) == [[0.0, "=…"]]
    assert rows(computed(1, 0.0) + computed(2, 5.0), on_load=1) == [[0.0, "=…", 5.0]]
    assert rows(computed(1, 0.0) + computed(2, 5.0, flags=2), on_load=0) == [[0.0, 0.0, 5.0]]


def test_trust_13_32_macros_and_links_are_told_of():
    more = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.bin": b"x"}
    assert open_book(xlsb(row(0) + real(0, 1.0), more=more), "表").notes == (Note("macros"), Note("external_links"))


def test_trust_08_a_part_that_breaks_off_is_damaged():
    with pytest.raises(UnreadableError) as caught:
        open_book(xlsb(row(0) + b"\x05\x10\x00"), "表")
    assert caught.value.why == "damaged"
