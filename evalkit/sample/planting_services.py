"""Planted services at street level: families, casework, categories, trainings, domains, hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from evalkit.sample.days import Row
from evalkit.sample.planted import (
    ASK,
    EAST,
    MET,
    MID,
    MISSED,
    OPEN,
    START,
    UNKNOWN,
    Situation,
    day,
    gaps,
    listed,
    one,
)

SIGNED = {"document": "苏民函〔2016〕1号", "who": "周样一", "when": day("2016-10-20")}


def services() -> Iterator[Situation]:
    """Every requirement on services at street level that rests on records."""
    for make in (_domains, _hours, _categories, _families, _adjusted, _casework, _registered, _trainings):
        yield from make()


def served(count: int, year: int = 1, first: int = 0, **more: object) -> list[Row]:
    """A service for each of so many families, all in the first months of the year."""
    return [
        {"date": START[year] + timedelta(20 + n % 100), "family_code": f"JT-{n:03}", "method": "小组", **more}
        for n in range(first, first + count)
    ]


def clients(count: int, **more: object) -> list[Row]:
    """So many families on the register, each in a flat of its own."""
    told = {"categories": "低收入家庭", "category_note": ""} | more
    return [
        {
            "family_code": f"JT-{n:03}",
            "head_name": f"陆样{n}",
            "address": f"样东新苑{n // 9 + 1}幢{n % 9 + 1}01室",
            **told,
        }
        for n in range(count)
    ]


def _domains() -> Iterator[Situation]:
    four = ("社区照顾", "社区参与", "社区融入", "社区发展")

    def log(*domains: str, **more: object) -> list[Row]:
        return [row | {"domain": word} | more for row, word in zip(served(len(domains)), domains, strict=True)]

    def events(*domains: str) -> list[Row]:
        when = day("2016-09-15")
        return [
            {"community": EAST, "date": when, "title": f"邻里节{n}", "size": "小型", "domain": word}
            for n, word in enumerate(domains)
        ]

    for kind, verdict, value, books in (
        ("met", MET, 4, {"services": log(*four, "社区照顾"), "activities": events("社区参与")}),
        ("two_books", MET, 4, {"services": log(*four[:2]), "activities": events(*four[2:])}),
        ("one_table_enough", MET, 4, {"services": log(*four)}),
        ("one_table_enough", MET, 4, {"activities": events(*four)}),
        ("below_bound", ASK, 3, {"services": log(*four[:3]), "activities": events(four[0])}),
        ("none", ASK, 0, {"services": log("", ""), "activities": events("")}),
        ("repeat", ASK, 1, {"services": log("社区照顾", "社区照顾", "照顾"), "activities": events("社区照顾")}),
        ("outside_year", ASK, 3, {"services": [*log(*four[:3]), *log(four[3], date=day("2016-05-20"))]}),
    ):
        yield one("P04", kind, verdict, value, communities=listed(EAST), **books)
    yield one("P04", "met_early", MET, 4, cut_off=MID[1], services=log(*four))
    yield one("P04", "in_progress", OPEN, 3, cut_off=MID[1], services=log(*four[:3]))
    yield one("P04", "table_missing", UNKNOWN, communities=listed(EAST))
    yield one("P04", "header_only", UNKNOWN, services=[], activities=[])
    yield one("P04", "column_missing", UNKNOWN, services=served(3))
    yield one("P04", "met", MET, 4, year=2, services=[row | {"date": day("2017-09-09")} for row in log(*four)])


def _hours() -> Iterator[Situation]:
    def worked(*hours: object, year: int = 1) -> list[Row]:
        day_one = START[year] + timedelta(30)
        return [
            {"worker": "王样一", "date": day_one + timedelta(n), "type": "个案", "hours": h}
            for n, h in enumerate(hours)
        ]

    yield one("H01", "no_bound", UNKNOWN, 15.5, work_hours=worked(7.5, 8))
    yield one("H01", "no_bound", UNKNOWN, 8, year=2, work_hours=worked(8, year=2))
    yield one("H01", "another_word", UNKNOWN, 9.5, work_hours=worked("7.5小时", "2h"))
    yield one("H01", "open_year", UNKNOWN, 7.5, cut_off=MID[1], work_hours=worked(7.5))
    yield one("H01", "unreadable", UNKNOWN, work_hours=worked("很多"))
    yield one("H01", "not_started", OPEN, year=2, cut_off=MID[1], work_hours=worked(8, year=2))
    yield from gaps("H01", {"work_hours": worked(8)}, ["work_hours"], [("work_hours", "hours")])


def _categories() -> Iterator[Situation]:
    def kinds(*words: str) -> list[Row]:
        return [row | {"categories": word} for row, word in zip(clients(len(words)), words, strict=True)]

    described = kinds("低收入家庭", "其他")
    described[1]["category_note"] = "重病家庭"
    for kind, verdict, value, other, register, count in (
        ("met", MET, 3, MET, kinds("低收入家庭", "残疾人", "单亲家庭"), 3),
        ("at_bound", MET, 2, MET, kinds("低收入家庭", "残疾人", "残疾人"), 3),
        ("below_bound", MISSED, 1, MISSED, kinds("残疾人", "残疾人"), 2),
        ("one_family_of_two", MET, 2, MET, kinds("低收入家庭、残疾人"), 1),
        ("not_served", MISSED, 1, MISSED, kinds("低收入家庭", "残疾人"), 1),
        ("readings_differ", MET, 2, MISSED, described, 2),
        ("not_described", MISSED, 1, MISSED, kinds("低收入家庭", "其他"), 2),
        ("another_word", MET, 2, MET, kinds("低保户", "失独"), 2),
        ("blank", MISSED, 0, MISSED, kinds("", ""), 2),
    ):
        yield one("S02", kind, verdict, value, other=other, clients=register, services=served(count))
    two = {"clients": kinds("低收入家庭", "残疾人"), "services": served(2)}
    yield one("S02", "met_early", MET, 2, cut_off=MID[1], **two)
    yield one("S02", "in_progress", OPEN, 1, cut_off=MID[1], clients=two["clients"], services=served(1))
    yield one("S02", "met", MET, 2, year=2, clients=two["clients"], services=served(2, 2))
    yield from gaps("S02", two, ["services", "clients"], [("clients", "categories")])


def _families() -> Iterator[Situation]:
    for year in (1, 2):
        for kind, verdict, families in (("met", MET, 41), ("at_bound", MET, 40), ("below_bound", MISSED, 39)):
            books = {"services": served(families, year), "clients": clients(families)}
            yield one("S03", kind, verdict, families, year=year, other=verdict, **books)
    last = day("2017-06-30")
    early, late = served(1, 1, 39, date=day("2016-06-30")), served(1, 1, 39, date=last + timedelta(1))
    for kind, verdict, value, log in (
        ("repeat", MISSED, 39, [*served(39), *served(20)]),
        ("outside_year", MISSED, 39, [*served(39), *early]),
        ("outside_year", MISSED, 39, [*served(39), *late]),
        ("last_day", MET, 40, [*served(39), *served(1, 1, 39, date=last)]),
        ("no_family_code", MISSED, 39, [*served(39), served(1)[0] | {"family_code": ""}]),
    ):
        yield one("S03", kind, verdict, value, services=log)
    yield one("S03", "readings_differ", MISSED, 39, other=MET, services=served(39), clients=clients(40))
    yield one("S03", "readings_differ", MET, 40, other=MISSED, services=served(40), clients=clients(39))
    twice = clients(40)
    twice[39] |= {key: twice[0][key] for key in ("head_name", "address")}
    yield one("S03", "one_family_two_codes", MISSED, 39, other=MISSED, services=served(40), clients=twice)
    yield one("S03", "met_early", MET, 40, cut_off=MID[1], services=served(40))
    yield one("S03", "in_progress", OPEN, 39, cut_off=MID[1], services=served(39))
    yield one("S03", "not_started", OPEN, year=2, cut_off=MID[1], services=served(40, 2))
    yield one("S03", "unreadable", UNKNOWN, services=served(40, date="待补"))
    yield from gaps("S03", {"services": served(40)}, ["services"], [("services", "family_code")])


def _adjusted() -> Iterator[Situation]:
    """What people decided since: the 40 may be adjusted, with an approval; a reply may be ruled on."""

    def change(code: str, word: str, bound: object = None, **more: object) -> list[Row]:
        return [{"code": code, "kind": word, "bound": bound, **SIGNED, **more}]

    def ruled(code: str, word: str) -> list[Row]:
        return [{"code": code, "reply": "补交", "ruling": word, **SIGNED}]

    log = served(35)
    for kind, verdict, more in (
        ("adjusted", MET, {"adjustments": change("S03", "调整", 35)}),
        ("adjusted", MISSED, {"adjustments": change("S03", "调整", 36)}),
        ("not_signed", MISSED, {"adjustments": change("S03", "调整", 30, document="")}),
        ("waived", "not_applicable", {"adjustments": change("S03", "豁免")}),
        ("ruled", MET, {"replies": ruled("S03", "改判达标")}),
        ("ruled", MISSED, {"replies": ruled("S03", "维持")}),
    ):
        yield one("S03", kind, verdict, services=log, **more)
    four = trained(4)
    yield one("S10", "ruled", MISSED, trainings=four, replies=ruled("S10", "改判未达标"))
    yield one("S10", "not_adjustable", MISSED, 3, trainings=four[:3], adjustments=change("S10", "调整", 3))


def _casework() -> Iterator[Situation]:
    def books(cases: int, families: int, *, year: int = 1, filed: int | None = None) -> dict[str, list[Row]]:
        def number(row: Row) -> str:
            return f"GA-{row['family_code']}"

        log = [row | {"method": "个案", "case_no": number(row)} for row in served(cases, year)]
        log += [row | {"case_no": ""} for row in served(families - cases, year, cases)]
        opened = served(cases if filed is None else filed, year)
        files = [{"case_no": number(r), "family_code": r["family_code"], "opened_on": START[year]} for r in opened]
        return {"services": log, "cases": files}

    for year in (1, 2):
        for kind, verdict, cases, families, other in (
            ("met", MET, 30, 45, MET),
            ("at_bound", MET, 20, 40, MET),
            ("below_bound", MISSED, 19, 39, MISSED),
            ("readings_differ", ASK, 24, 49, MET),
            ("readings_differ", ASK, 19, 38, MISSED),
            ("not_met", MISSED, 18, 45, MISSED),
            ("none", MISSED, 0, 40, MISSED),
        ):
            planted = books(cases, families, year=year, filed=cases or 1)
            yield one("S04", kind, verdict, cases / families, year=year, other=other, **planted)
    yield one("S04", "no_file", MISSED, 19 / 40, other=MISSED, **books(20, 40, filed=19))
    again = books(20, 40)
    again["services"] += again["services"][:5]
    yield one("S04", "repeat", MET, 0.5, other=MET, **again)
    managed = books(20, 40)
    managed["services"] = [r | {"method": "个案管理"} if r["case_no"] else r for r in managed["services"]]
    yield one("S04", "another_word", MET, 0.5, other=MET, **managed)
    grouped = books(20, 40)
    grouped["services"][0]["method"] = "小组"
    yield one("S04", "not_casework", MISSED, 19 / 40, other=MISSED, **grouped)
    yield one("S04", "in_progress", OPEN, 0.75, cut_off=MID[1], **books(30, 40))
    yield from gaps("S04", books(20, 40), ["services", "cases"], [("services", "case_no"), ("services", "method")])


def _registered() -> Iterator[Situation]:
    bare = [*clients(3), *(row | {"categories": ""} for row in clients(4)[3:])]
    half = clients(1)[0]
    for kind, verdict, value, rows in (
        ("met", MET, 1, clients(4)),
        ("one_lacks", MISSED, 0.75, bare),
        ("none", MISSED, 0, clients(2, categories="")),
        ("several_each", MET, 1, clients(3, categories="低收入家庭、残疾人")),
        ("repeat", MET, 1, [*clients(3), *clients(3)]),
        ("one_entry_lacks", MISSED, 0.5, [*clients(2), half | {"categories": ""}]),
    ):
        for year in (1, 2):
            yield one("S06", kind, verdict, value, year=year, clients=rows)
    yield one("S06", "in_progress", OPEN, 1, cut_off=MID[1], clients=clients(4))
    yield from gaps("S06", {"clients": clients(4)}, ["clients"], [("clients", "categories")])


def trained(count: int, year: int = 1, **more: object) -> list[Row]:
    """So many trainings of community workers, each on a day and topic of its own."""
    told = {"audience": "社区工作者", "attendees": 20} | more
    return [{"date": START[year] + timedelta(30 * n + 10), "topic": f"个案方法{n}", **told} for n in range(count)]


def _trainings() -> Iterator[Situation]:
    for year in (1, 2):
        for kind, verdict, value, other, rows in (
            ("met", MET, 5, MET, trained(5, year)),
            ("at_bound", MET, 4, MET, trained(4, year)),
            ("below_bound", MISSED, 3, MISSED, trained(3, year)),
            ("readings_differ", MISSED, 3, MET, [*trained(3, year), *trained(1, year)]),
            ("own_staff", MISSED, 3, MISSED, [*trained(3, year), *trained(4, year, audience="机构员工")[3:]]),
            ("another_word", MET, 4, MET, [*trained(3, year), *trained(4, year, audience="社区干部")[3:]]),
        ):
            yield one("S10", kind, verdict, value, year=year, other=other, trainings=rows)
        yield one("S10", "met_early", MET, 4, year=year, cut_off=MID[year], trainings=trained(4, year))
        yield one("S10", "in_progress", OPEN, 3, year=year, cut_off=MID[year], trainings=trained(3, year))
        early = [*trained(3, year), trained(1, year)[0] | {"date": START[year] - timedelta(1)}]
        yield one("S10", "outside_year", MISSED, 3, year=year, trainings=early)
        yield from gaps("S10", {"trainings": trained(4, year)}, ["trainings"], [("trainings", "audience")], year=year)
    late = trained(8)[6:]
    yield one("S10", "after_cut_off", OPEN, 3, cut_off=MID[1], trainings=[*trained(3), *late])
