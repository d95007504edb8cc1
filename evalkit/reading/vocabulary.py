"""Header words: which columns of which tables a word may stand for, and which tables a name or a title speaks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from evalkit.reading.cells import even
from evalkit.reading.layout import plainer
from evalkit.tables import TABLES

_STREET = ("街道", "所属街道", "街道名称", "街道(乡镇)", "所在街道", "镇街", "街道/镇", "服务街道", "Street")
AS_WRITTEN = 4  # ranks below it are those of `vocabulary`; each way of reading a header more freely adds as much

# Headers of a list of persons, whatever the table.
OF_PERSONS = {"年龄", "性别", "与户主关系", "与户主的关系", "关系", "称谓", "姓名", "出生年月", "出生日期", "身份证号"}
OF_PERSONS |= {
    "身份证号码",
    "健康状况",
    "职业",
    "职业状况",
    "年收入",
    "学历",
    "文化程度",
    "联系电话",
    "备注",
    "工作单位",
}
OF_PERSONS |= {"婚姻状况", "政治面貌", "民族", "籍贯", "户籍", "成员姓名", "邮编", "楼栋", "小区", "签名", "签字"}

ANYWHERE = {"street", "note", "number"}  # columns that may stand in any table, and tell none

Vocabulary = dict[str, list[tuple[str, str, int]]]


def vocabulary(own: Mapping[str, Mapping[str, Iterable[str]]]) -> Vocabulary:
    """Every header word evened -> the (table, column, rank) it may stand for; rank 0 is the column's own label.

    Parameters
    ----------
    own : a plan's own header words, table -> column -> words.
    """
    words: Vocabulary = {}
    for table in TABLES.values():
        for column in table.columns:
            plans = own.get(table.name, {}).get(column.name, ())
            for rank, spellings in enumerate(((column.label, column.label_en), plans, column.aliases)):
                for spelling in spellings:
                    words.setdefault(even(spelling), []).append((table.name, column.name, rank))
        for spelling, period in table.periods.items():
            words.setdefault(even(spelling), []).append((table.name, "+".join(period), 2))
        for spelling in _STREET:
            words.setdefault(even(spelling), []).append((table.name, "street", 3))
    return words


def meanings(words: str, known: Vocabulary) -> list[tuple[str, str, int]]:
    """What a header may stand for as written; where that is nothing, without its remarks, at a higher rank.

    Examples
    --------
    >>> meanings("拨付方", vocabulary({})), meanings("拨付方(市/区)", vocabulary({}))
    ([('payments', 'payer', 0)], [('payments', 'payer', 8)])
    """
    if whole := known.get(even(words)):
        return whole
    for step, spelled in enumerate(plainer(words), 1):
        if met := known.get(spelled):
            return [(table, column, rank + step * AS_WRITTEN) for table, column, rank in met]
    return []


def hints(names: Iterable[str]) -> dict[str, float]:
    """How strongly names and titles speak for each table: the longest word of a table's names met in them counts.

    Examples
    --------
    >>> sorted(hints(["能力提升活动"]))
    ['trainings']
    """
    favoured: dict[str, float] = {}
    for rank, name in enumerate(names):
        evened = even(name)
        met = {table: length for table, word, length in _spellings() if word in evened}
        longest = max(met.values(), default=0)
        for table, length in met.items():
            if length == longest:
                favoured.setdefault(table, max(3.0 - rank * 0.5, 0.5))
    return favoured


@cache
def _spellings() -> tuple[tuple[str, str, int], ...]:
    spelled = [(t.name, even(word), len(word)) for t in TABLES.values() for word in (t.label, t.label_en, *t.aliases)]
    return tuple(sorted(spelled, key=lambda one: one[2]))
