"""evalkit: did the agency do what the city paid for?

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
    from evalkit import figures as figures
    from evalkit import sheets as sheets
    from evalkit.assess import assess as assess
    from evalkit.checking import check as check
    from evalkit.compare import compare as compare
    from evalkit.errors import EvalkitError as EvalkitError
    from evalkit.evidence import evidence as evidence
    from evalkit.evidence import explain as explain
    from evalkit.plan import read_plan as read_plan
    from evalkit.records import read_records as read_records
    from evalkit.report import report as report
    from evalkit.report import report_all as report_all
    from evalkit.sample import sample_records as sample_records
    from evalkit.saving import save as save
    from evalkit.sheets import table as table

__version__ = "0.1.0"

# name -> module that holds it; "" where the name is the module itself
_DOOR = {
    "read_plan": "plan",
    "read_records": "records",
    "check": "checking",
    "assess": "assess",
    "explain": "evidence",
    "evidence": "evidence",
    "compare": "compare",
    "table": "sheets",
    "sheets": "",
    "figures": "",
    "report": "report",
    "report_all": "report",
    "save": "saving",
    "sample_records": "sample",
    "EvalkitError": "errors",
}
__all__ = list(_DOOR)


def __getattr__(name: str) -> object:
    if name not in _DOOR:
        raise AttributeError(f"module 'evalkit' has no attribute {name!r}")
    module = import_module(f"evalkit.{_DOOR[name] or name}")
    found = getattr(module, name) if _DOOR[name] else module
    globals()[name] = found  # importing evalkit.assess would otherwise leave the module under the function's name
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
