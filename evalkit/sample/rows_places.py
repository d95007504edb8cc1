"""What grows in a community: activities, deliverables, organisations, focal problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from evalkit.sample.days import Row, day, dice, outside
from evalkit.sample.places import places
from evalkit.sample.situations import OPTION, YEARS, Place

LARGE = ("社区邻里节", "百家宴", "敬老联欢会", "社区运动会", "公益集市")
SMALL = (
    "四点半课堂", "亲子阅读会", "健康讲座", "手工编织课", "法律咨询", "防诈骗讲座", "书法体验", "盆栽课",
    "家庭教育沙龙", "合唱排练", "便民义诊",
)  # fmt: skip
GROUPS = ("老年人", "未成年人", "残疾人", "低收入家庭", "流动人口", "优抚对象")
GOVERNANCE = ("居民议事会", "楼道自管会", "物业协商会", "停车自治会")
HOBBY = ("合唱队", "编织社", "棋社", "舞蹈队")
PROBLEMS = ("楼道堆物", "车辆乱停", "宠物扰民", "广场噪声", "垃圾落地")
LEAST_APART = 12  # days between the period's end and an activity, so that a second day stays within


def _stem(community: str) -> str:
    return community.removesuffix("社区")


def activity_rows(place: Place, workers: list[str], seed: int) -> list[Row]:
    """The activity book of one community in one year, joint activities hosted elsewhere included."""
    rows = [*_activities(place, workers, seed)]
    for other in places(place.street, place.year):
        if other.events.joint == place.community:
            joint = next(row for row in _activities(other, workers, seed) if "联合" in str(row["title"]))
            rows.append({**joint, "community": place.community})
    return sorted(rows, key=lambda row: (row["date"], row["title"]))


def _activities(place: Place, workers: list[str], seed: int) -> Iterator[Row]:
    rng, plan = dice(seed, "activities", place.year, place.community), place.events
    large = [_activity(place, rng, "大型", title, workers) for title in LARGE[: plan.large]]
    small = [_activity(place, rng, "小型", title, workers) for title in SMALL[: plan.small]]
    if plan.joint:
        large[-1]["host"] = place.community
        large[-1]["title"] = f"{_stem(place.community)}{_stem(plan.joint)}联合{LARGE[plan.large - 1]}"
    yield from large + small
    for row in large[: plan.two_days]:
        yield {**row, "date": row["date"] + timedelta(1), "attendance": rng.randint(80, 200)}
    for row in small[: plan.twice]:
        yield dict(row)
    for title in SMALL[-plan.outside :] if plan.outside else ():
        yield {**_activity(place, rng, "小型", title, workers), "date": outside(rng, *YEARS[place.year])}


def _activity(place: Place, rng: Random, size: str, title: str, workers: list[str]) -> Row:
    first, last = YEARS[place.year]
    return {
        "community": place.community,
        "date": day(rng, max(first, place.since) + timedelta(20), last - timedelta(LEAST_APART)),
        "title": _stem(place.community) + title, "size": size,
        "attendance": rng.randint(80, 200) if size == "大型" else rng.randint(18, 42),
        "target_group": rng.choice(GROUPS), "worker": rng.choice(workers),
        "host": place.community if rng.random() < 0.6 else "",
    }  # fmt: skip


def deliverable_rows(place: Place, seed: int) -> list[Row]:
    """What a community was handed: map and list of problems at the start, proposals, the planning proposal."""
    rng = dice(seed, "deliverables", place.year, place.community)
    first, last = YEARS[place.year]
    usual = [] if place.year > 1 and place.since < first else ["资源地图", "焦点问题清单"]
    rows = [_deliverable(place, kind, day(rng, place.since + timedelta(30), last)) for kind in usual]
    rows += [_deliverable(place, "需求建议", day(rng, last - timedelta(90), last)) for _ in range(place.needs)]
    return rows + ([_deliverable(place, "规划建议书", place.planning)] if place.planning else [])


def _deliverable(place: Place, kind: str, when: date) -> Row:
    year = YEARS[place.year][0].year
    return {"community": place.community, "kind": kind, "title": f"{place.community}{kind}（{year}）", "date": when}


def organisation_rows(place: Place, seed: int) -> list[Row]:
    """The organisations of one community; the book of year 2 lists those of year 1 again."""
    return [*_relisted(place, _organisations, seed), *_organisations(place, seed)]


def _relisted(place: Place, rows: object, seed: int) -> list[Row]:
    earlier = [p for p in places(place.street, 1) if p.community == place.community and place.year > 1]
    return [row for p in earlier for row in rows(p, seed)]


def _organisations(place: Place, seed: int) -> Iterator[Row]:
    rng = dice(seed, "organisations", place.year, place.community)
    begin = 0 if place.year == 1 or place.since >= YEARS[2][0] else 2
    for name in GOVERNANCE[begin : begin + place.governance]:
        yield _organisation(place, name, "治理型", rng)
    for name in HOBBY[begin : begin + place.hobby]:
        yield _organisation(place, name, "文体型", rng)
    for _ in range(place.older):
        yield {**_organisation(place, "业主恳谈会", "治理型", rng), "founded_on": date(2015, 3, 10)}


def _organisation(place: Place, name: str, kind: str, rng: Random) -> Row:
    first, last = YEARS[place.year]
    founded = day(rng, max(first, place.since) + timedelta(30), last - timedelta(60))
    return {
        "community": place.community, "name": _stem(place.community) + name, "kind": kind, "founded_on": founded,
        "supported_on": day(rng, founded + timedelta(10), last), "filed_no": "",
    }  # fmt: skip


def problem_rows(place: Place, seed: int) -> list[Row]:
    """The focal problems of one community; the book of year 2 carries those of year 1 on."""
    if place.option != OPTION:
        return []
    if place.year == 1 or place.since >= YEARS[2][0]:
        return [*_problems(place, seed)]
    earlier = _relisted(place, _problems, seed)
    rng = dice(seed, "finished", place.community)
    unsolved = [row for row in earlier if row["solved_on"] is None]
    for row in unsolved[: place.finished]:
        row["solved_on"] = day(rng, YEARS[2][0] + timedelta(30), YEARS[2][1])
    return earlier


def _problems(place: Place, seed: int) -> Iterator[Row]:
    rng = dice(seed, "problems", place.year, place.community)
    first, last = max(YEARS[place.year][0], place.since), YEARS[place.year][1]
    in_order = place.solved + place.begun
    for n, title in enumerate(PROBLEMS[: in_order + place.disordered]):
        talked = day(rng, first + timedelta(30), first + timedelta(90))
        planned = day(rng, talked + timedelta(10), talked + timedelta(60))
        solved = day(rng, planned + timedelta(30), last) if n < place.solved or n >= in_order else None
        if n >= in_order:
            talked, planned = planned, talked
        yield {
            "community": place.community, "title": title, "rating": "ABC"[n % 3], "deliberated_on": talked,
            "planned_on": planned, "solved_on": solved,
        }  # fmt: skip
