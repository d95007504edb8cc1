"""What a reader has to bear in mind beside a number, as codes; `told` says them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evalkit.comparing.block import CHANCE
from evalkit.comparing.measured import rough
from evalkit.words import say

FEW = 10


def cautions(frame: pd.DataFrame) -> Any:
    """The codes of each row of a comparison, joined by ``;``.

    ``unknown`` not known, or not what it is taken over; ``open`` still growing; ``whole_pilot`` one number for all
    streets; ``no_interval`` no chance in it; ``alone`` nothing to compare with; ``few`` fewer than ten; ``rough`` too
    few of either kind are expected for more than a rough interval of the difference; ``worst_month`` the lowest of
    month ends; ``alike`` no spread among places; ``scattered``, ``even`` streets differ more, or less, than chance has
    it; ``uneven`` communities of a street differ so; ``no_order`` any place is possible.
    """
    pilot, known, none = frame["level"] == "programme", frame["rate"].notna(), frame["kind"] == "none"
    size = np.where(frame["kind"] == "count", frame["total"], frame["size"])
    free = frame["rank_low"].eq(1) & frame["rank_high"].eq(frame["streets"])
    held = {
        "unknown": frame["value"].isna() | ~(known | none),
        "open": frame["open"],
        "whole_pilot": pilot,
        "no_interval": none & ~pilot,
        "alone": known & frame["streets"].eq(1),
        "few": known & (size < FEW),
        "rough": (frame["kind"] == "proportion") & rough("proportion", frame["baseline"], frame["size"]),
        "worst_month": known & (frame["measure"] == "month_end_share"),
        "alike": known & frame["rate_low"].isna(),
        "scattered": frame["p_more"] < CHANCE,
        "even": frame["p_less"] < CHANCE,
        "uneven": known & frame["uneven"],
        "no_order": free,
    }
    words = [np.where(np.asarray(mask, bool), f"{word};", "") for word, mask in held.items()]
    return pd.Series(np.sum(np.array(words, object), axis=0), frame.index, dtype=object).str.rstrip(";")


def told(codes: str, lang: str | None = None) -> list[str]:
    """A sentence for each code.

    Examples
    --------
    >>> told("few", "en")
    ['Fewer than ten: one record more or less changes the picture.']
    """
    return [say(f"comparing.{code}", lang) for code in codes.split(";") if code]
