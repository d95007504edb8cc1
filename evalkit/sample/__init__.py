"""Invented submissions of nine agencies, with the truth known from planting."""

from evalkit.sample.making import sample_records

__all__ = ["sample_records"]
