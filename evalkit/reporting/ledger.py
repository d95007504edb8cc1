"""Which reports of an earlier run still stand: made from the same inputs, and unchanged since."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from evalkit.plan import Plan
from evalkit.reporting import glyphs
from evalkit.reporting.jobs import Job
from evalkit.reporting.publishing import publish
from evalkit.saving import source_sha256

NAME = ".ledger.json"


def origin(notebook: Path, plan: Plan, data: str | Path) -> str:
    """One sha256 over all a batch is made from: evalkit with templates and fonts, plan, notebook, submitted files."""
    folders = [Path(__file__).parent, glyphs.folder(), plan.folder, Path(data)]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix != ".pyc"]
    told = [source_sha256(), *(_told(path) for path in [notebook, *found] if path.is_file())]
    return hashlib.sha256("\n".join(told).encode("utf-8")).hexdigest()


def read(out: Path) -> dict[str, Any]:
    """The ledger of an output folder; empty where there is none, or none that can be read."""
    try:
        return dict(json.loads((out / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def entry(made: Job, origin_: str, files: list[Path]) -> dict[str, Any]:
    """What the ledger keeps of a finished report."""
    return {"inputs": inputs(made, origin_), "files": {path.as_posix(): _sha256(path) for path in files}}


def inputs(made: Job, origin_: str) -> str:
    """What one report was made from: the batch's origin and the job's own words."""
    own = [
        made.street,
        made.year,
        made.lang,
        sorted(made.to),
        made.data,
        made.plan,
        sorted(made.parameters.items()),
        _sha256(Path(made.base)) if made.base else "",
    ]
    return hashlib.sha256(json.dumps([origin_, *own], default=repr).encode("utf-8")).hexdigest()


def stands(kept: dict[str, Any] | None, made: Job, origin_: str) -> bool:
    """Whether the report of that entry needs no making: same inputs, and every file still what was written."""
    if not kept or kept.get("inputs") != inputs(made, origin_):
        return False
    return all(Path(name).is_file() and _sha256(Path(name)) == digest for name, digest in kept["files"].items())


def write(out: Path, ledger: dict[str, Any]) -> None:
    """Write the ledger of an output folder, whole."""
    publish(out / NAME, json.dumps(ledger, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))


def _told(path: Path) -> str:
    return f"{path.as_posix()} {_sha256(path)}"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
