"""Reports: a notebook, a street and a year become HTML, PDF and an index page."""

from evalkit.reporting.batch import report_all
from evalkit.reporting.making import report

__all__ = ["report", "report_all"]
