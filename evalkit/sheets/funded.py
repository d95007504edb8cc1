"""The money of a street and year as a table and in sentences: fee, payments, spending, unit costs, budget."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from evalkit import spending, wording, yearly
from evalkit.assessing import CutOff, cut_offs
from evalkit.display import Table, Text, cell, head
from evalkit.picking import is_open, place, street_name, year_told
from evalkit.plan import Street, Year
from evalkit.records import Records
from evalkit.spending import UNITS
from evalkit.tables import TABLES
from evalkit.words import language, number, percent, say

Figures = dict[tuple[str, str], dict[str, Any]]


@yearly.of_records
def funding(records: Records, street: str, year: int, lang: str | None = None, cut_off: CutOff = None) -> Table:
    """What was agreed, paid and spent, beside the notice, and what a unit of service cost.

    Parameters
    ----------
    records : what was handed in.
    street, year : which; the street by any of its names.
    lang : ``zh`` or ``en``.
    cut_off : the last day of which records are known, as for `assess`; the caption says it.

    Returns
    -------
    Table : amounts in yuan; what was not handed in shows as such, not as zero.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records.
    """
    where, when = place(records, street, year, cut_off)
    told = _told(records, where, when, cut_off)
    rows = [row for row in told if _is_shown(row)]
    shares = {row["part"]: row for row in told if row["figure"] == "paid_share"}
    parts = {row["part"]: row for row in told if row["figure"] == "spent_share"}
    rates = {row["figure"]: row for row in told if row["figure"] in {"paid_of_fee", "execution"}}
    beside = {"paid": (shares, rates["paid_of_fee"]), "spent": (parts, rates["execution"])}
    body = [_line(row, _beside(row, beside), lang) for row in rows]
    name, label = street_name(where, lang), year_told(records.plan, when, lang)
    return Table(
        label="funding",
        caption=say("sheets.funding_caption", lang, street=name, year=label),
        header=head(*(say(f"sheets.{key}", lang) for key in ("item_of_money", "amount", "against"))),
        body=body,
        align=["left", "right", "left"],
        notes=[say("sheets.funding_note", lang)],
        street=where.name,
        year=when.id,
    )


def _told(records: Records, street: Street, year: Year, cut_off: CutOff) -> list[dict[str, Any]]:
    """What `evalkit.spending.funding` tells of a street and year, and of the whole pilot; worked out once for all."""
    plan, ends = records.plan, cut_offs(records.plan, cut_off)
    of = plan.model_dump_json(warnings=False), street.name, ends
    rows = records.kept("funding", of, lambda read: wording.rows(spending.funding(read, plan, [street.name], ends)))
    return [row for row in rows if row["year"] == year.id and row["street"] in {street.name, plan.whole}]


def _is_shown(row: dict[str, Any]) -> bool:
    """A line for each amount; shares stand beside them, and of a table not handed in one line is enough."""
    share = row["figure"] in {"paid_share", "spent_share", "paid_of_fee", "execution"}
    return not share and not (row["part"] and row["why"] == "table_missing")


def _beside(row: dict[str, Any], beside: dict[str, Any]) -> dict[str, Any] | None:
    """The share that stands beside an amount."""
    if row["figure"] not in beside:
        return None
    parts, whole = beside[row["figure"]]
    found: dict[str, Any] | None = parts.get(row["part"]) if row["part"] else whole
    return found


def _line(row: dict[str, Any], share: dict[str, Any] | None, lang: str | None) -> list[dict[str, Any]]:
    figure = row["figure"] + ("_part" if row["part"] else "")
    item = say(f"sheets.money_{figure}", lang, part=_word(row["part"], lang))
    missing = row["why"] == "table_missing" and row["figure"] not in UNITS
    amount = cell(say("sheets.not_submitted", lang), "mute") if missing else cell(number(row["value"]))
    return [cell(item), amount, cell("" if missing else _against(row, share, lang))]


def _against(row: dict[str, Any], share: dict[str, Any] | None, lang: str | None) -> str:
    """What an amount is set beside: the notice, the whole it is a part of, what it was worked out of."""
    if row["why"]:
        return _why(row, lang)
    if row["figure"] in UNITS:
        return _rests(row, lang)
    if share is not None:
        return _share(row["figure"], share, lang)
    return _asked(row, lang)


def _asked(row: dict[str, Any], lang: str | None) -> str:
    if row["high"] != row["high"]:
        return ""
    gap = row["value"] - row["high"]
    key = "against_fee" if gap == 0 else "against_more" if gap > 0 else "against_less"
    return say(f"sheets.{key}", lang, fee=number(row["high"]), gap=number(abs(gap)))


def _share(figure: str, share: dict[str, Any], lang: str | None) -> str:
    if share["why"]:
        return ""
    kind = "due" if share["low"] == share["low"] else "part" if share["part"] else "whole"
    return say(f"sheets.share_{figure}_{kind}", lang, share=percent(share["value"]), due=percent(share["low"]))


def _rests(row: dict[str, Any], lang: str | None) -> str:
    """What a unit cost is worked out of, and how many rows stand behind it."""
    return say(
        "sheets.unit_rests", lang, spent=number(row["numerator"]),
        units=say(f"sheets.units_{row['figure']}", lang, n=number(row["denominator"])),
        rows=row["rows"], out=_out(row["left_out"]), rows_of=row["rows_of"], out_of=_out(row["left_out_of"]),
    )  # fmt: skip


def _out(words: str) -> int:
    return sum(json.loads(words).values())


def _why(row: dict[str, Any], lang: str | None) -> str:
    if row["part"]:
        return say("sheets.money_none", lang)
    why = say(f"assessing.{row['why']}", lang)
    if row["figure"] not in UNITS:
        return why
    key = "lacks_spending" if row["numerator"] != row["numerator"] else "lacks_units"
    return say(f"sheets.{key}", lang, why=why)


def _word(part: str, lang: str | None) -> str:
    """A word of the records as the reader's language has it."""
    return say(f"sheets.{_KEYS[part]}", lang) if language(lang) == "en" and part in _KEYS else part


_KEYS = dict(zip(TABLES["payments"].column("payer").values, ("payer_city", "payer_district"), strict=True))
_KEYS |= dict(
    zip(
        TABLES["expenditures"].column("category").values,
        ("spent_staff", "spent_activities", "spent_supervision", "spent_office", "spent_tax", "spent_other"),
        strict=True,
    )
)


# ---- in sentences ---------------------------------------------------------------------------------------------------


@yearly.of_records
def money(records: Records, street: str, year: int, lang: str | None = None, cut_off: CutOff = None) -> Text:
    """The same in a few sentences: agreed, paid by whom, spent on what, and the cost of a unit.

    Parameters
    ----------
    records, street, year, lang, cut_off : as for `funding`.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records.
    """
    where, when = place(records, street, year, cut_off)
    mine = [row for row in _told(records, where, when, cut_off) if row["street"] == where.name]
    figures: Figures = {(row["figure"], row["part"]): row for row in mine}
    lines = [_fee(figures["fee", ""], lang), _paid(mine, figures, lang), _spent(mine, figures, lang)]
    if not figures["spent", ""]["why"]:
        lines += _costs([figures[figure, ""] for figure in UNITS], lang)
    if is_open(records.plan, when):
        lines.insert(0, say("sheets.money_until", lang, day=wording.day(when.end, lang)))
    return Text("\n".join(f"- {wording.evened(line, lang)}" for line in lines), street=where.name, year=when.id)


def _fee(fee: dict[str, Any], lang: str | None) -> str:
    if fee["why"]:
        return say("sheets.say_fee_unknown", lang, why=say(f"assessing.{fee['why']}", lang))
    key = "say_fee" if fee["high"] == fee["high"] else "say_fee_alone"
    return say(f"sheets.{key}", lang, fee=number(fee["value"]), high=number(fee["high"]))


def _paid(mine: wording.Rows, figures: Figures, lang: str | None) -> str:
    paid = figures["paid", ""]
    if paid["why"]:
        return say("sheets.say_paid_unknown", lang, why=say(f"assessing.{paid['why']}", lang))
    parts = [
        say(
            "sheets.say_payer" if row["low"] != row["low"] else "sheets.say_payer_due", lang,
            payer=_word(row["part"], lang), amount=number(row["numerator"]), share=percent(row["value"]),
            due=percent(row["low"]),
        )
        for row in mine
        if row["figure"] == "paid_share" and not row["why"]
    ]  # fmt: skip
    return say("sheets.say_paid", lang, paid=number(paid["value"]), parts=say("sheets.comma", lang).join(parts))


def _spent(mine: wording.Rows, figures: Figures, lang: str | None) -> str:
    spent, rate = figures["spent", ""], figures["execution", ""]
    if spent["why"]:
        return say("sheets.say_spent_unknown", lang, why=say(f"assessing.{spent['why']}", lang))
    parts = [
        say("sheets.say_category", lang, part=_word(row["part"], lang), share=percent(row["value"]))
        for row in mine
        if row["figure"] == "spent_share" and not row["why"]
    ]
    key = "say_spent" if not rate["why"] else "say_spent_alone"
    joined = say("sheets.comma", lang).join(parts)
    return say(f"sheets.{key}", lang, spent=number(spent["value"]), share=percent(rate["value"]), parts=joined)


def _costs(costs: Sequence[dict[str, Any]], lang: str | None) -> list[str]:
    """The unit costs that are known, and those that are not, with the reason."""
    known = [
        say(
            f"sheets.say_{row['figure']}", lang, cost=number(row["value"]), spent=number(row["numerator"]),
            units=say(f"sheets.units_{row['figure']}", lang, n=number(row["denominator"])),
        )
        for row in costs
        if not row["why"]
    ]  # fmt: skip
    unknown = [
        say("sheets.item", lang, label=say(f"sheets.money_{row['figure']}", lang, part=""), why=_why(row, lang))
        for row in costs
        if row["why"]
    ]
    join = say("sheets.comma", lang).join
    told = [say("sheets.say_costs", lang, costs=join(known))] if known else []
    return told + ([say("sheets.say_costs_unknown", lang, costs=join(unknown))] if unknown else [])
