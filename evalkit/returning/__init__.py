"""What agencies get back: their own workbooks, with every finding marked."""

from evalkit.returning.marking import feedback

__all__ = ["feedback"]
