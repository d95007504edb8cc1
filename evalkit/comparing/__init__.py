"""Streets beside each other, years beside each other, communities within streets: nothing without its uncertainty."""

from evalkit.comparing.streets import compare

__all__ = ["compare"]
