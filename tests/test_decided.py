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
