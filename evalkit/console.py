"""What the command line prints: reports made, findings, verdicts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.screen import grid
from evalkit.words import say

if TYPE_CHECKING:
    import pandas as pd

    from evalkit.records import Records
    from evalkit.reporting.batch import Batch

_FIRST = 5  # how many places of one kind of finding are named


def reports(done: Batch, out: str) -> None:
    """How a batch went, and where everything is."""
    made = len(done.outcomes) - len(done.failed)
    kept = sum(outcome.kept for outcome in done.outcomes)
    print(say("commands.reports_done", done=made, kept=kept, seconds=round(done.seconds)))
    folders = {"out": Path(out), "figures": done.outcomes[0].job.figures, "processed": done.processed}
    resolved = {key: path.resolve() for key, path in folders.items()}
    print(say("commands.reports_where", index=done.index.resolve(), **resolved))
    for outcome in done.outcomes:
        for note in outcome.notes:
            print(say("commands.report_line", name=outcome.job.name, told=note), file=sys.stderr)
    if done.failed:
        print(say("commands.reports_failed", number=len(done.failed)), file=sys.stderr)
    for outcome in done.failed:
        print(say("commands.report_line", name=outcome.job.name, told=outcome.error), file=sys.stderr)


def findings(found: pd.DataFrame) -> None:
    """Findings by street and year, one entry a kind: an example, the first places, the cure."""
    if found.empty:
        print(say("commands.no_findings"))
        return
    for (street, year), mine in found.groupby(["street", "year"], sort=False):
        print("\n" + _place(street, int(year)))
        for (severity, _), kind in mine.groupby(["severity", "code"], sort=False):
            _finding(severity, kind)
    counts = {word: int((found["severity"] == word).sum()) for word in ("error", "warning", "note")}
    print("\n" + say("commands.findings_total", number=len(found), **counts))


def _place(street: str, year: int) -> str:
    from evalkit.wording import year_name  # noqa: PLC0415  help loads nothing heavy

    when = year_name(year) if year else say("commands.every_year")
    return say("commands.place", street=street or say("commands.no_street"), year=when)


def _finding(severity: str, kind: pd.DataFrame) -> None:
    first = kind.iloc[0]
    told = say(f"commands.severity_{severity}")
    print(say("commands.finding", severity=told, number=len(kind), message=first["message"]))
    where = _addresses(kind.head(_FIRST))
    if where:
        print(say("commands.finding_where", where=where + (say("commands.and_more") if len(kind) > _FIRST else "")))
    if first["cure"]:
        print(say("commands.finding_cure", cure=first["cure"]))


def _addresses(rows: pd.DataFrame) -> str:
    """File · sheet · cells, each sheet named once."""
    cells: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        sheet = " · ".join(str(row[key]) for key in ("file", "sheet") if row[key])
        cells.setdefault(sheet, []).append(f"{row['column']}{row['row']}" if row["row"] else "")
    comma = say("errors.separator")
    told = (" · ".join(filter(None, (sheet, comma.join(filter(None, spots))))) for sheet, spots in cells.items())
    return comma.join(filter(None, told))


def verdicts(judged: pd.DataFrame) -> None:
    """Verdicts by street and year: how many requirements have each, then every row.

    A requirement that binds several communities counts once, as its worst community stands, as in the reports.
    """
    if judged.empty:
        print(say("commands.no_verdicts"))
        return
    from evalkit.wording import VERDICTS, demand, overall, spoken, value, verdict  # noqa: PLC0415

    heads = [say(f"commands.{key}") for key in ("requirement", "community", "asked", "value", "verdict")]
    for (street, year), mine in judged.groupby(["street", "year"], sort=False):
        counts = mine.groupby("requirement", sort=False)["verdict"].agg(overall).value_counts()
        told = (say("commands.counted", word=verdict(w), number=counts[w]) for w in VERDICTS if w in counts)
        print("\n" + _place(street, int(year)) + "\n  " + say("errors.separator").join(told))
        rows = [
            [
                f"{row['code']} {spoken(row, 'label')}",
                row["community"],
                demand(row),
                value(row),
                verdict(row["verdict"]),
            ]
            for row in mine.to_dict("records")
        ]
        print("\n".join(grid([heads, *rows])))


def account(records: Records) -> None:
    """Every file: what its sheets were read as, and the rows counted and not."""
    from evalkit.understanding import accounted  # noqa: PLC0415  help loads nothing heavy

    for line in accounted(records):
        print(line)


def understanding(records: Records, findings: pd.DataFrame) -> None:
    """How every sheet was understood: its table and header, what each column was taken for, rows counted and not."""
    from evalkit.understanding import explained  # noqa: PLC0415  help loads nothing heavy

    for line in explained(records, findings):
        print(line)
