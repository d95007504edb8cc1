"""One cell, as people write it."""

# ruff: noqa: DTZ001 - a day in a book has no time zone

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.cells import (
    even,
    parse_choice,
    parse_choices,
    parse_date,
    parse_hours,
    parse_number,
    parse_text,
    parse_yes_no,
    parse_yuan,
    text,
)
from evalkit.reading.numerals import chinese_number

START = date(2016, 7, 1)
EDUCATION = {"大专": ("专科",), "本科": ("大学",)}
CATEGORIES = {"低收入家庭": ("低收入",), "残疾人": ("残疾", "残障"), "其他": ("其它",)}


@pytest.mark.parametrize(
    "written",
    [
        "2016-08-15", "2016/8/15", "2016.8.15", "2016.08.15.", "16-8-15", "16.8.15", "2016年8月15日",
        "2016 年 8 月 15 日",
        "16年8月15日", "20160815", "８月15日", "8月15日", "8月15号", "8.15", "8/15", 8.15, 20160815.0, 42597,
        42597.6, "42597",
        date(2016, 8, 15), datetime(2016, 8, 15, 14, 30), "2016-08-15 14:30", "2016/8/15 9:05:00",
        "2016-08-15T00:00:00",
        "2016.8.15上午", "2016年8月15日(周一)", "２０１６\uff0e８\uff0e１５", " 2016-08-15\u200b",
        "2016\uff0d8\uff0d15",
    ],
)  # fmt: skip
def test_15_august_2016_is_read_however_it_is_written(written):
    assert parse_date(written, START) == (datetime(2016, 8, 15), "")


@pytest.mark.parametrize(("written", "day"), [("6.30", 30), ("6月3日", 3), ("6.3", 3), (6.4, 4), ("1.10", 10)])
def test_a_day_without_a_year_before_july_lies_in_the_second_calendar_year(written, day):
    found, fault = parse_date(written, START)
    assert (found.year, found.day, fault) == (2017, day, "")


def test_a_day_without_a_year_follows_the_start_of_any_contract_year():
    assert parse_date("6.30", date(2017, 7, 1))[0] == datetime(2018, 6, 30)
    assert parse_date("3.15", date(2016, 3, 16))[0] == datetime(2017, 3, 15)
    assert parse_date("3.16", date(2016, 3, 16))[0] == datetime(2016, 3, 16)


@pytest.mark.parametrize("written", [6.1, 6.2, 6.3, 12.3])
def test_the_number_6_3_may_have_been_6_30_and_is_not_guessed(written):
    assert parse_date(written, START) == (None, "ambiguous_date")


@pytest.mark.parametrize(
    "written",
    [
        "2016-02-30", "2016-13-01", "2016年8月", "待补", "2016-8", "7.1-7.3", "2106-08-15", "16/8", 13.5, 6.0,
        0, -1, True,
        "2016-08/15", time(9, 0), timedelta(days=2), "98.7.1", 1e9, float("nan"), 8.155, "2016.8.15-2016.8.17",
    ],
)  # fmt: skip
def test_what_is_no_day_is_a_bad_date_and_never_another_day(written):
    assert parse_date(written, START) == (None, "bad_date")


@pytest.mark.parametrize("written", ["", " ", None, "-", "—", "/", "无", "至今", "长期"])
def test_a_blank_date_is_no_fault_of_the_cell(written):
    assert parse_date(written, START) == (None, "")


FORMS = ["{:%Y-%m-%d}", "{:%Y/%m/%d}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日", "{:%Y%m%d}",
         "{:%y}-{0.month}-{0.day}", "{:%y}.{0.month}.{0.day}", "{:%Y-%m-%d} 09:30"]  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(FORMS))
def test_every_day_in_every_accepted_form_is_read_back(day, form):
    written = form.replace("{:", "{0:").format(day)
    assert parse_date(written, START) == (datetime(day.year, day.month, day.day), "")


@given(st.dates(date(2016, 7, 1), date(2017, 6, 30)))
def test_every_day_of_the_contract_year_is_read_back_without_its_year(day):
    expected = (datetime(day.year, day.month, day.day), "")
    assert parse_date(f"{day.month}月{day.day}日", START) == expected
    assert parse_date(f"{day.month}.{day.day}", START) == expected


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.times()))
def test_no_cell_makes_a_reader_stumble_and_nothing_unread_becomes_zero(cell):
    for parse in (parse_number, parse_yuan, parse_hours):
        value, fault = parse(cell)
        assert not (fault and value is not None)
        assert value != 0 or _writes_zero(cell)
    parse_date(cell, START)
    parse_yes_no(cell)
    parse_choice(cell, EDUCATION)
    parse_choices(cell, CATEGORIES)
    parse_text(cell)


def _writes_zero(cell):
    """Whether nought itself stands in the cell: as a number, a text with that digit, or midnight."""
    if isinstance(cell, str):
        return any(sign in "〇零" or (sign.isdigit() and int(sign) == 0) for sign in even(cell))
    return cell.replace(microsecond=0) == time(0) if isinstance(cell, time) else cell == 0


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (12, 12), ("12", 12), ("\uff11\uff12", 12), ("1,200", 1200), ("1\uff0c200人次", 1200), ("12户", 12),
        ("3 人", 3),
        ("十二", 12), ("二十户", 20), ("一百零五", 105), ("两百", 200), ("12.50", 12.5), ("-3", -3),
        ("1.2万人次", 12000),
        ("2个小时", 2), ("0", 0), ("5名", 5),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_unit_width_and_numerals(written, number):
    assert parse_number(written) == (number, "")


@pytest.mark.parametrize("written", ["约12", "12左右", "10-12", "10~12人", "十几", "30余人", "50以上", "近百", "100+"])
def test_about_twelve_and_ten_to_twelve_are_no_numbers(written):
    assert parse_number(written) == (None, "vague_number")


@pytest.mark.parametrize("written", ["不详", "1,2", "3人2户", "nan", "#REF!", "一二", True, date(2016, 1, 1), "12.3.4"])
def test_what_is_no_number_has_no_value(written):
    assert parse_number(written) == (None, "bad_number")


@pytest.mark.parametrize("written", ["", None, " ", "-", "/", "无"])
def test_a_blank_number_is_missing_and_not_zero(written):
    assert parse_number(written) == (None, "")


@pytest.mark.parametrize(
    "written", ["60万", "60万元", "600,000元", "\uffe5600,000.00", "人民币600000元整", 600000, "陆拾万元整", "六十万"]
)
def test_six_hundred_thousand_yuan(written):
    assert parse_yuan(written) == (600000, "")


def test_a_header_in_ten_thousands_multiplies_only_what_has_no_unit_of_its_own():
    assert parse_yuan(60, "万元") == (600000, "")
    assert parse_yuan("60", "万元") == (600000, "")
    assert parse_yuan("600,000元", "万元") == (600000, "")
    assert parse_yuan("60万", "万元") == (600000, "")
    assert parse_yuan("", "万元") == (None, "")


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        (2, 2), ("2", 2), ("2h", 2), ("2小时", 2), ("1.5", 1.5), ("90分钟", 1.5), ("14:00-16:00", 2),
        ("14\uff1a00\uff5e15\uff1a30", 1.5),
        ("1小时30分", 1.5), ("半小时", 0.5), ("二小时", 2), (time(2, 30), 2.5), (timedelta(hours=3), 3),
        ("9:00至11:00", 2),
    ],
)  # fmt: skip
def test_hours_are_read_however_they_are_written(written, hours):
    assert parse_hours(written) == (hours, "")


def test_hours_backwards_or_in_words_are_faults():
    assert parse_hours("16:00-14:00") == (None, "bad_hours")
    assert parse_hours("一下午") == (None, "bad_hours")
    assert parse_hours("2-3小时") == (None, "vague_number")


def test_a_header_in_minutes_divides_what_has_no_unit_of_its_own():
    assert parse_hours(90, "分钟") == (1.5, "")
    assert parse_hours("2小时", "分钟") == (2, "")


@pytest.mark.parametrize(
    "written", ["是", "有", "√", "✓", "Y", "1", 1, 1.0, True, "☑", "☑是 □否", "是 ☑ 否 □", "\uff39", " 是 "]
)
def test_yes(written):
    assert parse_yes_no(written) == (True, "")


@pytest.mark.parametrize("written", ["否", "无", "×", "N", "0", 0, False, "□", "□是 ☑否", "是 □ 否 ☑", "没有"])
def test_no(written):
    assert parse_yes_no(written) == (False, "")


@pytest.mark.parametrize("written", ["", None, "-", "/"])
def test_a_blank_is_neither_yes_nor_no(written):
    assert parse_yes_no(written) == (None, "")


@pytest.mark.parametrize("written", ["也许", "2", "☑是 ☑否", "部分"])
def test_neither_yes_nor_no_is_a_fault(written):
    assert parse_yes_no(written) == (None, "bad_yes_no")


@pytest.mark.parametrize("written", ["本科", " 本 科 ", "大学", "□大专 ☑本科", "本科\u200b"])
def test_a_choice_by_its_word_or_another_way_of_writing_it(written):
    assert parse_choice(written, EDUCATION) == ("本科", "")


def test_a_course_not_yet_finished_is_no_degree():
    assert parse_choice("大专(在读)", EDUCATION) == ("", "unknown_choice")


@pytest.mark.parametrize("written", ["", "无", "-", None])
def test_no_choice_made_is_blank(written):
    assert parse_choice(written, EDUCATION) == ("", "")


@pytest.mark.parametrize(
    "written",
    ["残疾、低收入", "低收入家庭,残疾人", "低收入\uff1b残障", "残疾/低收入", "残疾 低收入", "☑低收入 ☑残疾 □其他"],
)
def test_choices_are_split_and_stand_in_the_tables_order(written):
    assert parse_choices(written, CATEGORIES) == ("低收入家庭;残疾人", "")


def test_an_unknown_part_of_choices_is_a_fault_and_the_known_parts_stay():
    assert parse_choices("低收入、外星人", CATEGORIES) == ("低收入家庭", "unknown_choice")


def test_an_identity_number_kept_as_a_number_has_lost_its_last_digits():
    assert parse_text(320500199001010000.0) == ("", "digits_lost")
    assert parse_text("32050019900101001X") == ("32050019900101001X", "")
    assert text(1.39e10) == "13900000000"


@given(st.integers(0, 9999))
def test_every_chinese_numeral_below_ten_thousand_is_read_back(number):
    assert chinese_number(_numeral(number)) == number


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
