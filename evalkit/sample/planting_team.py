"""Planted teams: rosters and supervisors, at the end of every month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evalkit.sample.days import Row
from evalkit.sample.planted import (
    ASK,
    MET,
    MID,
    MISSED,
    NONE,
    OPEN,
    START,
    UNKNOWN,
    Situation,
    day,
    gaps,
    name,
    one,
)
from evalkit.sample.planting_papers import lines

HEADS = {1: 5, 2: 8}  # 试点第一年不少于5名,第二年不少于8名
STAFF = {"full_time": "是", "stationed": "是"}
CERTIFIED = {"certificate": "助理社会工作师", "certified_on": day("2015-10-01")}
LEARNED = {"education": "大专", "major": "社会工作", "graduated_on": day("2014-06-30")}
SKILLS = ("certificate", "certified_on", "education", "major", "graduated_on")


def team() -> Iterator[Situation]:
    """Every requirement on the team that rests on records or on other requirements."""
    for year, heads in HEADS.items():
        yield from _stationed(year, heads)
        yield from _contracted(year, heads)
    for make in (
        _moving_in,
        _professionals,
        _experience,
        _proof,
        _lead,
        _qualified_lead,
        _terms,
        _supervisors,
        _papers,
    ):
        yield from make()


def person(number: int, year: int = 1, **more: object) -> Row:
    """A full-time stationed worker from the first day of a contract year on, unless said otherwise.

    Examples
    --------
    >>> person(0, stationed="否")["stationed"], person(0)["joined_on"]
    ('否', datetime.date(2016, 7, 1))
    """
    return {"name": name(number), "post": "一线社工", **STAFF, "joined_on": START[year], **more}


def people(count: int, year: int = 1, first: int = 0, **more: object) -> list[Row]:
    """So many workers, all alike."""
    return [person(first + number, year, **more) for number in range(count)]


def _changed(rows: list[Row], **more: object) -> list[Row]:
    """The last one is otherwise."""
    return [*rows[:-1], rows[-1] | more]


def _stationed(year: int, heads: int) -> Iterator[Situation]:
    full, then = people(heads, year), date(START[year].year + 1, 3, 1)
    gone = then.replace(day=20)
    cases: dict[str, tuple[str, int, list[Row]]] = {
        "met": (MET, heads + 1, people(heads + 1, year)),
        "at_bound": (MET, heads, full),
        "below_bound": (MISSED, heads - 1, people(heads - 1, year)),
        "month_lost": (MISSED, heads - 1, _changed(full, left_on=gone)),
        "replaced": (MET, heads, [*_changed(full, left_on=gone), person(20, year, joined_on=gone.replace(day=25))]),
        "last_day_in_post": (
            MET,
            heads,
            [*_changed(full, left_on=then.replace(day=31)), person(20, year, joined_on=then.replace(month=4))],
        ),
        "late": (MISSED, heads - 1, _changed(full, joined_on=START[year].replace(month=8))),
        "not_full_time": (MISSED, heads - 1, _changed(full, full_time="否")),
        "not_stationed": (MISSED, heads - 1, _changed(full, stationed="否")),
        "repeat": (MISSED, heads - 1, [*full[:-1], full[0]]),
    }
    for kind, (verdict, value, rows) in cases.items():
        yield one("T01", kind, verdict, value, year=year, staff=rows)
    lead = _changed(full, post="项目主管")
    yield one("T01", "readings_differ", MET, heads, year=year, other=MISSED, staff=lead)
    yield one("T01", "in_progress", OPEN, heads, year=year, cut_off=MID[year], staff=full)
    lost = _changed(full, left_on=START[year].replace(month=10, day=20))
    yield one("T01", "lost_early", MISSED, heads - 1, year=year, cut_off=MID[year], staff=lost)
    yield one("T01", "no_month_end", OPEN, year=year, cut_off=f"{START[year].year}-07-15", staff=full)
    yield one("T01", "unreadable", UNKNOWN, year=year, staff=people(heads, year, joined_on="待定"))
    needed = [("staff", column) for column in ("full_time", "stationed", "joined_on")]
    yield from gaps("T01", {"staff": full}, ["staff"], needed, year=year)
    if year == 2:
        yield one("T01", "not_started", OPEN, year=2, cut_off=MID[1], staff=full)


def _contracted(year: int, heads: int) -> Iterator[Situation]:
    def owed(count: int) -> list[Row]:
        return [{"contract_no": "HT-1", "agency": "样例社工中心", "fee": 600000, "staff_required": count}]

    some = [*people(heads - 2, year), *people(2, year, heads, stationed="否")]
    for kind, verdict, count, asked in (
        ("met", MET, heads + 1, heads),
        ("at_bound", MET, heads, heads),
        ("below_bound", MISSED, heads - 1, heads),
        ("contract_asks_more", MISSED, heads + 1, heads + 2),
        ("contract_asks_more", MET, heads + 2, heads + 2),
        ("contract_asks_less", MISSED, heads - 1, heads - 1),
        ("contract_asks_less", MET, heads, heads - 1),
    ):
        yield one("T02", kind, verdict, count, year=year, staff=people(count, year), contracts=owed(asked))
    yield one("T02", "not_stationed", MET, heads, year=year, staff=some, contracts=owed(heads))
    yield one("T02", "no_contract", MET, heads, year=year, staff=people(heads, year))
    yield one("T02", "no_contract", MISSED, heads - 1, year=year, staff=people(heads - 1, year))
    part = _changed(people(heads, year), full_time="否")
    yield one("T02", "not_full_time", MISSED, heads - 1, year=year, staff=part, contracts=owed(heads))
    yield one("T02", "in_progress", OPEN, heads, year=year, cut_off=MID[year], staff=people(heads, year))
    yield one("T02", "lost_early", MISSED, heads - 1, year=year, cut_off=MID[year], staff=people(heads - 1, year))
    books = {"staff": people(heads, year), "contracts": owed(heads)}
    yield from gaps("T02", books, ["staff"], [("staff", "full_time"), ("staff", "joined_on")], year=year)


def _moving_in() -> Iterator[Situation]:
    for joined, kind, verdict, value in (
        ("2016-07-01", "at_bound", MET, 1),
        ("2016-07-15", "met", MET, 1),
        ("2016-07-31", "at_bound", MET, 1),
        ("2016-08-01", "one_day_late", ASK, 0),
        ("2016-06-30", "one_day_early", ASK, 0),
    ):
        yield one("M04", kind, verdict, value, staff=[person(0, joined_on=day(joined))])
    yield one("M04", "not_stationed", ASK, 0, staff=[person(0, stationed="否")])
    yield one("M04", "met", MET, 3, staff=people(3))
    yield one("M04", "other_year", NONE, year=2, staff=people(3))
    yield one("M04", "met_early", MET, 1, cut_off=MID[1], staff=people(1))
    yield one("M04", "in_progress", OPEN, 0, cut_off="2016-07-20", staff=[person(0, joined_on=day("2016-07-25"))])
    yield one("M04", "unreadable", UNKNOWN, staff=[person(0, joined_on="待定")])
    yield from gaps("M04", {"staff": people(1)}, ["staff"], [("staff", "stationed"), ("staff", "joined_on")])


def _half(code: str, yes: Row, year: int, heads: int) -> Iterator[Situation]:
    """Shares of the stationed full-time staff: 50% and more, at every month end."""

    def roster(part: int, whole: int) -> list[Row]:
        blank = dict.fromkeys(yes)
        return [person(n, year, **(yes if n < part else blank)) for n in range(whole)]

    half = heads // 2 + heads % 2
    for kind, verdict, part, whole in (
        ("met", MET, half + 1, heads),
        ("at_bound", MET, heads, 2 * heads),
        ("below_bound", MISSED, heads - 1, 2 * heads),
        ("not_met", MISSED, heads // 2 - 1 + heads % 2, heads),
        ("none", MISSED, 0, heads),
    ):
        yield one(code, kind, verdict, part / whole, year=year, staff=roster(part, whole))
    gone = START[year].replace(month=10, day=10)
    left = [roster(half, 2 * half)[0] | {"left_on": gone}, *roster(half, 2 * half)[1:]]
    yield one(code, "month_lost", MISSED, (half - 1) / (2 * half - 1), year=year, staff=left)
    yield one(code, "lost_early", MISSED, (half - 1) / (2 * half - 1), year=year, cut_off=MID[year], staff=left)
    yield one(code, "in_progress", OPEN, 1, year=year, cut_off=MID[year], staff=roster(heads, heads))
    away = [row | {"stationed": "否"} for row in roster(heads, heads)]
    yield one(code, "no_denominator", UNKNOWN, year=year, staff=away)
    part_time = [*roster(half, 2 * half), *people(3, year, 25, full_time="否")]
    yield one(code, "others_left_out", MET, 0.5, year=year, staff=part_time)
    needed = [("staff", *yes), ("staff", "full_time"), ("staff", "stationed")]
    yield from gaps(code, {"staff": roster(heads, heads)}, ["staff"], needed, year=year)


def _professionals() -> Iterator[Situation]:
    for year, heads in HEADS.items():
        yield from _half("T03", CERTIFIED, year, heads)
    blank = dict.fromkeys(SKILLS)

    def five(two: Row, third: Row) -> list[Row]:
        rows = [two, two, third, {}, {}]
        return [person(n, **(blank | row)) for n, row in enumerate(rows)]

    for kind, verdict, value, third in (
        ("degree", MET, 0.6, LEARNED),
        ("degree", MET, 0.6, LEARNED | {"education": "研究生"}),
        ("other_subject", MISSED, 0.4, LEARNED | {"major": "社会学"}),
        ("too_low", MISSED, 0.4, LEARNED | {"education": "高中"}),
        ("not_yet", MISSED, 0.4, CERTIFIED | {"certified_on": day("2016-08-01")}),
        ("at_bound_day", MET, 0.6, CERTIFIED | {"certified_on": day("2016-07-31")}),
        ("undated", MISSED, 0.4, {"certificate": "社会工作师"}),
        ("not_yet", MISSED, 0.4, LEARNED | {"graduated_on": day("2017-06-20")}),
    ):
        yield one("T03", kind, verdict, value, staff=five(CERTIFIED, third))
    seven = [person(n, **(CERTIFIED if n < 3 else dict.fromkeys(CERTIFIED))) for n in range(7)]
    yield one("T03", "readings_differ", MISSED, 3 / 7, other=MET, staff=seven)
    yield one("T03", "readings_differ", MET, 0.5, other=MISSED, staff=[*seven[:2], *seven[3:5]])


def _experience() -> Iterator[Situation]:
    for year, heads in HEADS.items():
        yield from _half("T04", {"experience_from": day("2014-03-01")}, year, heads)
    for since, kind, verdict, value in (
        ("2015-07-01", "twelve_months", MET, 0.5),
        ("2015-07-02", "one_day_short", MISSED, 0),
    ):
        rows = [person(0, experience_from=day(since)), person(1, experience_from=None)]
        yield one("T04", kind, verdict, value, staff=rows)


def _proof() -> Iterator[Situation]:
    def roster(*proofs: Row, marked: str = "是") -> list[Row]:
        blank = dict.fromkeys(SKILLS)
        return [person(n, professional=marked, **(blank | proof)) for n, proof in enumerate(proofs)]

    late = CERTIFIED | {"certified_on": day("2017-07-01")}
    for kind, verdict, value, rows in (
        ("met", MET, 1, roster(CERTIFIED, LEARNED, CERTIFIED)),
        ("one_lacks", MISSED, 2 / 3, roster(CERTIFIED, LEARNED, {})),
        ("none", MISSED, 0, roster({}, {})),
        ("one_day_late", MISSED, 0.5, roster(CERTIFIED, late)),
        ("at_bound", MET, 1, roster(CERTIFIED, CERTIFIED | {"certified_on": day("2017-06-30")})),
        ("other_subject", MISSED, 0.5, roster(CERTIFIED, LEARNED | {"major": "社会政策"})),
        ("others_left_out", MET, 1, [*roster(CERTIFIED), *people(2, 1, 9, professional="否")]),
        ("no_denominator", UNKNOWN, None, roster({}, {}, marked="否")),
    ):
        yield one("T05", kind, verdict, value, staff=rows)
    yield one("T05", "in_progress", OPEN, 1, cut_off=MID[1], staff=roster(CERTIFIED, LEARNED))
    yield one("T05", "met", MET, 1, year=2, staff=roster(CERTIFIED, late))
    needed = [("staff", "professional"), ("staff", "certified_on", "graduated_on")]
    yield from gaps("T05", {"staff": roster(CERTIFIED)}, ["staff"], needed)


def _lead() -> Iterator[Situation]:
    lead, worker = person(0, post="项目主管"), person(1)
    for year in (1, 2):
        begun, gone = START[year], START[year].replace(month=10, day=10)
        first, helper = lead | {"joined_on": begun}, worker | {"joined_on": begun}
        early = first | {"left_on": gone}
        next_one = person(2, post="项目主管", joined_on=gone.replace(day=11))
        for kind, verdict, value, rows in (
            ("met", MET, 1, [first, helper]),
            ("below_bound", MISSED, 0, [helper]),
            ("above_bound", MISSED, 2, [first, person(2, year, post="项目主管"), helper]),
            ("month_lost", MISSED, 0, [early, helper]),
            ("replaced", MET, 1, [early, next_one, helper]),
            ("repeat", MET, 1, [first, first, helper]),
            ("another_word", MET, 1, [first | {"post": "项目负责人"}, helper]),
        ):
            yield one("T06", kind, verdict, value, year=year, staff=rows)
        part = [first | {"full_time": "否"}, helper]
        yield one("T06", "readings_differ", MISSED, 0, year=year, other=MET, staff=part)
        yield one("T06", "in_progress", OPEN, 1, year=year, cut_off=MID[year], staff=[first, helper])
        yield one("T06", "lost_early", MISSED, 0, year=year, cut_off=MID[year], staff=[early, helper])
    needed = [("staff", column) for column in ("post", "full_time", "joined_on")]
    yield from gaps("T06", {"staff": [lead, worker]}, ["staff"], needed)


def _qualified_lead() -> Iterator[Situation]:
    able = CERTIFIED | {"experience_from": day("2014-07-01")}  # two years to the day

    def lead(number: int = 0, **more: object) -> Row:
        return person(number, post="项目主管", **(able | more))

    other = person(9, **dict.fromkeys(able))
    second = lead(1, joined_on=day("2017-02-01"), experience_from=day("2016-01-01"))
    for kind, verdict, value, rows in (
        ("met", MET, 1, [lead(experience_from=day("2010-01-01")), other]),
        ("at_bound", MET, 1, [lead(), other]),
        ("one_day_short", MISSED, 0, [lead(experience_from=day("2014-07-02")), other]),
        ("no_proof", MISSED, 0, [lead(**dict.fromkeys(CERTIFIED)), other]),
        ("certified_on_first_day", MET, 1, [lead(certified_on=START[1])]),
        ("one_day_late", MISSED, 0, [lead(certified_on=day("2016-07-02"))]),
        ("successor", MISSED, 0.5, [lead(left_on=day("2017-01-31")), second]),
        ("no_denominator", UNKNOWN, None, [person(1, **able)]),
    ):
        yield one("T09", kind, verdict, value, staff=rows)
    yield one("T09", "in_progress", OPEN, 1, cut_off=MID[1], staff=[lead()])
    yield one("T09", "met", MET, 1, year=2, staff=[lead()])
    needed = [("staff", "post"), ("staff", "experience_from"), ("staff", "certified_on")]
    yield from gaps("T09", {"staff": [lead()]}, ["staff"], needed)


def _terms() -> Iterator[Situation]:
    bound = {"insured": "是", "contract_from": day("2016-07-01"), "contract_to": day("2017-06-30")}  # 12 months
    employed = {"joined_on": day("2015-01-05"), "full_time": "是"}

    def roster(**last: object) -> list[Row]:
        return [person(0, **bound), person(1, **(bound | last))]

    for kind, verdict, value, rows in (
        ("met", MET, 1, roster(contract_to=day("2018-06-30"))),
        ("at_bound", MET, 1, roster()),
        ("one_day_short", MISSED, 0.5, roster(contract_to=day("2017-06-29"))),
        ("not_insured", MISSED, 0.5, roster(insured="否")),
        ("others_left_out", MET, 1, roster(full_time="否", insured="否")),
        ("no_denominator", UNKNOWN, None, [row | {"full_time": "否"} for row in roster()]),
    ):
        yield one("T15", kind, verdict, value, staff=rows)
    yield one("T15", "in_progress", OPEN, 1, cut_off=MID[1], staff=roster())
    yield one("T15", "met", MET, 1, year=2, staff=roster())
    agency = [{"name": name(n), **bound, **employed} for n in range(2)]
    bad = [agency[0], agency[1] | {"insured": "否"}]
    yield one("T15", "readings_differ", MISSED, 0.5, other=MET, staff=roster(insured="否"), agency_staff=agency)
    yield one("T15", "readings_differ", MET, 1, other=MISSED, staff=roster(), agency_staff=bad)
    needed = [("staff", column) for column in ("insured", "contract_from", "contract_to", "full_time")]
    yield from gaps("T15", {"staff": roster()}, ["staff"], needed)


def _supervisors() -> Iterator[Situation]:
    def hired(*origins: str, year: int = 1, **more: object) -> list[Row]:
        return [{"name": name(n), "origin": o, "from_on": START[year], **more} for n, o in enumerate(origins)]

    for year in (1, 2):
        for kind, verdict, value, origins, other in (
            ("at_bound", MET, 1, ["本土"], MET),
            ("met", MET, 2, ["本土", "本地"], MET),
            ("below_bound", MISSED, 0, ["境外"], ""),
            ("met", MET, 1, ["本土", "香港"], MET),
            ("readings_differ", MET, 3, ["本土"] * 3, MISSED),
            ("readings_differ", MISSED, 0, ["境外", "境外"], MET),
        ):
            yield one("T07", kind, verdict, value, year=year, other=other, supervisors=hired(*origins, year=year))
        gone = hired("本土", year=year, to_on=START[year].replace(month=11, day=15))
        yield one("T07", "month_lost", MISSED, 0, year=year, supervisors=gone)
        yield one("T07", "lost_early", MISSED, 0, year=year, cut_off=MID[year], supervisors=gone)
        yield one("T07", "in_progress", OPEN, 1, year=year, cut_off=MID[year], supervisors=hired("本土", year=year))
    needed = [("supervisors", "origin"), ("supervisors", "from_on")]
    yield from gaps("T07", {"supervisors": hired("本土")}, ["supervisors"], needed)


def _papers() -> Iterator[Situation]:
    """The supervisor's five conditions, all at once."""
    parts = ("T10", "T11", "T12", "T13", "T14")
    for kind, verdict, value, words in (
        ("met", MET, 5, ("有", "有", "有", "有", "有")),
        ("part_does_not_apply", MET, 3, ("有", "有", "不适用", "不适用", "有")),
        ("part_missed", MISSED, 2, ("有", "无", "不适用", "不适用", "有")),
        ("part_unknown", UNKNOWN, 3, ("有", "有", "", "不适用", "有")),
        ("part_missed_and_unknown", MISSED, 2, ("有", "有", "", "不适用", "无")),
        ("no_part_applies", NONE, None, ("不适用",) * 5),
        ("no_line", UNKNOWN, 0, ("",) * 5),
    ):
        rows = lines("documents", dict(zip(parts, words, strict=True)))
        for year in (1, 2):
            yield one("T16", kind, verdict, value, year=year, documents=rows)
    seen = lines("documents", dict.fromkeys(parts, "有"))
    yield one("T16", "part_disagrees", ASK, documents=[*seen, *lines("documents", {"T11": "无"})])
    one_gone = [*seen[:-1], *lines("documents", {"T14": "无"})]
    yield one("T16", "in_progress", OPEN, cut_off=MID[1], documents=one_gone)
    yield one("T16", "met_early", MET, 5, cut_off=MID[1], documents=seen)
    yield one("T16", "not_started", OPEN, year=2, cut_off=MID[1], documents=seen)
