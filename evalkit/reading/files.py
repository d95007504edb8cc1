"""Which files were handed in, and whose they are: ``folder/<first calendar year>/<street>/…``.

Beside the streets' folders stands that of the whole pilot, for those who run and evaluate it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.errors import ReadError, nearest
from evalkit.reading.cells import even
from evalkit.reading.faults import Fault
from evalkit.reading.names import match_street, near_place, street_matcher
from evalkit.reading.noting import note
from evalkit.words import say

if TYPE_CHECKING:
    from evalkit.plan import Plan

# Files that are opened; what they are, their content says. Of all others only pictures and films are surely no records.
SUFFIXES = {
    ".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xlt", ".ods", ".et", ".ett", ".csv", ".tsv", ".txt",
    ".html", ".htm", ".mht", ".mhtml", ".xml",
}  # fmt: skip
PICTURES = {
    ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".mp4", ".mov", ".avi", ".mp3", ".m4a",
}  # fmt: skip
LARGEST = 256 << 20  # bytes of a file that is opened
ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tar"}
_CORRECTIONS = re.compile(r"^(更正|corrections?)", re.IGNORECASE)
_YEAR_FOLDER = re.compile(r"(\d{4})(?:年度?|[-~—至]\d{2,4}年?度?)?")


@dataclass(frozen=True)
class Submission:
    """One file: where it is, its name relative to the folder (forward slashes), its street and contract year."""

    path: Path
    name: str
    street: str
    year: int


def list_submissions(folder: Path, plan: Plan, street: str | None = None) -> tuple[list[Submission], list[Fault]]:
    """All files of the plan's streets and years, sorted by name, and what could not be placed.

    Parameters
    ----------
    folder : the submissions, ``2016/狮山街道/...``.
    plan : whose years and streets are looked for.
    street : official name of the only street wanted; ``None`` for all.

    Raises
    ------
    ReadError : no such folder; no folder of a contract year in it; no folder of a street in those.
    """
    if not folder.is_dir():
        raise ReadError(say("reading.is_a_file" if folder.is_file() else "reading.no_folder", folder=folder))
    note(folder, street)
    wanted, faults = _street_folders(folder, plan, street)
    if all(name == plan.whole for _, name, _ in wanted):
        code = "nothing_submitted" if street else "only_pilot"
        faults.append(Fault(code, street=street or plan.whole, value=street or plan.whole))
    inside = [(place, _plain(place[0].rglob("*"))) for place in wanted]
    found = [
        Submission(path, path.relative_to(folder).as_posix(), name, year)
        for (_, name, year), paths in inside
        for path in filter(_is_read, paths)
    ]
    full = {(one.street, one.year) for one in found}
    faults += [
        Fault("nothing_submitted", street_folder.relative_to(folder).as_posix(), street=name, year=year, value=name)
        for street_folder, name, year in wanted
        if (name, year) not in full and name != plan.whole
    ]
    faults += [
        Fault("other_file", path.relative_to(folder).as_posix(), street=name, year=year)
        for (_, name, year), paths in inside
        for path in paths
        if not _is_read(path) and path.suffix.lower() not in PICTURES
    ]
    return sorted(found, key=lambda submission: submission.name), faults


def place_file(path: Path, plan: Plan, street: str | None = None) -> tuple[Path | None, Submission]:
    """A single file as a submission, and the folder of all submissions; ``None`` where it lies in none.

    Outside of a folder ``2016/狮山街道/…`` it is taken for that street's, else for the plan's first street's, of the
    first year.
    """
    above = path.resolve().parents
    for street_folder, year_folder in pairwise(above):
        year = _year_of(year_folder.name, plan)
        whole = even(street_folder.name) == even(plan.whole)
        own = plan.whole if whole else match_street(street_folder.name, plan)
        if own and year is not None:
            folder = year_folder.parent
            name = path.resolve().relative_to(folder).as_posix()
            return folder, Submission(path, name, own, year)
    street, first = street or plan.streets[0].name, plan.years[0]
    return None, Submission(path, f"{first.folder}/{street}/{path.name}", street, first.id)


def _year_of(name: str, plan: Plan) -> int | None:
    """The contract year whose folder has that name; of a calendar year also as 2016年度 or 2016-2017."""
    folders = {even(year.folder): year.id for year in plan.years}
    named = _YEAR_FOLDER.fullmatch(name)
    return folders.get(even(name), folders.get(named[1]) if named else None)


def is_corrections(name: str) -> bool:
    """Whether a workbook beside the year folders is a list of corrections, by its name.

    Examples
    --------
    >>> is_corrections("更正表.xlsx"), is_corrections("说明.txt"), is_corrections("更正说明.txt")
    (True, False, False)
    """
    return bool(_CORRECTIONS.match(name)) and not name.lower().endswith((".txt", ".md"))


def loose_files(folder: Path) -> list[Path]:
    """Files beside the year folders, such as a note that the submission is invented, or a list of corrections."""
    return _files(folder.iterdir())


def _street_folders(folder: Path, plan: Plan, street: str | None) -> tuple[list[tuple[Path, str, int]], list[Fault]]:
    """The folders of a street, or of all, and of the whole pilot; folders and files that belong nowhere as faults.

    The other streets' folders are known by their names alone.
    """
    loose = [path for path in _tables(folder.iterdir()) if not is_corrections(path.name)]
    faults = _unplaced(folder, loose, "unplaced_file", "")
    named, match, whole = list[tuple[Path, str, int]](), street_matcher(plan), even(plan.whole)
    empty = True
    for year_folder, year in _year_folders(folder, plan, faults):
        names, files = _looked_at(year_folder)
        faults += _unplaced(folder, _tables(files), "unplaced_file", "")
        owners = {name: plan.whole if even(name) == whole else match(name) for name in names}
        empty = empty and not any(owners.values())
        wanted = {"", plan.whole, street} if street else {*owners.values()}
        for sub in sorted(year_folder / name for name, owner in owners.items() if owner in wanted):
            if owners[sub.name]:
                named.append((sub, owners[sub.name], year))
            else:
                near = near_place(sub.name, (place.name for place in plan.streets))
                faults += _unplaced(folder, _tables(sub.rglob("*")), "unknown_street_folder", near)
    if empty:
        streets = say("errors.separator").join(place.name for place in plan.streets)
        raise ReadError(say("reading.no_street_folder", folder=folder, allowed=streets))
    return named, faults


def _year_folders(folder: Path, plan: Plan, faults: list[Fault]) -> list[tuple[Path, int]]:
    """The folders of the plan's contract years; the others that hold tables go to ``faults``."""
    folders = [year.folder for year in plan.years]
    found = []
    for sub in _folders(folder):
        year = _year_of(sub.name, plan)
        if year is not None:
            found.append((sub, year))
        else:
            faults += _unplaced(folder, _tables(sub.rglob("*")), "unknown_year_folder", _near(sub.name, folders))
    if not found:
        allowed = say("errors.separator").join(folders)
        raise ReadError(say("reading.no_year_folder", folder=folder, allowed=allowed) + _above(folder, plan))
    return found


def _near(name: str, folders: list[str]) -> str:
    """The folder meant: of calendar years the nearest in time."""
    named = _YEAR_FOLDER.fullmatch(name)
    if named and all(map(str.isdecimal, folders)):
        return min(folders, key=lambda year: abs(int(year) - int(named[1])))
    return nearest(name, folders)


def _above(folder: Path, plan: Plan) -> str:
    """What to name instead, where somebody named a year's or a street's folder."""
    for inner in (folder.resolve(), folder.resolve().parent):
        if _year_of(inner.name, plan) is not None:
            return say("reading.folder_above", folder=inner.parent)
    return ""


def _unplaced(folder: Path, paths: Iterable[Path], code: str, near: str) -> list[Fault]:
    return [Fault(code, path.relative_to(folder).as_posix(), detail=near) for path in paths]


def _folders(folder: Path) -> list[Path]:
    return sorted(folder / name for name in _looked_at(folder)[0])


def _looked_at(folder: Path) -> tuple[list[str], list[Path]]:
    """The names of the folders in a folder without hidden ones, and what else is in it, told by one look at it."""
    names, others = [], []
    with os.scandir(folder) as found:
        for one in found:
            # The listing says what each is, but of a link not where it leads; to ask of thousands takes long.
            if not (Path(one.path).is_dir() if one.is_symlink() else one.is_dir()):
                others.append(Path(one.path))
            elif not one.name.startswith("."):
                names.append(one.name)
    return names, others


def _tables(paths: Iterable[Path]) -> list[Path]:
    """Files that can hold a table, archives too; a loose text is a note, not a table."""
    return [path for path in _plain(paths) if path.suffix.lower() in (SUFFIXES | ARCHIVES) - {".txt"}]


def _files(paths: Iterable[Path]) -> list[Path]:
    """Files that may hold a table or a note, without Office's lock files and hidden ones."""
    return [path for path in _plain(paths) if _is_read(path)]


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES | {".md"}


def _plain(paths: Iterable[Path]) -> list[Path]:
    return sorted(
        path for path in paths if path.is_file() and not any(part.startswith((".", "~$")) for part in path.parts[-2:])
    )
