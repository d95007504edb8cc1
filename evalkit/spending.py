"""Where the money came from, where it went, and what it bought: the figures of every street and contract year.

A figure whose table was not handed in is missing and never 0; no unit cost is shown without its denominator.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from evalkit.assessing import CutOff, cut_offs
from evalkit.conditions import failures, present
from evalkit.places import DAY, Places, grouped
from evalkit.plan import Plan, Street, Year
from evalkit.records import Records
from evalkit.tables import TABLES

COLUMNS = (
    "street", "year", "figure", "part", "value", "numerator", "denominator", "low", "high",
    "rows", "rows_of", "left_out", "left_out_of", "why", "street_en", "period", "period_en",
)  # fmt: skip
PAYERS = tuple(TABLES["payments"].column("payer").values)  # the city, the district
# figure -> the table, the column and how its denominator is counted
UNITS = {
    "cost_household": ("visits", "household", "distinct"),
    "cost_case": ("cases", "case_no", "distinct"),
    "cost_activity": ("activities", "activity", "distinct"),
    "cost_hour": ("work_hours", "hours", "sum"),
}


@dataclass(frozen=True)
class Amount:
    """A number with the rows it rests on.

    Parameters
    ----------
    value : NaN where it is not known. rows : how many count. left_out : reason -> rows that do not.
    why : why it is not known; ``""`` where it is.
    """

    value: float
    rows: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    why: str = ""

    @property
    def told(self) -> str:
        """What is left out, as JSON text like that of a verdict."""
        return json.dumps(dict(sorted(self.left_out.items())), ensure_ascii=False)


@dataclass(frozen=True)
class Books:
    """One table of a street, or of the whole pilot, in one or more contract years.

    Parameters
    ----------
    ends : contract year -> the last day of which records are known.
    """

    places: Places
    ends: Mapping[int, pd.Timestamp]
    table: str
    street: str
    years: Sequence[int]

    @property
    def rows(self) -> pd.DataFrame:
        """All rows, excluded ones too."""
        return self.places.rows([self.table], self.street, self.years, None)


def funding(records: Records, plan: Plan, streets: Iterable[str] | None = None, cut_off: CutOff = None) -> pd.DataFrame:
    """Fee, payments, spending and unit costs of every street and contract year, and the budget of the pilot.

    Parameters
    ----------
    records : what was handed in. plan : gives the fee of each year, who pays what part, and what a unit counted is.
    streets : official names, ids or aliases; by default those found in the records.
    cut_off : the last day of which records are known, as for `assess`; rows dated later are left out.

    Returns
    -------
    DataFrame, one row per street x year x figure (x part); amounts in yuan, shares from 0 to 1:

    - ``fee`` of the contracts (``high``: what the notice allows); ``paid`` in all and by payer (part);
      ``paid_share`` by payer (``low``, ``high``: what the notice lays on it); ``paid_of_fee``;
    - ``spent`` in all and by category (part); ``spent_share`` by category; ``execution``, spent out of paid;
    - ``cost_household``, ``cost_case``, ``cost_activity``, ``cost_hour``: all that was spent in the year over what was
      counted as the plan counts it: households visited, case files, activities, hours worked;
    - ``budget`` of the year and ``budget_total`` over all years, in rows of the whole pilot.

    ``numerator`` and ``denominator`` of shares and costs; ``rows`` and ``left_out`` tell what the numerator (or the
    amount) rests on, ``rows_of`` and ``left_out_of`` the denominator. ``value`` is NaN where it is not known, and
    ``why`` says why. ``street_en``, ``period``, ``period_en``: street and year as the plan calls them.

    Raises
    ------
    ParameterError : a street that is not in the plan, or a cut-off that is no date.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> told = funding(read_records("data/raw", plan, "狮山街道"), plan, ["狮山"])
    >>> told.query("year == 1 and figure == 'fee'")[["value", "high"]].to_numpy().tolist()
    [[600000.0, 600000.0]]
    """
    places, ends = grouped(records), cut_offs(plan, cut_off)
    seen = set(records.sheets["street"])
    here = [street for street in plan.streets if street.name in seen]
    wanted = here if streets is None else [plan.street(one) for one in streets]
    rows = [row for street in wanted for year in plan.years for row in _street_year(places, plan, ends, street, year)]
    frame = pd.DataFrame([*rows, *_budget(places, plan, ends)], columns=list(COLUMNS))
    english = {street.name: street.name_en for street in plan.streets} | {plan.whole: plan.whole_en}
    years = {year.id: year for year in plan.years}
    frame = frame.assign(
        street_en=frame["street"].map(english),
        period=[years[one].name for one in frame["year"]],
        period_en=[years[one].name_en for one in frame["year"]],
    )
    numbers = dict.fromkeys(("value", "numerator", "denominator", "low", "high"), float)
    return frame.astype(numbers | dict.fromkeys(("rows", "rows_of"), int))


def _street_year(
    places: Places, plan: Plan, ends: Mapping[int, pd.Timestamp], street: Street, year: Year
) -> Iterator[dict[str, Any]]:
    contracts, payments, bills = (
        Books(places, ends, table, street.name, [year.id]) for table in ("contracts", "payments", "expenditures")
    )

    def told(figure: str, part: str, *amounts: Amount, low: float | None = None, high: float | None = None) -> Any:
        return {"street": street.name, "year": year.id, "figure": figure, "part": part, "low": low, "high": high} | (
            _figure(*amounts)
        )

    fee, paid, spent = _sum(contracts, "fee"), _sum(payments, "amount"), _sum(bills, "amount")
    yield told("fee", "", fee, high=year.fee)
    yield told("paid", "", paid)
    named = _words(payments, "payer")
    for payer in [one for one in PAYERS if one in named or _due(street, one)]:
        part, due = _sum(payments, "amount", {"payer": payer}), _due(street, payer)
        yield told("paid", payer, part)
        yield told("paid_share", payer, part, paid, low=due, high=due)
    yield told("paid_of_fee", "", paid, fee)
    yield told("spent", "", spent)
    for category in _words(bills, "category"):
        part = _sum(bills, "amount", {"category": category})
        yield told("spent", category, part)
        yield told("spent_share", category, part, spent)
    yield told("execution", "", spent, paid)
    for figure in UNITS:
        books = Books(places, ends, UNITS[figure][0], street.name, [year.id])
        yield told(figure, "", spent, _units(books, plan, figure, year))


def _figure(amount: Amount, over: Amount | None = None) -> dict[str, Any]:
    """An amount, or one over another where both are known and the other is not 0, with what it rests on."""
    why = amount.why or (over.why if over else "")
    if over and not why and over.value == 0:
        why = "no_denominator"
    return {
        "value": math.nan if why else amount.value / over.value if over else amount.value,
        "numerator": amount.value if over else math.nan,
        "denominator": over.value if over else math.nan,
        "rows": amount.rows,
        "left_out": amount.told,
        "rows_of": over.rows if over else 0,
        "left_out_of": over.told if over else "{}",
        "why": why,
    }


def _due(street: Street, payer: str) -> float | None:
    """The part of the fee that the notice lays on a payer."""
    if street.city_share is None or payer not in PAYERS:
        return None
    return street.city_share if payer == PAYERS[0] else 1 - street.city_share


def _budget(places: Places, plan: Plan, ends: Mapping[int, pd.Timestamp]) -> Iterator[dict[str, Any]]:
    """The budget of each year, and of all years together, against the notice."""
    ids = [year.id for year in plan.years]
    for figure, every, years in (*(("budget", "year", [one]) for one in ids), ("budget_total", "contract", ids)):
        asked = next((one for one in plan.requirements if one.tables == ["budget"] and one.every == every), None)
        low, high = (asked.bound(years[-1]) if asked else None) or (None, None)
        where = {"street": places.whole, "year": years[-1], "figure": figure, "part": "", "low": low, "high": high}
        yield where | _figure(_sum(Books(places, ends, "budget", places.whole, years), "amount"))


# ---- what the numbers rest on ---------------------------------------------------------------------------------------


def _words(books: Books, column: str) -> list[str]:
    """The words that occur in a column, in the order of the rows."""
    rows = books.rows
    return [word for word in dict.fromkeys(rows.loc[(rows["excluded"] == "").to_numpy(bool), column]) if word]


def _sum(books: Books, column: str, *wheres: Mapping[str, Any]) -> Amount:
    """The total of a column over the rows that fulfil any of some conditions."""
    if why := _missing(books, column, wheres):
        return Amount(math.nan, why=why)
    rows, reasons = books.rows, _reasons(books, column, wheres, "no_value")
    counted = rows[reasons == ""]
    why = "" if len(counted) else "no_value" if "no_value" in reasons else "no_rows"
    return Amount(float(counted[column].sum()) if not why else math.nan, len(counted), _left_out(reasons), why)


def _units(books: Books, plan: Plan, figure: str, year: Year) -> Amount:
    """How many households, cases, activities or hours: what any requirement of the plan on that column would count."""
    (_, column, measure), wheres = UNITS[figure], [*_conditions(plan, figure, year)]
    if measure == "sum":
        return _sum(books, column, *wheres)
    if why := _missing(books, column, wheres):
        return Amount(math.nan, why=why)
    reasons = _reasons(books, column, wheres, "no_key")
    reasons[(reasons == "") & books.rows[column].where(reasons == "").duplicated().to_numpy(bool)] = "repeat"
    counted = int((reasons == "").sum())
    return Amount(float(counted), counted, _left_out(reasons))


def _conditions(plan: Plan, figure: str, year: Year) -> Iterator[Mapping[str, Any]]:
    """The conditions of each requirement of the year that counts what a unit cost is for."""
    table, column, measure = UNITS[figure]
    for one in plan.requirements:
        in_force = one.bound(year.id) is not None or not one.has_bound
        if one.tables == [table] and one.of == column and one.measure == measure and in_force:
            yield one.where


def _missing(books: Books, column: str, wheres: Iterable[Mapping[str, Any]]) -> str:
    """Why nothing can be counted: in any of the years the table was not handed in, or not the columns needed."""
    needed = [column, *(name for where in wheres for name in where)]
    lacks = (books.places.lack([books.table], needed, books.street, year) for year in books.years)
    return next((why for why in lacks if why), "")


def _reasons(books: Books, column: str, wheres: Iterable[Mapping[str, Any]], blank: str) -> Any:
    """For each row why it does not count; a row counts where it fulfils any of the conditions."""
    rows, plan = books.rows, books.places.records.plan
    years = rows["year"].tolist()
    days = np.array([books.ends[year] for year in years], "datetime64[ns]")
    # Where all of the year is known, a payment made after it counts in the year it was handed in for.
    open_ = {year.id: books.ends[year.id] < pd.Timestamp(year.end) for year in plan.years}
    failed = [failures(rows, where, days) for where in wheres] or [failures(rows, {}, days)]
    unfit = np.logical_and.reduce([one != "" for one in failed])
    reasons = rows["excluded"].to_numpy(object)
    late = np.array([open_[year] for year in years], bool) & (rows[DAY].to_numpy("datetime64[ns]") > days)
    reasons = np.where((reasons == "") & late, "after_cut_off", reasons)
    reasons = np.where((reasons == "") & unfit, failed[0], reasons)
    return np.where((reasons == "") & ~present(rows[column]), blank, reasons)


def _left_out(reasons: Any) -> dict[str, int]:
    return dict(Counter(reason for reason in reasons if reason))
