"""Records: what the agencies handed in, one typed table each, and an account of every row that was read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from evalkit import keeping
from evalkit.errors import ReadError
from evalkit.plan import Plan
from evalkit.reading import assemble, derived
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.files import list_submissions, place_file
from evalkit.reading.gathering import Gathered, gather
from evalkit.reading.guarding import Guard, evened
from evalkit.reading.people import rows_of
from evalkit.reading.pseudonyms import read_key
from evalkit.reading.touched import Touched
from evalkit.tables import TABLES
from evalkit.words import all_sentences, language, say

Made = TypeVar("Made")
_SHEETS = {
    "file": "str", "sheet": "str", "table": "str", "street": "str", "year": "int64", "header_row": "int64",
    "confidence": "float64", "rows_in": "int64", "counted": "int64", "excluded": "int64", "sha256": "str",
    "form": "str", "layout": "str", "header_first": "int64", "titles": "str", "rival": "str", "rival_columns": "int64",
    "parked": "str", "ghosts": "int64", "ghost_rows": "str", "beside": "str",
    "filled": "int64", "filled_rows": "str", "filled_columns": "str",
}  # fmt: skip
_COLUMNS = dict.fromkeys(("file", "sheet", "table", "field", "column", "header", "match", "near", "form"), "str")
_COLUMNS |= {"header_row": "int64"}
_CORRECTIONS = {
    "file": "str", "sheet": "str", "cell": "str", "field": "str", "old": "str", "new": "str", "reason": "str",
    "who": "str", "when": "str", "document": "str", "status": "str", "row": "int64",
}  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Records(Mapping[str, pd.DataFrame]):
    """A read-only mapping, table name -> rows, with an account of how they were read.

    Parameters
    ----------
    tables : all tables by name, in the order of the forms; excluded rows stay in, with their reason in ``excluded``.
    plan : whose years and streets they were read for. folder : where they were read from.
    sheets : every sheet seen, with its rows in, counted and excluded.
    ledger : every row that is not blank, with why it is not counted (``""`` where it is).
    cells : the faults met, with the cell's address. columns : where each column stands in its sheet.
    corrections : what the evaluator's list of corrections asked for, and whether each was made.
    invented : whether the submission says of itself that it is an invented sample.
    marks : of all personal values read, by which `guard` knows them again.
    touched : what the reading touched, hashed before it was read; None where a file became another meanwhile.
    """

    tables: Mapping[str, pd.DataFrame]
    plan: Plan
    folder: Path
    sheets: pd.DataFrame
    ledger: pd.DataFrame
    cells: pd.DataFrame
    columns: pd.DataFrame
    corrections: pd.DataFrame
    invented: bool = False
    marks: frozenset[str] = frozenset()
    touched: Touched | None = None

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table as a frame of its own: whatever is done to it, the records stay as they were read."""
        return self.tables[table].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __repr__(self) -> str:
        seen, rows = self.sheets, len(self.ledger)
        counted = int((self.ledger["reason"] == "").sum())
        words = say(
            "reading.summary",
            streets=seen.loc[seen["street"] != self.plan.whole, "street"].nunique(),
            files=seen["file"].nunique(),
            rows=rows,
            counted=counted,
            excluded=rows - counted,
            faults=len(self.cells),
        )
        return f"Records: {words}" + (say("reading.invented") if self.invented else "")

    def submitted(self, table: str, street: str, year: int) -> bool:
        """Whether a sheet of that table with at least one row of data was handed in.

        Parameters
        ----------
        table : its name. street : official name, id or alias, or the plan's name of the whole pilot.
        year : contract year.

        Raises
        ------
        ParameterError : the plan knows no such street.
        """
        name = street if street == self.plan.whole else self.plan.street(street).name
        return (table, name, int(year)) in self._submitted

    def lacks(self, table: str, column: str, street: str, year: int) -> bool:
        """Whether sheets of that table were handed in and none of them has that column.

        Parameters
        ----------
        table, column : their names. street : official name. year : contract year.
        """
        fields = self._fields.get((table, street, year))
        return fields is not None and column not in fields

    @cached_property
    def guard(self) -> Guard:
        """Knows every personal value that was read again, wherever it stands in a text."""
        if self._origin is not self:
            return self._origin.guard
        return Guard(self.marks, read_key() if self.marks else b"", cache(self._ours))

    def kept(self, what: str, of: Any, make: Callable[[Records], Made]) -> Made:
        """What is made of these records and asked for more than once, as by a report and its certificates.

        Parameters
        ----------
        what : its name. of : what else it is made of, as plain data; where that is not the same it is made again.
        make : makes it of the records as they were read.
        """
        known = self._kept.get(what)
        if known is None or known[0] != of:
            known = self._kept[what] = of, make(self._origin)
        made: Made = known[1]
        return made

    def own(self, plan: Plan) -> Records:
        """The same records for somebody else, who may do with them what he likes; ``plan`` : his own, the same too."""
        names = ("sheets", "ledger", "cells", "columns", "corrections")
        frames = {name: getattr(self, name).copy(deep=False) for name in names}
        mine = replace(self, tables={name: self[name] for name in self}, plan=plan, **frames)
        vars(mine).update(_origin=self._origin, _kept=self._kept)
        return mine

    @cached_property
    def _origin(self) -> Records:
        return self

    @cached_property
    def _kept(self) -> dict[str, tuple[Any, Any]]:
        return {}

    def _ours(self) -> str:
        """What evalkit, the plan and the records say of no person: sentences, labels, clauses, names of places."""
        labels = [word for table in TABLES.values() for word in (table.label, table.label_en)]
        labels += [word for table in TABLES.values() for one in table.columns for word in (one.label, one.label_en)]
        communities = self.ledger["community"].unique() if "community" in self.ledger else ()
        told = (*all_sentences(), *labels, *map(str, communities), self.plan.notice, self.plan.model_dump_json())
        return "\n".join(map(evened, ("", *told, "")))

    @cached_property
    def _fields(self) -> dict[tuple[str, str, int], set[str]]:
        """Table, street and year -> the columns that any of its sheets has."""
        sheets = self.sheets[["file", "sheet", "street", "year"]]
        known = self.columns[self.columns["field"] != ""].merge(sheets, on=["file", "sheet"])
        fields: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        for table, street, year, name in known[["table", "street", "year", "field"]].itertuples(index=False):
            fields[table, street, year].update(name.split("+"))  # a column may hold a whole period
        return dict(fields)

    @cached_property
    def _submitted(self) -> set[tuple[str, str, int]]:
        """Table, street and year of every sheet with data: totals, repeated headers and examples are none."""
        data = Counter[tuple[str, str, int]]()
        place, sheets, ledger = ("table", "street", "year"), self.sheets, self.ledger
        for at, rows in zip(rows_of(sheets, *place), sheets["rows_in"], strict=True):
            data[at] += rows
        data.subtract(rows_of(ledger[ledger["reason"].isin(STRUCTURAL).to_numpy(bool)], *place))
        return {at for at, rows in data.items() if at[0] and rows > 0}


def read_records(folder: str | Path, plan: Plan, street: str | None = None) -> Records:
    """Read everything the agencies handed in.

    Parameters
    ----------
    folder : the submissions, ``2016/狮山街道/…``: contract year by its first calendar year, then the street by official
        name or alias, then any files in any depth (.xlsx .xls .xlsm .xlsb .ods .csv .tsv .txt).
    plan : gives years, streets and header words of its own.
    street : read this street's folders only; official name, id or alias.

    Returns
    -------
    Records : every table, even if nothing was handed in; every row counted or excluded with a reason.

    Raises
    ------
    ReadError : no such folder, or no year or street of the plan in it. A single file that cannot be read is no error
        but a fault in ``cells``.
    ParameterError : the plan knows no such street.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> read_records("no such folder", read_plan("suzhou-2016"))
    Traceback (most recent call last):
    evalkit.errors.ReadError: ...
    """
    folder = Path(folder)
    wanted = plan.street(street).name if street is not None else None
    touched = Touched(folder, plan, wanted)

    def of() -> tuple[Any, ...]:
        return _asked(folder, plan, wanted), touched.by(wanted or "")

    def make() -> Records:
        gathered = gather(folder, touched.submissions, touched.faults, plan)
        still = touched.still({one.submission.name: one.sha256 for one in gathered.readings})
        records = _finish(gathered, plan.model_copy(deep=True), folder)
        return replace(records, touched=touched if still else None)

    read: Records = keeping.last("records", of, make, lambda one: one.own(plan), lambda one: one.touched is not None)
    return read


def last_read(folder: str | Path, plan: Plan, street: str | None = None) -> Records | None:
    """The records this process read last, if it keeps them and the same was asked for; else None.

    The files are not looked at again: they may be others by now. Of which these records are, ``touched`` tells.

    Parameters
    ----------
    folder, plan, street : as for `read_records`.

    Raises
    ------
    ParameterError : the plan knows no such street.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> last_read("data/raw", read_plan("suzhou-2016")) is None  # outside of a batch nothing is kept
    True
    """
    kept = keeping.at_hand("records")
    wanted = plan.street(street).name if street is not None else None
    if kept is None or kept[0][0] != _asked(Path(folder), plan, wanted):
        return None
    read: Records = kept[1].own(plan)
    return read


def _asked(folder: Path, plan: Plan, wanted: str | None) -> tuple[Any, ...]:
    """What was asked for when records were read, and in which surroundings."""
    return folder, wanted, plan.model_dump_json(warnings=False), read_key(), language()


def read_one(path: str | Path, plan: Plan, street: str | None = None) -> Records:
    """Read a single file, to see how it is understood.

    Parameters
    ----------
    path : where it is. In a folder ``2016/狮山街道/…`` it is read as that street's of that year, by the list of
        communities handed in there and with the corrections that stand beside the year folders; anywhere else as that
        of ``street``, or of the plan's first street, of the first year.
    plan : as for `read_records`. street : official name, id or alias.

    Raises
    ------
    ReadError : no such file.
    ParameterError : the plan knows no such street.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> one = read_one("data/raw/2016/双塔街道/活动记录表.csv", read_plan("suzhou-2016"))
    >>> list(one.sheets["table"])
    ['activities']
    """
    path = Path(path)
    if not path.is_file():
        raise ReadError(say("reading.no_file", path=path))
    folder, submission = place_file(path, plan, plan.street(street).name if street is not None else None)
    beside = list_submissions(folder, plan, submission.street)[0] if folder else []
    others = [one for one in beside if one.year == submission.year and one.name != submission.name]
    gathered = gather(folder, [submission, *others], [], plan)
    return _finish(gathered, plan, folder or path.parent, {one.name for one in others})


def _finish(gathered: Gathered, plan: Plan, folder: Path, unwanted: Collection[str] = ()) -> Records:
    """Settle names and periods over all parts, build the frames without those of unwanted files, prove the account."""
    assemble.settle_communities([part for reading in gathered.readings for part in reading.parts])
    gathered.readings = [one for one in gathered.readings if one.submission.name not in unwanted]
    gathered.faults = [one for one in gathered.faults if one.file not in unwanted]
    gathered.corrections = [one for one in gathered.corrections if one["file"] not in unwanted]
    parts = [part for reading in gathered.readings for part in reading.parts]
    assemble.hold_periods(parts, plan)
    frames = assemble.build_frames(parts)
    derived.add_derived(frames, gathered.key, plan)
    ledger = assemble.build_ledger(parts)
    faults = [*gathered.faults, *(fault for part in parts for fault in part.faults)]
    return Records(
        assemble.ordered(frames),
        plan=plan,
        folder=folder,
        sheets=_sheets(gathered, ledger),
        ledger=ledger,
        cells=assemble.build_cells(faults, ledger),
        columns=_columns(gathered),
        corrections=assemble.table_frame(_named(gathered.corrections, _CORRECTIONS), _CORRECTIONS),
        invented=gathered.invented,
        marks=frozenset(mark for reading in gathered.readings for mark in reading.marks),
    )


def _named(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def _columns(gathered: Gathered) -> pd.DataFrame:
    rows = ({"file": r.submission.name, **column} for r in gathered.readings for column in r.columns)
    return assemble.table_frame(_named(rows, _COLUMNS), _COLUMNS)


def _sheets(gathered: Gathered, ledger: pd.DataFrame) -> pd.DataFrame:
    """Every sheet with its account; rows in must be rows counted and rows excluded."""
    rows = []
    for reading in gathered.readings:
        where, parts = reading.submission, iter(reading.parts)
        for seen in reading.sheets:
            part = next(parts) if seen["table"] else None
            reasons = part.reasons if part else []
            counted = reasons.count("")
            titles = "\n".join(f"{row} {words}" for row, words in part.titles) if part else ""
            account: dict[str, Any] = {"rows_in": len(reasons), "counted": counted, "excluded": len(reasons) - counted}
            place = {"file": where.name, "street": where.street, "year": where.year, "sha256": reading.sha256}
            rows.append({**place, **account, **seen, "form": reading.form, "titles": titles})
    sheets = assemble.table_frame(_named(rows, _SHEETS), _SHEETS)
    assert (len(ledger), (ledger["reason"] == "").sum()) == (sheets["rows_in"].sum(), sheets["counted"].sum())
    return sheets
