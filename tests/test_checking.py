"""Findings have their address, their words and their weight, and can be found again."""

import pytest
from builders import STREET, frame, plan, records, requirement, visits

from evalkit.checking import check
from evalkit.findings import COLUMNS
from evalkit.tables import TABLES

TOWN = plan(requirement(), communities=(3, 6))


def findings(code, **given):
    """The findings of one check (the tiny plan needs no table but visits)."""
    found = check(records(TOWN, **given), TOWN, "en")
    return found[found["code"] == code]


# ---- shape and words ----------------------------------------------------------------------------------------------


def test_no_finding_is_an_empty_frame_with_all_columns():
    found = check(records(TOWN, visits=visits("a"), submitted=[("visits", STREET, 2)]), TOWN)
    assert list(found.columns) == list(COLUMNS)
    assert found.empty


def test_a_finding_has_its_address_and_the_letter_of_its_column():
    twice = visits("a", "a", community="东")
    letters = [
        {"file": "visits.xlsx", "sheet": "表1", "table": "visits", "field": "date", "column": "C", "header": "日期"}
    ]
    row = findings("duplicate_visit", visits=twice, columns=letters).iloc[0]
    where = ["severity", "street", "year", "community", "table", "file", "sheet", "row", "column", "field"]
    told = ["warning", STREET, 1, "东", "visits", "visits.xlsx", "表1", 3, "C", "date"]
    assert row[where].tolist() == told
    assert (row["value"], row["counted"]) == ("2016-08-01", True)
    assert row["message"] == "The same household is entered again for the same day (also: 表1 · 2)"
    assert row["cure"]
    assert row["touches"] == "C01"


def test_findings_speak_both_languages_and_the_gravest_come_first():
    rows = frame("cases", [{"case_no": "1", "opened_on": "2017-01-02", "closed_on": "2017-01-01"}])
    seen = records(TOWN, cases=rows, activities=frame("activities", [{"title": "a"}]), visits=visits("a"))
    zh, en = check(seen, TOWN, "zh"), check(seen, TOWN, "en")
    assert (
        zh["code"].tolist()
        == en["code"].tolist()
        == ["case_closed_before_opened", "attendance_blank", "year_not_submitted"]
    )
    assert zh["message"].iloc[0] == "结案日期 2017-01-01 早于接案日期"
    assert "2017-01-01" in en["message"].iloc[0]


def test_no_finding_tells_a_person():
    rows = visits("h1", "h1", head_name="张样本", address="1幢", phone="13900000000")
    people = frame("staff", [{"name": "王样本", "person": "p", "joined_on": "2017-01-02", "left_on": "2017-01-01"}])
    found = check(records(TOWN, visits=rows, staff=people), TOWN)
    assert len(found) >= 2
    text = found.astype(str).to_csv()
    assert not [word for word in ("样本", "1幢", "139", "h1") if word in text]


# ---- faults met while reading -------------------------------------------------------------------------------------

CELL = {"file": "a.xlsx", "sheet": "表1", "row": 5, "column": "C", "field": "date", "table": "visits", "street": STREET}


def cell(code, **more):
    given = CELL | {"code": code, "value": "2016-02-30", "year": 1, "counted": False, "detail": ""} | more
    found = check(records(TOWN, visits=visits("a"), submitted=[("visits", STREET, 2)], cells=[given]), TOWN, "en")
    assert len(found) == 1
    return found.iloc[0]


def test_a_fault_met_while_reading_keeps_its_address_and_gets_its_words():
    row = cell("bad_date")
    assert row[["severity", "file", "row", "column", "value"]].tolist() == ["error", "a.xlsx", 5, "C", "2016-02-30"]
    assert row["message"] == "“Date of visit” is no date that can be read: “2016-02-30”"


def test_the_nearest_right_word_is_named_where_there_is_one():
    assert "Is “完成” meant?" in cell("unknown_choice", field="result", value="完城", detail="完成")["message"]
    assert "meant?" not in cell("unknown_choice", field="result", value="完城")["message"]


def test_a_word_that_is_no_choice_is_answered_with_the_choices_of_its_column():
    cure = cell("unknown_choice", field="mode", value="飞行")["cure"]
    assert all(f"“{word}”" in cure for word in TABLES["visits"].column("mode").values)
    assert "拒访" not in cure


def test_a_file_that_cannot_be_read_says_why_in_its_cure():
    assert "password" in cell("unreadable_file", detail="password", table="", field="", row=0)["cure"]


def test_a_fault_without_words_of_its_own_is_told_all_the_same():
    row = cell("never_heard_of", counted=True)
    assert (row["severity"], "never_heard_of" in row["message"]) == ("warning", True)


def test_a_required_value_that_cannot_be_read_is_an_error_because_its_row_is_lost():
    lost = {"row": 2, "table": "payments", "field": "amount"}
    assert cell("vague_number", **lost, counted=False)["severity"] == "error"
    assert cell("vague_number", **lost, counted=True)["severity"] == "warning"
    assert cell("vague_number", **lost | {"field": "note"}, counted=False)["severity"] == "warning"
    assert cell("corrected", **lost, counted=False)["severity"] == "note"


def test_a_total_that_disagrees_names_both_sums():
    row = cell("sum_disagrees", table="activities", field="attendance", value="300", detail="280")
    assert row["message"] == "The total row gives 300 as “Attendances”; the rows add up to 280"
    assert (row["severity"], row["counted"]) == ("warning", False)


def test_a_column_nobody_knows_is_told_with_the_nearest_header():
    told = cell("unknown_column", field="", value="探访日", detail="探访日期")["message"]
    assert told == "The header “探访日” is no column of this table and was not read. Is “探访日期” meant?"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("old_differs", "the cell no longer says the “old value”"),
        ("no_sheet", "the file has no such sheet, or several and none is named"),
        ("no_cell", "the address of the cell is wrong or lies outside the sheet"),
        ("no_file", "no such file was handed in, or it cannot be read"),
        ("lacking:reason;who", "it does not give: reason, who"),
        ("no_day", "its date must name a day, such as 2017-07-02"),
        ("twice:3;4", "the same cell is corrected more than once (rows 3, 4); none of them is applied"),
    ],
)
def test_a_refused_correction_says_which_and_why(status, told):
    row = cell("correction_refused", row=3, value="a.xlsx · B2", detail=status)
    assert (row["severity"], row["message"]) == (
        "error",
        f"Row 3 of the list of corrections (a.xlsx · B2) was not applied: {told}",
    )


def test_an_applied_correction_is_a_note():
    row = cell("corrected", value="2017-06-30", detail="corrections.applied", counted=True)
    assert row["message"] == "“Date of visit” is read as “2017-06-30”, as the list of corrections says"
    assert row["severity"] == "note"


@pytest.mark.parametrize("why", ["crashed", "too_slow"])
def test_trust_22_a_file_on_which_the_reader_broke_off_is_told_with_its_cure(why):
    row = cell("unreadable_file", detail=why, table="", field="", row=0)
    assert row["severity"] == "error"
    assert "hand it in again" in row["cure"]


def test_what_is_said_of_a_whole_sheet_stands_under_its_table():
    row = cell("hidden_rows", file="visits.xlsx", detail="3、4", table="", field="", row=0)
    assert (row["table"], row["touches"], row["severity"]) == ("visits", "C01", "warning")


def test_a_hidden_sheet_stands_under_the_table_it_looks_like():
    row = cell("hidden_sheet", detail="visits", table="", field="", row=0)
    assert (row["table"], row["touches"]) == ("visits", "C01")
    assert "“Household visits”" in row["message"]


def test_a_sheet_nobody_knows_is_told_with_its_nearest_table_and_what_it_lacks():
    cell = dict.fromkeys(["code", "file", "sheet", "column", "field", "value", "table", "street", "detail"], "")
    cell |= {
        "code": "unknown_sheet",
        "sheet": "走访",
        "row": 0,
        "year": 1,
        "counted": False,
        "detail": "visits:探访日期",
    }
    found = check(records(plan(), cells=[cell]), plan(), "zh").query("code == 'unknown_sheet'").iloc[0]
    assert found["message"].endswith("最像《居民家庭探访记录表》，但找不到这些必填的列：探访日期。")
    assert found["table"] == "visits"
