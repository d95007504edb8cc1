"""The receipt an agency keeps: what it handed in, what was accepted, what was queried, what was left out and why."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from evalkit import __version__
from evalkit.findings import when
from evalkit.plan import Plan
from evalkit.plan_file import plan_sha256
from evalkit.reading.faults import STRUCTURAL
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.words import language, number, say

COLUMNS = (
    "street", "year", "file", "sha256", "tables", "rows_in", "accepted", "queried", "left_out", "faults",
    "plan", "plan_sha256", "evalkit",
)  # fmt: skip
QUERIES = ("error", "warning")  # a note asks for nothing
_SHORT = 12  # letters of a sha256 that tell two files apart at a glance


def receipt(records: Records, findings: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """What became of every file handed in.

    Parameters
    ----------
    records : what the agencies handed in.
    findings : as `evalkit.checking.check` gives them for these records.
    plan : the notice as data.

    Returns
    -------
    DataFrame, one row a file, by street, year and name: ``street year file sha256 tables rows_in accepted queried
    left_out faults plan plan_sha256 evalkit``. ``tables`` are the names of its record tables with data, joined by
    ``;``; ``accepted`` the rows that count; ``queried`` those of them with an error or a warning; ``left_out`` JSON
    text ``{"reason": rows}``; ``faults`` the codes of findings about the whole file or a sheet of it, joined by ``;``.
    ``rows_in`` is accepted and left out together: totals, examples and repeated headers are no records.

    Examples
    --------
    >>> from evalkit.checking import check
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> kept = receipt(records, check(records, plan), plan)
    >>> bool(kept["accepted"].sum() == records.sheets["counted"].sum())
    True
    """
    told = _Told(records, findings)
    version = {"plan": plan.id, "plan_sha256": plan_sha256(plan.folder), "evalkit": __version__}
    rows = [told.file(name, street, year) | version for street, year, name in told.files()]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"year": int, "rows_in": int, "accepted": int})


class _Told:
    """What is known of each file, gathered once."""

    def __init__(self, records: Records, findings: pd.DataFrame) -> None:
        seen = records.sheets
        self.digest = dict(zip(seen["file"], seen["sha256"], strict=True))
        data = records.ledger[~records.ledger["reason"].isin(STRUCTURAL)]
        self.tables = data.groupby("file")["table"].agg(set).to_dict()
        self.reasons = data.groupby("file")["reason"].agg(Counter).to_dict()
        self.places = self._places(seen, findings)
        whole = findings[(findings["row"] == 0) & (findings["file"] != "")]
        self.faults = whole.groupby("file")["code"].agg(lambda codes: ";".join(sorted(set(codes)))).to_dict()
        doubtful = findings[findings["counted"] & (findings["row"] > 0) & findings["severity"].isin(QUERIES)]
        self.queried = doubtful.drop_duplicates(["file", "sheet", "row"]).groupby("file").size().to_dict()

    @staticmethod
    def _places(seen: pd.DataFrame, findings: pd.DataFrame) -> dict[str, tuple[str, int]]:
        """Every file with its street and year, those that could not even be placed too."""
        columns = ["file", "street", "year"]
        named = findings[findings["file"] != ""]
        known = pd.concat([named[columns], seen[columns]])
        return {str(file): (str(street), int(year)) for file, street, year in known.itertuples(index=False)}

    def files(self) -> list[tuple[str, int, str]]:
        return sorted((*place, name) for name, place in self.places.items())

    def file(self, name: str, street: str, year: int) -> dict[str, Any]:
        reasons = self.reasons.get(name, Counter())
        left_out = {reason: int(rows) for reason, rows in sorted(reasons.items()) if reason}
        return {
            "street": street,
            "year": year,
            "file": name,
            "sha256": self.digest.get(name, ""),
            "tables": ";".join(table for table in TABLES if table in self.tables.get(name, ())),
            "rows_in": sum(reasons.values()),
            "accepted": reasons[""],
            "queried": self.queried.get(name, 0),
            "left_out": json.dumps(left_out, ensure_ascii=False),
            "faults": self.faults.get(name, ""),
        }


def checksum(receipt: pd.DataFrame, time: str) -> str:
    """The sha256 over a whole receipt and the time it was given: it is the same in every language.

    Parameters
    ----------
    receipt : rows of `receipt`, all or those of one street; their order does not matter.
    time : when the files were checked, as it is printed.

    Examples
    --------
    >>> kept = pd.DataFrame({"file": ["b", "a"]})
    >>> checksum(kept, "2017-07-01") == checksum(kept.iloc[::-1], "2017-07-01")
    True
    """
    rows = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in receipt.to_dict("records"))
    return hashlib.sha256("\n".join([time, *rows]).encode("utf-8")).hexdigest()


def receipt_text(receipt: pd.DataFrame, plan: Plan, time: str, lang: str | None = None) -> str:
    """A receipt to be printed, or sent by mail.

    Parameters
    ----------
    receipt : rows of `receipt`, all or those of one street.
    plan : the notice as data.
    time : when the files were checked; the caller looks at the clock.
    lang : ``zh`` or ``en``.

    Returns
    -------
    str : one line a fact, ending with the checksum of the whole receipt. The same receipt and time give the same text.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> print(receipt_text(pd.DataFrame(columns=COLUMNS), read_plan("suzhou-2016"), "2017-07-01", "en").splitlines()[0])
    Receipt: Pilot Plan for Fully Advancing the Socialisation of Community Services
    """
    lang = language(lang)
    made = next(iter(receipt.to_dict("records")), {"plan_sha256": "", "evalkit": __version__})
    sums = {name: number(receipt[name].sum()) for name in ("rows_in", "accepted", "queried")}
    title = plan.title if lang == "zh" else plan.title_en
    version = {"plan": plan.id, "version": made["plan_sha256"][:_SHORT], "evalkit": made["evalkit"]}
    lines = [
        say("receipts.title", lang, title=title),
        say("receipts.time", lang, time=time),
        say("receipts.versions", lang, **version),
        say("receipts.all", lang, files=number(len(receipt)), **sums),
        *(line for row in receipt.to_dict("records") for line in _file_lines(row, plan, lang)),
        "",
        say("receipts.checksum", lang, checksum=checksum(receipt, time)),
    ]
    return "\n".join(lines) + "\n"


def _file_lines(row: Mapping[Any, Any], plan: Plan, lang: str) -> Iterable[str]:
    yield ""
    yield say("receipts.file", lang, file=row["file"], place=_place(row, plan, lang))
    if row["sha256"]:
        yield say("receipts.sha256", lang, sha256=row["sha256"])
    tables = [
        TABLES[name].label if lang == "zh" else TABLES[name].label_en for name in row["tables"].split(";") if name
    ]
    if tables:
        yield say("receipts.tables", lang, tables=say("errors.separator", lang).join(tables))
        counts = {name: number(row[name]) for name in ("rows_in", "accepted", "queried")}
        yield say("receipts.rows", lang, **counts)
    left_out = json.loads(row["left_out"])
    if left_out:
        told = [f"{say(f'assessing.reason_{reason}', lang)} {number(rows)}" for reason, rows in left_out.items()]
        yield say(
            "receipts.left_out",
            lang,
            number=number(sum(left_out.values())),
            told=say("errors.separator", lang).join(told),
        )
    yield from (say("receipts.fault", lang, told=when(code, lang)) for code in row["faults"].split(";") if code)


def _place(row: Mapping[Any, Any], plan: Plan, lang: str) -> str:
    streets = {one.name: one.name if lang == "zh" else one.name_en for one in plan.streets}
    years = {one.id: one.label if lang == "zh" else one.label_en for one in plan.years}
    known = [streets.get(row["street"], row["street"]), years.get(row["year"], "")]
    return " · ".join(filter(None, known))
