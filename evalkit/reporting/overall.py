"""What is made of all streets together: the processed tables and the site; and whether the public edition may be."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from evalkit.assessing import CutOff, assess
from evalkit.checking import check
from evalkit.plan import Plan
from evalkit.records import Records, read_records
from evalkit.reporting import site
from evalkit.reporting.sums import TABLES, Sums
from evalkit.saving import save_processed
from evalkit.smallgroups import published
from evalkit.suppression import refuse_open


def write(sums: Sums, told: Mapping[str, tuple[bytes, str]], *, tables: bool, index: bool) -> dict[str, list[Path]]:
    """Write the files over all streets.

    Parameters
    ----------
    sums : says which, and where. told : a street's id -> its verdicts, as `evalkit.reporting.jobs.Outcome` has them;
        those of a street whose files are others by now are not taken.
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
    known = _same(told, records)
    verdicts = _verdicts(plan, records, example.parameters.get("cut_off"), known)
    written = {}
    if tables and folder is not None:
        manifest = save_processed(records, check(records, plan), verdicts, folder)
        written[TABLES] = [*(folder / f"{name}.parquet" for name in manifest["tables"]), folder / "manifest.json"]
    if index:
        written[sums.index.name] = site.publish_site(plan, verdicts, example, records)
    return written


def read(sums: Sums) -> None:
    """Read and check all submissions, so that this process, which keeps them, has them at hand for `write`."""
    check(read_records(sums.example.data, sums.plan), sums.plan)


def refuse_what_tells(sums: Sums) -> None:
    """Refuse the public edition where a hidden number could be worked out from all its reports together."""
    records = read_records(sums.example.data, sums.plan)
    refuse_open(*published(records, sums.example.parameters.get("cut_off")))


def _same(told: Mapping[str, tuple[bytes, str]], records: Records) -> dict[str, bytes]:
    """By a street's name the verdicts that were told of the very files these records were read from."""
    names, touched = {one.id: one.name for one in records.plan.streets}, records.touched
    if touched is None:
        return {}
    return {names[street]: rows for street, (rows, of) in told.items() if rows and of == touched.by(names[street])}


def _verdicts(plan: Plan, records: Records, cut_off: CutOff, told: Mapping[str, bytes]) -> pd.DataFrame:
    """The verdicts on all streets in the plan's order; those nobody told are worked out here."""
    there = set(records.sheets["street"])
    streets = [street.name for street in plan.streets if street.name in there]
    rest = [street for street in streets if street not in told]
    if len(rest) == len(streets):
        return assess(plan, records, cut_off)
    known = {street: pd.read_parquet(io.BytesIO(told[street])) for street in streets if street in told}
    judged = assess(plan, records, cut_off, rest)
    each = [known.get(street, judged[judged["street"] == street]) for street in streets]
    return pd.concat(each, ignore_index=True)
