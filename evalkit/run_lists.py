"""What moved between two runs as a list for the desk, each column named in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.runs import SIDES
from evalkit.saving import save
from evalkit.wording import bound, period, spoken, value, verdict
from evalkit.words import language, say

# column, in the order of the list -> half-width letters
WIDTHS = {
    "street": 12, "year": 14, "requirement": 28, "community": 12, "status": 8, "was": 14, "now": 14, "was_value": 18,
    "now_value": 18, "was_bound": 12, "now_bound": 12, "causes": 14, "inputs": 42,
}  # fmt: skip


def save_moves(moves: pd.DataFrame, path: str | Path, lang: str | None = None) -> Path:
    """Write what moved, for people; a ``.parquet`` is for programs and keeps the names of `evalkit.runs.COLUMNS`.

    Parameters
    ----------
    moves : as `evalkit.runs.compare_runs` gives them. path : the suffix says how, as for `evalkit.saving.save`.
    lang : of the labels, ``zh`` or ``en``.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : another suffix.
    """
    if Path(path).suffix.lower() == ".parquet":
        return save(moves, path)
    return save(listed(moves, lang), path, tuple(WIDTHS.values()))


def listed(moves: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """One row a verdict that moved, in words: what it was, what it is, and what changed."""
    lang = language(lang)
    rows = [_told(row, lang) for row in moves.to_dict("records")]
    return pd.DataFrame(rows, columns=list(WIDTHS)).rename(columns={name: say(f"runs.{name}", lang) for name in WIDTHS})


def _told(row: Mapping[str, Any], lang: str) -> dict[str, str]:
    sides = {"was": side(row, "before"), "now": side(row, "after")}
    return {
        "street": spoken(row, "street", lang),
        "year": period(row, lang),
        "requirement": f"{row['code']} {spoken(row, 'label', lang)}",
        "community": row["community"],
        "status": say(f"runs.status_{row['status']}", lang),
        **{key: verdict(one["verdict"], lang) if one else say("runs.none", lang) for key, one in sides.items()},
        **{f"{key}_value": value(one, lang) if one else say("runs.none", lang) for key, one in sides.items()},
        **{f"{key}_bound": bound(one, lang) if one else say("runs.none", lang) for key, one in sides.items()},
        "causes": causes(row, lang),
        "inputs": inputs(row, lang),
    }


def side(row: Mapping[str, Any], when: str) -> dict[str, Any]:
    """One side of a verdict that moved, under the names of verdicts; empty where that run has none.

    Parameters
    ----------
    row : of `evalkit.runs.compare_runs`. when : ``before`` or ``after``.
    """
    one = {name: row[f"{name}_{when}"] for name in SIDES}
    return one if isinstance(one["verdict"], str) else {}


def causes(row: Mapping[str, Any], lang: str | None = None) -> str:
    """What changed, in words.

    Examples
    --------
    >>> causes({"causes": "data;code"}, "zh"), causes({"causes": ""}, "en")
    ('材料、程序', 'no change on record')
    """
    found = [say(f"runs.{cause}", lang) for cause in row["causes"].split(";") if cause]
    return say("errors.separator", lang).join(found) or say("runs.no_cause", lang)


def inputs(row: Mapping[str, Any], lang: str | None = None) -> str:
    """The files that differ, and how.

    Examples
    --------
    >>> inputs({"files": '{"2016/甲街道/a.xlsx": "added"}'}, "zh")
    '2016/甲街道/a.xlsx（新增）'
    """
    told = (
        say("runs.named", lang, name=name, change=say(f"runs.{change}", lang))
        for name, change in json.loads(row["files"]).items()
    )
    return say("errors.separator", lang).join(told)
