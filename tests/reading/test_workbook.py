"""Files are opened by what they hold; what cannot be opened says why."""

import io
import zipfile
from datetime import date

import pytest
from books import VISITS, book, visit
from python_calamine import CalamineWorkbook, PasswordError

from evalkit.reading.preflight import inspect_zip
from evalkit.reading.workbook import UnreadableError, decode, open_sheets

ROWS = [["社区", "日期"], ["新升", "8.15"], ["𠮷祥", "2016-08-15"]]
TEXT = "\n".join(",".join(row) for row in ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_sheets(data, "表")
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom"])
def test_a_text_is_read_in_each_encoding_with_rare_names_whole(encoding):
    data = b"\xff\xfe" + TEXT.encode("utf-16-le") if encoding == "utf-16-le-bom" else TEXT.encode(encoding)
    (sheet,) = open_sheets(data, "探访")
    assert (sheet.name, sheet.rows) == ("探访", ROWS)


def test_a_short_gbk_text_of_mostly_ascii_is_not_taken_for_another_language():
    assert decode("a,b,c,d\n1,2,3,户\n".encode("gbk")) == "a,b,c,d\n1,2,3,户\n"


def test_a_text_that_no_encoding_fits_is_refused():
    assert why("探访".encode("gbk")[:3] + b"\xff\xff").why == "encoding"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(delimiter):
    (sheet,) = open_sheets(TEXT.replace(",", delimiter).encode(), "表")
    assert sheet.rows == ROWS


def test_quoted_cells_keep_their_delimiters_and_line_breaks():
    (sheet,) = open_sheets('a,b\n"一,二","三\n四"\n'.encode(), "表")
    assert sheet.rows[1] == ["一,二", "三\n四"]


def test_a_text_does_not_tell_6_3_from_6_30_so_it_is_the_number_there():
    (sheet,) = open_sheets("日期,x\n6.3,6.30\n".encode(), "表")
    assert sheet.rows[1] == [6.3, "6.30"]


def test_a_workbook_under_another_suffix_is_still_a_workbook(tmp_path):
    path = book(tmp_path, "表.xlsx", {"探访": [VISITS, visit()]})
    assert open_sheets(path.read_bytes(), "表.csv")[0].rows[1] == visit()


def test_rows_and_columns_keep_their_numbers_where_the_first_ones_are_empty(tmp_path):
    path = book(tmp_path, "表.xlsx", {"探访": [[], ["", ""], ["", "x", date(2016, 8, 15)]]})
    (sheet,) = open_sheets(path.read_bytes(), "表")
    assert sheet.rows[2] == ["", "x", date(2016, 8, 15)]


def test_merged_ranges_and_hidden_sheets_are_told(tmp_path):
    sheets = {"甲": [["x", "y"], ["1", "2"], ["", "3"]], "乙": [["z"]]}
    path = book(tmp_path, "表.xlsx", sheets, merged=[("甲", 1, 0, 2, 0)], hidden=["乙"])
    first, second = open_sheets(path.read_bytes(), "表")
    assert (first.merged, first.hidden, second.hidden) == (((1, 0, 2, 0),), False, True)


def test_an_empty_file_says_so():
    assert why(b"").why == why(b" \r\n").why == "empty"


def test_a_truncated_workbook_says_that_it_was_not_sent_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    data = book(tmp_path, "表.xlsx", {"探访": [VISITS, visit()]}).read_bytes()
    assert str(why(data[: len(data) // 2])).startswith("文件损坏或未传完")


@pytest.mark.parametrize("data", [OLE + b"\0" * 600, b"PK\x03\x04junk", b"\x01\x00\xff\xfe\x00" * 50])
def test_random_bytes_are_a_damaged_file(data):
    assert why(data).why == "damaged"


def test_a_zip_that_holds_no_workbook_is_damaged():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert why(made.getvalue()).why == "damaged"


def test_a_web_page_called_xls_is_recognised():
    assert why(b"<html><table><tr><td>1</td></tr></table></html>").why == "markup"


def test_a_password_is_named(tmp_path, monkeypatch):
    def refuse(_):
        raise PasswordError("Workbook is password protected")

    data = book(tmp_path, "表.xlsx", {"探访": [VISITS]}).read_bytes()
    monkeypatch.setattr("evalkit.reading.workbook.CalamineWorkbook", type("Book", (), {"from_filelike": refuse}))
    assert why(data).why == "password"


def test_the_envelope_of_an_encrypted_workbook_is_named_a_password():
    data = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert why(data).why == "password"


def test_a_panic_of_the_reading_library_is_a_damaged_file(tmp_path, monkeypatch):
    class Panic(BaseException):
        """As the reading library raises it: no Exception."""

    def panic(_):
        raise Panic

    data = book(tmp_path, "表.xlsx", {"探访": [VISITS]}).read_bytes()
    monkeypatch.setattr("evalkit.reading.workbook.CalamineWorkbook", type("Book", (), {"from_filelike": panic}))
    assert why(data).why == "damaged"


@pytest.mark.parametrize(("corner", "expected"), [("XFD1048576", "stray_cell"), ("T5000", "")])
def test_a_cell_in_the_farthest_corner_is_refused_before_it_eats_the_memory(corner, expected):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="{corner}"><v>1</v></c></row>'
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    assert inspect_zip(made.getvalue()) == expected


def test_merely_formatted_cells_far_out_do_not_hinder():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", '<c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/>')
    assert inspect_zip(made.getvalue()) == ""


def test_a_workbook_that_unpacks_to_more_than_500_megabytes_is_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x", "w") as part:
        for _ in range(51):
            part.write(bytes(10 << 20))
    assert inspect_zip(made.getvalue()) == "too_large"


def test_formatting_far_out_is_no_data_to_the_reading_library(tmp_path):
    path = book(tmp_path, "表.xlsx", {"探访": [VISITS, visit()]})
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).end == (1, 4)


def test_an_open_document_sheet_is_read(tmp_path):
    def cell(words):
        return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="探访">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    (sheet,) = open_sheets(made.getvalue(), "表")
    assert (sheet.name, sheet.rows) == ("探访", ROWS)
