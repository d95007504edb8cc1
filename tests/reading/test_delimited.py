"""Texts are decoded by what they hold; their rows are the records, and nothing in them shifts."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading import delimited
from evalkit.reading.delimited import decode, raw, read_text
from evalkit.reading.workbook import Note, UnreadableError, open_book

ROWS = [["社区", "日期"], ["新升", "8.15"], ["𠮷祥", "2016-08-15"]]
TEXT = "\n".join(",".join(row) for row in ROWS)
TRADITIONAL = (
    "社區,日期,戶主姓名,走訪情況\n新升社區,2016-08-15,陳樣本,訪問順利並說明政策\n何山社區,2016-08-16,趙樣本,無人應門\n"
)


def rows(data):
    (sheet,) = open_book(data, "探访").sheets
    return sheet.rows


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_book(data, "探访")
    return caught.value.why


def codes(data):
    return [note.code for note in open_book(data, "探访").notes]


# ---- encodings


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_trust_04_utf_32_with_and_without_a_mark(encoding):
    data = TEXT.encode(encoding)
    assert rows(data) == rows(b"\0\0\xfe\xff" + TEXT.encode("utf-32-be")) == ROWS
    assert open_book(data, "探访").notes == (Note("read_as", detail="UTF-32"),)


def test_trust_37_what_no_spreadsheet_writes_for_a_number_stays_as_it_was_typed():
    assert [raw("01.1"), raw("1.1"), raw("10.2"), raw("0.1"), raw("00.1")] == ["01.1", 1.1, 10.2, 0.1, "00.1"]


def test_trust_01_a_gbk_text_is_read_and_as_usual_as_it_is_nothing_is_said():
    book = open_book("社区,户主\n新升,张样本\n".encode("gbk"), "探访")
    assert book.sheets[0].rows == [["社区", "户主"], ["新升", "张样本"]]
    assert book.notes == ()


def test_trust_02_names_of_four_bytes_are_kept():
    assert rows("姓名\n𠮷祥,㐂,䶮\n".encode("gb18030"))[1] == ["𠮷祥", "㐂", "䶮"]


def test_trust_03_utf_8_with_and_without_a_mark():
    assert rows(TEXT.encode("utf-8-sig")) == rows(TEXT.encode()) == ROWS
    assert codes(TEXT.encode("utf-8-sig")) == codes(TEXT.encode()) == []


@pytest.mark.parametrize("mark", [b"\xff\xfe", b""])
def test_trust_04_utf_16_little_end_first(mark):
    data = mark + TEXT.encode("utf-16-le")
    assert rows(data) == ROWS
    assert open_book(data, "探访").notes == (Note("read_as", detail="UTF-16"),)


@pytest.mark.parametrize("mark", [b"\xfe\xff", b""])
def test_trust_04_utf_16_big_end_first(mark):
    assert rows(mark + TEXT.encode("utf-16-be")) == ROWS


def test_trust_05_short_gbk_file_of_mostly_ascii():
    assert decode("a,b,c,d\n1,2,3,户\n".encode("gbk")) == "a,b,c,d\n1,2,3,户\n"


def test_trust_06_big5_is_not_read_as_other_characters():
    data = TRADITIONAL.encode("big5")
    assert data.decode("gb18030") != TRADITIONAL  # it would decode, to garbage
    assert why(data) == "big5"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_trust_06_traditional_characters_in_another_encoding_are_read(encoding):
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize(
    "words", ["社區,戶主\n新升,陳恒\n", "街道,社區\n獅山,新升\n", "編號,姓名\n1,裏\n", "姓名\n王\n"]
)
def test_trust_06_big5_of_two_lines_is_refused(words):
    assert why(words.encode("cp950")) == "big5"


@pytest.mark.parametrize("words", ["姓名\n玥\n", "名字\n曹玥\n", "社区,户主\n马浜,王珺珺\n", "社区\n浒墅关\n"])
def test_trust_06_rare_characters_of_a_short_text_are_no_big5(words):
    assert decode(words.encode("gb18030")) == words


def test_trust_07_a_text_of_two_lines_with_damaged_bytes_is_read_in_its_own_encoding():
    data = "社区,户主\n新升,张样本,已告知\n".encode()
    torn = data.replace("样".encode(), b"\xe6\xa0", 1)
    book = open_book(torn, "探访")
    assert book.sheets[0].rows == [["社区", "户主"], ["新升", "张\ufffd本", "已告知"]]
    assert Note("damaged_text", detail="2") in book.notes


def test_trust_07_a_text_cut_within_a_character_is_read_and_the_line_named():
    data = (TEXT + "\n" + "新升,张样本").encode("gbk", "replace")[:-1]
    book = open_book(data, "探访")
    assert book.sheets[0].rows[3] == ["新升", "张样\ufffd"]
    assert Note("damaged_text", detail="4") in book.notes


def test_trust_07_one_line_in_another_encoding_is_read_in_its_own_and_named():
    lines = ["社区,户主", *(f"新升,张样本{n}" for n in range(20))]
    data = b"\n".join(line.encode("gbk" if n == 5 else "utf-8") for n, line in enumerate(lines))
    book = open_book(data, "探访")
    assert book.sheets[0].rows == [line.split(",") for line in lines]
    assert book.notes == (Note("damaged_text", detail="6"),)


def test_trust_07_half_a_text_in_another_encoding_is_refused_with_its_lines():
    lines = [f"新升,张样本{n}" for n in range(20)]
    data = b"\n".join(line.encode("gbk" if n > 11 else "utf-8") for n, line in enumerate(lines))
    assert why(data) == "damaged_text:13-20"


def test_trust_07_the_lines_stand_in_the_sentence(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert "(lines 13-20)" in str(UnreadableError("damaged_text:13-20"))


def test_trust_07_what_an_earlier_hand_spoilt_is_flagged():
    assert open_book("社区,户主\n新升,锟斤拷\n".encode(), "探访").notes == (Note("damaged_text", detail="2"),)


def test_a_text_that_no_encoding_fits_is_refused():
    assert why(b"\n".join([b"\xff\xff\xfe,1"] * 20)) == "encoding"


def test_bytes_that_are_no_text_are_damaged():
    assert why(b"\x01\x02\xff\x81\x05" * 50) == "damaged"


def test_trust_65_control_characters_are_dropped_and_told():
    data = "社区,户主\n新\x01升,张\x00样本\n".encode()
    assert rows(data)[1] == ["新升", "张样本"]
    assert codes(data) == ["control_characters"]


NAMES = st.text('新升何山社区张王李样本一二三年月日户abc123 ,\n"', min_size=1, max_size=8)


@given(st.lists(st.lists(NAMES, min_size=2, max_size=4), min_size=1, max_size=6))
def test_a_written_table_comes_back_from_gbk_and_from_utf_8(table):
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL).writerows([["社区", "户主"], *table])
    for encoding in ("utf-8", "gb18030"):
        (sheet,) = read_text(made.getvalue().encode(encoding), "表").sheets
        assert sheet.rows[1:] == table


def test_a_text_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(delimited, "_LARGEST", 10)
    assert why(TEXT.encode()) == "too_large"


# ---- rows


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(delimiter):
    assert rows(TEXT.replace(",", delimiter).encode()) == ROWS


def test_a_title_full_of_commas_does_not_decide_the_delimiter():
    data = "新升,何山,马浜,鹿山,康佳,探访\n社区\t户主\n新升\t张\n何山\t王\n".encode()
    assert rows(data)[1:] == [["社区", "户主"], ["新升", "张"], ["何山", "王"]]


def test_the_line_that_names_the_delimiter_to_excel_is_no_row():
    assert rows("sep=;\r\n社区;户,主\r\n".encode()) == [["社区", "户,主"]]


def test_quoted_cells_keep_their_delimiters_and_line_breaks_and_a_record_is_one_row():
    assert rows('a,b\n"一,二","三\n四"\nx,y\n'.encode()) == [["a", "b"], ["一,二", "三\n四"], ["x", "y"]]


def test_blank_lines_keep_the_numbers_of_the_rows_below():
    assert rows(b"a,b\n\nx,y\n")[2] == ["x", "y"]


def test_a_quotation_mark_never_closed_swallows_no_rows():
    data = '社区,说明\n新升,"未完\n何山,完\n'.encode()
    assert rows(data) == [["社区", "说明"], ["新升", '"未完'], ["何山", "完"]]
    assert codes(data) == ["broken_quotes"]


def test_a_text_does_not_tell_6_3_from_6_30_so_it_is_the_number_there():
    assert rows("日期,x\n6.3,6.30\n".encode())[1] == [6.3, "6.30"]


@pytest.mark.parametrize("cell", ["007", "320502199001011234", "1e5", "6.30", "TRUE"])
def test_trust_37_every_cell_is_text_first(cell):
    assert raw(cell) == cell


@pytest.mark.parametrize("name", ["NA", "null", "None", "NaN", "n/a"])
def test_trust_38_names_that_look_like_nothing_are_kept(name):
    assert rows(f"社区,户主\n新升,{name}\n".encode())[1] == ["新升", name]


def test_trust_39_a_row_longer_than_the_header_is_named_and_no_cell_moves():
    data = "社区,户主,情况\n新升,张,在家\n何山,王,在家,说明,多余\n马浜,李,在家\n".encode()
    assert rows(data)[2] == ["何山", "王", "在家", "说明", "多余"]
    assert open_book(data, "探访").notes == (Note("ragged", "探访", "3"),)


def test_trust_39_a_title_and_trailing_commas_are_not_ragged():
    assert codes("探访记录表\n社区,户主,情况\n新升,张,,,\n何山,王,在家\n".encode()) == []
