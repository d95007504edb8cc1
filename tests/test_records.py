"""From a folder of workbooks to records: everything is counted or left out with a reason, nothing is lost."""

import random
import shutil

import pandas as pd
import pytest
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, codes, delimited, read, visit

from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.reading.faults import REASONS
from evalkit.tables import TABLES
from evalkit.tables.derived import DERIVED

KINDS = {"date": "datetime64[us]", "number": "float64", "yuan": "float64", "hours": "float64", "yes_no": "boolean"}


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("EVALKIT_KEY", "a key for tests")
    monkeypatch.setenv("EVALKIT_LANG", "zh")


def rows_of(records, table, *columns):
    return list(records[table][list(columns)].itertuples(index=False, name=None))


def forms(agency=True):
    """Every table's own form with its example row, as one workbook: the agencies' tables, or those of the others."""
    wanted = [table for table in TABLES.values() if (table.whose == "agency") == agency]
    street = [] if agency else [("街道", "狮山街道")]
    pairs = {t.label: [*street, *((c.label, c.example) for c in t.columns)] for t in wanted}
    return {label: [list(line) for line in zip(*columns, strict=True)] for label, columns in pairs.items()}


def test_every_tables_example_row_is_read_counted_and_free_of_faults(tmp_path):
    book(tmp_path, f"{PLACE}/表.xlsx", forms())
    book(tmp_path, f"2016/{PLAN.whole}/表.xlsx", forms(agency=False))
    records = read(tmp_path)
    assert {name: list(frame["excluded"]) for name, frame in records.items()} == {name: [""] for name in TABLES}
    assert codes(records) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8"])
def test_a_delimited_text_says_the_same_as_the_workbook(tmp_path, encoding):
    for title, rows in forms().items():
        delimited(tmp_path / "text", f"{PLACE}/{title}.csv", rows, encoding)
    book(tmp_path / "book", f"{PLACE}/表.xlsx", forms())
    one, other = read(tmp_path / "text"), read(tmp_path / "book")
    for name in TABLES:
        pd.testing.assert_frame_equal(
            one[name].drop(columns=["file", "sheet"]), other[name].drop(columns=["file", "sheet"])
        )


@pytest.mark.parametrize("filled", [True, False])
def test_all_tables_are_there_with_all_columns_and_kinds_also_when_nothing_was_handed_in(tmp_path, filled):
    book(tmp_path, f"{PLACE}/表.xlsx", forms() if filled else {"封面": [["狮山街道"]]})
    records = read(tmp_path)
    assert list(records) == list(TABLES)
    for name, table in TABLES.items():
        declared = [column.name for column in table.columns if column.name != "community"]
        expected = [
            "street",
            "year",
            "community",
            *declared,
            *DERIVED.get(name, ()),
            "file",
            "sheet",
            "row",
            "excluded",
        ]
        assert list(records[name]) == expected
        kinds = {column.name: KINDS.get(column.kind, "str") for column in table.columns}
        assert {column: str(records[name][column].dtype) for column in kinds} == kinds
        assert (str(records[name]["year"].dtype), str(records[name]["row"].dtype)) == ("int64", "int64")


def test_derived_columns_have_their_kinds_also_when_nothing_was_handed_in(tmp_path):
    (tmp_path / PLACE).mkdir(parents=True)
    records = read(tmp_path)
    assert {
        str(records[t][c].dtype)
        for t, c in (("services", "case_on_file"), ("activities", "is_host"), ("supervisors", "local"))
    } == {"boolean"}
    assert str(records["staff"]["professional_on"].dtype) == "datetime64[us]"
    assert str(records["staff"]["experience_months"].dtype) == "float64"
    assert str(records["services"]["family"].dtype) == "str"


def test_every_row_is_counted_or_left_out_with_its_reason_and_address(tmp_path):
    visits = [
        ["2016年度探访记录"], VISITS, visit(1), visit(2, "2017-07-01"), visit(3, "2016-06-30"), [],
        visit(4, "2016-02-30"),
        visit(5, ""), visit(6, community="远方"), ["", "", "", "", ""], ["合计", "", "", "", ""], VISITS,
        visit(7, "2017-06-30"),
        ["示例", *visit(8)[1:]], ["新升社区", "2016-08-15", "", "甲", ""],
    ]  # fmt: skip
    book(tmp_path, f"{PLACE}/表.xlsx", {"社区": COMMUNITIES, "探访": visits})
    records = read(tmp_path)
    assert rows_of(records, "visits", "row", "excluded") == [
        (3, ""), (4, "outside_year"), (5, "outside_year"), (7, "bad_date"), (8, "no_date"), (9, "unknown_community"),
        (11, "total_row"), (12, "repeated_header"), (13, ""), (14, "example_row"), (15, "missing_key"),
    ]  # fmt: skip
    ledger = records.ledger[records.ledger["table"] == "visits"]
    assert next(ledger.itertuples(index=False, name=None)) == (
        f"{PLACE}/表.xlsx", "探访", 3, "visits", "狮山街道", 1, "新升社区", "", 2,
    )  # fmt: skip
    assert list(zip(ledger["row"], ledger["reason"], strict=True)) == rows_of(records, "visits", "row", "excluded")
    (sheet,) = records.sheets[records.sheets["table"] == "visits"].to_dict("records")
    assert (sheet["header_row"], sheet["rows_in"], sheet["counted"], sheet["excluded"]) == (2, 11, 2, 9)
    assert set(records.ledger["reason"]) <= {"", *REASONS}


def test_dates_within_the_contract_may_lie_in_either_year(tmp_path):
    days = ["2017-07-01", "2018-07-01", "2016-06-30"]
    orgs = [["社区", "组织名称", "组织类型", "成立日期"], *(["新升社区", "甲", "治理型", day] for day in days)]
    book(tmp_path, f"{PLACE}/表.xlsx", {"社会组织": orgs})
    assert list(read(tmp_path)["community_orgs"]["excluded"]) == ["", "outside_year", "outside_year"]


def test_a_day_without_a_year_lies_in_the_contract_year_of_its_folder(tmp_path):
    for year in ("2016", "2017"):
        book(tmp_path, f"{year}/狮山街道/表.xlsx", {"探访": [VISITS, visit(day="6.30"), visit(2, day="7月1日")]})
    days = read(tmp_path)["visits"]["date"]
    assert [f"{day:%Y-%m-%d}" for day in days] == ["2017-06-30", "2016-07-01", "2018-06-30", "2017-07-01"]


def test_faults_carry_their_address_and_whether_the_row_counts(tmp_path):
    rows = [[*VISITS, "家庭人口"], [*visit(), "约3"], [*visit(2, "待补"), 3]]
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": rows})
    columns = ["code", "file", "sheet", "row", "column", "field", "value", "table", "street", "year", "counted"]
    assert list(read(tmp_path).cells[columns].itertuples(index=False, name=None)) == [
        ("vague_number", f"{PLACE}/表.xlsx", "探访", 2, "F", "family_size", "约3", "visits", "狮山街道", 1, True),
        ("bad_date", f"{PLACE}/表.xlsx", "探访", 3, "B", "date", "待补", "visits", "狮山街道", 1, False),
    ]


def test_where_each_column_stands_is_kept_with_the_unknown_ones(tmp_path):
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": [["天气", *VISITS], ["晴", *visit()]]})
    columns = read(tmp_path).columns
    assert list(columns[["field", "column", "header"]].itertuples(index=False, name=None))[:3] == [
        ("", "A", "天气"), ("community", "B", "社区"), ("date", "C", "探访日期"),
    ]  # fmt: skip


def test_a_file_that_cannot_be_read_is_a_fault_and_the_others_are_read(tmp_path):
    good = book(tmp_path, f"{PLACE}/好.xlsx", {"探访": [VISITS, visit()]})
    (tmp_path / PLACE / "坏.xlsx").write_bytes(good.read_bytes()[:900])
    (tmp_path / PLACE / "空.xls").write_bytes(b"")
    records = read(tmp_path)
    assert len(records["visits"]) == 1
    faults = records.cells[["code", "file", "street", "year", "detail"]].itertuples(index=False, name=None)
    assert list(faults) == [
        ("unreadable_file", f"{PLACE}/坏.xlsx", "狮山街道", 1, "damaged"),
        ("unreadable_file", f"{PLACE}/空.xls", "狮山街道", 1, "empty"),
    ]
    assert set(records.sheets["file"]) == {f"{PLACE}/{name}" for name in ("好.xlsx", "坏.xlsx", "空.xls")}


def test_a_sheet_of_no_known_table_is_listed_with_the_nearest_guess_but_covers_and_notes_are_not_faults(tmp_path):
    other = [["项目", "数量", "单位"], ["a", 1, "x"], ["b", 2, "y"], ["c", 3, "z"]]
    book(tmp_path, f"{PLACE}/表.xlsx", {"封面": [["狮山街道"], ["2017年6月"]], "空": [], "入户走访汇总": other})
    (tmp_path / PLACE / "说明.txt").write_text("请先看这里。", encoding="utf-8")
    records = read(tmp_path)
    assert list(records.cells[["code", "sheet", "detail"]].itertuples(index=False, name=None)) == [
        ("unknown_sheet", "入户走访汇总", "visits:社区、探访日期、户主姓名、家庭住址")
    ]
    assert list(records.sheets["table"]) == ["", "", "", ""]


def test_the_list_of_findings_in_a_copy_that_is_handed_in_again_is_no_fault(tmp_path):
    listed = [
        ["《表.xlsx》反馈"],
        ["序号", "类别", "工作表"],
        ["1", "需要改正", "探访"],
        ["2", "请核对", "探访"],
        ["3", "请核对", "探访"],
    ]
    book(tmp_path, f"{PLACE}/表_反馈.xlsx", {"问题清单": listed, "探访": [VISITS, visit()]})
    records = read(tmp_path)
    assert (len(records["visits"]), list(records.cells["code"])) == (1, [])


def test_a_hidden_sheet_is_left_out_and_said(tmp_path):
    sheets = {"探访": [VISITS, visit()], "旧": [VISITS, visit(2)], "选项": [["大型"], ["小型"]]}
    book(tmp_path, f"{PLACE}/表.xlsx", sheets, hidden=["旧", "选项"])
    records = read(tmp_path)
    assert len(records["visits"]) == 1
    assert [(code, sheet) for code, sheet in zip(records.cells["code"], records.cells["sheet"], strict=True)] == [
        ("hidden_sheet", "旧")
    ]


@pytest.mark.parametrize(
    ("rows", "submitted"),
    [
        ([VISITS, visit()], True),
        ([VISITS, visit(day="2016-02-30")], True),
        ([VISITS], False),
        ([VISITS, ["示例", *visit()[1:]], ["合计", "", "", "", 0]], False),
        ([["序号", *VISITS], [1], [2]], False),
    ],
)
def test_a_table_is_submitted_when_a_sheet_with_a_row_of_data_was_handed_in(tmp_path, rows, submitted):
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": rows})
    records = read(tmp_path)
    assert records.submitted("visits", "狮山", 1) is submitted
    assert not records.submitted("visits", "狮山街道", 2)
    assert not records.submitted("clients", "狮山街道", 1)


@pytest.mark.parametrize("where", ["title", "cell", "note", "street note", ""])
def test_an_invented_sample_is_known_by_its_own_words(tmp_path, where):
    title = [["探访记录\uff08虚构样本\uff09"]] if where == "title" else []
    note = [["", "", "", "", "虚构样本"]] if where == "cell" else []
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": [*title, VISITS, visit(), *note]})
    if "note" in where:
        path = tmp_path / ("说明.txt" if where == "note" else f"{PLACE}/说明.txt")
        path.write_text("本材料为虚构样本。", encoding="utf-8")
    assert read(tmp_path).invented is bool(where)


def test_the_order_of_files_sheets_and_rows_changes_nothing_that_counts(tmp_path):
    rows = [visit(n % 7, f"2016-{8 + n % 3:02}-{1 + n}", ["新升", "新升社区", "何山社区"][n % 3]) for n in range(20)]
    clients = [["SS-1", "张样本1", "新升新苑1幢101室"], ["SS-2", "李", "b"]]
    titles = [["家庭编号", "户主姓名", "家庭住址"], ["服务日期", "家庭编号", "服务方法"]]
    services = [["2016-08-05", "SS-1", "个案"], ["2016-08-06", "SS-2", "个案"], ["2016-08-06", "SS-2", "小组"]]
    found = []
    for seed in range(3):
        shuffled = [random.Random(seed).sample(one, len(one)) for one in (rows, clients, services)]
        parts = {
            "探访": [VISITS, *shuffled[0]],
            "服务对象": [titles[0], *shuffled[1]],
            "服务记录": [titles[1], *shuffled[2]],
        }
        names = random.Random(seed).sample(["甲", "乙", "丙"], 3)
        for name, (sheet, lines) in zip(names, parts.items(), strict=True):
            book(tmp_path / str(seed), f"{PLACE}/{name}.xlsx", {sheet: lines})
        records = read(tmp_path / str(seed))
        kept = {table: [c for c in records[table] if c not in {"file", "sheet", "row"}] for table in TABLES}
        found.append({
            table: sorted(map(str, rows_of(records, table, *kept[table])))
            for table in ("visits", "clients", "services")
        })  # fmt: skip
    assert found[0] == found[1] == found[2]


def test_two_readings_of_one_folder_are_equal(tmp_path):
    book(tmp_path / "a", f"{PLACE}/表.xlsx", forms())
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    one, other = read(tmp_path / "a"), read(tmp_path / "b")
    for name in TABLES:
        pd.testing.assert_frame_equal(one[name], other[name])
    pd.testing.assert_frame_equal(one.sheets, other.sheets)


def test_records_are_read_only_and_tell_themselves_in_words(tmp_path):
    book(tmp_path, f"{PLACE}/表.xlsx", {"探访": [VISITS, visit(), visit(2, "待补")]})
    records = read(tmp_path)
    with pytest.raises(TypeError):
        records["visits"] = None
    with pytest.raises(AttributeError):
        records.invented = True
    with pytest.raises(KeyError):
        records["visit"]
    assert repr(records) == (
        "Records: 1 个街道、1 个文件\uff1b读入 2 行\uff0c"
        "计入 1 行\uff0c不计 1 行\uff08均有原因\uff09\uff1b读取问题 1 处"
    )
    assert (records.plan, records.folder) == (PLAN, tmp_path)


def test_the_very_same_file_is_read_once_and_in_another_folder_again(tmp_path):
    first = book(tmp_path, f"{PLACE}/甲.xlsx", {"探访": [VISITS, visit()]})
    for name in ("甲 (1).xlsx", "何山/甲.xlsx"):
        (tmp_path / PLACE / name).parent.mkdir(exist_ok=True)
        shutil.copy(first, tmp_path / PLACE / name)
    records = read(tmp_path)
    told = records.cells[records.cells["code"] == "same_file"]
    assert told[["file", "detail"]].to_numpy().tolist() == [[f"{PLACE}/甲.xlsx", f"{PLACE}/甲 (1).xlsx"]]
    assert len(records["visits"]) == 2
    assert set(records.sheets["file"]) == {f"{PLACE}/{name}" for name in ("甲.xlsx", "甲 (1).xlsx", "何山/甲.xlsx")}


def test_a_file_without_any_table_is_named(tmp_path):
    book(tmp_path, f"{PLACE}/甲.xlsx", {"封面": [["狮山街道"]]})
    book(tmp_path, f"{PLACE}/乙.xlsx", {"封面": [["狮山街道"]], "探访": [VISITS, visit()]})
    found = read(tmp_path).cells
    assert found[found["code"] == "no_table"]["file"].tolist() == [f"{PLACE}/甲.xlsx"]


def test_a_file_that_another_program_holds_is_a_fault(tmp_path, monkeypatch):
    def refuse(_path):
        raise PermissionError

    book(tmp_path, f"{PLACE}/甲.xlsx", {"探访": [VISITS, visit()]})
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert read(tmp_path).cells[["code", "detail"]].to_numpy().tolist() == [["unreadable_file", "locked"]]


def test_what_is_done_to_a_table_leaves_records_findings_and_verdicts_as_they_were(tmp_path):
    book(tmp_path, f"{PLACE}/服务社区一览表.xlsx", {"服务社区一览表": COMMUNITIES})
    book(tmp_path, f"{PLACE}/探访.xlsx", {"探访": [VISITS, visit(1), visit(2), visit(2)]})
    records = read(tmp_path)
    before, found = assess(PLAN, records), check(records, PLAN)
    mine = records["visits"]
    mine.loc[:, "result"] = "无人"
    mine["household"] = "一户"
    assert found.drop(columns="message").equals(check(records, PLAN).drop(columns="message"))
    found.loc[:, "code"] = "x"
    assert set(records["visits"]["result"]) != {"无人"}
    assert assess(PLAN, records).equals(before)
    assert "x" not in set(check(records, PLAN)["code"])
