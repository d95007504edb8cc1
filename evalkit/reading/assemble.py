"""From the parts that single sheets give to whole tables: names settled, periods held, frames and ledger built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from evalkit.plan import Plan
from evalkit.reading.cells import even
from evalkit.reading.derived import Frames
from evalkit.reading.faults import STRUCTURAL, Fault
from evalkit.reading.names import CommunityNames, spelled
from evalkit.reading.naming import names_for, note_disagreements
from evalkit.reading.parts import Part
from evalkit.reading.sealing import SEALED
from evalkit.tables import TABLES, Table

LEDGER = {
    "file": "str", "sheet": "str", "row": "int64", "table": "str", "street": "str", "year": "int64",
    "community": "str", "reason": "str", "header_row": "int64",
}  # fmt: skip
_NUMBERS = {"number", "yuan", "hours"}
_WORDS = pd.StringDtype(na_value=np.nan)  # what pandas calls "str"
_NO_NAMES = CommunityNames((), ())
_OF_THE_STREET = {"街道本级", "街道", "本级", "街道层面", "镇", "乡镇"}  # what belongs to no community


def settle_communities(parts: list[Part]) -> None:
    """Give every row its community's official name; rows of a community that the list does not know are marked.

    Parameters
    ----------
    parts : all sheets of all streets and years; each street-year's own list of communities decides.
    """
    by_place: dict[tuple[str, int], list[Part]] = defaultdict(list)
    of_all: list[Part] = []
    for part in parts:
        if any(column.name == "community" for column in part.table.columns):
            (of_all if part.streets else by_place[part.submission.street, part.submission.year]).append(part)
    found: dict[tuple[str, int], CommunityNames] = {}
    for place, there in by_place.items():
        listed = {name for part in there if part.table.name == "communities" for name in _written(part)}
        known = CommunityNames(listed, ())
        for part in there:
            if part.place is None:
                part.columns["community"] = names_for(part, known)
        names = CommunityNames(listed, [name for part in there for name in _written(part)])
        found[place] = names
        for part in there:
            _settle(part, [names] * len(part.rows))
            note_disagreements(part, known)
    for part in of_all:
        whole, year = part.submission.street, part.submission.year
        _settle(part, [found.get((street, year), _NO_NAMES if street == whole else None) for street in part.streets])


def hold_periods(parts: list[Part], plan: Plan) -> None:
    """Mark rows dated outside the contract year, or the contract, where their table says so."""
    for part in parts:
        if not part.table.dated_within:
            continue
        first_day, last_day = held_to(part.table, plan, part.submission.year)
        begin, end = (part.columns[name] for name in part.table.term or (part.table.date,) * 2)
        for index, (since, until) in enumerate(zip(begin, end, strict=True)):
            if (since is not None and since > last_day) or (until is not None and until < first_day):
                part.mark(index, "outside_year")


def held_to(table: Table, plan: Plan, year: int) -> tuple[str, str]:
    """The first and the last day a record of a table may be dated, where its table says so: of the year, or of all."""
    years = [plan.year(year)] if table.dated_within == "year" else plan.years
    return min(one.start for one in years).isoformat(), max(one.end for one in years).isoformat()


def build_frames(parts: list[Part]) -> Frames:
    """All tables, each with every column and the right kinds, also where nothing was handed in."""
    by_table: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        by_table[part.table.name].append(part)
    return {name: _frame(table, by_table[name]) if name in by_table else _empty(name) for name, table in TABLES.items()}


def ordered(frames: Frames) -> Frames:
    """Place first, then the declared and derived columns, then the address; the order of the forms."""
    first, last = ["street", "year", "community"], ["file", "sheet", "row", "excluded"]
    between = {name: [column for column in frame if column not in {*first, *last}] for name, frame in frames.items()}
    wanted = {name: [*first, *between[name], *last] for name in frames}
    return {name: frame if list(frame) == wanted[name] else frame[wanted[name]] for name, frame in frames.items()}


def build_ledger(parts: list[Part]) -> pd.DataFrame:
    """Every row that is not blank, in the order of files, under which header it stands and why it is not counted."""
    order = {name: number for number, name in enumerate(TABLES)}
    rows: list[tuple[Any, ...]] = []
    for part in sorted(parts, key=lambda part: order[part.table.name]):
        at, told = part.submission, zip(part.rows, _streets(part), _communities(part), part.reasons, strict=True)
        sheet, table, head = part.sheet, part.table.name, part.header_row
        rows += [(at.name, sheet, row, table, street, at.year, name, why, head) for row, street, name, why in told]
    return table_frame(sorted(rows, key=itemgetter(0, 1, 2)), LEDGER)


def build_cells(faults: list[Fault], ledger: pd.DataFrame) -> pd.DataFrame:
    """All faults by address, each with whether its row is counted all the same."""
    told = zip(*(ledger[name].tolist() for name in ("file", "sheet", "row", "reason")), strict=True)
    counted = {tuple(address) for *address, reason in told if reason == ""}
    faults = sorted(faults, key=lambda f: (f.file, f.sheet, f.row, len(f.column), f.column, f.code))
    names = ("code", "file", "sheet", "row", "column", "field", "value", "table", "street", "year")
    columns = {name: [getattr(fault, name) for fault in faults] for name in names}
    columns["counted"] = [(fault.file, fault.sheet, fault.record or fault.row) in counted for fault in faults]
    columns["detail"] = [fault.detail for fault in faults]
    kinds = {"row": "int64", "year": "int64", "counted": "bool"}
    return pd.DataFrame({name: _of_kind(values, kinds.get(name, "str")) for name, values in columns.items()})


def table_frame(rows: Iterable[tuple[Any, ...]], columns: Mapping[str, str]) -> pd.DataFrame:
    """A frame of plain rows with the given kinds, also where there are none."""
    rows = list(rows)
    made = zip(*rows, strict=True) if rows else [()] * len(columns)
    pairs = zip(columns.items(), made, strict=True)
    return pd.DataFrame({name: _of_kind(list(values), kind) for (name, kind), values in pairs})


def _of_kind(values: list[Any], kind: str) -> Any:
    return _text(values) if kind == "str" else np.array(values, kind)


def _streets(part: Part) -> list[str]:
    """Whose each row of a part is."""
    return part.streets or [part.submission.street] * len(part.rows)


def _communities(part: Part) -> list[str]:
    """The community of each row of a part; ``""`` where its table has none."""
    return part.columns.get("community", [""] * len(part.rows))


def _written(part: Part) -> list[str]:
    """The community names of a part's records, as written."""
    pairs = zip(part.columns["community"], part.reasons, strict=True)
    return [name for name, reason in pairs if name and reason not in STRUCTURAL]


def _settle(part: Part, names: Sequence[CommunityNames | None]) -> None:
    """Bring the community of each row to its official name, by the names known in its street and year.

    None where nothing of that street and year was read: its communities are neither known nor doubted.
    """
    required = part.table.column("community").required
    if part.place is None and required and not all(part.columns["community"]):
        part.faults.append(_without_community(part))
    written, part.columns["community"] = part.columns["community"], []
    for index, words in enumerate(written):
        name = "" if not required and even(words) in _OF_THE_STREET else words
        known = names[index]
        official = known.official(name) if known else spelled(name)
        structural = part.reasons[index] in STRUCTURAL
        part.columns["community"].append("" if structural else official or ("" if "*" in name else spelled(name)))
        if structural or official:
            continue
        if name:
            part.fault("unknown_community", index, part.place, name, known.near(name) if known else "")
        elif required and part.place and part.reasons[index] == "":
            part.fault("missing_key", index, part.place)
        if required or (name and part.streets):
            part.mark(index, "unknown_community" if name else "missing_key")


def _without_community(part: Part) -> Fault:
    label = part.table.column("community").label
    where = part.submission
    return Fault(
        "missing_column", where.name, part.sheet, field="community", table=part.table.name,
        street=where.street, year=where.year, detail=label,
    )  # fmt: skip


def _empty(name: str) -> pd.DataFrame:
    """A table of which nothing was handed in, as a frame of its own."""
    return _without_rows(name).copy(deep=False)


@cache
def _without_rows(name: str) -> pd.DataFrame:
    return _frame(TABLES[name], [])


def _frame(table: Table, parts: list[Part]) -> pd.DataFrame:
    """One table: columns joined part by part, then typed."""
    sizes = [len(part.rows) for part in parts]
    columns = {
        "street": _text([street for part in parts for street in _streets(part)]),
        "year": np.array(_repeat([part.submission.year for part in parts], sizes), "int64"),
        "community": _text([name for part in parts for name in _communities(part)]),
    }
    for column in (one for one in table.columns if one.name != "community"):
        values = [value for part in parts for value in part.columns[column.name]]
        columns[column.name] = _typed(values, column.kind)
    for name in SEALED.get(table.name, ()):
        columns[name] = _text([value for part in parts for value in part.columns[name]])
    columns["file"] = _text(_repeat([part.submission.name for part in parts], sizes))
    columns["sheet"] = _text(_repeat([part.sheet for part in parts], sizes))
    columns["row"] = np.array([row for part in parts for row in part.rows], "int64")
    columns["excluded"] = _text([reason for part in parts for reason in part.reasons])
    return pd.DataFrame(columns, copy=False)  # each column was made for it alone


def _typed(values: list[Any], kind: str) -> Any:
    if kind == "date":
        return np.array(values, dtype="datetime64[us]")
    if kind in _NUMBERS:
        return np.array(values, dtype="float64")
    if kind == "yes_no":
        return pd.array(values, dtype="boolean")
    return _text(["" if value is None else value for value in values])


def _text(values: list[str]) -> Any:
    return pd.array(values, dtype=_WORDS)


def _repeat(values: list[Any], sizes: list[int]) -> list[Any]:
    return [value for value, size in zip(values, sizes, strict=True) for _ in range(size)]
