"""The score sheet: every verdict with all it rests on, and room for the evaluator's own conclusion."""

from evalkit.scoresheets.making import scoresheet

__all__ = ["scoresheet"]
