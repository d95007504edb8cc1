"""For whom a report is: the commissioner, who sees all, or the public, which is shown no small group and no address."""

from __future__ import annotations

from evalkit.errors import ParameterError, unknown

COMMISSIONER, PUBLIC = "commissioner", "public"
EDITIONS = (COMMISSIONER, PUBLIC)


def is_public(edition: str) -> bool:
    """Whether it is the public edition.

    Raises
    ------
    ParameterError : neither of the two; a word mistyped never shows what should be hidden.

    Examples
    --------
    >>> is_public("public"), is_public("commissioner")
    (True, False)
    """
    if edition not in EDITIONS:
        raise ParameterError(unknown("edition", edition, EDITIONS))
    return edition == PUBLIC
