"""Every sentence and label a reader sees, in Chinese and English.

The words themselves stand in ``evalkit/text/*.toml``: ``[key]`` with ``zh`` and ``en``; a key is
addressed as ``file.key``. Values are put in literally, so text that came from a workbook is never
read as a template.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")
_SLOT = re.compile(r"\{(\w+)\}")


def language(lang: str | None = None) -> str:
    """The language to speak: ``lang`` if given, else ``EVALKIT_LANG``, else Chinese.

    Raises
    ------
    ValueError : ``lang`` is neither ``zh`` nor ``en``.

    Examples
    --------
    >>> language("en")
    'en'
    """
    chosen = lang or os.environ.get("EVALKIT_LANG") or "zh"
    if chosen not in LANGUAGES:
        raise ValueError(f"lang: zh | en, not {chosen!r}")
    return chosen


@cache
def sentences(group: str) -> dict[str, dict[str, str]]:
    """All sentences of ``evalkit/text/<group>.toml``: key -> language -> text."""
    text = files("evalkit").joinpath("text", f"{group}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def all_sentences() -> list[str]:
    """Every sentence and label in both languages."""
    groups = sorted(path.name.removesuffix(".toml") for path in files("evalkit").joinpath("text").iterdir())
    return [told for group in groups for words in sentences(group).values() for told in words.values()]


def say(key: str, lang: str | None = None, /, **values: object) -> str:
    """The sentence ``key`` (``group.name``) with ``values`` put into its ``{slots}``.

    Raises
    ------
    KeyError : no such sentence, or a slot without a value.

    Examples
    --------
    >>> say("errors.separator", "en")
    ', '
    """
    group, _, name = key.partition(".")
    text = sentences(group)[name][language(lang)]
    return _SLOT.sub(lambda slot: str(values[slot[1]]), text) if "{" in text else text


def width(text: str, doubtful: int = 1) -> int:
    r"""How many half-width letters the longest line of a text takes; a Chinese character takes two.

    Parameters
    ----------
    doubtful : what such signs as “ and … take: one in a terminal, two in a Chinese font.

    Examples
    --------
    >>> width("社区 A"), width("一\n二三"), width("“好”", doubtful=2)
    (6, 4, 6)
    """
    wide = {"W": 2, "F": 2, "A": doubtful}
    lines = text.splitlines()
    return max((sum(wide.get(unicodedata.east_asian_width(sign), 1) for sign in line) for line in lines), default=0)


def lines(text: str, letters: int) -> int:
    r"""How many lines a text takes in a box of ``letters`` half-width letters.

    Examples
    --------
    >>> lines("社区服务", 4), lines("a\n\nb", 10)
    (2, 3)
    """
    return sum(max(-(-width(line, doubtful=2) // letters), 1) for line in text.split("\n"))


_ONE = {"people": "person", "children": "child", "men": "man", "women": "woman", "series": "series"}
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ss", "ss"), ("s", ""))


def unit_of(value: float | None, unit: str) -> str:
    """An English unit as it is said of so many: its noun in the singular where there is exactly one.

    The noun is the last word before “of” or a bracket.

    Examples
    --------
    >>> unit_of(1, "families"), unit_of(2, "families"), unit_of(0.5, "hours"), unit_of(1, "sessions of training")
    ('family', 'families', 'hours', 'session of training')
    """
    if value != 1:
        return unit
    head, rest = re.fullmatch(r"(.*?)((?: of | \().*)?", unit).groups()  # type: ignore[union-attr]
    before, gap, noun = head.rpartition(" ")
    one = _ONE.get(noun) or next((noun.removesuffix(old) + new for old, new in _ENDINGS if noun.endswith(old)), noun)
    return f"{before}{gap}{one}{rest or ''}"


def number(value: float | None, digits: int = 2) -> str:
    """A number as people write it: whole numbers without decimals, thousands parted, never rounded into a whole.

    A value that would *look* like a whole number after rounding keeps the digits that tell it apart.

    Examples
    --------
    >>> number(1200.0), number(0.5), number(149.999), number(None)
    ('1,200', '0.5', '149.999', '—')
    """
    if value is None or value != value:
        return "—"
    if float(value).is_integer():
        return f"{int(value):,}"
    shown = f"{value:,.{digits}f}".rstrip("0")
    return shown if not shown.endswith(".") else f"{value:,.12f}".rstrip("0").rstrip(".")


def percent(value: float | None) -> str:
    """A share as per cent with as many digits as tell it from a round figure.

    Examples
    --------
    >>> percent(0.5), percent(19 / 39), percent(0.49999)
    ('50%', '48.7%', '49.999%')
    """
    if value is None or value != value:
        return "—"
    for digits in (1, 2, 3, 4, 6, 9):
        shown = f"{value * 100:.{digits}f}"
        if abs(float(shown) - round(float(shown))) > 0 or abs(value * 100 - round(value * 100)) < 1e-12:
            break
    return shown.rstrip("0").rstrip(".") + "%"
