"""What may be wrong or doubtful between records: one small function a rule.

Add a rule by writing one function here and marking it ``@check_rule``; its sentence and cure stand under its name
in ``text/checking.toml``. It must have a row that trips it and one that does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evalkit.plan import Plan
from evalkit.reading.cells import even
from evalkit.reading.names import community_key
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.tables.derived import sources
from evalkit.words import number, percent

Finding = dict[str, Any]
Check = Callable[[Records, Plan], Iterable[Finding]]

# The notice draws no line between large and small; these only say which declared sizes deserve a second look.
# They come from what pilot streets usually report: about 55 persons an activity.
LARGE_FROM, SMALL_BELOW = 50, 200
SHARE_TOLERANCE = 0.005  # of the fee: payments are rounded to whole yuan or hundreds
CITY = "市级"
STILL_THERE = pd.Timestamp("2200-01-01")
YEAR = ["street", "year"]
PLACE = ["street", "year", "community"]


@dataclass(frozen=True)
class Rule:
    """A registered check: its code, how grave a finding is (``error``, ``warning``, ``note``), and the function."""

    code: str
    severity: str
    check: Check


RULES: dict[str, Rule] = {}


def check_rule(severity: str) -> Callable[[Check], Check]:
    """Register ``function(records, plan) -> findings`` under its own name."""

    def register(function: Check) -> Check:
        RULES[function.__name__] = Rule(function.__name__, severity, function)
        return function

    return register


# ---- helpers ------------------------------------------------------------------------------------------------------


def valid(records: Records, table: str) -> pd.DataFrame:
    """The rows of a table that are not excluded, with their address in the column ``at``."""
    rows = records[table]
    rows = rows[(rows["excluded"] == "").to_numpy(bool)]
    return rows.assign(at=rows["file"] + " · " + rows["sheet"] + " · " + rows["row"].astype(str))


def at_rows(table: str, rows: pd.DataFrame, field: str, **slots: str) -> Iterator[Finding]:
    """One finding a row, about its cell ``field``; ``slots`` name the columns whose values the sentence needs."""
    for row in rows.to_dict("records"):
        yield {
            **{name: row[name] for name in (*PLACE, "file", "sheet", "row")},
            "table": table,
            "field": field,
            "value": row[field],
            "counted": row["excluded"] == "",
            "slots": {slot: _near(row[column], row["file"]) for slot, column in slots.items()},
        }


def _near(value: Any, file: str) -> Any:
    """An address without its file where that is the row's own."""
    return value.removeprefix(f"{file} · ") if isinstance(value, str) else value


def at_place(street: str, year: int, table: str, **slots: Any) -> Finding:
    """A finding about a whole table of a street and year."""
    return {"street": street, "year": year, "table": table, "slots": slots}


def _again(rows: pd.DataFrame, keys: list[str], differing: str = "") -> pd.DataFrame:
    """The rows whose ``keys`` stand in an earlier row, ``other`` being that row's address."""
    first = rows.groupby(keys, sort=False)["at"].transform("first")
    later = rows.assign(other=first)[(first != rows["at"]).to_numpy(bool)]
    return later.drop_duplicates([*keys, differing]) if differing else later


def _submitted(records: Records, plan: Plan) -> Iterator[tuple[str, int]]:
    """Every street that handed anything in, with every contract year."""
    seen = set(records.sheets["street"])
    for street in plan.streets:
        if street.name in seen:
            yield from ((street.name, year.id) for year in plan.years)


# ---- visits -------------------------------------------------------------------------------------------------------


@check_rule("warning")
def duplicate_visit(records: Records, _plan: Plan) -> Iterable[Finding]:
    """The same household on the same day with the same result, in one community."""
    rows = valid(records, "visits")
    rows = rows[(rows["household"] != "").to_numpy(bool)]
    return at_rows("visits", _again(rows, [*PLACE, "household", "date", "mode", "result"]), "date", other="other")


@check_rule("note")
def repeat_visit(records: Records, _plan: Plan) -> Iterable[Finding]:
    """A household visited again on another day of the year."""
    rows = valid(records, "visits")
    rows = rows[((rows["household"] != "") & (rows["result"] == "完成")).to_numpy(bool)]
    days = rows.drop_duplicates([*PLACE, "household", "date"])
    return at_rows("visits", _again(days, [*PLACE, "household"]), "date", other="other")


# ---- clients, cases, services ---------------------------------------------------------------------------------------


@check_rule("warning")
def family_two_codes(records: Records, _plan: Plan) -> Iterable[Finding]:
    """One family under two codes."""
    rows = valid(records, "clients")
    rows = rows[(rows["family"] != "").to_numpy(bool)]
    later = _again(rows.drop_duplicates([*YEAR, "family", "family_code"]), [*YEAR, "family"])
    return at_rows("clients", later, "family_code", other="other")


@check_rule("error")
def case_closed_before_opened(records: Records, _plan: Plan) -> Iterable[Finding]:
    """A closing date before the intake date."""
    rows = valid(records, "cases")
    return at_rows("cases", rows[(rows["closed_on"] < rows["opened_on"]).to_numpy(bool)], "closed_on")


@check_rule("warning")
def case_without_session(records: Records, _plan: Plan) -> Iterable[Finding]:
    """A case with no service under its number, in a year whose service log was handed in."""
    found = _unknown(records, valid(records, "cases"), valid(records, "services"), "services", "case_no")
    return at_rows("cases", found, "case_no")


@check_rule("warning")
def service_without_client(records: Records, _plan: Plan) -> Iterable[Finding]:
    """Services to a family that is not on the register; each family once a year."""
    found = _unknown(records, valid(records, "services"), valid(records, "clients"), "clients", "family_code")
    return at_rows("services", found.drop_duplicates([*YEAR, "family_code"]), "family_code")


def _unknown(records: Records, rows: pd.DataFrame, other: pd.DataFrame, table: str, column: str) -> pd.DataFrame:
    """Rows whose ``column`` stands nowhere in the street's other table, where that was handed in for their year."""
    known = {(street, even(word)) for street, word in zip(other["street"], other[column], strict=True)}
    wanted = list(zip(rows["street"], rows["year"], map(even, rows[column]), strict=True))
    handed_in = {(street, year): records.submitted(table, street, year) for street, year, _ in wanted}
    here = [handed_in[street, year] and word != "" and (street, word) not in known for street, year, word in wanted]
    return rows[np.array(here, bool)]


# ---- staff --------------------------------------------------------------------------------------------------------


@check_rule("error")
def staff_left_before_joined(records: Records, _plan: Plan) -> Iterable[Finding]:
    """Out of post before in post."""
    rows = valid(records, "staff")
    return at_rows("staff", rows[(rows["left_on"] < rows["joined_on"]).to_numpy(bool)], "left_on")


@check_rule("error")
def staff_two_streets(records: Records, _plan: Plan) -> Iterable[Finding]:
    """One person in post in two streets at the same time."""
    rows = valid(records, "staff")
    return at_rows("staff", _elsewhere(rows), "joined_on", other="other", street="elsewhere")


@check_rule("error")
def lead_two_streets(records: Records, _plan: Plan) -> Iterable[Finding]:
    """One project lead for two bid lots."""
    rows = valid(records, "staff")
    leads = rows[(rows["post"] == "项目主管").to_numpy(bool)]
    return at_rows("staff", _elsewhere(leads), "post", other="other", street="elsewhere")


def _elsewhere(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a person who is in post in another street on the same day; each row once."""
    rows = rows[(rows["person"] != "").to_numpy(bool)].assign(until=lambda r: r["left_on"].fillna(STILL_THERE))
    keys = ["person", "street", "joined_on", "until", "at"]
    pairs = rows.merge(rows[keys], on="person", suffixes=("", "_2"))
    apart = pairs["street"] != pairs["street_2"]
    meet = (pairs["joined_on"] <= pairs["until_2"]) & (pairs["joined_on_2"] <= pairs["until"])
    found = pairs[(apart & meet).to_numpy(bool)].drop_duplicates("at")
    return found.rename(columns={"at_2": "other", "street_2": "elsewhere"})


# ---- activities -----------------------------------------------------------------------------------------------------


@check_rule("warning")
def shared_activity_without_host(records: Records, _plan: Plan) -> Iterable[Finding]:
    """One title on one day in the books of two communities, and no host named."""
    rows = valid(records, "activities")
    places = rows.groupby([*YEAR, "title", "date"])["community"].transform("nunique")
    shared = rows[((places > 1) & (rows["host"] == "") & (rows["title"] != "")).to_numpy(bool)]
    return at_rows("activities", shared, "host", title="title")


@check_rule("error")
def unknown_host(records: Records, _plan: Plan) -> Iterable[Finding]:
    """A host that is none of the street's communities: the activity counts for nobody."""
    rows = valid(records, "activities")
    listed = valid(records, "communities")
    places = zip(listed["street"], listed["year"], listed["community"], strict=True)
    known = {(street, year, community_key(name)) for street, year, name in places}
    there = {place[:2] for place in known}
    hosts = zip(rows["street"], rows["year"], rows["host"], rows["is_host"].fillna(value=True), strict=True)
    lost = [
        not own and (street, year) in there and (street, year, community_key(host)) not in known
        for street, year, host, own in hosts
    ]
    return at_rows("activities", rows[np.array(lost, bool)], "host")


@check_rule("warning")
def attendance_blank(records: Records, _plan: Plan) -> Iterable[Finding]:
    """Nobody knows how many came."""
    rows = valid(records, "activities")
    return at_rows("activities", rows[rows["attendance"].isna().to_numpy(bool)], "attendance")


@check_rule("note")
def large_with_few(records: Records, _plan: Plan) -> Iterable[Finding]:
    """Declared large, few came."""
    rows = valid(records, "activities")
    few = (rows["size"] == "大型") & (rows["attendance"] < LARGE_FROM)
    return at_rows("activities", rows[few.to_numpy(bool)].assign(limit=LARGE_FROM), "attendance", limit="limit")


@check_rule("note")
def small_with_many(records: Records, _plan: Plan) -> Iterable[Finding]:
    """Declared small, many came."""
    rows = valid(records, "activities")
    many = (rows["size"] == "小型") & (rows["attendance"] >= SMALL_BELOW)
    return at_rows("activities", rows[many.to_numpy(bool)].assign(limit=SMALL_BELOW), "attendance", limit="limit")


# ---- dates, tables, communities ----------------------------------------------------------------------------------


@check_rule("error")
def outside_year(records: Records, _plan: Plan) -> Iterable[Finding]:
    """A row whose date keeps it from being counted."""
    for table, rows in records.items():
        out = rows[(rows["excluded"] == "outside_year").to_numpy(bool)]
        yield from at_rows(table, out, TABLES[table].date or TABLES[table].term[0]) if len(out) else ()


def _place(key: Any) -> tuple[str, int]:
    """Street and year out of the key of a group."""
    street, year = key
    return str(street), int(year)


@check_rule("error")
def missing_table(records: Records, plan: Plan) -> Iterable[Finding]:
    """A table that a requirement of that year needs, and that was not handed in."""
    for street, year in _submitted(records, plan):
        handed_in = {table for table in TABLES if records.submitted(table, street, year)}
        for table in needed(plan, year, handed_in):
            yield at_place(street, year, table)


def needed(plan: Plan, year: int, handed_in: set[str]) -> list[str]:
    """The tables that requirements of a year need and do not find; of alternatives one is enough."""
    missing: dict[str, None] = {}
    for one in plan.requirements:
        early = one.due == "closing" and year != plan.last_year
        if one.checked_by != "records" or one.bound(year) is None or early:
            continue
        groups = [one.tables, ["communities"] * (one.level == "community"), [one.applies.table] if one.applies else []]
        pairs = (group for table in one.tables for name in one.columns for group in sources(table, name))
        groups += [list(dict.fromkeys(table for table, _ in group)) for group in pairs if len(one.tables) == 1]
        missing |= {table: None for group in groups if not handed_in & set(group) for table in group}
    return [table for table in TABLES if table in missing]


@check_rule("error")
def absent_column(records: Records, plan: Plan) -> Iterable[Finding]:
    """A sheet without a column that a requirement of its year counts by."""
    fields = records.columns.groupby(["file", "sheet"])["field"].agg(set).to_dict()
    counted_by = {year.id: _counted_by(plan, year.id) for year in plan.years}
    for at in records.sheets[records.sheets["table"] != ""].to_dict("records"):
        table, there = at["table"], fields.get((at["file"], at["sheet"]), set())
        for group in counted_by[at["year"]] if there else ():
            own = [name for other, name in group if other == table and name not in TABLES[table].required]
            if own and not there.intersection(own):
                where = {"file": at["file"], "sheet": at["sheet"], "field": own[0]}
                yield at_place(at["street"], at["year"], table) | where


def _counted_by(plan: Plan, year: int) -> list[tuple[tuple[str, str], ...]]:
    """The (table, column) pairs that requirements of a year count by; of each group one is enough."""
    bound = [one for one in plan.requirements if one.checked_by == "records" and one.bound(year) is not None]
    pairs = ((table, name) for one in bound for table in one.tables for name in one.columns)
    return list(dict.fromkeys(group for pair in pairs for group in sources(*pair)))


@check_rule("warning")
def too_few_communities(records: Records, plan: Plan) -> Iterable[Finding]:
    """A list of served communities shorter than the notice asks."""
    rows = valid(records, "communities")
    named = rows[(rows["community"] != "").to_numpy(bool)].groupby(YEAR)["community"].nunique()
    for place, found in named.items():
        street, year = _place(place)
        wanted = plan.year(year).communities
        if wanted is not None and found < wanted:
            yield at_place(street, year, "communities", found=found, wanted=wanted)


# ---- money ----------------------------------------------------------------------------------------------------------


@check_rule("error")
def duplicate_contract(records: Records, _plan: Plan) -> Iterable[Finding]:
    """One contract number twice: its fee is added twice."""
    return at_rows(
        "contracts", _again(valid(records, "contracts"), [*YEAR, "contract_no"]), "contract_no", other="other"
    )


@check_rule("warning")
def duplicate_payment(records: Records, _plan: Plan) -> Iterable[Finding]:
    """The same payer, day and amount twice."""
    rows = _again(valid(records, "payments"), [*YEAR, "date", "payer", "amount"])
    return at_rows("payments", rows, "amount", other="other")


@check_rule("note")
def fee_not_paid(records: Records, _plan: Plan) -> Iterable[Finding]:
    """The year's fee and the payments recorded for it differ."""
    fees, paid = (_totals(records, *where) for where in (("contracts", "fee"), ("payments", "amount")))
    for place in fees.index.intersection(paid.index):
        if fees[place] != paid[place]:
            yield at_place(*_place(place), "payments", fee=number(fees[place]), paid=number(paid[place]))


def _totals(records: Records, table: str, amount: str) -> pd.Series[float]:
    return valid(records, table).groupby(YEAR)[amount].agg(math.fsum)


@check_rule("warning")
def payer_not_as_agreed(records: Records, plan: Plan) -> Iterable[Finding]:
    """The city paid another share than the notice lays on it."""
    rows = valid(records, "payments")
    told = rows[(rows["payer"] != "").to_numpy(bool)]
    for place, part in told.groupby(YEAR):
        street, year = _place(place)
        wanted, whole = plan.street(street).city_share, math.fsum(part["amount"])
        city = math.fsum(part["amount"][(part["payer"] == CITY).to_numpy(bool)])
        if wanted is not None and whole and abs(city / whole - wanted) > SHARE_TOLERANCE:
            yield at_place(street, year, "payments", share=percent(city / whole), wanted=percent(wanted))
