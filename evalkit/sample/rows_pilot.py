"""The books of the bureau and of the evaluator, as plain rows that name their street."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evalkit.sample.days import Row
from evalkit.sample.papers import ADJUSTMENTS, DOCUMENTS, OWN, RATINGS, REPLIES, Decision, Paper, lines
from evalkit.sample.pilot import BUDGET, CALLED, EVALUATIONS, LISTED, MILESTONES
from evalkit.sample.places import places
from evalkit.sample.rows_team import agency_name
from evalkit.sample.situations import STREETS, YEARS

EVALUATOR, WHO = "虚构评估中心", "评样一"
BASIS = "见访谈记录"


def pilot_books(year: int) -> dict[str, list[Row]]:
    """Every book of the whole pilot for one year: table -> rows, each with its street (``""`` for the whole).

    Examples
    --------
    >>> {table: len(rows) for table, rows in pilot_books(1).items() if len(rows) < 10}
    {'pilot_units': 9, 'budget': 9, 'replies': 3}
    """
    when = YEARS[year][1]
    every = {
        "pilot_units": [_unit(s, year, district) for s, district in LISTED[year].items()],
        "budget": [{"street": s, "calendar_year": 2015 + year, "amount": yuan} for s, yuan in BUDGET[year].items()],
        "milestones": [
            {"street": m.street, "kind": m.kind, "date": m.when, "document": "虚构通知"} for m in MILESTONES[year]
        ],
        "evaluations": [
            {"street": e.street, "node": e.node, "date": e.when, "evaluator": EVALUATOR, "result": e.result}
            for e in EVALUATIONS[year]
        ],
        "documents": [_document(*line, when) for line in _lines(DOCUMENTS, year)],
        "ratings": [_rating(*line, when) for line in _lines(RATINGS, year)],
        "adjustments": [_adjustment(one) for one in ADJUSTMENTS if one.year == year],
        "replies": [_reply(one) for one in REPLIES if one.year == year],
    }
    return {table: rows for table, rows in every.items() if rows}


def _unit(street: str, year: int, district: str) -> Row:
    return {"street": CALLED.get((street, year), street), "district": district, "agency": agency_name(street)}


def _lines(papers: dict[str, Paper], year: int) -> Iterator[tuple[str, str, str, str]]:
    """(clause, street, community, word) of every line of a year's list."""
    for code, paper in papers.items():
        for street, community, joined in _spots(paper, year):
            for word in lines(paper, community.replace(OWN, "") or street, year, joined):
                yield code, street, community, word


def _spots(paper: Paper, year: int) -> Iterator[tuple[str, str, int]]:
    """(street, community, first year asked) of every place at which a requirement is checked."""
    if paper.level == "programme":
        yield "", "", 1
        return
    for street in (s.name for s in STREETS):
        if paper.level in {"street", "unit"}:
            yield street, OWN if paper.level == "unit" else "", 1
        if paper.level in {"unit", "community"}:
            known = {place.community for place in places(street, 1)}
            for place in places(street, year):
                yield street, place.community, 1 if place.community in known else 2


def _document(code: str, street: str, community: str, word: str, when: date) -> Row:
    seen = word == "有"
    return {
        "street": street, "code": code, "community": community, "label": "", "seen": word,
        "document": f"虚构材料{code}" if seen else "", "dated": None, "who": WHO if word else "",
        "when": when if word else None,
    }  # fmt: skip


def _rating(code: str, street: str, community: str, word: str, when: date) -> Row:
    told = {"basis": BASIS, "who": WHO, "when": when} if word else {"basis": "", "who": "", "when": None}
    return {"street": street, "code": code, "community": community, "rating": word, **told}


def _adjustment(one: Decision) -> Row:
    return {
        "street": one.street, "code": one.code, "community": one.community, "kind": one.kind, "bound": one.bound,
        "document": one.document, "approved_by": f"虚构市民政局（{one.words}）", "who": WHO, "when": one.when,
    }  # fmt: skip


def _reply(one: Decision) -> Row:
    return {
        "street": one.street, "code": one.code, "community": one.community, "reply": one.words, "ruling": one.kind,
        "ruling_reason": "经核对材料", "who": WHO, "when": one.when, "document": one.document,
    }  # fmt: skip
