"""What the agency said to its verdicts and what was decided: rulings, conclusions, adjusted bounds, waivers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from evalkit import wording, yearly
from evalkit.conclusions import WORDS
from evalkit.display import Table, cell, head
from evalkit.editions import COMMISSIONER, is_public
from evalkit.plan import Plan
from evalkit.records import Records
from evalkit.rulings import TURNED, decided_by, lacking
from evalkit.tables import TABLES
from evalkit.words import language, number, say

HEADS = ("requirement", "place", "said", "decided", "verdict_moved", "decided_basis", "taken_up")
_WRITTEN = {"said", "decided_basis"}  # in people's own words, with their names
_DECISIONS = ("replies", "conclusions", "adjustments")
_RULINGS = {verdict: word for word, verdict in TURNED.items()}
_AS_RULINGS = {word: _RULINGS[verdict] for word, verdict in WORDS.items()}
Row = Mapping[Any, Any]


@yearly.of_verdicts
def replies(records: Records, verdicts: pd.DataFrame, lang: str | None = None, *, edition: str = COMMISSIONER) -> Table:
    """Replies with their rulings, conclusions of score sheets, adjusted bounds, waivers; the verdict before and after.

    Parameters
    ----------
    records : those the verdicts rest on; the lists are kept by the evaluators.
    verdicts : rows of one street and contract year, as `assess` gives them.
    lang : ``zh`` or ``en``; what people wrote stays in their own language.
    edition : ``commissioner``, or ``public``: what was decided, without what people wrote and who they are.

    Returns
    -------
    Table : one row an entry, in the order of the lists; the last column says whether it was taken up, and if not why;
        a note alone where nothing was said or decided.

    Raises
    ------
    ParameterError : rows of several streets or years; no such edition.
    """
    street, year = wording.one_place(verdicts)
    shown = [at for at, key in enumerate(HEADS) if not (is_public(edition) and key in _WRITTEN)]
    entries = list(_entries(records, verdicts, street, year))
    notes = [_counted(entries, lang), say("sheets.replies_note", lang)] if entries else []
    return Table(
        label="replies",
        caption=wording.titled("replies", verdicts, lang),
        header=head(*(say(f"sheets.{HEADS[at]}", lang) for at in shown)),
        body=[[line[at] for at in shown] for line in (_line(records.plan, *entry, lang) for entry in entries)],
        align=["left"] * len(shown),
        notes=notes or [say("sheets.replies_none", lang)],
        street=street,
        year=year,
    )


def _entries(records: Records, verdicts: pd.DataFrame, street: str, year: int) -> Iterator[tuple[str, Row, list[Row]]]:
    """Table, row and the verdicts it is about, of each entry on a requirement of that street and year."""
    for table in _DECISIONS:
        frame = _concluded(records) if table == "conclusions" else records[table]
        here = frame["street"].isin([street, records.plan.whole]) & (frame["year"] == year) & (frame["excluded"] == "")
        for row in frame[here.to_numpy(bool)].to_dict("records"):
            about = verdicts[verdicts["code"] == row["code"]]
            if row["community"]:
                about = about[about["community"] == row["community"]]
            if len(about):
                yield table, row, about.to_dict("records")


def _concluded(records: Records) -> pd.DataFrame:
    """The lines of score sheets in which something was concluded, each like a ruling to which nothing had been said."""
    lines = records["conclusions"]
    lines = lines[lines["conclusion"].isin(WORDS).to_numpy(bool)]
    return lines.assign(reply="", ruling=lines["conclusion"].map(_AS_RULINGS), ruling_reason=lines["reason"])


def _counted(entries: list[tuple[str, Row, list[Row]]], lang: str | None) -> str:
    """How many replies there are and how they were ruled on; how many bounds were adjusted or waived."""
    told = [row for table, row, _ in entries if table == "replies"]
    turned = sum(row["ruling"] in TURNED and _taken(row, about) for table, row, about in entries if table == "replies")
    kept = sum(row["ruling"] == "维持" for row in told)
    of = {table: [_taken(row, about) for name, row, about in entries if name == table] for table in _DECISIONS}
    adjusted, concluded = of["adjustments"], of["conclusions"]
    slots = {"replies": len(told), "turned": turned, "kept": kept, "adjusted": len(adjusted), "taken": sum(adjusted)}
    words = say("sheets.replies_counted", lang, **slots)
    if not concluded:
        return words
    return words + say("sheets.concluded_counted", lang, lines=len(concluded), taken=sum(concluded))


def _line(plan: Plan, table: str, row: Row, about: list[Row], lang: str | None) -> list[dict[str, Any]]:
    first = about[0]
    reply = table != "adjustments"
    reason = row["ruling_reason"] if reply else row["approved_by"]
    basis = [text for text in (reason, row["document"], row["who"], _day(row["when"], lang)) if text]
    return [
        cell(f"{first['code']} {wording.spoken(first, 'label', lang)}"),
        cell(row["community"] or say("sheets.whole_street", lang)),
        cell((row["reply"] if reply else "") or "—"),
        cell(_decision(row, first, lang) if not reply else _ruling(row, lang)),
        _moved(about, lang),
        cell(say("sheets.semicolon", lang).join(basis) or "—"),
        cell(_status(plan, table, row, about, lang)),
    ]


def _ruling(row: Row, lang: str | None) -> str:
    if not row["ruling"]:
        return say("sheets.not_ruled", lang)
    if row["ruling"] in TURNED:
        return say("sheets.ruled_to", lang, verdict=wording.verdict(TURNED[row["ruling"]], lang))
    return say("sheets.ruled_kept", lang)


def _decision(row: Row, verdict: Row, lang: str | None) -> str:
    if row["kind"] == "豁免":
        return say("sheets.waived", lang)
    if pd.isna(row["bound"]):
        return say("sheets.adjusted_blank", lang)
    return say("sheets.adjusted_to", lang, bound=f"{number(row['bound'])} {wording.unit(row['bound'], verdict, lang)}")


def _moved(about: list[Row], lang: str | None) -> dict[str, Any]:
    """The verdict before and after; over communities the worst."""
    after = wording.overall(one["verdict"] for one in about)
    before = wording.overall(one["before"] or one["verdict"] for one in about)
    words = [wording.verdict(word, lang) for word in (before, after)]
    told = words[1] if before == after else say("sheets.from_to", lang, before=words[0], after=words[1])
    return cell(told, wording.TONES[after])


def _taken(row: Row, about: list[Row]) -> bool:
    """Whether a verdict names the entry among those that decided it."""
    return not lacking(row) and any(decided_by(row) in one["ruled_by"] for one in about)


def _status(plan: Plan, table: str, row: Row, about: list[Row], lang: str | None) -> str:
    """Whether an entry was taken up; if not, why."""
    if table == "replies" and row["ruling"] not in TURNED:
        return say("sheets.taken_kept" if row["ruling"] else "sheets.taken_open", lang)
    if missing := lacking(row):
        columns = {column.name: column for column in TABLES[table].columns}
        labels = (columns[name].label_en if language(lang) == "en" else columns[name].label for name in missing)
        return say("sheets.taken_incomplete", lang, missing=say("errors.separator", lang).join(labels))
    if _taken(row, about):
        return say("sheets.taken", lang)
    if table == "conclusions":
        return say("sheets.taken_otherwise", lang)
    fixed = table == "adjustments" and row["kind"] == "调整" and not plan.requirement(row["code"]).may_adjust
    return say("sheets.taken_fixed" if fixed else "sheets.taken_later", lang)


def _day(when: Any, lang: str | None) -> str:
    return "" if pd.isna(when) else wording.day(when, lang)
