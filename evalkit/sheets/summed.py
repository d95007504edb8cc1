"""What came out for one street and period, to be read first and on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from evalkit import scoring, wording, yearly
from evalkit.display import Callout, plain
from evalkit.plan import Plan
from evalkit.sheets.judged import case
from evalkit.words import language, number, say, unit_of

Row = Mapping[str, Any]
Group = Sequence[Row]
FEW = 3  # records: so few one look into the files can find void, and one alone is never more than that
_THIN = {(False, False): "sheets.thin_whole", (True, False): "sheets.thin_case", (True, True): "sheets.thin_each"}
_MOST = 8  # requirements listed one by one
_FIRST = 3  # named of those that wait for the same


@yearly.of_verdicts
def summary(verdicts: pd.DataFrame, lang: str | None = None, plan: Plan | None = None) -> Callout:
    """What came out for one street and year, to be read first.

    Parameters
    ----------
    verdicts : rows of one street and contract year, as `assess` gives them.
    lang : ``zh`` or ``en``.
    plan : its scheme of scores is told where it has one.

    Returns
    -------
    Callout : how many requirements bear each verdict (over communities the worst stands); which are not met and by how
        much; which cannot be assessed, and what is missing; which wait for the evaluator; which in progress lie
        behind an even pace; which are met by so few records that `FEW` or fewer void ones would turn them; the score.

    Raises
    ------
    ParameterError : rows of several streets or years.
    """
    street, year = wording.one_place(verdicts)
    found = wording.groups(verdicts)
    counts = Counter(wording.overall(row["verdict"] for row in group) for group in found)
    parts = [
        say("sheets.count", lang, verdict=wording.verdict(word, lang), n=counts[word])
        for word in wording.VERDICTS
        if counts[word]
    ]
    title = say("sheets.summary", lang, all=len(found), counts=say("errors.separator", lang).join(parts))
    lists = [
        (wording.verdict("not_met", lang), not_met(found, lang)),
        (wording.verdict("cannot_assess", lang), waiting("cannot_assess", found, lang)),
        (wording.verdict("for_evaluator", lang), waiting("for_evaluator", found, lang)),
        (say("sheets.lagging", lang), lagging(found, lang)),
        (say("sheets.fragile", lang, few=FEW), fragile(verdicts, lang)),
        (say("sheets.score", lang), _score(plan, verdicts, lang)),
    ]
    body = "\n".join(_listed(head, lines, lang) for head, lines in lists if lines)
    note = f"- {say('sheets.summary_note', lang)}"
    tone = "bad" if counts["not_met"] else "warn" if counts["cannot_assess"] or counts["for_evaluator"] else "ok"
    return Callout(tone=tone, title=title, body="\n".join(filter(None, [body, note])), street=street, year=year)


def _listed(head: str, lines: Iterable[str], lang: str | None) -> str:
    told = "\n".join(f"  - {wording.begun(line)}{say('sheets.stop', lang)}" for line in lines)
    return f"- {say('sheets.list_head', lang, head=wording.begun(head))}\n{told}"


def not_met(found: Iterable[Group], lang: str | None = None) -> list[str]:
    """Each requirement that is not met by its records with places, values and distances; the others by why.

    Parameters
    ----------
    found : the rows of each requirement, as `evalkit.wording.groups` gives them. lang : ``zh`` or ``en``.
    """
    bearing = _bearing("not_met", found)
    counted = [rows for rows in bearing if rows[0]["checked_by"] == "records" and not all(r["why"] for r in rows)]
    others = [rows for rows in bearing if rows not in counted]
    return [_missed(rows, lang) for rows in counted] + _by_reason(others, len(others), lang)


def waiting(word: str, found: Iterable[Group], lang: str | None = None) -> list[str]:
    """The requirements with a verdict that is open: each with why; where they are many, counted by why."""
    bearing = _bearing(word, found)
    return _by_reason(bearing, _FIRST, lang) if len(bearing) > _MOST else [_item(rows, lang) for rows in bearing]


def lagging(found: Iterable[Group], lang: str | None = None) -> list[str]:
    """Each requirement in progress that lies a whole unit or more behind an even pace somewhere."""
    rows = [[row for row in group if row["expected"] == row["expected"]] for group in found]
    late = [group for group in rows if any(row["value"] - row["expected"] <= -1 for row in group)]
    return [_headed(group[0], wording.paced(group, lang), lang) for group in late]


def fragile(verdicts: pd.DataFrame, lang: str | None = None) -> list[str]:
    """Each requirement that so few void records would turn from met, the places that fewest would turn first.

    A requirement that asks for one thing only rests on one record by its nature; it and what is asked of the whole
    pilot are left out.
    """
    asks = (verdicts["low"] > 1) | verdicts["denominator"].notna()
    thin = verdicts[
        (verdicts["verdict"] == "met") & (verdicts["flip"] <= FEW) & asks & (verdicts["level"] != "programme")
    ]
    thin = thin.sort_values("flip", kind="stable")
    return [_thin(group, lang) for group in wording.groups(thin)]


def _thin(group: Group, lang: str | None) -> str:
    flips: dict[int, list[str]] = {}
    for row in group:
        flips.setdefault(int(row["flip"]), []).append(plain(row["community"]))
    told = [
        say(_THIN[any(names), len(names) > 1], lang, flip=number(flip),
            names=say("errors.separator", lang).join(names), records=unit_of(flip, say("sheets.records", lang)))
        for flip, names in flips.items()
    ]  # fmt: skip
    return _headed(group[0], say("sheets.semicolon", lang).join(told), lang)


def _bearing(word: str, found: Iterable[Group]) -> list[list[Row]]:
    """Of each requirement the rows that bear a verdict."""
    return [rows for group in found if (rows := [row for row in group if row["verdict"] == word])]


def _by_reason(bearing: Iterable[Group], most: int, lang: str | None) -> list[str]:
    """Why, how many requirements, and the first of them."""
    whys: dict[str, list[str]] = {}
    for rows in bearing:
        whys.setdefault(_why(rows, lang), []).append(plain(wording.spoken(rows[0], "label", lang)))
    return [
        say(
            "sheets.waiting" if len(labels) <= most else "sheets.waiting_more",
            lang,
            why=why,
            n=len(labels),
            labels=say("errors.separator", lang).join(labels[:most]),
        )
        for why, labels in whys.items()
    ]


def _why(rows: Group, lang: str | None) -> str:
    whys = dict.fromkeys(wording.why(row, lang) or say(f"sheets.noted_{row['checked_by']}", lang) for row in rows)
    return say("errors.separator", lang).join(whys)


def _missed(bearing: Group, lang: str | None) -> str:
    told = say("errors.separator", lang).join(case(row, lang) for row in bearing)
    label, demand = plain(wording.spoken(bearing[0], "label", lang)), wording.demand(bearing[0], lang)
    return wording.evened(say("sheets.item_not_met", lang, label=label, told=told, demand=demand), lang)


def _item(bearing: Group, lang: str | None) -> str:
    label, why = plain(wording.spoken(bearing[0], "label", lang)), _why(bearing, lang)
    names = say("errors.separator", lang).join(plain(row["community"]) for row in bearing if row["community"])
    return say("sheets.item_at" if names else "sheets.item", lang, label=label, names=names, why=why)


def _headed(row: Row, told: str, lang: str | None) -> str:
    return say("sheets.headed", lang, label=plain(wording.spoken(row, "label", lang)), told=told)


def _score(plan: Plan | None, verdicts: pd.DataFrame, lang: str | None) -> list[str]:
    """The score and the grades possible, by the scheme of the plan; nothing where it has none."""
    if plan is None or plan.scheme is None:
        return []
    scored = scoring.score(plan, verdicts).iloc[0]
    english = language(lang) == "en"
    grades = {one.id: one.label_en or one.label if english else one.label for one in plan.scheme.grades}
    told = [
        say("sheets.or", lang).join(grades[one] for one in scored[name].split(";") if one)
        for name in ("grade", "grades")
    ]
    if not told[0]:
        return [say("sheets.score_none", lang)]
    usual, least, most = (scored["score_least"], scored["score_most"]), scored["low"], scored["high"]
    key = "score_sure" if usual[0] == usual[1] else "score_open"
    lines = [say(f"sheets.{key}", lang, least=number(usual[0]), most=number(usual[1]), grade=told[0])]
    if (least, most) != usual:
        lines.append(say("sheets.score_weights", lang, least=number(least), most=number(most), grades=told[1]))
    return [*lines, say("sheets.score_source", lang, source=plain(plan.scheme.source))]
