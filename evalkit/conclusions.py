"""The check code of a line of the score sheet: which plan it was made by, over what, and that nobody changed it.

Three hashes of eight letters: of the plan, of what the verdict rests on (`evalkit.rulings.basis`), and of the cells
that the evaluator reads and does not fill in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from evalkit.places import OWN
from evalkit.reading.cells import NOTHING, even, text

WORDS = {"达标": "met", "未达标": "not_met"}
# What the evaluator concludes on, besides the contract year: where any of it was changed, a line is not believed.
SHOWN = ("code", "street", "community", "bound", "value", "verdict", "cut_off")
FILLED = ("conclusion", "reason", "document", "who", "when")  # by the evaluator
_LETTERS = 8


def short_hash(told: Iterable[object]) -> str:
    """The first letters of a SHA-256 over things told as text.

    Examples
    --------
    >>> short_hash(["a", 1]) == short_hash(["a", "1"]), short_hash(["a"]) == short_hash(["b"])
    (True, False)
    """
    return hashlib.sha256("\x1f".join(map(str, told)).encode("utf-8")).hexdigest()[:_LETTERS]


def mark(plan_sha256: str, basis: str, year: int, shown: Mapping[Any, Any]) -> str:
    """The check code of a line.

    Parameters
    ----------
    plan_sha256 : of the plan. basis : hash of what the verdict rests on. year : contract year.
    shown : the cells named in `SHOWN`.

    Examples
    --------
    >>> cells = dict.fromkeys(SHOWN, "") | {"code": "C01", "value": "149 户"}
    >>> one = mark("3fa9c1d277", "77be01aa", 1, cells)
    >>> one[:18], is_altered({**cells, "year": 1, "mark": one}), is_altered({**cells, "year": 2, "mark": one})
    ('3fa9c1d2-77be01aa-', False, True)
    """
    return "-".join((plan_sha256[:_LETTERS], basis, _shown(year, shown)))


def basis_of(line: Mapping[Any, Any]) -> str:
    """The hash of what the verdict of a line rested on; ``""`` where the check code is none."""
    return str(line["mark"]).partition("-")[2].partition("-")[0]


def is_altered(line: Mapping[Any, Any]) -> bool:
    """Whether what stands in a line is not what its check code was made of, such as a changed value."""
    return not str(line["mark"]).endswith(f"-{_shown(line['year'], line)}")


def same_plan(plan_sha256: str, line: Mapping[Any, Any]) -> bool:
    """Whether a line was made by the plan of that SHA-256."""
    return str(line["mark"]).startswith(f"{plan_sha256[:_LETTERS]}-")


def _shown(year: int, cells: Mapping[Any, Any]) -> str:
    """A hash of cells as the reader gives them back: evened, a dash as nothing, the street itself as no community."""
    told = (even(text(cells[name])) for name in SHOWN)
    return short_hash((year, *("" if words in {*NOTHING, OWN} else words for words in told)))
