"""Chinese numerals: 十二, 一百零五, 三千二百, 陆拾万, 二〇一六."""

from __future__ import annotations

_DIGITS = {digit: value for value, digits in enumerate("〇一二三四五六七八九") for digit in digits}
_DIGITS |= dict(zip("○零壹贰叁肆伍陆柒捌玖两", [0, *range(10), 2], strict=True))
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def chinese_number(words: str) -> float | None:
    """The number a Chinese numeral writes, or ``None`` where it is none.

    A digit right behind 百, 千 or 万 counts what people mean by it (一百五 is 150) and is not read.

    Parameters
    ----------
    words : the numeral alone, without blanks or a unit.

    Examples
    --------
    >>> chinese_number("十二"), chinese_number("一百零五"), chinese_number("陆拾万"), chinese_number("张三")
    (12.0, 105.0, 600000.0, None)
    >>> chinese_number("一百五"), chinese_number("一万二")
    (None, None)
    """
    head, ten_thousands, tail = words.rpartition("万")
    if not ten_thousands:
        return _below_ten_thousand(words)
    upper, lower = _below_ten_thousand(head), _below_ten_thousand(tail) if tail else 0.0
    colloquial = len(tail) == 1 and tail not in _SCALES
    return None if upper is None or lower is None or colloquial else upper * 10000 + lower


def digit_by_digit(words: str) -> str:
    """The digits of a year written sign by sign; ``""`` where a sign is no digit.

    Parameters
    ----------
    words : such as 二〇一六 or 二○一六.

    Examples
    --------
    >>> digit_by_digit("二〇一六"), digit_by_digit("一六"), digit_by_digit("十六")
    ('2016', '16', '')
    """
    return "".join(str(_DIGITS[sign]) for sign in words) if all(sign in _DIGITS for sign in words) else ""


def _below_ten_thousand(words: str) -> float | None:
    total, digit, last_scale, gap = 0, -1, 10000, False
    for sign in words:
        if sign in _SCALES:
            if _SCALES[sign] >= last_scale or digit == 0:
                return None
            last_scale = _SCALES[sign]
            total, digit, gap = total + max(digit, 1) * last_scale, -1, False
        elif sign in _DIGITS and digit in {-1, 0}:
            gap = gap or digit == 0
            digit = _DIGITS[sign]
        else:
            return None
    if not words or (digit > 0 and not gap and 100 <= last_scale < 10000):
        return None
    return float(total + max(digit, 0))
