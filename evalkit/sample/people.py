"""Invented people: names no one bears, estates that do not exist, identity numbers of no region."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from evalkit.sample.days import dice

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = [first + second for first in "样例拟" for second in "一二三四五六七八九十甲乙丙丁"]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Household(NamedTuple):
    """One invented household."""

    head_name: str
    address: str
    phone: str
    family_size: int


def household(seed: int, community: str, n: int) -> Household:
    """The ``n``-th household of a community: the same in every book and both years; no two share an address.

    Examples
    --------
    >>> household(2016, "狮语社区", 0).address, household(2016, "狮语社区", 41).address
    ('狮语新苑1幢101室', '狮语新苑2幢102室')
    """
    rng = dice(seed, community, n)
    flat = f"{n // 40 + 1}幢{n % 40 // 4 + 1}0{n % 4 + 1}室"
    return Household(
        invented_name(rng), f"{community[:-2]}新苑{flat}", f"1000000{rng.randrange(10_000):04}", rng.randint(1, 5)
    )


def invented_name(rng: Random) -> str:
    """A surname with a given name that only says it is a sample."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def staff_name(street_number: int, n: int) -> str:
    """The name of the ``n``-th person of a street's team; no two share one within a street."""
    return SURNAMES[(street_number * 7 + n) % len(SURNAMES)] + GIVEN[(street_number + n * 5) % len(GIVEN)]


def identity_number(street_number: int, n: int) -> str:
    """A well-formed resident identity number of region 000000, which does not exist.

    Source: GB 11643-1999, check digit by ISO 7064 MOD 11-2.

    Examples
    --------
    >>> identity_number(0, 0)
    '000000198001010013'
    """
    body = f"000000{1980 + n}{street_number % 9 + 1:02}01{street_number * 20 + n + 1:03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]
