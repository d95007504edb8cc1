"""Rules on the score sheets that evaluators filled in: lines changed or out of date, decisions that disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalkit.assessing import judged
from evalkit.conclusions import WORDS, basis_of, is_altered, same_plan
from evalkit.conditions import present
from evalkit.judging import Place
from evalkit.places import OWN, grouped
from evalkit.plan import Plan, Requirement
from evalkit.plan_file import plan_sha256
from evalkit.rules.base import Books, Finding, at_place, at_rows, check_rule
from evalkit.rulings import TURNED, latest

_KEY = ["street", "year", "community", "code", "cut_off"]


@check_rule
def conclusion_missing(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A reason, a document or a day without a conclusion: nothing is concluded."""
    rows = books.valid("conclusions")
    filled = present(rows["reason"]) | present(rows["document"]) | present(rows["when"])
    return at_rows("conclusions", rows[~present(rows["conclusion"]) & filled], "conclusion", code="code")


@check_rule
def conclusion_altered(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A conclusion beside cells of the score sheet that somebody changed, or in another year: it is not applied."""
    return at_rows("conclusions", _concluded(books, altered=True), "mark", code="code")


@check_rule
def conclusion_other_plan(books: Books, plan: Plan) -> Iterable[Finding]:
    """A score sheet made by another plan than the one in use."""
    rows = _concluded(books)
    digest = plan_sha256(plan.folder) if len(rows) else ""
    return _of_sheets(rows[_of_lines(rows, lambda row: not same_plan(digest, row))])


@check_rule
def conclusion_other_day(books: Books, plan: Plan) -> Iterable[Finding]:
    """A score sheet made up to an earlier day than the end of its year: it holds for reports up to that day only."""
    rows = _concluded(books)
    ends = rows["year"].map({year.id: year.end.isoformat() for year in plan.years})
    return _of_sheets(rows[(rows["cut_off"] != ends).to_numpy(bool)])


@check_rule
def conclusion_outdated(books: Books, plan: Plan) -> Iterable[Finding]:
    """A conclusion over another value, bound or verdict than is found now, and that would change it: not applied."""
    places = grouped(books.records)
    for where, mine in _at_places(books, plan, _concluded(books)):
        told = judged(plan, places, *where)
        if told.basis not in map(basis_of, mine.to_dict("records")):
            turning = mine["conclusion"].map(WORDS) != told.main.verdict
            yield from at_rows("conclusions", mine[turning.to_numpy(bool)], "value", code="code")


@check_rule
def decisions_disagree(books: Books, plan: Plan) -> Iterable[Finding]:
    """Of one clause at one place the last day has decisions that disagree: none of them is applied."""
    replies, places = books.valid("replies"), grouped(books.records)
    replies = replies[replies["ruling"].isin(TURNED).to_numpy(bool)]
    ends = replies["year"].map({year.id: year.end.isoformat() for year in plan.years})
    rows = pd.concat([_concluded(books), replies.assign(cut_off=ends)])
    for where, _ in _at_places(books, plan, rows[rows.duplicated(_KEY, keep=False)]):
        last = latest(places, *where, judged(plan, places, *where).basis)
        for one in last if len({said.verdict for said in last}) > 1 else ():
            table, field = ("replies", "ruling") if one.why == "ruled" else ("conclusions", "conclusion")
            yield from at_rows(table, pd.DataFrame([one.row]), field, code="code")


def _concluded(books: Books, *, altered: bool = False) -> pd.DataFrame:
    """The lines of score sheets that conclude something: those as they were written, or those that were altered."""
    rows = books.valid("conclusions")
    rows = rows[rows["conclusion"].isin(WORDS).to_numpy(bool)]
    found: pd.DataFrame = rows[_of_lines(rows, lambda row: is_altered(row) == altered)]
    return found


def _of_lines(rows: pd.DataFrame, true: Callable[[Mapping[Any, Any]], bool]) -> npt.NDArray[np.bool_]:
    """Of which rows something is true."""
    return np.array([true(row) for row in rows.to_dict("records")] if len(rows) else [], bool)


def _at_places(
    books: Books, plan: Plan, rows: pd.DataFrame
) -> Iterator[tuple[tuple[Requirement, Place], pd.DataFrame]]:
    """Each requirement and place that rows speak of, with these rows; without what the plan, or nobody, knows."""
    codes = {one.code for one in plan.requirements}
    seen = {*books.records.sheets["street"], plan.whole}
    for _, mine in rows.groupby(_KEY, sort=False):
        row = mine.to_dict("records")[0]
        if row["code"] in codes and row["street"] in seen:
            one = plan.requirement(row["code"])
            inside = row["community"] or (OWN if one.level == "unit" else None)
            yield (one, Place(row["street"], row["year"], inside, pd.Timestamp(row["cut_off"]))), mine


def _of_sheets(rows: pd.DataFrame) -> Iterator[Finding]:
    """One finding a sheet, at its place."""
    for row in rows.drop_duplicates(["file", "sheet"]).to_dict("records"):
        where = {"file": row["file"], "sheet": row["sheet"]}
        yield at_place(row["street"], row["year"], "conclusions", day=row["cut_off"]) | where
