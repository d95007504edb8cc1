"""What can be wrong with a file, a sheet or a cell, and why a row is not counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Why a row is not counted; the first that applies is the one given.
REASONS = (
    "total_row",
    "repeated_header",
    "example_row",
    "note_row",
    "continued",
    "wrong_folder",
    "unknown_street",
    "unknown_community",
    "bad_date",
    "missing_key",
    "no_date",
    "outside_year",
)
# Rows that are no records at all: they neither make a table submitted nor have cells with faults.
STRUCTURAL = REASONS[:5]
# Faults whose value is a header or a label: it tells nobody, whatever stands below or beside it.
OF_HEADERS = frozenset({"duplicate_header", "duplicate_label"})
# What stands before a person's name at the foot of a sheet, in a title, or in a cell of a form.
_SIGNED = re.compile(
    r"((?:制表|填表|填报|记录|统计|审核|审批|复核|校对|核对|经办|负责|承办|联系|汇报|报送|走访|探访|被访|访问|调查|户主|姓名"
    r"|签字|签名|签章|社工|督导|主任|书记|站长|组长|家长|电话|手机|住址|地址|身份证"
    r"|(?:prepared|reviewed|approved|checked|signed) by|signature|name)"
    r"(?:人员|社工|[人员者])?(?:签字|签名|签章|姓名|电话|号码?)?(?:[(（][^)）:：]{0,6}[)）])?\s*[:：]\s*)"
    r"([^\s;；][^;；\n]*?)(?=[;；\n]|\s+[^\s:：;；]{2,8}[:：]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fault:
    """One fault with its address.

    Parameters
    ----------
    code : what is wrong; the checks say it in words.
    file, sheet, row : where; row 0 stands for the whole sheet, sheet ``""`` for the whole file.
    column, field : the column's letter and the table's name for it, where a cell is meant.
    value : the cell as written, masked where it tells who a person is.
    table, street, year : what the sheet holds and whose it is; ``""`` and 0 where not known.
    detail : the nearest right word, or the key of the reason why a file cannot be read.
    record : the row its record stands under in the account, where that is another one: that of its form.
    """

    code: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    field: str = ""
    value: str = ""
    table: str = ""
    street: str = ""
    year: int = 0
    detail: str = ""
    record: int = 0


def first_reason(one: str, other: str) -> str:
    """The reason of the two that is given for a row; ``""`` where there is none.

    Examples
    --------
    >>> first_reason("outside_year", "total_row"), first_reason("", "no_date"), first_reason("", "")
    ('total_row', 'no_date', '')
    """
    return min((one, other), key=lambda reason: REASONS.index(reason) if reason else len(REASONS))


def letter(index: int) -> str:
    """The letter of a sheet's column, counted from 0.

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def rows_told(rows: Iterable[int]) -> str:
    """Rows counted from 0, told as in Excel and in runs.

    Examples
    --------
    >>> rows_told([4, 5, 6, 9])
    '5-7、10'
    """
    runs: list[list[int]] = []
    for row in sorted({*rows}):
        if not runs or row != runs[-1][1] + 1:
            runs.append([row, row])
        runs[-1][1] = row
    return "、".join(str(first + 1) if first == last else f"{first + 1}-{last + 1}" for first, last in runs)


def masked(text: str) -> str:
    """A personal value so that its cell can be recognised and nobody else can read it.

    Examples
    --------
    >>> masked("张样本"), masked("13900000012"), masked("")
    ('张*', '*12', '')
    """
    digits = sum(letter.isdigit() for letter in text)
    if digits * 2 > len(text):
        return "*" + text[-2:]
    return text[:1] + "*" if text else ""


def unsigned(words: str) -> str:
    """Words without the person who is named behind a label and a colon: 制表人, 审核, 负责人签字, 户主, 联系电话.

    Examples
    --------
    >>> unsigned("制表人：周小芳 审核：李建国"), unsigned("负责人（签字）: 王小明"), unsigned("主题：中秋联欢")
    ('制表人：周* 审核：李*', '负责人（签字）: 王*', '主题：中秋联欢')
    """
    return _SIGNED.sub(lambda found: found[1] + (found[2] if found[2].endswith("*") else masked(found[2])), words)
