"""Columns worked out of people: who is one person, who is a professional since when, how long a contract runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from evalkit.reading.cells import even

_DEGREES = {"大专", "本科", "研究生"}
_UNITS = {"助理社会工作师": 1, "社会工作师": 2, "高级社会工作师": 2}  # one social worker or two assistants


def add_people(frames: dict[str, pd.DataFrame]) -> None:
    """Add the derived columns of persons and of their contracts, in place.

    Parameters
    ----------
    frames : table name -> rows, with pseudonyms in the personal columns.

    Notes
    -----
    Source: notice annex 1, one 2 and 3, two.
    """
    for name in ("staff", "agency_staff"):
        _add_employed(frames[name])
    _add_experience(frames["staff"])
    for name in ("supervisors", "board_members", "coordinators"):
        frames[name]["person"] = frames[name]["name"]
    frames["supervisors"]["local"] = (frames["supervisors"]["origin"] == "本土").astype("boolean")
    frames["board_members"]["assistant_units"] = _assistant_units(frames["board_members"])
    contracts = frames["contracts"]
    contracts["term_months"] = _term(contracts["from_on"], contracts["to_on"])


def rows_of(frame: pd.DataFrame, *columns: str) -> Iterable[Any]:
    """The values of some columns, row by row."""
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def text_of(values: Iterable[str]) -> Any:
    """Words as a column of text."""
    return pd.array(list(values), dtype="str")


def whole_months(since: pd.Series[Any], until: pd.Series[Any]) -> pd.Series[Any]:
    """Whole months from one day to another, NaN where one is blank, 0 where they stand the other way round.

    A month from the 31st is full on the last day of a shorter month: that day is never too early in it.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2016-02-29", "2016-02-29", "2016-07-01"]))
    >>> whole_months(days, pd.Series(pd.to_datetime(["2017-02-28", "2017-02-27", None]))).tolist()
    [12.0, 11.0, nan]
    """
    first, last = (days.to_numpy("datetime64[D]") for days in (since, until))
    begun, ended, after = (days.astype("datetime64[M]") for days in (first, last, last + 1))
    early = (last - ended < first - begun) & (after == ended)
    whole = np.maximum((ended - begun).astype(float) - early, 0)
    return pd.Series(np.where(np.isnat(first) | np.isnat(last), np.nan, whole), since.index)


def _term(first: pd.Series[Any], last: pd.Series[Any]) -> pd.Series[Any]:
    """Whole months of a contract, its first and its last day both counted."""
    return whole_months(first, last + pd.Timedelta(days=1))


def _add_employed(staff: pd.DataFrame) -> None:
    staff["person"] = text_of(_persons(staff))
    major = staff["major"].map(lambda words: even(words).removesuffix("专业") == "社会工作").astype(bool)
    graduated = staff["graduated_on"].where(major & staff["education"].isin(_DEGREES))
    certified = staff["certified_on"].where(staff["certificate"] != "")
    since = pd.Series(np.fmin(graduated.to_numpy(), certified.to_numpy()), staff.index)
    staff["professional_on"] = since
    staff["contract_months"] = _term(staff["contract_from"], staff["contract_to"])
    known = since.notna() & staff["joined_on"].notna()
    staff["professional_at_start"] = (since <= staff["joined_on"]).astype("boolean").where(known)


def _add_experience(staff: pd.DataFrame) -> None:
    staff["experience_months"] = whole_months(staff["experience_from"], staff["joined_on"])


def _persons(staff: pd.DataFrame) -> list[str]:
    """What tells each row's person: the identity number; without one that of the roster's one namesake, or the name."""
    rows = list(rows_of(staff, "street", "year", "name", "id_number"))
    numbers: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for *place, number in rows:
        if number:
            numbers[tuple(place)].add(number)
    told = []
    for *place, number in rows:
        known = numbers[tuple(place)]
        one = next(iter(known)) if len(known) == 1 else place[-1]
        told.append(number or one)
    return told


def _assistant_units(board: pd.DataFrame) -> pd.Series[Any]:
    """What each row adds to the certificates of its board: a person written twice counts once, by the highest.

    That holds for one who stands in the books of several years too. Rows are taken in the order of years and then of
    the certificates' days, so that whatever the day of the test the sum is right.
    """
    units = board["certificate"].map(_UNITS).astype(float).where(board["excluded"] == "")
    held: dict[tuple[Any, ...], float] = defaultdict(float)
    rows = board.assign(units=units).sort_values(["year", "certified_on"], kind="stable")
    for index, *person, worth in rows[["street", "person", "units"]].itertuples():
        if worth == worth:  # not NaN: a certificate is known
            units[index] = max(worth - held[tuple(person)], 0.0)
            held[tuple(person)] = max(worth, held[tuple(person)])
    return units
