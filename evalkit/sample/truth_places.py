"""Values and verdicts of one community, from its planted numbers."""

from __future__ import annotations

from dataclasses import asdict

from evalkit.sample.facts import Fact, at_least
from evalkit.sample.places import places
from evalkit.sample.situations import OPTION, YEARS, Place
from evalkit.words import say


def place_truth(place: Place) -> dict[str, Fact]:
    """Every requirement at community level: id -> fact."""
    return {
        "household_visits": _visits(place),
        "needs_proposal": at_least(place.needs, 1, say("sample.how_needs", "zh", n=place.needs)),
        "planning_proposal": _planning(place),
        "large_activities": at_least(place.events.large, 2, _events(place)),
        "small_activities": at_least(place.events.small, 6, _events(place)),
        "governance_organisations": _at_closing(place, _governance(place)),
        "problems_solved": _problems(place),
    }


def _so_far(place: Place) -> list[Place]:
    """The community in this year and, in year 2, in year 1 as well."""
    return [
        p for year in range(1, place.year + 1) for p in places(place.street, year) if p.community == place.community
    ]


def _at_closing(place: Place, fact: Fact) -> Fact:
    """What is decided at closing is in progress before."""
    return fact if place.year == max(YEARS) else fact._replace(verdict="in_progress")


def _visits(place: Place) -> Fact:
    left_out = {kind: n for kind, n in asdict(place.visits).items() if n and kind != "done"}
    others = say("sample.month_separator", "zh").join(
        say(f"sample.visits_{kind}", "zh", n=n) for kind, n in left_out.items()
    )
    return at_least(place.visits.done, 150, say("sample.how_visits", "zh", done=place.visits.done, others=others))


def _planning(place: Place) -> Fact:
    if place.year < max(YEARS):
        return Fact(None, "not_applicable", say("sample.how_not_due", "zh"))
    dates = [p.planning for p in _so_far(place) if p.planning]
    in_time = sum(date <= YEARS[2][1] for date in dates)
    how = say("sample.how_planning", "zh", n=in_time)
    if dates and not in_time:
        how = say("sample.how_planning_late", "zh", date=max(dates))
    return at_least(in_time, 1, how)


def _events(place: Place) -> str:
    said = place.events
    guest = sum(other.events.joint == place.community for other in places(place.street, place.year))
    return say(
        "sample.how_events", "zh", large=said.large, small=said.small, two_days=said.two_days, twice=said.twice,
        outside=said.outside, guest=guest,
    )  # fmt: skip


def _governance(place: Place) -> Fact:
    founded = sum(p.governance for p in _so_far(place))
    older = sum(p.older for p in _so_far(place))
    return at_least(founded, 2, say("sample.how_governance", "zh", n=founded, older=older))


def _problems(place: Place) -> Fact:
    if place.option != OPTION:
        return Fact(None, "not_applicable", say("sample.how_other_option", "zh"))
    solved = sum(p.solved + p.finished for p in _so_far(place))
    how = say("sample.how_problems", "zh", n=solved, begun=place.begun, disordered=place.disordered)
    return _at_closing(place, at_least(solved, 2, how))
