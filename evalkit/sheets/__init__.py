"""Verdicts and records as display tables and sentences; every number in them comes from the data handed in."""

from evalkit.sheets.advised import recommendations
from evalkit.sheets.compared import changed, compared, limits, methods
from evalkit.sheets.filed import corrections, findings, provenance, quality
from evalkit.sheets.funded import funding, money
from evalkit.sheets.heard import replies
from evalkit.sheets.judged import clauses, readings, table
from evalkit.sheets.moved import changes
from evalkit.sheets.pilot import coverage, floors, pilot, resources
from evalkit.sheets.proved import proofs
from evalkit.sheets.summed import summary
from evalkit.sheets.told import scope, sentences

__all__ = [
    "changed",
    "changes",
    "clauses",
    "compared",
    "corrections",
    "coverage",
    "findings",
    "floors",
    "funding",
    "limits",
    "methods",
    "money",
    "pilot",
    "proofs",
    "provenance",
    "quality",
    "readings",
    "recommendations",
    "replies",
    "resources",
    "scope",
    "sentences",
    "summary",
    "table",
]
