"""Marked copies for agencies: every finding can be found, and nothing else in the workbook has changed."""

import re
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from books import COMMUNITIES, PLACE, VISITS, book, delimited, read, visit

from evalkit.errors import ParameterError, ReportError
from evalkit.findings import COLUMNS
from evalkit.returning import feedback
from evalkit.returning.rounds import copy_names
from evalkit.workbooks import FILLS

NAME = f"{PLACE}/台账.xlsx"
COPY = f"{PLACE}/台账_反馈.xlsx"
BLANK = {"street": "狮山街道", "year": 1, "community": "", "table": "visits", "field": "date", "value": "",
         "counted": False, "touches": "", "code": "bad_date", "severity": "error", "file": NAME, "sheet": "探访",
         "row": 0, "column": "", "message": "日期看不懂", "cure": "请写完整的年月日"}  # fmt: skip


def found(*rows):
    """Findings; what a row does not say is as in `BLANK`."""
    return pd.DataFrame([BLANK | row for row in rows], columns=[*COLUMNS, *({"status"} & {k for r in rows for k in r})])


@pytest.fixture
def raw(tmp_path):
    """A submission of one workbook, as an agency would have it."""
    sheets = {"社区": COMMUNITIES, "探访": [VISITS, visit(1), visit(2, "待补"), visit(3, date(2016, 9, 1))]}
    book(tmp_path / "raw", NAME, sheets)
    return tmp_path / "raw"


def back(raw, findings, name=COPY, **more):
    """The copy written for these findings, as openpyxl reads it."""
    feedback(read(raw), findings, raw.parent / "out", **more)
    return openpyxl.load_workbook(raw.parent / "out" / name)


def words(sheet):
    return [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]


def table(sheet, first="序号"):
    """The lines below the header that begins with ``first``: column -> what stands there."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == first)
    below = rows[at + 1 :]
    last = next((number for number, row in enumerate(below) if not row[0]), len(below))
    return [{key: value for key, value in zip(rows[at], row, strict=True) if key} for row in below[:last]]


def colour(cell):
    return cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type else ""


# ---- the marked cells -----------------------------------------------------------------------------------------------


def test_a_faulty_cell_has_the_colour_of_its_kind_and_a_note_with_sentence_and_cure(raw):
    sheet = back(raw, found({"row": 3, "column": "B"}))["探访"]
    assert colour(sheet["B3"]) == FILLS["error"]
    assert sheet["B3"].comment.text == "【需要改正】日期看不懂\n怎么改：请写完整的年月日"
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if colour(cell) or cell.comment] == ["B3"]


def test_all_that_the_agency_wrote_stays_as_it_was(raw):
    before = openpyxl.load_workbook(raw / NAME)
    after = back(raw, found({"row": 3, "column": "B"}, {"row": 2, "severity": "note"}))
    assert after.sheetnames == ["问题清单", *before.sheetnames]
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                copy = after[sheet.title][cell.coordinate]
                assert (copy.value, copy.data_type) == (cell.value, cell.data_type)
                assert copy.number_format == cell.number_format


def test_a_formula_of_the_agency_stays_a_formula(tmp_path):
    path = tmp_path / "raw" / NAME
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path) as made:
        page = made.add_worksheet("探访")
        for row, line in enumerate([VISITS, visit(1)]):
            page.write_row(row, 0, line)
        page.write_formula("G2", "=1+1", None, 2)
    sheet = back(tmp_path / "raw", found({"row": 2, "column": "B"}))["探访"]
    assert (sheet["G2"].value, sheet["G2"].data_type) == ("=1+1", "f")


def test_several_findings_on_a_cell_share_one_note_in_the_colour_of_the_gravest(raw):
    several = [
        {"row": 3, "column": "B", "severity": "note", "message": "第一句"},
        {"row": 3, "column": "B", "severity": "error", "message": "第二句", "cure": ""},
    ]
    cell = back(raw, found(*several))["探访"]["B3"]
    assert colour(cell) == FILLS["error"]
    assert cell.comment.text == "【需要改正】第二句\n\n【供参考】第一句\n怎么改：请写完整的年月日"


def test_a_note_of_the_agency_is_kept(raw):
    own = openpyxl.load_workbook(raw / NAME)
    own["探访"]["B3"].comment = openpyxl.comments.Comment("等回执", "王样本")
    own.save(raw / NAME)
    text = back(raw, found({"row": 3, "column": "B"}))["探访"]["B3"].comment.text
    assert text.startswith("等回执\n")
    assert text.endswith("怎么改：请写完整的年月日")


def test_a_cell_inside_a_merged_range_is_marked_at_its_top_left(tmp_path):
    rows = [VISITS, visit(1), ["", *visit(2)[1:]]]
    book(tmp_path / "raw", NAME, {"社区": COMMUNITIES, "探访": rows}, [("探访", 1, 0, 2, 0)])
    made = back(tmp_path / "raw", found({"row": 3, "column": "A"}))
    assert colour(made["探访"]["A2"]) == FILLS["error"]
    assert table(made["问题清单"])[0]["单元格"] == "A2"


def test_of_a_whole_row_the_first_filled_cell_is_marked(tmp_path):
    rows = [["序号", *VISITS], ["", *visit(1)]]
    book(tmp_path / "raw", NAME, {"社区": COMMUNITIES, "探访": rows})
    sheet = back(tmp_path / "raw", found({"row": 2, "column": ""}))["探访"]
    assert (colour(sheet["B2"]), colour(sheet["A2"])) == (FILLS["error"], "")


def test_of_a_whole_column_its_header_is_marked(tmp_path):
    rows = [["探访记录"], VISITS, visit(1)]
    book(tmp_path / "raw", NAME, {"社区": COMMUNITIES, "探访": rows})
    made = back(tmp_path / "raw", found({"row": 0, "column": "C"}))
    assert colour(made["探访"]["C2"]) == FILLS["error"]
    assert made["问题清单"].max_row >= 1


def test_a_note_is_as_tall_as_its_text(raw):
    back(raw, found({"row": 3, "column": "B", "message": "字" * 200}))  # eight lines of 26 characters
    with zipfile.ZipFile(raw.parent / "out" / COPY) as archive:
        drawing = next(archive.read(name) for name in archive.namelist() if name.endswith("Drawing1.vml"))
    assert 8 * 15 < int(re.search(rb"height:(\d+)", drawing)[1]) < 20 * 15


# ---- the list -------------------------------------------------------------------------------------------------------


def test_the_list_comes_first_and_the_gravest_stand_first_in_it(raw):
    three = [
        {"row": n, "column": "B", "severity": s, "message": s} for n, s in ((2, "note"), (3, "warning"), (4, "error"))
    ]
    made = back(raw, found(*three))
    assert made.active.title == "问题清单"
    told = table(made["问题清单"])
    assert [line["发现的问题"] for line in told] == ["error", "warning", "note"]
    assert [line["类别"] for line in told] == ["需要改正", "请核对", "供参考"]
    assert [line["序号"] for line in told] == ["1", "2", "3"]


def test_the_list_thanks_and_counts(raw):
    page = back(raw, found({"row": 3, "column": "B"}, {"row": 2, "severity": "note"}))["问题清单"]
    told = "".join(cell for row in words(page) for cell in row)
    assert "谢谢" in told
    assert "共 5 行，已计入 4 行" in told  # two communities and three visits, one of them 待补
    assert "1 处需要改正、1 处供参考" in told


def test_each_line_leads_to_the_cell_it_speaks_of(tmp_path):
    quoted = "探访'记录'表"
    book(tmp_path / "raw", NAME, {"社区": COMMUNITIES, quoted: [VISITS, visit(1), visit(2, "待补")]})
    made = back(
        tmp_path / "raw", found({"sheet": quoted, "row": 3, "column": "B"}, {"sheet": "社区", "severity": "note"})
    )
    links = [cell.hyperlink.location for row in made["问题清单"].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'探访''记录''表'!B3", "'社区'!A1"]
    assert colour(made[quoted]["B3"]) == FILLS["error"]


def test_a_line_says_whether_the_row_counts(raw):
    told = table(back(raw, found({"row": 3}, {"row": 2, "counted": True}, {"sheet": ""}))["问题清单"])
    assert [line["是否计入"] for line in told] == ["未计入", "已计入", "—"]
    assert [line["单元格"] for line in told] == ["A3", "A2", "整个文件"]


def test_a_hidden_sheet_is_not_linked(tmp_path):
    book(tmp_path / "raw", NAME, {"社区": COMMUNITIES, "探访": [VISITS, visit(1)]}, hidden=["探访"])
    made = back(tmp_path / "raw", found({"row": 0}))
    assert made["探访"].sheet_state == "hidden"
    assert [cell for row in made["问题清单"].iter_rows() for cell in row if cell.hyperlink] == []


def test_only_the_list_is_selected_so_that_no_edit_reaches_two_sheets(raw):
    made = back(raw, found({"row": 3, "column": "B"}))
    assert [sheet.title for sheet in made.worksheets if sheet.sheet_view.tabSelected] in (["问题清单"], [])


def test_the_list_is_ready_for_the_printer(raw):
    page = back(raw, found({"row": 3, "column": "B"}))["问题清单"]
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth) == ("landscape", 9, 1)
    header = next(row for row in range(1, 20) if page.cell(row, 1).value == "序号")
    assert page.print_title_rows == f"${header}:${header}"
    assert page.freeze_panes == f"A{header + 1}"


def test_a_list_handed_in_again_is_taken_for_no_record_table(raw):
    back(raw, found({"row": 3, "column": "B"}))
    (raw / NAME).write_bytes((raw.parent / "out" / COPY).read_bytes())
    sheets = read(raw).sheets.set_index("sheet")["table"]
    assert sheets["问题清单"] == ""
    assert sheets["探访"] == "visits"


# ---- what must not happen -------------------------------------------------------------------------------------------

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a.example")']


def test_trust_33_words_of_a_finding_are_never_a_formula(raw):
    made = back(raw, found(*({"row": 3, "column": "B", "value": p, "message": p, "cure": p} for p in PAYLOADS)))
    cells = [cell for row in made["问题清单"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [line["写的是"] for line in table(made["问题清单"])] == PAYLOADS


def test_trust_33_words_of_a_text_file_are_never_a_formula(tmp_path):
    rows = [[*VISITS, "备注"], *([*visit(n), words] for n, words in enumerate(PAYLOADS))]
    delimited(tmp_path / "raw", f"{PLACE}/探访.csv", rows)
    made = back(
        tmp_path / "raw", found({"file": f"{PLACE}/探访.csv", "row": 2, "column": "B"}), f"{PLACE}/探访_反馈.xlsx"
    )
    assert [made["探访"].cell(row, 6).value for row in range(2, 8)] == PAYLOADS
    assert {cell.data_type for row in made["探访"].iter_rows() for cell in row if cell.value} == {"s"}
    assert colour(made["探访"]["B2"]) == FILLS["error"]


def test_trust_65_control_characters_do_not_stop_a_copy(tmp_path):
    rows = [[*VISITS, "备注"], [*visit(1), "响铃\x07"]]
    delimited(tmp_path / "raw", f"{PLACE}/探访.csv", rows)
    made = back(
        tmp_path / "raw", found({"file": f"{PLACE}/探访.csv", "row": 2, "value": "\x07"}), f"{PLACE}/探访_反馈.xlsx"
    )
    assert made["探访"]["F2"].value == "响铃"


def test_a_web_page_named_xls_comes_back_as_a_workbook(tmp_path):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (VISITS, visit(1)))
    path = tmp_path / "raw" / PLACE / "探访.xls"
    path.parent.mkdir(parents=True)
    path.write_text(f"<html><table>{cells}</table></html>", encoding="utf-8")
    sheet = read(tmp_path / "raw").sheets["sheet"].iloc[0]
    one = {"file": f"{PLACE}/探访.xls", "sheet": sheet, "row": 2, "column": "B"}
    made = back(tmp_path / "raw", found(one), f"{PLACE}/探访_反馈.xlsx")
    assert colour(made.worksheets[1]["B2"]) == FILLS["error"]
    assert any(".xls" in line for row in words(made["问题清单"]) for line in row if "只照抄了内容" in line)


def test_a_workbook_that_openpyxl_cannot_keep_comes_back_with_its_cells(raw):
    with zipfile.ZipFile(raw / NAME) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'patternType="gray125"', b'patternType="tartan"')
    with zipfile.ZipFile(raw / NAME, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(ValueError, match=r"."):
        openpyxl.load_workbook(raw / NAME)
    made = back(raw, found({"row": 3, "column": "B"}))
    assert made["探访"]["B3"].value == "待补"
    assert made["探访"]["B4"].value.date() == date(2016, 9, 1)
    assert colour(made["探访"]["B3"]) == FILLS["error"]


def test_macros_are_dropped_and_it_is_said(raw):
    path = raw / PLACE / "台账.xlsm"
    (raw / NAME).rename(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    made = back(raw, found({"file": f"{PLACE}/台账.xlsm", "row": 3, "column": "B"}))
    assert any("宏" in line for row in words(made["问题清单"]) for line in row)
    with zipfile.ZipFile(raw.parent / "out" / COPY) as archive:
        assert [name for name in archive.namelist() if "vba" in name] == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", bytes(range(256)) * 9])
def test_trust_08_of_a_file_that_cannot_be_read_the_list_alone_comes_back(raw, content):
    (raw / PLACE / "坏.xlsx").write_bytes(content)
    one = {"file": f"{PLACE}/坏.xlsx", "sheet": "", "code": "unreadable_file"}
    made = back(raw, found(one), f"{PLACE}/坏_反馈.xlsx")
    assert made.sheetnames == ["问题清单"]
    assert table(made["问题清单"])[0]["怎么改"] == "请写完整的年月日"


def test_trust_18_a_workbook_with_a_document_type_is_not_opened(raw):
    with zipfile.ZipFile(raw / NAME) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    head = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook", head + b"<workbook", 1)
    with zipfile.ZipFile(raw / NAME, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert back(raw, found({"sheet": ""})).sheetnames == ["问题清单"]


def test_a_folder_within_the_submissions_is_refused(raw):
    with pytest.raises(ParameterError, match="另选"):
        feedback(read(raw), found({"row": 3}), raw / "反馈")
    assert not (raw / "反馈").exists()


def test_trust_58_a_copy_that_is_held_open_is_told_plainly(raw):
    (raw.parent / "out" / COPY).mkdir(parents=True)
    with pytest.raises(ReportError, match="Excel"):
        feedback(read(raw), found({"row": 3}), raw.parent / "out")


def test_trust_76_the_same_findings_give_the_same_bytes(raw):
    records, findings = read(raw), found({"row": 3, "column": "B"})
    one, two = (feedback(records, findings, raw.parent / name) for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    with zipfile.ZipFile(one[0]) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


# ---- which files, and the overview ----------------------------------------------------------------------------------


def test_a_file_without_findings_has_no_copy_and_stands_in_the_overview(raw):
    book(raw, f"{PLACE}/分表/花名册.xlsx", {"社区": COMMUNITIES})
    paths = feedback(read(raw), found({"row": 3, "column": "B"}), raw.parent / "out")
    assert [path.relative_to(raw.parent / "out").as_posix() for path in paths] == [COPY, f"{PLACE}/反馈总览.xlsx"]
    told = table(openpyxl.load_workbook(paths[-1])["问题清单"])
    assert [(line["文件"], line["类别"]) for line in told] == [
        ("分表/花名册.xlsx", "没有问题"),
        ("台账.xlsx", "需要改正"),
    ]
    assert told[1]["反馈文件"] == "台账_反馈.xlsx"


def test_nothing_found_is_said_in_the_overview(raw):
    made = back(raw, found({"row": 3}).iloc[:0], f"{PLACE}/反馈总览.xlsx")
    assert any("请放心" in line for row in words(made["问题清单"]) for line in row)


def test_what_belongs_to_no_file_stands_in_the_overview_of_its_street(raw):
    loose = [
        {"file": "", "sheet": "", "table": "staff", "message": "没有提交"},
        {"file": "2016/迷路.xlsx", "street": "", "year": 0, "sheet": "", "message": "放错了地方"},
        {"file": "", "sheet": "", "street": "枫桥街道", "year": 2, "message": "另一个街道"},
    ]
    paths = feedback(read(raw), found(*loose), raw.parent / "out")
    names = [path.relative_to(raw.parent / "out").as_posix() for path in paths]
    assert names == ["反馈总览.xlsx", f"{PLACE}/反馈总览.xlsx", "2017/枫桥街道/反馈总览.xlsx"]
    told = [[cell for row in words(openpyxl.load_workbook(path)["问题清单"]) for cell in row] for path in paths]
    assert [[word for word in one if word in {"没有提交", "放错了地方", "另一个街道"}] for one in told] == [
        ["放错了地方"],
        ["没有提交"],
        ["另一个街道"],
    ]
    assert "人员花名册" in told[1]
    assert "2016/迷路.xlsx" in told[0]


def test_findings_of_last_time_are_told_apart_from_new_ones(raw):
    old, new = {"row": 3, "column": "B", "value": "待补"}, {"row": 2, "column": "C", "code": "missing_key"}
    mended = {"row": 4, "column": "E", "code": "unknown_choice"}
    made = back(raw, found(old, new), before=found(old, mended))
    assert [(line["单元格"], line["与上次比"]) for line in table(made["问题清单"])] == [
        ("B3", "还没有改"),
        ("C2", "新问题"),
    ]
    assert any("已经改好 1 处" in line and "还剩 1 处" in line for row in words(made["问题清单"]) for line in row)
    assert "与上次比" not in table(back(raw, found(old))["问题清单"])[0]


def test_what_is_only_still_open_is_said_without_a_count_of_the_mended(raw):
    told = words(back(raw, found({"row": 3}), before=found({"row": 3}))["问题清单"])
    assert ["其中 1 处上一次也提到过，请再看一眼。"] in told
    assert not any("已改正" in cell for row in told for cell in row)


def test_a_file_whose_findings_were_all_mended_has_no_copy(raw):
    paths = feedback(read(raw), found({"row": 3}).iloc[:0], raw.parent / "out", before=found({"row": 3}))
    assert [path.name for path in paths] == ["反馈总览.xlsx"]


def test_a_column_status_is_shown(raw):
    assert table(back(raw, found({"row": 3, "status": "new"}))["问题清单"])[0]["与上次比"] == "新问题"


def test_files_that_differ_in_their_suffix_alone_have_copies_of_their_own():
    made = copy_names(["a/台账.xls", "a/台账.csv", "a/花名册.xlsx"], "zh")
    assert [*made.values()] == ["a/台账.xls_反馈.xlsx", "a/台账.csv_反馈.xlsx", "a/花名册_反馈.xlsx"]


def test_english_feedback_is_english(raw):
    one = found({"row": 3, "column": "B", "message": "no date", "cure": "write it"})
    made = back(raw, one, f"{PLACE}/台账_feedback.xlsx", lang="en")
    assert made["探访"]["B3"].comment.text == "[to correct] no date\nWhat to do: write it"
    line = table(made["Findings"], "No.")[0]
    assert (line["Kind"], line["Cell"], line["Counted"]) == ("to correct", "B3", "not counted")
