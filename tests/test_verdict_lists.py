"""Verdicts as a list: named and said in the reader's language, nothing of them lost."""

import openpyxl
import pandas as pd
import pytest
from builders import plan, records, requirement, visits

from evalkit.assessing import COLUMNS, assess
from evalkit.plan import Alternative
from evalkit.verdict_lists import listed, save_verdicts

OTHER = Alternative(reading="同一家庭每次都计", reading_en="Each visit counts", decides=False, measure="rows")
TOWN = plan(requirement(where={"result": "完成"}, alternatives=[OTHER]))


@pytest.fixture(scope="module")
def verdicts():
    """Two households, one of them visited twice; what nobody answered does not count."""
    seen = pd.concat([visits(*"aab"), visits("c", result="无人")], ignore_index=True)
    made = assess(TOWN, records(TOWN, visits=seen))
    return made[(made["street"] == "甲街道") & (made["year"] == 1)]


def test_a_list_says_everything_in_chinese(verdicts, tmp_path):
    path = save_verdicts(verdicts, TOWN, tmp_path / "v.xlsx", "zh")
    heads, row = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    told = dict(zip(heads, row, strict=True))
    assert told["街道"] == "甲街道"
    assert told["合同年度"] == "第一合同年度"
    assert told["要求"] == "C01 探访家庭"
    assert told["判定"] == "未达标"
    assert (told["数值"], told["标准"], told["说明"]) == ("2 户", "≥ 3 户", "差 1 户")
    assert (told["有关记录"], told["计入记录"]) == (4, 2)
    assert {*told["没有计入的原因"].split("、")} == {"“走访情况”为“无人” 1", "重复：同一对象已计一次 1"}
    assert told["另一种理解"] == "另一种理解：同一家庭每次都计 结论：达标。"


def test_a_list_says_everything_in_english(verdicts):
    row = listed(verdicts, TOWN, "en").iloc[0]
    assert (row["Verdict"], row["Contract year"], row["Requirement"]) == ("not met", "contract year 1", "C01 探访家庭")
    assert row["Another reading"] == "Another reading: Each visit counts Verdict: met."


def test_a_parquet_keeps_every_column_and_its_name(verdicts, tmp_path):
    back = pd.read_parquet(save_verdicts(verdicts, TOWN, tmp_path / "v.parquet", "zh"))
    assert list(back.columns) == list(COLUMNS)
    assert back["verdict"].tolist() == ["not_met"]
