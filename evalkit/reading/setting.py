"""What reading a file needs to know of the plan: the streets' names, the contract years, header words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evalkit.reading.headers import Vocabulary, vocabulary

if TYPE_CHECKING:
    from evalkit.plan import Plan


@dataclass(frozen=True)
class StreetNames:
    """A street's official name, its id, and other ways of writing it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setting:
    """The part of a plan that goes with a file into the reading child.

    Parameters
    ----------
    streets : their names.
    starts : contract year -> its first day. end : last day of the contract.
    headers : header words of the plan's own, table -> column -> words.
    whole : what the whole pilot is called: the folder of those who run and evaluate it.
    """

    streets: tuple[StreetNames, ...]
    starts: Mapping[int, date]
    end: date
    headers: Mapping[str, Mapping[str, tuple[str, ...]]]
    whole: str = ""

    @cached_property
    def words(self) -> Vocabulary:
        """Every header word and what it may stand for."""
        return vocabulary(self.headers)


def setting_of(plan: Plan) -> Setting:
    """What reading needs of a plan.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> setting_of(read_plan("suzhou-2016")).starts[1]
    datetime.date(2016, 7, 1)
    """
    streets = tuple(StreetNames(street.id, street.name, tuple(street.aliases)) for street in plan.streets)
    headers = {t: {c: tuple(words) for c, words in columns.items()} for t, columns in plan.headers.items()}
    starts = {year.id: year.start for year in plan.years}
    return Setting(streets, starts, max(year.end for year in plan.years), headers, plan.whole)


def to_json(setting: Setting) -> dict[str, Any]:
    """A setting as plain data."""
    starts = {str(year): day.isoformat() for year, day in setting.starts.items()}
    return {**asdict(setting), "starts": starts, "end": setting.end.isoformat()}


def from_json(told: Mapping[str, Any]) -> Setting:
    """A setting from plain data.

    Examples
    --------
    >>> one = Setting((StreetNames("a", "甲街道", ("甲",)),), {1: date(2016, 7, 1)}, date(2017, 6, 30), {})
    >>> from_json(to_json(one)) == one
    True
    """
    streets = tuple(StreetNames(s["id"], s["name"], tuple(s["aliases"])) for s in told["streets"])
    starts = {int(year): date.fromisoformat(day) for year, day in told["starts"].items()}
    headers = {t: {c: tuple(words) for c, words in columns.items()} for t, columns in told["headers"].items()}
    return Setting(streets, starts, date.fromisoformat(told["end"]), headers, told["whole"])
