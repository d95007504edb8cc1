"""Streets beside each other, years beside each other, communities within streets: nothing without its uncertainty."""

from evalkit.comparing.adjusting import standardise
from evalkit.comparing.communities import compare_communities
from evalkit.comparing.costs import compare_costs
from evalkit.comparing.strata import staff_months, strata_of
from evalkit.comparing.streets import compare
from evalkit.comparing.years import compare_years

__all__ = [
    "compare", "compare_communities", "compare_costs", "compare_years", "staff_months", "standardise", "strata_of",
]  # fmt: skip
