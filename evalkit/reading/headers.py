"""Find the headers of a sheet: which rows each takes, which table it heads, where each column stands.

Title and instruction rows may stand above a header; it may take one to three rows, or as many as its merged cells.
A table is known by the headers it matches (labels, a plan's own ``[headers]``, aliases), by what the sheet or file is
called, and by the columns it cannot do without. A sheet may hold several tables, one below another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from evalkit.errors import nearest
from evalkit.reading.cells import even, is_blank, text
from evalkit.reading.layout import depths, header_texts, header_word, parked_columns, remark_row, titles_above
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES, Table

_DEEPEST = 40  # rows in which the first header is looked for
_STREET = ("街道", "所属街道", "街道名称", "街道(乡镇)", "所在街道", "镇街", "街道/镇", "服务街道")
_SUMS = {"合计", "总计", "小计", "总合计", "共计", "总数"}
_MATCHES = ("label", "plan", "alias", "alias")  # by rank; the street's words come after a table's own
_AS_WRITTEN = len(_MATCHES)  # ranks below it; those of headers read without their remarks lie above
_ANYWHERE = {"street", "note"}  # may stand in any table
_NO_END = 1 << 20  # no sheet has more rows

Vocabulary = dict[str, list[tuple[str, str, int]]]
Texts = list[tuple[str, ...]]


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
    """

    index: int
    field: str
    header: str
    unit: str = ""
    match: str = ""
    period: tuple[str, ...] = ()
    near: str = ""


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
    top, end : the first row of the titles above it, and the row (not included) where its data end.
    """

    table: Table
    row: int
    last: int
    places: tuple[Place, ...]
    duplicates: tuple[Place, ...] = field(default=())
    parked: frozenset[int] = frozenset()
    top: int = 0
    end: int = _NO_END

    @property
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


def vocabulary(own: Mapping[str, Mapping[str, Iterable[str]]]) -> Vocabulary:
    """Every header word evened -> the (table, column, rank) it may stand for; rank 0 is the column's own label.

    Parameters
    ----------
    own : a plan's own header words, table -> column -> words.
    """
    words: Vocabulary = {}
    for table in TABLES.values():
        for column in table.columns:
            plans = own.get(table.name, {}).get(column.name, ())
            for rank, spellings in enumerate(((column.label, column.label_en), plans, column.aliases)):
                for spelling in spellings:
                    words.setdefault(even(spelling), []).append((table.name, column.name, rank))
        for spelling, period in table.periods.items():
            words.setdefault(even(spelling), []).append((table.name, "+".join(period), 2))
        for spelling in _STREET:
            words.setdefault(even(spelling), []).append((table.name, "street", 3))
    return words


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
    best = _best(sheet, _likely_rows(sheet, words), titles, words, 0)
    if best is None:
        return []
    found = [best]
    for row, line in enumerate(sheet.rows):
        # Cells as they stand: a row of data costs no more than looking its words up.
        if not best.row <= row <= best.last and sum(map(words.__contains__, line)) >= 2:
            found += _further(sheet, row, titles, words)
    kept: list[Header] = []
    for header in sorted(found, key=lambda one: (one.row, -one.last)):
        floor = kept[-1].last + 1 if kept else 0
        top = titles_above(sheet, header.row, floor) if kept else 0
        if header.row >= floor and not (kept and _prints_again(sheet, header, kept[-1], top)):
            kept.append(replace(header, top=top))
    ends = [*(header.top for header in kept[1:]), len(sheet.rows)]
    return [_finished(sheet, replace(one, end=end), words) for one, end in zip(kept, ends, strict=True)]


def guess(sheet: Sheet, names: Iterable[str]) -> str:
    """The table an unrecognised sheet most likely is, by its names and titles; ``""`` where nothing tells."""
    titles = [text(cell) for line in sheet.rows[:5] for cell in line if isinstance(cell, str)]
    if favoured := hints([*names, *titles]):
        return max(favoured, key=lambda name: favoured[name])
    spelled = {table.label: table.name for table in TABLES.values()}
    return next((spelled[near] for words in [*names, *titles] if (near := nearest(words, spelled))), "")


def missing(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> tuple[str, list[str]]:
    """The table an unrecognised sheet most likely is, and the labels of the required columns it has no header for.

    Parameters
    ----------
    sheet, names, words : as for `find_headers`.

    Returns
    -------
    The table's name, ``""`` where nothing tells, and labels in the order of the form.

    Examples
    --------
    >>> sheet = Sheet("入户走访", [["户主", "住址", "天气"], ["张样本", "新升新苑1幢", "晴"]])
    >>> missing(sheet, [sheet.name], vocabulary({}))
    ('visits', ['社区', '探访日期'])
    """
    met: dict[str, set[str]] = {}
    for line in sheet.rows[:_DEEPEST]:
        here: dict[str, set[str]] = {}
        for cell in line:
            for table, column, _ in _meanings(cell, words) if isinstance(cell, str) else ():
                here.setdefault(table, set()).update(column.split("+"))
        met |= {table: found for table, found in here.items() if len(found) > len(met.get(table, ()))}
    likely = max(met, key=lambda table: len(met[table] - _ANYWHERE), default="")
    name = guess(sheet, names) or (likely if len(met.get(likely, set()) - _ANYWHERE) > 1 else "")
    if not name:
        return "", []
    return name, [c.label for c in TABLES[name].columns if c.required and c.name not in met.get(name, set())]


def looks_tabular(sheet: Sheet) -> bool:
    """Whether a sheet holds rows of cells side by side, as a cover or a note does not.

    Examples
    --------
    >>> looks_tabular(Sheet("封面", [["狮山街道"], ["", "2017年6月"]])), looks_tabular(Sheet("x", [list("abc")] * 3))
    (False, True)
    """
    filled = (sum(not is_blank(cell) for cell in line) for line in sheet.rows)
    return sum(count >= 3 for count in filled) >= 3


def hints(names: Iterable[str]) -> dict[str, float]:
    """How strongly names and titles speak for each table: the longest word of a table's names met in them counts.

    Examples
    --------
    >>> sorted(hints(["能力提升活动"]))
    ['trainings']
    """
    favoured: dict[str, float] = {}
    for rank, name in enumerate(names):
        evened = even(name)
        met = {table: length for table, word, length in _spellings() if word in evened}
        longest = max(met.values(), default=0)
        for table, length in met.items():
            if length == longest:
                favoured.setdefault(table, max(3.0 - rank * 0.5, 0.5))
    return favoured


@cache
def _spellings() -> tuple[tuple[str, str, int], ...]:
    spelled = [(t.name, even(word), len(word)) for t in TABLES.values() for word in (t.label, t.label_en, *t.aliases)]
    return tuple(sorted(spelled, key=lambda one: one[2]))


def _likely_rows(sheet: Sheet, words: Vocabulary) -> list[int]:
    """Rows of which two or more cells are header words, with the two above them."""
    met: set[int] = set()
    for row, line in enumerate(sheet.rows[:_DEEPEST]):
        known = sum(isinstance(cell, str) and bool(_meanings(cell, words)) for cell in line)
        if known >= 2:
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
            for name in _tables_met(texts, words):
                header = _match(TABLES[name], texts, row, row + depth - 1, words)
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


def _finished(sheet: Sheet, header: Header, words: Vocabulary) -> Header:
    """The header with what stands around its data: lists parked beside them, units in a row above, unknown columns."""
    texts = header_texts(sheet, header.row, header.last - header.row + 1)
    below = sheet.rows[header.last + 1] if header.last + 1 < min(header.end, len(sheet.rows)) else []
    units = remark_row(below)
    last = header.last + (units is not None)
    meant = {index: name for index, (name, _) in _meant(header.table, texts, words).items()}
    parked = parked_columns(sheet, texts, range(last + 1, header.end), meant)
    texts = [() if index in parked else column for index, column in enumerate(texts)]
    matched = _match(header.table, texts, header.row, last, words)
    found = {*matched.fields}
    places = (
        replace(
            place,
            unit=place.unit or (units or {}).get(place.index, ""),
            near="" if place.field else _near(header.table.name, place.header, found),
        )
        for place in matched.places
    )
    return replace(matched, places=tuple(places), parked=parked, top=header.top, end=header.end)


def _near(table: str, header: str, found: set[str]) -> str:
    name = _nearest_column(table, header_word(header)[0])
    return "" if not name or name in found else TABLES[table].column(name).label


@cache
def _nearest_column(table: str, word: str) -> str:
    spelled = {even(w): column.name for column in TABLES[table].columns for w in (column.label, *column.aliases)}
    return spelled.get(nearest(word, spelled), "") if len(word) > 2 else ""  # of two signs one is soon the same


def _meanings(words: str, vocabulary: Vocabulary) -> list[tuple[str, str, int]]:
    """What a header may stand for; as written first, then without its remark."""
    if whole := vocabulary.get(even(words)):
        return whole
    return [(table, column, rank + _AS_WRITTEN) for table, column, rank in vocabulary.get(header_word(words)[0], ())]


def _tables_met(texts: Texts, words: Vocabulary) -> list[str]:
    met = Counter(
        table
        for column in texts
        for table in {table for spelled in _readings(column) for table, _, _ in _meanings(spelled, words)}
    )
    return [table for table, count in met.items() if count >= 2]


def _readings(column: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to read a header of several rows: its lowest cell, all from top to bottom, of a sum what is summed."""
    if len(column) < 2:
        return column
    return (column[-1], "".join(column), *(column[-2:-1] if column[-1] in _SUMS else ()))


def _meant(table: Table, texts: Texts, words: Vocabulary) -> dict[int, tuple[str, float]]:
    """For each column whose header is known the name it may have, and the rank: the lower the better it fits."""
    meant = {}
    for index, column in enumerate(texts):
        ways = [(rank, name) for way in _readings(column) for t, name, rank in _meanings(way, words) if t == table.name]
        if ways:
            rank, name = min(ways)
            # Of two sums the one under a heading that speaks of the column is meant.
            spoken = len(column) > 1 and any(word in even("".join(column[:-1])) for word in _words_of(table.name, name))
            meant[index] = name, rank - 0.5 * spoken
    return meant


@cache
def _words_of(table: str, name: str) -> tuple[str, ...]:
    columns = [column for column in TABLES[table].columns if column.name == name]
    return tuple(even(word) for column in columns for word in (column.label, *column.aliases))


def _match(table: Table, texts: Texts, row: int, last: int, words: Vocabulary) -> Header:
    """Give every column of the table the header that fits it best; of equal ones the leftmost."""
    meant = _meant(table, texts, words)
    wanted: dict[str, tuple[float, int]] = {}
    for index, (name, rank) in meant.items():
        wanted[name] = min(wanted.get(name, (rank, index)), (rank, index))
    places, duplicates = [], []
    for index, column in enumerate(texts):
        if not column:
            continue
        name, rank = meant.get(index, ("", 0.0))
        header = "".join(column)
        period = tuple(name.split("+")) if "+" in name else ()
        if name and wanted[name][1] == index and not (period and {*period} <= {*wanted}):
            places.append(Place(index, name, header, header_word(header)[1], _told(rank), period))
            continue
        places.append(Place(index, "", header, header_word(header)[1]))
        if name and wanted[name][1] != index and rank == wanted[name][0]:
            duplicates.append(Place(index, name, header))
    return Header(table, row, last, tuple(places), tuple(duplicates))


def _told(rank: float) -> str:
    return _MATCHES[round(rank + 0.1)] if rank < _AS_WRITTEN - 0.5 else "remark"


def _score(header: Header, favoured: Mapping[str, float]) -> float:
    """How well a header fits its table; 0 where it cannot be told to be one."""
    fields = header.fields
    met = {*fields} - _ANYWHERE
    required = header.table.required
    lacking = [name for name in required if name not in met]
    hint = favoured.get(header.table.name, 0.0)
    enough = len(met) >= 3 or (len(met) >= 2 and (not lacking or hint > 0))
    if not enough or len(lacking) * 2 > len(required):
        return 0.0
    own = sum(header.table.column(name).label == fields[name].header for name in met)
    shy = 3 * (header.table.form and not hint)  # a form shares its columns with the lists made from it
    return max(len(met) * 2 + own * 0.25 + hint - len(lacking) * 2 - shy, 0.1)
