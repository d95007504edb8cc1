"""Tables of what the agency handed in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from evalkit import yearly
from evalkit.checking import refusal
from evalkit.display import Table, cell, head
from evalkit.editions import COMMISSIONER, is_public
from evalkit.picking import place, street_name
from evalkit.plan import Plan, Street, Year
from evalkit.records import Records
from evalkit.saving import PACKAGES, origin, version_of
from evalkit.tables import TABLES
from evalkit.wording import period_name, year_name
from evalkit.words import language, number, say

_FIRST = 3  # addresses told of each kind of finding
_LETTERS = 12  # hexadecimal letters shown of a SHA-256
_TONES = {"error": "bad", "warning": "warn", "note": "mute"}


@yearly.of_records
def quality(records: Records, street: str, year: int, lang: str | None = None, *, edition: str = COMMISSIONER) -> Table:
    """Every record table of one street and year: rows in, counted, left out on reading and why.

    Parameters
    ----------
    records : what was handed in.
    street, year : which; the street by any of its names.
    lang : ``zh`` or ``en``.
    edition : ``commissioner``, or ``public``: no file, sheet or cell is named.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records; no such edition.
    """
    public = is_public(edition)
    where, when = place(records, street, year)
    ledger = _reasons(records, where, when)
    sheets = _of(records.sheets, where, when)
    unread = sheets[(sheets["table"] == "").to_numpy(bool)]
    notes = [say("sheets.quality_note", lang)]
    if len(unread):
        names = say("errors.separator", lang).join(dict.fromkeys(name for name in unread["sheet"] if name))
        key = "quality_unread_number" if public else "quality_unread"
        notes.append(say(f"sheets.{key}", lang, n=len(unread), names=names or "—"))
    shown = [name for name, table in TABLES.items() if table.whose == "agency" or name in ledger]
    body = [_account(name, ledger.get(name, []), lang) for name in shown]
    about, header = (
        _about("quality", where, when, lang),
        _heads(lang, "record_table", "rows_in", "counted", "excluded", "reasons"),
    )
    return Table(header=header, body=body, align=["left", "right", "right", "right", "left"], notes=notes, **about)


def _reasons(records: Records, street: Street, year: Year) -> dict[str, list[str]]:
    """Table -> why each of its rows is not counted, ``""`` where it is."""
    ledger, found = records.ledger, defaultdict[str, list[str]](list)
    here = ((ledger["street"] == street.name) & (ledger["year"] == year.id)).to_numpy(bool)
    tables, reasons = (ledger[name].to_numpy(object)[here] for name in ("table", "reason"))
    for table, reason in zip(tables, reasons, strict=True):
        found[table].append(reason)
    return found


def _account(table: str, reasons: list[str], lang: str | None) -> list[dict[str, Any]]:
    label = cell(_label(table, lang))
    if not reasons:
        return [label, cell("—"), cell("—"), cell("—"), cell(say("sheets.not_submitted", lang), "mute")]
    out = Counter(reason for reason in reasons if reason)
    told = [f"{say(f'assessing.reason_{reason}', lang)} {count}" for reason, count in out.most_common()]
    numbers = (len(reasons), len(reasons) - out.total(), out.total())
    return [label, *(cell(number(one)) for one in numbers), cell(say("errors.separator", lang).join(told))]


@yearly.of_records
def findings(
    findings: pd.DataFrame,
    street: str,
    year: int,
    lang: str | None = None,
    plan: Plan | None = None,
    *,
    edition: str = COMMISSIONER,
) -> Table:
    """The findings of one street and year, one row a kind: severity, an example, how many, where the first stand.

    Parameters
    ----------
    findings : as `evalkit.check` gives them; those of other streets and years are left out.
    street, year : official name and contract year.
    lang : ``zh`` or ``en``: of the table; the sentences are in the language of ``findings``.
    plan : whose words name street and year; the bare ones where it is not given.
    edition : ``commissioner``, or ``public``: the kinds and how many of each, without example and place.

    Raises
    ------
    ParameterError : no such edition.
    """
    public = is_public(edition)
    name = street_name(plan.street(street), lang) if plan else street
    period = period_name(plan.year(year), lang) if plan else year_name(year, lang)
    mine = findings[(findings["street"] == street) & findings["year"].isin([year, 0])]
    told = _counted_kind if public else _kind
    kinds = [told(kind, lang) for _, kind in mine.groupby(["severity", "code"], sort=False)]
    kinds.sort(key=lambda row: list(_TONES.values()).index(row[0]["c"]))
    note = "findings_none" if not kinds else "findings_public" if public else "findings_note"
    return Table(
        label="findings",
        caption=say("sheets.findings_caption", lang, street=name, year=period),
        header=_heads(lang, "severity", *(("finding_kind", "number") if public else ("finding", "number", "where"))),
        body=kinds,
        align=["center", "left", "right", "left"][: 3 if public else 4],
        notes=[say(f"sheets.{note}", lang)],
        street=street,
        year=year,
    )


def _kind(kind: pd.DataFrame, lang: str | None) -> list[dict[str, Any]]:
    first = kind.iloc[0]
    severity = cell(say(f"sheets.{first['severity']}", lang), _TONES[first["severity"]])
    return [severity, cell(first["message"]), cell(number(len(kind))), cell(_addresses(kind, lang))]


def _counted_kind(kind: pd.DataFrame, lang: str | None) -> list[dict[str, Any]]:
    """What kind of finding, in words that hold of each, and how many."""
    first = kind.iloc[0]
    severity = cell(say(f"sheets.{first['severity']}", lang), _TONES[first["severity"]])
    return [severity, cell(say(f"findings.{first['code']}", lang)), cell(number(len(kind)))]


def _addresses(kind: pd.DataFrame, lang: str | None) -> str:
    """Where the first of a kind stand: file · sheet · cells; a sheet is named once."""
    told: dict[str, list[str]] = {}
    for row in kind.head(_FIRST).to_dict("records"):
        sheet = " · ".join(part for part in (str(row["file"]).rpartition("/")[2], str(row["sheet"])) if part)
        told.setdefault(sheet, []).append(f"{row['column']}{row['row']}" if row["row"] else "")
    comma = say("errors.separator", lang)
    spots = [
        " · ".join(part for part in (sheet, comma.join(filter(None, cells))) if part) for sheet, cells in told.items()
    ]
    return say("sheets.semicolon", lang).join(spots) + (" …" if len(kind) > _FIRST else "")


@yearly.of_records
def corrections(
    records: Records, street: str, year: int, lang: str | None = None, *, edition: str = COMMISSIONER
) -> Table:
    """The corrections an evaluator asked for in the files of one street and year, and whether each was made.

    Parameters
    ----------
    records, street, year, lang : as for `quality`.
    edition : ``commissioner``, or ``public``: how many were made and not made, without places and values.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records; no such edition.
    """
    public = is_public(edition)
    where, when = place(records, street, year)
    files = {*_of(records.sheets, where, when)["file"]}
    mine = records.corrections[records.corrections["file"].isin(files)]
    about = _about("corrections", where, when, lang)
    if public:
        return _counted_corrections(mine, about, lang)
    header = _heads(lang, "correction_where", "old", "new", "correction_reason", "correction_by", "correction_status")
    body = [_correction(row, lang) for row in mine.to_dict("records")]
    notes = [say("sheets.corrections_note" if body else "sheets.corrections_none", lang)]
    return Table(header=header, body=body, align=["left"] * 6, notes=notes, **about)


def _counted_corrections(mine: pd.DataFrame, about: dict[str, Any], lang: str | None) -> Table:
    """How many corrections had which outcome."""
    outcomes = [say("sheets.correction_made", lang)] * int((mine["status"] == "applied").sum())
    outcomes += [refusal(status, lang) for status in mine.loc[mine["status"] != "applied", "status"]]
    body = [[cell(words), cell(number(outcomes.count(words)))] for words in dict.fromkeys(outcomes)]
    notes = [say("sheets.corrections_public" if body else "sheets.corrections_none", lang)]
    header = _heads(lang, "correction_status", "number")
    return Table(header=header, body=body, align=["left", "right"], notes=notes, **about)


def _correction(row: dict[Any, Any], lang: str | None) -> list[dict[str, Any]]:
    spot = " · ".join(part for part in (row["file"].rpartition("/")[2], row["sheet"], row["cell"]) if part)
    by = say("errors.separator", lang).join(row[name] for name in ("who", "when", "document") if row[name])
    made = row["status"] == "applied"
    status = say("sheets.correction_made", lang) if made else refusal(row["status"], lang)
    told = (spot, row["old"] or "—", row["new"], row["reason"], by)
    return [*map(cell, told), cell(status, "ok" if made else "bad")]


@yearly.of_records
def provenance(
    records: Records,
    street: str,
    year: int,
    lang: str | None = None,
    notebook: str | None = None,
    *,
    edition: str = COMMISSIONER,
) -> Table:
    """The files of one street and year with their fingerprints, and what computed the report.

    Parameters
    ----------
    records, street, year, lang : as for `quality`.
    notebook : SHA-256 of the notebook that shows this; a report says it, a notebook that is being edited does not.
    edition : ``commissioner``, or ``public``: files by their fingerprints alone.

    Raises
    ------
    ParameterError : a street or year that is not in the plan or not in the records; no such edition.
    """
    public = is_public(edition)
    where, when = place(records, street, year)
    files = _of(records.sheets, where, when).groupby("file", sort=False)
    body = [_file(str(name), sheets, lang) for name, sheets in files]
    made = origin(records)
    shared = {name: "" if public else f"{name} " for name in _shared(records, where.name, made["inputs"])}
    notes = _made_from(made, shared, notebook, lang)
    about, header = _about("provenance", where, when, lang), _heads(lang, "file", "tables", "rows_in", "sha256")
    first = 1 if public else 0  # without the file's name
    header, body = [row[first:] for row in header], [row[first:] for row in body]
    return Table(header=header, body=body, align=["left", "left", "right", "left"][first:], notes=notes, **about)


def _shared(records: Records, street: str, inputs: Iterable[str]) -> set[str]:
    """Files read besides the street's own: those of the whole pilot, and lists beside the folders."""
    sheets = records.sheets
    loose = {file for file in inputs if "/" not in file}
    return {*sheets.loc[sheets["street"] != street, "file"], *loose}


def _made_from(made: dict[str, Any], shared: dict[str, str], notebook: str | None, lang: str | None) -> list[str]:
    """Fingerprints of plan, notice, program, notebook and shared files (with how each is called); versions used."""
    comma, inputs = say("errors.separator", lang), made["inputs"]
    packages = (*PACKAGES, "matplotlib", "typst")
    versions = [f"Python {made['python']}", *(f"{name} {version_of(name)}" for name in packages)]
    plan = {"sha256": made["plan"]["notice_sha256"], "plan": made["plan"]["plan_sha256"]}
    code = {"sha256": made["evalkit"]["sha256"], "notebook": notebook or "—"}
    others = [f"{shared[file]}{digest[:_LETTERS]}" for file, digest in inputs.items() if file in shared]
    return [
        say("sheets.provenance_plan", lang, id=made["plan"]["id"], **_first(plan)),
        say("sheets.provenance_code", lang, version=made["evalkit"]["version"], **_first(code)),
        say("sheets.provenance_versions", lang, versions=comma.join(versions)),
        *([say("sheets.provenance_whole", lang, files=comma.join(others))] if others else []),
    ]


def _first(digests: dict[str, str]) -> dict[str, str]:
    return {name: digest[:_LETTERS] for name, digest in digests.items()}


def _file(name: str, sheets: pd.DataFrame, lang: str | None) -> list[dict[str, Any]]:
    tables = [_label(table, lang) for table in dict.fromkeys(sheets["table"]) if table]
    told = say("errors.separator", lang).join(tables)
    return [
        cell(name),
        cell(told or "—"),
        cell(number(sheets["rows_in"].sum())),
        cell(sheets["sha256"].iloc[0][:_LETTERS]),
    ]


def _of(frame: pd.DataFrame, street: Street, year: Year) -> pd.DataFrame:
    return frame[(frame["street"] == street.name) & (frame["year"] == year.id)]


def _label(table: str, lang: str | None) -> str:
    return TABLES[table].label_en if language(lang) == "en" else TABLES[table].label


def _about(label: str, street: Street, year: Year, lang: str | None) -> dict[str, Any]:
    """What a table of that place tells of itself."""
    caption = say(f"sheets.{label}_caption", lang, street=street_name(street, lang), year=period_name(year, lang))
    return {"label": label, "caption": caption, "street": street.name, "year": year.id}


def _heads(lang: str | None, *keys: str) -> list[list[dict[str, Any]]]:
    return head(*(say(f"sheets.{key}", lang) for key in keys))
