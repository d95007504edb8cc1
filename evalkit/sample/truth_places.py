"""Values and verdicts of one community, from its planted numbers."""

from __future__ import annotations

from dataclasses import asdict

from evalkit.sample.facts import Fact, at_least, not_due, told
from evalkit.sample.places import places
from evalkit.sample.situations import OPTION, YEARS, Place
from evalkit.words import say


def place_truth(place: Place) -> dict[str, Fact]:
    """Every requirement at community level: id -> fact."""
    return {
        "household_visits": _visits(place),
        "needs_proposal": at_least(place.needs, 1, told("needs", place.needs)),
        "planning_proposal": _planning(place),
        "large_activities": _large(place),
        "small_activities": _small(place),
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
    left_out = asdict(place.visits)
    done = left_out.pop("done")
    return at_least(done, 150, told("visits", done, **left_out))


def _planning(place: Place) -> Fact:
    if place.year < max(YEARS):
        return not_due()
    dates = [p.planning for p in _so_far(place) if p.planning]
    in_time = sum(date <= YEARS[2][1] for date in dates)
    return at_least(in_time, 1, told("planning", in_time, late=len(dates) - in_time))


def _large(place: Place) -> Fact:
    said = place.events
    guest = sum(other.events.joint == place.community for other in places(place.street, place.year))
    return at_least(said.large, 2, told("large", said.large, second_day=said.two_days, guest=guest))


def _small(place: Place) -> Fact:
    said = place.events
    return at_least(said.small, 6, told("small", said.small, twice=said.twice, outside=said.outside))


def _governance(place: Place) -> Fact:
    founded, older, hobby = (sum(getattr(p, kind) for p in _so_far(place)) for kind in ("governance", "older", "hobby"))
    return at_least(founded, 2, told("governance", founded, older=older, hobby=hobby))


def _problems(place: Place) -> Fact:
    if place.option != OPTION:
        return Fact(None, "not_applicable", say("sample.how_other_option", "zh"))
    solved = sum(p.solved + p.finished for p in _so_far(place))
    how = told("problems", solved, begun=place.begun, disordered=place.disordered)
    return _at_closing(place, at_least(solved, 2, how))
