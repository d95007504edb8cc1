"""Proof of a plan against its notice: what the plan says must be what the notice says, and nothing may be left unsaid.

Every proof is a generator of sentences; all of them speak, so a plan's author sees every fault at once.
The proofs are word lists, not understanding: a demand without a word such as 不少于 must be listed by a reader.
"""

from __future__ import annotations

import difflib
import hashlib
import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from evalkit.plan_file import Source, hint, join
from evalkit.plan_model import Plan, Requirement, Year
from evalkit.proof_counting import counting
from evalkit.proof_words import LANGUAGES, Language, even, numbers
from evalkit.words import number, say

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_NO_FOLDER = re.compile(r'[/\\:*?"<>|\x00-\x1f]|^[.\s]|[.\s]$')
_QUARTER = 100  # days that no quarter has


def prove(plan: Plan, source: Source) -> list[str]:
    """Every fault of ``plan`` against its notice; empty for a plan that may be used.

    Parameters
    ----------
    plan : as written; a block whose form is at fault holds what is good in it.
    source : the file it came from, for lines.

    Returns
    -------
    One sentence a fault, in the language of `evalkit.words.language`.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> from evalkit.plan_file import read_source
    >>> plan = read_plan("suzhou-2016")
    >>> prove(plan, read_source(plan.folder))
    []
    """
    faults = [*_names(plan, source), *_years(plan, source), *counting(plan, source)]
    if plan.language not in LANGUAGES:
        return [*faults, say("plan.language", language=plan.language, allowed=join(LANGUAGES))]
    words = LANGUAGES[plan.language]
    faults += _streets(plan, source, words)
    for n, requirement in enumerate(plan.requirements):
        who = source.who("requirement", n)
        if requirement.quote:
            faults += [*_bound(plan, requirement, who), *_belied(requirement, who, words)]
            faults += _silent_quote(requirement, who, words)
    return [*faults, *_notice(plan, source, words)]


# ---- the notice ------------------------------------------------------------------------------------------------------


def _notice(plan: Plan, source: Source, words: Language) -> Iterator[str]:
    """Every quote stands in the notice, every demand of the notice in a quote, and the notice is the one registered."""
    if not plan.notice:
        return
    notice, quotes = even(plan.notice, words.blank), list(_quotes(plan, source))
    for who, quote in quotes:
        if even(quote, words.blank) not in notice:
            yield say("plan.lost_quote", who=who, quote=quote, near=_nearest_passage(even(quote, words.blank), notice))
    yield from _unsaid(notice, [even(quote, words.blank) for _, quote in quotes], words)
    now = hashlib.sha256(plan.notice.encode()).hexdigest()
    if plan.sha256 and now != plan.sha256:
        yield say("plan.notice_moved", now=now)


def _quotes(plan: Plan, source: Source) -> Iterator[tuple[str, str]]:
    blocks: list[tuple[str, str, int]] = [
        *((y.quote, "year", n) for n, y in enumerate(plan.years)),
        *((r.quote, "requirement", n) for n, r in enumerate(plan.requirements)),
        *((r.may_adjust, "requirement", n) for n, r in enumerate(plan.requirements)),
        *((c.quote, "not_counted", n) for n, c in enumerate(plan.not_counted)),
    ]
    if plan.streets_quote:
        yield source.who("streets"), plan.streets_quote
    yield from ((source.who(kind, n), quote) for quote, kind, n in blocks if quote)


def _unsaid(notice: str, quotes: list[str], words: Language) -> Iterator[str]:
    spans = [(m.start(), m.end()) for quote in set(quotes) if quote for m in re.finditer(re.escape(quote), notice)]
    for demand in re.finditer(words.demand, notice, re.IGNORECASE):
        if not any(start <= demand.start() and demand.end() <= end for start, end in spans):
            around = notice[max(0, demand.start() - 14) : demand.end() + 12]
            yield say("plan.unsaid", around=around)


def _nearest_passage(quote: str, notice: str) -> str:
    """The words of the notice most like a quote that is not in it, or nothing."""
    match = difflib.SequenceMatcher(None, notice, quote, autojunk=False).find_longest_match()
    if match.size < min(4, len(quote)):
        return ""
    start = max(0, match.a - match.b)
    return say("plan.nearest_passage", passage=notice[start : start + len(quote)])


# ---- a requirement's own words ---------------------------------------------------------------------------------------


def _bound(plan: Plan, requirement: Requirement, who: str) -> Iterator[str]:
    """Every number of the bound is said in the quote, of its own year; every year named is one of the plan's."""
    years = sorted(y.id for y in plan.years if isinstance(y.id, int))
    all_told = len(years) == len(plan.years)
    for key in ("at_least", "at_most", "between", "out_of"):
        bound = getattr(requirement, key)
        by_year = bound if isinstance(bound, dict) else {None: bound}
        for year, value in by_year.items():
            if all_told and year is not None and year not in years:
                yield say("plan.no_such_year", who=who, key=key, year=year, allowed=join(map(str, years)))
            said = numbers(_part(requirement.quote, plan, year))
            for one in value if isinstance(value, list) else [value]:
                if _is_number(one) and not any(math.isclose(one, n) for n in said):
                    yield _not_said(who, key, one, said, requirement.quote)


def _not_said(who: str, key: str, value: float, said: Iterable[float], quote: str) -> str:
    listed = join(map(_plain, said)) or say("plan.none")
    return say("plan.number_not_said", who=who, key=key, value=_plain(value), said=listed, quote=quote)


def _part(quote: str, plan: Plan, year: int | None) -> str:
    """What the quote says of one year: from its label to the next label; all of it where its label is not there."""
    labels = {y.id: y.label for y in plan.years if y.label and y.label in quote}
    if year not in labels:
        return quote
    rest = quote[quote.index(labels[year]) + len(labels[year]) :]
    ends = [rest.index(label) for label in labels.values() if label in rest]
    return rest[: min(ends, default=None)]


def _belied(requirement: Requirement, who: str, words: Language) -> Iterator[str]:
    """The quote's 不少于, 每年, 每个社区 agree with the bound, the period and the level."""
    kinds = {"at_least", "at_most", "between"}
    bound = next((k for k in ("at_least", "at_most", "between") if getattr(requirement, k) is not None), "")
    said = _said(words.bounds, requirement.quote)
    if said and bound and not {bound} & {*said, "between"}:
        yield _contrary(who, said, "bound", bound, kinds)
    for key, patterns in (("every", words.every), ("level", words.level)):
        said, written = _said(patterns, requirement.quote), str(getattr(requirement, key))
        if said and written and written not in said:
            yield _contrary(who, said, key, written, {*said} & {"year", "quarter", "contract", "street", "community"})


def _contrary(who: str, said: dict[str, str], key: str, written: str, allowed: Iterable[str]) -> str:
    right = [k for k in said if k in allowed]
    cure = say("plan.cure_right", right=join(right)) if right else say("plan.cure_period")
    return say("plan.belied", who=who, said=join(said.values()), key=key, written=written, cure=cure)


def _silent_quote(requirement: Requirement, who: str, words: Language) -> Iterator[str]:
    if requirement.reading.strip():
        return
    for key, patterns in (("every", words.every), ("level", words.level)):
        if not _said(patterns, requirement.quote):
            yield say("plan.needs_reading", who=who, key=key, written=getattr(requirement, key))


def _said(patterns: dict[str, str], quote: str) -> dict[str, str]:
    """Which of the patterns the quote holds: name -> the words found."""
    text = even(quote, " ")
    found = {name: re.search(pattern, text, re.IGNORECASE) for name, pattern in patterns.items()}
    return {name: m[0] for name, m in found.items() if m}


# ---- names, years and streets ----------------------------------------------------------------------------------------


def _names(plan: Plan, source: Source) -> Iterator[str]:
    """Ids are usable as file names; nothing is named twice; a requirement's section is one of the plan's."""
    named: list[tuple[str, int, str, str]] = [
        *(("year", n, "id", str(y.id)) for n, y in enumerate(plan.years)),
        *(("street", n, "id", s.id) for n, s in enumerate(plan.streets)),
        *(("section", n, "id", s.id) for n, s in enumerate(plan.sections)),
        *(("requirement", n, "id", r.id) for n, r in enumerate(plan.requirements)),
        *(("requirement", n, "code", r.code) for n, r in enumerate(plan.requirements)),
        *(("not_counted", n, "code", c.code) for n, c in enumerate(plan.not_counted)),
    ]
    seen: dict[tuple[str, str], str] = {}
    for kind, n, key, name in named:
        who, space = source.who(kind, n), (key if key == "code" else kind)
        if name and (space, name) in seen:
            yield say("plan.named_twice", who=who, key=key, name=name, first=seen[space, name])
        seen.setdefault((space, name), who)
        if key == "id" and name and not _ID.fullmatch(name):
            yield say("plan.bad_id", who=who, name=name)
    if plan.id and not _ID.fullmatch(plan.id):
        yield say("plan.bad_id", who=source.who("plan"), name=plan.id)
    sections = [s.id for s in plan.sections]
    for n, r in enumerate(plan.requirements):
        if r.section and r.section not in sections:
            near = hint(r.section, sections)
            who = source.who("requirement", n, "section")
            yield say("plan.not_allowed", who=who, key="section", value=r.section, near=near, allowed=join(sections))


def _years(plan: Plan, source: Source) -> Iterator[str]:
    """A year ends after it starts and before the next begins; its communities and fee are said in its quote."""
    for n, year in enumerate(plan.years):
        who = source.who("year", n)
        for key in ("communities", "fee"):
            value, said = getattr(year, key), numbers(year.quote)
            if year.quote and _is_number(value) and not any(math.isclose(value, one) for one in said):
                yield _not_said(who, key, value, said, year.quote)
        if _dated(year) and year.start > year.end:
            yield say("plan.ends_before", who=who, start=year.start, end=year.end)
    dated = sorted((y for y in plan.years if _dated(y)), key=lambda y: y.start)
    for before, after in pairwise(dated):
        if after.start <= before.end:
            yield say("plan.overlap", one=before.id, other=after.id, end=before.end, start=after.start)
    yield from _folders(plan, source)
    yield from _lengths(plan, source, dated)


def _folders(plan: Plan, source: Source) -> Iterator[str]:
    """The submissions of each year lie in a folder of their own, whose name any computer can write."""
    owner: dict[str, Any] = {}
    for n, year in enumerate(plan.years):
        folder = str(getattr(year, "folder", ""))
        if _NO_FOLDER.search(folder):
            yield say("plan.bad_folder", who=source.who("year", n, "folder"), folder=folder)
        if folder and owner.setdefault(even(folder).casefold(), year.id) != year.id:
            yield say("plan.same_folder", one=owner[even(folder).casefold()], other=year.id, folder=folder)


def _lengths(plan: Plan, source: Source, dated: list[Year]) -> Iterator[str]:
    """What is asked each quarter needs years of three months, what is asked each year such as are longer."""
    quarters = [year for year in dated if (year.end - year.start).days < _QUARTER]
    others = [year for year in dated if year not in quarters]
    for n, requirement in enumerate(plan.requirements):
        wrong = {"quarter": others, "year": quarters}.get(str(requirement.every), [])
        for year in wrong[:1]:
            when = {"one": year.id, "start": year.start, "end": year.end}
            who, every = source.who("requirement", n, "every"), requirement.every
            yield say("plan.not_that_long", who=who, every=every, wanted=say(f"plan.a_{every}"), **when)


def _streets(plan: Plan, source: Source, words: Language) -> Iterator[str]:
    """Every street is named in the quote of the streets, and no word means two streets."""
    quote, owner = even(plan.streets_quote, words.blank), dict[str, str]()
    for n, street in enumerate(plan.streets):
        who = source.who("street", n)
        if street.city_share is not None and not 0 <= street.city_share <= 1:
            yield say("plan.city_share", who=who, share=street.city_share)
        if quote and street.name and even(street.name, words.blank) not in quote:
            yield say("plan.street_not_said", who=who, name=street.name)
        for word in dict.fromkeys(even(str(w)).casefold() for w in (street.name, *street.aliases) if w):
            if owner.setdefault(word, street.name) != street.name:
                yield say("plan.two_streets", who=who, word=word, other=owner[word])


def _dated(year: Year) -> bool:
    return bool(year.start and year.end)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: float) -> str:
    return number(value, 4)
