"""Planted programme: the nine units and their districts, the days of the pilot, coordinators."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.sample.days import Row
from evalkit.sample.planted import (
    ASK,
    EAST,
    MET,
    MID,
    MISSED,
    NONE,
    OPEN,
    START,
    UNKNOWN,
    WEST,
    Situation,
    Verdict,
    day,
    listed,
    name,
    one,
)

UNITS = {
    "长桥街道": "吴中区", "北桥街道": "相城区", "娄门街道": "姑苏区", "双塔街道": "姑苏区", "石路街道": "姑苏区",
    "东沙湖社工委": "苏州工业园区", "狮山街道": "苏州高新区", "枫桥街道": "苏州高新区", "通安镇": "苏州高新区",
}  # fmt: skip
OWN = "街道本级"


def programme() -> Iterator[Situation]:
    """Every requirement on the pilot's units and days, and on coordinators, that rests on records."""
    yield from _units()
    yield from _districts()
    yield from _days()
    yield from _evaluations()
    yield from _coordinators()


def units(*names: str) -> list[Row]:
    """Rows of the list of pilot units, of those named."""
    return [{"street": street, "district": UNITS.get(street, "姑苏区")} for street in names]


def _units() -> Iterator[Situation]:
    nine, alone = [*UNITS], ("pilot_units",)
    for kind, verdict, value, rows in (
        ("at_bound", MET, 9, units(*nine)),
        ("below_bound", MISSED, 8, units(*nine[:8])),
        ("above_bound", MISSED, None, [*units(*nine), {"street": "木渎镇", "district": "吴中区"}]),
        ("repeat", MET, 9, units(*nine, nine[0])),
        ("repeat", MISSED, 8, units(*nine[:8], nine[0])),
        (
            "alias",
            MET,
            9,
            units("平江街道", "金阊街道", "高新区狮山街道", *(n for n in nine if n[:2] not in "娄门石路狮山")),
        ),
        ("alias", MISSED, 8, units("平江街道", *nine[:8])),
        ("no_name", MISSED, 8, units(*nine[:8], "")),
    ):
        yield one("P07", kind, verdict, value, whole=True, alone=alone, pilot_units=rows)
    yield one("P07", "at_bound", MET, 9, year=2, whole=True, alone=alone, pilot_units=units(*nine))
    yield one("P07", "in_progress", OPEN, 9, cut_off=MID[1], whole=True, alone=alone, pilot_units=units(*nine))
    yield one("P07", "in_progress", OPEN, 8, cut_off=MID[1], whole=True, alone=alone, pilot_units=units(*nine[:8]))
    yield one("P07", "table_missing", UNKNOWN, whole=True, alone=alone)


def _districts() -> Iterator[Situation]:
    for street, kind, verdict, value, word in (
        *((street, "met", MET, 1, word) for street, word in UNITS.items()),
        ("狮山街道", "another_word", MET, 1, "高新区"),
        ("枫桥街道", "another_word", MET, 1, "虎丘区"),
        ("东沙湖社工委", "another_word", MET, 1, "工业园区"),
        ("东沙湖社工委", "another_word", MET, 1, "园区"),
        ("长桥街道", "not_met", MISSED, 0, "相城区"),
        ("通安镇", "not_met", MISSED, 0, "姑苏区"),
        ("石路街道", "not_met", MISSED, 0, "苏州工业园区"),
    ):
        for year in (1, 2):
            row = {"district": word, "agency": "样例社工中心"}
            yield one("P08", kind, verdict, value, year=year, street=street, pilot_units=[row])
    yield one("P08", "table_missing", UNKNOWN, street="北桥街道", alone=("pilot_units",))
    only = units("北桥街道")
    yield one("P08", "no_denominator", UNKNOWN, street="长桥街道", alone=("pilot_units",), pilot_units=only)
    row = [{"district": "相城区"}]
    yield one("P08", "in_progress", OPEN, 1, cut_off=MID[1], street="北桥街道", pilot_units=row)


def _days() -> Iterator[Situation]:
    """4月下旬 the kick-off, 5月上旬 the needs of a street, 5月中旬至6月 the tender: all of 2016."""
    for code, kind_of, first, last, whole in (
        ("M01", "推进会", "2016-04-21", "2016-04-30", True),
        ("M02", "需求审定", "2016-05-01", "2016-05-10", False),
        ("M03", "招投标", "2016-05-11", "2016-06-30", True),
    ):
        own = {"street": ""} if whole else {}
        before, after = {"2016-04-21": ("2016-04-20", "2016-05-01"), "2016-05-01": ("2016-04-30", "2016-05-11"),
                         "2016-05-11": ("2016-05-10", "2016-07-01")}[first]  # fmt: skip

        def held(*days: str, kind_of: str = kind_of, own: Row = own) -> list[Row]:
            return [{"kind": kind_of, "date": day(when), **own} for when in days]

        middle = first[:8] + ("26" if code == "M01" else "05" if code == "M02" else "20")
        for kind, verdict, value, rows in (
            ("met", MET, 1, held(middle)),
            ("at_bound", MET, 1, held(first)),
            ("at_bound", MET, 1, held(last)),
            ("twice", MET, 2, held(first, last)),
            ("one_day_early", ASK, 0, held(before)),
            ("one_day_late", ASK, 0, held(after)),
            ("other_kind", ASK, 0, held(middle, kind_of="机构入驻")),
        ):
            yield one(code, kind, verdict, value, whole=whole, milestones=rows)
        yield one(code, "met_early", MET, 1, cut_off=MID[1], whole=whole, milestones=held(middle))
        yield one(code, "not_started", OPEN, cut_off="2016-06-30", whole=whole, milestones=held(middle))
        yield one(code, "other_year", NONE, year=2, whole=whole, milestones=held(middle))
        yield one(code, "table_missing", UNKNOWN, whole=whole, alone=("milestones",))
    other = [{"kind": "需求审定", "date": day("2016-05-05"), "street": "双塔街道"}]
    yield one("M02", "other_street", ASK, 0, street="长桥街道", alone=("milestones",), milestones=other)


def _evaluations() -> Iterator[Situation]:
    """2016年12月 the mid-term, 2017年6月 the annual evaluation of each street."""
    for code, node, first, last, before, after in (
        ("M05", "中期评估", "2016-12-01", "2016-12-31", "2016-11-30", "2017-01-01"),
        ("M06", "年度评估", "2017-06-01", "2017-06-30", "2017-05-31", "2017-07-01"),
    ):

        def held(*days: str, node: str = node) -> list[Row]:
            return [{"node": node, "date": day(when), "result": "合格"} for when in days]

        for kind, verdict, value, rows in (
            ("met", MET, 1, held(first[:8] + "15")),
            ("at_bound", MET, 1, held(first)),
            ("at_bound", MET, 1, held(last)),
            ("twice", MET, 2, held(first, last)),
            ("one_day_early", ASK, 0, held(before)),
            ("one_day_late", ASK, 0, held(after)),
            ("other_kind", ASK, 0, held(first, node="结项评估")),
        ):
            yield one(code, kind, verdict, value, evaluations=rows)
        yield one(code, "in_progress", OPEN, 0, cut_off=before, evaluations=held(first, before))
        yield one(code, "other_year", NONE, year=2, evaluations=held(first))
        yield one(code, "table_missing", UNKNOWN, alone=("evaluations",))
        other = [{"street": "双塔街道", **held(first)[0]}]
        yield one(code, "other_street", ASK, 0, street="长桥街道", alone=("evaluations",), evaluations=other)
    early = [{"node": "中期评估", "date": day("2016-12-20"), "result": "合格"}]
    yield one("M05", "met_early", MET, 1, cut_off=MID[1], evaluations=early)


def posts(counts: dict[str, int], year: int, **more: object) -> list[Row]:
    """So many coordinators of each place from the first day of a contract year on; the street itself is ``""``."""
    numbers = iter(range(30))
    return [
        {"community": place, "name": name(next(numbers)), "from_on": START[year], **more}
        for place, count in counts.items()
        for _ in range(count)
    ]


def three(*told: tuple[str, str, float, str]) -> tuple[Verdict, ...]:
    """Verdicts on coordinators of the street itself and of two communities."""
    named = zip((OWN, EAST, WEST), told, strict=True)
    return tuple(Verdict("G01", kind, verdict, value, place, other) for place, (kind, verdict, value, other) in named)


def _coordinators() -> Iterator[Situation]:
    """One or two for the street itself and for each community, at every month end."""
    for year in (1, 2):
        for counts, told in (
            (
                (1, 2, 3),
                three(("at_bound", MET, 1, MISSED), ("at_bound", MET, 2, MISSED), ("above_bound", MISSED, 3, MISSED)),
            ),
            ((0, 1, 1), three(("no_rows", MISSED, 0, MET), ("at_bound", MET, 1, MET), ("at_bound", MET, 1, MET))),
            ((2, 0, 0), three(("at_bound", MET, 2, MET), ("no_rows", MISSED, 0, MET), ("below_bound", MISSED, 0, MET))),
        ):
            rows = posts(dict(zip(("", EAST, WEST), counts, strict=True)), year)
            yield Situation(told, {year: {"communities": listed(EAST, WEST), "coordinators": rows}}, year)
    short = posts({"": 1}, 1) + posts({EAST: 1}, 1, to_on=day("2016-10-10"))
    told = three(("in_progress", OPEN, 1, ""), ("lost_early", MISSED, 0, ""), ("lost_early", MISSED, 0, ""))
    books = {"communities": listed(EAST, WEST), "coordinators": short}
    yield Situation(told, {1: books}, cut_off=MID[1])
    told = three(("met", MET, 1, ""), ("month_lost", MISSED, 0, ""), ("no_rows", MISSED, 0, ""))
    yield Situation(told, {1: books})
    own = tuple(
        Verdict("G01", kind, v, community=c)
        for kind, v, c in (("street_itself", MET, OWN), ("communities_missing", UNKNOWN, ""))
    )
    yield Situation(own, {1: {"coordinators": posts({"": 1}, 1)}})
    worded = tuple(Verdict("G01", "another_word", MET, 1, place) for place in (OWN, EAST))
    yield Situation(worded, {1: {"communities": listed(EAST), "coordinators": posts({OWN: 1, EAST: 1}, 1)}})
    for table in ({}, {"coordinators": []}):
        kind = "header_only" if table else "table_missing"
        unknown = tuple(Verdict("G01", kind, UNKNOWN, community=place) for place in (OWN, EAST))
        yield Situation(unknown, {1: {"communities": listed(EAST), **table}})
