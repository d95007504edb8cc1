"""What a row must have to be counted: its required values, its community, days in post that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evalkit.reading.cells import even
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.headers import Header, Place
from evalkit.tables import Column

if TYPE_CHECKING:
    from evalkit.reading.body import Body
    from evalkit.reading.parts import Part

_TOWN = 10  # signs that town and district take before a street's name
# In place of a community: the row is for the street itself.
_ITSELF = {"街道", "本级", "街道本级", "街道层面", "街道(乡镇)", "镇本级", "乡镇本级"}


def mark_continued(part: Part, body: Body) -> None:
    """A row that goes on with the record above it is no record of its own."""
    for index, row in enumerate(body.indexes):
        above = part.reasons[index - 1] if index else "total_row"
        if part.reasons[index] == "" and above in {"", "continued"} and body.goes_on(row):
            part.mark(index, "continued")


def settle_community(part: Part) -> None:
    """A community column nobody filled in is none; the own street's name before a community's is no part of it.

    Where a row needs no community the street's own name, or 街道本级, says that it has none.
    """
    names = part.columns.get("community")
    if names is None or part.place is None:
        return
    records = [index for index, reason in enumerate(part.reasons) if reason not in STRUCTURAL]
    if records and not any(names[index] or (index, "community") in part.faulty for index in records):
        part.place = None
    own, required = part.submission.street, part.table.column("community").required
    for index in records:
        before, there, rest = even(names[index]).partition(even(own))
        if there and len(before) <= _TOWN and rest:
            names[index] = rest
        if not required and even(names[index]) in {even(own), *_ITSELF}:
            names[index] = ""
        if (index, "community") in part.faulty and required:
            part.mark(index, "missing_key")


def mark_missing(part: Part, header: Header, body: Body | None) -> None:
    """Mark rows without a required value; of a row with none of them one cell is told, and none where it is blank."""
    known = header.fields
    required = [column for column in part.table.columns if column.required and column.name != "community"]
    for column in required:
        if column.name not in known:
            part.fault("missing_column", None, Place(-1, column.name, ""), detail=column.label)
    lacking = {
        index: [column for column in required if _lacks(part, index, column)]
        for index, reason in enumerate(part.reasons)
        if reason not in STRUCTURAL
    }
    bare = [
        index
        for index, columns in lacking.items()
        if columns and len(columns) == len(required)
        if not any((index, column.name) in part.faulty for column in required)
    ]
    silent = {*(body.prefilled(bare) if body else bare)}
    for index, columns in lacking.items():
        if index in silent:
            part.mark(index, "missing_key" if len(required) > 1 else _lack(required[0]))
            continue
        for column in columns[:1] if index in bare else columns:
            _mark_lacking(part, index, column, known.get(column.name))
        if index in bare and len(required) > 1:
            part.mark(index, "missing_key")


def _lacks(part: Part, index: int, column: Column) -> bool:
    """Whether a row lacks a value it must have: no head is asked of a flat where nobody was met."""
    if part.columns[column.name][index] not in {None, ""}:
        return False
    other, *words = column.spared or ("",)
    spared = other and (index, column.name) not in part.faulty and part.columns[other][index] in words
    return not spared


def _mark_lacking(part: Part, index: int, column: Column, place: Place | None) -> None:
    """Mark a row for one required value it lacks; a value that stands there but cannot be read is a fault already."""
    unread = (index, column.name) in part.faulty
    part.mark(index, "bad_date" if unread and column.kind == "date" else _lack(column))
    if place and not unread:
        part.fault(_lack(column), index, place)


def mark_open_ends(part: Part) -> None:
    """Someone whose last day in post cannot be read may have left long ago: the row is not counted."""
    for name in part.table.span[1:]:
        for index in range(len(part.rows)):
            if (index, name) in part.faulty and part.columns[name][index] is None:
                part.mark(index, "bad_date")


def _lack(column: Column) -> str:
    return "no_date" if column.kind == "date" else "missing_key"
