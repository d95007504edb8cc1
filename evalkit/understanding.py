"""How files were understood, as text for a window: every sheet, column and row, and what was not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from evalkit.findings import SEVERITIES
from evalkit.reading.book import listed, row_number
from evalkit.reading.dates import spoken_form
from evalkit.records import Records
from evalkit.screen import grid, paragraph, window
from evalkit.tables import TABLES
from evalkit.wording import period_name
from evalkit.words import language, percent, say

Row = dict[Any, Any]
_COLUMNS = ("column", "header", "field", "match", "form")
_ACCOUNT = ("sheet", "table", "rows_in", "counted_rows", "excluded", "why")
_TOLD = {"unknown_column", "read_as"}  # with the columns and the form of the file
_OF_HEADERS = {"duplicate_header"}  # of several columns alike
_NUMBERED = re.compile(r"第\d+张")  # as evalkit.reading.book.sheet_number calls a sheet
_MOST = 8  # places of one kind of finding that are named


def explained(records: Records, findings: pd.DataFrame) -> Iterator[str]:
    """How each file was understood: tables, headers, columns, rows counted and left out, findings.

    Parameters
    ----------
    records : of one file or several. findings : what `evalkit.check` found in them.
    """
    for file, sheets in records.sheets.groupby("file", sort=False):
        mine = findings[findings["file"] == file]
        yield from _file(records, str(file), sheets)
        yield from _faults(mine[mine["sheet"] == ""], "  ")
        for name, blocks in sheets.groupby("sheet", sort=False):
            yield from _sheet(records, blocks, mine[(mine["sheet"] == name) & (mine["sheet"] != "")])


def accounted(records: Records) -> Iterator[str]:
    """What every sheet was read as, by street and year, and the rows counted and not, with why."""
    for (street, year), sheets in records.sheets.groupby(["street", "year"], sort=False):
        yield "\n" + say("commands.place", street=street, year=period_name(records.plan.year(year)))
        rows = [_account(records, sheet) for sheet in sheets.to_dict("records")]
        heads, *lines = grid([[_word(key) for key in _ACCOUNT], *rows], "    ", window())
        yield heads
        files = sheets["file"].tolist()
        for n, (file, line) in enumerate(zip(files, lines, strict=True)):
            if not n or files[n - 1] != file:
                yield "  " + file
            yield line
    yield "\n" + repr(records)


def _account(records: Records, sheet: Row) -> list[str | int]:
    name = sheet["sheet"] or _word("whole_file")
    if not sheet["table"]:
        return [name, _word("unread_hidden" if sheet["layout"] == "hidden" else "unread"), "", "", "", ""]
    reasons = _ledger(records, sheet)["reason"].value_counts(sort=False)
    told = [f"{say(f'assessing.reason_{reason}')} {number}" for reason, number in reasons.items() if reason]
    why = say("errors.separator").join(told)
    return [name, label(sheet["table"]), sheet["rows_in"], sheet["counted"], sheet["excluded"], why]


# ---- one file -------------------------------------------------------------------------------------------------------


def _file(records: Records, file: str, sheets: pd.DataFrame) -> Iterator[str]:
    first = sheets.iloc[0]
    yield "\n" + file
    told = [first["street"], period_name(records.plan.year(first["year"])), _form(str(first["form"]), file)]
    yield paragraph(" · ".join(filter(None, told)), "  ")
    columns = records.columns.loc[records.columns["file"] == file, "form"]
    ways = [way for form in columns if form for way in form.split(";")]
    if ways:
        yield paragraph(say("commands.dates_written", forms=spoken_form(dict.fromkeys(ways))), "  ")


def _form(form: str, file: str) -> str:
    """What the file is by its content, and that its suffix says something else."""
    if not form:
        return ""
    kind, _, encoding = form.partition(":")
    told = say(f"commands.form_{kind}", encoding=encoding)
    suffix = PurePosixPath(file).suffix.lower()
    usual = {"text": (".csv", ".tsv", ".txt", ".md"), "xlsx": (".xlsx", ".xlsm"), "xls": (".xls", ".et")}
    return told if suffix in usual.get(kind, (f".{kind}",)) else say("commands.form_other", form=told, suffix=suffix)


def _sheet(records: Records, blocks: pd.DataFrame, findings: pd.DataFrame) -> Iterator[str]:
    """All tables of a sheet, each with its own columns, rows and findings."""
    told = blocks.to_dict("records")
    homes = pd.Series([_home(records, one, told) for one in findings.to_dict("records")], findings.index, dtype=int)
    for n, sheet in enumerate(told):
        name = sheet["sheet"] or _word("whole_file")
        if sheet["table"]:
            yield "\n" + paragraph(say("commands.sheet_read", sheet=name, table=label(sheet["table"])), "  ")
            if _NUMBERED.fullmatch(name):
                yield _line("sheet_numbered")
            yield from _layout(records, sheet)
            yield from _columns(records, sheet)
            yield from _rows(records, sheet)
        else:
            key = "sheet_hidden" if sheet["layout"] == "hidden" else "sheet_not_read"
            yield "\n" + paragraph(say(f"commands.{key}", sheet=name), "  ")
        yield from _faults(findings[homes == n], "    ")


def _home(records: Records, finding: Row, blocks: list[Row]) -> int:
    """Which table of its sheet a finding is about: by its row, else by its table and the header of its column."""
    if finding["row"]:
        return max((n for n, block in enumerate(blocks) if block["header_first"] <= finding["row"]), default=0)
    same = [n for n, block in enumerate(blocks) if block["table"] == finding["table"]] or [0]
    for n in same:
        columns = _of(records.columns, blocks[n])
        if ((columns["column"] == finding["column"]) & (columns["header"] == finding["value"])).any():
            return n
    return same[0]


# ---- one table ------------------------------------------------------------------------------------------------------


def _layout(records: Records, sheet: Row) -> Iterator[str]:
    """Where the header stands, what stands above it, how sure it is that this is the table, whose the records are."""
    if sheet["layout"] == "forms":
        yield _line("forms_at", number=sheet["rows_in"], row=sheet["header_row"])
    else:
        first, last = sheet["header_first"], sheet["header_row"]
        yield _line("header_at", rows=str(last) if first == last else f"{first}-{last}")
    titles = [line.split(" ", 1) for line in sheet["titles"].split("\n") if line]
    above = [(row, words) for row, words in titles if int(row) <= sheet["header_row"]]
    between = [(row, words) for row, words in titles if int(row) > sheet["header_row"]]
    for key, lines in (("titles_at", above), ("lines_at", between)):
        if lines:
            told = [say("commands.title_at", row=row, words=words) for row, words in lines]
            yield _line(key, titles=say("errors.separator").join(told))
    yield from _sureness(records, sheet)


def _sureness(records: Records, sheet: Row) -> Iterator[str]:
    table, columns = TABLES[sheet["table"]], _of(records.columns, sheet)
    found = {name for field in columns["field"] for name in field.split("+")} & {c.name for c in table.columns}
    must, may = {*table.required}, {column.name for column in table.columns} - {*table.required}
    counts = {"must": len(must), "must_found": len(must & found), "may": len(may), "may_found": len(may & found)}
    yield _line("columns_found", share=percent(sheet["confidence"]), **counts)
    placed = sorted({*_ledger(records, sheet)["community"]} - {""}) if "community" in must - found else []
    missed = must - found - ({"community"} if placed else set())
    lacking = [label(table.name, column.name) for column in table.columns if column.name in missed]
    if lacking:
        yield _line("columns_lacking", columns=say("errors.separator").join(lacking))
    if placed:
        yield _line("community_of", communities=say("errors.separator").join(placed))
    if sheet["layout"] == "list":
        told = {"theirs": sheet["rival_columns"], "ours": len(found)}
        yield _line("rival", table=label(sheet["rival"]), **told) if sheet["rival"] else _line("no_rival")


def _columns(records: Records, sheet: Row) -> Iterator[str]:
    """Each column: its letter and header, what it was taken for and by which word, how its dates are written."""
    columns = _of(records.columns, sheet).to_dict("records")
    cells = records.cells[(records.cells["file"] == sheet["file"]) & (records.cells["sheet"] == sheet["sheet"])]
    twice = cells[cells["code"] == "duplicate_header"]
    same = {(row["column"], row["value"]): row["detail"] for row in twice.to_dict("records")}
    rows = [_column(column, same.get((column["column"], column["header"]), "")) for column in columns]
    dated = any(row[-1] for row in rows)
    heads = [_word(key) for key in _COLUMNS]
    yield from grid([row[: None if dated else -1] for row in (heads, *rows)], "      ", window())


def _column(column: Row, same: str) -> list[str]:
    told = [column["column"], column["header"]]
    if column["field"]:
        form = spoken_form(column["form"].split(";")) if column["form"] else ""
        return [*told, label(column["table"], column["field"]), say(f"commands.match_{column['match']}"), form]
    why = say("commands.column_near", near=column["near"]) if column["near"] else ""
    return [*told, _word("column_unknown"), say("commands.column_same", column=same) if same else why, ""]


def _rows(records: Records, sheet: Row) -> Iterator[str]:
    """The account of the rows: each that is not counted by its number, and what is no row of the table at all."""
    yield _line("sheet_rows", **{key: sheet[key] for key in ("rows_in", "counted", "excluded")})
    if sheet["filled"]:
        told = {"number": sheet["filled"], "columns": _spoken(sheet["filled_columns"])}
        yield paragraph(say("commands.rows_filled", rows=_spoken(sheet["filled_rows"]), **told), "      ")
    ledger = _ledger(records, sheet)
    for reason, rows in ledger[ledger["reason"] != ""].groupby("reason", sort=False):
        numbers = _spoken(listed({int(row) - 1 for row in rows["row"]}, row_number))
        told = {"reason": say(f"assessing.reason_{reason}"), "number": len(rows), "rows": numbers}
        yield paragraph(say("commands.rows_out", **told), "      ")
    if sheet["ghosts"]:
        yield _line("ghosts", number=sheet["ghosts"], rows=_spoken(sheet["ghost_rows"]))
    for key in ("parked", "beside"):
        if sheet[key]:
            yield _line(key, where=_spoken(sheet[key]))


# ---- findings -------------------------------------------------------------------------------------------------------


def _faults(findings: pd.DataFrame, margin: str) -> Iterator[str]:
    """The findings of a place, gravest first, one entry a kind and column; each cure once."""
    mine = findings[~findings["code"].isin(_TOLD)]
    told: set[str] = set()
    for severity in SEVERITIES:
        grave = mine[mine["severity"] == severity]
        for _, kind in grave.groupby(["code", grave["field"].mask(grave["code"].isin(_OF_HEADERS), "")], sort=False):
            yield from _fault(severity, kind.drop_duplicates(["row", "column", "message"]), margin)
            cure = kind.iloc[0]["cure"]
            if cure not in told and severity != "note":
                yield paragraph(say("commands.fault_cure", cure=cure), margin + "  ")
            told.add(cure)


def _fault(severity: str, kind: pd.DataFrame, margin: str) -> Iterator[str]:
    """The first finding of a kind, and where the others are."""
    first = kind.iloc[0]
    told = {"severity": say(f"saving.severity_{severity}"), "where": _where(first), "message": first["message"]}
    yield paragraph(say("commands.fault", **told), margin)
    others = [_where(row) for row in kind.iloc[1 : _MOST + 1].to_dict("records")]
    if others:
        more = _word("and_more") if len(kind) > _MOST + 1 else ""
        where = say("errors.separator").join(dict.fromkeys(others)) + more
        yield paragraph(say("commands.fault_others", number=len(kind) - 1, where=where), margin + "  ")


def _where(finding: Any) -> str:
    if finding["column"]:
        return f"{finding['column']}{finding['row'] or ''}"
    if finding["row"]:
        return say("commands.row_called", row=finding["row"])
    return _word("whole_sheet" if finding["sheet"] else "whole_file")


# ---- small --------------------------------------------------------------------------------------------------------


def label(table: str, field: str = "") -> str:
    """What a table, or one of its columns, is called in the reader's language; two columns of a period by both."""
    if field == "street":  # may stand in any table and is a column of none
        return _word("street")
    named: Iterable[Any] = [TABLES[table].column(one) for one in field.split("+")] if field else [TABLES[table]]
    return " + ".join(one.label if language() == "zh" else one.label_en for one in named)


def _of(frame: pd.DataFrame, sheet: Row) -> pd.DataFrame:
    """The rows of a frame that are about one table of a sheet."""
    same = [frame[key] == sheet[key] for key in ("file", "sheet", "table", "header_row")]
    return frame[same[0] & same[1] & same[2] & same[3]]


def _ledger(records: Records, sheet: Row) -> pd.DataFrame:
    return _of(records.ledger, sheet)


def _line(key: str, **told: object) -> str:
    return paragraph(say(f"commands.{key}", **told), "    ")


def _word(key: str) -> str:
    return say(f"commands.{key}")


def _spoken(numbers: str) -> str:
    return numbers.replace("、", say("errors.separator"))
