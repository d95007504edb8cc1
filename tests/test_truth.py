"""The planted truth: every verdict and value of the nine streets in both years, known before any code ran.

`tests/golden/truth.csv` is written by the generator from what it planted; see `tests/golden/README.md`.
"""

from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
KEYS = ["street", "year", "community", "requirement"]


@pytest.fixture(scope="module")
def joined(pilot_verdicts):
    words = {"community": str, "before": str}
    truth = pd.read_csv(ROOT / "tests/golden/truth.csv", encoding="utf-8-sig", dtype=words).fillna(
        dict.fromkeys(words, "")
    )
    assert not pilot_verdicts.duplicated(KEYS).any()
    return truth.merge(pilot_verdicts, on=KEYS, how="outer", suffixes=("_true", ""), indicator=True)


def test_every_planted_verdict_is_given_and_no_other(joined):
    unmatched = joined[joined["_merge"] != "both"]
    assert unmatched.empty, unmatched[[*KEYS, "_merge"]].to_string()


def test_every_requirement_of_every_street_and_year_is_in_the_truth(joined, pilot_plan):
    pairs = {
        (r.id, s.name, y.id) for r in pilot_plan.requirements for s in pilot_plan.streets for y in pilot_plan.years
    }
    assert pairs == set(zip(joined["requirement"], joined["street"], joined["year"], strict=True))


def test_every_verdict_equals_the_planted_one(joined):
    wrong = joined[joined["verdict"] != joined["verdict_true"]]
    assert wrong.empty, wrong[[*KEYS, "value_true", "value", "verdict_true", "verdict", "why"]].to_string()


@pytest.mark.parametrize("part", ["value", "numerator", "denominator"])
def test_every_value_equals_the_planted_one(joined, part):
    told = joined[joined[f"{part}_true"].notna()]
    assert len(told) > 100 or part != "value"
    wrong = told[~(told[part] - told[f"{part}_true"]).abs().le(1e-12)]
    assert wrong.empty, wrong[[*KEYS, f"{part}_true", part, "verdict"]].to_string()


def test_what_cannot_be_assessed_has_no_value(joined):
    """But the hours, for which there is no bound, and what is made of others, which tells how many of them are met."""
    blank = joined[joined["verdict_true"].isin(["cannot_assess", "not_applicable"])]
    told = blank[blank["value"].notna()]
    assert len(blank) > 400
    assert set(told["code"]) == {"H01", "A09", "T16"}
    assert told["value_true"].notna().all()


def test_what_people_decided_is_told_with_the_verdict_before(joined):
    wrong = joined[joined["before"] != joined["before_true"]]
    assert (joined["before_true"] != "").sum() == 3
    assert wrong.empty, wrong[[*KEYS, "before_true", "before", "verdict"]].to_string()


def test_a_bound_that_a_contract_or_an_approval_sets_is_the_one_told(joined):
    told = joined[joined["bound"].notna()]
    assert len(told) == 18 + 1
    assert (told["low"] == told["bound"]).all()


def test_all_six_verdict_words_occur(joined):
    assert set(joined["verdict_true"]) == {
        "met", "not_met", "cannot_assess", "for_evaluator", "not_applicable", "in_progress",
    }  # fmt: skip


def test_rows_in_are_counted_or_left_out_with_a_reason(pilot_records):
    records = pilot_records
    sheets = records.sheets[records.sheets["table"] != ""]
    assert (sheets["rows_in"] == sheets["counted"] + sheets["excluded"]).all()
    for name, frame in records.items():
        in_ledger = records.ledger[(records.ledger["table"] == name) & (records.ledger["reason"] == "")]
        assert (frame["excluded"] == "").sum() == len(in_ledger)
