"""The few ways to count.

A measure takes the valid rows of one place and period and gives one `Count`: the number, and for every row
whether it counts and if not why. Add a way to count by writing one function here and marking it ``@measure``;
a plan may then name it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalkit.conditions import Mask, Reasons, failures, fulfils, present, several
from evalkit.plan import Requirement


@dataclass(frozen=True)
class Period:
    """The time a measure looks at.

    Parameters
    ----------
    start, end : first and last day, inclusive.
    cut_off : last day of which records are known.
    year : contract year, for bounds and fixed denominators.
    span : the columns (from, to) of a period in post; ``()`` where the table has none.
    on : the only day on which persons are counted; None for each month end.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    cut_off: pd.Timestamp
    year: int
    span: tuple[str, ...] = ()
    on: pd.Timestamp | None = None

    @property
    def day(self) -> pd.Timestamp:
        """The test date: the one day named, else the cut-off, or the end of the period where that is earlier."""
        return self.on or min(self.cut_off, self.end)

    @cached_property
    def month_ends(self) -> pd.DatetimeIndex:
        """The calendar month ends inside the period, up to the test date; only the one day where one is named."""
        if self.on is not None:
            return pd.DatetimeIndex([self.on])
        return _month_ends(self.start, self.day)


@cache
def _month_ends(first: pd.Timestamp, last: pd.Timestamp) -> pd.DatetimeIndex:
    return pd.date_range(first, last, freq="ME")


@dataclass(frozen=True, eq=False)
class Count:
    """What a measure found.

    Parameters
    ----------
    value : the number; NaN where it is undefined.
    reasons : one word per row given, in their order: ``""`` where the row counts, else why not.
    numerator, denominator : the parts of a share; NaN for every other measure.
    months : value by month end, for the month-end measures.
    units : row index -> the thing (household, family, person) it stands for, of every row that fulfils all conditions,
        repeats too; a row of several choices stands for several things.
    pool : the same for the rows of the denominator; None where the plan fixes it.
    """

    value: float
    reasons: Reasons
    numerator: float = math.nan
    denominator: float = math.nan
    months: pd.Series[float] | None = None
    units: pd.Series[Any] | None = None
    pool: pd.Series[Any] | None = None

    @property
    def used(self) -> npt.NDArray[np.intp]:
        """Positions of the rows that count."""
        return np.flatnonzero(self.reasons == "")

    @property
    def left_out(self) -> dict[str, int]:
        """Reason -> how many rows do not count for it."""
        return dict(Counter(reason for reason in self.reasons if reason))


@dataclass(frozen=True)
class Measure:
    """A registered way to count; ``grows`` where a later record can only raise the value."""

    count: Callable[[pd.DataFrame, Requirement, Period], Count]
    grows: bool

    def __call__(self, rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
        """The `Count` of ``rows`` under ``requirement`` in ``period``."""
        return self.count(rows, requirement, period)


MEASURES: dict[str, Measure] = {}
CHAINED = "problem"  # where a table has this column, its rows of one problem are one chain


def measure(*, grows: bool) -> Callable[[Callable[..., Count]], Callable[..., Count]]:
    """Make ``function(rows, requirement, period) -> Count`` a word that plans may use (its name without ``_``)."""

    def register(function: Callable[..., Count]) -> Callable[..., Count]:
        MEASURES[function.__name__.rstrip("_")] = Measure(function, grows)
        return function

    return register


# ---- counting -----------------------------------------------------------------------------------------------------


@measure(grows=True)
def rows_(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """How many records fulfil ``where``. Only grows."""
    reasons = failures(rows, requirement.where, period.day)
    used = rows.index[reasons == ""]
    return Count(float(len(used)), reasons, units=used.to_series())


@measure(grows=True)
def distinct_(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """How many different ``of`` among the records that fulfil ``where``: a household visited thrice counts once.

    A cell with several choices counts for each of them; a blank one for none. Only grows.
    """
    name = str(requirement.of)
    if name not in several():
        return _once(failures(rows, requirement.where, period.day), rows[name])
    atoms = rows.assign(**{name: rows[name].astype(object).str.split(";")}).explode(name)
    found = _once(failures(atoms, requirement.where, period.day), atoms[name])
    row_of = rows.index.get_indexer(atoms.index)
    return replace(found, reasons=_best(found.reasons, row_of, len(rows)))


def _once(reasons: Reasons, column: pd.Series[Any]) -> Count:
    """Each key counts once, at its first row; blank keys and repeats are marked."""
    reasons[(reasons == "") & ~present(column)] = "no_key"
    used = np.flatnonzero(reasons == "")
    units = column.iloc[used]
    again = units.duplicated().to_numpy(bool)
    reasons[used[again]] = "repeat"
    return Count(float((~again).sum()), reasons, units=units)


def _best(words: Reasons, row_of: npt.NDArray[np.intp], size: int) -> Reasons:
    """One word per row out of the words of its choices: counted before repeat before any other."""
    rank = [{"": 2, "repeat": 1}.get(word, 0) for word in words]
    order = sorted(range(len(words)), key=lambda number: (rank[number], -number))  # the last to be written stays
    best = np.full(size, "", object)
    for number in order:
        best[row_of[number]] = words[number]
    return best


@measure(grows=True)
def exists(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """How many records, or different ``of``, fulfil ``where``; one is enough. Only grows."""
    return (distinct_ if requirement.of else rows_)(rows, requirement, period)


@measure(grows=True)
def covers(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """How many of ``values`` occur in the column ``of`` of the records that fulfil ``where``. Only grows."""
    where = {**requirement.where, str(requirement.of): requirement.values or []}
    return distinct_(rows, requirement.model_copy(update={"where": where}), period)


@measure(grows=True)
def sum_(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """The total of ``of`` over the records that fulfil ``where``. Only grows.

    A blank amount is left out; NaN where amounts are due but none is given.
    """
    amounts = rows[str(requirement.of)].to_numpy(float)
    reasons = failures(rows, requirement.where, period.day)
    due = (reasons == "").any()
    reasons[(reasons == "") & np.isnan(amounts)] = "no_value"
    given = amounts[reasons == ""]
    return Count(math.nan if due and not len(given) else math.fsum(given), reasons)


@measure(grows=False)
def share(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """Different ``of`` with a record fulfilling ``where``, out of all different ``of`` fulfilling ``among``.

    ``out_of`` fixes the denominator instead. NaN where there is nothing to take a share of. May fall as well as rise.
    Each counted row stands for one unit of the denominator.
    """
    column, reasons, hit = _parted(rows, requirement, period)
    inside = reasons == ""
    order = np.concatenate([np.flatnonzero(hit), np.flatnonzero(inside & ~hit)])  # a unit stands where it hits first
    again = column.iloc[order].duplicated().to_numpy(bool)
    reasons[order[again]] = "repeat"
    whole = _whole(requirement, period, int((~again).sum()))
    part = float((hit & (reasons == "")).sum())
    pool = column[inside] if requirement.out_of is None else None
    return Count(part / whole if whole else math.nan, reasons, part, whole, units=column[hit], pool=pool)


def _parted(rows: pd.DataFrame, requirement: Requirement, period: Period) -> tuple[pd.Series[Any], Reasons, Mask]:
    """What is counted, why a row is not of the whole, and which rows of it are of the part.

    Of persons only those in post on some day of the period are of the whole.
    """
    column = rows[str(requirement.of)] if requirement.of else rows.index.to_series()
    reasons = failures(rows, requirement.among or {}, period.day, "among")
    reasons[(reasons == "") & ~present(column)] = "no_key"
    if period.span:  # a roster may still name who left before the period
        since, until = (rows[name] for name in period.span)
        reasons[(reasons == "") & (until < period.start).to_numpy(bool)] = "before_period"
        reasons[(reasons == "") & (since > period.day).to_numpy(bool)] = "after_cut_off"
    return column, reasons, (reasons == "") & (failures(rows, requirement.where, period.day) == "")


@measure(grows=False)
def every(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """Different ``of`` (or records) fulfilling ``among`` of which every record fulfils ``where``, out of all of them.

    NaN where there is none. May fall as well as rise. Each counted row stands for one unit, at a record that fails
    where there is one.
    """
    column, reasons, hit = _parted(rows, requirement, period)
    inside = reasons == ""
    order = np.concatenate([np.flatnonzero(inside & ~hit), np.flatnonzero(hit)])
    again = column.iloc[order].duplicated().to_numpy(bool)
    reasons[order[again]] = "repeat"
    whole = float((reasons == "").sum())
    good = hit & (reasons == "")
    part = float(good.sum())
    units = column[inside & column.isin(column[good]).to_numpy(bool)]
    return Count(part / whole if whole else math.nan, reasons, part, whole, units=units, pool=column[inside])


@measure(grows=False)
def sum_share(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """The total of ``of`` over the records that fulfil ``where``, out of the total over those fulfilling ``among``.

    A blank amount is left out; NaN where there is no amount to take a share of. May fall as well as rise.
    """
    amounts = rows[str(requirement.of)].to_numpy(float)
    reasons = failures(rows, requirement.among or {}, period.day, "among")
    reasons[(reasons == "") & np.isnan(amounts)] = "no_value"
    inside = reasons == ""
    hit = inside & (failures(rows, requirement.where, period.day) == "")
    part, whole = math.fsum(amounts[hit]), math.fsum(amounts[inside])
    return Count(part / whole if whole else math.nan, reasons, part, whole, units=rows.index[hit].to_series())


def _whole(requirement: Requirement, period: Period, found: int) -> float:
    """The denominator: the plan's for that year where it fixes one, else what was found."""
    return float(found) if requirement.out_of is None else float(requirement.out_of.get(period.year, 0))


@measure(grows=True)
def chain(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """How many records carry every date of ``of``, in order, the last not after the test date. Only grows.

    Rows of one ``problem`` count once where the table has that column.
    """
    steps = list(requirement.of or [])
    wanted: dict[str, Any] = {step: {"given": True} for step in steps} | {steps[-1]: {"by": "test_date"}}
    reasons = failures(rows, requirement.where, period.day)
    late = failures(rows, wanted, period.day)
    reasons = np.where(reasons == "", late, reasons)
    for before, after in pairwise(steps):
        reasons[(reasons == "") & (rows[after] < rows[before]).to_numpy(bool)] = f"order:{after}"
    return _once(reasons, rows[CHAINED] if CHAINED in rows else rows.index.to_series())


# ---- month ends ---------------------------------------------------------------------------------------------------


@measure(grows=False)
def month_ends(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """How many different ``of`` are in post and fulfil ``where`` at each month end; the worst month decides.

    The worst is the lowest, or the one furthest outside the bound. NaN before the first month end. May fall.
    """
    here, keys = _in_post(rows, period), _codes(rows, requirement)
    counted = here & _matching(rows, requirement.where, period) & (keys >= 0)
    heads = np.array([len(np.unique(keys[month])) for month in counted], float)
    months = pd.Series(heads, period.month_ends)
    fails = failures(rows, requirement.where, _last_days(here, period))
    reasons = _month_reasons(here, counted, keys, fails)
    return Count(_worst(heads, *(requirement.bound(period.year) or (None, None))), reasons, months=months)


@measure(grows=False)
def month_end_share(rows: pd.DataFrame, requirement: Requirement, period: Period) -> Count:
    """Share of those in post fulfilling ``among`` who fulfil ``where``, at each month end; the smallest decides.

    Each person counts once a month end. ``out_of`` fixes the denominator instead. NaN where some month end has
    nobody to take a share of. May fall.
    """
    among, here, keys = requirement.among or {}, _in_post(rows, period), _codes(rows, requirement)
    pool = here & _matching(rows, among, period) & (keys >= 0)
    hit = pool & _matching(rows, requirement.where, period)
    parts = [len(np.unique(keys[month])) for month in hit]
    wholes = [_whole(requirement, period, len(np.unique(keys[month]))) for month in pool]
    fails = failures(rows, among, _last_days(here, period), "among")
    reasons = _month_reasons(here, pool, keys, fails)
    shares = [part / whole if whole else math.nan for part, whole in zip(parts, wholes, strict=True)]
    months = pd.Series(shares, period.month_ends, dtype=float)
    if not shares or not all(wholes):
        return Count(math.nan, reasons, months=months)
    exact = [Fraction(part) / Fraction(whole) for part, whole in zip(parts, wholes, strict=True)]
    low = exact.index(min(exact))
    units = pd.Series(keys[hit[low]], rows.index[hit[low]])
    return Count(shares[low], reasons, float(parts[low]), wholes[low], months, units)


def _in_post(rows: pd.DataFrame, period: Period) -> Mask:
    """Month end x row: in post on that day; a blank last day means still in post."""
    since, until = (rows[column].to_numpy("datetime64[ns]") for column in period.span)
    days = period.month_ends.to_numpy("datetime64[ns]")[:, None]
    mask: Mask = (since <= days) & (np.isnat(until) | (until >= days))
    return mask


def _codes(rows: pd.DataFrame, requirement: Requirement) -> npt.NDArray[np.intp]:
    """A number per different ``of``; -1 where it is blank."""
    keys = rows[str(requirement.of)] if requirement.of else rows.index.to_series()
    return np.where(present(keys), pd.factorize(keys)[0], -1)


def _matching(rows: pd.DataFrame, conditions: Mapping[str, Any], period: Period) -> Mask:
    """Month end x row: fulfils all conditions on that day."""
    days = period.month_ends.to_numpy("datetime64[ns]")[:, None]
    mask = np.ones((len(days), len(rows)), bool)
    for name, wanted in conditions.items():
        mask &= fulfils(rows[name], wanted, days)
    return mask


def _last_days(here: Mask, period: Period) -> Any:
    """For every row the last month end in post; the last of all where it never is."""
    days = period.month_ends.to_numpy("datetime64[ns]")
    return days[len(days) - 1 - np.argmax(here[::-1], axis=0)] if len(days) else period.day


def _month_reasons(here: Mask, counted: Mask, keys: npt.NDArray[np.intp], fails: Reasons) -> Reasons:
    """A row counts where it is the first of its person at some month end; else why not, seen from its last month."""
    used = np.zeros(len(keys), bool)
    for month in counted:
        used[np.flatnonzero(month)[np.unique(keys[month], return_index=True)[1]]] = True
    reasons = np.where((fails == "") & (keys < 0), "no_key", fails)
    reasons[(reasons == "") & ~here.any(axis=0)] = "not_in_post"
    reasons[(reasons == "") & ~used] = "repeat"
    reasons[used] = ""
    return reasons


def _worst(heads: npt.NDArray[np.float64], low: float | None, high: float | None) -> float:
    """The month that decides: furthest outside the bound, else the lowest (the highest where only that is bounded)."""
    if not len(heads):
        return math.nan
    short = np.full(len(heads), -np.inf) if low is None else low - heads
    over = np.full(len(heads), -np.inf) if high is None else heads - high
    outside = np.maximum(short, over)
    if outside.max() > 0:
        return float(heads[outside.argmax()])
    return float(heads.max() if low is None and high is not None else heads.min())
