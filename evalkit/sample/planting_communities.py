"""Planted communities: visits and archives, activities, deliverables, organisations, problems, communities served."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from evalkit.sample.days import Row
from evalkit.sample.planted import (
    EAST,
    MET,
    MID,
    MISSED,
    NONE,
    OPEN,
    SOUTH,
    START,
    UNKNOWN,
    WEST,
    Situation,
    Verdict,
    day,
    gaps,
    listed,
    one,
)

Books = Mapping[str, list[Row]]
AUTUMN = day("2016-09-10")
CHOSEN = "治理难点问题"


def communities() -> Iterator[Situation]:
    """Every requirement on communities that rests on records."""
    yield from _visits()
    yield from _files()
    yield from _proposals()
    yield from _plans()
    yield from _activities()
    yield from _organisations()
    yield from _problems()
    yield from _served()


def places(
    code: str, told: Mapping[str, tuple[str, str, float | None, str]], books: Books, **more: object
) -> Situation:
    """A situation of several communities, each with its kind, verdict, value and the verdict of the other reading."""
    verdicts = tuple(
        Verdict(code, kind, verdict, value, community, other)
        for community, (kind, verdict, value, other) in told.items()
    )
    year, cut_off, before = (more.get(word, blank) for word, blank in (("year", 1), ("cut_off", ""), ("before", None)))
    years = {year: {"communities": listed(*told, option=CHOSEN)} | dict(books)}
    if before is not None:
        years[1] = {"communities": listed(*told, option=CHOSEN)} | dict(before) if before else {}
    return Situation(verdicts, years, year, cut_off)


def without_list(code: str, books: Books) -> Situation:
    """A street without a list of its communities."""
    return one(code, "communities_missing", UNKNOWN, **books)


def homes(community: str, count: int, first: int = 0, **more: object) -> list[Row]:
    """A completed visit to each of so many households, on the days after the first of August 2016."""
    return [
        {
            "community": community,
            "date": day("2016-08-01") + timedelta(n % 120),
            "head_name": f"陆样{n}",
            "address": f"{community[:2]}新苑{n // 40 + 1}幢{n % 40 + 1}01室",
            "mode": "入户",
            "result": "完成",
            **more,
        }
        for n in range(first, first + count)
    ]


def _visits() -> Iterator[Situation]:
    full = [*homes(EAST, 150), *homes(WEST, 149), *homes(SOUTH, 151)]
    told = {
        EAST: ("at_bound", MET, 150, MET),
        WEST: ("below_bound", MISSED, 149, MISSED),
        SOUTH: ("met", MET, 151, MET),
    }
    yield places("C01", told, {"visits": full})
    next_year = [row | {"date": row["date"].replace(year=2017)} for row in full]
    yield places("C01", told, {"visits": next_year}, year=2)
    rows = [*homes(EAST, 149), *homes(EAST, 1, date=day("2017-03-01"))]
    rows += [*homes(WEST, 149), *homes(WEST, 9, 149, result="无人"), *homes(WEST, 9, 160, result="拒访")]
    rows += [*homes(SOUTH, 149), *homes(SOUTH, 9, 149, mode="电话"), *homes(SOUTH, 1, 170, result="空置")]
    told = {
        EAST: ("readings_differ", MISSED, 149, MET),
        WEST: ("not_completed", MISSED, 149, MISSED),
        SOUTH: ("by_telephone", MISSED, 149, MISSED),
    }
    yield places("C01", told, {"visits": rows})
    rows = [*homes(EAST, 149), *homes(EAST, 1, 149, date=day("2016-06-30"))]
    rows += [*homes(WEST, 149), *homes(WEST, 1, 149, date=day("2017-06-30"))]
    told = {
        EAST: ("outside_year", MISSED, 149, MISSED),
        WEST: ("last_day", MET, 150, MET),
        SOUTH: ("no_rows", MISSED, 0, MISSED),
    }
    yield places("C01", told, {"visits": rows})
    told = {
        EAST: ("met_early", MET, 150, ""),
        WEST: ("in_progress", OPEN, 149, ""),
        SOUTH: ("after_cut_off", OPEN, 149, ""),
    }
    late = [*homes(SOUTH, 149), *homes(SOUTH, 5, 149, date=day("2017-02-01"))]
    yield places("C01", told, {"visits": [*full[:299], *late]}, cut_off=MID[1])
    yield without_list("C01", {"visits": homes(EAST, 3)})
    books = {"communities": listed(EAST), "visits": homes(EAST, 150)}
    columns = [("visits", "mode"), ("visits", "result")]
    yield from gaps("C01", books, ["visits"], columns, community=EAST)
    yield one("C01", "unreadable", UNKNOWN, **books | {"visits": homes(EAST, 3, date="待补")}, community=EAST)


def archives(rows: list[Row]) -> list[Row]:
    """An archive of each visited household."""
    kept = ("community", "head_name", "address")
    return [{key: row[key] for key in kept} | {"created_on": row["date"]} for row in rows]


def _files() -> Iterator[Situation]:
    rows = [*homes(EAST, 4), *homes(WEST, 4), *homes(SOUTH, 4, result="无人")]
    filed = archives([*rows[:4], *rows[4:7]])
    told = {
        EAST: ("met", MET, 1, ""),
        WEST: ("one_lacks", MISSED, 0.75, ""),
        SOUTH: ("no_denominator", UNKNOWN, None, ""),
    }
    yield places("C02", told, {"visits": rows, "family_archives": filed})
    told = {EAST: ("in_progress", OPEN, 1, ""), WEST: ("in_progress", OPEN, 0.75, "")}
    yield places("C02", told, {"visits": rows[:8], "family_archives": filed}, cut_off=MID[1])
    rows = [*homes(EAST, 2, archived="是"), *homes(WEST, 2, archived="否")]
    told = {EAST: ("readings_differ", MISSED, 0.5, MET), WEST: ("readings_differ", MET, 1, MISSED)}
    yield places("C02", told, {"visits": rows, "family_archives": archives([rows[0], *rows[2:]])})
    rows = homes(EAST, 3)
    later = [row | {"date": row["date"].replace(year=2017)} for row in rows]
    told = {EAST: ("year_before", MET, 1, "")}
    other = {"family_archives": archives(homes(EAST, 1, 30, date=day("2017-09-01")))}
    yield places("C02", told, {"visits": later} | other, year=2, before={"family_archives": archives(rows)})
    books = {"communities": listed(EAST), "visits": rows, "family_archives": archives(rows)}
    columns = [("visits", "mode"), ("visits", "result"), ("family_archives", "address")]
    yield from gaps("C02", books, ["visits", "family_archives"], columns, community=EAST)
    yield without_list("C02", {name: books[name] for name in ("visits", "family_archives")})


def papers(community: str, *kinds: str, when: str = "2017-03-01") -> list[Row]:
    """Deliverables of a community."""
    return [
        {"community": community, "kind": kind, "title": f"{community}{kind}{n}", "date": day(when)}
        for n, kind in enumerate(kinds)
    ]


def _proposals() -> Iterator[Situation]:
    word = "需求建议"
    told = {
        EAST: ("at_bound", MET, 1, MET),
        WEST: ("readings_differ", MISSED, 0, MET),
        SOUTH: ("met", MET, 2, MET),
    }
    rows = [*papers(EAST, word), *papers(WEST, "资源地图"), *papers(SOUTH, word, word)]
    yield places("C06", told, {"deliverables": rows})
    again = [row | {"date": day("2018-03-01")} for row in rows]
    yield places("C06", told, {"deliverables": again}, year=2)
    told = {EAST: ("other_kind", MISSED, 0, MISSED), WEST: ("no_rows", MISSED, 0, MISSED)}
    yield places("C06", told, {"deliverables": papers(EAST, "规划建议书")})
    told = {EAST: ("outside_year", MISSED, 0, ""), WEST: ("last_day", MET, 1, MET)}
    rows = [*papers(EAST, word, when="2017-07-01"), *papers(WEST, word, when="2017-06-30")]
    yield places("C06", told, {"deliverables": rows})
    told = {EAST: ("met_early", MET, 1, ""), WEST: ("in_progress", OPEN, 0, ""), SOUTH: ("after_cut_off", OPEN, 0, "")}
    rows = [*papers(EAST, word, when="2016-12-31"), *papers(SOUTH, word, when="2017-01-01")]
    yield places("C06", told, {"deliverables": rows}, cut_off=MID[1])
    books = {"communities": listed(EAST), "deliverables": papers(EAST, word)}
    yield from gaps("C06", books, ["deliverables"], [("deliverables", "kind")], community=EAST)
    yield without_list("C06", {"deliverables": papers(EAST, word)})


def _plans() -> Iterator[Situation]:
    word, late = "规划建议书", "2018-05-20"
    for cut_off in ("", MID[1]):
        told = {EAST: ("not_due", NONE, None, ""), WEST: ("not_due", NONE, None, "")}
        yield places("C07", told, {"deliverables": papers(EAST, word)}, cut_off=cut_off)
    told = {
        EAST: ("at_bound", MET, 1, MET),
        WEST: ("year_before", MET, 1, MET),
        SOUTH: ("readings_differ", MISSED, 0, MET),
    }
    first, second = papers(WEST, word), papers(EAST, word, when=late)
    more = papers(SOUTH, "需求建议", when=late)
    yield places("C07", told, {"deliverables": [*second, *more]}, year=2, before={"deliverables": first})
    told = {EAST: ("none", MISSED, 0, MISSED)}
    rest = papers(EAST, "需求建议", when=late)
    yield places("C07", told, {"deliverables": rest}, year=2, before={"deliverables": papers(EAST, "资源地图")})
    told = {EAST: ("earlier_table_missing", UNKNOWN, None, "")}
    yield places("C07", told, {"deliverables": rest}, year=2, before={})
    told = {EAST: ("earlier_table_missing", MET, 1, "")}
    yield places("C07", told, {"deliverables": second}, year=2, before={})
    told = {EAST: ("table_missing", UNKNOWN, None, "")}
    yield places("C07", told, {}, year=2, before={"deliverables": first})
    told = {EAST: ("in_progress", OPEN, 0, ""), WEST: ("met_early", MET, 1, "")}
    early = [*rest, *papers(WEST, word, when="2017-12-01")]
    yield places("C07", told, {"deliverables": early}, year=2, before={"deliverables": rest}, cut_off=MID[2])


def events(community: str, size: str, count: int, start: date = AUTUMN, **more: object) -> list[Row]:
    """So many activities of a community, each on a day of its own."""
    return [
        {"community": community, "date": start + timedelta(8 * n), "title": f"{size}邻里节{n}", "size": size, **more}
        for n in range(count)
    ]


def _activities() -> Iterator[Situation]:
    for code, size, bound in (("C09", "大型", 2), ("C10", "小型", 6)):
        yield from _counted(code, size, bound)
    told = {EAST: ("readings_differ", MISSED, 1, MET), WEST: ("at_bound", MET, 2, MET), SOUTH: ("met", MET, 3, MET)}
    rows = [row for place, n in ((EAST, 1), (WEST, 2), (SOUTH, 3)) for row in events(place, "大型", n)]
    yield places("C09", told, {"activities": rows})
    told = {EAST: ("not_met", MISSED, 1, MISSED), WEST: ("no_rows", MISSED, 0, MISSED)}
    yield places("C09", told, {"activities": events(EAST, "大型", 1)})
    told = {
        EAST: ("readings_differ", MISSED, 5, MET),
        WEST: ("readings_differ", MET, 6, MISSED),
        SOUTH: ("surplus_stands_in", MET, 6, MET),
    }
    rows = [*events(EAST, "小型", 5), *events(EAST, "大型", 3), *events(WEST, "小型", 6), *events(WEST, "大型", 1)]
    yield places("C10", told, {"activities": [*rows, *events(SOUTH, "小型", 6), *events(SOUTH, "大型", 2)]})


def _counted(code: str, size: str, bound: int) -> Iterator[Situation]:
    for year in (1, 2):
        start = START[year] + timedelta(20)
        rows = [*events(EAST, size, bound + 1, start), *events(WEST, size, bound, start)]
        told = {
            EAST: ("met", MET, bound + 1, ""),
            WEST: ("at_bound", MET, bound, ""),
            SOUTH: ("below_bound", MISSED, bound - 1, ""),
        }
        yield places(code, told, {"activities": [*rows, *events(SOUTH, size, bound - 1, start)]}, year=year)
    few = {place: events(place, size, bound - 1) for place in (EAST, WEST, SOUTH)}
    next_day = [few[EAST][-1] | {"date": few[EAST][-1]["date"] + timedelta(1)}]
    told = {
        EAST: ("consecutive_days", MISSED, bound - 1, ""),
        WEST: ("hosted_elsewhere", MISSED, bound - 1, ""),
        SOUTH: ("outside_year", MISSED, bound - 1, ""),
    }
    hosted = [events(WEST, size, bound, host=EAST)[-1]]
    early = events(SOUTH, size, 1, day("2016-06-30"))
    rows = [row for part in few.values() for row in part]
    yield places(code, told, {"activities": [*rows, *next_day, *hosted, *early]})
    told = {EAST: ("later_again", MET, bound, ""), WEST: ("repeat", MISSED, bound - 1, "")}
    apart = [few[EAST][-1] | {"date": few[EAST][-1]["date"] + timedelta(2)}]
    yield places(code, told, {"activities": [*few[EAST], *apart, *few[WEST], few[WEST][0]]})
    told = {EAST: ("met_early", MET, bound, ""), WEST: ("in_progress", OPEN, bound - 1, "")}
    yield places(code, told, {"activities": [*events(EAST, size, bound), *few[WEST]]}, cut_off=MID[1])
    books = {"communities": listed(EAST), "activities": events(EAST, size, bound)}
    yield from gaps(code, books, ["activities"], [("activities", "size")], community=EAST)
    yield without_list(code, {"activities": events(EAST, size, bound)})


def _organisations() -> Iterator[Situation]:
    def orgs(community: str, *kinds: str, when: str = "2016-11-20", first: int = 0) -> list[Row]:
        return [
            {"community": community, "name": f"{community[:2]}议事会{n}", "kind": kind, "founded_on": day(when)}
            for n, kind in enumerate(kinds, first)
        ]

    own, hobby, later = "治理型", "文体型", "2017-11-20"
    told = {EAST: ("not_closing", OPEN, 2, ""), WEST: ("not_closing", OPEN, 0, "")}
    yield places("C15", told, {"community_orgs": [*orgs(EAST, own, own), *orgs(WEST, hobby)]})
    first = [*orgs(EAST, own), *orgs(WEST, own), *orgs(SOUTH, own, hobby)]
    second = [*orgs(EAST, own, when=later, first=5), *orgs(WEST, own), *orgs(SOUTH, own, own, when=later, first=6)]
    told = {
        EAST: ("at_bound", MET, 2, MET),
        WEST: ("both_books", MISSED, 1, MET),
        SOUTH: ("met", MET, 3, MET),
    }
    yield places("C15", told, {"community_orgs": second}, year=2, before={"community_orgs": first})
    told = {EAST: ("other_kind", MISSED, 1, MISSED), WEST: ("no_rows", MISSED, 0, MISSED)}
    before, now = {"community_orgs": orgs(EAST, own)}, {"community_orgs": orgs(EAST, hobby, when=later, first=5)}
    yield places("C15", told, now, year=2, before=before)
    told = {EAST: ("before_contract", MISSED, 1, ""), WEST: ("another_word", MET, 2, "")}
    now = {
        "community_orgs": [*orgs(EAST, own, when="2016-06-30", first=7), *orgs(WEST, "议事类", "自治类", when=later)]
    }
    yield places("C15", told, now, year=2, before=before)
    told = {EAST: ("earlier_table_missing", UNKNOWN, None, "")}
    yield places("C15", told, {"community_orgs": orgs(EAST, own, when=later)}, year=2, before={})
    told = {EAST: ("earlier_table_missing", MET, 2, "")}
    yield places("C15", told, {"community_orgs": orgs(EAST, own, own, when=later)}, year=2, before={})
    told = {EAST: ("met_early", MET, 2, ""), WEST: ("in_progress", OPEN, 0, "")}
    now = {"community_orgs": [*orgs(EAST, own, when=later, first=5), *orgs(WEST, own, own, when="2018-03-01")]}
    yield places("C15", told, now, year=2, before=before, cut_off=MID[2])
    books = {"communities": listed(EAST), "community_orgs": orgs(EAST, own, own)}
    yield from gaps("C15", books, ["community_orgs"], [("community_orgs", "kind")], community=EAST)
    yield without_list("C15", {"community_orgs": orgs(EAST, own)})


def problem(community: str, number: int, *days: str) -> Row:
    """A focal problem with the days of its three steps, ``""`` for a step not taken."""
    steps = ("deliberated_on", "planned_on", "solved_on")
    told = {step: day(when) if when else None for step, when in zip(steps, days, strict=True)}
    return {"community": community, "title": f"楼道堆物{number}", "rating": "A", **told}


def _problems() -> Iterator[Situation]:
    good, late = ("2016-10-15", "2016-11-10", "2017-04-20"), ("2017-09-01", "2017-10-01", "2018-02-01")
    one_done = {"problems": [problem(EAST, 1, *good), problem(WEST, 1, *good), problem(SOUTH, 1, *good)]}
    told = dict.fromkeys((EAST, WEST, SOUTH), ("not_closing", OPEN, 1, ""))
    yield places("C18", told, one_done)
    told = {
        EAST: ("at_bound", MET, 2, MET),
        WEST: ("readings_differ", MISSED, 1, MET),
        SOUTH: ("wrong_order", MISSED, 1, MET),
    }
    now = [problem(EAST, 2, *late), problem(WEST, 2, "", *late[1:])]
    now += [problem(SOUTH, 2, "2017-10-02", "2017-10-01", "2018-02-01")]
    yield places("C18", told, {"problems": now}, year=2, before=one_done)
    told = {
        EAST: ("not_solved", MISSED, 1, MISSED),
        WEST: ("same_day", MET, 2, MET),
        SOUTH: ("both_books", MISSED, 1, MISSED),
    }
    now = [problem(EAST, 2, *late[:2], ""), problem(WEST, 2, *["2018-01-10"] * 3), problem(SOUTH, 1, *good)]
    yield places("C18", told, {"problems": now}, year=2, before=one_done)
    begun = {"problems": [problem(EAST, 1, *good), problem(EAST, 2, *good[:2], "")]}
    told = {EAST: ("begun_before", MET, 2, "")}
    yield places("C18", told, {"problems": [problem(EAST, 2, *good[:2], late[2])]}, year=2, before=begun)
    told = {EAST: ("met_early", MET, 2, ""), WEST: ("in_progress", OPEN, 1, "")}
    now = [problem(EAST, 2, *good), problem(WEST, 2, *late)]
    yield places("C18", told, {"problems": now}, year=2, before=one_done, cut_off=MID[2])
    told = {EAST: ("earlier_table_missing", UNKNOWN, None, "")}
    yield places("C18", told, {"problems": [problem(EAST, 2, *late)]}, year=2, before={})
    own = {"communities": [*listed(EAST, option="其他"), *listed(WEST, option="")], **one_done}
    verdicts = tuple(Verdict("C18", "option_not_chosen", NONE, community=place) for place in (EAST, WEST))
    for year in (1, 2):
        yield Situation(verdicts, {year: own}, year)
    books = {"communities": listed(EAST, option=CHOSEN), "problems": [problem(EAST, 1, *good)]}
    columns = [("problems", step) for step in ("deliberated_on", "planned_on", "solved_on")]
    yield from gaps("C18", books, ["problems"], columns, community=EAST)
    yield without_list("C18", {"problems": books["problems"]})


def _served() -> Iterator[Situation]:
    """At least three communities in the first year, six in the second, by a visit or an activity."""
    names = [f"样{word}社区" for word in "东西南北中前后左右"]
    for year, code, other_code, bound in ((1, "C19", "C20", 3), (2, "C20", "C19", 6)):
        when = START[year] + timedelta(40)

        def visited(*served: str, when: date = when) -> list[Row]:
            return [row for place in served for row in homes(place, 1, date=when)]

        def held(*served: str, start: date = when) -> list[Row]:
            return [row for place in served for row in events(place, "小型", 1, start)]

        first, rest = names[: bound - 1], names[bound - 1]
        outside = homes(rest, 1, date=START[year] - timedelta(1))
        reads = {1: ("", "", MET), 2: (MISSED, "", MISSED)}[year]  # six on top of the three of year 1, or listed only
        for kind, verdict, value, other, books in (
            ("at_bound", MET, bound, reads[0], {"visits": visited(*first), "activities": held(rest)}),
            ("below_bound", MISSED, bound - 1, "", {"visits": visited(*first), "activities": held(*first)}),
            ("met", MET, bound + 1, "", {"visits": visited(*names[: bound + 1])}),
            ("readings_differ", MET, bound, reads[0], {"activities": held(*first, rest)}),
            ("listed_only", MISSED, bound - 1, reads[2], {"visits": visited(*first)}),
            ("outside_year", MISSED, bound - 1, "", {"visits": [*visited(*first), *outside]}),
            ("not_on_list", MISSED, bound - 1, "", {"visits": [*visited(*first), *visited("别处社区")]}),
        ):
            list_ = listed(*names[: bound + 1])
            yield one(code, kind, verdict, value, year=year, other=other, communities=list_, **books)
        all_ = {"communities": listed(*names[:bound]), "visits": visited(*first, rest)}
        yield one(code, "met_early", MET, bound, year=year, cut_off=MID[year], **all_)
        yield one(code, "in_progress", OPEN, bound - 1, year=year, cut_off=MID[year], visits=visited(*first))
        yield one(other_code, "other_year", NONE, year=year, **all_)
        yield one(code, "table_missing", UNKNOWN, year=year, communities=listed(*names[:bound]))
        yield one(code, "header_only", UNKNOWN, year=year, visits=[], activities=[])
    nine = [row for place in names for row in homes(place, 1, date=day("2017-09-09"))]
    yield one("C20", "met", MET, 9, year=2, other=MET, communities=listed(*names), visits=nine)
