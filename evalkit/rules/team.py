"""Rules on the team: people in post in two places, or out of post before in post."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evalkit.plan import Plan
from evalkit.rules.base import Books, Finding, addresses, at_rows, check_rule, filled

STILL_THERE = pd.Timestamp("2200-01-01")
LEAD = "项目主管"


@check_rule
def staff_left_before_joined(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Out of post before in post."""
    rows = books.valid("staff")
    return at_rows("staff", rows[(rows["left_on"] < rows["joined_on"]).to_numpy(bool)], "left_on")


@check_rule
def staff_two_streets(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One person in post in two streets at the same time."""
    return at_rows("staff", _elsewhere(books.valid("staff")), "joined_on", other="other", street="elsewhere")


@check_rule
def lead_two_streets(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One project lead for two bid lots."""
    rows = books.valid("staff")
    leads = rows[(rows["post"] == LEAD).to_numpy(bool)]
    return at_rows("staff", _elsewhere(leads), "post", other="other", street="elsewhere")


def _elsewhere(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a person who is in post in another street on the same day; each row once."""
    rows = filled(rows, "person")
    if rows["street"].nunique() < 2:
        return rows[:0]
    rows = rows.assign(until=lambda r: r["left_on"].fillna(STILL_THERE))
    rows = rows.assign(at=addresses(rows))
    keys = ["person", "street", "joined_on", "until", "at"]
    pairs = rows.merge(rows[keys], on="person", suffixes=("", "_2"))
    apart = pairs["street"] != pairs["street_2"]
    meet = (pairs["joined_on"] <= pairs["until_2"]) & (pairs["joined_on_2"] <= pairs["until"])
    found = pairs[(apart & meet).to_numpy(bool)].drop_duplicates("at")
    return found.rename(columns={"at_2": "other", "street_2": "elsewhere"})
