"""Findings about what people decided."""

from builders import frame, plan, records, requirement

from evalkit.checking import check


def test_an_adjustment_of_what_the_notice_does_not_let_anybody_adjust_is_told():
    fixed, free = requirement(id="a", code="C01"), requirement(id="b", code="S03", may_adjust="可适当调整")
    town = plan(fixed, free)
    told = [("C01", "调整"), ("S03", "调整"), ("C01", "豁免")]
    rows = [{"code": code, "kind": kind, "bound": 2} for code, kind in told]
    found = check(records(town, adjustments=frame("adjustments", rows)), town, "en")
    found = found[found["code"] == "not_adjustable"]
    assert found[["row", "field", "value"]].to_numpy().tolist() == [[2, "code", "C01"]]
    assert "not applied" in found["message"].iloc[0]


def test_a_decision_that_does_not_say_who_when_and_by_what_is_told_cell_by_cell():
    town = plan(requirement(code="C01"))
    whole = {"code": "C01", "who": "甲", "when": "2017-07-01", "document": "一号"}
    replies = [
        {**whole, "ruling": "改判达标", "document": ""},
        {**whole, "ruling": "改判未达标"},
        {**whole, "ruling": "维持", "who": ""},  # changes nothing
    ]
    adjustments = [{**whole, "kind": "豁免", "who": "", "when": None}]
    frames = {"replies": frame("replies", replies), "adjustments": frame("adjustments", adjustments)}
    found = check(records(town, **frames), town, "en")
    found = found[found["code"] == "decision_without_proof"]
    assert sorted(found[["table", "row", "field"]].to_numpy().tolist()) == [
        ["adjustments", 2, "when"],
        ["adjustments", 2, "who"],
        ["replies", 2, "document"],
    ]
    assert "C01" in found["message"].iloc[0]
    assert "not applied" in found["message"].iloc[0]
