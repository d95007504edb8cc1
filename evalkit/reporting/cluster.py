"""Reports made on a Dask cluster that is there already. Files come back as bytes, and are published by who asked.

The workers need this evalkit with the same packages, and must see submissions, plan, notebook, letterhead and the
evaluators' texts under the same paths; a folder for the output they need not share.
"""

from __future__ import annotations

import os
import tempfile
import threading
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from distributed import Client, Future, KilledWorker, as_completed

from evalkit.errors import EvalkitError, ReportError
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.ledger import made_with
from evalkit.reporting.publishing import inside, publish
from evalkit.words import language, say

PATIENCE = 30  # seconds in which a scheduler and a first worker must be there
_FAREWELL = 10.0  # seconds in which the caller fetches what a process tells before it ends itself
_FOLDERS = ("out", "figures", "certificates")  # in which a job writes
_NAMING = ("before", "recommendations")  # parameters that name a file or folder
_one_at_a_time = threading.Lock()


class Cluster:
    """Makes reports on a cluster, as `evalkit.reporting.crew.Crew` does in processes of this machine.

    Parameters
    ----------
    address : of the scheduler, such as ``tcp://10.0.0.5:8786``. seconds : for one report.

    Raises
    ------
    ReportError : nobody answers there, or there is no worker.
    """

    spares = True  # this machine has nothing else to make

    def __init__(self, address: str, seconds: float) -> None:
        self.address, self.seconds = address, seconds
        self.jobs: dict[Future, Job] = {}

    def __enter__(self) -> Self:
        try:
            self.client = Client(self.address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError):
            raise ReportError(say("reporting.no_cluster", address=self.address)) from None
        try:
            self.client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            self.client.close()
            raise ReportError(say("reporting.no_worker", address=self.address)) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.client.cancel(list(self.jobs))
        self.client.close()

    def start(self, todo: Iterable[Job]) -> None:
        """Hand out the jobs; a job whose worker dies goes to another."""
        for one in todo:
            key = f"evalkit-{one.name}-{uuid.uuid4().hex}"
            future = self.client.submit(far, _absolute(one), made_with(), language(None), self.seconds, key=key)
            self.jobs[future] = one

    def outcomes(self) -> Iterator[Outcome]:
        """How each report went, as they come; its files stand before it is told."""
        for future in as_completed(list(self.jobs), loop=self.client.loop):
            job = self.jobs.pop(future)
            try:
                yield _published(job, *future.result())
            except KilledWorker:
                yield Outcome(job, error=say("reporting.worker_died"))
            except EvalkitError as error:
                yield Outcome(job, error=str(error))
            except Exception as error:  # noqa: BLE001  whatever a cluster tells, the others go on
                yield Outcome(job, error=f"{type(error).__name__}: {error}")
            future.release()


def far(job: Job, code: str, lang: str, seconds: float) -> tuple[Outcome, dict[str, bytes]]:
    """On a worker: make a report, and give it back as bytes by name.

    Parameters
    ----------
    job : with absolute paths. code : `evalkit.reporting.ledger.made_with` of who asks. lang : of messages.
    seconds : after which the report is given up; this process, in which it hangs on, then ends.
    """
    if code != made_with():
        return Outcome(job, error=say("reporting.other_evalkit", lang)), {}
    told: list[tuple[Outcome, dict[str, bytes]]] = []
    _one_at_a_time.acquire()
    making = threading.Thread(target=lambda: told.append(_made(job, lang)), daemon=True)
    making.start()
    making.join(seconds)
    if not told and making.is_alive():
        last = threading.Timer(_FAREWELL, os._exit, (1,))
        last.daemon = True
        last.start()
        return Outcome(job, error=say("reporting.too_slow", lang, minutes=f"{seconds / 60:g}")), {}
    _one_at_a_time.release()
    return told[0]


def _made(job: Job, lang: str) -> tuple[Outcome, dict[str, bytes]]:
    from evalkit.reporting.workers import work  # noqa: PLC0415  who asks needs none of it

    kept = os.environ.get("EVALKIT_LANG")
    os.environ["EVALKIT_LANG"] = lang
    try:
        with tempfile.TemporaryDirectory() as folder:
            outcome = work(replace(job, **{name: Path(folder, name) for name in _FOLDERS if getattr(job, name)}))
            names = [(path, path.relative_to(folder).as_posix()) for path in outcome.files]
            return replace(outcome, files=()), {name: path.read_bytes() for path, name in names}
    finally:
        os.environ.pop("EVALKIT_LANG")
        os.environ |= {} if kept is None else {"EVALKIT_LANG": kept}


def _published(job: Job, outcome: Outcome, files: dict[str, bytes]) -> Outcome:
    """The outcome of the job as it was asked for, its files under their final names."""
    folders = {name: getattr(job, name) for name in _FOLDERS}
    paths = []
    for name, content in files.items():
        kind, _, rest = name.partition("/")
        paths.append(publish(inside(folders[kind], rest), content))
    return replace(outcome, job=job, files=tuple(paths))


def _absolute(one: Job) -> Job:
    """The same job for a process that stands in another folder."""
    there: dict[str, Any] = {"notebook": one.notebook.resolve(), "data": str(Path(one.data).resolve())}
    if one.base:
        there["base"] = str(Path(one.base).resolve())
    if Path(one.plan).is_dir():
        there["plan"] = str(Path(one.plan).resolve())
    named = {name: str(Path(one.parameters[name]).resolve()) for name in _NAMING if name in one.parameters}
    return replace(one, **there, parameters=one.parameters | named)
