"""What the command line prints: reports made, findings, verdicts."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from evalkit.screen import grid, paragraph
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
    folders = {"out": Path(out), "figures": done.outcomes[0].job.figures}
    resolved = {key: path.resolve() for key, path in folders.items()}
    print(say("commands.reports_where", index=done.index.resolve(), **resolved))
    if done.processed:
        print(say("commands.tables_where", processed=done.processed.resolve()))
    for outcome in done.outcomes:
        for note in outcome.notes:
            print(say("commands.report_line", name=outcome.job.name, told=note), file=sys.stderr)
    if done.failed:
        print(say("commands.reports_failed", number=len(done.failed)), file=sys.stderr)
    for outcome in done.failed:
        print(say("commands.report_line", name=outcome.job.name, told=outcome.error), file=sys.stderr)


def findings(found: pd.DataFrame) -> None:
    """Findings by street and year: those with one cure together, and of each what differs and where it is."""
    if found.empty:
        print(say("commands.no_findings"))
        return
    for (street, year), mine in found.groupby(["street", "year"], sort=False):
        print("\n" + _place({"street": street, "year": int(year)}))
        for (severity, _, cure), kind in mine.groupby(["severity", "code", "cure"], sort=False):
            print("\n".join(_finding(severity, kind)))
            if cure:
                print(say("commands.finding_cure", cure=cure))
    counts = {word: int((found["severity"] == word).sum()) for word in ("error", "warning", "note")}
    print("\n" + say("commands.findings_total", number=len(found), **counts))


def _place(row: Mapping[Any, Any]) -> str:
    """Street and period of a finding, a verdict or a move."""
    from evalkit.wording import period  # noqa: PLC0415  help loads nothing heavy

    when = period(row) if row["year"] else say("commands.every_year")
    return say("commands.place", street=row["street"] or say("commands.no_street"), year=when)


def _finding(severity: str, kind: pd.DataFrame) -> Iterator[str]:
    """One sentence and its places where the same is said of all; else each sentence with its places."""
    told = {"severity": say(f"saving.severity_{severity}"), "number": len(kind)}
    said = [*kind.groupby("message", sort=False)]
    if len(said) == 1:
        yield say("commands.finding", message=said[0][0], **told)
        where = _addresses(kind)
        if where:
            yield say("commands.finding_where", where=where)
        return
    yield say("commands.findings_several", **told)
    # What is said of whole files and tables is told in full; of cells the first few show what is wrong.
    shown = said if (kind["row"] == 0).all() else said[:_FIRST]
    for message, rows in shown:
        where = _addresses(rows)
        yield say(
            "commands.finding_one", message=message, where=say("commands.finding_at", where=where) if where else ""
        )
    more = len(kind) - sum(len(rows) for _, rows in shown)
    if more:
        yield say("commands.findings_more", number=more)


def _addresses(rows: pd.DataFrame) -> str:
    """File · sheet · cells of the first few, each sheet named once."""
    cells: dict[str, list[str]] = {}
    for row in rows.head(_FIRST).to_dict("records"):
        of_text = row["sheet"] == PurePosixPath(row["file"]).stem  # the sheet of a text file is called as the file is
        sheet = " · ".join(str(row[key]) for key in ("file", "sheet") if row[key] and not (key == "sheet" and of_text))
        spot = f"{row['column']}{row['row'] or ''}" if row["column"] or row["row"] else ""
        cells.setdefault(sheet, []).append(spot)
    comma = say("errors.separator")
    told = (" · ".join(filter(None, (sheet, comma.join(filter(None, spots))))) for sheet, spots in cells.items())
    where = comma.join(filter(None, told))
    return where + say("commands.and_more") if where and len(rows) > _FIRST else where


def verdicts(judged: pd.DataFrame) -> None:
    """Verdicts by street and year: how many requirements have each, then every row.

    A requirement that binds several communities counts once, as its worst community stands, as in the reports.
    """
    if judged.empty:
        print(say("commands.no_verdicts"))
        return
    from evalkit.wording import VERDICTS, day, demand, overall, spoken, value, verdict  # noqa: PLC0415

    heads = [say(f"commands.{key}") for key in ("requirement", "community", "asked", "value", "verdict")]
    for _, mine in judged.groupby(["street", "year"], sort=False):
        counts = mine.groupby("requirement", sort=False)["verdict"].agg(overall).value_counts()
        told = (say("commands.counted", word=verdict(w), number=counts[w]) for w in VERDICTS if w in counts)
        until = say("sheets.until", day=day(mine["cut_off"].max()))
        print("\n" + _place(mine.iloc[0].to_dict()) + until + "\n  " + say("errors.separator").join(told))
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
        print("".join(f"{line}\n" for line in _decisions(mine)), end="")


def _decisions(judged: pd.DataFrame) -> Iterator[str]:
    """What people decided about verdicts: before and after, by which document, who and when."""
    from evalkit.wording import verdict  # noqa: PLC0415  help loads nothing heavy

    for row in judged[(judged["before"] != "").to_numpy(bool)].to_dict("records"):
        words = {"before": verdict(row["before"]), "after": verdict(row["verdict"]), "by": row["ruled_by"]}
        yield say("commands.decided", code=f"{row['code']} {row['community']}".rstrip(), **words)


def account(records: Records) -> None:
    """Every file: what its sheets were read as, and the rows counted and not."""
    from evalkit.understanding import accounted  # noqa: PLC0415  help loads nothing heavy

    for line in accounted(records):
        print(line)


def unplaced(records: Records, *, known: bool) -> None:
    """That a file lies in no street's folder, and by which street and year it is judged."""
    from evalkit.wording import period_name  # noqa: PLC0415  help loads nothing heavy

    first = records.sheets.iloc[0]
    key = "unplaced_known" if known else "unplaced"
    print(say(f"commands.{key}", street=first["street"], year=period_name(records.plan.year(first["year"]))))


def understanding(records: Records, findings: pd.DataFrame) -> None:
    """How every sheet was understood: its table and header, what each column was taken for, rows counted and not."""
    from evalkit.understanding import explained  # noqa: PLC0415  help loads nothing heavy

    for line in explained(records, findings):
        print(line)


def compared(before: str, after: str, changed: pd.DataFrame) -> None:
    """Which two runs stand beside each other, and what of data, plan and code differs."""
    print(say("runs.compared", before=Path(before).resolve(), after=Path(after).resolve()))
    for cause in ("data", "plan", "code"):
        mine = changed[changed["cause"] == cause].to_dict("records")
        named = say(f"runs.{cause}")
        if not mine:
            print(say("runs.unchanged", cause=named))
        elif cause == "data":
            print(say("runs.data_changed", cause=named, number=len(mine)))
            for row in mine:
                street = row["street"] or say("runs.no_street")
                print(say("runs.file_changed", street=street, name=row["name"], change=say(f"runs.{row['change']}")))
        else:
            print(say("runs.source_changed", cause=named, told=say("errors.separator").join(map(_source, mine))))


def _source(row: dict[str, str]) -> str:
    """A part of the plan or the code that differs; a fingerprint by its first letters."""
    known = {"id", "plan_sha256", "notice_sha256", "version", "sha256"}
    name = say(f"runs.{row['name']}") if row["name"] in known else row["name"]
    return say("runs.from_to", name=name, before=row["before"][:12] or "—", after=row["after"][:12] or "—")


def moves(moved: pd.DataFrame) -> None:
    """Every verdict that moved, by street and year, with what changed for it."""
    from evalkit.runs import STATUSES  # noqa: PLC0415  help loads nothing heavy

    if moved.empty:
        print("\n" + say("runs.none_moved"))
        return
    for _, mine in moved.groupby(["street", "year"], sort=False):
        print("\n" + _place(mine.iloc[0].to_dict()))
        for (why, files), rows in mine.groupby(["causes", "files"], sort=False):
            print("\n".join(_moved(why, files, rows)))
    counts = {word: int((moved["status"] == word).sum()) for word in (*STATUSES, "new", "gone")}
    print("\n" + say("runs.moved", number=len(moved), **counts))


def _moved(why: str, files: str, rows: pd.DataFrame) -> Iterator[str]:
    """What changed, and the verdicts of one place that moved when it did."""
    from evalkit.run_lists import causes, inputs, listed  # noqa: PLC0415

    key = "several_causes" if ";" in why else "one_cause" if why else "unknown_cause"
    yield say(f"runs.{key}", causes=causes({"causes": why}))
    if named := inputs({"files": files}):
        yield paragraph(say("runs.files", files=named), "  ")
    told = listed(rows)
    heads = ["requirement", "community", "was", "was_value", "now", "now_value"]
    if (rows["status"] == "bound").any():
        heads += ["was_bound", "now_bound"]
    names = [say(f"runs.{head}") for head in heads]
    yield from grid([names, *told[names].to_numpy().tolist()], "    ")
