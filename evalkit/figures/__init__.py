"""One function a figure: data -> Chart. A figure that shows one street and year refuses data of another."""

from evalkit.figures.bounds import progress
from evalkit.figures.changes import dumbbell
from evalkit.figures.costs import cost_output
from evalkit.figures.funnels import funnel
from evalkit.figures.grids import heat, matrix
from evalkit.figures.monthly import months
from evalkit.figures.people import categories, staff
from evalkit.figures.services import activities, visits_by_month
from evalkit.figures.streets import caterpillar, ranks
from evalkit.figures.tiles import tiles

__all__ = [
    "activities",
    "categories",
    "caterpillar",
    "cost_output",
    "dumbbell",
    "funnel",
    "heat",
    "matrix",
    "months",
    "progress",
    "ranks",
    "staff",
    "tiles",
    "visits_by_month",
]
