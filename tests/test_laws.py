"""Laws that hold for every requirement checked by records, whatever the rows are."""

import math
from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
import slots
from books import PLAN
from builders import frame, records
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.assessing import assess
from evalkit.flipping import CARRIED, flip
from evalkit.measures import MEASURES, Period
from evalkit.records import read_records
from evalkit.sample.planting import situations
from evalkit.tables import TABLES

RAW = Path(__file__).parents[1] / "data" / "raw"

COUNTED = {one.code: one for one in PLAN.requirements if one.checked_by == "records" and one.measure != "all_of"}
STREET = "狮山街道"
START, END = pd.Timestamp("2016-07-01"), pd.Timestamp("2017-06-30")
ADDED_UP = {"sum", "sum_share"}  # a copied payment is money twice; the checks tell of it
FLIPPED = [code for code, one in COUNTED.items() if one.measure in CARRIED and one.measure != "every"]
DAYS = ["2010-05-01", "2016-06-30", "2016-07-01", "2016-12-15", "2017-06-30", None]


def candidates(one, name):
    """What may stand in a column that a requirement looks at: what it wants, what it does not want, and nothing."""
    wanted = (one.among or {}).get(name, one.where.get(name))
    if isinstance(wanted, bool):
        return [wanted, not wanted, None]
    if isinstance(wanted, Mapping) and "from" in wanted:
        return [wanted["from"], wanted["to"], wanted["from"] - timedelta(1), wanted["to"] + timedelta(1), None]
    if isinstance(wanted, Mapping) and "at_least" in wanted:
        return [wanted["at_least"] - 1, wanted["at_least"], wanted["at_least"] + 9, math.nan]
    if wanted is None or isinstance(wanted, Mapping):
        return anything(one, name)
    return [*(wanted if isinstance(wanted, list) else [wanted]), "别的", ""]


def anything(one, name):
    """What may stand in a column of which nothing in particular is wanted."""
    kind = {column.name: column.kind for column in TABLES[one.tables[0]].columns}.get(name, "")
    if name == "categories":
        return ["低收入家庭", "低收入家庭;残疾人", "残疾人", ""]
    if kind in {"yuan", "hours", "number"} or name == "assistant_units":
        return [1.0, 2.0, math.nan]
    return DAYS if kind == "date" or name.endswith("_on") else [*(one.values or "abc"), ""]


def rows_of(one, least=0):
    """Small frames of the table that a requirement is counted from, in its street and first year."""
    table = TABLES[one.tables[0]]
    named = {name: candidates(one, name) for name in one.columns}
    named |= {"problem": ["p", "q", "r"]} if table.name == "problems" else {}
    named |= dict(
        zip(table.span, (["2016-05-01", "2016-07-01", "2016-09-15"], [None, None, "2017-03-10"]), strict=False)
    )
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in named.items()})
    return st.lists(row, min_size=least, max_size=5)


def counted(one, rows):
    table = TABLES[one.tables[0]]
    on = None if one.on is None else pd.Timestamp(one.on)
    return MEASURES[one.measure](frame(table.name, rows, STREET), one, Period(START, END, END, 1, table.span, on))


def met(one, count):
    if math.isnan(count.value):
        return False
    low, high = one.bound(1) or (None, None)
    share = not math.isnan(count.denominator)
    value = Fraction(count.numerator) / Fraction(count.denominator) if share else Fraction(count.value)
    return (low is None or value >= Fraction(str(low))) and (high is None or value <= Fraction(str(high)))


def small(one, bound):
    """The requirement with a bound that a handful of rows can reach."""
    if one.is_share or one.implied is not None:
        return one
    changed = {"between": {1: [bound, bound]}} if one.between else {"at_least": {1: bound}}
    return one.model_copy(update=changed)


def alike(first, second):
    return [*map(str, (first.value, first.numerator, first.denominator))] == [
        *map(str, (second.value, second.numerator, second.denominator))
    ]


@pytest.mark.parametrize("code", COUNTED)
@settings(max_examples=8)
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(code, data):
    rows = data.draw(rows_of(COUNTED[code]))
    assert alike(counted(COUNTED[code], rows), counted(COUNTED[code], data.draw(st.permutations(rows))))


@pytest.mark.parametrize("code", [code for code, one in COUNTED.items() if one.measure not in ADDED_UP])
@settings(max_examples=8)
@given(data=st.data())
def test_a_copied_row_turns_no_verdict_and_raises_no_count_of_things(code, data):
    one = small(COUNTED[code], 2.0)
    rows = data.draw(rows_of(one, least=1))
    before, after = counted(one, rows), counted(one, [*rows, data.draw(st.sampled_from(rows))])
    assert met(one, before) == met(one, after)
    assert one.of is None or alike(before, after)


@pytest.mark.parametrize("code", [code for code, one in COUNTED.items() if MEASURES[one.measure].grows])
@settings(max_examples=8)
@given(data=st.data())
def test_a_further_record_never_lowers_a_count(code, data):
    rows = data.draw(rows_of(COUNTED[code], least=1))
    assert not counted(COUNTED[code], rows).value < counted(COUNTED[code], rows[:-1]).value


@pytest.mark.parametrize("code", FLIPPED)
@settings(max_examples=8)
@given(data=st.data(), bound=st.sampled_from([1.0, 2.0, 3.0]))
def test_as_many_void_records_as_the_flip_says_turn_a_met_verdict_and_no_fewer_do(code, data, bound):
    one = small(COUNTED[code], bound)
    rows = data.draw(rows_of(one, least=2))
    count = counted(one, rows)
    turns = flip(one.measure, count, *one.bound(1)) if one.bound(1) and met(one, count) else None
    if turns is None:
        return
    left = {size: combinations(rows, len(rows) - size) for size in range(turns + 1)}
    turned = {size for size, kept in left.items() if any(not met(one, counted(one, [*k])) for k in kept)}
    assert turned == {turns}


@pytest.mark.parametrize("cut_off", [None, "2016-12-31", "2018-05-31"])
def test_where_nothing_was_handed_in_nothing_is_met_nor_missed(cut_off):
    found = assess(PLAN, records(PLAN), cut_off, [STREET])
    assert set(found["code"]) == {one.code for one in PLAN.requirements}
    assert found[found["verdict"].isin(["met", "not_met"])].empty


@pytest.fixture(scope="module")
def filled():
    """A round with all its slots filled."""
    return slots.rounds(situations())[0]


def test_a_street_by_any_of_its_aliases_is_the_street(filled, tmp_path, monkeypatch):
    streets = ["娄门街道", "狮山街道"]
    own = assess(PLAN, read_records(filled.write(tmp_path / "own"), PLAN), None, streets)
    assert {"met", "not_met", "cannot_assess"} <= set(own["verdict"])
    aliases = {street.name: street.aliases[n % len(street.aliases)] for n, street in enumerate(PLAN.streets, 1)}
    monkeypatch.setattr(slots, "said", aliases.get)
    records_ = read_records(filled.write(tmp_path / "aliases"), PLAN)
    assert not set(streets) & {name.split("/")[1] for name in records_.sheets["file"]}
    pd.testing.assert_frame_equal(own, assess(PLAN, records_, None, streets))


def test_a_street_read_alone_is_judged_as_among_all(pilot_plan, pilot_verdicts):
    for street in ("狮山街道", "石路街道", "通安镇"):
        own = read_records(RAW, pilot_plan, street)
        alone = assess(pilot_plan, own, streets=[street])
        among = pilot_verdicts[pilot_verdicts["street"] == street].reset_index(drop=True)
        pd.testing.assert_frame_equal(alone, among)
