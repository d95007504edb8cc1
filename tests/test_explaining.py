"""Words about a requirement, and the rows behind a number."""

import re
from datetime import date

import pandas as pd
import pytest
from builders import STREET, frame, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.errors import ParameterError
from evalkit.explaining import ADDRESS, column, conditions, counting, evidence, explain, reason
from evalkit.plan import Alternative, read_plan
from evalkit.reading.faults import REASONS
from evalkit.tables import TABLES
from evalkit.tables.derived import DERIVED
from evalkit.words import sentences


@pytest.fixture(scope="module")
def suzhou():
    return read_plan("suzhou-2016")


def test_an_explanation_holds_the_words_of_the_notice_our_reading_and_the_bound(suzhou):
    told = str(explain(suzhou, "household_visits", "zh"))
    assert "每个社区每年探访居民家庭不少于150户" in told
    assert suzhou.requirement("C01").clause in told
    assert "不少于 150 户" in told
    assert "同一住户只计一次" in told
    assert "“探访方式”为“入户”" in told
    assert suzhou.requirement("C01").reading in told
    assert suzhou.requirement("C01").alternatives[0].reading in told


def test_an_explanation_shows_itself_as_markdown_in_a_notebook_and_plain_elsewhere(suzhou):
    told = explain(suzhou, "C01", "en")
    assert told._repr_markdown_().startswith("**Household visits** (C01, clause 附件2·二")
    assert "\n\n> 每个社区每年探访居民家庭不少于150户\n\n- Our reading: " in told._repr_markdown_()
    assert "**" not in str(told)


def test_bounds_by_year_and_shares_are_told_as_people_write_them(suzhou):
    assert "第一年不少于 5 名；第二年不少于 8 名" in str(explain(suzhou, "stationed_staff", "zh"))
    share = str(explain(suzhou, "casework_share", "en"))
    assert "at least 50%" in share
    assert "50% %" not in share
    assert "- 标准：不少于 150 户\n" in str(explain(suzhou, "household_visits", "zh"))
    assert "- Bound: exactly 1 person\n" in str(explain(suzhou, "project_lead", "en"))
    assert "at most 600,000 yuan" in str(explain(suzhou, "fee_year_1", "en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_requirement_is_explained_without_a_bare_code_or_an_empty_slot(suzhou, lang):
    for one in suzhou.requirements:
        told = str(explain(suzhou, one.id, lang))
        assert not re.findall(r"\b[a-z]+_[a-z_]+\b|\{|None", told), told
        assert "  " not in told


def test_what_decides_and_what_may_be_adjusted_is_said(suzhou):
    assert "由评估人员核定" in str(explain(suzhou, "casework_share", "zh"))
    assert "困境家庭少的街道(乡镇)可适当调整" in str(explain(suzhou, "client_families", "zh"))
    assert "治理难点问题" in str(explain(suzhou, "problems_solved", "zh"))


def test_a_wrong_requirement_names_the_nearest_right_word(suzhou):
    with pytest.raises(ParameterError, match="household_visits"):
        explain(suzhou, "houshold_visits")


def test_documents_and_judgements_are_not_counted():
    assert counting(requirement(checked_by="document"), "en").startswith("not from records; a document has to be seen:")
    assert counting(requirement(checked_by="evaluator"), "en").startswith("not from records; the evaluator judges:")


def test_what_is_made_of_other_requirements_names_them():
    made = requirement(measure="all_of", of=["T10", "T11"], table="")
    assert counting(made, "en") == "all of these requirements have to be met: T10, T11."


def test_days_one_day_and_what_raises_a_bound_are_told():
    span = {"date": {"from": date(2016, 4, 21), "to": date(2016, 4, 30)}}
    assert conditions(span, ["payments"], "zh") == "“拨付日期”不早于 2016-04-21、“拨付日期”不晚于 2016-04-30"
    one = requirement(on=date(2016, 6, 30), raised_by={"table": "contracts", "of": "staff_required"})
    told = str(explain(plan(one), "C01"))
    assert "2016-06-30" in told
    assert "合同约定人数" in told


def test_conditions_in_words():
    where = {
        "size": ["大型", "小型"],
        "attendance": {"at_least": 50},
        "date": {"by": "test_date"},
        "host": {"given": False},
    }
    assert conditions(where, ["activities"], "zh") == (
        "“活动规模”为“大型”或“小型”、“参加人次”不少于 50、“活动日期”不晚于考核日、“主办社区”未填写"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_derived_column_has_a_name_for_readers(lang):
    for table, names in DERIVED.items():
        assert [name for name in names if column(name, [table], lang) == name and lang == "zh"] == []
        assert all(f"column_{name}" in sentences("assessing") for name in names)


@pytest.mark.parametrize("word", [*REASONS, "repeat", "no_key", "no_value", "not_in_post", "after_cut_off", "counted"])
def test_every_reason_has_words(word):
    assert reason(word, ["visits"], "zh")
    assert reason(word, ["visits"], "en")


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("where:result=无人", "“走访情况”为“无人”"),
        ("where:result=", "“走访情况”空白"),
        ("among:archived=no", "“是否建档”为“否”"),
        ("where:family_size<3", "“家庭人口”低于 3"),
        ("where:date>test_date", "“探访日期”晚于考核日"),
        ("order:date", "“探访日期”早于前一步"),
    ],
)
def test_a_condition_that_failed_in_words(word, words):
    assert reason(word, ["visits"], "zh") == words


# ---- evidence -----------------------------------------------------------------------------------------------------


def test_evidence_is_an_address_for_every_row_and_no_cell_of_the_record():
    one = requirement(where={"result": "完成"}, alternatives=[Alternative(reading="计次", measure="rows")])
    town, rows = plan(one), visits("a", "a", "b", "c")
    rows["result"], rows["excluded"] = ["完成", "完成", "无人", "完成"], ["", "", "", "bad_date"]
    seen = records(town, visits=rows)
    found = evidence(seen, assess(town, seen), "C01")
    assert list(found.columns) == list(ADDRESS)
    assert found[["row", "counted", "why"]].to_numpy().tolist() == [
        [2, True, "counted"], [3, False, "repeat"], [4, False, "where:result=无人"], [5, False, "bad_date"],
    ]  # fmt: skip
    personal = {name for table in TABLES.values() for name in table.personal} | {"household", "family", "person"}
    assert not personal & set(found.columns)


def test_evidence_of_a_share_tells_numerator_from_denominator():
    one = requirement(table="services", measure="share", of="family", where={"case_on_file": True}, at_least=0.5)
    town = plan(one)
    rows = frame("services", [{"family": f, "case_on_file": c} for f, c in (("a", False), ("a", True), ("b", False))])
    seen = records(town, services=rows, submitted=[("cases", STREET, 1)])
    assert evidence(seen, assess(town, seen), one.id)["why"].tolist() == ["repeat", "part", "whole"]


def test_evidence_follows_the_verdicts_given():
    town = plan(requirement(level="community", at_least=1.0))
    rows = pd.concat([visits("a", community="东"), visits("b", community="西")], ignore_index=True)
    listed = frame("communities", [{"community": "东"}, {"community": "西"}])
    seen = records(town, visits=rows, communities=listed)
    found = assess(town, seen, "2016-12-31")
    assert evidence(seen, found.query("community == '西'"), "C01")["community"].tolist() == ["西"]
    assert evidence(seen, found.query("year == 2"), "C01").empty


def test_evidence_of_what_is_not_among_the_verdicts_is_refused():
    town = plan(requirement(id="visits_a", code="A"), requirement(id="visits_b", code="B"))
    seen = records(town, visits=visits("a"), submitted=[("visits", STREET, 2)])
    found = assess(town, seen).query("requirement == 'visits_a'")
    with pytest.raises(ParameterError, match="visits_a"):
        evidence(seen, found, "visits_b")
    with pytest.raises(ParameterError, match="visits_b"):
        evidence(seen, found, "visits_c")
