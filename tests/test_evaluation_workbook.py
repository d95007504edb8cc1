"""The evaluators' workbook: written, filled in by a person, read back; nothing that was filled in is ever lost."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import openpyxl
import pandas as pd
import pytest
from books import COMMUNITIES, PLAN, book, read

from evalkit.__main__ import main
from evalkit.assessing import assess
from evalkit.blanks.evaluating import EVALUATORS, asked, evaluation_template
from evalkit.checking import check
from evalkit.errors import ParameterError, ReportError

WORDS = {"材料查验表": ("有", "无", "不适用"), "评分表": ("符合", "不符合", "待定")}
TELLING = {
    "有": "met", "无": "not_met", "不适用": "not_applicable",
    "符合": "met", "不符合": "not_met", "待定": "for_evaluator",
}  # fmt: skip
SAMPLE = Path(__file__).parents[1] / "data/raw"
STREETS = [street.name for street in PLAN.streets]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def pilot(folder, *streets):
    """Folders in which these streets have handed in their lists of communities."""
    for street in streets:
        book(folder, f"2016/{street}/服务社区一览表.xlsx", {"服务社区一览表": COMMUNITIES})
    return read(folder)


def path_in(folder):
    return folder / "2016/全市/评估工作簿.xlsx"


def lines(path, title):
    """The lines of a sheet as dicts, and the sheet's columns."""
    page = openpyxl.load_workbook(path)[title]
    heads = [cell.value for cell in page[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=2)]
    return [row for row in rows if row["条款编号"]]


def fill(path, choose):
    """Fill in every line: ``choose(title, number)`` gives the word; gives back (code, street, community) -> word."""
    made, told = openpyxl.load_workbook(path), {}
    for title, result in (("材料查验表", "查验结果"), ("评分表", "评定结果")):
        page = made[title]
        at = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(range(2, page.max_row + 1)):
            if not page.cell(row, 1).value:
                continue
            word = choose(title, number)
            page.cell(row, at[result]).value = word
            page.cell(row, at["查验人" if title == "材料查验表" else "评定人"]).value = "周样本"
            page.cell(row, at["查验日期" if title == "材料查验表" else "评定日期"]).value = date(2017, 6, 12)
            told[tuple(page.cell(row, column).value or "" for column in (1, 2, 3))] = word
    made.save(path)
    return told


# ---- written, filled in, read back ----------------------------------------------------------------------------------


def test_every_line_filled_in_is_the_verdict_and_raises_no_finding(tmp_path):
    path = path_in(tmp_path)
    evaluation_template(path, PLAN, 1, pilot(tmp_path, *STREETS))
    told = fill(path, lambda title, number: WORDS[title][number % 3])
    records = read(tmp_path)
    assert set(records["documents"]["excluded"]) | set(records["ratings"]["excluded"]) == {""}
    assert len(records["documents"]) + len(records["ratings"]) == len(told)
    found = check(records, PLAN)
    assert found[found["file"].str.contains("评估工作簿")].empty
    verdicts = assess(PLAN, records)
    verdicts = verdicts[(verdicts["year"] == 1) & (verdicts["checked_by"] != "records")]
    seen = {}
    for row in verdicts.to_dict("records"):
        street = "全市" if row["level"] == "programme" else row["street"]
        contract = PLAN.requirement(row["code"]).every == "contract"
        seen[row["code"], street, row["community"]] = (row["verdict"], contract)
    judged = {key: verdict for key, (verdict, _) in seen.items() if verdict != "not_applicable" or key in told}
    late = {"not_met": "in_progress"}  # of what is due by the end of the contract
    for key, word in told.items():
        verdict, contract = seen[key]
        expected = TELLING[word]
        assert verdict == (late.get(expected, expected) if contract else expected), key
    assert set(told) == set(judged)


def test_an_unfilled_workbook_says_nothing_and_raises_no_finding(tmp_path):
    evaluation_template(path_in(tmp_path), PLAN, 1, pilot(tmp_path, STREETS[6]))
    records = read(tmp_path)
    found = check(records, PLAN)
    assert found[found["file"].str.contains("评估工作簿")].empty
    verdicts = assess(PLAN, records)
    papers = verdicts[(verdicts["checked_by"] != "records") & (verdicts["year"] == 1)]
    assert set(papers["verdict"]) <= {"cannot_assess", "for_evaluator", "not_applicable"}


def test_the_english_workbook_is_read_back_too(tmp_path):
    path = path_in(tmp_path)
    evaluation_template(path, PLAN, 1, pilot(tmp_path, STREETS[6]), "en")
    made = openpyxl.load_workbook(path)
    page = made["Documents seen"]
    at = {cell.value: cell.column for cell in page[1]}
    row = next(n for n in range(2, page.max_row) if page.cell(n, at["Street"]).value == STREETS[6])
    code = page.cell(row, at["Clause"]).value
    page.cell(row, at["Seen"]).value = "无"
    made.save(path)
    documents = read(tmp_path)["documents"]
    mine = documents[documents["seen"] == "无"]
    assert mine[["code", "street", "excluded"]].to_numpy().tolist() == [[code, STREETS[6], ""]]


# ---- which lines there are ------------------------------------------------------------------------------------------


def test_there_is_a_line_for_every_clause_that_binds_and_each_place_it_binds(tmp_path):
    records = pilot(tmp_path, STREETS[6])
    path = evaluation_template(tmp_path / "x.xlsx", PLAN, 1, records)
    documents, ratings = lines(path, "材料查验表"), lines(path, "评分表")
    of = {
        code: [(row["街道"], row["社区"] or "") for row in documents + ratings if row["条款编号"] == code]
        for code in ("A01", "C00", "R01", "G10", "M08")
    }
    assert of["A01"] == [(street, "") for street in STREETS]
    assert of["C00"] == [
        pair
        for street in STREETS
        for pair in ([(street, "新升社区"), (street, "何山社区")] if street == STREETS[6] else [(street, "")])
    ]
    assert [pair for pair in of["R01"] if pair[0] == STREETS[6]] == [
        (STREETS[6], "街道本级"), (STREETS[6], "新升社区"), (STREETS[6], "何山社区"),
    ]  # fmt: skip
    assert of["G10"] == [("全市", "")]
    assert of["M08"] == []  # due at closing
    second = evaluation_template(tmp_path / "y.xlsx", PLAN, 2, records)
    assert [row["街道"] for row in lines(second, "评分表") if row["条款编号"] == "M08"] == ["全市"]


def test_where_no_community_is_known_the_line_asks_for_it(tmp_path):
    page = openpyxl.load_workbook(evaluation_template(tmp_path / "x.xlsx", PLAN, 1))["材料查验表"]
    row = next(row for row in page.iter_rows(min_row=2) if row[0].value == "C00")
    assert row[2].value is None
    assert "请写上社区" in row[2].comment.text


# ---- a second writing -----------------------------------------------------------------------------------------------


def test_a_second_writing_keeps_every_cell_as_it_was_filled_in(tmp_path):
    path = path_in(tmp_path)
    evaluation_template(path, PLAN, 1, pilot(tmp_path, STREETS[6]))
    made = openpyxl.load_workbook(path)
    page = made["材料查验表"]
    at = {cell.value: cell.column for cell in page[1]}
    line = {
        "查验结果": "有",
        "文件名称及编号": "经办人：王样本 证书1号",
        "文件日期": "去年秋天",
        "备注": "复印件，原件在区里",
    }
    row = next(n for n in range(2, page.max_row) if page.cell(n, 1).value == "A01")
    street = page.cell(row, 2).value
    for head, words in line.items():
        page.cell(row, at[head]).value = words
    extra = {"条款编号": "A99", "街道": "狮山街道", "查验结果": "有", "查验日期": datetime(2017, 6, 12)}  # noqa: DTZ001
    for head, words in extra.items():
        page.cell(page.max_row if head != "条款编号" else page.max_row + 1, at[head]).value = words
    adjusted = made["调整与豁免表"]
    for column, words in enumerate(["S05", "狮山街道", None, "调整", 0.4, "苏民函1号"], 1):
        adjusted.cell(2, column).value = words
    made.save(path)
    before = len(lines(path, "材料查验表"))
    evaluation_template(path, PLAN, 1, read(tmp_path))
    again = lines(path, "材料查验表")
    assert len(again) == before
    mine = next(one for one in again if one["条款编号"] == "A01" and one["街道"] == street)
    assert {head: mine[head] for head in line} == line
    other = next(one for one in again if one["条款编号"] == "A99")
    assert {head: other[head] for head in extra} == extra
    assert [*lines(path, "调整与豁免表")[0].values()][:6] == ["S05", "狮山街道", None, "调整", 0.4, "苏民函1号"]


def test_the_samples_own_sheets_say_the_same_once_they_stand_in_the_workbook(tmp_path):
    street = "狮山街道"
    for year in ("2016", "2017"):
        copytree(SAMPLE / year / "全市", tmp_path / year / "全市")
        copytree(SAMPLE / year / street, tmp_path / year / street)
    before = read(tmp_path)
    for number, year in ((1, "2016"), (2, "2017")):
        evaluation_template(tmp_path / year / "全市/评估工作簿.xlsx", PLAN, number, before)
    old = {file for table in EVALUATORS for file in before[table]["file"]}
    for file in old:
        (tmp_path / file).unlink()
    after = read(tmp_path)
    told = [papers(assess(PLAN, records, streets=[street])) for records in (before, after)]
    assert len(old) >= 4
    assert len(set(told[0]["verdict"])) >= 4, "the sample says something of each kind"
    pd.testing.assert_frame_equal(*told)
    assert faults(after) == faults(before), "lines of streets that were not read here are kept as well"


def faults(records):
    """How often each fault was met in the evaluators' own tables."""
    return Counter(records.cells.loc[records.cells["table"].isin(EVALUATORS), "code"])


def papers(verdicts):
    mine = verdicts[verdicts["checked_by"] != "records"]
    return mine[["year", "community", "code", "verdict", "why", "before", "ruled_by"]].reset_index(drop=True)


def test_a_file_that_was_not_read_is_never_written_over(tmp_path):
    records = pilot(tmp_path, STREETS[6])
    path = evaluation_template(tmp_path / "评估.xlsx", PLAN, 1)
    before = path.read_bytes()
    for known in (None, records):
        with pytest.raises(ReportError, match="已经存在"):
            evaluation_template(path, PLAN, 1, known)
    assert path.read_bytes() == before


def test_a_column_that_the_form_does_not_have_is_not_dropped_in_silence(tmp_path):
    path = path_in(tmp_path)
    evaluation_template(path, PLAN, 1, pilot(tmp_path, STREETS[6]))
    made = openpyxl.load_workbook(path)
    page = made["评分表"]
    page.cell(1, page.max_column + 1).value = "访谈页码"
    for row in range(2, 6):
        page.cell(row, page.max_column).value = "第3页"
    made.save(path)
    with pytest.raises(ParameterError, match="访谈页码"):
        evaluation_template(path, PLAN, 1, read(tmp_path))


# ---- what helps while filling in ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return openpyxl.load_workbook(evaluation_template(tmp_path_factory.mktemp("blank") / "x.xlsx", PLAN, 1))


def choices(made, page, head):
    letter = next(cell.column_letter for cell in page[1] if cell.value == head)
    rule = next(one for one in page.data_validations.dataValidation if str(one.sqref).startswith(letter))
    ((sheet, cells),) = made.defined_names[rule.formula1.lstrip("=")].destinations
    return [cell.value for row in made[sheet][cells.replace("$", "")] for cell in row]


def test_only_the_words_the_tables_know_can_be_chosen(blank):
    assert choices(blank, blank["材料查验表"], "查验结果") == ["有", "无", "不适用"]
    assert choices(blank, blank["评分表"], "评定结果") == ["符合", "不符合", "待定"]
    assert choices(blank, blank["调整与豁免表"], "调整或豁免") == ["调整", "豁免"]
    assert choices(blank, blank["机构意见与裁定表"], "裁定结果") == ["维持", "改判达标", "改判未达标"]
    assert choices(blank, blank["机构意见与裁定表"], "街道") == ["全市", *STREETS]


def test_each_sheet_is_ready_for_the_screen_and_the_printer(blank):
    assert blank.sheetnames == ["填表说明", "材料查验表", "评分表", "调整与豁免表", "机构意见与裁定表", "选项"]
    for page in blank.worksheets[1:-1]:
        assert (page.freeze_panes, page.auto_filter.ref is not None) == ("D2", True)
        assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == (
            "landscape", 9, "$1:$1",
        )  # fmt: skip


def test_what_is_asked_stands_in_the_line_its_reading_beside_it_and_in_the_guide(blank):
    row = next(row for row in blank["评分表"].iter_rows(min_row=2) if row[0].value == "P02")
    one = PLAN.requirement("P02")
    assert row[3].value == one.label
    assert row[3].comment.text == one.reading
    guide = "\n".join(str(cell.value) for line in blank["填表说明"].iter_rows() for cell in line if cell.value)
    assert one.reading in guide
    assert one.quote in guide


def test_the_version_stands_in_the_properties_and_the_same_plan_gives_the_same_bytes(blank, tmp_path):
    assert blank.custom_doc_props["evalkit-template"].value in str(blank["填表说明"]["A2"].value)
    one, other = (evaluation_template(tmp_path / name, PLAN, 1).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert one == other


def test_another_format_or_year_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="csv"):
        evaluation_template(tmp_path / "a.csv", PLAN, 1)
    with pytest.raises(ParameterError):
        evaluation_template(tmp_path / "a.xlsx", PLAN, 3)


def test_lines_are_asked_once_each(tmp_path):
    keys = [line.key for kind in ("document", "evaluator") for line in asked(PLAN, 1, kind, pilot(tmp_path, *STREETS))]
    assert len(keys) == len(set(keys))


# ---- the command ----------------------------------------------------------------------------------------------------


def test_the_command_writes_one_workbook_a_year_where_it_is_read(tmp_path, capsys):
    pilot(tmp_path, STREETS[6])
    words = ["template", "--evaluation", "--data", str(tmp_path), "--to", str(tmp_path)]
    assert main(words) == 0
    assert "2017/全市" in capsys.readouterr().out
    made = [path_in(tmp_path), tmp_path / "2017/全市/评估工作簿.xlsx"]
    assert all(path.is_file() for path in made)
    assert ("C00", STREETS[6], "何山社区") in {
        (row["条款编号"], row["街道"], row["社区"]) for row in lines(made[0], "材料查验表")
    }
    assert main([*words, "--year", "1"]) == 0, "what it wrote it reads, and writes again"


def test_without_submissions_the_command_writes_all_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["template", "--evaluation", "--year", "2"]) == 0
    assert [path.name for path in (tmp_path / "评估工作簿").iterdir()] == ["2017"]
