"""What the report says of an earlier run: of its own street and period, each verdict that moved, and what changed."""

from dataclasses import replace

import pandas as pd
import pytest
from builders import frame, plan, records, requirement
from test_sheets import body

import evalkit as ek
from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.errors import ParameterError, ReadError
from evalkit.saving import save_processed


@pytest.fixture
def seen(tmp_path):
    """Records of 甲街道 and 乙街道 with these households visited in year 1, each street in a file of its own."""
    (tmp_path / "plan.toml").write_text("", encoding="utf-8")
    (tmp_path / "raw").mkdir()

    def read(homes, others="abc"):
        town = plan(requirement(at_least=3)).model_copy(update={"folder": tmp_path})
        rows = [{"household": key, "date": "2016-08-01"} for key in homes]
        rows += [{"household": key, "date": "2016-08-01", "street": "乙街道", "file": "乙.xlsx"} for key in others]
        found = records(town, visits=frame("visits", rows))
        files = [{"甲街道": "甲.xlsx", "乙街道": "乙.xlsx"}.get(street, "全.xlsx") for street in found.sheets["street"]]
        hashes = {"甲.xlsx": homes, "乙.xlsx": others}
        sheets = found.sheets.assign(file=files, sha256=[hashes.get(file, "") for file in files])
        found = replace(found, sheets=sheets, folder=tmp_path / "raw")
        return found, assess(town, found)

    return read


@pytest.fixture
def before(seen, tmp_path):
    found, verdicts = seen("ab")
    save_processed(found, check(found, found.plan), verdicts, tmp_path / "kept")
    return tmp_path / "kept"


def mine(verdicts, street="甲街道", year=1):
    return verdicts[(verdicts["street"] == street) & (verdicts["year"] == year)]


def test_a_verdict_that_moved_is_told_with_what_it_was_and_the_file_that_changed(seen, before):
    found, verdicts = seen("abc", others="abcd")
    table = ek.sheets.changes(before, found, mine(verdicts), "zh")
    (row,) = body(table)
    assert row[1:4] == ["全街道", "未达标，2 户（≥ 3 户）", "达标，3 户（≥ 3 户）"]
    assert row[4] == "材料；甲.xlsx（改动）", "the file of the other street is no cause here"
    assert table.notes[0] == "变动 1 项：结论 1，只有数值 0，只有标准 0；新有 0，不再有 0。"


def test_a_street_read_alone_misses_no_file_of_the_others(seen, before):
    found, verdicts = seen("abc")
    alone = replace(found, sheets=found.sheets[found.sheets["street"] == "甲街道"])
    (row,) = body(ek.sheets.changes(before, alone, mine(verdicts), "zh"))
    assert "乙.xlsx" not in row[4]


def test_where_nothing_moved_or_nothing_is_compared_a_sentence_says_so(seen, before):
    found, verdicts = seen("ab")
    table = ek.sheets.changes(before, found, mine(verdicts), "zh")
    assert body(table) == []
    assert table.notes[0] == "与上次结果相比，判定、数值和标准都没有变动。"
    assert "不作比较" in ek.sheets.changes(None, found, mine(verdicts), "zh").body


def test_an_altered_run_and_verdicts_of_two_years_are_refused(seen, before):
    found, verdicts = seen("abc")
    pd.DataFrame({"a": [1]}).to_parquet(before / "verdicts.parquet")
    with pytest.raises(ReadError, match=r"verdicts\.parquet"):
        ek.sheets.changes(before, found, mine(verdicts))
    with pytest.raises(ParameterError):
        ek.sheets.changes(None, found, verdicts)
