"""Values and verdicts of the whole pilot and of what was done for each street, from what was planted."""

from __future__ import annotations

from datetime import date

from evalkit.sample.bidding import contract
from evalkit.sample.facts import Fact, every_one, not_this_year, told, unkept
from evalkit.sample.pilot import BUDGET, DISTRICTS, EVALUATIONS, LISTED, MILESTONES
from evalkit.sample.situations import YEARS, StreetYear
from evalkit.words import say

UNITS = 9
IN_TOTAL, BY_YEAR = 14_400_000, {1: 5_400_000, 2: 9_000_000}


def pilot_truth(plan: StreetYear) -> dict[str, Fact]:
    """Every requirement of the pilot and its steps that records decide: clause -> fact."""
    listed = LISTED[plan.year]
    units = Fact(len(listed), "met" if len(listed) == UNITS else "not_met", told("units", len(listed)))
    return {
        "P07": units, "P08": _district(plan), **_budget(plan.year), "M07": _ended(plan),
        "M01": _step(plan, "", "推进会", date(2016, 4, 21), date(2016, 4, 30)),
        "M02": _step(plan, plan.street, "需求审定", date(2016, 5, 1), date(2016, 5, 10)),
        "M03": _step(plan, "", "招投标", date(2016, 5, 11), date(2016, 6, 30)),
        "M05": _evaluated(plan, "中期评估", date(2016, 12, 1), date(2016, 12, 31)),
        "M06": _evaluated(plan, "年度评估", date(2017, 6, 1), date(2017, 6, 30)),
    }  # fmt: skip


def _district(plan: StreetYear) -> Fact:
    """Whether the list has the street's district, in full or by its last words; nothing is known of one not listed."""
    written = LISTED[plan.year].get(plan.street)
    if written is None:
        return Fact(None, "cannot_assess", say("sample.how_not_listed", "zh"))
    return every_one("district", int(DISTRICTS[plan.street].endswith(written)), 1)


def _budget(year: int) -> dict[str, Fact]:
    so_far = sum(yuan for one in range(1, year + 1) for yuan in BUDGET[one].values())
    this = sum(BUDGET[year].values())
    whole = "met" if so_far == IN_TOTAL else "not_met"
    return {
        "B01": Fact(so_far, whole if year == max(YEARS) else "in_progress", told("budget", so_far)),
        "B04": Fact(this, "met" if this == BY_YEAR[year] else "not_met", told("budget", this)),
    }


def _step(plan: StreetYear, street: str, kind: str, first: date, last: date) -> Fact:
    """How often a step was recorded within its days; asked in year 1 only."""
    if plan.year > 1:
        return not_this_year()
    dates = [m.when for m in MILESTONES[1] if m.kind == kind and m.street == street]
    return _within(dates, first, last)


def _evaluated(plan: StreetYear, node: str, first: date, last: date) -> Fact:
    if plan.year > 1:
        return not_this_year()
    return _within([e.when for e in EVALUATIONS[1] if e.node == node and e.street == plan.street], first, last)


def _within(dates: list[date], first: date, last: date) -> Fact:
    number = sum(first <= when <= last for when in dates)
    return Fact(number, "met" if number else "for_evaluator", told("steps", number))


def _ended(plan: StreetYear) -> Fact:
    """Asked only where the annual evaluation failed: the register of contracts then tells when it ended."""
    failed = [e for e in EVALUATIONS[plan.year] if e.street == plan.street and e.result == "不合格"]
    if not any(e.node == "年度评估" for e in failed):
        return Fact(None, "not_applicable", say("sample.how_not_failed", "zh"))
    ended = int(plan.year in contract(plan.street).ended)
    return unkept(plan.street, "contracts", "terminated_on") or Fact(
        ended, "met" if ended else "not_met", told("ended", ended)
    )
