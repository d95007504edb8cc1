"""The visit book of one community, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from random import Random

from evalkit.sample.days import Row, day, dice, other_day, outside
from evalkit.sample.people import household
from evalkit.sample.situations import YEARS, Place

UNREADABLE = ("2016-02-30", "待补")
NEEDS = ("助老陪诊", "儿童托管", "邻里交往", "加装电梯", "停车管理", "就业信息", "")
KEPT = 60  # households of year 1 that year 2 does not visit again
NOWHERE = "无名社区"


def visit_rows(place: Place, visitors: list[str], seed: int) -> list[Row]:
    """All rows of one community's visit book in one year, in the order of their dates.

    Parameters
    ----------
    place : the community and year with its planted numbers.
    visitors : names of those who visit.
    seed : the seed of the sample.
    """
    rng = dice(seed, "visits", place.year, place.community)
    done = list(_done(place, rng, seed))
    rows = [*done, *_not_counted(place, rng, seed)]
    for row in rows:
        row["visitor"] = "、".join(sorted(rng.sample(visitors, rng.choice((1, 1, 2)))))
    rows += [dict(row) for row in rng.sample(done, place.visits.twice)]
    rows.sort(key=_when)
    return rows


def _when(row: Row) -> tuple[str, str]:
    return str(row["date"]), str(row["address"])


def _period(place: Place) -> tuple[date, date]:
    first, last = YEARS[place.year]
    return max(first, place.since), last


def _start(place: Place) -> int:
    return KEPT if place.year > 1 else 0


def _done(place: Place, rng: Random, seed: int) -> Iterator[Row]:
    """The households that count, and the days they were seen again."""
    start, plan = _start(place), place.visits
    first = [_row(place, rng, seed, n, day(rng, *_period(place))) for n in range(start, start + plan.done)]
    yield from first
    for row in rng.sample(first, plan.again):
        yield {**row, "date": other_day(rng, *_period(place), but=row["date"]), "needs": rng.choice(NEEDS)}


def _not_counted(place: Place, rng: Random, seed: int) -> Iterator[Row]:
    """Rows that do not count. Those of nobody at home stand for households visited later as well as never."""
    plan, others = place.visits, count(_start(place) + place.visits.done)
    tried = [*range(_start(place), _start(place) + plan.nobody // 2)]
    never = (next(others) for _ in count())

    def rows(number: int, **fixed: object) -> Iterator[Row]:
        for _ in range(number):
            yield _row(place, rng, seed, next(never), day(rng, *_period(place)), **fixed)

    for n in tried:
        yield _row(place, rng, seed, n, day(rng, *_period(place)), result="无人", archived=False)
    yield from rows(plan.nobody - len(tried), result="无人", archived=False)
    yield from rows(plan.refused, result="拒访", archived=False)
    yield from rows(plan.vacant, result="空置", archived=False)
    yield from rows(plan.phone, mode="电话")
    yield from rows(plan.no_date, date=None)
    yield from rows(plan.no_address, address="")
    yield from rows(plan.elsewhere, community=NOWHERE)
    for number in range(plan.bad_date):
        yield from rows(1, date=UNREADABLE[number % 2])
    for _ in range(plan.outside):
        yield from rows(1, date=outside(rng, *YEARS[place.year]))


def _row(place: Place, rng: Random, seed: int, n: int, when: date, **fixed: object) -> Row:
    home = household(seed, place.community, n)._asdict()
    usual = {"mode": "入户", "result": "完成", "needs": rng.choice(NEEDS), "archived": rng.random() < 0.95}
    return {"community": place.community, "date": when, **home, **usual, **fixed}
