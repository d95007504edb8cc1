"""Scores against numbers worked by hand, the ends against every corner, the flip against a linear programme."""

import itertools
import json
import math

import numpy as np
import pandas as pd
import pytest
from builders import plan, requirement
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_text import GOOD, problems
from scipy.optimize import linprog

from evalkit.errors import ParameterError
from evalkit.plan import Grade, Item, Scheme, read_plan
from evalkit.scoring import score

MARKS = (("excellent", 90), ("good", 75), ("pass", 60), ("fail", 0))
GRADES = [Grade(id=name, label=name, **{"from": points}) for name, points in MARKS]
NAN = math.nan


def item(name, requirements, weight=(20, 40, 60), kind="share", veto=""):
    return Item(id=name, label=name, requirements=requirements.split(), kind=kind, weight=list(weight), veto=veto)


USUAL = (item("visits", "visits", kind="degree"), item("papers", "a b"), item("staff", "c", (10, 20, 30)))


def town(*items):
    ids = dict.fromkeys(name for one in items for name in one.requirements)
    made = plan(*(requirement(id=name, code=name.upper()) for name in ids))
    return made.model_copy(update={"scheme": Scheme(source="评估办法", grades=GRADES, item=list(items))})


def told(requirement, verdict="met", value=NAN, low=NAN, high=NAN, **more):
    base = {"street": "甲街道", "year": 1, "community": "", "numerator": NAN, "denominator": NAN}
    return base | {"requirement": requirement, "verdict": verdict, "value": value, "low": low, "high": high} | more


def scored(*verdicts, items=USUAL):
    found = score(town(*items), pd.DataFrame(verdicts))
    assert len(found) == 1
    return found.iloc[0]


HALF = told("visits", "not_met", 75.0, 150.0)  # 75 of 150 visits: half the marks


def test_a_score_worked_by_hand_and_its_ends_over_the_weights():
    """Shares 1/2, 1, 0 with weights 40, 40, 20: 60. Least: 20, 20, 30 gives 30/70; most: 20, 60, 10 gives 70/90."""
    row = scored(HALF, told("a"), told("b"), told("c", "not_met"))
    assert row["score_least"] == row["score_most"] == 60
    assert (row["low"], row["high"]) == (pytest.approx(3000 / 70), pytest.approx(7000 / 90))
    assert (row["grade"], row["grades"]) == ("pass", "good;pass;fail")
    assert json.loads(row["items"]) == {"visits": [0.5, 0.5], "papers": [1, 1], "staff": [0, 0]}


def test_a_score_on_a_boundary_is_on_it_and_the_smallest_change_is_none():
    row = scored(HALF, told("a"), told("b"), told("c", "not_met"))
    assert (row["grade"], row["flip"], row["flip_grade"], row["flip_weights"]) == ("pass", 0, "fail", "{}")


def test_the_smallest_change_of_weights_worked_by_hand():
    """Shares 1/2, 1, 1: 80. To 75 the visits go from 40 to 60; to 90 it takes 20 less there and 20 more elsewhere."""
    row = scored(HALF, told("a"), told("b"), told("c"))
    assert (row["score_least"], row["grade"]) == (80, "good")
    assert (row["flip"], json.loads(row["flip_weights"]), row["flip_grade"]) == (20, {"visits": 60}, "pass")
    assert (30 + 40 + 20) / (60 + 40 + 20) == 0.75


def test_where_no_weights_within_their_ranges_flip_the_grade_there_is_no_flip():
    row = scored(told("visits"), told("a"), told("b"), told("c"))
    assert (row["score_least"], row["grade"], row["grades"], row["flip_grade"]) == (100, "excellent", "excellent", "")
    assert math.isnan(row["flip"])


@pytest.mark.parametrize("word", ["cannot_assess", "in_progress", "for_evaluator"])
def test_what_is_not_decided_is_an_interval_and_never_nought(word):
    row = scored(HALF, told("a"), told("b"), told("c", word))
    assert (row["score_least"], row["score_most"], row["grade"]) == (60, 80, "good;pass")
    assert json.loads(row["items"])["staff"] == [0, 1]
    assert math.isnan(row["flip"])
    degree = scored(told("visits", word, 10.0, 150.0), told("a"), told("b"), told("c"))
    assert (degree["score_least"], degree["score_most"]) == (60, 100)


def test_what_does_not_apply_falls_out_with_its_weight():
    row = scored(HALF, told("a"), told("b"), told("c", "not_applicable"))
    assert row["score_least"] == (40 * 0.5 + 40) / 80 * 100 == 75
    assert row["grade"] == "good"
    one = scored(HALF, told("a"), told("b", "not_applicable"), told("c"))
    assert json.loads(one["items"])["papers"] == [1, 1]


def test_where_nothing_applies_there_is_no_score():
    row = scored(told("c", "not_applicable"), items=[item("staff", "c")])
    assert math.isnan(row["score_least"])
    assert row["grade"] == ""


@pytest.mark.parametrize(
    ("row", "share"),
    [
        (told("visits", "met", 300.0, 150.0), 1),
        (told("visits", "not_met", 149.0, 150.0), 149 / 150),
        (told("visits", "not_met", 800_000.0, high=600_000.0), 0.75),
        (told("visits", "not_met", 3.0, 1.0, 2.0), 2 / 3),
        (told("visits", "not_met", 1 / 3, 0.5, numerator=1.0, denominator=3.0), 2 / 3),
        (told("visits", "not_met", -5.0, 10.0), 0),
        (told("visits", "not_met", 200.0, 150.0), 0),  # the evaluator decided against the number
        (told("visits", "not_met", NAN, 150.0), 0),
        (told("visits", "met", 140.0, 150.0), 1),  # a waiver
    ],
)
def test_a_degree_is_value_by_bound_and_never_above_full_marks(row, share):
    found = scored(row, told("a"), items=[item("visits", "visits", kind="degree"), item("rest", "a")])
    assert json.loads(found["items"])["visits"] == [share, share]


def test_over_communities_a_share_stands_as_the_worst_and_a_degree_is_the_mean():
    east, west = told("visits", community="东", value=150.0, low=150.0), HALF | {"community": "西"}
    assert json.loads(scored(east, west, told("a"), told("b"), told("c"))["items"])["visits"] == [0.75, 0.75]
    east, west = told("c", community="东"), told("c", "not_met", community="西")
    assert json.loads(scored(HALF, told("a"), told("b"), east, west)["items"])["staff"] == [0, 0]


def test_a_veto_caps_the_grade_and_leaves_the_score():
    items = [item("papers", "a b", veto="pass"), item("staff", "c", (200, 300, 400))]
    row = scored(told("a", "not_met"), told("b"), told("c"), items=items)
    assert (row["grade"], row["grades"], row["vetoed"]) == ("pass", "pass", "papers")
    assert row["score_least"] == pytest.approx((40 * 0.5 + 300) / 340 * 100)
    open_ = scored(told("a", "cannot_assess"), told("b"), told("c"), items=items)
    assert (open_["grade"], open_["vetoed"]) == ("excellent;pass", "")
    hard = [item("papers", "a", veto="fail"), items[1]]
    assert scored(told("a", "not_met"), told("c"), items=hard)["grade"] == "fail"


def test_the_lowest_grade_never_follows_from_one_requirement_alone():
    items = [item("papers", "a", (5, 5, 5)), item("staff", "c", (95, 95, 95))]
    one = scored(told("a"), told("c", "not_met"), items=items)
    assert (one["score_least"], one["grade"], one["grades"], one["flip_grade"]) == (5, "pass", "pass", "")
    both = scored(told("a", "not_met"), told("c", "not_met"), items=items)
    assert (both["score_least"], both["grade"]) == (0, "fail")
    perhaps = scored(told("a", "cannot_assess"), told("c", "not_met"), items=items)
    assert perhaps["grade"] == "fail"


def test_each_street_and_year_has_its_row_in_the_order_of_the_verdicts():
    rows = [told("c", street=street, year=year) for street, year in (("乙街道", 1), ("甲街道", 2), ("甲街道", 1))]
    found = score(town(item("staff", "c")), pd.DataFrame(rows))
    assert found[["street", "year"]].to_numpy().tolist() == [["乙街道", 1], ["甲街道", 2], ["甲街道", 1]]


def test_without_a_scheme_nothing_is_scored(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    with pytest.raises(ParameterError, match="no scheme of scores, so nothing is scored"):
        score(plan(requirement()), pd.DataFrame([told("households")]))
    with pytest.raises(ParameterError, match="lack requirements that the scheme scores: a, b"):
        score(town(*USUAL), pd.DataFrame([HALF, told("c")]))


# ---- laws -----------------------------------------------------------------------------------------------------------

WEIGHT = st.tuples(*[st.integers(1, 20)] * 3).map(sorted)
SHARE = st.integers(0, 10)
LINES = st.lists(st.tuples(WEIGHT, SHARE), min_size=1, max_size=5)


def drawn(lines):
    """The score of items with these weights and shares in tenths."""
    items = [item(f"i{n}", f"r{n}", weight, kind="degree") for n, (weight, _) in enumerate(lines)]
    rows = [told(f"r{n}", "met" if s == 10 else "not_met", float(s), 10.0) for n, (_, s) in enumerate(lines)]
    return scored(*rows, items=items)


@settings(max_examples=30, deadline=None)
@given(LINES)
def test_the_ends_are_those_of_all_corners(lines):
    """Over a box of weights a weighted mean is least and greatest at a corner: here all of them are tried."""
    shares = np.array([share / 10 for _, share in lines])
    corners = [np.array(one) for one in itertools.product(*((w[0], w[2]) for w, _ in lines))]
    means = [float(100 * (w @ shares) / w.sum()) for w in corners]
    row = drawn(lines)
    assert (row["low"], row["high"]) == (pytest.approx(min(means)), pytest.approx(max(means)))
    assert row["low"] <= row["score_least"] <= row["high"]


def least_change(lines, goal):
    """The smallest sum of changes of weights that brings the score to ``goal``, by a linear programme."""
    gaps = np.array([share / 10 - goal / 100 for _, share in lines])
    usual = np.array([w[1] for w, _ in lines], dtype=float)
    limits = [(0, w[2] - w[1]) for w, _ in lines] + [(0, w[1] - w[0]) for w, _ in lines]
    signed = np.concatenate([gaps, -gaps])[None, :]
    done = linprog(np.ones(2 * len(lines)), A_eq=signed, b_eq=[-float(usual @ gaps)], bounds=limits)
    return done.fun if done.status == 0 else math.inf


@settings(max_examples=30, deadline=None)
@given(LINES)
def test_the_flip_is_the_optimum_of_a_linear_programme_and_brings_the_score_there(lines):
    row = drawn(lines)
    missed = sum(share < 10 for _, share in lines)
    goals = [goal for name, goal in MARKS[:-1] if missed > 1 or name != "pass"]
    above = [goal for goal in goals if goal > row["score_least"] + 1e-9]
    below = [goal for goal in goals if goal <= row["score_least"] + 1e-9]
    best = min((least_change(lines, goal) for goal in [*above[-1:], *below[:1]]), default=math.inf)
    assert row["flip"] == pytest.approx(best) if best < math.inf else math.isnan(row["flip"])
    if best < math.inf:
        weights = {f"i{n}": w[1] for n, (w, _) in enumerate(lines)} | json.loads(row["flip_weights"])
        shares = {f"i{n}": share / 10 for n, (_, share) in enumerate(lines)}
        reached = 100 * sum(weights[name] * shares[name] for name in shares) / sum(weights.values())
        assert min(abs(reached - goal) for goal in goals) == pytest.approx(0, abs=1e-9)


# ---- the scheme in a plan -------------------------------------------------------------------------------------------

SCHEME = """
[scheme]
source = "评估办法（虚构）第三条"
grades = [
  { id = "good", label = "合格", label_en = "pass", from = 60 },
  { id = "fail", label = "不合格", label_en = "fail", from = 0 },
]

[[scheme.item]]
id = "visits"
label = "探访"
requirements = ["C01"]
kind = "degree"
weight = [10, 20, 30]

[[scheme.item]]
id = "papers"
label = "资质"
requirements = ["agency_papers"]
kind = "share"
weight = [5, 5, 5]
veto = "fail"
"""


def test_a_scheme_is_read_from_the_plan(tmp_path):
    assert problems(tmp_path, GOOD + SCHEME) == []
    scheme = read_plan(tmp_path).scheme
    assert [(one.id, one.weight, one.veto) for one in scheme.items] == [
        ("visits", [10, 20, 30], ""),
        ("papers", [5, 5, 5], "fail"),
    ]
    assert [(grade.id, grade.points) for grade in scheme.grades] == [("good", 60), ("fail", 0)]


def test_the_shipped_plan_has_no_scheme():
    assert read_plan("suzhou-2016").scheme is None


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        ("from = 60", "from = 0", "from the best to the lowest"),
        ("from = 0 }", "from = 10 }", "from the best to the lowest"),
        ("from = 60", "from = 101", "from the best to the lowest"),
        ('id = "fail", label', 'id = "good", label', "“good” is used twice"),
        ("[10, 20, 30]", "[10, 5, 30]", "three numbers above 0"),
        ("[10, 20, 30]", "[0, 20, 30]", "three numbers above 0"),
        ("[10, 20, 30]", "[10, 20]", "three numbers above 0"),
        ('veto = "fail"', 'veto = "fial"', "one of the grades: good, fail"),
        ('["C01"]', "[]", "names no requirement"),
        ('["C01"]', '["household_visit"]', "“household_visits”"),
        ('["agency_papers"]', '["household_visits"]', "scored in “visits” already"),
        ('["C01"]', '["A06"]', "needs a value and a bound"),
        ('kind = "share"', 'kind = "shares"', "share"),
        ("weight = [5, 5, 5]", 'weight = "5"', "weight"),
        ('source = "评估办法（虚构）第三条"', "", "source"),
        ("from = 60", 'from = "60"', "from"),
    ],
)
def test_a_scheme_that_cannot_score_is_refused_with_what_is_amiss(tmp_path, monkeypatch, old, new, told_of):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert old in SCHEME
    found = problems(tmp_path, GOOD + SCHEME.replace(old, new, 1))
    assert found
    assert any(told_of in one for one in found), found
