"""A plan and its parts: years, streets, sections, requirements with their other readings, what is not counted."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evalkit.errors import ParameterError, unknown

Measure = Literal[
    "rows", "distinct", "exists", "covers", "sum", "share", "every", "sum_share", "chain",
    "month_ends", "month_end_share", "all_of", "any_of",
]  # fmt: skip
MEASURES: frozenset[str] = frozenset(get_args(Measure))
COMPOSED = ("all_of", "any_of")  # of other requirements
Level = Literal["programme", "street", "unit", "community"]
Bound = float | dict[int, float]  # one number, or a number by contract year
Pair = list[float] | dict[int, list[float]]
Text = Annotated[str, Field(min_length=1)]
BOUNDS = ("at_least", "at_most", "between")
CONTRACT = "contract"  # in place of a year: all years of the plan


class Block(BaseModel):
    """One block of a plan: nothing unknown in it, no value bent into another type, not changed afterwards."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _english_falls_back(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        spoken = {f: data[f[:-3]] for f in cls.model_fields if f.endswith("_en") and f not in data and f[:-3] in data}
        return {**data, **spoken}


class Year(Block):
    """One contract year, or quarter: from when to when, how many communities, for what fee (yuan).

    ``folder``: of its submissions; the calendar year in which it begins, unless said otherwise. ``name``: what reports
    call it; the notice's own ``label``, unless said otherwise.
    """

    id: int
    label: Text
    label_en: str = ""
    name: str = ""
    name_en: str = ""
    start: date = Field(alias="from")
    end: date = Field(alias="to")
    folder: str = ""
    communities: int | None = None
    fee: float | None = None
    clause: Text
    quote: Text
    reading: str = ""
    reading_en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _named_after_label_and_first_year(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        begins, label = data.get("from"), data.get("label", "")
        named = {} if "name" in data else {"name": label, "name_en": data.get("label_en", label)}
        return {"folder": str(begins.year) if isinstance(begins, date) else "", **named, **data}


class Street(Block):
    """One street or township: the unit of contract. ``city_share`` is the part of the fee the city pays."""

    id: Text
    name: Text
    name_en: str = ""
    district: str = ""
    district_en: str = ""
    city_share: float | None = None
    aliases: list[str] = []


class Section(Block):
    """One part of a report; sections stand in the plan in the report's order."""

    id: Text
    label: Text
    label_en: str = ""


class Applies(Block):
    """A requirement that binds only places having such a row."""

    table: Text
    where: dict[str, Any] = {}


class Raised(Block):
    """A lower bound that a column of a table may raise: the greatest value there counts where it is greater."""

    table: Text
    of: Text


class Alternative(Block):
    """Another reading of the same words; what is None stays as in the requirement."""

    reading: Text
    reading_en: str = ""
    decides: bool = False
    level: Level | None = None
    table: str | list[str] | None = None
    measure: Measure | None = None
    of: str | list[str] | None = None
    values: list[str] | None = None
    among: dict[str, Any] | None = None
    where: dict[str, Any] | None = None
    out_of: dict[int, float] | None = None
    on: date | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    between: Pair | None = None
    unit: str | None = None
    unit_en: str | None = None


class Requirement(Block):
    """One demand of the notice: its words, whom and when it binds, how it is counted, and our reading."""

    id: Text
    code: Text
    section: Text
    label: Text
    label_en: str = ""
    clause: Text
    quote: Text
    level: Level
    every: Literal["year", "quarter", "contract"]
    checked_by: Literal["records", "document", "evaluator"] = "records"
    table: str | list[str] = ""
    measure: Measure | None = None
    of: str | list[str] | None = None
    values: list[str] | None = None
    among: dict[str, Any] | None = None
    where: dict[str, Any] = {}
    out_of: dict[int, float] | None = None
    on: date | None = None
    at_least: Bound | None = None
    at_most: Bound | None = None
    between: Pair | None = None
    raised_by: Raised | None = None
    tolerance: float = 0.0
    if_missed: Literal["not_met", "for_evaluator"] = "not_met"
    standard: Literal["", "missing"] = ""
    unit: str = ""
    unit_en: str = ""
    reading: str = ""
    reading_en: str = ""
    alternatives: list[Alternative] = []
    may_adjust: str = ""
    years: list[int] = []
    districts: list[str] = []
    applies: Applies | None = None
    due: Literal["", "closing"] = ""

    @property
    def tables(self) -> list[str]:
        """The names of the tables whose rows are counted together; none where nothing is counted."""
        return [table for table in ([self.table] if isinstance(self.table, str) else self.table) if table]

    def bound(self, year: int) -> tuple[float | None, float | None] | None:
        """The lowest and highest value allowed in contract year ``year``.

        Returns
        -------
        ``(low, high)``, either may be None (no limit on that side); None where nothing binds in that year.

        Examples
        --------
        >>> from evalkit.plan import read_plan
        >>> staff = read_plan("suzhou-2016").requirement("stationed_staff")
        >>> staff.bound(1), staff.bound(2), staff.bound(3)
        ((5.0, None), (8.0, None), None)
        """
        if self.implied is not None:
            return (self.implied, None) if not self.years or year in self.years else None
        low, high = _of_year(self.at_least, year), _of_year(self.at_most, year)
        pair = _of_year(self.between, year)
        if pair is not None:
            low, high = pair
        return None if low is None and high is None else (low, high)

    @property
    def has_bound(self) -> bool:
        """Whether there is a bound in any year; what has none is told and not judged."""
        return self.implied is not None or any(getattr(self, name) is not None for name in BOUNDS)

    @property
    def is_share(self) -> bool:
        """Whether its value is a part of a whole."""
        return self.measure in {"share", "every", "sum_share", "month_end_share"}

    @property
    def implied(self) -> float | None:
        """The lower bound that the measure itself implies: one, all, or each of ``values`` or of the parts."""
        counts = {"covers": self.values, "all_of": self.of}
        if self.measure in counts:
            return float(len(counts[self.measure] or ()))
        return 1.0 if self.measure in {"exists", "every", "any_of"} else None

    @property
    def columns(self) -> list[str]:
        """Every column it counts by or sets a condition on, once; none of a composed one."""
        if self.measure in COMPOSED:
            return []
        of = [self.of] if isinstance(self.of, str) else self.of or []
        return list(dict.fromkeys([*self.where, *(self.among or {}), *of]))

    def read_as(self, alternative: Alternative) -> Requirement:
        """The same requirement under another reading.

        A bound of the alternative replaces all bounds; a measure that is no share drops ``among`` and
        ``out_of``, and one that counts rows drops ``of``.

        Parameters
        ----------
        alternative : one of ``alternatives``.

        Examples
        --------
        >>> from evalkit.plan import read_plan
        >>> share = read_plan("suzhou-2016").requirement("casework_share")
        >>> families = share.read_as(share.alternatives[0])
        >>> share.bound(1), families.bound(1), families.measure
        ((0.5, None), (20.0, None), 'distinct')
        """
        new = {k: v for k, v in alternative if v is not None and k != "decides"}
        if any(b in new for b in BOUNDS):
            new = dict.fromkeys(BOUNDS) | new
        if "measure" in new and not str(new["measure"]).endswith(("share", "every")):
            new = {"among": None, "out_of": None} | new
        if new.get("measure") == "rows":
            new = {"of": None} | new
        return self.model_copy(update={**new, "alternatives": []})


class NotCounted(Block):
    """Words of the notice that ask for something this plan does not assess, and why not."""

    code: Text
    quote: Text
    why: Text
    why_en: str = ""


class Grade(Block):
    """One band of a scheme: from how many of 100 points on it is given."""

    id: Text
    label: Text
    label_en: str = ""
    points: float = Field(alias="from")


class Item(Block):
    """One line of a scheme: what it scores, how, and with what weight.

    ``kind``: ``share`` (组合分), how many of its requirements are met; ``degree`` (程度分), how far each value reaches
    its bound, never above it. ``weight``: least, usual, greatest. ``veto``: the best grade where one is not met.
    """

    id: Text
    label: Text
    label_en: str = ""
    requirements: list[str]
    kind: Literal["share", "degree"]
    weight: list[float]
    veto: str = ""


class Scheme(Block):
    """How verdicts become a score and a grade. No notice says it: ``source`` names who set it, where."""

    source: Text
    grades: list[Grade]
    items: list[Item] = Field(alias="item")


class Plan(Block):
    """The whole notice: who, when, what is demanded, and the text itself (``notice``)."""

    id: str
    title: str
    title_en: str
    whole: str = "全市"
    whole_en: str = "Whole pilot"
    issuer: str
    client: str
    language: str
    notice: str
    sha256: str
    years: list[Year]
    streets: list[Street]
    streets_clause: str
    streets_quote: str
    sections: list[Section]
    requirements: list[Requirement]
    not_counted: list[NotCounted]
    headers: dict[str, dict[str, list[str]]]
    scheme: Scheme | None = None
    folder: Path

    @property
    def last_year(self) -> int:
        """The number of the last contract year."""
        return max(y.id for y in self.years)

    def year(self, year: int | str) -> Year:
        """The contract year ``year`` (its number); raises `ParameterError` where there is none."""
        for one in self.years:
            if str(one.id) == str(year).strip():
                return one
        raise ParameterError(unknown("year", year, (str(y.id) for y in self.years)))

    def years_in(self, year: int | str) -> list[int]:
        """The numbers of the contract years that ``year`` stands for: one, or all of them for ``contract``.

        Examples
        --------
        >>> from evalkit.plan import read_plan
        >>> read_plan("suzhou-2016").years_in("contract")
        [1, 2]
        """
        return [one.id for one in self.years] if year == CONTRACT else [self.year(year).id]

    def street(self, street: str) -> Street:
        """The street called ``street``.

        Parameters
        ----------
        street : id, official name, English name or alias; width, blanks and case do not matter.

        Raises
        ------
        ParameterError : no such street; names the nearest right word.

        Examples
        --------
        >>> from evalkit.plan import read_plan
        >>> read_plan("suzhou-2016").street("狮山").name
        '狮山街道'
        """
        wanted = _even(street)
        for place in self.streets:
            if wanted in map(_even, (place.id, place.name, place.name_en, *place.aliases)):
                return place
        names = [s.id if str(street).isascii() else s.name for s in self.streets]
        raise ParameterError(unknown("street", street, names))

    def requirement(self, requirement: str) -> Requirement:
        """The requirement of that id or code; raises `ParameterError` naming the nearest right word.

        Examples
        --------
        >>> from evalkit.plan import read_plan
        >>> read_plan("suzhou-2016").requirement("C01").id
        'household_visits'
        """
        for one in self.requirements:
            if requirement in {one.id, one.code}:
                return one
        coded = str(requirement)[:1].isupper()
        names = [r.code if coded else r.id for r in self.requirements]
        raise ParameterError(unknown("requirement", requirement, names))

    def period(self, requirement: Requirement, year: int) -> tuple[date, date]:
        """First and last day whose records count for ``requirement`` in contract year ``year``.

        That year (or quarter); for ``every = "contract"`` all from the first year's start to that year's end.

        Examples
        --------
        >>> from evalkit.plan import read_plan
        >>> plan = read_plan("suzhou-2016")
        >>> [str(day) for day in plan.period(plan.requirement("problems_solved"), 2)]
        ['2016-07-01', '2018-06-30']
        """
        first = min(one.start for one in self.years)
        return first if requirement.every == CONTRACT else self.year(year).start, self.year(year).end


def _of_year(bound: float | list[float] | dict[int, Any] | None, year: int) -> Any:
    return bound.get(year) if isinstance(bound, dict) else bound


def _even(word: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(word)).split()).casefold()
