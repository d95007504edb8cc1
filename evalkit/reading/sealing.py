"""A part is sealed before it leaves the reading child: nobody can be told from it any more.

While names and addresses are still at hand, what they tell apart is worked out: which household was visited, which
family is served. Then every personal column becomes pseudonyms.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from evalkit.reading.cells import even
from evalkit.reading.faults import masked, unsigned
from evalkit.reading.identities import split_names
from evalkit.reading.parts import Part
from evalkit.reading.pseudonyms import pseudonym
from evalkit.tables import Column

# Columns worked out from personal ones, or from words that are not handed on, which only the child sees.
SEALED = {
    "visits": ("household", "home"),
    "clients": ("family",),
    "family_archives": ("household",),
    "pilot_units": ("unit",),
}
_IDENTITY = re.compile(r"\d{15}|\d{17}[\dx]")
_DOOR_WORDS = re.compile(r"单元|[幢栋楼座号室]")


def seal(part: Part, key: bytes) -> None:
    """Work out `SEALED`, put pseudonyms in the place of persons, days in the place of dates; in place.

    Parameters
    ----------
    part : typed columns as written; afterwards text without persons, dates as ``2016-08-15``.
    key : of the pseudonyms.
    """
    columns = part.columns
    _seal_places(part)
    if part.table.name in {"visits", "family_archives"}:
        pairs = list(zip(columns["head_name"], columns["address"], strict=True))
        columns["household"] = [household_of(key, *pair) for pair in pairs]
    if part.table.name == "visits":
        columns["home"] = [pseudonym(key, loose_address(address)) for _, address in pairs]
    if part.table.name == "clients":
        rows = zip(columns["family_code"], columns["head_name"], columns["address"], strict=True)
        columns["family"] = [family_of(key, part.submission.street, *row) for row in rows]
    if part.table.name == "pilot_units":
        named = part.named or [""] * len(part.rows)  # none where the sheet stands in a street's folder
        columns["unit"] = [masked(words) if part.tells_person(words) else _said(words) for words in named]
    for column in part.table.columns:
        columns[column.name] = _sealed(column, columns[column.name], key)


def household_of(key: bytes, head: str, address: str) -> str:
    """The pseudonym of a household: head and address, or the address alone; ``""`` without an address."""
    return pseudonym(key, *filter(None, (head, address))) if even(address) else ""


def family_of(key: bytes, street: str, code: str, head: str = "", address: str = "") -> str:
    """The pseudonym of a family: head and address tell it; where one is missing its code in the street does."""
    if even(head) and even(address):
        return pseudonym(key, head, address)
    return pseudonym(key, street, code) if even(code) else ""


def loose_address(address: str) -> str:
    """An address without the words between its numbers, so that two ways of writing one door agree.

    Examples
    --------
    >>> {loose_address(words) for words in ("新升新苑1幢101室", "新升新苑 1-101", "新升新苑１栋101")}
    {'新升新苑1|101'}
    """
    words = even(address)
    name = re.sub(r"[\d\W_]+", "", _DOOR_WORDS.sub("", words))
    return name + "|".join(re.findall(r"\d+", words))


def _seal_places(part: Part) -> None:
    """A person's name that slipped into the community column is masked, and whatever stands there behind a colon."""
    named = part.columns.get("community")
    if named:
        part.columns["community"] = [masked(words) if part.tells_person(words) else _said(words) for words in named]
        part.lines = [(row, _said(words)) for row, words in part.lines]


def _said(words: str) -> str:
    """What stands before a colon; no community has one in its name, and a signature has the signer behind it."""
    before, colon, _ = words.replace("：", ":").partition(":")
    return before + colon + "*" * bool(colon)


def _sealed(column: Column, values: list[Any], key: bytes) -> list[Any]:
    if column.kind == "date":
        return [value.date().isoformat() if isinstance(value, datetime) else None for value in values]
    if not column.personal:
        return [unsigned(value) if isinstance(value, str) else value for value in values]
    if column.name == "id_number":  # what is no identity number tells nobody apart
        values = [value if _IDENTITY.fullmatch(even(value)) else "" for value in values]
    split = split_names if column.kind == "names" else _whole
    known = {value: ";".join(sorted({pseudonym(key, one) for one in split(value)} - {""})) for value in {*values}}
    return [known[value] for value in values]


def _whole(value: str) -> tuple[str, ...]:
    return (value,)
