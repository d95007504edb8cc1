"""Which process makes which report next."""

from collections import deque
from dataclasses import dataclass

from evalkit.reporting.crew import _next


@dataclass(frozen=True)
class One:
    street: str
    year: int


@dataclass
class Hand:
    street: str | None = None


def given(streets, hands=2, years=(1, 2)):
    """Who makes what where all reports take the same time."""
    waiting = deque((One(street, year), 2) for street in streets for year in years)
    crew, made = [Hand() for _ in range(hands)], []
    while waiting:
        busy = set()
        for number, hand in enumerate(crew):
            if waiting:
                job, _ = _next(waiting, hand, busy)
                hand.street = job.street
                busy.add(job.street)
                made.append((number, job.street, job.year))
    return made


def test_reports_on_one_street_are_made_by_one_process():
    made = given(["甲", "乙", "丙", "丁"])
    assert len({(hand, street) for hand, street, _ in made}) == 4
    assert sorted((street, year) for _, street, year in made) == sorted((s, y) for s in "甲乙丙丁" for y in (1, 2))


def test_nobody_waits_while_there_is_something_to_make():
    assert [hand for hand, _, _ in given(["甲"])] == [0, 1]
    assert [hand for hand, _, _ in given([""], years=(1, 2, "contract"))] == [0, 1, 0]
