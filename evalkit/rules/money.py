"""Rules on contracts and payments."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from evalkit.plan import Plan
from evalkit.rules.base import YEAR, Books, Finding, again, at_place, at_rows, check_rule, filled, place
from evalkit.words import number, percent

SHARE_TOLERANCE = 0.005  # of the fee: payments are rounded to whole yuan or hundreds
CITY = "市级"


@check_rule
def duplicate_contract(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One contract number twice: its fee is added twice."""
    rows = again(books.valid("contracts"), [*YEAR, "contract_no"])
    return at_rows("contracts", rows, "contract_no", other="other")


@check_rule
def duplicate_payment(books: Books, _plan: Plan) -> Iterable[Finding]:
    """The same payer, day and amount twice."""
    rows = again(books.valid("payments"), [*YEAR, "date", "payer", "amount"])
    return at_rows("payments", rows, "amount", other="other")


@check_rule
def fee_not_paid(books: Books, _plan: Plan) -> Iterable[Finding]:
    """The year's fee and the payments recorded for it differ."""
    fees, paid = (_totals(books, *where) for where in (("contracts", "fee"), ("payments", "amount")))
    for key in fees.index.intersection(paid.index):
        if fees[key] != paid[key]:
            yield at_place(*place(key), "payments", fee=number(fees[key]), paid=number(paid[key]))


def _totals(books: Books, table: str, amount: str) -> pd.Series[float]:
    return books.valid(table).groupby(YEAR)[amount].agg(math.fsum)


@check_rule
def payer_not_as_agreed(books: Books, plan: Plan) -> Iterable[Finding]:
    """The city paid another share than the notice lays on it."""
    for key, part in filled(books.valid("payments"), "payer").groupby(YEAR):
        street, year = place(key)
        wanted, whole = plan.street(street).city_share, math.fsum(part["amount"])
        city = math.fsum(part["amount"][(part["payer"] == CITY).to_numpy(bool)])
        if wanted is not None and whole and abs(city / whole - wanted) > SHARE_TOLERANCE:
            yield at_place(street, year, "payments", share=percent(city / whole), wanted=percent(wanted))
