"""Every rule has a row that trips it and one that does not; the order of the rows changes nothing."""

import pandas as pd
import pytest
from builders import STREET, disputed, frame, plan, records, requirement, visits
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.checking import check
from evalkit.plan import Applies
from evalkit.rules import RULES
from evalkit.tables import TABLES

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


def near(*pairs, **more):
    """Completed visits: (head, home), each written in a way of its own."""
    rows = [
        {"head_name": head, "home": home, "household": f"h{n}", "date": "2016-08-01", "result": "完成"} | more
        for n, (head, home) in enumerate(pairs)
    ]
    return frame("visits", rows)


def test_near_duplicate_visit():
    assert rows_of(findings("near_duplicate_visit", visits=near(("p", "x"), ("p", "x"), ("q", "x"), ("p", "y")))) == [3]
    other_day = near(("p", "x"), ("p", "x"))
    other_day["date"] = pd.to_datetime(["2016-08-01", "2017-03-01"])
    assert rows_of(findings("near_duplicate_visit", visits=other_day)) == [3]


def test_near_duplicate_visit_needs_one_community_two_spellings_and_somebody_at_home():
    apart = near(("p", "x"), ("p", "x")).assign(community=["东", "西"])
    assert findings("near_duplicate_visit", visits=apart).empty
    assert findings("near_duplicate_visit", visits=near(("p", "x"), ("p", "x")).assign(household="h")).empty
    assert findings("near_duplicate_visit", visits=near(("p", "x"), ("p", "x")).assign(result=["无人", "完成"])).empty
    assert findings("near_duplicate_visit", visits=near(("p", ""), ("p", ""))).empty
    assert findings("near_duplicate_visit", visits=near(("", "x"), ("", "x"))).empty


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


def client(head, code, address="x"):
    return {"head_name": head, "family_code": code, "address": address, "family": f"{head}{address}"}


def test_family_two_codes_takes_one_code_typed_in_two_ways_for_one():
    rows = [client("p", "SS-1"), client("p", "ＳＳ-1")]
    assert findings("family_two_codes", clients=frame("clients", rows)).empty


def test_code_two_families():
    rows = [client("p", "SS-1"), client("q", "ＳＳ-1", "y"), client("r", "SS-2"), client("", "SS-2", "z")]
    assert rows_of(findings("code_two_families", clients=frame("clients", rows))) == [3]
    assert findings("code_two_families", clients=frame("clients", [rows[0], rows[0]])).empty
    twice = join(frame("clients", [client("p", "SS-1")]), frame("clients", [client("q", "SS-1")], year=2))
    assert findings("code_two_families", clients=twice).empty


def test_home_two_families():
    rows = [client("p", "SS-1"), client("q", "SS-2"), client("r", "SS-3", "y"), client("s", "SS-4", "")]
    found = findings("home_two_families", clients=frame("clients", [*rows, client("t", "SS-5", "")]))
    assert rows_of(found) == [3]
    assert found["severity"].tolist() == ["note"]
    assert findings("home_two_families", clients=frame("clients", [client("p", "1"), client("q", "1")])).empty
    assert findings("home_two_families", clients=frame("clients", [client("p", "1"), client("p", "2")])).empty


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


def test_near_shared_activity():
    def found(*rows):
        return rows_of(findings("near_shared_activity", activities=frame("activities", rows)))

    assert found(activity(), activity(community="西", title="“邻里节”")) == [3]
    assert found(activity(), activity(community="西")) == []  # the very same title is shared_activity_without_host's
    assert found(activity(), activity(community="西", title="“邻里节”", host="东")) == []
    assert found(activity(), activity(community="西", title="邻里节二")) == []
    assert found(activity(), activity(community="西", title="邻里节！", date="2016-09-11")) == []


def test_near_duplicate_activity():
    def found(*titles):
        rows = [activity(title=title, activity=title) for title in titles]
        return rows_of(findings("near_duplicate_activity", activities=frame("activities", rows)))

    assert found("邻里节", "邻里节！", "邻里节（二）") == [3]
    assert found("邻里节", "邻里节") == []  # one activity, and counted as one
    assert found("！", "？") == []


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
    assert "2016-07-01 to 2017-06-30" in found["message"].item()


def missing(town, **given):
    found = check(records(town, **given), town)
    return found[found["code"] == "missing_table"][["year", "table"]].to_numpy().tolist()


BOTH = join(frame("staff", [{}]), frame("staff", [{}], year=2))


def test_missing_table():
    assert missing(TOWN, staff=BOTH) == [[1, "visits"], [2, "visits"]]
    assert missing(TOWN, staff=BOTH, visits=visits("a")) == [[2, "visits"]]


def test_missing_table_asks_for_what_a_requirement_of_that_year_needs_and_no_more():
    seen = {"staff": BOTH}
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
    known = {"missing_table", "year_not_submitted"}
    assert set(check(records(TOWN, submitted=[(table, STREET, 1)]), TOWN)["code"]) <= known


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


# ---- order --------------------------------------------------------------------------------------------------------


def troubled():
    """Records that trip every rule between rows, most of them more than once."""
    seen = join(visits("a", "a", "b", community="东"), near(*[("p", "x")] * 3, community="西").assign(row=[5, 6, 7]))
    seen.loc[2, ["household", "date"]] = ["a", pd.Timestamp("2016-09-01")]
    clients = [client("p", "SS-1"), client("p", "SS-2"), client("q", "SS-1"), client("q", "SS-3"), client("r", "SS-4")]
    acts = [
        activity(activity="a"),
        activity(community="西", activity="d"),
        activity(community="西", title="邻里节！", activity="b"),
    ]
    acts += [activity(title="邻里节。", activity="c"), activity(attendance=None, host="外"), activity(attendance=3.0)]
    acts += [activity(size="小型", attendance=300.0), activity(community="南", title="《邻里节》")]
    days = [("2016-08-01", "2016-07-31"), ("2016-08-01", "2016-07-30")]
    paid = [{"date": "2016-08-10", "payer": "市级", "amount": 0.1}] * 3
    contract = {"contract_no": "一", "fee": 0.2}
    codes = [{"family_code": code, "case_no": "9"} for code in ("SS-8", "SS-9", "SS-9")]
    return {
        "visits": join(seen, visits("z", date="2016-06-30", excluded="outside_year")),
        "clients": frame("clients", clients),
        "activities": frame("activities", acts).assign(is_host=[not row.get("host") for row in acts]),
        "communities": frame("communities", [{"community": "东"}, {"community": "西"}]),
        "cases": frame(
            "cases", [{"case_no": "1", "family_code": "SS-8", "opened_on": a, "closed_on": b} for a, b in days]
        ),
        "services": frame("services", codes),
        "staff": join(
            *[person(street, post="项目主管") for street in (STREET, STREET, OTHER, OTHER)],
            person(STREET, "2016-07-02", "2016-07-01", name="q"),
        ).assign(row=range(2, 7)),
        "contracts": frame("contracts", [contract] * 3),
        "payments": frame("payments", paid),
        "adjustments": frame("adjustments", [{"code": "C01", "kind": "调整"}] * 2),
        **disputed(),
    }


SHARED = TOWN.model_copy(update={"streets": [one.model_copy(update={"city_share": 0.5}) for one in TOWN.streets]})
TROUBLED = troubled()
TOLD = check(records(SHARED, **TROUBLED), SHARED, "en")


def test_the_troubled_records_trip_every_rule_between_rows():
    between_sheets = {"absent_column", "same_rows"}
    assert set(RULES) - set(TOLD["code"]) == between_sheets


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_finding(chance):
    shuffled = {}
    for name, rows in TROUBLED.items():
        order = list(range(len(rows)))
        chance.shuffle(order)
        shuffled[name] = rows.iloc[order].set_axis(order)  # the index of the rows tells nothing either
    pd.testing.assert_frame_equal(check(records(SHARED, **shuffled), SHARED, "en"), TOLD)
