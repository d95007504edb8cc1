"""What a process that makes many reports keeps between two of them, and when it must not."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from evalkit import keeping
from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.places import grouped
from evalkit.plan import read_plan
from evalkit.plan_file import plan_files
from evalkit.records import read_records

RAW = Path(__file__).parents[1] / "data" / "raw"
CSV = "双塔街道/活动记录表.csv"


@pytest.fixture
def raw(tmp_path, monkeypatch):
    """What two streets handed in, in a process that keeps the last submission."""
    for street in ("双塔街道", "石路街道"):
        shutil.copytree(RAW / "2016" / street, tmp_path / "raw" / "2016" / street)
    monkeypatch.setattr(keeping, "_last", {})
    return tmp_path / "raw"


def test_nothing_is_kept_unless_a_process_asks_for_it():
    plan = read_plan("suzhou-2016")
    assert read_plan("suzhou-2016") is not plan


def test_the_same_files_are_read_and_judged_once(raw):
    plan = read_plan("suzhou-2016")
    records = read_records(raw, plan, "双塔街道")
    again = read_records(raw, read_plan("suzhou-2016"), "双塔街道")
    assert again is not records
    assert grouped(again) is grouped(records)
    assert grouped(read_records(raw, plan, "石路街道")) is not grouped(records)


@pytest.mark.parametrize("change", ["edited", "added", "taken away", "beside", "corrected"])
def test_a_file_that_changed_meanwhile_is_read_anew(raw, change):
    plan = read_plan("suzhou-2016")
    before = read_records(raw, plan, "双塔街道")
    one = raw / "2016" / CSV
    if change == "edited":
        one.write_bytes(one.read_bytes().replace(b"2016", b"2017"))
    elif change == "added":
        (one.parent / "说明.xyz").write_bytes(b"?")
    elif change == "taken away":
        one.unlink()
    elif change == "beside":
        (raw / "说明.txt").write_text("虚构样本", encoding="utf-8")
    else:
        (raw / "更正表.csv").write_text("文件,工作表,单元格,原值,新值,理由,更正人,日期,依据\n", encoding="utf-8")
    after = read_records(raw, plan, "双塔街道")
    assert grouped(after) is not grouped(before)
    assert change != "added" or "other_file" in set(after.cells["code"])
    assert change != "edited" or not after["activities"].equals(before["activities"])


def test_another_streets_file_that_a_correction_names_is_there_or_is_not(raw):
    plan = read_plan("suzhou-2016")
    other = next((raw / "2016" / "石路街道").glob("*.*"))
    line = f"2016/石路街道/{other.name},表1,A1,甲,乙,笔误,周样本,2017-01-01,一号"
    text = f"文件,工作表,单元格,原值,新值,理由,更正人,日期,依据\n{line}\n"
    (raw / "更正表.csv").write_text(text, encoding="utf-8")
    assert len(read_records(raw, plan, "双塔街道").corrections) == 0
    other.unlink()
    assert len(read_records(raw, plan, "双塔街道").corrections) == 1


def test_whatever_one_report_does_to_its_plan_and_records_the_next_never_sees_it(raw):
    plan = read_plan("suzhou-2016")
    records = read_records(raw, plan, "双塔街道")
    untouched = assess(plan, records), check(records, plan, "zh"), records.cells.copy()
    del plan.requirements[40:]
    records.cells["code"] = "?"
    records.ledger.loc[:, "reason"] = "?"
    records.tables["visits"].loc[:, "household"] = "?"
    plan = read_plan("suzhou-2016")
    records = read_records(raw, plan, "双塔街道")
    assert len(plan.requirements) == 106
    for ours, before in zip((assess(plan, records), check(records, plan, "zh"), records.cells), untouched, strict=True):
        pd.testing.assert_frame_equal(ours, before)
    assert (records.ledger["reason"] == "").any()
    assert "?" not in set(records["visits"]["household"])


def test_a_plan_that_was_edited_meanwhile_is_read_anew(tmp_path, monkeypatch):
    shutil.copytree(read_plan("suzhou-2016").folder, tmp_path / "plan")
    monkeypatch.setattr(keeping, "_last", {})
    before = read_plan(tmp_path / "plan")
    first = plan_files(tmp_path / "plan")[0]
    first.write_text(first.read_text("utf-8").replace(before.title_en, "Another title"), "utf-8")
    assert read_plan(tmp_path / "plan").title_en == "Another title"


def test_what_was_judged_once_can_be_spoilt_by_nobody(raw):
    plan = read_plan("suzhou-2016")
    records = read_records(raw, plan, "双塔街道")
    for made in (lambda: assess(plan, records, streets=["双塔街道"]), lambda: check(records, plan, "zh")):
        first, untouched = made(), made()
        first["street"], first.loc[0, "code"] = "别的街道", "?"
        assert made().equals(untouched)


def test_a_plan_that_is_changed_in_place_is_judged_anew(raw):
    plan = read_plan("suzhou-2016")
    records = read_records(raw, plan, "双塔街道")
    assert "R02" in set(assess(plan, records)["code"])
    plan.requirements[:] = [one for one in plan.requirements if one.code != "R02"]
    assert "R02" not in set(assess(plan, records)["code"])


def test_another_last_day_or_plan_is_judged_anew(raw):
    plan = read_plan("suzhou-2016")
    records = read_records(raw, plan, "双塔街道")
    whole, half = assess(plan, records), assess(plan, records, "2016-12-31")
    assert (half["verdict"] == "in_progress").sum() > (whole["verdict"] == "in_progress").sum()
    visits = plan.requirement("C01").model_copy(update={"at_least": {1: 1, 2: 1}})
    easy = plan.model_copy(update={"requirements": [visits]})
    assert set(assess(easy, records)["low"]) == {1}
