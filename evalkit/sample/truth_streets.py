"""Values and verdicts at street level, from the planted teams and numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from evalkit.sample.days import month_ends
from evalkit.sample.facts import Fact, absent, and_left_out, at_least, half, not_this_year, told
from evalkit.sample.places import places
from evalkit.sample.situations import YEARS, StreetYear
from evalkit.sample.teams import TEAMS, Person
from evalkit.words import say

STAFF = {1: 5, 2: 8}
FEES = {1: 600_000, 2: 1_000_000}
COMMUNITIES = {1: 3, 2: 6}


def street_truth(plan: StreetYear) -> dict[str, Fact]:
    """Every requirement at street level: id -> fact."""
    return {**_team(plan), **_clients(plan), "capacity_building": _trainings(plan), **_contract(plan)}


def _in_post(street: str, when: date) -> list[Person]:
    return [p for p in TEAMS[street] if p.joined <= when and (p.left is None or p.left >= when)]


def _stationed(street: str, when: date) -> list[Person]:
    return [p for p in _in_post(street, when) if p.full_time and p.stationed]


def _team(plan: StreetYear) -> dict[str, Fact]:
    ends = month_ends(*YEARS[plan.year])
    return {
        "stationed_staff": _fewest(plan, ends),
        "professional_share": _least_share(
            plan, ends, lambda p, end: bool(p.professional_on and p.professional_on <= end)
        ),
        "experienced_share": _least_share(plan, ends, lambda p, _: p.months >= 12),
        "project_lead": _one_lead(plan, ends),
        "local_supervisor": _supervisors(plan),
    }


def _fewest(plan: StreetYear, ends: list[date]) -> Fact:
    counts = {end: len(_stationed(plan.street, end)) for end in ends}
    worst = min(ends, key=lambda end: counts[end])
    return at_least(counts[worst], STAFF[plan.year], _month(worst, counts[worst]))


def _least_share(plan: StreetYear, ends: list[date], has: Callable[[Person, date], bool]) -> Fact:
    shares = {}
    for end in ends:
        team = _stationed(plan.street, end)
        shares[end] = (sum(has(p, end) for p in team), len(team))
    worst = min(ends, key=lambda end: Fraction(*shares[end]))
    part, whole = shares[worst]
    return half(part, whole, say("sample.how_month_share", "zh", month=f"{worst:%Y-%m}", part=part, whole=whole))


def _one_lead(plan: StreetYear, ends: list[date]) -> Fact:
    counts = {end: sum(p.post == "项目主管" for p in _in_post(plan.street, end)) for end in ends}
    worst = max(ends, key=lambda end: abs(counts[end] - 1))
    return Fact(counts[worst], "met" if counts[worst] == 1 else "not_met", _month(worst, counts[worst]))


def _month(when: date, value: int) -> str:
    return say("sample.how_month", "zh", month=f"{when:%Y-%m}", value=value)


def _supervisors(plan: StreetYear) -> Fact:
    how = say("sample.how_supervisors", "zh", local=plan.local, overseas=plan.overseas)
    return absent(plan, "supervisors") or at_least(plan.local, 1, how)


def _clients(plan: StreetYear) -> dict[str, Fact]:
    if missing := absent(plan, "services"):
        return dict.fromkeys(("client_categories", "client_families", "casework_share"), missing)
    families = told("families", plan.families, two_codes=plan.two_codes, unserved=plan.unserved)
    return {
        "client_categories": _categories(plan),
        "client_families": at_least(plan.families, 40, families),
        "casework_share": _casework(plan),
    }


def _categories(plan: StreetYear) -> Fact:
    """The kinds listed, and 其他 as one more where it is described."""
    number = len(plan.categories) + (plan.other_described > 0)
    return at_least(number, 2, told("categories", number, bare=plan.other_bare))


def _casework(plan: StreetYear) -> Fact:
    """Where half of the families and twenty families say different things, the verdict is the evaluator's."""
    shares = say("sample.how_casework", "zh", part=plan.casework, whole=plan.families)
    how = and_left_out(shares, {"unfiled": plan.unfiled})
    by_share = half(plan.casework, plan.families, how)
    by_number = at_least(plan.casework, 20, how)
    return by_share if by_share.verdict == by_number.verdict else by_share._replace(verdict="for_evaluator")


def _trainings(plan: StreetYear) -> Fact:
    said = plan.training
    how = told("trainings", said.counted, own_staff=said.own_staff, same_topic=said.twice, outside=said.outside)
    return absent(plan, "trainings") or at_least(said.counted, 4, how)


def _contract(plan: StreetYear) -> dict[str, Fact]:
    """The communities served and the fee, each asked in its own year."""
    served = len(places(plan.street, plan.year))
    facts = {}
    for year in YEARS:
        ours = year == plan.year
        listed = at_least(served, COMMUNITIES[year], told("communities", served))
        facts[f"communities_year_{year}"] = listed if ours else not_this_year()
        paid = "met" if plan.fee <= FEES[year] else "not_met"
        fee = Fact(plan.fee, paid, told("fee", plan.fee))
        facts[f"fee_year_{year}"] = fee if ours else not_this_year()
    return facts
