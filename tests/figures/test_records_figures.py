"""Figures of the records: counts and places worked out by hand from what `drawn` draws."""

import builders
from drawn import NAMES, STREET, street_records, visits
from looking import bars, drawn, names, strokes, titles, words
from matplotlib.colors import to_hex

import evalkit as ek
from evalkit.figures.base import BOUND, DARK, INK, LIGHT


def test_visits_count_households_once_in_the_month_of_the_first_and_only_when_done(plan):
    chart = ek.figures.visits_by_month(street_records(plan, NAMES[:3]), STREET, 1, "zh")
    assert titles(chart, "left") == NAMES[:3]
    heights = [height for *_, height in bars(chart, LIGHT)][:12]
    # Every second day from 1 July: 1, 3 … 31 July are 16 days, 2, 4 … 30 August 15, 1 … 29 September 15.
    assert heights[:3] == [16, 15, 15]
    assert sum(heights) == 149
    line, *others = drawn(chart, "curve")
    assert len(others) == 2
    assert list(line.get_ydata())[:3] == [16, 31, 46]
    assert line.get_ydata()[-1] == 149


def test_figures_go_up_to_the_last_day_known_and_say_so(plan):
    records = street_records(plan, NAMES[:3])
    chart = ek.figures.visits_by_month(records, STREET, 1, "zh", "2016-08-15")
    assert "（截至2016年8月15日）" in chart.caption
    # 1, 3 … 31 July are 16 days, 2, 4 … 14 August 7; what is short of 150 is not missed yet.
    assert titles(chart, "right")[0] == "23 …"
    assert "尚未开始" in "".join(words(ek.figures.activities(records, STREET, 1, "zh", "2016-06-30")))
    assert "尚未开始" in "".join(words(ek.figures.staff(records, STREET, 1, "zh", "2016-06-30")))
    assert len(names(ek.figures.staff(records, STREET, 1, "zh", "2016-09-30"), "across")) == 3
    assert "截至" not in ek.figures.visits_by_month(records, STREET, 1, "zh").caption


def test_visits_show_the_bound_and_on_which_side_of_it_each_community_ends(plan):
    chart = ek.figures.visits_by_month(street_records(plan, NAMES[:3]), STREET, 1, "zh")
    assert titles(chart, "right") == ["149 ×", "150 ✓", "151 ✓"]
    assert [{start[1], end[1]} for start, end in strokes(chart, BOUND)] == [{150.0}] * 3
    assert "要求：不少于 150 户" in words(chart)


def test_a_community_without_any_visit_is_there_at_zero(plan):
    records = street_records(plan, NAMES[:3], visits=visits(NAMES[:2]))
    chart = ek.figures.visits_by_month(records, STREET, 1, "zh")
    assert len(titles(chart, "left")) == 3
    assert titles(chart, "right")[2] == "0 ×"


def test_rows_excluded_on_reading_are_not_drawn(plan):
    rows = visits(NAMES[:1]).assign(excluded="outside_year")
    chart = ek.figures.visits_by_month(street_records(plan, NAMES[:1], visits=rows), STREET, 1, "zh")
    assert titles(chart, "right")[0] == "0 ×"


def test_activities_of_several_days_are_one_and_a_guest_does_not_count(plan):
    chart = ek.figures.activities(street_records(plan, NAMES[:3]), STREET, 1, "zh")
    dots = [(to_hex(one.get_markerfacecolor()), round(y)) for one in drawn(chart, "curve") for y in one.get_ydata()]
    large, small = ([dots.count((colour, line)) for line in range(3)] for colour in (DARK, "#ffffff"))
    assert (large, small) == ([2, 2, 2], [5, 6, 6])
    assert [t.get_text() for t in chart.texts if "/" in t.get_text() and "要求" not in t.get_text()] == [
        "2 / 2 ✓", "2 / 2 ✓", "2 / 2 ✓", "5 / 6 ×", "6 / 6 ✓", "6 / 6 ✓",
    ]  # fmt: skip


def test_an_activity_stands_at_its_first_day(plan):
    from matplotlib.dates import num2date

    chart = ek.figures.activities(street_records(plan, NAMES[:1]), STREET, 1, "zh")
    large = next(one for one in drawn(chart, "curve") if len(one.get_xdata()) == 2)
    assert [f"{num2date(x):%Y-%m-%d}" for x in large.get_xdata()] == ["2016-09-10", "2017-01-20"]


def test_staff_are_those_in_post_at_each_month_end_and_professional_by_then(plan):
    chart = ek.figures.staff(street_records(plan, NAMES[:1]), STREET, 1, "zh")
    able, rest = ([height for *_, height in bars(chart, colour)] for colour in (DARK, LIGHT))
    assert able == [2] * 5 + [3] * 7, "the third is professional from 15 December on"
    assert [a + b for a, b in zip(able, rest, strict=True)] == [5] * 8 + [4] * 4, "the fifth left on 10 March"
    assert [t.get_text() for t in chart.texts if "×" in t.get_text()] == ["4 ×"] * 4
    assert [start[1] for start, _ in strokes(chart, INK)] == [2.5] * 8 + [2.0] * 4, "half of those in post"


def test_categories_count_families_once_each_and_casework_by_the_rule_of_the_plan(plan):
    chart = ek.figures.categories(street_records(plan, NAMES[:1]), STREET, 1, "zh")
    found = names(chart, "down")
    dark, light = ([width for _, _, width, _ in bars(chart, colour)] for colour in (DARK, LIGHT))
    told = {name: (a, b) for name, a, b in zip(found, dark, light, strict=True)}
    # d is in casework without a case on file, so it counts as other.
    assert told == {"残疾人": (2, 0), "低收入家庭": (1, 0), "高龄空巢老人": (0, 1), "类别未登记": (0, 1)}
    assert found[-1] == "残疾人", "longest on top"
    assert [text for text in words(chart) if "去重" in text] == [
        "个案服务或个案管理（去重 2 户）",
        "其他服务方式（去重 2 户）",
    ]


def test_without_a_list_of_communities_those_in_the_rows_are_drawn(plan):
    records = builders.records(plan, visits=visits(NAMES[:2]))
    chart = ek.figures.visits_by_month(records, STREET, 1, "zh")
    assert titles(chart, "left") == NAMES[:2]


def test_a_name_from_a_workbook_is_never_read_as_mathematics(plan):
    records = builders.records(plan, visits=visits(["$\\foo$社区"]))
    assert "$\\foo$社区</text>" in ek.figures.visits_by_month(records, STREET, 1, "zh").svg()
