"""Half-way: how far a count has come beside the time gone by, without any verdict from it."""

import math

import pandas as pd
import pytest
from builders import STREET, frame, plan, records, requirement, visits

import evalkit as ek
from evalkit.assessing import assess

HALF = {1: "2016-12-31"}  # 184 of the 365 days from 1 July 2016 to 30 June 2017
TEN = requirement(at_least=10.0)


def judged(*requirements, cut_off=HALF, year=1, **tables):
    town = plan(*requirements)
    found = assess(town, records(town, **tables), cut_off, [STREET])
    return found[found["year"] == year].to_dict("records")


def test_a_count_in_progress_stands_beside_its_share_of_the_time_gone_by():
    (row,) = judged(TEN, visits=visits("a", "b", "c"))
    assert (row["verdict"], row["value"]) == ("in_progress", 3)
    assert row["elapsed"] == 184 / 365
    assert row["expected"] == pytest.approx(10 * 184 / 365)


def test_what_is_due_over_the_contract_is_measured_by_the_whole_contract():
    (row,) = judged(TEN.model_copy(update={"every": "contract"}), cut_off=None, visits=visits("a", "b", "c"))
    assert (row["why"], row["elapsed"], row["expected"]) == ("not_closing", 0.5, 5.0)  # 365 of 730 days


@pytest.mark.parametrize(
    ("asked", "cut_off", "tables"),
    [
        (TEN, None, {"visits": visits("a")}),  # the year is over
        (TEN, HALF, {"visits": visits(*"abcdefghij")}),  # already met
        (TEN, HALF, {}),  # not handed in
        (TEN, {1: "2016-06-30"}, {"visits": visits("a")}),  # not begun
        (requirement(at_least=1.0), HALF, {"visits": visits("a", result="无人").iloc[:0]}),  # one cannot be spread
        (requirement(between=[10.0, 12.0]), HALF, {"visits": visits("a")}),  # an exact amount comes when it comes
        (requirement(at_most=10.0), HALF, {"visits": visits("a")}),
        (
            requirement(measure="month_ends", table="staff", of="person", at_least=5.0),
            {1: "2016-07-15"},
            {"staff": frame("staff", [{"person": "p"}])},
        ),
    ],
)
def test_nothing_is_told_where_no_line_can_be_drawn(asked, cut_off, tables):
    (row,) = judged(asked, cut_off=cut_off, **tables)
    assert math.isnan(row["elapsed"])
    assert math.isnan(row["expected"])


def test_no_verdict_follows_from_it():
    few, many = (judged(TEN, visits=visits(*names))[0] for names in ("a", "abcdefghi"))
    assert {row["verdict"] for row in (few, many)} == {"in_progress"}
    assert few["value"] < few["expected"] < many["value"]


# ---- told -----------------------------------------------------------------------------------------------------------


def told(lang, names, level="street", communities=(), town=None):
    lines = [{"community": one} for one in communities]
    town = town or plan(TEN.model_copy(update={"level": level}))
    rows = [visits(*keys, community=one) for one, keys in zip(communities or ("",), names, strict=True)]
    held = records(town, visits=pd.concat(rows), communities=frame("communities", lines))
    verdicts = assess(town, held, HALF, [STREET])
    return ek.table(verdicts[verdicts["year"] == 1], lang)


def body(table):
    """The rows below the headings of sections."""
    return [[one["t"] for one in row] for row in table.body if len(row) > 1]


def test_the_table_says_behind_or_ahead_in_words():
    behind, ahead = (body(told("zh", [names]))[0][-1] for names in ("abc", "abcdefg"))
    assert behind.endswith("时间已过 50.4%，按匀速约 5.0 户，落后 2.0 户")
    assert ahead.endswith("时间已过 50.4%，按匀速约 5.0 户，领先 2.0 户")


@pytest.mark.parametrize(("names", "how"), [("abcd", "落后 1.0 户"), ("abcde", "与匀速持平"), ("abcdef", "与匀速持平")])
def test_less_than_one_unit_to_either_side_is_on_pace(names, how):
    assert body(told("zh", [names]))[0][-1].endswith(f"按匀速约 5.0 户，{how}")  # 5.04


def test_the_table_speaks_english():
    assert body(told("en", ["abc"]))[0][-1].endswith(
        "50.4% of the time gone, about 5.0 户 by a straight line, 2.0 户 behind"
    )


def test_of_several_communities_it_is_told_how_many_are_behind():
    table = told("zh", ["abc", "abcdefg"], "community", ("甲社区", "乙社区"))
    assert body(table)[0][-1].endswith("时间已过 50.4%，按匀速约 5.0 户，2 个社区中 1 个落后")


def test_a_note_says_that_it_is_no_verdict_and_only_where_it_is_told():
    assert any("匀速" in note for note in told("zh", ["abc"]).notes)
    town = plan(TEN)
    over = assess(town, records(town, visits=visits("a")), None, [STREET])
    assert not any("匀速" in note for note in ek.table(over[over["year"] == 1], "zh").notes)
