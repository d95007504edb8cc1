"""Verdicts on records drawn by hand: the order of decisions, and laws that hold whatever the rows are."""

import json

import pandas as pd
import pytest
from builders import STREET, frame, plan, records, requirement, visits
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.assessing import COLUMNS, assess
from evalkit.errors import ParameterError
from evalkit.plan import Alternative, Applies


def verdicts(one, cut_off=None, **given):
    """The verdicts of one requirement in year 1, by community."""
    town = plan(one)
    found = assess(town, records(town, **given), cut_off)
    return found[found["year"] == 1].set_index("community")


def verdict(one, cut_off=None, **given):
    return verdicts(one, cut_off, **given).iloc[0]


def communities(*names, **more):
    return frame("communities", [{"community": name} | more for name in names])


# ---- shape --------------------------------------------------------------------------------------------------------


def test_one_row_per_requirement_street_year_and_community():
    town = plan(requirement(id="a"), requirement(id="b", level="community"))
    found = assess(town, records(town, communities=communities("东", "西"), visits=visits("h")))
    assert list(found.columns) == list(COLUMNS)
    assert found[["year", "community", "requirement"]].to_numpy().tolist() == [
        [1, "", "a"], [1, "东", "b"], [1, "西", "b"], [2, "", "a"], [2, "", "b"],
    ]  # fmt: skip


def test_streets_asked_for_appear_even_where_nothing_was_handed_in():
    town = plan(requirement())
    seen = records(town, visits=visits("a", "b", "c"))
    assert set(assess(town, seen)["street"]) == {STREET}
    both = assess(town, seen, streets=["甲街道", "s1"])
    assert set(both.query("street == '乙街道'")["why"]) == {"table_missing"}
    with pytest.raises(ParameterError, match="甲街道"):
        assess(town, seen, streets=["甲街"])


def test_a_community_listed_twice_or_on_an_excluded_row_is_no_further_community():
    listed = frame(
        "communities", [{"community": "东"}, {"community": "东"}, {"community": "西", "excluded": "example_row"}]
    )
    assert verdicts(requirement(level="community"), communities=listed, visits=visits("h")).index.tolist() == ["东"]


# ---- the order of decisions ---------------------------------------------------------------------------------------


def test_met_at_the_bound_and_not_met_below_it():
    met, missed = verdict(requirement(), visits=visits("a", "b", "c")), verdict(requirement(), visits=visits("a", "b"))
    assert (met["verdict"], met["value"], met["margin"], met["flip"]) == ("met", 3, 0, 1)
    assert (missed["verdict"], missed["value"], missed["margin"], missed["flip"]) == ("not_met", 2, -1, 1)


def test_an_upper_bound_is_kept_at_the_bound_and_passed_above_it():
    fee = requirement(table="contracts", measure="sum", of="fee", at_most=600000.0)
    assert verdict(fee, contracts=frame("contracts", [{"fee": 600000.0}]))["verdict"] == "met"
    over = verdict(fee, contracts=frame("contracts", [{"fee": 600000.01}]))
    assert (over["verdict"], round(over["margin"], 2)) == ("not_met", -0.01)


def test_a_year_without_a_bound_is_not_applicable_whatever_was_handed_in():
    row = verdict(requirement(at_least={2: 3.0}), visits=visits("a"))
    assert (row["verdict"], row["why"], row["rows"]) == ("not_applicable", "other_year", 0)
    assert pd.isna(row["value"])


def test_what_is_due_at_closing_is_not_applicable_before_the_last_year():
    town = plan(requirement(every="contract", due="closing"))
    found = assess(town, records(town, visits=visits("a", "b", "c"), submitted=[("visits", STREET, 2)]))
    assert found[["verdict", "why"]].to_numpy().tolist() == [["not_applicable", "not_due"], ["met", ""]]


def test_an_option_binds_only_those_who_chose_it():
    one = requirement(level="community", applies=Applies(table="communities", where={"option": "治理难点问题"}))
    listed = frame("communities", [{"community": "东", "option": "治理难点问题"}, {"community": "西", "option": ""}])
    found = verdicts(one, communities=listed, visits=visits("h", community="东"))
    assert found["verdict"].to_dict() == {"东": "not_met", "西": "not_applicable"}
    assert found.loc["西", "why"] == "option_not_chosen"


def test_a_missing_table_cannot_be_assessed_and_is_never_zero():
    row = verdict(requirement(), submitted=[("staff", STREET, 1)])
    assert (row["verdict"], row["why"]) == ("cannot_assess", "table_missing")
    assert pd.isna(row["value"])
    assert pd.isna(row["flip"])


def test_without_a_list_of_communities_one_nameless_row_says_so():
    found = verdicts(requirement(level="community"), visits=visits("a", community="东"))
    assert found.index.tolist() == [""]
    assert found.iloc[0][["verdict", "why"]].tolist() == ["cannot_assess", "communities_missing"]


def test_a_community_without_a_row_in_a_table_handed_in_has_none():
    row = verdicts(
        requirement(level="community"), communities=communities("东", "西"), visits=visits("a", community="东")
    )
    assert row.loc["西", ["verdict", "why", "value"]].tolist() == ["not_met", "no_rows", 0]


def test_of_two_tables_one_is_enough():
    one = requirement(table=["visits", "activities"], of="community", at_least=2.0)
    both = {"visits": visits("a", community="东"), "activities": frame("activities", [{"community": "西"}])}
    assert verdict(one, **both)["value"] == 2
    assert verdict(one, visits=both["visits"])["verdict"] == "not_met"


def test_a_share_of_nothing_cannot_be_assessed():
    one = requirement(table="services", measure="share", of="family", where={"case_on_file": True}, at_least=0.5)
    row = verdict(one, services=frame("services", [{"family": ""}]), submitted=[("cases", STREET, 1)])
    assert (row["verdict"], row["why"]) == ("cannot_assess", "no_denominator")


def team(*professional):
    day = {True: "2012-06-30", False: None}
    people = [
        {"person": str(n), "joined_on": "2016-07-01", "professional_on": day[p]} for n, p in enumerate(professional)
    ]
    return frame("staff", people)


HALF = requirement(
    table="staff", measure="month_end_share", of="person", where={"professional_on": {"by": "test_date"}}, at_least=0.5
)


def test_two_of_five_fail_half_and_three_of_six_pass():
    two, three = verdict(HALF, staff=team(1, 1, 0, 0, 0)), verdict(HALF, staff=team(1, 1, 1, 0, 0, 0))
    assert two[["verdict", "value", "numerator", "denominator"]].tolist() == ["not_met", 0.4, 2, 5]
    assert three[["verdict", "value", "numerator", "denominator"]].tolist() == ["met", 0.5, 3, 6]


def test_a_share_meets_a_bound_it_equals_although_binary_fractions_cannot():
    third = HALF.model_copy(update={"at_least": 0.3})
    assert 0.1 + 0.2 > 0.3  # what a computer says of three tenths
    assert verdict(third, staff=team(*[1] * 3, *[0] * 7))["verdict"] == "met"
    assert verdict(third, staff=team(*[1] * 2999, *[0] * 7001))["verdict"] == "not_met"


def test_where_every_record_is_unreadable_nothing_is_said():
    row = verdict(requirement(), visits=visits("a", "b", excluded="missing_key"))
    assert (row["verdict"], row["why"]) == ("cannot_assess", "rows_unread")
    assert json.loads(row["left_out"]) == {"missing_key": 2}
    dated = verdict(requirement(), visits=visits("a", "b", excluded="outside_year"))
    assert dated["verdict"] == "not_met"


def test_unreadable_records_that_could_turn_the_verdict_are_a_caveat():
    rows = visits("a", "b", "c", "d")
    rows["excluded"] = ["", "", "bad_date", "outside_year"]
    assert verdict(requirement(), visits=rows)[["verdict", "why"]].tolist() == ["not_met", "rows_unread"]
    assert verdict(requirement(at_least=4.0), visits=rows)["why"] == ""


def test_unreadable_records_that_could_not_turn_a_share_are_no_caveat():
    one = requirement(table="services", measure="share", of="family", where={"case_on_file": True}, at_least=0.5)

    def of(cases, others, unread):
        cells = [(f"c{n}", True, "") for n in range(cases)] + [(f"o{n}", False, "") for n in range(others)]
        cells += [(f"u{n}", False, "bad_date") for n in range(unread)]
        rows = [{"family": f, "case_on_file": c, "excluded": x} for f, c, x in cells]
        handed_in = {"services": frame("services", rows), "submitted": [("cases", STREET, 1)]}
        return verdict(one, **handed_in)[["verdict", "why"]].tolist()

    assert of(6, 4, 2) == ["met", ""]  # 6 of 12 at worst
    assert of(6, 4, 3) == ["met", "rows_unread"]  # 6 of 13
    assert of(4, 6, 1) == ["not_met", ""]  # 5 of 11 at best
    assert of(4, 6, 2) == ["not_met", "rows_unread"]  # 6 of 12


# ---- over the contract --------------------------------------------------------------------------------------------

ORGS = requirement(table="community_orgs", of="organisation", every="contract", at_least=2.0)


def orgs(*names, year=1, day="2016-11-20"):
    return frame("community_orgs", [{"organisation": name, "founded_on": day} for name in names], year=year)


def over_contract(first, second, **given):
    town = plan(ORGS)
    both = pd.concat([first, second], ignore_index=True)
    return assess(town, records(town, community_orgs=both, **given)).set_index("year")


def test_over_the_contract_the_books_of_all_years_count_and_the_last_year_decides():
    found = over_contract(orgs("a"), orgs("b", year=2, day="2017-11-20"))
    assert found["verdict"].tolist() == ["in_progress", "met"]
    assert found["value"].tolist() == [1, 2]
    assert found.loc[1, "why"] == "not_closing"


def test_one_organisation_in_both_books_is_one():
    assert over_contract(orgs("a"), orgs("a", year=2)).loc[2, ["value", "verdict", "counted"]].tolist() == [
        1,
        "not_met",
        1,
    ]


def test_a_missing_earlier_book_may_hold_what_is_wanting():
    found = over_contract(orgs(), orgs("a", year=2))
    assert found.loc[2, ["verdict", "why"]].tolist() == ["cannot_assess", "earlier_table_missing"]
    assert over_contract(orgs(), orgs("a", "b", year=2)).loc[2, "verdict"] == "met"


# ---- before the end of the period ---------------------------------------------------------------------------------


def test_rows_after_the_cut_off_are_left_out_and_an_open_year_is_in_progress():
    rows = pd.concat([visits("a", "b"), visits("c", "d", date="2017-01-05")], ignore_index=True)
    row = verdict(requirement(), "2016-12-31", visits=rows)
    assert row[["verdict", "why", "value"]].tolist() == ["in_progress", "year_open", 2]
    assert json.loads(row["left_out"]) == {"after_cut_off": 2}
    assert row["cut_off"] == pd.Timestamp("2016-12-31")


def test_a_row_of_the_year_before_listed_again_does_not_count_for_this_year():
    one = requirement(table="deliverables", of="deliverable", at_least=1.0)
    again = frame("deliverables", [{"deliverable": "建议", "date": pd.Timestamp("2017-03-01")}], year=2)
    town = plan(one)
    found = assess(town, records(town, deliverables=again)).query("year == 2").iloc[0]
    assert (found["verdict"], found["value"]) == ("not_met", 0)
    assert json.loads(found["left_out"]) == {"before_period": 1}


def test_a_number_reached_early_cannot_be_lost_and_one_passed_cannot_be_regained():
    assert verdict(requirement(), "2016-12-31", visits=visits("a", "b", "c"))["verdict"] == "met"
    assert verdict(requirement(at_most=2.0), "2016-12-31", visits=visits("a", "b", "c"))["verdict"] == "not_met"
    assert verdict(requirement(at_most=3.0), "2016-12-31", visits=visits("a", "b", "c"))["verdict"] == "in_progress"
    assert verdict(requirement(between=[2.0, 4.0]), "2016-12-31", visits=visits("a", "b"))["verdict"] == "in_progress"


def test_a_broken_month_end_cannot_be_mended_but_a_kept_one_may_still_break():
    assert verdict(HALF, "2016-09-30", staff=team(1, 0, 0))["verdict"] == "not_met"
    assert verdict(HALF, "2016-09-30", staff=team(1, 1, 0))["verdict"] == "in_progress"
    early = verdict(HALF, "2016-07-15", staff=team(1, 1, 0))
    assert early[["verdict", "why"]].tolist() == ["in_progress", "no_month_end"]


def test_a_year_not_begun_is_in_progress_not_missing():
    town = plan(requirement())
    found = assess(town, records(town, visits=visits("a")), "2016-12-31")
    assert found.set_index("year").loc[2, ["verdict", "why"]].tolist() == ["in_progress", "not_started"]


def test_a_cut_off_may_be_given_by_year_and_never_lies_after_it():
    town = plan(requirement())
    found = assess(town, records(town, visits=visits("a")), {1: "2017-05-31", 2: "2030-01-01"})
    assert found["cut_off"].tolist() == [pd.Timestamp("2017-05-31"), pd.Timestamp("2018-06-30")]
    with pytest.raises(ParameterError):
        assess(town, records(town, visits=visits("a")), {3: "2018-01-01"})


@pytest.mark.parametrize("word", ["2016-13-45", "年底", 20161231, {1: "x"}])
def test_a_cut_off_that_is_no_date_is_named(word):
    town = plan(requirement())
    with pytest.raises(ParameterError, match="2016-12-31"):
        assess(town, records(town, visits=visits("a")), word)


# ---- other readings -----------------------------------------------------------------------------------------------


def read_also(**words):
    return requirement(alternatives=[Alternative(reading="计次", **words)])


def test_another_reading_stands_beside_and_says_whether_it_differs():
    row = verdict(read_also(measure="rows"), visits=visits("a", "a", "b"))
    assert row[["verdict", "alternative", "alternative_value", "alternative_verdict"]].tolist() == [
        "not_met",
        "计次",
        3,
        "met",
    ]
    assert row["differs"]
    assert not verdict(read_also(measure="rows"), visits=visits("a", "b"))["differs"]


def test_a_reading_that_decides_and_disagrees_leaves_it_to_the_evaluator():
    one = read_also(measure="rows", decides=True)
    row = verdict(one, visits=visits("a", "a", "b"))
    assert row[["verdict", "why", "value"]].tolist() == ["for_evaluator", "readings_differ", 2]
    assert row["differs"]
    assert verdict(one, visits=visits("a", "b", "c"))["verdict"] == "met"


def test_a_community_may_be_read_as_its_street_and_a_street_as_its_worst_community():
    rows = pd.concat([visits("a", "b", community="东"), visits("c", community="西")], ignore_index=True)
    listed = communities("东", "西")
    up = requirement(level="community", alternatives=[Alternative(reading="按街道", level="street")])
    found = verdicts(up, communities=listed, visits=rows)
    assert found["alternative_value"].tolist() == [3, 3]
    assert found["alternative_verdict"].tolist() == ["met", "met"]
    down = requirement(alternatives=[Alternative(reading="按社区", level="community", at_least=2.0)])
    row = verdict(down, communities=listed, visits=rows)
    assert row[["verdict", "alternative_value", "alternative_verdict"]].tolist() == ["met", 1, "not_met"]


# ---- the account of rows ------------------------------------------------------------------------------------------


def test_every_row_is_counted_or_left_out_with_its_reason():
    rows = visits("a", "a", "b", "c", "d", "e")
    rows["result"] = ["完成", "完成", "无人", "", "完成", "完成"]
    rows["excluded"] = ["", "", "", "", "outside_year", ""]
    rows.loc[5, "date"] = pd.Timestamp("2017-06-30")
    row = verdict(requirement(where={"result": "完成"}), "2017-06-29", visits=rows)
    assert (row["rows"], row["counted"]) == (6, 1)
    assert json.loads(row["left_out"]) == {
        "repeat": 1, "where:result=无人": 1, "where:result=": 1, "outside_year": 1, "after_cut_off": 1,
    }  # fmt: skip


# ---- laws ---------------------------------------------------------------------------------------------------------

VISITS = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from(["完成", "无人", ""]), st.sampled_from(["", "", "", "bad_date"])
    ),
    max_size=8,
)


def drawn(cells):
    rows = [{"household": h, "result": r, "excluded": x, "date": "2016-08-01"} for h, r, x in cells]
    return frame("visits", rows)


COMPLETED = requirement(where={"result": "完成"}, alternatives=[Alternative(reading="计次", measure="rows")])


@settings(max_examples=8)
@given(VISITS.flatmap(lambda cells: st.tuples(st.just(cells), st.permutations(cells))))
def test_the_order_of_rows_changes_no_verdict(pair):
    given, shuffled = ({"visits": drawn(cells), "submitted": [("visits", STREET, 1)]} for cells in pair)
    pd.testing.assert_series_equal(verdict(COMPLETED, **given), verdict(COMPLETED, **shuffled))


@settings(max_examples=8)
@given(VISITS)
def test_rows_are_counted_plus_left_out(cells):
    row = verdict(COMPLETED, visits=drawn(cells), submitted=[("visits", STREET, 1)])
    assert row["rows"] == len(cells) == row["counted"] + sum(json.loads(row["left_out"]).values())


@settings(max_examples=8)
@given(VISITS, st.integers(0, 7))
def test_a_copied_row_never_raises_a_distinct_count(cells, which):
    copied = [*cells, cells[which % len(cells)]] if cells else []
    before, after = (verdict(COMPLETED, visits=drawn(c), submitted=[("visits", STREET, 1)]) for c in (cells, copied))
    assert after["value"] == before["value"] or (pd.isna(before["value"]) and pd.isna(after["value"]))


@given(st.sampled_from(["year", "contract"]), st.sampled_from(["distinct", "rows", "chain"]), st.booleans())
def test_a_missing_table_is_never_met_nor_not_met(every, measure, open_year):
    of = ["date"] if measure == "chain" else "household"
    one = requirement(every=every, measure=measure, of=of)
    row = verdict(one, "2016-12-31" if open_year else None, submitted=[("staff", STREET, 1)])
    assert row["verdict"] == "cannot_assess"


@settings(max_examples=8)
@given(VISITS)
def test_voiding_the_flip_records_turns_the_verdict_and_one_record_fewer_does_not(cells):
    rows = drawn(cells)
    before = verdict(COMPLETED, visits=rows, submitted=[("visits", STREET, 1)])
    if before["verdict"] != "met":
        return
    counted = rows[(rows["result"] == "完成") & (rows["excluded"] == "")]
    by_size = sorted(counted.groupby("household").groups.values(), key=len)
    void = [row for group in by_size for row in group][: before["flip"]]
    for gone, expected in ((void, "not_met"), (void[:-1], "met")):
        left = verdict(COMPLETED, visits=rows.drop(index=gone), submitted=[("visits", STREET, 1)])
        assert left["verdict"] == expected or left["why"] == "rows_unread"
