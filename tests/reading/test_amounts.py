"""Counts, yuan and hours as people write them."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.amounts import parse_hours, parse_number, parse_yuan

# ---- counts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (12, 12), ("12", 12), ("\uff11\uff12", 12), ("1,200", 1200), ("1\uff0c200人次", 1200), ("12户", 12),
        ("3 人", 3), ("12\xa0户次", 12), ("1\u200b2", 12), ("12个人", 12), ("3场", 3), ("5名", 5), ("12个", 12),
        ("十二", 12), ("二十户", 20), ("一百零五户", 105), ("两百", 200), ("12.0", 12), ("12.50", 12.5), (".5", 0.5),
        ("-3", -3), ("0", 0), ("零", 0), ("1.2万人次", 12000), ("4.35万", 43500), ("一万二千", 12000),
    ],
)  # fmt: skip
def test_trust_40_a_number_is_read_with_its_unit_width_and_numerals(written, number):
    assert parse_number(written) == (number, "")


@pytest.mark.parametrize(
    "written",
    ["约12", "12左右", "10-12", "10~12人", "10—12", "十至十二", "十几", "数十人", "30多", "30余人", "50以上", "近百",
     "100+",
     "≥30", "＞30", "不足10户", "至少5人"],
)  # fmt: skip
def test_trust_40_about_twelve_and_ten_to_twelve_are_no_numbers(written):
    assert parse_number(written) == (None, "vague_number")


@pytest.mark.parametrize(
    "written",
    ["不详", "1,2", "1,2000", "3人2户", "3 5", "3\n5", "1 200", "nan", "一二", "一百五", "12.3.4", "85%", "1e3",
     "12²",
     "12①", "⑫", "½", "12小时", "60万元", "12元", "人", "万", "9" * 400, True, date(2016, 1, 1), time(1),
     timedelta(1),
     float("nan"), float("inf"), 10**400],
)  # fmt: skip
def test_what_is_no_number_or_counts_something_else_has_no_value(written):
    assert parse_number(written) == (None, "bad_number")


@pytest.mark.parametrize("parse", [parse_number, parse_yuan, parse_hours])
@pytest.mark.parametrize("written", ["", None, " ", "-", "/", "无", "——"])
def test_a_blank_is_missing_and_not_zero(parse, written):
    assert parse(written) == (None, "")


# ---- yuan ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["60万", "60万元", "60万元整", "600,000元", "\uffe5600,000.00", "¥600000", "人民币600000元整", 600000,
     "陆拾万元整",
     "六十万", "陆拾万圆整", "RMB600,000", "600000块"],
)  # fmt: skip
def test_six_hundred_thousand_yuan(written):
    assert parse_yuan(written) == (600000, "")


@pytest.mark.parametrize(
    "written", ["1,200元", "￥1,200.00", "1200元整", "壹仟贰佰元整", "一千二百元", "1，200", "1200整"]
)
def test_one_thousand_two_hundred_yuan(written):
    assert parse_yuan(written) == (1200, "")


@pytest.mark.parametrize("written", ["(1,200)", "（1,200.00）", "¥(1,200)", "-1,200元", "-¥1,200", "¥-1,200", -1200])
def test_money_in_brackets_is_what_accountants_write_for_a_negative(written):
    assert parse_yuan(written) == (-1200, "")


@pytest.mark.parametrize("written", ["(-5)", "$1,200", "12人", "5小时", "85%", "元", "1,200元/月", "--5", "()", True])
def test_what_is_no_money_has_no_value(written):
    assert parse_yuan(written) == (None, "bad_number")


def test_about_sixty_ten_thousands_is_no_amount():
    assert parse_yuan("约60万") == (None, "vague_number")
    assert parse_yuan("50-60万") == (None, "vague_number")


def test_a_header_in_ten_thousands_multiplies_only_what_has_no_unit_of_its_own():
    assert parse_yuan(60, "万元") == (600000, "")
    assert parse_yuan("60", "万元") == (600000, "")
    assert parse_yuan("(60)", "万元") == (-600000, "")
    assert parse_yuan("600,000元", "万元") == (600000, "")
    assert parse_yuan("￥600,000", "万元") == (600000, "")
    assert parse_yuan("￥(600,000)", "万元") == (-600000, "")
    assert parse_yuan("60万", "万元") == (600000, "")
    assert parse_yuan("陆拾", "万元") == (600000, "")
    assert parse_yuan("", "万元") == (None, "")
    assert parse_yuan(60, "元") == (60, "")


# ---- hours -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        (2, 2), ("2", 2), ("2h", 2), ("2H", 2), ("2 hrs", 2), ("2小时", 2), ("2个小时", 2), ("1.5", 1.5),
        ("1.5h", 1.5),
        ("2个半小时", 2.5), ("一个半小时", 1.5), ("两小时半", 2.5), ("两个半钟头", 2.5), ("半小时", 0.5),
        ("半个小时", 0.5), ("二小时", 2),
        ("90分钟", 1.5), ("90分", 1.5), ("120min", 2), ("十五分钟", 0.25), ("1小时30分", 1.5), ("1小时15分钟", 1.25),
        ("1h30min", 1.5), ("1:30", 1.5), (time(2, 30), 2.5), (timedelta(hours=3), 3), (timedelta(hours=30), 30),
    ],
)  # fmt: skip
def test_hours_are_read_however_they_are_written(written, hours):
    assert parse_hours(written) == (hours, "")


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("14:00-16:00", 2), ("14：00—16：00", 2), ("14\uff1a00\uff5e15\uff1a30", 1.5), ("9:00-11:30", 2.5),
        ("9:00至11:00", 2), ("14:00 - 16:00", 2), ("下午2点-4点", 2), ("下午2-4点", 2), ("14-16点", 2),
        ("14:30-16时", 1.5),
        ("下午2点半到4点", 1.5), ("上午9:00-下午3:00", 6), ("晚上7:00-8:30", 1.5), ("9点-11点30分", 2.5),
        ("中午12点-下午1点", 1),
    ],
)  # fmt: skip
def test_from_one_time_to_another_of_the_same_day(written, hours):
    assert parse_hours(written) == (hours, "")


@pytest.mark.parametrize(
    "written",
    ["16:00-14:00", "10点-2点", "9:00-9:00", "23:00-25:00", "一下午", "很久", "2课时", "12人", "2元", "14:00",
     time(14),
     time(12), "1小时90", "2 3", True, date(2016, 7, 1), float("nan"), "半", "小时"],
)  # fmt: skip
def test_what_is_no_duration_has_no_value(written):
    assert parse_hours(written) == (None, "bad_hours")


@pytest.mark.parametrize(
    "written", ["2-3小时", "约2小时", "半天", "全天", "一天", "2.5天", "一天半", "2小时左右", "十几小时"]
)
def test_half_a_day_and_two_to_three_hours_are_vague(written):
    assert parse_hours(written) == (None, "vague_number")


def test_a_header_in_minutes_divides_what_has_no_unit_of_its_own():
    assert parse_hours(90, "分钟") == parse_hours("90", "分钟") == (1.5, "")
    assert parse_hours("2小时", "分钟") == (2, "")
    assert parse_hours("90分钟", "分钟") == (1.5, "")
    assert parse_hours("14:00-16:00", "分钟") == (2, "")
    assert parse_hours(90, "小时") == (90, "")


# ---- laws ------------------------------------------------------------------------------------------------------------

WHOLE = st.integers(0, 99_999_999)
CENTS = st.decimals(0, 10**8, places=2)


@given(WHOLE, st.sampled_from(["", "人", "人次", "户", "户次", "场", "名", " 人"]), st.booleans())
def test_every_count_is_read_back_with_thousands_parted_and_its_unit(number, unit, parted):
    assert parse_number((f"{number:,}" if parted else str(number)) + unit) == (number, "")


@given(CENTS, st.sampled_from(["{:,}元", "¥{:,}", "{}元整", "{:,}", "{}", "人民币{:,}元"]), st.booleans())
def test_every_amount_is_read_back_as_written_and_negative_in_brackets(amount, form, negative):
    written = form.format(amount)
    assert parse_yuan(f"({written})" if negative else written) == (float(-amount if negative else amount), "")


@given(st.decimals(0, 9999, places=4))
def test_ten_thousands_are_multiplied_exactly(amount):
    expected = (float(amount * Decimal(10000)), "")
    assert parse_yuan(f"{amount}万元") == parse_yuan(str(amount), "万元") == parse_number(f"{amount}万") == expected


@given(st.integers(0, 1439), st.integers(0, 1439), st.sampled_from(["-", "~", "至", "—", " - "]))
def test_every_span_of_a_day_is_its_minutes(begin, end, between):
    written = f"{begin // 60}:{begin % 60:02}{between}{end // 60:02}:{end % 60:02}"
    assert parse_hours(written) == (((end - begin) / 60, "") if begin < end else (None, "bad_hours"))


@given(st.integers(0, 23), st.integers(1, 59))
def test_hours_and_minutes_add_up(hours, minutes):
    assert parse_hours(f"{hours}小时{minutes}分钟") == (pytest.approx((hours * 60 + minutes) / 60), "")
