"""Every check has a row that trips it and one that does not; every finding can be found again."""

import pandas as pd
import pytest
from builders import STREET, frame, plan, records, requirement, visits

from evalkit.checking import CELL_ERRORS, CELL_NOTES, COLUMNS, check
from evalkit.plan import Applies
from evalkit.rules import RULES
from evalkit.tables import TABLES
from evalkit.words import sentences

TOWN = plan(requirement(), communities=(3, 6))
OTHER = "乙街道"


def join(*frames):
    return pd.concat(frames, ignore_index=True)


def findings(code, **given):
    """The findings of one check (the tiny plan needs no table but visits)."""
    found = check(records(TOWN, **given), TOWN, "en")
    return found[found["code"] == code]


def rows_of(found):
    return found["row"].tolist()


# ---- shape and words ----------------------------------------------------------------------------------------------


def test_every_check_has_a_sentence_and_a_cure():
    words = sentences("checking")
    codes = [*RULES, *CELL_ERRORS - {"unreadable_file"}, *CELL_NOTES]
    assert [code for code in codes if code not in words or f"{code}_cure" not in words] == []
    assert {rule.severity for rule in RULES.values()} <= {"error", "warning", "note"}


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
    assert row["message"] == "The same household is entered again for the same day (before: 表1 · 2)"
    assert row["cure"]


def test_findings_speak_both_languages_and_the_gravest_come_first():
    rows = frame("cases", [{"case_no": "1", "opened_on": "2017-01-02", "closed_on": "2017-01-01"}])
    seen = records(TOWN, cases=rows, activities=frame("activities", [{"title": "a"}]), visits=visits("a"))
    zh, en = check(seen, TOWN, "zh"), check(seen, TOWN, "en")
    assert (
        zh["code"].tolist() == en["code"].tolist() == ["case_closed_before_opened", "missing_table", "attendance_blank"]
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
    assert (
        "Nearest right word: “完成”." in cell("unknown_choice", field="result", value="完城", detail="完成")["message"]
    )
    assert "Nearest" not in cell("unknown_choice", field="result", value="完城")["message"]


def test_a_file_that_cannot_be_read_says_why_in_its_cure():
    assert "password" in cell("unreadable_file", detail="password", table="", field="", row=0)["cure"]


def test_a_fault_without_words_of_its_own_is_told_all_the_same():
    row = cell("never_heard_of", counted=True)
    assert (row["severity"], "never_heard_of" in row["message"]) == ("warning", True)


# ---- visits -------------------------------------------------------------------------------------------------------


def test_duplicate_visit():
    assert rows_of(findings("duplicate_visit", visits=visits("a", "a", "a", "b"))) == [3, 4]
    apart = join(visits("a", community="东"), visits("a", community="西"))
    apart["row"] = [2, 3]
    assert findings("duplicate_visit", visits=apart).empty
    morning_and_evening = visits("a", "a")
    morning_and_evening["result"] = ["无人", "完成"]
    assert findings("duplicate_visit", visits=morning_and_evening).empty
    assert findings("duplicate_visit", visits=visits("", "")).empty


def test_repeat_visit():
    rows = visits("a", "a", "a", "b")
    rows["date"] = pd.to_datetime(["2016-08-01", "2016-08-01", "2017-01-05", "2016-08-01"])
    assert rows_of(findings("repeat_visit", visits=rows)) == [4]
    rows["result"] = ["无人", "无人", "完成", "完成"]
    assert findings("repeat_visit", visits=rows).empty


# ---- clients, cases, services -------------------------------------------------------------------------------------


def test_family_two_codes():
    rows = [
        {"family": "f", "family_code": "SS-001"},
        {"family": "f", "family_code": "SS-002"},
        {"family": "g", "family_code": "SS-003"},
    ]
    found = findings("family_two_codes", clients=frame("clients", rows))
    assert found[["row", "value"]].to_numpy().tolist() == [[3, "SS-002"]]
    assert findings("family_two_codes", clients=frame("clients", [rows[0], rows[0], rows[2]])).empty


def test_case_closed_before_opened():
    days = [("2016-08-01", "2016-07-31"), ("2016-08-01", "2016-08-01"), ("2016-08-01", None)]
    rows = frame("cases", [{"opened_on": a, "closed_on": b} for a, b in days])
    assert rows_of(findings("case_closed_before_opened", cases=rows)) == [2]


def test_case_without_session():
    rows = frame("cases", [{"case_no": "GA-1"}, {"case_no": "GA-2"}, {"case_no": ""}])
    log = frame("services", [{"case_no": "ＧＡ-1"}])
    assert findings("case_without_session", cases=rows, services=log)["value"].tolist() == ["GA-2"]
    assert findings("case_without_session", cases=rows).empty  # no log at all: that is missing_table's matter


def test_service_without_client():
    log = frame("services", [{"family_code": code} for code in ("SS-1", "SS-2", "SS-2", "")])
    register = frame("clients", [{"family_code": "ＳＳ-1"}])
    found = findings("service_without_client", services=log, clients=register)
    assert found[["row", "value"]].to_numpy().tolist() == [[3, "SS-2"]]
    assert findings("service_without_client", services=log).empty


# ---- staff --------------------------------------------------------------------------------------------------------


def person(street, joined="2016-07-01", left=None, post="一线社工", name="p"):
    rows = frame("staff", [{"person": name, "joined_on": joined, "left_on": left, "post": post}], street=street)
    return rows.assign(file=f"{street}.xlsx")


def test_staff_left_before_joined():
    rows = join(person(STREET, "2016-07-02", "2016-07-01"), person(STREET, "2016-07-02", "2016-07-02"))
    assert len(findings("staff_left_before_joined", staff=rows)) == 1


def test_staff_two_streets():
    found = findings("staff_two_streets", staff=join(person(STREET), person(OTHER, "2016-09-01")))
    assert found["street"].tolist() == [OTHER, STREET]
    assert "乙街道 at the same time" in found["message"].iloc[1]
    one_after_the_other = join(person(STREET, left="2016-08-31"), person(OTHER, "2016-09-01"))
    assert findings("staff_two_streets", staff=one_after_the_other).empty
    assert findings("staff_two_streets", staff=join(person(STREET), person(STREET))).empty
    assert findings("staff_two_streets", staff=join(person(STREET, name=""), person(OTHER, name=""))).empty


def test_lead_two_streets():
    leads = join(person(STREET, post="项目主管"), person(OTHER, post="项目主管"))
    assert len(findings("lead_two_streets", staff=leads)) == 2
    assert findings("lead_two_streets", staff=join(person(STREET, post="项目主管"), person(OTHER))).empty


# ---- activities ---------------------------------------------------------------------------------------------------


def activity(**more):
    return {"title": "邻里节", "date": "2016-09-10", "community": "东", "size": "大型", "attendance": 80.0} | more


def test_shared_activity_without_host():
    def found(*rows):
        return rows_of(findings("shared_activity_without_host", activities=frame("activities", rows)))

    assert found(activity(), activity(community="西")) == [2, 3]
    assert found(activity(host="东"), activity(community="西", host="东")) == []
    assert found(activity(), activity(community="西", date="2016-09-11")) == []
    assert found(activity(), activity()) == []


def test_attendance_blank_and_implausible_against_the_declared_size():
    rows = [activity(), activity(attendance=None), activity(attendance=49.0), activity(attendance=50.0)]
    rows += [activity(size="小型", attendance=199.0), activity(size="小型", attendance=200.0)]
    given = {"activities": frame("activities", rows)}
    assert rows_of(findings("attendance_blank", **given)) == [3]
    assert rows_of(findings("large_with_few", **given)) == [4]
    assert rows_of(findings("small_with_many", **given)) == [7]
    assert findings("large_with_few", **given)["severity"].tolist() == ["note"]


# ---- dates, tables, communities, money ----------------------------------------------------------------------------


def test_outside_year():
    found = findings("outside_year", visits=join(visits("a"), visits("b", date="2016-06-30", excluded="outside_year")))
    assert found[["value", "counted"]].to_numpy().tolist() == [["2016-06-30", False]]


def missing(town, **given):
    found = check(records(town, **given), town)
    return found[found["code"] == "missing_table"][["year", "table"]].to_numpy().tolist()


def test_missing_table():
    assert missing(TOWN, staff=frame("staff", [{}])) == [[1, "visits"], [2, "visits"]]
    assert missing(TOWN, visits=visits("a")) == [[2, "visits"]]


def test_missing_table_asks_for_what_a_requirement_of_that_year_needs_and_no_more():
    seen = {"staff": frame("staff", [{}])}
    assert missing(plan(requirement(at_least={2: 3.0})), **seen) == [[2, "visits"]]
    assert missing(plan(requirement(every="contract", due="closing")), **seen) == [[2, "visits"]]
    assert missing(plan(requirement(checked_by="document")), **seen) == []
    town = plan(requirement(at_least={1: 3.0}, level="community"))
    assert missing(town, **seen) == [[1, "communities"], [1, "visits"]]
    either = plan(requirement(at_least={1: 3.0}, table=["visits", "activities"]))
    assert missing(either, visits=visits("a")) == []
    chosen = plan(requirement(at_least={1: 3.0}, applies=Applies(table="problems")))
    assert missing(chosen, visits=visits("a")) == [[1, "problems"]]


def test_too_few_communities():
    def found(*names):
        rows = frame("communities", [{"community": name} for name in names])
        return findings("too_few_communities", communities=rows)["message"].tolist()

    assert found("东", "西", "东") == ["The list of served communities names 2; the notice asks for 3"]
    assert found("东", "西", "南") == []


def money(fee, *payments):
    paid = frame("payments", [{"payer": payer, "amount": amount, "date": "2016-08-10"} for payer, amount in payments])
    return {"contracts": frame("contracts", [{"fee": fee}]), "payments": paid}


def test_fee_not_paid():
    found = findings("fee_not_paid", **money(600000.0, ("市级", 300000.0)))
    assert found["message"].tolist() == [
        "The fee of the year is 600,000 yuan, the payments recorded add up to 300,000 yuan"
    ]
    assert findings("fee_not_paid", **money(600000.0, ("市级", 300000.0), ("市级", 300000.0))).empty
    assert findings("fee_not_paid", **money(600000.0)).empty


def test_payer_not_as_agreed():
    whole, half = (TOWN.streets[0].model_copy(update={"city_share": share}) for share in (1.0, 0.5))

    def found(street, *payments):
        town = TOWN.model_copy(update={"streets": [street]})
        told = check(records(town, **money(600000.0, *payments)), town, "en")
        return told[told["code"] == "payer_not_as_agreed"]["message"].tolist()

    assert found(whole, ("市级", 600000.0)) == []
    assert found(whole, ("市级", 300000.0), ("区级", 300000.0)) == [
        "The city paid 50%; by the notice it should be 100%"
    ]
    assert found(half, ("市级", 300000.0), ("区级", 300000.0)) == []
    assert found(half, ("市级", 302000.0), ("区级", 298000.0)) == []
    assert len(found(half, ("市级", 600000.0))) == 1
    assert found(TOWN.streets[0], ("区级", 600000.0)) == []


@pytest.mark.parametrize("table", TABLES)
def test_no_check_stumbles_over_an_empty_table(table):
    assert check(records(TOWN, submitted=[(table, STREET, 1)]), TOWN)["code"].isin(["missing_table"]).all()


# ---- what is lost in counting ---------------------------------------------------------------------------------------


def test_unknown_host():
    listed = frame("communities", [{"community": "东社区"}, {"community": "西社区"}])
    rows = [
        {"community": "东社区", "host": host, "is_host": host == ""} for host in ("", "西", "机构", "东社区、西社区")
    ]
    acts = frame("activities", rows)
    assert rows_of(findings("unknown_host", activities=acts, communities=listed)) == [4, 5]
    assert findings("unknown_host", activities=acts).empty  # without a list nobody can say


def test_duplicate_contract():
    same = [{"contract_no": "一"}, {"contract_no": "一"}, {"contract_no": "二"}]
    assert rows_of(findings("duplicate_contract", contracts=frame("contracts", same))) == [3]


def test_duplicate_payment():
    paid = {"date": "2016-08-10", "payer": "市级", "amount": 3.0}
    rows = frame("payments", [paid, paid, paid | {"amount": 4.0}, paid | {"payer": "区级"}])
    assert rows_of(findings("duplicate_payment", payments=rows)) == [3]


def test_absent_column():
    town = plan(requirement(where={"mode": "入户"}))

    def absent(*fields):
        at = {"file": "visits.xlsx", "sheet": "表1", "table": "visits", "column": "A", "header": "x"}
        seen = records(town, visits=visits("a"), columns=[at | {"field": field} for field in fields])
        found = check(seen, town, "en")
        return found[found["code"] == "absent_column"][["sheet", "field", "message"]].to_numpy().tolist()

    sentence = "The table has no column “Mode”, by which a requirement is counted"
    assert absent("date") == [["表1", "mode", sentence]]
    assert absent("date", "mode") == absent() == []


def test_missing_table_asks_for_the_table_a_column_is_worked_out_from():
    town = plan(requirement(table="services", of="categories", at_least={1: 2.0}))
    served = frame("services", [{"family": "a"}])
    assert missing(town, services=served) == [[1, "clients"]]


def test_a_required_value_that_cannot_be_read_is_an_error_because_its_row_is_lost():
    lost = {"row": 2, "table": "payments", "field": "amount"}
    assert cell("vague_number", **lost, counted=False)["severity"] == "error"
    assert cell("vague_number", **lost, counted=True)["severity"] == "warning"
    assert cell("vague_number", **lost | {"field": "note"}, counted=False)["severity"] == "warning"
