"""Conclusions of a score sheet: applied where signed and drawn from what is found, else told and left alone."""

import pandas as pd
import pytest
from builders import SIGNED, STREET, conclusion, frame, plan, records, requirement, visits

from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.plan_file import plan_sha256

TOWN = plan(requirement())  # three households; two were visited
SEEN = visits("a", "b")
OURS = plan_sha256(TOWN.folder)


def first(cut_off=None, seen=SEEN, **tables):
    """The verdict of the first year."""
    return assess(TOWN, records(TOWN, visits=seen, **tables), cut_off, [STREET]).iloc[0]


BASIS = first()["basis"]


def judged(*lines, replies=(), cut_off=None, seen=SEEN):
    """Verdict, verdict before, and the codes of the findings about decisions."""
    tables = {"conclusions": frame("conclusions", lines), "replies": frame("replies", replies)}
    row = first(cut_off, seen, **tables)
    found = check(records(TOWN, visits=seen, **tables), TOWN, "zh")
    told = found[found["code"].str.startswith(("conclusion", "decision"))]
    return row["verdict"], row["before"], sorted(told["code"])


def holding(word="达标", **cells):
    return conclusion(word, BASIS, OURS, **cells)


def test_a_conclusion_with_who_when_and_document_turns_the_verdict_and_keeps_the_one_before():
    assert judged(holding()) == ("met", "not_met", [])
    row = first(conclusions=frame("conclusions", [holding()]))
    assert (row["why"], row["ruled_by"]) == ("concluded", "一号（周样本，2017-07-10）")
    assert (row["value"], pd.isna(row["flip"])) == (2.0, True), "the number stays; no record turns what a person said"


def test_the_same_word_leaves_the_verdict_and_tells_who_looked():
    assert judged(holding("未达标")) == ("not_met", "not_met", [])


def test_a_blank_line_says_nothing_and_is_no_fault():
    blank = holding("") | dict.fromkeys(("who", "document"), "") | {"when": None}
    assert judged(blank) == ("not_met", "", [])
    assert judged(holding("") | {"document": "", "when": None}) == ("not_met", "", []), "a name alone neither"


@pytest.mark.parametrize(("name", "blank"), [("who", ""), ("when", None), ("document", "")])
def test_a_conclusion_without_who_when_or_document_is_told_and_not_applied(name, blank):
    assert judged(holding() | {name: blank}) == ("not_met", "", ["decision_without_proof"])


def test_a_reason_without_a_conclusion_is_told():
    assert judged(holding("") | {"reason": "已补交"}) == ("not_met", "", ["conclusion_missing"])


@pytest.mark.parametrize("name", ["bound", "value", "verdict", "cut_off", "street", "community"])
def test_where_a_cell_was_changed_that_is_not_the_evaluators_the_conclusion_is_told_and_not_applied(name):
    assert judged(holding() | {name: "乙街道" if name == "street" else "2018-06-30"})[::2] == (
        "not_met", ["conclusion_altered"],
    )  # fmt: skip


def test_a_line_of_another_year_is_none_of_this_one():
    found = frame("conclusions", [holding()], year=2)
    told = records(TOWN, visits=SEEN, conclusions=found)
    assert set(assess(TOWN, told, None, [STREET])["before"]) == {""}
    assert "conclusion_altered" in set(check(told, TOWN)["code"])


def test_a_conclusion_over_another_value_is_told_and_not_applied():
    more = visits("a")
    assert judged(holding(), seen=more) == ("not_met", "", ["conclusion_outdated"])
    assert judged(holding("未达标"), seen=more) == ("not_met", "", []), "it would change nothing"
    fresh = conclusion("达标", first(seen=more)["basis"], OURS)
    assert judged(holding(), fresh, seen=more) == ("met", "not_met", []), "the new sheet stands in for the old one"


def test_another_plan_over_the_same_value_is_told_once_a_sheet_and_applied():
    lines = [conclusion("达标", BASIS, "another plan"), conclusion("达标", BASIS, "another plan")]
    assert judged(*lines) == ("met", "not_met", ["conclusion_other_plan"])


def test_a_mid_term_sheet_decides_reports_up_to_its_day_only():
    middle = "2016-12-31"
    mid = conclusion("达标", first(middle)["basis"], OURS, cut_off=middle)
    assert judged(mid, cut_off=middle) == ("met", "in_progress", ["conclusion_other_day"])
    assert judged(mid) == ("not_met", "", ["conclusion_other_day"])


def test_the_last_day_stands_and_where_it_disagrees_none_is_applied():
    later = holding("未达标") | {"when": "2017-07-20"}
    assert judged(holding(), later) == ("not_met", "not_met", [])
    assert judged(holding(), holding("未达标")) == ("not_met", "", ["decisions_disagree"] * 2)
    reply = {**SIGNED, "code": "C01", "ruling": "改判未达标"}
    assert judged(holding(), replies=[reply]) == ("not_met", "", ["decisions_disagree"] * 2)
    assert judged(holding(), replies=[reply | {"when": "2017-07-01"}]) == ("met", "not_met", [])


def test_a_paper_the_evaluator_concludes_on_is_judged():
    one = requirement(checked_by="evaluator", code="P02")
    town = plan(one)
    bare = assess(town, records(town), None, [STREET]).iloc[0]
    line = conclusion("未达标", bare["basis"], OURS, code="P02")
    row = assess(town, records(town, conclusions=frame("conclusions", [line])), None, [STREET]).iloc[0]
    assert (bare["verdict"], row["verdict"], row["before"]) == ("for_evaluator", "not_met", "for_evaluator")
