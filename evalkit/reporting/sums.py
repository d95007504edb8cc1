"""What a batch makes of all streets together: the index and the processed tables, and on what these depend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalkit.plan import Plan
from evalkit.reporting.jobs import CERTIFICATES, FORMATS, Job, all_reports
from evalkit.reporting.ledger import Ledger

TABLES = "processed"  # the ledger's name for the tables; that of an index is the name of its page


@dataclass(frozen=True)
class Sums:
    """The files over all streets.

    Parameters
    ----------
    example : any job of the batch: it says folder, language, last day, and how reports are named.
    plan : whose streets and years they cover. processed : the folder of the tables; None where none are made.
    """

    example: Job
    plan: Plan
    processed: Path | None

    @property
    def index(self) -> Path:
        """Where the index page stands: ``index.html``, ``index.en.html`` in English, ``index.public.html``."""
        return self.example.out / f"index{self.example.ending}.html"

    def tables_stand(self, book: Ledger) -> bool:
        """Whether the processed tables of an earlier run need no making."""
        return self.processed is None or book.stands(TABLES, self.of_tables())

    def index_stands(self, book: Ledger) -> bool:
        """Whether the index of an earlier run, and the pages below it, need no making."""
        return book.stands(self.index.name, self.of_index())

    def of_tables(self) -> list[Any]:
        """What the tables depend on beside the submissions."""
        return [str(self.processed), repr(self.example.parameters.get("cut_off"))]

    def of_index(self) -> list[Any]:
        """What the site depends on beside the submissions: to which reports and certificates it can lead."""
        one = self.example
        jobs = [job for made in all_reports(one, self.plan).values() for job in made]
        names = [f"{job.name}.{ending}" for job in jobs for ending in FORMATS]
        present = [name for name in names if (one.out / name).is_file()]
        certified = sorted(folder.name for folder in (one.out / CERTIFICATES).glob("*"))
        return [one.lang, repr(one.parameters.get("cut_off")), present, certified]
