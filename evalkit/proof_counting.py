"""Proof of how a plan counts: one bound, a measure with what it needs, tables, columns and values that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from evalkit.plan_file import Source, hint, join
from evalkit.plan_model import BOUNDS, COMPOSED, Plan, Requirement
from evalkit.tables import TABLES, Column
from evalkit.tables.derived import DERIVED, PLACE
from evalkit.words import say

# What each measure needs, and the kinds of the column it counts ("" = any).
NEEDS = {
    "rows": (),
    "distinct": ("of",),
    "sum": ("of",),
    "exists": (),
    "covers": ("of", "values"),
    "share": ("of", "among"),
    "every": (),
    "sum_share": ("of",),
    "chain": ("of",),
    "month_ends": ("of",),
    "month_end_share": ("of", "among"),
    "all_of": ("of",),
    "any_of": ("of",),
}
# What a measure may be given besides.
MAY = {"exists": ("of",), "every": ("of", "among"), "sum_share": ("among",)}
MAY |= dict.fromkeys(("share", "month_end_share"), ("out_of",))
_QUANTITIES = ("number", "yuan", "hours")
_KINDS = {"sum": _QUANTITIES, "sum_share": _QUANTITIES, "chain": ("date",)}
_TESTS = ("at_least", "at_most", "by", "from", "to", "given")


def counting(plan: Plan, source: Source) -> Iterator[str]:
    """Every fault in how the requirements, and their alternatives, are counted."""
    for n, (requirement, block) in enumerate(zip(plan.requirements, source.blocks("requirement"), strict=True)):
        who = source.who("requirement", n)
        yield from _form(requirement, block, who)
        yield from _one(requirement, who)
        yield from _parts(plan, requirement, who)
        yield from _districts(plan, requirement, who)
        for k, other in enumerate(requirement.alternatives, 1):
            named = say("plan.who_alternative", who=who, n=k)
            same = set(_one(requirement, named))
            yield from _single_bound(block["alternatives"][k - 1], named)
            if _plain(requirement.read_as(other)) == _plain(requirement):
                yield say("plan.same_reading", who=named)
            yield from (fault for fault in _one(requirement.read_as(other), named) if fault not in same)
    yield from _headers(plan)


def _form(r: Requirement, block: dict[str, Any], who: str) -> Iterator[str]:
    """What is counted from records says how; what people look at says nothing of it."""
    yield from _single_bound(block, who)
    if r.checked_by != "records":
        kind = say(f"plan.by_{r.checked_by}")
        idle = [key for key in ("table", "measure", "of", "where", "among", *BOUNDS) if key in block]
        yield from (say("plan.paper_idle", who=who, kind=kind, key=key) for key in idle)
        return
    needed = ("measure",) if r.measure in COMPOSED else ("table", "measure")
    yield from (say("plan.missing_key", who=who, key=key) for key in needed if not block.get(key, ""))
    if not (r.has_bound or r.standard):
        yield say("plan.one_bound", who=who, written=say("plan.none"))


def _plain(r: Requirement) -> dict[str, Any]:
    """How the requirement is counted, without what is said about it."""
    return {key: value for key, value in r if key not in {"reading", "reading_en", "alternatives"}}


def _single_bound(block: dict[str, Any], who: str) -> Iterator[str]:
    written = [bound for bound in BOUNDS if bound in block]
    if len(written) > 1 or any(block[bound] in ({}, []) for bound in written):
        yield say("plan.one_bound", who=who, written=join(written))


def _one(r: Requirement, who: str) -> Iterator[str]:
    if r.implied is not None:
        yield from (
            say("plan.own_bound", who=who, measure=r.measure, key=b) for b in BOUNDS if getattr(r, b) is not None
        )
    if not _is_pair(r.between):
        yield say("plan.pair", who=who)
    known = [table for table in r.tables if table in TABLES]
    for table in r.tables:
        if table and table not in TABLES:
            yield _unknown_table(who, "table", table)
    yield from _measure(r, known, who)
    if r.measure not in COMPOSED:
        yield from _columns(r, known, who)
    if r.raised_by:
        yield from _raised(r, who)
    if r.applies:
        yield from _applies(r, who)


def _measure(r: Requirement, tables: list[str], who: str) -> Iterator[str]:
    if not r.measure:
        return
    for key in NEEDS[r.measure]:
        if getattr(r, key) in (None, "", []):
            yield say("plan.measure_needs", who=who, measure=r.measure, key=key)
    for key in sorted({"of", "among", "out_of", "values"} - {*NEEDS[r.measure], *MAY.get(r.measure, ())}):
        if getattr(r, key) is not None:
            yield say("plan.measure_idle", who=who, measure=r.measure, key=key)
    if r.of and isinstance(r.of, list) != (r.measure in {"chain", *COMPOSED}):
        yield say("plan.of_chain" if r.measure == "chain" else "plan.of_one", who=who, measure=r.measure)
    if r.measure.startswith("month_end") and any(not TABLES[t].span for t in tables):
        spans = [t.name for t in TABLES.values() if t.span]
        yield say("plan.needs_span", who=who, measure=r.measure, allowed=join(spans))


def _columns(r: Requirement, tables: list[str], who: str) -> Iterator[str]:
    for name in [r.of] if isinstance(r.of, str) else r.of or []:
        yield from _column(tables, "of", name, who)
        wanted = _KINDS.get(r.measure or "", ())
        kinds = {c.kind for c in _declared(tables, name)}
        if wanted and kinds and not kinds <= {*wanted}:
            yield say("plan.of_kind", who=who, measure=r.measure, column=name, wanted=_kinds(wanted))
    for key, conditions in (("where", r.where), ("among", r.among or {})):
        yield from _conditions(tables, key, conditions, who)


def _raised(r: Requirement, who: str) -> Iterator[str]:
    """What raises a bound is a number in a table."""
    table, name = (r.raised_by.table, r.raised_by.of) if r.raised_by else ("", "")
    if table not in TABLES:
        yield _unknown_table(who, "raised_by", table)
        return
    yield from _column([table], "raised_by", name, who)
    if any(column.kind != "number" for column in _declared([table], name)):
        yield say("plan.of_kind", who=who, measure="raised_by", column=name, wanted=_kinds(["number"]))


def _parts(plan: Plan, r: Requirement, who: str) -> Iterator[str]:
    """The parts of a composed requirement are other requirements, none of them composed of it."""
    codes = [one.code for one in plan.requirements if one.code != r.code and r.code not in (one.of or ())]
    for code in r.of or () if r.measure in COMPOSED else ():
        if code not in codes:
            yield say("plan.bad_part", who=who, code=code, near=hint(code, codes))


def _districts(plan: Plan, r: Requirement, who: str) -> Iterator[str]:
    known = list(dict.fromkeys(street.district for street in plan.streets))
    for district in r.districts:
        if district not in known:
            yield say("plan.no_such_district", who=who, district=district, allowed=join(known))


def _applies(r: Requirement, who: str) -> Iterator[str]:
    table = r.applies.table if r.applies else ""
    if table not in TABLES:
        yield _unknown_table(who, "applies", table)
    elif r.applies:
        yield from _conditions([table], "applies", r.applies.where, who)


def _column(tables: list[str], key: str, name: str, who: str) -> Iterator[str]:
    for table in tables:
        allowed = [*(c.name for c in TABLES[table].columns), *DERIVED.get(table, ()), *PLACE]
        if name not in allowed:
            yield _unknown_column(who, key, table, name, allowed)
        elif name in TABLES[table].personal:
            yield say("plan.personal", who=who, key=key, column=name, allowed=join(DERIVED.get(table, ())))


def _conditions(tables: list[str], key: str, conditions: dict[str, Any], who: str) -> Iterator[str]:
    for name, wanted in conditions.items():
        yield from _column(tables, key, name, who)
        if isinstance(wanted, dict):
            yield from _test(key, name, wanted, who)
            continue
        for column in _declared(tables, name):
            for value in wanted if isinstance(wanted, list) else [wanted]:
                yield from _value(column, key, value, who)


def _test(key: str, name: str, test: dict[str, Any], who: str) -> Iterator[str]:
    """A test is made of `_TESTS`: numbers, days, ``by`` "test_date", ``given`` true or false."""
    wrong = [word for word, value in test.items() if not _fits(word, value)]
    if wrong or not test:
        near = hint(wrong[0], _TESTS) if wrong and wrong[0] not in _TESTS else ""
        yield say("plan.bad_test", who=who, key=key, column=name, near=near)


def _fits(word: str, value: Any) -> bool:
    if word in {"at_least", "at_most"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if word in {"from", "to"}:
        return isinstance(value, date)
    return value == "test_date" if word == "by" else word == "given" and isinstance(value, bool)


def _value(column: Column, key: str, value: Any, who: str) -> Iterator[str]:
    if column.kind in ("choice", "choices"):
        if value not in column.values:
            meant = [word for word, others in column.values.items() if value in others]
            near, allowed = hint(meant[0] if meant else value, column.values), join(column.values)
            yield say(
                "plan.not_a_choice", who=who, key=key, column=column.name, value=value, near=near, allowed=allowed
            )
        return
    fits = {"yes_no": bool, "number": (int, float), "yuan": (int, float), "hours": (int, float)}.get(column.kind, str)
    if not isinstance(value, fits) or (fits is not bool and isinstance(value, bool)):  # type: ignore[arg-type]
        wanted = say(
            "plan.wanted_bool" if fits is bool else "plan.wanted_string" if fits is str else "plan.wanted_float"
        )
        yield say("plan.wrong_type", who=who, key=f"{key}.{column.name}", value=value, wanted=wanted)


def _headers(plan: Plan) -> Iterator[str]:
    who = say("plan.kind_headers")
    for table, columns in plan.headers.items():
        if table not in TABLES:
            yield _unknown_table(who, "headers", table)
            continue
        own = [c.name for c in TABLES[table].columns]
        for name in columns:
            if name not in own:
                yield _unknown_column(who, "headers", table, name, own)


def _unknown_table(who: str, key: str, table: str) -> str:
    return say("plan.unknown_table", who=who, key=key, table=table, near=hint(table, TABLES), allowed=join(TABLES))


def _unknown_column(who: str, key: str, table: str, column: str, allowed: Iterable[str]) -> str:
    allowed = [name for name in dict.fromkeys(allowed) if name not in TABLES[table].personal or key == "headers"]
    near = hint(column, allowed)
    return say("plan.unknown_column", who=who, key=key, table=table, column=column, near=near, allowed=join(allowed))


def _declared(tables: Iterable[str], name: str) -> list[Column]:
    return [c for t in tables for c in TABLES[t].columns if c.name == name]


def _is_pair(between: Any) -> bool:
    pairs = list(between.values()) if isinstance(between, dict) else [] if between is None else [between]
    return all(isinstance(p, list) and len(p) == 2 and p[0] <= p[1] for p in pairs)


def _kinds(kinds: Iterable[str]) -> str:
    return join(say(f"plan.column_{kind}") for kind in kinds)
