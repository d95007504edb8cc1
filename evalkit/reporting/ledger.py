"""Which reports of an earlier run still stand: made from the same inputs, and unchanged since."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evalkit.plan import Plan
from evalkit.reading.touched import Touched
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.publishing import publish

NAME = ".ledger.json"
PACKAGES = (
    "ipython", "jinja2", "matplotlib", "mistune", "numpy", "openpyxl", "pandas", "pyarrow", "pydantic",
    "python-calamine", "python-docx", "scipy", "seaborn", "typst", "xlsxwriter",
)  # fmt: skip
_PAUSE = 2.0  # seconds between two writings: of thousands of reports the whole ledger is not written thousands of times


class Origins:
    """What the reports of a batch are made from; each thing is hashed once.

    Parameters
    ----------
    notebook, data : as in the jobs. plan : read.

    Raises
    ------
    ReadError : there is no folder of submissions, or none of this plan.
    """

    def __init__(self, notebook: Path, plan: Plan, data: str | Path) -> None:
        told = [_tree(plan.folder), _sha256(notebook), made_with()]
        self.common = hashlib.sha256("\n".join(told).encode("utf-8")).hexdigest()
        self.plan = plan
        self.data = Path(data).resolve().as_posix()
        self.touched = {self.data: Touched(Path(data), plan)}

    def of(self, reads: Iterable[Iterable[str]]) -> list[str]:
        """The hashes of all that a report with these readings is made from; of every submission where none is known."""
        return [self.common, *(self._read(folder, street) for folder, street in reads or [(self.data, "")])]

    def _read(self, folder: str, street: str) -> str:
        if folder not in self.touched:
            if not Path(folder).is_dir():
                return ""
            self.touched[folder] = Touched(Path(folder), self.plan)
        return self.touched[folder].by(street)


class Ledger:
    """What was made into an output folder, and from what; empty where nothing was, or nobody can read it.

    Parameters
    ----------
    out : the folder. origins : of the batch that is asked for now.
    """

    def __init__(self, out: Path, origins: Origins) -> None:
        self.out, self.origins = out, origins
        self.entries = read(out)
        self.written = time.monotonic()

    def report(self, made: Job) -> Outcome | None:
        """The report of an earlier run where it needs no making: same inputs, every file still what was written."""
        known = self.entries.get(made.name, {})
        if "reads" not in known or known["inputs"] != _told(_words(made), self.origins.of(known["reads"])):
            return None
        return Outcome(made, tuple(map(Path, known["files"])), kept=True) if _unchanged(known) else None

    def keep(self, outcome: Outcome) -> None:
        """Keep a finished report in mind; it is written down within a second or two, and by `write`."""
        seen = all(Path(folder).is_dir() for folder, _ in outcome.reads)  # a far worker may call it otherwise
        reads = [list(one) for one in outcome.reads] if seen else []
        told = _told(_words(outcome.job), self.origins.of(reads))
        self.entries[outcome.job.name] = {"reads": reads, "inputs": told, "files": _hashed(outcome.files)}
        if time.monotonic() - self.written > _PAUSE:
            self.write()

    def stands(self, name: str, words: Any) -> bool:
        """Whether files made from all submissions need no making; ``words`` is what else decides what is in them."""
        known = self.entries.get(name, {})
        return known.get("inputs") == _told(words, self.origins.of([])) and _unchanged(known)

    def keep_files(self, name: str, words: Any, paths: Iterable[Path]) -> None:
        """Keep files made from all submissions in mind; see `stands`."""
        self.entries[name] = {"inputs": _told(words, self.origins.of([])), "files": _hashed(paths)}

    def write(self) -> None:
        """Write the ledger, whole."""
        told = json.dumps(self.entries, ensure_ascii=False, indent=1, sort_keys=True)
        publish(self.out / NAME, told.encode("utf-8"))
        self.written = time.monotonic()


def read(out: Path) -> dict[str, Any]:
    """The entries of an output folder's ledger; none where there is none, or none that can be read."""
    try:
        return dict(json.loads((out / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _words(made: Job) -> list[Any]:
    """The job's own words; of a file or folder named in a parameter, what is in it."""
    parameters = [[key, repr(value), _named(value)] for key, value in sorted(made.parameters.items())]
    base = _sha256(Path(made.base)) if made.base else ""
    places = [made.data, made.plan, made.figures.as_posix()]
    return [made.street, made.year, made.lang, made.edition, sorted(made.to), places, parameters, base]


def _named(value: Any) -> str:
    path = Path(value) if isinstance(value, str | Path) and "\0" not in str(value) else None
    if not value or path is None or len(str(path)) > 4096 or not path.exists():
        return ""
    return _tree(path) if path.is_dir() else _sha256(path)


def _told(words: Any, origin: list[str]) -> str:
    return hashlib.sha256(json.dumps([words, origin], ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _hashed(paths: Iterable[Path]) -> dict[str, str]:
    return {path.as_posix(): _sha256(path) for path in paths}


def _unchanged(known: dict[str, Any]) -> bool:
    return all(Path(name).is_file() and _sha256(Path(name)) == digest for name, digest in known["files"].items())


@cache
def made_with() -> str:
    """One sha256 over evalkit, its texts, templates and fonts included, and the versions of what it uses."""
    versions = [platform.python_version(), *(f"{name} {version(name)}" for name in PACKAGES)]
    told = [*versions, _tree(Path(__file__).parents[1])]
    return hashlib.sha256("\n".join(told).encode("utf-8")).hexdigest()


def _tree(folder: Path) -> str:
    """One sha256 over the names and contents of all files below a folder."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix != ".pyc" and path.is_file()]
    told = [f"{path.relative_to(folder).as_posix()} {_sha256(path)}" for path in paths]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
