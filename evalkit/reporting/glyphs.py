"""Which characters the shipped fonts can draw."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from matplotlib.ft2font import FT2Font

MISSING = "〓"
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF))


@cache
def folder() -> Path:
    """Where the shipped fonts stand."""
    with as_file(files("evalkit") / "fonts") as path:
        return path


@cache
def coverage() -> frozenset[int]:
    """Code points every shipped font can draw: a character may stand in a heading or in running text."""
    maps = [set(FT2Font(str(path)).get_charmap()) for path in sorted(folder().glob("*.ttf"))]
    return frozenset(set.intersection(*maps)) | {0x09, 0x0A, 0x0D}


@cache
def _plain() -> frozenset[int]:
    """Code points that are drawn as they are."""
    return coverage() - _UNSEEN.keys()


def drawable(text: str, lost: set[str]) -> str:
    r"""The text with every character no shipped font can draw replaced by 〓; such characters are added to ``lost``.

    Examples
    --------
    >>> lost = set()
    >>> drawable("张\U0001f600样本", lost), lost
    ('张〓样本', {'😀'})
    """
    if _plain().issuperset(map(ord, text)):
        return text
    text = text.translate(_UNSEEN)
    missing = {letter for letter in set(text) if ord(letter) not in coverage()}
    lost |= missing
    return "".join(MISSING if letter in missing else letter for letter in text)
