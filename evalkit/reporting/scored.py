"""The score sheet of a report: made of the records and verdicts that its notebook left behind."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evalkit.errors import ReportError
from evalkit.records import Records
from evalkit.reporting.jobs import Job
from evalkit.reporting.publishing import inside
from evalkit.scoresheets.making import content, keep
from evalkit.words import say


def render(asked: Job, names: dict[str, Any]) -> bytes:
    """The score sheet as bytes.

    Parameters
    ----------
    asked : the report. names : what the executed notebook defines.

    Raises
    ------
    ReportError : the notebook has no ``records`` and ``verdicts``, or what was filled in would be written over.
    """
    records, verdicts = names.get("records"), names.get("verdicts")
    if not isinstance(records, Records) or not isinstance(verdicts, pd.DataFrame):
        raise ReportError(say("scoresheets.no_names"))
    street = records.plan.street(asked.street).name
    mine = verdicts[((verdicts["street"] == street) & (verdicts["year"] == asked.year)).to_numpy(bool)]
    keep(inside(asked.out, f"{asked.name}.xlsx"), records, asked.year)
    return content(mine, records, asked.lang)
