"""From a plan and records to verdicts: one row per requirement, street and year (and community)."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from evalkit.errors import ParameterError
from evalkit.flipping import flip
from evalkit.judging import DECIDED, WORST_FIRST, Outcome, Place, composed, judge, not_bound, places_of, raised
from evalkit.pacing import pace
from evalkit.places import Places, grouped
from evalkit.plan import Alternative, Plan, Requirement
from evalkit.plan_model import COMPOSED
from evalkit.records import Records
from evalkit.rulings import BY_PEOPLE, NOTHING, Ruling, adjusted, after, basis, ruled, ruling
from evalkit.words import say

COLUMNS = (
    "street", "year", "community", "requirement", "code", "section", "label", "clause",
    "value", "numerator", "denominator", "low", "high", "unit", "verdict", "why", "margin", "flip",
    "rows", "counted", "left_out", "alternative", "alternative_value", "alternative_verdict", "differs", "cut_off",
    "before", "ruled_by", "basis", "elapsed", "expected", "checked_by", "level", "measure", "section_label",
    "street_en", "label_en", "unit_en", "section_label_en", "period", "period_en",
)  # fmt: skip
COPIED = (
    "code",
    "section",
    "label",
    "label_en",
    "clause",
    "unit",
    "unit_en",
    "checked_by",
    "level",
    "measure",
)  # as the plan says them
CutOff = date | str | Mapping[int, date | str] | None


def assess(plan: Plan, records: Records, cut_off: CutOff = None, streets: Iterable[str] | None = None) -> pd.DataFrame:
    """Every requirement of ``plan`` judged on ``records``.

    Parameters
    ----------
    plan : the notice as data.
    records : what the agencies handed in.
    cut_off : last day of which records are known: a date, or one per contract year; each year's end by default.
    streets : which streets to judge; by default those found in ``records.sheets``. Where there is the folder of the
        whole pilot and of no street, what is asked of the whole pilot is judged alone, with its name as the street.

    Returns
    -------
    DataFrame, one row per requirement x street x year (x community, as the street's own list names them).
    ``value`` NaN where it cannot be assessed or does not apply; ``flip``: see `evalkit.flipping.flip`;
    ``rows`` = ``counted`` + all of ``left_out``; ``elapsed`` and ``expected``: see `evalkit.pacing.pace`.

    Raises
    ------
    ParameterError : a street or year that is not in the plan, or a cut-off that is no date.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> verdicts = assess(plan, read_records("data/raw", plan, "狮山街道"))
    >>> visits = verdicts.query("code == 'C01' and verdict == 'not_met' and year == 1")
    >>> visits[["community", "value", "low"]].to_numpy().tolist()
    [['狮云社区', 149.0, 150.0]]
    """
    names, days = _streets(plan, records, streets), cut_offs(plan, cut_off)
    of = plan.model_dump_json(warnings=False), names, days
    return records.kept("verdicts", of, lambda origin: _assessed(plan, origin, names, days)).copy(deep=False)


def _assessed(plan: Plan, records: Records, names: list[str], days: Mapping[int, pd.Timestamp]) -> pd.DataFrame:
    places = grouped(records)
    asked = [one for one in plan.requirements if names != [plan.whole] or one.level == "programme"]
    rows = [
        _row(plan, judged(plan, places, requirement, place), street, place)
        for street in names
        for year, day in days.items()
        for requirement in asked
        for place in places_of(places, requirement, Place(street, year, None, day))
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"flip": "Int64", "cut_off": "datetime64[us]"})
    english = {street.name: street.name_en for street in plan.streets} | {plan.whole: plan.whole_en}
    sections, years = {section.id: section for section in plan.sections}, {year.id: year for year in plan.years}
    return frame.assign(
        street_en=frame["street"].map(english),
        section_label=[sections[one].label for one in frame["section"]],
        section_label_en=[sections[one].label_en for one in frame["section"]],
        period=[years[one].name for one in frame["year"]],
        period_en=[years[one].name_en for one in frame["year"]],
    )


def cut_offs(plan: Plan, cut_off: CutOff) -> dict[int, pd.Timestamp]:
    """Contract year -> the last day of which records are known, never after that year's end."""
    wanted = cut_off if isinstance(cut_off, Mapping) else {year.id: cut_off for year in plan.years}
    days = {plan.year(year).id: _day(day) for year, day in wanted.items() if day is not None}
    ends = {year.id: pd.Timestamp(year.end) for year in plan.years}
    return {year: min(end, days.get(year, end)) for year, end in ends.items()}


def _day(word: date | str) -> pd.Timestamp:
    """The day a user names, as a date or as text such as 2016-12-31."""
    try:
        given = date.fromisoformat(word) if isinstance(word, str) else word
        return pd.Timestamp(given.year, given.month, given.day)
    except (AttributeError, ValueError):
        raise ParameterError(say("assessing.bad_cut_off", word=word)) from None


def _streets(plan: Plan, records: Records, streets: Iterable[str] | None) -> list[str]:
    if streets is not None:
        return [plan.street(street).name for street in streets]
    seen = set(records.sheets["street"])
    found = [street.name for street in plan.streets if street.name in seen]
    return found or [plan.whole] * (plan.whole in seen)


# ---- one verdict --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Judged:
    """The verdict of the main reading and, beside it, the other reading that matters most.

    Parameters
    ----------
    requirement : with the bound that holds at the place. main : the verdict. ruling : what people decided about it.
    before : the verdict without that; ``""`` where nothing was decided. basis : see `evalkit.rulings.basis`.
    other, beside, differs : the other reading, its verdict, and whether the two disagree.
    """

    requirement: Requirement
    main: Outcome
    ruling: Ruling = NOTHING
    before: str = ""
    basis: str = ""
    other: Alternative | None = None
    beside: Outcome | None = None
    differs: bool = False


def judged(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Judged:
    """The verdict on a requirement at a place, after all that people decided."""
    holding = raised(places, requirement, place)
    decided = ruling(places, requirement, place)
    told = _read(plan, places, holding, place)
    changed = told
    if decided.bound is not None:
        changed = _read(plan, places, adjusted(holding, place, decided.bound), place)
    over = basis(changed.requirement, place, changed.main)
    decided = ruled(places, requirement, place, decided, over)
    if not decided:
        return replace(told, basis=over)
    return replace(changed, main=after(changed.main, decided), ruling=decided, before=told.main.verdict, basis=over)


def _read(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Judged:
    """The main reading, and of the others the one that matters most."""
    main = _judge(plan, places, requirement, place)
    if main.verdict == "not_applicable" or not requirement.alternatives:
        return Judged(requirement, main)
    others = [(other, _otherwise(plan, places, requirement, other, place)) for other in requirement.alternatives]
    keys = [(not _opposes(main, one), not _differs(main, one), not other.decides) for other, one in others]
    other, beside = others[keys.index(min(keys))]
    differs = _differs(main, beside)
    if _opposes(main, beside) and other.decides:
        main = Outcome("for_evaluator", "readings_differ", main.tally)
    return Judged(requirement, main, other=other, beside=beside, differs=differs)


def _judge(plan: Plan, places: Places, requirement: Requirement, place: Place) -> Outcome:
    """The verdict of one reading; a composed requirement takes the verdicts of its parts after all rulings."""
    if requirement.measure not in COMPOSED:
        return judge(plan, places, requirement, place)
    if outcome := not_bound(plan, requirement, place):
        return outcome
    here, verdicts = replace(place, community=None), []
    for part in map(plan.requirement, requirement.of or ()):
        found = [judged(plan, places, part, one).main.verdict for one in places_of(places, part, here)]
        verdicts.append(min(found, key=WORST_FIRST.index))
    return composed(requirement, verdicts)


def _opposes(main: Outcome, other: Outcome) -> bool:
    """Whether one reading is met and the other is not."""
    return {main.verdict, other.verdict} == set(DECIDED)


def _differs(main: Outcome, other: Outcome) -> bool:
    """Whether the verdict turns on the reading: the other one says something, and something else.

    What cannot be assessed, is in progress or does not apply says nothing against the main reading; and before the
    main reading is due nothing turns on another.
    """
    said = {*DECIDED, "for_evaluator"}
    return main.verdict in {*said, "cannot_assess"} and other.verdict in said - {main.verdict}


def _otherwise(plan: Plan, places: Places, requirement: Requirement, other: Alternative, place: Place) -> Outcome:
    """The verdict under another reading; a street read by community stands as its worst community stands."""
    reading = requirement.read_as(other)
    if reading.level in {"programme", "street"}:
        return judge(plan, places, reading, replace(place, community=None))
    if place.community is not None:
        return judge(plan, places, reading, place)
    outcomes = [judge(plan, places, reading, one) for one in places_of(places, reading, place)]
    return min(outcomes, key=lambda outcome: (WORST_FIRST.index(outcome.verdict), outcome.value))


def _row(plan: Plan, told: Judged, street: str, place: Place) -> dict[str, Any]:
    requirement, main, other, beside = told.requirement, told.main, told.other, told.beside
    elapsed, expected = pace(plan, requirement, place, main)
    return {
        **{name: getattr(requirement, name) for name in COPIED},
        "requirement": requirement.id,
        "street": street,
        "year": place.year,
        "community": place.community or "",
        "cut_off": place.cut_off,
        "verdict": main.verdict,
        "why": main.why,
        **_numbers(requirement, place.year, main),
        **_rows(main),
        "alternative": other.reading if other else "",
        "alternative_value": beside.value if beside else math.nan,
        "alternative_verdict": beside.verdict if beside else "",
        "differs": told.differs,
        "before": told.before,
        "ruled_by": "；".join(told.ruling.by),
        "basis": told.basis,
        "elapsed": elapsed,
        "expected": expected,
    }


def _numbers(requirement: Requirement, year: int, main: Outcome) -> dict[str, Any]:
    """Value, parts, distance to the nearer bound and the flip; NaN where nothing may be told."""
    low, high = requirement.bound(year) or (None, None)
    if main.parts and requirement.measure == "all_of":  # of the parts that apply
        low = float(main.parts[1])
    sides = {"low": math.nan if low is None else low, "high": math.nan if high is None else high}
    margins = [margin for margin in (main.value - sides["low"], sides["high"] - main.value) if not math.isnan(margin)]
    told = main.tally.count if main.tally and not math.isnan(main.value) else None
    carried = main.verdict in DECIDED and main.why not in BY_PEOPLE
    turns = flip(str(requirement.measure), told, low, high) if told and carried else None
    return {
        "value": main.value,
        "numerator": told.numerator if told else math.nan,
        "denominator": told.denominator if told else math.nan,
        **sides,
        "margin": min(margins, default=math.nan),
        "flip": pd.NA if turns is None else turns,
    }


def _rows(main: Outcome) -> dict[str, Any]:
    if main.tally is None:
        return {"rows": 0, "counted": 0, "left_out": "{}"}
    reasons = Counter(main.tally.reasons)
    counted = reasons.pop("", 0)
    told = json.dumps(dict(sorted(reasons.items())), ensure_ascii=False)
    return {"rows": len(main.tally.reasons), "counted": counted, "left_out": told}
