"""A marked copy that comes back: what we put in is taken out again, and what the agency put in is kept."""

import zipfile
from datetime import date
from urllib.parse import unquote

import openpyxl
import pytest
import xlsxwriter
from books import COMMUNITIES, PLACE, VISITS, book, codes, delimited, read, visit
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill

from evalkit.blanks import template
from evalkit.checking import check
from evalkit.reading.workbook import Sheet
from evalkit.returning import feedback
from evalkit.returning.copying import _fill
from evalkit.workbooks import FILLS

NAME = f"{PLACE}/台账.xlsx"
COPY = f"{PLACE}/台账_反馈.xlsx"


@pytest.fixture
def raw(tmp_path):
    sheets = {"社区": COMMUNITIES, "探访": [VISITS, visit(1), visit(2, "待补"), visit(3, date(2016, 9, 1))]}
    book(tmp_path / "raw", NAME, sheets)
    return tmp_path / "raw"


def feed(raw, out="out", **more):
    """The feedback on everything in a folder; gives back where the copy of the workbook is."""
    records = read(raw)
    feedback(records, check(records, records.plan), raw.parent / out, **more)
    return raw.parent / out / COPY


def mend(copy, target, **cells):
    """Save a copy under another name, with these cells of the visits filled in."""
    made = openpyxl.load_workbook(copy)
    for at, value in cells.items():
        made["探访"][at] = value
    made.save(target)


def colour(cell):
    return cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type else ""


# ---- the second round ------------------------------------------------------------------------------------------------


def test_a_copy_handed_in_again_comes_back_with_one_list(raw):
    mend(feed(raw), raw / NAME, B3="2016-08-16", B4="八月")
    made = openpyxl.load_workbook(feed(raw))
    assert made.sheetnames == ["问题清单", "社区", "探访"]


def test_a_mended_cell_loses_colour_and_note_and_a_new_fault_gets_them(raw):
    mend(feed(raw), raw / NAME, B3="2016-08-16", B4="八月")
    sheet = openpyxl.load_workbook(feed(raw))["探访"]
    assert (sheet["B3"].comment, colour(sheet["B3"])) == (None, "")
    assert colour(sheet["B4"]) == FILLS["error"]
    assert "待补" not in sheet["B4"].comment.text


def test_a_cell_that_is_still_wrong_bears_one_note(raw):
    mend(feed(raw), raw / NAME, B4="八月")
    sheet = openpyxl.load_workbook(feed(raw))["探访"]
    assert sheet["B3"].comment.text.count("怎么改") == 1


def test_the_notes_and_colours_of_the_blank_workbook_stay(raw):
    template(raw / NAME, read(raw).plan)
    made = openpyxl.load_workbook(raw / NAME)
    sheet = made["居民家庭探访记录表"]
    for column, cell in enumerate(visit(1, "待补"), 2):
        sheet.cell(3, column).value = cell
    header = sheet["C1"].fill.fgColor.rgb, sheet["C1"].comment.text
    made.save(raw / NAME)
    for _ in range(2):
        (raw / NAME).write_bytes(feed(raw).read_bytes())
        sheet = openpyxl.load_workbook(raw / NAME)["居民家庭探访记录表"]
        assert (sheet["C1"].fill.fgColor.rgb, sheet["C1"].comment.text) == header
        assert sheet["C3"].comment.text.count("怎么改") == 1


def test_our_notes_are_known_though_a_program_forgot_who_wrote_them(raw):
    made = openpyxl.load_workbook(raw / NAME)
    made["探访"]["B3"].comment = Comment("等回执", "王样本")
    made.save(raw / NAME)
    made = openpyxl.load_workbook(feed(raw))
    made["探访"]["B3"] = "2016-08-16"
    made["探访"]["B4"] = "八月"
    for row in made["探访"].iter_rows():
        for cell in row:
            if cell.comment:
                cell.comment = Comment(cell.comment.text, " ")
    made.save(raw / NAME)
    sheet = openpyxl.load_workbook(feed(raw))["探访"]
    assert (sheet["B3"].comment.text, colour(sheet["B3"])) == ("等回执", "")
    assert sheet["B4"].comment.text.count("怎么改") == 1


@pytest.mark.parametrize(
    "own", [Color(rgb="FF1F4E79"), Color(theme=4, tint=0.4), Color(indexed=13), Color(rgb="FFFFE699")]
)
def test_a_mended_cell_has_its_own_colour_again_also_where_its_row_has_moved(raw, own):
    made = openpyxl.load_workbook(raw / NAME)
    made["探访"]["B3"].fill = PatternFill("solid", fgColor=own)
    made.save(raw / NAME)
    made = openpyxl.load_workbook(feed(raw))
    made["探访"].move_range("A3:E3", rows=3)
    made["探访"]["B6"] = "2016-08-16"
    made["探访"]["B4"] = "八月"
    made.save(raw / NAME)
    again = openpyxl.load_workbook(feed(raw))["探访"]
    found = again["B6"].fill.fgColor
    assert (found.type, found.value, found.tint) == (own.type, own.value, own.tint)
    assert colour(again["B3"]) == ""


def test_a_note_of_the_agency_is_there_again_as_it_was(raw):
    made = openpyxl.load_workbook(raw / NAME)
    made["探访"]["B3"].comment = Comment("等回执", "王样本")
    made.save(raw / NAME)
    mend(feed(raw), raw / NAME, B3="2016-08-16", B4="八月")
    assert openpyxl.load_workbook(feed(raw))["探访"]["B3"].comment.text == "等回执"


def test_a_colour_of_the_agency_like_ours_stays_in_a_workbook_that_is_no_copy(raw):
    made = openpyxl.load_workbook(raw / NAME)
    made["探访"]["A2"].fill = PatternFill("solid", fgColor=FILLS["warning"])
    made.save(raw / NAME)
    assert colour(openpyxl.load_workbook(feed(raw))["探访"]["A2"]) == FILLS["warning"]


def test_no_list_of_ours_is_taken_for_an_unknown_sheet_and_a_list_of_the_agency_is(raw):
    made = openpyxl.load_workbook(feed(raw))
    made.copy_worksheet(made["问题清单"]).title = "问题清单 2"
    made.save(raw / NAME)
    assert "unknown_sheet" not in {code for code, _, _ in codes(read(raw))}
    own = [["序号", "问题", "责任人", "期限"], *([n, "楼道灯", "物业", "八月"] for n in range(1, 5))]
    book(raw, NAME, {"社区": COMMUNITIES, "问题清单": own})
    assert "unknown_sheet" in {code for code, _, _ in codes(read(raw))}


# ---- a copy beside its original --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [COPY, f"{PLACE}/改名.xlsx", f"{PLACE}/反馈/台账_反馈.xlsx"])
def test_a_copy_beside_its_original_is_left_out_and_told_once(raw, name):
    before = read(raw)
    (raw / name).parent.mkdir(exist_ok=True)
    (raw / name).write_bytes(feed(raw).read_bytes())
    after = read(raw)
    assert len(after.ledger) == len(before.ledger)
    told = after.cells[after.cells["code"] == "copy_beside"]
    assert told[["file", "detail"]].to_numpy().tolist() == [[name, NAME]]
    assert len(after.cells) == len(before.cells) + 1


def test_a_copy_beside_an_original_that_was_mended_meanwhile_is_left_out_too(raw):
    (raw / COPY).write_bytes(feed(raw).read_bytes())
    sheets = {"社区": COMMUNITIES, "探访": [VISITS, visit(1), visit(2), visit(3)]}
    book(raw, NAME, sheets)
    assert read(raw).sheets.groupby("file")["counted"].sum().to_dict() == {NAME: 5, COPY: 0}


def test_a_copy_in_the_place_of_its_original_is_read(raw):
    copy = feed(raw).read_bytes()
    (raw / NAME).unlink()
    (raw / f"{PLACE}/台账（改）.xlsx").write_bytes(copy)
    assert int(read(raw).sheets["counted"].sum()) == 4
    (raw / f"{PLACE}/台账（改）.xlsx").rename(raw / NAME)
    assert int(read(raw).sheets["counted"].sum()) == 4


def test_an_original_that_cannot_be_read_does_not_keep_its_copy_out(raw):
    (raw / COPY).write_bytes(feed(raw).read_bytes())
    (raw / NAME).write_bytes(b"PK\x03\x04 cut short")
    assert int(read(raw).sheets["counted"].sum()) == 4


def test_of_a_copy_that_was_left_out_no_copy_is_made_and_the_overview_tells_it(raw):
    (raw / COPY).write_bytes(feed(raw).read_bytes())
    feed(raw, "again")
    out = raw.parent / "again" / PLACE
    assert sorted(path.name for path in out.iterdir()) == ["反馈总览.xlsx", "台账_反馈.xlsx"]
    page = openpyxl.load_workbook(out / "反馈总览.xlsx")["问题清单"]
    cells = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert any("反馈副本" in words and "台账.xlsx》" in words for words in cells)


def test_an_overview_handed_in_is_no_fault(raw):
    overview = feed(raw).with_name("反馈总览.xlsx").read_bytes()
    before = read(raw)
    (raw / PLACE / "反馈总览.xlsx").write_bytes(overview)
    assert codes(read(raw)) == codes(before)


# ---- what openpyxl does not keep by itself ---------------------------------------------------------------------------


def calculated(path, sheet="探访"):
    """A workbook whose visits are worked out by formulas, saved with their results."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as made:
        listed = made.add_worksheet("社区")
        for row, line in enumerate(COMMUNITIES):
            listed.write_row(row, 0, line)
        page = made.add_worksheet(sheet)
        page.write_row(0, 0, [*VISITS, "家庭人口", "是否建档"])
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(1, 6):
            page.write_formula(row, 0, "=社区!A2", None, "新升社区")
            page.write_formula(row, 1, f"=DATE(2016,8,{row})", day, 42582 + row)
            page.write_formula(row, 2, f'="张样本"&{row}', None, f"张样本{row}")
            page.write_formula(row, 3, f'="A & B <"&{row}', None, f"A & B <{row}")
            page.write_formula(row, 4, '=IF(1=1,"完成","")', None, "完成")
            page.write_formula(row, 5, "=1/0" if row == 5 else f"=1+{row}", None, "#DIV/0!" if row == 5 else 1 + row)
            page.write_formula(row, 6, "=TRUE()", None, value=True)


@pytest.mark.parametrize("sheet", ["探访", "探'访' & <2>"])
def test_a_copy_keeps_the_results_of_formulas(tmp_path, sheet):
    raw = tmp_path / "raw"
    calculated(raw / NAME, sheet)
    before = read(raw)
    assert int(before.sheets["counted"].sum()) == 7
    copy = feed(raw)
    first, second = (openpyxl.load_workbook(path, data_only=True)[sheet] for path in (raw / NAME, copy))
    assert [[cell.value for cell in row] for row in second] == [[cell.value for cell in row] for row in first]
    assert openpyxl.load_workbook(copy)[sheet]["B2"].value == "=DATE(2016,8,1)"
    (raw / NAME).write_bytes(copy.read_bytes())
    after = read(raw)
    assert int(after.sheets["counted"].sum()) == 7
    assert codes(after) == codes(before)


def test_a_spreadsheet_works_all_out_again_on_opening_a_copy(raw):
    with zipfile.ZipFile(feed(raw)) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def test_a_formula_without_a_result_has_none_in_the_copy(raw):
    made = openpyxl.load_workbook(raw / NAME)
    made["探访"]["B4"] = "=DATE(2016,8,3)"
    made.save(raw / NAME)
    (raw / NAME).write_bytes(feed(raw).read_bytes())
    assert ("uncomputed", 4, "B") in codes(read(raw))


def test_trust_31_a_nought_that_was_never_computed_has_not_become_one_in_the_copy(raw):
    with xlsxwriter.Workbook(raw / NAME) as made:
        page = made.add_worksheet("探访")
        page.write_row(0, 0, [*VISITS, "家庭人口"])
        page.write_row(1, 0, visit(1))
        page.write_formula(1, 5, "=2+3")  # that library writes a nought, and asks that all be computed on opening
    assert ("uncomputed", 2, "F") in codes(read(raw))
    (raw / NAME).write_bytes(feed(raw).read_bytes())
    assert ("uncomputed", 2, "F") in codes(read(raw))


def test_what_a_copy_does_not_keep_is_said(tmp_path):
    raw = tmp_path / "raw"
    path = raw / NAME
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path) as made:
        page = made.add_worksheet("探访")
        for row, line in enumerate([VISITS, visit(1, "待补")]):
            page.write_row(row, 0, line)
        page.insert_textbox("H2", "请看这里")
        page.add_sparkline("G2", {"range": "探访!A1:B1"})
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "=探访!$A$2:$B$2"})
        page.insert_chart("H9", chart)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/cellimages.xml", b"<etc:cellImages xmlns:etc='http://www.wps.cn/officeDocument/2017/etc'/>"
        )
    page = openpyxl.load_workbook(feed(raw))["问题清单"]
    told = next(str(row[0].value) for row in page.iter_rows(max_row=8) if "没能保留" in str(row[0].value))
    assert "：单元格里的图片、文本框和图形、迷你图。" in told


def test_a_copy_that_keeps_all_says_nothing_of_losses(raw):
    page = openpyxl.load_workbook(feed(raw))["问题清单"]
    assert not any("没能保留" in str(cell.value) for row in page.iter_rows() for cell in row)


def test_a_note_of_the_agency_has_the_room_its_words_need(raw):
    made = openpyxl.load_workbook(raw / NAME)
    made["探访"]["E2"].comment = Comment("字" * 200, "王样本")
    made.save(raw / NAME)
    with zipfile.ZipFile(feed(raw)) as archive:
        drawing = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".vml"))
    assert b"width:144px" not in drawing
    assert b"height:79px" not in drawing


# ---- which copies there are, and what they say ---------------------------------------------------------------------


def sheet_of(path):
    return openpyxl.load_workbook(path)["问题清单"]


def told(path):
    return [str(cell.value) for row in sheet_of(path).iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize(("encoding", "noted"), [("utf-8", []), ("gb18030", []), ("utf-16", ["read_as"])])
def test_a_text_of_which_nothing_but_its_encoding_could_be_said_has_no_copy(tmp_path, encoding, noted):
    delimited(tmp_path / "raw", f"{PLACE}/探访.csv", [VISITS, visit(1)], encoding)
    book(tmp_path / "raw", f"{PLACE}/社区.xlsx", {"社区": COMMUNITIES})
    records = read(tmp_path / "raw")
    found = check(records, records.plan)
    told_of_cells = found[found["code"].isin(records.cells["code"])]
    assert told_of_cells["code"].tolist() == noted
    feedback(records, told_of_cells, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out" / PLACE).iterdir()] == ["反馈总览.xlsx"]


def test_the_old_copy_of_a_file_that_is_clean_now_goes(raw):
    copy = feed(raw)
    assert copy.is_file()
    records = read(raw)
    feedback(records, check(records, records.plan).iloc[:0], raw.parent / "out")
    assert not copy.exists()


def test_totals_and_examples_are_not_counted_as_rows_read(raw):
    rows = [VISITS, ["示例：新升社区", *visit(9)[1:]], visit(1), visit(2, "待补"), ["合计", "", "2户", "", ""]]
    book(raw, NAME, {"社区": COMMUNITIES, "探访": rows})
    assert any("共 4 行，已计入 3 行" in words for words in told(feed(raw)))


@pytest.mark.parametrize(("content", "words"), [(b"PK\x03\x04 cut short", "还没能读到"), (None, "没有读到记录")])
def test_a_file_without_records_is_not_thanked_for_rows(raw, content, words):
    book(raw, NAME, {"随手记": [["买水", "买纸", "买笔"], ["20元", "30元", "10元"], ["x", "y", "z"], ["x", "y", "z"]]})
    if content:
        (raw / NAME).write_bytes(content)
    page = told(feed(raw))
    assert any(words in line for line in page[:6])
    assert not any("共 0 行" in line for line in page)


def test_the_overview_leads_to_each_copy(raw):
    book(raw, f"{PLACE}/分表/探访 100%#1.xlsx", {"探访": [VISITS, visit(1, "待补")]})
    overview = feed(raw).with_name("反馈总览.xlsx")
    links = [cell.hyperlink.target for row in sheet_of(overview).iter_rows() for cell in row if cell.hyperlink]
    assert links == ["分表/探访%20100%25%231_反馈.xlsx", "台账_反馈.xlsx"]
    assert all((overview.parent / unquote(link)).is_file() for link in links)


def test_what_the_evaluator_has_to_put_right_is_not_told_to_the_agency(raw):
    head = ["文件", "工作表", "单元格", "原值", "新值", "理由", "更正人", "更正日期", "依据"]
    rest = ["笔误", "评估员", "2017-08-01", "原件"]
    wrong = [NAME, "探访", "B2", "从来不是", "2016-08-17", *rest]
    lost = ["2016/狮山街道/没有.xlsx", "探访", "B2", "a", "b", *rest]
    book(raw, "更正.xlsx", {"更正": [head, wrong, lost]})
    assert [code for code, _, _ in codes(read(raw))].count("correction_refused") == 2
    feed(raw)
    pages = [*(raw.parent / "out").rglob("*.xlsx")]
    assert sorted({path.name for path in pages}) == ["反馈总览.xlsx", "台账_反馈.xlsx"]
    assert not any("更正表" in words for path in pages for words in told(path))


def test_of_a_persons_corrected_name_nothing_is_shown(raw):
    head = ["文件", "工作表", "单元格", "原值", "新值", "理由", "更正人", "更正日期", "依据"]
    row = [NAME, "探访", "C2", "张样本1", "李样本1", "笔误", "评估员", "2017-08-01", "原件"]
    book(raw, "更正.xlsx", {"更正": [head, row]})
    page = told(feed(raw))
    assert "（个人信息，不显示）" in page
    assert any("改读为“（个人信息，不显示）”" in words for words in page)
    assert not any("李*" in words for words in page)


def test_a_bare_copy_is_as_wide_as_its_table_and_prints_across(tmp_path):
    title = ["狮山街道二〇一六年度居民家庭探访登记表（承接机构：样本社工服务中心）"]
    delimited(tmp_path / "raw", f"{PLACE}/台账.csv", [title, VISITS, visit(1, "待补")])
    page = openpyxl.load_workbook(feed(tmp_path / "raw"))["台账"]
    assert page.column_dimensions["A"].width < 15
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_bare_copy_keeps_hidden_rows_and_columns_hidden():
    page = openpyxl.Workbook().active
    rows = [["社区", "日期"], ["a", "b"], ["c", "d"]]
    _fill(page, Sheet("探访", rows, hidden_rows=frozenset({1}), hidden_columns=frozenset({1})))
    assert [page.row_dimensions[row].hidden for row in (1, 2, 3)] == [False, True, False]
    assert [page.column_dimensions[column].hidden for column in "AB"] == [False, True]
