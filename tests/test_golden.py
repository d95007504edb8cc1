"""Each measure, and each dated fact of staff, against a workbook worked by hand: typed answer, formulas, evalkit."""

import shutil
import zipfile

import pandas as pd
import pytest
import worked
from builders import plan, requirement
from python_calamine import CalamineWorkbook
from worked_books import BOOKS, GOLDEN, path_of

from evalkit.assessing import assess
from evalkit.judging import Place, tally
from evalkit.places import Places
from evalkit.plan import MEASURES
from evalkit.records import read_records

FACTS = {"date_within", "professional", "experience", "full_time", "lead", "supervisor"}
VERDICTS = {"达标": "met", "未达标": "not_met", "是": "met", "否": "not_met"}
VERDICTS |= {"不适用": "not_applicable", "无法核定": "cannot_assess"}
COUNTED = [name for name, one in BOOKS.items() if not one.parts]
END = pd.Timestamp("2017-06-30")


def asked(code, words):
    """A requirement called after its workbook, or its part; the measure too, unless said otherwise."""
    return requirement(**{"id": code, "code": code, "measure": code, "where": {}} | words)


def requirements(name):
    """What a workbook asks, with its parts."""
    return [asked(code, words) for code, words in {**BOOKS[name].parts, name: BOOKS[name].requirement}.items()]


def steps(name):
    """The lines of 核算步骤 under its header."""
    sheet = CalamineWorkbook.from_path(path_of(name)).get_sheet_by_name(worked.STEPS)
    return sheet.to_python(skip_empty_area=False)


def answers(name):
    """Label -> (typed, calculated in Excel) of the last lines of 核算步骤."""
    typed = [line for line in steps(name)[2:] if line[0] in {"结果", "判定", "分子", "分母"}]
    return {line[0]: (line[1], line[3]) for line in typed}


def by_line(name):
    """Line of the record -> what the evaluator typed: 是, 重复 or 否."""
    return {int(line[0]): line[1] for line in steps(name)[2:] if isinstance(line[0], float)}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """(plan, records, verdicts): every workbook is what the agency of a street of that name handed in."""
    folder = tmp_path_factory.mktemp("raw")
    for name in BOOKS:
        place = folder / "2016" / name
        place.mkdir(parents=True)
        shutil.copy(path_of(name), place)
    every = {one.code: one for name in BOOKS for one in requirements(name)}
    town = plan(*every.values(), streets=tuple(BOOKS))
    records = read_records(folder, town)
    return town, records, assess(town, records).query("year == 1")


def test_every_measure_has_its_workbook_and_its_line_in_the_list():
    assert {*BOOKS} == MEASURES | FACTS
    assert [name for name in BOOKS if not path_of(name).is_file()] == []
    listed = (GOLDEN / "README.md").read_text(encoding="utf-8")
    assert [name for name in BOOKS if f"`{path_of(name).name}`" not in listed] == []


@pytest.mark.parametrize("name", BOOKS)
def test_the_typed_answer_is_what_the_formulas_calculate(name):
    found = answers(name)
    assert {"结果", "判定"} <= set(found)
    for typed, calculated in found.values():
        assert typed == (pytest.approx(calculated) if isinstance(typed, float) else calculated)


@pytest.mark.parametrize("name", COUNTED)
def test_the_formulas_count_the_lines_the_evaluator_counts_and_each_has_its_reason(name):
    header, *lines = steps(name)[1:]
    at = header.index("计入")
    records = [line for line in lines if isinstance(line[0], float)]
    assert len(records) == len(BOOKS[name].lines)
    assert [line[at] for line in records] == [float(line[1] == "是") for line in records]
    assert all(line[2] for line in records)


@pytest.mark.parametrize("name", BOOKS)
def test_evalkit_finds_the_answer_worked_by_hand(name, handed_in):
    mine = handed_in[2].query("street == @name and code == @name")
    (found,) = mine.to_dict("records")
    columns = {"结果": "value", "分子": "numerator", "分母": "denominator"}
    typed = {label: hand for label, (hand, _) in answers(name).items()}
    assert found["verdict"] == VERDICTS[typed.pop("判定")]
    for label, hand in typed.items():
        assert found[columns[label]] == pytest.approx(hand), label


@pytest.mark.parametrize("name", COUNTED)
def test_evalkit_counts_the_lines_the_evaluator_counts(name, handed_in):
    town, records, _ = handed_in
    (one,) = requirements(name)
    found = tally(town, Places(records), one, Place(name, 1, None, END))
    inside = {int(row) for row, why in zip(found.rows["row"], found.reasons, strict=True) if why in {"", "repeat"}}
    hand = by_line(name)
    assert inside == {line for line, word in hand.items() if word != "否"}
    assert sum(found.reasons == "") == sum(word == "是" for word in hand.values())
    if found.count.months is not None:
        row = {line[0]: line[4:16] for line in steps(name)}
        assert found.count.months.tolist() == pytest.approx(row.get("各月占比") or row["各月人数"])


@pytest.mark.parametrize("name", ["all_of", "any_of"])
def test_each_part_bears_the_verdict_worked_by_hand(name, handed_in):
    mine = handed_in[2].query("street == @name").set_index("code")["verdict"]
    hand = [line[1] for line in steps(name)[2 : 2 + len(BOOKS[name].lines)]]
    assert [mine[code] for code in BOOKS[name].parts] == [VERDICTS[word] for word in hand]


def test_the_steps_are_read_as_no_record_and_all_others_are(handed_in):
    sheets = handed_in[1].sheets
    assert handed_in[1].invented
    assert set(sheets.loc[sheets["table"] == "", "sheet"]) == {worked.STEPS}
    assert (sheets.loc[sheets["sheet"] == worked.STEPS, "table"] == "").all()


@pytest.mark.parametrize("name", BOOKS)
def test_the_committed_workbook_is_the_written_one(name, tmp_path):
    worked.write(BOOKS[name], tmp_path / "again.xlsx")
    first, again = zipfile.ZipFile(path_of(name)), zipfile.ZipFile(tmp_path / "again.xlsx")
    with first, again:
        sheets = [part for part in first.namelist() if part.startswith(("xl/worksheets/", "xl/sharedStrings"))]
        assert len(sheets) > 2
        assert [part for part in sheets if first.read(part) != again.read(part)] == []
