"""Persons named in a cell, resident identity numbers, telephones. Numbers are invented: there is no region 000000."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.identities import parse_identity, parse_phone, split_names

# Worked out by hand after GB 11643-1999: the weights are 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, the check signs for the
# sum modulo 11 are 1 0 X 9 8 7 6 5 4 3 2. For 000000 19800101 001: 1*2 + 9*1 + 8*6 + 1*9 + 1*5 + 1*2 = 75, and
# 75 mod 11 = 9.
SOUND = "000000198001010013"


# ---- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["王样本、李样本", "王样本/李样本", "王样本 李样本", "王样本，李样本等", "王样本\n李样本", "王样本；李样本",
     "王样本,李样本等2人", "王样本　李样本",
     " 王样本、\u200b李样本 ", "王样本、李样本、王样本", "王 样本 李 样本", "王样本、李 样本", "王样本+李样本"],
)  # fmt: skip
def test_two_persons_in_one_cell(written):
    assert split_names(written) == ("王样本", "李样本")


@pytest.mark.parametrize("written", ["张三", "张 三", "张　三", " 张   三 ", "张 三等", "张三\n"])
def test_a_name_stretched_with_blanks_is_one_person(written):
    assert split_names(written) == ("张三",)


@pytest.mark.parametrize(
    ("written", "names"),
    [("王 样 本", ["王样本"]), ("王 样本", ["王样本"]), ("Sample Person", ["Sample Person"]),
     ("买买提·样本", ["买买提·样本"]),
     ("张 三 李样本", ["张三", "李样本"]), ("王样", ["王样"]), ("王等等", ["王等"])],
)  # fmt: skip
def test_blanks_part_persons_only_where_names_stand_on_both_sides(written, names):
    assert [*split_names(written)] == names


@pytest.mark.parametrize("written", ["", None, "无", "/", "-", "、", "等", "#N/A", "=A1"])
def test_nobody_is_named(written):
    assert split_names(written) == ()


@given(
    st.lists(st.sampled_from(["王样本", "李样本", "赵样", "钱孙样本"]), unique=True), st.sampled_from("、,，/;；\n ")
)
def test_every_list_of_names_is_read_back(names, between):
    assert [*split_names(between.join(names))] == names


# ---- resident identity numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", [SOUND, f" {SOUND}\u200b", "000000 19800101 0013", f"'{SOUND}", "０００000198001010013"]
)
def test_a_sound_number_is_read(written):
    assert parse_identity(written) == (SOUND, "")


def test_the_check_sign_x_is_a_capital():
    # 000000 19800101 011: 2 + 9 + 48 + 9 + 5 + 1*4 + 1*2 = 79, 79 mod 11 = 2.
    for written in ("00000019800101011X", "00000019800101011x", "００000019800101011ｘ"):
        assert parse_identity(written) == ("00000019800101011X", "")


@pytest.mark.parametrize("cell", [1.98001010011e17, 198001010011000000, "1.98E+17", "1.98e+17", "1.98001E+17"])
def test_trust_35_a_number_stored_as_a_number_is_no_key(cell):
    assert parse_identity(cell) == ("", "digits_lost")


def test_trust_36_three_noughts_at_the_end_are_doubted_before_the_check_digit_is_looked_at():
    # 000000 19800101 000: 2 + 9 + 48 + 9 + 5 = 73, 73 mod 11 = 7: the check sign would be 5.
    assert parse_identity("000000198001010000") == ("", "digits_lost")
    # 000000 19800101 200: 73 + 2*8 = 89, 89 mod 11 = 1: the nought fits, as it does for one rounded number in eleven.
    assert parse_identity("000000198001012000") == ("000000198001012000", "bad_identity")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(place, more):
    wrong = SOUND[:place] + str((int(SOUND[place]) + more) % 10) + SOUND[place + 1 :]
    assert parse_identity(wrong) == (wrong, "bad_identity")


@given(st.integers(0, 15))
def test_two_neighbours_changed_about_never_pass(place):
    swapped = SOUND[:place] + SOUND[place + 1] + SOUND[place] + SOUND[place + 2 :]
    assert parse_identity(swapped) == (swapped, "" if swapped == SOUND else "bad_identity")


@pytest.mark.parametrize(
    "written", ["不详", "1234567", "00000019800101001", "0000001980010100111", 12.0, "护照 E0000000"]
)
def test_what_is_no_such_number_stands_as_written_with_a_warning(written):
    value, fault = parse_identity(written)
    assert (value, fault) == (str(written).removesuffix(".0"), "bad_identity")


@pytest.mark.parametrize(
    "written", ["0000**********0011", "000000********0011", "0000××××××××××0011", "000000XXXXXXXX0011"]
)
def test_a_masked_number_tells_nobody_apart(written):
    assert parse_identity(written) == ("", "masked_identity")


@pytest.mark.parametrize("cell", ["000000800101001", 100000800101001.0])
def test_a_number_of_the_first_generation_has_fifteen_digits(cell):
    assert parse_identity(cell) == (str(cell).removesuffix(".0"), "")


@pytest.mark.parametrize("parse", [parse_identity, parse_phone])
@pytest.mark.parametrize("written", ["", None, "无", "/", "-", " "])
def test_no_number_given_is_no_fault(parse, written):
    assert parse(written) == ("", "")


# ---- telephones ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["10000000000", 10000000000, 10000000000.0, "100 0000 0000", "100-0000-0000", "+86 10000000000", "86-10000000000",
     "１００00000000", "'10000000000"],
)  # fmt: skip
def test_a_mobile_number_is_read_as_its_digits(cell):
    assert parse_phone(cell) == ("10000000000", "")


@pytest.mark.parametrize(
    ("written", "line"),
    [("0000-10000000", "0000-10000000"), ("(0000)10000000", "0000-10000000"), ("000-1000000", "000-1000000"),
     ("0000-10000000-12", "0000-10000000-12"), ("0000 - 10000000", "0000-10000000")],
)  # fmt: skip
def test_a_line_is_read_with_its_area_code(written, line):
    assert parse_phone(written) == (line, "")


@pytest.mark.parametrize("written", ["10000000", "无电话", "10000000000/10000000001", "邻居代接"])
def test_what_is_neither_stands_as_written(written):
    assert parse_phone(written) == (written, "")


@pytest.mark.parametrize("cell", ["1.00E+10", "1.39E+10", 1e16])
def test_a_telephone_shown_in_powers_of_ten_has_lost_its_digits(cell):
    assert parse_phone(cell) == ("", "digits_lost")


@pytest.mark.parametrize("written", ["1865466****", "100****0000", "100xxxx0000", "100＊＊＊＊0000"])
def test_a_masked_telephone_is_not_read(written):
    assert parse_phone(written) == ("", "masked_phone")
