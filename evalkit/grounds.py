"""What a verdict rests on, in words: its tables, its arithmetic, how many records carry it, what people decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from evalkit import wording
from evalkit.explaining import reason
from evalkit.judging import PAPERS
from evalkit.plan import Requirement
from evalkit.words import number, say


def tables_of(requirement: Requirement) -> list[str]:
    """The tables a verdict rests on: those that are counted, or the one in which people note what they saw."""
    if requirement.checked_by in PAPERS:
        return [PAPERS[requirement.checked_by][0]]
    return requirement.tables


def arithmetic(row: Mapping[str, Any], tables: Iterable[str], lang: str | None = None) -> str:
    """The arithmetic of a verdict in words: value against bound, and what was left out for which reason.

    Parameters
    ----------
    row : of `assess`. tables : whose columns the reasons name.

    Examples
    --------
    >>> nan = float("nan")
    >>> row = {"value": 162.0, "low": 150.0, "high": nan, "unit": "户", "denominator": nan, "left_out": '{"repeat": 4}'}
    >>> arithmetic(row, ["visits"], "zh")
    '162 户 ≥ 150 户，另有 4 条未计：重复：同一对象已计一次 4'
    """
    tables = list(tables)
    low, high = row["low"], row["high"]
    value, bound = wording.value(row, lang), wording.bound(row, lang)
    if row["value"] != row["value"]:
        told = wording.why(row, lang) if row.get("why") else ""
    elif low == low and high != high:
        told = f"{value} {'≥' if row['value'] >= low else '<'} {wording.amount(low, row, lang)}"
    elif high == high and low != low:
        told = f"{value} {'≤' if row['value'] <= high else '>'} {wording.amount(high, row, lang)}"
    else:
        told = say("certifying.beside", lang, value=value, bound=bound) if bound != "—" else value
    left = json.loads(row["left_out"])
    if not left:
        return told
    reasons = [f"{reason(word, tables, lang)} {number(rows)}" for word, rows in left.items()]
    listed = say("errors.separator", lang).join(reasons)
    out = say("certifying.left_out", lang, rows=number(sum(left.values())), reasons=listed)
    return say("sheets.comma", lang).join(part for part in (told, out) if part)


_SUMMED = (
    "street", "year", "community", "code", "verdict", "why", "value", "numerator", "denominator", "low", "high", "rows",
    "counted", "left_out", "cut_off", "before", "ruled_by",
)  # fmt: skip


def checksum(row: Mapping[str, Any]) -> str:
    """SHA-256 of a verdict itself: where, what was asked, found and decided; a report and a certificate both bear it.

    Examples
    --------
    >>> row = dict.fromkeys(_SUMMED, "") | {"value": 149.0}
    >>> checksum(row) == checksum(row | {"label": "?"}), checksum(row) == checksum(row | {"value": 150.0})
    (True, False)
    """
    told = ["" if row[name] != row[name] else str(row[name]) for name in _SUMMED]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8")).hexdigest()


def stems(verdicts: pd.DataFrame) -> list[str]:
    """What the certificate of each verdict is called: its code, and the place of the community in a list of several."""
    among = verdicts.groupby(["street", "year", "requirement"], sort=False)
    size, place = among["community"].transform("size"), among.cumcount() + 1
    return [f"{code}-{at}" if of > 1 else str(code) for code, of, at in zip(verdicts["code"], size, place, strict=True)]


def notes(row: Mapping[str, Any], lang: str) -> Iterable[str]:
    """What else bears on the verdict: how many records carry it, the other reading, what people decided."""
    if row["why"]:
        yield wording.why(row, lang)
    if told := turning(row, lang):
        yield told
    if row["alternative"]:
        told = wording.verdict(row["alternative_verdict"], lang)
        yield say("certifying.alternative", lang, reading=row["alternative"], verdict=told)
    if told := decided(row, lang):
        yield told
    yield say("certifying.cut_off", lang, day=wording.day(row["cut_off"], lang))


def turning(row: Mapping[str, Any], lang: str | None = None) -> str:
    """How many records carry a verdict, in a sentence; ``""`` where that is not defined.

    Examples
    --------
    >>> turning({"verdict": "met", "flip": 2}, "zh")
    '最少有 2 条记录作废，结论才会改变。'
    """
    if pd.isna(row["flip"]):
        return ""
    return say(f"certifying.flip_{row['verdict']}", lang, flip=number(row["flip"]))


def decided(row: Mapping[str, Any], lang: str | None = None) -> str:
    """The verdict before people decided, by which document, who and when; ``""`` where nobody did.

    Examples
    --------
    >>> decided({"before": "not_met", "ruled_by": "一号（周样本，2017-07-10）"}, "zh")
    '裁定或批准之前：未达标。依据：一号（周样本，2017-07-10）。'
    """
    if not row["before"]:
        return ""
    return say("certifying.before", lang, before=wording.verdict(row["before"], lang), by=row["ruled_by"])
