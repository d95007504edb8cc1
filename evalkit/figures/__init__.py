"""One function a figure: data -> Chart. A figure that shows one street and year refuses data of another."""

from evalkit.figures.bounds import progress
from evalkit.figures.grids import heat, matrix
from evalkit.figures.people import categories, staff
from evalkit.figures.services import activities, visits_by_month
from evalkit.figures.streets import intervals

__all__ = ["activities", "categories", "heat", "intervals", "matrix", "progress", "staff", "visits_by_month"]
