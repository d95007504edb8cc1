"""What the child does that reads one file with evalkit; see corpus.py.

Its answer is written twice, after opening and after the headers were looked for, so that it tells where a hang stands.
"""

import json
import sys
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

from evalkit.reading.headers import find_header, vocabulary
from evalkit.reading.workbook import UnreadableError, open_book

try:
    import resource
except ImportError:  # Windows
    resource = None

MOST_MEMORY = 3 << 30  # bytes of address space: keeps the machine alive, is no bound of its own


def peak() -> float:
    """The most memory this process has held, in MB; 0 where the system does not tell."""
    if resource is None:
        return 0.0
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def hold() -> None:
    """Keep a runaway from taking the whole machine."""
    if resource is not None and sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def plain(value: object) -> Any:
    """A cell as JSON can hold it: dates as {"d": ISO}, times of day and durations as {"t": seconds}."""
    if isinstance(value, datetime):
        return {"d": value.replace(tzinfo=None).isoformat()}
    if isinstance(value, date):
        return {"d": datetime(value.year, value.month, value.day).isoformat()}  # noqa: DTZ001
    if isinstance(value, clock):
        return {"t": value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6}
    if isinstance(value, timedelta):
        return {"t": value.total_seconds()}
    if isinstance(value, str | bool | int | float):
        return value.rstrip() if isinstance(value, str) else value
    return str(value)


def filled(rows: Iterable[Iterable[object]]) -> list[list[Any]]:
    """[row, column, value] of every cell that holds something, from 0."""
    cells = (
        [at, column, plain(value)]
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None
    )
    return [cell for cell in cells if cell[2] != ""]


def look_for_headers(sheets: list[Any], path: Path) -> list[dict[str, Any]]:
    """For each sheet the table its header names and the seconds it took."""
    words, found = vocabulary({}), []
    for sheet in sheets:
        begun = time.process_time()
        header = find_header(sheet, [sheet.name, path.stem, path.parent.name], words)
        table = header.table.name if header else ""
        found.append({"sheet": sheet.name, "table": table, "seconds": time.process_time() - begun})
    return found


def told(sheet: Any) -> dict[str, Any]:
    """A sheet as JSON can hold it."""
    size = len(sheet.rows), max(map(len, sheet.rows), default=0)
    return {"name": sheet.name, "merged": sheet.merged, "size": size, "cells": filled(sheet.rows)}


def answer_with(answer: dict[str, Any], out: Path) -> None:
    """Write an answer, whole or not at all."""
    draft = out.with_suffix(".draft")
    draft.write_text(json.dumps(answer), encoding="utf-8")
    draft.replace(out)


def read_own(path: Path, out: Path) -> None:
    """Open a file and look for its headers; ``out`` gets the answer as JSON."""
    hold()
    data, base, begun = path.read_bytes(), peak(), time.process_time()
    try:
        book = open_book(data, path.stem)
    except UnreadableError as refusal:
        book, why = None, refusal.why.partition(":")[0]
    except MemoryError:
        book, why = None, "memory"
    seconds = time.process_time() - begun
    answer = {"seconds": seconds, "base": base, "megabytes": peak()}
    if book is None:
        answer_with({**answer, "why": why}, out)
        return
    answer |= {"why": "", "date1904": book.date1904, "notes": [[note.code, note.sheet] for note in book.notes]}
    answer_with({**answer, "unfinished": True}, out)
    answer |= {"headers": look_for_headers(book.sheets, path), "megabytes": peak(), "sheets": [*map(told, book.sheets)]}
    answer_with(answer, out)
