"""What stands around a header: instructions, units, titles."""

import pytest
from books import VISITS, visit

from evalkit.reading.layout import is_instruction
from evalkit.tables import TABLES


@pytest.mark.parametrize(
    "row",
    [
        ["必填", "必填", "必填", "选填", ""],
        ["(必填)", "下拉选择", "", "", ""],
        ["填写全称", "格式\uff1a2016-08-15", "请填写户主", "", "下拉选择"],
        ["如\uff1a新升社区", "如\uff1a2016-08-15", "张样本", "", ""],
        ["填写说明\uff1a一户一行\uff0c日期写到日", "", ""],
        ["文本", "日期格式yyyy-mm-dd", "数字", "是/否"],
    ],
)
def test_trust_27_a_row_that_tells_how_to_fill_in_is_no_record(row):
    assert is_instruction(row)


@pytest.mark.parametrize(
    "row",
    [
        visit(),
        VISITS,
        ["", "", ""],
        ["新升社区", "2016-08-15", "必填", "", ""],
        ["必填", 3, "必填"],
        ["合计", "", "12"],
        ["新升社区", "", "", "", ""],
        ["1", "如意苑", "例行走访"],
    ],
)
def test_records_headers_and_totals_are_no_instructions(row):
    assert not is_instruction(row)


@pytest.mark.parametrize("name", TABLES)
def test_no_tables_header_or_example_is_an_instruction(name):
    columns = TABLES[name].columns
    assert not is_instruction([column.label for column in columns])
    assert not is_instruction([column.example for column in columns])
