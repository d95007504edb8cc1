"""The marked copy of one file: its cells with the findings on them, and the list. Runs in a child process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from evalkit.reading.one_file import bytes_of
from evalkit.reading.workbook import UnreadableError
from evalkit.returning.copying import FAILURES, Copy, bare_copy, content_of, list_only, mark, own_copy
from evalkit.returning.listing import IN_FILE, Block, Entry, write_list
from evalkit.returning.voice import Row, Voice, is_open

Spot = tuple[str, int, str]  # sheet, row and column of a finding


@dataclass(frozen=True)
class Asked(Voice):
    """A file of which a marked copy is asked for.

    Parameters
    ----------
    path : where it lies; file : its name among those handed in. rows : what was found in it, gravest first.
    account : how many of its records were read and counted. headers : sheet -> the row of its header.
    """

    path: str
    file: str
    rows: Sequence[Row]
    account: Mapping[str, int]
    headers: Mapping[str, int]


def marked(asked: Asked) -> bytes:
    """The marked copy of a file: its own workbook, else its bare cells, else the list alone."""
    try:
        data = bytes_of(Path(asked.path))
        for make in (own_copy, bare_copy):
            try:
                return with_list(asked, make(data, asked.file, asked.lang))
            except FAILURES:  # openpyxl cannot keep it; the bare cells can be kept
                continue
    except UnreadableError:
        pass
    return with_list(asked, list_only())


def with_list(asked: Asked, copy: Copy) -> bytes:
    """The copy with every finding on its cell and in the list; the list alone where it has no sheets."""
    shown = [row for row in asked.rows if is_open(row)]
    addresses = _mark_cells(asked, copy, shown)
    sentences = [
        _thanks(asked, copy),
        asked.found(shown),
        *asked.progress(asked.rows),
        asked.speak("returning.how" if copy.sheets else "returning.how_list"),
        *copy.notes,
    ]
    columns = {name: width for name, width in IN_FILE.items() if name != "status" or "status" in asked.rows[0]}
    block = Block(asked.speak("returning.all"), columns, [_entry(asked, copy, row, addresses) for row in shown])
    write_list(
        copy.book, asked.speak("returning.title", file=PurePosixPath(asked.file).name), sentences, [block], asked.lang
    )
    return content_of(copy)


def _thanks(asked: Asked, copy: Copy) -> str:
    if asked.account["rows"]:
        return asked.speak("returning.thanks", **asked.account)
    return asked.speak("returning.thanks_empty" if copy.sheets else "returning.thanks_closed")


def _mark_cells(asked: Asked, copy: Copy, rows: Sequence[Row]) -> dict[Spot, str]:
    """Mark each cell once with all that is said of it; gives back where a finding's cell is."""
    marked: dict[Spot, list[Row]] = {}
    for row in rows:
        if row["sheet"] in copy.sheets and (row["row"] or row["column"]):
            marked.setdefault(_spot(row), []).append(row)
    addresses = {}
    for (sheet, number, column), mine in marked.items():
        at = number or max(asked.headers.get(sheet, 0), 1)  # of a column as a whole, its header
        note = "\n\n".join(_note(asked, row) for row in mine)
        addresses[sheet, number, column] = mark(copy, (sheet, at, column), mine[0]["severity"], note)
    return addresses


def _spot(row: Row) -> Spot:
    return row["sheet"], int(row["row"]), row["column"]


def _note(asked: Asked, row: Row) -> str:
    key = "returning.note_cured" if row["cure"] else "returning.note_plain"
    return asked.speak(key, severity=asked.kind(row), message=row["message"], cure=row["cure"])


def _entry(asked: Asked, copy: Copy, row: Row, addresses: dict[Spot, str]) -> Entry:
    """A finding as a line of the list; a hidden sheet cannot be led to."""
    page, address = copy.sheets.get(row["sheet"]), addresses.get(_spot(row), "")
    reachable = page is not None and page.sheet_state == "visible"
    quoted = "'" + page.title.replace("'", "''") + "'" if page is not None else ""
    words = {
        "page": row["sheet"],
        "cell": address
        or _where(row)
        or asked.speak("returning.whole_sheet" if row["sheet"] else "returning.whole_file"),
        "value": row["value"],
        "counted": asked.speak("returning.yes" if row["counted"] else "returning.no") if row["row"] else "—",
    }
    return Entry(words | asked.words(row), row["severity"], f"{quoted}!{address or 'A1'}" if reachable else "")


def _where(row: Row) -> str:
    """The address of a finding whose sheet is not in the copy."""
    return f"{row['column']}{row['row']}" if row["row"] else ""
