"""Frames to files: Parquet, CSV and Excel that are safe to open, whole or not at all, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit import __version__
from evalkit.errors import ParameterError, unknown
from evalkit.plan_file import plan_sha256
from evalkit.reading.files import is_corrections, loose_files
from evalkit.reading.guarding import Guard
from evalkit.records import Records
from evalkit.scanning import refuse_persons
from evalkit.words import lines, say

PACKAGES = ("numpy", "pandas", "pyarrow", "pydantic", "python-calamine", "scipy")
RISKY = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet would read such a text as a formula
CELL = 32_767  # most characters in an Excel cell
SHEET = 1_048_575  # most rows under the header of an Excel sheet
Writer = Callable[[pd.DataFrame, Sequence[int]], bytes]
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def save(frame: pd.DataFrame, path: str | Path, widths: Sequence[int] = (), guard: Guard | None = None) -> Path:
    """Write a frame; the suffix says how: ``.parquet``, ``.csv`` (UTF-8 with BOM, for Excel and WPS) or ``.xlsx``.

    Text that a spreadsheet would take for a formula stays text. The file appears whole or not at all; the same
    frame gives the same bytes.

    Parameters
    ----------
    frame : any table of evalkit; its index is not written.
    path : where to; missing folders are made, an old file is replaced.
    widths : of the columns of a workbook in half-width letters; its texts then wrap, and it prints across the page.
    guard : of the records a list is made from (`evalkit.records.Records.guard`), where no person may stand in it.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : another suffix.
    ReportError : a person stands in the frame.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(pd.DataFrame({"社区": ["新升社区", "=1+1"]}), Path(folder, "a.csv")).read_text("utf-8-sig").split()
    ['社区', '新升社区', "'=1+1"]
    """
    path, write = Path(path), writer_of(path)
    content = write(frame, widths)
    if guard is not None:  # Parquet packs its texts: the same cells are looked at as plain text
        refuse_persons({path.name: _csv(frame, ()) if write is parquet else content}, guard)
    write_whole(path, content)
    return path


def writer_of(path: str | Path) -> Writer:
    """What makes the bytes of a file with that suffix; raises `ParameterError` where nothing does."""
    suffix = Path(path).suffix.lower()
    if suffix not in WRITERS:
        raise ParameterError(unknown("format", suffix, WRITERS))
    return WRITERS[suffix]


def parquet(frame: pd.DataFrame, _widths: Sequence[int] = ()) -> bytes:
    """A frame as the bytes of a Parquet file; its index is not in it."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def _csv(frame: pd.DataFrame, _widths: Sequence[int]) -> bytes:
    safe = frame.rename(columns=_unarmed).apply(lambda column: column.map(_unarmed))
    text: str = safe.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _unarmed(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell


def _xlsx(frame: pd.DataFrame, widths: Sequence[int]) -> bytes:
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, "xlsxwriter", datetime_format="yyyy-mm-dd", engine_kwargs={"options": PLAIN}) as writer:
        writer.book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (a fixed stamp: same bytes)
        starts = range(0, max(len(frame), 1), SHEET)
        for number, start in enumerate(starts, 1):
            name = say("saving.part", number=number, total=len(starts)) if len(starts) > 1 else "1"
            part = frame.iloc[start : start + SHEET]
            part = part.apply(lambda column: column.map(shortened))
            part.to_excel(writer, sheet_name=name, index=False)
            writer.sheets[name].freeze_panes(1, 0)
            writer.sheets[name].autofilter(0, 0, len(part), max(len(part.columns) - 1, 0))
            if widths:
                _spread(writer.book, writer.sheets[name], part, widths)
    return buffer.getvalue()


def _spread(book: Any, page: Any, part: pd.DataFrame, widths: Sequence[int]) -> None:
    """Widths of columns in which texts wrap; on paper A4 across, as wide as the page, with the header on each."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#DDE6EE", "border": 1})
    for index, (name, letters) in enumerate(zip(part.columns, widths, strict=True)):
        page.set_column(index, index, letters, wrapped)
        page.write_string(0, index, name, header)
    for number, row in enumerate(part.itertuples(index=False), 1):
        tallest = max(lines(str(cell), letters - 2) for cell, letters in zip(row, widths, strict=True))
        page.set_row(number, 15 * tallest)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def shortened(cell: Any) -> Any:
    """A cell as a sheet can hold it: a text too long for one is cut and says so."""
    if not isinstance(cell, str) or len(cell) <= CELL:
        return cell
    note = say("saving.cut", length=len(cell))
    return cell[: CELL - len(note)] + note


WRITERS: dict[str, Writer] = {".parquet": parquet, ".csv": _csv, ".xlsx": _xlsx}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a passing name and rename it, so that never half a file stands under its own.

    Parameters
    ----------
    path : where to; missing folders are made. content : the whole file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        error.filename = str(path)  # nobody knows the passing name
        raise
    finally:
        part.unlink(missing_ok=True)


def save_processed(
    records: Records, findings: pd.DataFrame, verdicts: pd.DataFrame, folder: str | Path
) -> dict[str, Any]:
    """Write every table, the ledger, findings and verdicts as Parquet, and ``manifest.json`` beside them.

    Parameters
    ----------
    records, findings, verdicts : of one run.
    folder : usually ``data/processed``.

    Returns
    -------
    The manifest: sha256 of every input file (lists of corrections too), of the plan, the notice and evalkit's source;
    versions; row counts. It holds no time and no path outside the submission: the same inputs give the same bytes.
    """
    frames = {**records, "sheets": records.sheets, "ledger": records.ledger, "findings": findings, "verdicts": verdicts}
    tables = {}
    for name, frame in frames.items():
        content = parquet(frame)
        write_whole(Path(folder) / f"{name}.parquet", content)
        tables[name] = {"rows": len(frame), "sha256": _sha256(content)}
    manifest = origin(records) | {"tables": tables}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(Path(folder) / "manifest.json", text.encode("utf-8"))
    return manifest


def origin(records: Records) -> dict[str, Any]:
    """What a run was made from: sha256 of evalkit, of plan, notice and every input file; versions of packages."""
    plan = records.plan
    read = records.sheets[["file", "sha256"]].drop_duplicates()
    beside = {
        path.name: _sha256(path.read_bytes()) for path in loose_files(records.folder) if is_corrections(path.name)
    }
    return {
        "evalkit": {"version": __version__, "sha256": source_sha256()},
        "plan": {
            "id": plan.id,
            "whole": plan.whole,
            "plan_sha256": plan_sha256(plan.folder),
            "notice_sha256": plan.sha256,
        },
        "inputs": dict(zip(read["file"], read["sha256"], strict=True)) | beside,
        "python": platform.python_version(),
        "packages": {name: version_of(name) for name in PACKAGES},
    }


@cache
def source_sha256() -> str:
    """One sha256 over evalkit's own Python files and texts: it changes when the code does, and only then.

    A process that runs goes by the code it began with.
    """
    root = Path(str(files("evalkit")))
    sources = sorted(path for kind in ("*.py", "*.toml") for path in root.rglob(kind))
    told = [f"{path.relative_to(root).as_posix()} {_sha256(path.read_bytes())}" for path in sources]
    return _sha256("\n".join(told).encode("utf-8"))


@cache
def version_of(package: str) -> str:
    """Of an installed package, whose description is long to read."""
    return version(package)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
