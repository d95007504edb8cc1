"""Rules on client families: the register, the case files and the service log."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from evalkit.plan import Plan
from evalkit.reading.cells import even
from evalkit.records import Records
from evalkit.rules.base import YEAR, Books, Finding, again, at_rows, check_rule, filled


@check_rule
def family_two_codes(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One family under two codes."""
    rows = _evened(filled(books.valid("clients"), "family"))
    return at_rows("clients", again(rows, [*YEAR, "family"], differing="code"), "family_code", other="other")


@check_rule
def code_two_families(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One code under which two heads of household are registered."""
    rows = _evened(filled(books.valid("clients"), "family_code", "head_name"))
    return at_rows("clients", again(rows, [*YEAR, "code"], differing="head_name"), "family_code", other="other")


@check_rule
def home_two_families(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One address at which two families are registered, under two codes and two heads."""
    rows = _evened(filled(books.valid("clients"), "address", "head_name", "family_code"))
    later = again(rows, [*YEAR, "address"], differing="head_name")
    first = again(rows, [*YEAR, "address"], differing="code")
    return at_rows("clients", later[later.index.isin(first.index)], "address", other="other")


def _evened(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``code``, the family code whichever way it is typed."""
    return rows.assign(code=[even(code) for code in rows["family_code"]])


@check_rule
def case_closed_before_opened(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A closing date before the intake date."""
    rows = books.valid("cases")
    return at_rows("cases", rows[(rows["closed_on"] < rows["opened_on"]).to_numpy(bool)], "closed_on")


@check_rule
def case_without_session(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A case with no service under its number, in a year whose service log was handed in."""
    rows, log = books.valid("cases"), books.valid("services")
    return at_rows("cases", _unknown(books.records, rows, log, "services", "case_no"), "case_no")


@check_rule
def service_without_client(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Services to a family that is not on the register; each family once a year."""
    rows, register = books.valid("services"), books.valid("clients")
    found = _unknown(books.records, rows, register, "clients", "family_code")
    return at_rows("services", found.drop_duplicates([*YEAR, "family_code"]), "family_code")


@check_rule
def case_without_client(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A case of a family that is not on the register, in a year whose register was handed in."""
    rows, register = books.valid("cases"), books.valid("clients")
    return at_rows("cases", _unknown(books.records, rows, register, "clients", "family_code"), "family_code")


def _unknown(records: Records, rows: pd.DataFrame, other: pd.DataFrame, table: str, column: str) -> pd.DataFrame:
    """Rows whose ``column`` stands nowhere in the street's other table, where that was handed in for their year."""
    known = {(street, even(word)) for street, word in zip(other["street"], other[column], strict=True)}
    wanted = list(zip(rows["street"], rows["year"], map(even, rows[column]), strict=True))
    places = {(street, year) for street, year, _ in wanted}
    handed_in = {(street, year): records.submitted(table, street, year) for street, year in places}
    here = [handed_in[street, year] and word != "" and (street, word) not in known for street, year, word in wanted]
    return rows[np.array(here, bool)]
