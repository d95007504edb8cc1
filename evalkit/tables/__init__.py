"""The record tables, each declared once; reader, checks, blank forms and docs come from them."""

from evalkit.tables.catalogue import TABLES
from evalkit.tables.model import KINDS, Column, Table

__all__ = ["KINDS", "TABLES", "Column", "Table"]
