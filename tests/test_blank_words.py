"""The words of the blank workbook: notes and lists say the same, and each text says how it is written."""

import openpyxl
import pytest
from books import PLAN

from evalkit.blanks import template
from evalkit.tables import TABLES


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return openpyxl.load_workbook(template(tmp_path_factory.mktemp("blank") / "x.xlsx", PLAN))


def letters(table):
    return {column.name: openpyxl.utils.get_column_letter(n) for n, column in enumerate(TABLES[table].columns, 1)}


def test_the_english_form_speaks_of_yes_and_no_as_its_list_does(tmp_path):
    made = openpyxl.load_workbook(template(tmp_path / "x.xlsx", PLAN, lang="en"))
    assert max(len(name) for name in made.sheetnames) < 31
    page, at = made["Staff roster"], letters("staff")["full_time"]
    assert page[f"{at}2"].value == "Yes"
    assert "是" not in page[f"{at}1"].comment.text


def test_a_date_written_in_another_way_may_stay(blank):
    at = letters("visits")["date"]
    found = blank["居民家庭探访记录表"].data_validations.dataValidation
    rule = next(one for one in found if str(one.sqref).startswith(at))
    assert (rule.type, rule.errorStyle) == ("date", "warning")


def test_notes_say_how_each_text_is_written(blank):
    note = {
        (sheet, name): blank[TABLES[sheet].label][f"{at}1"].comment.text
        for sheet in ("visits", "clients", "supervisors", "staff")
        for name, at in letters(sheet).items()
    }
    assert "写 1、2、3 即可" in note["visits", "number"]
    assert "写编号" in note["clients", "family_code"]
    assert "从下拉列表里选" in note["visits", "community"]
    assert "不进入报告" in note["visits", "needs"]
    assert "代号" not in note["visits", "needs"]
    assert "代号" in note["visits", "address"]
    assert "仍在聘" in note["supervisors", "to_on"]
    assert "仍在岗" in note["staff", "left_on"]
