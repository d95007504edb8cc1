"""Planted documents and ratings: what the evaluator has written down, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from evalkit.sample.days import Row
from evalkit.sample.planted import (
    ASK,
    EAST,
    MET,
    MID,
    MISSED,
    NONE,
    OPEN,
    UNKNOWN,
    WEST,
    Situation,
    Verdict,
    listed,
)

# Clauses seen on paper, by whom they bind: those owed every year, those owed once in the contract.
DOCUMENTS = {
    "street": (
        [
            "A01",
            "A02",
            "A06",
            "T08",
            "T10",
            "T11",
            "T12",
            "T13",
            "T14",
            "S00",
            "S05",
            "S07",
            "S08",
            "S16",
            "R02",
            "G07",
            "G08",
            "B07",
            "B10",
        ],
        ["A08", "S12", "S13", "S14", "S15", "P03"],
    ),
    "community": (["C00", "C03", "C14", "C16", "C17", "C21"], ["C04", "C05"]),
    "unit": (["R01"], []),
    "whole": (["B08", "E01"], ["E02", "E04", "G10", "G11", "G12", "G13", "G16"]),
}
RATINGS = {
    "street": (["S01", "S09", "S11", "R03", "G02", "G03", "G05", "G09"], []),
    "community": (["C08", "G04"], []),
    "whole": (["P02"], ["E03", "P10"]),
}
SUMMING_UP = "M08"  # rated once, at closing


class Case(NamedTuple):
    """What stands on the lines of a clause in each year, and the verdict where it is owed every year, or once."""

    kind: str
    before: list[str] | None
    lines: list[str]
    yearly: str
    once: str
    year: int = 1
    cut_off: str = ""


DOCUMENT_CASES = (
    Case("met", None, ["有"], MET, MET),
    Case("not_met", None, ["无"], MISSED, OPEN),
    Case("noted_not_applicable", None, ["不适用"], NONE, NONE),
    Case("blank", None, [""], UNKNOWN, UNKNOWN),
    Case("no_line", None, [], UNKNOWN, UNKNOWN),
    Case("twice", None, ["有", "有"], MET, MET),
    Case("blank_beside", None, ["", "有"], MET, MET),
    Case("disagree", None, ["有", "无"], ASK, ASK),
    Case("disagree", None, ["不适用", "有"], ASK, ASK),
    Case("another_word", None, ["已查见"], MET, MET),
    Case("another_word", None, ["缺"], MISSED, OPEN),
    Case("in_progress", None, ["无"], OPEN, OPEN, 1, MID[1]),
    Case("met_early", None, ["有"], MET, MET, 1, MID[1]),
    Case("not_started", [], ["有"], OPEN, OPEN, 2, MID[1]),
    Case("not_met", [], ["无"], MISSED, MISSED, 2),
    Case("met", [], ["有"], MET, MET, 2),
    Case("year_before", ["有"], [], UNKNOWN, MET, 2),
    Case("year_before", ["无"], [], UNKNOWN, MISSED, 2),
    Case("last_year_holds", ["无"], ["有"], MET, MET, 2),
    Case("last_year_holds", ["有"], ["无"], MISSED, MISSED, 2),
)
RATING_CASES = (
    Case("met", None, ["符合"], MET, MET),
    Case("not_met", None, ["不符合"], MISSED, OPEN),
    Case("pending", None, ["待定"], ASK, ASK),
    Case("blank", None, [""], ASK, ASK),
    Case("no_line", None, [], ASK, ASK),
    Case("twice", None, ["符合", "符合"], MET, MET),
    Case("disagree", None, ["符合", "不符合"], ASK, ASK),
    Case("disagree", None, ["符合", "待定"], ASK, ASK),
    Case("another_word", None, ["不达标"], MISSED, OPEN),
    Case("in_progress", None, ["不符合"], OPEN, OPEN, 1, MID[1]),
    Case("met_early", None, ["符合"], MET, MET, 1, MID[1]),
    Case("not_started", [], ["符合"], OPEN, OPEN, 2, MID[1]),
    Case("not_met", [], ["不符合"], MISSED, MISSED, 2),
    Case("year_before", ["符合"], [], ASK, MET, 2),
    Case("last_year_holds", ["不符合"], ["符合"], MET, MET, 2),
)
# Of the summing up, due at closing: nothing of it is asked in year 1.
CLOSING_CASES = (
    Case("not_due", None, ["符合"], NONE, NONE),
    Case("not_due", None, ["不符合"], NONE, NONE, 1, MID[1]),
    Case("met", [], ["符合"], MET, MET, 2),
    Case("not_met", [], ["不符合"], MISSED, MISSED, 2),
    Case("pending", [], ["待定"], ASK, ASK, 2),
    Case("no_line", [], [], ASK, ASK, 2),
    Case("disagree", [], ["符合", "不符合"], ASK, ASK, 2),
    Case("in_progress", [], ["不符合"], OPEN, OPEN, 2, MID[2]),
)


def papers() -> Iterator[Situation]:
    """Every clause seen on paper, or rated, in every case; and what is said of the wrong place."""
    for level, (yearly, once) in DOCUMENTS.items():
        yield from (_situation("documents", level, yearly, once, case) for case in DOCUMENT_CASES)
    for level, (yearly, once) in RATINGS.items():
        yield from (_situation("ratings", level, yearly, once, case) for case in RATING_CASES)
    yield from (_situation("ratings", "whole", [], [SUMMING_UP], case) for case in CLOSING_CASES)
    yield from _elsewhere()


def lines(table: str, words: dict[str, str], community: str = "") -> list[Row]:
    """Lines of a list of documents, or of a rating sheet: clause -> what is written there.

    Examples
    --------
    >>> lines("documents", {"A01": "有"})
    [{'code': 'A01', 'community': '', 'seen': '有', 'who': '周样一'}]
    """
    column = {"documents": "seen", "ratings": "rating"}[table]
    return [{"code": code, "community": community, column: word, "who": "周样一"} for code, word in words.items()]


def _situation(table: str, level: str, yearly: list[str], once: list[str], case: Case) -> Situation:
    community = EAST if level in {"community", "unit"} else ""
    codes = [*yearly, *once]
    here = {"communities": listed(EAST, WEST)} if community else {}
    kept = [(1, case.before), (case.year, case.lines)] if case.before is not None else [(case.year, case.lines)]
    books = {
        year: here | {table: [row for word in words for row in lines(table, dict.fromkeys(codes, word), community)]}
        for year, words in kept
    }
    told = [Verdict(code, case.kind, case.yearly, community=community) for code in yearly]
    told += [Verdict(code, case.kind, case.once, community=community) for code in once]
    if community and case.kind == "met":  # nobody has looked at the other community
        unseen = UNKNOWN if table == "documents" else ASK
        told += [Verdict(code, "other_community", unseen, community=WEST) for code in codes]
    return Situation(tuple(told), books, case.year, case.cut_off, whole=level == "whole")


def _elsewhere() -> Iterator[Situation]:
    """Lines without a community, and streets without a list of communities."""
    for table, groups, unseen in (("documents", DOCUMENTS, UNKNOWN), ("ratings", RATINGS, ASK)):
        word = {"documents": "有", "ratings": "符合"}[table]
        yearly, once = groups["community"]
        codes = [*yearly, *once]
        no_place = lines(table, dict.fromkeys(codes, word))
        told = (Verdict(code, "no_community_named", unseen, community=EAST) for code in codes)
        yield Situation(tuple(told), {1: {"communities": listed(EAST), table: no_place}})
        told = (Verdict(code, "communities_missing", UNKNOWN) for code in codes)
        yield Situation(tuple(told), {1: {table: lines(table, dict.fromkeys(codes, word), EAST)}})
    own = lines("documents", {"R01": "有"})
    told = (
        Verdict("R01", "street_itself", MET, community="街道本级"),
        Verdict("R01", "no_line", UNKNOWN, community=EAST),
    )
    yield Situation(told, {1: {"communities": listed(EAST), "documents": own}})
    told = (
        Verdict("R01", "street_itself", MISSED, community="街道本级"),
        Verdict("R01", "communities_missing", UNKNOWN),
    )
    yield Situation(told, {1: {"documents": lines("documents", {"R01": "无"})}})
