"""The pilot as a whole: who handed in what, what it cost, how the demands were met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from evalkit import wording
from evalkit.display import Callout, Table, cell, head, plain
from evalkit.picking import street_name
from evalkit.plan import Plan, Street, Year
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.words import language, number, say

_FIRST = 3  # tables named of those that are missing


def pilot(verdicts: pd.DataFrame, comparison: pd.DataFrame, lang: str | None = None) -> Callout:
    """What came out for the whole pilot, to be read first.

    Parameters
    ----------
    verdicts : of all streets, and of the contract years that are reported.
    comparison : the requirements compared, as `evalkit.compare` gives them, of the same years.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Callout : how many verdicts of each kind (over communities the worst stands); which requirement the most streets
        did not meet; how many comparisons stand out after correction, and how many support no order.
    """
    worst = verdicts.groupby(["requirement", "street", "year"], sort=False)["verdict"].agg(wording.overall)
    counts = Counter(worst)
    told = [
        say("sheets.count", lang, verdict=wording.verdict(word, lang), n=counts[word])
        for word in wording.VERDICTS
        if counts[word]
    ]
    title = say("sheets.pilot_title", lang, streets=verdicts["street"].nunique(), all=len(worst),
                counts=say("errors.separator", lang).join(told))  # fmt: skip
    lines = [_missed(verdicts, worst, lang), *_standing_out(comparison, lang), say("sheets.pilot_note", lang)]
    body = "\n".join(f"- {line}" for line in lines if line)
    return Callout(tone="bad" if counts["not_met"] else "info", title=title, body=body)


def _missed(verdicts: pd.DataFrame, worst: pd.Series, lang: str | None) -> str:
    """The requirements the most street-years did not meet."""
    missed = worst[worst == "not_met"].groupby("requirement", sort=False).size().sort_values(ascending=False)
    if missed.empty:
        return say("sheets.pilot_none_missed", lang)
    first = verdicts.drop_duplicates("requirement").set_index("requirement")
    items = [
        say("sheets.pilot_item", lang, label=plain(wording.spoken(first.loc[one].to_dict(), "label", lang)), n=n)
        for one, n in missed.head(5).items()
    ]
    return say("sheets.pilot_missed", lang, n=len(missed), items=say("sheets.semicolon", lang).join(items))


def _standing_out(comparison: pd.DataFrame, lang: str | None) -> list[str]:
    tested = comparison[comparison["p_holm"].notna()]
    if tested.empty:
        return []
    far = tested[tested["p_holm"] < 0.05]
    blocks = tested.groupby(["requirement", "year"], sort=False)["cautions"].agg(_all_say)
    labels = [
        f"{plain(wording.spoken(row, 'street', lang))} {wording.period(row, lang)} {wording.spoken(row, 'label', lang)}"
        for row in far.to_dict("records")
    ]
    listed = say("errors.separator", lang).join(labels[:6]) or say("figures.none", lang)
    return [
        say("sheets.pilot_far", lang, tests=len(tested), n=len(far), items=listed),
        say("sheets.pilot_no_order", lang, blocks=len(blocks), n=int(blocks.sum())),
    ]


def _all_say(codes: pd.Series) -> bool:
    return all("no_order" in one.split(";") for one in codes)


def coverage(records: Records, years: Sequence[int], lang: str | None = None) -> Table:
    """Who handed in what: files, rows counted and left out, and which record tables are missing.

    Parameters
    ----------
    records : of all streets. years : the contract years that are reported. lang : ``zh`` or ``en``.

    Returns
    -------
    Table : a row a street and contract year, those that handed in nothing too.
    """
    shown = [records.plan.year(year) for year in years]
    body = [
        [*_place(street, when, lang), *_handed_in(records, street, when.id, lang)]
        for when in shown
        for street in records.plan.streets
    ]  # fmt: skip
    heads = ("pilot_street", "pilot_year", "files", "counted", "excluded", "missing_tables")
    return Table(
        label="coverage", caption=say("sheets.coverage_caption", lang), header=_heads(heads, lang), body=body,
        align=["left", "left", "right", "right", "right", "left"], notes=[say("sheets.coverage_note", lang)],
        year=shown[0].id if len(shown) == 1 else None,
    )  # fmt: skip


def _handed_in(records: Records, street: Street, year: int, lang: str | None) -> list[dict[str, Any]]:
    mine = [
        frame[(frame["street"] == street.name) & (frame["year"] == year)] for frame in (records.sheets, records.ledger)
    ]
    sheets, ledger = mine
    if sheets.empty:
        return [*[cell("—")] * 3, cell(say("sheets.not_submitted", lang), "bad")]
    out = int((ledger["reason"] != "").sum())
    there = set(sheets.loc[sheets["rows_in"] > 0, "table"])
    missing = [_label(name, lang) for name, table in TABLES.items() if table.whose == "agency" and name not in there]
    listed = say("errors.separator", lang).join(missing[:_FIRST])
    more = say("sheets.and_others", lang, names=listed, n=len(missing)) if len(missing) > _FIRST else listed
    numbers = (sheets["file"].nunique(), len(ledger) - out, out)
    return [*(cell(number(one)) for one in numbers), cell(more or say("figures.none", lang), "warn" if missing else "")]


def resources(money: pd.DataFrame, verdicts: pd.DataFrame, plan: Plan, lang: str | None = None) -> Table:
    """Fee, payments, spending and staff of each street and contract year.

    Parameters
    ----------
    money : as `evalkit.funding` gives it. verdicts : of the contract years that are reported.
    plan : names the streets. lang : ``zh`` or ``en``.

    Returns
    -------
    Table : amounts in yuan; what was not handed in is said, never 0. Of staff the lowest month end.
    """
    heads = verdicts[(verdicts["measure"] == "month_ends") & (verdicts["level"] == "street")]
    staffed = heads.drop_duplicates(["street", "year"]).set_index(["street", "year"])["value"].to_dict()
    totals = money[(money["part"] == "") & money["figure"].isin(["fee", "paid", "spent"])]
    found = totals.set_index(["figure", "street", "year"])["value"].to_dict()
    years = [one for one in plan.years if one.id in set(verdicts["year"])]
    body = [
        [*_place(street, when, lang),
         *(_amount(found.get((figure, street.name, when.id)), lang) for figure in ("fee", "paid", "spent")),
         _amount(staffed.get((street.name, when.id)), lang)]
        for when in years
        for street in plan.streets
    ]  # fmt: skip
    names = ("pilot_street", "pilot_year", "pilot_fee", "pilot_paid", "pilot_spent", "pilot_staff")
    return Table(
        label="resources", caption=say("sheets.resources_caption", lang), header=_heads(names, lang), body=body,
        align=["left", "left", *["right"] * 4], notes=[say("sheets.resources_note", lang)],
        year=years[0].id if len(years) == 1 else None,
    )  # fmt: skip


def _place(street: Street, year: Year, lang: str | None) -> list[dict[str, Any]]:
    return [cell(street_name(street, lang)), cell(wording.period_name(year, lang))]


def _amount(value: float | None, lang: str | None) -> dict[str, Any]:
    known = value is not None and value == value
    return cell(number(value)) if known else cell(say("sheets.pilot_unknown", lang), "mute")


def floors(verdicts: pd.DataFrame, lang: str | None = None) -> Table:
    """How many streets met each requirement that is computed from records, year by year.

    Parameters
    ----------
    verdicts : of all streets, and of the contract years that are reported. lang : ``zh`` or ``en``.

    Returns
    -------
    Table : under each section's heading a row a requirement, a column a contract year; over communities the worst
        verdict of a street stands. What rests on documents and on judgement is counted in a note.
    """
    mine = verdicts[verdicts["checked_by"] == "records"]
    years = {int(year): wording.period(rows.iloc[0], lang) for year, rows in verdicts.groupby("year", sort=True)}
    body: list[list[dict[str, Any]]] = []
    for _, section in mine.groupby("section", sort=False):
        label = wording.spoken(section.iloc[0].to_dict(), "section_label", lang)
        body.append([cell(label, cs=3 + len(years))])
        body += [_floor(rows, list(years), lang) for _, rows in section.groupby("requirement", sort=False)]
    others = verdicts.loc[verdicts["checked_by"] != "records", "requirement"].nunique()
    return Table(
        label="floors", caption=say("sheets.floors_caption", lang),
        header=head(*(say(f"sheets.{key}", lang) for key in ("code", "requirement", "bound")), *years.values()),
        body=body, align=["left"] * (3 + len(years)), notes=[say("sheets.floors_note", lang, n=others)],
        year=next(iter(years)) if len(years) == 1 else None,
    )  # fmt: skip


def _floor(rows: pd.DataFrame, years: list[int], lang: str | None) -> list[dict[str, Any]]:
    first = rows.iloc[0].to_dict()
    bounds = dict.fromkeys(wording.bound(row, lang) for row in rows.to_dict("records"))
    told = " / ".join(bound for bound in bounds if bound != "—") or "—"
    cells = [cell(first["code"]), cell(wording.spoken(first, "label", lang)), cell(told)]
    for year in years:
        worst = rows[rows["year"] == year].groupby("street", sort=False)["verdict"].agg(wording.overall)
        counts = Counter(worst)
        parts = [
            say("sheets.count", lang, verdict=wording.verdict(word, lang), n=counts[word])
            for word in wording.VERDICTS
            if counts[word]
        ]
        tone = "bad" if counts["not_met"] else "warn" if counts["for_evaluator"] else ""
        cells.append(cell(" · ".join(parts) or "—", tone))
    return cells


def _heads(keys: tuple[str, ...], lang: str | None) -> list[list[dict[str, Any]]]:
    return head(*(say(f"sheets.{key}", lang) for key in keys))


def _label(table: str, lang: str | None) -> str:
    return TABLES[table].label_en if language(lang) == "en" else TABLES[table].label
