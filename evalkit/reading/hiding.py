"""Before a reading leaves the child: nobody is named by a sheet's name, a title, a header or a finding.

What stands in the personal columns of a file is known here; wherever it is met elsewhere it is masked. A sheet that is
called after somebody, as is usual with one form a sheet, is called by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from evalkit.reading.body import FREE
from evalkit.reading.book import sheet_number
from evalkit.reading.cells import even
from evalkit.reading.faults import STRUCTURAL, Fault, masked, unsigned
from evalkit.reading.identities import split_names
from evalkit.reading.parts import Part
from evalkit.reading.vocabulary import hints

# Columns of words by which somebody is called; of an address only what has a door in it tells a person.
_CALLED = {"names", "text"}
_NAME = re.compile("[\u4e00-\u9fff·]{2,6}")
_NO_NAME = re.compile("[社区村街镇员者组队户委无]|主任|书记|督导|居民|家长|老人|本人|同上|不详|合计")
_SHORT_NAME = re.compile("[\u4e00-\u9fff·]{2,4}")
_USUAL_SHEET = re.compile("汇总|统计|封面|目录|总表|附件|名单|选项|字典|模板|示例|样表|说明|记录|登记|档案|备注|月|年")
_PLACE_FOLLOWS = ("社区", "村", "街道", "镇", "居委")


def hide_names(
    parts: Sequence[Part], sheets: Sequence[str], told: Iterable[dict[str, Any]], faults: Iterable[Fault]
) -> list[Fault]:
    """Mask whoever is named in what is told of a file's sheets.

    Parameters
    ----------
    parts : of one file, not sealed yet: persons stand in them as written. sheets : the names of all sheets, in order.
    told : what is said of sheets, columns and corrections. faults : of the file and its sheets.

    Returns
    -------
    The faults; parts and what is told are changed in place.
    """
    people = frozenset(name for part in parts for name in named_in(part))
    numbered = _numbered(parts, sheets, people)
    for part in parts:
        part.called = _without(part.called, people) if part.sheet in numbered else part.called
        part.sheet = numbered.get(part.sheet, part.sheet)
        part.titles = [(row, _hidden(words, people)) for row, words in part.titles]
        part.faults = _hidden_faults(part.faults, people, numbered)
    for one in told:
        one["sheet"] = numbered.get(one["sheet"], one["sheet"])
        if "header" in one and not one["field"]:
            one["header"] = _hidden(one["header"], people)
    return _hidden_faults(faults, people, numbered)


def named_in(part: Part) -> Iterable[str]:
    """Whoever stands in the personal columns of the records, evened."""
    for column in part.table.columns:
        if not column.personal or column.kind not in _CALLED or column.name in FREE:
            continue
        rows = zip(part.columns[column.name], part.reasons, strict=True)
        for value in {value for value, reason in rows if value and reason not in STRUCTURAL}:
            yield from (word for name in (value, *split_names(value)) if _calls(word := even(name), column.name))


def _calls(word: str, column: str) -> bool:
    if column == "address":
        return any(map(str.isdigit, word))
    return len(word) > 1 and not word.isdigit() and not _NO_NAME.search(word)


def _numbered(parts: Sequence[Part], sheets: Sequence[str], people: frozenset[str]) -> Mapping[str, str]:
    """Names of sheets that are not shown -> what they are called instead.

    Where one sheet is called after somebody, so may be those beside it that hold no record.
    """
    found = {name: sheet_number(n) for n, name in enumerate(sheets) if _names_someone(even(name), people)}
    filled = {part.sheet for part in parts if part.rows}
    for n, name in enumerate(sheets):
        usual = _USUAL_SHEET.search(name) or _NO_NAME.search(name) or hints([name])
        if found and name not in filled and _SHORT_NAME.fullmatch(name) and not usual:
            found[name] = sheet_number(n)
    return found


def _names_someone(word: str, people: frozenset[str]) -> bool:
    """Whether words are somebody's name, or hold it; a name that a community bears too is none there."""
    if word in people:
        return True
    spans = ((start, start + size) for size in range(2, 7) for start in range(len(word) - size + 1))
    return any(
        word[start:end] in people and _NAME.fullmatch(word[start:end]) and not word.startswith(_PLACE_FOLLOWS, end)
        for start, end in spans
    )


def _without(words: str, people: frozenset[str]) -> str:
    """Words without the names in them: what is left may tell the place."""
    left = even(words)
    for name in sorted(people, key=len, reverse=True):
        left = left.replace(name, "*")
    return left


def _hidden(words: str, people: frozenset[str]) -> str:
    return masked(words) if _names_someone(even(words), people) else unsigned(words)


def _hidden_faults(faults: Iterable[Fault], people: frozenset[str], numbered: Mapping[str, str]) -> list[Fault]:
    return [
        replace(
            fault,
            sheet=numbered.get(fault.sheet, fault.sheet),
            value=numbered.get(fault.value) or _hidden(fault.value, people),
        )
        for fault in faults
    ]
