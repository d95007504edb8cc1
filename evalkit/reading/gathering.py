"""All files of a submission: those read before are recalled, the others go through the reading children."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from evalkit.plan import Plan
from evalkit.reading import kept, one_file
from evalkit.reading import setting as settings
from evalkit.reading.corrections import HEADERS, lacking_headers, list_corrections
from evalkit.reading.faults import Fault
from evalkit.reading.files import Submission, is_corrections, loose_files
from evalkit.reading.one_file import INVENTED, NOTES, Reading, bytes_of
from evalkit.reading.parts import shown
from evalkit.reading.pseudonyms import read_key
from evalkit.reading.readers import readers_of
from evalkit.reading.workbook import UnreadableError, decode
from evalkit.words import say

Read = Callable[[Iterable[Mapping[str, Any]]], Iterator[dict[str, Any]]]  # jobs -> what each file gives
Asked = dict[str, list[dict[str, Any]]]  # file -> the corrections asked of it


@dataclass
class Gathered:
    """Everything read, before the files are put together.

    Parameters
    ----------
    key : of the pseudonyms. readings : one a file, in the order of the submissions.
    faults : of files and sheets. corrections : what was asked for and what became of it.
    invented : whether anything says that the submission is an invented sample.
    """

    key: bytes
    readings: list[Reading] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    invented: bool = False


def gather(folder: Path | None, submissions: Sequence[Submission], faults: Sequence[Fault], plan: Plan) -> Gathered:
    """Read every submission; progress is shown on a terminal when it takes more than a second.

    Parameters
    ----------
    folder : of the submissions; texts and lists of corrections stand directly in it. ``None`` where there is none.
    submissions, faults : as `evalkit.reading.files.list_submissions` gives them.
    plan : whose they are.
    """
    gathered = Gathered(read_key(), faults=[*faults])
    told = {"setting": settings.to_json(settings.setting_of(plan)), "key": gathered.key.hex()}
    read = partial(readers_of().read, setting=told)
    beside = loose_files(folder) if folder else []
    asked = _asked([path for path in beside if is_corrections(path.name)], read, gathered)
    new = False
    with tqdm(total=len(submissions), desc=say("reading.progress"), unit="", disable=None, delay=1) as bar:
        for reading, fresh in _readings(submissions, asked, told, read):
            new = new or fresh
            gathered.readings.append(reading)
            bar.update()
    if new:
        kept.forget_old()
    gathered.readings = _without_copies(gathered.readings)
    _add_up(gathered, asked, folder)
    invented = any(reading.invented for reading in gathered.readings)
    gathered.invented = invented or any(map(_says_invented, beside))
    return gathered


def _add_up(gathered: Gathered, asked: Asked, folder: Path | None) -> None:
    """Faults and corrections of all files; a correction that was not made is told at its place in the list."""
    settled: dict[int, dict[str, Any]] = {}
    for reading in gathered.readings:
        gathered.faults += reading.faults
        settled |= {one["number"]: one for one in reading.corrections}
    read = {reading.submission.name: reading.submission for reading in gathered.readings}
    for row in (row for file, rows in asked.items() for row in rows if file in read or not _elsewhere(folder, file)):
        done = settled.get(row["number"])
        if done is None:
            row |= {name: shown(row[name], personal=True) for name in ("old", "new")}
            row["status"] = row["status"] or "no_file"
        settled_row = row | (done or {})
        if settled_row["status"] != "applied":
            gathered.faults.append(_refused(settled_row, read.get(row["file"])))
        gathered.corrections.append(settled_row)
    gathered.corrections.sort(key=lambda row: row["number"])


def _elsewhere(folder: Path | None, file: str) -> bool:
    """Whether a file that was not read is another street's, which was not asked for."""
    return folder is not None and (folder / file).is_file()


def _refused(row: Mapping[str, Any], where: Submission | None) -> Fault:
    """A correction that was not made, at its place in the list of corrections, as it was typed there."""
    street, year = (where.street, where.year) if where else ("", 0)
    asked = " · ".join(filter(None, (row["file"], row["sheet"], row["cell"])))
    place = row["list"], row["list_sheet"], row["list_row"]
    return Fault("correction_refused", *place, value=asked, street=street, year=year, detail=row["status"])


def _without_copies(readings: Sequence[Reading]) -> list[Reading]:
    """Leave out the marked copy of a file that was handed in too: its records would be counted twice."""
    return [_held_back(one, original) if (original := _original(one, readings)) else one for one in readings]


def _original(copy: Reading, readings: Sequence[Reading]) -> str:
    """The file that was read and of which this is the marked copy, by its bytes or by its name in the same folder."""
    digest, name = copy.copied or ("", "")
    at = copy.submission
    beside = f"{at.name.rpartition('/')[0]}/{name}"
    for one in readings if name else ():
        other = one.submission
        same_place = (other.street, other.year) == (at.street, at.year) and other.name != at.name
        if same_place and one.parts and (one.sha256 == digest or other.name == beside):
            return other.name
    return ""


def _held_back(copy: Reading, original: str) -> Reading:
    held = Reading(copy.submission, copy.sha256, sheets=[one_file.no_sheet()])
    held.fault("copy_beside", detail=original)
    return held


# ---- one file after another -------------------------------------------------------------------------------------


def _readings(
    submissions: Sequence[Submission], asked: Asked, told: Mapping[str, Any], read: Read
) -> Iterator[tuple[Reading, bool]]:
    """Each submission's reading, in their order, and whether it was read afresh."""
    plans = _Plans(asked, told)
    prepared = [plans.prepare(submission) for submission in submissions]
    answers = read([one.job for one in prepared if one.job is not None])
    for one in prepared:
        if one.reading is not None:
            yield one.reading, False
            continue
        answer = next(answers)
        if "why" in answer:
            yield _unread(one.submission, one.digest, answer["why"]), True
            continue
        if answer["sha256"] == one.digest:  # else the file was changed or taken away meanwhile
            kept.keep(one.name, answer)
        yield one_file.from_json(answer, one.submission), True


@dataclass
class _Prepared:
    """A submission, and either its reading or the job that will give it."""

    submission: Submission
    digest: str = ""
    reading: Reading | None = None
    job: dict[str, Any] | None = None
    name: str = ""


class _Plans:
    """What is to be done with each file: nothing where it was read before, or is the very same as another."""

    def __init__(self, asked: Asked, told: Mapping[str, Any]) -> None:
        self.asked = asked
        self.told = told
        self.first: dict[tuple[Any, ...], str] = {}

    def prepare(self, submission: Submission) -> _Prepared:
        try:
            digest = hashlib.sha256(bytes_of(submission.path)).hexdigest()
        except UnreadableError as error:
            return _Prepared(submission, reading=_unread(submission, "", error.why))
        first = self._first(submission, digest)
        if first != submission.name:
            same = Reading(submission, digest, sheets=[one_file.no_sheet()])
            same.fault("same_file", detail=first)
            return _Prepared(submission, digest, same)
        job = self._job(submission)
        name = kept.kept_name(digest, job, self.told)
        if (known := kept.recall(name)) is not None:
            return _Prepared(submission, digest, one_file.from_json(known, submission))
        return _Prepared(submission, digest, job=job, name=name)

    def _first(self, submission: Submission, digest: str) -> str:
        """The first of the very same files; in another folder below the street it may name another place."""
        place = submission.street, submission.year, Path(submission.name).parts[2:-1], digest
        return self.first.setdefault(place, submission.name)

    def _job(self, submission: Submission) -> dict[str, Any]:
        asked = self.asked.get(submission.name, ())
        return {
            "path": str(submission.path.absolute()),  # a child stays where it was started
            "name": submission.name,
            "street": submission.street,
            "year": submission.year,
            "corrections": [
                [one["number"], one["sheet"], one["cell"], one["old"], one["new"]] for one in asked if not one["status"]
            ],
        }


def _unread(submission: Submission, digest: str, why: str) -> Reading:
    reading = Reading(submission, digest, sheets=[one_file.no_sheet()])
    reading.fault("unreadable_file", detail=why)
    return reading


# ---- beside the year folders ------------------------------------------------------------------------------------


def _asked(paths: Sequence[Path], read: Read, gathered: Gathered) -> Asked:
    """The corrections asked for, by file; what cannot be applied as it stands has its ``status`` already."""
    asked: Asked = defaultdict(list)
    number = 0
    jobs = [{"path": str(path.absolute()), "grid": True} for path in paths]
    for path, answer in zip(paths, read(jobs), strict=True):
        lacking = [] if "why" in answer else lacking_headers(answer["rows"])
        if "why" in answer or lacking:
            why = answer.get("why") or f"corrections:{_headers(lacking)}"
            gathered.faults.append(Fault("unreadable_file", path.name, detail=why))
            continue
        for row in list_corrections(answer["rows"]):
            number += 1
            where = {"list": path.name, "list_sheet": answer["sheet"], "list_row": row["row"]}
            asked[row["file"]].append({**row, **where, "number": number, "field": "", "column": ""})
    return asked


def _headers(fields: Sequence[str]) -> str:
    return say("errors.separator").join(f"{HEADERS[field][0]} ({HEADERS[field][-1]})" for field in fields)


def _says_invented(path: Path) -> bool:
    try:
        return path.suffix.lower() in NOTES and INVENTED in decode(bytes_of(path))
    except UnreadableError:
        return False
