"""Verdicts that rest on what the evaluator noted down, and what is made of other requirements."""

from __future__ import annotations

from evalkit.sample.facts import Fact, not_due, told
from evalkit.sample.papers import ADJUSTMENTS, DOCUMENTS, OWN, RATINGS, REPLIES, Decision, Paper, lines
from evalkit.sample.places import places
from evalkit.sample.situations import YEARS, StreetYear

VERDICTS = {"有": "met", "无": "not_met", "不适用": "not_applicable", "符合": "met", "不符合": "not_met"}
OF_ALL = {"A09": ("A01", "A02", "A03", "A04", "A05"), "T16": ("T10", "T11", "T12", "T13", "T14")}
ORDER = ("not_met", "cannot_assess", "for_evaluator", "in_progress", "met")


def paper_truth(plan: StreetYear) -> dict[tuple[str, str], Fact]:
    """Every requirement that people check, at every place of a street-year: (community, clause) -> fact."""
    found = {}
    for papers, open_ in ((DOCUMENTS, "cannot_assess"), (RATINGS, "for_evaluator")):
        for code, paper in papers.items():
            for community, place, joined in _spots(paper, plan):
                found[community, code] = _noted(paper, place, plan.year, joined, open_)
    return found


def _spots(paper: Paper, plan: StreetYear) -> list[tuple[str, str, int]]:
    """(community told, key of the planted words, first year asked) of every place."""
    if paper.level in {"programme", "street"}:
        return [("", "" if paper.level == "programme" else plan.street, 1)]
    known = {place.community for place in places(plan.street, 1)}
    here = [(p.community, p.community, 1 if p.community in known else 2) for p in places(plan.street, plan.year)]
    return [*([(OWN, plan.street, 1)] if paper.level == "unit" else []), *here]


def _noted(paper: Paper, place: str, year: int, joined: int, open_: str) -> Fact:
    """The words of the last year that has some; what is asked once in a contract is missed at its end only."""
    if paper.closing and year < max(YEARS):
        return not_due()
    years = range(joined if paper.once else year, year + 1)
    by_year = [{word for word in lines(paper, place, one, joined) if word} for one in years]
    words = next((words for words in reversed(by_year) if words), set())
    how = told("noted", 0) + "、".join(sorted(words)) if words else told("not_noted", 0)
    if len(words) > 1:
        return Fact(None, "for_evaluator", how)
    verdict = VERDICTS.get(words.pop(), "for_evaluator") if words else open_
    early = verdict == "not_met" and paper.once and year < max(YEARS)
    return Fact(None, "in_progress" if early else verdict, how)


def composed(facts: dict[tuple[str, str], Fact], plan: StreetYear) -> dict[tuple[str, str], Fact]:
    """What is met where all its parts are: those that do not apply ask for nothing, and rulings on parts hold."""
    ruled = decided(facts, plan)
    found = {}
    for code, parts in OF_ALL.items():
        verdicts = [ruled["", part].verdict for part in parts]
        applying = [verdict for verdict in verdicts if verdict != "not_applicable"]
        met = applying.count("met")
        found["", code] = Fact(met, min(applying, key=ORDER.index), told("parts", met))
    return found


def decided(facts: dict[tuple[str, str], Fact], plan: StreetYear) -> dict[tuple[str, str], Fact]:
    """The facts after adjustments, waivers and rulings; one without a document changes nothing, nor does 维持."""
    changed = dict(facts)
    for one in (*ADJUSTMENTS, *REPLIES):
        where = one.community, one.code
        if (one.street, one.year) == (plan.street, plan.year) and one.document and one.kind != "维持":
            changed[where] = _changed(facts[where], one)
    return changed


def _changed(fact: Fact, one: Decision) -> Fact:
    """One fact after one decision; an adjusted bound is compared anew."""
    if one.bound is not None:
        fits = isinstance(fact.value, int) and fact.value >= one.bound
        return fact._replace(verdict="met" if fits else "not_met", before=fact.verdict, bound=one.bound)
    verdict = {"豁免": "not_applicable", "改判达标": "met", "改判未达标": "not_met"}[one.kind]
    return fact._replace(verdict=verdict, before=fact.verdict)
