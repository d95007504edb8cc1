"""Forms of labels and values: one record a sheet, or several below one another, as a page of Word would be laid out.

A label's value stands right of it, below it or behind a colon in the same cell; cells may be merged. A block of members
(姓名, 与户主关系, 年龄 …) is counted, its people are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from evalkit.reading.asides import is_footer
from evalkit.reading.cells import Cell, even, is_blank, text
from evalkit.reading.layout import header_word
from evalkit.reading.vocabulary import OF_PERSONS, Vocabulary, hints, meanings
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES, Table

_RELATION = {"年龄", "性别", "与户主关系", "与户主的关系", "关系", "称谓"}
_INLINE = re.compile("\\s*([^:\uff1a\\n]{2,12}?)\\s*[:\uff1a](.*)", re.DOTALL)
_NEXT_LABEL = re.compile("[\\s;\uff1b,\uff0c、]+(?=[^\\s:\uff1a]{2,10}[:\uff1a])")
_DIGIT = re.compile(r"[\d一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]")
_LONGEST = 12  # signs of a label
_DEEPEST = 40  # rows in which the first form begins
_HEADING = 3  # header words side by side that are the header of a list

At = tuple[int, int]
Value = tuple[int, int, Cell]


@dataclass(frozen=True)
class Form:
    """One form.

    Parameters
    ----------
    table : whose record it is.
    row, end : its first row and the row (not included) where it ends, from 0.
    cells : column -> (row, index of the column, cell as written) of its value. Where no label tells the number of
        members, it is counted from their block and stands at the block's header.
    labels : column -> its label as written.
    unknown : (row, index, words) of labels that are no column of the table.
    members : the rows of the members' block.
    head : the row of its first label.
    rest : rows of which nothing was used, though several cells are filled.
    again : (row, index, column, words) of labels of a column that is read elsewhere, beside which another value stands.
    """

    table: Table
    row: int
    end: int
    cells: dict[str, tuple[int, int, Cell]]
    labels: dict[str, str]
    unknown: tuple[tuple[int, int, str], ...] = ()
    members: tuple[int, ...] = ()
    head: int = 0
    rest: tuple[int, ...] = ()
    again: tuple[tuple[int, int, str, str], ...] = ()

    def value(self, column: str) -> Cell:
        """The value of a column, or of the period it is part of; ``""`` where it has none."""
        held = (cell for names, (_, _, cell) in self.cells.items() if column in names.split("+"))
        return self.cells[column][2] if column in self.cells else next(held, "")

    @property
    def blank(self) -> bool:
        """Whether nobody has filled it in."""
        return all(is_blank(cell) for _, _, cell in self.cells.values())


@dataclass(frozen=True)
class _Label:
    row: int
    index: int
    field: str
    words: str
    inline: str


def find_form(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> Form | None:
    """The first form of a sheet, or ``None`` where it is none; parameters as for `find_forms`."""
    return next(iter(find_forms(sheet, names, words)), None)


def find_forms(sheet: Sheet, names: Iterable[str], words: Vocabulary) -> list[Form]:
    """Every form of a sheet, from top to bottom; a list of records and a cover page are none.

    A form has three labels of its table or more (four, where the table is usually a list), in two rows or more, among
    them those of all required columns, or four where a title or name tells the table. Values stand beside its labels;
    without any it is a blank form, which its title must tell. Where names and titles speak for other tables only, it
    needs a label that no other table has.

    Parameters
    ----------
    names : what the sheet is called: sheet name, file name, folder.
    words : as `evalkit.reading.vocabulary.vocabulary` gives them.

    Examples
    --------
    >>> from evalkit.reading.vocabulary import vocabulary
    >>> rows = [["居民家庭需求档案"], ["户主姓名", "张样本", "社区", "新升社区"], ["建档日期", "2016-08-20"]]
    >>> form = find_form(Sheet("1", rows), ["1"], vocabulary({}))
    >>> form.table.name, form.cells["created_on"]
    ('family_archives', (2, 1, '2016-08-20'))
    """
    named = list(names)
    head = Sheet(sheet.name, sheet.rows[:_DEEPEST], sheet.merged)
    found: list[tuple[bool, int, int, list[Form]]] = []
    for table in TABLES.values():
        if len({at[0] for at in _Page(head, table, words).labels}) < 2:
            continue
        page = _Page(sheet, table, words)
        if not page.lies_down and (forms := _forms_of(page, named)):
            titled = table.name in hints([*named, *_titles(sheet, forms[0].row, forms[0].head)])
            found.append((titled, page.telling(forms[0].labels.values()), cells_used(forms), forms))
    return max(found, key=lambda one: one[:3])[3] if found else []


def cells_used(forms: Iterable[Form]) -> int:
    """How many filled cells of a sheet forms account for: labels and values."""
    return sum(len(form.labels) + sum(not is_blank(cell) for _, _, cell in form.cells.values()) for form in forms)


class _Page:
    """A sheet read for the labels of one table."""

    def __init__(self, sheet: Sheet, table: Table, words: Vocabulary) -> None:
        self.rows, self.table, self.words = sheet.rows, table, words
        self.merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}

    def cell(self, row: int, index: int) -> Cell:
        """A cell; ``""`` beyond the sheet."""
        return self.rows[row][index] if row < len(self.rows) and index < len(self.rows[row]) else ""

    def right(self, at: At) -> At:
        """The cell right of one, past all a merged cell covers."""
        return at[0], self.merged.get(at, at)[1] + 1

    def below(self, at: At) -> At:
        """The cell below one, past all a merged cell covers."""
        return self.merged.get(at, at)[0] + 1, at[1]

    def field(self, words: str) -> str:
        """The column a label stands for, ``""`` where it is none of the table's."""
        for spelled in (even(words), header_word(words)[0]):
            for table, column, _ in self.words.get(spelled, ()):
                if table == self.table.name and column != "street":
                    return column
        return ""

    @cached_property
    def headings(self) -> set[int]:
        """Rows in which header words of whatever table stand side by side: no value stands right of them."""
        return {row for row in {row for row, _ in self.labels} if self._longest_run(row) >= _HEADING}

    def _longest_run(self, row: int) -> int:
        """The most header words side by side; a choice beside its label is none."""
        longest, run, at, before = 0, 0, (row, 0), ""
        while at[1] < len(self.rows[row]):
            words = text(self.cell(*at))
            known = len(words) <= _LONGEST and (words in OF_PERSONS or meanings(words, self.words))
            run = run + 1 if known and not _is_choice(words, before, self.words) else 0
            longest, before, at = max(longest, run), words, self.right(at)
        return longest

    def telling(self, labels: Iterable[str]) -> int:
        """How many labels are words of this table alone."""
        return sum({table for table, _, _ in meanings(words, self.words)} == {self.table.name} for words in labels)

    @cached_property
    def lies_down(self) -> bool:
        """Whether the sheet is a list turned on its side: right of most labels stand several values."""
        last = dict(sorted(self.labels))
        several = [sum(not is_blank(cell) for cell in self.rows[row][index + 1 :]) > 1 for row, index in last.items()]
        return sum(several) > max(2, len(several) / 2)

    @cached_property
    def blocks(self) -> dict[int, dict[str, int]]:
        """Rows that head a block of members -> where each of their words stands."""
        found = {}
        for row, line in enumerate(self.rows):
            told = {even(cell): index for index, cell in enumerate(line) if isinstance(cell, str)}
            met = OF_PERSONS & told.keys()
            if "姓名" in met and len(met) > 2 and met & _RELATION:
                found[row] = {word: told[word] for word in met}
        return found

    @cached_property
    def labels(self) -> dict[At, list[_Label]]:
        """Every cell that holds labels of the table, outside the blocks of members, in the order of reading."""
        found: dict[At, list[_Label]] = {}
        block: dict[str, int] | None = None
        for row, line in enumerate(self.rows):
            cells = [(index, cell) for index, cell in enumerate(line) if isinstance(cell, str) and cell]
            chosen = {at for (_, before), (at, cell) in pairwise(cells) if _is_choice(text(cell), before, self.words)}
            cells = [(index, cell) for index, cell in cells if index not in chosen]
            here = {(row, index): labels for index, cell in cells if (labels := self._labels_in(row, index, cell))}
            if row in self.blocks:
                block = self.blocks[row]
            elif block and here and (row, next(n for n, cell in enumerate(line) if not is_blank(cell))) in here:
                block = None
            if block is None:
                found |= here
        return found

    def _labels_in(self, row: int, index: int, cell: str) -> list[_Label]:
        words = text(cell)
        if len(words) <= _LONGEST and (field := self.field(words)):
            return [_Label(row, index, field, words, "")]
        found = []
        for piece in _NEXT_LABEL.split(words) if ":" in words or "\uff1a" in words else ():
            told = _INLINE.match(piece)
            if told and (field := self.field(told[1])):
                found.append(_Label(row, index, field, told[1], told[2].strip()))
        return found

    def value(self, label: _Label) -> tuple[int, int, Cell] | None:
        """What stands behind a label's colon or right of it; ``None`` where another label does."""
        if label.inline:
            return label.row, label.index, label.inline
        at = self.right((label.row, label.index))
        if label.row in self.headings:
            return None
        return None if at in self.labels or not self._fits(label, self.cell(*at)) else (*at, self.cell(*at))

    def value_below(self, label: _Label) -> tuple[int, int, Cell] | None:
        """What stands below a label that has another label beside it, or nothing at all."""
        at, right = self.below((label.row, label.index)), self.right((label.row, label.index))
        line = [n for n, cell in enumerate(self.rows[at[0]]) if not is_blank(cell)] if at[0] < len(self.rows) else []
        rest = any(not is_blank(cell) for cell in self.rows[label.row][right[1] :])
        alone = not rest and line == [label.index]
        fits = at not in self.labels and at[0] not in self.blocks and self._fits(label, self.cell(*at))
        headed = label.row in self.headings or right in self.labels or not self._fits(label, self.cell(*right))
        beside = headed or (not rest and (label.row, label.index) in self._after_labels)
        return (*at, self.cell(*at)) if fits and (beside or alone) else None

    @cached_property
    def _after_labels(self) -> set[At]:
        return {self.right(at) for at in self.labels}

    def _fits(self, label: _Label, cell: Cell) -> bool:
        """Whether a cell can be the value: a day or a number has a digit in it, a header beside it has none."""
        kinds = {self.table.column(name).kind for name in label.field.split("+")}
        needs = bool(kinds & {"date", "number", "yuan"}) and isinstance(cell, str)
        return not needs or is_blank(cell) or bool(_DIGIT.search(str(cell)))


def _forms_of(page: _Page, names: list[str]) -> list[Form]:
    """Labels parted into forms: each begins where the first label of the one before stands again."""
    parts: list[list[_Label]] = []
    for label in (label for labels in page.labels.values() for label in labels):
        if not parts or (label.field == parts[-1][0].field and label.row > parts[-1][-1].row):
            parts.append([])
        parts[-1].append(label)
    starts = [_start(page, part[0].row, parts[n - 1][-1].row if n else -1) for n, part in enumerate(parts)]
    ends = [*starts[1:], len(page.rows)][: len(parts)]
    found: list[Form] = []
    for part, start, end in zip(parts, starts, ends, strict=True):
        favoured = hints([*names, *_titles(page, start, part[0].row)])
        titled = page.table.name in favoured
        if favoured and not titled and not page.telling(label.words for label in part):
            continue
        if _is_form(page, part, titled) or (found and len({label.field for label in part}) >= 3):
            found.append(_form(page, part, start, end))
    left = {*range(len(page.rows))} - {row for form in found for row in range(form.row, form.end)}
    rest = tuple(row for row in sorted(left) if _filled(page, row) >= _HEADING)
    return [*found[:-1], *(replace(form, rest=form.rest + rest) for form in found[-1:])]


def _filled(page: _Page, row: int) -> int:
    return sum(not is_blank(cell) for cell in page.rows[row])


def _titles(page: Sheet | _Page, start: int, end: int) -> list[str]:
    return [text(cell) for line in page.rows[start:end] for cell in line if isinstance(cell, str)]


def _is_choice(words: str, label: str, known: Vocabulary) -> bool:
    """Whether words are one of the choices of the column a label stands for."""
    columns = [TABLES[table].column(name) for table, name, _ in meanings(label, known) if name in TABLES[table].chosen]
    return any(words in (one, *others) for column in columns for one, others in column.values.items())


def _start(page: _Page, row: int, above: int) -> int:
    """The row of the title over a form's first label; blank rows are none."""
    start = row
    for n in range(row - 1, max(above, row - 5), -1):
        filled = sum(not is_blank(cell) for cell in page.rows[n])
        if filled > 1 or n in page.blocks:
            break
        start = n if filled else start
    return start


def _is_form(page: _Page, labels: list[_Label], titled: bool) -> bool:
    first = {label.field: label for label in reversed(labels)}
    rows, required = {label.row for label in first.values()}, {*page.table.required} - {"community"}
    told = {name for field in first for name in field.split("+")}
    least = 3 if page.table.form or (titled and required) else 4
    enough = len(first) >= least if required <= told else titled and len(first) >= 4 and required & told
    # In a list label stands by label; in a form a value, or room for one, beside most of them.
    listed = sum(page.right((label.row, label.index)) in page.labels for label in first.values()) * 2 > len(first)
    if not enough or listed or len(rows) < 2:
        return False
    values = {field: page.value(label) for field, label in first.items()}
    filled = {field: value[0] for field, value in values.items() if value and not is_blank(value[2])}
    whole = required <= {name for field in filled for name in field.split("+")}
    beside = len({*filled.values()}) >= 2 and (len(rows) > 2 or whole)
    return beside or (titled and not filled and len(rows) > 2)


def _form(page: _Page, labels: list[_Label], start: int, end: int) -> Form:
    cells: dict[str, tuple[int, int, Cell]] = {}
    told: dict[str, str] = {}
    values = [(label, _value_of(page, label)) for label in labels]
    for label, value in values:
        if label.field not in cells or (is_blank(cells[label.field][2]) and not is_blank(value[2])):
            cells[label.field], told[label.field] = value, label.words
    members = _members(page, range(start, end), {label.row for label in labels})
    if members and is_blank(cells.get("members", (0, 0, ""))[2]) and "members" in {c.name for c in page.table.columns}:
        head = max(row for row in page.blocks if row < members[0])
        cells["members"] = head, page.blocks[head]["姓名"], float(len(members))
        told.setdefault("members", "姓名")
    used = {(row, index) for row, index, _ in [*cells.values(), *(value for _, value in values)]}
    span = range(labels[0].row, end)
    unknown = tuple(_unknown(page, span, used))
    rest = tuple(_rest(page, span, {row for row, _ in [*used, *page.labels]} | {*members, *page.blocks}))
    again = tuple(_again(values, cells))
    return Form(page.table, start, end, cells, told, unknown, members, labels[0].row, rest, again)


def _value_of(page: _Page, label: _Label) -> Value:
    value = page.value(label)
    if value is None or is_blank(value[2]):
        return page.value_below(label) or value or (label.row, label.index, "")
    return value


def _again(values: Iterable[tuple[_Label, Value]], read: dict[str, Value]) -> Iterable[tuple[int, int, str, str]]:
    """Labels whose value is not read, because their column, or both columns of their period, stand elsewhere too."""
    for label, value in values:
        whole = "+" in label.field and {*label.field.split("+")} <= {*read}
        other = value != read[label.field] and even(text(value[2])) != even(text(read[label.field][2]))
        if not is_blank(value[2]) and (whole or other):
            yield label.row, label.index, label.field, label.words


def _rest(page: _Page, span: range, used: set[int]) -> Iterable[int]:
    """Two rows or more of three filled cells that are neither labels, values nor members: a list may stand there."""
    odd = {row for row in span if row not in used and _filled(page, row) >= _HEADING}
    return (row for row in sorted(odd) if odd & {row - 1, row + 1})


def _members(page: _Page, span: range, labelled: set[int]) -> tuple[int, ...]:
    """The rows of a form's blocks of members: those with a name, down to the next row of labels."""
    found: list[int] = []
    name: int | None = None
    for row in span:
        if row in page.blocks:
            name = page.blocks[row]["姓名"]
        elif row in labelled:
            name = None
        elif name is not None and not is_blank(page.cell(row, name)):
            found.append(row)
    return tuple(found)


def _unknown(page: _Page, span: range, used: set[At]) -> Iterable[tuple[int, int, str]]:
    """Words beside which something stands, or with a colon behind them, that are no label of the table."""
    block = False
    for row in span:
        labelled = any((row, index) in page.labels for index in range(len(page.rows[row])))
        block = row in page.blocks or (block and not labelled)
        taken = {*used}
        for index, cell in enumerate(page.rows[row]):
            at = (row, index)
            held = block or at in taken or at in page.labels or not isinstance(cell, str)
            if held or is_blank(cell) or is_footer([cell]):
                continue
            beside, inline = page.right(at), _INLINE.match(text(cell))
            if inline and not is_blank(inline[2]):
                yield *at, inline[1]
            elif len(text(cell)) <= _LONGEST and beside not in page.labels and not is_blank(page.cell(*beside)):
                taken.add(beside)
                yield *at, text(cell)
