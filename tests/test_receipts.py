"""Receipts: every row is accepted or left out, the same input gives the same words, and no person is named."""

import json

import openpyxl
import pandas as pd
import pytest
from books import PLACE, PLAN, read, visit
from builders import STREET, frame, plan, records, requirement, visits

from evalkit import __version__
from evalkit.blanks import template
from evalkit.checking import check
from evalkit.plan import read_plan
from evalkit.receipts import COLUMNS, checksum, receipt, receipt_text

TIME = "2017-07-01 09:30"


@pytest.fixture
def town(tmp_path):
    (tmp_path / "plan.toml").write_text("# a plan", encoding="utf-8")
    return plan(requirement()).model_copy(update={"folder": tmp_path})


def handed_in(town, **more):
    """Five visits: two counted and alike, one counted and fine, one out of the year, one total."""
    rows = pd.concat(
        [
            visits("a", "a", "b"),
            visits("c", date="2016-06-30", excluded="outside_year"),
            visits("", excluded="total_row"),
        ],
        ignore_index=True,
    ).assign(row=range(2, 7), head_name="张样本")
    return records(town, visits=rows, **more)


def test_records_are_accepted_or_left_out_by_reason_and_a_total_is_no_record(town):
    seen = handed_in(town)
    kept = receipt(seen, check(seen, town), town)
    assert list(kept.columns) == list(COLUMNS)
    row = kept.iloc[0]
    told = ["visits.xlsx", "00", "visits", 4, 3, 1]
    assert row[["file", "sha256", "tables", "rows_in", "accepted", "queried"]].tolist() == told
    assert json.loads(row["left_out"]) == {"outside_year": 1}
    assert row["rows_in"] == row["accepted"] + sum(json.loads(row["left_out"]).values())


def test_the_blank_workbook_with_visits_filled_in_is_a_receipt_of_visits_alone(tmp_path):
    made = openpyxl.load_workbook(template(tmp_path / PLACE / "填好.xlsx", PLAN))
    for number in (1, 2):
        for column, cell in enumerate(visit(number), 2):
            made["居民家庭探访记录表"].cell(number + 2, column).value = cell
    made.save(tmp_path / PLACE / "填好.xlsx")
    seen = read(tmp_path)
    row = receipt(seen, check(seen, PLAN), PLAN).iloc[0]
    assert row[["tables", "rows_in"]].tolist() == ["visits", 2]
    assert "example_row" not in row["left_out"]


def test_a_row_with_two_queries_is_queried_once_and_a_note_is_no_query(town):
    cell = {
        "code": "bad_number", "file": "visits.xlsx", "sheet": "表1", "row": 3, "column": "F", "field": "family_size",
        "value": "x", "table": "visits", "street": STREET, "year": 1, "counted": True, "detail": "",
    }  # fmt: skip
    seen = handed_in(town, cells=[cell, cell | {"code": "masked_phone", "row": 4, "field": "phone"}])
    found = check(seen, town)
    assert (found["row"] == 3).sum() == 2
    assert receipt(seen, found, town)["queried"].tolist() == [1]


def test_a_file_that_could_not_be_read_or_placed_stands_in_the_receipt(town):
    lost = {
        "file": "2016/甲街道/坏.xlsx", "sheet": "", "row": 0, "column": "", "field": "", "value": "", "table": "",
        "street": STREET, "year": 1, "counted": False, "code": "unreadable_file", "detail": "damaged",
    }  # fmt: skip
    loose = lost | {"file": "散.xlsx", "street": "", "year": 0, "code": "unplaced_file", "detail": ""}
    at = {"file": lost["file"], "sheet": "", "table": "", "street": STREET, "year": 1, "sha256": "ab"}
    seen = handed_in(town, cells=[lost, loose], sheets=[at])
    seen.sheets.loc[seen.sheets["file"] == lost["file"], ["rows_in", "counted"]] = 0
    kept = receipt(seen, check(seen, town), town)
    assert kept["file"].tolist() == ["散.xlsx", "2016/甲街道/坏.xlsx", "visits.xlsx"]
    assert kept[["rows_in", "accepted", "sha256", "faults"]].iloc[:2].to_numpy().tolist() == [
        [0, 0, "", "unplaced_file"],
        [0, 0, "ab", "unreadable_file"],
    ]
    assert "坏.xlsx (甲街道 · 第1年)" in receipt_text(kept, town, TIME, "en")
    assert "damaged, protected" in receipt_text(kept, town, TIME, "en")


def test_versions_stand_in_every_row(town):
    seen = handed_in(town)
    kept = receipt(seen, check(seen, town), town)
    # sha256 of the bytes "# a plan", by the sha256sum of any system
    assert kept[["plan", "plan_sha256", "evalkit"]].to_numpy().tolist() == [["tiny", SHA_OF_A_PLAN, __version__]]


def test_the_receipt_in_words(town):
    seen = handed_in(town)
    kept = receipt(seen, check(seen, town), town)
    assert receipt_text(kept, town, TIME, "zh").splitlines() == [
        "提交回执：小镇",
        "检查时间：2017-07-01 09:30",
        f"评估方案 tiny，版本 {SHA_OF_A_PLAN[:12]}；evalkit {__version__}",
        "共 1 个文件，4 行；计入 3 行，其中 1 行请再核对",
        "",
        "visits.xlsx（甲街道 · 第1年）",
        "  文件校验码（SHA-256）：00",
        "  记录表：居民家庭探访记录表",
        "  读入 4 行，计入 3 行，其中 1 行请再核对",
        "  没有计入 1 行：日期不在本合同年度 1",
        "",
        f"回执校验码（SHA-256，来往邮件中写上它就知道说的是哪一份）：{checksum(kept, TIME)}",
    ]


def test_the_checksum_is_one_in_both_languages_and_changes_with_anything(town):
    seen = handed_in(town)
    kept = receipt(seen, check(seen, town, "zh"), town)
    same = receipt(seen, check(seen, town, "en"), town)
    mark = checksum(kept, TIME)
    assert checksum(same, TIME) == mark
    assert all(mark in receipt_text(kept, town, TIME, lang) for lang in ("zh", "en"))
    changed = [kept.assign(sha256="01"), kept.assign(accepted=4), kept.assign(plan_sha256=""), kept.assign(evalkit="0")]
    assert len({mark, checksum(kept, "later"), *(checksum(one, TIME) for one in changed)}) == 6


def test_the_same_input_gives_the_same_receipt_in_any_order(town):
    seen = handed_in(town, staff=frame("staff", [{"joined_on": "2016-07-01"}]))
    found = check(seen, town)
    one, two = receipt(seen, found, town), receipt(seen, found.iloc[::-1], town)
    pd.testing.assert_frame_equal(one, two)
    assert checksum(one.iloc[::-1], TIME) == checksum(one, TIME)
    assert receipt_text(one, town, TIME) == receipt_text(two, town, TIME)


def test_no_receipt_names_a_person(town):
    seen = handed_in(town)
    kept = receipt(seen, check(seen, town), town)
    assert "样本" not in kept.astype(str).to_csv() + receipt_text(kept, town, TIME)


def test_nothing_handed_in_is_an_empty_receipt():
    town = read_plan("suzhou-2016")
    seen = records(town)
    kept = receipt(seen, check(seen, town), town)
    assert kept.empty
    assert "0 rows" in receipt_text(kept, town, TIME, "en")


SHA_OF_A_PLAN = "ae00f8bfe91ec7ee0987374482fec42b455009330c6ede234ad59ca12df55f04"
