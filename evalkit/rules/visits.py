"""Rules on household visits: one household, entered more than once."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evalkit.plan import Plan
from evalkit.rules.base import PLACE, Books, Finding, again, at_rows, check_rule, filled

DONE = "完成"


@check_rule
def duplicate_visit(books: Books, _plan: Plan) -> Iterable[Finding]:
    """The same household on the same day with the same result, in one community."""
    rows = filled(books.valid("visits"), "household")
    return at_rows("visits", again(rows, [*PLACE, "household", "date", "mode", "result"]), "date", other="other")


@check_rule
def repeat_visit(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A household visited again on another day of the year."""
    days = _done(books).drop_duplicates([*PLACE, "household", "date"])
    return at_rows("visits", again(days, [*PLACE, "household"]), "date", other="other")


@check_rule
def near_duplicate_visit(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One head at one address, written in two ways: the household may be counted twice."""
    rows = filled(_done(books), "head_name", "home")
    later = again(rows, [*PLACE, "head_name", "home"], differing="household")
    return at_rows("visits", later, "address", other="other")


def _done(books: Books) -> pd.DataFrame:
    """The visits that found somebody at home, of households that can be told."""
    rows = filled(books.valid("visits"), "household")
    return rows[(rows["result"] == DONE).to_numpy(bool)]
