"""Rules on what was handed in at all: dates outside the year, missing tables and columns, a short list."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from evalkit.plan import Plan
from evalkit.reading.assemble import held_to
from evalkit.records import Records
from evalkit.rules.base import YEAR, Books, Finding, at_place, at_rows, check_rule, filled, place
from evalkit.tables import TABLES
from evalkit.tables.derived import sources


@check_rule
def outside_year(books: Books, plan: Plan) -> Iterable[Finding]:
    """A row whose date keeps it from being counted."""
    for table, rows in books.records.items():
        outside = (rows["excluded"].to_numpy(object) == "outside_year") if len(rows) else np.array([], bool)
        if outside.any():
            out = books.ordered(rows, outside)
            years = {year.id: held_to(TABLES[table], plan, year.id) for year in plan.years}
            first, last = zip(*(years[year] for year in out["year"]), strict=True)
            column = TABLES[table].date or TABLES[table].term[0]
            yield from at_rows(table, out.assign(first=first, last=last), column, first="first", last="last")


@check_rule
def same_rows(books: Books, _plan: Plan) -> Iterable[Finding]:
    """A file that repeats another one."""
    for repeat in books.repeats:
        yield at_place(
            repeat.street,
            repeat.year,
            "",
            other=repeat.other.rpartition("/")[2],
            rows=sum(map(len, repeat.rows.values())),
        ) | {"file": repeat.file, "tables": [*repeat.rows]}


@check_rule
def missing_table(books: Books, plan: Plan) -> Iterable[Finding]:
    """A table that a requirement of that year needs, and that was not handed in with the others."""
    for street, year in _with_files(books.records):
        ours = {table for table, one in TABLES.items() if (one.whose == "agency") == (street != plan.whole)}
        handed_in = {table for table in ours if books.records.submitted(table, street, year)}
        for table in needed(plan, year, {*handed_in, *(TABLES.keys() - ours)}):
            yield at_place(street, year, table)


@check_rule
def year_not_submitted(books: Books, plan: Plan) -> Iterable[Finding]:
    """A contract year of which a street handed in nothing, though it did of another."""
    seen = _with_files(books.records)
    for street in dict.fromkeys(name for name, _ in seen):
        for year in plan.years:
            if (street, year.id) not in seen:
                yield at_place(street, year.id, "", folder=year.folder)


def _with_files(records: Records) -> dict[tuple[str, int], None]:
    """Every street and contract year of which any file was handed in, in the order they were read."""
    sheets = records.sheets
    return dict.fromkeys(zip(sheets["street"], sheets["year"], strict=True))


def needed(plan: Plan, year: int, handed_in: set[str]) -> list[str]:
    """The tables that requirements of a year need and do not find; of alternatives one is enough.

    Parameters
    ----------
    plan : the notice as data. year : contract year. handed_in : names of the tables that are there.
    """
    missing: dict[str, None] = {}
    for one in plan.requirements:
        early = one.due == "closing" and year != plan.last_year
        if one.checked_by != "records" or (one.has_bound and one.bound(year) is None) or early:
            continue
        groups = [one.tables, ["communities"] * (one.level == "community"), [one.applies.table] if one.applies else []]
        pairs = (group for table in one.tables for name in one.columns for group in sources(table, name))
        groups += [list(dict.fromkeys(table for table, _ in group)) for group in pairs if len(one.tables) == 1]
        missing |= {table: None for group in groups if not handed_in & set(group) for table in group}
    return [table for table in TABLES if table in missing]


@check_rule
def absent_column(books: Books, plan: Plan) -> Iterable[Finding]:
    """A sheet without a column that a requirement of its year counts by."""
    records = books.records
    fields = (
        records.columns.groupby(["file", "sheet", "table"])["field"].agg("+".join).str.split("+").map(set).to_dict()
    )
    counted_by = {year.id: _counted_by(plan, year.id) for year in plan.years}
    for at in records.sheets[records.sheets["table"] != ""].to_dict("records"):
        table, there = at["table"], fields.get((at["file"], at["sheet"], at["table"]), set())
        for group in counted_by[at["year"]] if there else ():
            own = [name for other, name in group if other == table and name not in TABLES[table].required]
            if own and not there.intersection(own):
                where = {"file": at["file"], "sheet": at["sheet"], "field": own[0]}
                yield at_place(at["street"], at["year"], table) | where


def _counted_by(plan: Plan, year: int) -> list[tuple[tuple[str, str], ...]]:
    """The (table, column) pairs that requirements of a year count by; of each group one is enough."""
    bound = [one for one in plan.requirements if one.checked_by == "records" and one.bound(year) is not None]
    pairs = ((table, name) for one in bound for table in one.tables for name in one.columns)
    return list(dict.fromkeys(group for pair in pairs for group in sources(*pair)))


@check_rule
def too_few_communities(books: Books, plan: Plan) -> Iterable[Finding]:
    """A list of served communities shorter than the notice asks."""
    named = filled(books.valid("communities"), "community").groupby(YEAR)["community"].nunique()
    for key, found in named.items():
        street, year = place(key)
        wanted = plan.year(year).communities
        if wanted is not None and found < wanted:
            yield at_place(street, year, "communities", found=found, wanted=wanted)
