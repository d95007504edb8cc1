"""Who is meant: persons named in one cell, resident identity numbers, telephones."""

from __future__ import annotations

import re
from functools import lru_cache

from evalkit.reading.cells import NOTHING, Cell, digits_lost, even, plain, spoilt, text

_WEIGHTS = [2**n % 11 for n in range(17, 0, -1)]
_CHECK = "10X98765432"
_RESIDENT = re.compile(r"\d{17}[\dX]")
_FIRST_GENERATION = re.compile(r"\d{15}")
_MASK = re.compile(r"[*×●■•#]|[Xx]{3,}")
_TELEPHONE = re.compile(r"\+?(?:86)?-?(1\d{10})|\(?(0\d{2,3})\)?-?(\d{7,8})(-\d{1,6})?")
_PARTED = re.compile(r"[、,/;|\n\t&+]+")
_AND_OTHERS = re.compile(r"等\d*[人名位]?$")
_HAN = r"[\u3400-\u9fff〇·]"
_NAME = re.compile(rf"{_HAN}{{1,4}}")
_SPELT = re.compile(rf"{_HAN}(?:\s+{_HAN}){{1,2}}")


@lru_cache(maxsize=1 << 13, typed=True)
def split_names(cell: Cell) -> tuple[str, ...]:
    """The persons named in one cell, each once, in the order written.

    Blanks part persons only where two to four Chinese characters stand on both sides; a name stretched with blanks
    (张 三) is one person, and so is one in Latin letters.

    Parameters
    ----------
    cell : names parted by 、 , / ; or line breaks; 等 behind the last is dropped.

    Examples
    --------
    >>> split_names("王样本、李样本等"), split_names("王样本 李样本"), split_names("张 三"), split_names("无")
    (('王样本', '李样本'), ('王样本', '李样本'), ('张三',), ())
    """
    if spoilt(cell):
        return ()
    words = plain(text(cell))
    found = [name for part in _PARTED.split(words) for name in _by_blanks(_AND_OTHERS.sub("", part).strip())]
    return tuple(name for name in dict.fromkeys(found) if name not in NOTHING)


def parse_identity(cell: Cell) -> tuple[str, str]:
    """A resident identity number: eighteen signs, or fifteen digits of the first generation.

    The last sign is the check of GB 11643-1999 (ISO 7064, MOD 11-2). It is looked at last: of the numbers that a
    workbook has rounded one in eleven fits all the same, so a number and three zeros at the end are doubted first.

    Returns
    -------
    The number, X as a capital. Faults: ``digits_lost`` (stored as a number, in powers of ten, or 000 at the end with a
    wrong check) and ``masked_identity`` leave ``""``; with ``bad_identity`` (another length, a wrong check, or 000 at
    the end with a check that fits) the value stands as written; ``cell_error`` and ``uncomputed`` leave ``""``.

    Examples
    --------
    >>> parse_identity("000000198001010013"), parse_identity(3.2e17)
    (('000000198001010013', ''), ('', 'digits_lost'))
    >>> parse_identity("0000**********0013"), parse_identity("000000198001010014")
    (('', 'masked_identity'), ('000000198001010014', 'bad_identity'))
    """
    if fault := spoilt(cell) or ("digits_lost" if digits_lost(cell) else ""):
        return "", fault
    written = text(cell)
    words = even(written).upper().lstrip("'")
    if words in NOTHING:
        return "", ""
    if _RESIDENT.fullmatch(words):
        return _resident(words)
    if _FIRST_GENERATION.fullmatch(words):
        return words, ""
    return ("", "masked_identity") if _MASK.search(words) else (written, "bad_identity")


def parse_phone(cell: Cell) -> tuple[str, str]:
    """A telephone number: a mobile number, or a line with its area code; what is neither stays as written.

    Returns
    -------
    Digits, those of a line as 0512-68000000. Faults, which leave ``""``: ``digits_lost`` (1.39E+10),
    ``masked_phone`` (1865466****), ``cell_error``, ``uncomputed``.

    Examples
    --------
    >>> parse_phone(10000000000.0), parse_phone("+86 100-0000-0000"), parse_phone("(0000)10000000")
    (('10000000000', ''), ('10000000000', ''), ('0000-10000000', ''))
    >>> parse_phone("1865466****"), parse_phone("1.39E+10")
    (('', 'masked_phone'), ('', 'digits_lost'))
    """
    if fault := spoilt(cell) or ("digits_lost" if digits_lost(cell) else ""):
        return "", fault
    words = even(text(cell)).lstrip("'")
    if words in NOTHING:
        return "", ""
    if _MASK.search(words):
        return "", "masked_phone"
    if found := _TELEPHONE.fullmatch(words):
        return found[1] or f"{found[2]}-{found[3]}{found[4] or ''}", ""
    joined = words.replace("-", "")
    found = _TELEPHONE.fullmatch(joined)
    return (found[1], "") if found and found[1] else (text(cell), "")


def is_resident(words: str) -> bool:
    """Whether eighteen signs, seventeen of them digits, end with the check of a resident identity number.

    Examples
    --------
    >>> is_resident("11010519491231002x"), is_resident("110105194912310021")
    (True, False)
    """
    checked = sum(int(digit) * weight for digit, weight in zip(words, _WEIGHTS, strict=False)) % 11
    return _CHECK[checked] == words[-1].upper()


def _resident(words: str) -> tuple[str, str]:
    fits = is_resident(words)
    if words.endswith("000"):
        return (words, "bad_identity") if fits else ("", "digits_lost")
    return words, "" if fits else "bad_identity"


def _by_blanks(words: str) -> list[str]:
    """Names that only blanks part; a character that stands alone begins a name and takes what follows it."""
    parts = words.split()
    if _SPELT.fullmatch(words):
        return ["".join(parts)]
    if not all(_NAME.fullmatch(part) for part in parts):
        return [" ".join(parts)]
    names: list[str] = []
    for part in parts:
        if names and len(names[-1]) == 1:
            names[-1] += part
        else:
            names.append(part)
    return names
