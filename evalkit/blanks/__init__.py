"""The blank workbook agencies fill in."""

from evalkit.blanks.making import template, template_version

__all__ = ["template", "template_version"]
