"""What of a batch has to be made: reports by a crew of processes; then the tables and the site over all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from evalkit.editions import is_public
from evalkit.errors import ParameterError
from evalkit.reporting.crew import SECONDS, Apart, Crew, shown
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.ledger import Ledger
from evalkit.reporting.sums import TABLES, Sums
from evalkit.words import say


def made(todo: list[Job], sums: Sums, book: Ledger, *, hands: int | str, progress: bool) -> list[Outcome]:
    """Make these reports, and of the files over all streets those that do not stand.

    Parameters
    ----------
    todo : the reports to be made. sums : the files over all streets. book : what stands; it is kept up to date.
    hands : how many processes at most, or the address of a cluster. progress : as in `evalkit.reporting.report_all`.

    Raises
    ------
    ReadError : the submissions cannot be read. ReportError : a file cannot be written; of the public edition a hidden
        number could be worked out from all reports together, and none is made.
    """
    outcomes, judged = list[Outcome](), dict[str, tuple[bytes, str]]()
    try:
        with Apart() as apart, _crew(hands, todo) as crew:
            if todo and is_public(todo[0].edition):
                apart.do(partial(_refuse_what_tells, sums))
            crew.start(todo)
            for outcome in shown(crew.outcomes(), len(todo), progress):
                outcomes.append(outcome)
                if not outcome.error:
                    book.keep(outcome)
                    judged[outcome.job.street] = outcome.verdicts
                if crew.spares and not (sums.tables_stand(book) and sums.index_stands(book)):
                    apart.begin(partial(_read_all, sums))
            missing = {TABLES: not sums.tables_stand(book), sums.index.name: not sums.index_stands(book)}
            if any(missing.values()):
                words = {TABLES: sums.of_tables(), sums.index.name: sums.of_index()}
                for name, paths in apart.do(partial(_write, sums, judged, missing)).items():
                    book.keep_files(name, words[name], paths)
    finally:
        book.write()
    return outcomes


def _crew(hands: int | str, todo: list[Job]) -> Any:
    """Who makes the reports; with nothing to be made nobody is asked."""
    if not todo or isinstance(hands, int):
        return Crew(len(todo) if isinstance(hands, str) else min(hands, len(todo)))
    try:
        from evalkit.reporting.cluster import Cluster  # noqa: PLC0415  of an extra nobody else needs
    except ImportError:
        raise ParameterError(say("reporting.no_distributed")) from None
    return Cluster(hands, SECONDS)


# ---- in a process of their own: they load all that evalkit has -----------------------------------------------------


def _write(sums: Sums, judged: Mapping[str, tuple[bytes, str]], missing: Mapping[str, bool]) -> dict[str, list[Path]]:
    from evalkit.reporting import overall  # noqa: PLC0415

    return overall.write(sums, judged, tables=missing[TABLES], index=missing[sums.index.name])


def _read_all(sums: Sums) -> None:
    from evalkit.reporting import overall  # noqa: PLC0415

    overall.read(sums)


def _refuse_what_tells(sums: Sums) -> None:
    from evalkit.reporting import overall  # noqa: PLC0415

    overall.refuse_what_tells(sums)
