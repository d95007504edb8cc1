"""How a process of a batch makes one report, and what it tells of it."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import replace
from functools import cache

from evalkit.assessing import assess
from evalkit.errors import EvalkitError
from evalkit.plan import Plan, read_plan
from evalkit.reading.noting import noting
from evalkit.records import last_read, read_records
from evalkit.reporting import notebooks, pdf
from evalkit.reporting.jobs import Job, Outcome
from evalkit.reporting.making import make
from evalkit.saving import parquet


def work(one: Job) -> Outcome:
    """Make one report; whatever goes wrong is told, not raised."""
    notes = _Notes()
    log = logging.getLogger("evalkit")
    log.addHandler(notes)
    try:
        with noting() as asked:
            files = make(one, _plan(one.plan))
        if {"pdf", "docx"} & {*one.to}:
            pdf.let_go()
        known = notebooks.given_only_to_evalkit(notebooks.read(one.notebook), "data")
        reads = tuple(sorted(asked)) if known else ()
        return Outcome(one, tuple(files), notes=tuple(notes.said), reads=reads)
    except EvalkitError as error:
        return Outcome(one, error=str(error), notes=tuple(notes.said))
    except Exception as error:  # noqa: BLE001  one report must not stop the others
        return Outcome(one, error=f"{type(error).__name__}: {error}", notes=tuple(notes.said))
    finally:
        log.removeHandler(notes)


def tell(one: Job) -> Outcome:
    """Make one report, and tell with it how its street was judged, which this process has at hand."""
    outcome = work(one)
    return replace(outcome, verdicts=_judged(one)) if one.street and not outcome.error else outcome


def _judged(one: Job) -> tuple[bytes, str]:
    """The verdicts on a street, and a hash of what they were read from; none where that is not known."""
    with contextlib.suppress(Exception):
        plan = _plan(one.plan)
        street = plan.street(one.street).name
        records = last_read(one.data, plan, street) or read_records(one.data, plan, street)
        if records.touched is not None:
            told = parquet(assess(plan, records, one.parameters.get("cut_off"), [street]))
            return told, records.touched.by(street)
    return b"", ""


@cache
def _plan(name: str) -> Plan:
    """The plan of a batch, read once in each process."""
    return read_plan(name)


class _Notes(logging.Handler):
    """Keeps what is logged while a report is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
