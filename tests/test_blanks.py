"""The blank workbook: what is filled in is read back as it was written; nothing in it is taken for a record."""

import math
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from books import PLAN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit import __version__
from evalkit.blanks import template, template_version
from evalkit.checking import check
from evalkit.errors import ParameterError, ReportError
from evalkit.reading.headers import find_header, vocabulary
from evalkit.reading.workbook import Sheet
from evalkit.tables import TABLES, Column, Table

OURS = {name: table for name, table in TABLES.items() if table.whose == "agency"}
FILE = "2016/狮山街道/x.xlsx"
COMMUNITIES = ("甲社区", "乙社区", "丙社区")
FIRST, LAST = PLAN.year(1).start, PLAN.year(1).end


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return template(tmp_path_factory.mktemp("blank") / FILE, PLAN)


def opened(path):
    return openpyxl.load_workbook(path)


def rules(sheet):
    """Column letter -> its input rule."""
    return {re.match(r"[A-Z]+", str(one.sqref))[0]: one for one in sheet.data_validations.dataValidation}


def letters(table):
    return {column.name: openpyxl.utils.get_column_letter(n) for n, column in enumerate(TABLES[table].columns, 1)}


# ---- read back ------------------------------------------------------------------------------------------------------


def test_the_blank_workbook_itself_counts_as_nothing_handed_in(blank):
    records = read(blank.parents[2])
    assert records.cells.empty
    assert set(records.ledger["reason"]) == {"example_row"}
    assert [name for name in OURS if records.submitted(name, "狮山街道", 1)] == []
    assert set(check(records, PLAN)["file"]) <= {""}


def test_every_sheet_is_read_as_its_table_from_the_first_row(blank):
    sheets = read(blank.parents[2]).sheets.set_index("sheet")
    assert {table.label: table.name for table in OURS.values()} == sheets.loc[sheets["table"] != "", "table"].to_dict()
    assert set(sheets.loc[sheets["table"] != "", "header_row"]) == {1}


TEXT = st.text("新升何山幸福楼甲乙丙abXY0123456789-", min_size=1, max_size=8).map(lambda words: f"文{words}字")
BY_KIND = {
    "text": TEXT,
    "names": st.sampled_from(["王样本", "李样本、张样本"]),
    "identity": st.just("000000198001010013"),
    "phone": st.integers(10**10, 2 * 10**10 - 1).map(str),
    "number": st.integers(0, 19_999),
    "yuan": st.integers(1_000_00, 2_900_000_00).map(lambda fen: fen / 100),  # 1,000 to 2,900,000 yuan
    "hours": st.integers(1, 96).map(lambda quarters: quarters / 4),
    "yes_no": st.sampled_from(["是", "否"]),
}


def values_of(column, table):
    """What may be filled in: of required columns always something."""
    if column.name in {"community", "host"}:
        values = st.sampled_from(COMMUNITIES)
    elif column.kind == "date":
        ours = column.name == table.date
        values = st.dates(FIRST if ours else date(1950, 1, 1), LAST if ours else date(2049, 12, 31))
    elif column.kind == "choice":
        values = st.sampled_from([*column.values])
    elif column.kind == "choices":
        values = st.lists(st.sampled_from([*column.values]), min_size=1, unique=True).map("、".join)
    else:
        values = BY_KIND[column.kind]
    return values if column.required or column.name == "community" else st.none() | values


def rows_of(table):
    if table.name == "communities":
        return st.permutations(COMMUNITIES).map(lambda names: [[name, FIRST, None, None] for name in names])
    return st.lists(st.tuples(*(values_of(column, table) for column in table.columns)), min_size=1, max_size=3)


FILLED = st.fixed_dictionaries({name: rows_of(table) for name, table in OURS.items()})


def filled(blank, path, rows, gaps):
    """The blank workbook with rows written below the examples; ``gaps`` blank rows before each."""
    book = opened(blank)
    for name, lines in rows.items():
        at = 3
        for line in lines:
            at += gaps
            for number, value in enumerate(line, 1):
                if value is not None:
                    book[TABLES[name].label].cell(at, number).value = value
            at += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return read(path.parents[2])


def as_read(column, value):
    """What stands in a cell, as the record table holds it."""
    if column.kind == "yes_no":
        return None if value is None else value == "是"
    if column.kind == "choices":
        return ";".join(word for word in column.values if value and word in value.split("、"))
    if column.kind in {"date", "number", "yuan", "hours"}:
        return value if value is None or column.kind == "date" else float(value)
    return value or ""


def plain(value):
    if isinstance(value, datetime):
        return None if value != value else value.date()
    if value is None or value != value or str(value) == "<NA>":
        return None
    return value if isinstance(value, str | bool | date) else float(value)


def compared(table, lines):
    """Rows as the reader should give them; of personal columns only whether something stands there."""
    return sorted(
        (
            tuple(bool(v) if c.personal else as_read(c, v) for c, v in zip(table.columns, line, strict=True))
            for line in lines
        ),
        key=repr,
    )


def given_back(table, frame):
    records = frame[[column.name for column in table.columns]].to_dict("records")
    return sorted(
        (tuple(bool(row[c.name]) if c.personal else plain(row[c.name]) for c in table.columns) for row in records),
        key=repr,
    )


@settings(max_examples=8)
@given(FILLED, st.integers(0, 2), st.randoms(use_true_random=False))
def test_what_is_filled_in_is_read_back_whatever_the_order_and_the_blank_rows(tmp_path_factory, rows, gaps, random):
    folder = tmp_path_factory.mktemp("filled")
    blank = template(folder / "blank.xlsx", PLAN)
    for lines in rows.values():
        random.shuffle(lines)
    records = filled(blank, folder / "raw" / FILE, rows, gaps)
    for name, lines in rows.items():
        frame = records[name]
        frame = frame[frame["excluded"] != "example_row"]
        assert given_back(TABLES[name], frame) == compared(TABLES[name], lines), name
    assert records.cells.empty


def test_what_compares_rows_sees_a_change():
    table = TABLES["payments"]
    lines = [[date(2016, 8, 1), "市级", 5, None]]
    assert compared(table, lines) != compared(table, [[date(2016, 8, 2), "市级", 5, None]])
    assert plain(math.nan) is None


def test_english_headers_name_one_column_each_and_are_read_back(tmp_path):
    path = template(tmp_path / FILE, PLAN, ["communities", "visits"], "en")
    book = opened(path)
    line = [None, "甲社区", date(2016, 8, 1), "张样本", "一幢", None, None, "入户", "完成", None, None, "Yes"]
    for number, value in enumerate(line, 1):
        book["Household visits"].cell(3, number).value = value
    book["Served communities"]["A3"] = "甲社区"
    book.save(path)
    from evalkit.records import read_records

    visits = read_records(tmp_path, PLAN)["visits"]
    assert visits["excluded"].tolist() == ["example_row", ""]
    assert visits.loc[1, ["community", "result", "archived"]].tolist() == ["甲社区", "完成", True]


# ---- what helps while filling in ------------------------------------------------------------------------------------


def test_headers_are_the_words_of_the_tables_and_required_ones_are_marked_by_colour_and_note(blank):
    sheet = opened(blank)["居民家庭探访记录表"]
    dark, pale = sheet["B1"].fill.fgColor.rgb, sheet["A1"].fill.fgColor.rgb
    assert dark != pale
    for number, column in enumerate(TABLES["visits"].columns, 1):
        cell = sheet.cell(1, number)
        assert cell.value == column.label
        assert cell.comment.text.startswith("【必填】" if column.required else "【选填】")
        assert cell.fill.fgColor.rgb == (dark if column.required else pale)


def test_a_personal_column_says_that_its_values_are_replaced(blank):
    sheet, at = opened(blank)["人员花名册"], letters("staff")
    assert "换成代号" in sheet[f"{at['id_number']}1"].comment.text
    assert "换成代号" not in sheet[f"{at['post']}1"].comment.text


def test_an_example_row_says_so_and_holds_real_dates(blank):
    sheet, at = opened(blank)["居民家庭探访记录表"], letters("visits")
    assert sheet["A2"].value == "示例"
    assert sheet[f"{at['date']}2"].value.date() == date(2016, 8, 15)
    assert opened(blank)["服务社区一览表"]["A2"].value == "示例：新升社区"


def test_dates_that_decide_are_held_to_the_contract_and_others_are_not(blank):
    book = opened(blank)
    visits, staff = rules(book["居民家庭探访记录表"]), rules(book["人员花名册"])
    serial = {day: (day - date(1899, 12, 30)).days for day in (PLAN.years[0].start, PLAN.years[-1].end)}
    rule = visits[letters("visits")["date"]]
    assert (rule.type, int(rule.formula1), int(rule.formula2)) == ("date", *serial.values())
    assert "2016-07-01" in rule.error
    assert "2018-06-30" in rule.error
    assert int(staff[letters("staff")["graduated_on"]].formula1) < 36526  # a day before the year 2000


def test_rules_begin_below_the_example(blank):
    for sheet in opened(blank).worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert all(span.min_row == 3 for span in rule.sqref.ranges)


def test_numbers_are_whole_or_amounts_and_never_negative(blank):
    visits = rules(opened(blank)["居民家庭探访记录表"])[letters("visits")["family_size"]]
    payments = rules(opened(blank)["经费拨付表"])[letters("payments")["amount"]]
    assert (visits.type, visits.operator, visits.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert (payments.type, payments.operator, payments.formula1) == ("decimal", "greaterThanOrEqual", "0")


def test_columns_of_numbers_that_are_no_amounts_are_text(blank):
    for name in ("phone", "address"):
        sheet = opened(blank)["居民家庭探访记录表"]
        assert sheet.column_dimensions[letters("visits")[name]].number_format == "@"


def choices(book, rule):
    """The words a drop-down offers."""
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    name = book.defined_names[rule.formula1.lstrip("=")]
    ((sheet, cells),) = name.destinations
    return [cell.value for row in book[sheet][cells.replace("$", "")] for cell in row]


def test_a_drop_down_offers_the_choices_of_its_column(blank):
    book = opened(blank)
    for table in OURS.values():
        for column in table.columns:
            rule = rules(book[table.label]).get(letters(table.name)[column.name])
            if column.kind == "choice":
                assert choices(book, rule) == [*column.values], (table.name, column.name)
            if column.kind == "yes_no":
                assert choices(book, rule) == ["是", "否"]
            if column.kind == "choices":
                assert rule.type is None
                assert "、".join(column.values) in rule.prompt


def test_a_list_too_long_for_a_rule_is_offered_all_the_same(tmp_path, monkeypatch):
    words = {f"第{n}种很长很长的服务类别": () for n in range(60)}
    assert len(",".join(words)) > 255
    table = Table("long", "长表", "Long", (Column("kind", "类别一", "Kind", "choice", values=words),))
    monkeypatch.setitem(TABLES, "long", table)
    book = opened(template(tmp_path / "a.xlsx", PLAN, ["long"]))
    assert choices(book, rules(book["长表"])["A"]) == [*words]


def test_lists_stand_on_a_hidden_sheet_that_can_be_shown_again(blank):
    assert opened(blank)["选项"].sheet_state == "hidden"


def test_communities_are_offered_from_the_sheet_of_communities_and_others_can_be_kept(blank, tmp_path):
    book = opened(blank)
    rule = rules(book["居民家庭探访记录表"])[letters("visits")["community"]]
    assert "服务社区一览表" in book.defined_names[rule.formula1.lstrip("=")].attr_text
    assert rule.errorStyle == "warning"
    assert "A" not in rules(book["服务社区一览表"])
    alone = opened(template(tmp_path / "a.xlsx", PLAN, ["visits"]))
    assert letters("visits")["community"] not in rules(alone["居民家庭探访记录表"])


def test_rules_and_names_fit_the_limits_of_excel(blank):
    for lang in ("zh", "en"):
        book = opened(template(blank.parent / f"{lang}.xlsx", PLAN, lang=lang))
        assert all(len(name) <= 31 for name in book.sheetnames)
        told = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
        assert all(len(rule.error or "") <= 255 and len(rule.errorTitle or "") <= 32 for rule in told)
        assert all(len(rule.prompt or "") <= 255 and len(rule.promptTitle or "") <= 32 for rule in told)
        (blank.parent / f"{lang}.xlsx").unlink()


def test_every_sheet_is_ready_for_the_screen_and_the_printer_and_not_protected(blank):
    for sheet in opened(blank).worksheets[1:-1]:
        assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("A3", True)
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$1:$1"
        assert not sheet.protection.sheet


# ---- the guide and the version --------------------------------------------------------------------------------------


def words(sheet):
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def test_the_guide_tells_where_to_hand_it_in_and_what_becomes_of_names(blank):
    guide = opened(blank).worksheets[0]
    assert guide.title == "填表说明"
    told = words(guide)
    street = PLAN.streets[0].name
    assert [
        part for part in (f"2016/{street}", f"2017/{street}", "换成代号", "2016-08-15", PLAN.title) if part not in told
    ] == []
    assert [t.label for t in OURS.values() if t.label not in told] == []
    assert [t.label for t in TABLES.values() if t.whose != "agency" and t.label in told] == []


def test_the_version_stands_in_the_guide_and_in_the_properties(blank):
    version = template_version(OURS.values())
    assert version.startswith(f"{__version__}-")
    assert version in words(opened(blank).worksheets[0])
    assert opened(blank).custom_doc_props["evalkit-template"].value == version


def test_the_version_changes_with_a_column_and_not_with_an_alias():
    one = Table("a", "甲", "A", (Column("x", "列", "X"),))
    other = Table("a", "甲", "A", (Column("x", "列", "X", required=True),))
    named = Table("a", "甲", "A", (Column("x", "列", "X", aliases=("又名",)),))
    assert template_version([one]) != template_version([other])
    assert template_version([one]) == template_version([named])


def test_trust_76_the_same_plan_gives_the_same_bytes(blank, tmp_path):
    assert template(tmp_path / "again.xlsx", PLAN).read_bytes() == blank.read_bytes()


def test_no_cell_of_the_blank_workbook_is_a_formula(blank):
    cells = [cell for sheet in opened(blank).worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


def test_english_guide_and_headers_are_english(tmp_path):
    book = opened(template(tmp_path / "a.xlsx", PLAN, ["visits", "communities"], "en"))
    assert book.sheetnames == ["How to fill in", "Served communities", "Household visits", "Choices"]
    assert [cell.value for cell in book["Household visits"][1]] == [c.label_en for c in TABLES["visits"].columns]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_of_the_whole_pilot_asks_for_the_street_as_well(tmp_path, lang):
    tables = [name for name in TABLES if name not in OURS]
    book = opened(template(tmp_path / "a.xlsx", PLAN, tables, lang))
    for name in tables:
        table = TABLES[name]
        sheet = book[table.label if lang == "zh" else table.label_en]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]
        assert rows[0][1:] == [column.label if lang == "zh" else column.label_en for column in table.columns]
        assert str(rows[1][0]).endswith(PLAN.streets[0].name)
        header = find_header(Sheet(sheet.title, rows), [sheet.title], vocabulary({}))
        assert (header.table.name, header.fields["street"].index) == (name, 0)


# ---- what is refused ------------------------------------------------------------------------------------------------


def test_an_unknown_table_is_refused_with_the_nearest_right_word(tmp_path):
    with pytest.raises(ParameterError, match="visits"):
        template(tmp_path / "a.xlsx", PLAN, ["visit"])


def test_no_table_and_another_format_are_refused(tmp_path):
    with pytest.raises(ParameterError):
        template(tmp_path / "a.xlsx", PLAN, [])
    with pytest.raises(ParameterError, match="csv"):
        template(tmp_path / "a.csv", PLAN)


def test_trust_58_a_file_that_cannot_be_written_is_told_plainly(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(ReportError, match="Excel"):
        template(tmp_path / "a.xlsx", PLAN, ["visits"])
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_archive_bears_no_time_of_making(blank):
    with zipfile.ZipFile(blank) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
