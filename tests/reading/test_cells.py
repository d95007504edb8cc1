"""One cell as text, yes or no, a choice, and what stands in cells that a formula spoilt."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.amounts import parse_hours, parse_number, parse_yuan
from evalkit.reading.cells import (
    digits_lost,
    even,
    is_blank,
    nearest_choice,
    parse_choice,
    parse_choices,
    parse_text,
    parse_yes_no,
    raised,
    spoilt,
    text,
)
from evalkit.reading.dates import parse_date, parse_period
from evalkit.reading.identities import parse_identity, parse_phone, split_names
from evalkit.reading.numerals import chinese_number, digit_by_digit
from evalkit.words import sentences

START = date(2016, 7, 1)
EDUCATION = {"大专": ("专科",), "本科": ("大学",)}
CATEGORIES = {"低收入家庭": ("低收入",), "残疾人": ("残疾", "残障"), "其他": ("其它",)}
EVERY = {
    "text": parse_text,
    "date": lambda cell: parse_date(cell, START),
    "period": lambda cell: parse_period(cell, START),
    "number": parse_number,
    "yuan": parse_yuan,
    "hours": parse_hours,
    "yes_no": parse_yes_no,
    "choice": lambda cell: parse_choice(cell, EDUCATION),
    "choices": lambda cell: parse_choices(cell, EDUCATION),
    "identity": parse_identity,
    "phone": parse_phone,
}
# With these faults a value stands; each function that gives them says so.
VALUE_STANDS = {"date_range", "bad_identity", "unknown_choice"}
NOTHING = (None, "", (None, None))
CELLS = st.one_of(
    st.text(max_size=14), st.text("0123456789年月日.-/:至起～—（）约半小时分元万,#=☑□√是否 X*E+", max_size=14),
    st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip


# ---- laws for all readers --------------------------------------------------------------------------------------------


@given(CELLS)
def test_no_cell_makes_a_reader_stumble_and_what_has_a_fault_has_no_value(cell):
    for parse in EVERY.values():
        value, fault = parse(cell)
        assert isinstance(fault, str)
        assert not fault or fault in VALUE_STANDS or value in NOTHING
    assert all(isinstance(name, str) and name for name in split_names(cell))


@given(CELLS)
def test_nothing_unread_becomes_zero(cell):
    for parse in (parse_number, parse_yuan, parse_hours):
        assert parse(cell)[0] != 0 or _writes_zero(cell)


def _writes_zero(cell):
    """Whether nought itself stands in the cell: as a number, a text with that digit, midnight, no time at all."""
    if isinstance(cell, str):
        return any(sign in "〇零○" or (sign.isdigit() and int(sign) == 0) for sign in even(cell))
    if isinstance(cell, time):
        return cell.replace(microsecond=0) == time(0)
    return cell in {0, timedelta(0)}


@given(CELLS)
def test_every_fault_has_its_sentence_and_its_cure_in_words(cell):
    codes = {parse(cell)[1] for parse in EVERY.values()} - {""}
    assert {word for code in codes for word in (code, f"{code}_cure")} <= sentences("checking").keys()


WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.-/,:()"}


@pytest.mark.parametrize("kind", EVERY)
@given(data=st.data())
def test_width_blanks_around_and_invisible_characters_change_nothing(kind, data):
    written = data.draw(st.sampled_from([
        "2016-08-15", "16.8.15", "2016年8月15日", "8.15", "7.1-7.3", "12户", "1,200元", "(1,200)", "90分钟",
        "14:00-16:00",
        "是", "□是 ☑否", "本科", "残疾、低收入", "000000198001010013", "10000000000", "1865466****", "待补", "",
        "6.30",
    ]))  # fmt: skip
    at = data.draw(st.integers(0, len(written)))
    noise = data.draw(st.sampled_from(["\u200b", "\ufeff", "\u2060", "\u200e"]))
    around = data.draw(st.sampled_from(["", " ", "\u3000", "\xa0", "\n"]))
    wide = data.draw(st.booleans())
    noisy = around + written[:at] + noise + written[at:] + around
    plain, changed = EVERY[kind](written), EVERY[kind](noisy.translate(WIDE) if wide else noisy)
    if kind == "text" or plain[1] == "bad_identity" or kind == "phone":  # words stay as they are written
        plain, changed = (even(plain[0]), plain[1]), (even(changed[0]), changed[1])
    assert changed == plain


# ---- cells that a formula spoilt -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("written", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", " #null! ", "########"])
def test_a_spreadsheets_error_is_named_as_such_by_every_reader(kind, written):
    value, fault = EVERY[kind](written)
    assert (value in NOTHING, fault) == (True, "cell_error")


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("written", ["=SUM(B2:B9)", "=A1", '=IF(A1="",0,1)', "=-C3", "='表 1'!A1"])
def test_a_formula_without_its_result_is_named_as_such_and_never_zero(kind, written):
    value, fault = EVERY[kind](written)
    assert (value in NOTHING, fault) == (True, "uncomputed")


@pytest.mark.parametrize("written", ["#3幢", "====", "=", "#", "1#楼", "a=b", "№1"])
def test_other_words_with_a_sharp_or_an_equals_sign_are_text(written):
    assert spoilt(written) == ""
    assert parse_text(written) == (written, "")


# ---- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [320500199001010000.0, 3.2e17, 320500199001010000, "3.20E+17", "1.39E+10", "１.3e+10"])
def test_trust_35_a_long_number_that_went_through_a_number_format_is_not_kept(cell):
    assert parse_text(cell) == ("", "digits_lost")


@pytest.mark.parametrize("cell", ["00000019800101001X", "007", "1E10", "NA", "null", "None", "1e+5", 13900000000.0])
def test_trust_38_words_that_look_like_nothing_or_like_numbers_stay_words(cell):
    assert parse_text(cell) == (text(cell), "")
    assert not is_blank(cell)
    assert not digits_lost(cell)


def test_a_number_is_written_without_a_point_it_never_had():
    assert (text(1.39e10), text(12.5), text(7.0), text(date(2016, 8, 5))) == ("13900000000", "12.5", "7", "2016-08-05")
    assert text(datetime(2016, 8, 5)) == "2016-08-05"  # noqa: DTZ001 - a cell has no zone


@pytest.mark.parametrize(
    ("words", "is_so"), [("7.1①", True), ("12²", True), ("⑩", True), ("１２三", False), ("㎡", False)]
)
def test_a_footnote_is_told_from_a_digit(words, is_so):
    assert raised(words) is is_so


# ---- yes and no ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["是", "有", "√", "✓", "Y", "v", "1", 1, 1.0, True, "☑", "☑是 □否", "是 ☑ 否 □", "\uff39", " 是 ", "☒是 ☐否",
     "是√ 否×", "√是×否", "是（√） 否（ ）", "[√]是 [ ]否", "☑\ufe0f", "是√"],
)  # fmt: skip
def test_yes(written):
    assert parse_yes_no(written) == (True, "")


@pytest.mark.parametrize(
    "written", ["否", "无", "×", "N", "0", 0, False, "□", "□是 ☑否", "是 □ 否 ☑", "没有", "×是 √否", "是[ ]否[√]"]
)
def test_no(written):
    assert parse_yes_no(written) == (False, "")


@pytest.mark.parametrize("written", ["", None, "-", "/", "□是□否", "是 □ 否 □", "□是 ○否", "是( ) 否( )"])
def test_a_blank_or_a_form_without_a_mark_is_neither_yes_nor_no(written):
    assert parse_yes_no(written) == (None, "")


@pytest.mark.parametrize(
    "written", ["也许", "2", "☑是 ☑否", "部分", "√ √", "□√", "是否", "☒", "□是√ □否√", "√是 否", 0.5, time(0)]
)
def test_neither_yes_nor_no_is_a_fault(written):
    assert parse_yes_no(written) == (None, "bad_yes_no")


def test_the_letter_r_is_a_tick_only_beside_an_empty_box_of_the_same_font():
    assert parse_yes_no("R是 £否") == (True, "")
    assert parse_yes_no("£是 R否") == (False, "")
    assert parse_yes_no("£是 £否") == (None, "")
    assert parse_yes_no("R") == (None, "bad_yes_no")


# ---- choices ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["本科", " 本 科 ", "大学", "□大专 ☑本科", "本科\u200b", "√本科、□大专", "大专×本科√"]
)
def test_a_choice_by_its_word_or_another_way_of_writing_it(written):
    assert parse_choice(written, EDUCATION) == ("本科", "")


def test_a_course_not_yet_finished_is_no_degree():
    assert parse_choice("大专(在读)", EDUCATION) == ("", "unknown_choice")


@pytest.mark.parametrize("written", ["", "无", "-", None, "□大专 □本科"])
def test_no_choice_made_is_blank(written):
    assert parse_choice(written, EDUCATION) == ("", "")
    assert parse_choices(written, EDUCATION) == ("", "")


@pytest.mark.parametrize(
    "written",
    ["残疾、低收入", "低收入家庭,残疾人", "低收入\uff1b残障", "残疾/低收入", "残疾 低收入", "☑低收入 ☑残疾 □其他"],
)
def test_choices_are_split_and_stand_in_the_tables_order(written):
    assert parse_choices(written, CATEGORIES) == ("低收入家庭;残疾人", "")


def test_an_unknown_part_of_choices_is_a_fault_and_the_known_parts_stay():
    assert parse_choices("低收入、外星人", CATEGORIES) == ("低收入家庭", "unknown_choice")
    assert nearest_choice("低收人", CATEGORIES) == "低收入家庭"


# ---- numerals --------------------------------------------------------------------------------------------------------


@given(st.integers(0, 9999))
def test_every_chinese_numeral_below_ten_thousand_is_read_back(number):
    assert chinese_number(_numeral(number)) == number


@pytest.mark.parametrize("words", ["一百五", "三千二", "一万二", "二〇一六", "", "万", "十百"])
def test_a_numeral_that_may_mean_another_number_is_none(words):
    assert chinese_number(words) is None


def test_years_are_read_sign_by_sign():
    assert (digit_by_digit("二〇一六"), digit_by_digit("二零一六"), digit_by_digit("二十")) == ("2016", "2016", "")


def _numeral(number):
    """The numeral of a number below 10,000, by the school rule: one 零 for each gap."""
    if number == 0:
        return "零"
    words, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            words += ("零" if gap and words else "") + "一二三四五六七八九"[digit - 1] + name
        gap = (gap or bool(words)) if not digit else False
    return words


def test_a_choice_that_says_one_thing_twice_is_read_and_one_that_says_two_things_is_not():
    certificates = {"助理社会工作师": ("初级",), "社会工作师": ("中级",)}
    degrees = {"大专": (), "本科": ("学士",)}
    assert parse_choice("社会工作师\uff08中级\uff09", certificates) == ("社会工作师", "")
    assert parse_choice("本科/学士", degrees) == ("本科", "")
    assert parse_choice("本科/大专", degrees) == ("", "unknown_choice")
    assert parse_choice("社会工作师\uff08在考\uff09", certificates) == ("", "unknown_choice")


@pytest.mark.parametrize("words", ["是√否", "√是否"])
def test_a_tick_between_two_words_is_not_read_for_either(words):
    assert parse_yes_no(words) == (None, "bad_yes_no")
