"""Rules on activities: one activity in several books, and how many came."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from evalkit.plan import Plan
from evalkit.reading.names import community_key
from evalkit.rules.base import PLACE, YEAR, Books, Finding, again, at_place, at_rows, bare, check_rule, filled

# The notice draws no line between large and small; these only say which declared sizes deserve a second look.
# They come from what pilot streets usually report: about 55 persons an activity.
LARGE_FROM, SMALL_BELOW = 50, 200


@check_rule
def shared_activity_without_host(books: Books, _plan: Plan) -> Iterable[Finding]:
    """One title on one day in the books of two communities, and no host named."""
    rows = filled(books.valid("activities"), "title")
    places = rows.groupby([*YEAR, "title", "date"])["community"].transform("nunique")
    shared = rows[((places > 1) & (rows["host"] == "")).to_numpy(bool)]
    return at_rows("activities", shared, "host", title="title")


@check_rule
def near_shared_activity(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Titles alike but for their punctuation, on one day in the books of two communities, and no host named."""
    later = again(_titled(books), [*YEAR, "bare", "date"], differing="community")
    same = again(_titled(books), [*YEAR, "title", "date"], differing="community")
    apart = later[~later.index.isin(same.index) & (later["host"] == "").to_numpy(bool)]
    return at_rows("activities", apart, "title", other="other")


@check_rule
def near_duplicate_activity(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Titles alike but for their punctuation, on one day in one community: the activity may be counted twice."""
    later = again(filled(_titled(books), "activity"), [*PLACE, "bare", "date"], differing="activity")
    return at_rows("activities", later, "title", other="other")


def _titled(books: Books) -> pd.DataFrame:
    """The activities with ``bare``, the title without blanks and punctuation."""
    rows = books.valid("activities")
    return filled(rows.assign(bare=[bare(title) for title in rows["title"]]), "bare")


@check_rule
def unknown_host(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A host that is none of the street's communities: the activity counts for nobody."""
    rows, listed = books.valid("activities"), books.valid("communities")
    places = zip(listed["street"], listed["year"], listed["community"], strict=True)
    known = {(street, year, community_key(name)) for street, year, name in places}
    there = {place[:2] for place in known}
    hosts = zip(rows["street"], rows["year"], rows["host"], rows["is_host"].fillna(value=True), strict=True)
    lost = [
        not own and (street, year) in there and (street, year, community_key(host)) not in known
        for street, year, host, own in hosts
    ]
    return at_rows("activities", rows[np.array(lost, bool)], "host")


@check_rule
def attendance_blank(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Nobody knows how many came; said once of a sheet without the column, and not of a cell that was told already."""
    rows = books.valid("activities")
    blank = rows[rows["attendance"].isna().to_numpy(bool)]
    lacking = books.lacking("activities", "attendance")
    for (file, sheet), there in blank.groupby(["file", "sheet"], sort=False):
        if (file, sheet) in lacking:
            first = there.iloc[0]
            where = {"file": file, "sheet": sheet, "field": "attendance"}
            yield at_place(first["street"], first["year"], "activities") | where
    addresses = list(zip(blank["file"], blank["sheet"], blank["row"], strict=True))
    told = books.faulty("activities", "attendance")
    kept = np.array([at[:2] not in lacking and at not in told for at in addresses], bool)
    yield from at_rows("activities", blank[kept], "attendance")


@check_rule
def large_with_few(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Declared large, few came."""
    rows = books.valid("activities")
    few = (rows["size"] == "大型") & (rows["attendance"] < LARGE_FROM)
    return at_rows("activities", rows[few.to_numpy(bool)].assign(limit=LARGE_FROM), "attendance", limit="limit")


@check_rule
def small_with_many(books: Books, _plan: Plan) -> Iterable[Finding]:
    """Declared small, many came."""
    rows = books.valid("activities")
    many = (rows["size"] == "小型") & (rows["attendance"] >= SMALL_BELOW)
    return at_rows("activities", rows[many.to_numpy(bool)].assign(limit=SMALL_BELOW), "attendance", limit="limit")
