"""The score sheet: the words of the reports line by line, safe to open, filled in by a person and read back."""

import json
from collections import Counter
from datetime import date
from shutil import copy

import openpyxl
import pytest
from books import COMMUNITIES, PLAN, VISITS, book, visit

from evalkit import wording
from evalkit.assessing import assess
from evalkit.certifying import certificates
from evalkit.checking import check
from evalkit.errors import ParameterError, ReportError
from evalkit.records import read_records
from evalkit.reporting import scored
from evalkit.reporting.jobs import job
from evalkit.scoresheets import scoresheet
from evalkit.scoresheets.evidence import runs
from evalkit.sheets.heard import replies

# A few clauses of each kind are enough: records, a share of persons, a document, a judgement.
SMALL = PLAN.model_copy(update={"requirements": [PLAN.requirement(code) for code in ("A01", "T05", "C01", "P02")]})
HEADS = [*VISITS, "探访方式"]
STREET, FOLDER = "狮山街道", "2016/全市"
HEAD = 3  # the header's row
FILLED = {"评估人员结论": "达标", "结论理由": "补交1户", "结论依据文件": "补充材料1", "评估人员": "周样本"}
HOSTILE = "=cmd|'/c calc'!A1\x07" + "长" * 200


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two communities, three households visited in one of them; a sheet whose name would be a formula."""
    made = tmp_path_factory.mktemp("data")
    rows = [HEADS, *(paid(number) for number in (1, 2, 2, 3))]
    book(made, f"2016/{STREET}/材料.xlsx", {"服务社区一览表": COMMUNITIES, "=探访": rows})
    book(made, f"{FOLDER}/说明.xlsx", {"封面": [["虚构样本"]]})
    return made


def paid(number):
    """A visit in person."""
    return [*visit(number), "入户"]


def read(folder):
    return read_records(folder, SMALL)


def of(records):
    verdicts = assess(SMALL, records, None, [STREET])
    return verdicts[verdicts["year"] == 1]


@pytest.fixture(scope="module")
def records(folder):
    return read(folder)


@pytest.fixture(scope="module")
def verdicts(records):
    return of(records)


@pytest.fixture(scope="module")
def path(records, verdicts, tmp_path_factory):
    return scoresheet(verdicts, records, tmp_path_factory.mktemp("out") / "shishan-1.xlsx", "zh")


@pytest.fixture(scope="module")
def page(path):
    return openpyxl.load_workbook(path)["逐条评分表"]


def lines(page):
    heads = [cell.value for cell in page[HEAD]]
    rows = page.iter_rows(min_row=HEAD + 1, values_only=True)
    return [dict(zip(heads, (value or "" for value in row), strict=True)) for row in rows]


def fill(path, code, community, **cells):
    """Fill in a line as a person would."""
    made = openpyxl.load_workbook(path)
    page = made.worksheets[1]
    at = {cell.value: cell.column for cell in page[HEAD]}
    row = next(n for n in range(HEAD + 1, page.max_row + 1) if _at(page, n, at) == (code, community))
    for head, value in cells.items():
        page.cell(row, at[head]).value = value
    made.save(path)


def _at(page, row, at):
    place = at.get("社区") or at["Community"]
    return page.cell(row, 1).value, page.cell(row, place).value or ""


# ---- what stands in it ----------------------------------------------------------------------------------------------


def test_every_verdict_has_a_line_in_the_words_of_the_reports(page, records, verdicts):
    told = lines(page)
    assert len(told) == len(verdicts)
    by_section = [row for _, rows in verdicts.groupby("section", sort=False) for row in rows.to_dict("records")]
    for line, row in zip(told, by_section, strict=True):
        assert line["条款编号"] == row["code"]
        assert line["社区"] == row["community"]
        assert line["公文标准"] == wording.bound(row, "zh")
        assert line["核定数值"] == wording.value(row, "zh")
        assert line["现判定"] == wording.verdict(row["verdict"], "zh")
        assert wording.remark(row, "zh") in line["判定说明"]
        assert SMALL.requirement(row["code"]).quote in line["公文原话"]
        assert {line[head] for head in FILLED} == {""}


def test_a_line_tells_the_rows_that_count_and_those_left_out(page, records, verdicts):
    line = next(one for one in lines(page) if (one["条款编号"], one["社区"]) == ("C01", "新升社区"))
    assert (line["公文标准"], line["核定数值"], line["现判定"]) == ("≥ 150 户", "3 户", "未达标")
    assert "差 147 户" in line["判定说明"]
    assert line["计入记录"] == "涉及 4 条，计入 3 条\n未计入：重复：同一对象已计一次 1"
    assert line["记录所在位置"] == f"2016/{STREET}/材料.xlsx\n=探访 · 2–3、5（未计入 4）"
    mine = verdicts[(verdicts["code"] == "C01") & (verdicts["community"] == "新升社区")]
    ((_, made),) = certificates(records, mine, "zh")
    assert sorted(row["row"] for row in made.content["evidence"] if row["counted"]) == [2, 3, 5]
    assert json.loads(mine["left_out"].item()) == {"repeat": 1}


def test_long_lists_of_rows_are_cut_where_one_sees_it():
    assert runs(range(2, 200, 2), "zh") == "2、4、6、8、10、12、14、16、18、20、22、24……另有 87 行，见判定凭证"
    assert runs([9, 3, 4, 5], "en") == "3–5, 9"


def test_nothing_in_it_is_a_formula_a_link_or_about_a_person(path):
    made = openpyxl.load_workbook(path)
    cells = [cell for page in made for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    text = "\n".join(str(cell.value) for cell in cells)
    assert [word for word in ("张样本", "新升新苑") if word in text] == []
    assert "虚构样本" in text


def test_the_summary_counts_requirements_as_the_report_does_and_names_what_it_was_made_from(path, records, verdicts):
    rows = [row[:2] for row in openpyxl.load_workbook(path)["汇总"].iter_rows(values_only=True)]
    told = {label: value for label, value in rows if label}
    worst = Counter(wording.overall(found) for _, found in verdicts.groupby("requirement")["verdict"])
    assert {word: int(told[wording.verdict(word, "zh")]) for word in wording.VERDICTS if worst[word]} == dict(worst)
    assert told["统计截至"] == "2017年6月30日"
    assert (
        told[f"2016/{STREET}/材料.xlsx"]
        == records.sheets.set_index("file")["sha256"][f"2016/{STREET}/材料.xlsx"].iloc[0]
    )


def test_it_is_ready_for_the_screen_and_the_printer(page):
    assert (page.freeze_panes, page.auto_filter.ref) == ("E4", f"A3:S{page.max_row}")
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.print_title_rows) == ("landscape", 9, "$3:$3")
    assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert page.print_area.endswith(f"$P${page.max_row}"), "the check code is not printed"
    heads = {cell.value: cell.column for cell in page[HEAD]}
    unlocked = {head for head, at in heads.items() if not page.cell(HEAD + 1, at).protection.locked}
    assert page.protection.sheet
    assert unlocked == {*FILLED, "结论日期"}
    rules = {str(one.sqref)[0]: one for one in page.data_validations.dataValidation}
    assert rules["L"].formula1 == '"达标,未达标"'
    assert rules["P"].type == "date"


def test_what_agencies_write_stays_text(tmp_path, records, verdicts):
    odd = verdicts[verdicts["rows"] == 0].assign(community=HOSTILE)
    page = openpyxl.load_workbook(scoresheet(odd, records, tmp_path / "x.xlsx", "zh")).worksheets[1]
    cell = page.cell(HEAD + 1, 3)
    assert (cell.data_type, cell.value.startswith("=cmd")) == ("s", True)
    assert cell.value.endswith("长" * 200)


def test_the_same_verdicts_give_the_same_bytes_in_both_languages(tmp_path, path, records, verdicts):
    again = scoresheet(verdicts, records, tmp_path / "again.xlsx", "zh")
    assert again.read_bytes() == path.read_bytes()
    english = openpyxl.load_workbook(scoresheet(verdicts, records, tmp_path / "en.xlsx", "en"))
    assert english.sheetnames == ["Summary", "Score sheet", "How to fill in"]
    row = [cell.value for cell in english["Score sheet"][HEAD]]
    assert row[:4] + row[11:16] == [
        "Clause", "Section", "Community", "Requirement",
        "Evaluator's conclusion", "Reason for the conclusion", "Document of the conclusion", "Concluded by",
        "Concluded on",
    ]  # fmt: skip
    assert "not met" in {cell.value for cell in english["Score sheet"]["H"]}


def test_another_suffix_or_several_years_are_refused(tmp_path, records, verdicts):
    with pytest.raises(ParameterError, match="xlsx"):
        scoresheet(verdicts, records, tmp_path / "x.csv")
    both = assess(SMALL, records, None, [STREET])
    with pytest.raises(ParameterError):
        scoresheet(both, records, tmp_path / "x.xlsx")


def test_a_report_makes_it_of_what_its_notebook_leaves_behind(tmp_path, path, records):
    words = {"street": STREET, "lang": "zh", "places": {"plan": "", "data": "", "out": tmp_path, "figures": tmp_path}}
    asked = job("street", PLAN, year=1, to=["xlsx"], parameters={}, **words)
    names = {"records": records, "verdicts": assess(SMALL, records, None, [STREET])}
    assert scored.render(asked, names) == path.read_bytes()
    with pytest.raises(ReportError, match="records"):
        scored.render(asked, {})
    with pytest.raises(ParameterError, match="合同期"):
        job("street", PLAN, year="contract", to=["xlsx"], parameters={}, **words)


# ---- filled in and read back ----------------------------------------------------------------------------------------


@pytest.fixture
def back(folder, path):
    """The score sheet put into the folder of the whole pilot, taken away afterwards."""
    there = folder / FOLDER / "评分.xlsx"
    copy(path, there)
    yield there
    there.unlink()


def about(found, file="评分.xlsx"):
    return found[found["file"].str.endswith(file)]


KEPT = ["code", "community", "verdict", "why", "before", "ruled_by", "value", "basis"]


def test_a_sheet_that_nobody_filled_in_changes_nothing_and_raises_no_finding(folder, back, verdicts):
    records = read(folder)
    assert len(records["conclusions"]) == len(verdicts)
    assert of(records)[KEPT].equals(verdicts[KEPT])
    assert about(check(records, SMALL)).empty


def test_a_conclusion_filled_in_by_a_person_turns_its_verdict_alone(folder, back, verdicts, tmp_path):
    fill(back, "C01", "新升社区", **FILLED, 结论日期=date(2017, 7, 10))
    records = read(folder)
    now = of(records)
    turned = now[(now[KEPT].fillna(-1) != verdicts[KEPT].fillna(-1)).any(axis=1)]
    assert turned[KEPT[:-1]].to_numpy().tolist() == [
        ["C01", "新升社区", "met", "concluded", "not_met", "补充材料1（周样本，2017-07-10）", 3.0]
    ]
    assert about(check(records, SMALL)).empty
    heard = replies(records, now, "zh")
    assert [cell["t"] for cell in heard.body[0]][3:5] == ["改判达标", "未达标 → 达标"]
    assert heard.notes[0].endswith("评分表中评估人员的结论 1 条，已采用 1 条。")
    again = scoresheet(now, records, tmp_path / "again.xlsx", "zh")
    line = next(one for one in lines(openpyxl.load_workbook(again).worksheets[1]) if one["评估人员结论"])
    assert {head: line[head] for head in FILLED} == FILLED
    assert (line["现判定"], line["结论日期"].date()) == ("达标", date(2017, 7, 10))
    assert "裁定或批准之前：未达标。依据：补充材料1（周样本，2017-07-10）。" in line["判定说明"]
    copy(again, back)
    assert of(read(folder))[KEPT].equals(now[KEPT]), "the new sheet stands in for the old one"


def test_a_bound_typed_over_is_not_believed_nor_an_agency_that_concludes_on_itself(folder, back, path):
    own = folder / f"2016/{STREET}/自评.xlsx"
    copy(path, own)
    fill(own, "C01", "何山社区", **FILLED, 结论日期="2017-07-10")
    fill(back, "C01", "新升社区", **FILLED, 结论日期="2017-07-10", 公文标准="≥ 3 户")
    records = read(folder)
    own.unlink()
    now = of(records)
    assert set(now["before"]) == {""}
    assert set(now.loc[now["code"] == "C01", "low"]) == {150.0}
    found = check(records, SMALL, "zh")
    told = about(found)
    assert (told["code"].tolist(), "C01" in told["message"].item()) == (["conclusion_altered"], True)
    assert "wrong_folder" in set(about(found, "自评.xlsx")["code"])


def test_after_the_records_have_changed_the_old_conclusion_is_told_and_kept_out_of_the_new_sheet(
    folder, back, tmp_path
):
    fill(back, "C01", "新升社区", **FILLED, 结论日期="2017-07-10")
    more = book(folder, f"2016/{STREET}/补交.xlsx", {"探访": [HEADS, paid(4)]})
    records = read(folder)
    more.unlink()
    told = about(check(records, SMALL, "zh"))
    assert told[["code", "value"]].to_numpy().tolist() == [["conclusion_outdated", "3 户"]]
    page = openpyxl.load_workbook(scoresheet(of(records), records, tmp_path / "new.xlsx", "zh")).worksheets[1]
    line = next(one for one in lines(page) if (one["条款编号"], one["社区"]) == ("C01", "新升社区"))
    assert (line["核定数值"], line["现判定"], line["评估人员结论"]) == ("4 户", "未达标", "")
    assert "此前的结论“达标”（周样本，2017-07-10）是对着“3 户，未达标”作出的" in line["判定说明"]


def test_the_english_sheet_is_read_back_too(folder, records, verdicts):
    there = scoresheet(verdicts, records, folder / FOLDER / "score.xlsx", "en")
    words = {"Evaluator's conclusion": "met", "Document of the conclusion": "paper 1", "Concluded by": "Z"}
    fill(there, "C01", "何山社区", **words, **{"Concluded on": "2017-07-10"})
    back = of(read(folder))
    there.unlink()
    assert back.loc[back["before"] != "", ["code", "community", "verdict"]].to_numpy().tolist() == [
        ["C01", "何山社区", "met"]
    ]


def test_what_was_filled_in_and_not_put_back_is_never_written_over(records, verdicts, path, tmp_path):
    mine = tmp_path / "shishan-1.xlsx"
    copy(path, mine)
    scoresheet(verdicts, records, mine, "zh")
    fill(mine, "C01", "新升社区", 结论理由="只写了理由")
    before = mine.read_bytes()
    with pytest.raises(ReportError, match="2016/全市"):
        scoresheet(verdicts, records, mine, "zh")
    assert mine.read_bytes() == before
    mine.write_bytes(b"not a workbook")
    with pytest.raises(ReportError, match="不能覆盖"):
        scoresheet(verdicts, records, mine, "zh")
