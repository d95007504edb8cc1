"""Rows and sheets that may tell of what never took place: plans, and what was called off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evalkit.reading.cells import even
from evalkit.reading.headers import Place

if TYPE_CHECKING:
    from evalkit.reading.parts import Part

_LONGEST = 40  # signs of a title; what is longer is a text
_PLAN = re.compile("计划|方案|安排|预告")
_DONE = re.compile("记录|台账|登记|统计|总结|完成|汇总|情况")
_CALLED_OFF = re.compile("取消|作废|(?:未|没有)(?:能|曾)?(?:开展|举办|举行|实施)|停办")
_TITLES = ("title", "topic")
_REMARK = 14  # signs of a remark that says nothing else


def check_planned(part: Part, titles: list[str]) -> None:
    """A list of events whose sheet or title says that it is a plan is counted, and told.

    Parameters
    ----------
    part : what the sheet gives. titles : what stands above its header.
    """
    names = [words for words in map(even, (part.sheet, *titles)) if len(words) <= _LONGEST]
    planned = any(_PLAN.search(words) and not _DONE.search(words) for words in names)
    if planned and part.table.dated_within == "year" and part.table.date and "" in part.reasons:
        part.fault("planned", None, None)


def check_called_off(part: Part) -> None:
    """An event whose title or remark says that it was called off is counted, and told."""
    title = next((name for name in _TITLES if name in part.columns), "")
    if not title or part.table.dated_within != "year":
        return
    for index, reason in enumerate(part.reasons):
        if reason:
            continue
        named, remark = even(part.columns[title][index]), even(part.columns["note"][index])
        if _CALLED_OFF.search(named):
            part.fault("called_off", index, _place(part, title), part.columns[title][index])
        elif _CALLED_OFF.search(remark) and len(remark) <= _REMARK:
            part.fault("called_off", index, _place(part, "note"), part.columns["note"][index])


def _place(part: Part, name: str) -> Place:
    return part.places[name]
