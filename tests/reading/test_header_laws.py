"""Laws of headers: how a sheet is dressed up never changes which field a column is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.reading.headers import find_header, find_headers, vocabulary
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES

WORDS = vocabulary({})
COLUMNS = [(name, column.name) for name, table in TABLES.items() for column in table.columns]
ALIASES = [(name, c.name, word) for name, t in TABLES.items() for c in t.columns for word in (c.label, *c.aliases)]
PERIODS = [(name, word) for name, table in TABLES.items() for word in table.periods]
tables = st.sampled_from(list(TABLES.values()))


def wide(words):
    """The same words in full width, as a Chinese input method writes them."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in words)


def fields(rows, name):
    header = find_header(Sheet(name, rows), [name], WORDS)
    return header.table.name, {field: place.index for field, place in header.fields.items()}


@given(tables, st.data())
def test_the_order_of_the_columns_does_not_matter(table, data):
    columns = data.draw(st.permutations(table.columns))
    expected = {column.name: index for index, column in enumerate(columns)}
    assert fields([[column.label for column in columns]], table.label) == (table.name, expected)


@given(tables, st.integers(0, 12), st.booleans())
def test_blank_rows_and_a_title_above_do_not_matter(table, blanks, titled):
    labels = [column.label for column in table.columns]
    rows = [*[[f"狮山街道{table.label}(2016年度)"]] * titled, *[[""] * len(labels)] * blanks, labels]
    assert fields(rows, "Sheet1") == fields([labels], "Sheet1")
    assert find_headers(Sheet("Sheet1", rows), ["Sheet1"], WORDS)[-1].row == len(rows) - 1


@given(tables, st.lists(st.sampled_from(["天气", "楼层", "照片编号", "7", "审核人"]), max_size=4), st.data())
def test_columns_that_nobody_knows_do_not_matter(table, unknown, data):
    order = data.draw(st.permutations([*(c.label for c in table.columns), *unknown]))
    expected = {column.name: order.index(column.label) for column in table.columns}
    assert fields([order], table.label) == (table.name, expected)


@given(tables, st.data())
def test_width_blanks_line_breaks_and_marks_do_not_matter(table, data):
    dressed = []
    for column in table.columns:
        words = data.draw(st.sampled_from([column.label, wide(column.label)]))
        cut = data.draw(st.integers(0, len(words)))
        space = data.draw(st.sampled_from(["", " ", "\n", "\u3000", "\u00a0", "\u200b"]))
        mark = data.draw(st.sampled_from(["{}", "*{}", "{}*", "\uff0a{}", "{}\uff1a", "{}\uff08必填\uff09"]))
        dressed.append(mark.replace("{}", words[:cut] + space + words[cut:]))
    expected = {column.name: index for index, column in enumerate(table.columns)}
    assert fields([dressed], table.label) == (table.name, expected)


@given(tables, st.integers(1, 5), st.integers(0, 3))
def test_a_parked_list_and_records_below_do_not_matter(table, parked, records):
    labels, example = [c.label for c in table.columns], [c.example for c in table.columns]
    rows = [labels, *[example] * records, *[[""] * len(labels)] * 6]
    rows = [[*row, "", f"选项{n}" if n < parked else ""] for n, row in enumerate(rows)]
    assert fields(rows, table.label) == (table.name, {c.name: n for n, c in enumerate(table.columns)})


@pytest.mark.parametrize(("name", "column", "word"), ALIASES)
def test_every_header_word_is_found_in_the_least_header_its_table_can_have(name, column, word):
    table = TABLES[name]
    labels = {c.name: c.label for c in table.columns if c.required} | {column: word}
    for other in table.columns:  # two columns are the least a header is known by
        if len(labels) < 3:
            labels.setdefault(other.name, other.label)
    found = find_header(Sheet(table.label, [[*labels.values()]]), [table.label], WORDS)
    assert found.table is table
    assert found.fields[column].header == word


@pytest.mark.parametrize(("name", "word"), PERIODS)
def test_every_word_for_a_whole_period_is_found(name, word):
    table = TABLES[name]
    since, until = table.periods[word]
    labels = [c.label for c in table.columns if c.required and c.name not in {since, until}]
    found = find_header(Sheet(table.label, [[*labels, word]]), [table.label], WORDS)
    assert found.fields[since].header == found.fields[until].header == word
