"""A real-world activity log is read by the general rules alone, row by row as its truth says."""

import pytest
from activity_log import AMBIGUOUS, COUNTED, NOT_COUNTED, NOTE, PARKED, PARKED_BARE, TIMES, write_log
from books import COMMUNITIES, PLACE, book, read

from evalkit.reading.headers import find_header, vocabulary
from evalkit.reading.workbook import open_book


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_log(tmp_path_factory.mktemp("log") / PLACE / "活动统计.xlsx")


@pytest.fixture
def records(path):
    book(path.parents[2], f"{PLACE}/社区.xlsx", {"服务社区一览表": COMMUNITIES})
    return read(path.parents[2])


@pytest.fixture
def header(path):
    sheet = open_book(path.read_bytes(), path.stem).sheets[0]
    return find_header(sheet, [sheet.name, "活动统计"], vocabulary({}))


def test_the_three_header_rows_are_one(header):
    assert (header.table.name, header.row, header.last) == ("activities", 0, 2)
    assert {name: place.index for name, place in header.fields.items()} == {
        "number": 0, "community": 3, "size": 5, "date": 6, "title": 7, "target_group": 8, "attendance": TIMES + 2,
        "note": NOTE,
    }  # fmt: skip


def test_lists_parked_at_the_right_are_no_columns(header):
    assert header.parked == {*PARKED, *PARKED_BARE}
    assert max(place.index for place in header.places) == NOTE
    assert header.duplicates == ()


def test_events_are_counted_as_the_truth_says(records):
    rows = records["activities"].query("excluded == ''")
    found = zip(rows["community"], rows["date"], rows["title"], rows["attendance"], rows["size"], strict=True)
    told = {row: (place, f"{day:%Y-%m-%d}", *more) for row, (place, day, *more) in zip(rows["row"], found, strict=True)}
    assert told == COUNTED


def test_every_other_row_is_left_out_with_its_reason_and_ghost_rows_are_not_there_at_all(records):
    rows = records["activities"].query("excluded != ''")
    assert dict(zip(rows["row"], rows["excluded"], strict=True)) == NOT_COUNTED


def test_faults_are_the_two_days_that_cannot_be_told(records):
    log = records.cells[records.cells["file"].str.endswith("活动统计.xlsx")]
    assert {(code, row) for code, row in zip(log["code"], log["row"], strict=True) if code == "ambiguous_date"} == {
        ("ambiguous_date", row) for row in AMBIGUOUS
    }
    assert not {"duplicate_header", "sum_disagrees", "missing_column", "missing_key", "no_date"} & set(log["code"])
