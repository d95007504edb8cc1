"""All reports of a plan: every street and year, side by side in a few processes, and the index over them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evalkit.assessing import CutOff, assess, cut_offs
from evalkit.checking import check
from evalkit.plan import Plan, read_plan
from evalkit.records import read_records
from evalkit.reporting import ledger, site
from evalkit.reporting.crew import Crew, shown
from evalkit.reporting.jobs import Job, job
from evalkit.reporting.publishing import only_writer
from evalkit.reporting.workers import Outcome
from evalkit.saving import save_processed


@dataclass(frozen=True)
class Batch:
    """How a whole batch went."""

    outcomes: list[Outcome]
    index: Path
    processed: Path
    seconds: float

    @property
    def failed(self) -> list[Outcome]:
        """The reports that could not be made."""
        return [outcome for outcome in self.outcomes if outcome.error]

    @property
    def files(self) -> list[Path]:
        """Every file that stands, the index last."""
        return [path for outcome in self.outcomes for path in outcome.files] + [self.index]

    def __repr__(self) -> str:
        done = len(self.outcomes) - len(self.failed)
        failures = "".join(f"\n  {outcome.job.name}: {outcome.error}" for outcome in self.failed)
        return f"Batch({done} of {len(self.outcomes)} reports, index {self.index}){failures}"


def report_all(
    notebook: str | Path = "street",
    *,
    plan: str | Path = "suzhou-2016",
    data: str | Path = "data/raw",
    out: str | Path = "reports",
    to: Iterable[str] = ("html", "pdf"),
    lang: str | None = None,
    jobs: int | None = None,
    progress: bool = True,
    street: str | None = None,
    year: int | str | None = None,
    cut_off: CutOff = None,
    figures: str | Path = "figures",
    processed: str | Path = "data/processed",
    base: str | Path | None = None,
) -> Batch:
    """Make the report of every street and year of a plan, the index page, and the processed tables.

    A report that fails does not stop the others. A report of an earlier run whose inputs and files are unchanged is
    kept, so a run that was broken off is taken up again by running it once more.

    Parameters
    ----------
    notebook, plan, data, out, to, lang, figures, base : as in `report`.
    jobs : how many processes; by default one a processor.
    progress : show a bar with the remaining time on the error stream, where that is a terminal.
    street, year : only these, where given; the index still covers all.
    cut_off : the last day of which records are known, as for `assess`; the notebook must have such a parameter.
    processed : where the typed tables, findings and verdicts go as Parquet, with a manifest.

    Returns
    -------
    Batch : outcomes in the plan's order, with ``failed``, ``files``, ``index`` and ``seconds``.

    Raises
    ------
    ParameterError : a wrong word, before anything runs.
    ReadError : the submissions cannot be read.
    ReportError : another run is writing to ``out``.

    Examples
    --------
    >>> from evalkit.errors import ParameterError
    >>> try:
    ...     report_all("street", street="狮山街")
    ... except ParameterError as error:
    ...     print("狮山街道" in str(error))
    True
    """
    begun, read = time.perf_counter(), read_plan(plan)
    places = {"plan": str(plan), "data": str(data), "out": str(out), "figures": str(figures)}
    cut_offs(read, cut_off)  # a wrong date is refused before anything runs
    parameters = {} if cut_off is None else {"cut_off": cut_off}
    streets = [read.street(street)] if street else read.streets
    years = [read.year(year)] if year else read.years
    asked = [
        job(notebook, read, street=s.id, year=y.id, lang=lang, to=to, places=places, parameters=parameters, base=base)
        for s in streets
        for y in years
    ]
    with only_writer(Path(out)):
        outcomes, index = _made(asked, read, Path(processed), jobs, progress)
    return Batch(outcomes, index, Path(processed), time.perf_counter() - begun)


def _made(
    asked: list[Job], plan: Plan, processed: Path, jobs: int | None, progress: bool
) -> tuple[list[Outcome], Path]:
    """Reports in the workers; meanwhile, here, the tables for the index and ``data/processed``."""
    first = asked[0]
    kept, origin = ledger.read(first.out), ledger.origin(first.notebook, plan, first.data)
    done = {
        one.name: Outcome(one, tuple(map(Path, kept[one.name]["files"])), kept=True)
        for one in asked
        if ledger.stands(kept.get(one.name), one, origin)
    }
    todo = [one for one in asked if one.name not in done]
    with Crew(min(jobs or os.cpu_count() or 1, len(todo) or 1)) as crew:
        crew.start(todo)
        records = read_records(first.data, plan)
        verdicts = assess(plan, records, first.parameters.get("cut_off"))
        save_processed(records, check(records, plan), verdicts, processed)
        for outcome in shown(crew.outcomes(), len(todo), progress):
            done[outcome.job.name] = outcome
            if not outcome.error:
                kept[outcome.job.name] = ledger.entry(outcome.job, origin, list(outcome.files))
                ledger.write(first.out, kept)
    index = site.publish_index(plan, verdicts, first, invented=records.invented)
    return [done[one.name] for one in asked], index
