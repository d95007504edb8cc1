"""What holds of every figure, in both languages, with three and six communities and long names."""

import io

import builders
import pandas as pd
import pytest
from drawn import NAMES, street_records, street_verdicts
from looking import names, not_in_the_font, off_the_page, overlapping, titles, words
from matplotlib.figure import Figure

import evalkit as ek
from evalkit.errors import ParameterError
from evalkit.figures.base import FIGURE, Chart, Words, style

OF_VERDICTS = ["progress", "matrix"]
OF_RECORDS = ["visits_by_month", "activities", "staff", "categories"]
BLANK = {"visits_by_month": "居民家庭探访", "activities": "活动", "staff": "花名册", "categories": "服务记录"}


@pytest.fixture(params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture(params=[*OF_VERDICTS, *OF_RECORDS])
def chart(request, verdicts, records, lang):
    draw = getattr(ek.figures, request.param)
    return draw(verdicts, lang) if request.param in OF_VERDICTS else draw(records, "狮山", 1, lang)


@pytest.fixture
def nine(plan):
    """Nine streets and two years; in the first street nothing can be told of the families."""
    parts = []
    for nth, street in enumerate(plan.streets):
        for year in (1, 2):
            part = street_verdicts(plan, NAMES[: 3 * year], year).assign(street=street.name, street_en=street.name_en)
            families = part["requirement"] == "client_families"
            part.loc[families, ["value", "verdict"]] = (39.0 + nth, "met") if nth else (float("nan"), "cannot_assess")
            parts.append(part)
    return pd.concat(parts, ignore_index=True)


def test_no_text_overlaps_another_or_leaves_the_page(chart):
    assert overlapping(chart) == []
    assert off_the_page(chart) == []


def test_the_shipped_font_has_every_character(chart):
    assert not_in_the_font(chart) == set()


LOOKS = [
    {},
    {"fontsize": 12},
    {"fontweight": "bold"},
    {"ha": "right"},
    {"va": "center_baseline"},
    {"rotation": 90},
    {"linespacing": 2.0},
    {"color": "red", "zorder": 9},
]


def test_a_text_takes_the_room_it_takes_in_matplotlib_whatever_was_laid_out_before(monkeypatch):
    monkeypatch.setattr(Words, "_laid", {})
    with style():
        for _ in range(2):
            chart = Chart(1.0, label="", caption="", alt="")
            for look in LOOKS:
                found, true = (
                    write(chart, 0.5, 0.5, "甲乙\nA", **look).get_window_extent().bounds
                    for write in (Chart.text, Figure.text)
                )
                assert found == true
    assert len(Words._laid) == len(LOOKS) - 1  # colour and order take no room; and the second time none is new


def test_a_chart_tells_what_it_shows(chart):
    bundle = chart._repr_mimebundle_()
    told = bundle[FIGURE]
    assert (told["kind"], told["street"], told["year"], told["width"]) == ("figure", "狮山街道", 1, "100%")
    assert told["label"]
    assert told["caption"]
    assert len(told["alt"]) > 20
    assert "<svg" in bundle["image/svg+xml"]


def test_the_same_figure_gives_the_same_bytes_and_its_text_stays_text(verdicts, tmp_path):
    for name in ("a.svg", "b.svg", "a.pdf", "b.pdf", "a.png", "b.png"):
        ek.figures.progress(verdicts).save(tmp_path / name)
    for kind in ("svg", "pdf", "png"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
    assert "常驻全职人员</text>" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_drawing_leaves_nothing_open_and_no_setting_changed(verdicts, records):
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    before = dict(mpl.rcParams)
    ek.figures.matrix(verdicts).svg()
    ek.figures.staff(records, "狮山", 1).svg()
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", OF_VERDICTS)
def test_verdicts_of_two_streets_are_refused(verdicts, name):
    other = verdicts.assign(street="枫桥街道")
    with pytest.raises(ParameterError, match="枫桥街道"):
        getattr(ek.figures, name)(pd.concat([verdicts, other]))


@pytest.mark.parametrize("name", OF_VERDICTS)
def test_no_verdict_at_all_is_refused(verdicts, name):
    with pytest.raises(ParameterError):
        getattr(ek.figures, name)(verdicts.iloc[:0])


@pytest.mark.parametrize("name", OF_RECORDS)
def test_a_street_that_is_not_in_the_records_is_refused(records, name):
    with pytest.raises(ParameterError, match="枫桥街道"):
        getattr(ek.figures, name)(records, "枫桥", 1)


@pytest.mark.parametrize("name", OF_RECORDS)
def test_a_wrong_word_is_refused_with_the_right_one(records, name):
    with pytest.raises(ParameterError, match="狮山街道"):
        getattr(ek.figures, name)(records, "狮山街", 1)
    with pytest.raises(ParameterError, match="3"):
        getattr(ek.figures, name)(records, "狮山", 3)


@pytest.mark.parametrize(("name", "missing"), BLANK.items())
def test_a_table_not_handed_in_is_said_and_no_axis_starts_at_zero(plan, name, missing):
    chart = getattr(ek.figures, name)(builders.records(plan), "狮山", 1, "zh")
    (text,) = words(chart)
    assert missing in text
    assert "不按零计" in text
    assert chart.axes[0].get_xticks().size == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_of_all_streets_are_read_as_well(nine, lang):
    for chart in (ek.figures.heat(nine, lang), ek.figures.caterpillar(ek.compare(nine, "casework_share"), lang)):
        assert overlapping(chart) == []
        assert off_the_page(chart) == []
        assert not_in_the_font(chart) == set()
        assert (chart.street, chart.year) == ("", None)


def test_heat_has_a_block_a_year_and_a_cell_a_street_and_requirement(nine):
    chart = ek.figures.heat(nine, "zh")
    assert titles(chart, "center") == ["第一合同年度", "第二合同年度"]
    requirements = nine["requirement"].nunique()
    cells = names(chart, "cell")
    assert len(cells) == 9 * requirements * 2
    assert names(chart, "across")[6] == "狮\n山\n街\n道"
    visits = list(dict.fromkeys(nine["requirement"])).index("household_visits")
    assert set(cells[9 * visits : 9 * visits + 9]) == {"×"}, "the worst stands"


def test_a_caterpillar_keeps_the_order_of_the_notice_and_leaves_a_gap_for_what_is_unknown(nine, plan):
    chart = ek.figures.caterpillar(ek.compare(nine, "client_families"), "zh")
    first, _ = chart.axes
    assert [label.get_text() for label in first.get_yticklabels()] == [s.name for s in plan.streets]
    dots = [line for line in first.lines if line.get_marker() == "o"]
    assert [dot.get_xdata()[0] for dot in dots] == [40.0, 41.0, 42.0, 43.0, 44.0, 45.0, 46.0, 47.0]
    assert "无法核定" in words(chart)
    assert any("不能分先后" in text for text in words(chart))


def test_caterpillars_of_two_requirements_are_refused(nine):
    both = pd.concat([ek.compare(nine, "client_families"), ek.compare(nine, "casework_share")])
    with pytest.raises(ParameterError, match="casework_share"):
        ek.figures.caterpillar(both)


def test_a_figure_goes_into_a_buffer_as_any_figure_of_matplotlib(verdicts):
    target = io.BytesIO()
    ek.figures.progress(verdicts).savefig(target, format="png")
    assert target.getvalue().startswith(b"\x89PNG")


def test_records_read_for_one_street_do_not_answer_for_another(plan):
    with pytest.raises(ParameterError, match="read_records"):
        ek.figures.staff(street_records(plan, NAMES[:3]), "通安镇", 1)
