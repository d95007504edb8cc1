"""The binary workbook: errors, hidden rows, passwords and far cells are taken from its records."""

import struct

import pytest
from packed import (
    BOOLERR,
    COLINFO,
    DATE_MODE,
    FILEPASS,
    FORMULA,
    ROW,
    SUPBOOK,
    biff,
    compound,
    number,
    record,
    xls,
)  # fmt: skip

from evalkit.reading.workbook import Note, UnreadableError, open_book


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_book(data, "表")
    return caught.value.why


def error(row, column, code):
    return record(BOOLERR, struct.pack("<HHHBB", row, column, 0, code, 1))


def test_trust_10_11_a_binary_workbook_is_read_by_what_it_holds():
    """WPS writes the same under the suffix .et."""
    book = open_book(xls(number(0, 0, 1.5) + number(1, 1, 2)), "表")
    assert (book.sheets[0].name, book.sheets[0].rows, book.notes) == ("S", [[1.5, ""], ["", 2.0]], ())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0F, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1D, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2A, "#N/A"),
    ],
)
def test_trust_30_an_error_stands_as_its_text(code, words):
    (sheet,) = open_book(xls(number(0, 0, 1) + error(1, 2, code)), "表").sheets
    assert sheet.rows == [[1.0, "", ""], ["", "", words]]


@pytest.mark.parametrize("rows", [2, 70_000, 0xFFFFFFFF])
def test_trust_21_the_size_a_sheet_claims_is_ignored(rows):
    claimed = record(0x200, struct.pack("<IIHHH", 0, rows, 0, 256, 0))
    assert open_book(xls(claimed + number(0, 0, 1) + number(1, 1, 2)), "表").sheets[0].rows == [[1.0, ""], ["", 2.0]]


def test_trust_30_a_formula_whose_result_is_an_error():
    result = struct.pack("<BBBBHH", 2, 0, 0x17, 0, 0, 0xFFFF)
    formula = record(FORMULA, struct.pack("<HHH", 1, 0, 0) + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")
    (sheet,) = open_book(xls(number(0, 0, 1) + formula), "表").sheets
    assert sheet.rows == [[1.0], ["#REF!"]]


def test_a_yes_or_no_is_no_error():
    flag = record(BOOLERR, struct.pack("<HHHBB", 0, 0, 0, 1, 0))
    assert open_book(xls(flag), "表").sheets[0].rows == [[True]]


def test_trust_25_hidden_rows_and_columns():
    hidden = record(ROW, struct.pack("<HHHHHHHH", 1, 0, 2, 255, 0, 0, 0x20, 0))
    shown = record(ROW, struct.pack("<HHHHHHHH", 0, 0, 2, 255, 0, 0, 0, 0))
    columns = record(COLINFO, struct.pack("<HHHHHH", 1, 255, 0, 0, 1, 0))
    book = open_book(xls(columns + shown + hidden + number(0, 0, 1) + number(1, 1, 2)), "表")
    assert (book.sheets[0].hidden_rows, book.sheets[0].hidden_columns) == ({1}, {1})
    assert book.notes == (Note("hidden_rows", "S", "2"), Note("hidden_columns", "S", "B"))


def test_trust_25_rows_and_columns_without_height_or_width_are_hidden():
    flat = record(ROW, struct.pack("<HHHHHHHH", 1, 0, 2, 0, 0, 0, 0x40, 0))  # a height of its own, and that is none
    unsaid = record(ROW, struct.pack("<HHHHHHHH", 0, 0, 2, 0, 0, 0, 0, 0))
    columns = record(COLINFO, struct.pack("<HHHHHH", 1, 1, 0, 0, 0, 0))
    (sheet,) = open_book(xls(columns + unsaid + flat + number(0, 0, 1) + number(1, 1, 2)), "表").sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})


def test_trust_43_the_flag_of_1904():
    cells = number(0, 0, 1)
    assert open_book(xls(cells, record(DATE_MODE, b"\1\0")), "表").date1904
    assert not open_book(xls(cells, record(DATE_MODE, b"\0\0")), "表").date1904


def test_trust_09_a_password_in_the_records():
    assert why(xls(number(0, 0, 1), record(FILEPASS, struct.pack("<HHH", 0, 0x1234, 0x5678)))) == "password"


def test_trust_09_the_envelope_of_an_encrypted_workbook():
    assert why(compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(64)})) == "password"


def test_trust_09_the_sentence_asks_for_the_file_without_it(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    assert str(UnreadableError("password")) == "文件有密码，无法读取。请去除密码后重新提交。"


def test_trust_13_macros_are_told_of():
    cells = {"Workbook": biff(number(0, 0, 1))}
    book = open_book(compound(cells | {"_VBA_PROJECT_CUR": b"x"}), "表")
    assert (book.sheets[0].rows, book.notes) == ([[1.0]], (Note("macros"),))


def test_trust_13_a_sheet_of_macros_is_told_of():
    assert open_book(xls(number(0, 0, 1), kind=1), "表").notes == (Note("macros"),)


def test_trust_32_links_to_other_files_are_told_of_and_those_within_are_none():
    outside = record(SUPBOOK, struct.pack("<HHB", 1, 5, 0) + b"a.xls")
    within = record(SUPBOOK, struct.pack("<HH", 1, 0x0401))
    assert open_book(xls(number(0, 0, 1), outside), "表").notes == (Note("external_links"),)
    assert open_book(xls(number(0, 0, 1), within), "表").notes == ()


def test_trust_19_a_stray_cell_is_left_out_and_named():
    book = open_book(xls(number(0, 0, 1) + number(1, 1, 2) + number(65535, 255, 9)), "表")
    assert book.sheets[0].rows == [[1.0, ""], ["", 2.0]]
    assert book.notes == (Note("stray_cell", "S", "IV65536"),)


def test_trust_08_a_truncated_binary_workbook_is_damaged():
    data = xls(number(0, 0, 1))
    assert why(data[:1400]) == why(data[:40]) == "damaged"


def test_trust_08_a_chain_of_sectors_that_runs_in_a_circle_is_damaged():
    data = bytearray(xls(number(0, 0, 1)))
    data[512 + 4 * 2 : 512 + 4 * 3] = struct.pack("<I", 2)
    assert why(bytes(data)) == "damaged"


def test_a_document_in_the_same_envelope_is_named():
    assert why(compound({"WordDocument": b"x"})) == "document"


def test_trust_11_an_envelope_of_something_else_asks_for_xlsx(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    assert why(compound({"Contents": b"x"})) == "old"
    assert "另存为 .xlsx" in str(UnreadableError("old"))


def test_small_streams_are_found_in_their_own_place():
    """A workbook of less than 4,096 bytes stands in sectors of 64 bytes."""
    stream = biff(number(0, 0, 1), record(DATE_MODE, b"\1\0"))
    data = bytearray(compound({"Workbook": stream, "Small": bytes(4096)}))
    length, small = len(stream), -(-len(stream) // 64)
    entry = 1024
    assert data[entry : entry + 8].decode("utf-16-le") == "Root"
    first, second = (struct.unpack_from("<I", data, entry + at * 128 + 116)[0] for at in (1, 2))
    struct.pack_into(
        "<IQ", data, entry + 116, first, 4096
    )  # the root holds the small sectors: the workbook's old place
    struct.pack_into("<IQ", data, entry + 128 + 116, 0, length)
    struct.pack_into("<II", data, 60, second, 1)  # and the table of their chain: the other stream's place
    chain = [*range(1, small), 0xFFFFFFFE]
    struct.pack_into(f"<{small}I", data, (second + 1) * 512, *chain)
    assert open_book(bytes(data), "表").date1904


def labelled(row, column, words):
    """A cell of text inside its record, in UTF-16 as every such workbook writes it."""
    text = words.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(words), 1) + text)


@pytest.mark.parametrize("page", [936, 1252, 54936, 10008, 1200])
def test_texts_are_unicode_whatever_code_page_the_workbook_names(page):
    data = xls(labelled(0, 0, "新升社区"), before=record(0x0042, struct.pack("<H", page)))
    assert open_book(data, "表").sheets[0].rows == [["新升社区"]]


def test_a_number_that_is_none_is_an_error_and_not_a_blank():
    assert open_book(xls(number(0, 0, float("nan")) + number(1, 0, 2)), "表").sheets[0].rows == [["#NUM!"], [2.0]]


def test_a_formula_in_the_record_of_an_older_version_keeps_its_value():
    value = struct.pack("<HHHd", 1, 0, 0, 7.5) + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00"
    (sheet,) = open_book(xls(number(0, 0, 1) + record(0x0406, value)), "表").sheets
    assert sheet.rows == [[1.0], [7.5]]


def test_the_text_of_a_formula_is_whole_where_it_goes_on_in_another_record():
    value = struct.pack("<HHH", 1, 0, 0) + b"\x00\x00\x00\x00\x00\x00\xff\xff" + bytes(8) + b"\x1e\x01\x00"
    begun = record(0x0207, struct.pack("<HB", 8000, 0) + b"a" * 5000)
    goes_on = record(0x003C, b"\x01" + ("社" * 3000).encode("utf-16-le"))
    (sheet,) = open_book(xls(number(0, 0, 1) + record(0x0006, value) + begun + goes_on), "表").sheets
    assert sheet.rows == [[1.0], ["a" * 5000 + "社" * 3000]]
