"""What a reading touches, so that what was made from it can be kept until any of that is another."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.reading.files import is_corrections, list_submissions, loose_files

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
    ReadError : as `evalkit.reading.files.list_submissions`.
    """

    def __init__(self, folder: Path, plan: Plan, street: str | None = None) -> None:
        submissions, faults = list_submissions(folder, plan, street)
        loose = [path for path in loose_files(folder) if path.is_file()]
        self.whole = plan.whole
        self.told: dict[str, list[object]] = defaultdict(list)  # street -> what its reading touches; "" every reading
        self.told[""] += [[path.name, _sha256(path)] for path in loose]
        if any(is_corrections(path.name) for path in loose):
            self.told[""] += sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
        for one in submissions:
            self.told[one.street].append([one.name, one.year, _sha256(one.path)])
        for fault in faults:
            self.told[fault.street].append(repr(fault))

    def by(self, street: str = "") -> str:
        """The sha256 of what the reading of a street touches, by its official name; of all for ``""``."""
        wanted = ["", self.whole, street] if street else sorted(self.told)
        told = json.dumps([[one, self.told.get(one, [])] for one in wanted], ensure_ascii=False)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # the reading will say so too
        return ""
