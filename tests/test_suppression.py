"""Small groups are hidden so that nobody can work them out; an enumeration of all tables plays the attacker."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evalkit.errors import ReportError
from evalkit.suppression import audit, protect, refuse_open


def frame(*rows):
    """Cells from (name, value, kept or not, least, block)."""
    filled = [(*row, *(False, 0, "x")[len(row) - 2 :]) for row in rows]
    return pd.DataFrame(filled, columns=["cell", "value", "kept", "least", "block"])


def adds_up(*lines):
    """Sums from ``whole = part + part``, and ``one <= other``."""
    terms = []
    for line in lines:
        left, sign, right = line.partition(" = ") if " = " in line else line.partition(" <= ")
        terms += [(line, name, -1, sign == " = ") for name in left.split(" + ")]
        terms += [(line, name, 1, sign == " = ") for name in right.split(" + ")]
    return pd.DataFrame(terms, columns=["sum", "cell", "weight", "exact"])


def possible(cells, sums, most=16):
    """Every hidden number -> all values it has in any table that fits what is published, found by trying all tables."""
    one = cells.drop_duplicates("cell").set_index("cell")
    names = [name for name in one.index if one.loc[name, "hidden"]]
    tried = np.indices([most + 1] * len(names)).reshape(len(names), -1)
    value = {**one["value"], **dict(zip(names, tried, strict=True))}
    fits = (tried >= one.loc[names, "least"].to_numpy()[:, None]).all(axis=0)
    for _, terms in sums.groupby("sum"):
        total = sum(weight * value[cell] for cell, weight in zip(terms["cell"], terms["weight"], strict=True))
        fits &= (total == 0) if terms["exact"].iloc[0] else (total >= 0)
    return {name: set(line[fits].tolist()) for name, line in zip(names, tried, strict=True)}


def hidden(cells):
    return {row.cell: row.hidden for row in cells.itertuples() if row.hidden}


ONE = frame(("all", 30, True), ("a", 2), ("b", 12), ("c", 16))
ADDED = adds_up("all = a + b + c")


def test_trust_73_a_small_group_is_hidden_with_another_beside_it_and_totals_stand():
    told = protect(ONE, ADDED)
    assert hidden(told) == {"a": "small", "b": "complement"}
    assert told["value"].tolist() == ONE["value"].tolist()
    assert possible(told, ADDED)["a"] == set(range(15))  # b takes what is left of 14


def test_a_hidden_number_that_a_total_gives_away_fails_the_audit():
    alone = ONE.assign(hidden=["", "small", "", ""])
    assert audit(alone, ADDED).values.tolist() == [["a", 2.0, 2.0, False]]
    with pytest.raises(ReportError, match="1"):
        refuse_open(alone, ADDED)
    refuse_open(protect(ONE, ADDED), ADDED)


def test_two_small_groups_that_have_too_little_between_them_are_not_enough():
    cells = frame(("all", 23, True), ("a", 1), ("b", 2), ("c", 20))
    told = protect(cells, ADDED)  # 1 + 2 leaves four possible values each, one too few
    assert hidden(told) == {"a": "small", "b": "small", "c": "complement"}


def test_nobody_and_many_are_shown_and_the_bound_is_fewer_than_five():
    cells = frame(("all", 40, True), ("a", 0), ("b", 5), ("c", 35))
    assert hidden(protect(cells, ADDED)) == {}
    assert hidden(protect(cells.replace({"value": {5: 4, 35: 36}}), ADDED)) == {"b": "small", "c": "complement"}


def test_a_number_that_decides_a_verdict_stands_however_small():
    cells = frame(("all", 3, True), ("a", 3), ("b", 0), ("c", 0))
    told = protect(cells, ADDED).set_index("cell")
    assert told.loc["all", ["value", "hidden"]].tolist() == [3, ""]
    assert told.loc["a", "hidden"] == "withheld"


def test_trust_74_the_other_year_and_a_total_over_both_do_not_give_a_number_away():
    cells = frame(("both", 33), ("year 1", 3), ("year 2", 30), ("all 1", 50, True), ("rest 1", 47))
    sums = adds_up("both = year 1 + year 2", "all 1 = year 1 + rest 1")
    only_year_1 = cells.assign(hidden=["", "small", "", "", "complement"])
    assert possible(only_year_1, sums, 60)["year 1"] == {3}
    assert not audit(only_year_1, sums)["safe"].any()
    told = protect(cells, sums)
    assert {"year 1", "rest 1"} < set(hidden(told))
    assert set(hidden(told)) & {"both", "year 2"}
    assert audit(told, sums)["safe"].all()


def test_trust_74_a_street_is_not_told_by_the_whole_pilot_less_the_others():
    cells = frame(("pilot", 52), ("A", 2), ("B", 20), ("C", 30), ("A all", 45, True), ("A rest", 43))
    sums = adds_up("pilot = A + B + C", "A all = A + A rest")
    settled = cells.assign(
        hidden=["", "small", "", "", "", "complement"], kept=[False, False, True, True, True, False]
    )  # what stands in the streets' own reports stands
    assert not audit(settled, sums)["safe"].all()
    assert hidden(protect(settled, sums)).keys() == {"A", "A rest", "pilot"}


def test_the_same_number_in_two_tables_is_hidden_in_both():
    again = pd.concat([ONE, frame(("a", 2, False, 0, "y"), ("d", 9, False, 0, "y"), ("a+d", 11, True, 0, "y"))])
    told = protect(again, pd.concat([ADDED, adds_up("a+d = a + d")]))
    assert told.loc[told["cell"] == "a", "hidden"].tolist() == ["small", "small"]
    assert "d" in hidden(told)


OVERLAP = adds_up("a <= all", "b <= all", "all <= a + b")


def test_categories_that_overlap_bound_each_other_though_they_do_not_add_up():
    """Of 45 families 42 have a, and nobody has neither: 3 at least have b."""
    cells = frame(("all", 45, True), ("a", 42, False, 1), ("b", 3, False, 1))
    assert audit(cells.assign(hidden=["", "", "small"]), OVERLAP)[["low", "high"]].values.tolist() == [[3.0, 45.0]]
    whole = frame(("all", 4, True), ("a", 4, False, 1), ("b", 4, False, 1))
    assert hidden(protect(whole, OVERLAP)) == {"a": "withheld", "b": "withheld"}  # 1 to 4 is all that could be


@settings(max_examples=8)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.booleans())
def test_whatever_the_table_no_hidden_number_can_be_pinned_down(values, overlapping):
    names = ["a", "b", "c", "d"][: len(values)]
    assume(sum(values) > 0)
    total = max(values) + 1 if overlapping else sum(values)
    assume(total <= sum(values))
    sums = (
        adds_up(*(f"{n} <= all" for n in names), f"all <= {' + '.join(names)}")
        if overlapping
        else adds_up(f"all = {' + '.join(names)}")
    )
    cells = frame(("all", total, True), *zip(names, values, strict=True))
    told = protect(cells, sums)
    small = {n for n, value in zip(names, values, strict=True) if 0 < value < 5}
    assert small <= set(hidden(told)) <= set(names)
    assume(hidden(told))
    if "withheld" not in hidden(told).values():
        found = possible(told, sums, total)
        assert all(len(values) >= 5 for values in found.values())
        told_audit = audit(told, sums).set_index("cell")
        assert {n: (min(v), max(v)) for n, v in found.items()} == {
            n: (row.low, row.high) for n, row in zip(told_audit.index, told_audit.itertuples(), strict=True)
        }
