"""evalkit: has the agency done what the city paid for.

A plan is a notice as data, records are what the agencies handed in, a verdict joins the two, a report shows it.

    import evalkit as ek
    plan     = ek.read_plan("suzhou-2016")
    records  = ek.read_records("data/raw", plan)
    verdicts = ek.assess(plan, records)
    ek.table(verdicts.query("street == '狮山街道' and year == 1"))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evalkit import comparing as comparing
    from evalkit import figures as figures
    from evalkit import sheets as sheets
    from evalkit.assessing import assess as assess
    from evalkit.blanks import template as template
    from evalkit.certifying import certificate as certificate
    from evalkit.checking import check as check
    from evalkit.comparing import compare as compare
    from evalkit.errors import EvalkitError as EvalkitError
    from evalkit.explaining import evidence as evidence
    from evalkit.explaining import explain as explain
    from evalkit.exporting import export as export
    from evalkit.plan import read_plan as read_plan
    from evalkit.records import read_records as read_records
    from evalkit.reporting import report_all as report_all
    from evalkit.reporting.making import report as report
    from evalkit.returning import feedback as feedback
    from evalkit.runs import compare_runs as compare_runs
    from evalkit.sample import sample_records as sample_records
    from evalkit.saving import save as save
    from evalkit.scoresheets import scoresheet as scoresheet
    from evalkit.scoring import score as score
    from evalkit.sheets import table as table
    from evalkit.spending import funding as funding

__version__ = "0.1.0"

# name -> module that holds it; "" where the name is the module itself. A module never bears the name of a function
# at the door: importing it would put the module in the function's place.
_DOOR = {
    "read_plan": "plan",
    "read_records": "records",
    "check": "checking",
    "assess": "assessing",
    "explain": "explaining",
    "evidence": "explaining",
    "certificate": "certifying",
    "compare": "comparing",
    "comparing": "",
    "compare_runs": "runs",
    "score": "scoring",
    "scoresheet": "scoresheets",
    "funding": "spending",
    "table": "sheets",
    "sheets": "",
    "figures": "",
    "report": "reporting.making",
    "report_all": "reporting",
    "template": "blanks",
    "feedback": "returning",
    "save": "saving",
    "export": "exporting",
    "sample_records": "sample",
    "EvalkitError": "errors",
}
__all__ = list(_DOOR)


def __getattr__(name: str) -> object:
    if name not in _DOOR:
        raise AttributeError(f"module 'evalkit' has no attribute {name!r}")
    module = import_module(f"evalkit.{_DOOR[name] or name}")
    found = getattr(module, name) if _DOOR[name] else module
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
