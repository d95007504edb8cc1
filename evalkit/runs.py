"""Two saved runs beside each other: every verdict that moved, and whether data, plan or code may have moved it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.errors import ReadError
from evalkit.records import Records
from evalkit.saving import origin
from evalkit.words import say

KEY = ("street", "year", "community", "requirement")
SIDES = ("verdict", "why", "value", "numerator", "denominator", "low", "high", "unit", "unit_en", "cut_off")
NAMED = ("code", "label", "street_en", "label_en", "period", "period_en")
COLUMNS = (
    *KEY, "code", "label", "status", "causes", "files",
    *(f"{name}_{side}" for name in SIDES for side in ("before", "after")), "street_en", "label_en", "period",
    "period_en",
)  # fmt: skip
CAUSES = ("data", "plan", "code", "cut_off")
CHANGES = ("cause", "name", "change", "street", "before", "after")
# what differs, the gravest first
STATUSES = {"verdict": ("verdict",), "value": ("value", "numerator", "denominator"), "bound": ("low", "high")}
_MANIFEST = {"evalkit", "plan", "inputs", "tables", "python", "packages"}
Verdict = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Run:
    """One saved run.

    Parameters
    ----------
    manifest : what it was made from. verdicts : as `evalkit.assessing.assess` gave them.
    streets : file -> the street in whose folder it lay.
    """

    manifest: Mapping[str, Any]
    verdicts: pd.DataFrame
    streets: Mapping[str, str]


def compare_runs(before: str | Path, after: str | Path) -> pd.DataFrame:
    """Every verdict that moved between two saved runs, and which of data, plan and code changed for it.

    Nothing is judged anew: where several of them changed, all are named and none is singled out.

    Parameters
    ----------
    before, after : folders that `evalkit.saving.save_processed` wrote, such as ``data/processed``.

    Returns
    -------
    DataFrame, one row a verdict that moved, in the order of ``after``, those that are gone last.
    ``status``: what moved, ``verdict``, else ``value``, else ``bound``; ``new`` or ``gone`` where only one run has it.
    ``causes``: which changed, joined by ``;``: ``data`` (a file of that street, of the whole pilot or of all streets),
    ``plan`` (or the notice), ``code`` (evalkit, Python or a package it counts with), ``cut_off`` (the day up to
    which records are known); ``""`` where none did. ``files``: JSON text, file -> ``changed``, ``added`` or
    ``removed``. Then verdict, reason, value, its parts, bound, unit and cut-off, each ``_before`` and ``_after``.

    Raises
    ------
    ReadError : a folder is no saved run, or its files are not those its manifest names.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.assessing import assess
    >>> from evalkit.checking import check
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> from evalkit.saving import save_processed
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     run = save_processed(records, check(records, plan), assess(plan, records), folder)
    ...     len(compare_runs(folder, folder))
    0
    """
    return moves(read_run(before), read_run(after))


def moves(before: Run, after: Run) -> pd.DataFrame:
    """Every verdict that moved between two runs; see `compare_runs`."""
    rows = list(_moved(_by_key(before.verdicts), _by_key(after.verdicts), changes(before, after)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def this_run(records: Records, verdicts: pd.DataFrame) -> Run:
    """The run at hand, which is not saved yet.

    Parameters
    ----------
    records, verdicts : as `evalkit.records.read_records` and `evalkit.assessing.assess` gave them.
    """
    whole = records.plan.whole
    placed = dict(zip(records.sheets["file"], records.sheets["street"], strict=True))
    return Run(origin(records), verdicts, {file: "" if one == whole else one for file, one in placed.items()})


def of_street(run: Run, street: str, years: Collection[int]) -> Run:
    """What a run holds of one street: its verdicts in these years, its files and those that may touch all streets."""
    mine = run.verdicts[(run.verdicts["street"] == street) & run.verdicts["year"].isin(years)]
    inputs = {file: told for file, told in run.manifest["inputs"].items() if run.streets.get(file, "") in {street, ""}}
    return Run({**run.manifest, "inputs": inputs}, mine, run.streets)


def read_run(folder: str | Path) -> Run:
    """A run that `evalkit.saving.save_processed` wrote.

    Raises
    ------
    ReadError : there is no such folder, it holds no run, or a file is not the one the manifest names.
    """
    folder = Path(folder)
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReadError(say("runs.no_run", folder=folder)) from None
    except (OSError, ValueError):
        raise ReadError(say("runs.unreadable", folder=folder, name="manifest.json")) from None
    if not isinstance(manifest, dict) or not manifest.keys() >= _MANIFEST or "whole" not in manifest["plan"]:
        raise ReadError(say("runs.other_manifest", folder=folder))
    verdicts, sheets = (_frame(folder, name, manifest) for name in ("verdicts", "sheets"))
    placed = dict(zip(sheets["file"], sheets["street"], strict=True))
    whole = manifest["plan"]["whole"]
    return Run(manifest, verdicts, {file: "" if street == whole else street for file, street in placed.items()})


def _frame(folder: Path, name: str, manifest: Mapping[str, Any]) -> pd.DataFrame:
    """A table of a run, as it was written."""
    file = f"{name}.parquet"
    try:
        content = (folder / file).read_bytes()
    except OSError:
        raise ReadError(say("runs.unreadable", folder=folder, name=file)) from None
    if hashlib.sha256(content).hexdigest() != manifest["tables"].get(name, {}).get("sha256"):
        raise ReadError(say("runs.altered", folder=folder, name=file))
    return pd.read_parquet(io.BytesIO(content))


def changes(before: Run, after: Run) -> pd.DataFrame:
    """What two runs were made from, where it differs.

    Parameters
    ----------
    before, after : as `read_run` gives them.

    Returns
    -------
    DataFrame, one row a difference: ``cause`` (data, plan, code), ``name`` (of the file, the part of the plan, or the
    package), ``change`` (changed, added, removed), ``street`` (whose file it is; ``""`` where it may touch all),
    ``before`` and ``after`` (sha256 or version; ``""`` where there is none).
    """
    found: list[dict[str, Any]] = []
    for cause, old, new in zip(CAUSES, _sources(before.manifest), _sources(after.manifest), strict=False):
        for name in dict.fromkeys([*old, *new]):
            if old.get(name) == new.get(name):
                continue
            change = "added" if name not in old else "removed" if name not in new else "changed"
            street = {**before.streets, **after.streets}.get(name, "") if cause == "data" else ""
            one = {"cause": cause, "name": name, "change": change, "street": street}
            found.append({**one, "before": old.get(name, ""), "after": new.get(name, "")})
    return pd.DataFrame(found, columns=list(CHANGES))


def _sources(manifest: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The fingerprints of data, plan and code, in the order of `CAUSES`."""
    yield manifest["inputs"]
    yield {name: manifest["plan"][name] for name in ("id", "plan_sha256", "notice_sha256")}
    yield {**manifest["evalkit"], "python": manifest["python"], **manifest["packages"]}


def _by_key(verdicts: pd.DataFrame) -> dict[tuple[Any, ...], Verdict]:
    return {tuple(row[name] for name in KEY): row for row in verdicts.to_dict("records")}


def _moved(
    old: Mapping[tuple[Any, ...], Verdict], new: Mapping[tuple[Any, ...], Verdict], changed: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    files = changed[changed["cause"] == "data"]
    others = set(changed["cause"]) - {"data"}
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        status = _status(was, now)
        if not status:
            continue
        mine = files[files["street"].isin([key[0], ""])]
        causes = others | ({"data"} if len(mine) else set()) | ({"cut_off"} if _other_day(was, now) else set())
        shown = now or was or {}
        yield {
            **{name: shown.get(name) for name in (*KEY, *NAMED)},
            "status": status,
            "causes": ";".join(cause for cause in CAUSES if cause in causes),
            "files": json.dumps(dict(zip(mine["name"], mine["change"], strict=True)), ensure_ascii=False),
            **{f"{name}_before": was[name] if was else None for name in SIDES},
            **{f"{name}_after": now[name] if now else None for name in SIDES},
        }


def _status(was: Verdict | None, now: Verdict | None) -> str:
    """What moved, the gravest first; ``""`` where nothing did."""
    if was is None or now is None:
        return "new" if was is None else "gone"
    moved = (status for status, names in STATUSES.items() if any(_differ(was[name], now[name]) for name in names))
    return next(moved, "")


def _differ(one: Any, other: Any) -> bool:
    """Whether two values are not the same; two that are unknown are."""
    return bool(one != other) and not (one != one and other != other)


def _other_day(was: Verdict | None, now: Verdict | None) -> bool:
    return was is not None and now is not None and bool(was["cut_off"] != now["cut_off"])
