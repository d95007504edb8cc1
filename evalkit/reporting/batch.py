"""All reports of a plan: every street and year, side by side in a few processes, and the index over them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalkit.editions import COMMISSIONER, is_public
from evalkit.plan import Plan, read_plan
from evalkit.plan_model import CONTRACT
from evalkit.reporting import ledger
from evalkit.reporting.beside import compared_with, with_text
from evalkit.reporting.jobs import CERTIFICATES, Job, Outcome, is_whole, job, periods
from evalkit.reporting.publishing import only_writer
from evalkit.reporting.sums import Sums

if TYPE_CHECKING:
    from evalkit.assessing import CutOff


@dataclass(frozen=True)
class Batch:
    """How a whole batch went."""

    outcomes: list[Outcome]
    index: Path
    processed: Path | None  # none of the public edition: such tables are not for everybody
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
    before: str | Path | None = None,
    recommendations: str | Path | None = None,
    cluster: str | None = None,
    edition: str = COMMISSIONER,
) -> Batch:
    """Make the report of every street and year of a plan, its certificates, the index, and the processed tables.

    A report that fails does not stop the others. A report of an earlier run whose inputs and files are unchanged is
    kept, so a run that was broken off is taken up again by running it once more. A notebook that gives its ``data`` to
    evalkit's own functions alone depends on what these read: the street's files, those of the whole pilot, and those
    beside the year folders. Any other notebook depends on all submissions.

    Parameters
    ----------
    notebook, plan, data, out, to, lang, figures, base, edition : as in `report`. Of the public edition nothing is made
        before it is proved that no hidden number can be worked out from all reports together.
    jobs : how many processes; by default one a processor.
    progress : show a bar with the remaining time on the error stream, where that is a terminal.
    street, year : only these, where given; the index still covers all. ``contract`` for one report on all years.
    cut_off : the last day of which records are known, as for `assess`; the notebook must have such a parameter.
    before : a kept copy of ``processed`` of an earlier run, which each report is compared with.
    recommendations : the folder of the evaluators' own texts, one a report; where there is none yet a draft is written.
    processed : where the typed tables, findings and verdicts go as Parquet, with a manifest; not of the public edition.
    cluster : address of the scheduler of a Dask cluster to make the reports on, instead of processes here. It needs the
        extra ``cluster``; the workers must see ``data``, ``plan`` and the notebook under the same paths.

    Returns
    -------
    Batch : outcomes in the plan's order, with ``failed``, ``files``, ``index`` and ``seconds``.

    Raises
    ------
    ParameterError : a wrong word, before anything runs.
    ReadError : the submissions cannot be read.
    ReportError : another run is writing to ``out``, or there is no such cluster; a hidden number could be worked out.

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
    parameters: dict[str, Any] = {} if cut_off is None else {"cut_off": cut_off}
    parameters |= compared_with(before, processed)
    places |= {} if is_public(edition) else {"certificates": str(Path(out) / CERTIFICATES)}
    own = {"lang": lang, "to": to, "places": places, "parameters": parameters, "base": base, "edition": edition}
    asked = [job(notebook, read, street=s, year=y, **own) for s, y in _wanted(notebook, read, street, year or None)]
    asked = [with_text(one, read, recommendations) for one in asked]
    hands, tables = cluster or jobs or os.cpu_count() or 1, None if is_public(edition) else Path(processed)
    with only_writer(Path(out)):
        outcomes, index = _made(asked, read, tables, hands, progress)
    return Batch(outcomes, index, tables, time.perf_counter() - begun)


def _wanted(
    notebook: str | Path, plan: Plan, street: str | None, year: int | str | None
) -> list[tuple[str | None, int | str]]:
    """Which streets and years; of a notebook on the pilot as a whole each contract year, and all of them together."""
    years = periods(plan, year)
    if is_whole(notebook):
        return [(street, one) for one in [*years, *([CONTRACT] if year is None else [])]]
    streets = [plan.street(street)] if street else plan.streets
    return [(one.id, when) for one in streets for when in years]


def _made(
    asked: list[Job], plan: Plan, processed: Path | None, hands: int | str, progress: bool
) -> tuple[list[Outcome], Path]:
    """What of an earlier run still stands; the rest is made."""
    first = asked[0]
    book = ledger.Ledger(first.out, ledger.Origins(first.notebook, plan, first.data))
    of_streets = first if first.street else replace(first, notebook=Path("street.ipynb"))  # of which the index tells
    sums = Sums(of_streets, plan, processed)
    done = {outcome.job.name: outcome for outcome in map(book.report, asked) if outcome}
    todo = [one for one in asked if one.name not in done]
    if todo or not (sums.tables_stand(book) and sums.index_stands(book)):
        from evalkit.reporting import afresh  # noqa: PLC0415

        made = afresh.made(todo, sums, book, hands=hands, progress=progress)
        done |= {outcome.job.name: outcome for outcome in made}
    return [done[one.name] for one in asked], sums.index
