"""Replies, rulings, adjustments and waivers as the report tells them, on what the samples hold of each."""

import pytest
from test_sheets import body

import evalkit as ek


@pytest.fixture(scope="module")
def told(pilot_records, pilot_verdicts):
    """(street, year) -> the body of its table and its notes."""

    def of(street, year):
        mine = pilot_verdicts[(pilot_verdicts["street"] == street) & (pilot_verdicts["year"] == year)]
        table = ek.sheets.replies(pilot_records, mine, "zh")
        return body(table), table.notes

    return of


def test_a_ruling_that_is_complete_changes_the_verdict_and_says_who_when_and_by_what(told):
    (row,), notes = told("长桥街道", 1)
    assert row[:4] == ["T14 督导记录", "全街道", "漏交督导记录本，现补交", "改判达标"]
    assert row[4] == "未达标 → 达标"
    assert row[5] == "经核对材料；督导记录补充材料；评样一；2017年7月10日"
    assert row[6] == "已采用"
    assert notes[0].startswith("机构意见 1 条，其中据以改判 1 条、维持 0 条")


def test_a_verdict_that_is_upheld_or_whose_ruling_lacks_its_document_stays(told):
    (upheld,), _ = told("狮山街道", 1)
    assert upheld[1:2] + upheld[3:5] + upheld[6:] == ["狮云社区", "维持原判定", "未达标", "维持，判定不变"]
    (bare,), notes = told("枫桥街道", 1)
    assert bare[3:5] + bare[6:] == ["改判达标", "未达标", "未采用：缺佐证材料"]
    assert "据以改判 0 条" in notes[0]


def test_adjustments_and_waivers_stand_beside_the_replies(told):
    (bound, waiver), notes = told("通安镇", 2)
    assert bound[2:5] + bound[6:] == ["—", "标准调整为 30 户", "达标", "已采用"]
    assert waiver[1:5] + waiver[6:] == ["安溪社区", "—", "豁免", "未达标 → 不适用", "已采用"]
    assert notes[0].endswith("标准调整与豁免登记 2 条，已采用 2 条。")
    (unwritten,), _ = told("双塔街道", 2)
    assert unwritten[6] == "未采用：缺批准文件"


def test_where_nothing_was_said_or_decided_the_report_says_so(told):
    rows, notes = told("石路街道", 1)
    assert rows == []
    assert notes == ["没有登记承接机构对本期判定的意见，也没有登记标准调整或豁免。"]
