"""An independent recount: each requirement once more in plain SQL, written from the words of the notice and the plan.

`recount/*.sql` knows nothing of evalkit's measures; a row it does not give is one that cannot be assessed.
"""

import re
import sqlite3

import pandas as pd
import pytest
from recounting import RECOUNTS, database

KEYS = ["street", "year", "community"]
NUMBERS = ["value", "numerator", "denominator"]
CODES = [path.stem for path in RECOUNTS]
TOLD = """
    SELECT m.*, coalesce(r.verdict, m.verdict) AS said FROM {code} m
    LEFT JOIN ruled r ON r.code = '{code}' AND r.street = m.street AND r.year = m.year AND r.community = m.community
"""


@pytest.fixture(scope="module")
def db(pilot_records):
    with database(pilot_records) as made:
        yield made
    made.close()


def differences(db, verdicts, code):
    """Rows of one requirement in which the recount and the verdicts differ, beside each other."""
    recounted = pd.read_sql_query(TOLD.format(code=code), db).drop(columns="verdict")
    both = recounted.merge(verdicts[verdicts["code"] == code], on=KEYS, how="outer", suffixes=("_sql", ""))
    assert not both.duplicated(KEYS).any()
    wrong = both["said"].fillna("cannot_assess") != both["verdict"]
    for name in [*NUMBERS, *(["low"] if "low_sql" in both else [])]:
        ours, theirs = pd.to_numeric(both[f"{name}_sql"]).astype(float), both[name]
        wrong |= ~((ours - theirs).abs().le(1e-9) | (ours.isna() & theirs.isna()))
    shown = [f"{name}{suffix}" for name in NUMBERS for suffix in ("_sql", "")]
    return both.loc[wrong, [*KEYS, "said", "verdict", "why", *shown]]


@pytest.mark.parametrize("code", CODES)
def test_the_recount_gives_the_same_numbers_and_verdicts(code, db, pilot_verdicts):
    wrong = differences(db, pilot_verdicts, code)
    assert wrong.empty, wrong.to_string()


def test_every_requirement_that_records_decide_is_recounted(pilot_plan):
    assert {one.code for one in pilot_plan.requirements if one.checked_by == "records"} <= set(CODES)


@pytest.mark.parametrize("path", RECOUNTS, ids=CODES)
def test_a_recount_begins_with_the_words_it_is_written_from(path, pilot_plan):
    clause, words = re.match(r"-- (\S+?)“(.*?)”：", path.read_text(encoding="utf-8")).groups()
    requirement = pilot_plan.requirement(path.stem)
    assert clause == requirement.clause
    assert all(part.replace("‘", "“").replace("’", "”") in requirement.quote for part in words.split("……"))


@pytest.mark.parametrize(
    ("code", "said", "instead"),
    [
        ("C01", ">= 150", ">= 151"),  # 150 itself is enough
        ("C01", "v.mode = '入户' AND ", ""),  # telephone calls do not count
        ("T01", "r.left_on >= m.day", "r.left_on < m.day"),
        ("S03", "a.document <> ''", "a.document = ''"),  # an adjustment needs its paper
        ("B06", "p.payer = '市级'", "p.payer = '区级'"),
    ],
)
def test_a_recount_with_another_bound_or_condition_disagrees(code, said, instead, db, pilot_verdicts):
    path = next(path for path in RECOUNTS if path.stem == code)
    words = path.read_text(encoding="utf-8")
    assert said in words
    changed = sqlite3.connect(":memory:")
    db.backup(changed)
    changed.executescript(f"DROP VIEW {code}; CREATE VIEW {code} AS {words.replace(said, instead)}")
    assert not differences(changed, pilot_verdicts, code).empty
    changed.close()
