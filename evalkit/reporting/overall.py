"""What is made of all streets together: the processed tables and the site; and whether the public edition may be."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.plan import Plan
from evalkit.records import Records, read_records
from evalkit.reporting import site
from evalkit.reporting.jobs import Job
from evalkit.reporting.sums import TABLES, Sums
from evalkit.saving import save_processed
from evalkit.smallgroups import published
from evalkit.suppression import refuse_open


def write(sums: Sums, told: Mapping[str, bytes], *, tables: bool, index: bool) -> dict[str, list[Path]]:
    """Write the files over all streets.

    Parameters
    ----------
    sums : says which, and where. told : a street's id -> its verdicts, as `evalkit.reporting.workers.tell` gives them.
    tables, index : which of the two to write.

    Returns
    -------
    The files written, by the ledger's name for them.

    Raises
    ------
    ReadError : the submissions cannot be read. ReportError : a file cannot be written, or a person stands in it.
    """
    plan, example, folder = sums.plan, sums.example, sums.processed
    records = read_records(example.data, plan)
    verdicts = _verdicts(plan, records, example, told)
    written = {}
    if tables and folder is not None:
        manifest = save_processed(records, check(records, plan), verdicts, folder)
        written[TABLES] = [*(folder / f"{name}.parquet" for name in manifest["tables"]), folder / "manifest.json"]
    if index:
        written[sums.index.name] = site.publish_site(plan, verdicts, example, records)
    return written


def refuse_what_tells(sums: Sums) -> None:
    """Refuse the public edition where a hidden number could be worked out from all its reports together."""
    records = read_records(sums.example.data, sums.plan)
    refuse_open(*published(records, sums.example.parameters.get("cut_off")))


def _verdicts(plan: Plan, records: Records, example: Job, told: Mapping[str, bytes]) -> pd.DataFrame:
    """The verdicts on all streets in the plan's order; those nobody told are worked out here."""
    cut_off, there = example.parameters.get("cut_off"), set(records.sheets["street"])
    streets = [street for street in plan.streets if street.name in there]
    rest = [street.name for street in streets if not told.get(street.id)]
    if len(rest) == len(streets):
        return assess(plan, records, cut_off)
    known = {one.name: pd.read_parquet(io.BytesIO(told[one.id])) for one in streets if one.name not in rest}
    judged = assess(plan, records, cut_off, rest)
    each = [known.get(street.name, judged[judged["street"] == street.name]) for street in streets]
    return pd.concat(each, ignore_index=True)
