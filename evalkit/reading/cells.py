"""One cell: what a person wrote, as text, as yes or no, as a choice; its siblings read dates, amounts and identities.

Every ``parse_`` function of the reading rooms is pure and returns ``(value, fault)``: the value, or ``None`` (``""``
for words) where the cell is blank or cannot be read, and the code of the fault or ``""``. What cannot be read never
becomes 0. Where a fault leaves its value standing, the function says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from evalkit.errors import nearest

Cell = str | float | int | bool | date | datetime | time | timedelta | None

NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空"})

_NOT_KNOWN = frozenset({"不详", "待补", "待补充", "未知", "待定", "待填", "不清楚", "不知", "?", "??", "???"})
_DOTS = re.compile(r"[.…。·*_-]+")
_DITTO = frozenset({"同上", "同前", "同上行", "同上一行", "〃", '"', "“", "”", "''", "′′", "〞", "〝"})

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)|#{3,}")
_FORMULA = re.compile(r"=[\w$(\"'+\-{\[#@.]")
_IN_POWERS = re.compile(r"\d(\.\d+)?[Ee]\+\d{2}")
_TOO_LONG = 1e15  # a workbook keeps fifteen digits of a number
_YES = {"是", "有", "√", "✓", "✔", "☑", "■", "y", "v", "yes", "1", "true", "对", "已", "全职", "专职", "常驻", "已建档"}
_NO = {"否", "无", "×", "✗", "✘", "x", "□", "☐", "n", "no", "0", "false", "不是", "没有", "未"}
_NO |= {"兼职", "非全职", "不常驻", "非常驻", "未建档"}
_TICKED, _EMPTY, _CROSSED = "☑☒■√✓✔", "□☐○", "×✗✘"
_ANSWERS = (_YES | _NO) - {*_TICKED, *_EMPTY, *_CROSSED, "v", "x"}
_MARK = re.compile(f"([{_TICKED}{_EMPTY}{_CROSSED}])")
_BRACKETED = re.compile(rf"[(\[【]([{_TICKED}{_EMPTY}{_CROSSED}]?)[)\]】]")
# What Wingdings 2 shows as a ticked and as an empty box stands in the file as R and £.
_WINGDINGS = str.maketrans("r£", "☑□")
_NOT_GIVEN = NOTHING - {"\\", "空"}
_PARTS = re.compile(r"[、,;/\s]+")
_JOINED = re.compile(r"[()\[\]【】、,;/]+")


def text(cell: Cell) -> str:
    r"""A cell as text: invisible characters dropped, ends trimmed; whole numbers without a decimal point.

    Examples
    --------
    >>> text(13900000000.0), text(" 新升\u200b社区\n"), text(None), text(date(2016, 8, 15))
    ('13900000000', '新升社区', '', '2016-08-15')
    """
    if isinstance(cell, str):
        return (cell if cell.isprintable() else _INVISIBLE.sub("", cell)).strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


@lru_cache(maxsize=1 << 15)
def even(words: str) -> str:
    """A word with width, blanks, invisible characters and case evened, for comparing.

    Examples
    --------
    >>> even(" 新升　社区ＡＢ ")
    '新升社区ab'
    """
    return "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", words)).split()).casefold()


def plain(words: str) -> str:
    """Words with width evened and invisible characters dropped; blanks between them and case stay.

    Examples
    --------
    >>> plain("２０１６．７．５　 １４：００")
    '2016.7.5  14:00'
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", words)).strip()


def raised(words: str) -> bool:
    """Whether a raised, lowered, circled or otherwise dressed digit stands among the words: a footnote, a square.

    Evening the width would put it among the digits beside it: 7.1① is not 11 July.

    Examples
    --------
    >>> raised("12²"), raised("7.1①"), raised("１２"), raised("十二")
    (True, True, False, False)
    """
    if words.isascii():
        return False
    return any(s.isnumeric() and not s.isdecimal() and unicodedata.normalize("NFKC", s) != s for s in words)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    if cell == "" or cell is None:
        return True
    return isinstance(cell, str) and not cell[0].isalnum() and not text(cell)


def spoilt(cell: Cell) -> str:
    """Why there is nothing to read in a cell that a formula made.

    Returns
    -------
    ``cell_error`` where a spreadsheet's error stands as text, ``uncomputed`` where a formula stands without its
    result, else ``""``.

    Examples
    --------
    >>> spoilt("#DIV/0!"), spoilt("=SUM(B2:B9)"), spoilt("#3幢"), spoilt(12.0)
    ('cell_error', 'uncomputed', '', '')
    """
    if not isinstance(cell, str) or not ("#" in cell or "=" in cell):
        return ""
    words = text(cell)
    if _ERROR.fullmatch(words.upper()):
        return "cell_error"
    return "uncomputed" if _FORMULA.match(words) else ""


def digits_lost(cell: Cell) -> bool:
    """Whether a long number went through a spreadsheet's number format, so that its last digits are gone.

    Parameters
    ----------
    cell : a number of sixteen digits or more, of which a workbook keeps fifteen; or text such as 3.20E+17, which is
        what a spreadsheet shows and saves of a long number.

    Examples
    --------
    >>> digits_lost(3.2e17), digits_lost("1.39E+10"), digits_lost("000000198001010013"), digits_lost(13900000000.0)
    (True, True, False, False)
    """
    if isinstance(cell, str):
        return "+" in cell and _IN_POWERS.fullmatch(plain(cell)) is not None
    return isinstance(cell, float | int) and abs(cell) >= _TOO_LONG


def parse_text(cell: Cell) -> tuple[str, str]:
    """Text; of a number too long for a workbook to hold nothing is kept.

    Faults: ``digits_lost``, ``cell_error``, ``uncomputed``; the text is then ``""``.

    Examples
    --------
    >>> parse_text("新升 社区"), parse_text(3.20500199001010e17), parse_text("#REF!")
    (('新升 社区', ''), ('', 'digits_lost'), ('', 'cell_error'))
    """
    if fault := spoilt(cell) or ("digits_lost" if digits_lost(cell) else ""):
        return "", fault
    return text(cell), ""


def parse_needed(cell: Cell) -> tuple[str, str]:
    """Text in a column that a record must have: a stroke, 无, 不详, 待补 or dots stand for nothing.

    Faults as for `parse_text`.

    Examples
    --------
    >>> parse_needed("新升社区"), parse_needed("不详"), parse_needed("……"), parse_needed("/")
    (('新升社区', ''), ('', ''), ('', ''), ('', ''))
    """
    words, fault = parse_text(cell)
    return ("", fault) if is_nothing(words) else (words, fault)


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is blank or only says that there is nothing, or that it is not known.

    Examples
    --------
    >>> is_nothing("——"), is_nothing("待补"), is_nothing("至今")
    (True, True, False)
    """
    words = even(text(cell))
    return words in NOTHING or words in _NOT_KNOWN or _DOTS.fullmatch(words) is not None


def is_ditto(cell: Cell) -> bool:
    """Whether a cell points to the one above it: 同上, 〃 or a quotation mark.

    Examples
    --------
    >>> is_ditto("同上"), is_ditto("〃"), is_ditto("同上街社区")
    (True, True, False)
    """
    return isinstance(cell, str) and even(cell) in _DITTO


def parse_yes_no(cell: Cell) -> tuple[bool | None, str]:
    """Yes or no: 是 否 √ × 有 无 Y N 1 0, or two boxes of which one is ticked; two empty boxes are blank.

    The letter R alone may be a tick of the fonts of old forms or just a letter and is not read; beside the £ that
    those fonts show as an empty box it is a tick.

    Examples
    --------
    >>> parse_yes_no("√"), parse_yes_no("是 □ 否 ☑"), parse_yes_no("□是 □否"), parse_yes_no("也许")
    ((True, ''), (False, ''), (None, ''), (None, 'bad_yes_no'))
    """
    if isinstance(cell, bool):
        return cell, ""
    if fault := spoilt(cell):
        return None, fault
    words = even(text(cell))
    if words in _YES or words in _NO:
        return words in _YES, ""
    words = words.translate(_WINGDINGS) if "£" in words else words
    chosen = _ticked(words)
    words = chosen[0] if len(chosen) == 1 else words
    if words in _NOT_GIVEN or _none_ticked(words, _ANSWERS):
        return None, ""
    return (words in _YES, "") if words in _YES or words in _NO else (None, "bad_yes_no")


def parse_choice(cell: Cell, values: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """One of the words allowed, whichever way it is written.

    Parameters
    ----------
    values : the canonical word -> other ways of writing it.

    Examples
    --------
    >>> parse_choice(" 上 门", {"入户": ("上门",)}), parse_choice("入沪", {"入户": ()})
    (('入户', ''), ('', 'unknown_choice'))
    """
    if fault := spoilt(cell):
        return "", fault
    words = even(text(cell))
    known = _known(values)
    chosen = _ticked(words)
    words = chosen[0] if len(chosen) == 1 and words not in known else words
    # 社会工作师(中级) says one thing twice.
    said = {known.get(part, "") for part in _JOINED.split(words) if part}
    if words in known or (len(said) == 1 and "" not in said):
        return known.get(words) or said.pop(), ""
    return ("", "") if words in _NOT_GIVEN or _none_ticked(words, known) else ("", "unknown_choice")


def parse_choices(cell: Cell, values: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Several of the words allowed, joined by ``;`` in the order of ``values``; what is not known is left out.

    With the fault ``unknown_choice`` the words that are known stay.

    Examples
    --------
    >>> parse_choices("残疾、低保", {"社会救助对象": ("低保",), "残疾人": ("残疾",)})
    ('社会救助对象;残疾人', '')
    """
    if fault := spoilt(cell):
        return "", fault
    known = _known(values)
    words = unicodedata.normalize("NFKC", text(cell))
    whole = even(words)
    if _none_ticked(whole, known):
        return "", ""
    parts = [whole] if whole in known else _ticked(whole) or [even(part) for part in _PARTS.split(words)]
    parts = [part for part in parts if part in known or part not in _NOT_GIVEN]
    found = {known[part] for part in parts if part in known}
    fault = "" if all(part in known for part in parts) else "unknown_choice"
    return ";".join(word for word in values if word in found), fault


def nearest_choice(cell: Cell, values: Mapping[str, tuple[str, ...]]) -> str:
    """The allowed word most like the cell, or ``""``.

    Examples
    --------
    >>> nearest_choice("低收入家廷", {"低收入家庭": ("低收入",), "残疾人": ()})
    '低收入家庭'
    """
    known = _known(values)
    for part in (text(cell), *_PARTS.split(text(cell))):
        if even(part) not in known and (near := nearest(even(part), known)):
            return known[near]
    return ""


def _ticked(words: str) -> list[str]:
    """The words beside a ticked box; marks stand before their words where the text begins with a mark."""
    pieces = [piece for piece in _MARK.split(_boxed(words)) if piece]
    marks = [_MARK.fullmatch(piece) is not None for piece in pieces]
    in_turn = all(one != other for one, other in pairwise(marks))
    # A word at each end, as in 是√否: the mark may belong to either.
    if len(pieces) < 2 or not in_turn or not (marks[0] or marks[-1]):
        return []
    pairs = zip(pieces[::2], pieces[1::2], strict=False)
    return [_bare(word) for mark, word in (pair if marks[0] else pair[::-1] for pair in pairs) if mark in _TICKED]


def _none_ticked(words: str, known: Collection[str]) -> bool:
    """Whether choices stand there with empty boxes and no mark: a form that was not filled in."""
    names = [_bare(piece) for piece in re.split(f"[{_EMPTY}]", _boxed(words))]
    return len(names) > 1 and any(names) and all(name in known for name in names if name)


def _boxed(words: str) -> str:
    """Brackets around a mark or around nothing are boxes: 是(√) 否( )."""
    return _BRACKETED.sub(lambda found: found[1] or "□", words)


def _bare(word: str) -> str:
    return word.strip("、,;:/()[]【】")


@lru_cache(maxsize=1 << 8)
def _spellings(values: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {even(word): right for right, others in values for word in (right, *others)}


def _known(values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return _spellings(tuple((right, tuple(others)) for right, others in values.items()))
