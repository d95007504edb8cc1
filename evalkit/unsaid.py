"""What blank cells leave unsaid: the rows as they would be were each of them to tell against, or for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evalkit.conditions import failures, present
from evalkit.plan import Requirement
from evalkit.tables.derived import PROVED


def both_ways(rows: pd.DataFrame, requirement: Requirement, day: Any) -> list[pd.DataFrame]:
    """The rows with every blank cell that is tested taken against the requirement, and taken for it.

    Parameters
    ----------
    rows : of one place and period. requirement : its ``where`` and ``among`` are what is tested. day : the test date.

    Returns
    -------
    Two frames of the same rows; none where nothing that is tested is blank.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> term = read_plan("suzhou-2016").requirement("P06")
    >>> [rows["term_months"].tolist() for rows in both_ways(pd.DataFrame({"term_months": [12.0, None]}), term, None)]
    [[12.0, nan], [12.0, 24.0]]
    """
    where, among = requirement.where, requirement.among or {}
    told, inside = _filled(rows, where), _filled(rows, among)
    if told is rows and inside is rows:
        return []
    fails = failures(rows, where, day) != ""
    passes = failures(told, where, day) == ""
    # Whoever may or may not be meant is meant where that tells the way wanted.
    against = rows.assign(**{name: rows[name].mask(fails, inside[name]) for name in among})
    return [against, told.assign(**{name: told[name].mask(passes, inside[name]) for name in among})]


def _filled(rows: pd.DataFrame, conditions: Mapping[str, Any]) -> pd.DataFrame:
    """The rows with what is wanted in the blank cells that say nothing; the same rows where there are none."""
    new = {}
    for name, wanted in conditions.items():
        word = None if name in PROVED else _word(wanted)
        if word is not None and not (there := present(rows[name])).all():
            new[name] = rows[name].where(there, word)
    return rows.assign(**new) if new else rows


def _word(wanted: Any) -> Any:
    """Something that fulfils a condition; None where a blank is an answer: whether it is given, whether it happened."""
    if not isinstance(wanted, Mapping):
        return wanted[0] if isinstance(wanted, (list, tuple)) else wanted
    days = [pd.Timestamp(wanted[word]) for word in ("from", "to") if word in wanted]
    limits = [wanted[word] for word in ("at_least", "at_most") if word in wanted]
    return next(iter([*days, *limits]), None)
