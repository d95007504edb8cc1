"""The overview an agency gets for a street and year: every file with its counts, and what belongs to no single file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from evalkit.returning.copying import content_of, list_only
from evalkit.returning.listing import FILES, IN_OVERVIEW, Block, Entry, write_list
from evalkit.returning.rounds import Round
from evalkit.returning.voice import Row, is_open
from evalkit.tables import TABLES

Place = tuple[str, int]  # street and year; "" and 0 where a file belongs to none


def overviews(told: Round) -> Iterator[tuple[str, bytes]]:
    """The folder and the content of every overview, in the order of the folders."""
    owners = _owners(told)
    places: dict[Place, str] = {}
    for file, place in owners.items():
        places.setdefault(place, str(PurePosixPath(*PurePosixPath(file).parts[:2])))
    for row in told.loose:
        places.setdefault((row["street"], row["year"]), _folder(told, row["street"], row["year"]))
    for place, folder in sorted(places.items(), key=lambda one: one[1]):
        mine = {file: rows for file, rows in told.files.items() if owners[file] == place}
        apart = [row for row in told.loose if (row["street"], row["year"]) == place]
        yield folder, _overview(told, folder, place, mine, apart)


def _owners(told: Round) -> dict[str, Place]:
    sheets = told.records.sheets
    return dict(zip(sheets["file"], zip(sheets["street"], sheets["year"].astype(int), strict=True), strict=True))


def _folder(told: Round, street: str, year: int) -> str:
    return f"{told.records.plan.year(year).folder}/{street}" if street and year else ""


def _title(told: Round, street: str, year: int) -> str:
    if not (street and year):
        return told.speak("returning.no_place")
    one, other = told.records.plan.year(year), told.records.plan.street(street)
    named = (other.name, one.label) if told.lang == "zh" else (other.name_en, one.label_en)
    return told.speak("returning.overview", street=named[0], year=named[1])


def _overview(
    told: Round, folder: str, place: Place, files: Mapping[str, Sequence[Row]], apart: Sequence[Row]
) -> bytes:
    copy = list_only()
    every = [row for rows in files.values() for row in rows] + [*apart]
    sentences = [told.found(every), *told.progress(every), told.speak("returning.how_overview")]
    blocks = []
    if files:
        sentences.insert(0, told.speak("returning.read", files=len(files)))
        lines = [_line(told, folder, file, rows) for file, rows in files.items()]
        blocks.append(Block(told.speak("returning.files"), FILES, lines))
    if apart:
        entries = [Entry({"about": _about(told, row)} | told.words(row), row["severity"]) for row in apart]
        columns = {name: width for name, width in IN_OVERVIEW.items() if name != "status" or "status" in apart[0]}
        blocks.append(Block(told.speak("returning.others"), columns, entries))
    write_list(copy.book, _title(told, *place), sentences, blocks, told.lang)
    return content_of(copy)


def _line(told: Round, folder: str, file: str, rows: Sequence[Row]) -> Entry:
    """A file of the overview: the gravest kind found in it, its rows, how many findings, its copy with a link to it."""
    still = [row for row in rows if is_open(row)]
    counts = told.counts(still) if still else told.speak("returning.nothing")
    account, copy = told.account(file), PurePosixPath(told.names[file])
    key = "returning.file_told" if account["rows"] else "returning.file_told_empty"
    words = {
        "severity": told.kind(still[0]) if still else told.speak("returning.fine"),
        "file": "/".join(PurePosixPath(file).parts[2:]) or file,
        "told": told.speak(key, **account, counts=counts),
        "copy": copy.name if still else "—",
    }
    link = _link(copy.relative_to(folder).as_posix()) if still else ""
    return Entry(words, still[0]["severity"] if still else "", link=link)


def _link(path: str) -> str:
    """A path as the target of a link; a spreadsheet program takes letters of any script as they are."""
    return re.sub(r"[ %#?\"<>^`{|}\[\]]", lambda sign: f"%{ord(sign[0]):02X}", path)


def _about(told: Round, row: Row) -> str:
    """What a finding is about that belongs to no file that was read: a file, else table and community."""
    table = TABLES.get(row["table"])
    named = (table.label if told.lang == "zh" else table.label_en) if table else ""
    return row["file"] or " · ".join(filter(None, (named, row["community"]))) or told.speak("returning.whole")
