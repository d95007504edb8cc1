"""The rows of every place, grouped once: a place is a street or a community in one or more contract years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalkit.conditions import Mask, Reasons
from evalkit.records import Records
from evalkit.tables import TABLES
from evalkit.tables.derived import PLACE, sources

DAY = "_day"  # the date of a row, whatever its table calls it
OWN = "街道本级"  # what belongs to the street itself and to none of its communities
NOWHERE = np.array([], np.intp)

Made = TypeVar("Made")
Where = tuple[tuple[str, ...], str, tuple[int, ...], str | None]  # tables, street, years, community
Piece = tuple[str, npt.NDArray[np.intp]]  # a table, and where rows of it stand


def grouped(records: Records) -> Places:
    """The places of these records, grouped once for all who ask: verdicts, money, certificates."""
    return records.kept("places", (), Places)


class Places:
    """Finds the rows of a place without searching all records each time.

    Parameters
    ----------
    records : what the agencies handed in.
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self.whole = records.plan.whole
        self._frames: dict[tuple[str, tuple[str, ...]], pd.DataFrame] = {}
        self._where: dict[str, dict[Any, npt.NDArray[np.intp]]] = {}
        self._pieces: dict[Any, list[Piece]] = {}
        self._found: dict[Any, pd.DataFrame] = {}
        self._submitted: dict[Any, bool] = {}
        self._lacks: dict[Any, str] = {}
        self._served: dict[tuple[str, int], list[str]] = {}
        self._cells: dict[tuple[str, str], npt.NDArray[Any]] = {}
        self._noted: dict[str, dict[Any, list[int]]] = {}
        self._known: dict[Any, tuple[pd.DataFrame, Reasons]] = {}
        self._once: dict[Hashable, Any] = {}

    def rows(
        self,
        tables: Iterable[str],
        street: str,
        years: Iterable[int],
        community: str | None,
        columns: tuple[str, ...] = (),
    ) -> pd.DataFrame:
        """All rows of a place with the column `DAY`, excluded ones too; the whole street where community is None.

        With ``columns`` these alone, of which nothing else is copied.
        """
        key = (tuple(tables), street, tuple(years), community, columns)
        if key not in self._found:
            pieces = self._stand(*key[:4])
            self._found[key] = self._joined(pieces, np.ones(sum(len(at) for _, at in pieces), bool), columns)
        return self._found[key]

    def known(
        self,
        tables: Iterable[str],
        street: str,
        years: Iterable[int],
        community: str | None,
        days: tuple[pd.Timestamp, pd.Timestamp],
        *,
        columns: tuple[str, ...],
        strangers: bool = False,
    ) -> tuple[pd.DataFrame, Reasons]:
        """The rows not excluded and dated within ``days`` (first, last); for all rows why not, ``""`` where they are.

        A row without a date of its own is within every period.

        Parameters
        ----------
        columns : those looked at, where the tables have them; of the others nothing is copied.
        strangers : whether rows that name a street the plan does not know are among them.
        """
        key = (tuple(tables), street, tuple(years), community, days, columns, strangers)
        if key not in self._known:
            pieces = self._stand(*key[:4])
            day = np.concatenate([self.cells(table, DAY)[at] for table, at in pieces])
            reasons = np.concatenate([self.cells(table, "excluded")[at] for table, at in pieces]).astype(object)
            if strangers:
                reasons[reasons == "unknown_street"] = ""
            reasons[(reasons == "") & (day > days[1].to_datetime64())] = "after_cut_off"
            reasons[(reasons == "") & (day < days[0].to_datetime64())] = "before_period"
            self._known[key] = self._joined(pieces, reasons == "", columns), reasons
        return self._known[key]

    def noted(self, table: str, code: str, street: str, years: Iterable[int], community: str | None) -> list[int]:
        """Where the rows of a place stand in which people noted something about a requirement.

        Parameters
        ----------
        table : one that names requirements in its column ``code``. code : of the requirement.
        street, years, community : as for `rows`.

        Returns
        -------
        Positions for `cells` and `at`.
        """
        if table not in self._noted:
            self._noted[table] = self._by_code(table)
        inside, known = "" if community == OWN else community, self._noted[table]
        return [at for year in years for at in known.get((code, street, year, inside), ())] if known else []

    def _by_code(self, table: str) -> dict[Any, list[int]]:
        found: dict[Any, list[int]] = defaultdict(list)
        codes = self.cells(table, "code")
        for place, positions in self._places(table).items():
            for at in positions:
                found[codes[at], *place].append(at)
        return found

    def cells(self, table: str, column: str) -> npt.NDArray[Any]:
        """A whole column of a table, or `DAY`."""
        key = table, column
        if key not in self._cells:
            name = TABLES[table].date if column == DAY else column
            frame = self.records.tables[table]
            self._cells[key] = frame[name].to_numpy() if name else np.full(len(frame), "NaT", "datetime64[ns]")
        return self._cells[key]

    def at(self, table: str, positions: list[int], columns: tuple[str, ...] = ()) -> pd.DataFrame:
        """The rows of a table that stand at these positions; with ``columns`` these alone."""
        return self._frame(table, columns).take(np.array(positions, np.intp))

    def once(self, of: Hashable, make: Callable[[], Made]) -> Made:
        """What is made of these places and asked for again; ``of`` : all it is made of besides."""
        if of not in self._once:
            self._once[of] = make()
        made: Made = self._once[of]
        return made

    def _stand(
        self, tables: tuple[str, ...], street: str, years: tuple[int, ...], community: str | None
    ) -> list[Piece]:
        """Where the rows of a place stand, table by table and year by year; one piece without rows where none does."""
        key = tables, street, years, community
        if key not in self._pieces:
            inside = "" if community == OWN else community
            pieces = [
                (table, self._places(table).get((street, year, inside), NOWHERE)) for table in tables for year in years
            ]
            self._pieces[key] = [piece for piece in pieces if len(piece[1])] or pieces[:1]
        return self._pieces[key]

    def _joined(self, pieces: list[Piece], kept: Mask, columns: tuple[str, ...]) -> pd.DataFrame:
        """The rows of some pieces that are kept, with ``columns`` alone where any are named.

        They are numbered as in their table, or through all pieces where there are several.
        """
        if len(pieces) == 1:
            ((table, at),) = pieces
            return self._frame(table, columns).take(at[kept])
        frames = [self._frame(table, columns).take(at) for table, at in pieces]
        return pd.concat(frames, ignore_index=True)[kept]

    def _places(self, table: str) -> dict[Any, npt.NDArray[np.intp]]:
        if table not in self._where:
            places = zip(*(self.cells(table, name).tolist() for name in PLACE), strict=True)
            self._where[table] = _positions(places, self.whole if TABLES[table].whose != "agency" else "")
        return self._where[table]

    def _frame(self, table: str, columns: tuple[str, ...] = ()) -> pd.DataFrame:
        """A whole table with `DAY`, or those of ``columns`` that it has."""
        key = table, columns
        if key not in self._frames:
            frame = self.records[table]
            frame[DAY] = self.cells(table, DAY)
            self._frames[key] = plain(frame, columns or frame.columns)
        return self._frames[key]

    def communities(self, street: str, year: int) -> list[str]:
        """The communities a street serves in that year, as its list names them; ``[]`` where it gave no list."""
        key = street, year
        if key not in self._served:
            rows = self.rows(("communities",), street, (year,), None)
            valid = rows[((rows["excluded"] == "") & (rows["community"] != "")).to_numpy(bool)]
            self._served[key] = list(dict.fromkeys(valid["community"]))
        return self._served[key]

    def submitted(self, tables: Iterable[str], street: str, year: int) -> bool:
        """Any of the tables was handed in for that street and year."""
        return any(self._handed_in(table, street, year) for table in tables)

    def lack(self, tables: Iterable[str], columns: Iterable[str], street: str, year: int) -> str:
        """Why ``columns`` cannot be told from what was handed in: ``table_missing``, ``column_missing`` or ``""``.

        Of several tables one that has all it needs is enough.
        """
        key = tuple(tables), tuple(columns), street, year
        if key not in self._lacks:
            there = [table for table in key[0] if self._handed_in(table, street, year)]
            lacks = [self._lack(table, key[1], street, year) for table in there]
            self._lacks[key] = "" if "" in lacks else lacks[0] if lacks else "table_missing"
        return self._lacks[key]

    def _lack(self, table: str, columns: Iterable[str], street: str, year: int) -> str:
        for group in (group for column in columns for group in sources(table, column)):
            there = [pair for pair in group if self._handed_in(pair[0], street, year)]
            if not there:
                return "table_missing"
            if all(self.records.lacks(*pair, self._whose(pair[0], street), year) for pair in there):
                return "column_missing"
        return ""

    def _handed_in(self, table: str, street: str, year: int) -> bool:
        key = table, self._whose(table, street), year
        if key not in self._submitted:
            self._submitted[key] = self.records.submitted(*key)
        return self._submitted[key]

    def _whose(self, table: str, street: str) -> str:
        """In whose folder a table stands: the bureau's and the evaluator's stand in that of the whole pilot."""
        return street if TABLES[table].whose == "agency" else self.whole


def plain(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """Those of ``columns`` that a table has; words as plain objects, which are quicker to slice and go through."""
    there = {name: frame[name] for name in columns if name in frame}
    words = {name: column.astype(object) for name, column in there.items() if isinstance(column.dtype, pd.StringDtype)}
    found = pd.DataFrame(there | words, index=frame.index, copy=False)
    return found.set_axis(found.columns.astype(object), axis=1)


def _positions(places: Iterable[tuple[str, int, str]], whole: str) -> dict[Any, npt.NDArray[np.intp]]:
    """(street, year, community or None) -> where its rows stand; of the ``whole`` pilot those of every street."""
    found: dict[Any, list[int]] = defaultdict(list)
    for position, (street, year, community) in enumerate(places):
        found[street, year, community].append(position)
        found[street, year, None].append(position)
        if whole and street != whole:
            found[whole, year, None].append(position)
    return {place: np.array(positions, np.intp) for place, positions in found.items()}
