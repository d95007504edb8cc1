"""What the evaluator noted down: documents seen, ratings, adjustments, waivers, rulings. Pure data.

A word a requirement and place, where it is not the usual one of its clause. ``None``: the list has no line for it;
``""``: the line is blank; several words: so many lines. Of what is asked once a contract year 2 has a line only where
one stands here or the community is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

YES, NO, VOID = "有", "无", "不适用"
FITS, FAILS, LATER = "符合", "不符合", "待定"
OWN = "街道本级"
Word = str | tuple[str, ...] | None
CQ, BQ, LM, ST, SL = "长桥街道", "北桥街道", "娄门街道", "双塔街道", "石路街道"
DS, SS, FQ, TA = "东沙湖社工委", "狮山街道", "枫桥街道", "通安镇"


@dataclass(frozen=True)
class Paper:
    """One requirement that people check.

    Parameters
    ----------
    level : ``programme`` | ``street`` | ``unit`` | ``community``. usual : the word where none is given.
    words : (street, or the community's name, or ``""`` for the whole pilot; year) -> word.
    once : asked once a contract. closing : asked at closing only.
    """

    level: str
    words: dict[tuple[str, int], Word]
    usual: str = YES
    once: bool = False
    closing: bool = False


DOCUMENTS: dict[str, Paper] = {
    "A06": Paper("street", {(ST, 1): NO, (SL, 2): "", (BQ, 2): None}),
    "A08": Paper("street", {(ST, 1): NO, (TA, 1): NO, (TA, 2): YES, (SL, 1): None}, once=True),
    "A01": Paper("street", {(BQ, 1): NO, (FQ, 2): ""}),
    "A02": Paper("street", {(DS, 2): NO, (CQ, 2): ""}),
    "T08": Paper("street", {(LM, 1): NO, (SS, 2): "", (TA, 1): None}),
    "T10": Paper("street", {(SL, 1): NO, (LM, 2): ""}),
    "T11": Paper("street", {(ST, 2): NO, (SL, 2): VOID, (FQ, 1): None}),
    "T12": Paper("street", {(SL, 2): YES, (TA, 1): NO, (DS, 1): YES}, usual=VOID),
    "T13": Paper("street", {(CQ, 2): YES, (BQ, 1): NO, (BQ, 2): YES, (DS, 1): YES, (DS, 2): ""}, usual=VOID),
    "T14": Paper("street", {(CQ, 1): NO, (FQ, 2): NO, (LM, 2): None}),
    "S00": Paper("street", {(BQ, 1): NO, (ST, 1): "", (ST, 2): NO}),
    "S16": Paper("street", {(SL, 1): NO, (SL, 2): NO, (TA, 2): None}),
    "S14": Paper("street", {(CQ, 1): YES, (LM, 1): NO, (FQ, 1): "", (FQ, 2): NO}, usual=VOID, once=True),
    "S15": Paper("street", {(SS, 1): YES, (BQ, 1): NO, (BQ, 2): YES, (DS, 1): None}, usual=VOID, once=True),
    "S05": Paper("street", {(TA, 2): YES, (ST, 2): NO, (SL, 2): ""}, usual=VOID),
    "S07": Paper("street", {(CQ, 1): NO, (LM, 1): "", (DS, 2): NO}),
    "S08": Paper("street", {(FQ, 1): NO, (FQ, 2): None}),
    "S12": Paper("street", {(FQ, 1): NO, (FQ, 2): YES, (DS, 1): "", (ST, 1): NO}, once=True),
    "S13": Paper("street", {(SS, 1): YES, (TA, 1): NO, (SL, 1): "", (SL, 2): YES}, usual=VOID, once=True),
    "R02": Paper("street", {(ST, 1): NO, (LM, 2): "", (BQ, 2): NO}),
    "G07": Paper("street", {(BQ, 2): NO, (TA, 1): None}),
    "G08": Paper("street", {(CQ, 1): NO, (CQ, 2): NO, (DS, 1): ""}),
    "P03": Paper("street", {(BQ, 1): NO, (LM, 1): "", (LM, 2): YES, (TA, 1): None}, once=True),
    "B07": Paper("street", {(FQ, 2): NO, (SS, 1): "", (ST, 2): None}),
    "B10": Paper("street", {(SS, 1): (YES, NO), (DS, 1): NO, (SL, 1): (YES, YES), (TA, 2): ""}),
    "R01": Paper("unit", {(BQ, 1): NO, (TA, 2): "", ("北云社区", 1): NO, ("石溪社区", 2): "", ("狮禾社区", 1): None}),
    "C00": Paper("community", {("塔禾社区", 1): NO, ("石岚社区", 2): "", ("沙泽社区", 2): NO}),
    "C21": Paper("community", {("娄云社区", 2): NO, ("北语社区", 1): None, ("枫语社区", 1): NO}),
    "C17": Paper("community", {("长禾社区", 1): VOID, ("石禾社区", 1): VOID, ("沙语社区", 1): NO, ("安云社区", 2): ""}),
    "C03": Paper("community", {("枫云社区", 1): NO, ("安禾社区", 2): "", ("狮溪社区", 2): NO}),
    "C04": Paper(
        "community",
        {("长云社区", 1): NO, ("沙禾社区", 1): NO, ("沙禾社区", 2): YES, ("狮泽社区", 2): NO, ("北泽社区", 2): None},
        once=True,
    ),
    "C05": Paper(
        "community",
        {("娄语社区", 1): NO, ("石语社区", 1): "", ("石语社区", 2): YES, ("枫溪社区", 2): VOID, ("塔溪社区", 2): NO},
        once=True,
    ),
    "C14": Paper("community", {("安溪社区", 2): NO, ("塔云社区", 1): NO, ("狮云社区", 2): "", ("北岚社区", 2): None}),
    "C16": Paper("community", {("枫语社区", 2): NO, ("沙云社区", 1): "", ("长岚社区", 2): NO}),
    "B08": Paper("programme", {("", 2): NO}),
    "G16": Paper("programme", {}, once=True),
    "E04": Paper("programme", {("", 1): NO, ("", 2): YES}, once=True),
    "G10": Paper("programme", {("", 1): None, ("", 2): NO}, once=True),
    "E02": Paper("programme", {("", 2): (YES, NO)}, once=True),
    "G11": Paper("programme", {("", 1): NO}, once=True),
    "G12": Paper("programme", {("", 1): ""}, once=True),
    "E01": Paper("programme", {("", 2): ""}),
    "G13": Paper("programme", {("", 1): NO, ("", 2): YES}, once=True),
}

RATINGS: dict[str, Paper] = {
    "S01": Paper("street", {(CQ, 1): FAILS, (ST, 1): LATER, (DS, 2): ""}, FITS),
    "S09": Paper("street", {(FQ, 1): FAILS, (FQ, 2): LATER, (BQ, 1): None}, FITS),
    "S11": Paper("street", {(TA, 1): LATER, (FQ, 2): FAILS, (LM, 1): FAILS}, FITS),
    "R03": Paper("street", {(SL, 1): FAILS, (SL, 2): LATER, (DS, 1): ""}, FITS),
    "G09": Paper("street", {(BQ, 2): FAILS, (ST, 2): (FITS, FAILS), (TA, 1): None}, FITS),
    "G03": Paper("street", {(LM, 1): LATER, (CQ, 2): FAILS}, FITS),
    "G02": Paper("street", {(SS, 1): FAILS, (FQ, 1): LATER, (DS, 2): None}, FITS),
    "G05": Paper("street", {(TA, 1): FAILS, (TA, 2): FAILS, (SL, 1): ""}, FITS),
    "C08": Paper("community", {("长语社区", 1): FAILS, ("塔岚社区", 2): LATER, ("沙溪社区", 2): ""}, FITS),
    "G04": Paper("community", {("北禾社区", 1): LATER, ("安语社区", 1): FAILS, ("娄溪社区", 2): None}, FITS),
    "E03": Paper("programme", {("", 1): LATER, ("", 2): FITS}, FITS, once=True),
    "P02": Paper("programme", {("", 2): FAILS}, FITS),
    "P10": Paper("programme", {("", 1): FAILS}, FITS, once=True),
    "M08": Paper("programme", {("", 1): None, ("", 2): FITS}, FITS, once=True, closing=True),
}


@dataclass(frozen=True)
class Decision:
    """What was decided about one requirement at one place: a bound, a waiver, or a ruling on the agency's reply.

    Parameters
    ----------
    kind : 调整 | 豁免 | 维持 | 改判达标 | 改判未达标. document : ``""`` where the evaluator noted none.
    """

    street: str
    year: int
    code: str
    kind: str
    when: date
    document: str
    words: str
    community: str = ""
    bound: int | None = None


ADJUSTMENTS = (
    Decision(TA, 2, "S03", "调整", date(2017, 10, 20), "虚构批文〔2017〕12号", "困境家庭少", bound=30),
    Decision(ST, 2, "S03", "调整", date(2017, 11, 6), "", "口头申请，尚无批文", bound=35),  # without a paper: no effect
    Decision(TA, 2, "C14", "豁免", date(2018, 3, 2), "虚构批文〔2018〕3号", "2017年11月才纳入服务", "安溪社区"),
)
REPLIES = (
    Decision(CQ, 1, "T14", "改判达标", date(2017, 7, 10), "督导记录补充材料", "漏交督导记录本，现补交"),
    Decision(SS, 1, "C01", "维持", date(2017, 7, 12), "探访补充材料", "另有1户探访记录漏交", "狮云社区"),
    Decision(
        FQ, 1, "T03", "改判达标", date(2017, 7, 14), "", "称另有1人已取证，证书未见"
    ),  # without a paper: no effect
)


def lines(paper: Paper, place: str, year: int, joined: int) -> tuple[str, ...]:
    """The words written for one place in the book of a year, one a line; ``()`` where the list has no line for it.

    Parameters
    ----------
    place : street, community, or ``""`` for the whole pilot. joined : the first year in which the place is asked.

    Examples
    --------
    >>> lines(DOCUMENTS["A08"], "通安镇", 1, 1), lines(DOCUMENTS["A08"], "狮山街道", 2, 1)
    (('无',), ())
    """
    usual: Word = None if paper.once and year > joined else paper.usual
    word = paper.words.get((place, year), usual)
    return () if word is None else (word,) if isinstance(word, str) else word
