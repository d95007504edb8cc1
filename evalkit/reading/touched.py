"""What a reading touches, so that what was made from it can be kept until any of that is another."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.reading.files import LARGEST, is_corrections, list_submissions, loose_files

if TYPE_CHECKING:
    from evalkit.plan import Plan


class Touched:
    """A folder of submissions, listed and hashed once: one sha256 over all that the reading of a street touches.

    That is the street's own files and those of the whole pilot, the files beside the year folders, and what is told of
    folders and files that belong nowhere. A list of corrections may name any file, which then is there or is not.

    Parameters
    ----------
    folder : the submissions. plan : whose years and streets are looked for. street : the only one that will be asked
        for, by its official name; any by default.

    Raises
    ------
    ReadError : as `evalkit.reading.files.list_submissions`, which gives ``submissions`` and ``faults``.
    """

    def __init__(self, folder: Path, plan: Plan, street: str | None = None) -> None:
        self.submissions, self.faults = list_submissions(folder, plan, street)
        self.digests = {one.name: _sha256(one.path) for one in self.submissions}
        self.folder, self.whole, self.beside = folder, plan.whole, _beside(folder)
        self.told: dict[str, list[object]] = defaultdict(list)  # street -> what its reading touches; "" every reading
        self.told[""] += self.beside.items()
        if any(map(is_corrections, self.beside)):
            self.told[""] += sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
        for one in self.submissions:
            self.told[one.street].append([one.name, one.year, self.digests[one.name] or _stamp(one.path)])
        for fault in self.faults:
            self.told[fault.street].append(repr(fault))

    def by(self, street: str = "") -> str:
        """The sha256 of what the reading of a street touches, by its official name; of all for ``""``."""
        wanted = ["", self.whole, street] if street else sorted(self.told)
        told = json.dumps([[one, self.told.get(one, [])] for one in wanted], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def still(self, read: Mapping[str, str]) -> bool:
        """Whether what was read is what was hashed before; the files beside the year folders are looked at once more.

        Parameters
        ----------
        read : name of each submission -> sha256 of the bytes it was read from, ``""`` where they could not be.
        """
        return read == self.digests and _beside(self.folder) == self.beside


def _beside(folder: Path) -> dict[str, str]:
    return {path.name: _sha256(path) for path in loose_files(folder)}


def _sha256(path: Path) -> str:
    """Of the bytes of a file; ``""`` where the reading does not get them either."""
    try:
        return "" if path.stat().st_size > LARGEST else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _stamp(path: Path) -> str:
    """Size and time of a file whose bytes are not read: a notebook may open it all the same."""
    try:
        return f"{path.stat().st_size} {path.stat().st_mtime_ns}"
    except OSError:
        return ""
