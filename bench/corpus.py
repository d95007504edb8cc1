"""What the reader makes of every spreadsheet in a folder, beside a second reader.

python bench/corpus.py FOLDER [--save FILE.csv]

Each file is read in a process of its own, within a minute and with its memory measured, then the header of each sheet
is looked for; then a second reader reads it, and both readings are compared cell by cell. Nothing that stands in a
cell is shown or saved. The exit code is 1 where a file crashed the reader, hung it, or took more than 500 MB.
"""

import argparse
import csv
import json
import multiprocessing
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_compare import Differences, compare
from corpus_own import read_own
from corpus_second import read_second, reader_of

# Children start from a process that has loaded the readers and nothing else, so that a file costs no imports.
FORKED = "forkserver" in multiprocessing.get_all_start_methods()
PROCESSES = multiprocessing.get_context("forkserver" if FORKED else "spawn")
LOADED = ["corpus_own", "corpus_second", "openpyxl"]
SUFFIXES = {".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".et", ".csv", ".tsv", ".html", ".htm"}
SECONDS = 60
MEGABYTES = 500
SLOW_HEADER = 1.0  # seconds
FAILED = ("crashed", "hung", "over memory")


@dataclass
class Outcome:
    """One file: how the reader fared (``read``, ``refused``, or one of ``FAILED``), and how the two readings differ."""

    name: str
    outcome: str
    why: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    tables: list[str] = field(default_factory=list)
    header_seconds: float = 0.0
    second: str = ""
    differences: Differences = field(default_factory=Differences)


def judge(path: Path, folder: Path) -> Outcome:
    """Read one file both ways."""
    name = path.relative_to(folder).as_posix()
    ours, end = child(read_own, path)
    outcome = own_outcome(name, ours, end)
    chosen = reader_of(path)
    if chosen is None or outcome.outcome in FAILED:
        return outcome
    theirs, _ = child(read_second, path)
    outcome.second = chosen[0] if theirs else "failed"
    if theirs and outcome.outcome == "read":
        outcome.differences = compare(ours, theirs)
    return outcome


def child(work: Callable[[Path, Path], None], path: Path) -> tuple[dict[str, Any], str]:
    """What a child wrote of a file (nothing where it got to none), and how it ended: ``""``, ``hung``, ``crashed``."""
    with tempfile.TemporaryDirectory() as kept:
        out = Path(kept) / "told.json"
        process = PROCESSES.Process(target=quietly, args=(work, path, out))
        process.start()
        process.join(SECONDS)
        hung = process.is_alive()
        process.kill()
        process.join()
        process.close()
        told = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    # Not by its exit code: a process that starts others from several threads may lose one.
    whole = bool(told) and not told.get("unfinished")
    return told, "hung" if hung else "" if whole else "crashed"


def quietly(work: Callable[[Path, Path], None], path: Path, out: Path) -> None:
    """Do the work of a child; what it or its libraries say of a broken file is not shown."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    work(path, out)


def own_outcome(name: str, told: dict[str, Any], end: str) -> Outcome:
    """How our reader fared with a file."""
    found = Outcome(name, end or "read", told.get("why", ""), told.get("seconds", 0.0), told.get("megabytes", 0.0))
    if end:
        found.why = "looking for headers" if told.get("unfinished") else "opening"
    elif found.why == "memory" or found.megabytes > MEGABYTES:
        found.outcome = "over memory"
    elif found.why:
        found.outcome = "refused"
    found.tables = [one["table"] for one in told.get("headers", []) if one["table"]]
    found.header_seconds = max((one["seconds"] for one in told.get("headers", [])), default=0.0)
    return found


def judge_all(folder: Path) -> list[Outcome]:
    """Every spreadsheet below a folder, by name."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if FORKED:
        own = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
        os.environ["PYTHONPATH"] = os.pathsep.join([*own, *filter(None, [os.environ.get("PYTHONPATH")])])
        PROCESSES.set_forkserver_preload(LOADED)
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        return list(hands.map(lambda path: judge(path, folder), paths))


def summary(outcomes: list[Outcome]) -> Iterable[str]:
    """The account of a corpus, line by line."""
    ends = Counter(one.outcome for one in outcomes)
    why = Counter(one.why for one in outcomes if one.outcome == "refused")
    yield f"files {len(outcomes)}: read {ends['read']}, refused {ends['refused']}, " + ", ".join(
        f"{end} {ends[end]}" for end in FAILED
    )
    yield "refused: " + (", ".join(f"{name} {count}" for name, count in why.most_common()) or "none")
    if outcomes:
        largest, slowest = (max(outcomes, key=lambda one: getattr(one, of)) for of in ("megabytes", "seconds"))
        yield f"most memory {largest.megabytes:.0f} MB ({largest.name})"
        yield f"slowest {slowest.seconds:.1f} s of CPU ({slowest.name})"
    named = Counter(table for one in outcomes for table in one.tables)
    yield f"headers that name a table: {sum(named.values())}; sheets looked at for over {SLOW_HEADER:.0f} s: " + str(
        sum(one.header_seconds > SLOW_HEADER for one in outcomes)
    )
    yield from second_summary(outcomes)


def second_summary(outcomes: list[Outcome]) -> Iterable[str]:
    """What the second readers made of the same files."""
    readers = Counter(one.second or "none" for one in outcomes)
    yield "second reader: " + ", ".join(f"{name} {count}" for name, count in readers.most_common())
    both = [one for one in outcomes if one.outcome == "read" and one.second not in {"", "failed"}]
    alike = sum(not (one.differences.explained or one.differences.unexplained) for one in both)
    yield f"compared {sum(one.differences.compared for one in both)} cells of {len(both)} files; {alike} files alike"
    explained: Counter[str] = sum((one.differences.explained for one in both), Counter())
    for name, count in explained.most_common():
        yield f"  {count} cells of {sum(name in one.differences.explained for one in both)} files: {name}"
    odd = [one for one in both if one.differences.unexplained]
    yield f"unexplained {sum(one.differences.unexplained for one in odd)} cells of {len(odd)} files"


def listed(outcomes: list[Outcome]) -> Iterable[str]:
    """The files somebody should look at."""
    for one in outcomes:
        if one.outcome in FAILED:
            yield f"{one.outcome}: {one.name} ({one.why})"
        if one.outcome == "refused":
            yield f"refused ({one.why}): {one.name}; second reader: {one.second or 'none'}"
        if one.header_seconds > SLOW_HEADER:
            yield f"header {one.header_seconds:.1f} s: {one.name}"
        for place in one.differences.places:
            yield f"unexplained: {one.name} {place}"


COLUMNS = (
    "file", "outcome", "why", "seconds", "megabytes", "header_seconds", "tables", "second", "compared", "explained",
    "unexplained", "places",
)  # fmt: skip


def save(outcomes: list[Outcome], path: Path) -> None:
    """One row a file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one in outcomes:
            seen = one.differences
            told = "; ".join(f"{name} {count}" for name, count in seen.explained.items())
            figures = round(one.seconds, 3), round(one.megabytes), round(one.header_seconds, 3), " ".join(one.tables)
            differing = seen.compared, told, seen.unexplained, " | ".join(seen.places)
            writer.writerow([one.name, one.outcome, one.why, *figures, one.second, *differing])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--save", type=Path, help="a CSV with one row a file")
    given = parser.parse_args()
    outcomes = judge_all(given.folder)
    for line in [*listed(outcomes), *summary(outcomes)]:
        print(line)
    if given.save:
        save(outcomes, given.save)
    return int(any(one.outcome in FAILED for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
