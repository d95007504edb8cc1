"""Reports: a notebook, a street and a year become HTML, PDF and an index page.

`report` stands in `evalkit.reporting.making`: a batch of which everything stands loads none of what makes one.
"""

from evalkit.reporting.batch import report_all

__all__ = ["report_all"]
