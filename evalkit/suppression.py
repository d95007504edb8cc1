"""Suppression 隐去: small groups of people are hidden, and nobody can work them out from what is still published.

A number that tells of fewer than `SMALL` people is hidden; others are hidden beside it until every hidden number could
be any of at least `SMALL` whole numbers, by all that is known from sums, from inequalities and from the other tables.
The choice is a small integer programme; the audit solves two of each hidden number: how small, how great could it be?
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from evalkit.errors import ReportError
from evalkit.words import say

# No law of the land names a number; fewer than five is usual in published health and welfare statistics.
SMALL = 5
_ZERO = 0.9  # hiding that there is nobody costs more than hiding a small number


def protect(cells: pd.DataFrame, sums: pd.DataFrame, small: int = SMALL) -> pd.DataFrame:
    """Which numbers are hidden.

    Parameters
    ----------
    cells : one row a number to be published: ``cell`` (its name; the same number in two tables has the same),
        ``block`` (the table of one place it stands in), ``value`` (people or families, whole), ``kept`` (True: stands
        whatever its size, such as the value of a verdict), ``least`` (what is known of it anyway: 1 where a row is only
        shown for somebody). ``hidden`` may name what is hidden already.
    sums : what everybody knows of the numbers, one row a term: ``sum`` (its name), ``cell``, ``weight``, ``exact``
        (True: the weighted terms add up to 0; False: to 0 or more).
    small : fewer than this are hidden, and a hidden number could be any of at least so many.

    Returns
    -------
    ``cells`` with ``hidden``: ``""``, ``small``, ``complement`` (hidden so that no other can be worked out), or
    ``withheld`` where the kept numbers alone would tell: of such a block nothing is shown, not even which rows it has.

    Source: Fischetti & Salazar-González, Management Science 47 (2001), 1008-1027, one number after another.

    Examples
    --------
    >>> rows = [("all", 30, True), ("a", 2, False), ("b", 12, False), ("c", 16, False)]
    >>> cells = pd.DataFrame(rows, columns=["cell", "value", "kept"]).assign(block="x", least=0)
    >>> sums = pd.DataFrame({"sum": "s", "cell": ["all", "a", "b", "c"], "weight": [1, -1, -1, -1], "exact": True})
    >>> protect(cells, sums)["hidden"].tolist()
    ['', 'small', 'complement', '']
    """
    few = ~cells["kept"].astype(bool) & cells["value"].between(1, small - 1)
    if not few.any() and not ("hidden" in cells and (cells["hidden"] != "").any()):
        return cells.assign(hidden="")
    system = _System.of(cells, sums)
    primary = ~system.kept & (system.value > 0) & (system.value < small)
    system.hidden |= primary
    known: set[int] = set()
    while waiting := [int(at) for at in np.flatnonzero(system.hidden & ~system.withheld) if int(at) not in known]:
        at = waiting[0]
        known.add(at)
        low, high = system.interval(at)
        if high - low >= small - 1:
            continue
        more = system.alternative(at, small)
        if more is None:
            system.withhold(at)
        elif more.any():
            system.hidden |= more
    words = np.where(system.hidden, np.where(primary, "small", "complement"), "")
    words = np.where(system.withheld, "withheld", words)
    told = dict(zip(system.names, words.tolist(), strict=True))
    return cells.assign(hidden=cells["cell"].map(told).astype("str"))


def audit(cells: pd.DataFrame, sums: pd.DataFrame, small: int = SMALL) -> pd.DataFrame:
    """What everybody can find out of each hidden number.

    Parameters
    ----------
    cells : as `protect` gives them; those of several tables, places and years may stand under each other.
    sums : all that is known of them, over all tables. small : as for `protect`.

    Returns
    -------
    One row a hidden number that is not withheld: ``cell low high safe``; ``high`` is infinite where nothing bounds it,
    and ``safe`` is False where fewer than ``small`` whole numbers are possible.

    Examples
    --------
    >>> cells = pd.DataFrame({"cell": ["all", "a", "b"], "value": [30, 2, 28], "kept": [True, False, False]})
    >>> sums = pd.DataFrame({"sum": "s", "cell": ["all", "a", "b"], "weight": [1, -1, -1], "exact": True})
    >>> audit(cells.assign(block="x", least=0, hidden=["", "small", ""]), sums)[["low", "high", "safe"]].values.tolist()
    [[2.0, 2.0, False]]
    """
    system = _System.of(cells, sums)
    rows = [(system.names[at], *system.interval(int(at))) for at in np.flatnonzero(system.hidden & ~system.withheld)]
    found = pd.DataFrame(rows, columns=["cell", "low", "high"]).astype({"low": float, "high": float})
    return found.assign(safe=found["high"] - found["low"] >= small - 1)


def refuse_open(cells: pd.DataFrame, sums: pd.DataFrame, small: int = SMALL) -> None:
    """Nothing, where no hidden number can be worked out.

    Raises
    ------
    ReportError : one can; says how many, and none of them.
    """
    told = audit(cells, sums, small)
    if not told["safe"].all():
        raise ReportError(say("reporting.not_protected", number=int((~told["safe"]).sum()), small=small))


@dataclass
class _System:
    """The numbers and what is known of them, as arrays.

    Parameters
    ----------
    names, blocks : of each number. value, least, kept, hidden, withheld : of each number.
    weights : one row a sum, one column a number. exact : whether a sum is 0, or 0 or more.
    """

    names: list[str]
    blocks: np.ndarray
    value: np.ndarray
    least: np.ndarray
    kept: np.ndarray
    hidden: np.ndarray
    withheld: np.ndarray
    weights: np.ndarray
    exact: np.ndarray

    @classmethod
    def of(cls, cells: pd.DataFrame, sums: pd.DataFrame) -> _System:
        """The system of some cells; each number stands in it once."""
        one = cells.drop_duplicates("cell").reset_index(drop=True)
        hidden = one["hidden"] if "hidden" in one else pd.Series("", index=one.index)
        names = [str(name) for name in one["cell"]]
        lines = {name: at for at, name in enumerate(dict.fromkeys(sums["sum"]))}
        weights, exact = np.zeros((len(lines), len(names))), np.zeros(len(lines), dtype=bool)
        column = {name: at for at, name in enumerate(names)}
        for name, cell, weight, even in sums[["sum", "cell", "weight", "exact"]].itertuples(index=False):
            weights[lines[name], column[cell]] += weight
            exact[lines[name]] = even
        return cls(
            names,
            one["block"].to_numpy(dtype=object),
            one["value"].to_numpy(dtype=float),
            one["least"].to_numpy(dtype=float),
            one["kept"].to_numpy(dtype=bool),
            (hidden != "").to_numpy(dtype=bool, copy=True),
            (hidden == "withheld").to_numpy(dtype=bool, copy=True),
            _without_blocks(weights, one["block"].to_numpy(dtype=object), (hidden == "withheld").to_numpy(dtype=bool)),
            exact,
        )

    def withhold(self, at: int) -> None:
        """Show nothing of the block a number stands in: what is known only of its rows is known no more."""
        mine = (self.blocks == self.blocks[at]) & ~self.kept
        self.hidden |= mine
        self.withheld |= mine
        self.weights = _without_blocks(self.weights, self.blocks, self.withheld)

    def interval(self, at: int) -> tuple[float, float]:
        """The least and the greatest whole number that a hidden one could be."""
        lines, mine = self._bound_up(at, self.hidden)
        weights = self.weights[lines][:, mine]
        rest = -(self.weights[lines][:, ~mine] @ self.value[~mine])
        even, bounds = self.exact[lines], [(float(least), None) for least in self.least[mine]]
        goal = (np.flatnonzero(mine) == at).astype(float)
        ends = []
        for sign in (1.0, -1.0):
            found = linprog(
                sign * goal, A_ub=-weights[~even], b_ub=-rest[~even], A_eq=weights[even], b_eq=rest[even],
                bounds=bounds, integrality=1, method="highs",
            )  # fmt: skip
            ends.append(sign * round(found.fun) if found.status == 0 else np.inf)
        return float(ends[0]), float(ends[1])

    def _bound_up(self, at: int, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Those of some numbers that one hangs together with, and the sums that hold them together."""
        mine = np.zeros(len(self.names), dtype=bool)
        mine[at] = True
        while True:
            lines = (self.weights[:, mine] != 0).any(axis=1)
            more = (among & (self.weights[lines] != 0).any(axis=0)) | mine
            if (more == mine).all():
                return lines, mine
            mine = more

    def alternative(self, at: int, small: int) -> np.ndarray | None:
        """The fewest and smallest further numbers to hide, so that one could be any of ``small``; None where none help.

        Two tables of numbers are looked for that fit all that is known and differ enough in the one; where either
        differs from the truth the number is hidden.
        """
        lines, mine = self._bound_up(at, ~self.kept)
        free, weights = np.flatnonzero(mine), self.weights[lines][:, mine]
        n, far = len(free), 2.0 * self.value.max() + 2 * small
        value, least = self.value[free], self.least[free]
        fixed = -(self.weights[lines][:, ~mine] @ self.value[~mine])
        top, none, one = np.where(self.exact[lines], fixed, np.inf), np.zeros((n, n)), np.eye(n)
        blank = np.zeros_like(weights)
        apart = np.zeros((1, 3 * n))
        apart[0, [np.flatnonzero(free == at)[0], n + np.flatnonzero(free == at)[0]]] = 1.0, -1.0
        rules = [
            LinearConstraint(np.hstack([weights, blank, blank]), fixed, top),
            LinearConstraint(np.hstack([blank, weights, blank]), fixed, top),
            LinearConstraint(apart, small - 1, np.inf),
        ]
        for first, second in ((one, none), (none, one)):
            rules.append(LinearConstraint(np.hstack([first, second, -far * one]), -np.inf, value))
            rules.append(LinearConstraint(np.hstack([first, second, far * one]), value, np.inf))
        dear = 1 + np.where(value > 0, value / (1 + value.sum()), _ZERO) + 1e-4 * np.arange(n) / n
        cost = np.concatenate([np.zeros(2 * n), np.where(self.hidden[free], 0.0, dear)])
        low = np.concatenate([least, least, np.where(self.hidden[free], 1.0, 0.0)])
        high = np.concatenate([np.full(2 * n, far), np.ones(n)])
        found = milp(cost, constraints=rules, bounds=Bounds(low, high), integrality=np.ones(3 * n))
        if found.status != 0:
            return None
        more = np.zeros(len(self.names), dtype=bool)
        more[free] = found.x[2 * n :] > 0.5
        return more & ~self.hidden


def _without_blocks(weights: np.ndarray, blocks: np.ndarray, withheld: np.ndarray) -> np.ndarray:
    """The sums without those that are known of the rows of a withheld block alone."""
    kept = weights.copy()
    for block in dict.fromkeys(blocks[withheld]):
        inside = ~((weights != 0) & (blocks != block)).any(axis=1)
        kept[inside] = 0.0
    return kept
