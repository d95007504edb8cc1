"""Figures of streets beside each other: read at 9, 30 and 200 streets, in grey, with uncertainty, nothing made up."""

import many
import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from looking import boxes, not_in_the_font, off_the_page, overlapping, words
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure

import evalkit as ek
from evalkit.comparing import compare_costs, compare_years
from evalkit.errors import ParameterError
from evalkit.figures import beside, placing
from evalkit.figures.base import FIGURE

NAMES = ["caterpillar", "ranks", "funnel", "dumbbell", "tiles", "months", "cost_output", "heat"]
CASES = [(name, 9, "en") for name in NAMES] + [(name, 200, "zh") for name in NAMES]
CASES += [("caterpillar", 9, "zh"), ("caterpillar", 30, "en"), ("dumbbell", 30, "en"), ("heat", 30, "zh")]


@pytest.fixture(scope="module")
def given(plan):
    """Of so many streets: verdicts, and what is compared."""
    found = {}
    for number in (9, 30, 200):
        verdicts = many.shares(number, (1, 2) if number < 200 else (1,))
        found[number] = {
            "plan": plan.model_copy(update={"streets": many.streets(number)}), "verdicts": verdicts,
            "comparison": ek.compare(verdicts), "costs": compare_costs(many.money(number)),
        }  # fmt: skip
    two = many.shares(200)
    found[200]["both"], found[200]["changes"] = ek.compare(two), compare_years(two)
    for number in (9, 30):
        found[number] |= {"both": found[number]["comparison"], "changes": compare_years(found[number]["verdicts"])}
    return found


def draw(name, number, lang, given, ax=None):
    mine = given[number]
    if name == "dumbbell":
        return ek.figures.dumbbell(mine["both"], mine["changes"], lang, ax)
    if name == "tiles":
        return ek.figures.tiles(mine["comparison"], mine["plan"], lang, ax)
    if name == "months":
        return ek.figures.months(many.visits(mine["plan"], number), "household_visits", 1, lang, ax=ax)
    if name == "cost_output":
        return ek.figures.cost_output(mine["costs"], lang, ax)
    if name == "heat":
        return ek.figures.heat(mine["verdicts"], lang)
    return getattr(ek.figures, name)(mine["comparison"], lang, ax)


@pytest.mark.parametrize(("name", "number", "lang"), CASES)
def test_text_never_overlaps_whether_streets_are_few_or_many(name, number, lang, given):
    chart = draw(name, number, lang, given)
    seen = boxes(chart)
    assert overlapping(chart, seen) == []
    assert off_the_page(chart, seen) == []
    assert not_in_the_font(chart) == set()
    told = chart._repr_mimebundle_()[FIGURE]
    assert told["caption"]
    assert 20 < len(told["alt"]) < 6000


@pytest.mark.parametrize("name", [name for name in NAMES if name != "heat"])
def test_a_figure_goes_into_axes_of_somebody_else(name, given):
    one = {9: given[9] | {"comparison": given[9]["comparison"].query("year == 1")}}
    figure = Figure(figsize=(9, 7))
    axes = figure.add_subplot()
    before = dict(mpl.rcParams)
    assert draw(name, 9, "zh", one, axes) is figure
    assert axes.texts or axes.lines
    assert dict(mpl.rcParams) == before


def test_one_pair_of_axes_takes_one_year(given):
    with pytest.raises(ParameterError, match="第二合同年度"):
        ek.figures.caterpillar(given[9]["comparison"], "zh", Figure().add_subplot())


def marks(axes):
    """Marks that stand alone: (x, y, form, open or full)."""
    lone = [one for one in axes.lines if len(one.get_xdata()) == 1 and one.get_marker() not in {"None", ""}]
    return [(float(m.get_xdata()[0]), float(m.get_ydata()[0]), m.get_marker(), m.get_markerfacecolor()) for m in lone]


def test_a_street_that_is_not_known_has_no_mark_but_words(given):
    axes = ek.figures.caterpillar(given[9]["comparison"], "zh").axes[0]
    assert [y for _, y, _, _ in marks(axes)] == [0, 2, 3, 4, 5, 6, 7, 8]
    assert [t.get_text() for t in axes.texts if t.get_position()[1] == 1] == ["无法核定"]


def test_every_row_tells_how_many_of_how_many_and_has_its_interval(given):
    comparison = given[9]["comparison"].query("year == 1")
    axes = ek.figures.caterpillar(comparison, "zh").axes[0]
    row = comparison.iloc[0]
    (told,) = [t.get_text() for t in axes.texts if t.get_position()[1] == 0]
    assert f"（{row['numerator']:.0f}/{row['denominator']:.0f}）" in told
    ends = [tuple(segment[:, 0]) for one in axes.collections for segment in one.get_segments() if segment[0, 1] == 0]
    assert any(np.allclose(pair, (row["rate_low"], row["rate_high"])) for pair in ends)


def test_outside_the_funnel_is_told_by_form_not_by_colour_alone(given):
    comparison = given[9]["comparison"].query("year == 1")
    form = {y: marker for _, y, marker, _ in marks(ek.figures.caterpillar(comparison, "zh").axes[0])}
    assert form[many.HIGH] == form[many.LOW] == "s"
    assert form[0] == "o"
    assert len({marker for marker, _ in beside.CLASSES.values()}) == len(beside.CLASSES)


def test_few_are_open_marks(given):
    few = beside.mark({"funnel": "inside", "cautions": "few;no_order"})
    assert few["markerfacecolor"] == "white" != beside.mark({"funnel": "inside", "cautions": ""})["markerfacecolor"]


def test_of_two_hundred_streets_those_outside_are_named_and_no_other(given):
    comparison = given[200]["comparison"]
    outside = set(comparison.loc[~comparison["funnel"].isin(["inside", ""]), "street"])
    named = {word for word in words(ek.figures.funnel(comparison, "zh")) if word.startswith("第") and "街道" in word}
    assert len(named) > 5
    assert named <= outside


def test_a_funnel_has_its_baseline_and_both_limits_and_says_how_often_chance_alone_leaves_it(given):
    comparison = given[9]["comparison"].query("year == 1")
    chart = ek.figures.funnel(comparison, "zh")
    axes = chart.axes[0]
    base = comparison["baseline"].dropna().iloc[0]
    assert any(set(one.get_ydata()) == {base} for one in axes.lines)
    row = comparison.iloc[0]
    size = row["denominator"]
    curves = [one for one in axes.lines if len(one.get_xdata()) == 160]
    at = sorted(float(np.interp(size, one.get_xdata(), one.get_ydata())) for one in curves)
    told = sorted(row[["funnel_low998", "funnel_low95", "funnel_high95", "funnel_high998"]])
    assert all(min(abs(one - end) for one in at) < 0.002 for end in told)
    assert "34%" in "".join(words(chart)), "1 - 0.95 ** 8"


def test_a_rank_is_never_a_point_but_a_bar_from_best_to_worst(given):
    comparison = given[9]["comparison"].query("year == 1")
    axes = ek.figures.ranks(comparison, "zh").axes[0]
    assert marks(axes) == []
    known = comparison[comparison["rank_low"].notna()]
    bars = [(round(bar.get_x() + 0.4), round(bar.get_x() + bar.get_width() - 0.4)) for bar in axes.patches]
    assert bars == list(zip(known["rank_low"], known["rank_high"], strict=True))


def test_a_dumbbell_tells_the_change_with_its_interval_and_a_street_of_one_year_has_one_mark(given):
    chart = ek.figures.dumbbell(given[9]["both"], given[9]["changes"], "zh")
    heights = [y for x, y, _, _ in marks(chart.axes[0]) if x == x]
    assert heights.count(0) == 2
    assert heights.count(1) == 1
    told = "".join(words(chart))
    assert "全部（配对 8 个）" in told
    change = given[9]["changes"].query("street == '第001街道'")["change"].iloc[0]
    assert f"{abs(round(change, 3)) * 100:.1f}".rstrip("0").rstrip(".") + " 个百分点 [" in told


def test_tiles_stand_under_their_districts_and_what_is_not_known_is_hatched(given):
    chart = ek.figures.tiles(given[9]["comparison"].query("year == 1"), given[9]["plan"], "zh")
    told = words(chart)
    assert {f"第{n}区" for n in range(1, 6)} <= set(told)
    hatched = [patch for patch in chart.axes[0].patches if patch.get_hatch()]
    assert len(hatched) == 1
    assert "无法核定" in told


def test_tiles_of_verdicts_have_the_verdict_in_words(given):
    verdicts = given[9]["verdicts"].query("year == 1")
    told = words(ek.figures.tiles(verdicts, given[9]["plan"], "zh"))
    assert [told.count(f"{mark}") >= (verdicts["verdict"] == word).sum() for mark, word in
            (("✓ 达标", "met"), ("× 未达标", "not_met"), ("? 无法核定", "cannot_assess"))] == [True] * 3  # fmt: skip


def test_months_are_counted_street_by_street_and_nothing_handed_in_is_no_zero(given):
    chart = ek.figures.months(many.visits(given[9]["plan"], 9), "household_visits", 1, "zh")
    told = words(chart)
    assert {"第001街道 24", "第003街道 48", "第004街道 60"} <= set(told), "2, 4 and 5 a month"
    assert "第002街道 未提交" in told
    bars = [one for one in chart.axes[0].collections if isinstance(one, PatchCollection)]
    assert [len(one.get_paths()) for one in bars] == [12] * 8


def test_a_cost_has_an_interval_both_ways_and_lies_on_the_curve_of_its_spending(given):
    costs = given[9]["costs"]
    axes = ek.figures.cost_output(costs, "zh").axes[0]
    segments = [segment for one in axes.collections for segment in one.get_segments()]
    row = costs.iloc[0]
    across = [s for s in segments if np.allclose(s[:, 1], row["rate"])]
    up = [s for s in segments if np.allclose(s[:, 0], row["denominator"])]
    assert np.allclose(sorted(across[0][:, 0]), sorted(row["numerator"] / row[["rate_high", "rate_low"]].astype(float)))
    assert np.allclose(sorted(up[0][:, 1]), [row["rate_low"], row["rate_high"]])
    assert all(x * y == pytest.approx(60_000) for x, y, _, _ in marks(axes))
    assert any("第003街道" in t.get_text() for t in axes.texts), "its spending was not handed in"


def test_nothing_to_compare_is_said_and_no_empty_frame_drawn(given):
    comparison = given[9]["comparison"]
    none = comparison.assign(rate=np.nan, value=np.nan, funnel_low95=np.nan, rank_low=pd.NA)
    for name in ("funnel", "ranks"):
        (text,) = words(getattr(ek.figures, name)(none, "zh"))
        assert text.endswith("。")


def test_names_around_one_point_never_cover_each_other_nor_another_point():
    points = np.array([[2.0, 1.5]] * 6 + [[2.3, 1.5]])
    found = placing.places(points, np.array([[0.6, 0.12]] * 7), range(6), (4.0, 3.0))
    assert len(found) == 6
    boxes = [(x - 0.3, y - 0.06, x + 0.3, y + 0.06) for x, y in found.values()]
    for n, one in enumerate(boxes):
        for other in [*boxes[:n], (2.3, 1.5, 2.3, 1.5)]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart
