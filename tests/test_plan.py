"""Plans are read as they stand in the notice, found by any of their names, and refuse wrong words."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import ParameterError, PlanError
from evalkit.plan import Requirement, read_plan, shipped_plans
from evalkit.plan_model import Alternative

HERE = Path(__file__).parent / "plans"
FOLDERS = [*shipped_plans().values(), *sorted(p.parent for p in HERE.glob("*/plan.toml"))]
SUZHOU = read_plan("suzhou-2016")


# ---- what the notice says, read off the notice by hand

# code -> bound in year 1, bound in year 2 (None: does not bind), level; notice of 25 April 2016
NOTICE = {
    "A03": ((2, None), (2, None), "street"),  # 2名助理社会工作师, or one of the grade above, which counts twice
    "A04": ((4, None), (4, None), "street"),
    "A05": ((2, None), (2, None), "street"),
    "T01": ((5, None), (8, None), "street"),
    "T02": ((5, None), (8, None), "street"),
    "T03": ((0.5, None), (0.5, None), "street"),
    "T04": ((0.5, None), (0.5, None), "street"),
    "T06": ((1, 1), (1, 1), "street"),
    "T07": ((1, None), (1, None), "street"),
    "S02": ((2, None), (2, None), "street"),
    "S03": ((40, None), (40, None), "street"),
    "S04": ((0.5, None), (0.5, None), "street"),
    "S10": ((4, None), (4, None), "street"),
    "C01": ((150, None), (150, None), "community"),
    "C06": ((1, None), (1, None), "community"),
    "C07": ((1, None), (1, None), "community"),
    "C09": ((2, None), (2, None), "community"),
    "C10": ((6, None), (6, None), "community"),
    "C15": ((2, None), (2, None), "community"),
    "C18": ((2, None), (2, None), "community"),
    "C19": ((3, None), None, "street"),
    "C20": (None, (6, None), "street"),
    "G01": ((1, 2), (1, 2), "unit"),
    "B01": ((14_400_000, 14_400_000), (14_400_000, 14_400_000), "programme"),
    "B02": ((None, 600_000), None, "street"),
    "B03": (None, (None, 1_000_000), "street"),
    "B04": ((5_400_000, 5_400_000), (9_000_000, 9_000_000), "programme"),
    "B06": ((0.5, 0.5), (0.5, 0.5), "street"),
    "P07": ((9, 9), (9, 9), "programme"),
}
# What the notice demands without a number: somebody looks for a document, or judges.
DOCUMENTS = {
    "A01", "A02", "A06", "A08", "T08", "T10", "T11", "T12", "T13", "T14", "S00", "S05", "S07", "S08", "S12", "S13",
    "S14", "S15", "S16", "C00", "C03", "C04", "C05", "C14", "C16", "C17", "C21", "R01", "R02", "G07", "G08", "G10",
    "G11", "G12", "G13", "G16", "P03", "B07", "B08", "B10", "E01", "E02", "E04",
}  # fmt: skip
JUDGED = {"S01", "S09", "S11", "C08", "R03", "G02", "G03", "G04", "G05", "G09", "P02", "P10", "M08", "E03"}
# Aims, invitations, roles and examples (“活动内容如”).
CONTEXT = {"P01", "P09", "P11", "A07", "A10", "B09", "G06", "G14", "G15", "G17", "C11", "C12", "C13"}


@pytest.mark.parametrize("code", NOTICE)
def test_bounds_and_level_are_those_of_the_notice(code):
    one = SUZHOU.requirement(code)
    assert (one.bound(1), one.bound(2), one.level) == NOTICE[code]


def test_every_requirement_stands_in_its_section_in_the_order_of_the_report():
    order = [s.id for s in SUZHOU.sections]
    assert order == [
        "agency", "team", "services", "communities", "facilities", "governance", "funding", "programme"
    ]  # fmt: skip
    assert [r.section for r in SUZHOU.requirements] == sorted((r.section for r in SUZHOU.requirements), key=order.index)


def test_every_one_of_the_119_clauses_is_either_required_or_accounted_for():
    by = {kind: {r.code for r in SUZHOU.requirements if r.checked_by == kind} for kind in ("document", "evaluator")}
    assert (by["document"], by["evaluator"]) == (DOCUMENTS, JUDGED)
    assert {c.code for c in SUZHOU.not_counted} == CONTEXT
    assert len(SUZHOU.requirements) == 49 + len(DOCUMENTS) + len(JUDGED) == 119 - len(CONTEXT)


def test_what_binds_only_some_years_or_districts_is_what_the_notice_dates_or_names():
    in_2016_17 = {"M01", "M02", "M03", "M04", "M05", "M06"}  # 4月下旬 … 2017年6月
    assert {r.code for r in SUZHOU.requirements if r.years} == in_2016_17
    assert all(SUZHOU.requirement(code).years == [1] for code in in_2016_17)
    named = {r.code: set(r.districts) for r in SUZHOU.requirements if r.districts}
    assert named == {"B05": {"姑苏区", "苏州工业园区", "苏州高新区"}, "B06": {"吴中区", "相城区"}}


def test_the_nine_units_and_who_pays_for_them():
    half = {s.name for s in SUZHOU.streets if s.city_share == 0.5}
    assert len(SUZHOU.streets) == 9
    assert half == {"长桥街道", "北桥街道"}  # 吴中区、相城区试点经费…市、区各出资一半


def test_contract_years():
    assert [(y.start, y.end, y.communities, y.fee) for y in SUZHOU.years] == [
        (date(2016, 7, 1), date(2017, 6, 30), 3, 600_000),
        (date(2017, 7, 1), date(2018, 6, 30), 6, 1_000_000),
    ]
    assert SUZHOU.last_year == 2


def test_everything_a_reader_sees_is_there_in_both_languages():
    for r in SUZHOU.requirements:
        assert all((r.label, r.label_en, r.reading, r.reading_en, r.clause)), r.id
        assert bool(r.unit and r.unit_en) == (r.checked_by == "records"), r.id
        assert all(a.reading and a.reading_en for a in r.alternatives), r.id
        assert r.label_en.isascii(), r.id
    assert all(c.why and c.why_en and c.why_en != c.why for c in SUZHOU.not_counted)


# ---- finding things


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("shishan", "狮山街道"), ("狮山", "狮山街道"), ("狮山街道办事处", "狮山街道"), (" 狮 山　街道", "狮山街道"),
        ("平江街道", "娄门街道"), ("金阊街道", "石路街道"), ("园区东沙湖", "东沙湖社工委"),
        ("东沙湖街道", "东沙湖社工委"), ("ＳＨＩＳＨＡＮ", "狮山街道"), ("通安", "通安镇"),
    ],
)  # fmt: skip
def test_a_street_is_found_by_any_of_its_names(word, name):
    assert SUZHOU.street(word).name == name


@given(st.sampled_from(SUZHOU.streets), st.data())
def test_blanks_never_matter_to_a_street_name(street, data):
    name = data.draw(st.sampled_from([street.id, street.name, *street.aliases]))
    at = data.draw(st.integers(0, len(name)))
    assert SUZHOU.street(name[:at] + data.draw(st.sampled_from([" ", "　", "\u00a0", "\n"])) + name[at:]) == street


def test_a_wrong_street_names_the_nearest_right_one():
    with pytest.raises(ParameterError, match=r"没有这个街道.“狮山街”。是不是“狮山街道”"):
        SUZHOU.street("狮山街")
    with pytest.raises(ParameterError, match="是不是“shishan”"):
        SUZHOU.street("shishn")


def test_a_wrong_year_or_requirement_is_refused(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    with pytest.raises(ParameterError, match=r"no contract year “3”. Allowed: 1, 2"):
        SUZHOU.year(3)
    with pytest.raises(ParameterError, match="Did you mean “household_visits”"):
        SUZHOU.requirement("household_visit")
    with pytest.raises(ParameterError, match="C01"):
        SUZHOU.requirement("C1")


def test_year_and_requirement_by_number_or_code():
    assert SUZHOU.year("2") is SUZHOU.year(2)
    assert SUZHOU.requirement("C01") is SUZHOU.requirement("household_visits")


def test_an_unknown_plan_names_the_nearest():
    with pytest.raises(ParameterError, match=r"没有这个方案.“suzhou-2017”。是不是“suzhou-2016”"):
        read_plan("suzhou-2017")


def test_a_folder_without_a_plan_says_what_a_plan_is(tmp_path):
    with pytest.raises(PlanError, match=r"没有 plan\.toml"):
        read_plan(tmp_path)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_every_plan_folder_loads(folder):
    assert read_plan(folder).id == folder.name


def test_another_town_needs_no_code():
    town = read_plan(HERE / "hexing-2019")
    assert town.requirement("home_visits").bound(2) == (60, None)
    assert town.requirement("staff").bound(1) == (2, None)  # 不少于两名
    assert town.street("东片").id == "donghe"
    assert town.headers["visits"]["head_name"] == ["当家人"]
    assert "虚构" in town.notice


# ---- periods and readings


def test_the_period_of_a_yearly_requirement_is_that_year():
    visits = SUZHOU.requirement("household_visits")
    assert SUZHOU.period(visits, 2) == (date(2017, 7, 1), date(2018, 6, 30))


def test_the_period_of_a_contract_requirement_begins_with_the_first_year():
    bodies = SUZHOU.requirement("governance_organisations")
    assert SUZHOU.period(bodies, 1) == (date(2016, 7, 1), date(2017, 6, 30))
    assert SUZHOU.period(bodies, 2) == (date(2016, 7, 1), date(2018, 6, 30))


def small(**words):
    given = {"id": "a", "code": "A", "section": "s", "label": "l", "clause": "c", "quote": "q"}
    return Requirement(**given, **({"level": "street", "every": "year"} | words))


def test_a_bound_of_an_alternative_replaces_all_bounds():
    other = small(at_most=5).read_as(Alternative(reading="r", at_least=2))
    assert other.bound(1) == (2, None)


def test_what_rests_on_no_table_names_none():
    assert small(checked_by="document").tables == small(measure="all_of", of=["B"]).tables == []
    assert small(table="visits").tables == ["visits"]


def test_an_alternative_keeps_what_it_does_not_say():
    one = small(table="visits", measure="distinct", of="household", where={"mode": "入户"}, at_least=3)
    other = one.read_as(Alternative(reading="另一种", level="community"))
    assert (other.level, other.where, other.bound(1), other.reading) == ("community", one.where, (3, None), "另一种")


def test_an_alternative_may_lift_all_conditions():
    one = small(table="supervisors", measure="month_ends", of="person", where={"local": True}, at_least=1)
    other = one.read_as(Alternative(reading="r", where={}, between=[1, 2]))
    assert (other.where, other.bound(1)) == ({}, (1, 2))


def test_an_alternative_that_counts_otherwise_leaves_out_what_its_measure_does_not_use():
    one = small(table="services", measure="share", of="family", among={}, out_of={1: 40}, at_least=0.5)
    other = one.read_as(Alternative(reading="r", measure="rows", at_least=20))
    assert (other.among, other.out_of, other.of) == (None, None, None)


def test_casework_is_also_read_as_half_of_the_forty_and_that_reading_decides():
    one = SUZHOU.requirement("casework_share")
    (other,) = one.alternatives
    half = one.read_as(other)
    assert (half.measure, half.bound(1), other.decides) == ("distinct", (20, None), True)


@given(st.dictionaries(st.integers(1, 4), st.floats(0, 1e6), min_size=1), st.integers(1, 5))
def test_a_year_not_named_is_not_bound(by_year, year):
    wanted = (by_year[year], None) if year in by_year else None
    assert small(at_least=by_year).bound(year) == wanted


def test_a_plan_cannot_be_changed_afterwards():
    with pytest.raises(ValueError, match="frozen"):
        SUZHOU.requirement("C01").at_least = 100
