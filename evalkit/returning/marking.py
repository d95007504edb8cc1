"""What agencies get back: copies of their own workbooks with every finding marked, and an overview for each year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pandas as pd
from tqdm import tqdm

from evalkit.checking import is_hidden
from evalkit.errors import ParameterError
from evalkit.reading.one_file import bytes_of
from evalkit.reading.workbook import UnreadableError
from evalkit.records import Records
from evalkit.resubmitting import compare_findings
from evalkit.returning.copying import FAILURES, Copy, bare_copy, content_of, list_only, mark, own_copy
from evalkit.returning.listing import IN_FILE, Block, Entry, write_list
from evalkit.returning.overview import overviews
from evalkit.returning.rounds import Round, Row, is_open, round_of
from evalkit.words import language, say
from evalkit.workbooks import publish, withdraw

Spot = tuple[str, int, str]  # sheet, row and column of a finding


def feedback(
    records: Records,
    findings: pd.DataFrame,
    out: str | Path,
    lang: str | None = None,
    before: pd.DataFrame | None = None,
) -> list[Path]:
    """Write for agencies what was found in what they handed in.

    For each file with findings a copy of it, ``<name>_反馈.xlsx`` at the same place under ``out``: faulty cells are
    coloured and bear a note with the finding and the cure, a first sheet lists all of them, gravest first, each with a
    link to its cell. All else in the workbook stays as it was. Of a file in another format the copy holds the bare
    cells; of one that cannot be read, the list alone. For each street and year an overview, ``反馈总览.xlsx``: every
    file with its counts, also those in which nothing was found, and what belongs to no single file.

    Parameters
    ----------
    records : what was handed in; its files are opened again.
    findings : of `evalkit.check` on these records; where it has a column ``status`` (``open``, ``new``, ``fixed``) that
        is shown.
    out : folder to write to, outside the submissions; older files of the same name are replaced, and the old copy of a
        file in which nothing is found any more is removed.
    lang : of the words around the findings, ``zh`` or ``en``.
    before : findings of an earlier submission; each finding is then marked as new or still open.

    Returns
    -------
    list of Path : every workbook written, the overviews last.

    Raises
    ------
    ParameterError : ``out`` lies within the submissions, where the copies would be read as records.
    ReportError : a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.checking import check
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "通安镇")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = feedback(records, check(records, plan), folder)
    >>> written[-1].name
    '反馈总览.xlsx'
    """
    lang, out = language(lang), Path(out)
    if out.resolve().is_relative_to(records.folder.resolve()):
        raise ParameterError(say("returning.within", lang, out=out, folder=records.folder))
    told = round_of(records, findings if before is None else compare_findings(before, findings), lang)
    paths = _copies(told, out)
    name = told.speak("returning.overview_file")
    return paths + [publish(out / folder / name, content) for folder, content in overviews(told)]


def _copies(told: Round, out: Path) -> list[Path]:
    """Write a copy of every file with findings; of a file in which nothing is found any more the old copy goes."""
    paths = []
    for file, rows in tqdm(told.files.items(), told.speak("returning.writing"), unit="", disable=None, delay=1):
        path = out / told.names[file]
        if any(map(is_open, rows)):
            paths.append(publish(path, _marked(told, file)))
        elif path.is_file():
            withdraw(path)
    return paths


def _marked(told: Round, file: str) -> bytes:
    """The marked copy of a file: its own workbook, else its bare cells, else the list alone."""
    if any(row["code"] == "unreadable_file" for row in told.files[file]):
        return _with_list(told, file, list_only())  # what stopped the reading child is not opened here
    try:
        data = bytes_of(told.records.folder / file)
        for make in (own_copy, bare_copy):
            try:
                return _with_list(told, file, make(data, file, told.lang))
            except FAILURES:  # openpyxl cannot keep it; the bare cells can be kept
                continue
    except UnreadableError:
        pass
    return _with_list(told, file, list_only())


def _with_list(told: Round, file: str, copy: Copy) -> bytes:
    rows = told.files[file]
    shown = [row for row in rows if is_open(row)]
    addresses = _mark_cells(told, file, copy, shown)
    sentences = [
        _thanks(told, file, copy),
        told.found(shown),
        *told.progress(rows),
        told.speak("returning.how" if copy.sheets else "returning.how_list"),
        *copy.notes,
    ]
    columns = {name: width for name, width in IN_FILE.items() if name != "status" or "status" in rows[0]}
    block = Block(told.speak("returning.all"), columns, [_entry(told, copy, row, addresses) for row in shown])
    write_list(copy.book, told.speak("returning.title", file=PurePosixPath(file).name), sentences, [block], told.lang)
    return content_of(copy)


def _thanks(told: Round, file: str, copy: Copy) -> str:
    account = told.account(file)
    if account["rows"]:
        return told.speak("returning.thanks", **account)
    return told.speak("returning.thanks_empty" if copy.sheets else "returning.thanks_closed")


def _mark_cells(told: Round, file: str, copy: Copy, rows: Sequence[Row]) -> dict[Spot, str]:
    """Mark each cell once with all that is said of it; gives back where a finding's cell is."""
    sheets = told.records.sheets[told.records.sheets["file"] == file]
    headers = dict(zip(sheets["sheet"], sheets["header_row"], strict=True))
    marked: dict[Spot, list[Row]] = {}
    for row in rows:
        if row["sheet"] in copy.sheets and (row["row"] or row["column"]):
            marked.setdefault(_spot(row), []).append(row)
    addresses = {}
    for (sheet, number, column), mine in marked.items():
        at = number or max(int(headers.get(sheet, 0)), 1)  # of a column as a whole, its header
        note = "\n\n".join(_note(told, row) for row in mine)
        addresses[sheet, number, column] = mark(copy, (sheet, at, column), mine[0]["severity"], note)
    return addresses


def _spot(row: Row) -> Spot:
    return row["sheet"], int(row["row"]), row["column"]


def _note(told: Round, row: Row) -> str:
    key = "returning.note_cured" if row["cure"] else "returning.note_plain"
    return told.speak(key, severity=told.kind(row), message=row["message"], cure=row["cure"])


def _entry(told: Round, copy: Copy, row: Row, addresses: dict[Spot, str]) -> Entry:
    """A finding as a line of the list; a hidden sheet cannot be led to."""
    page, address = copy.sheets.get(row["sheet"]), addresses.get(_spot(row), "")
    reachable = page is not None and page.sheet_state == "visible"
    quoted = "'" + page.title.replace("'", "''") + "'" if page is not None else ""
    words = {
        "page": row["sheet"],
        "cell": address
        or _where(row)
        or told.speak("returning.whole_sheet" if row["sheet"] else "returning.whole_file"),
        "value": say("checking.hidden", told.lang) if row["value"] and is_hidden(row) else row["value"],
        "counted": told.speak("returning.yes" if row["counted"] else "returning.no") if row["row"] else "—",
    }
    return Entry(words | told.words(row), row["severity"], f"{quoted}!{address or 'A1'}" if reachable else "")


def _where(row: Row) -> str:
    """The address of a finding whose sheet is not in the copy."""
    return f"{row['column']}{row['row']}" if row["row"] else ""
