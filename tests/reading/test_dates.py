"""Days and periods as people write them, under the form of their column."""

# ruff: noqa: DTZ001 - a day in a book has no time zone

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evalkit.reading.dates import DateForm, date_form, parse_date, parse_period, usual_order
from evalkit.reading.daywords import taken_apart

START = date(2016, 7, 1)
YMD, DMY, MDY, UNTOLD = (DateForm(order) for order in ("ymd", "dmy", "mdy", ""))
IN_1904 = DateForm(system=1904)
JULY_5 = (datetime(2016, 7, 5), "")
NO_PERIOD = (None, None)


def day(value):
    return datetime(value.year, value.month, value.day)


# ---- one day ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "2016-07-05", "2016-7-5", "2016/7/5", "2016.7.5", "2016.07.05.", "16.7.5", "16-7-5", "16/7/5", "16年7月5日",
        "2016年7月5日", "2016 年 7 月 5 日", "2016年7月5", "2016年07月05号", "２０１６．７．５", "2016。7。5",
        "2016—7—5",
        "20160705", 20160705, 20160705.0, 42556, 42556.0, 42556.6, "42556", "42556.6",
        "7月5日", "7月5号", "７月5日", "7 月 5 日", "7.5", "7-5", "7/5", "07.05", 7.5,
        date(2016, 7, 5), datetime(2016, 7, 5, 14, 30),
        "2016-07-05 14:30", "2016/7/5 9:05:00", "2016-07-05T00:00:00", "2016/7/5 14:00-16:00", "7.5 下午2:00-4:00",
        "2016.7.5上午", "2016年7月5日下午", "2016年7月5日(周二)", "2016-7-5（星期二）下午", "7月5日 周二 下午2点半",
        "7月5日14:00",
        "二〇一六年七月五日", "二○一六年七月五日", "二零一六年七月五日", "七月五日", " 2016-07-05\u200b",
        "2016\uff0d7\uff0d5",
    ],
)  # fmt: skip
def test_trust_41_5_july_2016_is_read_however_it_is_written(written):
    assert parse_date(written, START, YMD) == JULY_5


@pytest.mark.parametrize(
    ("words", "found"), [("十月十日", (10, 10)), ("十二月二十五日", (12, 25)), ("七月三十日", (7, 30))]
)
def test_days_in_numerals_are_read_with_their_tens(words, found):
    assert parse_date(words, START) == (datetime(2016, *found), "")


@pytest.mark.parametrize(("written", "found"), [("6.30", 30), ("6月3日", 3), ("6.3", 3), (6.4, 4), ("1.10", 10)])
def test_a_day_without_a_year_before_july_lies_in_the_second_calendar_year(written, found):
    read, fault = parse_date(written, START)
    assert (read.year, read.day, fault) == (2017, found, "")


def test_a_day_without_a_year_follows_the_start_of_any_contract_year():
    assert parse_date("6.30", date(2017, 7, 1))[0] == datetime(2018, 6, 30)
    assert parse_date("3.15", date(2016, 3, 16))[0] == datetime(2017, 3, 15)
    assert parse_date("3.16", date(2016, 3, 16))[0] == datetime(2016, 3, 16)
    assert parse_date("3.16") == (None, "bad_date")


@pytest.mark.parametrize("number", [6.1, 6.2, 6.3, 12.3, 2.1])
def test_trust_45_the_number_6_3_may_have_been_6_30_and_is_not_guessed(number):
    assert parse_date(number, START) == (None, "ambiguous_date")


def test_trust_45_the_text_6_30_and_6_3_are_what_they_say():
    assert parse_date("6.30", START) == (datetime(2017, 6, 30), "")
    assert parse_date("6.3", START) == (datetime(2017, 6, 3), "")


# ---- what is no day --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "待补", "16/8", 13.5, 6.0, 0, -1, True, "2016-08/15", time(9, 0), timedelta(days=2), 1e9, float("nan"),
        float("inf"), 8.155, 2016, "2016", "2016年", "12345678",
        "正月初八", "农历七月初五", "农历7月5日", "八月十五", "初八",
        "2016.7.5 2016.7.6", "7.1、7.8", "7.1 5", "7.1①", "2016.7.1²", "2016-08-1514:30", "1个月", "7.5" * 40,
        "2016.7.5" + " " * 90 + "至2016.7.6",
    ],
)  # fmt: skip
def test_what_is_no_day_is_a_bad_date_and_never_another_day(written):
    assert parse_date(written, START, YMD) == (None, "bad_date")


@pytest.mark.parametrize(
    "written",
    ["2016-02-30", "2016-13-01", "13月", "13月5日", "2016年13月", "6.31", "2.29", 6.31, "20161305", 20160230,
                "16.2.30", "2016年6月31日", "2016.7.0"]
)  # fmt: skip
def test_trust_44_a_day_that_the_calendar_does_not_have(written):
    assert parse_date(written, START, YMD) == (None, "impossible_date")


@pytest.mark.parametrize(
    "written", ["2106-08-15", "2106年8月15日", 21060815, datetime(2106, 8, 15), date(1899, 12, 31), "1949-12-31",
                "2050.1.1", 75468, 12345, "1016-7-5"]
)  # fmt: skip
def test_trust_44_a_year_far_off(written):
    assert parse_date(written, START, YMD) == (None, "far_date")


def test_trust_44_the_first_and_last_year_belong_to_those_that_are_read():
    assert parse_date("1950-01-01") == (datetime(1950, 1, 1), "")
    assert parse_date("2049-12-31") == (datetime(2049, 12, 31), "")


@pytest.mark.parametrize(
    "written",
    ["2016年8月", "2016-08", "2016.8", "2016/8", "8月", "8月份", "16年8月", "201608", 201608, 2016.8, 2016.1,
                "2016年8月上旬", "8月底", "2016.7-2017.6", "7月-9月", "7-9月", "2016年8月至今", "二〇一六年八月"]
)  # fmt: skip
def test_trust_44_a_month_is_no_day(written):
    assert parse_date(written, START, YMD) == (None, "month_only")


@pytest.mark.parametrize("written", ["", " ", None, "-", "—", "/", "无", "至今", "长期"])
def test_a_blank_date_is_no_fault_of_the_cell(written):
    assert parse_date(written, START) == (None, "")
    assert parse_period(written, START) == (NO_PERIOD, "")


# ---- the form of a column --------------------------------------------------------------------------------------------


def test_trust_42_16_8_1_is_1_august_under_the_declared_form_and_flagged_without_it():
    assert parse_date("16.8.1", START, YMD) == (datetime(2016, 8, 1), "")
    for form in (UNTOLD, DMY, MDY):
        assert parse_date("16.8.1", START, form) == (None, "date_order")
    assert parse_date("16.8.1") == (None, "date_order")


def test_trust_42_years_of_two_digits_are_told_by_the_column():
    assert date_form(["16.7.5", "16.12.31", "17.3.4"], START).order == "ymd"
    assert date_form(["2012.6.30", "08.7.1"], START).order == "ymd"  # the column writes a whole year elsewhere
    assert date_form(["08.7.1", "11.6.30"], START).order == ""  # graduation: nothing here says which is the year
    assert date_form(["16.7.5", "08.7.1", "11.6.30"], START).order == ""  # fewer than half in the contract year
    assert date_form(["5.7.16", "31.8.16"], START).order == ""
    assert date_form(["2016.7.5", "31.7.16"], START).order == ""  # both orders in one column
    assert date_form(["16.16.7"], START).order == ""


def test_trust_42_one_slip_does_not_hide_the_form_of_a_column():
    form = date_form(["16.7.5", "16.8.40", "15.9.1", "16.10.2"], START)
    assert form.order == "ymd"
    assert [parse_date(cell, START, form) for cell in ("16.8.40", "15.9.1")] == [
        (None, "impossible_date"),
        (datetime(2015, 9, 1), ""),
    ]


def test_a_year_of_two_digits_may_lie_in_the_last_century():
    assert parse_date("98.7.1", START, YMD) == (datetime(1998, 7, 1), "")
    assert parse_date("98年7月1日", START) == (datetime(1998, 7, 1), "")


def test_day_and_month_are_told_apart_where_the_column_tells():
    assert date_form(["5/7/2016", "25/7/2016"], START).order == "dmy"
    assert date_form(["5/7/2016", "7/25/2016"], START).order == "mdy"
    assert date_form(["5/7/2016", "6/8/2016"], START).order == ""
    assert date_form(["25/7/2016", "7/25/2016"], START).order == ""
    assert parse_date("5/7/2016", START, DMY) == (datetime(2016, 7, 5), "")
    assert parse_date("5/7/2016", START, MDY) == (datetime(2016, 5, 7), "")


def test_day_and_month_are_not_guessed_where_both_are_possible():
    for form in (UNTOLD, YMD, None):
        assert parse_date("5/7/2016", START, form) == (None, "date_order")
        assert parse_date("25/7/2016", START, form) == (datetime(2016, 7, 25), "")
        assert parse_date("7/25/2016", START, form) == (datetime(2016, 7, 25), "")
        assert parse_date("7/7/2016", START, form) == (datetime(2016, 7, 7), "")
        assert parse_date("31/31/2016", START, form) == (None, "impossible_date")
    assert parse_date("5/7", START, DMY) == (None, "date_order")
    assert parse_date("5月7日", START, DMY) == (datetime(2017, 5, 7), "")


def test_trust_43_a_day_number_is_counted_in_the_workbooks_own_system():
    # 1904-01-01 is day 1462 of the 1900 system and day 0 of the 1904 system.
    for cell in (42556 - 1462, float(42556 - 1462), str(42556 - 1462)):
        assert parse_date(cell, START, IN_1904) == JULY_5
    assert parse_date(42556, START) == JULY_5
    assert date_form([42556], START, date1904=True).system == 1904
    assert date_form([42556], START).system == 1900


def test_the_form_of_a_column_is_told_in_few_words(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    assert date_form(["2016.7.5", "2016.7.6", "7月5日", None], START).shown == "年.月.日、月日"
    assert (
        date_form([41094.0, 41095.0, datetime(2016, 7, 5)], START, date1904=True).shown
        == "Excel 序号（1904）、日期格式"
    )
    assert date_form(["25/7/2016"], START).shown == "日/月/年"
    assert date_form(["5/7/2016"], START).shown == "年月日次序不明"
    assert date_form([6.3, 6.4], START).shown == "月.日"
    assert date_form(["", None, "待补", True], START) == DateForm()
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert date_form(["2016年7月5日", "2016-7-6", "2016-7-7"], START).shown == "year-month-day, year month day"


@given(st.permutations(["16.7.5", "2016.8.1", "16.9.30", 42600, None, "6.30", "待补"]))
def test_the_order_of_the_cells_does_not_matter_for_the_form(cells):
    assert date_form(cells, START).order == "ymd"


# ---- periods ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("7.1-7.3", (2016, 7, 1), (2016, 7, 3)), ("7-1-7-3", (2016, 7, 1), (2016, 7, 3)),
        ("7月1日-3日", (2016, 7, 1), (2016, 7, 3)), ("7月1-3日", (2016, 7, 1), (2016, 7, 3)),
        ("2016年7月1日至3日", (2016, 7, 1), (2016, 7, 3)), ("2016.7.1~7.3", (2016, 7, 1), (2016, 7, 3)),
        ("7/1——7/3", (2016, 7, 1), (2016, 7, 3)), ("7.1上午-7.3下午", (2016, 7, 1), (2016, 7, 3)),
        ("2016-7-1-2016-7-3", (2016, 7, 1), (2016, 7, 3)), ("16-7-1-16-7-3", (2016, 7, 1), (2016, 7, 3)),
        ("2016.7.1-2017.6.30", (2016, 7, 1), (2017, 6, 30)), ("2016/7/1 至 2017/6/30", (2016, 7, 1), (2017, 6, 30)),
        ("自2016年7月1日起至2017年6月30日止", (2016, 7, 1), (2017, 6, 30)),
        ("16.7.1—18.6.30", (2016, 7, 1), (2018, 6, 30)),
        ("20160701-20170630", (2016, 7, 1), (2017, 6, 30)), ("2016.12.30-1.2", (2016, 12, 30), (2017, 1, 2)),
        ("6.30-7.2", (2017, 6, 30), (2017, 7, 2)),
        ("2016.7.1起", (2016, 7, 1), None), ("2016.7.1至今", (2016, 7, 1), None),
        ("2016年7月1日—长期", (2016, 7, 1), None),
        ("2016.7.1起至今", (2016, 7, 1), None), ("从2016年7月1日开始", (2016, 7, 1), None),
    ],
)  # fmt: skip
def test_a_period_has_its_days_and_a_date_column_reads_the_first_and_says_so(written, first, last):
    begin, end = datetime(*first), datetime(*last) if last else None
    assert parse_period(written, START, YMD) == ((begin, end), "")
    assert parse_date(written, START, YMD) == (begin, "date_range")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2016.7.5", "bad_date"), (datetime(2016, 7, 5), "bad_date"), (42556, "bad_date"), ("两年", "bad_date"),
        ("2016.7.5-2016.7.3", "bad_date"), ("7.1-2017.6.30", "bad_date"),
        ("2016.7.5-3", "bad_date"), ("2016.7.1-2016.6.31", "impossible_date"),
        ("2016.7.1-2106.6.30", "far_date"), ("2016.7-2017.6", "month_only"), ("1/7/2016-30/6/2017", "date_order"),
    ],
)  # fmt: skip
def test_a_period_with_a_fault_has_neither_day(written, fault):
    assert parse_period(written, START, YMD) == (NO_PERIOD, fault)


def test_a_period_is_read_under_the_form_of_its_column():
    assert parse_period("1/7/2016-30/6/2017", START, DMY) == ((datetime(2016, 7, 1), datetime(2017, 6, 30)), "")


def test_a_period_that_runs_backwards_has_no_first_day_either():
    assert parse_date("2016.7.5-2016.7.3", START) == (None, "bad_date")


# ---- laws ------------------------------------------------------------------------------------------------------------

WHOLE = ["{:%Y-%m-%d}", "{:%Y/%m/%d}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日", "{:%Y%m%d}",
         "{:%y}-{0.month}-{0.day}", "{:%y}.{0.month}.{0.day}", "{:%Y-%m-%d} 09:30", "{:%Y.%m.%d}下午"]  # fmt: skip
WITHOUT_YEAR = ["{0.month}月{0.day}日", "{0.month}.{0.day}", "{0.month}/{0.day}", "{0.month} 月 {0.day} 号"]
DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
IN_YEAR = st.dates(date(2016, 7, 1), date(2017, 6, 30))


def put(form, value):
    return form.replace("{:", "{0:").format(value)


@given(DAYS, st.sampled_from(WHOLE))
def test_every_day_in_every_accepted_form_is_read_back(value, form):
    assert parse_date(put(form, value), START, YMD) == (day(value), "")


@given(DAYS)
def test_every_day_number_is_read_back_in_both_systems(value):
    since_1900 = (value - date(1899, 12, 30)).days
    assert parse_date(since_1900, START) == parse_date(str(since_1900), START) == (day(value), "")
    assert parse_date((value - date(1904, 1, 1)).days, START, IN_1904) == (day(value), "")


@given(IN_YEAR, st.sampled_from(WITHOUT_YEAR))
def test_every_day_of_the_contract_year_is_read_back_without_its_year(value, form):
    assert parse_date(put(form, value), START) == (day(value), "")


@given(DAYS, DAYS, st.sampled_from(WHOLE[:7]), st.sampled_from(["-", "~", "至", "到", "—", " 至 ", "--"]))
def test_every_period_is_read_back(one, other, form, between):
    first, last = sorted((one, other))
    read = parse_period(put(form, first) + between + put(form, last), START, YMD)
    assert read == ((day(first), day(last)), "")


@given(IN_YEAR)
def test_a_number_m_d_is_the_day_it_shows_or_flagged(value):
    number = float(f"{value.month}.{value.day}")
    read = parse_date(number, START)
    doubtful = value.day in {1, 2, 3, 10, 20, 30}
    assert read == ((None, "ambiguous_date") if doubtful else (day(value), ""))


@given(DAYS, st.integers(1, 12))
def test_only_one_order_is_ever_read(value, month):
    assume(value.day != month)
    read = {parse_date(f"{value.day}/{month}/{value.year}", START, form)[0] for form in (UNTOLD, DMY)} - {None}
    assert len(read) <= 1


@given(st.text("0123456789年月日至-.~起", max_size=90))
def test_words_are_taken_apart_into_a_day_or_a_reason(words):
    taken = taken_apart(words)
    assert (taken.first is None) == bool(taken.fault)


def test_a_workbook_whose_dates_in_the_contract_are_year_first_writes_them_so_elsewhere_too():
    contract = date(2016, 7, 1), date(2018, 6, 30)
    assert usual_order(["09-6-30", "16-7-1"], *contract) == "ymd"
    assert usual_order(["09-6-30", "11-6-30"], *contract) == ""  # nothing lies in the contract
    assert usual_order(["16-8-17"], *contract) == ""  # 17 August 2016 or 16 August 2017
    assert date_form(["09-6-30"], START, usual="ymd").order == "ymd"
    assert date_form(["25/7/2016", "7/25/2016"], START, usual="ymd").order == ""  # the column contradicts itself


@pytest.mark.parametrize(
    "written", ["2016,7,5", "2016\uff0c7\uff0c5", "2016、7、5", "2016 7 5", "\u20192016.7.5", "'2016-7-5"]
)
def test_a_date_with_one_reading_is_read_whatever_parts_its_numbers(written):
    assert parse_date(written, START) == (datetime(2016, 7, 5), "")
