"""Tables and sentences on the pilot as a whole, on invented streets: every number beside what it rests on."""

import many
import pytest

import evalkit as ek
from evalkit.comparing import compare_years


@pytest.fixture(scope="module")
def verdicts():
    return many.shares(9).assign(section="services", section_label="服务", section_label_en="Services", clause="一")


@pytest.fixture(scope="module")
def comparison(verdicts):
    return ek.compare(verdicts)


def texts(row):
    return [cell["t"] for cell in row]


def test_a_row_a_street_under_each_year_with_interval_funnel_places_and_adjusted_p(verdicts, comparison):
    table = ek.sheets.compared(comparison, "zh")
    assert len(table.body) == 2 * (1 + 9)
    first = verdicts[verdicts["year"] == 1]
    part, whole = int(first["numerator"].sum()), int(first["denominator"].sum())
    assert f"总体水平 {round(100 * part / whole, 1):g}%" in texts(table.body[0])[0]
    far = texts(table.body[1 + many.HIGH])
    row = first.iloc[many.HIGH]
    assert f"{row['numerator']:.0f}/{row['denominator']:.0f}" in far[1]
    assert far[3] == "高于 99.8% 界限"
    assert far[4].count("–") == 1, "a range of places, never one"
    assert texts(table.body[2])[1:] == ["无法核定", "—", "—", "—", "—"]


def test_what_cannot_be_concluded_names_each_caution_once_with_its_requirement(comparison, verdicts):
    changes = compare_years(verdicts)
    lines = ek.sheets.limits(comparison, changes, "zh").body.splitlines()
    missing = [line for line in lines if "缺少材料" in line]
    assert len(missing) == 1
    assert "个案服务占比（1 处）" in missing[0], "one street is not known, in one year"
    assert any("因果" in line for line in lines)


def test_changes_are_told_of_pairs_only_and_of_one_year_not_at_all(verdicts):
    changes = compare_years(verdicts)
    (row,) = ek.sheets.changed(changes, "zh").body
    assert texts(row)[:2] == ["个案服务占比", "8"], "the street not known in the first year is no pair"
    none = ek.sheets.changed(changes.iloc[:0], "zh")
    assert none.body == []
    assert "不比较两年" in none.notes[0]


def test_methods_are_those_used_and_each_has_its_source(comparison, verdicts):
    table = ek.sheets.methods(comparison, compare_years(verdicts), "en")
    names = [texts(row)[0] for row in table.body]
    assert "Wilson interval" in names
    assert "exact Poisson interval" not in names, "no count was compared"
    assert all(any(char.isdigit() for char in texts(row)[2]) for row in table.body)


def test_demands_met_are_counted_street_by_street(verdicts):
    table = ek.sheets.floors(verdicts, "zh")
    heading, row = table.body
    first = verdicts[verdicts["year"] == 1]["verdict"].value_counts()
    assert heading[0]["t"] == "服务"
    assert f"达标 {first['met']}" in texts(row)[3]
    assert f"未达标 {first['not_met']}" in texts(row)[3]
    assert "无法核定 1" in texts(row)[3]


def test_the_summary_counts_what_stands_out_after_correction(verdicts, comparison):
    told = ek.sheets.pilot(verdicts, comparison, "zh")
    assert "9 个街道，共 18 项次判定" in told.title
    far = comparison[comparison["p_holm"] < 0.05]
    assert f"仍与其他街道不同的有 {len(far)} 个" in told.body
    assert f"{many.streets(9)[many.HIGH].name} 第一合同年度" in told.body


def test_a_street_that_handed_in_nothing_stands_in_the_list_and_says_so():
    plan = ek.read_plan("suzhou-2016")
    table = ek.sheets.coverage(many.visits(plan, 9), [1], "zh")
    assert len(table.body) == 9
    assert texts(table.body[1])[2:] == ["—", "—", "—", "未提交"]
    assert int(texts(table.body[0])[3].replace(",", "")) >= 0
