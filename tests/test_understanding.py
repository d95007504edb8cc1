"""What `evalkit read` tells: every table, column and row of a file, each where it belongs, in lines of 80 letters."""

import pytest
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, delimited, read, visit

from evalkit.checking import check
from evalkit.records import read_one
from evalkit.understanding import accounted, explained
from evalkit.words import width

ACTIVITIES = ["社区", "活动日期", "活动名称", "活动规模", "参加人次"]


@pytest.fixture(autouse=True)
def _window(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    monkeypatch.setenv("EVALKIT_KEY", "a key for tests")
    monkeypatch.setenv("COLUMNS", "80")


def told(path):
    records = read_one(path, PLAN)
    return "\n".join(explained(records, check(records, PLAN)))


def blocks(path):
    """What is told of each table, from its sheet's name on."""
    return told(path).split("工作表“")[1:]


def test_two_tables_of_one_sheet_are_told_apart(tmp_path):
    rows = [
        [*ACTIVITIES, "天气"],
        ["新升社区", "2016-09-15", "中秋", "大型", 140, "晴"],
        ["合计", "", "", "", 140, ""],
        ["二、能力提升"],
        ["培训日期", "培训主题", "培训对象", "参训人数", "培训时长"],
        ["待定", "个案", "社区工作者", 30, 2],
        ["2016-10-09", "小组", "社区工作者", 30, 2],
    ]
    first, second = blocks(book(tmp_path, f"{PLACE}/材料.xlsx", {"材料": rows}))
    assert ("表头：第 1 行" in first, "表头：第 5 行" in second) == (True, True)
    assert ("活动规模" in first, "培训主题" in first) == (True, False)
    assert ("活动规模" in second, "培训主题" in second) == (False, True)
    assert ("合计行或小计行，1 行：第 3 行" in first, "合计行" in second) == (True, False)
    assert ("天气" in first, "天气" in second) == (True, False)
    assert ("[错误] A6" in first, "[错误] A6" in second) == (False, True)
    assert "日期无法识别，1 行：第 6 行" in second


def test_two_tables_of_one_kind_keep_their_own_columns_and_rows(tmp_path):
    rows = [["新升社区"], VISITS[1:], visit(1)[1:], [""], ["何山社区"], VISITS[1:], ["合计", "", "", ""], visit(2)[1:]]
    book(tmp_path, f"{PLACE}/一览.xlsx", {"服务社区一览表": COMMUNITIES})
    path = book(tmp_path, f"{PLACE}/探访.xlsx", {"Sheet1": rows})
    records = read_one(path, PLAN)
    assert list(records.columns["header_row"]) == [2] * 4 + [6] * 4
    assert list(zip(records.ledger["row"], records.ledger["header_row"], strict=True)) == [(3, 2), (7, 6), (8, 6)]
    first, second = blocks(path)
    assert ("读入 1 行，计入 1 行" in first, "读入 2 行，计入 1 行" in second) == (True, True)
    assert ("社区：新升社区" in first, "社区：何山社区" in second) == (True, True)
    assert (first.count("探访日期"), "合计行" in first) == (2, False)


def test_trust_26_rows_that_take_a_merged_cell_from_above_are_told_with_their_columns(tmp_path):
    rows = [VISITS, visit(1), ["", "", *visit(2)[2:]], ["", *visit(3)[1:]], visit(4)]
    book(tmp_path, f"{PLACE}/一览.xlsx", {"服务社区一览表": COMMUNITIES})
    path = book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": rows}, [("探访", 1, 0, 3, 0), ("探访", 1, 1, 2, 1)])
    records = read_one(path, PLAN)
    assert records.sheets[["filled", "filled_rows", "filled_columns"]].to_numpy().tolist() == [[2, "3-4", "A-B"]]
    (only,) = blocks(path)
    assert "其中 2 行有内容取自上面的合并单元格：第 3-4 行，A-B 列" in only


def test_a_header_of_several_rows_is_told_from_its_first_to_its_last(tmp_path):
    rows = [
        ["活动统计"],
        ["社区", "活动日期", "活动名称", "活动规模", "受益人次", ""],
        ["", "", "", "", "成人", "参加人次"],
        ["新升社区", "2016-09-15", "中秋", "大型", 100, 140],
    ]
    merged = [("活动", 1, n, 2, n) for n in range(4)]
    (only,) = blocks(book(tmp_path, f"{PLACE}/活动.xlsx", {"活动": rows}, merged))
    assert "表头：第 2-3 行" in only
    assert "表头上方：“活动统计”（第 1 行）" in only


def test_what_was_not_read_is_told_with_its_place(tmp_path):
    rows = [
        [*ACTIVITIES, "", "活动规模选项"],
        ["新升社区", "2016-09-15", "中秋", "大型", 140, "", "大型"],
        ["新升社区", "2016-09-16", "重阳", "小型", 40, "", "小型"],
        ["", "", "", "", 0, "", "不限"],
        *[["", "", "", "", 0]] * 2,
    ]
    (only,) = blocks(book(tmp_path, f"{PLACE}/活动.xlsx", {"活动": rows}))
    assert "另有 3 行只有序号或 0，当作空行：第 4-6 行" in only
    assert "没有读：G 列" in only
    rows = [ACTIVITIES, ["新升社区", "2016-09-15", "中秋", "大型", 140], ["", "", "", "", "", "见附件"]]
    assert "只在没有表头的列里有内容，没有读：第 3 行" in told(book(tmp_path, f"{PLACE}/另.xlsx", {"活动": rows}))


def test_a_column_that_is_not_used_says_why(tmp_path):
    rows = [
        [*ACTIVITIES, "活动名称", "负责社工们", "天气"],
        ["新升社区", "2016-09-15", "中秋", "大型", 140, "x", "y", "z"],
    ]
    (only,) = blocks(book(tmp_path, f"{PLACE}/活动.xlsx", {"活动": rows}))
    lines = {line.split()[0]: line for line in only.splitlines() if line.strip()}
    assert lines["F"].endswith("没有用到  与 C 列重复，只读 C 列")
    assert lines["G"].endswith("没有用到  像是：负责社工")
    assert lines["H"].endswith("没有用到")


def test_a_column_of_streets_is_told_though_no_table_has_one(tmp_path):
    rows = [["所属街道", *VISITS], ["狮山街道", *visit(1)]]
    (only,) = blocks(book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": rows}))
    assert ["A", "所属街道", "街道", "常见叫法"] in [line.split() for line in only.splitlines()]


def test_a_finding_of_a_whole_sheet_says_so(tmp_path):
    rows = [VISITS[:-1], visit(1)[:-1]]
    assert "[错误] 整张表：" in told(book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": rows}))


def test_labels_of_a_form_are_told_as_what_they_are(tmp_path):
    rows = [["居民家庭需求档案"], ["户主", "张样本", "社区", "新升社区"], ["建档日期", "2016-08-20", "住址", "1幢"]]
    (only,) = blocks(book(tmp_path, f"{PLACE}/档案.xlsx", {"1": rows}))
    how = {line.split()[1]: line.split()[3] for line in only.splitlines() if line.startswith("      ")}
    assert {name: how[name] for name in ("户主", "社区", "住址")} == {
        "户主": "常见叫法", "社区": "标准表头", "住址": "常见叫法",
    }  # fmt: skip
    assert "逐份填写的表格，填了的有 1 份" in only


def test_how_sure_a_table_is_names_the_share_and_the_next_most_like(tmp_path):
    only = told(book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": [VISITS, visit(1)]}))
    assert "把握" not in only
    assert "（必填 4 列中有 4 列，其他 9 列中有 1 列；" in only
    assert "次像的表：《服务对象登记表》（表头对得上 3 列；读作的表有 5 列）" in only


@pytest.mark.parametrize(
    ("encoding", "name", "form"),
    [
        ("gb18030", "探访.csv", "文本，编码 GB18030"),
        ("utf-8", "探访.xls", "文本，编码 UTF-8，后缀写的却是 .xls"),
        ("utf-16", "探访.txt", "文本，编码 UTF-16"),
    ],
)
def test_a_file_is_told_as_what_it_is(tmp_path, encoding, name, form):
    assert f" · {form}\n" in told(delimited(tmp_path, f"{PLACE}/{name}", [VISITS, visit(1)], encoding))


def test_one_file_is_read_by_the_list_of_communities_beside_it(tmp_path):
    book(tmp_path, f"{PLACE}/一览.xlsx", {"服务社区一览表": COMMUNITIES})
    path = book(tmp_path, f"{PLACE}/新升.xlsx", {"8月": [VISITS[1:], visit(1)[1:]]})
    records = read_one(path, PLAN)
    assert list(records.ledger["community"]) == ["新升社区"]
    assert set(records.sheets["file"]) == {f"{PLACE}/新升.xlsx"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_window(tmp_path, monkeypatch, lang):
    monkeypatch.setenv("EVALKIT_LANG", lang)
    rows = [[*VISITS, "一个写得非常非常长而又没有哪一张记录表认得的表头" * 2], *(visit(n, "待定") for n in range(60))]
    path = book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": rows, "空": [["x"]]})
    lines = [*told(path).splitlines(), *"\n".join(accounted(read(tmp_path))).splitlines()[:-1]]
    assert max(map(width, lines)) <= 80


def test_the_account_names_every_sheet_and_why_rows_are_left_out(tmp_path):
    book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": [VISITS, visit(1), visit(2, "待定")], "藏": [VISITS]}, hidden=["藏"])
    lines = "\n".join(accounted(read(tmp_path))).splitlines()
    assert lines[1] == "狮山街道 · 第一合同年度"
    assert lines[3].strip() == f"{PLACE}/探访.xlsx"
    assert lines[4].split() == ["探访", "居民家庭探访记录表", "2", "1", "1", "日期无法识别", "1"]
    assert lines[5].split() == ["藏", "隐藏，没有读"]
