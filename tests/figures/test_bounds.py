"""Values against their bounds, with the verdicts said by the test."""

from itertools import pairwise

import pytest
from drawn import NAMES, frame, street_verdicts, verdict
from hypothesis import given
from hypothesis import strategies as st
from looking import drawn, names, off_the_page, overlapping, words

import evalkit as ek
from evalkit.errors import ParameterError
from evalkit.figures.base import COLOURS, MARKERS
from evalkit.figures.bounds import lanes


def marks(chart, line):
    """The marks of one requirement: (place, marker) by place."""
    found = [(x, y, one.get_marker()) for one in drawn(chart, "curve") for x, y in one.get_xydata()]
    near = [(x, marker) for x, y, marker in found if abs(y - line) < 0.5]
    return sorted((round(float(x), 4), marker) for x, marker in near)


def lines(chart):
    return [name.replace("\n", "") for name in names(chart, "down")]


def test_one_line_a_requirement_and_none_for_what_does_not_apply(verdicts):
    assert lines(ek.figures.progress(verdicts, "zh")) == [
        "常驻全职人员", "专业社工占比", "本土专业督导", "服务对象家庭数", "个案服务占比",
        "居民家庭探访", "大型活动", "治理型组织",
    ]  # fmt: skip


def test_a_value_stands_at_its_share_of_the_bound_with_the_mark_of_its_verdict(plan):
    chart = ek.figures.progress(street_verdicts(plan, NAMES[:3]), "zh")
    assert marks(chart, 0) == [(1.0, MARKERS["met"])], "5 of 5"
    assert marks(chart, 1) == [(0.8, MARKERS["not_met"])], "40 % of 50 %"
    assert marks(chart, 3) == [(1.225, MARKERS["met"])], "49 of 40"
    assert marks(chart, 5) == [(round(149 / 150, 4), "X"), (1.04, "o"), (round(163 / 150, 4), "o")]


def test_what_cannot_be_told_has_no_mark_but_its_verdict_in_words(plan):
    chart = ek.figures.progress(street_verdicts(plan, NAMES[:3]), "zh")
    assert marks(chart, 2) == []
    (text,) = [t for t in chart.texts if t.get_text() == "无法核定" and t.get_label() != "key"]
    assert text.get_position()[1] == 2


def test_communities_of_one_value_share_a_mark_that_says_how_many(plan):
    chart = ek.figures.progress(street_verdicts(plan, NAMES), "zh")
    assert marks(chart, 6) == [(1.0, "o")]
    assert [t.get_text() for t in chart.texts if t.get_position() == (1.0, 6.0)] == ["6"]


def test_bound_and_value_stand_beside_in_words(plan):
    told = words(ek.figures.progress(street_verdicts(plan, NAMES[:3]), "zh"))
    assert {"≥ 150 户", "149–163 户\n2/3 个社区达标", "≥ 50%", "40%（2/5）", "48.98%（24/49）"} <= set(told)


SECTIONS = {
    "team": ["常驻全职人员", "专业社工占比", "本土专业督导"],
    "services": ["服务对象家庭数", "个案服务占比"],
    "communities": ["居民家庭探访", "大型活动", "治理型组织"],
}


@pytest.mark.parametrize("section", SECTIONS)
def test_of_a_section_only_its_own_requirements_are_drawn_and_the_label_says_which(verdicts, section):
    chart = ek.figures.progress(verdicts, "zh", section)
    assert lines(chart) == SECTIONS[section]
    assert chart.name == f"progress-{section}"
    assert chart.get_size_inches()[1] == pytest.approx(0.36 * len(SECTIONS[section]) + 1.05)


def test_the_caption_names_the_section_in_both_languages(plan):
    verdicts = street_verdicts(plan, NAMES[:3])
    told = [ek.figures.progress(verdicts, lang, section="team").caption for lang in ("zh", "en")]
    assert told == [
        "狮山街道第一合同年度“服务团队”各项要求完成情况（要求值 = 100%）",
        "Service team, Shishan Sub-district, contract year 1: values as shares of their bounds",
    ]
    whole = ek.figures.progress(verdicts, "zh")
    assert (whole.name, whole.caption) == ("progress", "狮山街道第一合同年度各项要求完成情况（要求值 = 100%）")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("section", SECTIONS)
def test_a_figure_of_two_or_three_lines_has_room_for_all_its_words(verdicts, section, lang):
    chart = ek.figures.progress(verdicts, lang, section)
    assert overlapping(chart) == []
    assert off_the_page(chart) == []


def test_what_a_number_in_a_mark_means_is_said_only_where_communities_have_one(plan):
    verdicts = street_verdicts(plan, NAMES)
    assert "实际值占要求值的比例" in words(ek.figures.progress(verdicts, "zh", "team"))
    shared = "实际值占要求值的比例（标记中的数字为数值相同的社区个数）"
    assert shared in words(ek.figures.progress(verdicts, "zh", "communities"))


def test_a_section_that_does_not_exist_is_refused_with_the_nearest(verdicts):
    with pytest.raises(ParameterError, match="team"):
        ek.figures.progress(verdicts, section="teams")


def test_a_section_without_a_bound_says_so_and_draws_no_axis(plan):
    rows = [verdict(plan, "facility_upgrade", None, "met")]
    chart = ek.figures.progress(frame(rows), "zh", "facilities")
    assert words(chart) == ["这里没有既适用又有数值标准的要求。"]
    assert chart.name == "progress-facilities"


def test_a_bound_in_two_lines_never_ends_the_first_with_an_opening_bracket(plan):
    chart = ek.figures.progress(frame([verdict(plan, "certified_board", 2, "met")]), "zh", "agency")
    assert "≥ 2 名\n（折合助理）" in words(chart)


def test_a_value_beyond_twice_its_bound_stays_on_the_paper(plan):
    chart = ek.figures.progress(frame([verdict(plan, "client_families", 400, "met")]), "zh")
    assert marks(chart, 0) == [(2.0, "o")]


def test_an_upper_bound_is_the_measure_where_there_is_no_lower_one(plan):
    chart = ek.figures.progress(frame([verdict(plan, "fee_year_1", 612_000, "not_met", margin=-12_000)]), "zh")
    assert marks(chart, 0) == [(1.02, "X")]


@given(st.lists(st.floats(0, 2), max_size=8))
def test_up_to_four_marks_close_together_never_share_a_lane(places):
    heights = lanes(places)
    assert len(heights) == len(places)
    for nth, (place, height) in enumerate(zip(places, heights, strict=True)):
        close = [h for p, h in zip(places[:nth], heights[:nth], strict=True) if abs(p - place) <= 0.085]
        assert height not in close or len(set(close)) >= 4


def lightness(colour):
    """CIE L* of a colour (CIE 15:2004)."""
    from matplotlib.colors import to_rgb

    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    y = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * y ** (1 / 3) - 16


def test_verdicts_are_told_apart_in_grey_print():
    shades = sorted(map(lightness, COLOURS.values()))
    assert min(b - a for a, b in pairwise(shades)) > 7
    assert len(set(MARKERS.values())) == len(MARKERS)


# Machado, Oliveira, Fernandes 2009, severity 1.0: protanopia, deuteranopia, tritanopia, on linear RGB.
BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("kind", BLIND)
def test_verdicts_are_told_apart_by_colour_blind_readers(kind):
    from itertools import combinations

    from matplotlib.colors import to_rgb

    def lab(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        seen = [min(1, max(0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in BLIND[kind]]
        to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
        xyz = [sum(m * c for m, c in zip(row, seen, strict=True)) for row in to_xyz]
        f = [
            (v / w) ** (1 / 3) if v / w > 0.008856 else 7.787 * v / w + 16 / 116
            for v, w in zip(xyz, (0.9505, 1, 1.089), strict=True)
        ]
        return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])

    pairs = combinations([lab(colour) for colour in COLOURS.values()], 2)
    assert min(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 for one, other in pairs) > 10
