"""The record tables: names that cannot be confused, examples that can be read, persons marked."""

import re
from datetime import date
from itertools import combinations

import pytest

from evalkit.reading.headers import find_header, vocabulary
from evalkit.reading.workbook import Sheet
from evalkit.tables import KINDS, TABLES

ALL = list(TABLES.values())
COLUMNS = [(table, column) for table in ALL for column in table.columns]
PERSONAL = {"name", "head_name", "address", "phone", "id_number", "worker", "visitor"}
PERSONAL |= {"note", "needs"}  # free text, in which names and numbers may stand
PERSONAL |= {"explicit_needs", "latent_needs", "resources", "assessment", "content"}
PERSONAL |= {"legal_person", "leader", "supervisor", "supervisees", "payee"}
# Organisations, groups and premises have names and addresses too.
NO_PERSONS = {("community_orgs", "name"), ("agencies", "name"), ("volunteer_teams", "name"), ("groups", "name")}
NO_PERSONS |= {("premises", "name"), ("premises", "address")}
READABLE = {
    "date": date.fromisoformat,
    "number": float,
    "yuan": float,
    "hours": float,
    "yes_no": {"是": True, "否": False}.__getitem__,
}


def names_of(column):
    """Every header this column answers to, width and blanks evened."""
    return {re.sub(r"\s", "", word).replace("（", "(").replace("）", ")") for word in (column.label, *column.aliases)}


def title(pair):
    return f"{pair[0].name}.{pair[1].name}" if isinstance(pair, tuple) else pair.name


def test_the_tables_are_those_of_the_evaluation():
    assert list(TABLES) == [table.name for table in ALL]
    assert {"visits", "clients", "cases", "services", "activities", "trainings", "staff", "communities"} <= set(TABLES)
    assert len({table.label for table in ALL}) == len({table.label_en for table in ALL}) == len(ALL)


@pytest.mark.parametrize("table", ALL, ids=title)
def test_column_names_are_unique_and_are_words_of_code(table):
    names = [c.name for c in table.columns]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and name == name.lower() for name in names)
    taken = {"street", "year", "file", "sheet", "row", "excluded"}
    assert taken & set(names) == set()


@pytest.mark.parametrize("table", ALL, ids=title)
def test_a_header_never_means_two_columns_of_one_table(table):
    shared = {(a.name, b.name): names_of(a) & names_of(b) for a, b in combinations(table.columns, 2)}
    assert {pair: words for pair, words in shared.items() if words} == {}


@pytest.mark.parametrize("table", [t for t in ALL if t.periods], ids=title)
def test_a_header_of_a_whole_period_is_no_columns_own(table):
    columns = {word for column in table.columns for word in names_of(column)}
    assert {re.sub(r"\s", "", word) for word in table.periods} & columns == set()


@pytest.mark.parametrize("pair", COLUMNS, ids=title)
def test_a_column_is_whole(pair):
    _, column = pair
    assert column.kind in KINDS
    assert column.label
    assert column.label_en.isascii() or "“" in column.label_en
    assert column.example or not column.required
    assert bool(column.values) == (column.kind in {"choice", "choices"})


@pytest.mark.parametrize("pair", [p for p in COLUMNS if p[1].example], ids=title)
def test_an_example_is_of_its_kind(pair):
    _, column = pair
    if column.values:
        assert column.example in column.values
    READABLE.get(column.kind, str)(column.example)


@pytest.mark.parametrize("pair", [p for p in COLUMNS if p[1].values], ids=title)
def test_a_way_of_writing_a_choice_means_one_choice(pair):
    written = [word for canonical, others in pair[1].values.items() for word in (canonical, *others)]
    assert len(written) == len(set(written))


@pytest.mark.parametrize("table", ALL, ids=title)
def test_dates_and_spans_are_date_columns(table):
    dated = [table.date] if table.date else []
    assert {table.column(name).kind for name in (*dated, *table.span, *table.term)} <= {"date"}
    periods = [name for period in table.periods.values() for name in period]
    assert {table.column(name).kind for name in periods} <= {"date"}
    assert len(table.span) in {0, 2}
    assert len(table.term) in {0, 2}
    assert table.dated_within in {"", "year", "contract"}
    assert not table.dated_within or table.date or table.term


@pytest.mark.parametrize("table", [t for t in ALL if t.date], ids=title)
def test_a_table_whose_rows_are_dated_requires_the_date(table):
    assert table.date in table.required


@pytest.mark.parametrize("table", ALL, ids=title)
def test_a_table_knows_its_level_and_where_it_comes_from(table):
    assert table.level in {"street", "community"}
    assert table.whose in {"agency", "programme", "evaluator"}
    assert ("community" in table.required) == (table.level == "community")
    assert table.source


@pytest.mark.parametrize("pair", COLUMNS, ids=title)
def test_what_tells_who_a_person_is_is_marked(pair):
    table, column = pair
    assert column.personal == (column.name in PERSONAL and (table.name, column.name) not in NO_PERSONS)


def test_who_hands_a_table_in():
    told = {whose: [table.name for table in ALL if table.whose == whose] for whose in ("programme", "evaluator")}
    assert told == {
        "programme": ["pilot_units", "budget", "milestones", "evaluations"],
        "evaluator": ["documents", "ratings", "adjustments", "replies", "conclusions"],
    }


@pytest.mark.parametrize("called", [False, True])
@pytest.mark.parametrize("table", ALL, ids=title)
def test_a_sheet_with_a_tables_own_headers_is_that_table_whatever_it_is_called(table, called):
    """Of its own headers the required ones are enough where a name tells the table; without a name all tell it."""
    wanted = [column.label for column in table.columns if column.required or not called]
    name = table.label if called else "Sheet1"
    header = find_header(Sheet(name, [wanted, [""] * len(wanted)]), [name, "资料"], vocabulary({}))
    assert header.table is table
    assert header.lacking == ()


@pytest.mark.parametrize(
    ("name", "headers", "table"),
    [
        ("材料清单", ["社区", "材料类别", "材料名称", "提交日期"], "deliverables"),
        ("材料清单", ["条款编号", "应查材料", "查验结果", "文件日期"], "documents"),
        ("人员花名册", ["姓名", "岗位", "是否全职", "是否常驻", "入职日期", "是否缴纳社保"], "staff"),
        ("人员名单", ["姓名", "学历", "是否全职", "入职日期", "劳动合同起", "是否缴纳社保"], "agency_staff"),
        ("督导", ["督导姓名", "督导来源", "受聘日期"], "supervisors"),
        ("督导", ["日期", "督导姓名", "形式", "时长"], "supervision"),
        ("个案服务记录", ["服务日期", "家庭编号", "服务方法", "个案编号", "服务时长"], "services"),
        ("个案服务记录", ["个案编号", "日期", "时长"], "case_sessions"),
        ("活动", ["社区", "活动日期", "活动名称", "活动规模"], "activities"),
        ("拨付", ["日期", "付款方", "金额"], "payments"),
        ("明细", ["日期", "凭证号", "摘要", "科目", "金额(元)"], "expenditures"),
        ("社会组织", ["社区", "队伍名称", "类型", "成立时间"], "community_orgs"),
    ],
)
def test_tables_that_share_words_are_told_apart(name, headers, table):
    sheet = Sheet(name, [headers, [""] * len(headers)])
    assert find_header(sheet, [name], vocabulary({})).table.name == table


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(KeyError, match=r"visits\.colour"):
        TABLES["visits"].column("colour")
