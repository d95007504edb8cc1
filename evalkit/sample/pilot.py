"""The books of those who run the pilot: its units, its budget, its milestones, the evaluations held. Pure data."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from evalkit.sample.papers import BQ, CQ, DS, FQ, LM, SL, SS, ST, TA

DISTRICTS = {
    CQ: "吴中区", BQ: "相城区", LM: "姑苏区", ST: "姑苏区", SL: "姑苏区", DS: "苏州工业园区", SS: "苏州高新区",
    FQ: "苏州高新区", TA: "苏州高新区",
}  # fmt: skip
# The list of year 1 has one district wrong; that of year 2 lacks one unit. Short names are right.
LISTED: dict[int, dict[str, str]] = {
    1: {**DISTRICTS, DS: "园区", SS: "高新区", ST: "相城区"},
    2: {street: district for street, district in DISTRICTS.items() if street != TA},
}
CALLED = {  # how the bureau writes some of the streets
    (LM, 2): "平江街道（原娄门街道）", (SL, 2): "金阊街道", (SS, 1): "高新区狮山街道", (DS, 1): "东沙湖",
}  # fmt: skip
BUDGET: dict[int, dict[str, int]] = {
    1: dict.fromkeys(DISTRICTS, 600_000),
    2: {**dict.fromkeys(DISTRICTS, 1_000_000), TA: 980_000},  # 20,000 short of nine times a million
}


class Milestone(NamedTuple):
    """A step of the pilot, of one street or of the whole (``""``)."""

    street: str
    kind: str
    when: date


# 1 and 10 May are the first and last day for approval; 娄门 is a day late, 双塔 has no record.
_APPROVED = {
    CQ: date(2016, 5, 1), BQ: date(2016, 5, 10), LM: date(2016, 5, 11), SL: date(2016, 5, 6), DS: date(2016, 5, 6),
    SS: date(2016, 5, 5), FQ: date(2016, 5, 5), TA: date(2016, 5, 4),
}  # fmt: skip
MILESTONES: dict[int, tuple[Milestone, ...]] = {
    1: (
        Milestone("", "推进会", date(2016, 4, 26)),
        *(Milestone(street, "需求审定", when) for street, when in _APPROVED.items()),
        Milestone("", "招投标", date(2016, 6, 20)),
        Milestone("", "招投标", date(2016, 7, 5)),  # a supplement, too late to count
        Milestone("", "机构入驻", date(2016, 7, 1)),
    ),
    2: (Milestone("", "结项评估", date(2018, 6, 20)),),
}


class Evaluation(NamedTuple):
    """An evaluation of one street and its result."""

    street: str
    node: str
    when: date
    result: str = "合格"


_MIDTERM = {  # 双塔 was not evaluated
    CQ: date(2016, 12, 1), BQ: date(2016, 12, 31), LM: date(2017, 1, 6), SL: date(2016, 12, 15),
    DS: date(2016, 12, 15), SS: date(2016, 12, 16), FQ: date(2016, 12, 16), TA: date(2016, 12, 19),
}  # fmt: skip
_ANNUAL = {  # 通安 was not evaluated
    CQ: date(2017, 6, 1), BQ: date(2017, 6, 20), LM: date(2017, 6, 20), ST: date(2017, 6, 21), SL: date(2017, 6, 30),
    DS: date(2017, 7, 4), SS: date(2017, 6, 22), FQ: date(2017, 6, 22),
}  # fmt: skip
EVALUATIONS: dict[int, tuple[Evaluation, ...]] = {
    1: (
        # 不合格 at mid-term ends no contract
        *(Evaluation(s, "中期评估", when, "不合格" if s == CQ else "合格") for s, when in _MIDTERM.items()),
        *(Evaluation(s, "年度评估", when, "不合格" if s == FQ else "良好") for s, when in _ANNUAL.items()),
    ),
    2: (
        Evaluation(BQ, "年度评估", date(2018, 6, 12), "不合格"),
        Evaluation(ST, "年度评估", date(2018, 6, 12), "不合格"),
        *(Evaluation(s, "结项评估", date(2018, 6, 20)) for s in DISTRICTS if s not in {BQ, ST}),
    ),
}
