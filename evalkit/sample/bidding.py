"""The agencies when they bid, their contracts and what was paid: who sat on the board, who was employed. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from evalkit.sample.papers import BQ, CQ, DS, FQ, LM, SL, SS, ST, TA

BID = date(2016, 6, 30)
SENIOR, ASSISTANT = "社会工作师", "助理社会工作师"


@dataclass(frozen=True)
class Member:
    """A certificate on the board; two of one person bear the same number."""

    number: int
    certificate: str = ""
    certified: date | None = None


def _held(number: int, certificate: str, when: date = date(2013, 10, 1)) -> Member:
    return Member(number, certificate, when)


_CHAIR = Member(0)
BOARDS: dict[str, tuple[Member, ...]] = {  # 通安镇 hands in no list of its board
    CQ: (_CHAIR, _held(1, SENIOR), Member(2)),
    BQ: (_CHAIR, _held(1, ASSISTANT), _held(2, ASSISTANT)),
    LM: (_CHAIR, _held(1, ASSISTANT), Member(2)),  # one assistant is half of what is asked
    ST: (_CHAIR, _held(1, ASSISTANT), _held(2, SENIOR, date(2016, 7, 2))),  # two days late
    SL: (_CHAIR, _held(1, SENIOR, BID)),
    DS: (_CHAIR, _held(1, ASSISTANT), _held(1, SENIOR, date(2015, 10, 1))),  # one person, two certificates
    SS: (_held(0, SENIOR), _held(1, SENIOR), _held(2, ASSISTANT)),
    FQ: (_CHAIR, Member(1), Member(2)),
}


@dataclass(frozen=True)
class Employee:
    """A person employed by the agency, sent to the project or not."""

    professional: date | None  # the day of the certificate
    joined: date = date(2015, 3, 1)
    left: date | None = None
    contract: tuple[date, date] = (date(2015, 3, 1), date(2018, 2, 28))
    insured: bool = True
    full_time: bool = True


P = Employee(date(2014, 10, 1))
N = Employee(None)
_YEAR = (date(2016, 1, 1), date(2016, 12, 31))
_SHORT = (date(2016, 1, 1), date(2016, 11, 30))
EMPLOYED: dict[str, tuple[Employee, ...]] = {  # 石路街道 hands in no list of the agency's employees
    CQ: (P, P, N, N),
    BQ: (P, P, N, replace(N, insured=False)),
    LM: (P, N, N, N, replace(N, professional=date(2016, 7, 5))),  # the second certificate came after the bid
    ST: (P, P, N, replace(N, contract=_YEAR), replace(N, contract=_SHORT)),
    DS: (P, P, N, replace(N, left=BID), replace(P, joined=date(2016, 7, 1))),
    SS: (P, P, P, P, N, N),
    FQ: (P, P, P, N, N, replace(N, full_time=False)),
    TA: (P, N, N, replace(P, left=date(2016, 6, 29))),
}


@dataclass(frozen=True)
class Contract:
    """The contract of a street: its days, how many persons it asks for by year, when it was ended by year."""

    begins: date = date(2016, 7, 1)
    ends: date = date(2018, 6, 30)
    staff: tuple[int, int] = (5, 8)
    ended: dict[int, date] = field(default_factory=dict)


USUAL = Contract()
CONTRACTS: dict[str, Contract] = {
    CQ: Contract(begins=date(2016, 5, 1)),
    BQ: Contract(ends=date(2018, 6, 29)),  # a day short of two years
    LM: Contract(staff=(4, 6)),  # fewer than the notice asks for
    ST: Contract(ended={2: date(2018, 6, 25)}),
    SL: Contract(begins=date(2016, 4, 20)),
    SS: Contract(staff=(5, 10)),
    TA: Contract(staff=(5, 9)),
}


def contract(street: str) -> Contract:
    """The contract of a street.

    Examples
    --------
    >>> contract("狮山街道").staff
    (5, 10)
    """
    return CONTRACTS.get(street, USUAL)


INSTALMENTS = ((8, 10, 5), (1, 12, 4), (6, 8, 1))  # month, day, tenths of the fee
CITY, DISTRICT = "市级", "区级"


def paid(street: str, year: int, fee: int, city_share: float) -> tuple[tuple[int, str, int], ...]:
    """Every payment of a year: number of its instalment, payer, yuan.

    Examples
    --------
    >>> paid("狮山街道", 1, 600_000, 1.0)
    ((0, '市级', 300000), (1, '市级', 240000), (2, '市级', 60000))
    """
    payments = []
    for number, (_, _, tenths) in enumerate(INSTALMENTS):
        part = fee * tenths // 10
        ours = round(part * city_share)
        payments += [(number, CITY, ours), (number, DISTRICT, part - ours)]
    return _otherwise(street, year, [one for one in payments if one[2]])


def _otherwise(street: str, year: int, usual: list[tuple[int, str, int]]) -> tuple[tuple[int, str, int], ...]:
    """What three streets were paid in year 2 in another way."""
    if (street, year) == (CQ, 2):  # the city pays 50.5 %, the most that odd amounts excuse
        change = {(0, CITY): 4_990, (0, DISTRICT): -4_990}
        return tuple((n, payer, yuan + change.get((n, payer), 0)) for n, payer, yuan in usual)
    if (street, year) == (BQ, 2):  # the district's last instalment did not come
        return tuple(usual[:-1])
    if (street, year) == (DS, 2):  # the district paid the last instalment
        return (*usual[:-1], (2, DISTRICT, usual[-1][2]))
    return tuple(usual)
