"""What of a batch has to be made: reports in the workers; meanwhile, here, the tables and the index over all."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.editions import is_public
from evalkit.errors import ParameterError
from evalkit.records import Records, read_records
from evalkit.reporting import site
from evalkit.reporting.crew import SECONDS, Crew, shown
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.ledger import Ledger
from evalkit.reporting.sums import TABLES, Sums
from evalkit.saving import save_processed
from evalkit.smallgroups import published
from evalkit.suppression import refuse_open
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
    over, outcomes = _Over(sums), []
    if todo and is_public(todo[0].edition):
        refuse_open(*published(over.records, todo[0].parameters.get("cut_off")))
    try:
        with _crew(hands, todo) as crew:
            crew.start(todo)
            if not sums.tables_stand(book):
                book.keep_files(TABLES, sums.of_tables(), over.tables())
            for outcome in shown(crew.outcomes(), len(todo), progress):
                outcomes.append(outcome)
                if not outcome.error:
                    book.keep(outcome)
        if not sums.index_stands(book):
            book.keep_files(sums.index.name, sums.of_index(), over.site())
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


class _Over:
    """All submissions, read and judged once, where that is needed."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.plan = sums.plan

    @cached_property
    def records(self) -> Records:
        return read_records(self.sums.example.data, self.plan)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        return assess(self.plan, self.records, self.sums.example.parameters.get("cut_off"))

    def tables(self) -> list[Path]:
        folder = self.sums.processed
        assert folder is not None
        manifest = save_processed(self.records, check(self.records, self.plan), self.verdicts, folder)
        return [*(folder / f"{name}.parquet" for name in manifest["tables"]), folder / "manifest.json"]

    def site(self) -> list[Path]:
        return site.publish_site(self.plan, self.verdicts, self.sums.example, self.records)
