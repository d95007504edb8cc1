"""A count in progress beside the time gone by: what a straight line to the bound would have reached by the cut-off.

It is told for the reader's orientation; no verdict follows from it.
"""

from __future__ import annotations

import math

import pandas as pd

from evalkit.judging import Outcome, Place
from evalkit.measures import MEASURES
from evalkit.plan import Plan, Requirement


def pace(plan: Plan, requirement: Requirement, place: Place, outcome: Outcome) -> tuple[float, float]:
    """The share of the time gone by, and the value a straight line reaches then.

    Parameters
    ----------
    requirement : with the bound that holds at the place. outcome : its verdict there.

    Returns
    -------
    (elapsed, expected) : the days from the first day of the period to the cut-off over all its days, and that share of
        the lower bound; the period is the contract year, or the whole contract where the requirement is cumulative.
        Both NaN unless the verdict is in progress, its count can only grow, and its one bound is a lower one above 1:
        a share, a roll-call, an exact amount or a single thing is not spread over time.
    """
    low, high = requirement.bound(place.year) or (None, None)
    counts = requirement.implied is None and requirement.measure is not None and MEASURES[requirement.measure].grows
    drawn = counts and high is None and low is not None and low > 1
    if outcome.verdict != "in_progress" or math.isnan(outcome.value) or not drawn or low is None:
        return math.nan, math.nan
    year = plan.last_year if requirement.every == "contract" else place.year
    start, end = (pd.Timestamp(day) for day in plan.period(requirement, year))
    elapsed = ((place.cut_off - start).days + 1) / ((end - start).days + 1)
    return elapsed, low * elapsed
