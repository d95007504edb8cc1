"""Records above the header, cells without a header and hidden rows are told, and what is none of these is not."""

import pytest
from books import COMMUNITIES, PLACE, VISITS, book, delimited, read, visit

CODES = {"rows_above", "bare_columns", "hidden_sheet"}


def told(folder):
    """What is told of the submission: code, sheet, row, what was overlooked."""
    cells = read(folder).cells
    mine = cells[cells["code"].isin(CODES)]
    return [tuple(row) for row in mine[["code", "sheet", "row", "value"]].itertuples(index=False)]


def handed_in(folder, rows, name="探访", **more):
    book(folder, f"{PLACE}/甲.xlsx", {"社区": COMMUNITIES, name: rows}, **more)
    return told(folder)


def test_records_above_the_header_are_told_with_their_rows(tmp_path):
    rows = [visit(1), visit(2), VISITS, visit(3)]
    assert handed_in(tmp_path, rows) == [("rows_above", "探访", 1, "1-2")]


@pytest.mark.parametrize(
    "above",
    [
        [["居民家庭探访记录表", "", "", "", ""]],
        [["填报单位：某某中心", "", "", "填报日期：2016年8月15日", ""]],
        [["填报单位：", "某某中心", "填报日期：", "2016-08-15", ""]],
        [["图例", "红色", "未完成", "绿色", "完成"]],
        [["说明", "请逐户填写", "每户一行", "不得合并", "如实填写"]],
        [["必填", "格式:2016-08-15", "必填", "必填", "下拉选择"]],
        [["示例", "2016-08-15", "张样本", "新升新苑1幢101室", "完成"]],
        [["合计", "", 150, "", ""], ["", "", "", "", ""]],
        [["统计截止", "2016-08-31", "", "", ""]],
    ],
    ids=lambda above: str(above[0][0]),
)
def test_titles_notes_legends_and_examples_above_the_header_are_no_records(tmp_path, above):
    assert handed_in(tmp_path, [*above, VISITS, visit(1), visit(2)]) == []


def test_cells_without_a_header_beside_records_are_told_with_their_columns(tmp_path):
    header = [*VISITS[:4], "", VISITS[4], ""]
    rows = [header, *([*visit(n)[:4], f"晴{n}", visit(n)[4], "备用" if n == 2 else ""] for n in range(1, 4))]
    assert handed_in(tmp_path, rows) == [("bare_columns", "探访", 0, "E、G")]


def test_running_numbers_and_blank_columns_need_no_header(tmp_path):
    rows = [["", *VISITS, ""], *([n, *visit(n), ""] for n in range(1, 4))]
    assert handed_in(tmp_path, rows) == []


def test_cells_beside_a_total_a_title_or_a_footer_are_no_part_of_the_records(tmp_path):
    rows = [VISITS, visit(1), ["合计", "", "", "", 1, "已核"], ["制表人：甲", "", "", "", "", "2016-08-31"]]
    assert handed_in(tmp_path, rows) == []


def test_trust_39_a_text_most_of_whose_rows_are_longer_than_the_header(tmp_path):
    delimited(tmp_path, f"{PLACE}/甲.csv", [VISITS, *([*visit(n), f"另记{n}"] for n in range(1, 6))])
    assert told(tmp_path) == [("bare_columns", "甲", 0, "F")]


def test_trust_24_a_hidden_sheet_of_rows_that_fits_no_table_is_told(tmp_path):
    rows = [["甲", "乙", "丙"], ["一", 3, "x"], ["一", 4, "y"], ["二", 4, "y"]]
    found = handed_in(tmp_path, rows, "旧账", hidden=("旧账",))
    assert found == [("hidden_sheet", "旧账", 0, "")]


def test_hidden_lists_for_menus_are_not_told(tmp_path):
    rows = [
        ["社区", "方式", "结果"],
        ["新升社区", "入户", "完成"],
        ["何山社区", "电话", "无人"],
        ["枫津社区", "", "拒访"],
    ]
    assert handed_in(tmp_path, rows, "选项", hidden=("选项",)) == []


def test_formulas_put_in_beforehand_are_no_records_beside_records_and_are_told_where_nothing_else_stands(tmp_path):
    ghosts = [["=A1", "=B1", "=C1", "=D1"]] * 3
    book(tmp_path, "2016/狮山街道/探访.xlsx", {"探访": [VISITS[:4], ["新升社区", "2016-08-15", "甲", "一幢"], *ghosts]})
    beside = read(tmp_path)
    assert len(beside["visits"]) == 1
    assert "uncomputed" not in set(beside.cells["code"])
    book(tmp_path, "2016/狮山街道/探访.xlsx", {"探访": [VISITS[:4], *ghosts]})
    alone = read(tmp_path)
    found = alone.cells[alone.cells["code"] == "uncomputed"]
    assert found[["row", "column"]].to_numpy().tolist() == [[2, "A"]]
    assert alone["visits"].empty
