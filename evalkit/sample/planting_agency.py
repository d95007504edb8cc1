"""Planted agencies: what stood on the day of the bid, 30 June 2016."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.sample.days import Row
from evalkit.sample.planted import ASK, MET, MID, MISSED, OPEN, UNKNOWN, Situation, day, gaps, name, one
from evalkit.sample.planting_papers import lines

BEFORE_BID, LAST_DAY, DAY_AFTER = day("2012-10-01"), day("2016-06-30"), day("2016-07-01")
WORKER, ASSISTANT, SENIOR = "社会工作师", "助理社会工作师", "高级社会工作师"
PROVED = {"certificate": ASSISTANT, "certified_on": BEFORE_BID}


def agency() -> Iterator[Situation]:
    """The board, the employees and the professionals among them; and the five conditions at once."""
    yield from _board()
    yield from _employees()
    yield from _professionals()
    yield from _conditions()


def board(*held: tuple[str, object]) -> list[Row]:
    """Board members with a certificate and its day."""
    return [{"name": name(n), "certificate": word, "certified_on": when} for n, (word, when) in enumerate(held)]


def employee(number: int, **more: object) -> Row:
    """A full-time insured employee under a contract of exactly a year."""
    contract = {"contract_from": day("2016-01-01"), "contract_to": day("2016-12-31")}
    return {
        "name": name(number),
        "full_time": "是",
        "insured": "是",
        "joined_on": day("2014-07-01"),
        **contract,
        **more,
    }


def _board() -> Iterator[Situation]:
    own, two = (WORKER, BEFORE_BID), (ASSISTANT, BEFORE_BID)
    twice = board(two, two)
    twice[1]["name"] = twice[0]["name"]
    raised = board(two, (WORKER, DAY_AFTER))
    raised[1]["name"] = raised[0]["name"]
    both = board(two, own)
    both[1]["name"] = both[0]["name"]
    for kind, verdict, value, rows in (
        ("at_bound", MET, 2, board(own)),
        ("at_bound", MET, 2, board(two, two)),
        ("met", MET, 3, board(own, two)),
        ("senior", MET, 2, board((SENIOR, BEFORE_BID))),
        ("below_bound", MISSED, 1, board(two, ("", None))),
        ("none", MISSED, 0, board(("", None), ("", None))),
        ("last_day", MET, 2, board((WORKER, LAST_DAY))),
        ("one_day_late", MISSED, 0, board((WORKER, DAY_AFTER))),
        ("one_day_late", MISSED, 1, board(two, (ASSISTANT, DAY_AFTER))),
        ("repeat", MISSED, 1, twice),
        ("highest_counts", MET, 2, both),
        ("raised_later", MISSED, 1, raised),
        ("another_word", MET, 2, board(("中级", BEFORE_BID))),
    ):
        yield one("A03", kind, verdict, value, board_members=rows)
    yield one("A03", "decided_early", MET, 2, cut_off=MID[1], board_members=board(own))
    yield one("A03", "decided_early", MISSED, 1, cut_off=MID[1], board_members=board(two))
    yield one("A03", "not_started", OPEN, cut_off="2016-06-29", board_members=board(own))
    yield one("A03", "both_books", MET, 2, year=2, before={"board_members": board(own)}, board_members=board(own))
    yield one("A03", "both_books", MISSED, 1, year=2, before={"board_members": board(two)}, board_members=board(two))
    yield one("A03", "year_before", MET, 2, year=2, before={"board_members": board(own)})
    needed = [("board_members", "certificate"), ("board_members", "certified_on")]
    yield from gaps("A03", {"board_members": board(own)}, ["board_members"], needed)


def _employees() -> Iterator[Situation]:
    four = [employee(n) for n in range(4)]
    for kind, verdict, value, rows in (
        ("met", MET, 5, [*four, employee(9)]),
        ("at_bound", MET, 4, four),
        ("below_bound", MISSED, 3, four[:3]),
        ("not_full_time", MISSED, 3, [*four[:3], employee(9, full_time="否")]),
        ("not_insured", MISSED, 3, [*four[:3], employee(9, insured="否")]),
        ("one_day_short", MISSED, 3, [*four[:3], employee(9, contract_to=day("2016-12-30"))]),
        ("one_day_late", MISSED, 3, [*four[:3], employee(9, joined_on=DAY_AFTER)]),
        ("last_day", MET, 4, [*four[:3], employee(9, joined_on=LAST_DAY)]),
        ("left_before", MISSED, 3, [*four[:3], employee(9, left_on=day("2016-06-29"))]),
        ("left_on_the_day", MET, 4, [*four[:3], employee(9, left_on=LAST_DAY)]),
        ("left_after_bid", MET, 4, [*four[:3], employee(9, left_on=day("2016-09-30"))]),
        ("repeat", MISSED, 3, [*four[:3], four[0]]),
    ):
        yield one("A04", kind, verdict, value, agency_staff=rows)
    yield one("A04", "decided_early", MET, 4, cut_off=MID[1], agency_staff=four)
    yield one("A04", "decided_early", MISSED, 3, cut_off=MID[1], agency_staff=four[:3])
    yield one("A04", "not_started", OPEN, cut_off="2016-06-29", agency_staff=four)
    yield one("A04", "both_books", MISSED, 3, year=2, before={"agency_staff": four[:3]}, agency_staff=four[:3])
    yield one("A04", "both_books", MET, 4, year=2, before={"agency_staff": four}, agency_staff=four)
    yield one("A04", "year_before", MET, 4, year=2, before={"agency_staff": four})
    needed = [
        ("agency_staff", column) for column in ("full_time", "insured", "contract_from", "contract_to", "joined_on")
    ]
    yield from gaps("A04", {"agency_staff": four}, ["agency_staff"], needed)


def _professionals() -> Iterator[Situation]:
    learned = {"education": "本科", "major": "社会工作", "graduated_on": day("2013-06-30")}
    blank = dict.fromkeys((*PROVED, *learned))

    def four(*proofs: Row) -> list[Row]:
        return [employee(n, **(blank | (proofs[n] if n < len(proofs) else {}))) for n in range(4)]

    for kind, verdict, value, rows in (
        ("met", MET, 3, four(PROVED, PROVED, learned)),
        ("at_bound", MET, 2, four(PROVED, learned)),
        ("below_bound", MISSED, 1, four(PROVED)),
        ("none", MISSED, 0, four()),
        ("last_day", MET, 2, four(PROVED, PROVED | {"certified_on": LAST_DAY})),
        ("one_day_late", MISSED, 1, four(PROVED, PROVED | {"certified_on": DAY_AFTER})),
        ("other_subject", MISSED, 1, four(PROVED, learned | {"major": "社会学"})),
        ("not_full_time", MISSED, 1, [*four(PROVED), employee(9, **(blank | PROVED | {"full_time": "否"}))]),
        ("not_insured", MISSED, 1, [*four(PROVED), employee(9, **(blank | PROVED | {"insured": "否"}))]),
    ):
        yield one("A05", kind, verdict, value, agency_staff=rows)
    yield one("A05", "decided_early", MISSED, 1, cut_off=MID[1], agency_staff=four(PROVED))
    yield one("A05", "not_started", OPEN, cut_off="2016-06-29", agency_staff=four(PROVED, PROVED))
    yield one("A05", "year_before", MET, 2, year=2, before={"agency_staff": four(PROVED, PROVED)})
    needed = [("agency_staff", *blank), ("agency_staff", "full_time"), ("agency_staff", "insured")]
    yield from gaps("A05", {"agency_staff": four(PROVED, PROVED)}, ["agency_staff"], needed)


def _conditions() -> Iterator[Situation]:
    """A01 to A05 at once."""
    good = {
        "board_members": board((WORKER, BEFORE_BID)),
        "agency_staff": [employee(n, **PROVED) for n in range(4)],
        "documents": lines("documents", {"A01": "有", "A02": "有"}),
    }
    for kind, verdict, value, more in (
        ("met", MET, 5, {}),
        ("part_missed", MISSED, 4, {"board_members": board((ASSISTANT, BEFORE_BID))}),
        ("part_missed", MISSED, 4, {"agency_staff": [employee(n, **PROVED) for n in range(3)]}),
        ("part_missed", MISSED, 4, {"documents": lines("documents", {"A01": "无", "A02": "有"})}),
        ("part_unknown", UNKNOWN, 4, {"documents": lines("documents", {"A01": "有"})}),
        ("part_unknown", UNKNOWN, 4, {"board_members": []}),
        ("part_missed_and_unknown", MISSED, 3, {"documents": lines("documents", {"A01": "无"})}),
        ("part_does_not_apply", MET, 4, {"documents": lines("documents", {"A01": "有", "A02": "不适用"})}),
    ):
        yield one("A09", kind, verdict, value, **(good | more))
    said = [*good["documents"], *lines("documents", {"A02": "无"})]
    yield one("A09", "part_disagrees", ASK, 4, **(good | {"documents": said}))
    open_ = lines("documents", {"A01": "有", "A02": "无"})
    yield one("A09", "in_progress", OPEN, 4, cut_off=MID[1], **(good | {"documents": open_}))
    yield one("A09", "met_early", MET, 5, cut_off=MID[1], **good)
    yield one("A09", "both_books", MET, 5, year=2, before=good, **good)
