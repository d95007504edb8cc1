"""Records: what the agencies handed in, one typed table each, and an account of every row that was read."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit.plan import Plan
from evalkit.reading import assemble, derived
from evalkit.reading.faults import STRUCTURAL, Fault, letter
from evalkit.reading.files import Submission, list_submissions, loose_texts
from evalkit.reading.headers import Header, Vocabulary, find_header, guess, looks_tabular, vocabulary
from evalkit.reading.pseudonyms import read_key
from evalkit.reading.rows import Part, read_part
from evalkit.reading.workbook import Sheet, UnreadableError, decode, open_sheets
from evalkit.words import say

INVENTED = "虚构样本"
_SHEETS = {
    "file": "str", "sheet": "str", "table": "str", "street": "str", "year": "int64", "header_row": "int64",
    "rows_in": "int64", "counted": "int64", "excluded": "int64", "sha256": "str",
}  # fmt: skip
_COLUMNS = dict.fromkeys(("file", "sheet", "table", "field", "column", "header"), "str")


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
    invented : whether the submission says of itself that it is an invented sample.
    """

    tables: Mapping[str, pd.DataFrame]
    plan: Plan
    folder: Path
    sheets: pd.DataFrame
    ledger: pd.DataFrame
    cells: pd.DataFrame
    columns: pd.DataFrame
    invented: bool = False

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __repr__(self) -> str:
        seen, rows = self.sheets, len(self.ledger)
        counted = int((self.ledger["reason"] == "").sum())
        words = say(
            "reading.summary",
            streets=seen["street"].nunique(),
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
        table : its name. street : official name, id or alias. year : contract year.

        Raises
        ------
        ParameterError : the plan knows no such street.
        """
        return (table, self.plan.street(street).name, int(year)) in self._submitted

    def lacks(self, table: str, column: str, street: str, year: int) -> bool:
        """Whether sheets of that table were handed in and none of them has that column.

        Parameters
        ----------
        table, column : their names. street : official name. year : contract year.
        """
        fields = self._fields.get((table, street, year))
        return fields is not None and column not in fields

    @cached_property
    def _fields(self) -> dict[tuple[str, str, int], set[str]]:
        """Table, street and year -> the columns that any of its sheets has."""
        sheets = self.sheets[["file", "sheet", "street", "year"]]
        known = self.columns[self.columns["field"] != ""].merge(sheets, on=["file", "sheet"])
        fields: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        for table, street, year, name in known[["table", "street", "year", "field"]].itertuples(index=False):
            fields[table, street, year].add(name)
        return dict(fields)

    @cached_property
    def _submitted(self) -> set[tuple[str, str, int]]:
        """Table, street and year of every sheet with data: totals, repeated headers and examples are none."""
        place = ["table", "street", "year"]
        rows = self.sheets[self.sheets["table"] != ""].groupby(place)["rows_in"].sum()
        no_data = self.ledger[self.ledger["reason"].isin(STRUCTURAL)].groupby(place).size()
        data = rows.sub(no_data, fill_value=0)
        return {(str(table), str(street), int(year)) for table, street, year in data[data > 0].index}


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
    submissions, faults = list_submissions(folder, plan, wanted)
    gathered = _Gathered(plan, faults)
    for submission in submissions:
        gathered.read_file(submission)
    gathered.invented = gathered.invented or any(_says_invented(path) for path in loose_texts(folder))
    return _finish(gathered, folder)


@dataclass
class _Gathered:
    """What has been read so far, file by file."""

    plan: Plan
    faults: list[Fault]
    parts: list[Part] = field(default_factory=list)
    seen: list[tuple[Submission, str, str, int, str]] = field(default_factory=list)
    columns: list[tuple[str, ...]] = field(default_factory=list)
    first: dict[tuple[Any, ...], str] = field(default_factory=dict)
    invented: bool = False

    @cached_property
    def words(self) -> Vocabulary:
        return vocabulary(self.plan.headers)

    def read_file(self, submission: Submission) -> None:
        note = submission.path.suffix.lower() in {".txt", ".md"}
        digest = ""
        try:
            data = _bytes(submission.path)
            digest = hashlib.sha256(data).hexdigest()
            sheets = open_sheets(data, submission.path.stem)
        except UnreadableError as error:
            self.seen.append((submission, "", "", 0, digest))
            if not (note and error.why == "empty"):
                self.faults.append(_at(submission, "unreadable_file", detail=error.why))
            return
        if not self._same(submission, digest):
            self._read_sheets(submission, sheets, digest, note)

    def _same(self, submission: Submission, digest: str) -> bool:
        """Whether the very same file was read before; in another folder below the street it may name another place."""
        place = submission.street, submission.year, Path(submission.name).parts[2:-1], digest
        first = self.first.setdefault(place, submission.name)
        if first == submission.name:
            return False
        self.seen.append((submission, "", "", 0, digest))
        self.faults.append(_at(submission, "same_file", detail=first))
        return True

    def _read_sheets(self, submission: Submission, sheets: list[Sheet], digest: str, note: bool) -> None:
        known = len(self.faults) + len(self.parts)
        for sheet in sheets:
            self.invented = self.invented or _text_in(sheet, INVENTED)
            self._read_sheet(submission, sheet, digest)
        if len(self.faults) + len(self.parts) == known and not note:
            self.faults.append(_at(submission, "no_table"))

    def _read_sheet(self, submission: Submission, sheet: Sheet, digest: str) -> None:
        names = [sheet.name, *reversed(Path(submission.name).parts[2:])]
        header = find_header(sheet, names, self.words)
        read = header is not None and not sheet.hidden
        table, row = (header.table.name, header.last + 1) if header and read else ("", 0)
        self.seen.append((submission, sheet.name, table, row, digest))
        if header and read:
            self._read_part(submission, sheet, header)
        elif header:
            self.faults.append(_at(submission, "hidden_sheet", sheet.name, detail=header.table.name))
        elif looks_tabular(sheet) and not sheet.hidden:
            self.faults.append(_at(submission, "unknown_sheet", sheet.name, detail=guess(sheet, names)))

    def _read_part(self, submission: Submission, sheet: Sheet, header: Header) -> None:
        self.parts.append(read_part(sheet, header, submission, self.plan))
        self.columns += [
            (submission.name, sheet.name, header.table.name, place.field, letter(place.index), place.header)
            for place in header.places
        ]


def _at(submission: Submission, code: str, sheet: str = "", detail: str = "") -> Fault:
    return Fault(code, submission.name, sheet, street=submission.street, year=submission.year, detail=detail)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError("locked") from error


def _text_in(sheet: Sheet, words: str) -> bool:
    return any(isinstance(cell, str) and words in cell for row in sheet.rows for cell in row)


def _says_invented(path: Path) -> bool:
    try:
        return INVENTED in decode(_bytes(path))
    except UnreadableError:
        return False


def _finish(gathered: _Gathered, folder: Path) -> Records:
    """Settle names and periods over all parts, build the frames, hide the persons, prove the account."""
    parts, key = gathered.parts, read_key()
    assemble.settle_communities(parts)
    assemble.hold_periods(parts, gathered.plan)
    frames = assemble.build_frames(parts)
    derived.add_derived(frames, key)
    derived.hide_persons(frames, key)
    ledger = assemble.build_ledger(frames)
    faults = gathered.faults + [fault for part in parts for fault in part.faults]
    return Records(
        assemble.ordered(frames),
        plan=gathered.plan,
        folder=folder,
        sheets=_sheets(gathered, ledger),
        ledger=ledger,
        cells=assemble.build_cells(faults, ledger),
        columns=assemble.table_frame(gathered.columns, _COLUMNS),
        invented=gathered.invented,
    )


def _sheets(gathered: _Gathered, ledger: pd.DataFrame) -> pd.DataFrame:
    """Every sheet with its account; rows in must be rows counted and rows excluded."""
    rows_in = {(part.submission.name, part.sheet): len(part.rows) for part in gathered.parts}
    reasons = ledger["reason"] == ""
    counted = reasons.groupby([ledger["file"], ledger["sheet"]]).sum().to_dict()
    excluded = (~reasons).groupby([ledger["file"], ledger["sheet"]]).sum().to_dict()
    rows = []
    for submission, sheet, table, header_row, digest in gathered.seen:
        at = submission.name, sheet
        account = rows_in.get(at, 0), int(counted.get(at, 0)), int(excluded.get(at, 0))
        assert account[0] == account[1] + account[2], f"{at}: {account}"
        rows.append((submission.name, sheet, table, submission.street, submission.year, header_row, *account, digest))
    return assemble.table_frame(rows, _SHEETS)
