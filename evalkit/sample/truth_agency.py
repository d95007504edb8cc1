"""Values and verdicts of the agency, its people and its contract, from what was planted."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from evalkit.sample.bidding import BID, BOARDS, CITY, EMPLOYED, SENIOR, Employee, contract, paid
from evalkit.sample.days import month_ends, months_before
from evalkit.sample.facts import Fact, absent, at_least, every_one, not_this_year, told, unkept
from evalkit.sample.rows_team import called_professional, roster
from evalkit.sample.situations import STREETS, YEARS, StreetYear
from evalkit.sample.teams import TEAMS
from evalkit.sample.truth_streets import STAFF
from evalkit.words import say

A_YEAR = 12
SHARED_BY = {"长桥街道", "北桥街道"}  # paid by city and district by halves
HALF, EXCUSED = Fraction(1, 2), Fraction(5, 1000)


def agency_truth(plan: StreetYear) -> dict[str, Fact]:
    """Every requirement of the agency, its team and its contract that records decide: clause -> fact."""
    return {**_bid(plan), **_team(plan), **_contract(plan), **_payments(plan)}


def _bid(plan: StreetYear) -> dict[str, Fact]:
    """What held on the day of the bid; each year's books say so anew."""
    people = [one for one in EMPLOYED.get(plan.street, ()) if _employed(one)]
    trained = [one for one in people if one.professional and one.professional <= BID]
    return {
        "A03": absent(plan, "board_members") or _board(plan.street),
        "A04": absent(plan, "agency_staff") or at_least(len(people), 4, told("employees", len(people))),
        "A05": absent(plan, "agency_staff") or at_least(len(trained), 2, told("trained", len(trained))),
    }


def _board(street: str) -> Fact:
    """The highest certificate each member held on the day of the bid: two for a social worker, one for an assistant."""
    worth: dict[int, int] = {}
    for one in BOARDS[street]:
        if one.certified and one.certified <= BID:
            worth[one.number] = max(worth.get(one.number, 0), 2 if one.certificate == SENIOR else 1)
    units = sum(worth.values())
    return at_least(units, 2, told("board", units))


def _employed(one: Employee) -> bool:
    here = one.joined <= BID and (one.left is None or one.left >= BID)
    return here and one.full_time and one.insured and _a_year(*one.contract)


def _a_year(first: date, last: date) -> bool:
    """Whether a contract runs twelve months or more, first and last day included."""
    return last >= months_before(first, -A_YEAR) - timedelta(1)


def _team(plan: StreetYear) -> dict[str, Fact]:
    people, last = [p for _, p in roster(plan.street, plan.year)], YEARS[plan.year][1]
    called = [p for p in people if called_professional(p, last)]
    proved = [p for p in called if p.professional_on and p.professional_on <= last]
    leads = [p for p in people if p.post == "项目主管"]
    able = [p for p in leads if p.professional_on and p.professional_on <= p.joined and p.months >= 24]
    owed = [p for p in people if p.full_time]
    kept = [p for p in owed if p.insured and _a_year(p.joined, p.contract_to)]
    return {
        "T02": _full_time(plan),
        "T05": unkept(plan.street, "staff", "professional") or every_one("called", len(proved), len(called)),
        "T09": every_one("leads", len(able), len(leads)),
        "T15": unkept(plan.street, "staff", "insured") or every_one("employed", len(kept), len(owed)),
        "M04": _moved_in(plan),
    }


def _full_time(plan: StreetYear) -> Fact:
    """The fewest full-time staff at a month end; the contract may ask for more than the notice."""
    counts = [
        sum(p.full_time and p.joined <= end and (p.left is None or p.left >= end) for p in TEAMS[plan.street])
        for end in month_ends(*YEARS[plan.year])
    ]
    asked = max(STAFF[plan.year], contract(plan.street).staff[plan.year - 1])
    fact = at_least(min(counts), asked, told("full_time", min(counts)))
    return fact._replace(bound=asked)


def _moved_in(plan: StreetYear) -> Fact:
    if plan.year > 1:
        return not_this_year()
    july = [p for p in TEAMS[plan.street] if p.stationed and date(2016, 7, 1) <= p.joined <= date(2016, 7, 31)]
    return Fact(len(july), "met" if july else "for_evaluator", told("moved_in", len(july)))


def _contract(plan: StreetYear) -> dict[str, Fact]:
    agreed = contract(plan.street)
    begins = date(2016, 5, 1) <= agreed.begins <= date(2018, 5, 31)
    whole = agreed.ends >= months_before(agreed.begins, -24) - timedelta(1)
    return {"P05": every_one("begins", int(begins), 1), "P06": every_one("term", int(whole), 1)}


def _payments(plan: StreetYear) -> dict[str, Fact]:
    """Either rule binds some streets only."""
    payments = paid(plan.street, plan.year, plan.fee, next(s.city_share for s in STREETS if s.name == plan.street))
    other = Fact(None, "not_applicable", say("sample.how_other_district", "zh"))
    if plan.street in SHARED_BY:
        city, whole = (sum(yuan for _, payer, yuan in payments if payer in who) for who in ((CITY,), (CITY, "区级")))
        fits = abs(Fraction(city, whole) - HALF) <= EXCUSED
        return {"B05": other, "B06": Fact((city, whole), "met" if fits else "not_met", told("city", city))}
    ours = sum(payer == CITY for _, payer, _ in payments)
    return {"B05": absent(plan, "payments") or every_one("by_city", ours, len(payments)), "B06": other}
