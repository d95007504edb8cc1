"""Streets beside each other, years beside each other, communities within streets: nothing without its uncertainty."""

from evalkit.comparing.communities import compare_communities
from evalkit.comparing.streets import compare
from evalkit.comparing.years import compare_years

__all__ = ["compare", "compare_communities", "compare_years"]
