"""Two readings of one file beside each other, cell by cell; every difference that can be explained has a name.

Cells are as corpus_own.py writes them: text, number, true or false, {"d": ISO date}, {"t": seconds}. Nothing here shows
what stands in a cell, only its shape: letters as x, digits as 9.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Cell = Any
Spot = tuple[int, int]
ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!|ERROR|DATA!).*")
ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's dates have no time zone
BETWEEN_EPOCHS = 1462  # days from the one a workbook counts from to the one of 1904
MOST_SHOWN = 5


@dataclass
class Facts:
    """What is known of a sheet beside its cells.

    Parameters
    ----------
    bare : formulas without a stored value. covered : spots under a merged cell. delimited : whether it is a text.
    edge : rows and columns we read where we said that cells far beyond were left out.
    """

    bare: set[Spot] = field(default_factory=set)
    covered: set[Spot] = field(default_factory=set)
    date1904: bool = False
    delimited: bool = False
    edge: Spot | None = None


@dataclass
class Differences:
    """How many cells were compared, how many differ by which explanation, and where the unexplained ones stand."""

    compared: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    unexplained: int = 0
    places: list[str] = field(default_factory=list)

    def add(self, place: str, ours: Cell, theirs: Cell, why: str) -> None:
        if why:
            self.explained[why] += 1
            return
        self.unexplained += 1
        if len(self.places) < MOST_SHOWN:
            self.places.append(f"{place}: {shape(ours)} / {shape(theirs)}")


def compare(ours: dict[str, Any], theirs: dict[str, Any]) -> Differences:
    """Every sheet of two readings of one file; a sheet that only one of them has counts as one difference."""
    found = Differences()
    own = {sheet["name"]: sheet for sheet in ours["sheets"]}
    other = {sheet["name"]: sheet for sheet in theirs["sheets"]}
    if len(own) == len(other) == 1:  # a text has no name of its own
        other = dict(zip(own, other.values(), strict=True))
    for name in {**own, **other}:
        if name in own and name in other:
            compare_sheet(own[name], other[name], facts_of(ours, theirs, own[name], other[name]), found)
        else:
            held = (own.get(name) or other[name])["cells"]
            why = "" if held else "a sheet without cells left out"
            why = why or ("second reader gives no sheets (strict workbook)" if not other else "")
            found.add(f"{name}!", "", "", why)
    return found


def facts_of(ours: dict[str, Any], theirs: dict[str, Any], own: dict[str, Any], other: dict[str, Any]) -> Facts:
    """What explains differences of one sheet."""
    covered = {
        (row, column)
        for top, left, bottom, right in own["merged"]
        if (bottom - top + 1) * (right - left + 1) < 100_000
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    cut = ["stray_cell", own["name"]] in ours["notes"]
    edge = (own["size"][0], own["size"][1]) if cut else None
    bare = {(row, column) for row, column in other["bare"]}
    return Facts(bare, covered, theirs["date1904"], theirs["reader"] == "pandas", edge)


def compare_sheet(own: dict[str, Any], other: dict[str, Any], facts: Facts, found: Differences) -> None:
    ours = {(row, column): value for row, column, value in own["cells"]}
    theirs = {(row, column): value for row, column, value in other["cells"]}
    for spot in sorted({*ours, *theirs}):
        found.compared += 1
        mine, yours = ours.get(spot, ""), theirs.get(spot, "")
        if not same(mine, yours):
            found.add(f"{own['name']}!{address(*spot)}", mine, yours, explain(mine, yours, spot, facts))


def same(mine: Cell, yours: Cell) -> bool:
    """Whether two cells say the same: numbers to 1e-9 of their size, times to half a second, all else exactly."""
    if isinstance(mine, str) or isinstance(yours, str) or isinstance(mine, bool) or isinstance(yours, bool):
        return type(mine) is type(yours) and mine == yours
    if isinstance(mine, dict) and isinstance(yours, dict):
        if "d" in mine and "d" in yours:
            return abs((moment(mine) - moment(yours)).total_seconds()) < 0.5
        return abs(seconds(mine) - seconds(yours)) < 0.5
    if isinstance(mine, dict) or isinstance(yours, dict):
        return False
    return mine == yours or (mine != mine and yours != yours) or abs(mine - yours) <= 1e-9 * max(abs(mine), abs(yours))


def explain(mine: Cell, yours: Cell, spot: Spot, facts: Facts) -> str:
    """The name of a difference, or ``""`` where nothing known explains it."""
    return next((name for name, holds in EXPLANATIONS.items() if holds(mine, yours, spot, facts)), "")


def moment(cell: dict[str, str]) -> datetime:
    return datetime.fromisoformat(cell["d"])


def seconds(cell: dict[str, Any]) -> float:
    """A duration or time of day in seconds; a date of the first two days is the time it holds."""
    return float(cell["t"]) if "t" in cell else (moment(cell) - EPOCH).total_seconds() % 86400


def serial(cell: Cell) -> float | None:
    """The number a workbook keeps for a date, a time or a number; None for what is none."""
    if isinstance(cell, dict):
        return float(cell["t"]) / 86400 if "t" in cell else (moment(cell) - EPOCH).total_seconds() / 86400
    return float(cell) if isinstance(cell, int | float) else None


def one_is_a_date(mine: Cell, yours: Cell, *_: object) -> bool:
    """A number read as the date of that number, or the other way round: which it is, the number format decides."""
    if isinstance(mine, dict) == isinstance(yours, dict):
        return False
    a, b = serial(mine), serial(yours)
    return a is not None and b is not None and (abs(a - b) < 1e-5 or abs(abs(a - b) - BETWEEN_EPOCHS) < 1e-5)


def other_epoch(mine: Cell, yours: Cell, _spot: Spot, facts: Facts) -> bool:
    a, b = serial(mine), serial(yours)
    return a is not None and b is not None and facts.date1904 and abs(abs(a - b) - BETWEEN_EPOCHS) < 1e-5


def first_days(mine: Cell, yours: Cell, *_: object) -> bool:
    """Dates before 1 March 1900, which workbooks count one too far; one reader mends it, the other does not."""
    if not (isinstance(mine, dict) and isinstance(yours, dict)):
        return False
    a, b = serial(mine), serial(yours)
    return a is not None and b is not None and max(a, b) < 62 and abs(round(abs(a - b)) - abs(a - b)) < 1e-5


def beyond(spot: Spot, edge: Spot | None) -> bool:
    return edge is not None and (spot[0] >= edge[0] or spot[1] >= edge[1])


def number_in_text(mine: Cell, yours: Cell, *_: object) -> bool:
    if (
        isinstance(mine, str) == isinstance(yours, str)
        or isinstance(mine, dict | bool)
        or isinstance(yours, dict | bool)
    ):
        return False
    try:
        return abs(float(mine) - float(yours)) <= 1e-9 * abs(float(mine))
    except ValueError:
        return False


def error_text(mine: Cell, yours: Cell, *_: object) -> bool:
    return (isinstance(mine, str) and bool(ERROR.fullmatch(mine))) or (
        isinstance(yours, str) and bool(ERROR.fullmatch(yours))
    )


def unescaped(words: str) -> str:
    return ESCAPE.sub(lambda met: chr(int(met[0][2:6], 16)), words)


def both_text(rule: Callable[[str], str]) -> Callable[..., bool]:
    """A difference of two texts that is gone when this has been done to both."""

    def holds(mine: Cell, yours: Cell, *_: object) -> bool:
        return isinstance(mine, str) and isinstance(yours, str) and rule(mine) == rule(yours)

    return holds


EXPLANATIONS: dict[str, Callable[[Cell, Cell, Spot, Facts], bool]] = {
    "error text on one side": error_text,
    "formula without a stored value": lambda m, y, spot, facts: spot in facts.bare or (str(m)[:1] == "=" and y == ""),
    "under a merged cell": lambda _, y, spot, facts: y == "" and spot in facts.covered,
    "1904 or 1900": other_epoch,
    "date or number": one_is_a_date,
    "date before March 1900": first_days,
    "far stray cell, told in a note": lambda m, _, spot, facts: m == "" and beyond(spot, facts.edge),
    "true/false or number": lambda m, y, *_: isinstance(m, bool) != isinstance(y, bool) and serial(m) == serial(y),
    "number in a text file": lambda m, y, _, facts: facts.delimited and number_in_text(m, y),
    "line ends": both_text(lambda s: "\n".join(line.rstrip() for line in s.replace("_x000D_", "").split("\n"))),
    "_x000D_ and its like": both_text(lambda s: unescaped(unescaped(s)).replace("\r", "").rstrip()),
    "blanks at the ends": both_text(str.strip),
}


def address(row: int, column: int) -> str:
    """A spot counted from 0 as Excel calls it."""
    letters, column = "", column + 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def shape(cell: Cell) -> str:
    """What kind of thing stands in a cell, without telling it."""
    if isinstance(cell, dict):
        return "date" if "d" in cell else "time"
    if isinstance(cell, str):
        short = re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", cell))[:24]
        return f"text {short!r} of {len(cell)}" if cell else "nothing"
    return f"{type(cell).__name__} {re.sub('[0-9]', '9', repr(cell))}"
