"""The years that titles, sheets and files name: a day written without its year must lie in one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 40  # signs of a title; what is longer is a text
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=(0[1-9]|1[0-2])?(?!\d))")
_NO_NAME = re.compile(r"年?度|\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}(?!\d*月)|([-./])\d{1,2}\1\d{1,2})|[〕\]]|号")
_PART = re.compile(
    r"\s*(?:年|[-./])?\s*(?:\d{1,2}(?!\d)|第?[一二三四]季|[上下]半年|[一二三四五六七八九十]+月|[春夏秋冬])"
)
_UNTIL = re.compile(r"截[至止]到?\s*$")
_SPAN = re.compile(r"\D{0,2}(\d{1,2})月?份?\s*(?:[-~—–至到]+)\s*(\d{1,2})(?:月|$|\D)|.{0,8}次年")


def named_years(sources: Iterable[Iterable[str]], start: int) -> frozenset[int]:
    """The years that the first source to name any names; none where it names the contract year by its first year.

    Parameters
    ----------
    sources : texts, most telling first: the sheet's name, its titles, the file's name.
    start : the calendar year in which the contract year begins; alone, or with 年度, it is the contract year's name.

    Examples
    --------
    >>> sorted(named_years([["2016年3月"], ["2016-2017年走访"]], 2016)), sorted(named_years([["2016年走访记录"]], 2016))
    ([2016], [])
    >>> sorted(named_years([["Sheet1"], ["2016年12月-2017年2月走访"]], 2016))
    [2016, 2017]
    """
    for texts in sources:
        met = [found for words in texts if len(words) <= _LONGEST for found in _years(words)]
        parts, bare = {year for year, part in met if part}, {year for year, part in met if not part}
        if met:
            return frozenset(parts | bare if start not in bare else parts)
    return frozenset()


def _years(words: str) -> Iterable[tuple[int, bool]]:
    """Every year named, and whether a part of it is meant; years of whole dates and of documents are left out."""
    words = unicodedata.normalize("NFKC", words)
    for found in _YEAR.finditer(words):
        rest = words[found.end() :]
        if _NO_NAME.match(rest) or _UNTIL.search(words[: found.start()]):
            continue
        part = bool(found[2]) or bool(_PART.match(rest))
        yield int(found[1]), part
        span = _SPAN.match(rest) if part else None
        if span and (span[1] is None or int(span[2]) < int(span[1])):
            yield int(found[1]) + 1, True
