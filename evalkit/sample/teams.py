"""Who works where, from when to when: the invented teams behind the staff rosters. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

START, SECOND = date(2016, 7, 1), date(2017, 7, 1)
BEFORE_JULY = date(2016, 6, 27)


@dataclass(frozen=True)
class Person:
    """One person in post from ``joined`` until ``left``.

    Parameters
    ----------
    months : months of relevant work when taking up the post.
    graduated, certified : dates of graduation and certificate; ``None`` where there is none.
    contract_to : last day of the labour contract, which begins on the day of joining.
    called : whether the roster calls the person a professional; ``None`` where it says what is so.
    """

    post: str
    education: str
    major: str
    graduated: date
    certificate: str
    certified: date | None
    months: int
    full_time: bool = True
    stationed: bool = True
    joined: date = START
    left: date | None = None
    insured: bool = True
    contract_to: date = date(2018, 6, 30)
    called: bool | None = None

    @property
    def professional_on(self) -> date | None:
        """The day from which this is a professional social worker: social-work graduate, or holder of a certificate."""
        trained = self.major == "社会工作" and self.education in {"大专", "本科", "研究生"}
        days = [d for d in (self.graduated if trained else None, self.certified) if d]
        return min(days) if days else None


_JUNE = {y: date(y, 6, 30) for y in (2009, 2010, 2012, 2013, 2014, 2016, 2017)}
LEAD = Person("项目主管", "本科", "社会工作", _JUNE[2009], "社会工作师", date(2012, 10, 1), 72)
CERTIFIED = Person("一线社工", "本科", "行政管理", _JUNE[2012], "助理社会工作师", date(2014, 10, 1), 36)
GRADUATE = Person("一线社工", "大专", "社会工作", _JUNE[2013], "", None, 30)
UNTRAINED = Person("一线社工", "本科", "社会学", _JUNE[2014], "", None, 18)
FRESH = Person("一线社工", "大专", "文秘", _JUNE[2016], "", None, 0)
FRESH_GRADUATE = Person("一线社工", "本科", "社会工作", _JUNE[2016], "", None, 0)
VOCATIONAL = Person("一线社工", "高中", "社会工作", _JUNE[2010], "", None, 40)  # below 大专: not professional
PART_TIME = Person("项目助理", "大专", "会计", _JUNE[2010], "", None, 40, full_time=False)
OFFICE = replace(CERTIFIED, stationed=False)  # works at the agency's seat, not in the street
L, C, G, U, F, P, V = LEAD, CERTIFIED, GRADUATE, UNTRAINED, FRESH, FRESH_GRADUATE, VOCATIONAL


def _year_2(*persons: Person) -> tuple[Person, ...]:
    return tuple(replace(p, joined=SECOND) for p in persons)


def _moved_in(when: date, *persons: Person) -> tuple[Person, ...]:
    return tuple(replace(p, joined=when) for p in persons)


# The certificate comes one month after taking up the post.
_LATE = replace(C, certified=date(2016, 8, 20))

TEAMS: dict[str, tuple[Person, ...]] = {
    # no project lead at the end of November 2016
    "长桥街道": (
        replace(L, left=date(2016, 11, 20)), C, G, C, U, F, replace(L, joined=date(2016, 12, 5)), *_year_2(C, U),
    ),
    # seven of eight at the end of March 2018; moved in four days before July 2016; the last contract is of 2 months
    "北桥街道": (
        *_moved_in(BEFORE_JULY, L, C, G, U, F), *_year_2(C, V),
        replace(P, joined=SECOND, left=date(2018, 3, 9)), replace(P, joined=date(2018, 4, 2)),
    ),
    # three of eight experienced in year 2; one called professional who is not; one not insured
    "娄门街道": (L, C, replace(U, called=True), P, replace(F, insured=False), PART_TIME, *_year_2(P, F, P)),
    # two of five professional at the end of July 2016: a certificate was still to come; the lead had 23 months
    "双塔街道": (replace(L, months=23), _LATE, G, U, F, *_year_2(C, U, P, PART_TIME)),
    # the same delay, yet three of six professional; four of nine from January 2018; the lead had 24 months
    "石路街道": (
        replace(L, months=24), _LATE, G, P, U, F, replace(C, joined=SECOND, left=date(2018, 1, 12)), *_year_2(U, F, U),
    ),
    # three of six experienced, one with twelve months to the day, one with eleven; two leads in November 2017,
    # the second with 20 months and a contract of seven
    "东沙湖社工委": (
        replace(L, left=date(2017, 12, 15)), C, replace(G, months=12), P, F, replace(F, months=11),
        replace(L, joined=date(2017, 11, 20), months=20), *_year_2(C, U),
    ),
    # three of six professional: exactly half; in year 2 a tenth person who is not stationed counts nowhere;
    # one below 大专 is called professional; one joined on the last day of July
    "狮山街道": (
        L, C, G, U, replace(V, called=True), replace(F, joined=date(2016, 7, 31)), *_year_2(C, P, F, OFFICE),
    ),
    # two of five professional at the end of November 2016; four of eight in year 2
    "枫桥街道": (
        L, C, replace(G, left=date(2016, 11, 15)), U, F,
        replace(F, joined=date(2016, 11, 10), left=date(2016, 12, 12)), replace(G, joined=date(2016, 12, 8)),
        *_year_2(C, U, U),
    ),
    # four of five at the end of February 2017; one contract of eleven months
    "通安镇": (
        L, C, G, replace(U, left=date(2017, 2, 10)), replace(F, contract_to=date(2017, 5, 31)),
        replace(U, joined=date(2017, 3, 6)), *_year_2(C, P, U),
    ),
}  # fmt: skip
