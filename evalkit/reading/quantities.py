"""Numbers, hours and amounts looked at beside each other: what is merged, what cannot be, what is of another unit."""

from __future__ import annotations

import math
from statistics import median_low
from typing import TYPE_CHECKING

from evalkit.reading.cells import is_blank, text
from evalkit.reading.faults import STRUCTURAL

if TYPE_CHECKING:
    from evalkit.reading.body import Body
    from evalkit.reading.headers import Header
    from evalkit.reading.parts import Part
    from evalkit.tables import Column

MOST_PERSONS = 20_000  # more never came to one occasion: a day number, a date or a telephone in the wrong column
MOST_HOURS = 24
# A unit mistaken makes a difference of 10,000; amounts of one column lie nearer to each other than a third of that.
APART = 3_000
CLOSE = 0.005  # amounts are written to the cent
USUAL_YUAN = 1_000  # where amounts are usually smaller, such as vouchers, one is set beside this


def check_merged(part: Part, header: Header, body: Body) -> None:
    """A number merged over several records is one for all of them: it stands in the first, and is told below."""
    for column in _of(part, "number", "yuan", "hours", "identity"):
        place = header.fields[column.name]
        for index, row in enumerate(body.indexes):
            cell = body.shared.get((row, place.index), "")
            if not is_blank(cell) and part.reasons[index] not in STRUCTURAL:
                part.fault("merged_number", index, place, cell)


def mark_sums(part: Part, body: Body) -> None:
    """A last row of numbers alone, each the sum of its column, is a total nobody named."""
    last = len(part.rows) - 1
    if last < 0 or part.reasons[last] != "continued":
        return
    row = body.rows[body.indexes[last]]
    filled = {at for at, cell in enumerate(row) if not is_blank(cell)}
    told = [column.name for column in _of(part, "number", "yuan", "hours") if part.places[column.name].index in filled]
    if {part.places[name].index for name in told} == filled and all(_sums_up(part, name, last) for name in told):
        part.reasons[last], part.sums[last] = "total_row", "total"


def _sums_up(part: Part, name: str, last: int) -> bool:
    """Whether the last value of a column is the sum of those of two records or more."""
    values = part.columns[name]
    records = [values[index] for index in range(last) if part.reasons[index] == "" and values[index]]
    return len(records) > 1 and values[last] is not None and abs(math.fsum(records) - values[last]) < CLOSE


def check_continued(part: Part, header: Header) -> None:
    """A quantity in a row that only goes on with the record above is counted nowhere."""
    for column in _of(part, "number", "yuan", "hours"):
        place, values = header.fields[column.name], part.columns[column.name]
        for index, reason in enumerate(part.reasons):
            if reason == "continued" and values[index]:
                part.fault("number_alone", index, place, values[index])


def check_plausible(part: Part, header: Header) -> None:
    """Numbers of persons and hours that cannot be are told and not used."""
    for column in _of(part, "number", "hours"):
        values = part.columns[column.name]
        for index, value in enumerate(values):
            record = part.reasons[index] not in STRUCTURAL and (value or part.reasons[index] == "")
            if value is not None and record and not _plausible(column.kind, value):
                part.fault("odd_number", index, header.fields[column.name], value)
                values[index] = None


def check_money(part: Part, header: Header, body: Body) -> None:
    """Amounts that look as if 元 had been taken for 万元, or the other way round."""
    for column in _of(part, "yuan"):
        place, cells = header.fields[column.name], body.column(header.fields[column.name])
        if body.ten_thousand and place.unit == "元":
            part.fault("unit_disagrees", None, place)
        values = part.columns[column.name]
        known = [
            (index, value)
            for index, value in enumerate(values)
            if value and value > 0 and part.reasons[index] not in STRUCTURAL
        ]
        for index in _misfits(known, column.least):
            part.fault("money_scale", index, place, cells[index], text(round(values[index], 2)))


def _of(part: Part, *kinds: str) -> list[Column]:
    """The columns of these kinds that a sheet has."""
    return [column for column in part.table.columns if column.kind in kinds and column.name in part.places]


def _plausible(kind: str, value: float) -> bool:
    if kind == "hours":
        return 0 < value <= MOST_HOURS
    return 0 <= value < MOST_PERSONS and float(value).is_integer()


def _misfits(known: list[tuple[int, float]], least: float) -> list[int]:
    """Amounts smaller than any of their column should be, and those thousands of times larger than its middle one."""
    if not known:
        return []
    middle = median_low([value for _, value in known])
    middle = max(middle, USUAL_YUAN)
    return [index for index, value in known if value < least or value >= middle * APART]
