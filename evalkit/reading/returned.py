"""What evalkit itself wrote for an agency, where it was handed in again: lists of findings and marked copies."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache

from evalkit.reading.book import UnreadableError
from evalkit.reading.package import PROPERTY
from evalkit.reading.preflight import Archive
from evalkit.reading.workbook import Sheet
from evalkit.words import LANGUAGES, say

_PART = "docprops/custom.xml"
_VALUE = re.compile(
    rf'name="{PROPERTY}"[^<>]{{0,200}}>\s*<(?:\w+:)?lpwstr(?:\s[^<>]{{0,200}})?>([0-9a-f]{{64}} [^<]*)<'
)
_TITLES = ("title", "overview", "no_place")
_SLOTS = ("file", "street", "year")


def is_list(name: str, first: object) -> bool:
    """Whether a sheet is a list of findings that evalkit wrote.

    Parameters
    ----------
    name : of the sheet. first : what stands in its first cell.

    Examples
    --------
    >>> is_list("问题清单 2", "《台账.xlsx》反馈"), is_list("问题清单", "序号")
    (True, False)
    """
    return bool(_names().fullmatch(name) and _titles().fullmatch(str(first)))


def is_list_sheet(sheet: Sheet) -> bool:
    """Whether a sheet as it was read is a list of findings that evalkit wrote."""
    return is_list(sheet.name, sheet.rows[0][0] if sheet.rows and sheet.rows[0] else "")


def copy_of(data: bytes) -> tuple[str, str]:
    """Of which file a workbook is the marked copy: its SHA-256 and its name; blank where it is none.

    Parameters
    ----------
    data : the whole file, one that can be read.
    """
    if not data.startswith(b"PK"):
        return "", ""
    archive = Archive(data)
    part = next((name for name in archive.names if name.lower() == _PART), "")
    try:
        found = _VALUE.search(archive.read(part).decode("utf-8", "replace")) if part else None
    except UnreadableError:  # no record stands in that part
        found = None
    digest, _, name = html.unescape(found[1]).partition(" ") if found else ("", "", "")
    return digest, name


@cache
def _names() -> re.Pattern[str]:
    """The names of such sheets; a number behind where the name was taken."""
    return re.compile(rf"(?:{_any(say('returning.sheet', lang) for lang in LANGUAGES)})(?: \d+)?")


@cache
def _titles() -> re.Pattern[str]:
    slots = dict.fromkeys(_SLOTS, "SLOT")
    told = _any(say(f"returning.{key}", lang, **slots) for key in _TITLES for lang in LANGUAGES)
    return re.compile(told.replace("SLOT", ".+"))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
