"""Verdicts on documents, ratings, the whole pilot, units and other requirements; and what people decided since."""

from datetime import date

import pandas as pd
import pytest
from builders import STREET, frame, plan, records, requirement, visits

from evalkit.assessing import assess

WHOLE = "全市"
SIGNED = {"document": "苏民函1号", "approved_by": "市民政局", "who": "周样本", "when": "2016-10-20"}


def verdicts(*requirements, cut_off=None, submitted=(), town=None, **tables):
    town = town or plan(*requirements)
    here = [(table, WHOLE, year) for table in ("documents", "ratings", "adjustments", "replies") for year in (1, 2)]
    return assess(town, records(town, submitted=[*here, *submitted], **tables), cut_off, [STREET])


def told(frame, year=1, code="C01"):
    """(verdict, why) of each row of a year and code."""
    mine = frame[(frame["year"] == year) & (frame["code"] == code)]
    return [*mine[["verdict", "why"]].itertuples(index=False, name=None)]


def papers(*lines, table="documents", column="seen", street=STREET, year=1):
    """Lines of the list of documents: (code, what was seen) or (code, what was seen, community)."""
    rows = [{"code": line[0], column: line[1], "community": (*line, "")[2]} for line in lines]
    return frame(table, rows, street, year)


DOCUMENT = requirement(checked_by="document", code="A01")
RATED = requirement(checked_by="evaluator", code="P02")


# ---- documents and ratings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ("cannot_assess", "not_inspected")),
        ([("A01", "")], ("cannot_assess", "not_inspected")),
        ([("A02", "有")], ("cannot_assess", "not_inspected")),
        ([("A01", "有")], ("met", "")),
        ([("A01", "有"), ("A01", "有"), ("A01", "")], ("met", "")),
        ([("A01", "无")], ("not_met", "")),
        ([("A01", "不适用")], ("not_applicable", "noted_not_applicable")),
        ([("A01", "有"), ("A01", "无")], ("for_evaluator", "notes_disagree")),
    ],
)
def test_a_document_is_as_the_list_of_documents_says(lines, expected):
    assert told(verdicts(DOCUMENT, documents=papers(*lines)), code="A01") == [expected]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("符合", ("met", "")),
        ("不符合", ("not_met", "")),
        ("待定", ("for_evaluator", "not_rated")),
        ("", ("for_evaluator", "not_rated")),
    ],
)
def test_a_judgement_is_as_the_rating_sheet_says(word, expected):
    found = verdicts(RATED, ratings=papers(("P02", word), table="ratings", column="rating"))
    assert told(found, code="P02") == [expected]


def test_a_line_of_another_street_or_an_excluded_one_says_nothing():
    lines = papers(("A01", "无"), street="乙街道")
    left_out = papers(("A01", "无")).assign(excluded="example_row")
    found = verdicts(DOCUMENT, documents=pd.concat([lines, left_out], ignore_index=True))
    assert told(found, code="A01") == [("cannot_assess", "not_inspected")]


def test_a_document_still_missing_before_the_end_of_the_year_is_in_progress():
    found = verdicts(DOCUMENT, documents=papers(("A01", "无")), cut_off={1: "2016-12-31"})
    assert told(found, code="A01") == [("in_progress", "year_open")]


def test_a_document_of_the_whole_contract_that_is_missing_is_decided_at_closing():
    whole = requirement(checked_by="document", code="A01", every="contract")
    first = verdicts(whole, documents=papers(("A01", "无")))
    assert told(first, 1, "A01") == [("in_progress", "not_closing")]
    assert told(first, 2, "A01") == [("not_met", "")]  # noted in year 1, and nothing since
    assert told(verdicts(whole, documents=papers(("A01", "有"))), 2, "A01") == [("met", "")]


def test_lines_that_were_read_are_the_rows_behind_the_verdict():
    (row,) = verdicts(DOCUMENT, documents=papers(("A01", "有"), ("A01", ""), ("B07", "有"))).query("year == 1").index
    found = verdicts(DOCUMENT, documents=papers(("A01", "有"), ("A01", ""), ("B07", "有"))).loc[row]
    assert (found["rows"], found["counted"], found["left_out"]) == (2, 1, '{"where:seen=": 1}')


# ---- places ----------------------------------------------------------------------------------------------------------


def test_what_is_asked_of_the_whole_pilot_stands_in_every_street_and_counts_the_rows_of_all():
    whole = requirement(level="programme", table="budget", measure="sum", of="amount", between=[3.0, 3.0])
    town = plan(whole)
    rows = [{"amount": 1.0, "street": WHOLE}, {"amount": 2.0}]
    found = assess(
        town, records(town, submitted=[("budget", WHOLE, 1)], budget=frame("budget", rows)), None, ["甲街道", "乙街道"]
    )
    first = found[found["year"] == 1]
    assert first["street"].tolist() == ["甲街道", "乙街道"]
    assert first["verdict"].tolist() == ["met", "met"]
    assert first["value"].tolist() == [3.0, 3.0]


def test_a_table_of_the_programme_counts_as_handed_in_for_every_street():
    days = requirement(table="milestones", measure="exists", of=None, where={"kind": "需求审定"})
    none = records(town := plan(days), submitted=[("milestones", WHOLE, 1)])
    assert told(assess(town, none, None, [STREET])) == [("not_met", "no_rows")]
    assert told(assess(town, records(town), None, [STREET])) == [("cannot_assess", "table_missing")]


def test_what_happened_before_the_contract_counts_where_its_table_is_held_to_no_period():
    days = requirement(table="milestones", measure="exists", of=None, where={"kind": "需求审定"})
    rows = frame("milestones", [{"kind": "需求审定", "date": pd.Timestamp("2016-05-05")}])
    found = verdicts(days, milestones=rows, submitted=[("milestones", WHOLE, 1)])
    assert told(found) == [("met", "")]


def test_a_unit_is_the_street_itself_or_one_of_its_communities():
    one = requirement(level="unit", table="coordinators", measure="month_ends", of="person", between=[1, 2])
    people = [{"person": p, "community": c, "from_on": "2016-07-01"} for p, c in (("a", ""), ("b", "甲社区"))]
    listed = frame("communities", [{"community": "甲社区"}, {"community": "乙社区"}])
    found = verdicts(one, coordinators=frame("coordinators", people), communities=listed)
    first = found[found["year"] == 1]
    assert first[["community", "verdict"]].to_numpy().tolist() == [
        ["街道本级", "met"],
        ["甲社区", "met"],
        ["乙社区", "not_met"],
    ]


def listed_units(known, strangers):
    """A plan of exactly two units, and a list of so many known ones and so many that the plan does not know."""
    rows = [{"unit": f"{n}街道", "street": f"{n}街道"} for n in "甲乙"[:known]]
    rows += [{"unit": f"外{n}镇", "street": WHOLE, "excluded": "unknown_street"} for n in range(strangers)]
    one = requirement(level="programme", table="pilot_units", of="unit", between=[2, 2])
    return verdicts(one, pilot_units=frame("pilot_units", rows), submitted=[("pilot_units", WHOLE, 1)])


def test_a_unit_the_plan_does_not_know_counts_against_the_upper_bound_and_never_towards_the_lower():
    assert told(listed_units(2, 0)) == [("met", "")]
    over = listed_units(2, 1)
    assert told(over) == [("not_met", "street_unknown")]
    assert over[["value", "counted", "left_out"]].iloc[0].tolist() == [3, 3, "{}"]
    short = listed_units(1, 1)
    assert told(short) == [("not_met", "rows_unread")]
    assert short[["value", "counted", "left_out"]].iloc[0].tolist() == [1, 1, '{"unknown_street": 1}']


# ---- blank cells -----------------------------------------------------------------------------------------------------


def insured(*told):
    """A roster of so many, each told to be insured (1), not to be (0), or neither (None); nobody has a certificate."""
    rows = [{"person": str(n), "joined_on": "2016-07-01", "insured": word} for n, word in enumerate(told)]
    return {"staff": frame("staff", [row | {"post": "一线社工"} for row in rows])}


def paid(*told):
    rows = [{"payer": payer, "amount": amount} for payer, amount in told]
    return {"payments": frame("payments", rows)}


ROLL = {"table": "staff", "of": "person", "where": {"insured": True}}
ALL_INSURED = requirement(measure="every", **ROLL)
TWO_INSURED = requirement(measure="month_ends", at_least=2, **ROLL)
HALF_INSURED = requirement(measure="month_end_share", at_least=0.5, **ROLL)
HALF_OF_ALL = requirement(measure="share", at_least=0.5, **ROLL)
ONE_INSURED = requirement(measure="month_ends", between=[1, 1], **ROLL)
THOSE_INSURED = ROLL | {"among": {"insured": True}, "where": {"post": "项目主管"}}
LEADS_INSURED = requirement(measure="every", **THOSE_INSURED)
HALF_PAID = requirement(
    table="payments", measure="sum_share", of="amount", where={"payer": "市级"}, between=[0.5, 0.5], tolerance=0.05
)
MET, MISSED, MISSED_ANYHOW = ("met", ""), ("not_met", ""), ("not_met", "blanks_left")
UNSURE = ("cannot_assess", "cells_blank")


@pytest.mark.parametrize(
    ("one", "books", "expected"),
    [
        (ALL_INSURED, insured(1, 1), MET),
        (ALL_INSURED, insured(1, None), UNSURE),
        (ALL_INSURED, insured(1, None, 0), MISSED_ANYHOW),
        (LEADS_INSURED, insured(0, None), ("cannot_assess", "no_denominator")),
        (LEADS_INSURED, insured(1, None), MISSED_ANYHOW),
        (TWO_INSURED, insured(1, 1, None), MET),
        (TWO_INSURED, insured(1, 0, None), UNSURE),
        (TWO_INSURED, insured(0, 0, None), MISSED_ANYHOW),
        (ONE_INSURED, insured(1, None), UNSURE),
        (ONE_INSURED, insured(1, 1, None), MISSED_ANYHOW),
        (HALF_INSURED, insured(1, 1, 0, None), MET),
        (HALF_INSURED, insured(1, 0, 0, None), UNSURE),
        (HALF_INSURED, insured(0, 0, 0, None), MISSED_ANYHOW),
        (HALF_OF_ALL, insured(1, 1, 0, None), MET),
        (HALF_OF_ALL, insured(1, 0, 0, None), UNSURE),
        (HALF_OF_ALL, insured(0, 0, 0, None), MISSED_ANYHOW),
        (HALF_PAID, paid(("市级", 50.0), ("区级", 50.0), ("", 1.0)), MET),
        (HALF_PAID, paid(("市级", 40.0), ("区级", 50.0), ("", 10.0)), UNSURE),
        (HALF_PAID, paid(("市级", 10.0), ("区级", 80.0), ("", 10.0)), MISSED_ANYHOW),
    ],
)
def test_a_blank_cell_says_neither_yes_nor_no_so_only_what_holds_either_way_is_decided(one, books, expected):
    assert told(verdicts(one, **books)) == [expected]


def test_a_blank_day_of_a_proof_says_that_there_is_none_and_so_does_a_blank_where_something_has_to_be_given():
    proved = requirement(table="staff", measure="every", of="person", where={"experience_months": {"at_least": 24}})
    certified = requirement(table="staff", measure="every", of="person", where={"certified_on": {"by": "test_date"}})
    given = requirement(table="staff", measure="every", of="person", where={"certificate": {"given": True}})
    assert [told(verdicts(one, **insured(1)))[0] for one in (proved, certified, given)] == [MISSED] * 3


def test_of_what_is_counted_a_record_that_does_not_say_it_is_no_record_of_it_and_the_verdict_says_so():
    done = requirement(where={"result": "完成"})
    rows = visits("a", "b", "c")
    rows["result"] = ["完成", "完成", ""]
    assert told(verdicts(done, visits=rows)) == [("not_met", "cells_blank")]
    rows["result"] = ["完成", "无人", "无人"]
    assert told(verdicts(done, visits=rows)) == [MISSED]
    # Of an upper bound nobody can say that it is kept.
    few = requirement(where={"result": "完成"}, at_most=2)
    rows["result"] = ["完成", "完成", ""]
    assert told(verdicts(few, visits=rows)) == [UNSURE]


def test_a_roll_call_that_may_have_failed_leaves_the_year_open():
    found = verdicts(TWO_INSURED, cut_off={1: "2016-12-31"}, **insured(1, None))
    assert told(found) == [("in_progress", "year_open")]
    assert told(verdicts(TWO_INSURED, cut_off={1: "2016-12-31"}, **insured(1, 0))) == [MISSED]


# ---- whom and when it binds ------------------------------------------------------------------------------------------


def test_a_year_not_named_and_another_district_are_not_applicable():
    first = requirement(years=[1], measure="exists", of=None)
    assert told(verdicts(first, visits=visits("a")), 2) == [("not_applicable", "other_year")]
    assert told(verdicts(first, visits=visits("a")), 1) == [("met", "")]
    papers_of_year_2 = requirement(checked_by="document", code="A01", years=[2])
    assert told(verdicts(papers_of_year_2), 1, "A01") == [("not_applicable", "other_year")]
    town = plan(requirement(districts=["东区"], measure="exists", of=None))
    placed = [one.model_copy(update={"district": d}) for one, d in zip(town.streets, ("西区", "东区"), strict=True)]
    town = town.model_copy(update={"streets": placed})
    both = assess(town, records(town, visits=visits("a")), None, ["甲街道", "乙街道"]).query("year == 1")
    assert both["why"].tolist() == ["other_district", "table_missing"]


def test_a_ceiling_is_not_kept_by_amounts_none_of_which_counts():
    fee = requirement(table="contracts", measure="sum", of="fee", at_most=600000.0)
    dearer = frame("contracts", [{"fee": 900000.0, "excluded": "outside_year"}])
    assert told(verdicts(fee, contracts=dearer)) == [("cannot_assess", "nothing_to_add")]
    one = fee.model_copy(update={"where": {"agency": "甲"}})  # the books are there, and none of it is asked about
    assert told(verdicts(one, contracts=frame("contracts", [{"fee": 1.0, "agency": "乙"}]))) == [("met", "")]


def test_a_missed_line_that_is_no_hard_one_is_for_the_evaluator():
    soft = requirement(if_missed="for_evaluator")
    assert told(verdicts(soft, visits=visits("a"))) == [("for_evaluator", "missed")]
    assert told(verdicts(soft, visits=visits("a", "b", "c"))) == [("met", "")]


def test_without_a_standard_the_figure_is_told_and_not_judged():
    hours = requirement(table="work_hours", measure="sum", of="hours", standard="missing")
    found = verdicts(hours, work_hours=frame("work_hours", [{"hours": 3.5}, {"hours": 4.0}]))
    assert told(found) == [("cannot_assess", "no_bound")]
    assert found["value"].tolist()[0] == 7.5


def test_persons_are_counted_on_the_one_day_named_and_the_verdict_does_not_wait_for_the_year():
    on = requirement(
        table="staff", measure="month_ends", of="person", at_least=1, on=date(2016, 6, 30), every="contract"
    )
    roster = frame("staff", [{"person": "a", "joined_on": "2016-06-01", "left_on": "2016-07-02"}])
    assert told(verdicts(on, staff=roster, cut_off={1: "2016-12-31"})) == [("met", "")]
    assert told(verdicts(on, staff=roster.assign(joined_on=pd.Timestamp("2016-07-01")))) == [("not_met", "")]


@pytest.mark.parametrize(("wanted", "expected"), [(2, "met"), (3, "met"), (5, "not_met")])
def test_a_contract_may_ask_for_more_than_the_notice_and_never_for_less(wanted, expected):
    more = requirement(at_least=3, raised_by={"table": "contracts", "of": "staff_required"})
    found = verdicts(
        more, visits=visits("a", "b", "c", "d"), contracts=frame("contracts", [{"staff_required": wanted}])
    )
    assert [verdict for verdict, _ in told(found)] == [expected]
    assert found["low"].tolist()[0] == max(3, wanted)


@pytest.mark.parametrize(
    ("city", "expected"), [(300_000, "met"), (299_000, "met"), (293_000, "not_met"), (307_001, "not_met")]
)
def test_a_half_may_be_missed_by_what_is_tolerated_and_no_more(city, expected):
    half = requirement(
        table="payments", measure="sum_share", of="amount", where={"payer": "市级"}, between=[0.5, 0.5], tolerance=0.005
    )
    rows = [{"payer": "市级", "amount": city}, {"payer": "区级", "amount": 600_000 - city}]
    assert [verdict for verdict, _ in told(verdicts(half, payments=frame("payments", rows)))] == [expected]


@pytest.mark.parametrize(
    ("cut_off", "expected"),
    [
        ("2016-11-30", ("in_progress", "year_open")),
        ("2016-12-30", ("in_progress", "year_open")),
        ("2016-12-31", ("for_evaluator", "no_rows")),
        ("2017-03-31", ("for_evaluator", "no_rows")),
    ],
)
def test_what_had_to_happen_by_a_day_is_missed_from_that_day_on_and_not_only_at_the_end_of_the_year(cut_off, expected):
    in_december = {"node": "中期评估", "date": {"from": date(2016, 12, 1), "to": date(2016, 12, 31)}}
    held = requirement(table="evaluations", measure="exists", of=None, where=in_december, if_missed="for_evaluator")
    assert told(verdicts(held, cut_off={1: cut_off}, submitted=[("evaluations", WHOLE, 1)])) == [expected]


# ---- made of others --------------------------------------------------------------------------------------------------


PARTS = [requirement(checked_by="document", id=f"part_{code.lower()}", code=code) for code in ("T10", "T11", "T12")]
ALL = requirement(id="all", code="T16", measure="all_of", of=["T10", "T11", "T12"], table="")
ANY = requirement(id="any", code="T17", measure="any_of", of=["T10", "T11", "T12"], table="")


@pytest.mark.parametrize(
    ("seen", "all_", "any_", "met"),
    [
        (("有", "有", "有"), "met", "met", 3),
        (("有", "有", "不适用"), "met", "met", 2),
        (("有", "无", "有"), "not_met", "met", 2),
        (("有", "", "有"), "cannot_assess", "met", 2),
        (("无", "", "无"), "not_met", "cannot_assess", 0),
        (("无", "无", "无"), "not_met", "not_met", 0),
        (("不适用", "不适用", "不适用"), "not_applicable", "not_applicable", None),
    ],
)
def test_all_of_and_any_of_other_requirements(seen, all_, any_, met):
    lines = papers(*zip(("T10", "T11", "T12"), seen, strict=True))
    found = verdicts(*PARTS, ALL, ANY, documents=lines)
    assert [told(found, code=code)[0][0] for code in ("T16", "T17")] == [all_, any_]
    value = found.loc[(found["code"] == "T16") & (found["year"] == 1), "value"].iloc[0]
    assert pd.isna(value) if met is None else value == met


# ---- what people decided ---------------------------------------------------------------------------------------------


ADJUSTABLE = requirement(may_adjust="可适当调整")


def changed(kind, **more):
    return frame("adjustments", [{"code": "C01", "kind": kind, **SIGNED, **more}])


def test_an_approved_bound_holds_where_the_notice_allows_it_and_the_verdict_before_is_kept():
    found = verdicts(ADJUSTABLE, visits=visits("a", "b"), adjustments=changed("调整", bound=2))
    row = found[found["year"] == 1].iloc[0]
    assert (row["verdict"], row["before"], row["low"]) == ("met", "not_met", 2)
    assert "苏民函1号" in row["ruled_by"]
    fixed = verdicts(requirement(), visits=visits("a", "b"), adjustments=changed("调整", bound=2))
    assert told(fixed) == [("not_met", "")]
    assert fixed["before"].tolist()[0] == ""


@pytest.mark.parametrize("lacking", ["who", "when", "document"])
def test_an_approval_without_who_when_or_document_changes_nothing(lacking):
    blank = None if lacking == "when" else ""
    found = verdicts(ADJUSTABLE, visits=visits("a"), adjustments=changed("豁免", **{lacking: blank}))
    assert told(found) == [("not_met", "")]


def test_a_waiver_takes_the_requirement_away():
    found = verdicts(requirement(), visits=visits("a"), adjustments=changed("豁免"))
    assert told(found) == [("not_applicable", "waived")]
    assert found["before"].tolist()[0] == "not_met"


def test_a_ruling_on_a_reply_turns_the_verdict_and_the_last_one_holds():
    lines = [("改判达标", "2017-07-05"), ("维持", "2017-07-01"), ("改判未达标", "2017-07-10")]
    rows = [{"code": "C01", "reply": "补交", **SIGNED, "ruling": ruling, "when": day} for ruling, day in lines]
    first = verdicts(requirement(), visits=visits("a"), replies=frame("replies", rows[:2]))
    assert told(first) == [("met", "ruled")]
    last = verdicts(requirement(), visits=visits("a", "b", "c"), replies=frame("replies", rows))
    assert told(last) == [("not_met", "ruled")]
    assert last["before"].tolist()[0] == "met"


def test_a_ruling_for_one_community_leaves_the_others():
    each = requirement(level="community")
    listed = frame("communities", [{"community": "甲社区"}, {"community": "乙社区"}])
    ruled = frame("replies", [{"code": "C01", "community": "乙社区", "ruling": "改判达标", **SIGNED}])
    found = verdicts(each, visits=visits("a", community="甲社区"), communities=listed, replies=ruled)
    assert told(found) == [("not_met", ""), ("met", "ruled")]
