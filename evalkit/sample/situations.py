"""What is planted where: the numbers of every street, year and community of the invented submissions.

Pure data for an evaluator to read beside the workbooks. People stand in `evalkit.sample.teams`. A number says how
many rows of that kind a book holds; which of them count is said in the docstring of each kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

YEARS = {1: (date(2016, 7, 1), date(2017, 6, 30)), 2: (date(2017, 7, 1), date(2018, 6, 30))}
OPTION, OTHER = "治理难点问题", "其他"


@dataclass(frozen=True)
class Street:
    """A street: which way of writing its agency has (1-9), its family codes' prefix, the city's share of the fee."""

    name: str
    style: int
    prefix: str
    city_share: float = 1.0
    merged: str = ""  # the street's name in year 2, after the mergers of 2017


STREETS = (
    Street("长桥街道", 6, "CQ", 0.5),
    Street("北桥街道", 7, "BQ", 0.5),
    Street("娄门街道", 8, "LM", merged="平江街道"),
    Street("双塔街道", 4, "ST"),
    Street("石路街道", 9, "SL", merged="金阊街道"),
    Street("东沙湖社工委", 5, "DSH"),
    Street("狮山街道", 1, "SS"),
    Street("枫桥街道", 2, "FQ"),
    Street("通安镇", 3, "TA"),
)


@dataclass(frozen=True)
class Visits:
    """Rows of one community's visit book by kind. Only ``done`` counts: one row a household, at home, in the year."""

    done: int
    nobody: int = 4
    refused: int = 2
    vacant: int = 1
    phone: int = 2
    again: int = 3  # a household of ``done`` on another day
    outside: int = 1  # dated before or after the contract year
    twice: int = 0  # a row of ``done`` written down twice
    bad_date: int = 0  # 2016-02-30, 待补
    no_date: int = 0
    no_address: int = 0
    elsewhere: int = 0  # under a community nobody lists


@dataclass(frozen=True)
class Events:
    """Activities of one community. ``large`` and ``small`` count; the others are further rows that do not."""

    large: int = 2
    small: int = 6
    two_days: int = 0  # so many of the large ones run over two consecutive days
    twice: int = 0  # so many of the small ones are written down twice
    outside: int = 0
    joint: str = ""  # the last large one stands in this community's book too, hosted by this one here


@dataclass(frozen=True)
class Place:
    """One community in one year."""

    street: str
    year: int
    community: str
    visits: Visits
    events: Events = field(default_factory=Events)
    since: date = date(2016, 7, 1)
    option: str = OPTION
    needs: int = 1  # needs proposals dated in the year
    planning: date | None = None  # the planning proposal in this year's book
    governance: int = 1  # governance organisations founded this year
    hobby: int = 1  # hobby groups: never count
    older: int = 0  # governance organisations founded before the contract: do not count
    solved: int = 1  # problems deliberated, planned and solved within this year
    finished: int = 0  # problems begun in year 1 and solved in year 2
    begun: int = 0  # problems deliberated, not solved
    disordered: int = 0  # problems whose plan is dated before the deliberation: do not count


@dataclass(frozen=True)
class Training:
    """Rows of the training book. Only ``counted`` counts."""

    counted: int
    own_staff: int = 1
    twice: int = 0  # a second row of the same day and topic
    outside: int = 0


@dataclass(frozen=True)
class StreetYear:
    """One street in one year, at street level."""

    street: str
    year: int
    families: int  # distinct families with a dated service in the year
    casework: int  # so many of them with a case on file
    categories: tuple[str, ...]
    training: Training
    fee: int
    other_described: int = 0  # families of 其他 with a description: 其他 counts as a category
    other_bare: int = 0  # families of 其他 without one: it does not
    two_codes: int = 0  # families registered under two codes
    unfiled: int = 0  # families of the log called 个案, without case number or case file
    unserved: int = 2  # registered, no service in the year
    uncategorised: int = 0  # so many of those never served are registered without a category, and stay so
    local: int = 1
    overseas: int = 0
    missing: tuple[str, ...] = ()  # books not handed in
    header_only: tuple[str, ...] = ()  # books handed in without a row

    @property
    def lacking(self) -> tuple[str, ...]:
        """All books not handed in."""
        return (*self.missing, *LEFT_OUT.get((self.street, self.year), ()))


# Further books not handed in. 通安镇 keeps no list of its board, 石路街道 none of the agency's employees.
LEFT_OUT: dict[tuple[str, int], tuple[str, ...]] = {
    ("长桥街道", 1): ("expenditures",), ("长桥街道", 2): ("expenditures",),
    ("北桥街道", 2): ("groups", "group_sessions"), ("娄门街道", 1): ("volunteer_teams",),
    ("双塔街道", 1): ("work_hours",), ("石路街道", 1): ("agency_staff",),
    ("石路街道", 2): ("agency_staff", "work_hours"),
    ("东沙湖社工委", 2): ("supervision", "expenditures"), ("枫桥街道", 1): ("coordinators", "agencies"),
    ("枫桥街道", 2): ("payments",), ("通安镇", 1): ("board_members",), ("通安镇", 2): ("board_members", "premises"),
}  # fmt: skip

LOW, AID, OLD, CHILD, LOST, ONE, DISABLED = (
    "低收入家庭", "社会救助对象", "高龄空巢老人", "困境未成年人", "失独家庭", "单亲家庭", "残疾人",
)  # fmt: skip

STREET_YEARS = (
    StreetYear("长桥街道", 1, 52, 31, (LOW, OLD, CHILD, DISABLED), Training(4), 600_000),
    StreetYear("长桥街道", 2, 60, 36, (LOW, OLD, CHILD, DISABLED), Training(5), 998_000, overseas=1),
    StreetYear("北桥街道", 1, 49, 24, (AID, OLD, ONE), Training(5, twice=1), 600_000, local=0, overseas=1),
    StreetYear(
        "北桥街道", 2, 55, 33, (AID, OLD, ONE, DISABLED), Training(4, twice=1), 1_000_000, overseas=1, uncategorised=2
    ),
    StreetYear("娄门街道", 1, 40, 24, (OLD, LOST, DISABLED), Training(3, own_staff=2), 595_000),
    StreetYear("娄门街道", 2, 48, 24, (OLD, LOST, DISABLED), Training(4), 1_000_000, header_only=("supervisors",)),
    StreetYear("双塔街道", 1, 45, 27, (DISABLED,), Training(4, twice=1), 600_000, other_bare=3, local=2),
    StreetYear("双塔街道", 2, 39, 23, (DISABLED, OLD, AID), Training(6), 985_000, local=2),
    StreetYear("石路街道", 1, 47, 28, (OLD, LOW), Training(6), 612_000, two_codes=1),
    StreetYear("石路街道", 2, 38, 19, (OLD, LOW), Training(4, outside=1), 1_000_000),
    StreetYear("东沙湖社工委", 1, 58, 35, (CHILD, ONE, OLD, LOW), Training(4), 600_000, overseas=1),
    StreetYear(
        "东沙湖社工委", 2, 62, 37, (CHILD, ONE, OLD, LOW), Training(5), 1_000_000, overseas=1, missing=("services",)
    ),
    StreetYear(
        "狮山街道", 1, 63, 38, (LOW, AID, OLD, CHILD, DISABLED), Training(5), 600_000, other_described=2, local=2
    ),
    StreetYear("狮山街道", 2, 70, 42, (LOW, AID, OLD, CHILD, DISABLED), Training(6), 1_000_000, local=2),
    StreetYear("枫桥街道", 1, 54, 32, (LOW, OLD, ONE), Training(4, twice=1), 588_000, uncategorised=1),
    StreetYear("枫桥街道", 2, 45, 18, (LOW, OLD, ONE), Training(3, twice=1, outside=1), 1_000_000, unfiled=3),
    StreetYear("通安镇", 1, 46, 28, (AID, OLD, DISABLED), Training(0), 600_000, missing=("trainings",)),
    StreetYear("通安镇", 2, 40, 20, (AID, OLD, DISABLED), Training(4), 1_020_000, two_codes=1),
)
