"""Find the headers of a sheet: which rows each takes, which table it heads, where each column stands.

Title and instruction rows may stand above a header; it may take one to three rows, or as many as its merged cells.
A table is known by the headers it matches (labels, a plan's own ``[headers]``, aliases), by what the sheet or file is
called, and by the columns it cannot do without. A sheet may hold several tables, one below another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, cached_property

from evalkit.reading.cells import even, is_blank, text
from evalkit.reading.faults import masked
from evalkit.reading.layout import (
    behind_gap,
    cut,
    depths,
    gaps,
    header_texts,
    header_word,
    is_running,
    parked_columns,
    plainer,
    remark_row,
    titles_above,
    unit_of,
)
from evalkit.reading.vocabulary import ANYWHERE, AS_WRITTEN, OF_PERSONS, Vocabulary, hints, meanings, vocabulary
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES, Table

__all__ = ["Header", "Place", "Vocabulary", "find_header", "find_headers", "vocabulary"]

_DEEPEST = 40  # rows in which the first header is looked for
_SUMS = {"合计", "总计", "小计", "总合计", "共计", "总数"}
_MATCHES = ("label", "plan", "alias", "alias")  # by rank; the street's words come after a table's own
_FREELY = 2 * AS_WRITTEN  # ranks of headers read without a remark that may tell one column from another
_NO_END = 1 << 20  # no sheet has more rows
_PERSONS = {"name", "head_name", "address", "phone", "id_number", "worker", "visitor"}
_NAME = 4  # signs of a person's name at most
_LOOSE = 2  # signs of a header that says no more than what kind of thing stands below it
_ALIKE = 0.7  # of a header nobody knows and one that is known, from 0 to 1

Texts = list[tuple[str, ...]]
Read = list[list[list[tuple[str, str, int]]]]


@dataclass(frozen=True)
class Place:
    """Where one column stands.

    Parameters
    ----------
    index : of the column, from 0.
    field : the table's name for it, ``""`` if unknown; two names joined by ``+`` where it holds a whole period.
    header, unit : its header from top to bottom, and the unit named there.
    match : why it is that column: its own ``label``, a word of the ``plan``, an ``alias``, or one of these after a
        ``remark`` in brackets or a mark was dropped; ``""`` if unknown.
    period : the columns (from, to) a period is read into; ``()`` for any other column.
    near : label of the table's column, not found elsewhere, that an unknown header is most like; ``""`` where none.
    shared : how many tables know its header.
    """

    index: int
    field: str
    header: str
    unit: str = ""
    match: str = ""
    period: tuple[str, ...] = ()
    near: str = ""
    shared: int = 1


@dataclass(frozen=True)
class Header:
    """A header found.

    Parameters
    ----------
    table : the table it heads.
    row, last : index of its first and last row; data begin below ``last``.
    places : every column that has a header, known or not.
    duplicates : headers that name a column named already, further left; they are not read.
    parked : indexes of columns beside the table that hold no records: lists for drop-down menus.
    beside : headers behind a blank column that say again what columns of the table say: other records, not read.
    top, end : the first row of the titles above it, and the row (not included) where its data end.
    span : its first column and the one (not included) where another table begins beside it.
    rival : another table it may head as well, where no header and no name or title tells; ``""`` where one does.
    """

    table: Table
    row: int
    last: int
    places: tuple[Place, ...]
    duplicates: tuple[Place, ...] = field(default=())
    parked: frozenset[int] = frozenset()
    beside: tuple[Place, ...] = ()
    top: int = 0
    end: int = _NO_END
    span: tuple[int, int] = (0, _NO_END)
    rival: str = ""

    @cached_property
    def fields(self) -> dict[str, Place]:
        """The known columns by name; both columns of a period that have none of their own stand where it stands."""
        own = {place.field: place for place in self.places if place.field and not place.period}
        return {name: place for place in self.places for name in place.period} | own

    @property
    def lacking(self) -> tuple[str, ...]:
        """The required columns that were not found, but for the community's: a title or a name may tell that."""
        return tuple(name for name in self.table.required if name not in {*self.fields, "community"})

    @property
    def confidence(self) -> float:
        """The share of the table's columns that were found, from 0 to 1; a required column weighs as much as two."""
        weights = {column.name: 1 + column.required for column in self.table.columns}
        return sum(weights.get(name, 0) for name in self.fields) / sum(weights.values())


def find_header(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> Header | None:
    """The first header of a sheet, or ``None`` where no table is recognised; parameters as for `find_headers`."""
    return next(iter(find_headers(sheet, names, words)), None)


def find_headers(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> list[Header]:
    """Every header of a sheet from top to bottom, each with the row where its data end.

    A header printed again over more rows of the same table is none of its own, unless a title stands above it.

    Parameters
    ----------
    names : what the sheet is called, most telling first: sheet name, file name, folder.
    words : as `vocabulary` gives them.

    Examples
    --------
    >>> rows = [["社区", "纳入服务日期"], ["新升社区", "2016-07-01"], ["", ""]]
    >>> rows += [["拨付日期", "拨付方", "金额(元)"], ["2016-08-10", "市级", 300000]]
    >>> [(one.table.name, one.row, one.end) for one in find_headers(Sheet("资料", rows), ["资料"], vocabulary({}))]
    [('communities', 0, 2), ('payments', 3, 5)]
    """
    titles = list(names)
    return [one for header in _found(sheet, titles, words) for one in _parted(sheet, header, titles, words)]


def _found(sheet: Sheet, titles: list[str], words: Vocabulary) -> list[Header]:
    """Headers from top to bottom, as if none stood beside another."""
    best = _best(sheet, _likely_rows(sheet, words), titles, words, 0)
    if best is None:
        return []
    found = [best]
    for row, line in enumerate(sheet.rows):
        # Cells as they stand: a row of data costs no more than looking its words up.
        if not best.row <= row <= best.last and sum(map(words.__contains__, line)) >= 2:
            found += [one for one in _further(sheet, row, titles, words) if one.last < best.row or one.row > best.last]
    kept: list[Header] = []
    for header in sorted(found, key=lambda one: (one.row, -one.last)):
        floor = kept[-1].last + 1 if kept else 0
        top = titles_above(sheet, header.row, floor) if kept else 0
        if header.row >= floor and not (kept and _prints_again(sheet, header, kept[-1], top)):
            kept.append(replace(header, top=top))
    ends = [*(header.top for header in kept[1:]), len(sheet.rows)]
    return [replace(one, end=end) for one, end in zip(kept, ends, strict=True)]


def _parted(sheet: Sheet, header: Header, titles: list[str], words: Vocabulary) -> list[Header]:
    """A header, or where blank columns part it into tables side by side, one header each."""
    rows = range(header.row, header.end)
    for gap in gaps(sheet, rows):
        left, right = (cut(sheet, rows, span) for span in ((header.span[0], gap), (gap + 1, header.span[1])))
        own, other = _found(left, titles, words), _found(right, titles, words)
        whole = [one for one in other if one.row <= header.last and not one.lacking and len(one.fields) > 1]
        if own and whole:
            first = replace(own[0], top=header.top, end=header.end, span=(header.span[0], gap))
            rest = replace(whole[0], top=header.top, end=header.end, span=(gap + 1, header.span[1]))
            return [_finished(left, first, titles, words), *_parted(right, rest, titles, words)]
    return [_finished(sheet, header, titles, words)]


def _likely_rows(sheet: Sheet, words: Vocabulary) -> list[int]:
    """Rows of which two or more cells are header words, or the only one is, with the two above them."""
    met: set[int] = set()
    for row, line in enumerate(sheet.rows[:_DEEPEST]):
        known = sum(isinstance(cell, str) and bool(meanings(cell, words)) for cell in line)
        if known >= 2 or (known and sum(not is_blank(cell) for cell in line) == 1):
            met |= {row, max(row - 1, 0), max(row - 2, 0)}
    return sorted(met)


def _best(sheet: Sheet, rows: Iterable[int], titles: list[str], words: Vocabulary, top: int) -> Header | None:
    """The header that fits its table best among those that begin in one of these rows; titles stand from ``top`` on."""
    best: tuple[tuple[float, ...], Header] | None = None
    for row in rows:
        above = [text(cell) for line in sheet.rows[top:row] for cell in line if isinstance(cell, str)]
        favoured = hints([*titles, *above])
        for depth in depths(sheet, row):
            texts = header_texts(sheet, row, depth)
            read = _read(texts, words)
            for name in {table: None for column in read for met in column for table, _, _ in met}:
                header = _match(TABLES[name], texts, read, row, row + depth - 1)
                score = _score(header, favoured)
                if score and (best is None or (score, -depth, -row) > best[0]):
                    best = (score, -depth, -row), header
    return best[1] if best else None


def _further(sheet: Sheet, row: int, titles: list[str], words: Vocabulary) -> list[Header]:
    """The header a row further up or down belongs to, where it is one beyond doubt: it has all it must have."""
    top = titles_above(sheet, row, 0)
    header = _best(sheet, range(max(row - 2, top), row + 1), titles, words, top)
    if header is None or len(header.fields) < 2 or header.last < row:
        return []
    filled = sum(not is_blank(cell) for cell in sheet.rows[row])
    return [] if header.lacking or len(header.fields) * 2 < filled else [header]


def _prints_again(sheet: Sheet, header: Header, above: Header, top: int) -> bool:
    """Whether a header is the one above it printed again, without a title of its own."""
    titled = any(not is_blank(cell) for line in sheet.rows[top : header.row] for cell in line)
    same = {name: place.index for name, place in header.fields.items()}
    return (
        not titled
        and header.table is above.table
        and same == {name: place.index for name, place in above.fields.items()}
    )


def _finished(sheet: Sheet, header: Header, titles: list[str], words: Vocabulary) -> Header:
    """The header with what stands around its data: lists parked beside them, units in a row above, unknown columns."""
    texts = header_texts(sheet, header.row, header.last - header.row + 1)
    below = sheet.rows[header.last + 1] if header.last + 1 < min(header.end, len(sheet.rows)) else []
    units = remark_row(below)
    last = header.last + (units is not None)
    read = _read(texts, words)
    meant = {index: name for index, (name, _, _) in _meant(header.table, texts, read).items()}
    told = {index: name for index, name in meant.items() if name not in header.table.chosen}
    parked = parked_columns(sheet, texts, range(last + 1, header.end), meant, {*told})
    for index in (index for index in parked if index < len(texts)):
        texts[index], read[index] = (), []
    matched = _match(header.table, texts, read, header.row, last)
    found = {*matched.fields}
    places = (
        replace(
            place,
            header=_hidden(matched, place, words),
            unit=place.unit or (units or {}).get(place.index, ""),
            near="" if place.field else _near(header.table.name, place.header, found),
        )
        for place in matched.places
    )
    behind = behind_gap(sheet, texts, range(last + 1, header.end), min(meant, default=0))
    beside = tuple(place for place in matched.duplicates if place.index > behind)
    beside = beside if len(beside) > 1 else ()
    return replace(
        header,
        last=last,
        places=tuple(places),
        duplicates=tuple(place for place in matched.duplicates if place not in beside),
        parked=parked,
        beside=beside,
        rival=_rival(sheet, matched, titles, words),
    )


def _hidden(header: Header, place: Place, words: Vocabulary) -> str:
    """A header nobody knows right of a personal one, as it may be shown: on a form a name would stand there."""
    left = next((one.field for one in header.places if one.index == place.index - 1), "")
    beside_person = left in _PERSONS and header.row == header.last
    if place.field or not beside_person or meanings(place.header, words) or is_running(place.header):
        return place.header
    usual = even(place.header) in OF_PERSONS or bool(_nearest_column(header.table.name, header_word(place.header)[0]))
    short = len(place.header) <= _NAME and not usual
    return masked(place.header) if short or any(sign.isdigit() for sign in place.header) else place.header


def _rival(sheet: Sheet, header: Header, titles: list[str], words: Vocabulary) -> str:
    """Another table that knows a header's words as well, where none of them and no title speaks for one alone."""
    above = [text(cell) for line in sheet.rows[: header.row] for cell in line if isinstance(cell, str)]
    if header.table.name in hints([*titles[:1], *above]) or _telling(header):
        return ""
    known = [place.header for place in header.places if place.field and place.field not in ANYWHERE]
    met = [{table for table, _, _ in meanings(spelled, words)} for spelled in known]
    return min(set.intersection(*met) - {header.table.name}, default="") if met else ""


def _near(table: str, header: str, found: set[str]) -> str:
    name = _nearest_column(table, header_word(header)[0])
    return "" if not name or name in found else TABLES[table].column(name).label


@cache
def _nearest_column(table: str, word: str) -> str:
    spelled = {even(w): column.name for column in TABLES[table].columns for w in (column.label, *column.aliases)}
    near = get_close_matches(word, spelled, 1, _ALIKE) if len(word) > 2 else ()  # of two signs one is soon the same
    # 协办单位 is not 主办单位: of words of one length the first sign tells what is meant.
    told_apart = near and len(near[0]) == len(word) and near[0][0] != word[0]
    return spelled[near[0]] if near and not told_apart else ""


def _read(texts: Texts, words: Vocabulary) -> Read:
    """For each column what each reading of its header may stand for."""
    return [[meanings(way, words) for way in _readings(column)] for column in texts]


def _readings(column: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to read a header of several rows: its lowest cell, all from top to bottom, the lowest first.

    Where the lowest is a sum, or only says the end of what stands over it again, that alone is the header.
    """
    if len(column) < 2:
        return column
    above, lowest = column[-2:]
    told = lowest in _SUMS or any(spelled.endswith(even(lowest)) for spelled in plainer(above) if spelled)
    return lowest, "".join(column), lowest + above, *((above,) if told else ())


def _meant(table: Table, texts: Texts, read: Read) -> dict[int, tuple[str, float, int]]:
    """For each column whose header is known the name it may have, its rank (the lower the better), who shares it."""
    meant = {}
    for index, (column, met) in enumerate(zip(texts, read, strict=True)):
        ways = [(rank, name, len({t for t, _, _ in all_})) for all_ in met for t, name, rank in all_ if t == table.name]
        if ways:
            rank, name, shared = min(ways)
            # Of two sums the one under a heading that speaks of the column is meant.
            spoken = len(column) > 1 and any(word in even("".join(column[:-1])) for word in _words_of(table.name, name))
            meant[index] = name, rank - 0.5 * spoken, shared
    return meant


@cache
def _words_of(table: str, name: str) -> tuple[str, ...]:
    columns = [column for column in TABLES[table].columns if column.name == name]
    return tuple(even(word) for column in columns for word in (column.label, *column.aliases))


def _match(table: Table, texts: Texts, read: Read, row: int, last: int) -> Header:
    """Give every column of the table the header that fits it best; of equal ones the leftmost."""
    meant = _meant(table, texts, read)
    wanted: dict[str, tuple[float, int]] = {}
    for index, (name, rank, _) in meant.items():
        wanted[name] = min(wanted.get(name, (rank, index)), (rank, index))
    # 人数(男) beside 人数(女): neither is the number.
    told = Counter(name for name, rank, _ in meant.values() if rank >= _FREELY - 0.5)
    meant = {n: way for n, way in meant.items() if told[way[0]] < 2 or wanted[way[0]][0] < _FREELY - 0.5}
    places, duplicates = [], []
    for index, column in enumerate(texts):
        if not column:
            continue
        name, rank, shared = meant.get(index, ("", 0.0, 1))
        header = "".join(column)
        period = tuple(name.split("+")) if "+" in name else ()
        if name and wanted[name][1] == index and not (period and {*period} <= {*wanted}):
            places.append(Place(index, name, header, unit_of(header), _told(rank), period, shared=shared))
            continue
        places.append(Place(index, "", header, unit_of(header)))
        if name and wanted[name][1] != index and rank == wanted[name][0]:
            duplicates.append(Place(index, name, header))
    return Header(table, row, last, tuple(places), tuple(duplicates))


def _told(rank: float) -> str:
    return _MATCHES[round(rank + 0.1)] if rank < AS_WRITTEN - 0.5 else "remark"


def _score(header: Header, favoured: Mapping[str, float]) -> float:
    """How well a header fits its table; 0 where it cannot be told to be one."""
    fields = header.fields
    met = {*fields} - ANYWHERE
    required = {*header.table.required} - {"community"} or {*header.table.required}
    lacking = required - met
    hint = favoured.get(header.table.name, 0.0)
    least = 1 if required <= met and hint > 2 else 2 if not lacking or hint > 0 else 3
    if len(met) < least or len(lacking) * 2 > len(required):
        return 0.0
    own = {name for name in met if header.table.column(name).label == fields[name].header}
    # What several tables have in common, such as 日期 or 姓名, tells none of them.
    loose = [name for name in required & met - own if len(fields[name].header) <= _LOOSE]
    if not _telling(header) and (lacking or (not hint and loose)):
        return 0.0
    known = sum(1 + 2 / fields[name].shared for name in met)
    shy = header.table.form and not hint  # a form shares its columns with the lists made from it
    without = sum(name not in met for name in header.table.required)
    return max(known + len(own) * 0.25 + hint - without * 2 - shy, 0.1)


def _telling(header: Header) -> bool:
    """Whether a known column has a header that no other table knows."""
    return any(place.shared == 1 for place in header.places if place.field and place.field not in ANYWHERE)
