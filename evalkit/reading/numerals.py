"""Chinese numerals: 十二, 一百零五, 三千二百, 陆拾万."""

from __future__ import annotations

_DIGITS = {digit: value for value, digits in enumerate("〇一二三四五六七八九") for digit in digits}
_DIGITS |= dict(zip("零壹贰叁肆伍陆柒捌玖两", [*range(10), 2], strict=True))
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def chinese_number(words: str) -> float | None:
    """The number a Chinese numeral writes, or ``None`` where it is none.

    Examples
    --------
    >>> chinese_number("十二"), chinese_number("一百零五"), chinese_number("陆拾万"), chinese_number("张三")
    (12.0, 105.0, 600000.0, None)
    """
    if not words:
        return None
    head, ten_thousands, tail = words.rpartition("万")
    if ten_thousands:
        upper, lower = _below_ten_thousand(head), _below_ten_thousand(tail) if tail else 0.0
        return None if upper is None or lower is None else upper * 10000 + lower
    return _below_ten_thousand(words)


def _below_ten_thousand(words: str) -> float | None:
    total, digit, last_scale = 0, -1, 10000
    for sign in words:
        if sign in _SCALES:
            if _SCALES[sign] >= last_scale or digit == 0:
                return None
            last_scale = _SCALES[sign]
            total, digit = total + max(digit, 1) * last_scale, -1
        elif sign in _DIGITS and digit in {-1, 0}:
            digit = _DIGITS[sign]
        else:
            return None
    return float(total + max(digit, 0)) if words else None
