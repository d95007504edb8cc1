"""Rules between the register of families and the case files."""

from builders import frame, plan, records, requirement

from evalkit.checking import check

TOWN = plan(requirement())


def findings(code, **given):
    found = check(records(TOWN, **given), TOWN, "en")
    return found[found["code"] == code]


def test_a_case_of_a_family_that_is_no_client_is_told_where_the_register_was_handed_in():
    cases = frame("cases", [{"family_code": code, "case_no": "1"} for code in ("SS-1", "SS-2", "SS-2", "")])
    register = frame("clients", [{"family_code": "ＳＳ-1"}])
    found = findings("case_without_client", cases=cases, clients=register)
    assert found[["row", "value", "counted"]].to_numpy().tolist() == [[3, "SS-2", True], [4, "SS-2", True]]
    assert "SS-2" in found["message"].iloc[0]
    assert findings("case_without_client", cases=cases).empty
