"""Planted truth over the whole plan: situations handed in as workbooks, read back, and not one verdict wrong."""

import math
from collections import defaultdict

import pandas as pd
import pytest
from books import PLAN
from slots import FIRST, WHOLE, rounds

from evalkit import assessing
from evalkit.places import Places
from evalkit.records import read_records
from evalkit.sample.planting import situations

SITUATIONS = situations()
CODES = [requirement.code for requirement in PLAN.requirements]
PARTS = {"A09": ["A01", "A02", "A03", "A04", "A05"], "T16": ["T10", "T11", "T12", "T13", "T14"]}
PLANTED = [verdict for situation in SITUATIONS for verdict in situation.verdicts]


def only(codes):
    """The plan cut down to some requirements and their parts."""
    wanted = {*codes, *(part for code in codes for part in PARTS.get(code, ()))}
    return PLAN.model_copy(update={"requirements": [one for one in PLAN.requirements if one.code in wanted]})


def judged(planted, records):
    """Each planted verdict of a round with its situation and the row of verdicts that answers it."""
    groups = defaultdict(list)  # what is asked of one street on one day is judged together
    for situation, place in planted:
        groups[FIRST if place == WHOLE else place, situation.cut_off].append(situation)
    for (street, cut_off), asked in groups.items():
        plan = only({one.code for situation in asked for one in situation.verdicts})
        found = assessing.assess(plan, records, cut_off or None, [street])
        rows = {(row["year"], row["code"], row["community"]): row for row in found.to_dict("records")}
        assert len(rows) == len(found)
        for situation in asked:
            for one in situation.verdicts:
                yield one, situation, rows.get((situation.year, one.code, one.community))


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Requirement -> (planted verdict, situation, row) of every planted verdict about it."""
    told = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch:
        for made in rounds(SITUATIONS):
            records = read_records(made.write(tmp_path_factory.mktemp("round")), PLAN)
            grouped = Places(records)
            patch.setattr(assessing, "Places", lambda _, grouped=grouped: grouped)  # the rows are grouped once a round
            for answer in judged(made.planted, records):
                told[answer[0].code].append(answer)
    return told


def wrong(one, row):
    """What is not as planted, in words; ``""`` where all is."""
    if row is None:
        return "no such row"
    if row["verdict"] != one.verdict:
        return f"{row['verdict']} ({row['why']}, value {row['value']}, left out {row['left_out']})"
    untold = one.value is None and one.verdict in {"cannot_assess", "not_applicable"}
    if (untold and not pd.isna(row["value"])) or (one.value is not None and not math.isclose(row["value"], one.value)):
        return f"value {row['value']}"
    told = row["alternative_verdict"], row["differs"] or one.verdict == "for_evaluator"
    differs = {one.verdict, one.other} == {"met", "not_met"} or one.verdict == "for_evaluator"
    return f"other reading {told}" if one.other and told != (one.other, differs) else ""


@pytest.mark.parametrize("code", CODES)
def test_every_planted_verdict_is_found(answers, code):
    faults = [(one, wrong(one, row), situation.books) for one, situation, row in answers[code] if wrong(one, row)]
    assert faults == []


def test_the_whole_plan_is_planted():
    assert {one.code for one in PLANTED} == set(CODES)
    assert len(CODES) == 106
    assert len(PLANTED) >= 500
