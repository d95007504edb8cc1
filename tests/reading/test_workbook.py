"""Files are opened by what they hold; what cannot be opened says why."""

from datetime import date

import pytest
from books import VISITS, book, visit
from packed import STRICT, STRICT_OFFICE, parts, xls, xlsx, zipped
from packed import number as number_record
from python_calamine import PasswordError

from evalkit.reading import workbook
from evalkit.reading.formats import OLE, kind
from evalkit.reading.workbook import Note, UnreadableError, open_book, open_sheets
from evalkit.words import sentences

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_book(data, "表")
    return caught.value.why


# ---- what a file is


def test_trust_10_content_decides_and_not_the_suffix(tmp_path):
    """The name alone is handed on, without a suffix: a workbook called .csv or .xls is still a workbook."""
    path = book(tmp_path, "表.csv", {"探访": [VISITS, visit()]})
    assert open_book(path.read_bytes(), "表").sheets[0].rows[1] == visit()
    assert open_book(xls(number_record(0, 0, 1)), "表").sheets[0].rows == [[1.0]]
    assert open_book("社区,日期\n".encode(), "表").sheets[0].rows == [["社区", "日期"]]


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_trust_08_an_empty_file_says_so(data):
    assert why(data) == "empty"


def test_trust_08_a_truncated_workbook_says_that_it_was_not_sent_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    data = book(tmp_path, "表.xlsx", {"探访": [VISITS, visit()]}).read_bytes()
    with pytest.raises(UnreadableError, match=r"^文件损坏或未传完"):
        open_book(data[: len(data) // 2], "表")


@pytest.mark.parametrize("data", [OLE + b"\0" * 600, b"PK\x03\x04junk", b"\x01\x00\xff\xfe\x00" * 50])
def test_trust_08_random_bytes_are_a_damaged_file(data):
    assert why(data) == "damaged"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "document"),
        (b"{\\rtf1\\ansi}", "document"),
        (zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<w/>"}), "document"),
        (zipped({"探访.xlsx": "x"}), "archive"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00", "archive"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x09\x04\x06\x00\x00\x04\x10\x00", "old"),
        (b'<?xml version="1.0"?>\n<office:document/>', "old"),
        (b"<html><body></body></html>", "markup"),
    ],
)
def test_what_is_no_workbook_is_named(data, expected):
    assert why(data) == expected


@pytest.mark.parametrize("words", ["<5人,x\n", "<未填>,社区\n", "PK编号,社区\n"])
def test_a_text_that_begins_like_something_else_is_a_text(words):
    assert kind(words.encode()) == "text"


def test_every_reason_has_its_sentence():
    reasons = {key.removeprefix("why_") for key in sentences("reading") if key.startswith("why_")}
    assert {"big5", "doctype", "unsafe", "document", "archive", "picture", "old", "damaged_text"} <= reasons


# ---- what a workbook holds


def test_rows_and_columns_keep_their_numbers_where_the_first_ones_are_empty(tmp_path):
    path = book(tmp_path, "表.xlsx", {"探访": [[], ["", ""], ["", "x", date(2016, 8, 15)]]})
    (sheet,) = open_book(path.read_bytes(), "表").sheets
    assert sheet.rows[2] == ["", "x", date(2016, 8, 15)]


def test_trust_24_26_merged_ranges_and_hidden_sheets_are_told(tmp_path):
    sheets = {"甲": [["x", "y"], ["1", "2"], ["", "3"]], "乙": [["z"]]}
    path = book(tmp_path, "表.xlsx", sheets, merged=[("甲", 1, 0, 2, 0)], hidden=["乙"])
    first, second = open_book(path.read_bytes(), "表").sheets
    assert (first.merged, first.hidden, second.hidden) == (((1, 0, 2, 0),), False, True)


def test_trust_24_a_very_hidden_sheet_is_hidden():
    made = parts(f"<sheetData>{ONE}</sheetData>")
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("<sheet ", '<sheet state="veryHidden" ')
    assert open_book(zipped(made), "表").sheets[0].hidden


def test_trust_13_macros_are_told_of_and_a_sheet_of_macros_does_not_cost_the_others():
    made = parts(f"<sheetData>{ONE}</sheetData>")
    made["xl/macrosheets/sheet1.xml"] = "<xm:macrosheet/>"
    kind_of = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        "</Rel", f'<Relationship Id="r2" Type="{kind_of}" Target="macrosheets/sheet1.xml"/></Rel'
    )
    listed = made["xl/workbook.xml"]
    made["xl/workbook.xml"] = listed.replace("<sheets>", '<sheets><sheet name="M" sheetId="2" r:id="r2"/>')
    read = open_book(zipped(made), "表")
    assert ([sheet.name for sheet in read.sheets], read.sheets[0].rows) == (["表"], [[1.0]])
    assert read.notes == (Note("macros"),)


def test_trust_13_a_project_of_macros_is_told_of():
    assert open_book(zipped(parts(f"<sheetData>{ONE}</sheetData>") | {"xl/vbaProject.bin": b"x"}), "表").notes == (
        Note("macros"),
    )


def test_trust_14_strict_open_xml_is_read():
    assert open_book(xlsx(ONE, main=STRICT, office=STRICT_OFFICE), "表").sheets[0].rows == [[1.0]]


def test_trust_14_an_empty_answer_is_not_an_empty_workbook():
    made = parts(f"<sheetData>{ONE}</sheetData>")
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("sheets", "leaves").replace("<sheet ", "<leaf ")
    assert why(zipped(made)) == "damaged"


def test_trust_32_links_to_other_files_are_told_of():
    made = parts(f"<sheetData>{ONE}</sheetData>") | {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    assert open_book(zipped(made), "表").notes == (Note("external_links"),)


@pytest.mark.parametrize(("flag", "expected"), [("1", True), ("true", True), ("0", False)])
def test_trust_43_the_flag_of_1904(flag, expected):
    assert open_book(xlsx(ONE, properties=f'<workbookPr date1904="{flag}"/>'), "表").date1904 is expected


def test_trust_65_control_characters_are_told_of():
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>a\x01b</t></is></c></row>'
    assert open_book(xlsx(cell), "表").notes == (Note("control_characters"),)


def test_trust_66_a_text_like_an_escape_comes_back_from_a_workbook_of_another_writer(tmp_path):
    path = book(tmp_path, "表.xlsx", {"探访": [["_x0041_", "_x000D_"]]})
    assert open_book(path.read_bytes(), "表").sheets[0].rows == [["_x0041_", "_x000D_"]]


def test_a_workbook_of_charts_alone_has_no_sheets_of_cells():
    made = parts("")
    made["xl/chartsheets/sheet1.xml"] = made.pop("xl/worksheets/sheet1.xml").replace("worksheet", "chartsheet")
    relations = made["xl/_rels/workbook.xml.rels"]
    made["xl/_rels/workbook.xml.rels"] = relations.replace("worksheet", "chartsheet")
    assert open_book(zipped(made), "表").sheets == []


def test_two_sheets_of_one_part_are_each_read():
    made = parts(f"<sheetData>{ONE}</sheetData>")
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="再" sheetId="2" r:id="r1"/></sheets>'
    )
    assert [sheet.rows for sheet in open_book(zipped(made), "表").sheets] == [[[1.0]], [[1.0]]]


def test_the_cells_of_all_sheets_together_have_a_bound(monkeypatch):
    monkeypatch.setattr(workbook, "_LARGEST_BOOK", 10)
    rows = '<row r="1"><c r="C1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    assert open_book(xlsx(rows), "表").sheets[0].rows == [["", "", 1.0], [1.0, "", ""]]
    assert why(xlsx(rows + '<row r="4"><c r="A4"><v>1</v></c></row>')) == "stray_cell"


# ---- when the reading library fails


def failing(monkeypatch, error):
    def fail(_):
        raise error

    monkeypatch.setattr(workbook, "CalamineWorkbook", type("Book", (), {"from_filelike": fail}))


def test_trust_09_a_password_that_library_finds_is_named(monkeypatch):
    failing(monkeypatch, PasswordError("Workbook is password protected"))
    assert why(xlsx(ONE)) == "password"


class Panic(BaseException):
    """As the reading library raises it: no Exception."""


def test_trust_22_a_panic_of_the_reading_library_is_a_damaged_file(monkeypatch):
    failing(monkeypatch, Panic())
    assert why(xlsx(ONE)) == "damaged"


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_is_no_fault_of_the_file_passes_through(monkeypatch, error):
    failing(monkeypatch, error())
    with pytest.raises(error):
        open_book(xlsx(ONE), "表")


def test_the_sheets_alone():
    data = xlsx(ONE)
    assert open_sheets(data, "表") == open_book(data, "表").sheets
