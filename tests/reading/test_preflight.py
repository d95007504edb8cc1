"""What would eat the memory or lies about itself is refused before it is opened."""

import io
import struct
import zipfile

import pytest
from packed import parts, xlsx, zipped

from evalkit.reading import package, preflight
from evalkit.reading.preflight import Archive, check_prolog
from evalkit.reading.workbook import UnreadableError, open_book

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
LIST_ENTRY = b"PK\x01\x02"


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_book(data, "表")
    return caught.value.why


def declaring(data, name, size):
    """The zip with another unpacked size for a part in its directory."""
    at = data.index(LIST_ENTRY)
    while not data[at + 46 :].startswith(name.encode()):
        at = data.index(LIST_ENTRY, at + 4)
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def test_trust_08_a_truncated_workbook_is_damaged():
    data = xlsx(ROW)
    assert why(data[: len(data) // 2]) == why(data[:-30]) == "damaged"


def test_trust_08_a_part_whose_bytes_were_changed_is_damaged():
    data = zipped(parts(f"<sheetData>{ROW}</sheetData>"), zipfile.ZIP_STORED)
    assert open_book(data, "表").sheets[0].rows == [[1.0]]
    assert why(data.replace(b"<v>1</v>", b"<v>7</v>")) == "damaged"


def test_trust_08_a_part_that_breaks_off_is_damaged():
    data = bytearray(xlsx(ROW))
    start = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    data[start : start + 40] = b"\xff" * 40
    assert why(bytes(data)) == "damaged"


def test_trust_15_a_zip_bomb_is_refused_by_its_directory(monkeypatch):
    monkeypatch.setattr(Archive, "read", lambda *_: pytest.fail("nothing may be unpacked"))
    assert why(declaring(xlsx(ROW), "xl/worksheets/sheet1.xml", 1_500_000_000)) == "too_large"


def test_trust_15_a_part_larger_than_it_says_is_unpacked_to_the_limit_and_no_further(monkeypatch):
    monkeypatch.setattr(preflight, "_LARGEST_READ", 1 << 20)
    data = xlsx(ROW + " " * (2 << 20))
    assert why(declaring(data, "xl/worksheets/sheet1.xml", 1000)) == "too_large"


def test_trust_15_a_wrong_size_that_does_no_harm_is_put_right():
    assert open_book(declaring(xlsx(ROW), "xl/worksheets/sheet1.xml", 10), "表").sheets[0].rows == [[1.0]]


def test_trust_15_many_parts_together_count(monkeypatch):
    monkeypatch.setattr(preflight, "_LARGEST_READ", 1 << 20)
    sheet = "<sheetData>" + ROW + " " * 700_000 + "</sheetData>"
    archive = Archive(zipped({"a.xml": sheet, "b.xml": sheet}))
    archive.read("a.xml")
    with pytest.raises(UnreadableError) as caught:
        archive.read("b.xml")
    assert caught.value.why == "too_large"


def test_trust_15_parts_that_share_their_bytes_are_refused():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, words in parts(f"<sheetData>{ROW}</sheetData>").items():
            archive.writestr(name, words)
        first = archive.infolist()[-1]
        again = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
            setattr(again, field, getattr(first, field))
        archive.filelist.append(again)
        archive.NameToInfo[again.filename] = again
    assert why(made.getvalue()) == "unsafe"


def test_trust_15_a_bomb_inside_an_archive_is_never_opened():
    inner = declaring(xlsx(ROW), "xl/worksheets/sheet1.xml", 1_500_000_000)
    assert why(zipped({"deep.xlsx": inner, "more/deep.zip": inner})) == "archive"


def test_trust_15_a_great_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(preflight, "_MOST_PARTS", 5)
    assert why(zipped(parts("<sheetData/>") | {"xl/a.xml": "<a/>"})) == "too_large"


def test_trust_16_one_huge_shared_string_is_refused():
    data = zipped(parts(f"<sheetData>{ROW}</sheetData>") | {"xl/sharedStrings.xml": "<sst><si><t>x</t></si></sst>"})
    assert why(declaring(data, "xl/sharedStrings.xml", 512 << 20)) == "too_large"


def test_trust_16_a_long_string_told_once_and_used_everywhere_is_refused(monkeypatch):
    monkeypatch.setattr(package, "_LARGEST_TEXT", 1 << 20)
    shared = f"<sst><si><t>{'长' * 20_000}</t></si><si><t>短</t></si></sst>"
    cell = '<c r="A{n}" t="s"><v>{which}</v></c>'

    def book(which):
        rows = "".join(
            f'<row r="{n}">{cell.replace("{n}", str(n)).replace("{which}", which)}</row>' for n in range(1, 60)
        )
        return zipped(parts(f"<sheetData>{rows}</sheetData>") | {"xl/sharedStrings.xml": shared})

    assert why(book("0")) == "too_large"
    assert len(open_book(book("1"), "表").sheets[0].rows) == 59


def test_trust_15_of_more_than_ten_thousand_parts_not_even_the_list_is_read(monkeypatch):
    data = zipped({f"xl/{n}.xml": b"" for n in range(10_050)}, zipfile.ZIP_STORED)
    monkeypatch.setattr(preflight.zipfile, "ZipFile", lambda *_: pytest.fail("the list of parts may not be read"))
    assert why(data) == "too_large"


def test_trust_15_a_part_that_is_a_thousand_times_what_it_says_is_unpacked_by_a_megabyte_and_no_more(monkeypatch):
    unpacked = []

    class Counted:
        """An inflater of which it is known how much it gave."""

        def __init__(self, inflater=preflight._inflater):
            self.inflater = inflater()

        def __getattr__(self, name):
            return getattr(self.inflater, name)

        def decompress(self, *asked):
            unpacked.append(self.inflater.decompress(*asked))
            return unpacked[-1]

    data = declaring(xlsx(ROW + " " * (8 << 20)), "xl/worksheets/sheet1.xml", 1000)
    monkeypatch.setattr(preflight, "_inflater", Counted)
    assert why(data) == "too_large"
    assert max(map(len, unpacked)) == (1 << 20) + 1
    assert sum(map(len, unpacked)) < 2 << 20


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/drawings/drawing1.xml"])
def test_trust_17_18_a_document_type_in_any_part_is_refused(doctype, name):
    made = parts(f"<sheetData>{ROW}</sheetData>")
    assert why(zipped(made | {name: '<?xml version="1.0"?>\n' + doctype + made.get(name, "<x/>")})) == "doctype"


def test_trust_17_a_document_type_behind_a_long_comment_is_found():
    made = parts(f"<sheetData>{ROW}</sheetData>")
    made["xl/worksheets/sheet1.xml"] = f"<!--{'-x' * 2000}-->{LAUGHS}{made['xl/worksheets/sheet1.xml']}"
    assert why(zipped(made)) == "doctype"


def test_trust_17_a_document_type_in_utf_16_is_found():
    made = parts(f"<sheetData>{ROW}</sheetData>")
    made["xl/worksheets/sheet1.xml"] = (LAUGHS + made["xl/worksheets/sheet1.xml"]).encode("utf-16")
    assert why(zipped(made)) == "doctype"


@pytest.mark.parametrize("prolog", [f"<!--{'-x' * 2000}-->", f"<!--{'-x' * 90_000}-->", " " * 3000])
def test_trust_17_a_document_type_far_down_in_a_part_that_is_never_read_is_found(prolog):
    made = parts(f"<sheetData>{ROW}</sheetData>") | {"xl/drawings/drawing1.xml": f"{prolog}{LAUGHS}<x/>"}
    assert why(zipped(made)) == "doctype"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_trust_17_a_document_type_in_utf_16_in_a_part_that_is_never_read_is_found(encoding):
    made = parts(f"<sheetData>{ROW}</sheetData>") | {"xl/drawings/drawing1.xml": f"{LAUGHS}<x/>".encode(encoding)}
    assert why(zipped(made)) == "doctype"


def test_the_word_doctype_in_a_comment_or_a_cell_is_harmless():
    check_prolog(b"<!-- <!DOCTYPE x> --><worksheet><!DOCTYPE")
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;!DOCTYPE x></t></is></c></row>'
    assert open_book(xlsx(cell), "表").sheets[0].rows == [["<!DOCTYPE x>"]]


def test_parts_in_utf_16_are_read():
    made = parts('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>户</t></is></c></row></sheetData>')
    sheet = '<?xml version="1.0" encoding="UTF-16"?>' + made["xl/worksheets/sheet1.xml"]
    made["xl/worksheets/sheet1.xml"] = sheet.encode("utf-16")
    assert open_book(zipped(made), "表").sheets[0].rows == [["户"]]


def test_trust_09_a_zip_with_a_password_says_so():
    data = bytearray(xlsx(ROW))
    for signature, offset in ((b"PK\x03\x04", 6), (LIST_ENTRY, 8)):
        at = data.index(signature)
        data[at + offset] |= 1
    assert why(bytes(data)) == "password"


def test_trust_20_what_is_merely_formatted_is_left_out_of_a_very_large_part(monkeypatch):
    monkeypatch.setattr(preflight, "_LARGE", 1000)
    monkeypatch.setattr(preflight, "_CHUNK", 64)
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, 200))
    data = zipped({"xl/worksheets/sheet1.xml": f"<worksheet>{rows}</worksheet>"})
    whole = f"<worksheet>{rows}</worksheet>"
    for n in range(1, 200):
        whole = whole.replace(f'<c r="A{n}" s="1"/>', "")
    assert Archive(data).read("xl/worksheets/sheet1.xml").decode() == whole


def test_two_parts_of_one_name_do_not_hide_one_from_the_look():
    made = io.BytesIO()
    far = ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    near = parts(f"<sheetData>{ROW}</sheetData>")["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(made, "w") as archive:
        for name, words in parts(f"<sheetData>{far}</sheetData>").items():
            archive.writestr(name, words)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/worksheets/sheet1.xml", near)
    assert open_book(made.getvalue(), "表").sheets[0].rows == [[1.0]]


def test_trust_08_an_archive_of_nothing_is_damaged():
    assert why(b"PK\x05\x06" + bytes(18)) == "damaged"


def test_two_parts_whose_names_differ_by_case_only_are_refused():
    assert why(zipped({**parts('<row r="1"/>'), "xl/worksheets/Sheet1.XML": "<x/>"})) == "unsafe"
